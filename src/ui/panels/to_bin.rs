//! The question before an article goes to the recycle bin.

use std::path::Path;

use egui::{RichText, Ui};

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::{change::plan::files, site::Site, words::say},
    ui::{
        theme::{colours, sizes},
        widgets::sheet::{Answer, Sheet, question_ui},
    },
};

/// `title`: of the article. `is_unsaved`: some of its text is not saved.
pub fn to_bin_ui(
    ui: &Ui,
    site: &Site,
    (title, path): (&str, &Path),
    is_unsaved: bool,
    out: &mut Outbox,
) {
    let sheet = Sheet {
        id: "to-bin",
        title: &say!("to-bin-move", name = title),
        primary: say!("to-bin-do"),
        other: None,
        cancel: say!("to-bin-cancel"),
    };
    let answer = question_ui(ui, &sheet, Answer::Cancel, |ui| {
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
    });
    match answer {
        Some(Answer::Primary) => {
            out.push(Action::Change(ChangeStep::ToBin(path.to_owned())));
        }
        Some(Answer::Cancel | Answer::Other) => out.push(Action::CloseFinder),
        None => {}
    }
}
