//! The question before commits are handed in at the server.

use egui::{Label, RichText, Ui};

use crate::{
    action::{Action, GitStep, Outbox},
    model::{git::server::Outgoing, words::say},
    ui::{
        theme::{colours, sizes},
        widgets::sheet::{Answer, Sheet, question_ui},
    },
};

pub fn push_ui(ui: &Ui, outgoing: &Outgoing, out: &mut Outbox) {
    let count = outgoing.subjects.len();
    let sheet = Sheet {
        id: "push",
        title: &say!("push-title", count = count, server = &outgoing.upstream),
        primary: say!("push-do"),
        other: None,
        cancel: say!("push-cancel"),
    };
    let answer = question_ui(ui, &sheet, Answer::Cancel, |ui| {
        let weak = colours(ui).text_weak;
        let text = RichText::new(say!("push-readers")).size(sizes::TEXT_SMALL);
        ui.add(Label::new(text.color(weak)).wrap());
        for subject in &outgoing.subjects {
            ui.add(Label::new(subject).wrap());
        }
    });
    match answer {
        Some(Answer::Primary) => out.push(Action::Git(GitStep::Push)),
        Some(Answer::Cancel | Answer::Other) => out.push(Action::Git(GitStep::DoNotPush)),
        None => {}
    }
}
