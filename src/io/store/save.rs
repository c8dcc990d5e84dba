//! The order of the calls of one save.

use std::{
    ffi::OsStr,
    fs::Metadata,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::NamedTempFile;

use super::{
    Held, ReadError, Saved, Store, WriteError, in_place,
    read::{decode, read_bytes},
    replace::{Like, New, prepare},
};
use crate::{
    io::{
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
    /// The file that a new one takes after.
    pub like: Option<&'a Path>,
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

/// How far a save can come while the target stays as it is.
pub(super) enum Ready {
    /// The new bytes are there already.
    Same,
    Create(NamedTempFile),
    Replace(NamedTempFile, Old),
    InPlace(Old),
}

/// What the second half of a save did.
pub(super) struct Put {
    /// What the file held before; `None`: nothing was replaced.
    pub replaced: Option<Vec<u8>>,
    /// The folder holds a name that may not be on the disk yet.
    pub is_to_be_synced: bool,
}

pub(super) fn save(held: &Held<'_>, write: &super::Save) -> Result<Saved, WriteError> {
    let bytes = encode(write)?;
    let save = Save::new(held.store, &held.path, &held.target, bytes, write.expected);
    let put = save.put(save.make_ready()?)?;
    if put.is_to_be_synced {
        save.sync()?;
    }
    Ok(Saved {
        snapshot: Snapshot {
            text: Arc::clone(&write.text),
            format: write.format,
            hash: save.hash,
        },
        replaced: put.replaced,
    })
}

fn encode(write: &super::Save) -> Result<Vec<u8>, WriteError> {
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

impl<'a> Save<'a> {
    pub fn new(
        store: &'a Store,
        path: &'a Path,
        target: &'a Path,
        bytes: Vec<u8>,
        expected: Option<ContentHash>,
    ) -> Self {
        Self {
            store,
            path,
            target,
            hash: encoding::hash(&bytes),
            bytes,
            expected,
            like: None,
        }
    }

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

    fn content(&self) -> New<'_> {
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

    /// The first half of a save: the new bytes reach the disk beside the target.
    pub fn make_ready(&self) -> Result<Ready, WriteError> {
        match self.look()? {
            Found::Same => Ok(Ready::Same),
            Found::Nothing => {
                let made = self.prepare_new().map_err(|source| self.failed(source));
                made.map(Ready::Create)
            }
            Found::Old(old) if has_other_names(&old.metadata) => Ok(Ready::InPlace(old)),
            Found::Old(old) => match self.prepare_like(&old) {
                Ok(temporary) => Ok(Ready::Replace(temporary, old)),
                // The folder takes no new file, or its owner or its readers would be others.
                Err(err) if err.kind() == io::ErrorKind::PermissionDenied => {
                    Ok(Ready::InPlace(old))
                }
                Err(err) => Err(self.failed(err)),
            },
        }
    }

    fn prepare_new(&self) -> io::Result<NamedTempFile> {
        let metadata = self.like.map(|like| self.fs().metadata(like)).transpose()?;
        let like = self.like.zip(metadata.as_ref());
        let like = like.map(|(path, metadata)| Like { path, metadata });
        prepare(self.fs(), self.target, self.content(), like)
    }

    fn prepare_like(&self, old: &Old) -> io::Result<NamedTempFile> {
        let like = Like {
            path: self.target,
            metadata: &old.metadata,
        };
        prepare(self.fs(), self.target, self.content(), Some(like))
    }

    /// The second half: the new bytes take the name of the target.
    pub fn put(&self, ready: Ready) -> Result<Put, WriteError> {
        Ok(match ready {
            // If they are not what was expected, an earlier save got as far as the rename and
            // failed after it: its last step is still to be done.
            Ready::Same => Put {
                replaced: None,
                is_to_be_synced: self.expected != Some(self.hash),
            },
            Ready::Create(temporary) => {
                self.create(temporary)?;
                Put {
                    replaced: None,
                    is_to_be_synced: true,
                }
            }
            Ready::Replace(temporary, old) => {
                // The last moment to see that another program was faster.
                let is_same = matches!(self.look()?, Found::Same);
                if !is_same {
                    let renamed = self.fs().rename(temporary, self.target);
                    renamed.map_err(|source| self.failed(source))?;
                }
                Put {
                    replaced: (!is_same).then_some(old.bytes),
                    is_to_be_synced: !is_same,
                }
            }
            Ready::InPlace(old) => Put {
                replaced: in_place::write(self, &old)?.then_some(old.bytes),
                is_to_be_synced: false,
            },
        })
    }

    fn create(&self, temporary: NamedTempFile) -> Result<(), WriteError> {
        let created = self.fs().rename_new(temporary, self.target);
        created.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists {
                path: self.path.to_owned(),
            },
            _ => self.failed(source),
        })
    }

    /// Syncs the folder that [`Put::is_to_be_synced`] is about.
    pub fn sync(&self) -> Result<(), WriteError> {
        let synced = self.fs().sync_folder(folder_of(self.target));
        synced.map_err(|source| self.failed(source))
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
