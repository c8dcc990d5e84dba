//! What is wrong with an article or could be better: one shape, whoever finds it.
//!
//! Parsing returns findings beside its result, as it is the first that sees them; the rules that look
//! further are in [`check`](super::check).

use std::ops::Range;

pub use super::rule::{Rule, Severity};
use super::{
    key_path::KeyPath,
    said::{Said, Value},
    text::Edit,
};

/// What a rule found at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    pub place: Place,
    pub message: Said,
    /// What puts it right, the likeliest first.
    pub fixes: Vec<Fix>,
}

/// Where in an article something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of its text.
    Text(Range<usize>),
    /// A value of its head, which may be missing.
    Key(KeyPath),
    /// The file as a whole.
    File,
}

/// A change that removes a finding. One that touches other files too is a
/// [`ChangeSet`](super::change::ChangeSet), planned of what it wishes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub label: Said,
    pub safety: Safety,
    /// All made in the text that the finding is of.
    pub edits: Vec<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Readers see the same page.
    Safe,
    /// The writer is asked first.
    Asked,
}

impl Finding {
    /// A finding without a fix, that weighs what those of its rule do.
    pub fn new(rule: Rule, place: Place, message: Said) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            place,
            message,
            fixes: Vec::new(),
        }
    }

    /// Whether nothing of the site is built while it is so: it is told whatever else is wanted.
    pub fn stops_build(&self) -> bool {
        self.severity == Severity::Error
            && matches!(
                self.rule,
                Rule::AddressOdd
                    | Rule::HeadBroken
                    | Rule::HeadKeyTwice
                    | Rule::HeadNumber
                    | Rule::HeadOldKey
                    | Rule::LinkMissing
                    | Rule::PublishDateUnreadable
                    | Rule::PublishFormatDenied
                    | Rule::PublishPublishedKey
                    | Rule::SiteSettings
                    | Rule::TextShortcodeBroken
                    | Rule::TextShortcodeOpen
                    | Rule::TextShortcodeUnknown
            )
    }

    /// The bytes of the text that it is about; `None`: of the head's value of a key.
    pub fn range(&self) -> Option<&Range<usize>> {
        match &self.place {
            Place::Text(range) => Some(range),
            Place::Key(_) | Place::File => None,
        }
    }

    /// Whether it is about this value of the head.
    pub fn is_at(&self, path: &KeyPath) -> bool {
        matches!(&self.place, Place::Key(key) if key == path)
    }

    /// The message without the place that it begins with.
    pub fn why(&self) -> &Said {
        let why = self.message.values.iter().find(|(name, _)| *name == "why");
        match why {
            Some((_, Value::Said(why))) => why,
            _ => &self.message,
        }
    }
}
