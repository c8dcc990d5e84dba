//! What is marked in the text: places that were found.

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, CornerRadius, Galley, Pos2, Rect, Ui,
    text::{CCursor, CharIndex},
};

use crate::{
    model::text::{Revision, position},
    ui::theme::colours,
};

/// What the text is marked with, in bytes of the whole text at `revision`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub revision: Revision,
    /// In their order; they do not overlap.
    pub found: Arc<[Range<usize>]>,
    /// The one of them that is looked at.
    pub current: Option<Range<usize>>,
}

/// Draws the marks in view. `from`: the byte of the whole text at which the galley begins.
pub(super) fn marks_ui(ui: &Ui, marks: &Marks, galley: &Galley, at: Pos2, from: usize) {
    if marks.found.is_empty() {
        return;
    }
    let view = ui.clip_rect().translate(-at.to_vec2());
    let first = galley.cursor_from_pos(view.left_top().to_vec2());
    let last = galley.cursor_from_pos(view.right_bottom().to_vec2());
    let text = galley.text();
    let byte = |cursor: CCursor| from + position::byte_of_char(text, cursor.index.0);
    let (start, end) = (byte(first), byte(last));
    let skipped = marks.found.partition_point(|found| found.end < start);
    let in_view = marks
        .found
        .iter()
        .skip(skipped)
        .take_while(|found| found.start <= end);
    let mut counted = (start, first.index.0);
    let mut cursor = |at_byte: usize| {
        let run = text.get(counted.0 - from..at_byte.saturating_sub(from));
        match run {
            Some(run) => {
                counted = (at_byte, counted.1 + run.chars().count());
                CCursor::new(CharIndex(counted.1))
            }
            // Before the view.
            None => CCursor::new(CharIndex(position::chars_before(text, at_byte - from))),
        }
    };
    let colours = colours(ui);
    for found in in_view.filter(|found| found.start >= from) {
        let mut ends = cursor(found.start)..cursor(found.end);
        ends.start.prefer_next_row = true;
        let colour = if marks.current.as_ref() == Some(found) {
            colours.found_current
        } else {
            colours.found
        };
        mark_ui(ui, galley, at, &ends, colour);
    }
}

/// One mark: a rectangle for each row that it is on.
fn mark_ui(ui: &Ui, galley: &Galley, at: Pos2, ends: &Range<CCursor>, colour: Color32) {
    let first = galley.pos_from_cursor(ends.start);
    let last = galley.pos_from_cursor(ends.end);
    for row in &galley.rows {
        let rect = row.rect();
        if rect.bottom() <= first.top() + 1.0 || rect.top() >= last.bottom() - 1.0 {
            continue;
        }
        let is_first = first.center().y <= rect.bottom();
        let is_last = last.center().y >= rect.top() && last.center().y <= rect.bottom();
        let left = if is_first && first.center().y >= rect.top() {
            first.left()
        } else {
            rect.left()
        };
        let right = if is_last { last.left() } else { rect.right() };
        let row = Rect::from_x_y_ranges(left - 1.0..=right.max(left) + 1.0, rect.y_range());
        ui.painter()
            .rect_filled(row.translate(at.to_vec2()), CornerRadius::same(2), colour);
    }
}
