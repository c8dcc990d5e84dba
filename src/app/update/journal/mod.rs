//! Unsaved text on its way into the journal, and back out of it after a crash ([`recovery`]).
//!
//! A text goes to the journal 250 ms after its first change since the last time: a timer, not a
//! pause in typing, so that steady typing is kept too. It is forgotten once the file holds it.

pub mod recovery;

use std::path::PathBuf;

use crate::{
    app::{State, state::Article, update::notices},
    io::{
        Effect, JournalRequest,
        journal::{JournalEntry, Origin},
    },
    model::{
        document::{ContentHash, Document, DocumentId},
        text::Revision,
    },
};

/// From the first change to the disk.
const DELAY_MILLIS: u64 = 250;

/// Until a text that the journal did not take is offered again.
const AGAIN_MILLIS: u64 = 5_000;

/// How far the text of an article is in the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Journalled {
    /// The journal holds some text of it.
    is_there: bool,
    /// Which text; see [`Document::revision`].
    revision: Revision,
    /// What the file held then.
    base: Option<ContentHash>,
    /// When the text first differed from that.
    since_millis: Option<u64>,
}

/// What to write now, and in how many milliseconds to look again.
pub fn tick(state: &mut State, has_focus: bool) -> (Vec<Effect>, Option<u64>) {
    let now = state.clock.since_start_millis;
    let mut effects = Vec::new();
    let mut next = None;
    for article in state.articles.values_mut() {
        if !article.document.is_dirty() {
            effects.extend(forget(article));
            continue;
        }
        let journalled = &mut article.journalled;
        let has_text = journalled.revision == article.document.revision();
        // A save of an older text changes what the file holds, and so what the journal must say.
        let has_base = journalled.base == Some(article.document.saved().hash);
        if journalled.is_there && has_text && has_base {
            continue;
        }
        let since = *journalled.since_millis.get_or_insert(now);
        let left = (since + DELAY_MILLIS).saturating_sub(now);
        if left == 0 || !has_focus {
            effects.push(keep(article));
        } else {
            next = Some(next.map_or(left, |next: u64| next.min(left)));
        }
    }
    (effects, next)
}

/// The file has another name: the text goes into the journal under it, then from its old one.
pub fn move_to(article: &mut Article, path: PathBuf) -> Vec<Effect> {
    let old = origin(&article.document);
    let was_there = std::mem::take(&mut article.journalled).is_there;
    article.document.move_to(path);
    let mut effects: Vec<Effect> = keep_now(article).into_iter().collect();
    if was_there {
        effects.push(Effect::Journal(JournalRequest::Forget(old)));
    }
    effects
}

/// What is not in the journal yet, at once: for the end of the program.
pub fn keep_all(state: &mut State) -> Vec<Effect> {
    tick(state, false).0
}

/// Unsaved text of this article, at once: a save comes.
pub fn keep_now(article: &mut Article) -> Option<Effect> {
    let journalled = &article.journalled;
    let is_kept = journalled.is_there
        && journalled.revision == article.document.revision()
        && journalled.base == Some(article.document.saved().hash);
    (article.document.is_dirty() && !is_kept).then(|| keep(article))
}

/// The journal did not take a text. It is tried again, and not at every key.
pub fn not_kept(state: &mut State, origin: &Origin, error: &str) -> Vec<Effect> {
    let again_at = state.clock.since_start_millis + AGAIN_MILLIS;
    for article in state.articles.values_mut() {
        if self::origin(&article.document) == *origin {
            article.journalled.revision = Revision::default();
            article.journalled.base = None;
            article.journalled.since_millis = Some(again_at);
        }
    }
    notices::error(
        state,
        format!("Unsaved text is not protected against a crash: {error}"),
    )
}

/// Puts the text of an article into the journal.
fn keep(article: &mut Article) -> Effect {
    let document = &article.document;
    article.journalled = Journalled {
        is_there: true,
        revision: document.revision(),
        base: Some(document.saved().hash),
        since_millis: None,
    };
    Effect::Journal(JournalRequest::Keep(JournalEntry {
        origin: origin(document),
        base: (!document.is_untitled()).then_some(document.saved().hash),
        format: document.saved().format,
        caret_byte: article.selection.end,
        text: document.text().into(),
    }))
}

/// The text is in its file.
fn forget(article: &mut Article) -> Option<Effect> {
    let was_there = std::mem::take(&mut article.journalled).is_there;
    was_there.then(|| Effect::Journal(JournalRequest::Forget(origin(&article.document))))
}

fn origin(document: &Document) -> Origin {
    match document.untitled_name() {
        Some(name) => Origin::Untitled(name.to_owned()),
        None => Origin::File(document.path().to_owned()),
    }
}

/// An article closes: its unsaved text is put aside, its saved text is forgotten.
pub fn let_go(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    if !article.document.is_dirty() {
        return forget(article).into_iter().collect();
    }
    discard(article).into()
}

/// The writer quits without saving: what the journal has is put aside, not lost.
pub fn discard_all(state: &mut State) -> Vec<Effect> {
    let dirty = state
        .articles
        .values_mut()
        .filter(|article| article.document.is_dirty());
    dirty.flat_map(discard).collect()
}

/// The writer does not want the text of an article: the journal puts it aside.
pub fn discard(article: &mut Article) -> [Effect; 2] {
    let kept = keep(article);
    let origin = origin(&article.document);
    [kept, Effect::Journal(JournalRequest::Discard(origin))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::{
        articles,
        testing::{opened, type_at},
    };

    fn kept(effects: &[Effect]) -> Vec<&str> {
        effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Journal(JournalRequest::Keep(entry)) => Some(&*entry.text),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn steady_typing_goes_to_the_journal_all_the_same() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let (effects, next) = tick(&mut state, true);
        assert_eq!((effects.len(), next), (0, Some(250)));

        state.clock.since_start_millis = 200;
        type_at(&mut state, 2, "c");
        assert_eq!(tick(&mut state, true).1, Some(50));

        state.clock.since_start_millis = 250;
        let (effects, next) = tick(&mut state, true);
        assert_eq!(kept(&effects), ["abc"]);
        assert_eq!(next, None);
        assert!(tick(&mut state, true).0.is_empty());
    }

    #[test]
    fn a_window_that_loses_the_focus_keeps_its_text_at_once() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        let (effects, _) = tick(&mut state, false);

        assert_eq!(kept(&effects), ["ab"]);
    }

    #[test]
    fn text_that_is_saved_or_undone_is_forgotten() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, false);
        articles::undo(&mut state);

        let (effects, _) = tick(&mut state, true);

        assert!(matches!(
            effects.as_slice(),
            [Effect::Journal(JournalRequest::Forget(_))]
        ));
    }

    #[test]
    fn a_text_that_the_journal_did_not_take_is_offered_again_later() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, false);
        let origin = origin(&state.shown_article().unwrap().document);

        not_kept(&mut state, &origin, "no space left on device");

        assert_eq!(state.notices.len(), 1);
        assert!(tick(&mut state, true).0.is_empty());
        state.clock.since_start_millis = AGAIN_MILLIS + DELAY_MILLIS;
        assert_eq!(kept(&tick(&mut state, true).0), ["ab"]);
    }

    #[test]
    fn text_that_the_writer_gave_up_is_not_kept_at_the_end() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        discard_all(&mut state);

        assert_eq!(keep_all(&mut state), []);
    }
}
