//! Closing the window: what is unsaved is asked about, saved, or put aside.

use crate::{
    action::QuitAnswer,
    app::{
        State,
        state::{Over, Quitting},
        update::{journal, saving},
    },
    io::Effect,
};

/// Closes the window: at once, after the saves that are under way, or after asking. Asked again
/// while it waits for a save, it asks: the disk may hang.
pub fn ask_to_quit(state: &mut State) -> Vec<Effect> {
    state.leaving.quitting = if state.may_close_now() {
        Quitting::Closes
    } else if has_more_than_saves(state) || state.leaving.quitting == Quitting::AfterSaving {
        Quitting::Asks
    } else {
        Quitting::AfterSaving
    };
    Vec::new()
}

/// Whether there is unsaved text beyond what the saves under way write.
fn has_more_than_saves(state: &State) -> bool {
    state.session.articles.values().any(|article| {
        let document = &article.document;
        let is_being_saved = article
            .saves
            .saving
            .as_ref()
            .is_some_and(|saving| saving.revision == document.revision());
        document.is_dirty() && !is_being_saved
    })
}

/// The system ends the program: there is no time to ask. Unsaved text is opened again at the next
/// start.
pub fn end(state: &mut State) -> Vec<Effect> {
    state.leaving.quitting = Quitting::Closes;
    journal::keep_all(state)
}

pub fn quit(state: &mut State, answer: QuitAnswer) -> Vec<Effect> {
    match answer {
        QuitAnswer::Stay => state.leaving.quitting = Quitting::Not,
        QuitAnswer::Discard => {
            state.leaving.quitting = Quitting::Closes;
            return journal::discard_all(state);
        }
        QuitAnswer::SaveAll => {
            state.leaving.quitting = Quitting::AfterSaving;
            let effects = saving::save_all(state);
            let is_asked = state.window.over.is_some_and(Over::asks_for_place);
            if effects.is_empty() && !is_saving(state) && !is_asked {
                // A conflict stands in the way, and a notice says so.
                state.leaving.quitting = Quitting::Not;
            }
            return effects;
        }
    }
    Vec::new()
}

/// A save has ended: the window closes if it waited for it, or asks again.
pub(super) fn quit_if_done(state: &mut State) {
    let is_asked = state.window.over.is_some_and(Over::asks_for_place);
    if state.leaving.quitting == Quitting::AfterSaving && !is_saving(state) && !is_asked {
        state.leaving.quitting = if state.may_close_now() {
            Quitting::Closes
        } else {
            Quitting::Asks
        };
    }
}

fn is_saving(state: &State) -> bool {
    state
        .session
        .articles
        .values()
        .any(|article| article.saves.saving.is_some())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            receive,
            saving::not_written,
            testing::{opened, save_command, type_at, write_in, written_event},
            update,
        },
        io::{Event, store::WriteError, workers::JournalJob},
    };

    #[test]
    fn quitting_asks_when_text_is_unsaved() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        update(&mut state, Action::Run(Command::Quit));

        assert_eq!(state.leaving.quitting, Quitting::Asks);
    }

    #[test]
    fn save_all_and_quit_closes_once_the_file_is_written() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        update(&mut state, Action::Run(Command::Quit));
        let effects = update(&mut state, Action::Quit(QuitAnswer::SaveAll));
        let write = write_in(&effects);
        assert_eq!(state.leaving.quitting, Quitting::AfterSaving);

        receive(&mut state, written_event(&write));

        assert_eq!(state.leaving.quitting, Quitting::Closes);
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
        let id = state.session.shown.unwrap();
        not_written(&mut state, id, error);

        assert_eq!(state.leaving.quitting, Quitting::Asks);
        assert!(!state.unsaved().is_empty());
    }

    #[test]
    fn closing_while_a_save_is_under_way_waits_for_it() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);

        update(&mut state, Action::Run(Command::Quit));
        assert_eq!(state.leaving.quitting, Quitting::AfterSaving);

        receive(&mut state, written_event(&write));
        assert_eq!(state.leaving.quitting, Quitting::Closes);
    }

    #[test]
    fn closing_again_while_a_save_hangs_asks() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        save_command(&mut state);
        update(&mut state, Action::Run(Command::Quit));

        update(&mut state, Action::Run(Command::Quit));

        assert_eq!(state.leaving.quitting, Quitting::Asks);
    }

    #[test]
    fn at_the_end_of_the_session_text_goes_to_the_journal_without_a_question() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        let effects = receive(&mut state, Event::EndAsked);

        assert_eq!(state.leaving.quitting, Quitting::Closes);
        assert!(matches!(
            effects.as_slice(),
            [Effect::Journal(JournalJob::Keep(entry))] if &*entry.text == "ab"
        ));
    }
}
