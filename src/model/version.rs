//! An earlier version of an article, as the list of them shows it.

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its place among the versions of the file, the newest first, from 0.
    pub number: usize,
    /// When it was replaced: `24 Feb 2026, 16:09`.
    pub time: String,
    /// `4.2 KB`.
    pub size: String,
}
