//! How high the text is, and where it is scrolled to so that the caret is in view.

use std::ops::Range;

use egui::Ui;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{BOTTOM_POINTS, Frame, Surface, TYPEWRITER_SHARE};
use crate::ui::editor::{draft::Draft, pieces::Place};

/// A sentence is looked for so far around the caret.
const SENTENCE_BYTES: usize = 4 * 1024;

/// The sentence around a byte of a paragraph that begins at `start`, without the blanks behind it.
fn sentence_in(paragraph: &str, at_byte: usize, start: usize) -> Range<usize> {
    // A line break within a paragraph ends no sentence.
    let one_line = paragraph.replace(['\n', '\r'], " ");
    let sentences = one_line.split_sentence_bound_indices();
    let found = sentences.take_while(|(at, _)| *at <= at_byte).last();
    let (at, sentence) = found.unwrap_or((0, ""));
    start + at..start + at + sentence.trim_end().len()
}

/// Something of the text, and how far below the top of the pane it was drawn, in points.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hold {
    /// The row of the caret, which was in view.
    Caret(f64),
    /// The paragraph at the top, from this byte on.
    Top(usize, f64),
}

/// What decides where the text is scrolled to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aim {
    /// The caret is in view, with so much room above and below it, in points.
    Caret(f32),
    Hold(Hold),
}

impl Surface {
    /// Keeps in mind what is to stay where it is: the row of the caret where that is in view, else what is at the
    /// top.
    pub(super) fn note_hold(&mut self, ui: &Ui, text: &Draft<'_>, frame: Frame, offset: f32) {
        let offset = f64::from(offset);
        let height = f64::from(frame.pane.height());
        let above = f64::from(self.top_points);
        let first = self.pieces.at_points(offset - above);
        let last = self.pieces.at_points(offset - above + height);
        // What is out of view is not laid out for this.
        let head = self.carets.main().head;
        let place = self.view(ui, text).place_of(head);
        let is_near = (first.start..=last.start).contains(&place.start);
        let row = is_near.then(|| self.caret_row(ui, text));
        let row = row.filter(|row| row.start >= offset && row.end <= offset + height);
        self.hold = Some(match row {
            Some(row) => Hold::Caret(row.start - offset),
            None => Hold::Top(first.start, first.top + above - offset),
        });
    }

    /// The offset at which what was held is where it was.
    fn held(&mut self, ui: &Ui, text: &Draft<'_>, frame: Frame, hold: Hold) -> f64 {
        let (now, away) = match hold {
            Hold::Caret(away) => (self.caret_row(ui, text).start, away),
            Hold::Top(byte, away) => {
                let piece = self.pieces.at_byte(byte.min(text.len()));
                (piece.top + f64::from(self.top_points), away)
            }
        };
        let most = (self.content_points(frame) - f64::from(frame.pane.height())).max(0.0);
        (now - away).clamp(0.0, most)
    }

    /// The row of the caret, from the top of all, in points.
    fn caret_row(&mut self, ui: &Ui, text: &Draft<'_>) -> Range<f64> {
        let head = self.carets.main().head;
        let place = self.view(ui, text).place_of(head);
        let laid = self.view(ui, text).laid(place);
        self.pieces.set_points(place, laid.galley.rect.height());
        let (top, rect) = self.view(ui, text).rect_of(head);
        let top = top + f64::from(self.top_points + rect.top());
        top..top + f64::from(rect.height())
    }

    pub(super) fn content_points(&self, frame: Frame) -> f64 {
        let below = if self.is_typewriter {
            f64::from(frame.pane.height() * (1.0 - TYPEWRITER_SHARE))
        } else {
            f64::from(BOTTOM_POINTS)
        };
        self.pieces.points() + f64::from(self.top_points) + below
    }

    /// Lays out what is visible, at the offset that is aimed at, if one is. Returns the offset at which what was in
    /// view stays where it was.
    pub(super) fn measure(
        &mut self,
        ui: &Ui,
        text: &Draft<'_>,
        frame: Frame,
        offset: f32,
        aim: Option<Aim>,
    ) -> f32 {
        let mut offset = f64::from(offset);
        for _ in 0..4 {
            let before = offset;
            match aim {
                Some(Aim::Caret(margin)) => {
                    offset = self.revealed(ui, text, frame, offset, margin);
                }
                Some(Aim::Hold(hold)) => offset = self.held(ui, text, frame, hold),
                None => {}
            }
            offset += self.measure_visible(ui, text, frame, offset);
            if (offset - before).abs() < 0.01 {
                break;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "egui's unit")]
        let offset = offset as f32;
        offset
    }

    /// Whether the pane got lower, as when a banner comes in above it, and the line of the caret was
    /// in view before.
    pub(super) fn slid_out(&mut self, ui: &Ui, text: &Draft<'_>, frame: Frame) -> bool {
        if frame.pane.height() >= self.pane_points {
            return false;
        }
        let row = self.caret_row(ui, text);
        let drawn_at = f64::from(self.drawn_at);
        row.start >= drawn_at && row.end <= drawn_at + f64::from(self.pane_points)
    }

