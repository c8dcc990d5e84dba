//! Values that hold other values: a map as a group, a list of maps as one group for each item.

use egui::{Frame, Margin, RichText, Stroke, Ui};

use super::fields::{Fields, Shown};
use crate::{
    model::front_matter::{Change, Entry, KeyPath, Value},
    ui::{
        theme::{Icon, colours, sizes, weight},
        widgets::{button_ui, group::group_heading_ui, icon_button_ui},
    },
};

impl Fields<'_, '_> {
    /// Every key of `entries`, below `parent`.
    pub fn entries_ui(&mut self, ui: &mut Ui, entries: &[Entry], parent: &KeyPath) {
        for entry in entries {
            let mut path = parent.clone();
            path.0.push(entry.key.clone());
            let shown = self.shown(&path);
            self.control_ui(ui, &shown);
        }
    }

    /// A heading that opens and closes what is below it. `is_open`: until the writer says otherwise.
    pub fn group_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        is_open: bool,
        add: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let key = (self.pane.document, name.to_owned());
        let is_open = self
            .state
            .closed
            .get(&key)
            .map_or(is_open, |closed| !closed);
        if group_heading_ui(ui, name, is_open).clicked() {
            self.state.closed.insert(key, is_open);
        }
        if is_open {
            add(self, ui);
        }
    }

    /// The keys of a map, under its name.
    pub fn map_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let front_matter = self.pane.front_matter;
        let Some(Value::Map(entries)) = front_matter.value(&shown.path) else {
            return;
        };
        self.group_ui(ui, &shown.label, true, |form, ui| {
            indented_ui(ui, |ui| form.entries_ui(ui, entries, &shown.path));
        });
    }

    /// The items of a list of maps, each with its keys, and a button for one more.
    pub fn maps_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let front_matter = self.pane.front_matter;
        let Some(Value::List(items)) = front_matter.value(&shown.path) else {
            return;
        };
        self.group_ui(ui, &shown.label, true, |form, ui| {
            for (at, item) in items.iter().enumerate() {
                form.item_ui(ui, shown, at, items.len(), item);
            }
            let name = format!("Add to {}", shown.name.to_lowercase());
            if button_ui(ui, &name).clicked() {
                form.change(Change::AddMap {
                    path: shown.path.clone(),
                    entries: empty_like(items.last()),
                });
            }
            form.end_ui(ui, shown);
        });
    }

    fn item_ui(&mut self, ui: &mut Ui, shown: &Shown, at: usize, count: usize, item: &Value) {
        let line = colours(ui).line;
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, line))
            .corner_radius(egui::CornerRadius::same(sizes::RADIUS))
            .inner_margin(Margin::symmetric(8, 6));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            self.item_heading_ui(ui, shown, at, count);
            let mut path = shown.path.clone();
            path.0.push(at.to_string());
            if let Value::Map(entries) = item {
                self.entries_ui(ui, entries, &path);
            } else {
                let inner = self.shown(&path);
                self.control_ui(ui, &inner);
            }
        });
        ui.add_space(sizes::SPACE_1);
    }

    /// The number of an item, and the buttons that move and remove it.
    fn item_heading_ui(&mut self, ui: &mut Ui, shown: &Shown, at: usize, count: usize) {
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 22.0;
            ui.spacing_mut().item_spacing.x = 0.0;
            let number = format!("{} of {count}", at + 1);
            let colour = colours(ui).text_weak;
            ui.label(
                RichText::new(number)
                    .size(sizes::TEXT_SMALL)
                    .variation(b"wght", weight::MEDIUM)
                    .color(colour),
            );
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let what = format!("{} {}", shown.name.to_lowercase(), at + 1);
                let path = shown.path.clone();
                if icon_button_ui(ui, Icon::X, &format!("Remove {what}"), false).clicked() {
                    self.change(Change::RemoveItem { path, index: at });
                    return;
                }
                let (from, last) = (at, count.saturating_sub(1));
                if at < last
                    && icon_button_ui(ui, Icon::ArrowDown, &format!("Move {what} down"), false)
                        .clicked()
                {
                    let to = from + 1;
                    self.change(Change::MoveItem {
                        path: path.clone(),
                        from,
                        to,
                    });
                }
                if at > 0
                    && icon_button_ui(ui, Icon::ArrowUp, &format!("Move {what} up"), false)
                        .clicked()
                {
                    let to = from - 1;
                    self.change(Change::MoveItem { path, from, to });
                }
            });
        });
    }
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

/// A little to the right, beside a line.
fn indented_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let stroke = Stroke::new(1.0, colours(ui).line);
    let inner = Frame::new()
        .inner_margin(Margin {
            left: 12,
            ..Margin::ZERO
        })
        .show(ui, add);
    let rect = inner.response.rect;
    ui.painter()
        .vline(rect.left() + 3.0, rect.y_range(), stroke);
}
