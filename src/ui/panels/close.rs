//! The question on closing an article with unsaved text.

use egui::{Frame, Id, Margin, Modal, RichText, Ui};

use crate::{
    action::{Action, CloseAnswer, Outbox},
    model::words::say,
    ui::{
        theme::{colours, sizes, weight},
        widgets::{answer_row_ui, button_ui, main_button_ui},
    },
};

pub fn close_ui(ui: &mut Ui, title: &str, out: &mut Outbox) {
    let mut answer = None;
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("close"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(420.0);
            let what = RichText::new(say!("close-article-has-unsaved-text"))
                .size(sizes::TEXT_LARGE)
                .variation(b"wght", weight::SEMIBOLD);
            ui.label(what);
            ui.add_space(sizes::SPACE_1);
            let title = RichText::new(title).color(colours(ui).text_weak);
            ui.add(egui::Label::new(title).wrap());
            ui.add_space(sizes::SPACE_3);
            answer_row_ui(ui, |ui| {
                if main_button_ui(ui, say!("close-save-close")).clicked() {
                    answer = Some(CloseAnswer::Save);
                }
                if button_ui(ui, say!("close-close-without-saving")).clicked() {
                    answer = Some(CloseAnswer::Discard);
                }
                if button_ui(ui, say!("close-keep-writing")).clicked() {
                    answer = Some(CloseAnswer::Stay);
                }
            });
        });
    if modal.should_close() {
        answer = answer.or(Some(CloseAnswer::Stay));
    }
    if let Some(answer) = answer {
        out.push(Action::Close(answer));
    }
}
