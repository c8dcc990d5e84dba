//! Reads and writes articles, whole or not at all.

use std::{io, path::PathBuf};

/// Why a file could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the file could not be read: {source} ({})", path.display())]
    Read { path: PathBuf, source: io::Error },
}

/// Why a save was not made. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{source} ({})", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("x")]
    Conflict {
        path: PathBuf,
        found: crate::model::document::Snapshot,
    },
    #[error("x")]
    Deleted { path: PathBuf },
}
