//! Unsaved text on its way into the journal, and back out of it after a crash ([`recovery`]).
//!
//! What a key changed is handed over in the frame that takes the key, so that no slow frame after
//! it holds it up; the journal's own thread writes it 250 ms after the first change since the last
//! time: a timer, not a pause in typing, so that steady typing is kept too. A text is forgotten
//! once the file holds it.

pub mod recovery;

use std::path::PathBuf;

use crate::{
    app::{
        State,
        article::{Article, Journalled},
        update::notices,
    },
    io::{
        Effect,
        journal::{JournalChange, JournalEntry, Origin},
        workers::JournalJob,
    },
    model::{
        document::{ContentHash, Document, DocumentId, FileFormat},
        text::{Change, Revision},
        words::say,
    },
};

/// What to hand over now: while the writer is at it, what changed, to be written soon; else whole
/// texts, to be written at once.
pub fn tick(state: &mut State, has_focus: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    for article in state.session.articles.values_mut() {
        if !article.document.is_dirty() {
            effects.extend(forget(article));
        } else if has_focus {
            effects.extend(hand_over(article));
        } else {
            effects.extend(keep_now(article));
        }
    }
    effects
}

/// What the journal has not of an article, to be written soon.
fn hand_over(article: &mut Article) -> Option<Effect> {
    let journalled = article.journalled;
    let document = &article.document;
    let base = Some(base_of(document));
    let has_base = journalled.is_there && journalled.base == base;
    if has_base && journalled.revision == document.revision() {
        return None;
    }
    let change = has_base.then(|| change_since(article, journalled.revision));
    let request = match change.flatten() {
        Some(change) => JournalJob::Change(change),
        None => JournalJob::Hold(entry(article)),
    };
    article.journalled = Journalled {
        is_there: true,
        is_under_way: true,
        revision: document.revision(),
        base,
    };
    Some(Effect::Journal(request))
}

fn change_since(article: &Article, revision: Revision) -> Option<JournalChange> {
    let document = &article.document;
    let text = document.text();
    let Change { old, new } = document.changes_since(revision).map(Change::over)?;
    Some(JournalChange {
        origin: origin(document),
        old_len: text.len() + old.len() - new.len(),
        insert: text.get(new)?.to_owned(),
        old,
        caret_byte: article.selection().end,
    })
}

/// The journal has not the text that it was told a change of.
pub fn is_behind(state: &mut State, origin: &Origin) -> Vec<Effect> {
    for article in state.session.articles.values_mut() {
        if self::origin(&article.document) == *origin {
            article.journalled.base = None;
        }
    }
    Vec::new()
}

/// What the file held when the text was read or saved last, and how.
fn base_of(document: &Document) -> (ContentHash, FileFormat) {
    let saved = document.saved();
    (saved.hash, saved.format)
}

/// The file has another name: the text goes into the journal under it, then from its old one.
pub fn move_to(article: &mut Article, path: PathBuf) -> Vec<Effect> {
    let old = origin(&article.document);
    let was_there = std::mem::take(&mut article.journalled).is_there;
    article.document.move_to(path);
    let mut effects: Vec<Effect> = keep_now(article).into_iter().collect();
    if was_there {
        effects.push(Effect::Journal(JournalJob::Forget(old)));
    }
    effects
}

/// What is not in the journal yet, at once: for the end of the program.
pub fn keep_all(state: &mut State) -> Vec<Effect> {
    tick(state, false)
}

/// Unsaved text of this article, at once: a save comes.
pub fn keep_now(article: &mut Article) -> Option<Effect> {
    let journalled = &article.journalled;
    let is_kept = journalled.is_there
        && !journalled.is_under_way
        && journalled.revision == article.document.revision()
        && journalled.base == Some(base_of(&article.document));
    (article.document.is_dirty() && !is_kept).then(|| keep(article))
}

/// The journal could not write a text. It tries again by itself.
pub fn not_kept(state: &mut State, error: &str) -> Vec<Effect> {
    notices::error(state, say!("notice-not-protected", why = error))
}

/// Puts the text of an article into the journal.
fn keep(article: &mut Article) -> Effect {
    article.journalled = Journalled {
        is_there: true,
        is_under_way: false,
        revision: article.document.revision(),
        base: Some(base_of(&article.document)),
    };
    Effect::Journal(JournalJob::Keep(entry(article)))
}

