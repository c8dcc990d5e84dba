//! A problem belongs to a place in a text. Parsing returns problems beside its result.

use std::ops::Range;

use super::said::{Said, Value};

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
    pub message: Said,
}

impl Problem {
    /// The message without the place that it begins with.
    pub fn why(&self) -> &Said {
        let why = self.message.values.iter().find(|(name, _)| *name == "why");
        match why {
            Some((_, Value::Said(why))) => why,
            _ => &self.message,
        }
    }
}
