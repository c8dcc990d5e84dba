//! Which journal a window writes: one that no other running window has.
//!
//! The first window writes `journal`, one beside it `journal-2`, and so on. A file lock beside the
//! folder says that its window runs; the system lifts it however the window ends. What a window
//! left is taken over by the next one that starts.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{
    JournalError, Rescued, Why, damaged::rescue_into, discard_record, files_in, is_slot, remove,
    rescue, slot,
};
use crate::io::{fs::create_private_folder, own, record::RecordError};

const MOST_WINDOWS: u32 = 32;

/// A journal that is this window's own until it is dropped.
#[derive(Debug)]
pub struct Claim {
    pub folder: PathBuf,
    _lock: Option<File>,
    /// The journals of ended windows, until what is in them is gathered.
    ended: Vec<(PathBuf, File)>,
}

/// Takes the first journal that no running window has, `first` before all others.
pub fn claim(first: &Path) -> Claim {
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
    Claim {
        folder,
        _lock: lock,
        ended,
    }
}

impl Claim {
    /// Moves into the journal what ended windows left in theirs, and puts damaged texts aside.
    /// Returned are the texts to be offered beside those of the journal, and what stands in the way,
    /// if something does: what could not be moved stays where it is.
    pub fn gather(&mut self) -> (Vec<Rescued>, Result<(), JournalError>) {
        // First: what is damaged is not in the way of what is whole.
        let (mut rescued, mut done) = rescue(&self.folder);
        for (left, _lock) in self.ended.drain(..) {
            let (damaged, put_aside) = rescue_into(&left, &self.folder);
            rescued.extend(damaged);
            done = done.and(put_aside);
            let moved = take_over(&left, &self.folder, &mut rescued);
            done = done.and(moved);
        }
        (rescued, done)
    }
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
    let file = own::open_to_write(&folder.with_extension("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(err)) => Err(err),
    }
}

/// Moves what an ended window left. Of a document that is in both, this one's text is offered as
/// its own, and the other is kept with the discarded ones and offered beside it.
fn take_over(left: &Path, own: &Path, rescued: &mut Vec<Rescued>) -> Result<(), JournalError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| JournalError { path, source }
    };
    let slots = files_in(left).unwrap_or_default();
    let slots: Vec<PathBuf> = slots.into_iter().filter(|path| is_slot(path)).collect();
    let is_empty = |path: &Path| fs::metadata(path).is_ok_and(|it| it.len() == 0);
    let mut taken: Vec<_> = files_in(own).unwrap_or_default();
    taken.retain(|path| is_slot(path) && !is_empty(path));
    let is_taken = |slot: &Path| taken.iter().any(|own| own.file_stem() == slot.file_stem());
    let mut others: BTreeMap<PathBuf, (u64, Rescued)> = BTreeMap::new();
    let mut done = Ok(());
    for slot in &slots {
        let moved = if is_taken(slot) {
            put_beside(slot, own, &mut others)
        } else {
            let name = slot.file_name().unwrap_or_default();
            let moved = create_private_folder(own).and_then(|()| fs::rename(slot, own.join(name)));
            moved.map_err(failed(slot))
        };
        // The others are somebody's text too.
        done = done.and(moved);
    }
    rescued.extend(others.into_values().map(|(_, other)| other));
    done
}

