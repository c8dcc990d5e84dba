//! The file of an article: another name, a second one, the recycle bin, where it is.

use std::path::{Path, PathBuf};

use crate::{
    action::{ChangeStep, FileStep},
    app::{
        State,
        request::WindowRequest,
        state::Over,
        update::{change, notices, panes},
    },
    io::{Effect, workers::AsideJob},
    model::{
        site::address,
        words::{self, say},
    },
};

/// Carries out what was asked for of the article at a path.
pub fn update(state: &mut State, path: PathBuf, step: FileStep) -> Vec<Effect> {
    match step {
        FileStep::Rename => ask(state, path, Over::Rename),
        FileStep::Duplicate => change::update(state, ChangeStep::Duplicate(path)),
        FileStep::ToBin => ask(state, path, Over::ToBin),
        FileStep::ShowInFolder => vec![AsideJob::ShowInFolder { path }.into()],
        FileStep::CopyAddress => copy_address(state, &path),
        FileStep::CopyPath => {
            let text = path.display().to_string();
            state.window.asked.push(WindowRequest::CopyText(text));
            notices::done(state, say!("file-path-copied"));
            Vec::new()
        }
    }
}

/// Puts the address of an article, as its text is now, into the clipboard: the whole one, or its path
/// where the site says no host.
fn copy_address(state: &mut State, path: &Path) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return notices::error(state, say!("copy-address-no-site"));
    };
    if !site.settings.is_hugo() {
        return notices::error(state, say!("copy-address-not-known"));
    }
    let open = state
        .session
        .articles
        .values()
        .find(|article| article.document.path() == path);
    let page = match open {
        Some(article) => {
            let head = &article.derived.front_matter;
            site.page_of(path, head, article.document.text())
        }
        None => site.page_at(path),
    };
    let address = page.map(|page| {
        let whole = site.permalink(&page);
        whole.unwrap_or_else(|| address::escaped(&page.address))
    });
    match address {
        Ok(address) if !address.is_empty() => {
            notices::done(state, say!("copy-address-copied", address = &address));
            state.window.asked.push(WindowRequest::CopyText(address));
            Vec::new()
        }
        Ok(_) => notices::error(state, say!("copy-address-none")),
        Err(why) => {
            let why = words::of(&why);
            notices::error(state, say!("copy-address-no-page", why = why))
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
    let is_asked = state.window.over == Some(over) && state.changes.asking.as_ref() == Some(&path);
    if is_asked {
        return panes::close_finder(state);
    }
    state.changes.asking = Some(path);
    state.window.open(over);
    Vec::new()
}
