//! "Compare": the unsaved text beside what another program wrote.

use std::sync::Arc;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::compare::Comparison,
    ui::{
        compare::{Answer, CompareState, Sides, compare_ui},
        widgets::page::page_heading_ui,
    },
};

const SIDES: Sides<'_> = Sides {
    left: "Mine, not saved",
    right: "Theirs, on disk",
    take_left: "Mine",
    take_right: "Theirs",
    finish: "Use this text",
    leave: "Cancel",
    otherwise: None,
};

/// `name`: of the article. `comparison` is `None` while it is being made.
pub fn conflict_ui(
    ui: &mut Ui,
    name: &str,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let title = format!("{name}: my text and the file on disk");
    let detail = "Choose for each difference; undo takes the result back. Keys: Up, Down; Left takes mine, Right theirs, B both; Enter when done.";
    page_heading_ui(ui, &title, detail, |_| {});
    let Some(comparison) = comparison else {
        return;
    };
    match compare_ui(ui, comparison, SIDES, state) {
        Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
        Some(Answer::Closed) => out.push(Action::ClosePage),
        None => {}
    }
}
