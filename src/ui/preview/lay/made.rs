//! What a site makes something else of, as near to that as can be known; and definition lists.

use egui::{Rect, Role, Vec2, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    model::{
        markdown::blocks::{Definition, RunKind, Shortcode, ShortcodeKind, Text},
        words::say,
    },
    ui::{
        preview::{
            look::Size,
            set_text::{Base, plain_format, set, set_plain},
        },
        theme::{Face, Icon, sizes, weight},
    },
};

/// Whether a text is nothing but a formula that stands by itself.
pub(super) fn is_formula(text: &Text) -> bool {
    text.text.starts_with("$$")
        && text.runs.iter().all(|run| {
            let letters = text.text.get(run.range.clone()).unwrap_or_default();
            run.style.kind == RunKind::Math || letters.trim().is_empty()
        })
}

impl Layouter<'_, '_> {
    /// A formula in the middle of a box of its own, as it is written.
    pub(super) fn formula(&mut self, x: f32, width: f32, text: &Text) {
        const PAD: f32 = sizes::SPACE_4;
        let colours = self.around.colours;
        let top = self.y;
        let base = Base {
            face: Face::CodeItalic,
            size: Size::CODE,
            colour: colours.code_text,
            ..self.base()
        };
        let mut letters = text.clone();
        for run in &mut letters.runs {
            run.style.kind = RunKind::Letters;
        }
        let set = set(self.around.ui, &letters, base, width - 2.0 * PAD, colours);
        let size = vec2(width, set.height() + 2.0 * sizes::SPACE_3);
        let rect = Rect::from_min_size(pos2(x, top), size);
        self.fill(rect, sizes::RADIUS, colours.code_background);
        let left = x + ((width - set.width()) * 0.5).max(PAD).round();
        let at = pos2(left, top + sizes::SPACE_3);
        self.laid.items.push(Item::Text(at, set, Role::Label));
        self.y = rect.bottom();
    }

    pub(super) fn definitions(&mut self, x: f32, width: f32, definitions: &[Definition]) {
        const INDENT: f32 = sizes::SPACE_5;
        // A part of it is no part of its paragraphs.
        self.take_part();
        let mut definitions = definitions.iter().peekable();
        while let Some(definition) = definitions.next() {
            match definition {
                Definition::Term(term) => {
                    let base = Base {
                        weight: weight::BOLD,
                        ..self.base()
                    };
                    self.text(x, width, term, base, Role::Label);
                }
                Definition::Meaning { nodes, .. } => {
                    let next = definitions.peek();
                    let is_close = |next: &&Definition| {
                        matches!(next, Definition::Meaning { is_tight: true, .. })
                    };
                    if next.is_some_and(is_close) {
                        self.nodes_closely(x + INDENT, width - INDENT, nodes);
                    } else {
                        self.nodes(x + INDENT, width - INDENT, nodes);
                    }
                }
            }
        }
    }

    pub(super) fn shortcode(&mut self, x: f32, width: f32, shortcode: &Shortcode) {
        let name = match &shortcode.kind {
            ShortcodeKind::YouTube { .. } => "YouTube",
            ShortcodeKind::Vimeo { .. } => say!("made-vimeo"),
            ShortcodeKind::Gist { .. } => say!("made-gist"),
            ShortcodeKind::Unknown => say!("made-shortcode-unknown"),
            ShortcodeKind::Other | ShortcodeKind::End => say!("made-shortcode"),
        };
        let Some(address) = shortcode.kind.address() else {
            return self.marked_box(x, width, name, &shortcode.source);
        };
        let is_film = !matches!(shortcode.kind, ShortcodeKind::Gist { .. });
        let (icon, height) = if is_film {
            (Icon::CirclePlay, (width * 9.0 / 16.0).round())
        } else {
            (Icon::FileCode, 120.0)
        };
        let words = address.trim_start_matches("https://");
        let link = Text::link(words, &address, shortcode.at_byte);
        self.elsewhere(x, vec2(width, height.max(110.0)), icon, name, &link);
    }

    /// A box for what readers see here from another site, with a link to it.
    fn elsewhere(&mut self, x: f32, size: Vec2, icon: Icon, name: &str, link: &Text) {
        let colours = self.around.colours;
        let rect = Rect::from_min_size(pos2(x, self.y), size);
        self.fill(rect, sizes::RADIUS, colours.code_background);
        let label = Base {
            face: Face::Interface,
            size: Size::LABEL,
            colour: colours.text_weak,
            ..self.base()
        };
        let icon_look = Base {
            face: Face::Icons,
            size: Size::new(36.0, 1.0),
            colour: colours.text_faint,
            ..label
        };
        let name_look = Base {
            weight: weight::SEMIBOLD,
            ..label
        };
        let room = size.x - 2.0 * sizes::SPACE_4;
        let ui = self.around.ui;
        let icon = char::from(icon).to_string();
        let parts = [
            (
                set_plain(ui, &icon, plain_format(icon_look), room),
                Role::Image,
            ),
            (
                set_plain(ui, name, plain_format(name_look), room),
                Role::Label,
            ),
            (set(ui, link, label, room, colours), Role::Label),
        ];
        let height: f32 = parts.iter().map(|(set, _)| set.height()).sum();
        self.y += ((size.y - height - sizes::SPACE_2) * 0.5).max(0.0).round();
        for (set, role) in parts {
            let left = x + ((size.x - set.width()) * 0.5).round();
            self.place(left, set, role);
            if role == Role::Image {
                self.y += sizes::SPACE_2;
            }
        }
        self.y = rect.bottom() + self.gap;
    }
}