fn entry(article: &Article) -> JournalEntry {
    let document = &article.document;
    JournalEntry {
        origin: origin(document),
        base: (!document.is_untitled()).then_some(document.saved().hash),
        format: document.saved().format,
        caret_byte: article.selection().end,
        text: document.text().into(),
    }
}

/// The text is in its file.
fn forget(article: &mut Article) -> Option<Effect> {
    let was_there = std::mem::take(&mut article.journalled).is_there;
    was_there.then(|| Effect::Journal(JournalJob::Forget(origin(&article.document))))
}

fn origin(document: &Document) -> Origin {
    match document.untitled_name() {
        Some(name) => Origin::Untitled(name.to_owned()),
        None => Origin::File(document.path().to_owned()),
    }
}

/// An article closes: its unsaved text is put aside, its saved text is forgotten.
pub fn let_go(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
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
        .session
        .articles
        .values_mut()
        .filter(|article| article.document.is_dirty());
    dirty.flat_map(discard).collect()
}

/// The writer does not want the text of an article: the journal puts it aside.
pub fn discard(article: &mut Article) -> [Effect; 2] {
    let kept = keep(article);
    let origin = origin(&article.document);
    [kept, Effect::Journal(JournalJob::Discard(origin))]
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::{
        app::update::{
            articles,
            testing::{opened, type_at},
        },
        io::journal::Held,
    };

    fn kept(effects: &[Effect]) -> Vec<&str> {
        effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Journal(JournalJob::Keep(entry)) => Some(&*entry.text),
                _ => None,
            })
            .collect()
    }

    /// What the journal holds after `effects`, if they are what was handed over.
    fn handed(held: &mut Held, effects: &[Effect]) -> String {
        let now = Instant::now();
        for effect in effects {
            match effect {
                Effect::Journal(JournalJob::Hold(entry)) => held.hold(entry, now),
                Effect::Journal(JournalJob::Change(change)) => {
                    assert!(held.change(change, now), "{change:?}");
                }
                other => panic!("{other:?}"),
            }
        }
        let [entry] = &held.unwritten()[..] else {
            panic!("one text");
        };
        entry.text.to_string()
    }

    #[test]
    fn each_key_is_handed_over_in_its_frame_and_only_what_it_changed() {
        let mut state = opened("a");
        let mut held = Held::default();
        type_at(&mut state, 1, "b");
        assert_eq!(handed(&mut held, &tick(&mut state, true)), "ab");

        type_at(&mut state, 2, "é");
        type_at(&mut state, 0, "c");
        let effects = tick(&mut state, true);

        assert!(matches!(
            &effects[..],
            [Effect::Journal(JournalJob::Change(change))] if change.old_len == 2
        ));
        assert_eq!(handed(&mut held, &effects), "cabé");
        assert_eq!(tick(&mut state, true), [], "nothing changed");
        articles::undo(&mut state);
        assert_eq!(handed(&mut held, &tick(&mut state, true)), "abé");
    }

    #[test]
    fn a_journal_that_lost_a_text_gets_it_anew() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, true);
        type_at(&mut state, 2, "c");
        let lost = tick(&mut state, true);
        let [Effect::Journal(JournalJob::Change(change))] = &lost[..] else {
            panic!("{lost:?}");
        };

        is_behind(&mut state, &change.origin);

        let effects = tick(&mut state, true);
        assert_eq!(handed(&mut Held::default(), &effects), "abc");
    }

    #[test]
    fn a_window_that_loses_the_focus_keeps_its_text_at_once() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        let effects = tick(&mut state, false);

        assert_eq!(kept(&effects), ["ab"]);
        assert_eq!(tick(&mut state, false), []);
    }

    #[test]
    fn what_was_handed_over_is_written_at_once_when_the_window_loses_the_focus() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, true);

        let effects = tick(&mut state, false);

        assert_eq!(kept(&effects), ["ab"]);
    }

    #[test]
    fn text_that_is_saved_or_undone_is_forgotten() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, false);
        articles::undo(&mut state);

        let effects = tick(&mut state, true);

        assert!(matches!(
            effects.as_slice(),
            [Effect::Journal(JournalJob::Forget(_))]
        ));
    }

    #[test]
    fn text_that_the_writer_gave_up_is_not_kept_at_the_end() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        discard_all(&mut state);

        assert_eq!(keep_all(&mut state), []);
    }
}
