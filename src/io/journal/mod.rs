//! Unsaved text that survives a crash.
//!
//! Each document has two **slots** in the journal's folder, and they are written by turns: a slot
//! that a crash tears is the one that did not hold the newest good text. A slot is a record (see
//! [`record`](crate::io::record)) with a sequence number; the highest that is whole wins.
//!
//! A document is named by its [`Origin`], so that the text is found again in the next run. What
//! another run left in the slots is copied to the folder `discarded` before it is written over,
//! and stays there for 30 days, as does what a writer discards.
//!
//! A slot that is damaged is never written over before it is copied there too; see [`rescue`]. One that is larger than
//! any that is written is moved there unread.
//!
//! Two windows never write the same folder: see [`claim`]. [`recover`] and [`Journal::sweep`] are
//! for the start.

mod claim;
mod damaged;
mod held;
mod slot;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use self::slot::{Slot, SlotError};
pub use self::{
    claim::{Claim, claim},
    damaged::{Rescued, Why, rescue},
    held::{Held, JournalChange},
};
use crate::{
    io::{
        encoding,
        fs::{Fs as _, RealFs, create_private_folder},
        store::{self, ReadError},
    },
    model::{
        document::{ContentHash, FileFormat},
        recovery::{self, Verdict},
        said::{Said, Says, said, says},
    },
};

const DISCARDED: &str = "discarded";
const KEPT: Duration = Duration::from_hours(30 * 24);

/// What a document is called, in this run and the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    File(PathBuf),
    /// An article without a file. Whoever names it takes care that no two have the same name.
    Untitled(String),
}

/// The unsaved text of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    pub origin: Origin,
    /// What the file held when it was read or saved last; `None`: there was none.
    pub base: Option<ContentHash>,
    pub format: FileFormat,
    pub caret_byte: usize,
    pub text: Arc<str>,
}

impl JournalEntry {
    /// Of the bytes a save would write; `None`: the format has none for this text.
    pub fn hash(&self) -> Option<ContentHash> {
        let bytes = encoding::encode(&self.text, self.format).ok()?;
        Some(encoding::hash(&bytes))
    }

    /// How the text stands to its file now.
    ///
    /// # Errors
    /// If there is a file that cannot be read.
    pub fn judge(&self) -> Result<Verdict, ReadError> {
        let disk = match &self.origin {
            Origin::Untitled(_) => None,
            Origin::File(path) => match store::read(path) {
                Ok(snapshot) => Some(snapshot.hash),
                Err(ReadError::Missing { .. }) => None,
                Err(err) => return Err(err),
            },
        };
        Ok(recovery::judge(self.base, self.hash(), disk))
    }
}

/// Why unsaved text is not in the journal, or still is.
#[derive(Debug, thiserror::Error)]
pub struct JournalError {
    pub path: PathBuf,
    pub source: io::Error,
}

says!(JournalError);
impl Says for JournalError {
    fn said(&self) -> Said {
        said!("error-at", why = &self.source, path = self.path.as_path())
    }
}

/// What an earlier run left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    Text {
        entry: JournalEntry,
        written: SystemTime,
    },
    /// A newer Kopij wrote it. It stays where it is.
    Newer {
        slot: PathBuf,
        version: u32,
    },
    Rescued(Rescued),
}

/// In the name of what the disk did not give out, or what is too large to be read. It stays until somebody looks at it.
const UNREAD: &str = "-unread-";

impl Recovered {
    /// Whether it is the text of the same document as another, letter for letter.
    pub fn is_same(&self, other: &Rescued) -> bool {
        match self {
            Self::Text { entry, .. } => {
                let is_text = other.text.as_ref() == Some(&entry.text);
                is_text && other.origin.as_ref() == Some(&entry.origin)
            }
            Self::Newer { .. } | Self::Rescued(_) => false,
        }
    }
}

/// Writes the journal of this run.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    turns: HashMap<Origin, Turn>,
}

/// Which slot is written next.
#[derive(Clone, Copy, Debug)]
struct Turn {
    slot: Slot,
    sequence: u64,
}

