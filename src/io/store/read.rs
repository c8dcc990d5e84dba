//! Reads the bytes of a file, and the article they are: its text, encoding, line endings and hash.
//!
//! Limits: of a file over 50 MB, or of more than a million lines, the first megabyte is read, to be
//! shown and not saved.

use std::{
    fs::Metadata,
    io,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        beneath::{self, SMALL_BYTES, SmallFileError},
        encoding::{self, DecodeError},
        fs::{Fs, RealFs},
    },
    model::{
        document::{Access, ContentHash, Fidelity, FileFormat, Snapshot},
        said::{Said, Says, said, says},
    },
};

/// Of a larger file only the start is shown, and nothing is saved over it.
const MAX_BYTES: u64 = 50_000_000;
const START_BYTES: u64 = 1_000_000;
/// Nor is more than the start shown of one with more lines, each of which takes memory: the longest
/// novel has a tenth of them.
const MOST_LINES: usize = 1_000_000;

/// Why a file could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    Missing { path: PathBuf },
    NotAFile { path: PathBuf },
    TooLarge { path: PathBuf },
    Fault { path: PathBuf },
    Decode { path: PathBuf, source: DecodeError },
    Read { path: PathBuf, source: io::Error },
    Small(#[from] SmallFileError),
}

says!(ReadError);
impl Says for ReadError {
    fn said(&self) -> Said {
        let (why, path) = match self {
            Self::Missing { path } => (said!("read-error-missing"), path),
            Self::NotAFile { path } => (said!("read-error-not-a-file"), path),
            Self::TooLarge { path } => (
                said!("read-error-too-large", mb = MAX_BYTES / 1_000_000),
                path,
            ),
            Self::Fault { path } => (said!("read-error-fault"), path),
            Self::Decode { path, source } => (source.said(), path),
            Self::Read { path, source } => (Said::of_system(source), path),
            Self::Small(inner) => return inner.said(),
        };
        Said::at(why, path)
    }
}

/// Reads a file as an article. Symbolic links are followed. Of a very large file, and of one with
/// very many lines, only the start is read; its hash is of that start and the size.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn read(path: &Path) -> Result<Snapshot, ReadError> {
    match read_bytes(&RealFs, path) {
        Ok(bytes) if has_too_many_lines(&bytes) => read_start(path),
        Ok(bytes) => decode(path, &bytes),
        Err(ReadError::TooLarge { .. }) => read_start(path),
        Err(err) => Err(err),
    }
}

/// Reads a small file of the site at `root` as a text that articles start from.
///
/// # Errors
/// [`ReadError`], with the path; a link that leads out of the site is not followed.
pub fn read_beneath(root: &Path, path: &Path) -> Result<Snapshot, ReadError> {
    match beneath::read(root, path, SMALL_BYTES)? {
        Some(bytes) => decode(path, &bytes),
        None => Err(ReadError::Missing {
            path: path.to_owned(),
        }),
    }
}

/// Whether there is a file, and not too large a one to be saved.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn look(path: &Path) -> Result<(), ReadError> {
    metadata(&RealFs, path).map(drop)
}

/// What any file holds, text or not.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn read_hash(path: &Path) -> Result<ContentHash, ReadError> {
    Ok(encoding::hash(&read_bytes(&RealFs, path)?))
}

/// As [`read`]; a file that is no text is opened as what it is, without a text.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn open(path: &Path) -> Result<Snapshot, ReadError> {
    match read(path) {
        Err(ReadError::Decode {
            source: DecodeError::Binary,
            ..
        }) => Ok(Snapshot {
            text: "".into(),
            format: FileFormat {
                fidelity: Fidelity::Binary,
                ..FileFormat::default()
            },
            hash: encoding::hash(path.as_os_str().as_encoded_bytes()),
        }),
        result => result,
    }
}

/// What the system lets this user do with a file; of one that is not there, everything.
pub fn access(path: &Path) -> Access {
    let is_protected = std::fs::metadata(path).is_ok_and(|it| it.permissions().readonly());
    if is_protected {
        Access::Protected
    } else {
        Access::Writable
    }
}

fn read_start(path: &Path) -> Result<Snapshot, ReadError> {
    let failed = |source| ReadError::Read {
        path: path.to_owned(),
        source,
    };
    let size = RealFs.metadata(path).map_err(failed)?.len();
    let mut bytes = RealFs.read(path, START_BYTES).map_err(failed)?;
    // A line that is cut could be cut in the middle of a character.
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        bytes.truncate(end + 1);
    }
    let mut snapshot = decode(path, &bytes)?;
    snapshot.format.fidelity = Fidelity::Part;
    bytes.extend_from_slice(&size.to_le_bytes());
    snapshot.hash = encoding::hash(&bytes);
    Ok(snapshot)
}

fn has_too_many_lines(bytes: &[u8]) -> bool {
    bytes.len() > MOST_LINES && memchr::memchr_iter(b'\n', bytes).count() > MOST_LINES
}

pub(super) fn decode(path: &Path, bytes: &[u8]) -> Result<Snapshot, ReadError> {
    encoding::decode(bytes).map_err(|source| ReadError::Decode {
        path: path.to_owned(),
        source,
    })
}

pub(in crate::io) fn read_bytes(fs: &dyn Fs, path: &Path) -> Result<Vec<u8>, ReadError> {
    metadata(fs, path)?;
    let bytes = fs.read(path, MAX_BYTES + 1);
    let bytes = bytes.map_err(|source| failed(path, source))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// A pipe would block the reader for ever, so the kind is looked at before it is opened.
fn metadata(fs: &dyn Fs, path: &Path) -> Result<Metadata, ReadError> {
    let metadata = fs.metadata(path).map_err(|source| failed(path, source))?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile {
            path: path.to_owned(),
        });
    }
    if metadata.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(metadata)
}

fn failed(path: &Path, source: io::Error) -> ReadError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { path },
        _ => ReadError::Read { path, source },
    }
}
