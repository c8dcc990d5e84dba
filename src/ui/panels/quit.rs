//! The question on quitting with unsaved text.

use egui::{Frame, Id, Margin, Modal, RichText, Ui};

use crate::{
    action::{Action, Outbox, QuitAnswer},
    ui::{
        theme::{colours, sizes, weight},
        widgets::{button_ui, main_button_ui},
    },
};

/// `names`: the unsaved articles, as the list shows them.
pub fn quit_ui(ui: &mut Ui, names: &[String], out: &mut Outbox) {
    let mut answer = None;
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("quit"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(420.0);
            let what = match names.len() {
                1 => "One article has unsaved text".to_owned(),
                count => format!("{count} articles have unsaved text"),
            };
            ui.label(
                RichText::new(what)
                    .size(sizes::TEXT_LARGE)
                    .variation(b"wght", weight::SEMIBOLD),
            );
            ui.add_space(sizes::SPACE_1);
            for name in names {
                ui.label(RichText::new(name).color(colours(ui).text_weak));
            }
            ui.add_space(sizes::SPACE_3);
            ui.horizontal(|ui| {
                if main_button_ui(ui, "Save all and quit").clicked() {
                    answer = Some(QuitAnswer::SaveAll);
                }
                if button_ui(ui, "Quit without saving").clicked() {
                    answer = Some(QuitAnswer::Discard);
                }
                if button_ui(ui, "Keep writing").clicked() {
                    answer = Some(QuitAnswer::Stay);
                }
            });
        });
    if modal.should_close() {
        answer = answer.or(Some(QuitAnswer::Stay));
    }
    if let Some(answer) = answer {
        out.push(Action::Quit(answer));
    }
}
