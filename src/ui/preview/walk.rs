//! The keyboard's way through the page.
//!
//! Tab and Shift+Tab go from one **stop** to the next: a link, a task box, a button. egui knows
//! those only that were drawn, so the way to the others is found here, in the order of the page,
//! and what is reached comes into view. From the last stop Tab leaves the page, and so does
//! Shift+Tab from the first. A stop keeps the keyboard while it is out of view. Where no stop is
//! in view, an **entry** stands for them, that leads on at once.

use egui::{Event, FocusDirection, Id, Key, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::{
    draw::{link_id, picture_id},
    lay::{Item, Laid},
    set_text::Set,
    view::View,
};
use crate::model::{
    markdown::blocks::{Block, Fold, Kind},
    words::say,
};

/// How much of the text is laid out in one frame to find a stop, in bytes.
const LAID_BYTES: usize = 16_000;
/// How much less it costs to see that there is none.
const LOOKED_THROUGH: usize = 64;

/// What the keyboard can reach.
struct Stop {
    id: Id,
    /// Where it stands in the source of its block.
    at_byte: usize,
    role: Role,
    name: String,
}

/// The stop that has the keyboard.
pub(super) struct Reached {
    stop: Stop,
    /// Of its slot.
    serial: u64,
    /// Where it stands in the text.
    at_byte: usize,
    /// It has not been in view since it was reached.
    is_awaited: bool,
    was_drawn: bool,
}

impl Reached {
    /// Where it stands in the text.
    pub(super) fn at_byte(&self) -> usize {
        self.at_byte
    }
}

/// A search for the next stop.
#[derive(Clone, Copy)]
pub(super) struct Search {
    slot: usize,
    /// The stop in this slot that it starts from.
    from: Option<Id>,
    direction: FocusDirection,
}

impl View<'_, '_> {
    /// Takes Tab and Shift+Tab while something in the page has the keyboard.
    pub(super) fn walk(&mut self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        let pressed = direction(ui);
        let before = std::mem::replace(&mut self.state.pressed, pressed);
        self.state
            .reached
            .take_if(|reached| Some(reached.stop.id) != focused);
        let is_here = self.state.reached.is_some() || focused == Some(self.entry());
        let going = self.state.search.take().filter(|_| is_here);
        let search = if self.state.reached.is_some() {
            pressed.and_then(|direction| self.search_from_stop(direction))
        } else {
            let direction = pressed.or(before).filter(|_| is_here);
            direction.map(|direction| self.search_from_view(direction))
        };
        if let Some(search) = search.or(going) {
            self.search(ui, search);
        }
        self.await_stop(ui);
    }

    fn search_from_stop(&self, direction: FocusDirection) -> Option<Search> {
        let (slots, reached) = (&self.state.slots, self.state.reached.as_ref()?);
        let is_it = |&slot: &usize| {
            let found = slots.get(slot);
            found.is_some_and(|slot| slot.serial == reached.serial)
        };
        Some(Search {
            slot: (0..slots.len()).find(is_it)?,
            from: Some(reached.stop.id),
            direction,
        })
    }

    fn search_from_view(&self, direction: FocusDirection) -> Search {
        Search {
            slot: self.state.anchor.map_or(0, |(first, _)| first),
            from: None,
            direction,
        }
    }

    /// Starts a frame, in which nothing is drawn yet.
    fn await_stop(&mut self, ui: &Ui) {
        let state = &mut *self.state;
        if let Some(reached) = &mut state.reached {
            reached.was_drawn = false;
            self.awaited = reached.is_awaited.then_some(reached.stop.id);
            if reached.is_awaited && state.had_hand {
                // When the hand rests.
                ui.ctx().request_repaint();
            } else if reached.is_awaited && state.goal.is_none() {
                state.scroll_to_byte = Some(reached.at_byte);
            }
        } else if !state.has_stops {
            let place = Rect::from_min_size(self.bounds.min, Vec2::ZERO);
            let response = ui.interact(place, self.entry(), Sense::focusable_noninteractive());
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, say!("walk-links")));
        }
        self.state.has_stops = false;
    }

    fn entry(&self) -> Id {
        Id::unique(("preview entry", self.page.document))
    }

    fn search(&mut self, ui: &Ui, mut search: Search) {
        let mut left = LAID_BYTES;
        while left > 0 {
            if let Some(stop) = self.stop_in(ui, search, &mut left) {
                return self.reach(ui, search.slot, stop);
            }
            let next = match search.direction {
                FocusDirection::Next => Some(search.slot + 1),
                _ => search.slot.checked_sub(1),
            };
            let Some(slot) = next.filter(|&slot| slot < self.state.slots.len()) else {
                return self.leave(ui, search.direction);
            };
            search = Search {
                slot,
                from: None,
                ..search
            };
        }
        self.state.search = Some(search);
        turn(ui, FocusDirection::None);
        ui.ctx().request_repaint();
    }

    /// The next stop of a slot, if it has one. Takes from `left` what it cost to see.
    fn stop_in(&mut self, ui: &Ui, search: Search, left: &mut usize) -> Option<Stop> {
        if self.state.slots.is_hidden(search.slot) {
            return None;
        }
        let block = search.slot.checked_sub(1);
        if let Some(block) = block.and_then(|block| self.page.blocks.get(block)) {
            let source = self.page.text.get(block.range.clone()).unwrap_or_default();
            let may_have_one = search.from.is_some() || may_have_stop(block, source);
            let cost = source.len() / if may_have_one { 1 } else { LOOKED_THROUGH };
            *left = left.saturating_sub(cost + 1);
            if !may_have_one {
                return None;
            }
        }
        let laid = self.lay(ui, search.slot)?;
        let mut stops = laid.stops(self.slot_id(search.slot));
        let from = search
            .from
            .and_then(|from| stops.iter().position(|stop| stop.id == from));
        match (search.direction, from) {
            (FocusDirection::Next, from) => stops.into_iter().nth(from.map_or(0, |at| at + 1)),
            (_, Some(from)) => stops.into_iter().take(from).next_back(),
            (_, None) => stops.pop(),
        }
    }

    fn reach(&mut self, ui: &Ui, slot: usize, stop: Stop) {
        ui.memory_mut(|memory| memory.request_focus(stop.id));
        turn(ui, FocusDirection::None);
        ui.ctx().request_repaint();
        let at_byte = self.byte_of_page(slot, Some(stop.at_byte));
        self.state.scroll_to_byte = Some(at_byte);
        self.state.reached = self.state.slots.get(slot).map(|slot| Reached {
            stop,
            serial: slot.serial,
            at_byte,
            is_awaited: true,
            was_drawn: false,
        });
    }

    /// Lets egui go on to what stands beside the page.
    fn leave(&mut self, ui: &Ui, direction: FocusDirection) {
        turn(ui, direction);
        if direction == FocusDirection::Previous {
            // What stands before the page is what was there last.
            self.stand_in(ui);
        }
    }

    /// Takes it that the stop of this id, in this slot, was drawn and has the keyboard.
    pub(super) fn has_keyboard(&mut self, ui: &Ui, slot: usize, id: Id, laid: &Laid) {
        let reached = self.state.reached.as_ref();
        if reached.is_none_or(|reached| reached.stop.id != id) {
            // It came here from outside of the page.
            let stops = laid.stops(self.slot_id(slot));
            let Some(stop) = stops.into_iter().find(|stop| stop.id == id) else {
                return;
            };
            self.reach(ui, slot, stop);
        }
        if let Some(reached) = &mut self.state.reached {
            (reached.was_drawn, reached.is_awaited) = (true, false);
        }
    }

    /// Keeps the keyboard at a stop that was not drawn in this frame.
    pub(super) fn stand_in(&self, ui: &Ui) {
        let Some(reached) = self
            .state
            .reached
            .as_ref()
            .filter(|reached| !reached.was_drawn)
        else {
            return;
        };
        let (id, role) = (reached.stop.id, reached.stop.role);
        let ctx = ui.ctx();
        if ctx.viewport(|viewport| viewport.this_pass.widgets.contains(id)) {
            // It is below a menu, which has the keyboard.
            return;
        }
        let place = Rect::from_min_size(self.bounds.min, Vec2::ZERO);
        let response = ui.interact(place, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(role, true, &reached.stop.name));
    }

    /// Names the widgets of a slot.
    pub(super) fn slot_id(&self, index: usize) -> Id {
        let serial = self.state.slots.get(index).map(|slot| slot.serial);
        Id::unique(("preview", self.page.document, serial))
    }
}

