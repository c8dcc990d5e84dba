//! Footnotes, and the ways back from them.

use egui::{Rect, Role, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    model::{markdown::blocks::Placed, words::say},
    ui::{
        preview::look::Size,
        theme::{Icon, sizes},
    },
};

impl Layouter<'_, '_> {
    /// What divides the footnotes from the text.
    pub(in crate::ui::preview) fn footnotes_start(&mut self, width: f32) {
        self.y += sizes::SPACE_5;
        let line = Rect::from_min_size(pos2(0.0, self.y), vec2(width * 0.25, 1.0));
        self.fill(line, 0, self.around.colours.line_strong);
        self.y += sizes::SPACE_4;
    }

    pub(super) fn footnote(&mut self, x: f32, width: f32, number: usize, nodes: &[Placed]) {
        let size = std::mem::replace(&mut self.size, Size::SMALL);
        let gap = std::mem::replace(&mut self.gap, Size::SMALL.gap());
        let set = self.marker(&format!("{number}."));
        let indent = (set.width() + 8.0).ceil().max(28.0);
        let at = pos2(x + indent - 8.0 - set.width(), self.y);
        self.laid.items.push(Item::Text(at, set, Role::Label));
        self.nodes_closely(x + indent, width - indent, nodes);
        self.way_back(x + width, number);
        self.y += sizes::SPACE_2;
        self.size = size;
        self.gap = gap;
    }

    /// What leads from a footnote back to the text: behind its last word, or below it.
    fn way_back(&mut self, right: f32, number: usize) {
        const SIDE: f32 = 16.0;
        let line = self.size.line;
        let behind = match self.laid.items.last() {
            Some(Item::Text(at, set, _)) => set.galley.rows.last().map(|row| {
                let end = row.rect().right_top();
                pos2(at.x + end.x + 6.0, at.y + end.y + (line - SIDE) * 0.5)
            }),
            _ => None,
        };
        let corner = behind
            .filter(|corner| corner.x + SIDE <= right)
            .unwrap_or_else(|| {
                let below = pos2(right - SIDE, self.y);
                self.y += SIDE;
                below
            });
        self.laid.items.push(Item::Jump {
            place: Rect::from_min_size(corner, vec2(SIDE, SIDE)),
            icon: Icon::CornerLeftUp,
            address: format!("#fnref:{number}"),
            name: say!("footnote-back-reference-footnote", number = number),
        });
    }
}
