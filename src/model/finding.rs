//! What is wrong with an article or could be better: one shape, whoever finds it.
//!
//! Parsing returns findings beside its result, as it is the first that sees them; the rules that look
//! further are in [`check`](super::check).

use std::ops::Range;

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

/// What finds. Each has a name that stays what it is, as settings and texts may hold it: `cover/alt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumIter)]
pub enum Rule {
    #[strum(serialize = "address/twice")]
    AddressTwice,
    #[strum(serialize = "cover/alt")]
    CoverAlt,
    #[strum(serialize = "cover/broken")]
    CoverBroken,
    #[strum(serialize = "cover/missing")]
    CoverMissing,
    #[strum(serialize = "cover/small")]
    CoverSmall,
    /// The head cannot be read.
    #[strum(serialize = "head/broken")]
    HeadBroken,
    #[strum(serialize = "head/date-style")]
    HeadDateStyle,
    #[strum(serialize = "head/key-case")]
    HeadKeyCase,
    /// A key that is a list or a map.
    #[strum(serialize = "head/key-kind")]
    HeadKeyKind,
    #[strum(serialize = "head/key-twice")]
    HeadKeyTwice,
    #[strum(serialize = "head/kind")]
    HeadKind,
    #[strum(serialize = "summary/long")]
    SummaryLong,
    #[strum(serialize = "summary/missing")]
    SummaryMissing,
    #[strum(serialize = "tags/twin")]
    TagsTwin,
    #[strum(serialize = "text/conflict")]
    TextConflict,
    /// A call that Hugo cannot read.
    #[strum(serialize = "text/shortcode-broken")]
    TextShortcodeBroken,
    #[strum(serialize = "text/shortcode-open")]
    TextShortcodeOpen,
    #[strum(serialize = "text/shortcode-unknown")]
    TextShortcodeUnknown,
    #[strum(serialize = "title/long")]
    TitleLong,
    #[strum(serialize = "title/missing")]
    TitleMissing,
}

impl Rule {
    /// Its name: the subject, and what is wrong with it.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// How much what it finds weighs, where nothing else is said.
    pub fn severity(self) -> Severity {
        match self {
            Self::AddressTwice
            | Self::CoverAlt
            | Self::CoverBroken
            | Self::HeadKeyKind
            | Self::TitleMissing => Severity::Warning,
            Self::HeadBroken
            | Self::HeadKeyTwice
            | Self::TextConflict
            | Self::TextShortcodeBroken
            | Self::TextShortcodeOpen
            | Self::TextShortcodeUnknown => Severity::Error,
            Self::CoverMissing
            | Self::CoverSmall
            | Self::HeadDateStyle
            | Self::HeadKeyCase
            | Self::HeadKind
            | Self::SummaryLong
            | Self::SummaryMissing
            | Self::TagsTwin
            | Self::TitleLong => Severity::Hint,
        }
    }
}

/// In the order of their weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It could be better.
    Hint,
    /// Readers see that something is wrong.
    Warning,
    /// The head cannot be read, or a site cannot be built.
    Error,
}

/// Where in an article something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of its text.
    Text(Range<usize>),
    /// A value of its head, which may be missing.
    Key(KeyPath),
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

    /// The bytes of the text that it is about; `None`: of the head's value of a key.
    pub fn range(&self) -> Option<&Range<usize>> {
        match &self.place {
            Place::Text(range) => Some(range),
            Place::Key(_) => None,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn each_rule_has_a_name_of_its_own_of_a_subject_and_a_fault() {
        let ids: BTreeSet<&str> = Rule::iter().map(Rule::id).collect();

        assert_eq!(ids.len(), Rule::iter().count());
        let is_name = |id: &&str| {
            let mut parts = id.split('/');
            let is_part = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            };
            parts.by_ref().take(2).filter(|part| is_part(part)).count() == 2
                && parts.next().is_none()
        };
        let odd: Vec<_> = ids.iter().filter(|id| !is_name(id)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
}
