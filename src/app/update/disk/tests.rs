//! The table of states, row by row.

use std::path::Path;

use super::*;
use crate::{
    action::Command,
    app::update::{
        receive,
        testing::{opened, snapshot, text, type_at},
        update,
    },
    io::{
        Event,
        workers::{CompareEvent, CompareJob, JournalJob, StoreEvent, StoreJob},
    },
    model::merge::{self, Three},
};

/// The file holds this now; merges are made at once.
fn look(state: &mut State, found: Option<&str>) -> Vec<Effect> {
    let id = state.session.shown.unwrap();
    let effects = looked(state, id, Path::new("post.md"), Ok(found.map(snapshot)));
    perform_merges(state, effects)
}

fn perform_merges(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let mut rest = Vec::new();
    for effect in effects {
        let Effect::Compare(CompareJob::Merge {
            document,
            revision,
            base,
            mine,
            theirs,
        }) = effect
        else {
            rest.push(effect);
            continue;
        };
        let three = Three {
            base: &base,
            mine: &mine,
            theirs: &theirs.text,
        };
        let event = Event::Compare(CompareEvent::Merged {
            document,
            revision,
            theirs: theirs.hash,
            merged: merge::merge(three),
        });
        let effects = receive(state, event);
        rest.extend(perform_merges(state, effects));
    }
    rest
}

fn disk(state: &State) -> &Disk {
    &state.shown_article().unwrap().document.disk
}

fn answered(state: &mut State, answer: DiskAnswer) -> Vec<Effect> {
    let document = state.session.shown.unwrap();
    update(state, Action::Answer { document, answer })
}

fn kept(effects: &[Effect]) -> Vec<&str> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Store(StoreJob::KeepVersion { text, .. }) => Some(&**text),
            _ => None,
        })
        .collect()
}

/// The text `old!` is unsaved, and the file holds `theirs`.
fn in_conflict() -> State {
    let mut state = opened("old");
    type_at(&mut state, 3, "!");
    look(&mut state, Some("theirs"));
    state
}

#[test]
fn a_clean_article_follows_the_disk_and_undo_takes_it_back() {
    let mut state = opened("old");

    let effects = look(&mut state, Some("new"));

    assert_eq!(text(&state), "new");
    assert_eq!(kept(&effects), ["old"]);
    assert!(state.unsaved().is_empty());
    update(&mut state, Action::Run(Command::Undo));
    assert_eq!(text(&state), "old");
}

#[test]
fn the_caret_stays_in_its_line_when_the_disk_is_followed() {
    let mut state = opened("one\ntwo\nthree\nfour\n");
    let id = state.session.shown.unwrap();
    state
        .session
        .articles
        .get_mut(&id)
        .unwrap()
        .document
        .select(&(10..10));

    look(&mut state, Some("new\none\ntwo\nthree\nfour!\n"));

    let article = state.shown_article().unwrap();
    assert_eq!(article.selection(), 14..14);
    assert_eq!(&text(&state)[12..17], "three");
}

#[test]
fn changes_apart_are_merged_as_one_step_and_stay_unsaved() {
    let mut state = opened("one\n\ntwo\n");
    type_at(&mut state, 3, "!");

    look(&mut state, Some("one\n\ntwo more\n"));

    assert_eq!(text(&state), "one!\n\ntwo more\n");
    assert!(!state.unsaved().is_empty());
    assert_eq!(*disk(&state), Disk::Same);
    assert!(
        state.notices.shown[0]
            .notice
            .text
            .starts_with("Merged changes")
    );
}

#[test]
fn the_notice_of_a_merge_undoes_it_and_then_the_writer_is_asked() {
    let mut state = opened("one\n\ntwo\n");
    type_at(&mut state, 3, "!");
    look(&mut state, Some("one\n\ntwo more\n"));
    let (title, action) = state.notices.shown[0].offers[1].clone();

    update(&mut state, action);

    assert_eq!((title, text(&state)), ("Undo", "one!\n\ntwo\n"));
    assert_eq!(*disk(&state), Disk::Changed(snapshot("one\n\ntwo more\n")));
    let saved = update(&mut state, Action::Run(Command::Save));
    assert_eq!(saved, []);
}

