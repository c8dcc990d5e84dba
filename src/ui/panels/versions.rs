//! "Earlier versions": what saves replaced, newest first; the one that is chosen comes back.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::version::Version,
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

const FINDER: Finder<'_> = Finder {
    name: "Earlier versions",
    hint: "Bring back an earlier version of this article",
    nothing: "No save has replaced a version of this article yet",
};

#[derive(Default)]
pub struct VersionsState {
    finder: FinderState,
}

pub fn versions_ui(ui: &mut Ui, versions: &[Version], state: &mut VersionsState, out: &mut Outbox) {
    let typed = state.finder.typed.to_lowercase();
    let found: Vec<&Version> = versions
        .iter()
        .filter(|version| version.time.to_lowercase().contains(&typed))
        .collect();
    let rows: Vec<Row<'_>> = found
        .iter()
        .map(|version| Row {
            title: &version.time,
            detail: &version.size,
            remark: "",
        })
        .collect();
    match finder_ui(ui, FINDER, &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            out.push(Action::CloseFinder);
            if let Some(version) = found.get(row) {
                out.push(Action::Restore(version.number));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}
