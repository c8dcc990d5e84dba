//! What is read before anything is recorded: each part becomes a step whose bytes before and after
//! are known, or is left out for a reason.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use crate::{
    io::{
        encoding,
        store::{ReadError, Store, WriteError, read_bytes},
    },
    model::{
        change::{ChangeSet, Content, Deed, MAX_OLD_BYTES, Part, Refusal, Rewrite, edited},
        document::ContentHash,
        said::{Said, Says, said},
    },
};

/// Files are read on so many threads.
const THREADS: usize = 4;

/// A part, and what is known of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Before the set.
    pub path: PathBuf,
    /// After it.
    pub place: PathBuf,
    pub deed: Deed,
    pub rewrite: Rewrite,
    /// `None`: a folder, or a file that is not there.
    pub hash_before: Option<ContentHash>,
    /// Of a copy, that of the second file.
    pub hash_after: Option<ContentHash>,
    /// The old bytes of a file that is rewritten.
    pub before: Option<Arc<[u8]>>,
    /// The bytes that are written, if any are.
    pub after: Option<Arc<[u8]>>,
}

impl Step {
    /// Whether bytes are written to where the file stands.
    pub fn is_rewritten(&self) -> bool {
        self.rewrite != Rewrite::Keep && matches!(self.deed, Deed::Stay | Deed::Move { .. })
    }
}

/// Reads every part that is wanted.
pub(super) fn prepare(store: &Store, set: &ChangeSet) -> (Vec<Step>, Vec<(PathBuf, Refusal)>) {
    let parts: Vec<&Part> = set.wanted().collect();
    let moved: Vec<(&Path, &Path)> = parts.iter().filter_map(|part| moved_folder(part)).collect();
    let one = |part: &&Part| step_of(store, part, &moved).map_err(|why| (part.path.clone(), why));
    let chunk = parts.len().div_ceil(THREADS).max(1);
    let read: Vec<Vec<_>> = thread::scope(|scope| {
        let threads: Vec<_> = parts
            .chunks(chunk)
            .map(|parts| scope.spawn(move || parts.iter().map(one).collect::<Vec<_>>()))
            .collect();
        let read = threads.into_iter().zip(parts.chunks(chunk));
        read.map(|(thread, parts)| thread.join().unwrap_or_else(|_panic| lost(parts)))
            .collect()
    });
    let (mut steps, mut skipped) = (Vec::new(), Vec::new());
    let mut old_bytes = 0;
    for read in read.into_iter().flatten() {
        match read {
            Ok(Some(step)) => {
                old_bytes += step.before.as_ref().map_or(0, |bytes| bytes.len() as u64);
                if old_bytes > MAX_OLD_BYTES && step.before.is_some() {
                    skipped.push((step.path, Refusal::TooMuch));
                } else {
                    steps.push(step);
                }
            }
            Ok(None) => {}
            Err(skip) => skipped.push(skip),
        }
    }
    (steps, skipped)
}

type Read = Result<Option<Step>, (PathBuf, Refusal)>;

fn lost(parts: &[&Part]) -> Vec<Read> {
    let fault = || Refusal::Said(said!("fault"));
    let lost = parts.iter().map(|part| Err((part.path.clone(), fault())));
    lost.collect()
}

fn moved_folder(part: &Part) -> Option<(&Path, &Path)> {
    match &part.deed {
        Deed::MoveFolder { to } => Some((&part.path, to)),
        _ => None,
    }
}

/// `None`: there is nothing to do.
fn step_of(store: &Store, part: &Part, moved: &[(&Path, &Path)]) -> Result<Option<Step>, Refusal> {
    for path in std::iter::once(part.path.as_path()).chain(part.target()) {
        store.place_of(path).map_err(|err| refusal_of(&err))?;
    }
    let mut step = Step {
        path: part.path.clone(),
        place: place_of(part, moved),
        deed: part.deed.clone(),
        rewrite: part.rewrite.clone(),
        hash_before: part.expected,
        hash_after: part.expected,
        before: None,
        after: None,
    };
    match &part.deed {
        Deed::Create => {
            step.hash_before = None;
            let after = rewritten(store, None, &part.rewrite)?;
            step.put_after(after.ok_or(Refusal::Gone)?);
        }
        // It is compared once it is back.
        Deed::FromBin => {}
        Deed::MoveFolder { .. } => look_for_folder(store, &part.path)?,
        Deed::ToBin { .. } if part.expected.is_none() => look_for_folder(store, &part.path)?,
        _ => {
            let before = read_expected(store, &part.path, part.expected)?;
            step.read(store, &before, part)?;
        }
    }
    let is_same = step.deed == Deed::Stay && step.hash_before == step.hash_after;
    Ok((!is_same).then_some(step))
}

