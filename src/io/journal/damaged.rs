//! Slots that are not whole and whose text nothing else holds: a bit that flipped on the disk, or
//! the first text of an article, torn by a crash.
//!
//! Such a slot is copied whole to where discarded texts are, and what can be read of it is offered
//! apart from the article: a letter of it may be wrong. A torn slot beside a whole one is what every
//! crash may leave, and is none of these.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    JournalError, Origin, discard_record, files_in, is_slot, remove,
    slot::{self, Salvaged},
};
use crate::io::record::RecordError;

/// A text of which something is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// `None`: which document it is of cannot be read.
    pub origin: Option<Origin>,
    /// `None`: nothing of it can be read.
    pub text: Option<Arc<str>>,
    /// Where the slot is kept whole.
    pub kept: PathBuf,
    /// What its slots were called, without their endings.
    pub slots: String,
}

impl Damaged {
    /// Whether it is the text of the file at `path`, though nothing of it need be readable: its
    /// slots are called by that.
    pub fn is_of(&self, path: &Path) -> bool {
        self.slots == slot::name_of(&Origin::File(path.to_owned()))
    }
}

/// Puts the damaged slots in the journal's folder aside, whole, and returns what can be read of
/// the newest of each document.
///
/// # Errors
/// [`JournalError`]: one could not be put aside, or read. It stays where it is, as do those after
/// it.
pub fn rescue(folder: &Path) -> Result<Vec<Damaged>, JournalError> {
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
    for slots in documents.into_values() {
        found.extend(rescue_document(folder, &slots)?);
    }
    Ok(found)
}

/// The slots of one document.
fn rescue_document(folder: &Path, slots: &[PathBuf]) -> Result<Option<Damaged>, JournalError> {
    let mut whole = None;
    let mut broken = Vec::new();
    for path in slots {
        let record = fs::read(path).map_err(|source| JournalError {
            path: path.clone(),
            source,
        })?;
        match slot::open(&record) {
            Ok((_, sequence)) => whole = whole.max(Some(sequence)),
            Err(err) => {
                let salvaged = slot::salvage(&record);
                let is_newer = matches!(err, RecordError::Newer { .. });
                // Of a slot that was torn at its start nothing is lost but what was not there yet.
                if !(record.is_empty() || is_newer && salvaged.sequence.is_none()) {
                    broken.push((path, record, salvaged));
                }
            }
        }
    }
    broken.retain(|(_, _, salvaged)| is_lost(salvaged, whole));
    broken.sort_by_key(|(_, _, salvaged)| salvaged.sequence);
    let mut newest: Option<Damaged> = None;
    for (path, record, salvaged) in broken {
        let kept = discard_record(folder, &record)?;
        remove(path)?;
        let slots = path.file_stem().unwrap_or_default().to_string_lossy();
        let slots = slots.into_owned();
        let older = newest.take().and_then(|older| older.text);
        newest = Some(Damaged {
            origin: salvaged.origin,
            text: salvaged.text.map(Arc::from).or(older),
            kept,
            slots,
        });
    }
    Ok(newest)
}

/// Whether the whole slot beside it, if there is one, does not hold at least as much.
fn is_lost(salvaged: &Salvaged, whole: Option<u64>) -> bool {
    match whole {
        None => true,
        Some(whole) => salvaged.sequence.is_some_and(|sequence| sequence > whole),
    }
}
