//! One of a few known words: chosen from a list, or in a field that may have another.
//!
//! As everywhere on a desktop, Arrow Down opens the list, the arrow keys go through it, and Enter takes.

use egui::{Button, Id, Popup, RectAlign, Response, RichText, Ui, Vec2};

use super::{buttons::icon_button_by_pointer_ui, fields::line_field_ui, popup};
use crate::{
    model::words::say,
    ui::theme::{Icon, colours, icons::icon, sizes},
};

/// The word in a button as wide as there is room, which opens the list. `name`: of what is chosen.
/// Returns the number of the word that was chosen.
pub fn select_ui(ui: &mut Ui, name: &str, words: &[&str], chosen: usize) -> Option<usize> {
    let shown = words.get(chosen).copied().unwrap_or_default();
    let button = select_button_ui(ui, name, shown);
    popup::open_by_arrow(&button, &button);
    let margin = ui.spacing().menu_margin.sum().x;
    let width = button.rect.width() - margin;
    let list = Popup::menu(&button).width(width).accessible_name(name);
    let picked = popup::menu_ui(list, Some(&button), |ui| {
        ui.set_min_width(width);
        let mut picked = None;
        for (at, word) in words.iter().enumerate() {
            let row = ui.selectable_label(at == chosen, *word);
            if at == chosen {
                popup::choose(&row);
            }
            if row.clicked() {
                picked = Some(at);
            }
        }
        picked
    });
    picked.and_then(|popup| popup.inner)
}

/// The button of it.
pub fn select_button_ui(ui: &mut Ui, name: &str, shown: &str) -> Response {
    let arrow = icon(Icon::ChevronDown, 14.0, colours(ui).text_weak);
    let button = Button::new((shown, egui::Atom::grow(), arrow)).truncate();
    let button = ui.add(button.min_size(Vec2::new(ui.available_width(), sizes::CONTROL)));
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_label(name);
        node.set_value(shown);
        node.set_has_popup(egui::accesskit::HasPopup::Listbox);
    });
    button
}

/// Shows the word in a field, and a button that lists the known ones. Returns what was typed or
/// chosen: the new text, and whether it was typed.
pub fn choice_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    text: &str,
    choices: &[&str],
) -> Option<(String, bool)> {
    let mut changed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        let width = ui.available_width() - 34.0;
        let mut typed = text.to_owned();
        let field = ui.scope(|ui| {
            ui.set_width(width);
            line_field_ui(ui, id, &mut typed, "", name)
        });
        let field = field.inner;
        if field.changed() {
            changed = Some((typed, true));
        }
        if let Some(chosen) = menu_ui(ui, (name, &field), text, choices) {
            changed = Some((chosen.to_owned(), false));
        }
    });
    changed
}

/// The button, and the known words below it while it is open.
fn menu_ui<'a>(
    ui: &mut Ui,
    (name, field): (&str, &Response),
    text: &str,
    choices: &[&'a str],
) -> Option<&'a str> {
    let button_name = say!("choice-choices", name = name);
    let button = icon_button_by_pointer_ui(ui, Icon::ChevronDown, &button_name);
    popup::open_by_arrow(field, &button);
    let shown_at = Popup::menu(&button)
        .align(RectAlign::BOTTOM_END)
        .width(180.0)
        .accessible_name(button_name);
    let shown = popup::menu_ui(shown_at, Some(field), |ui| {
        let mut chosen = None;
        for &choice in choices {
            let row = ui.selectable_label(choice == text, choice);
            if choice == text {
                popup::choose(&row);
            }
            if row.clicked() {
                chosen = Some(choice);
            }
        }
        if choices.is_empty() {
            ui.label(RichText::new(say!("choice-none-known")).color(colours(ui).text_weak));
        }
        chosen
    });
    shown.and_then(|popup| popup.inner)
}
