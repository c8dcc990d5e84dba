//! Saves that write over the old bytes.

use rustix::io::Errno;

use super::{faults::Faulty, *};
use crate::io::fs::{
    Readers,
    faulty::{Call, FaultyFs},
};

const OLD: &str = "the old content, which is longer than the new one";
const NEW: &str = "the new content";
const MANY: usize = 60;

/// A file with two names.
fn linked() -> Case {
    let case = case(OLD.as_bytes());
    fs::hard_link(&case.path, case.folder.path().join("other.md")).unwrap();
    case
}

fn intents(faulty: &Faulty) -> usize {
    fs::read_dir(faulty.case.folder.path().join("state")).map_or(0, Iterator::count)
}

#[test]
fn whichever_call_fails_a_linked_file_is_whole_and_linked() {
    for error in [Errno::IO, Errno::NOSPC, Errno::ACCESS] {
        let mut calls = 0;
        for number in 0..MANY {
            let faulty = Faulty::new(linked(), FaultyFs::nth(number, error));

            let result = faulty.save(NEW, Some(OLD.as_bytes()));

            if !faulty.fs.was_hit() {
                result.unwrap();
                break;
            }
            calls = number + 1;
            let content = fs::read_to_string(&faulty.case.path).unwrap();
            match result {
                Ok(_) => assert_eq!(content, NEW, "call {number}, {error:?}"),
                Err(err) => assert!(
                    content == OLD || content == NEW,
                    "call {number}, {err:?}: {content:?}"
                ),
            }
            let other = faulty.case.folder.path().join("other.md");
            assert_eq!(fs::read_to_string(other).unwrap(), content);
            assert_eq!(faulty.store.recover(), [], "call {number}, {error:?}");
            assert_eq!(intents(&faulty), 0, "call {number}, {error:?}");
            faulty.case.check(&content);
        }
        assert!(calls >= 18, "only {calls} calls were made");
    }
}

#[test]
fn a_full_disk_is_met_before_a_byte_changes() {
    let faulty = Faulty::new(linked(), FaultyFs::each(Call::Reserve, Errno::NOSPC));

    faulty.save(NEW, Some(OLD.as_bytes())).unwrap_err();

    // The record of the intent was written, the file was not.
    assert_eq!(faulty.fs.count(Call::Write), 1);
    assert_eq!(intents(&faulty), 0);
    faulty.case.check(OLD);
}

#[test]
fn a_folder_that_takes_no_new_file_is_written_in_place() {
    for refused in [Call::CopyOwner, Call::CopyAttributes] {
        let faulty = Faulty::new(case(OLD.as_bytes()), FaultyFs::each(refused, Errno::PERM));

        let saved = faulty.save(NEW, Some(OLD.as_bytes())).unwrap();

        assert_eq!(saved.replaced.as_deref(), Some(OLD.as_bytes()));
        assert_eq!(faulty.fs.count(Call::OpenToWrite), 1);
        faulty.case.check(NEW);
    }
}

#[test]
fn a_race_before_the_last_look_is_seen_in_place_too() {
    let faulty = Faulty::new(linked(), FaultyFs::nth(MANY, Errno::IO));
    faulty.save(NEW, Some(OLD.as_bytes())).unwrap();
    let calls = faulty.fs.calls();
    let last_look = calls.iter().rposition(|call| *call == Call::Read).unwrap();

    for number in 0..=last_look {
        let case = linked();
        let fs = FaultyFs::race(number, &case.path, b"theirs");
        let faulty = Faulty::new(case, fs);

        let err = faulty.save(NEW, Some(OLD.as_bytes())).unwrap_err();

        assert!(matches!(err, WriteError::Conflict { .. }), "{err:?}");
        assert_eq!(intents(&faulty), 0);
        faulty.case.check("theirs");
    }
}

/// A store whose last save was broken off with the intent on the disk and `content` in the file.
fn broken_off(content: &str) -> Faulty {
    let faulty = Faulty::new(linked(), FaultyFs::each(Call::Remove, Errno::IO));
    faulty.save(NEW, Some(OLD.as_bytes())).unwrap();
    assert_eq!(intents(&faulty), 1);
    fs::write(&faulty.case.path, content).unwrap();
    let store = Store {
        fs: Arc::new(RealFs),
        intents: faulty.store.intents.clone(),
        ..faulty.store.clone()
    };
    Faulty { store, ..faulty }
}

#[test]
fn a_torn_file_is_finished_at_the_next_start() {
    let torn = format!("{}{}", &NEW[..9], &OLD[9..]);
    let faulty = broken_off(&torn);

    let unfinished = faulty.store.recover();

    assert_eq!(
        unfinished,
        [Unfinished {
            path: faulty.case.path.canonicalize().unwrap(),
            outcome: Outcome::Finished
        }]
    );
    assert_eq!(faulty.store.recover(), []);
    faulty.case.check(NEW);
}

#[test]
fn a_file_that_another_program_wrote_since_is_left_alone() {
    let faulty = broken_off("theirs");

    let unfinished = faulty.store.recover();

    let outcome = Outcome::Foreign { old: OLD.into() };
    assert_eq!(unfinished[0].outcome, outcome);
    assert_eq!(faulty.store.recover().len(), 1);
    faulty.store.forget_unfinished(&unfinished[0].path).unwrap();
    assert_eq!(faulty.store.recover(), []);
    faulty.case.check("theirs");
}

#[test]
fn a_whole_file_needs_nothing() {
    for content in [OLD, NEW] {
        let faulty = broken_off(content);

        assert_eq!(faulty.store.recover(), []);

        assert_eq!(intents(&faulty), 0);
        faulty.case.check(content);
    }
}

#[test]
fn a_torn_intent_is_dropped_and_a_newer_one_is_kept() {
    let faulty = broken_off("theirs");
    let folder = faulty.case.folder.path().join("state");
    fs::write(folder.join("torn"), b"KOPIJ-IP\x01\0\0\0half").unwrap();
    fs::write(folder.join("newer"), b"KOPIJ-IP\x09\0\0\0what comes").unwrap();

    assert_eq!(faulty.store.recover().len(), 1);

    assert!(!folder.join("torn").exists());
    assert!(folder.join("newer").exists());
}

#[test]
fn a_save_that_another_kopij_is_making_is_left_alone() {
    let torn = format!("{}{}", &NEW[..9], &OLD[9..]);
    let faulty = broken_off(&torn);
    let saving = faulty.store.hold(&faulty.case.path).unwrap();

    assert_eq!(faulty.store.recover(), []);

    assert_eq!(intents(&faulty), 1);
    faulty.case.check(&torn);
    drop(saving);
    assert_eq!(faulty.store.recover().len(), 1);
}

#[test]
fn an_intent_that_another_kopij_is_writing_is_left_alone() {
    let faulty = broken_off(OLD);
    let folder = faulty.case.folder.path().join("state");
    let begun = RealFs.create_temporary(&folder, Content::Typed, Readers::Owner);
    let begun = begun.unwrap();

    faulty.store.recover();

    assert!(begun.path().exists());
    let (file, path) = begun.keep().unwrap();
    drop(file);
    faulty.store.recover();
    assert!(!path.exists());
}

#[test]
fn a_file_that_others_could_read_is_not_put_in_its_place() {
    let case = case(OLD.as_bytes());
    let faulty = Faulty::new(case, FaultyFs::each(Call::CompareAccess, Errno::ACCESS));

    faulty.save(NEW, Some(OLD.as_bytes())).unwrap();

    assert_eq!(faulty.fs.count(Call::Rename), 1, "of the intent alone");
    faulty.case.check(NEW);
}