/// Where Tab or Shift+Tab leads, if one was pressed.
fn direction(ui: &Ui) -> Option<FocusDirection> {
    ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key {
                key: Key::Tab,
                pressed: true,
                modifiers,
                ..
            } if !modifiers.any() => Some(FocusDirection::Next),
            Event::Key {
                key: Key::Tab,
                pressed: true,
                modifiers,
                ..
            } if modifiers.shift_only() => Some(FocusDirection::Previous),
            _ => None,
        })
    })
}

/// Where egui is to go on to in this frame.
fn turn(ui: &Ui, direction: FocusDirection) {
    ui.memory_mut(|memory| memory.move_focus(direction));
}

/// Whether a block may have a stop in it, at a glance.
fn may_have_stop(block: &Block, source: &str) -> bool {
    match block.kind {
        Kind::Rule => false,
        Kind::Html => {
            block.fold != Fold::None || source.contains("<details") || source.contains("<img")
        }
        Kind::Paragraph | Kind::Heading(_) | Kind::Table => {
            let opens = |letter: char| matches!(letter, '[' | '<' | '@' | '{');
            source.contains(opens) || source.contains("://") || source.contains("www.")
        }
        Kind::List | Kind::Definitions | Kind::Quote | Kind::Code | Kind::Footnote => true,
    }
}

