//! A save that was refused, and what a writer can do about it.

use std::path::PathBuf;

/// Why the text of an article is not in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// For people, with the path.
    pub cause: String,
    pub remedy: Remedy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The cause may be gone: a full disk, a protection.
    TryAgain,
    /// The encoding of the file has no bytes for the text.
    SaveInUtf8,
    /// The article is a link to this file outside of the site.
    WriteOutside(PathBuf),
}
