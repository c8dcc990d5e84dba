//! One article as the list shows it.

use std::path::PathBuf;

/// What the list knows of an article without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: PathBuf,
    /// The head's title; the file name (or the bundle's folder) where there is none.
    pub title: String,
    /// As written in the head.
    pub date: Option<String>,
    /// Seconds since 1970 UTC, for sorting; a date without an offset counts as UTC.
    pub date_secs: Option<i64>,
    pub is_draft: bool,
    /// Why the head cannot be read, if it cannot.
    pub problem: Option<String>,
    /// The cover picture's address as written.
    pub cover: Option<String>,
    pub tags: Vec<String>,
}

impl Entry {
    /// Reads what the list needs from the text of the file at `path`. Only the head matters, so
    /// `text` may be cut anywhere after it.
    pub fn read(path: PathBuf, text: &str) -> Self {
        let _ = text;
        Self {
            title: path.display().to_string(),
            path,
            date: None,
            date_secs: None,
            is_draft: false,
            problem: None,
            cover: None,
            tags: Vec::new(),
        }
    }
}
