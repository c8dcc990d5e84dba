//! Opening articles, and what is changed in the text of one: by keys, the form, a tick in the preview.

use std::{ops::Range, path::PathBuf};

use crate::{
    app::{
        State,
        article::{Article, Caret},
        request::{Request, WindowRequest},
        update::{notices, panes},
    },
    io::{Effect, store::ReadError, workers::StoreJob},
    model::{
        document::{Access, Document, DocumentId, Snapshot},
        link,
        text::{Cause, Edit, Revision, Spot},
        words::{self, say},
    },
    ui::editor::Vertical,
};

/// Shows an article, reading it if it is not open. The one that was shown stays open.
pub fn open(state: &mut State, path: PathBuf) -> Vec<Effect> {
    state.window.leave();
    if let Some(id) = state.session.article_at(&path) {
        show(state, id);
        return panes::remember(state);
    }
    if state.session.reading.contains_key(&path) {
        state.session.reading_behind.remove(&path);
        return Vec::new();
    }
    let document = state.session.new_document_id();
    state.session.reading.insert(path.clone(), document);
    vec![Effect::Store(StoreJob::Read { document, path })]
}

/// Opens the articles that were open last time, behind the one that is shown.
pub fn open_again(state: &mut State) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    let paths = std::mem::take(&mut state.settings.remembered.open_articles);
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .filter(|path| path.starts_with(&site.root) || path.starts_with(&site.content))
        .filter(|path| state.session.article_at(path).is_none())
        .filter(|path| !state.session.reading.contains_key(path))
        .take(KEPT_OPEN)
        .collect();
    let read = |path| read_ahead(state, path, false);
    paths.into_iter().filter_map(read).collect()
}

/// Reads an article, to be shown or to be open behind the one that is.
pub fn read_ahead(state: &mut State, path: PathBuf, is_shown: bool) -> Option<Effect> {
    if state.session.article_at(&path).is_some() || state.session.reading.contains_key(&path) {
        return None;
    }
    if !is_shown {
        state.session.reading_behind.insert(path.clone());
    }
    let document = state.session.new_document_id();
    state.session.reading.insert(path.clone(), document);
    Some(Effect::Store(StoreJob::Read { document, path }))
}

/// An article was read, or could not be.
pub fn read(
    state: &mut State,
    id: DocumentId,
    path: PathBuf,
    access: Access,
    result: Result<Snapshot, ReadError>,
) -> Vec<Effect> {
    state.session.reading.remove(&path);
    let is_behind = state.session.reading_behind.remove(&path);
    if let Some(open) = state.session.article_at(&path) {
        // It was recovered meanwhile, with text that the file does not have.
        if !is_behind {
            show(state, open);
        }
        return panes::remember(state);
    }
    match result {
        Ok(snapshot) => {
            let wanted = state.find.take_wanted(&path);
            let mut article = Article::new(Document::new(id, path, snapshot));
            article.access = access;
            state.session.add(article);
            if !is_behind {
                show(state, id);
            }
            let mut effects = panes::remember(state);
            if let Some(range) = wanted {
                effects.extend(select_in(state, id, range));
            }
            effects
        }
        // It was open last time and is gone since.
        Err(ReadError::Missing { .. }) if is_behind => Vec::new(),
        Err(err) => notices::error(state, say!("notice-not-opened", why = words::of(&err))),
    }
}

pub fn show(state: &mut State, id: DocumentId) {
    state.session.shown = Some(id);
    state.pages.close();
    state.changes.leave();
    if let Some(article) = state.session.articles.get_mut(&id) {
        article.requests.push(Request::FocusText);
        state.session.trail.visit(article.document.path());
        let is_alone = state.site.open.is_none() && state.site.opening.is_none();
        if !article.document.is_untitled() && !is_alone {
            let path = article.document.path();
            state.settings.remembered.set_last_article(Some(path));
        }
    }
    close_untouched(state);
}

/// How many articles stay open with their undo history.
const KEPT_OPEN: usize = 32;

