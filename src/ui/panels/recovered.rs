//! "Recovered": the unsaved texts of the last run, each beside what its file holds.

use std::sync::Arc;

use egui::{Align, Frame, Key, Label, Layout, Margin, Modifiers, Response, RichText, Ui, vec2};

use crate::{
    action::{Action, Outbox},
    model::{
        compare::{Choice, Comparison},
        document::DocumentId,
        recovery::RecoveredText,
        said::Says as _,
        words::{self, say},
    },
    ui::{
        compare::{Answer, CompareState, Sides, compare_ui},
        theme::{colours, sizes},
        widgets::{
            button_ui, main_button_ui,
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

#[derive(Default)]
pub struct RecoveredState {
    /// The text that is shown side by side.
    compared: Option<DocumentId>,
    compare: CompareState,
    /// The text of which what loses nothing has had the keyboard, and whether it could be compared.
    entered: Option<(DocumentId, bool)>,
}

/// The room of the buttons before what they do, in points.
const BUTTONS: f32 = 132.0;

pub fn recovered_ui(
    ui: &mut Ui,
    page: &RecoveredPage<'_>,
    state: &mut RecoveredState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = page.texts.len();
    let title = say!("recovered-texts", count = count);
    let detail = say!("recovered-open-and-not-saved", count = count);
    page_heading_ui(ui, &title, &detail, |_| {});
    let rows: Vec<(String, String)> = page
        .texts
        .iter()
        .map(|text| {
            let state = words::put(&text.verdict.said());
            (text.name.clone(), format!("{} · {state}", text.time))
        })
        .collect();
    let chosen = page
        .texts
        .iter()
        .position(|text| text.document == page.shown);
    let clicked = beside_list_ui(ui, say!("recovered-recovered-texts"), &rows, chosen, |ui| {
        let compared = page
            .comparison
            .filter(|_| state.compared == Some(page.shown));
        match compared {
            Some(comparison) => compared_ui(ui, page, comparison, state, out),
            None => answers_ui(ui, page, state, out),
        }
    });
    if let Some(text) = clicked.and_then(|at| page.texts.get(at)) {
        out.push(Action::ShowRecovered(text.document));
    }
}

/// Both texts side by side.
fn compared_ui(
    ui: &mut Ui,
    page: &RecoveredPage<'_>,
    comparison: &Arc<Comparison>,
    state: &mut RecoveredState,
    out: &mut Outbox,
) {
    match compare_ui(ui, comparison, sides(page.beside), &mut state.compare) {
        Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
        Some(Answer::Closed) => state.compared = None,
        None => {}
    }
}

/// What can be done with a text, each with what becomes of it.
fn answers_ui(ui: &mut Ui, page: &RecoveredPage<'_>, state: &mut RecoveredState, out: &mut Outbox) {
    let frame = Frame::new().inner_margin(Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = sizes::SPACE_2;
        if let Some(comparison) = page.comparison {
            let used = |ui: &mut Ui| main_button_ui(ui, say!("recovered-use-text"));
            if answer_ui(ui, say!("recovered-use-means"), used) {
                out.push(Action::UseText(comparison.left.to_string()));
            }
            let count = comparison.differences.len();
            let means = say!("recovered-compare-means", count = count);
            if answer_ui(ui, &means, |ui| button_ui(ui, say!("recovered-compare"))) {
                state.compared = Some(page.shown);
            }
        }
        let (title, means) = match page.beside {
            Beside::ItsFile => (
                say!("recovered-keep-file"),
                say!("recovered-keep-file-means"),
            ),
            Beside::Nothing | Beside::AnArticle => {
                (say!("recovered-discard"), say!("recovered-discard-means"))
            }
        };
        if answer_ui(ui, means, |ui| button_ui(ui, title)) {
            out.push(Action::DiscardRecovered(page.shown));
        }
        let is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let here = Some((page.shown, page.comparison.is_some()));
        let is_new = std::mem::replace(&mut state.entered, here) != here;
        let later = |ui: &mut Ui| {
            let button = button_ui(ui, say!("recovered-later"));
            if is_new {
                button.request_focus();
            }
            button
        };
        if answer_ui(ui, say!("recovered-later-means"), later) || is_left {
            out.push(Action::ClosePage);
        }
    });
}

/// A button before a line that says what it does.
fn answer_ui(ui: &mut Ui, means: &str, button: impl FnOnce(&mut Ui) -> Response) -> bool {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
        let left = Layout::left_to_right(Align::Center).with_main_justify(true);
        let size = vec2(BUTTONS, sizes::CONTROL);
        let clicked = ui
            .allocate_ui_with_layout(size, left, button)
            .inner
            .clicked();
        ui.add(Label::new(RichText::new(means).color(colours(ui).text_weak)).wrap());
        clicked
    })
    .inner
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
        leave: say!("recovered-back"),
        otherwise: Some(Choice::Left),
    }
}