#[test]
fn what_is_typed_during_a_merge_is_merged_again() {
    let mut state = opened("one\n\ntwo\n");
    type_at(&mut state, 3, "!");
    let id = state.session.shown.unwrap();
    let effects = looked(
        &mut state,
        id,
        Path::new("post.md"),
        Ok(Some(snapshot("one\n\ntwo more\n"))),
    );
    type_at(&mut state, 4, "?");

    perform_merges(&mut state, effects);

    assert_eq!(text(&state), "one!?\n\ntwo more\n");
}

#[test]
fn what_another_program_deleted_is_kept_before_the_merge_deletes_it_here() {
    let mut state = opened("one\n\ntwo\n");
    type_at(&mut state, 3, "!");

    let effects = look(&mut state, Some("one\n\n"));

    assert_eq!(text(&state), "one!\n\n");
    assert_eq!(kept(&effects), ["one\n\ntwo\n"]);
}

#[test]
fn unsaved_text_is_not_replaced_by_an_overlapping_change_and_both_are_kept() {
    let mut state = opened("old");
    type_at(&mut state, 3, "!");

    let effects = look(&mut state, Some("theirs"));

    assert_eq!(text(&state), "old!");
    assert_eq!(*disk(&state), Disk::Changed(snapshot("theirs")));
    assert_eq!(kept(&effects), ["theirs", "old!", "old"]);
}

#[test]
fn taking_theirs_can_be_undone() {
    let mut state = in_conflict();

    let effects = answered(&mut state, DiskAnswer::TakeTheirs);
    assert_eq!((text(&state), disk(&state)), ("theirs", &Disk::Same));
    assert_eq!(kept(&effects), ["old!"]);

    update(&mut state, Action::Run(Command::Undo));
    assert_eq!(text(&state), "old!");
}

#[test]
fn keeping_mine_stays_unsaved_and_expects_theirs_on_disk() {
    let mut state = in_conflict();

    let effects = answered(&mut state, DiskAnswer::KeepMine);

    assert_eq!((text(&state), disk(&state)), ("old!", &Disk::Same));
    assert_eq!(kept(&effects), ["theirs"]);
    let effects = update(&mut state, Action::Run(Command::Save));
    let [_, Effect::Store(StoreJob::Write(write))] = &effects[..] else {
        panic!("expected one write, got {effects:?}");
    };
    assert_eq!(write.save.expected, Some(snapshot("theirs").hash));
}

#[test]
fn a_copy_of_mine_is_written_and_then_theirs_is_taken() {
    let mut state = in_conflict();
    let effects = answered(&mut state, DiskAnswer::SaveCopy);
    let [Effect::Store(StoreJob::WriteCopy(write))] = &effects[..] else {
        panic!("expected a copy, got {effects:?}");
    };
    assert_eq!((&*write.save.text, write.save.expected), ("old!", None));
    assert_eq!(text(&state), "old!");

    let event = Event::Store(StoreEvent::CopyWritten {
        document: write.document,
        revision: write.revision,
        result: Ok("post-mine.md".into()),
    });
    receive(&mut state, event);

    assert_eq!(text(&state), "theirs");
}

#[test]
fn text_typed_while_its_copy_is_written_stays() {
    let mut state = in_conflict();
    let effects = answered(&mut state, DiskAnswer::SaveCopy);
    let [Effect::Store(StoreJob::WriteCopy(write))] = &effects[..] else {
        panic!("expected a copy, got {effects:?}");
    };
    type_at(&mut state, 4, "?");

    let event = Event::Store(StoreEvent::CopyWritten {
        document: write.document,
        revision: write.revision,
        result: Ok("post-mine.md".into()),
    });
    receive(&mut state, event);

    assert_eq!(text(&state), "old!?");
    assert_eq!(*disk(&state), Disk::Changed(snapshot("theirs")));
}