/// Keeps the slot of a document that has one of its own with the discarded ones; `others` has the
/// newest of each.
fn put_beside(
    slot: &Path,
    own: &Path,
    others: &mut BTreeMap<PathBuf, (u64, Rescued)>,
) -> Result<(), JournalError> {
    let record = slot::read(slot).map_err(|source| JournalError {
        path: slot.to_owned(),
        source,
    })?;
    let opened = slot::open(&record);
    if matches!(opened, Err(RecordError::Newer { .. })) {
        return Ok(());
    }
    let kept = discard_record(own, &record)?;
    remove(slot)?;
    // Torn beside a whole one: what it lacks was never there.
    let Ok((entry, sequence)) = opened else {
        return Ok(());
    };
    let name = slot.with_extension("");
    let newest = others.get(&name);
    if newest.is_none_or(|(newest, _)| *newest < sequence) {
        let other = Rescued {
            why: Why::OfAnotherWindow,
            origin: Some(entry.origin),
            text: Some(entry.text),
            kept,
            slots: String::new(),
        };
        others.insert(name, (sequence, other));
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

    /// With what is gathered at a start.
    fn claimed(first: &Path) -> (Claim, Vec<Rescued>, Result<(), JournalError>) {
        let mut claim = claim(first);
        let (rescued, done) = claim.gather();
        (claim, rescued, done)
    }

    fn two_windows(first: &Path) -> (Claim, Claim) {
        (claimed(first).0, claimed(first).0)
    }

    /// The slot of the one text that a window keeps.
    fn wrote(window: &Claim, text: &str) -> PathBuf {
        Journal::new(&window.folder).write(&entry(text)).unwrap();
        files_in(&window.folder).unwrap().remove(0)
    }

    fn damage(window: &Claim) {
        let slot = files_in(&window.folder).unwrap().remove(0);
        let mut record = fs::read(&slot).unwrap();
        *record.last_mut().unwrap() ^= 1;
        fs::write(&slot, record).unwrap();
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
        let (one, ..) = claimed(&first);
        Journal::new(&one.folder).write(&entry("one")).unwrap();

        let (two, rescued, moved) = claimed(&first);
        moved.unwrap();
        assert_eq!(rescued, []);

        assert_ne!(one.folder, two.folder);
        assert_eq!(texts(&two.folder), [] as [&str; 0]);
        Journal::new(&two.folder).write(&entry("two")).unwrap();
        assert_eq!(texts(&one.folder), ["one"]);
    }

    #[test]
    fn what_an_ended_window_left_is_taken_over() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        Journal::new(&two.folder).write(&entry("two")).unwrap();
        let folder = two.folder.clone();
        drop((one, two));

        let (next, rescued, moved) = claimed(&first);
        moved.unwrap();
        assert_eq!(rescued, []);

        assert_eq!(next.folder, first);
        assert_eq!(texts(&next.folder), ["two"]);
        assert_eq!(texts(&folder), [] as [&str; 0]);
    }

    #[test]
    fn of_two_texts_of_one_article_both_are_kept() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        wrote(&one, "one");
        wrote(&two, "two");
        drop((one, two));

        let (next, rescued, moved) = claimed(&first);
        moved.unwrap();

        assert_eq!(rescued.len(), 1);
        assert_eq!(rescued[0].why, Why::OfAnotherWindow);
        assert_eq!(rescued[0].text.as_deref(), Some("two"));
        assert_eq!(texts(&next.folder), ["one"]);
        let kept = files_in(&next.folder.join("discarded")).unwrap();
        assert_eq!(kept.len(), 1);
        assert!(slot::open(&fs::read(&kept[0]).unwrap()).is_ok());
    }

    /// However long ago it was typed, it is discarded today.
    #[test]
    fn a_text_that_is_kept_beside_another_is_not_swept_at_once() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        let now = std::time::SystemTime::now();
        for (window, text) in [(&one, "one"), (&two, "two")] {
            let slot = wrote(window, text);
            let file = File::options().write(true).open(slot).unwrap();
            let long_ago = now - std::time::Duration::from_hours(24 * 40);
            file.set_modified(long_ago).unwrap();
        }
        drop((one, two));

        let (next, ..) = claimed(&first);
        Journal::new(&next.folder).sweep(now);

        assert_eq!(files_in(&next.folder.join("discarded")).unwrap().len(), 1);
    }

    #[test]
    fn a_slot_in_which_nothing_is_stands_in_no_ones_way() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        let slot = wrote(&two, "two");
        fs::create_dir_all(&one.folder).unwrap();
        fs::write(one.folder.join(slot.file_name().unwrap()), "").unwrap();
        drop((one, two));

        let (next, ..) = claimed(&first);

        assert_eq!(texts(&next.folder), ["two"]);
    }

    #[test]
    fn a_damaged_text_hides_no_whole_one_of_another_window() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        wrote(&one, "one");
        wrote(&two, "two");
        damage(&one);
        drop((one, two));

        let (next, rescued, moved) = claimed(&first);
        moved.unwrap();

        assert_eq!(texts(&next.folder), ["two"]);
        assert_eq!(rescued.len(), 1);
        assert_eq!(rescued[0].text.as_deref(), Some("one"));
    }

    #[test]
    fn a_damaged_text_of_an_ended_window_is_offered_beside_a_whole_one() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        wrote(&one, "one");
        wrote(&two, "two");
        damage(&two);
        drop((one, two));

        let (next, rescued, moved) = claimed(&first);
        moved.unwrap();

        assert_eq!(texts(&next.folder), ["one"]);
        assert_eq!(rescued.len(), 1);
        assert_eq!(rescued[0].text.as_deref(), Some("two"));
        assert!(rescued[0].kept.starts_with(&next.folder));
    }

    #[test]
    fn a_text_of_a_newer_kopij_stays_where_it_is() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        let slot = wrote(&one, "one");
        let newer = two.folder.join(slot.file_name().unwrap());
        fs::create_dir_all(&two.folder).unwrap();
        fs::write(&newer, b"KOPIJ-JL\x09\0\0\0what comes").unwrap();
        drop((one, two));

        let (_next, rescued, moved) = claimed(&first);
        moved.unwrap();

        assert_eq!(rescued, []);
        assert!(newer.exists());
    }

    /// A folder in the place of a slot is read by nobody, as a bad sector is.
    #[cfg(unix)]
    #[test]
    fn a_slot_that_cannot_be_read_holds_no_other_text_up() {
        let state = tempfile::tempdir().unwrap();
        let first = state.path().join("journal");
        let (one, two) = two_windows(&first);
        let slot = wrote(&one, "one");
        let of_another = JournalEntry {
            origin: Origin::File("z.md".into()),
            ..entry("another")
        };
        Journal::new(&two.folder).write(&of_another).unwrap();
        let unread = two.folder.join(slot.file_name().unwrap());
        std::os::unix::fs::symlink("/dev/null/nothing", &unread).unwrap();
        drop((one, two));

        let (next, ..) = claimed(&first);

        assert!(texts(&next.folder).contains(&"another".to_owned()));
    }
}
