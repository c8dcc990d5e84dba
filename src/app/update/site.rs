//! The opened folder and its list of articles.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        State,
        request::WindowRequest,
        state::{ComparePage, Opening, Over},
        update::{
            articles, change, disk, journal, library, moved, notices, outside, panes, problems,
            refused, schema, spelling, untitled,
        },
    },
    io::{
        Effect,
        dialogs::Answer,
        index::{self, ReadSoFar},
        scan::OpenError,
        watcher::WatchError,
        workers::{AsideJob, IndexJob, StoreJob},
    },
    model::{
        date,
        site::{Entry, Site, status},
        words::{self, say},
    },
};

/// Opens a folder. Articles with unsaved text stay open.
pub fn open(state: &mut State, root: PathBuf) -> Vec<Effect> {
    let known = state
        .settings
        .remembered
        .look_of(&root)
        .map(|look| look.title.clone());
    let title = known.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let name = root.file_name().unwrap_or(root.as_os_str());
        name.to_string_lossy().into_owned()
    });
    state.site.opening = Some(Opening {
        root: root.clone(),
        title,
        articles: 0,
        part: None,
    });
    // Until its root is known, what the writer named: what is opened from it may be saved already.
    let within = StoreJob::KeepWithin {
        outside: state.settings.outside_of(&root),
        allowed: state.settings.written_links.clone(),
        root: root.clone(),
    };
    let outside = state.settings.outside_folders.clone();
    vec![within.into(), IndexJob::Open { root, outside }.into()]
}

pub fn choose(state: &State) -> Vec<Effect> {
    let start = state.site.open.as_ref().map(|site| site.root.clone());
    vec![Effect::Aside(AsideJob::ChooseFolder {
        start,
        title: say!("dialog-folder"),
    })]
}

/// Where the system has no dialog, the path is asked for here.
pub fn chosen(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Chosen(folder) => open(state, folder),
        Answer::Cancelled => Vec::new(),
        Answer::NoDialog => {
            state.window.open(Over::FolderPath);
            Vec::new()
        }
    }
}

pub fn opened(state: &mut State, asked: &Path, site: Result<Site, OpenError>) -> Vec<Effect> {
    if state
        .site
        .opening
        .as_ref()
        .is_none_or(|it| it.root != asked)
    {
        // Another folder was asked for meanwhile.
        return Vec::new();
    }
    state.site.opening = None;
    let site = match site {
        Ok(site) => site,
        Err(err) => {
            return notices::error(
                state,
                say!("notice-folder-not-opened", why = words::of(&err)),
            );
        }
    };
    let is_new = state
        .site
        .open
        .as_ref()
        .is_none_or(|old| old.root != site.root);
    if is_new {
        panes::keep_look(state);
        panes::take_look(state, &site.root);
    }
    state.settings.remembered.last_site = Some(site.root.clone());
    outside::ask(state, &site);
    let mut site = site;
    if let Some(old) = &state.site.open {
        site.succeed(old);
    }
    state.site.open = Some(site);
    untitled::settle(state);
    journal::recovery::name_again(state);
    let mut effects = if is_new {
        articles::open_again(state)
    } else {
        Vec::new()
    };
    effects.extend(panes::remember(state));
    effects.extend(schema::learn(state));
    problems::note_opened(state, is_new);
    if is_new {
        library::note_opened(state);
    }
    if is_new {
        effects.extend(refused::keep_within(state));
        effects.extend(outside::sweeps(state));
        effects.extend(change::find_broken_off(state));
        effects.extend(show_first(state));
        effects.extend(spelling::count_names(state));
        if state.window.take_welcome() {
            state.window.open(Over::Help);
        }
    }
    effects
}

/// In how many seconds an article changes its state, if one does.
pub fn secs_to_change(state: &mut State, now_secs: i64) -> Option<u64> {
    state.site.open.as_mut()?.secs_to_change(now_secs)
}

/// A folder is read so far.
pub fn read_so_far(state: &mut State, asked: &Path, read: ReadSoFar) -> Vec<Effect> {
    if let Some(opening) = state.site.opening.as_mut().filter(|it| it.root == asked) {
        opening.title = read.title;
        opening.articles = opening.articles.max(read.articles);
        if read.part.is_some() && state.site.open.is_none() {
            opening.part = read.part;
        }
    }
    Vec::new()
}

/// The articles that were open last time in the folder that is being opened: they are read while
/// the site is.
pub fn open_at_once(state: &mut State, folder: &Path) -> Vec<Effect> {
    let Some(root) = state.settings.remembered.last_site.clone() else {
        return Vec::new();
    };
    if !folder.starts_with(&root) {
        return Vec::new();
    }
    let settings = &state.settings;
    let last = settings.remembered.last_article.clone();
    let behind: Vec<PathBuf> = settings.remembered.open_articles.clone();
    let mut effects = Vec::new();
    for path in behind.into_iter().filter(|path| path.starts_with(&root)) {
        let is_last = last.as_ref() == Some(&path);
        effects.extend(articles::read_ahead(state, path, is_last));
    }
    effects
}

