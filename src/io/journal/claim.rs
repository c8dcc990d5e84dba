//! Which journal a window writes: one that no other running window has.
//!
//! The first window writes `journal`, one beside it `journal-2`, and so on. A file lock beside the
//! folder says that its window runs; the system lifts it however the window ends. What a window
//! left is taken over by the next one that starts.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{DISCARDED, JournalError, files_in, is_slot};
use crate::io::fs::create_private_folder;

const MOST_WINDOWS: u32 = 32;

/// A journal that is this window's own until it is dropped.
#[derive(Debug)]
pub struct Claim {
    pub folder: PathBuf,
    _lock: Option<File>,
}

/// Takes the first journal that no running window has, `first` before all others, and moves into
/// it what ended windows left in theirs.
///
/// # Errors
/// [`JournalError`], where a text of an ended window could not be moved: it stays where it is.
/// The claim holds all the same.
pub fn claim(first: &Path) -> (Claim, Result<(), JournalError>) {
    let mut own = None;
    let mut ended = Vec::new();
    for number in 1..=MOST_WINDOWS {
        let folder = numbered(first, number);
        if number > 1 && own.is_some() && !folder.is_dir() {
            continue;
        }
        match lock(&folder) {
            Ok(Some(lock)) if own.is_none() => own = Some((folder, Some(lock))),
            Ok(Some(lock)) => ended.push((folder, lock)),
            // A running window's, whose unsaved text stays its own.
            Ok(None) => {}
            Err(err) => log::warn!("no lock for the journal: {err} ({})", folder.display()),
        }
    }
    // Without a place for locks there is none for the journal either; its first write says so.
    let (folder, lock) = own.unwrap_or_else(|| (first.to_owned(), None));
    let moved = ended
        .iter()
        .try_for_each(|(left, _lock)| take_over(left, &folder));
    let claim = Claim {
        folder,
        _lock: lock,
    };
    (claim, moved)
}

fn numbered(first: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return first.to_owned();
    }
    let name = first.file_name().unwrap_or_default().to_string_lossy();
    first.with_file_name(format!("{name}-{number}"))
}

/// `None`: a running window has it.
fn lock(folder: &Path) -> io::Result<Option<File>> {
    if let Some(state) = folder.parent() {
        create_private_folder(state)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.with_extension("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(err)) => Err(err),
    }
}

/// Moves what an ended window left. Of a document that is in both, this one's text is offered and
/// the other is kept with the discarded ones.
fn take_over(left: &Path, own: &Path) -> Result<(), JournalError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| JournalError { path, source }
    };
    let slots = files_in(left).unwrap_or_default();
    let slots: Vec<PathBuf> = slots.into_iter().filter(|path| is_slot(path)).collect();
    let taken: Vec<_> = files_in(own).unwrap_or_default();
    let is_taken = |slot: &Path| taken.iter().any(|own| own.file_stem() == slot.file_stem());
    for slot in &slots {
        let (folder, name) = if is_taken(slot) {
            let record = fs::read(slot).map_err(failed(slot))?;
            let name = blake3::hash(&record).to_hex().to_string();
            (own.join(DISCARDED), name.into())
        } else {
            (
                own.to_owned(),
                slot.file_name().unwrap_or_default().to_owned(),
            )
        };
        create_private_folder(&folder).map_err(failed(&folder))?;
        fs::rename(slot, folder.join(name)).map_err(failed(slot))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::journal::{Journal, JournalEntry, Origin, Recovered, recover};

    fn entry(text: &str) -> JournalEntry {
        JournalEntry {
            origin: Origin::File("a.md".into()),
            base: None,
            format: crate::model::document::FileFormat::default(),
            caret_byte: 0,
            text: text.into(),
        }
    }

    fn texts(folder: &Path) -> Vec<String> {
        let found = recover(folder).unwrap().into_iter();
        found
            .map(|found| match found {
                Recovered::Text { entry, .. } => entry.text.to_string(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_unsaved_text_of_a_running_window_is_not_recovered_by_another() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, _) = claim(&first);
        Journal::new(&one.folder).write(&entry("one")).unwrap();

        let (two, moved) = claim(&first);
        moved.unwrap();

        assert_ne!(one.folder, two.folder);
        assert_eq!(texts(&two.folder), [] as [&str; 0]);
        Journal::new(&two.folder).write(&entry("two")).unwrap();
        assert_eq!(texts(&one.folder), ["one"]);
    }

    #[test]
    fn what_an_ended_window_left_is_taken_over() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, _) = claim(&first);
        let (two, _) = claim(&first);
        Journal::new(&two.folder).write(&entry("two")).unwrap();
        let folder = two.folder.clone();
        drop((one, two));

        let (next, moved) = claim(&first);
        moved.unwrap();

        assert_eq!(next.folder, first);
        assert_eq!(texts(&next.folder), ["two"]);
        assert_eq!(texts(&folder), [] as [&str; 0]);
    }

    #[test]
    fn of_two_texts_of_one_article_both_are_kept() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, _) = claim(&first);
        let (two, _) = claim(&first);
        Journal::new(&one.folder).write(&entry("one")).unwrap();
        Journal::new(&two.folder).write(&entry("two")).unwrap();
        drop((one, two));

        let (next, moved) = claim(&first);
        moved.unwrap();

        assert_eq!(texts(&next.folder), ["one"]);
        let kept = files_in(&next.folder.join("discarded")).unwrap();
        assert_eq!(kept.len(), 1);
        assert!(crate::io::journal::slot::open(&fs::read(&kept[0]).unwrap()).is_ok());
    }
}