    /// The offset at which the caret is in view.
    fn revealed(
        &mut self,
        ui: &Ui,
        text: &Draft<'_>,
        frame: Frame,
        offset: f64,
        margin: f32,
    ) -> f64 {
        let row = self.caret_row(ui, text);
        let height = f64::from(frame.pane.height());
        let margin = f64::from(margin).min((height - (row.end - row.start)).max(0.0) / 2.0);
        let most = (self.content_points(frame) - height).max(0.0);
        if self.is_typewriter {
            let at = height * f64::from(TYPEWRITER_SHARE);
            return (row.start - at).clamp(0.0, most);
        }
        offset
            .max(row.end + margin - height)
            .min(row.start - margin)
            .clamp(0.0, most)
    }

    /// Measures what is visible. Returns how far that moved what had been in view.
    fn measure_visible(&mut self, ui: &Ui, text: &Draft<'_>, frame: Frame, offset: f64) -> f64 {
        let top = offset - f64::from(self.top_points);
        let bottom = top + f64::from(frame.pane.height());
        let first = self.pieces.at_points(top);
        let is_seen = |place| {
            self.pieces
                .piece(place)
                .is_some_and(|piece| piece.is_measured)
        };
        // Text that comes in from above may be higher than estimated; what was in view stays.
        let mut fixed = Some(first).filter(|first| first.top < top && !is_seen(*first));
        while let Some(at) = fixed
            && !is_seen(at)
        {
            fixed = self.pieces.next(at).filter(|next| next.top < bottom);
        }
        let mut place = Some(first);
        while let Some(at) = place
            && at.top < bottom
        {
            let laid = self.view(ui, text).laid(at);
            self.pieces.set_points(at, laid.galley.rect.height());
            place = self.pieces.next(at);
        }
        fixed.map_or(0.0, |fixed| {
            self.pieces.at_byte(fixed.start).top - fixed.top
        })
    }

    /// The bytes of the block that the caret is in, as it was found when either changed last.
    /// `is_lit`: where the caret is on an empty line, the nearest one.
    pub(super) fn block(&mut self, is_lit: bool) -> Range<usize> {
        let cut = self.pieces.cut_number();
        let caret = self.carets.main().head.at;
        match &self.block {
            Some((now, block)) if *now == (cut, caret, is_lit) => block.clone(),
            _ => {
                let block = self.paragraph_at(caret, is_lit);
                self.block = Some(((cut, caret, is_lit), block.clone()));
                block
            }
        }
    }

    /// The bytes of the sentence that the caret is in, within its paragraph or the one nearest to it.
    pub(super) fn sentence(&mut self, text: &Draft<'_>) -> Range<usize> {
        let block = self.block(true);
        let caret = self.carets.main().head.at.clamp(block.start, block.end);
        let from = text
            .floor(caret.saturating_sub(SENTENCE_BYTES))
            .max(block.start);
        let to = text
            .floor(caret.saturating_add(SENTENCE_BYTES))
            .min(block.end);
        sentence_in(&text.slice(from..to), caret - from, from)
    }

    /// The bytes of the paragraph at a byte, or nearest to it: the lines around it that are not empty,
    /// as many of them as can be on the screen.
    fn paragraph_at(&self, at_byte: usize, or_nearest: bool) -> Range<usize> {
        const MOST: usize = 500;
        let is_empty = |place| self.pieces.range(place).len() <= 1;
        let here = self.pieces.at_byte(at_byte);
        let nearest = || self.nearest(here, |at| !is_empty(at));
        let here = or_nearest.then(nearest).flatten().unwrap_or(here);
        let (mut first, mut last) = (here, here);
        for _ in 0..MOST {
            let Some(place) = self.pieces.previous(first).filter(|at| !is_empty(*at)) else {
                break;
            };
            first = place;
        }
        for _ in 0..MOST {
            let Some(place) = self.pieces.next(last).filter(|at| !is_empty(*at)) else {
                break;
            };
            last = place;
        }
        if is_empty(here) {
            return self.pieces.range(here);
        }
        first.start..self.pieces.range(last).end
    }

    /// The place itself, or one of those around it; the one before first.
    fn nearest(&self, here: Place, is_wanted: impl Fn(Place) -> bool) -> Option<Place> {
        const MOST: usize = 8;
        let (mut before, mut after) = (Some(here), Some(here));
        for _ in 0..MOST {
            if let Some(found) = before.into_iter().chain(after).find(|at| is_wanted(*at)) {
                return Some(found);
            }
            before = before.and_then(|at| self.pieces.previous(at));
            after = after.and_then(|at| self.pieces.next(at));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_mark_and_goes_on_over_a_line_break() {
        let text = "One is short. The second\ngoes on! Is it?";

        assert_eq!(&text[sentence_in(text, 3, 0)], "One is short.");
        assert_eq!(&text[sentence_in(text, 20, 0)], "The second\ngoes on!");
        assert_eq!(&text[sentence_in(text, 28, 0)], "The second\ngoes on!");
        assert_eq!(&text[sentence_in(text, text.len(), 0)], "Is it?");
        assert_eq!(sentence_in(text, 0, 7), 7..20);
        assert_eq!(sentence_in("", 0, 5), 5..5);
    }
}
