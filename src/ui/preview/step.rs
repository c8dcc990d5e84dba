//! Keeping page and text in step.
//!
//! Both speak of a **place**: the byte that is at the top of a pane. It has a fraction, since the
//! top may be anywhere in a block, and a block is a share of the page as it is of the text. The
//! page goes to a place smoothly, in a time that does not depend on how far it is.

use egui::Ui;

use super::{PreviewState, view::View};

/// In this time, in seconds, the page does two thirds of a way.
const CALM_SECS: f32 = 0.09;
/// The time, in seconds, for as much of it when it follows a hand.
const QUICK_SECS: f32 = 0.03;

/// Where the page is going to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// The line of this byte, into view.
    Line { at_byte: usize, is_under_way: bool },
    /// This place, to the top.
    Top(f64),
}

impl PreviewState {
    /// Takes the requests of this frame.
    pub(super) fn take_requests(&mut self) {
        if let Some(place) = self.follow.take() {
            self.goal = Some(Goal::Top(place));
        }
        if let Some(at_byte) = self.scroll_to_byte.take() {
            self.goal = Some(Goal::Line {
                at_byte,
                is_under_way: false,
            });
        }
    }
}

impl View<'_, '_> {
    /// A slot and its position on the way to the goal; `None` if there is nowhere to go. `asked`
    /// is where the scroll area is.
    pub(super) fn approach(&mut self, ui: &Ui, asked: f64) -> Option<(usize, f64)> {
        let goal = self.state.goal?;
        let room = self.height();
        let anchor = self.anchor(ui, asked);
        let (first, top) = self.settle(ui, anchor);
        let (index, wanted) = match goal {
            Goal::Top(place) => self.slot_of(ui, place)?,
            Goal::Line { at_byte, .. } => {
                let (index, line_top, line_bottom) = self.line_of(ui, at_byte)?;
                let now = self.position_of(ui, index, (first, top));
                let is_in_view = now.is_some_and(|now| {
                    now + line_top >= 0.0 && now + line_bottom.min(line_top + room) <= room
                });
                if is_in_view
                    && !matches!(
                        goal,
                        Goal::Line {
                            is_under_way: true,
                            ..
                        }
                    )
                {
                    self.state.goal = None;
                    return None;
                }
                (index, room * 0.3 - line_top)
            }
        };
        if let Some(Goal::Line { is_under_way, .. }) = &mut self.state.goal {
            *is_under_way = true;
        }
        let now = self.position_of(ui, index, (first, top));
        // From far away it starts a pane before the goal.
        let now = now.unwrap_or(if index < first {
            wanted - room
        } else {
            wanted + room
        });
        let left = now - wanted;
        // At least a point a frame, so that it arrives.
        let rest = left.abs() * f64::from(rest_of_way(ui, goal));
        let rest = rest.min(left.abs() - 1.0).max(0.0) * left.signum();
        if rest.abs() < 0.5 {
            self.state.goal = None;
            return Some((index, wanted));
        }
        ui.ctx().request_repaint();
        Some((index, wanted + rest))
    }

    /// The slot that shows `at_byte`, and the top and bottom of its line in it.
    fn line_of(&mut self, ui: &Ui, at_byte: usize) -> Option<(usize, f64, f64)> {
        let index = self.slot_at(at_byte);
        let (blocks, look) = (self.page.blocks, self.look);
        self.state.slots.show(index, blocks, look);
        let block = index.checked_sub(1);
        let block = block.and_then(|block| self.page.blocks.get(block));
        let inside = block.map_or(0, |block| at_byte.saturating_sub(block.range.start));
        self.unfold(index, inside);
        let laid = self.lay(ui, index)?;
        let (top, bottom) = laid.line_of(inside);
        Some((index, f64::from(top), f64::from(bottom)))
    }

