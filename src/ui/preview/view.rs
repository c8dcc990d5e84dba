//! One frame of the page: what is in view, where it stands, and what the pointer does to it.

use std::sync::Arc;

use egui::{
    Id, Label, Pos2, Rect, RichText, Sense, Ui, UiBuilder, pos2,
    text_selection::LabelSelectionState, vec2,
};

use super::{
    Page, PreviewState,
    draw::{Found, Pen},
    lay::{Laid, Layouter, PictureShape, Surroundings},
    look,
};
use crate::{
    action::{Action, Outbox},
    ui::theme::{self, sizes},
};

/// One frame of the page. Positions are in points from the top of the pane, or, where they are
/// called tops and offsets, from the top of the page.
pub(super) struct View<'a, 'p> {
    pub page: &'a Page<'p>,
    pub look: look::Page,
    /// Where it is drawn.
    pub bounds: Rect,
    pub is_read_out: bool,
    /// The pointer is over a link, or a link has the keyboard.
    pub is_on_link: bool,
    /// What was given the keyboard and is not in view yet.
    pub awaited: Option<Id>,
    pub state: &'a mut PreviewState,
    pub out: &'a mut Outbox,
}

impl View<'_, '_> {
    pub(super) fn show(&mut self, ui: &mut Ui, viewport: Rect) {
        // Selected text keeps its colour.
        ui.visuals_mut().selection.stroke.color = theme::colours(ui).text;
        self.walk(ui);
        let asked = f64::from(viewport.min.y);
        let is_by_hand = self.is_scrolled_by_hand(ui, asked);
        if is_by_hand {
            self.state.goal = None;
        }
        self.state.take_requests();
        let wanted = self.approach(ui, asked);
        let is_going = wanted.is_some();
        let anchor = wanted.unwrap_or_else(|| self.anchor(ui, asked));
        let (first, mut position) = self.settle(ui, anchor);

        let top = f64::from(self.look.top) + self.state.slots.top_of(first);
        let mut offset = (top - position).max(asked.min(0.0));
        if is_going {
            offset = offset.min(self.largest_offset());
        }
        let is_moved = (offset - asked).abs() >= 0.5;
        if !is_moved {
            offset = asked;
            // It is there, or as near as the page allows.
            self.state.goal = self.state.goal.filter(|_| !is_going);
        }
        position = top - offset;
        self.draw(ui, first, position);
        self.stand_in(ui);
        if self.is_on_link {
            self.target_ui(ui);
        } else {
            self.state.hovered = None;
        }

        ui.set_height(points(self.whole_height()));
        if is_moved {
            ui.scroll_with_delta(vec2(0.0, points(asked - offset)));
        }
        self.state.anchor = Some((first, position));
        self.state.offset = offset;
        self.state.led_to = self.place_at_top().filter(|_| is_by_hand);
        if is_by_hand {
            // The text follows in the next frame.
            ui.ctx().request_repaint();
        }
    }

    /// Whether the writer scrolled the page since the last frame.
    fn is_scrolled_by_hand(&mut self, ui: &Ui, asked: f64) -> bool {
        let is_moved = self.state.anchor.is_some() && (asked - self.state.offset).abs() >= 0.5;
        let moves_now = ui.input(|input| {
            let is_here = |at| self.bounds.contains(at);
            let is_over = input.pointer.latest_pos().is_some_and(is_here);
            is_over && (input.smooth_scroll_delta.y != 0.0 || input.pointer.any_down())
        });
        // What a wheel did in the last frame is seen in this one.
        let moved_before = std::mem::replace(&mut self.state.had_hand, moves_now);
        is_moved && (moves_now || moved_before)
    }

    pub(super) fn height(&self) -> f64 {
        f64::from(self.bounds.height())
    }

    fn whole_height(&self) -> f64 {
        let slots = &self.state.slots;
        slots.height_of_all() + f64::from(self.look.top + self.look.bottom)
    }

    fn largest_offset(&self) -> f64 {
        (self.whole_height() - self.height()).max(0.0)
    }

    pub(super) fn height_of(&self, index: usize) -> f64 {
        f64::from(self.state.slots.height(index))
    }

    /// A slot that is in view at `offset`, or near, and its position.
    pub(super) fn anchor(&mut self, ui: &Ui, offset: f64) -> (usize, f64) {
        if let Some((index, position)) = self.state.anchor {
            self.lay(ui, index);
            let height = self.height_of(index);
            let before = self.state.height_before.take();
            let grown = before.map_or(1.0, |before| height / before.max(1.0));
            // What was scrolled since the last frame.
            let scrolled = offset - self.state.offset;
            let position = if position < 0.0 {
                position * grown - scrolled
            } else {
                position - scrolled
            };
            // What is near is measured from there on.
            let near = 2.0 * self.height();
            if position + height > -near && position < near {
                return (index, position);
            }
        }
        let from_first = offset - f64::from(self.look.top);
        let (index, top) = self.state.slots.at(from_first);
        if index < self.state.slots.len() {
            (index, top - from_first)
        } else {
            let last = index.saturating_sub(1);
            (last, top - self.height_of(last) - from_first)
        }
    }

