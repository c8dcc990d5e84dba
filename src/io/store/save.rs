//! The order of the calls of one save.

use std::{
    ffi::OsStr,
    fs::Metadata,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Held, ReadError, Saved, Store, WriteError, in_place,
    read::{decode, read_bytes},
    replace::{Like, New, create_with, prepare, put_in_place},
};
use crate::{
    io::{
        Write,
        encoding::{self, EncodeError},
        fs::{Fs, folder_of},
    },
    model::document::{ContentHash, Snapshot},
};

/// One save, its bytes ready.
pub(super) struct Save<'a> {
    pub store: &'a Store,
    /// As the document names it; errors say this.
    pub path: &'a Path,
    /// Where symbolic links lead to; this is written.
    pub target: &'a Path,
    pub bytes: Vec<u8>,
    hash: ContentHash,
    expected: Option<ContentHash>,
}

/// What stands where a save goes.
pub(super) enum Found {
    /// The new bytes: there is nothing to do.
    Same,
    Nothing,
    Old(Old),
}

/// The file that is written over, as expected.
pub(super) struct Old {
    pub metadata: Metadata,
    pub bytes: Vec<u8>,
}

pub(super) fn save(held: &Held<'_>, write: &Write) -> Result<Saved, WriteError> {
    let bytes = encode(write)?;
    let hash = encoding::hash(&bytes);
    let save = Save {
        store: held.store,
        path: &held.path,
        target: &held.target,
        bytes,
        hash,
        expected: write.expected,
    };
    let replaced = match save.look()? {
        Found::Same => {
            save.settle()?;
            None
        }
        Found::Nothing => {
            save.create()?;
            None
        }
        Found::Old(old) => save.write_over(&old)?.then_some(old.bytes),
    };
    Ok(Saved {
        snapshot: Snapshot {
            text: Arc::clone(&write.text),
            format: write.format,
            hash,
        },
        replaced,
    })
}

fn encode(write: &Write) -> Result<Vec<u8>, WriteError> {
    encoding::encode(&write.text, write.format).map_err(|err| {
        let path = write.path.clone();
        match err {
            EncodeError::Character { character } => WriteError::NotEncodable { path, character },
            EncodeError::Misread => WriteError::Misread { path },
            EncodeError::Lossy => WriteError::Lossy { path },
        }
    })
}

/// Where the file really is, or will be.
pub(super) fn may_be_written(store: &Store, path: &Path) -> Result<PathBuf, WriteError> {
    let target = resolve(store.fs.as_ref(), path)?;
    check_place(store, path, &target)?;
    Ok(target)
}

/// The file that a chain of symbolic links ends at. A loop is an error.
fn resolve(fs: &dyn Fs, path: &Path) -> Result<PathBuf, WriteError> {
    // A new file stands where its folder really is.
    let mut missing = Vec::new();
    let mut there = path;
    loop {
        match fs.canonicalize(there) {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |at, name| at.join(name))),
            Err(err) if is_missing(&err) => {}
            Err(source) => {
                return Err(WriteError::Write {
                    path: path.to_owned(),
                    source,
                });
            }
        }
        let Some(name) = there.file_name() else {
            return Ok(path.to_owned());
        };
        missing.push(name);
        there = folder_of(there);
    }
}

fn is_missing(err: &io::Error) -> bool {
    err.kind() == io::ErrorKind::NotFound
}

/// A site from elsewhere may hold links that lead anywhere, and settings that name any folder.
fn check_place(store: &Store, path: &Path, target: &Path) -> Result<(), WriteError> {
    let is_git = |name: &OsStr| name.eq_ignore_ascii_case(".git");
    if target.components().any(|part| is_git(part.as_os_str())) {
        return Err(WriteError::InGit {
            path: path.to_owned(),
        });
    }
    if is_allowed(store, path, target) {
        return Ok(());
    }
    Err(WriteError::Outside {
        path: path.to_owned(),
        target: target.to_owned(),
    })
}