impl Laid {
    /// The stops of a block that is drawn with this id, in their order.
    fn stops(&self, id: Id) -> Vec<Stop> {
        let mut stops = Stops {
            id,
            number: 0,
            last: None,
            found: Vec::new(),
        };
        stops.add(&self.items);
        stops.found
    }
}

struct Stops<'a> {
    /// Of the block.
    id: Id,
    /// Of items so far, as they are numbered where they are drawn.
    number: usize,
    /// The last text.
    last: Option<&'a Set>,
    found: Vec<Stop>,
}

impl<'a> Stops<'a> {
    fn add(&mut self, items: &'a [Item]) {
        for item in items {
            self.number += 1;
            match item {
                Item::Text(_, set, _) => {
                    self.add_links(set);
                    self.add_pictures(set);
                }
                Item::Wide { items, .. } => self.add(items),
                Item::Tick(_, tick) => self.push(tick.at_byte, Role::CheckBox, &tick.name),
                // Beside the first line of the code above.
                Item::Copy { .. } => self.push(self.start(), Role::Button, say!("walk-copy-code")),
                // Behind the last word of the footnote.
                Item::Jump { name, .. } => self.push(self.end(), Role::Link, name),
                Item::Fold { name, number, .. } => {
                    // Those inside of a block stand below the last text.
                    let at_byte = number.map_or(0, |_| self.end());
                    self.push(at_byte, Role::DisclosureTriangle, name);
                }
                Item::Picture(shown) => self.push(self.end(), Role::Image, shown.name()),
                Item::Fill(..) | Item::Border(..) => {}
            }
        }
    }

    /// Where the last text starts.
    fn start(&self) -> usize {
        let first = self.last.and_then(|set| set.sources.first());
        first.map_or(0, |&(_, at_byte)| at_byte)
    }

    /// Where its last letter stands.
    fn end(&self) -> usize {
        let end = self
            .last
            .and_then(|set| set.byte_at(pos2(set.width(), set.height())));
        end.unwrap_or_default().saturating_sub(1)
    }

    fn push(&mut self, at_byte: usize, role: Role, name: &str) {
        self.found.push(Stop {
            id: self.id.with(self.number),
            at_byte,
            role,
            name: name.to_owned(),
        });
    }

    fn add_pictures(&mut self, set: &Set) {
        for (number, shown) in set.pictures.iter().enumerate() {
            if !shown.is_in_link {
                let left = shown.place.left_center();
                self.found.push(Stop {
                    id: picture_id(self.id.with(self.number), number),
                    at_byte: set.byte_at(left).unwrap_or_default(),
                    role: Role::Image,
                    name: shown.name().to_owned(),
                });
            }
        }
    }

    fn add_links(&mut self, set: &'a Set) {
        if !set.sources.is_empty() {
            self.last = Some(set);
        }
        for (number, link) in set.links.iter().enumerate() {
            if let Some(first) = link.places.first() {
                self.found.push(Stop {
                    id: link_id(self.id.with(self.number), number),
                    at_byte: set.byte_at(first.left_center()).unwrap_or_default(),
                    role: Role::Link,
                    name: link.name.clone(),
                });
            }
        }
    }
}
