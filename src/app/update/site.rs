//! The opened folder and its list of articles.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        State,
        update::{articles, notices, panes, schema},
    },
    io::{Effect, scan::OpenError},
    model::{
        date,
        site::{Entry, Site},
    },
};

/// Opens a folder. Articles with unsaved text stay open.
pub fn open(state: &mut State, root: PathBuf) -> Vec<Effect> {
    state.opening = Some(root.clone());
    vec![Effect::OpenSite { root }]
}

pub fn choose(state: &State) -> Vec<Effect> {
    let start = state.site.as_ref().map(|site| site.root.clone());
    vec![Effect::ChooseFolder { start }]
}

pub fn chosen(state: &mut State, folder: Option<PathBuf>) -> Vec<Effect> {
    match folder {
        Some(folder) => open(state, folder),
        None => Vec::new(),
    }
}

pub fn opened(state: &mut State, asked: &Path, site: Result<Site, OpenError>) -> Vec<Effect> {
    if state.opening.as_deref() != Some(asked) {
        // Another folder was asked for meanwhile.
        return Vec::new();
    }
    state.opening = None;
    let site = match site {
        Ok(site) => site,
        Err(err) => return notices::error(state, format!("Folder not opened: {err}")),
    };
    state.settings.last_site = Some(site.root.clone());
    let is_new = state.site.as_ref().is_none_or(|old| old.root != site.root);
    state.site = Some(site);
    let mut effects = if is_new {
        articles::open_again(state)
    } else {
        Vec::new()
    };
    effects.extend(panes::remember(state));
    effects.extend(schema::learn(state));
    if is_new {
        effects.extend(show_first(state));
    }
    effects
}

/// Shows the article that was open last time, else the newest.
fn show_first(state: &mut State) -> Vec<Effect> {
    let Some(site) = &state.site else {
        return Vec::new();
    };
    let is_inside = |path: &Path| site.articles.iter().any(|entry| entry.path == path);
    let shown_is_inside = state
        .shown_article()
        .is_some_and(|article| article.document.path().starts_with(&site.root));
    if shown_is_inside
        || state
            .reading
            .keys()
            .filter(|path| !state.reading_behind.contains(*path))
            .any(|path| path.starts_with(&site.root))
    {
        return Vec::new();
    }
    let path = state
        .settings
        .last_article
        .clone()
        .filter(|path| is_inside(path))
        .or_else(|| newest(site, state.clock.unix_secs));
    match path {
        Some(path) => articles::open(state, path),
        None => Vec::new(),
    }
}

/// The newest article that readers see; else the first of the list.
fn newest(site: &Site, now_secs: i64) -> Option<PathBuf> {
    let is_published = |entry: &&Entry| {
        let is_past = entry
            .date_secs
            .is_some_and(|secs| !date::is_future(secs, now_secs));
        entry.problem.is_none() && !entry.is_draft && is_past
    };
    site.articles
        .iter()
        .find(is_published)
        .or(site.articles.first())
        .map(|entry| entry.path.clone())
}

pub fn not_watched(state: &mut State, root: &Path, reason: &str) -> Vec<Effect> {
    notices::error(
        state,
        format!(
            "Changes by other programs are not noticed: {reason} ({})",
            root.display()
        ),
    )
}

pub fn entries_read(
    state: &mut State,
    root: &Path,
    entries: Vec<(PathBuf, Option<Entry>)>,
) -> Vec<Effect> {
    let Some(site) = state.site.as_mut().filter(|site| site.root == root) else {
        return Vec::new();
    };
    for (path, entry) in entries {
        match entry {
            Some(entry) => site.upsert(entry),
            None => site.remove(&path),
        }
    }
    schema::learn(state)
}
