//! What readers see made into something else, and definition lists.

use egui::Role;

use super::Layouter;
use crate::{
    model::markdown::blocks::{Definition, Shortcode, ShortcodeKind},
    ui::{
        preview::set_text::Base,
        theme::{sizes, weight},
    },
};

impl Layouter<'_, '_> {
    pub(super) fn details(&mut self, x: f32, width: f32, summary: &str, rest: &str) {
        let summary = if summary.is_empty() {
            "Details"
        } else {
            summary
        };
        self.marked_box(x, width, "Folded", summary);
        if !rest.is_empty() {
            self.marked_box(x, width, "HTML", rest);
        }
    }

    pub(super) fn definitions(&mut self, x: f32, width: f32, definitions: &[Definition]) {
        const INDENT: f32 = sizes::SPACE_5;
        for definition in definitions {
            match definition {
                Definition::Term(term) => {
                    let base = Base {
                        weight: weight::BOLD,
                        ..self.base()
                    };
                    self.text(x, width, term, base, Role::Label);
                }
                Definition::Meaning(nodes) => self.nodes(x + INDENT, width - INDENT, nodes),
            }
        }
    }

    pub(super) fn shortcode(&mut self, x: f32, width: f32, shortcode: &Shortcode) {
        let (name, source) = match &shortcode.kind {
            ShortcodeKind::YouTube { id } => ("YouTube", id),
            ShortcodeKind::Vimeo { id } => ("Vimeo", id),
            ShortcodeKind::Gist { id, .. } => ("Gist", id),
            ShortcodeKind::Other | ShortcodeKind::End => ("Shortcode", &shortcode.source),
        };
        self.marked_box(x, width, name, source);
    }
}
