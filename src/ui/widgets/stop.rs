//! One stop of the Tab key for several widgets in a row or column: arrow keys go from one to the
//! next, Home and End to the first and last.

use egui::{Context, Event, EventFilter, Id, Key, Response, Sense, Ui};

/// Says, in each frame, that what has the keyboard takes Alt with the arrow keys itself: no command
/// does.
pub fn keep_alt_arrows(ui: &Ui) {
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| data.insert_temp(kept(), pass));
}

/// Whether Alt and an arrow key were pressed, and are for what has the keyboard.
pub fn are_alt_arrows_kept(ctx: &Context) -> bool {
    let now = ctx.cumulative_pass_nr();
    let kept: Option<u64> = ctx.data(|data| data.get_temp(kept()));
    let is_arrow = |event: &Event| {
        matches!(
            event,
            Event::Key {
                key: Key::ArrowLeft | Key::ArrowRight,
                modifiers,
                ..
            } if modifiers.alt
        )
    };
    kept.is_some_and(|pass| pass + 1 >= now) && ctx.input(|input| input.events.iter().any(is_arrow))
}

fn kept() -> Id {
    Id::unique("alt arrows")
}

/// The widgets of one stop, in their order.
pub struct Stop {
    id: Id,
    /// The one that Tab leads to.
    at: usize,
    all: Vec<Id>,
}

impl Stop {
    /// `chosen`: what Tab leads to until the arrow keys have gone elsewhere.
    pub fn new(ui: &Ui, salt: &'static str, chosen: usize) -> Self {
        let id = ui.scope_id().with(("stop", salt));
        let kept: Option<usize> = ui.data(|data| data.get_temp(id));
        Self {
            id,
            at: kept.unwrap_or(chosen),
            all: Vec::new(),
        }
    }

    /// What the next widget listens to.
    pub fn sense(&self) -> Sense {
        if self.all.len() == self.at {
            Sense::click()
        } else {
            Sense::CLICK
        }
    }

    pub fn add(&mut self, response: &Response) {
        self.all.push(response.id);
    }

    /// Takes the arrow keys, once all are drawn.
    pub fn end(self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        let at = self.all.iter().position(|id| Some(*id) == focused);
        let Some(at) = at else {
            ui.data_mut(|data| data.remove_temp::<usize>(self.id));
            if self.at >= self.all.len() {
                // There are fewer than there were.
                ui.ctx().request_repaint();
            }
            return;
        };
        let own = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        let last = self.all.len() - 1;
        let to = ui.input(|input| {
            let pressed = |key| input.key_pressed(key);
            if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
                (at + 1).min(last)
            } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
                at.saturating_sub(1)
            } else if pressed(Key::Home) {
                0
            } else if pressed(Key::End) {
                last
            } else {
                at
            }
        });
        let to_id = self.all.get(to).copied();
        ui.data_mut(|data| data.insert_temp(self.id, to));
        ui.memory_mut(|memory| {
            if let Some(id) = to_id.filter(|_| to != at) {
                memory.request_focus(id);
            }
            if let Some(id) = to_id {
                memory.set_focus_lock_filter(id, own);
            }
        });
    }
}
