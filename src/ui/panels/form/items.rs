//! Lists of maps: a frame for each item, which opens and closes, moves and goes.

use egui::{Frame, Margin, Popup, Rect, Stroke, Ui};

use super::{
    fields::{Fields, Shown},
    groups::Group,
};
use crate::{
    action::Action,
    model::{
        front_matter::{Change, Entry, Value},
        site::keys,
        words::say,
    },
    ui::{
        theme::{Icon, colours, sizes},
        widgets::{
            at_right::AtRight,
            button_ui,
            fields::more_button_ui,
            group::{Heading, item_heading_ui},
            icon_button_ui, popup,
            row_menu::opens_menu,
        },
    },
};

/// More items than this are closed until the writer opens them.
const OPEN: usize = 3;
const BUTTON: f32 = 22.0;
/// Keys that tell an item from the others.
const TELLING: [&str; 6] = [keys::TITLE, "name", keys::LABEL, "text", keys::URL, "src"];

impl Fields<'_, '_> {
    /// The items of a list of maps, each with its keys, and a button for one more.
    pub fn maps_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let front_matter = self.pane.front_matter;
        let items = match front_matter.value(&shown.path) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        self.group_ui(ui, &Group::of(shown), |form, ui| {
            for (at, item) in items.iter().enumerate() {
                form.item_ui(ui, shown, (at, items.len()), item);
            }
            let name = say!("items-add", to_lowercase = shown.name.to_lowercase());
            if button_ui(ui, &name).clicked() {
                let mut path = shown.path.clone();
                form.change(Change::AddMap {
                    path: path.clone(),
                    entries: empty_like(items.last()),
                });
                path.0.push(items.len().to_string());
                form.set_open(&path, true);
                form.want(ui, &path);
            }
            form.end_ui(ui, shown);
        });
    }

    fn item_ui(&mut self, ui: &mut Ui, shown: &Shown, (at, count): (usize, usize), item: &Value) {
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, colours(ui).line))
            .corner_radius(egui::CornerRadius::same(sizes::RADIUS))
            .inner_margin(Margin::symmetric(8, 4));
        let mut path = shown.path.clone();
        path.0.push(at.to_string());
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let is_open = self.is_open(&path, count <= OPEN);
            let words = words_of(item);
            let label = if words.is_empty() {
                say!("items-of", at = at + 1, count = count)
            } else {
                words
            };
            let name = format!("{} {}", shown.name, at + 1);
            let heading = Heading {
                label: &label,
                name: &name,
                is_open,
                menu: None,
            };
            if self.heading_ui(ui, shown, (at, count), &heading) {
                self.set_open(&path, !is_open);
            }
            match item {
                _ if !is_open => {}
                Value::Map(entries) => self.entries_ui(ui, entries, &path),
                _ => {
                    let inner = self.shown(&path);
                    self.control_ui(ui, &inner);
                }
            }
        });
        ui.add_space(sizes::SPACE_1);
    }

    /// What an item is, and the buttons that move and remove it. Whether the heading was clicked.
    fn heading_ui(
        &mut self,
        ui: &mut Ui,
        shown: &Shown,
        (at, count): (usize, usize),
        heading: &Heading<'_>,
    ) -> bool {
        let row = ui.horizontal(|ui| {
            ui.set_min_height(BUTTON);
            // Nothing between them: what is wider than the row makes the form wider, item by item.
            ui.spacing_mut().item_spacing.x = 0.0;
            let buttons = BUTTON * if count > 1 { 4.0 } else { 2.0 };
            let width = (ui.available_width() - buttons).max(BUTTON);
            let size = egui::vec2(width, BUTTON);
            let (rect, _): (Rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
            let response = item_heading_ui(ui, rect, heading);
            let mut path = shown.path.clone();
            path.0.push(at.to_string());
            if self.takes_keyboard(ui, &path) {
                response.request_focus();
            }
            let opens = opens_menu(ui.ctx(), response.id);
            let clicked = response.clicked();
            ui.spacing_mut().interact_size.y = BUTTON;
            let at_right = AtRight::new(ui, "buttons");
            at_right.show(ui, BUTTON, |ui| {
                self.item_buttons_ui(ui, shown, (at, count), opens);
            });
            clicked
        });
        row.inner
    }

    /// `opens`: their menu.
    fn item_buttons_ui(
        &mut self,
        ui: &mut Ui,
        shown: &Shown,
        (at, count): (usize, usize),
        opens: bool,
    ) {
        let what = format!("{} {}", shown.name.to_lowercase(), at + 1);
        let path = shown.path.clone();
        let more = more_button_ui(ui, &say!("items-more", what = what));
        if opens {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&more));
        }
        popup::menu_ui(Popup::menu(&more), Some(&more), |ui| {
            if ui.button(say!("items-show-text")).clicked() {
                let mut item = shown.path.clone();
                item.0.push(at.to_string());
                let span = self.pane.front_matter.span(&item);
                self.out.push(Action::GoTo {
                    document: self.pane.document,
                    at_byte: span.map_or(0, |span| span.start),
                });
            }
        });
        let mut step = |ui: &mut Ui, icon: Icon, name: &str, to: Option<usize>| {
            let is_clicked = ui
                .add_enabled_ui(to.is_some(), |ui| icon_button_ui(ui, icon, name, false))
                .inner
                .clicked();
            if let (true, Some(to)) = (is_clicked, to) {
                let path = path.clone();
                self.change(Change::MoveItem { path, from: at, to });
            }
        };
        if count > 1 {
            let later = Some(at + 1).filter(|&to| to < count);
            step(
                ui,
                Icon::ArrowUp,
                &say!("items-move-up", what = what),
                at.checked_sub(1),
            );
            step(
                ui,
                Icon::ArrowDown,
                &say!("items-move-down", what = what),
                later,
            );
        }
        if icon_button_ui(ui, Icon::X, &say!("items-remove", what = what), false).clicked() {
            self.change(Change::RemoveItem { path, index: at });
        }
    }
}

