//! The row of formatting buttons above the text.

use egui::Ui;

use crate::{
    action::{Command, Outbox},
    ui::{
        theme::{Icon, sizes},
        widgets::command_button_ui,
    },
};

const BUTTONS: [(Icon, Command); 9] = [
    (Icon::Bold, Command::Bold),
    (Icon::Italic, Command::Italic),
    (Icon::Code, Command::Code),
    (Icon::Link, Command::Link),
    (Icon::Heading2, Command::Heading),
    (Icon::Heading3, Command::Subheading),
    (Icon::List, Command::BulletList),
    (Icon::ListOrdered, Command::NumberedList),
    (Icon::Quote, Command::Quote),
];

/// `head_as_text`: whether the front matter is shown above the text.
pub fn toolbar_ui(ui: &mut Ui, head_as_text: bool, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(sizes::SPACE_2);
        for (at, (icon, command)) in BUTTONS.into_iter().enumerate() {
            if at == 4 || at == 6 {
                ui.add_space(sizes::SPACE_2);
            }
            command_button_ui(ui, icon, command, false, out);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(sizes::SPACE_2);
            let command = Command::ShowHeadAsText;
            command_button_ui(ui, Icon::PanelTop, command, head_as_text, out);
        });
    });
}