    /// Measures slots upwards from an anchor. Returns the first one in view and its position.
    pub(super) fn settle(&mut self, ui: &Ui, anchor: (usize, f64)) -> (usize, f64) {
        let (mut index, mut position) = anchor;
        self.lay(ui, index);
        while position > 0.0 && index > 0 {
            index -= 1;
            self.lay(ui, index);
            position -= self.height_of(index);
        }
        while position + self.height_of(index) <= 0.0 && index + 1 < self.state.slots.len() {
            position += self.height_of(index);
            index += 1;
            self.lay(ui, index);
        }
        (index, position)
    }

    /// Draws the slots from `first` to the end of the pane.
    fn draw(&mut self, ui: &mut Ui, first: usize, position: f64) {
        let mut index = first;
        let mut position = position;
        while position < self.height() {
            let Some(laid) = self.lay(ui, index) else {
                break;
            };
            if self.state.slots.is_hidden(index) {
                index += 1;
                continue;
            }
            let at = pos2(
                self.bounds.left() + self.look.left,
                points(f64::from(self.bounds.top()) + position),
            );
            self.mark(ui, index, at, &laid);
            self.draw_slot(ui, index, at, &laid);
            position += f64::from(laid.height);
            index += 1;
        }
        if index == self.state.slots.len() {
            self.foot_ui(ui, position);
        }
    }

    /// What is said below the page.
    fn foot_ui(&self, ui: &mut Ui, position: f64) {
        if self.state.foot.is_empty() {
            return;
        }
        let corner = pos2(
            self.bounds.left() + self.look.left,
            points(f64::from(self.bounds.top()) + position) + sizes::SPACE_5,
        );
        let size = vec2(self.look.width, self.look.bottom - sizes::SPACE_5);
        let place = UiBuilder::new().max_rect(Rect::from_min_size(corner, size));
        let mut below = ui.new_child(place);
        let colour = theme::colours(ui).text_weak;
        for words in &self.state.foot {
            let words = RichText::new(words).size(sizes::TEXT_SMALL).color(colour);
            below.add(Label::new(words).wrap());
        }
    }

    /// Marks in the margin that the caret is in the block of slot `index`; where it is a part of a
    /// long one, what the caret is in.
    fn mark(&self, ui: &Ui, index: usize, at: Pos2, laid: &Laid) {
        const WIDTH: f32 = 3.0;
        const AWAY: f32 = 14.0;
        let caret = self
            .page
            .caret
            .filter(|&caret| self.slot_at(caret) == index);
        let block = index
            .checked_sub(1)
            .and_then(|index| self.page.blocks.get(index));
        let (Some(caret), Some(block)) = (caret, block) else {
            return;
        };
        let (top, bottom) = match block.part {
            Some(_) => laid.piece_of(caret.saturating_sub(block.range.start)),
            None => laid.ink(),
        };
        let left = at.x - AWAY.min(self.look.left - 2.0);
        let bar = Rect::from_min_max(pos2(left, at.y + top), pos2(left + WIDTH, at.y + bottom));
        let colour = theme::colours(ui).accent.gamma_multiply(0.55);
        ui.painter().rect_filled(bar, 1, colour);
    }

    /// The layout of a slot, made now if there is none that can be used.
    pub(super) fn lay(&mut self, ui: &Ui, index: usize) -> Option<Arc<Laid>> {
        let slot = *self.state.slots.get(index)?;
        if slot.is_hidden {
            return Some(Arc::default());
        }
        let is_first_footnote = index == self.page.blocks.blocks.len() + 1;
        let is_folded_out = slot.fold == Some(true);
        let folds = self.state.slots.folds(index);
        let key = slot.hash
            ^ u64::from(is_first_footnote)
            ^ (u64::from(is_folded_out) << 1)
            ^ folds.key();
        let (pictures, out) = (self.page.pictures, &mut *self.out);
        let cache = &mut self.state.cache;
        let codes = self.page.codes;
        let is_as_it_was = |laid: &Laid| {
            laid.pictures.iter().all(|picture| {
                let now = PictureShape::of(pictures, &picture.source, picture.points, out);
                now == picture.shape
            }) && laid
                .unread
                .iter()
                .all(|code| codes.get(code, out).is_none())
        };
        if let Some(laid) = cache.get(key, is_as_it_was) {
            self.state.slots.measured(index, laid.height);
            return Some(laid);
        }
        let mut around = Surroundings {
            ui,
            colours: theme::colours(ui),
            pictures: self.page.pictures,
            codes,
            folder: self.page.path.parent().unwrap_or(self.page.path),
            root: self.page.root,
            out: self.out,
        };
        let block = index.checked_sub(1);
        let block = block.and_then(|block| self.page.blocks.get(block));
        let lead = block.map_or("", |block| self.page.blocks.lead(self.page.text, block));
        let mut layouter = Layouter::new(&mut around)
            .folding(slot.fold, folds)
            .dividing(block.and_then(|block| block.part.clone()), lead);
        let width = self.look.width;
        match block {
            None => self.state.header.lay(&mut layouter, width),
            Some(block) => {
                if is_first_footnote {
                    layouter.footnotes_start(width);
                }
                let mut nodes = self.page.blocks.content(self.page.text, block);
                self.page.mark_unknown(&mut nodes);
                layouter.nodes(0.0, width, &nodes);
            }
        }
        let laid = Arc::new(layouter.finish());
        self.state.slots.measured(index, laid.height);
        self.state.cache.insert(key, Arc::clone(&laid));
        Some(laid)
    }

