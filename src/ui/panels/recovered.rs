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

/// What a recovered text is shown beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    ItsFile,
    /// It never had a file.
    Nothing,
    /// The article that a leftover is most like.
    AnArticle,
}

/// What the page shows.
pub struct RecoveredPage<'a> {
    pub texts: &'a [RecoveredText],
    pub shown: DocumentId,
    /// What the text is shown beside.
    pub beside: Beside,
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
    let (it, is) = match page.texts.len() {
        1 => ("It", "is"),
        _ => ("They", "are"),
    };
    let detail = format!("{it} {is} open, and not saved. What you discard is kept for 30 days.");
    page_heading_ui(ui, &title, &detail, |ui| {
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
        match compare_ui(ui, comparison, sides(page.beside), state) {
            Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
            Some(Answer::Closed) => out.push(Action::ClosePage),
            None => {}
        }
    });
    if let Some(text) = clicked.and_then(|at| page.texts.get(at)) {
        out.push(Action::ShowRecovered(text.document));
    }
}

fn sides(beside: Beside) -> Sides<'static> {
    let (right, take_right) = match beside {
        Beside::ItsFile => ("On disk", "On disk"),
        Beside::Nothing => ("No file yet", "Nothing"),
        Beside::AnArticle => ("The article most like it", "Article"),
    };
    Sides {
        left: "Recovered, not saved",
        right,
        take_left: "Recovered",
        take_right,
        finish: "Use this text",
        leave: "Later",
        otherwise: Some(Choice::Left),
    }
}