/// A few words that tell an item from the others.
fn words_of(item: &Value) -> String {
    let text = |value: &Value| match value {
        Value::Text(text) | Value::Date(text) => text.lines().next().map(str::to_owned),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    };
    let words = match item {
        Value::Map(entries) => {
            let by_key = |key: &&str| {
                let is_it = |entry: &&Entry| entry.key.eq_ignore_ascii_case(key);
                entries
                    .iter()
                    .find(is_it)
                    .and_then(|entry| text(&entry.value))
            };
            let first = || entries.iter().find_map(|entry| text(&entry.value));
            TELLING.iter().find_map(by_key).or_else(first)
        }
        Value::List(items) => items.iter().find_map(text),
        other => text(other),
    };
    words.unwrap_or_default()
}

/// A map with the keys of its sibling, and no values.
fn empty_like(sibling: Option<&Value>) -> Vec<(String, Value)> {
    let Some(Value::Map(entries)) = sibling else {
        return Vec::new();
    };
    let scalars = entries.iter().filter_map(|entry| {
        let empty = match entry.value {
            Value::List(_) | Value::Map(_) => return None,
            Value::Bool(_) => Value::Bool(false),
            _ => Value::Text(String::new()),
        };
        Some((entry.key.clone(), empty))
    });
    scalars.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter::{self, KeyPath};

    #[test]
    fn an_item_is_called_by_what_tells_it_from_the_others() {
        let head = front_matter::read(
            "---\nl:\n  - {icon: x, name: One}\n  - {weight: 3}\n  - [a]\n  - {x: {}}\n---\n",
        );
        let Some(Value::List(items)) = head.value(&KeyPath::new(["l"])) else {
            panic!("a list");
        };

        let words: Vec<String> = items.iter().map(words_of).collect();

        assert_eq!(words, ["One", "3", "a", ""]);
    }
}
