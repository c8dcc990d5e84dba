//! The article in its site, in the browser: opened, kept up with what is typed, and ended.

use std::path::PathBuf;

use crate::{
    action::{Action, InSiteStep},
    app::{
        State,
        request::{Request, WindowRequest},
        state::{InSite, Phase},
        update::{articles, notices, pausing, site_find},
    },
    io::{
        Effect,
        in_site::{Clicked, Extent, Typed},
        workers::{InSiteEvent, InSiteJob, Open},
    },
    model::{
        document::{Document, DocumentId},
        front_matter,
        panes::Pane,
        stage::{
            self, NotShown,
            gate::Held,
            log::{Heard, Trouble, Why},
        },
        text::{Edit, Revision},
        words::{self, say},
    },
};

/// How long a text stays as it is before it is handed on.
const PAUSE_MILLIS: u64 = 80;
/// Without the window and without a change it ends after so long.
const UNUSED_MILLIS: u64 = 10 * 60 * 1000;
/// A server that dies is started again, so often in so long.
const MOST_DEATHS: usize = 3;
const DEATHS_MILLIS: u64 = 60_000;

/// Opens the shown article.
pub fn open(state: &mut State) -> Vec<Effect> {
    show(state, None)
}

/// Opens it once more, in another way.
pub fn step(state: &mut State, step: InSiteStep) -> Vec<Effect> {
    let is_whole = state.in_site.is_whole || step == InSiteStep::ShowWhole;
    let extent = Extent {
        is_whole,
        is_allowed: step == InSiteStep::Allow,
    };
    let mut effects = stop(state);
    effects.extend(show(state, Some(extent)));
    state.in_site.is_whole = is_whole && state.in_site.phase != Phase::Off;
    effects
}

fn show(state: &mut State, anew: Option<Extent>) -> Vec<Effect> {
    if state.in_site.phase == Phase::Opening {
        return Vec::new();
    }
    let is_hugo = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.settings.is_hugo());
    if !is_hugo {
        return notices::error(state, say!("in-site-no-hugo-site"));
    }
    let Some(known) = state.known_site() else {
        notices::done(state, say!("in-site-is-read"));
        return Vec::new();
    };
    let Some(shown) = state.shown_article() else {
        return Vec::new();
    };
    let (first, staged) = (typed(&shown.document), revision_of(&shown.document));
    let others = state.session.articles.values().map(|it| &it.document);
    let others = others.filter(|it| it.is_dirty() && !it.is_untitled() && it.id != staged.0);
    let texts = std::iter::once(first).chain(others.map(typed)).collect();
    let site = std::sync::Arc::clone(&known.site);
    let is_here = state.in_site.root.as_ref() == Some(&site.root);
    if state.in_site.phase == Phase::Off || !is_here {
        state.in_site = InSite {
            root: Some(site.root.clone()),
            ..InSite::default()
        };
        notices::done(state, say!("in-site-opening"));
    }
    state.in_site.phase = Phase::Opening;
    state.in_site.staged = Some(staged);
    state.in_site.used_millis = state.clock.since_start_millis;
    let open = Open {
        site,
        texts,
        anew,
        nowhere: say!("in-site-not-found").to_owned(),
    };
    vec![InSiteJob::Open(Box::new(open)).into()]
}

fn typed(document: &Document) -> Typed {
    Typed {
        path: document.path().to_owned(),
        text: document.text().into(),
    }
}

fn revision_of(document: &Document) -> (DocumentId, Revision) {
    (document.id, document.revision())
}

/// Ends it, if it is there.
pub fn stop(state: &mut State) -> Vec<Effect> {
    if state.in_site.phase == Phase::Off {
        return Vec::new();
    }
    state.in_site = InSite::default();
    vec![InSiteJob::Stop.into()]
}

/// Another site is opened: the one before is not shown any more.
pub fn site_changed(state: &mut State) -> Vec<Effect> {
    let root = state.site.open.as_ref().map(|site| &site.root);
    if state.in_site.root.as_ref() == root {
        return Vec::new();
    }
    stop(state)
}