/// Whether the writer opened the site that both the file and its name are in, or allowed the place.
fn is_allowed(store: &Store, path: &Path, target: &Path) -> bool {
    let Some(sites) = &store.within else {
        return true;
    };
    let is_of_site = |(root, outside): (&PathBuf, &Vec<PathBuf>)| {
        let holds = |place: &Path| {
            let mut folders = outside.iter().chain([root]);
            folders.any(|folder| place.starts_with(folder))
        };
        holds(path) && holds(target)
    };
    sites.iter().any(is_of_site) || store.allowed.contains(target)
}

impl Save<'_> {
    pub fn fs(&self) -> &dyn Fs {
        self.store.fs.as_ref()
    }

    pub fn failed(&self, source: io::Error) -> WriteError {
        let path = self.path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied => WriteError::ReadOnly { path },
            _ => WriteError::Write { path, source },
        }
    }

    fn new(&self) -> New<'_> {
        New {
            bytes: &self.bytes,
            content: self.store.content,
        }
    }

    /// Compares the target with what is expected there.
    pub fn look(&self) -> Result<Found, WriteError> {
        let path = || self.path.to_owned();
        let bytes = match (read_bytes(self.fs(), self.target), self.expected) {
            (Ok(bytes), _) => bytes,
            (Err(ReadError::Missing { .. }), None) => return Ok(Found::Nothing),
            (Err(ReadError::Missing { .. }), Some(_)) => {
                return Err(WriteError::Deleted { path: path() });
            }
            (Err(err), _) => return Err(err.into()),
        };
        let on_disk = encoding::hash(&bytes);
        if on_disk == self.hash {
            return Ok(Found::Same);
        }
        match self.expected {
            None => Err(WriteError::Exists { path: path() }),
            Some(expected) if expected != on_disk => Err(WriteError::Conflict {
                path: path(),
                found: decode(self.path, &bytes)?,
            }),
            Some(_) => self.old(bytes).map(Found::Old),
        }
    }

    fn old(&self, bytes: Vec<u8>) -> Result<Old, WriteError> {
        let metadata = self.fs().metadata(self.target);
        let metadata = metadata.map_err(|source| self.failed(source))?;
        if metadata.permissions().readonly() {
            // A rename would get around the protection; the writer meant it.
            return Err(WriteError::ReadOnly {
                path: self.path.to_owned(),
            });
        }
        Ok(Old { metadata, bytes })
    }

    /// The bytes are there already. If they are not what was expected, an earlier save got as far
    /// as the rename and failed after it: its last step is still to be done.
    fn settle(&self) -> Result<(), WriteError> {
        if self.expected == Some(self.hash) {
            return Ok(());
        }
        let synced = self.fs().sync_folder(folder_of(self.target));
        synced.map_err(|source| self.failed(source))
    }

    fn create(&self) -> Result<(), WriteError> {
        let created = create_with(self.fs(), self.target, self.new());
        created.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists {
                path: self.path.to_owned(),
            },
            _ => self.failed(source),
        })
    }

    /// Whether the file was written; if not, it held the new bytes in the end.
    fn write_over(&self, old: &Old) -> Result<bool, WriteError> {
        if has_other_names(&old.metadata) {
            return in_place::write(self, old);
        }
        let like = Like {
            path: self.target,
            metadata: &old.metadata,
        };
        match prepare(self.fs(), self.target, self.new(), Some(like)) {
            Ok(temporary) => {
                // The last moment to see that another program was faster.
                if matches!(self.look()?, Found::Same) {
                    return Ok(false);
                }
                put_in_place(self.fs(), temporary, self.target)
                    .map_err(|source| self.failed(source))?;
                Ok(true)
            }
            // The folder takes no new file, or its owner or its readers would be others.
            Err(err) if err.kind() == io::ErrorKind::PermissionDenied => in_place::write(self, old),
            Err(err) => Err(self.failed(err)),
        }
    }
}

/// A rename would part this name from the others of the same content.
#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    metadata.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_metadata: &Metadata) -> bool {
    false
}