    fn draw_slot(&mut self, ui: &mut Ui, index: usize, at: Pos2, laid: &Laid) {
        let id = self.slot_id(index);
        let rect = Rect::from_min_size(at, vec2(self.look.width, laid.height));
        let response = ui.interact(rect.intersect(self.bounds), id, Sense::CLICK);
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let mut pen = Pen {
            colours: theme::colours(ui),
            pictures: self.page.pictures,
            pointer: pointer.filter(|_| ui.rect_contains_pointer(rect)),
            is_read_out: self.is_read_out,
            whole: self.whole(index),
            awaited: self.awaited,
            found: Found::default(),
        };
        pen.block(ui, id, at, laid);
        let mut found = pen.found;
        if let Some(is_open) = found.folds {
            let (blocks, look) = (self.page.blocks, self.look);
            self.state.slots.fold(index, is_open, blocks, look);
            ui.ctx().request_repaint();
        }
        if let Some((number, is_open)) = found.folds_inside {
            self.state.slots.fold_inside(index, number, is_open);
            ui.ctx().request_repaint();
        }
        if found.copies_whole {
            let block = index.saturating_sub(1);
            let code = self.page.blocks.whole_code(self.page.text, block);
            ui.ctx().copy_text(code);
        }
        let response = found.text.take().unwrap_or(response);
        if response.double_clicked() {
            // It goes to the source; it does not select a word.
            ui.ctx()
                .plugin::<LabelSelectionState>()
                .lock()
                .clear_selection();
            self.go_to(index, &found);
        }
        self.state.has_stops |= found.has_stops;
        if let Some(stop) = found.stop {
            self.has_keyboard(ui, index, stop, laid);
        }
        if let Some(at_byte) = found.ticked {
            self.tick(index, at_byte);
        }
        if let Some(address) = &found.jump {
            self.follow(index, address);
        }
        if let Some(address) = found.focused.take() {
            self.link_with_keyboard(&address);
        }
        if let Some(address) = found.followed.take() {
            self.open(&address, self.byte_of_page(index, None));
        }
        let at_byte = self.byte_of_page(index, found.at_byte());
        if let Some(address) = &found.link {
            self.link(ui, &response, address, at_byte);
        }
        self.ask_menu(ui, index, &mut found, at_byte);
    }

    /// Names what the slots of one block share, if slot `index` is a part of one.
    fn whole(&self, index: usize) -> Option<Id> {
        let block = self.page.blocks.get(index.checked_sub(1)?)?;
        let first = index.checked_sub(block.part.as_ref()?.number)?;
        let serial = self.state.slots.get(first)?.serial;
        Some(Id::unique(("preview whole", self.page.document, serial)))
    }

    /// A byte of the text from one of the block in slot `index`.
    pub(super) fn byte_of_page(&self, index: usize, in_block: Option<usize>) -> usize {
        let block = index.checked_sub(1);
        match block.and_then(|index| self.page.blocks.get(index)) {
            Some(block) => {
                let inside = block.range.start + in_block.unwrap_or_default();
                self.page
                    .text
                    .floor_char_boundary(inside.min(block.range.end))
            }
            None => self.state.header.at_byte,
        }
    }

    /// Ticks or unticks a task.
    fn tick(&mut self, index: usize, in_block: usize) {
        self.out.push(Action::Tick {
            document: self.page.document,
            made_at: self.page.revision,
            at_byte: self.byte_of_page(index, Some(in_block)),
        });
    }

    /// Asks for the caret at what is under the pointer.
    fn go_to(&mut self, index: usize, found: &Found) {
        self.out.push(Action::GoTo {
            document: self.page.document,
            at_byte: self.byte_of_page(index, found.at_byte()),
        });
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "sums are exact in f64; egui's positions are f32"
)]
fn points(value: f64) -> f32 {
    value as f32
}
