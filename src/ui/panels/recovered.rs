//! "Recovered": the unsaved texts of the last run, each beside what its file holds.

use std::sync::Arc;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{
        compare::{Choice, Comparison},
        document::DocumentId,
        recovery::RecoveredText,
        words::say,
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
    let count = page.texts.len();
    let title = say!("recovered-texts", count = count);
    let detail = say!("recovered-open-and-not-saved", count = count);
    page_heading_ui(ui, &title, &detail, |ui| {
        if button_ui(ui, say!("recovered-open")).clicked() {
            out.push(Action::ClosePage);
        }
        if button_ui(ui, say!("recovered-discard")).clicked() {
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
    let clicked = beside_list_ui(ui, say!("recovered-recovered-texts"), &rows, chosen, |ui| {
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
        Beside::ItsFile => (say!("recovered-on-disk"), say!("recovered-on-disk")),
        Beside::Nothing => (say!("recovered-no-file-yet"), say!("recovered-nothing")),
        Beside::AnArticle => (
            say!("recovered-article-most-like"),
            say!("recovered-article"),
        ),
    };
    Sides {
        left: say!("recovered-recovered-not-saved"),
        right,
        take_left: say!("recovered-recovered"),
        take_right,
        finish: say!("recovered-use-text"),
        leave: say!("recovered-later"),
        otherwise: Some(Choice::Left),
    }
}
