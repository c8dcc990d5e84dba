//! Spelling: which words of an article are checked, and in which language.

mod language;
mod words;

use std::ops::Range;

pub use language::{candidates, in_head, is_known_tag, normal_tag, title};
pub use words::{compared, names_in_body, words};

use crate::model::text::{Ranges, Revision};

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
    /// The words that are not in the dictionary.
    pub misspelled: Ranges,
    /// Something of it was checked.
    pub is_checked: bool,
    /// What it was checked in.
    pub language: Option<String>,
    /// There is no dictionary of this language.
    pub lacks: Option<String>,
}

impl Spelling {
    /// Takes what was found in a part of the text at `revision`.
    pub fn take(&mut self, revision: Revision, part: &Range<usize>, found: Vec<Range<usize>>) {
        let is_same = self.misspelled.revision() == revision;
        let outside =
            |mark: &&Range<usize>| is_same && (mark.end <= part.start || mark.start >= part.end);
        let mut marks: Vec<Range<usize>> =
            self.misspelled.iter().filter(outside).cloned().collect();
        marks.extend(found);
        marks.sort_by_key(|mark| mark.start);
        self.misspelled = Ranges::new(revision, marks);
        self.is_checked = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_replaces_its_own_marks() {
        let mut spelling = Spelling {
            misspelled: Ranges::new(Revision::default(), vec![0..4, 10..14, 20..24]),
            ..Spelling::default()
        };

        spelling.take(Revision::default(), &(8..18), vec![15..17; 1]);

        assert_eq!(*spelling.misspelled, [0..4, 15..17, 20..24]);
    }
}
