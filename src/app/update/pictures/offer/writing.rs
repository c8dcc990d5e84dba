//! The edit that names a picture, in the head or in the text.

use std::path::{Path, PathBuf};

use super::{
    not_added,
    place::{cover_style, section_of, way},
};
use crate::{
    action::Action,
    app::{
        State,
        article::Caret,
        request::Request,
        update::{form, notices},
    },
    io::Effect,
    model::{
        document::DocumentId,
        front_matter::{self, Change, FrontMatter, Value},
        markdown::blocks::parse_as,
        picture::{
            cover::{CoverStyle, Text, Way},
            insert,
            offer::{Target, Words},
        },
        text::{Anchor, Cause},
        words::{self, say},
    },
};

/// Makes an address the cover, or the value of its field, with what is said of it: one edit. Where
/// that is refused, the file that was written for it stays and is named.
pub(super) fn write(
    state: &mut State,
    target: &Target,
    address: &str,
    is_beside: bool,
    more: Option<&(Words, Option<PathBuf>)>,
) -> Vec<Effect> {
    let document = target.document();
    let file = more.and_then(|(_, file)| file.clone());
    let Some(article) = state.session.articles.get(&document) else {
        let Some(file) = file else {
            return Vec::new();
        };
        let why = say!("picture-article-closed");
        return kept(state, &file, why);
    };
    let changes = match target {
        Target::Text(_, anchor) => {
            let words = more.map(|(words, _)| words.clone()).unwrap_or_default();
            return insert(state, document, anchor, address, &words, file);
        }
        Target::Field(_, path) => {
            let (path, value) = (path.clone(), Value::Text(address.to_owned()));
            vec![Change::Set { path, value }]
        }
        Target::Cover(_) => {
            let head = &article.derived.front_matter;
            let style = cover_style(state, article);
            let is_named = file.is_some() && matches!(way(state, article), Way::ByName(_));
            if !is_named && !style.has_key() {
                return not_added(state, say!("picture-by-name"));
            }
            let mut changes = if is_named {
                Vec::new()
            } else {
                style.changes(head, address, is_beside)
            };
            if let Some((words, _)) = more {
                changes.extend(said(head, &style, Text::Alt, &words.alt));
                changes.extend(said(head, &style, Text::Caption, &words.caption));
            }
            changes
        }
    };
    match (form::change(state, document, &changes, Cause::Step), file) {
        (Err(why), Some(file)) => kept(state, &file, &why),
        (Err(why), None) => not_added(state, &why),
        (Ok(()), _) => Vec::new(),
    }
}

/// Puts a picture into the text, near where its place is by now.
fn insert(
    state: &mut State,
    document: DocumentId,
    anchor: &Anchor,
    address: &str,
    words: &Words,
    file: Option<PathBuf>,
) -> Vec<Effect> {
    let has_figures = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.settings.is_hugo());
    let Some(article) = state.session.articles.get_mut(&document) else {
        return Vec::new();
    };
    let text = article.document.text();
    // What follows from the text may be of an earlier one.
    let body_start = front_matter::body_start(text);
    let at = article
        .document
        .place_of(anchor)
        .map_or(text.len(), |place| place.end);
    let body = text.get(body_start..).unwrap_or_default();
    let manner = insert::manner(body, !words.caption.is_empty(), has_figures);
    let picture = insert::Inserted {
        address,
        alt: &words.alt,
        caption: &words.caption,
    };
    let blocks = parse_as(article.derived.blocks.dialect(), text, body_start);
    let done = insert::insert(text, &blocks, body_start, at, picture, manner);
    let made_at = article.document.revision();
    let caret = Caret::Selects(done.selection);
    match article.change(made_at, &done.edit, Cause::Step, caret) {
        Ok(()) => {
            article.requests.push(Request::FocusText);
            Vec::new()
        }
        Err(err) => match file {
            Some(file) => kept(state, &file, &words::of(&err)),
            None => not_added(state, &words::of(&err)),
        },
    }
}

/// The file of a picture is there, and nothing names it.
pub(super) fn kept(state: &mut State, file: &Path, why: &str) -> Vec<Effect> {
    let path = state.shown_path(file).into_owned();
    notices::error(state, say!("notice-picture-kept", why = why, path = path))
}

/// What is said of a picture: at its key, or at one that nothing reads yet where the writer says so
/// all the same. What was said of another one goes.
fn said(head: &FrontMatter, style: &CoverStyle, text: Text, words: &str) -> Option<Change> {
    let spare = || style.spare(text).filter(|_| !words.is_empty());
    let path = style.text(text).cloned().or_else(spare)?;
    let is_there = head.value(&path).is_some();
    let value = Value::Text(words.to_owned());
    (is_there || !words.is_empty()).then_some(Change::Set { path, value })
}

pub(super) fn remove_cover(state: &mut State, document: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&document) else {
        return Vec::new();
    };
    let head = &article.derived.front_matter;
    let style = cover_style(state, article);
    let address = style.address(head);
    let section = section_of(state, article);
    let changes = style.removal(head, state.site.schema.form(&section));
    if address.is_empty() && changes.is_empty() {
        notices::remark(state, say!("notice-no-cover"));
        return Vec::new();
    }
    let before = article.document.revision();
    if let Err(why) = form::change(state, document, &changes, Cause::Step) {
        return notices::error(state, say!("notice-cover-not-removed", why = why));
    }
    let article = state.session.articles.get(&document);
    let after = article.map(|article| article.document.revision());
    if let Some(revision) = after.filter(|after| *after != before) {
        let undo = Action::UndoAt { document, revision };
        let text = say!("notice-cover-removed");
        notices::offer(state, text, say!("notice-undo"), undo);
    }
    Vec::new()
}
