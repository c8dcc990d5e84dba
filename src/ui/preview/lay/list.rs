//! Lists, with their bullets, numbers and boxes to tick.

use egui::{CornerRadius, Rect, Role, pos2, vec2};

use super::{Item, Layouter, Tick, unindented_where_deep};
use crate::{
    model::markdown::blocks::{Item as ListItem, Node, Placed},
    ui::{
        preview::set_text::{Base, Set, plain_format, set_plain},
        theme::sizes,
    },
};

impl Layouter<'_, '_> {
    pub(super) fn list(
        &mut self,
        x: f32,
        width: f32,
        first: Option<u64>,
        is_tight: bool,
        items: &[ListItem],
    ) {
        let (part, seams) = self.take_part();
        let last = part.and_then(|part| part.end_of_list());
        let last = last.or(first.map(|first| first.saturating_add(items.len() as u64)));
        let indent = match last {
            Some(last) => {
                let widest = self.marker(&format!("{last}."));
                (widest.width() + 12.0).ceil().max(28.0)
            }
            None => 28.0,
        };
        let (x, width) = unindented_where_deep(x, width, indent);
        let outer_gap = self.gap;
        let item_gap = if is_tight {
            sizes::SPACE_1
        } else {
            (self.size.gap() * 0.7).round()
        };
        self.gap = item_gap;
        self.list_depth += 1;
        for (number, item) in (first.unwrap_or_default()..).zip(items) {
            let number = first.map(|_| number);
            self.item((x, width, indent), number, item);
            self.y += item_gap;
        }
        self.list_depth -= 1;
        self.gap = outer_gap;
        if !seams.below {
            self.y += outer_gap - item_gap;
        }
    }

    /// What stands in an item, and the mark before its first line.
    fn item(&mut self, (x, width, indent): (f32, f32, f32), number: Option<u64>, item: &ListItem) {
        let (top, index) = (self.y, self.laid.items.len());
        self.nodes_closely(x + indent, width - indent, &item.nodes);
        let bottom = if self.y > top {
            self.y
        } else {
            top + self.size.line
        };
        self.y = top + self.above_mark(&item.nodes, index);
        match item.checked {
            Some(is_done) => self.tick(x, is_done, item),
            None => self.list_marker(x, indent, number),
        }
        self.y = bottom;
        // It is read out before the item.
        if let Some(mark) = self.laid.items.pop() {
            self.laid.items.insert(index, mark);
        }
    }

    /// How much higher than a line of text the first line of an item is, above its letters. The
    /// item was laid out from `index` on.
    fn above_mark(&self, nodes: &[Placed], index: usize) -> f32 {
        let items = self.laid.items.iter().skip(index);
        let mut heights = items.filter_map(|item| match item {
            Item::Text(_, set, _) => Some(set.galley.rows.first()?.rect().height()),
            _ => None,
        });
        let mut higher = |share: f32| {
            let height = heights.next().unwrap_or(self.size.line);
            (height - self.size.line).max(0.0) * share
        };
        match nodes.first().map(|placed| &placed.node) {
            // The letters stand in the middle of their line.
            Some(Node::Heading { .. }) => higher(0.5),
            // And at the foot of one with a picture.
            Some(Node::Paragraph(_)) => higher(1.0).round(),
            _ => 0.0,
        }
    }

    pub(super) fn marker(&self, letters: &str) -> Set {
        let base = Base {
            colour: self.around.colours.text_weak,
            ..self.base()
        };
        set_plain(self.around.ui, letters, plain_format(base), f32::INFINITY)
    }

    /// The middle of the small letters of the next line.
    fn middle_of_line(&self) -> f32 {
        self.y + (self.size.line * 0.5 + self.size.text * 0.06).round()
    }

    /// The box before a task.
    fn tick(&mut self, x: f32, is_done: bool, item: &ListItem) {
        let middle = self.middle_of_line();
        let rect = Rect::from_center_size(pos2(x + 12.0, middle), vec2(16.0, 16.0));
        let tick = Tick {
            is_done,
            at_byte: item.box_at_byte,
            name: first_words(&item.nodes),
        };
        self.laid.items.push(Item::Tick(rect, tick));
    }

    /// What stands before the first line of an item.
    fn list_marker(&mut self, x: f32, indent: f32, number: Option<u64>) {
        let middle = self.middle_of_line();
        if let Some(number) = number {
            let set = self.marker(&format!("{number}."));
            let at = pos2(x + indent - 8.0 - set.width(), self.y);
            self.laid.items.push(Item::Text(at, set, Role::Label));
        } else {
            let colours = self.around.colours;
            let (side, radius) = match self.list_depth {
                1 | 2 => (5.0, 3),
                _ => (4.0, 0),
            };
            let rect = Rect::from_center_size(pos2(x + 14.0, middle), vec2(side, side));
            self.laid.items.push(if self.list_depth == 2 {
                Item::Border(rect.expand(0.5), radius, colours.text_weak)
            } else {
                Item::Fill(rect, CornerRadius::same(radius), colours.text_weak)
            });
        }
    }
}

/// The first words of an item, to name it by.
fn first_words(nodes: &[Placed]) -> String {
    nodes
        .iter()
        .find_map(|placed| match &placed.node {
            Node::Paragraph(text) => Some(text.text.clone()),
            _ => None,
        })
        .unwrap_or_default()
}
