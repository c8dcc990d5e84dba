//! The earlier versions of the shown article: which there are, and one of them beside its text.

use std::path::Path;

use crate::{
    app::{
        State,
        state::{Committed, ComparePage, Versions},
        update::{compare, notices},
    },
    io::{
        Effect,
        workers::{AsideJob, StoreJob, VersionError},
    },
    model::{
        document::Snapshot,
        version::{Version, Which},
        words::{self, say},
    },
};

/// Asks which versions of the shown article were replaced. The same command again closes the page.
pub fn ask(state: &mut State) -> Vec<Effect> {
    if state.pages.shown == Some(ComparePage::Versions) {
        return compare::close(state);
    }
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    state.window.close();
    state.pages.versions = Versions::default();
    state.pages.show(ComparePage::Versions);
    vec![
        Effect::Store(StoreJob::FindVersions { path: path.clone() }),
        Effect::Aside(AsideJob::ReadCommitted { path }),
    ]
}

/// The newest is shown first.
pub fn found(state: &mut State, path: &Path, versions: Vec<Version>) -> Vec<Effect> {
    if !is_shown(state, path) {
        return Vec::new();
    }
    let first = versions.first().map(|version| version.which);
    state.pages.versions.replaced = Some(versions);
    first.map_or_else(Vec::new, |which| show(state, which))
}

/// What git has is shown first where nothing was replaced.
pub fn committed(
    state: &mut State,
    path: &Path,
    result: Result<Option<(Version, Snapshot)>, VersionError>,
) -> Vec<Effect> {
    if !is_shown(state, path) {
        return Vec::new();
    }
    match result {
        Ok(Some((version, text))) => {
            if state.pages.versions.shown.is_none() && !has_replaced(state) {
                state.pages.versions.shown = Some((version.which, text.clone()));
            }
            state.pages.versions.committed = Committed::There(version, text);
            Vec::new()
        }
        Ok(None) => {
            state.pages.versions.committed = Committed::Not;
            Vec::new()
        }
        Err(err) => {
            state.pages.versions.committed = Committed::Not;
            notices::error(state, say!("notice-commit-not-read", why = words::of(&err)))
        }
    }
}

/// Shows a version beside the text, once it is read.
pub fn show(state: &mut State, which: Which) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    match (which, &state.pages.versions.committed) {
        (Which::Replaced(number), _) => {
            return vec![Effect::Store(StoreJob::ReadVersion { path, number })];
        }
        (Which::Committed, Committed::There(_, text)) => {
            state.pages.versions.shown = Some((which, text.clone()));
        }
        (Which::Committed, _) => {}
    }
    Vec::new()
}

pub fn read(
    state: &mut State,
    path: &Path,
    number: usize,
    result: Result<Snapshot, VersionError>,
) -> Vec<Effect> {
    match result {
        Ok(version) if is_shown(state, path) => {
            state.pages.versions.shown = Some((Which::Replaced(number), version));
        }
        Ok(_) => {}
        Err(err) => {
            return notices::error(
                state,
                say!("notice-version-not-read", why = words::of(&err)),
            );
        }
    }
    Vec::new()
}

fn has_replaced(state: &State) -> bool {
    let replaced = state.pages.versions.replaced.as_ref();
    replaced.is_some_and(|versions| !versions.is_empty())
}

fn is_shown(state: &State, path: &Path) -> bool {
    let article = state.shown_article();
    article.is_some_and(|article| article.document.path() == path)
}
