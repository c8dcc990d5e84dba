//! Adding keys: those that other articles of the section have, and any other.

use egui::{ComboBox, Id, Popup, RichText, Ui};

use super::{
    FIRST,
    asked::{Asked, NewKey},
    empty_value,
    fields::Fields,
};
use crate::{
    model::{
        front_matter::{Change, KeyPath},
        schema::{Field, FieldKind},
        words::say,
    },
    ui::{
        theme::{colours, sizes, weight},
        widgets::{button_ui, field_label_ui, field_problem_ui, fields::line_field_ui},
    },
};

/// The kinds that a new key can have, with their names.
fn kinds() -> [(FieldKind, &'static str); 7] {
    [
        (FieldKind::Text, say!("add-text")),
        (FieldKind::LongText, say!("add-long-text")),
        (FieldKind::Tags, say!("add-list-words")),
        (FieldKind::Switch, say!("add-switch")),
        (FieldKind::Number, say!("add-number")),
        (FieldKind::Date, say!("add-date")),
        (FieldKind::Map, say!("add-group-keys")),
    ]
}

/// What the section usually has and this article lacks, and a button for any other key.
pub(super) fn add_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    ui.add_space(sizes::SPACE_4);
    let pane = form.pane;
    let offered: Vec<&Field> = pane
        .form
        .offered(pane.front_matter)
        .into_iter()
        .filter(|field| !is_shown_empty(field) && !is_in_card(form, field))
        .collect();
    if !offered.is_empty() {
        let text = say!("add-other-articles-here-have");
        let colour = colours(ui).text_weak;
        ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
        for field in offered {
            let name = format!("+ {}", field.label);
            if button_ui(ui, &name).clicked() {
                let value = empty_value(field.kind, pane);
                form.set(&field.path, value);
            }
        }
        new_key_ui(ui, form);
    });
}

/// A usual one of the first fields has its place in the form without a value.
fn is_shown_empty(field: &Field) -> bool {
    FIRST.contains(&field.path.to_string().to_lowercase().as_str())
}

/// A key that the cover card has a place for.
fn is_in_card(form: &Fields<'_, '_>, field: &Field) -> bool {
    let is_cover = field.path.0.first().is_some_and(|key| key == "cover");
    is_cover && form.pane.has_cover()
}

/// A button that asks for the name and the kind of a new key.
fn new_key_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let button = button_ui(ui, say!("add-add-key"));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(12));
    Popup::from_toggle_button_response(&button)
        .frame(frame)
        .width(240.0)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(say!("add-add-key-2"))
        .show(|ui| {
            ui.set_width(240.0);
            let is_here =
                |asked: &Asked| matches!(asked, Asked::Key(new) if new.parent.0.is_empty());
            if !form.state.asked.as_ref().is_some_and(is_here) {
                form.state.asked = Some(Asked::Key(NewKey::below(KeyPath(Vec::new()))));
            }
            if let Some(change) = ask_ui(ui, form) {
                form.change(change);
                form.state.asked = None;
                ui.close();
            }
        });
}

/// Asks for the name and the kind of the key that is being added.
pub(super) fn ask_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) -> Option<Change> {
    let pane = form.pane;
    let Some(Asked::Key(new)) = &mut form.state.asked else {
        return None;
    };
    field_label_ui(ui, say!("add-key"), None);
    let id = Id::unique(("new key", pane.document));
    let field = line_field_ui(ui, id, &mut new.name, "", say!("add-name-new-key"));
    ui.add_space(sizes::SPACE_1);
    field_label_ui(ui, say!("add-kind"), None);
    let shown = kinds().into_iter().find(|(kind, _)| *kind == new.kind);
    let combo = ComboBox::from_id_salt("kind of the new key")
        .selected_text(shown.map_or("", |(_, name)| name))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for (kind, name) in kinds() {
                ui.selectable_value(&mut new.kind, kind, name);
            }
        });
    ui.ctx()
        .accesskit_node_builder(combo.response.id, |node| node.set_label(say!("add-kind")));
    ui.add_space(sizes::SPACE_2);
    let key = new.name.trim().to_owned();
    let mut path = new.parent.clone();
    path.0.push(key.clone());
    let is_there = pane.front_matter.entry(&path).is_some();
    if is_there {
        field_problem_ui(ui, say!("add-there-such-key-already"));
    }
    let may = !key.is_empty() && !is_there;
    let add = egui::Button::new(RichText::new(say!("add-add")).variation(b"wght", weight::MEDIUM));
    let clicked = ui.add_enabled(may, add).clicked();
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let value = empty_value(new.kind, pane);
    (may && (clicked || enter)).then_some(Change::Set { path, value })
}