impl Step {
    fn read(&mut self, store: &Store, before: &[u8], part: &Part) -> Result<(), Refusal> {
        let after = rewritten(store, Some(before), &part.rewrite)?;
        if matches!(part.deed, Deed::Copy { .. }) {
            self.put_after(after.unwrap_or_else(|| before.to_vec()));
        } else if let Some(after) = after {
            self.before = Some(before.into());
            self.put_after(after);
        }
        Ok(())
    }

    fn put_after(&mut self, after: Vec<u8>) {
        self.hash_after = Some(encoding::hash(&after));
        self.after = Some(after.into());
    }

    /// Makes the new bytes of a step again, once a crash has lost them.
    ///
    /// # Errors
    /// [`Refusal::Changed`], if they are not those that were recorded.
    pub fn remake(&mut self, store: &Store, before: Option<&[u8]>) -> Result<(), Refusal> {
        let after = rewritten(store, before, &self.rewrite)?;
        let is_copy = matches!(self.deed, Deed::Copy { .. });
        let after = after.or_else(|| before.filter(|_| is_copy).map(<[u8]>::to_vec));
        if let Some(after) = after {
            if Some(encoding::hash(&after)) != self.hash_after {
                return Err(Refusal::Changed);
            }
            self.after = Some(after.into());
        }
        Ok(())
    }
}

/// Where a file stands after the set.
fn place_of(part: &Part, moved: &[(&Path, &Path)]) -> PathBuf {
    if let Some(target) = part.target() {
        return target.to_owned();
    }
    let moved = moved.iter().find_map(|(from, to)| {
        let below = part.path.strip_prefix(from).ok()?;
        Some(to.join(below))
    });
    moved.unwrap_or_else(|| part.path.clone())
}

/// The bytes of a file that still holds what is expected.
pub(super) fn read_expected(
    store: &Store,
    path: &Path,
    expected: Option<ContentHash>,
) -> Result<Vec<u8>, Refusal> {
    let bytes = read_bytes(store.fs(), path).map_err(|err| match err {
        ReadError::Missing { .. } => Refusal::Gone,
        err => refusal(&err),
    })?;
    if Some(encoding::hash(&bytes)) == expected {
        Ok(bytes)
    } else {
        Err(Refusal::Changed)
    }
}

pub(super) fn look_for_folder(store: &Store, path: &Path) -> Result<(), Refusal> {
    match store.fs().metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => Err(Refusal::Changed),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Err(Refusal::Gone),
        Err(err) => Err(Refusal::Said(Said::of_system(&err))),
    }
}

/// `None`: the bytes stay.
fn rewritten(
    store: &Store,
    before: Option<&[u8]>,
    rewrite: &Rewrite,
) -> Result<Option<Vec<u8>>, Refusal> {
    let encoded = |text: &str, format| {
        let bytes = encoding::encode(text, format);
        bytes.map_err(|err| Refusal::Said(err.said()))
    };
    Ok(Some(match (rewrite, before) {
        (Rewrite::Keep, _) => return Ok(None),
        (Rewrite::Edits(_), None) => return Err(Refusal::Gone),
        (Rewrite::Edits(edits), Some(before)) => {
            let old = encoding::decode(before).map_err(|err| Refusal::Said(err.said()))?;
            if old.format.is_read_only() {
                return Err(Refusal::ReadOnly);
            }
            encoded(&edited(&old.text, edits)?, old.format)?
        }
        (Rewrite::Whole(Content::Bytes(bytes)), _) => bytes.to_vec(),
        (Rewrite::Whole(Content::Text(text, format)), _) => encoded(text, *format)?,
        (Rewrite::Whole(Content::File(path)), _) => {
            read_bytes(store.fs(), path).map_err(|err| refusal(&err))?
        }
    }))
}

/// The path is said where the refusal is.
fn refusal(err: &impl Says) -> Refusal {
    Refusal::Said(err.said().without_place())
}

pub(super) fn refusal_of(err: &WriteError) -> Refusal {
    match err {
        WriteError::Conflict { .. } => Refusal::Changed,
        WriteError::Deleted { .. } | WriteError::Read(ReadError::Missing { .. }) => Refusal::Gone,
        WriteError::Exists { .. } => Refusal::Taken,
        WriteError::Lossy { .. } => Refusal::ReadOnly,
        WriteError::ReadOnly { .. }
        | WriteError::Outside { .. }
        | WriteError::InGit { .. }
        | WriteError::NotEncodable { .. }
        | WriteError::Misread { .. }
        | WriteError::Busy { .. }
        | WriteError::Fault { .. }
        | WriteError::Write { .. }
        | WriteError::Read(_) => refusal(err),
    }
}
