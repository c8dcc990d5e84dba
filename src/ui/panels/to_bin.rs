//! The question before an article goes to the recycle bin.

use std::path::Path;

use egui::{RichText, Ui};

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::{change::plan::files, site::Site, words::say},
    ui::{
        theme::{colours, sizes},
        widgets::sheet::{Answer, answers_ui, question_ui},
    },
};

/// `is_unsaved`: some of its text is not saved.
pub fn to_bin_ui(ui: &mut Ui, site: &Site, path: &Path, is_unsaved: bool, out: &mut Outbox) {
    let name = files::name_of(path);
    let answer = question_ui(ui, "to-bin", &say!("to-bin-move", name = name), |ui| {
        let weak = colours(ui).text_weak;
        let mut said_ui = |text: &str| {
            let text = RichText::new(text).size(sizes::TEXT_SMALL).color(weak);
            ui.add(egui::Label::new(text).wrap());
        };
        said_ui(&site.shown_path(files::whole(path)));
        if files::is_bundle(path) {
            said_ui(say!("to-bin-whole-folder"));
        }
        if is_unsaved {
            said_ui(say!("to-bin-unsaved-kept"));
        }
        said_ui(say!("to-bin-links-not-changed"));
        answers_ui(ui, say!("to-bin-do"), true, say!("to-bin-cancel"))
    });
    match answer {
        Some(Answer::Primary) => {
            out.push(Action::Change(ChangeStep::ToBin(path.to_owned())));
        }
        Some(Answer::Cancel) => out.push(Action::CloseFinder),
        None => {}
    }
}