/// Files of the site are others on the disk.
pub fn changed(state: &State, paths: &[PathBuf]) -> Vec<Effect> {
    let known = state
        .known_site()
        .filter(|_| state.in_site.phase == Phase::On);
    let Some(known) = known else {
        return Vec::new();
    };
    // What stands in the window counts.
    let is_dirty = |path: &PathBuf| {
        let mut open = state.session.articles.values();
        open.any(|it| it.document.is_dirty() && it.document.path() == path)
    };
    let paths: Vec<PathBuf> = paths.iter().filter(|it| !is_dirty(it)).cloned().collect();
    if paths.is_empty() {
        return Vec::new();
    }
    let site = std::sync::Arc::clone(&known.site);
    vec![InSiteJob::Refresh { site, paths }.into()]
}

/// Hands on what is typed when the writer pauses, and ends what nobody needs. Also says in how many milliseconds to
/// look again.
pub fn tick(state: &mut State, has_focus: bool) -> (Option<Effect>, Option<u64>) {
    if state.in_site.phase != Phase::On {
        return (None, None);
    }
    let now = state.clock.since_start_millis;
    if has_focus {
        state.in_site.used_millis = now;
    }
    let unused = now.saturating_sub(state.in_site.used_millis);
    if unused >= UNUSED_MILLIS {
        return (stop(state).pop(), None);
    }
    let next = UNUSED_MILLIS - unused;
    let Some(article) = state.shown_article() else {
        return (None, Some(next));
    };
    let document = &article.document;
    let (path, of) = (document.path(), revision_of(document));
    let is_text = !document.is_untitled() && !document.is_binary() && !document.is_without_file();
    let content = state.site.open.as_ref().map(|site| &site.content);
    let mut folders = state.in_site.root.iter().chain(content);
    let is_of_site = folders.any(|folder| path.starts_with(folder));
    if !is_text || !is_of_site || state.in_site.is_staging {
        return (None, Some(next));
    }
    if state.in_site.staged == Some(of) {
        return (mark(state), Some(next));
    }
    let waiting = &mut state.in_site.waiting;
    if let Some(left) = pausing::millis_left(waiting, of.1, now, PAUSE_MILLIS) {
        return (None, Some(left));
    }
    let text = state.shown_article().map(|it| typed(&it.document));
    state.in_site.staged = Some(of);
    state.in_site.is_staging = true;
    state.in_site.used_millis = now;
    let job = text.map(|typed| InSiteJob::Stage {
        document: of.0,
        revision: of.1,
        typed,
    });
    (job.map(Effect::from), None)
}

/// Tells the page where the caret is, if that is elsewhere by now.
fn mark(state: &mut State) -> Option<Effect> {
    let article = state.shown_article()?;
    let at_byte = article.selection().end;
    let caret = (article.document.id, article.document.revision(), at_byte);
    if state.in_site.held.is_some() || state.in_site.marked == Some(caret) {
        return None;
    }
    state.in_site.marked = Some(caret);
    Some(InSiteJob::Mark { at_byte }.into())
}

pub fn receive(state: &mut State, event: InSiteEvent) -> Vec<Effect> {
    match event {
        InSiteEvent::Opened { root, result } => opened(state, &root, result),
        InSiteEvent::Staged { held, .. } => {
            staged(state, held);
            Vec::new()
        }
        InSiteEvent::Serves { run } => {
            state.in_site.run = run;
            Vec::new()
        }
        InSiteEvent::Heard { run, heard } if run == state.in_site.run => heard_now(state, heard),
        InSiteEvent::Heard { .. } => Vec::new(),
        InSiteEvent::Clicked(clicked) => follow(state, clicked),
        InSiteEvent::Ended { why } => ended(state, &why),
    }
}

