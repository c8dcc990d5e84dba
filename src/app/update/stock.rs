//! "Find a photo": a search of one service when the writer asks for it, its key, and the photo that is used.

use std::{path::PathBuf, sync::Arc};

use crate::{
    action::StockStep,
    app::{
        State,
        article::Article,
        state::{Keeping, Learned, Over, SearchPhase as Phase},
        update::{notices, pictures},
    },
    io::{
        Effect,
        stock::{StockError, captions, keys::KeyError},
        workers::{StockEvent, StockJob},
    },
    model::{
        document::DocumentId,
        picture::{
            credit::{self, Chosen, Credit},
            offer::{Target, Words},
        },
        stock::{Kept, Page, Photo, Provider, Query},
        words::{self, say},
    },
};

pub fn step(state: &mut State, step: StockStep) -> Vec<Effect> {
    match step {
        StockStep::Open(target) => open(state, target),
        StockStep::Search { provider, query } => search(state, provider, query),
        StockStep::More => more(state),
        StockStep::Use { at, target } => use_photo(state, at, target),
        StockStep::KeepKey {
            provider,
            key,
            place,
        } => {
            state.stock.keeping = Keeping::Now;
            let job = StockJob::KeepKey {
                provider,
                key,
                place,
            };
            vec![job.into()]
        }
        StockStep::ForgetKey(provider) => vec![StockJob::ForgetKey(provider).into()],
    }
}

/// Opens it for the shown article: for its cover, or for the text where that has one.
pub fn open_here(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let cover = Target::Cover(article.document.id);
    let style = pictures::cover_style(state, article);
    let has_cover = !style.address(&article.derived.front_matter).is_empty();
    let target = pictures::at_caret(state).filter(|_| has_cover);
    open(state, target.unwrap_or(cover))
}

/// Opens the sheet. No service is asked anything.
fn open(state: &mut State, target: Target) -> Vec<Effect> {
    let document = target.document();
    state.stock.target = Some(target);
    state.stock.keeping = Keeping::Nothing;
    state.stock.used = None;
    if state.stock.phase != Phase::Found {
        state.stock.phase = Phase::Nothing;
    }
    state.window.open(Over::Stock);
    let mut effects = Vec::new();
    if state.stock.keys.is_none() {
        effects.push(StockJob::FindKeys.into());
    }
    effects.extend(learn(state, document));
    effects
}

/// Has the habit of the section learned from its captions, unless it is known.
fn learn(state: &State, document: DocumentId) -> Option<Effect> {
    let site = state.site.open.as_ref()?;
    let article = state.session.articles.get(&document)?;
    let section = site.section_of(article.document.path());
    let is_known = |it: &Learned| it.root == site.root && it.section == section;
    if state.stock.learned.as_ref().is_some_and(is_known) {
        return None;
    }
    let mut newest: Vec<_> = site.articles.iter().collect();
    newest.sort_by_key(|entry| std::cmp::Reverse(entry.date_secs));
    let articles: Arc<[(PathBuf, String)]> = newest
        .into_iter()
        .take(captions::MOST_ARTICLES)
        .map(|entry| (entry.path.to_path_buf(), site.section_of(&entry.path)))
        .collect();
    let job = StockJob::LearnCredit {
        root: site.root.clone(),
        articles,
        section,
        language: language(state),
    };
    Some(job.into())
}

