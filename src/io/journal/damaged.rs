//! Slots that are not whole and whose text nothing else holds: a bit that flipped on the disk, or
//! the first text of an article, torn by a crash.
//!
//! Such a slot is copied whole to where discarded texts are, and what can be read of it is offered
//! apart from the article: a letter of it may be wrong. A torn slot beside a whole one is what every
//! crash may leave, and is none of these. A slot that is larger than any that is written is moved there unread.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use super::{
    JournalError, Origin, discard_record, files_in, is_slot, move_aside, remove,
    slot::{self, Salvaged},
};
use crate::io::record::RecordError;

/// A text of which something is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    pub why: Why,
    /// `None`: which document it is of cannot be read.
    pub origin: Option<Origin>,
    /// `None`: nothing of it can be read.
    pub text: Option<Arc<str>>,
    /// Where the slot is kept whole.
    pub kept: PathBuf,
    /// What its slots were called, without their endings.
    pub slots: String,
}

/// Why a text is offered apart from its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The disk changed it.
    Damaged,
    /// Two windows that ended had unsaved text of one article; the other one is offered as its own.
    OfAnotherWindow,
}

impl Rescued {
    /// Of a slot of which nothing is read.
    fn of(slot: &Path, kept: PathBuf) -> Self {
        let slots = slot.file_stem().unwrap_or_default().to_string_lossy();
        Self {
            why: Why::Damaged,
            origin: None,
            text: None,
            kept,
            slots: slots.into_owned(),
        }
    }

    /// Whether it is the text of the file at `path`, though nothing of it need be readable: its
    /// slots are called by that.
    pub fn is_of(&self, path: &Path) -> bool {
        self.slots == slot::name_of(&Origin::File(path.to_owned()))
    }
}

/// Puts the damaged slots in the journal's folder aside, whole, and returns what can be read of
/// the newest of each document. And what stands in the way, if something does: a slot that could
/// not be put aside, or read, stays where it is.
pub fn rescue(folder: &Path) -> (Vec<Rescued>, Result<(), JournalError>) {
    rescue_into(folder, folder)
}

/// As [`rescue`], with what is put aside kept in another journal.
pub(super) fn rescue_into(folder: &Path, own: &Path) -> (Vec<Rescued>, Result<(), JournalError>) {
    let mut documents: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for slot in files_in(folder).unwrap_or_default() {
        if is_slot(&slot) {
            documents
                .entry(slot.with_extension(""))
                .or_default()
                .push(slot);
        }
    }
    let mut found = Vec::new();
    let mut done = Ok(());
    for slots in documents.into_values() {
        match rescue_document(own, &slots) {
            Ok(rescued) => found.extend(rescued),
            Err(err) => done = done.and(Err(err)),
        }
    }
    (found, done)
}

/// The slots of one document.
fn rescue_document(folder: &Path, slots: &[PathBuf]) -> Result<Option<Rescued>, JournalError> {
    let mut whole: Option<Age> = None;
    let mut newest: Option<Rescued> = None;
    let mut broken = Vec::new();
    for path in slots {
        let failed = |source| JournalError {
            path: path.clone(),
            source,
        };
        let record = match slot::read(path) {
            Ok(record) => record,
            Err(err) if err.kind() == io::ErrorKind::FileTooLarge => {
                newest = Some(Rescued::of(path, move_aside(folder, path)?));
                continue;
            }
            Err(err) => return Err(failed(err)),
        };
        let written = fs::metadata(path).and_then(|it| it.modified());
        let written = written.map_err(failed)?;
        match slot::open(&record) {
            Ok((_, sequence)) => whole = whole.max(Some(Age { sequence, written })),
            Err(err) => {
                let salvaged = slot::salvage(&record);
                let is_newer = matches!(err, RecordError::Newer { .. });
                // Of a slot that was torn at its start nothing is lost but what was not there yet.
                if !(record.is_empty() || is_newer && salvaged.sequence.is_none()) {
                    broken.push((path, salvaged, written));
                }
            }
        }
    }
    broken.retain(|(_, salvaged, written)| is_lost(salvaged, *written, whole));
    broken.sort_by_key(|(_, salvaged, written)| (salvaged.sequence, *written));
    for (path, salvaged, _) in broken {
        // Read once more: two of the largest are not held at a time.
        let record = slot::read(path).map_err(|source| JournalError {
            path: path.clone(),
            source,
        })?;
        let kept = discard_record(folder, &record)?;
        remove(path)?;
        let older = newest.take().and_then(|older| older.text);
        newest = Some(Rescued {
            origin: salvaged.origin,
            text: salvaged.text.map(Arc::from).or(older),
            ..Rescued::of(path, kept)
        });
    }
    Ok(newest)
}

/// When a whole slot was written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Age {
    sequence: u64,
    written: SystemTime,
}

/// Whether the whole slot beside it, if there is one, does not hold at least as much. What was cut
/// while it was written never counted; of one that was written to its end the number may be damaged
/// too, and the time of the file is left.
fn is_lost(salvaged: &Salvaged, written: SystemTime, whole: Option<Age>) -> bool {
    match (whole, salvaged.sequence) {
        (None, _) => true,
        (Some(whole), Some(sequence)) if sequence > whole.sequence => true,
        (Some(whole), _) => salvaged.is_to_the_end && written > whole.written,
    }
}
