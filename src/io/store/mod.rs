//! Reads articles, and saves them whole or not at all.
//!
//! A save looks before it writes: the file must still hold what was read or saved last. Then it
//! goes one of two ways.
//!
//! - **Replace**: the new bytes go to a temporary file beside the target, reach the disk, the
//!   target is compared once more, and only then the temporary file takes its name. A crash or a
//!   full disk leaves the old file.
//! - **In place**: where a new file would break what the target is: one of several names of the
//!   same content, another user's, or in a folder that takes no new files. The old and the new
//!   bytes are written to the state folder first (the *intent*), so that [`Store::recover`] can
//!   finish what a crash has torn.
//!
//! Kopijs take turns: whoever saves a file [holds](Store::hold) it.
//!
//! Limits: between the last comparison and the rename another program can still write unseen; the
//! system offers no way to compare and rename in one step.

mod batch;
mod in_place;
mod lock;
mod read;
mod replace;
mod save;
mod sweep;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use self::lock::{Busy, Locks};
pub(super) use self::{batch::Job, read::read_bytes};
pub use self::{
    in_place::{Outcome, Unfinished},
    lock::alone,
    read::{ReadError, access, look, open, read, read_beneath, read_hash},
    replace::{create, replace},
    sweep::{Leftover, remove_abandoned, remove_leftover, sweep, sweep_folder},
};
pub use crate::io::fs::TEMPORARY_PREFIX;
use crate::{
    io::{
        bin::Bin,
        fs::{Content, Fs, RealFs, folder_of},
    },
    model::{
        document::{ContentHash, FileFormat, Snapshot},
        said::{Said, Says, said, says},
    },
};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    pub path: PathBuf,
    pub text: Arc<str>,
    pub format: FileFormat,
    /// What the file must still hold; `None`: the file must not exist.
    pub expected: Option<ContentHash>,
}

/// Why a save was not made. The file is as it was, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Another program wrote the file since it was read; what it holds now.
    Conflict {
        path: PathBuf,
        found: Snapshot,
    },
    Deleted {
        path: PathBuf,
    },
    Exists {
        path: PathBuf,
    },
    ReadOnly {
        path: PathBuf,
    },
    /// Nothing was written; [`Store::allow`] is the writer's word that it may be.
    Outside {
        path: PathBuf,
        target: PathBuf,
    },
    InGit {
        path: PathBuf,
    },
    NotEncodable {
        path: PathBuf,
        character: char,
    },
    /// In UTF-8 it can be written.
    Misread {
        path: PathBuf,
    },
    Lossy {
        path: PathBuf,
    },
    Busy {
        path: PathBuf,
    },
    Fault {
        path: PathBuf,
    },
    Read(#[from] ReadError),
    /// The file holds the old text or the new one, whole.
    Write {
        path: PathBuf,
        source: io::Error,
    },
}

says!(WriteError);
impl Says for WriteError {
    fn said(&self) -> Said {
        let (why, path) = match self {
            Self::Conflict { path, .. } => (said!("write-error-conflict"), path),
            Self::Deleted { path } => (said!("write-error-deleted"), path),
            Self::Exists { path } => (said!("write-error-exists"), path),
            Self::ReadOnly { path } => (said!("write-error-read-only"), path),
            Self::Outside { path, target } if path == target => {
                (said!("write-error-outside"), path)
            }
            Self::Outside { path, target } => {
                let target = target.as_path();
                (said!("write-error-outside-link", target = target), path)
            }
            Self::InGit { path } => (said!("write-error-in-git"), path),
            Self::NotEncodable { path, character } => (
                said!("write-error-not-encodable", character = character),
                path,
            ),
            Self::Misread { path } => (said!("write-error-misread"), path),
            Self::Lossy { path } => (said!("write-error-lossy"), path),
            Self::Busy { path } => (said!("write-error-busy"), path),
            Self::Fault { path } => (said!("write-error-fault"), path),
            Self::Read(inner) => return inner.said(),
            Self::Write { path, source } => (Said::of_system(source), path),
        };
        Said::at(why, path)
    }
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the file holds now.
    pub snapshot: Snapshot,
    /// What it held before; `None`: nothing was replaced.
    pub replaced: Option<Vec<u8>>,
}

/// Saves articles. Its calls block until the bytes are on the disk.
#[derive(Clone, Debug)]
pub struct Store {
    fs: Arc<dyn Fs>,
    /// The folder of the intents. `None`: a save in place survives a full disk, but no crash.
    intents: Option<PathBuf>,
    /// The folder of the locks. `None`: nobody else writes what this one does.
    locks: Option<PathBuf>,
    /// What the texts are.
    content: Content,
    /// The roots of the sites that were opened, each with the folders outside of it that the
    /// writer allowed; `None`: any place may be written.
    within: Option<BTreeMap<PathBuf, Vec<PathBuf>>>,
    /// Files outside of them that may be written all the same.
    allowed: BTreeSet<PathBuf>,
    bin: Bin,
}

/// A file that no other Kopij writes until this is dropped. Whoever reads it, changes it and saves
/// it while it is held undoes nobody's change.
#[derive(Debug)]
pub struct Held<'a> {
    store: &'a Store,
    path: PathBuf,
    /// Where symbolic links lead to; this is written.
    target: PathBuf,
    _locks: Locks,
}

