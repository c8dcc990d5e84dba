//! One frame of the page: what is in view, where it stands, and what the pointer does to it.

use std::sync::Arc;

use egui::{Id, Pos2, Rect, Sense, Ui, pos2, text_selection::LabelSelectionState, vec2};

use super::{
    Page, PreviewState,
    draw::{Found, Pen},
    lay::{Laid, Layouter, PictureShape, Surroundings},
    look,
};
use crate::{
    action::{Action, Outbox},
    ui::theme,
};

/// One frame of the page. Positions are in points from the top of the pane, or, where they are
/// called tops and offsets, from the top of the page.
pub(super) struct View<'a, 'p> {
    pub page: &'a Page<'p>,
    pub look: look::Page,
    /// Where it is drawn.
    pub bounds: Rect,
    pub is_read_out: bool,
    /// The pointer is over a link.
    pub is_on_link: bool,
    pub state: &'a mut PreviewState,
    pub out: &'a mut Outbox,
}

impl View<'_, '_> {
    pub(super) fn show(&mut self, ui: &mut Ui, viewport: Rect) {
        // Selected text keeps its colour.
        ui.visuals_mut().selection.stroke.color = theme::colours(ui).text;
        let asked = f64::from(viewport.min.y);
        let wanted = match self.state.scroll_to_byte.take() {
            Some(at_byte) => self.jump_to(ui, at_byte, asked),
            None => None,
        };
        let is_jump = wanted.is_some();
        let anchor = wanted.unwrap_or_else(|| self.anchor(ui, asked));
        let (first, mut position) = self.settle(ui, anchor);

        let top = f64::from(self.look.top) + self.state.slots.top_of(first);
        let mut offset = (top - position).max(asked.min(0.0));
        if is_jump {
            offset = offset.min(self.largest_offset());
        }
        let is_moved = (offset - asked).abs() >= 0.5;
        if !is_moved {
            offset = asked;
        }
        position = top - offset;
        self.draw(ui, first, position);
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
    }

    fn height(&self) -> f64 {
        f64::from(self.bounds.height())
    }

    fn whole_height(&self) -> f64 {
        let slots = &self.state.slots;
        slots.top_of(slots.all.len()) + f64::from(self.look.top + self.look.bottom)
    }

    fn largest_offset(&self) -> f64 {
        (self.whole_height() - self.height()).max(0.0)
    }

    fn height_of(&self, index: usize) -> f64 {
        let slot = self.state.slots.all.get(index);
        slot.map_or(0.0, |slot| f64::from(slot.height))
    }

    /// The slot that holds `at_byte` and where it should be, unless that line is in view at
    /// `offset`.
    fn jump_to(&mut self, ui: &Ui, at_byte: usize, offset: f64) -> Option<(usize, f64)> {
        let in_head = at_byte < self.page.front_matter.head.end;
        let block = self.page.blocks.index_at(at_byte).filter(|_| !in_head);
        let wanted = block.map_or(0, |block| block + 1);
        let room = self.height();
        let anchor = self.anchor(ui, offset);
        let (mut index, mut position) = self.settle(ui, anchor);
        while index < wanted && position < room {
            self.lay(ui, index);
            position += self.height_of(index);
            index += 1;
        }
        let laid = self.lay(ui, wanted)?;
        let block = block.and_then(|block| self.page.blocks.get(block));
        let inside = block.map_or(0, |block| at_byte.saturating_sub(block.range.start));
        let (top, bottom) = laid.line_of(inside);
        let (top, bottom) = (f64::from(top), f64::from(bottom));
        let is_in_view =
            index == wanted && position + top >= 0.0 && position + bottom.min(top + room) <= room;
        (!is_in_view).then_some((wanted, room * 0.3 - top))
    }

