//! Finds, fetches and decodes pictures.

/// Why a picture cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("no such picture")]
    Missing,
}

/// Why a picture was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("{source} ({})", path.display())]
    Write {
        path: std::path::PathBuf,
        source: std::io::Error,
    },
}
