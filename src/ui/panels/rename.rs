//! "Rename file": another name for an article, the folder and the extension kept.

use std::path::{Path, PathBuf};

use egui::{Id, Key, RichText, Ui};

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::{
        change::plan::files::{self, NameError},
        site::{Entry, Site},
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::{
            field_problem_ui,
            fields::{line_field_ui, select_all},
            sheet::{Answer, Filled, Sheet, sheet_ui},
        },
    },
};

/// Three lines, in points.
const SAID: f32 = 66.0;

pub struct RenameState {
    /// Of the text of the article.
    path: PathBuf,
    /// What the list knows of it, for its address.
    entry: Option<Entry>,
    typed: String,
    has_had_focus: bool,
}

impl RenameState {
    pub fn new(path: &Path, entry: Option<Entry>) -> Self {
        Self {
            path: path.to_owned(),
            entry,
            typed: files::name_of(path),
            has_had_focus: false,
        }
    }
}

pub fn rename_ui(ui: &mut Ui, site: &Site, state: &mut RenameState, out: &mut Outbox) {
    let is_taken = |to: &PathBuf| site.articles.iter().any(|entry| *entry.path == **to);
    let mut named = None;
    let sheet = Sheet {
        id: "rename",
        title: say!("rename-file"),
        primary: say!("rename-rename"),
        other: None,
        cancel: say!("rename-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        weak_ui(ui, &site.shown_path(&state.path));
        ui.add_space(sizes::SPACE_2);
        let id = Id::unique("rename field");
        let field = line_field_ui(
            ui,
            id,
            &mut state.typed,
            say!("rename-name"),
            say!("rename-name-of-file"),
        );
        if !std::mem::replace(&mut state.has_had_focus, true) {
            field.request_focus();
            select_all(ui, &field, &state.typed);
        }
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        // Behind what was typed: in a slow frame the last letters and Enter come together.
        let to = files::renamed(&state.path, &state.typed);
        let is_possible = to.as_ref().is_ok_and(|to| !is_taken(to));
        ui.add_space(sizes::SPACE_1);
        ui.scope(|ui| {
            // As high as it is with the most that is said.
            ui.set_min_height(SAID);
            match &to {
                Ok(to) if is_taken(to) => field_problem_ui(ui, say!("rename-taken")),
                Ok(to) => follows_ui(ui, site, state, to),
                Err(NameError::Same) if files::is_bundle(&state.path) => {
                    weak_ui(ui, say!("rename-folder-gets-it"));
                }
                Err(NameError::Same) => weak_ui(ui, say!("rename-stays")),
                Err(problem) => field_problem_ui(ui, &words::put(&problem.said())),
            }
        });
        named = to.ok();
        Filled {
            is_possible,
            is_entered,
        }
    });
    match (answer, named) {
        (Some(Answer::Primary), Some(to)) => out.push(Action::Change(ChangeStep::Rename {
            path: state.path.clone(),
            to,
        })),
        (Some(_), _) => out.push(Action::CloseFinder),
        (None, _) => {}
    }
}

/// Where the file will be, and what becomes of its address as far as that is known.
fn follows_ui(ui: &mut Ui, site: &Site, state: &RenameState, to: &Path) {
    weak_ui(ui, &say!("rename-will-be", path = site.shown_path(to)));
    let address = |path| site.address_at(state.entry.as_ref()?, path);
    match (address(&state.path), address(to)) {
        (Some(before), Some(after)) if before == after => {
            weak_ui(ui, &say!("rename-address-stays", address = before));
        }
        (Some(before), Some(after)) => {
            let said = say!("rename-address-changes", before = before, after = after);
            ui.add(egui::Label::new(RichText::new(said).color(colours(ui).text)).wrap());
            weak_ui(ui, say!("rename-links-not-changed"));
        }
        _ => weak_ui(ui, say!("rename-address-not-known")),
    }
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(egui::Label::new(text).wrap());
}
