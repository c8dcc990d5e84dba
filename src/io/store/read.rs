//! Reads the bytes of a file, and the article they are.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        encoding::{self, DecodeError},
        fs::{Fs, RealFs},
    },
    model::document::Snapshot,
};

/// Files larger than this are not opened as articles.
const MAX_BYTES: u64 = 50_000_000;

/// Why a file could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("there is no such file ({})", path.display())]
    Missing { path: PathBuf },
    #[error("this is not a file ({})", path.display())]
    NotAFile { path: PathBuf },
    #[error("the file is larger than {} MB ({})", MAX_BYTES / 1_000_000, path.display())]
    TooLarge { path: PathBuf },
    #[error("a fault inside of Kopij ({})", path.display())]
    Fault { path: PathBuf },
    #[error("{source} ({})", path.display())]
    Decode { path: PathBuf, source: DecodeError },
    #[error("{source} ({})", path.display())]
    Read { path: PathBuf, source: io::Error },
}

/// Reads a file as an article. Symbolic links are followed.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn read(path: &Path) -> Result<Snapshot, ReadError> {
    decode(path, &read_bytes(&RealFs, path)?)
}

pub(super) fn decode(path: &Path, bytes: &[u8]) -> Result<Snapshot, ReadError> {
    encoding::decode(bytes).map_err(|source| ReadError::Decode {
        path: path.to_owned(),
        source,
    })
}

pub(super) fn read_bytes(fs: &dyn Fs, path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ReadError::Missing {
            path: path.to_owned(),
        },
        _ => ReadError::Read {
            path: path.to_owned(),
            source,
        },
    };
    // A pipe would block the reader for ever, so the kind is looked at before it is opened.
    let metadata = fs.metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile {
            path: path.to_owned(),
        });
    }
    let bytes = fs.read(path, MAX_BYTES + 1).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}
