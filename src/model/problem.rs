//! A problem belongs to a place in a text. Parsing returns problems beside its result.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

/// Something wrong at a place in an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes of the article's text.
    pub range: Range<usize>,
    pub severity: Severity,
    /// In the writer's words, sentence case, no full stop.
    pub message: String,
}
