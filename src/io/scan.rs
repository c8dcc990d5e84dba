//! Walks a folder into a site.

/// Why a folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the folder could not be read: {source} ({})", path.display())]
    Read {
        path: std::path::PathBuf,
        source: std::io::Error,
    },
}
