//! "Recovered": the unsaved texts of the last run, each beside what its file holds.

use std::sync::Arc;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{
        compare::{Choice, Comparison},
        document::DocumentId,
        recovery::RecoveredText,
    },
    ui::{
        compare::{Answer, CompareState, Sides, compare_ui},
        widgets::{
            button_ui,
            page::{beside_list_ui, page_heading_ui},
        },
    },
};

const SIDES: Sides<'_> = Sides {
    left: "Recovered, not saved",
    right: "On disk",
    take_left: "Recovered",
    take_right: "On disk",
    finish: "Use this text",
    leave: "Later",
    otherwise: Some(Choice::Left),
};

/// What the page shows.
pub struct RecoveredPage<'a> {
    pub texts: &'a [RecoveredText],
    pub shown: DocumentId,
    /// `None` while it is being made.
    pub comparison: Option<&'a Arc<Comparison>>,
}

pub fn recovered_ui(
    ui: &mut Ui,
    page: &RecoveredPage<'_>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let title = match page.texts.len() {
        1 => "Recovered one unsaved text".to_owned(),
        count => format!("Recovered {count} unsaved texts"),
    };
    let detail = "They were not saved when Kopij ended. They are open and unsaved; a text you discard is kept for 30 days.";
    page_heading_ui(ui, &title, detail, |ui| {
        if button_ui(ui, "Open").clicked() {
            out.push(Action::ClosePage);
        }
        if button_ui(ui, "Discard").clicked() {
            out.push(Action::DiscardRecovered(page.shown));
        }
    });
    let rows: Vec<(String, String)> = page
        .texts
        .iter()
        .map(|text| {
            let state = text.verdict.in_words();
            (text.name.clone(), format!("{} · {state}", text.time))
        })
        .collect();
    let chosen = page
        .texts
        .iter()
        .position(|text| text.document == page.shown);
    let clicked = beside_list_ui(ui, "Recovered texts", &rows, chosen, |ui| {
        let Some(comparison) = page.comparison else {
            return;
        };
        match compare_ui(ui, comparison, SIDES, state) {
            Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
            Some(Answer::Closed) => out.push(Action::ClosePage),
            None => {}
        }
    });
    if let Some(text) = clicked.and_then(|at| page.texts.get(at)) {
        out.push(Action::ShowRecovered(text.document));
    }
}
