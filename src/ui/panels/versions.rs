//! "Earlier versions": the last commit, then what saves and other programs replaced, newest first,
//! beside the text as it is now. A version comes back whole, or one difference at a time.

use std::sync::Arc;

use egui::{Key, Modifiers, RichText, Ui};

use crate::{
    action::{Action, Outbox},
    model::{
        compare::{Choice, Comparison},
        version::{Version, Which},
        words::{self, say},
    },
    ui::{
        compare::{Answer, CompareState, Sides, compare_ui},
        theme::{colours, sizes},
        widgets::page::{beside_list_ui, page_heading_ui},
    },
};

/// What the page shows.
pub struct VersionsPage<'a> {
    /// Of the article.
    pub name: &'a str,
    /// `None` while they are being looked for.
    pub versions: Option<&'a [&'a Version]>,
    /// The version that is shown.
    pub chosen: Option<Which>,
    /// `None` while it is being made.
    pub comparison: Option<&'a Arc<Comparison>>,
}

pub fn versions_ui(
    ui: &mut Ui,
    page: &VersionsPage<'_>,
    state: &mut CompareState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let title = say!("versions-earlier-versions", page = page.name);
    let detail = say!("versions-choose-what-comes-back");
    page_heading_ui(ui, &title, detail, |_| {});
    let versions = page.versions.unwrap_or_default();
    if versions.is_empty() {
        nothing_ui(ui, page.versions.is_some(), out);
        return;
    }
    let rows: Vec<(String, String)> = versions
        .iter()
        .map(|version| (words::put(&version.title), words::put(&version.detail)))
        .collect();
    let chosen = versions
        .iter()
        .position(|version| Some(version.which) == page.chosen);
    let by_keys = turned(ui, chosen, versions.len());
    let clicked = beside_list_ui(
        ui,
        say!("versions-earlier-versions-2"),
        &rows,
        chosen,
        |ui| {
            let Some(comparison) = page.comparison else {
                return;
            };
            let shown = chosen.and_then(|at| rows.get(at));
            let sides = Sides {
                left: say!("versions-now"),
                right: shown.map_or(say!("versions-earlier"), |(title, _)| title),
                take_left: say!("versions-now"),
                take_right: say!("versions-earlier"),
                finish: say!("versions-restore"),
                leave: say!("versions-cancel"),
                otherwise: Some(Choice::Right),
            };
            match compare_ui(ui, comparison, sides, state) {
                Some(Answer::Finished(text)) => out.push(Action::UseText(text)),
                Some(Answer::Closed) => out.push(Action::ClosePage),
                None => {}
            }
        },
    );
    if let Some(version) = clicked.or(by_keys).and_then(|at| versions.get(at)) {
        out.push(Action::ShowVersion(version.which));
    }
}

/// Page Up and Page Down turn to a newer and an older version.
fn turned(ui: &mut Ui, chosen: Option<usize>, count: usize) -> Option<usize> {
    let chosen = chosen?;
    let (older, newer) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::PageDown),
            input.consume_key(Modifiers::NONE, Key::PageUp),
        )
    });
    let to = if older {
        (chosen + 1).min(count.saturating_sub(1))
    } else if newer {
        chosen.saturating_sub(1)
    } else {
        return None;
    };
    (to != chosen).then_some(to)
}

fn nothing_ui(ui: &mut Ui, is_known: bool, out: &mut Outbox) {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::ClosePage);
    }
    if !is_known {
        return;
    }
    ui.add_space(sizes::SPACE_6);
    ui.vertical_centered(|ui| {
        let text = say!("versions-no-version-article-has");
        ui.label(RichText::new(text).color(colours(ui).text_weak));
        ui.add_space(sizes::SPACE_3);
        if crate::ui::widgets::button_ui(ui, say!("versions-back-text")).clicked() {
            out.push(Action::ClosePage);
        }
    });
}
