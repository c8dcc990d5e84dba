//! What the window shows of a file that is no text, or whose text is not drawn.

use egui::{Label, RichText, Ui};

use crate::{
    action::{Action, Outbox},
    model::{document::DocumentId, words::say},
    ui::{
        theme::{Face, Icon, colours, sizes, weight},
        widgets::{button_ui, glyph_ui},
    },
};

/// `path`: as the list shows it.
pub fn no_text_ui(ui: &mut Ui, document: DocumentId, path: &str, out: &mut Outbox) {
    let colours = colours(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).max(sizes::SPACE_6));
        glyph_ui(ui, Icon::FileQuestion, 40.0, colours.text_faint);
        ui.add_space(sizes::SPACE_3);
        ui.label(
            RichText::new(say!("no-text-file-not-text"))
                .font(Face::Interface.font(sizes::TEXT_LARGE))
                .variation(b"wght", weight::SEMIBOLD)
                .color(colours.text),
        );
        ui.add_space(sizes::SPACE_1);
        let path = RichText::new(path).color(colours.text_weak);
        ui.add(Label::new(path).wrap());
        ui.add_space(sizes::SPACE_1);
        let detail = say!("no-text-holds-bytes-no-text");
        let detail = RichText::new(detail).color(colours.text_weak);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.add(Label::new(detail).wrap());
        });
        ui.add_space(sizes::SPACE_4);
        if button_ui(ui, say!("no-text-close-file")).clicked() {
            out.push(Action::CloseArticle(document));
        }
    });
}

/// In place of the preview of a text that is no markdown.
pub fn no_preview_ui(ui: &mut Ui) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).max(sizes::SPACE_6));
        let text = RichText::new(say!("no-text-no-preview")).color(colours(ui).text_weak);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.add(Label::new(text).wrap());
        });
    });
}
