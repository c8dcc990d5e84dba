//! The question on closing an article with unsaved text.

use egui::{RichText, Ui};

use crate::{
    action::{Action, CloseAnswer, Outbox},
    model::words::say,
    ui::{
        theme::colours,
        widgets::sheet::{Answer, Sheet, question_ui},
    },
};

pub fn close_ui(ui: &Ui, title: &str, out: &mut Outbox) {
    let sheet = Sheet {
        id: "close",
        title: say!("close-article-has-unsaved-text"),
        primary: say!("close-save-close"),
        other: Some(say!("close-close-without-saving")),
        cancel: say!("close-keep-writing"),
    };
    let answer = question_ui(ui, &sheet, Answer::Primary, |ui| {
        let title = RichText::new(title).color(colours(ui).text_weak);
        ui.add(egui::Label::new(title).wrap());
    });
    if let Some(answer) = answer {
        out.push(Action::Close(match answer {
            Answer::Primary => CloseAnswer::Save,
            Answer::Other => CloseAnswer::Discard,
            Answer::Cancel => CloseAnswer::Stay,
        }));
    }
}
