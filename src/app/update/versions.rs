//! Earlier versions of the shown article.

use std::path::Path;

use crate::{
    app::{
        State,
        state::ComparePage,
        update::{compare, notices},
    },
    io::{Effect, VersionError},
    model::{document::Snapshot, version::Version},
};

/// Asks which versions of the shown article were replaced. The same command again closes the page.
pub fn ask(state: &mut State) -> Vec<Effect> {
    if state.page == Some(ComparePage::Versions) {
        return compare::close(state);
    }
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    state.over = None;
    state.versions = None;
    state.version = None;
    state.page = Some(ComparePage::Versions);
    vec![Effect::FindVersions { path }]
}

/// The newest is shown first.
pub fn found(state: &mut State, path: &Path, versions: Vec<Version>) -> Vec<Effect> {
    let is_shown = state
        .shown_article()
        .is_some_and(|article| article.document.path() == path);
    if !is_shown {
        return Vec::new();
    }
    let first = versions.first().map(|version| version.number);
    state.versions = Some(versions);
    first.map_or_else(Vec::new, |number| ask_for_text(state, number))
}

/// Asks for the text of an earlier version of the shown article.
pub fn ask_for_text(state: &State, number: usize) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    vec![Effect::ReadVersion { path, number }]
}

pub fn read(
    state: &mut State,
    path: &Path,
    number: usize,
    result: Result<Snapshot, VersionError>,
) -> Vec<Effect> {
    let is_shown = state
        .shown_article()
        .is_some_and(|article| article.document.path() == path);
    match result {
        Ok(version) if is_shown => state.version = Some((number, version)),
        Ok(_) => {}
        Err(err) => return notices::error(state, format!("The version cannot be read: {err}")),
    }
    Vec::new()
}
