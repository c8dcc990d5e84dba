//! "Compare": the unsaved text beside what another program wrote.

use std::sync::Arc;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{compare::Comparison, words::say},
    ui::{
        compare::{Answer, CompareState, Sides, compare_ui},
        widgets::page::page_heading_ui,
    },
};

fn sides() -> Sides<'static> {
    Sides {
        left: say!("conflict-mine-not-saved"),
        right: say!("conflict-theirs-on-disk"),
        take_left: say!("conflict-mine"),
        take_right: say!("conflict-theirs"),
        finish: say!("conflict-use-text"),
        leave: say!("conflict-cancel"),
        otherwise: None,
    }
}

/// The two versions that another program left in the text.
pub fn marks_ui(
    ui: &mut Ui,
    name: &str,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    let title = say!("conflict-two-versions", name = name);
    let sides = Sides {
        left: say!("conflict-above"),
        right: say!("conflict-below"),
        ..sides()
    };
    page_ui(ui, &title, sides, comparison, state, out);
}

/// `name`: of the article. `comparison` is `None` while it is being made.
pub fn conflict_ui(
    ui: &mut Ui,
    name: &str,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    let title = say!("conflict-my-text-file-on", name = name);
    page_ui(ui, &title, sides(), comparison, state, out);
}

fn page_ui(
    ui: &mut Ui,
    title: &str,
    sides: Sides<'_>,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let detail = say!("conflict-choose-for-each-difference");
    page_heading_ui(ui, title, detail, |_| {});
    let Some(comparison) = comparison else {
        return;
    };
    match compare_ui(ui, comparison, sides, state) {
        Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
        Some(Answer::Closed) => out.push(Action::ClosePage),
        None => {}
    }
}