impl Held<'_> {
    /// Saves the document that is held. Bytes that are on disk already are not written again.
    ///
    /// # Errors
    /// [`WriteError`], with the path.
    pub fn write(&self, save: &Save) -> Result<Saved, WriteError> {
        save::save(self, save)
    }

    /// Where symbolic links lead to.
    pub fn target(&self) -> &Path {
        &self.target
    }
}

impl Store {
    /// Keeps locks, and the intents of saves in place, below the state folder.
    pub fn new(state: &Path) -> Self {
        Self {
            intents: Some(state.join("in-place")),
            locks: Some(state.join(lock::FOLDER)),
            ..Self::without_state()
        }
    }

    /// As [`Store::new`], for texts that a command makes of what is in the files: nothing in them
    /// was typed, so what a broken-off save leaves is removed without a look.
    pub fn of_commands(state: &Path) -> Self {
        Self {
            content: Content::Derived,
            ..Self::new(state)
        }
    }

    /// For files that nobody else writes.
    pub(crate) fn without_state() -> Self {
        Self {
            fs: Arc::new(RealFs),
            intents: None,
            locks: None,
            content: Content::Typed,
            within: None,
            allowed: BTreeSet::new(),
            bin: Bin::System,
        }
    }

    /// What is thrown away goes there.
    #[must_use]
    pub fn with_bin(mut self, bin: Bin) -> Self {
        self.bin = bin;
        self
    }

    /// Over a file system that fails.
    #[cfg(test)]
    pub(super) fn with_fs(mut self, fs: Arc<dyn Fs>) -> Self {
        self.fs = fs;
        self
    }

    pub(super) fn fs(&self) -> &dyn Fs {
        self.fs.as_ref()
    }

    pub(super) fn bin(&self) -> &Bin {
        &self.bin
    }

    /// From now on only what is in this site is written, in one that was opened before, or
    /// allowed.
    pub fn keep_within(&mut self, root: PathBuf) {
        self.keep_within_and(root, Vec::new());
    }

    /// As [`Store::keep_within`]; these folders belong to the site too.
    pub fn keep_within_and(&mut self, root: PathBuf, outside: Vec<PathBuf>) {
        let sites = self.within.get_or_insert_default();
        sites.insert(root, outside);
    }

    /// The writer wants this file to be written, wherever it is.
    pub fn allow(&mut self, target: PathBuf) {
        self.allowed.insert(target);
    }

    /// The root of the site that this path is in, as far as it is known.
    pub fn root_of(&self, path: &Path) -> Option<&Path> {
        let sites = self.within.as_ref()?.keys();
        sites
            .map(PathBuf::as_path)
            .find(|root| path.starts_with(root))
    }

    /// The writer has named this place for a new file, wherever its folder is.
    pub fn allow_named(&mut self, path: &Path) {
        let folder = folder_of(path);
        let folder = folder
            .canonicalize()
            .unwrap_or_else(|_new| folder.to_owned());
        if let Some(name) = path.file_name() {
            self.allow(folder.join(name));
        }
    }

    /// Makes the folder that a new file will be in, where it may be.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was made where the file may not be.
    pub fn make_folder_of(&self, path: &Path) -> Result<(), WriteError> {
        save::may_be_written(self, path)?;
        std::fs::create_dir_all(folder_of(path)).map_err(|source| WriteError::Write {
            path: path.to_owned(),
            source,
        })
    }

    /// Where a file really is, or will be.
    ///
    /// # Errors
    /// [`WriteError::Outside`] or [`WriteError::InGit`], if it may not be written there.
    pub fn place_of(&self, path: &Path) -> Result<PathBuf, WriteError> {
        save::may_be_written(self, path)
    }

    /// Takes a file for itself; a few seconds are waited for others.
    ///
    /// # Errors
    /// [`WriteError`], if it may not be written there, or is still taken.
    pub fn hold(&self, path: &Path) -> Result<Held<'_>, WriteError> {
        let target = self.place_of(path)?;
        let locks = match &self.locks {
            Some(folder) => lock::take(folder, &target),
            None => Ok(Locks::default()),
        };
        Ok(Held {
            store: self,
            path: path.to_owned(),
            target,
            _locks: locks.map_err(|Busy| WriteError::Busy {
                path: path.to_owned(),
            })?,
        })
    }

    /// Saves one document. Bytes that are on disk already are not written again.
    ///
    /// # Errors
    /// [`WriteError`], with the path.
    pub fn write(&self, save: &Save) -> Result<Saved, WriteError> {
        self.hold(&save.path)?.write(save)
    }

    /// Finishes the saves in place that a crash broke off. For the start, before an article is
    /// read. Saves that another running program is making are left alone.
    pub fn recover(&self) -> Vec<Unfinished> {
        in_place::recover(self)
    }

    /// Drops the intent for a file, once its old bytes are kept elsewhere.
    ///
    /// # Errors
    /// As the system gives it.
    pub fn forget_unfinished(&self, path: &Path) -> io::Result<()> {
        in_place::forget(self, path)
    }
}
