//! Each call of a save fails once, and another program gets in before each.

use rustix::io::Errno;

use super::*;
use crate::io::fs::faulty::{Call, FaultyFs};

/// More calls than any save makes.
const MANY: usize = 60;

/// A file, the store that saves it, and the file system below.
pub struct Faulty {
    pub case: Case,
    pub fs: Arc<FaultyFs>,
    pub store: Store,
}

impl Faulty {
    pub fn new(case: Case, fs: FaultyFs) -> Self {
        let fs = Arc::new(fs);
        let store = Store {
            fs: Arc::clone(&fs) as Arc<dyn Fs>,
            intents: Some(case.folder.path().join("state")),
            locks: Some(case.folder.path().join("locks")),
            ..Store::without_state()
        };
        Self { case, fs, store }
    }

    pub fn save(&self, text: &str, expected: Option<&[u8]>) -> Result<Saved, WriteError> {
        self.store.write(&job(&self.case.path, text, expected))
    }

    pub fn content(&self) -> Option<Vec<u8>> {
        fs::read(&self.case.path).ok()
    }
}

/// Whether the text of an error ends with the path.
pub fn says_path(err: &WriteError, path: &Path) -> bool {
    crate::model::words::of(err).ends_with(&format!("({})", path.display()))
}

const ERRORS: [Errno; 4] = [Errno::IO, Errno::NOSPC, Errno::ACCESS, Errno::MFILE];

#[test]
fn whichever_call_fails_the_file_is_the_old_one_or_the_new_one() {
    for error in ERRORS {
        let mut calls = 0;
        for number in 0..MANY {
            let faulty = Faulty::new(case(b"old content"), FaultyFs::nth(number, error));

            let result = faulty.save("new", Some(b"old content"));

            if !faulty.fs.was_hit() {
                result.unwrap();
                break;
            }
            calls = number + 1;
            let content = faulty.content().unwrap();
            match result {
                Ok(_) => assert_eq!(content, b"new", "call {number}, {error:?}"),
                Err(err) => {
                    assert!(says_path(&err, &faulty.case.path), "{err}");
                    let is_whole = content == b"old content" || content == b"new";
                    assert!(is_whole, "call {number}, {error:?}: {content:?}");
                }
            }
            faulty.case.check(std::str::from_utf8(&content).unwrap());
        }
        assert!(calls >= 14, "only {calls} calls were made");
    }
}

#[test]
fn until_the_rename_a_failed_call_leaves_the_old_file() {
    for number in 0..MANY {
        let faulty = Faulty::new(case(b"old"), FaultyFs::nth(number, Errno::IO));

        let result = faulty.save("new", Some(b"old"));

        if faulty.fs.calls().contains(&Call::SyncFolder) {
            return;
        }
        result.unwrap_err();
        faulty.case.check("old");
    }
    panic!("the save never reached the folder");
}

#[test]
fn whichever_call_fails_a_new_article_is_whole_or_not_there() {
    for number in 0..MANY {
        let case = case(b"");
        fs::remove_file(&case.path).unwrap();
        let faulty = Faulty::new(case, FaultyFs::nth(number, Errno::NOSPC));

        let result = faulty.save("new", None);

        if !faulty.fs.was_hit() {
            assert!(number >= 8, "only {number} calls were made");
            result.unwrap();
            return;
        }
        result.unwrap_err();
        if let Some(content) = faulty.content() {
            assert_eq!(content, b"new", "call {number}");
            faulty.case.check("new");
        }
        let files = fs::read_dir(faulty.case.folder.path()).unwrap().flatten();
        let files = files.filter(|entry| entry.path().is_file());
        assert_eq!(files.count(), usize::from(faulty.case.path.exists()));
    }
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let faulty = Faulty::new(case(b"old"), FaultyFs::each(Call::Write, Errno::NOSPC));

    let err = faulty.save("new", Some(b"old")).unwrap_err();

    let WriteError::Write { source, .. } = &err else {
        panic!("{err:?}");
    };
    assert_eq!(source.kind(), io::ErrorKind::StorageFull);
    faulty.case.check("old");
}

#[test]
fn a_disk_that_does_not_confirm_is_not_asked_again() {
    let faulty = Faulty::new(case(b"old"), FaultyFs::each(Call::Sync, Errno::IO));

    let err = faulty.save("new", Some(b"old")).unwrap_err();

    assert!(matches!(err, WriteError::Write { .. }), "{err:?}");
    assert_eq!(faulty.fs.count(Call::Sync), 1);
    faulty.case.check("old");
}

#[test]
fn a_save_that_failed_after_the_rename_is_confirmed_by_the_next_one() {
    let faulty = Faulty::new(case(b"old"), FaultyFs::each(Call::SyncFolder, Errno::IO));
    faulty.save("new", Some(b"old")).unwrap_err();

    faulty.save("new", Some(b"old")).unwrap_err();

    assert_eq!(faulty.fs.count(Call::SyncFolder), 2);
    assert_eq!(faulty.fs.count(Call::Rename), 1);
}

#[test]
fn a_race_before_the_last_look_is_seen_and_theirs_stays() {
    let calls = calls_of_a_save();
    let last_look = calls.iter().rposition(|call| *call == Call::Read).unwrap();

    for number in 0..=last_look {
        let case = case(b"old");
        let fs = FaultyFs::race(number, &case.path, b"theirs");
        let faulty = Faulty::new(case, fs);

        let err = faulty.save("mine", Some(b"old")).unwrap_err();

        assert!(matches!(err, WriteError::Conflict { .. }), "{err:?}");
        faulty.case.check("theirs");
    }
}

#[test]
fn the_last_look_is_after_the_sync_and_next_to_the_rename() {
    let calls = calls_of_a_save();

    let rename = calls.iter().position(|call| *call == Call::Rename).unwrap();
    let sync = calls.iter().position(|call| *call == Call::Sync).unwrap();
    let last_look = calls.iter().rposition(|call| *call == Call::Read).unwrap();

    assert!(sync < last_look && last_look < rename, "{calls:?}");
    assert!(rename - last_look <= 2, "{calls:?}");
    assert_eq!(calls.last(), Some(&Call::SyncFolder));
}

#[test]
fn a_race_that_wrote_the_same_text_is_no_conflict() {
    let calls = calls_of_a_save();
    let last_look = calls.iter().rposition(|call| *call == Call::Read).unwrap();
    let case = case(b"old");
    let fs = FaultyFs::race(last_look, &case.path, b"mine");
    let faulty = Faulty::new(case, fs);

    let saved = faulty.save("mine", Some(b"old")).unwrap();

    assert_eq!(saved.replaced, None);
    faulty.case.check("mine");
}

#[test]
fn what_a_save_replaced_is_handed_back() {
    let faulty = Faulty::new(case(b"old"), FaultyFs::nth(MANY, Errno::IO));

    let first = faulty.save("new", Some(b"old")).unwrap();
    let again = faulty.save("new", Some(b"new")).unwrap();

    assert_eq!(first.replaced.as_deref(), Some(&b"old"[..]));
    assert_eq!(again.replaced, None);
}

fn calls_of_a_save() -> Vec<Call> {
    let faulty = Faulty::new(case(b"old"), FaultyFs::nth(MANY, Errno::IO));
    faulty.save("mine", Some(b"old")).unwrap();
    faulty.fs.calls()
}
