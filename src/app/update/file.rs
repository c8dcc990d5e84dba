//! The file of an article: another name, a second one, the recycle bin, where it is.

use std::path::PathBuf;

use crate::{
    action::{ChangeStep, FileStep},
    app::{
        State,
        request::WindowRequest,
        state::Over,
        update::{change, notices, panes},
    },
    io::{Effect, workers::AsideJob},
    model::words::say,
};

/// Carries out what was asked for of the article at a path.
pub fn update(state: &mut State, path: PathBuf, step: FileStep) -> Vec<Effect> {
    match step {
        FileStep::Rename => ask(state, path, Over::Rename),
        FileStep::Duplicate => change::update(state, ChangeStep::Duplicate(path)),
        FileStep::ToBin => ask(state, path, Over::ToBin),
        FileStep::ShowInFolder => vec![AsideJob::ShowInFolder { path }.into()],
        FileStep::CopyPath => {
            let text = path.display().to_string();
            state.window_requests.push(WindowRequest::CopyText(text));
            notices::done(state, say!("file-path-copied"));
            Vec::new()
        }
    }
}

/// The same of the article in the window.
pub fn of_shown(state: &mut State, step: FileStep) -> Vec<Effect> {
    let shown = state.shown_article().map(|article| &article.document);
    match shown.filter(|document| !document.is_untitled()) {
        Some(document) => {
            let path = document.path().to_owned();
            update(state, path, step)
        }
        None => Vec::new(),
    }
}

fn ask(state: &mut State, path: PathBuf, over: Over) -> Vec<Effect> {
    let is_asked = state.over == Some(over) && state.changes.asking.as_ref() == Some(&path);
    if is_asked {
        return panes::close_finder(state);
    }
    state.changes.asking = Some(path);
    state.over = Some(over);
    Vec::new()
}
