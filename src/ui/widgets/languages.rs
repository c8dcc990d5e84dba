//! The languages that there are dictionaries of, in a menu.

use egui::{Role, Ui, WidgetInfo};

use crate::model::spelling;

/// What such a menu shows.
#[derive(Clone, Copy)]
pub struct LanguageMenu<'a> {
    /// What is chosen for, read out before each, where several menus stand together.
    pub of: Option<&'a str>,
    /// Stands first, and is to choose none.
    pub otherwise: &'a str,
    pub chosen: Option<&'a str>,
    pub installed: &'a [String],
}

/// Shows the languages. Returns the choice.
pub fn language_menu_ui(ui: &mut Ui, menu: &LanguageMenu<'_>) -> Option<Option<String>> {
    ui.set_min_width(200.0);
    let mut answer = None;
    let all = spelling::languages(menu.installed).map(Some);
    for tag in std::iter::once(None).chain(all) {
        let title = tag.map_or(menu.otherwise, spelling::title);
        let is_chosen = tag == menu.chosen;
        let response = ui.selectable_label(is_chosen, title);
        if let Some(of) = menu.of {
            let name = format!("{of}: {title}");
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
        }
        if response.clicked() {
            answer = Some(tag.map(str::to_owned));
        }
    }
    answer
}
