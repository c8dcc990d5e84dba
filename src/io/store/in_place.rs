//! Writes over the old bytes of a file, and finishes that after a crash.
//!
//! The **intent** is a record in the state folder: the path, the old bytes and the new ones. It is
//! on the disk before a byte of the file changes, and dropped once the new bytes are. After a
//! crash the file holds the old bytes, the new ones, or a mixture of both: a mixture is finished.
//! Whoever writes a file, or finishes it, holds its lock, so that no save under way is taken for
//! one that was broken off. A file that holds anything else was written by another program meanwhile and is left alone.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Store, WriteError,
    lock::{self, Busy, Locks},
    read::read_bytes,
    save::{Found, Old, Save},
    sweep::remove_abandoned,
};
use crate::{
    io::{
        fs::{Content, Fs, Readers, RealFs, create_private_folder, folder_of},
        own,
        record::{Magic, RecordError, RecordReader, RecordWriter},
    },
    model::said::Said,
};

const MAGIC: Magic = *b"KOPIJ-IP";
const VERSION: u32 = 1;

/// A save in place that a crash broke off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    pub path: PathBuf,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The file was torn; now it holds the new bytes.
    Finished,
    /// Another program wrote or removed the file since. The intent is kept until
    /// [`Store::forget_unfinished`]; these are the bytes from before the save.
    Foreign { old: Vec<u8> },
    /// The file is torn and could not be written; the intent is kept for the next start.
    Failed { why: Said },
}

/// How far writing over the old bytes came.
enum Failure {
    /// Not a byte has changed.
    Untouched(io::Error),
    Torn(io::Error),
    /// All is written, but the disk did not confirm it. It is never asked twice: the second
    /// answer would be good, and wrong.
    Unconfirmed(io::Error),
}

/// Whether the file was written; if not, it held the new bytes in the end.
pub(super) fn write(save: &Save<'_>, old: &Old) -> Result<bool, WriteError> {
    let intent = match &save.store.intents {
        Some(folder) => Some(Intent::keep(save, old, folder).map_err(|err| save.failed(err))?),
        None => None,
    };
    let drop_intent = || {
        if let Some(intent) = &intent {
            intent.forget(save.fs());
        }
    };
    // The last moment to see that another program was faster.
    match save.look() {
        Ok(Found::Old(_)) => {}
        other => {
            drop_intent();
            return other.map(|_same| false);
        }
    }
    let source = match overwrite(save.fs(), save.target, &save.bytes) {
        Ok(()) => {
            drop_intent();
            return Ok(true);
        }
        Err(Failure::Untouched(source)) => {
            drop_intent();
            source
        }
        Err(Failure::Torn(source)) => {
            if put_back(save, old) {
                drop_intent();
            }
            source
        }
        Err(Failure::Unconfirmed(source)) => source,
    };
    Err(save.failed(source))
}

/// Whether the old bytes are on the disk again.
fn put_back(save: &Save<'_>, old: &Old) -> bool {
    let result = overwrite(save.fs(), save.target, &old.bytes);
    if result.is_err() {
        let path = save.target.display();
        log::error!("the old content could not be written back ({path})");
    }
    result.is_ok()
}

fn overwrite(fs: &dyn Fs, target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let length = bytes.len() as u64;
    let mut file = fs.open_to_write(target).map_err(Failure::Untouched)?;
    fs.reserve(&file, length).map_err(Failure::Untouched)?;
    fs.write(&mut file, bytes).map_err(Failure::Torn)?;
    fs.set_len(&file, length).map_err(Failure::Torn)?;
    fs.sync(&file).map_err(Failure::Unconfirmed)
}

/// An intent on the disk.
struct Intent {
    path: PathBuf,
}

impl Intent {
    fn keep(save: &Save<'_>, old: &Old, folder: &Path) -> io::Result<Self> {
        let fs = save.fs();
        let record = seal(save.target, &old.bytes, &save.bytes);
        create_private_folder(folder)?;
        let path = folder.join(name_of(save.target));
        let mut temporary = fs.create_temporary(folder, Content::Typed, Readers::Owner)?;
        fs.write(temporary.as_file_mut(), &record)?;
        fs.sync(temporary.as_file())?;
        fs.rename(temporary, &path)?;
        fs.sync_folder(folder)?;
        Ok(Self { path })
    }

    /// An intent that stays is found to be done at the next start.
    fn forget(&self, fs: &dyn Fs) {
        if let Err(err) = fs.remove(&self.path) {
            log::warn!(
                "a finished intent was not removed: {err} ({})",
                self.path.display()
            );
        }
    }
}

/// One intent for each file.
fn name_of(target: &Path) -> String {
    own::name_for(target)
}

