//! Saving and quitting.

use std::path::PathBuf;

use crate::{
    action::QuitAnswer,
    app::{
        State,
        state::{Article, Closing, Over, Quitting, Saving},
        update::{disk, journal, leftovers, moved, notices, panes, refused, tabs, untitled},
    },
    io::{Effect, Write, store::WriteError},
    model::{
        document::{Disk, DocumentId, Snapshot},
        text::Revision,
    },
};

pub fn save_shown(state: &mut State) -> Vec<Effect> {
    match state.shown {
        Some(id) => save(state, id),
        None => Vec::new(),
    }
}

pub fn save_all(state: &mut State) -> Vec<Effect> {
    let ids: Vec<DocumentId> = state
        .articles
        .values()
        .filter(|article| article.document.is_dirty())
        .map(|article| article.document.id)
        .collect();
    ids.into_iter().flat_map(|id| save(state, id)).collect()
}

/// One save of a document at a time; what is typed meanwhile is saved after it.
pub(super) fn save(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    if article.document.is_untitled() && article.saving.is_none() {
        untitled::ask_for_name(state, id);
        return Vec::new();
    }
    if let Some(reason) = in_the_way(&article.document.disk) {
        let name = article.document.path().display().to_string();
        return notices::error(state, format!("Not saved: {reason} ({name})"));
    }
    if let Some(saving) = &mut article.saving {
        saving.again = true;
        return Vec::new();
    }
    write_kept(article)
}

/// The text goes to the journal first: a save may fail, or hang.
fn write_kept(article: &mut Article) -> Vec<Effect> {
    let mut effects: Vec<Effect> = journal::keep_now(article).into_iter().collect();
    effects.push(write(article));
    effects
}

/// What the writer has to decide before the text can be written.
fn in_the_way(disk: &Disk) -> Option<&'static str> {
    match disk {
        Disk::Same => None,
        Disk::Merging(_) => Some("changes from the disk are being merged; save again"),
        Disk::Changed(_) => Some("another program changed the file; choose whose text stays"),
        Disk::Deleted => Some("the file is gone; choose where the text is to be"),
    }
}

fn write(article: &mut Article) -> Effect {
    article.saving = Some(Saving {
        revision: article.document.revision(),
        again: false,
        to: None,
    });
    Effect::Write(write_of(article))
}

/// The text of an article on its way to its file.
pub fn write_of(article: &Article) -> Write {
    let document = &article.document;
    Write {
        document: document.id,
        revision: document.revision(),
        path: document.path().to_owned(),
        text: document.text().into(),
        format: document.saved().format,
        expected: (document.disk == Disk::Same && !document.is_untitled())
            .then_some(document.saved().hash),
    }
}

/// Writes a text to where its file was; never over another.
pub fn save_anew(article: &mut Article) -> Vec<Effect> {
    if article.document.disk != Disk::Deleted || article.saving.is_some() {
        return Vec::new();
    }
    vec![write(article)]
}

/// Writes a text to another path, never over a file; the article has that path once it is
/// written. For a text without a file, and for one whose file cannot be written.
pub fn save_as(state: &mut State, id: DocumentId, to: PathBuf) -> Vec<Effect> {
    state.over = None;
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    let is_homeless = article.document.is_without_file() || article.not_saved.is_some();
    if !is_homeless || article.saving.is_some() {
        return Vec::new();
    }
    let mut effects: Vec<Effect> = journal::keep_now(article).into_iter().collect();
    let write = Write {
        path: to.clone(),
        expected: None,
        ..write_of(article)
    };
    article.saving = Some(Saving {
        revision: write.revision,
        again: false,
        to: Some(to),
    });
    effects.push(Effect::Write(write));
    effects
}

/// The writer does not say where a text goes: it stays here, and what waited for it ends.
pub fn give_no_name(state: &mut State) -> Vec<Effect> {
    state.over = None;
    state.closing = Closing::Not;
    if state.quitting == Quitting::AfterSaving {
        state.quitting = Quitting::Not;
    }
    panes::focus_text(state);
    Vec::new()
}

