//! A long list of rows below a filter, of which one is chosen: arrow keys go from one to the next, and from the first back
//! to the filter. Only what is in view is drawn.

use egui::{
    CornerRadius, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui,
    Vec2, WidgetInfo,
    text::{LayoutJob, TextWrapping},
};

use super::{
    buttons::{choice_fill, focus_ring},
    place::say_list,
};
use crate::ui::theme::{Face, colours, sizes, text_format, weight};

/// At the sides of what marks the chosen row.
const SIDE: f32 = 8.0;
/// Right of the words of a row.
const RIGHT: f32 = 24.0;
/// So many rows are a page.
const PAGE: usize = 10;

/// Which row is chosen, and what gets the keyboard, once: the filter at first.
pub struct Rows {
    pub chosen: usize,
    keyboard: Option<Keyboard>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyboard {
    Filter,
    Row,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            chosen: 0,
            keyboard: Some(Keyboard::Filter),
        }
    }
}

/// A row, before it is drawn.
pub struct RowOf<'a> {
    /// From 0, of so many.
    pub number: usize,
    pub count: usize,
    pub height_points: f32,
    /// As it is read out.
    pub name: &'a str,
    pub description: &'a str,
}

/// A row whose ground is drawn.
pub struct Drawn {
    pub rect: Rect,
    pub response: Response,
    pub is_entered: bool,
}

impl Rows {
    /// The field above the rows, from which Down leads to the chosen one. Returns whether Enter was pressed in it.
    pub fn filter(&mut self, ui: &Ui, field: &Response, count: usize) -> bool {
        let is_asked = |keyboard: &mut Keyboard| *keyboard == Keyboard::Filter;
        if self.keyboard.take_if(is_asked).is_some() {
            field.request_focus();
        }
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let goes_down = field.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        if (is_entered || goes_down) && count > 0 {
            self.keyboard = Some(Keyboard::Row);
        }
        is_entered
    }

    /// Draws those in view, each by `row`, which is told its number. `id`: of the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        id: &'static str,
        (height_points, count): (f32, usize),
        mut row: impl FnMut(&mut Ui, usize, &mut Self),
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        say_list(ui, Role::List, count);
        let kept = Id::unique((id, "offset"));
        let mut area = ScrollArea::vertical().id_salt(id).auto_shrink(false);
        if self.keyboard == Some(Keyboard::Row) {
            // The row is drawn only where it is in view.
            let top = self.chosen as f32 * height_points;
            let height = ui.available_height();
            let offset = ui.data(|data| data.get_temp::<f32>(kept));
            let offset = offset.unwrap_or_default();
            if top < offset {
                area = area.vertical_scroll_offset(top);
            } else if top + height_points > offset + height {
                area = area.vertical_scroll_offset(top + height_points - height);
            }
        }
        let shown = area.show_rows(ui, height_points, count, |ui, shown| {
            for number in shown {
                row(ui, number, self);
            }
        });
        let offset = shown.state.unclamped_offset().y;
        ui.data_mut(|data| data.insert_temp(kept, offset));
    }

    /// One of them: its ground, its name and its keys.
    pub fn row(&mut self, ui: &mut Ui, row: &RowOf<'_>) -> Drawn {
        let is_chosen = self.chosen == row.number;
        let sense = if is_chosen {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let size = Vec2::new(ui.available_width(), row.height_points);
        let (rect, response) = ui.allocate_exact_size(size, sense);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, row.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(row.description.to_owned());
            node.set_position_in_set(row.number);
        });
        let had_keyboard = is_chosen && response.has_focus();
        let is_asked = |keyboard: &mut Keyboard| *keyboard == Keyboard::Row;
        if is_chosen && self.keyboard.take_if(is_asked).is_some() {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            self.step(ui, &response, row.count);
        }
        let is_pressed = response.clicked() || response.secondary_clicked();
        if is_pressed || response.gained_focus() {
            self.chosen = row.number;
        }
        if is_pressed && !response.has_focus() {
            // It can have the keyboard from the next frame on.
            self.keyboard = Some(Keyboard::Row);
        }
        let fill = choice_fill(colours(ui), is_chosen, &response);
        let ground = rect.shrink2(Vec2::new(SIDE, 0.0));
        let corners = CornerRadius::same(sizes::RADIUS);
        ui.painter().rect_filled(ground, corners, fill);
        focus_ring(ui, &response, rect.shrink2(Vec2::new(SIDE, 1.0)));
        Drawn {
            is_entered: had_keyboard && ui.input(|input| input.key_pressed(Key::Enter)),
            rect,
            response,
        }
    }

    /// Goes from row to row; above the first is the filter.
    fn step(&mut self, ui: &Ui, response: &Response, count: usize) {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let last = count.saturating_sub(1);
        let before = self.chosen;
        ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            let down = pressed(Key::ArrowDown) + PAGE * pressed(Key::PageDown);
            let up = pressed(Key::ArrowUp) + PAGE * pressed(Key::PageUp);
            if pressed(Key::Home) > 0 {
                self.chosen = 0;
            }
            if pressed(Key::End) > 0 {
                self.chosen = last;
            }
            if up > 0 && self.chosen == 0 {
                self.keyboard = Some(Keyboard::Filter);
            }
            self.chosen = (self.chosen + down).saturating_sub(up).min(last);
        });
        if self.chosen != before {
            self.keyboard = Some(Keyboard::Row);
            ui.ctx().request_repaint();
        }
    }
}

/// A title, and weaker words below it, each with how far below the top of the row; cut where the row ends.
pub fn words_of_row(ui: &Ui, row: Rect, left_points: f32, [title, detail]: [(&str, f32); 2]) {
    let colours = colours(ui);
    let width = row.width() - left_points - RIGHT;
    let looks = [
        (title, sizes::TEXT, weight::MEDIUM, colours.text),
        (
            detail,
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text_weak,
        ),
    ];
    for ((text, y), size, heavy, ink) in looks {
        let format = text_format(Face::Interface, size, heavy, ink);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = row.min + Vec2::new(left_points, y);
        ui.painter().galley(at, galley, ink);
    }
}