/// Shows the article that was open last time, else the newest.
fn show_first(state: &mut State) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    let is_inside = |path: &Path| site.articles.iter().any(|entry| *entry.path == *path);
    let shown_is_inside = state
        .shown_article()
        .is_some_and(|article| article.document.path().starts_with(&site.root));
    if shown_is_inside
        || state.pages.shown == Some(ComparePage::Recovered)
        || state
            .session
            .reading
            .keys()
            .filter(|path| !state.session.reading_behind.contains(*path))
            .any(|path| path.starts_with(&site.root))
    {
        return Vec::new();
    }
    let path = state
        .settings
        .remembered
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
        let state = site.verdict(entry, now_secs).state;
        let is_seen =
            state.is_public() || (state == status::State::Unknown && entry.problem.is_none());
        is_seen && is_past
    };
    site.articles
        .iter()
        .find(is_published)
        .or(site.articles.first())
        .map(|entry| entry.path.to_path_buf())
}

/// Another window has the site: both may write, and neither over the other.
pub fn taken(state: &mut State, root: &Path) -> Vec<Effect> {
    let name = root.file_name().unwrap_or(root.as_os_str());
    let name = name.to_string_lossy();
    notices::error(state, say!("notice-two-windows", name = name))
}

/// Kopij was started again for this site: this window comes to the front.
pub fn asked_for(state: &mut State, article: Option<PathBuf>) -> Vec<Effect> {
    state.window.asked.push(WindowRequest::Raise);
    match article {
        Some(article) => articles::open(state, article),
        None => Vec::new(),
    }
}

/// The system does not tell of changes; they are still seen, later.
pub fn polled(state: &mut State, root: &Path, reason: WatchError) -> Vec<Effect> {
    notices::error(
        state,
        say!(
            "notice-polled",
            why = words::of(&reason),
            path = root.to_string_lossy()
        ),
    )
}

/// Files may have changed. The settings of the site say where its articles are.
pub fn changed(state: &mut State, paths: Vec<PathBuf>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let ours = state
        .site
        .open
        .as_ref()
        .map(|site| site.root.join("kopij.toml"));
    if ours.is_some_and(|ours| paths.contains(&ours)) {
        problems::note_other_rules(state);
        effects.extend(schema::learn(state));
    }
    if let Some(site) = &state.site.open
        && paths
            .iter()
            .any(|path| index::is_settings(&site.root, path))
    {
        let root = site.root.clone();
        effects.extend(open(state, root));
    }
    effects.extend(disk::changed(state, paths));
    effects
}

/// Very many files have changed: a checkout, another branch.
pub fn many_changed(state: &mut State, root: PathBuf, count: usize) -> Vec<Effect> {
    notices::remark(state, say!("notice-many-changed", count = count));
    disk::changed(state, vec![root])
}

/// The writer comes back from another program: what it did is looked for.
pub fn focus_gained(state: &mut State) -> Vec<Effect> {
    let root = state.site.open.as_ref().map(|site| site.root.clone());
    let mut paths: Vec<PathBuf> = root.into_iter().collect();
    paths.extend(open_articles(state).map(Path::to_owned));
    disk::changed(state, paths)
}

/// Tells the watcher which articles are open, if others are than before.
pub fn follow(state: &mut State) -> Option<Effect> {
    if open_articles(state).eq(state.session.followed.iter().map(PathBuf::as_path)) {
        return None;
    }
    state.session.followed = open_articles(state).map(Path::to_owned).collect();
    let documents = state.session.followed.clone();
    Some(Effect::Index(IndexJob::Follow { documents }))
}

fn open_articles(state: &State) -> impl Iterator<Item = &Path> {
    let articles = state.session.articles.values();
    let with_file = articles.filter(|article| !article.document.is_untitled());
    with_file.map(|article| article.document.path())
}

pub fn entries_read(
    state: &mut State,
    root: &Path,
    entries: Vec<(PathBuf, Option<Entry>)>,
) -> Vec<Effect> {
    let is_here = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root);
    if !is_here || entries.is_empty() {
        return Vec::new();
    }
    problems::note_changed(state, entries.iter().map(|(path, _)| path.clone()));
    let mut effects = moved::find(state, &entries);
    if let Some(site) = &mut state.site.open {
        site.update(entries);
    }
    effects.extend(schema::learn(state));
    effects
}
