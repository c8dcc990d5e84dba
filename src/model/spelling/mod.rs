//! Spelling: which words of an article are checked, and in which language.

mod language;
mod words;

use std::{ops::Range, sync::Arc};

pub use language::{candidates, is_known_tag, normal_tag, title};
pub use words::{compared, words};

use crate::model::text::{Replaced, Revision};

/// The languages whose dictionaries are shipped.
pub const SHIPPED: [&str; 3] = ["nl", "en", "en-gb"];

/// The languages that there are dictionaries of, those that are shipped first.
pub fn languages(installed: &[String]) -> impl Iterator<Item = &str> {
    SHIPPED
        .into_iter()
        .chain(installed.iter().map(String::as_str))
}

/// What is known of the spelling of an article.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// Of the newest text that was sent to be checked.
    pub asked: Option<Revision>,
    /// The text that is waiting to be sent, and since when it is as it is.
    pub waiting: Option<(Revision, u64)>,
    /// The words that are not in the dictionary, in the text at `revision`.
    pub misspelled: Arc<[Range<usize>]>,
    pub revision: Revision,
    /// Counts what was found, so that views see that there is something new.
    pub taken: u64,
    /// What it was checked in.
    pub language: Option<String>,
    /// There is no dictionary of this language.
    pub lacks: Option<String>,
}

impl Spelling {
    /// Carries the marks along with changes: words that were touched are no longer marked.
    pub fn follow<'a>(&mut self, changes: impl Iterator<Item = &'a Replaced>, now: Revision) {
        let mut marks = self.misspelled.to_vec();
        for Replaced { range, inserted } in changes {
            marks.retain_mut(|mark| {
                if mark.end < range.start {
                    return true;
                }
                if mark.start <= range.end {
                    return false;
                }
                mark.start = mark.start - range.len() + inserted;
                mark.end = mark.end - range.len() + inserted;
                true
            });
        }
        self.misspelled = marks.into();
        self.revision = now;
    }

    /// Takes what was found in a part of the text at `revision`.
    pub fn take(&mut self, revision: Revision, part: &Range<usize>, found: Vec<Range<usize>>) {
        let outside = |mark: &&Range<usize>| {
            self.revision == revision && (mark.end <= part.start || mark.start >= part.end)
        };
        let mut marks: Vec<Range<usize>> =
            self.misspelled.iter().filter(outside).cloned().collect();
        marks.extend(found);
        marks.sort_by_key(|mark| mark.start);
        self.misspelled = marks.into();
        self.revision = revision;
        self.taken += 1;
    }

    /// The marked word at a place.
    pub fn at(&self, at_byte: usize) -> Option<&Range<usize>> {
        let first = self.misspelled.partition_point(|mark| mark.end < at_byte);
        let mark = self.misspelled.get(first)?;
        (mark.start <= at_byte).then_some(mark)
    }

    /// The first marked word after a place; behind the last comes the first.
    pub fn after(&self, at_byte: usize) -> Option<&Range<usize>> {
        let next = self
            .misspelled
            .partition_point(|mark| mark.start <= at_byte);
        self.misspelled
            .get(next)
            .or_else(|| self.misspelled.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(marks: &[Range<usize>]) -> Spelling {
        Spelling {
            misspelled: marks.into(),
            ..Spelling::default()
        }
    }

    #[test]
    fn marks_move_with_the_text_and_go_where_it_was_typed() {
        let mut spelling = marked(&[0..4, 10..14, 20..24]);
        let changes = [
            Replaced {
                range: 14..14,
                inserted: 1,
            },
            Replaced {
                range: 5..6,
                inserted: 3,
            },
        ];

        spelling.follow(changes.iter(), Revision::default());

        assert_eq!(*spelling.misspelled, [0..4, 23..27]);
    }

    #[test]
    fn a_part_replaces_its_own_marks() {
        let mut spelling = marked(&[0..4, 10..14, 20..24]);

        spelling.take(Revision::default(), &(8..18), vec![15..17; 1]);

        assert_eq!(*spelling.misspelled, [0..4, 15..17, 20..24]);
        assert_eq!(spelling.at(17), Some(&(15..17)));
        assert_eq!(spelling.at(18), None);
        assert_eq!(spelling.after(15), Some(&(20..24)));
        assert_eq!(spelling.after(20), Some(&(0..4)));
    }
}
