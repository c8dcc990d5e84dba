//! Earlier versions of the shown article.

use std::path::Path;

use crate::{
    app::{
        State,
        state::Over,
        update::{journal, notices, panes},
    },
    io::{Effect, VersionError},
    model::{document::Snapshot, version::Version},
};

/// Asks which versions of the shown article saves have replaced.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    state.versions.clear();
    panes::open_finder(state, Over::Versions);
    vec![Effect::FindVersions { path }]
}

pub fn found(state: &mut State, path: &Path, versions: Vec<Version>) -> Vec<Effect> {
    let is_shown = state
        .shown_article()
        .is_some_and(|article| article.document.path() == path);
    if is_shown {
        state.versions = versions;
    }
    Vec::new()
}

/// Asks for the text of an earlier version of the shown article.
pub fn ask_for_text(state: &State, number: usize) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    vec![Effect::ReadVersion { path, number }]
}

pub fn read(state: &mut State, path: &Path, result: Result<Snapshot, VersionError>) -> Vec<Effect> {
    match result {
        Ok(version) => journal::restore(state, path, &version),
        Err(err) => notices::error(state, format!("Not brought back: {err}")),
    }
}
