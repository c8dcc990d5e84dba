//! Findings of one text, so many of each rule: a text of megabytes may be wrong in each of its words.
//!
//! Limits: [`MOST`] of a rule, fewer where its subject has it so.

use crate::model::finding::{Finding, Rule};

/// Of one rule in one text, where its subject tells no fewer.
pub const MOST: usize = 1_000;

/// Takes findings in until there are enough of their rule.
#[derive(Default)]
pub struct Told {
    found: Vec<Finding>,
    /// So many are there of a rule.
    counts: Vec<(Rule, usize)>,
}

impl Told {
    /// Takes in what is not more than `most` of its rule.
    pub fn add(&mut self, most: usize, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            let count = self
                .counts
                .iter_mut()
                .find(|(rule, _)| *rule == finding.rule);
            match count {
                Some((_, count)) if *count >= most => continue,
                Some((_, count)) => *count += 1,
                None => self.counts.push((finding.rule, 1)),
            }
            self.found.push(finding);
        }
    }

    pub fn found(self) -> Vec<Finding> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{finding::Place, said::said};

    #[test]
    fn of_each_rule_no_more_are_kept_than_are_told() {
        let of = |rule| Finding::new(rule, Place::File, said!("check-link-empty"));
        let mut told = Told::default();
        for _ in 0..9 {
            told.add(3, [of(Rule::LinkEmpty), of(Rule::LinkWords)]);
        }
        told.add(4, [of(Rule::LinkWords), of(Rule::LinkWords)]);

        let found = told.found();
        let count = |rule| found.iter().filter(|it| it.rule == rule).count();
        assert_eq!((count(Rule::LinkEmpty), count(Rule::LinkWords)), (3, 4));
    }
}
