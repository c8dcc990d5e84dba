//! What is marked in the text: places that were found, and misspelled words.

use std::{ops::Range, sync::Arc};

use egui::{
    CornerRadius, Galley, Pos2, Rect, Shape, Stroke, Ui, pos2,
    text::{CCursor, CharIndex},
};

use crate::{
    model::text::{Revision, position},
    ui::theme::colours,
};

/// What the text is marked with, in bytes of the whole text at `revision`. The places of each
/// kind are in their order and do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub revision: Revision,
    pub found: Arc<[Range<usize>]>,
    /// The one of them that is looked at.
    pub current: Option<Range<usize>>,
    pub misspelled: Arc<[Range<usize>]>,
    /// The word that ends here is being written.
    pub caret: usize,
}

/// Draws the marks in view. `from`: the byte of the whole text at which the galley begins.
pub(super) fn marks_ui(ui: &Ui, marks: &Marks, galley: &Galley, at: Pos2, from: usize) {
    if marks.found.is_empty() && marks.misspelled.is_empty() {
        return;
    }
    let view = View::new(ui, galley, at, from);
    let colours = colours(ui);
    for found in view.of(&marks.found) {
        let colour = if marks.current.as_ref() == Some(found) {
            colours.found_current
        } else {
            colours.found
        };
        for rect in view.rects(found) {
            let rect = rect.expand2(egui::vec2(1.0, 0.0));
            ui.painter()
                .rect_filled(rect, CornerRadius::same(2), colour);
        }
    }
    for word in view.of(&marks.misspelled) {
        if word.end != marks.caret {
            for rect in view.rects(word) {
                ui.painter()
                    .add(wave(rect, Stroke::new(1.0, colours.error)));
            }
        }
    }
}

/// A wavy line at the foot of a rectangle.
fn wave(rect: Rect, stroke: Stroke) -> Shape {
    let y = rect.bottom() - 4.0;
    let mut points = Vec::new();
    let mut x = rect.left();
    let mut is_up = false;
    while x < rect.right() {
        points.push(pos2(x, if is_up { y - 1.5 } else { y + 0.5 }));
        is_up = !is_up;
        x += 2.0;
    }
    Shape::line(points, stroke)
}

/// The part of the galley that is in view, and its text.
struct View<'a> {
    galley: &'a Galley,
    at: Pos2,
    from: usize,
    /// In bytes of the whole text.
    bytes: Range<usize>,
    first_char: usize,
}

impl<'a> View<'a> {
    fn new(ui: &Ui, galley: &'a Galley, at: Pos2, from: usize) -> Self {
        let view = ui.clip_rect().translate(-at.to_vec2());
        let first = galley.cursor_from_pos(view.left_top().to_vec2());
        let last = galley.cursor_from_pos(view.right_bottom().to_vec2());
        let byte = |cursor: CCursor| from + position::byte_of_char(galley.text(), cursor.index.0);
        Self {
            galley,
            at,
            from,
            bytes: byte(first)..byte(last),
            first_char: first.index.0,
        }
    }

    fn of<'b>(&self, places: &'b [Range<usize>]) -> impl Iterator<Item = &'b Range<usize>> {
        let bytes = self.bytes.clone();
        let from = self.from;
        let skipped = places.partition_point(|place| place.end < bytes.start);
        places
            .iter()
            .skip(skipped)
            .take_while(move |place| place.start <= bytes.end)
            .filter(move |place| place.start >= from)
    }

    fn cursor(&self, at_byte: usize) -> CCursor {
        let text = self.galley.text();
        let first = self.bytes.start - self.from;
        let at_byte = at_byte - self.from;
        let index = match text.get(first..at_byte) {
            Some(run) => self.first_char + run.chars().count(),
            // Before the view.
            None => position::chars_before(text, at_byte),
        };
        CCursor::new(CharIndex(index))
    }

    /// A rectangle for each row that the place is on.
    fn rects(&self, place: &Range<usize>) -> Vec<Rect> {
        let start = CCursor {
            prefer_next_row: true,
            ..self.cursor(place.start)
        };
        let first = self.galley.pos_from_cursor(start);
        let last = self.galley.pos_from_cursor(self.cursor(place.end));
        let rows = self
            .galley
            .rows
            .iter()
            .map(egui::epaint::text::PlacedRow::rect);
        let touched =
            rows.filter(|row| row.bottom() > first.top() + 1.0 && row.top() < last.bottom() - 1.0);
        touched
            .map(|row| {
                let left = if row.y_range().contains(first.center().y) {
                    first.left()
                } else {
                    row.left()
                };
                let right = if row.y_range().contains(last.center().y) {
                    last.left()
                } else {
                    row.right()
                };
                Rect::from_x_y_ranges(left..=right.max(left), row.y_range())
                    .translate(self.at.to_vec2())
            })
            .collect()
    }
}