/// The language of the site: `nl`; empty where it says none.
pub fn language(state: &State) -> String {
    let site = state.site.open.as_ref();
    let language = site.and_then(|site| site.settings.languages.default_one());
    let named = language.filter(|it| it.is_named);
    let tag = named.map_or("", |it| it.locale.as_str());
    tag.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

fn search(state: &mut State, provider: Provider, query: Query) -> Vec<Effect> {
    if query.tidy().is_empty() {
        return Vec::new();
    }
    let stock = &mut state.stock;
    stock.number += 1;
    stock.asked = Some((provider, query.clone()));
    stock.photos.clear();
    stock.used = None;
    stock.next = None;
    stock.phase = Phase::Searching;
    vec![
        StockJob::Search {
            number: stock.number,
            provider,
            query,
            page: 1,
        }
        .into(),
    ]
}

/// The next page of the same search.
fn more(state: &mut State) -> Vec<Effect> {
    let stock = &mut state.stock;
    let (Phase::Found, Some(page), Some((provider, query))) =
        (&stock.phase, stock.next, stock.asked.clone())
    else {
        return Vec::new();
    };
    stock.number += 1;
    stock.phase = Phase::Searching;
    vec![
        StockJob::Search {
            number: stock.number,
            provider,
            query,
            page,
        }
        .into(),
    ]
}

pub fn receive(state: &mut State, event: StockEvent) -> Vec<Effect> {
    match event {
        StockEvent::KeysFound(keys) => state.stock.keys = Some(keys),
        StockEvent::Found { number, result } => found(state, number, result),
        StockEvent::KeyKept { provider, result } => return kept(state, provider, result),
        StockEvent::KeyForgotten { provider, result } => return forgotten(state, provider, result),
        StockEvent::CreditLearned {
            root,
            section,
            credits,
        } => {
            state.stock.learned = Some(Learned {
                root,
                section,
                credits,
            });
        }
    }
    Vec::new()
}

fn found(state: &mut State, number: u64, result: Result<Page, StockError>) {
    let stock = &mut state.stock;
    if stock.number != number {
        return;
    }
    match result {
        Ok(page) => {
            // A service may tell one twice where its list changes between two pages.
            let fresh = page.photos.into_iter().filter(|photo| {
                let mut known = stock.photos.iter();
                !known.any(|it| it.id == photo.id)
            });
            let fresh: Vec<Photo> = fresh.collect();
            stock.next = page.next.filter(|_| !fresh.is_empty());
            stock.photos.extend(fresh);
            stock.phase = Phase::Found;
        }
        Err(err) => {
            stock.next = None;
            if err == StockError::KeyRefused {
                // It can be given again.
                stock.keeping = Keeping::Nothing;
            }
            stock.phase = Phase::Failed(err);
        }
    }
}

/// What was asked for without a key is asked with it.
fn kept(state: &mut State, provider: Provider, result: Result<Kept, KeyError>) -> Vec<Effect> {
    match result {
        Ok(kept) => {
            let keys = state.stock.keys.get_or_insert_default();
            keys.retain(|(of, _)| *of != provider);
            keys.push((provider, kept));
            state.stock.keeping = Keeping::Nothing;
            let waits = match (&state.stock.phase, &state.stock.asked) {
                (Phase::Failed(StockError::NoKey | StockError::KeyRefused), Some((of, query))) => {
                    (*of == provider).then(|| query.clone())
                }
                _ => None,
            };
            waits.map_or_else(Vec::new, |query| search(state, provider, query))
        }
        Err(err) => {
            state.stock.keeping = Keeping::Failed(provider, err);
            Vec::new()
        }
    }
}

fn forgotten(state: &mut State, provider: Provider, result: Result<(), KeyError>) -> Vec<Effect> {
    match result {
        Ok(()) => {
            if let Some(keys) = &mut state.stock.keys {
                keys.retain(|(of, kept)| *of != provider || *kept == Kept::Environment);
            }
            Vec::new()
        }
        Err(err) => {
            let why = words::of(&err);
            notices::error(state, say!("notice-key-not-forgotten", why = why))
        }
    }
}

/// The caption of a photo as the section of the article says such, and how many of how many say so.
pub fn caption(
    state: &State,
    article: &Article,
    photo: &Photo,
) -> (String, Option<(usize, usize)>) {
    let site = state.site.open.as_ref();
    let is_of = |it: &&Learned| {
        site.is_some_and(|site| {
            it.root == site.root && it.section == site.section_of(article.document.path())
        })
    };
    let learned = state.stock.learned.as_ref().filter(is_of);
    let mut credits = learned.iter().flat_map(|it| &it.credits);
    let known = credits.find(|(of, _)| *of == photo.provider);
    let chosen = match known {
        Some((_, chosen)) => chosen.clone(),
        None => credit::choose(&[], photo.provider, "", &language(state)),
    };
    let Chosen { template, habit } = chosen;
    (template.filled(&Credit::of(photo)), habit)
}

/// A photo goes on as a picture from a file does.
fn use_photo(state: &mut State, at: usize, target: Target) -> Vec<Effect> {
    let Some(photo) = state.stock.photos.get(at).cloned() else {
        return Vec::new();
    };
    let Some(article) = state.session.articles.get(&target.document()) else {
        return notices::error(state, say!("picture-article-closed").to_owned());
    };
    let words = Words {
        alt: photo.alt.clone(),
        caption: caption(state, article, &photo).0,
        is_small: false,
    };
    state.stock.used = Some(at);
    pictures::take_photo(state, target, photo, words)
}

#[cfg(test)]
mod tests;
