//! Each call of a change fails once, and another program gets in before each.

use std::sync::Arc;

use rustix::io::Errno;

use super::*;
use crate::io::fs::faulty::{Call, FaultyFs};

/// More calls than the set below makes.
const MANY: usize = 2_000;

fn all_deeds() -> (Case, Vec<Part>) {
    let case = case(&[
        ("a.md", "a"),
        ("b.md", "b"),
        ("c.md", "c"),
        ("d.jpg", "d"),
        ("e/index.md", "e"),
    ]);
    let parts = vec![
        case.edit("a.md", "1"),
        case.part(
            "b.md",
            Deed::Move {
                to: case.path("n/b2.md"),
            },
            front("2"),
        ),
        case.move_to("c.md", "c2.md"),
        case.part(
            "d.jpg",
            Deed::Copy {
                to: case.path("d2.jpg"),
            },
            Rewrite::Keep,
        ),
        case.part("d.jpg", to_bin(), Rewrite::Keep),
        case.part(
            "e",
            Deed::MoveFolder {
                to: case.path("e2"),
            },
            Rewrite::Keep,
        ),
        case.edit("e/index.md", "3"),
        case.part("new.md", Deed::Create, whole("new")),
    ];
    (case, parts)
}

/// What any file may hold, at whatever name.
const WHOLE: [&str; 9] = ["a", "1a", "b", "2b", "c", "d", "e", "3e", "new"];

fn check_whole(case: &Case, number: usize) {
    for (path, bytes) in case.tree() {
        let Some(bytes) = bytes else { continue };
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            WHOLE.contains(&&*text),
            "call {number}: {text:?} ({path:?})"
        );
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(!name.starts_with('.'), "call {number}: {path:?} is left");
    }
}

#[test]
fn whichever_call_fails_every_file_is_whole_and_the_change_can_be_taken_back() {
    let is_long = std::env::var_os("KOPIJ_LONG").is_some();
    let errors = [Errno::IO, Errno::NOSPC, Errno::ACCESS];
    for error in errors.into_iter().take(if is_long { 3 } else { 1 }) {
        let mut calls = 0;
        for number in 0..MANY {
            let (case, parts) = all_deeds();
            let before = case.tree();
            let count = parts.len();
            let fs = Arc::new(FaultyFs::nth(number, error));
            let saves = case.with_fs(Arc::clone(&fs) as Arc<dyn Fs>);

            let id = case.new_id();
            let result = case.changes.apply(&saves, id.clone(), case.set(parts));

            calls = number;
            check_whole(&case, number);
            match result {
                Err(err) => {
                    assert!(matches!(err, ChangeError::NoRecord { .. }), "{err}");
                    assert_eq!(case.tree(), before, "call {number}: without a record");
                    assert_eq!(case.changes.list(None), []);
                }
                Ok(outcome) => {
                    let told = outcome.changed.len() + outcome.skipped.len();
                    assert_eq!(told, count, "call {number}: {outcome:?}");
                    if !case.changes.list(None).is_empty() {
                        let undone = case.undo(&id);
                        assert_eq!(undone.skipped, [], "call {number}, {error:?}");
                    }
                    assert_eq!(case.tree(), before, "call {number}, {error:?}: {outcome:?}");
                }
            }
            if !fs.was_hit() {
                break;
            }
        }
        assert!((100..MANY - 1).contains(&calls), "{calls} calls were made");
    }
}

#[test]
fn whichever_call_of_an_undo_fails_every_file_is_whole() {
    for number in 0..MANY {
        let (case, parts) = all_deeds();
        let outcome = case.apply(parts);
        let after = case.tree();
        let fs = Arc::new(FaultyFs::nth(number, Errno::IO));
        let saves = case.with_fs(Arc::clone(&fs) as Arc<dyn Fs>);
        let sets = case.changes.plan_undo(&case.saves.store, &outcome.id);

        let set = sets.unwrap().remove(0);
        let undone = case.changes.apply(&saves, case.new_id(), set);

        check_whole(&case, number);
        if let Err(err) = undone {
            assert!(matches!(err, ChangeError::NoRecord { .. }), "{err}");
            assert_eq!(case.tree(), after);
            // It can be asked for again.
            case.undo(&outcome.id);
        }
        if !fs.was_hit() {
            return;
        }
    }
    panic!("the undo never ended");
}

#[test]
fn on_a_full_disk_nothing_changes_without_a_record() {
    let (case, parts) = all_deeds();
    let before = case.tree();
    let fs = FaultyFs::each(Call::Write, Errno::NOSPC);
    let saves = case.with_fs(Arc::new(fs));

    let err = case.changes.apply(&saves, case.new_id(), case.set(parts));

    let Err(ChangeError::NoRecord { source }) = err else {
        panic!("{err:?}");
    };
    assert_eq!(source.kind(), io::ErrorKind::StorageFull);
    assert_eq!(case.tree(), before);
    assert_eq!(case.changes.ids(), []);
}

#[test]
fn the_record_is_on_the_disk_before_the_first_file_changes() {
    let case = case(&[("a.md", "a")]);
    let fs = Arc::new(FaultyFs::nth(MANY, Errno::IO));
    let saves = case.with_fs(Arc::clone(&fs) as Arc<dyn Fs>);

    let set = case.set(vec![case.edit("a.md", "1")]);
    case.changes.apply(&saves, case.new_id(), set).unwrap();

    let calls = fs.calls();
    let names = [Call::RenameNew, Call::Rename, Call::SyncFolder];
    let calls: Vec<Call> = calls.into_iter().filter(|it| names.contains(it)).collect();
    assert_eq!(
        calls,
        [
            // `before` and `plan`, and the three folders they are in.
            Call::RenameNew,
            Call::RenameNew,
            Call::SyncFolder,
            Call::SyncFolder,
            Call::SyncFolder,
            // The file.
            Call::Rename,
            Call::SyncFolder,
            // `done`.
            Call::RenameNew,
            Call::SyncFolder,
        ]
    );
}

#[test]
fn a_file_that_is_changed_at_any_moment_is_not_written_over() {
    for number in 0..MANY {
        let case = case(&[("a.md", "a"), ("b.md", "b")]);
        let fs = FaultyFs::race(number, &case.path("a.md"), b"theirs");
        let fs = Arc::new(fs);
        let saves = case.with_fs(Arc::clone(&fs) as Arc<dyn Fs>);
        let set = case.set(vec![case.edit("a.md", "1"), case.edit("b.md", "1")]);

        let outcome = case.changes.apply(&saves, case.new_id(), set).unwrap();

        if !fs.was_hit() {
            assert!(number > 30, "only {number} calls were made");
            return;
        }
        // Between the last look and the rename nobody can look.
        let mut after = fs.calls().into_iter().skip(number);
        let next = after.find(|call| matches!(call, Call::Read | Call::Rename));
        if next != Some(Call::Rename) {
            assert_eq!(case.read("a.md"), "theirs", "call {number}");
        }
        assert_eq!(case.read("b.md"), "1b", "call {number}: {outcome:?}");
    }
    panic!("the change never ended");
}