impl Journal {
    /// Keeps the slots in `folder`, which need not be there yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            turns: HashMap::new(),
        }
    }

    /// Returns when the text is on the disk.
    ///
    /// # Errors
    /// [`JournalError`]; the text that was written before is still there.
    pub fn write(&mut self, entry: &JournalEntry) -> Result<(), JournalError> {
        let turn = match self.turns.get(&entry.origin) {
            Some(turn) => *turn,
            None => self.begin(&entry.origin)?,
        };
        let path = turn.slot.path(&self.folder, &entry.origin);
        let record = slot::seal(entry, turn.sequence);
        let written = slot::write(&path, &record).or_else(|err| {
            if err.kind() != io::ErrorKind::InvalidInput {
                return Err(err);
            }
            // No file lies in its place.
            move_aside(&self.folder, &path).map_err(|err| err.source)?;
            slot::write(&path, &record)
        });
        written.map_err(|source| JournalError { path, source })?;
        // Only now: a slot that failed is written again, not the good one.
        let next = Turn {
            slot: turn.slot.other(),
            sequence: turn.sequence + 1,
        };
        self.turns.insert(entry.origin.clone(), next);
        Ok(())
    }

    /// The text is in its file: nothing of it is needed any more.
    ///
    /// # Errors
    /// [`JournalError`]; the text may be found at the next start, and is seen to be saved.
    pub fn forget(&mut self, origin: &Origin) -> Result<(), JournalError> {
        let newest = match self.turns.remove(origin) {
            Some(turn) => turn.slot.other(),
            None => self
                .newest(origin)
                .map_or(Slot::First, |newest| newest.slot),
        };
        // The older text first: alone it would look like a conflict at the next start.
        for slot in [newest.other(), newest] {
            remove(&slot.path(&self.folder, origin))?;
            sync_folder(&self.folder)?;
        }
        Ok(())
    }

    /// The writer does not want the text. It is kept for 30 days.
    ///
    /// # Errors
    /// [`JournalError`]; the text is still where it was.
    pub fn discard(&mut self, origin: &Origin) -> Result<(), JournalError> {
        self.put_aside(origin)?;
        self.forget(origin)
    }

    /// Removes what was discarded more than 30 days ago.
    pub fn sweep(&self, now: SystemTime) {
        for path in files_in(&self.discarded()).unwrap_or_default() {
            // When that was written does not say when it was put there.
            let name = path.file_name().unwrap_or_default();
            let is_unread = name.to_string_lossy().contains(UNREAD);
            if !is_unread
                && is_older(&path, KEPT, now)
                && let Err(err) = fs::remove_file(&path)
            {
                log::warn!("a discarded text stays: {err} ({})", path.display());
            }
        }
    }

    fn discarded(&self) -> PathBuf {
        self.folder.join(DISCARDED)
    }

    /// What another run left is put aside, and its newest slot is not the first to be written.
    fn begin(&self, origin: &Origin) -> Result<Turn, JournalError> {
        create_private_folder(&self.folder).map_err(|source| JournalError {
            path: self.folder.clone(),
            source,
        })?;
        self.put_aside(origin)?;
        Ok(match self.newest(origin) {
            Some(newest) => Turn {
                slot: newest.slot.other(),
                sequence: newest.sequence + 1,
            },
            None => Turn {
                slot: Slot::First,
                sequence: 1,
            },
        })
    }

    fn newest(&self, origin: &Origin) -> Option<Turn> {
        [Slot::First, Slot::Second]
            .into_iter()
            .filter_map(|slot| {
                let record = slot::read(&slot.path(&self.folder, origin)).ok()?;
                let (_, sequence) = slot::open(&record).ok()?;
                Some(Turn { slot, sequence })
            })
            .max_by_key(|turn| turn.sequence)
    }

    /// Copies the newest text, and what cannot be read here.
    fn put_aside(&self, origin: &Origin) -> Result<(), JournalError> {
        let newest = self.newest(origin).map(|newest| newest.slot);
        for slot in [Slot::First, Slot::Second] {
            let path = slot.path(&self.folder, origin);
            let record = match slot::read(&path) {
                Ok(record) => record,
                Err(err) if err.kind() == io::ErrorKind::NotFound => continue,
                Err(_unreadable) => {
                    move_aside(&self.folder, &path)?;
                    continue;
                }
            };
            let is_odd = !record.is_empty() && slot::open(&record).is_err();
            if newest == Some(slot) || is_odd {
                discard_record(&self.folder, &record)?;
            }
        }
        Ok(())
    }
}