fn opened(
    state: &mut State,
    root: &std::path::Path,
    result: Result<String, NotShown>,
) -> Vec<Effect> {
    // It may have been ended meanwhile.
    if state.in_site.phase != Phase::Opening || state.in_site.root.as_deref() != Some(root) {
        return Vec::new();
    }
    match result {
        Ok(address) => {
            state.in_site.phase = Phase::On;
            state.in_site.held = None;
            built(state);
            state.in_site.address = Some(address.clone());
            state.window.asked.push(WindowRequest::OpenLink(address));
            Vec::new()
        }
        Err(why) => {
            let is_running = state.in_site.run > 0;
            let is_of_article = matches!(why, NotShown::Held(_) | NotShown::NoPage);
            if is_running && is_of_article {
                state.in_site.phase = Phase::On;
                return notices::error(state, words::of(&why));
            }
            ended(state, &why)
        }
    }
}

/// It is over, and why; what may help is offered.
fn ended(state: &mut State, why: &NotShown) -> Vec<Effect> {
    let offer = match why {
        NotShown::Trouble(trouble) => help_for(state, trouble),
        _ => None,
    };
    let effects = stop(state);
    match offer {
        Some((title, step)) => {
            let action = Action::InSite(step);
            notices::offer_until_dismissed(state, words::of(why), title, action);
        }
        None => {
            notices::error(state, words::of(why));
        }
    }
    effects
}

/// What may help where the theme makes no page.
pub fn help_for(state: &State, trouble: &Trouble) -> Option<(&'static str, InSiteStep)> {
    if let Why::Needs(_) = trouble.why {
        return Some((say!("in-site-allow"), InSiteStep::Allow));
    }
    let is_part = state.site.open.as_ref().is_some_and(stage::is_part);
    let is_of_theme = !trouble.is_early && trouble.place.is_some();
    let helps = is_part && is_of_theme && !state.in_site.is_whole;
    helps.then(|| (say!("in-site-whole"), InSiteStep::ShowWhole))
}

/// A click in the page leads to its text.
fn follow(state: &mut State, clicked: Clicked) -> Vec<Effect> {
    let mut open = state.session.articles.values();
    let open = open.find(|it| it.document.path() == clicked.path);
    let text = open.map_or(&*clicked.text, |article| article.document.text());
    let change = Edit::between(&clicked.text, text);
    let at_byte = change.map_or(clicked.at_byte, |change| change.map(clicked.at_byte));
    let is_in_head = at_byte < front_matter::body_start(text);
    state.window.asked.push(WindowRequest::Raise);
    if is_in_head {
        state.window.requests.push(Request::FocusPane(Pane::Form));
        return articles::open(state, clicked.path);
    }
    site_find::go_to(state, clicked.path, at_byte..at_byte)
}

fn staged(state: &mut State, held: Option<Held>) {
    state.in_site.is_staging = false;
    state.in_site.held = held;
}

fn built(state: &mut State) {
    let time = state.clock.now.strftime("%H:%M:%S").to_string();
    state.in_site.built_at = Some(time);
    state.in_site.trouble = None;
}

fn heard_now(state: &mut State, heard: Option<Heard>) -> Vec<Effect> {
    match heard {
        Some(Heard::Built) => built(state),
        Some(Heard::Failed(trouble)) => {
            let is_early = trouble.is_early;
            state.in_site.trouble = Some(trouble);
            if is_early {
                return died(state);
            }
        }
        Some(Heard::Ready) => {}
        None => return died(state),
    }
    Vec::new()
}

/// Starts the server again, but not for ever.
fn died(state: &mut State) -> Vec<Effect> {
    let now = state.clock.since_start_millis;
    let deaths = &mut state.in_site.deaths_millis;
    deaths.retain(|at| now.saturating_sub(*at) < DEATHS_MILLIS);
    deaths.push(now);
    // What it says of its end is not heard.
    state.in_site.run = 0;
    if state.in_site.deaths_millis.len() < MOST_DEATHS {
        return vec![InSiteJob::Restart.into()];
    }
    let trouble = state.in_site.trouble.take();
    let why = trouble.map_or(NotShown::NoAnswer, NotShown::Trouble);
    ended(state, &why)
}

#[cfg(test)]
mod tests;
