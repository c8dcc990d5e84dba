//! A state of the article that wants an answer: its file changed or is gone.

use egui::{Frame, Margin, RichText, Ui};

use crate::{
    action::{Action, Command, Outbox},
    model::document::{Disk, Document},
    ui::{
        theme::{Icon, colours, icons::icon, sizes, weight},
        widgets::{button_ui, main_button_ui},
    },
};

/// Draws nothing while the file is as it was read or saved last.
pub fn banner_ui(ui: &mut Ui, document: &Document, out: &mut Outbox) {
    match document.disk {
        Disk::Same => {}
        Disk::Changed(_) => row_ui(
            ui,
            "Another program changed this article while you were writing",
            "Nothing is overwritten until you choose. Keep mine: your next save replaces the other text. Take theirs: undo brings yours back.",
            |ui| {
                if main_button_ui(ui, "Keep mine").clicked() {
                    out.push(Action::KeepMine {
                        document: document.id,
                    });
                }
                if button_ui(ui, "Take theirs").clicked() {
                    out.push(Action::TakeTheirs {
                        document: document.id,
                    });
                }
            },
        ),
        Disk::Deleted => row_ui(
            ui,
            "This article's file was deleted or moved",
            "Its text is still here. Saving writes the file again.",
            |ui| {
                if main_button_ui(ui, "Save again").clicked() {
                    out.push(Action::Run(Command::Save));
                }
            },
        ),
    }
}

/// What happened and what it means at the left, the answers below.
fn row_ui(ui: &mut Ui, what: &str, means: &str, answers: impl FnOnce(&mut Ui)) {
    let colours = colours(ui);
    Frame::new()
        .fill(colours.warning_soft)
        .inner_margin(Margin::symmetric(16, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(icon(Icon::TriangleAlert, 18.0, colours.warning));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    let what = RichText::new(what)
                        .variation(b"wght", weight::SEMIBOLD)
                        .color(colours.text);
                    ui.add(egui::Label::new(what).wrap());
                    let means = RichText::new(means)
                        .size(sizes::TEXT_SMALL)
                        .color(colours.text_weak);
                    ui.add(egui::Label::new(means).wrap());
                    ui.add_space(sizes::SPACE_1);
                    ui.horizontal(answers);
                });
            });
        });
}
