//! What the window shows while no article is open.

use egui::{RichText, Ui};

use crate::{
    action::{Action, Command, Outbox},
    ui::{
        theme::{Face, colours, sizes},
        widgets::{button_ui, main_button_ui},
    },
};

/// `has_site`: a folder is open, so an article can be chosen.
pub fn welcome_ui(ui: &mut Ui, has_site: bool, out: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.35).max(sizes::SPACE_6));
        ui.label(
            RichText::new("Kopij")
                .font(Face::Text.font(34.0))
                .variation(b"wght", 600.0)
                .color(colours(ui).text),
        );
        ui.add_space(sizes::SPACE_1);
        let text = if has_site {
            "Choose an article at the left"
        } else {
            "Open the folder of your site to see its articles"
        };
        ui.label(RichText::new(text).color(colours(ui).text_weak));
        ui.add_space(sizes::SPACE_4);
        if has_site {
            if main_button_ui(ui, "Go to article…").clicked() {
                out.push(Action::Run(Command::GoToArticle));
            }
        } else if main_button_ui(ui, "Open folder…").clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
        if has_site && button_ui(ui, "Open another folder…").clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
    });
}
