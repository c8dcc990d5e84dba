//! The articles of a folder.

pub mod date;
pub mod entry;
pub mod query;

use std::path::{Path, PathBuf};

pub use entry::Entry;

/// A folder that was opened: a Hugo site, or any folder with markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The opened folder, canonical.
    pub root: PathBuf,
    /// Where the articles are: `root/content` for Hugo, `root` where there is no such folder.
    pub content: PathBuf,
    /// The title in the site's settings, else the folder's name.
    pub title: String,
    /// Newest first.
    pub articles: Vec<Entry>,
}

impl Site {
    /// The path to show for a file: below the content folder or the root, with forward slashes.
    pub fn shown_path<'a>(&self, path: &'a Path) -> std::borrow::Cow<'a, str> {
        path.strip_prefix(&self.content)
            .or_else(|_| path.strip_prefix(&self.root))
            .unwrap_or(path)
            .to_string_lossy()
    }
}
