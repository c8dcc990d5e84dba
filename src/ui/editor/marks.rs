//! What others want marked in the text: what a search found, misspelled words, problems.

use std::ops::Range;

use crate::model::{check::InText, finding::Severity, text::Ranges};

/// Everything that is marked in one text; borrowed from who keeps it. In bytes of the whole text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// What a search found.
    pub matches: Option<&'a Ranges>,
    /// The match that the search is at.
    pub shown_match: Option<&'a Range<usize>>,
    pub misspelled: Option<&'a Ranges>,
    pub problems: Option<&'a InText>,
    /// What is other than in the last commit.
    pub since_commit: Option<&'a Ranges>,
    /// What another program wrote, and the writer has not seen.
    pub unseen: Option<&'a Ranges>,
}

impl<'a> Marks<'a> {
    /// What of a weight is wrong with these bytes.
    pub(super) fn problems(
        &self,
        severity: Severity,
        bytes: &Range<usize>,
    ) -> impl Iterator<Item = &'a Range<usize>> {
        within(self.problems.map(|found| found.marks(severity)), bytes)
    }

    /// The gravest that is wrong with these bytes.
    pub(super) fn gravest(&self, bytes: &Range<usize>) -> Option<Severity> {
        let is_there = |severity: &Severity| self.problems(*severity, bytes).next().is_some();
        Severity::ALL.into_iter().find(is_there)
    }
}

/// Those of `ranges` that touch `bytes`.
pub(super) fn within<'a>(
    ranges: Option<&'a Ranges>,
    bytes: &Range<usize>,
) -> impl Iterator<Item = &'a Range<usize>> {
    ranges.into_iter().flat_map(|ranges| ranges.within(bytes))
}
