//! Opens files beneath a folder, whatever is put in their way meanwhile; the one reader of a
//! site's small files: settings, ignore files, archetypes, lists of words.
//!
//! A path is resolved first: links within the folder are fine, one that leads out of it is not.
//! Then the file is opened step by step from the folder down, following no link, so that a link
//! that takes the place of a folder between the look and the opening leads nowhere. Only regular
//! files are read, so that nobody waits for a pipe, and only so much of them.
//!
//! Which folders a site may name in its settings is asked of its [`Bounds`].

mod bounds;

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
};

use crate::model::said::{Said, Says, said, says};

pub use bounds::{Bounds, OutsideFolder};

/// A small file of a site weighs at most this.
pub const SMALL_BYTES: u64 = 1_000_000;
/// A file of settings weighs at most this.
pub const SETTINGS_BYTES: u64 = 5_000_000;

/// Why a file beneath a folder is not opened.
#[derive(Debug, thiserror::Error)]
pub enum BeneathError {
    Outside,
    /// A folder, a pipe, a device.
    NotAFile,
    Io(#[from] io::Error),
}

says!(BeneathError);
impl Says for BeneathError {
    fn said(&self) -> Said {
        match self {
            Self::Outside => said!("beneath-error-outside"),
            Self::NotAFile => said!("beneath-error-not-a-file"),
            Self::Io(inner) => Said::of_system(inner),
        }
    }
}

/// Why a small file of a site was not read, for people.
#[derive(Debug, thiserror::Error)]
pub enum SmallFileError {
    Outside { path: PathBuf },
    NotAFile { path: PathBuf },
    TooLarge { path: PathBuf, max_bytes: u64 },
    NotText { path: PathBuf },
    Read { path: PathBuf, source: io::Error },
}

says!(SmallFileError);
impl Says for SmallFileError {
    fn said(&self) -> Said {
        match self {
            Self::Outside { path } => said!("small-file-error-outside", path = path.as_path()),
            Self::NotAFile { path } => said!("small-file-error-not-a-file", path = path.as_path()),
            Self::TooLarge { path, max_bytes } => said!(
                "small-file-error-too-large",
                mb = *max_bytes / 1_000_000,
                path = path.as_path()
            ),
            Self::NotText { path } => said!("small-file-error-not-text", path = path.as_path()),
            Self::Read { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
        }
    }
}

/// Reads a file beneath `folder` that weighs at most `max_bytes`. `None`: there is nothing of this
/// name, or a link to nothing.
///
/// # Errors
/// [`SmallFileError`], with the path.
pub fn read(folder: &Path, path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, SmallFileError> {
    // Most of what is asked for is not there.
    if fs::symlink_metadata(path).is_err_and(|err| is_missing(&err)) {
        return Ok(None);
    }
    let failed = |err| {
        let path = path.to_owned();
        match err {
            BeneathError::Outside => SmallFileError::Outside { path },
            BeneathError::NotAFile => SmallFileError::NotAFile { path },
            BeneathError::Io(source) => SmallFileError::Read { path, source },
        }
    };
    let Some((found, _)) = resolve_any(folder, path).map_err(failed)? else {
        return Ok(None);
    };
    let file = open(folder, &found).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(max_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| failed(source.into()))?;
    if bytes.len() as u64 > max_bytes {
        return Err(SmallFileError::TooLarge {
            path: path.to_owned(),
            max_bytes,
        });
    }
    Ok(Some(bytes))
}

/// As [`read`], as text in UTF-8, without its byte order mark.
///
/// # Errors
/// [`SmallFileError`], with the path.
pub fn read_text(
    folder: &Path,
    path: &Path,
    max_bytes: u64,
) -> Result<Option<String>, SmallFileError> {
    let Some(bytes) = read(folder, path, max_bytes)? else {
        return Ok(None);
    };
    let mut text = String::from_utf8(bytes).map_err(|_not_utf8| SmallFileError::NotText {
        path: path.to_owned(),
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(Some(text))
}

/// Reads a small file of the writer's own, wherever links lead. `None`: there is nothing.
///
/// # Errors
/// [`SmallFileError`], with the path.
pub fn read_own(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, SmallFileError> {
    let found = match path.canonicalize() {
        Ok(found) => found,
        Err(err) if is_missing(&err) => return Ok(None),
        Err(source) => {
            return Err(SmallFileError::Read {
                path: path.to_owned(),
                source,
            });
        }
    };
    match found.parent() {
        Some(folder) => read(folder, &found, max_bytes),
        None => Err(SmallFileError::NotAFile { path: found }),
    }
}

fn is_missing(err: &io::Error) -> bool {
    matches!(
        err.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Where a path beneath `folder` really is; `None`: there is nothing. Hidden folders, such as
/// `.git`, count as outside.
///
/// # Errors
/// [`BeneathError::Outside`].
pub fn resolve(folder: &Path, path: &Path) -> Result<Option<PathBuf>, BeneathError> {
    let Some((found, below)) = resolve_any(folder, path)? else {
        return Ok(None);
    };
    let is_hidden = below.components().any(|part| match part {
        Component::Normal(name) => name.as_encoded_bytes().first() == Some(&b'.'),
        _ => true,
    });
    if is_hidden {
        return Err(BeneathError::Outside);
    }
    Ok(Some(found))
}

/// Whether a path beneath `folder` is one too, hidden or not: `.obsidian` says what a site is.
pub fn is_folder(folder: &Path, path: &Path) -> bool {
    matches!(resolve_any(folder, path), Ok(Some((found, _))) if found.is_dir())
}

/// As [`resolve`], hidden or not; and the same below the folder.
fn resolve_any(folder: &Path, path: &Path) -> Result<Option<(PathBuf, PathBuf)>, BeneathError> {
    let folder = folder.canonicalize()?;
    let Ok(found) = path.canonicalize() else {
        return Ok(None);
    };
    let below = found
        .strip_prefix(&folder)
        .map_err(|_outside| BeneathError::Outside)?
        .to_owned();
    Ok(Some((found, below)))
}

/// Opens a regular file to be read; `path` is as [`resolve`] gave it.
///
/// # Errors
/// [`BeneathError`]; a link anywhere below the folder is an error of the system.
pub fn open(folder: &Path, path: &Path) -> Result<File, BeneathError> {
    let folder = folder.canonicalize()?;
    let below = path
        .strip_prefix(&folder)
        .map_err(|_outside| BeneathError::Outside)?;
    // To open a device can do something.
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(BeneathError::NotAFile);
    }
    only_a_file(open_step_by_step(&folder, below)?)
}

/// Opens a regular file by its own name, wherever it is, to be read.
///
/// # Errors
/// [`BeneathError`]; a link is an error of the system.
pub fn open_itself(path: &Path) -> Result<File, BeneathError> {
    only_a_file(open_no_link(path)?)
}

fn only_a_file(file: File) -> Result<File, BeneathError> {
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(BeneathError::NotAFile)
    }
}

#[cfg(unix)]
fn open_no_link(path: &Path) -> io::Result<File> {
    let opened = rustix::fs::open(path, FLAGS, rustix::fs::Mode::empty());
    Ok(opened?.into())
}

#[cfg(not(unix))]
fn open_no_link(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// A pipe would block whoever opens it.
#[cfg(unix)]
const FLAGS: rustix::fs::OFlags = rustix::fs::OFlags::RDONLY
    .union(rustix::fs::OFlags::NOFOLLOW)
    .union(rustix::fs::OFlags::CLOEXEC)
    .union(rustix::fs::OFlags::NONBLOCK);

#[cfg(unix)]
fn open_step_by_step(folder: &Path, below: &Path) -> Result<File, BeneathError> {
    use rustix::fs::{Mode, OFlags, openat};

    let mut at = File::open(folder)?;
    let mut parts = below.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(BeneathError::Outside);
        };
        let kind = if parts.peek().is_some() {
            OFlags::DIRECTORY
        } else {
            OFlags::empty()
        };
        let next = openat(&at, name, FLAGS | kind, Mode::empty()).map_err(io::Error::from)?;
        at = next.into();
    }
    Ok(at)
}

#[cfg(not(unix))]
fn open_step_by_step(folder: &Path, below: &Path) -> Result<File, BeneathError> {
    Ok(File::open(folder.join(below))?)
}

#[cfg(all(test, unix))]
mod tests;
