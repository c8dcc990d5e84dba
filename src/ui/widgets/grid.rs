//! Cells of one size in rows, of which those in view are drawn. It is one stop of the Tab key; the arrow keys go from
//! cell to cell.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, Vec2};

use crate::ui::theme::sizes;

/// Where one is among the cells.
#[derive(Default)]
pub struct Grid {
    /// The cell that Tab leads to.
    pub at: usize,
    /// So far they are scrolled, and so much of them is seen, in points.
    offset: f32,
    height: f32,
    /// The last row is near.
    is_near_end: bool,
}

/// How the cells stand.
#[derive(Clone, Copy)]
pub struct Cells {
    pub id: Id,
    pub count: usize,
    pub columns: usize,
    /// The height of one, and of what is seen of all, in points.
    pub high: f32,
    pub seen: f32,
    /// The keyboard goes to the cell that Tab leads to.
    pub is_entered: bool,
}

impl Grid {
    /// Tab leads to this cell.
    pub fn starting(at: usize) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }

    /// Whether the last rows are seen.
    pub fn is_near_end(&self) -> bool {
        self.is_near_end
    }

    /// Back to the first.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// Draws the cells in view; `draw` is handed the number of each, and the response to draw it by.
pub fn grid_ui(
    ui: &mut Ui,
    grid: &mut Grid,
    cells: Cells,
    mut draw: impl FnMut(&mut Ui, usize, Response),
) {
    let Cells {
        id,
        count,
        columns,
        high,
        seen,
        is_entered,
    } = cells;
    let rows = count.div_ceil(columns.max(1));
    let mut area = ScrollArea::vertical().id_salt(id).max_height(seen);
    ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_2);
    let before = grid.at.min(count.saturating_sub(1));
    grid.at = gone(ui, id.with(before), (before, count, columns));
    if is_entered || grid.at != before {
        ui.memory_mut(|memory| memory.request_focus(id.with(grid.at)));
        // The arrow keys are its own from the next frame on.
        ui.ctx().request_repaint();
        // At once: what is not drawn cannot have the keyboard.
        let top = (grid.at / columns.max(1)) as f32 * (high + sizes::SPACE_2);
        let least = (top + high - grid.height).max(0.0);
        area = area.vertical_scroll_offset(grid.offset.clamp(least.min(top), top));
    }
    let mut last = 0;
    let shown = area
        .min_scrolled_height(seen)
        .show_rows(ui, high, rows, |ui, shown| {
            let gaps = sizes::SPACE_2 * (columns as f32 - 1.0);
            let width = (ui.available_width() - gaps) / columns as f32;
            last = shown.end;
            for row in shown {
                ui.horizontal(|ui| {
                    let first = row * columns;
                    for place in first..(first + columns).min(count) {
                        let (_, rect) = ui.allocate_space(Vec2::new(width, high));
                        let response = cell(ui, rect, id.with(place), place == grid.at);
                        draw(ui, place, response);
                    }
                });
            }
        });
    grid.is_near_end = last + 1 >= rows;
    grid.offset = shown.state.clamped_offset().y;
    grid.height = shown.inner_rect.height();
}

/// `is_stop`: Tab leads to it.
fn cell(ui: &Ui, rect: Rect, id: Id, is_stop: bool) -> Response {
    let sense = if is_stop {
        Sense::click()
    } else {
        Sense::CLICK
    };
    ui.interact(rect, id, sense)
}

/// Where the keyboard is after the arrow keys, of so many cells in rows; `id` had it.
fn gone(ui: &Ui, id: Id, (at, count, columns): (usize, usize, usize)) -> usize {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return at;
    }
    let own = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, own));
    let last = count.saturating_sub(1);
    let below = if at + columns > last && at / columns < last / columns {
        last
    } else {
        at + columns
    };
    let ways = [
        (Key::ArrowRight, Some(at + 1)),
        (Key::ArrowLeft, at.checked_sub(1)),
        (Key::ArrowDown, Some(below)),
        (Key::ArrowUp, at.checked_sub(columns)),
        (Key::Home, Some(0)),
        (Key::End, Some(last)),
    ];
    let taken = ui.input_mut(|input| {
        let mut ways = ways.into_iter();
        ways.find(|(key, _)| input.consume_key(Modifiers::NONE, *key))
    });
    let to = taken.and_then(|(_, to)| to);
    to.filter(|to| *to <= last).unwrap_or(at)
}