#[test]
fn a_conflict_clears_itself_when_the_disk_comes_back_or_holds_the_text() {
    for same in ["old", "old!"] {
        let mut state = in_conflict();

        look(&mut state, Some(same));

        assert_eq!((text(&state), disk(&state)), ("old!", &Disk::Same));
    }
}

#[test]
fn a_deleted_file_keeps_its_text_here_and_a_save_does_not_write_it_again() {
    for typed in ["", "!"] {
        let mut state = opened("old");
        type_at(&mut state, 3, typed);

        let effects = look(&mut state, None);

        assert_eq!(*disk(&state), Disk::Deleted);
        assert_eq!(kept(&effects), ["old"]);
        assert_eq!(update(&mut state, Action::Run(Command::Save)), []);
        assert_eq!(update(&mut state, Action::Run(Command::SaveAll)), []);
    }
}

#[test]
fn a_deleted_file_is_written_again_when_that_is_asked_for() {
    let mut state = opened("old");
    look(&mut state, None);

    let effects = answered(&mut state, DiskAnswer::SaveHere);

    let [Effect::Store(StoreJob::Write(write))] = &effects[..] else {
        panic!("expected one write, got {effects:?}");
    };
    assert_eq!((&*write.save.text, write.save.expected), ("old", None));
}

#[test]
fn a_text_without_a_file_is_saved_elsewhere_and_has_that_path_then() {
    let mut state = opened("old");
    type_at(&mut state, 3, "!");
    look(&mut state, None);
    let document = state.session.shown.unwrap();
    let path = PathBuf::from("new.md");

    let effects = update(&mut state, Action::SaveAs { document, path });
    let [.., Effect::Store(StoreJob::Write(write))] = &effects[..] else {
        panic!("expected one write, got {effects:?}");
    };
    let path = |state: &State| state.shown_article().unwrap().document.path().to_owned();
    assert_eq!(write.save.path, Path::new("new.md"));
    assert_eq!(path(&state), Path::new("post.md"));
    let event = Event::Store(StoreEvent::Written {
        document,
        revision: write.revision,
        snapshot: snapshot(&write.save.text),
    });
    receive(&mut state, event);

    assert_eq!(path(&state), Path::new("new.md"));
    assert_eq!(*disk(&state), Disk::Same);
    assert!(state.unsaved().is_empty());
}

#[test]
fn a_text_that_is_discarded_is_put_aside() {
    let mut state = opened("old");
    type_at(&mut state, 3, "!");
    look(&mut state, None);

    let effects = answered(&mut state, DiskAnswer::Close);

    assert_eq!(kept(&effects), ["old!"]);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Journal(JournalJob::Discard(_))))
    );
    assert!(state.session.articles.is_empty() && state.session.shown.is_none());
}

#[test]
fn what_is_seen_during_a_save_is_looked_at_after_it() {
    let mut state = opened("a");
    type_at(&mut state, 1, "b");
    let effects = update(&mut state, Action::Run(Command::Save));
    let [_, Effect::Store(StoreJob::Write(write))] = &effects[..] else {
        panic!("expected one write, got {effects:?}");
    };
    type_at(&mut state, 2, "c");

    assert_eq!(look(&mut state, Some("ab")), []);
    assert_eq!(*disk(&state), Disk::Same);

    let event = Event::Store(StoreEvent::Written {
        document: write.document,
        revision: write.revision,
        snapshot: snapshot("ab"),
    });
    let effects = receive(&mut state, event);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Store(StoreJob::Look { .. }), ..]
    ));
    assert_eq!(look(&mut state, Some("ab")), []);
    assert!(state.notices.shown.is_empty());
}
