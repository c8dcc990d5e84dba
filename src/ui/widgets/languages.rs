//! The languages that there are dictionaries of, in a menu.

use egui::{ScrollArea, Ui};

use crate::model::spelling;

/// Shows the languages, `otherwise` first, which is to choose none. Returns the choice.
pub fn language_menu_ui(
    ui: &mut Ui,
    otherwise: &str,
    chosen: Option<&str>,
    installed: &[String],
) -> Option<Option<String>> {
    ui.set_min_width(200.0);
    let mut answer = None;
    let most = ui.ctx().content_rect().height() * 0.6;
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        let all = spelling::languages(installed).map(Some);
        for tag in std::iter::once(None).chain(all) {
            let title = tag.map_or(otherwise, spelling::title);
            if ui.selectable_label(tag == chosen, title).clicked() {
                answer = Some(tag.map(str::to_owned));
            }
        }
    });
    answer
}
