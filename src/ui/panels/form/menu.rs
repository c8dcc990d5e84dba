//! The menu of a key: rename it, add a key below it, show it in the text, take it out.

use egui::{Id, Popup, PopupCloseBehavior, Response, Ui};

use super::{
    asked::{Asked, NewKey},
    fields::{Fields, Shown, is_scalar, was},
    new_key::ask_ui,
};
use crate::{
    action::{Action, GitStep},
    model::{
        front_matter::{Change, Entry, KeyPath, Value},
        words::say,
    },
    ui::widgets::{
        fields::{clipboard_items_ui, line_field_ui, mark_ui, more_button_ui},
        popup,
        row_menu::opens_menu,
    },
};

impl Fields<'_, '_> {
    /// Opens the menu of the key at `path` below its button; by the menu key in its field with what is
    /// done with what is selected there.
    pub fn menu_at_ui(&mut self, button: &Response, path: &KeyPath) {
        let by_key = opens_menu(&button.ctx, self.id(path));
        if by_key {
            Popup::open_id(&button.ctx, Popup::default_response_id(button));
        }
        if button.clicked() || by_key {
            self.state.asked = None;
            self.state.is_menu_of_field = by_key;
        }
        let shown_at = Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup::popup_ui(shown_at, Some(button), |ui| self.menu_ui(ui, path));
    }

    /// The same of a group, whose heading has the keyboard.
    pub fn heading_menu_ui(&mut self, heading: &Response, button: &Response, path: &KeyPath) {
        if opens_menu(&heading.ctx, heading.id) {
            Popup::open_id(&heading.ctx, Popup::default_response_id(button));
            self.state.asked = None;
        }
        self.menu_at_ui(button, path);
    }

    /// The button of the menu alone, for a control that has its label beside it.
    pub fn menu_button_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let Some(name) = self.menu_name(shown) else {
            return;
        };
        if let Some(change) = self.changed(&shown.path) {
            mark_ui(ui, &was(change));
        }
        let right = egui::Layout::right_to_left(egui::Align::Center);
        let button = ui.with_layout(right, |ui| more_button_ui(ui, &name)).inner;
        self.menu_at_ui(&button, &shown.path);
    }

    /// A key that is not there has no menu.
    pub fn menu_name(&self, shown: &Shown) -> Option<String> {
        self.pane.front_matter.entry(&shown.path)?;
        Some(say!("menu-more", shown = shown.name))
    }

    fn menu_ui(&mut self, ui: &mut Ui, path: &KeyPath) {
        let Some(entry) = self.pane.front_matter.entry(path) else {
            return;
        };
        match &self.state.asked {
            Some(Asked::Name { path: asked, .. }) if asked == path => self.name_ui(ui),
            Some(Asked::Key(new)) if new.parent == *path => {
                if let Some(change) = ask_ui(ui, self) {
                    self.state.asked = None;
                    self.added(ui, change);
                    ui.close();
                }
            }
            _ => self.items_ui(ui, path, entry),
        }
    }

    fn items_ui(&mut self, ui: &mut Ui, path: &KeyPath, entry: &Entry) {
        if self.state.is_menu_of_field && is_scalar(&entry.value) {
            clipboard_items_ui(ui, self.id(path));
            ui.separator();
        }
        if ui.button(say!("menu-rename-key")).clicked() {
            self.state.asked = Some(Asked::Name {
                path: path.clone(),
                name: entry.key.clone(),
                has_had_focus: false,
            });
        }
        if matches!(entry.value, Value::Map(_)) && ui.button(say!("menu-add-key")).clicked() {
            self.state.asked = Some(Asked::Key(NewKey::below(path.clone())));
        }
        if ui.button(say!("menu-show-text")).clicked() {
            ui.close();
            self.out.push(Action::GoTo {
                document: self.pane.document,
                at_byte: entry.key_span.start,
            });
        }
        let changed = self.changed(path).is_some();
        if changed && ui.button(say!("menu-revert")).clicked() {
            ui.close();
            self.out
                .push(Action::Git(GitStep::RevertShown(path.clone())));
        }
        if ui.button(say!("menu-remove-key")).clicked() {
            ui.close();
            self.change(Change::Remove { path: path.clone() });
        }
    }

    /// A key comes, and gets the keyboard.
    pub fn added(&mut self, ui: &Ui, change: Change) {
        if let Change::Set { path, .. } = &change {
            // It may be one that few have.
            self.set_open(&KeyPath(Vec::new()), true);
            self.want(ui, path);
        }
        self.change(change);
    }

    fn name_ui(&mut self, ui: &mut Ui) {
        let Some(Asked::Name {
            path,
            name,
            has_had_focus,
        }) = &mut self.state.asked
        else {
            return;
        };
        let id = Id::unique(("rename", self.pane.document, &*path));
        let field = line_field_ui(ui, id, name, "", say!("menu-new-name-key"));
        if !std::mem::replace(has_had_focus, true) {
            field.request_focus();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            let (path, key) = (path.clone(), name.trim().to_owned());
            self.state.asked = None;
            let mut renamed = path.clone();
            renamed.0.pop();
            renamed.0.push(key.clone());
            self.want(ui, &renamed);
            self.change(Change::Rename { path, key });
            ui.close();
        }
    }
}
