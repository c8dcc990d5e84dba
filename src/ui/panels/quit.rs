//! The question on quitting with unsaved text.

use egui::{Frame, Id, Margin, Modal, RichText, ScrollArea, Ui};

use crate::{
    action::{Action, Outbox, QuitAnswer},
    model::words::say,
    ui::{
        theme::{colours, sizes, weight},
        widgets::{answer_row_ui, button_ui, main_button_ui},
    },
};

/// An article with unsaved text.
pub struct Unsaved {
    /// As the list shows it.
    pub name: String,
    /// Why its newest save was not made.
    pub why: Option<String>,
}

pub fn quit_ui(ui: &mut Ui, articles: &[Unsaved], out: &mut Outbox) {
    let mut answer = None;
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("quit"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(420.0);
            let what = say!("quit-unsaved-articles", count = articles.len());
            ui.label(
                RichText::new(what)
                    .size(sizes::TEXT_LARGE)
                    .variation(b"wght", weight::SEMIBOLD),
            );
            ui.add_space(sizes::SPACE_1);
            ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
                for article in articles {
                    ui.label(RichText::new(&article.name).color(colours(ui).text_weak));
                    if let Some(why) = &article.why {
                        let why = RichText::new(say!("quit-not-saved", why = why))
                            .size(sizes::TEXT_SMALL)
                            .color(colours(ui).error);
                        ui.add(egui::Label::new(why).wrap());
                    }
                }
            });
            ui.add_space(sizes::SPACE_3);
            answer_row_ui(ui, |ui| {
                if main_button_ui(ui, say!("quit-save-all-quit")).clicked() {
                    answer = Some(QuitAnswer::SaveAll);
                }
                if button_ui(ui, say!("quit-quit-without-saving")).clicked() {
                    answer = Some(QuitAnswer::Discard);
                }
                if button_ui(ui, say!("quit-keep-writing")).clicked() {
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