/// The file holds the text of `revision`; what was typed since is still unsaved.
pub fn written(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    snapshot: Snapshot,
) -> Vec<Effect> {
    let wall = state.clock.wall.clone();
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    let saving = article.saving.take();
    let again = saving.as_ref().is_some_and(|saving| saving.again);
    let mut effects = Vec::new();
    if let Some(to) = saving.and_then(|saving| saving.to) {
        effects.extend(moved::rename(article, to));
    }
    article.document.mark_saved(snapshot);
    article.saved_at = Some(wall);
    article.not_saved = None;
    effects.extend(disk::look_again(article));
    let path = article.document.path().to_owned();
    if again && article.document.revision() != revision {
        effects.extend(write_kept(article));
    }
    if let Some(site) = &state.site {
        effects.push(Effect::ReadEntries {
            root: site.root.clone(),
            paths: vec![path],
        });
    }
    effects.extend(leftovers::settled(state, id));
    quit_if_done(state);
    effects.extend(tabs::saved(state, id));
    effects
}

/// Nothing was written: the text stays unsaved, and what stands in the way is said.
pub fn not_written(state: &mut State, id: DocumentId, error: WriteError) -> Vec<Effect> {
    state.closing = Closing::Not;
    let text = format!("Not saved: {error}");
    if let Some(article) = state.articles.get_mut(&id) {
        article.saving = None;
        let mut effects: Vec<Effect> = disk::look_again(article).into_iter().collect();
        let has_banner = refused::remember(article, &error);
        if has_banner && state.shown == Some(id) {
            quit_if_done(state);
            return effects;
        }
        match error {
            WriteError::Conflict { found, .. } => {
                effects.extend(disk::met(article, Some(found)));
                if !article.is_in_conflict() {
                    // The file came to hold this very text.
                    quit_if_done(state);
                    return effects;
                }
            }
            WriteError::Deleted { .. } => effects.extend(disk::met(article, None)),
            _ => {}
        }
        quit_if_done(state);
        notices::error(state, text);
        return effects;
    }
    quit_if_done(state);
    notices::error(state, text)
}

/// Closes the window: at once, after the saves that are under way, or after asking. Asked again
/// while it waits for a save, it asks: the disk may hang.
pub fn ask_to_quit(state: &mut State) -> Vec<Effect> {
    state.quitting = if state.may_close_now() {
        Quitting::Closes
    } else if has_more_than_saves(state) || state.quitting == Quitting::AfterSaving {
        Quitting::Asks
    } else {
        Quitting::AfterSaving
    };
    Vec::new()
}

/// Whether there is unsaved text beyond what the saves under way write.
fn has_more_than_saves(state: &State) -> bool {
    state.articles.values().any(|article| {
        let document = &article.document;
        let is_being_saved = article
            .saving
            .as_ref()
            .is_some_and(|saving| saving.revision == document.revision());
        document.is_dirty() && !is_being_saved
    })
}

/// The system ends the program: there is no time to ask. Unsaved text is opened again at the next
/// start.
pub fn end(state: &mut State) -> Vec<Effect> {
    state.quitting = Quitting::Closes;
    journal::keep_all(state)
}

pub fn quit(state: &mut State, answer: QuitAnswer) -> Vec<Effect> {
    match answer {
        QuitAnswer::Stay => state.quitting = Quitting::Not,
        QuitAnswer::Discard => {
            state.quitting = Quitting::Closes;
            return journal::discard_all(state);
        }
        QuitAnswer::SaveAll => {
            state.quitting = Quitting::AfterSaving;
            let effects = save_all(state);
            let is_asked = state.over == Some(Over::SaveAs);
            if effects.is_empty() && !is_saving(state) && !is_asked {
                // A conflict stands in the way, and a notice says so.
                state.quitting = Quitting::Not;
            }
            return effects;
        }
    }
    Vec::new()
}

fn quit_if_done(state: &mut State) {
    let is_asked = state.over == Some(Over::SaveAs);
    if state.quitting == Quitting::AfterSaving && !is_saving(state) && !is_asked {
        state.quitting = if state.may_close_now() {
            Quitting::Closes
        } else {
            Quitting::Asks
        };
    }
}