    /// A slot that is in view at `offset`, and its position.
    fn anchor(&mut self, ui: &Ui, offset: f64) -> (usize, f64) {
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
            if position + height > 0.0 && position < self.height() {
                return (index, position);
            }
        }
        let from_first = offset - f64::from(self.look.top);
        let (index, top) = self.state.slots.at(from_first);
        if index < self.state.slots.all.len() {
            (index, top - from_first)
        } else {
            let last = index.saturating_sub(1);
            (last, top - self.height_of(last) - from_first)
        }
    }

    /// Measures slots upwards from an anchor. Returns the first one in view and its position.
    fn settle(&mut self, ui: &Ui, anchor: (usize, f64)) -> (usize, f64) {
        let (mut index, mut position) = anchor;
        self.lay(ui, index);
        while position > 0.0 && index > 0 {
            index -= 1;
            self.lay(ui, index);
            position -= self.height_of(index);
        }
        while position + self.height_of(index) <= 0.0 && index + 1 < self.state.slots.all.len() {
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
            let at = pos2(
                self.bounds.left() + self.look.left,
                points(f64::from(self.bounds.top()) + position),
            );
            self.draw_slot(ui, index, at, &laid);
            position += f64::from(laid.height);
            index += 1;
        }
    }

    /// The layout of a slot, made now if there is none that can be used.
    fn lay(&mut self, ui: &Ui, index: usize) -> Option<Arc<Laid>> {
        let slot = self.state.slots.all.get_mut(index)?;
        let is_first_footnote = index == self.page.blocks.blocks.len() + 1;
        let key = slot.hash ^ u64::from(is_first_footnote);
        let (pictures, out) = (self.page.pictures, &mut *self.out);
        let cache = &mut self.state.cache;
        let codes = self.page.codes;
        let is_as_it_was = |laid: &Laid| {
            laid.pictures
                .iter()
                .all(|(source, shape)| PictureShape::of(pictures.get(source, out)) == *shape)
                && laid
                    .unread
                    .iter()
                    .all(|code| codes.get(code, out).is_none())
        };
        if let Some(laid) = cache.get(key, is_as_it_was) {
            slot.height = laid.height;
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
        let mut layouter = Layouter::new(&mut around);
        let width = self.look.width;
        match index.checked_sub(1) {
            None => self.state.header.lay(&mut layouter, width),
            Some(index) => {
                let block = self.page.blocks.get(index)?;
                if is_first_footnote {
                    layouter.footnotes_start(width);
                }
                let nodes = self.page.blocks.content(self.page.text, block);
                layouter.nodes(0.0, width, &nodes);
            }
        }
        let laid = Arc::new(layouter.finish());
        slot.height = laid.height;
        cache.insert(key, Arc::clone(&laid));
        Some(laid)
    }

    fn draw_slot(&mut self, ui: &mut Ui, index: usize, at: Pos2, laid: &Laid) {
        let serial = self.state.slots.all.get(index).map(|slot| slot.serial);
        let id = Id::unique(("preview", self.page.document, serial));
        let rect = Rect::from_min_size(at, vec2(self.look.width, laid.height));
        let response = ui.interact(rect.intersect(self.bounds), id, Sense::CLICK);
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let mut pen = Pen {
            colours: theme::colours(ui),
            pictures: self.page.pictures,
            pointer: pointer.filter(|_| ui.rect_contains_pointer(rect)),
            is_read_out: self.is_read_out,
            found: Found::default(),
        };
        pen.block(ui, id, at, laid);
        let mut found = pen.found;
        let response = found.text.take().unwrap_or(response);
        if response.double_clicked() {
            // It goes to the source; it does not select a word.
            ui.ctx()
                .plugin::<LabelSelectionState>()
                .lock()
                .clear_selection();
            self.go_to(index, &found);
        }
        if let Some(at_byte) = found.ticked {
            self.tick(index, at_byte);
        }
        if let Some(address) = &found.jump {
            self.follow(index, address);
        }
        if let Some(address) = found.link.take() {
            let at_byte = self.byte_of_page(index, found.at_byte());
            self.link(ui, &response, address, at_byte);
        }
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