/// Moves a slot that the disk does not give out, or that nobody reads, to the discarded ones of the journal in `folder`:
/// it may give it out later. Returns where.
fn move_aside(folder: &Path, slot: &Path) -> Result<PathBuf, JournalError> {
    let failed = |source| JournalError {
        path: slot.to_owned(),
        source,
    };
    let discarded = folder.join(DISCARDED);
    create_private_folder(&discarded).map_err(failed)?;
    let name = slot.file_name().unwrap_or_default().to_string_lossy();
    let free = (1..1_000)
        .map(|number| discarded.join(format!("{name}{UNREAD}{number}")))
        .find(|path| path.symlink_metadata().is_err());
    let free = free.ok_or_else(|| failed(io::ErrorKind::AlreadyExists.into()))?;
    fs::rename(slot, &free).map_err(failed)?;
    Ok(free)
}

/// Keeps a record with the discarded ones. Returns where.
fn discard_record(folder: &Path, record: &[u8]) -> Result<PathBuf, JournalError> {
    let discarded = folder.join(DISCARDED);
    let path = discarded.join(blake3::hash(record).to_hex().as_str());
    create_private_folder(&discarded)
        .and_then(|()| store::replace(&path, record))
        .map_err(|source| JournalError {
            path: path.clone(),
            source,
        })?;
    Ok(path)
}

/// The newest whole text of each document in the journal's folder; torn slots are passed over.
/// Nothing is changed.
///
/// # Errors
/// If the folder is there and cannot be read.
pub fn recover(folder: &Path) -> Result<Vec<Recovered>, JournalError> {
    let paths = match files_in(folder) {
        Ok(paths) => paths,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            return Err(JournalError {
                path: folder.to_owned(),
                source,
            });
        }
    };
    let mut newest: BTreeMap<Origin, (u64, Recovered)> = BTreeMap::new();
    let mut newer = Vec::new();
    for slot in paths.into_iter().filter(|path| is_slot(path)) {
        match read_slot(&slot) {
            Ok((entry, sequence, written)) => {
                let is_best = newest
                    .get(&entry.origin)
                    .is_none_or(|(best, _)| *best < sequence);
                if is_best {
                    let origin = entry.origin.clone();
                    newest.insert(origin, (sequence, Recovered::Text { entry, written }));
                }
            }
            Err(SlotError::Newer { version }) => newer.push(Recovered::Newer { slot, version }),
            Err(err) => log::warn!("{err} ({})", slot.display()),
        }
    }
    let texts = newest.into_values().map(|(_, recovered)| recovered);
    Ok(texts.chain(newer).collect())
}

fn read_slot(path: &Path) -> Result<(JournalEntry, u64, SystemTime), SlotError> {
    let record = slot::read(path)?;
    let (entry, sequence) = slot::open(&record)?;
    let written = fs::metadata(path)?.modified()?;
    Ok((entry, sequence, written))
}

fn is_slot(path: &Path) -> bool {
    let extension = path.extension();
    [Slot::First, Slot::Second]
        .into_iter()
        .any(|slot| extension == Some(OsStr::new(slot.extension())))
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    Ok(paths)
}

fn is_older(path: &Path, age: Duration, now: SystemTime) -> bool {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified());
    written.is_ok_and(|written| now.duration_since(written).is_ok_and(|passed| passed > age))
}

fn remove(path: &Path) -> Result<(), JournalError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(JournalError {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

fn sync_folder(folder: &Path) -> Result<(), JournalError> {
    match RealFs.sync_folder(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(JournalError {
            path: folder.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}
