//! One stop of the Tab key for several widgets in a row, a column or rows below each other: arrow keys
//! go from one to the next, Home and End to the first and last. Over several rows, Up and Down go from
//! row to row.

use egui::{Context, Event, EventFilter, Id, Key, Modifiers, Popup, Rect, Response, Sense, Ui};

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

/// The widgets of one stop, as they are drawn.
pub struct Stop {
    id: Id,
    /// The one that Tab leads to.
    at: usize,
    all: Vec<(Id, Rect)>,
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
        self.all.push((response.id, response.rect));
    }

    /// Puts the keyboard on the one that Tab leads to, once all are drawn.
    pub fn enter(self, ui: &Ui) {
        if let Some((id, _)) = self.all.get(self.at) {
            ui.memory_mut(|memory| memory.request_focus(*id));
            // The arrow keys are its own from the next frame on.
            ui.ctx().request_repaint();
        }
    }

    /// Takes the arrow keys, once all are drawn.
    pub fn end(self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        let at = self.all.iter().position(|(id, _)| Some(*id) == focused);
        let Some(at) = at else {
            ui.data_mut(|data| data.remove_temp::<usize>(self.id));
            if !self.all.is_empty() && self.at >= self.all.len() {
                // There are fewer than there were.
                ui.ctx().request_repaint();
            }
            return;
        };
        if Popup::is_any_open(ui.ctx()) {
            // The arrow keys are those of what one of them opened.
            return;
        }
        let own = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        let way = ui.input_mut(|input| {
            let mut ways = WAYS.iter();
            ways.find(|(key, _)| input.consume_key(Modifiers::NONE, *key))
        });
        let to = way.map_or(at, |(_, way)| {
            let places: Vec<Rect> = self.all.iter().map(|(_, rect)| *rect).collect();
            next(&places, at, *way)
        });
        let Some((id, rect)) = self.all.get(to).copied() else {
            return;
        };
        ui.data_mut(|data| data.insert_temp(self.id, to));
        if to != at {
            ui.scroll_to_rect(rect.expand(rect.height()), None);
            ui.ctx().request_repaint();
        }
        ui.memory_mut(|memory| {
            if to != at {
                memory.request_focus(id);
            }
            memory.set_focus_lock_filter(id, own);
        });
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Before,
    After,
    Above,
    Below,
    First,
    Last,
}

const WAYS: [(Key, Way); 6] = [
    (Key::ArrowRight, Way::After),
    (Key::ArrowDown, Way::Below),
    (Key::ArrowLeft, Way::Before),
    (Key::ArrowUp, Way::Above),
    (Key::Home, Way::First),
    (Key::End, Way::Last),
];

/// Which of the places an arrow key leads to from `at`.
fn next(places: &[Rect], at: usize, way: Way) -> usize {
    let rows = rows(places);
    let here = rows.iter().enumerate().find_map(|(row, places)| {
        let column = places.iter().position(|place| *place == at)?;
        Some((row, column))
    });
    let Some((row, column)) = here else {
        return at;
    };
    let all: Vec<usize> = rows.iter().flatten().copied().collect();
    let read = rows.iter().take(row).map(Vec::len).sum::<usize>() + column;
    let in_order = |index: usize| all.get(index).copied();
    let is_one_row = rows.len() == 1;
    let found = match way {
        Way::First => in_order(0),
        Way::Last => all.last().copied(),
        Way::After => in_order(read + 1),
        Way::Below if is_one_row => in_order(read + 1),
        Way::Before => in_order(read.saturating_sub(1)),
        Way::Above if is_one_row => in_order(read.saturating_sub(1)),
        Way::Below => rows.get(row + 1).and_then(|row| nearest(places, row, at)),
        Way::Above => row
            .checked_sub(1)
            .and_then(|row| nearest(places, rows.get(row)?, at)),
    };
    found.unwrap_or(at)
}

/// The places row by row, from left to right in each. What stands beside each other is one row.
fn rows(places: &[Rect]) -> Vec<Vec<usize>> {
    let mut order: Vec<(usize, &Rect)> = places.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| a.center().y.total_cmp(&b.center().y));
    let mut rows: Vec<Vec<(usize, &Rect)>> = Vec::new();
    for (index, place) in order {
        let is_beside = |row: &Vec<(usize, &Rect)>| {
            row.last()
                .is_some_and(|(_, last)| last.y_range().contains(place.center().y))
        };
        match rows.last_mut().filter(|row| is_beside(row)) {
            Some(row) => row.push((index, place)),
            None => rows.push(vec![(index, place)]),
        }
    }
    let left_to_right = |mut row: Vec<(usize, &Rect)>| {
        row.sort_by(|(_, a), (_, b)| a.left().total_cmp(&b.left()));
        row.into_iter().map(|(index, _)| index).collect()
    };
    rows.into_iter().map(left_to_right).collect()
}

/// The one of a row that stands nearest below or above another.
fn nearest(places: &[Rect], row: &[usize], at: usize) -> Option<usize> {
    let x = places.get(at)?.center().x;
    let away = |index: &usize| {
        let place = places.get(*index);
        place.map_or(f32::INFINITY, |place| (place.center().x - x).abs())
    };
    row.iter()
        .copied()
        .min_by(|a, b| away(a).total_cmp(&away(b)))
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    fn at(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(20.0, 20.0))
    }

    #[test]
    fn in_one_row_or_column_all_arrow_keys_go_to_the_next() {
        let row = [at(0.0, 0.0), at(30.0, 1.0), at(60.0, 0.0)];
        let column = [at(0.0, 0.0), at(0.0, 30.0), at(0.0, 60.0)];

        for places in [row, column] {
            assert_eq!(next(&places, 0, Way::After), 1);
            assert_eq!(next(&places, 0, Way::Below), 1);
            assert_eq!(next(&places, 1, Way::Before), 0);
            assert_eq!(next(&places, 1, Way::Above), 0);
            assert_eq!(next(&places, 2, Way::Below), 2);
            assert_eq!(next(&places, 0, Way::Above), 0);
            assert_eq!(next(&places, 1, Way::Last), 2);
            assert_eq!(next(&places, 2, Way::First), 0);
        }
    }

    #[test]
    fn over_several_rows_up_and_down_go_from_row_to_row() {
        // Drawn from the right, as what sets a setting is.
        let places = [at(60.0, 0.0), at(30.0, 0.0), at(60.0, 30.0), at(0.0, 30.0)];

        assert_eq!(next(&places, 1, Way::After), 0);
        assert_eq!(next(&places, 0, Way::After), 3);
        assert_eq!(next(&places, 3, Way::Before), 0);
        assert_eq!(next(&places, 0, Way::Below), 2);
        assert_eq!(next(&places, 2, Way::Above), 0);
        assert_eq!(next(&places, 2, Way::Below), 2);
        assert_eq!(next(&places, 2, Way::First), 1);
    }

    #[test]
    fn a_stop_without_a_widget_asks_for_no_frame() {
        let ctx = Context::default();
        let is_asked = || {
            let mut drawn = ctx.run_ui(egui::RawInput::default(), |ui| {
                Stop::new(ui, "nothing", 0).end(ui);
            });
            drawn.textures_delta.clear();
            ctx.has_requested_repaint()
        };

        // The first frames are egui's own.
        assert!((0..5).map(|_| is_asked()).any(|is_asked| !is_asked));
    }
}
