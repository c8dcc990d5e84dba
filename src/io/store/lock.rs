//! One save of a file at a time, among all Kopijs of this user, windows and commands.
//!
//! The locks are files in the state folder, never in the site; the system lifts them however their
//! holder ends. There are 256 of them for places and 256 for contents: a file has one by its path
//! and, if it has several names, one by what they name. Files that share one wait for each other
//! for as long as a save lasts. The one of the place is taken first, so nobody waits in a circle.
//!
//! Limits: other programs do not ask, and where the state folder cannot be written, or its disk
//! knows no locks, nobody does.

use std::{
    fs::{self, File, Metadata, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use crate::io::{fs::create_private_folder, own};

/// Longer than any save lasts; a program that is stopped may hold a lock for ever.
const PATIENCE: Duration = Duration::from_secs(20);
/// In the state folder.
pub(super) const FOLDER: &str = "locks";
const STEP: Duration = Duration::from_millis(2);

/// Held until dropped.
#[derive(Debug, Default)]
pub(super) struct Locks {
    _place: Option<File>,
    _content: Option<File>,
}

/// Another Kopij has the lock.
#[derive(Debug)]
pub(super) struct Busy;

/// Takes the locks of the file at `target`, which need not be there.
pub(super) fn take(folder: &Path, target: &Path) -> Result<Locks, Busy> {
    take_within(PATIENCE, folder, target)
}

/// As [`take`], without waiting.
pub(super) fn try_take(folder: &Path, target: &Path) -> Result<Locks, Busy> {
    take_within(Duration::ZERO, folder, target)
}

/// Reads and writes a file of Kopij's own while no other Kopij of this user does. `state`: the state
/// folder.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`], if another is at it for too long: nothing was done.
pub fn alone<T>(state: &Path, path: &Path, change: impl FnOnce() -> T) -> io::Result<T> {
    let locks = take(&state.join(FOLDER), path);
    let _locks = locks.map_err(|Busy| io::ErrorKind::WouldBlock)?;
    Ok(change())
}

fn take_within(patience: Duration, folder: &Path, target: &Path) -> Result<Locks, Busy> {
    let place = lock(patience, &place_of(folder, target))?;
    // Only now: until the place is ours a save may give it another content.
    let content = match fs::metadata(target) {
        Ok(metadata) => content_of(folder, &metadata),
        Err(_missing) => None,
    };
    Ok(Locks {
        _place: place,
        _content: match content {
            Some(content) => lock(patience, &content)?,
            None => None,
        },
    })
}

/// `None`: there are no locks here.
fn lock(patience: Duration, path: &Path) -> Result<Option<File>, Busy> {
    let began = Instant::now();
    match open(path) {
        Ok(file) => loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::WouldBlock) if began.elapsed() < patience => thread::sleep(STEP),
                Err(TryLockError::WouldBlock) => return Err(Busy),
                Err(TryLockError::Error(err)) => return Ok(unlocked(path, &err)),
            }
        },
        Err(err) => Ok(unlocked(path, &err)),
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        create_private_folder(folder)?;
    }
    own::open_to_write(path)
}

fn unlocked(path: &Path, err: &io::Error) -> Option<File> {
    log::warn!("a file is saved without a lock: {err} ({})", path.display());
    None
}

fn place_of(folder: &Path, target: &Path) -> PathBuf {
    let hash = blake3::hash(target.as_os_str().as_encoded_bytes());
    let [byte, ..] = *hash.as_bytes();
    folder.join(format!("place-{byte:02x}"))
}

#[cfg(unix)]
fn content_of(folder: &Path, metadata: &Metadata) -> Option<PathBuf> {
    use std::os::unix::fs::MetadataExt as _;

    let [byte, ..] = metadata.ino().to_le_bytes();
    (metadata.nlink() > 1).then(|| folder.join(format!("content-{byte:02x}")))
}

#[cfg(not(unix))]
fn content_of(_folder: &Path, _metadata: &Metadata) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    #[test]
    fn a_file_is_locked_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let locks = folder.path().join("locks");
        let target = folder.path().join("a.md");
        let held = take(&locks, &target).unwrap();

        take_within(SOON, &locks, &target).unwrap_err();
        try_take(&locks, &target).unwrap_err();

        drop(held);
        try_take(&locks, &target).unwrap();
    }

    #[test]
    fn two_names_of_one_content_are_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let locks = folder.path().join("locks");
        let name = |name: &str| folder.path().join(name);
        fs::write(name("a.md"), "a").unwrap();
        fs::hard_link(name("a.md"), name("b.md")).unwrap();
        let _held = take(&locks, &name("a.md")).unwrap();

        try_take(&locks, &name("b.md")).unwrap_err();
    }

    #[test]
    fn without_a_place_for_locks_nobody_waits() {
        let folder = tempfile::tempdir().unwrap();
        let locks = folder.path().join("locks");
        fs::write(&locks, "no folder").unwrap();

        let _first = take(&locks, Path::new("a.md")).unwrap();
        take(&locks, Path::new("a.md")).unwrap();
    }
}