/// Lets go of the articles opened longest ago that hold nothing unsaved.
fn close_untouched(state: &mut State) {
    let excess = state.session.articles.len().saturating_sub(KEPT_OPEN);
    let closable: Vec<DocumentId> = state
        .session
        .articles
        .values()
        .filter(|article| {
            !article.document.is_dirty()
                && article.saves.saving.is_none()
                && !article.is_in_conflict()
                && Some(article.document.id) != state.session.shown
        })
        .map(|article| article.document.id)
        .take(excess)
        .collect();
    for id in closable {
        state.session.take_out(id);
    }
}

/// Applies an edit from a view. One that was made against an older text is dropped.
pub fn edit(
    state: &mut State,
    id: DocumentId,
    made_at: Revision,
    edit: &Edit,
    cause: Cause,
    select: Option<Range<usize>>,
) -> Vec<Effect> {
    let cause = match cause {
        Cause::Typing { at_millis } => state.window.composing.of_typing(at_millis),
        other => other,
    };
    if let Some(article) = state.session.articles.get_mut(&id) {
        let caret = select.map_or(Caret::Behind, Caret::Selects);
        if let Err(err) = article.change(made_at, edit, cause, caret) {
            log::warn!("dropped an edit: {err}");
        }
    }
    Vec::new()
}

pub fn select(state: &mut State, id: DocumentId, revision: Revision, spot: Spot) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&id)
        && article.document.revision() == revision
    {
        let selection = spot.main();
        if article.selection() != selection {
            let request = Request::ShowInPreview(selection.end);
            article.requests.push(request);
            if let Some(outside) = &mut article.from_outside {
                outside.unseen.remove_at(selection.end);
            }
        }
        article.document.set_spot(spot);
    }
    Vec::new()
}

/// Ticks or unticks a task. The caret stays where it is.
pub fn tick(state: &mut State, id: DocumentId, made_at: Revision, at_byte: usize) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let text = article.document.text();
    let insert = match text.get(at_byte..at_byte + 3) {
        Some("[ ]") => "x",
        Some("[x]" | "[X]") => " ",
        _ => return Vec::new(),
    };
    let edit = Edit {
        range: at_byte + 1..at_byte + 2,
        insert: insert.to_owned(),
    };
    if let Err(err) = article.change(made_at, &edit, Cause::Step, Caret::Stays) {
        log::warn!("dropped a tick: {err}");
    }
    Vec::new()
}

pub fn undo(state: &mut State) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        article.undo();
    }
    Vec::new()
}

/// Takes back the step that led to `revision`, unless the text has moved on.
pub fn undo_at(state: &mut State, id: DocumentId, revision: Revision) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    if article.document.revision() != revision {
        notices::remark(state, say!("notice-changed-since"));
        return Vec::new();
    }
    article.undo();
    Vec::new()
}

pub fn redo(state: &mut State) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        article.redo();
    }
    Vec::new()
}

pub fn next_occurrence(state: &mut State) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::SelectNextOccurrence);
    }
    Vec::new()
}

/// Writes in the line above or below as well.
pub fn add_caret(state: &mut State, way: Vertical) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::AddCaret(way));
    }
    Vec::new()
}

/// Puts the caret at a place in the text and shows it.
pub fn go_to(state: &mut State, id: DocumentId, at_byte: usize) -> Vec<Effect> {
    select_in(state, id, at_byte..at_byte)
}

/// Selects a part of an article's text and shows it. A text that has changed may be shorter.
pub fn select_in(state: &mut State, id: DocumentId, range: Range<usize>) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let text = article.document.text();
    let end = text.floor_char_boundary(range.end);
    let range = text.floor_char_boundary(range.start).min(end)..end;
    let in_head = range.start < article.derived.front_matter.head.end;
    article.requests.push(Request::ShowInPreview(range.start));
    article.select(range);
    article.requests.push(Request::FocusText);
    if in_head {
        panes::show_head(state)
    } else {
        Vec::new()
    }
}

