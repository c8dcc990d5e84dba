//! What was found in a text that is being written, carried along with it.

use super::located::Located;
use crate::model::{
    finding::{Finding, Place, Rule, Severity},
    said::Said,
    text::{Ranges, Replaced, Revision},
};

#[derive(Clone, Debug, Default)]
pub struct InText {
    /// In the order of the text.
    found: Vec<Located>,
    /// Of the text in which it was found.
    revision: Revision,
    marks: [Ranges; Severity::ALL.len()],
}

impl InText {
    /// What was found, in the order of the text at `revision`.
    pub fn new(revision: Revision, found: Vec<Located>) -> Self {
        let marks = Severity::ALL.map(|severity| marks(revision, &found, severity));
        Self {
            found,
            revision,
            marks,
        }
    }

    pub fn all(&self) -> &[Located] {
        &self.found
    }

    /// Whether it is what is wrong with the text at `revision`: then what puts it right can be done.
    pub fn is_of(&self, revision: Revision) -> bool {
        self.revision == revision
    }

    /// Why Hugo builds nothing for the text, whatever its head says.
    pub fn stop(&self) -> Option<&Said> {
        let mut findings = self.found.iter().map(|located| &located.finding);
        let is_of_text = |rule| {
            matches!(
                rule,
                Rule::LinkMissing
                    | Rule::TextShortcodeBroken
                    | Rule::TextShortcodeOpen
                    | Rule::TextShortcodeUnknown
            )
        };
        let stop = findings.find(|finding| finding.stops_build() && is_of_text(finding.rule));
        stop.map(Finding::why)
    }

    pub fn count(&self, severity: Severity) -> usize {
        let is_so = |located: &&Located| located.finding.severity == severity;
        self.found.iter().filter(is_so).count()
    }

    /// Where in the text something of this weight is.
    pub fn marks(&self, severity: Severity) -> &Ranges {
        let [errors, warnings, hints] = &self.marks;
        match severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Hint => hints,
        }
    }

    /// Those that a place in the text touches, the gravest first.
    pub fn at(&self, at_byte: usize) -> Vec<&Located> {
        let is_there = |located: &&Located| {
            let range = &located.range;
            !range.is_empty() && range.start <= at_byte && at_byte <= range.end
        };
        let mut there: Vec<&Located> = self.found.iter().filter(is_there).collect();
        there.sort_by_key(|located| std::cmp::Reverse(located.finding.severity));
        there
    }

    /// Carries all along with changes of the text; what they touch is no longer told, but for values of the
    /// head, which are told at their fields.
    pub fn follow(&mut self, changes: &[Replaced], now: Revision) {
        for change in changes {
            self.found.retain_mut(|located| {
                let is_same = change.carries(&mut located.range);
                is_same || matches!(located.finding.place, Place::Key(_))
            });
        }
        for marks in &mut self.marks {
            marks.follow(changes, now);
        }
    }
}

/// Apart from each other: of two that overlap the first is marked.
fn marks(revision: Revision, found: &[Located], severity: Severity) -> Ranges {
    let mut marks = Vec::new();
    let mut end = 0;
    for located in found {
        let range = &located.range;
        let is_in_text = located.finding.range().is_some() || !range.is_empty();
        if located.finding.severity == severity && is_in_text && range.start >= end {
            end = range.end;
            marks.push(range.clone());
        }
    }
    Ranges::new(revision, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        check::Region,
        finding::{Finding, Rule},
        said::said,
    };

    fn located(rule: Rule, range: std::ops::Range<usize>) -> Located {
        let place = Place::Text(range.clone());
        Located {
            finding: Finding::new(rule, place, said!("check-link-empty")),
            region: Region::START,
            range,
            line: String::new(),
        }
    }

    #[test]
    fn what_is_found_moves_along_and_goes_with_its_words() {
        let found = vec![
            located(Rule::LinkEmpty, 2..4),
            located(Rule::LinkMissing, 3..6),
            located(Rule::TextConflict, 8..9),
        ];
        let mut found = InText::new(Revision::default(), found);
        let rules = |all: &[&Located]| -> Vec<Rule> {
            all.iter().map(|located| located.finding.rule).collect()
        };

        assert_eq!(found.marks(Severity::Warning).to_vec(), vec![2..4]);
        assert_eq!(rules(&found.at(3)), [Rule::LinkEmpty, Rule::LinkMissing]);
        let typed = Replaced {
            range: 5..5,
            inserted: 3,
        };
        found.follow(&[typed], Revision::default());
        assert_eq!(rules(&found.at(3)), [Rule::LinkEmpty]);
        assert_eq!(rules(&found.at(11)), [Rule::TextConflict]);
        assert_eq!(found.marks(Severity::Error).to_vec(), vec![11..12]);
    }
}
