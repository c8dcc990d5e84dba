//! The first save of an article that was written at once: its title, its section and a name.

use egui::{Key, Ui};

use crate::{
    action::{Action, Outbox},
    model::{document::DocumentId, words::say},
    ui::widgets::{
        button_ui,
        sheet::{Answer, answers_ui, sheet_ui},
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
    let answer = sheet_ui(ui, "save-new", say!("save-new-save"), |ui| {
        let focus = (say!("save-new-title-of-article"), &mut state.has_had_focus);
        placing_ui(ui, around, &mut state.placing, focus);
        let is_possible = place_said_ui(ui, around, &state.placing);
        is_elsewhere = button_ui(ui, say!("save-new-elsewhere")).clicked();
        let answer = answers_ui(
            ui,
            say!("save-new-do"),
            is_possible,
            say!("save-new-cancel"),
        );
        let enter = is_possible && ui.input(|input| input.key_pressed(Key::Enter));
        answer.or(enter.then_some(Answer::Primary))
    });
    match answer {
        Some(Answer::Primary) => out.push(Action::SaveNew {
            document: state.document,
            path: state.placing.path(around),
            title: state.placing.title.trim().to_owned(),
        }),
        Some(Answer::Cancel) => out.push(Action::CloseSaveAs),
        None if is_elsewhere => out.push(Action::SaveElsewhere),
        None => {}
    }
}