/// Opens a web address in the browser; nothing else is opened.
pub fn open_link(state: &mut State, url: &str) -> Vec<Effect> {
    if let Some(url) = link::outward(url) {
        let request = WindowRequest::OpenLink(url.to_owned());
        state.window.asked.push(request);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            testing::{self, field, opened, text, type_at},
            update,
        },
        model::{
            document::Fidelity,
            front_matter::{Change, KeyPath, Value},
        },
    };

    #[test]
    fn an_edit_made_against_an_older_text_is_dropped() {
        let mut state = opened("ab");
        let id = state.session.shown.unwrap();
        let made_at = state.session.articles[&id].document.revision();
        type_at(&mut state, 2, "c");

        let late = Edit {
            range: 0..2,
            insert: String::new(),
        };
        edit(&mut state, id, made_at, &late, Cause::Step, None);

        assert_eq!(text(&state), "abc");
    }

    #[test]
    fn a_task_is_ticked_and_unticked_and_the_caret_stays() {
        let mut state = opened("- [ ] a\n- b\n");
        let id = state.session.shown.unwrap();
        let caret = state.session.articles[&id].selection();
        let mut press = |at_byte| {
            let made_at = state.session.articles[&id].document.revision();
            tick(&mut state, id, made_at, at_byte);
            text(&state).to_owned()
        };

        assert_eq!(press(2), "- [x] a\n- b\n");
        assert_eq!(press(2), "- [ ] a\n- b\n");
        assert_eq!(press(10), "- [ ] a\n- b\n");

        let article = &state.session.articles[&id];
        assert_eq!(article.selection(), caret);
        let is_shown = |request: &&Request| matches!(request, Request::ShowInPreview(_));
        assert_eq!(article.requests.iter().find(is_shown), None);
    }

    /// A state that shows an article with this text, which can only be read.
    fn read_only(text: &str) -> State {
        let mut state = opened(text);
        let id = state.session.shown.unwrap();
        let mut part = testing::snapshot(text);
        part.format.fidelity = Fidelity::Part;
        let document = Document::new(id, PathBuf::from("post.md"), part);
        state.session.articles.insert(id, Article::new(document));
        state
    }

    #[test]
    fn a_task_in_a_text_that_can_only_be_read_is_not_ticked() {
        let mut state = read_only("- [ ] a\n");
        let id = state.session.shown.unwrap();

        let made_at = state.session.articles[&id].document.revision();
        tick(&mut state, id, made_at, 2);

        assert_eq!(text(&state), "- [ ] a\n");
    }

    #[test]
    fn a_text_that_can_only_be_read_is_not_changed() {
        let mut state = read_only("ab");

        type_at(&mut state, 2, "c");
        field(
            &mut state,
            Change::Set {
                path: KeyPath::new(["title"]),
                value: Value::Text("New".to_owned()),
            },
        );

        assert_eq!(text(&state), "ab");
    }

    #[test]
    fn a_field_change_is_undone_like_typing() {
        let mut state = opened("---\ntitle: Old # why\n---\n");
        let change = Change::Set {
            path: KeyPath::new(["title"]),
            value: Value::Text("New".to_owned()),
        };
        field(&mut state, change);
        assert_eq!(text(&state), "---\ntitle: New # why\n---\n");

        update(&mut state, Action::Run(Command::Undo));

        assert_eq!(text(&state), "---\ntitle: Old # why\n---\n");
    }

    #[test]
    fn back_at_the_saved_text_an_article_is_clean() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        assert!(!state.unsaved().is_empty());

        update(&mut state, Action::Run(Command::Undo));

        assert!(state.unsaved().is_empty());
    }

    #[test]
    fn formatting_in_the_front_matter_changes_nothing() {
        let mut state = opened("---\ntitle: Old\n---\nBody");
        let id = state.session.shown.unwrap();
        let revision = state.session.articles[&id].document.revision();
        let selections = [(11, 14)].into();
        let spot = Spot {
            selections,
            top: 0.0,
        };
        select(&mut state, id, revision, spot);

        update(&mut state, Action::Run(Command::Bold));

        assert_eq!(text(&state), "---\ntitle: Old\n---\nBody");
    }

    #[test]
    fn only_web_and_mail_addresses_are_opened() {
        let mut state = opened("");

        open_link(&mut state, "file:///etc/passwd");
        assert_eq!(state.window.asked.take(), []);

        open_link(&mut state, "HTTPS://example.org");
        let asked = WindowRequest::OpenLink("HTTPS://example.org".to_owned());
        assert_eq!(state.window.asked.take(), [asked]);
    }
}
