//! The first save of an article that was written at once: its title, its section and a name.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{document::DocumentId, words::say},
    ui::widgets::{
        button_ui,
        sheet::{Answer, Filled, Sheet, sheet_ui},
    },
};

use super::placing::{Around, Placing, place_said_ui, placing_ui};

pub struct SaveNewState {
    document: DocumentId,
    placing: Placing,
    has_had_focus: bool,
}

impl SaveNewState {
    /// `title`: what its form or its first heading says.
    pub fn new(around: Around<'_>, document: DocumentId, title: String, section: &str) -> Self {
        Self {
            document,
            placing: Placing::new(around, title, Some(section)),
            has_had_focus: false,
        }
    }
}

/// Escape closes it, Enter saves.
pub fn save_new_ui(ui: &mut Ui, around: Around<'_>, state: &mut SaveNewState, out: &mut Outbox) {
    let mut is_elsewhere = false;
    let sheet = Sheet {
        id: "save-new",
        title: say!("save-new-save"),
        primary: say!("save-new-do"),
        other: None,
        cancel: say!("save-new-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        let focus = (say!("save-new-title-of-article"), &mut state.has_had_focus);
        let is_entered = placing_ui(ui, around, &mut state.placing, focus).is_entered;
        let is_possible = place_said_ui(ui, around, &state.placing);
        is_elsewhere = button_ui(ui, say!("save-new-elsewhere")).clicked();
        Filled {
            is_possible,
            is_entered,
        }
    });
    match answer {
        Some(Answer::Primary) => out.push(Action::SaveNew {
            document: state.document,
            path: state.placing.path(around),
            title: state.placing.title.trim().to_owned(),
        }),
        Some(Answer::Cancel | Answer::Other) => out.push(Action::CloseSaveAs),
        None if is_elsewhere => out.push(Action::SaveElsewhere),
        None => {}
    }
}
