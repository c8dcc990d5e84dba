//! What changed since the last commit, in place of the panes.

use egui::{CentralPanel, Frame, Ui};

use crate::{
    action::Outbox,
    app::{State, layout::Views},
    model::{finding::Severity, git::status::Status, words::say},
    ui::{
        panels::changes::{Committing, Told, changes_ui},
        theme::colours,
    },
};

/// From then on it is said what a commit waits for.
const SLOW_MILLIS: u64 = 10_000;

pub(super) fn changes_page_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let view = views.changes.get_or_insert_default();
    let git = &state.git;
    let nothing = Status::default();
    let standing = git.proposed.as_ref().map(|it| &it.standing);
    let standing = standing.or(git.standing.as_ref());
    let now = state.clock.since_start_millis;
    let warnings = warnings(state);
    let told = Told {
        status: standing.map_or(&nothing, |it| &it.status),
        proposal: git.proposed.as_ref().map(|it| &it.proposal),
        is_ticked: &|path| git.is_ticked(path),
        message: git.message(),
        warnings: warnings.as_deref(),
        asked: git.asked.as_ref(),
        committing: git.committing.as_ref().map(|it| Committing {
            is_slow: now.saturating_sub(it.since_millis) >= SLOW_MILLIS,
            line: &it.line,
        }),
        trouble: git.trouble.as_deref(),
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).editor))
        .show(ui, |ui| changes_ui(ui, &told, view, out));
}

/// How many things are wrong with the article, and the first of them.
fn warnings(state: &State) -> Option<String> {
    let proposed = state.git.proposed.as_ref()?;
    let article = state.session.articles.get(&proposed.open?.0)?;
    let found = article.checks.found.all().iter();
    let mut told = found.filter(|it| it.finding.severity >= Severity::Warning);
    let first = told.next()?;
    let count = told.count() + 1;
    let why = first.finding.why();
    Some(say!(
        "changes-warnings",
        count = count,
        why = crate::model::words::put(why)
    ))
}
