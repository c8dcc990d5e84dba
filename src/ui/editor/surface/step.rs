//! The text in step with the preview. Both speak of a **place**: the byte at the top of the pane,
//! with a fraction, as the top may be anywhere in a line.

use egui::{Rect, Ui};

use super::{
    super::carets::{Carets, Cursor, Selection},
    Surface,
};
use crate::model::text::Spot;

/// Where the pane is in the text, as the preview follows it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Step {
    /// From the top of the text to the top of the pane, in points.
    offset: f32,
    is_by_hand: bool,
}

impl Step {
    /// Takes up where the scroll area is in this frame.
    pub fn take(&mut self, ui: &Ui, pane: Rect, asked: f32) {
        let is_moved = (asked - self.offset).abs() >= 0.5;
        self.is_by_hand = is_moved
            && ui.input(|input| {
                let is_over = input
                    .pointer
                    .latest_pos()
                    .is_some_and(|at| pane.contains(at));
                is_over && (input.smooth_scroll_delta.y != 0.0 || input.pointer.any_down())
            });
        self.offset = asked;
    }
}

impl Surface {
    /// The place at the top, in bytes of what is shown, if the writer scrolled in this frame.
    pub fn led_to(&self) -> Option<f64> {
        self.step
            .is_by_hand
            .then(|| self.place_at(self.step.offset))
    }

    /// The place at the top where the text is scrolled to `offset`.
    fn place_at(&self, offset: f32) -> f64 {
        let points = f64::from(offset - self.top_points).max(0.0);
        let pieces = self.pieces();
        let place = pieces.at_points(points);
        let piece = pieces.piece(place);
        let (height, bytes) = piece.map_or((1.0, 0), |piece| (piece.points, piece.bytes));
        let share = (points - place.top) / f64::from(height.max(1.0));
        place.start as f64 + share.clamp(0.0, 1.0) * bytes as f64
    }

    /// Where the writer is, in a text of which what is shown begins at the byte `from`.
    pub fn spot(&self, from: usize) -> Spot {
        Spot {
            selections: self.selections(from).collect(),
            top: self.top(from),
        }
    }

    /// Whether that is the spot.
    pub fn is_at(&self, spot: &Spot, from: usize) -> bool {
        let top = self.top(from);
        top.to_bits() == spot.top.to_bits()
            && self.selections(from).eq(spot.selections.iter().copied())
    }

    fn top(&self, from: usize) -> f64 {
        self.place_at(self.drawn_at()) + from as f64
    }

    fn selections(&self, from: usize) -> impl Iterator<Item = (usize, usize)> {
        let carets = self.carets().main_last();
        carets.map(move |selection| (selection.anchor.at + from, selection.head.at + from))
    }

    /// Shows the text as it was at a spot, which is in it. What it has of a hidden head is left out.
    pub fn restore(&mut self, spot: &Spot, from: usize) {
        let cursor = |at: usize| Some(Cursor::new(at.checked_sub(from)?));
        let selections = spot
            .selections
            .iter()
            .filter_map(|&(anchor, head)| Some(Selection::between(cursor(anchor)?, cursor(head)?)));
        let carets = Carets::several(selections);
        if spot
            .selections
            .last()
            .is_some_and(|&(_, head)| head >= from)
        {
            self.take_carets(carets);
        }
        self.scroll_to(spot.top - from as f64);
    }

    /// Brings a place to the top, in bytes of what is shown.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a text, and a place on the screen"
    )]
    pub fn scroll_to(&mut self, place: f64) {
        let at_byte = (place.max(0.0) as usize).min(self.pieces().bytes());
        let start = self.pieces().at_byte(at_byte);
        let offset = match self.pieces().piece(start) {
            Some(piece) if place > 0.0 => {
                let share = (place - start.start as f64) / piece.bytes.max(1) as f64;
                let inside = share.clamp(0.0, 1.0) * f64::from(piece.points);
                (start.top + inside) as f32 + self.top_points
            }
            _ => 0.0,
        };
        self.step.offset = offset;
        self.scroll_to_offset(offset);
    }
}
