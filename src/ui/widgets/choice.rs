//! A field for one of a few known words, which may also be another.

use egui::{Id, Popup, RectAlign, RichText, Ui};

use super::{fields::line_field_ui, icon_button_ui, popup};
use crate::{
    model::words::say,
    ui::theme::{Icon, colours, sizes},
};

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
        ui.scope(|ui| {
            ui.set_width(width);
            if line_field_ui(ui, id, &mut typed, "", name).changed() {
                changed = Some((typed.clone(), true));
            }
        });
        if let Some(chosen) = menu_ui(ui, name, text, choices) {
            changed = Some((chosen.to_owned(), false));
        }
    });
    changed
}

/// The button, and the known words below it while it is open.
fn menu_ui<'a>(ui: &mut Ui, name: &str, text: &str, choices: &[&'a str]) -> Option<&'a str> {
    let button_name = say!("choice-choices", name = name);
    let button = icon_button_ui(ui, Icon::ChevronDown, &button_name, false);
    let shown_at = Popup::menu(&button)
        .align(RectAlign::BOTTOM_END)
        .width(180.0)
        .accessible_name(button_name);
    let shown = popup::menu_ui(shown_at, Some(&button), |ui| {
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
