//! "Compare": the unsaved text beside what another program wrote.

use std::sync::Arc;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{
        compare::{Choice, Comparison},
        words::say,
    },
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
    page_ui(
        ui,
        [&title, say!("conflict-choose-for-each-difference")],
        sides,
        comparison,
        state,
        out,
    );
}

/// The text beside what it was before another program changed it.
pub fn outside_ui(
    ui: &mut Ui,
    name: &str,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    let title = say!("conflict-outside", name = name);
    let sides = Sides {
        left: say!("conflict-now"),
        right: say!("conflict-before"),
        take_left: say!("conflict-keep"),
        take_right: say!("conflict-take-back"),
        finish: say!("conflict-use-text"),
        leave: say!("conflict-close"),
        otherwise: Some(Choice::Left),
    };
    let detail = say!("conflict-outside-detail");
    page_ui(ui, [&title, detail], sides, comparison, state, out);
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
    page_ui(
        ui,
        [&title, say!("conflict-choose-for-each-difference")],
        sides(),
        comparison,
        state,
        out,
    );
}

fn page_ui(
    ui: &mut Ui,
    [title, detail]: [&str; 2],
    sides: Sides<'_>,
    comparison: Option<&Arc<Comparison>>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
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
