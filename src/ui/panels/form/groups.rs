//! Maps as groups that open and close.

use egui::{Frame, Margin, Stroke, Ui};

use super::fields::{Fields, Shown};
use crate::{
    model::front_matter::{Entry, KeyPath, Value},
    ui::{
        theme::colours,
        widgets::group::{Heading, group_heading_ui},
    },
};

impl Fields<'_, '_> {
    /// Every key of `entries`, below `parent`.
    pub fn entries_ui(&mut self, ui: &mut Ui, entries: &[Entry], parent: &KeyPath) {
        for entry in entries {
            let mut path = parent.clone();
            path.0.push(entry.key.clone());
            if self.pane.is_hidden(&path) {
                continue;
            }
            let shown = self.shown(&path);
            self.control_ui(ui, &shown);
        }
    }

    /// A heading that opens and closes what is below it, with the menu of its key.
    pub fn group_ui(
        &mut self,
        ui: &mut Ui,
        group: &Group<'_>,
        add: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let is_open = self.is_open(group.path, group.is_open);
        let heading = Heading {
            label: group.label,
            name: group.name,
            is_open,
            menu: group.menu.and_then(|shown| self.menu_name(shown)),
        };
        let (response, menu) = group_heading_ui(ui, &heading);
        if self.takes_keyboard(ui, group.path) {
            response.request_focus();
        }
        if response.clicked() {
            self.set_open(group.path, !is_open);
        }
        if let Some(button) = menu {
            self.heading_menu_ui(&response, &button, group.path);
        }
        if is_open {
            add(self, ui);
        }
    }

    /// Whether what is at `path` is open; `usually`: until the writer says otherwise.
    pub fn is_open(&self, path: &KeyPath, usually: bool) -> bool {
        let closed = self.state.closed.get(&(self.pane.document, path.clone()));
        closed.map_or(usually, |closed| !closed)
    }

    pub fn set_open(&mut self, path: &KeyPath, is_open: bool) {
        let key = (self.pane.document, path.clone());
        self.state.closed.insert(key, !is_open);
    }

    /// The keys of a map, under its name.
    pub fn map_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let front_matter = self.pane.front_matter;
        let entries = match front_matter.value(&shown.path) {
            Some(Value::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        let standing = self.pane.standing_in(&shown.path);
        self.group_ui(ui, &Group::of(shown), |form, ui| {
            indented_ui(ui, |ui| {
                form.entries_ui(ui, entries, &shown.path);
                for path in standing {
                    let shown = form.shown(&path);
                    form.control_ui(ui, &shown);
                }
            });
            form.end_ui(ui, shown);
        });
    }
}

/// What can be opened and closed.
pub(super) struct Group<'a> {
    pub path: &'a KeyPath,
    pub label: &'a str,
    /// The accessible name.
    pub name: &'a str,
    /// Until the writer says otherwise.
    pub is_open: bool,
    /// The key whose menu it has.
    pub menu: Option<&'a Shown>,
}

impl<'a> Group<'a> {
    pub fn of(shown: &'a Shown) -> Self {
        Self {
            path: &shown.path,
            label: &shown.label,
            name: &shown.name,
            is_open: true,
            menu: Some(shown),
        }
    }
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
