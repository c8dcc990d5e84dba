//! `details`: a summary, and what it folds.
//!
//! Those at the top of the page fold the blocks that follow. The others hold what they fold.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::{Rect, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    model::{
        markdown::blocks::{Definition, Node, Placed},
        words::say,
    },
    ui::{
        preview::set_text::Base,
        theme::{sizes, weight},
    },
};

/// What the writer folded out or in inside of one block, by the number of its `details`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui::preview) struct Folds(Vec<(usize, bool)>);

impl Folds {
    pub(in crate::ui::preview) fn set(&mut self, number: usize, is_open: bool) {
        self.0.retain(|&(of, _)| of != number);
        self.0.push((number, is_open));
        self.0.sort_unstable();
    }

    /// Different where the block is laid out differently.
    pub(in crate::ui::preview) fn key(&self) -> u64 {
        if self.0.is_empty() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        hasher.finish()
    }

    fn get(&self, number: usize) -> Option<bool> {
        let found = self.0.iter().find(|&&(of, _)| of == number);
        found.map(|&(_, is_open)| is_open)
    }

    /// Folds out what hides `at_byte` of a block that holds `nodes`.
    pub(in crate::ui::preview) fn show(&mut self, nodes: &[Placed], at_byte: usize) {
        let Some(Placed { node, .. }) = nodes.iter().find(|placed| placed.range.contains(&at_byte))
        else {
            return;
        };
        if let Node::Details {
            number,
            is_open,
            inside,
            ..
        } = node
        {
            let hides = inside.iter().any(|inner| inner.range.contains(&at_byte));
            if hides && !self.get(*number).unwrap_or(*is_open) {
                self.set(*number, true);
            }
        }
        for nodes in inner(node) {
            self.show(nodes, at_byte);
        }
    }
}

/// The blocks inside a block.
fn inner(node: &Node) -> Vec<&[Placed]> {
    match node {
        Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => vec![nodes],
        Node::Details { inside, .. } => vec![inside],
        Node::List { items, .. } => items.iter().map(|item| item.nodes.as_slice()).collect(),
        Node::Definitions(definitions) => definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::Meaning { nodes, .. } => Some(nodes.as_slice()),
                Definition::Term(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

impl Layouter<'_, '_> {
    /// The summary, and what is folded out below it in the same block.
    pub(super) fn details(&mut self, x: f32, width: f32, node: &Node) {
        let Node::Details {
            summary,
            rest,
            is_open,
            number,
            inside,
        } = node
        else {
            return;
        };
        let holds_nothing = rest.is_empty() && inside.is_empty();
        let (is_open, number) = match self.fold.take() {
            Some(is_open) => (is_open, None),
            // It never ends, so it hides nothing.
            None if holds_nothing => (true, None),
            None => {
                let folded = self.folds.get(*number);
                (folded.unwrap_or(*is_open), Some(*number))
            }
        };
        self.summary(x, width, summary, is_open, number);
        if !is_open {
            return;
        }
        if rest.contains('<') {
            self.marked_box(x, width, "HTML", rest);
        } else if !rest.is_empty() {
            self.words(x, width, rest, self.base());
            self.y += self.gap;
        }
        self.nodes(x, width, inside);
    }

    /// The line that folds; `number` names it, if what it folds is in the same block.
    fn summary(&mut self, x: f32, width: f32, summary: &str, is_open: bool, number: Option<usize>) {
        const SIDE: f32 = 18.0;
        let summary = if summary.is_empty() {
            say!("details-details")
        } else {
            summary
        };
        let middle = self.y + self.base().size.line * 0.5;
        let place = Rect::from_center_size(pos2(x + SIDE * 0.5, middle), vec2(SIDE, SIDE));
        self.laid.items.push(Item::Fold {
            place,
            is_open,
            number,
            name: summary.to_owned(),
        });
        let base = Base {
            weight: weight::SEMIBOLD,
            ..self.base()
        };
        let left = SIDE + sizes::SPACE_2;
        self.words(x + left, width - left, summary, base);
        self.y += self.gap;
    }
}