    /// Folds out what hides a byte of the block in slot `index`, inside of it.
    fn unfold(&mut self, index: usize, in_block: usize) {
        let block = index.checked_sub(1);
        let block = block.and_then(|block| self.page.blocks.get(block));
        let source = block.and_then(|block| self.page.text.get(block.range.clone()));
        let (Some(block), Some(source)) = (block, source) else {
            return;
        };
        if source.contains("<details") {
            let nodes = self.page.blocks.content(self.page.text, block);
            self.state.slots.show_inside(index, &nodes, in_block);
        }
    }

    /// The slot that shows what stands at `at_byte` of the text.
    pub(super) fn slot_at(&self, at_byte: usize) -> usize {
        let blocks = &self.page.blocks;
        // Behind the last letter is in the last block.
        let at_byte = at_byte.min(self.page.text.len().saturating_sub(1));
        let is_above = blocks
            .blocks
            .first()
            .is_none_or(|first| at_byte < first.range.start);
        let block = blocks.index_at(at_byte).filter(|_| !is_above);
        block.map_or(0, |block| block + 1)
    }

    /// The slot at a place, and the position that brings the place to the top.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the text is neither negative nor above 2^52"
    )]
    fn slot_of(&mut self, ui: &Ui, place: f64) -> Option<(usize, f64)> {
        if place <= self.page.shown_from as f64 {
            return Some((0, f64::from(self.look.top)));
        }
        let index = self.slot_at(place.max(0.0) as usize);
        let (start, end) = self.bytes_of(index);
        let share = ((place - start) / (end - start).max(1.0)).clamp(0.0, 1.0);
        let height = f64::from(self.lay(ui, index)?.height);
        if index == 0 {
            // The margin above the header is part of it.
            let margin = f64::from(self.look.top);
            return Some((0, margin - share * (height + margin)));
        }
        Some((index, -share * height))
    }

    /// The place at the top of the pane.
    pub(super) fn place_at_top(&self) -> Option<f64> {
        let (index, position) = self.state.anchor?;
        let (start, end) = self.bytes_of(index);
        let height = self.height_of(index).max(1.0);
        let share = if index == 0 {
            let margin = f64::from(self.look.top);
            (margin - position) / (height + margin)
        } else {
            -position / height
        };
        Some(start + share.clamp(0.0, 1.0) * (end - start))
    }

    /// The bytes that a slot stands for, up to those of the next one.
    fn bytes_of(&self, index: usize) -> (f64, f64) {
        let blocks = self.page.blocks;
        let start_of = |block: usize| blocks.blocks.get(block).map(|block| block.range.start);
        let Some(block) = index.checked_sub(1) else {
            let first = start_of(0).unwrap_or(self.page.text.len());
            return (self.page.shown_from.min(first) as f64, first as f64);
        };
        match blocks.get(block) {
            Some(block_at) if block < blocks.blocks.len() => {
                let end = start_of(block + 1).unwrap_or(block_at.range.end);
                (block_at.range.start as f64, end as f64)
            }
            Some(footnote) => (footnote.range.start as f64, footnote.range.end as f64),
            None => (0.0, 0.0),
        }
    }

    /// The position of a slot, if it is less than two panes away from `from`, a slot with its
    /// position.
    fn position_of(&mut self, ui: &Ui, index: usize, from: (usize, f64)) -> Option<f64> {
        let far = 2.0 * self.height();
        let (mut at, mut position) = from;
        while at < index && position < far {
            self.lay(ui, at);
            position += self.height_of(at);
            at += 1;
        }
        while at > index && position > -far {
            at -= 1;
            self.lay(ui, at);
            position -= self.height_of(at);
        }
        (at == index).then_some(position)
    }
}

/// What part of the way is left after this frame.
fn rest_of_way(ui: &Ui, goal: Goal) -> f32 {
    if ui.style().animation_time <= 0.0 {
        return 0.0;
    }
    let calm = match goal {
        Goal::Line { .. } => CALM_SECS,
        Goal::Top(_) => QUICK_SECS,
    };
    let frame_secs = ui.input(|input| input.stable_dt).min(0.1);
    (-frame_secs / calm).exp()
}