fn is_saving(state: &State) -> bool {
    state
        .articles
        .values()
        .any(|article| article.saving.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            receive,
            testing::{opened, snapshot, text, type_at},
            update,
        },
        io::{Event, JournalRequest},
    };

    fn save_command(state: &mut State) -> Write {
        let effects = update(state, Action::Run(Command::Save));
        write_in(&effects)
    }

    /// The one save among the effects; the text went to the journal before it.
    #[track_caller]
    fn write_in(effects: &[Effect]) -> Write {
        let [
            Effect::Journal(JournalRequest::Keep(entry)),
            Effect::Write(write),
            ..,
        ] = effects
        else {
            panic!("expected the journal and one write, got {effects:?}");
        };
        assert_eq!(entry.text, write.text);
        write.clone()
    }

    fn written_event(write: &Write) -> Event {
        Event::Written {
            document: write.document,
            revision: write.revision,
            snapshot: snapshot(&write.text),
        }
    }

    #[test]
    fn text_typed_while_saving_stays_unsaved() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);
        type_at(&mut state, 2, "c");

        receive(&mut state, written_event(&write));

        assert!(!state.unsaved().is_empty());
    }

    #[test]
    fn a_save_asked_for_while_saving_follows_it() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let first = save_command(&mut state);
        type_at(&mut state, 2, "c");
        assert_eq!(update(&mut state, Action::Run(Command::Save)), []);

        let effects = receive(&mut state, written_event(&first));

        let second = write_in(&effects);
        assert_eq!(&*second.text, "abc");
        assert_eq!(second.expected, Some(snapshot("ab").hash));
    }

    #[test]
    fn a_save_over_a_changed_file_raises_the_conflict_and_keeps_the_text() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);

        let error = WriteError::Conflict {
            path: PathBuf::from("post.md"),
            found: snapshot("theirs"),
        };
        not_written(&mut state, write.document, error);

        assert_eq!(text(&state), "ab");
        assert!(state.shown_article().unwrap().is_in_conflict());
        assert_eq!(state.notices.len(), 1);
    }

    #[test]
    fn quitting_asks_when_text_is_unsaved() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        update(&mut state, Action::Run(Command::Quit));

        assert_eq!(state.quitting, Quitting::Asks);
    }

    #[test]
    fn save_all_and_quit_closes_once_the_file_is_written() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        update(&mut state, Action::Run(Command::Quit));
        let effects = update(&mut state, Action::Quit(QuitAnswer::SaveAll));
        let write = write_in(&effects);
        assert_eq!(state.quitting, Quitting::AfterSaving);

        receive(&mut state, written_event(&write));

        assert_eq!(state.quitting, Quitting::Closes);
    }

    #[test]
    fn a_failed_save_asks_again_before_the_quit() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        update(&mut state, Action::Run(Command::Quit));
        update(&mut state, Action::Quit(QuitAnswer::SaveAll));

        let error = WriteError::Deleted {
            path: PathBuf::from("post.md"),
        };
        let id = state.shown.unwrap();
        not_written(&mut state, id, error);

        assert_eq!(state.quitting, Quitting::Asks);
        assert!(!state.unsaved().is_empty());
    }

    #[test]
    fn closing_while_a_save_is_under_way_waits_for_it() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);

        update(&mut state, Action::Run(Command::Quit));
        assert_eq!(state.quitting, Quitting::AfterSaving);

        receive(&mut state, written_event(&write));
        assert_eq!(state.quitting, Quitting::Closes);
    }

    #[test]
    fn closing_again_while_a_save_hangs_asks() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        save_command(&mut state);
        update(&mut state, Action::Run(Command::Quit));

        update(&mut state, Action::Run(Command::Quit));

        assert_eq!(state.quitting, Quitting::Asks);
    }

    #[test]
    fn at_the_end_of_the_session_text_goes_to_the_journal_without_a_question() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        let effects = receive(&mut state, Event::EndAsked);

        assert_eq!(state.quitting, Quitting::Closes);
        assert!(matches!(
            effects.as_slice(),
            [Effect::Journal(JournalRequest::Keep(entry))] if &*entry.text == "ab"
        ));
    }
}