fn seal(target: &Path, old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut record = RecordWriter::new(MAGIC, VERSION);
    record.path(target);
    record.bytes(old);
    record.bytes(new);
    record.seal()
}

pub(super) fn forget(store: &Store, path: &Path) -> io::Result<()> {
    match &store.intents {
        Some(folder) => store.fs.remove(&folder.join(name_of(path))),
        None => Ok(()),
    }
}

pub(super) fn recover(store: &Store) -> Vec<Unfinished> {
    let Some(folder) = &store.intents else {
        return Vec::new();
    };
    let Ok(entries) = fs::read_dir(folder) else {
        // No save was made in place so far.
        return Vec::new();
    };
    remove_abandoned(folder);
    let mut intents: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| Content::of(path).is_none())
        .collect();
    intents.sort();
    intents
        .iter()
        .filter_map(|intent| match recover_one(store, intent) {
            Ok(unfinished) => unfinished,
            Err(err) if err.kind() == io::ErrorKind::NotFound => None,
            Err(err) => {
                log::warn!("an intent was not read: {err} ({})", intent.display());
                None
            }
        })
        .collect()
}

/// `None`: the save was whole, or not begun, or another Kopij is making it.
fn recover_one(store: &Store, intent: &Path) -> io::Result<Option<Unfinished>> {
    let fs = store.fs.as_ref();
    let Some(path) = target_in(fs, intent)? else {
        return Ok(None);
    };
    let _locks = match &store.locks {
        Some(folder) => match lock::try_take(folder, &path) {
            Ok(locks) => locks,
            Err(Busy) => return Ok(None),
        },
        None => Locks::default(),
    };
    // Only now: until the file is ours a save may end, and another begin.
    let record = fs.read(intent, u64::MAX)?;
    let Ok((path, old, new)) = open(&record) else {
        return Ok(None);
    };
    let outcome = match read_bytes(fs, &path) {
        Ok(disk) if disk == old || disk == new => {
            fs.remove(intent)?;
            return Ok(None);
        }
        Ok(disk) if is_mixture(&disk, old, new) => match finish(&path, new) {
            Ok(()) => {
                fs.remove(intent)?;
                Outcome::Finished
            }
            Err(err) => Outcome::Failed {
                why: Said::of_system(&err),
            },
        },
        _ => Outcome::Foreign { old: old.to_vec() },
    };
    Ok(Some(Unfinished { path, outcome }))
}

/// The file that an intent is for. `None`: it is left alone, or was not whole and is gone.
fn target_in(fs: &dyn Fs, intent: &Path) -> io::Result<Option<PathBuf>> {
    let record = fs.read(intent, u64::MAX)?;
    match open(&record) {
        Ok((path, ..)) => Ok(Some(path)),
        Err(RecordError::Newer { version }) => {
            log::warn!("an intent of version {version} is left alone");
            Ok(None)
        }
        // The file is written only when its intent is whole, so nothing had begun.
        Err(RecordError::Torn | RecordError::OtherKind) => {
            fs.remove(intent)?;
            Ok(None)
        }
    }
}

fn open(record: &[u8]) -> Result<(PathBuf, &[u8], &[u8]), RecordError> {
    let mut fields = RecordReader::open(record, MAGIC, VERSION)?;
    Ok((fields.path()?, fields.bytes()?, fields.bytes()?))
}

fn finish(path: &Path, new: &[u8]) -> io::Result<()> {
    overwrite(&RealFs, path, new).map_err(|failure| match failure {
        Failure::Untouched(err) | Failure::Torn(err) | Failure::Unconfirmed(err) => err,
    })?;
    RealFs.sync_folder(folder_of(path))
}

/// Whether every byte is the old one or the new one of its place; a zero is what a power cut
/// leaves where a block was not written.
fn is_mixture(disk: &[u8], old: &[u8], new: &[u8]) -> bool {
    let shortest = old.len().min(new.len());
    let longest = old.len().max(new.len());
    (shortest..=longest).contains(&disk.len())
        && disk
            .iter()
            .enumerate()
            .all(|(at, byte)| *byte == 0 || old.get(at) == Some(byte) || new.get(at) == Some(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_has_only_bytes_of_either_in_their_places() {
        assert!(is_mixture(b"NEw", b"old", b"NEw"));
        assert!(is_mixture(b"NEd", b"old", b"NEW"));
        assert!(is_mixture(b"NEW tail", b"old tail", b"NEW"));
        assert!(is_mixture(b"N\0\0", b"old", b"NEW"));
        assert!(!is_mixture(b"NEx", b"old", b"NEW"));
        assert!(!is_mixture(b"ol", b"old", b"NEW"));
        assert!(!is_mixture(b"", b"old", b"NEW"));
        assert!(!is_mixture(b"NEW!", b"old", b"NEW"));
    }
}
