//! Places in the text that others want marked: what a search found, misspelled words, problems.

use std::ops::Range;

use crate::model::{
    document::Document,
    text::{Replaced, Revision},
};

/// Bytes of the whole text, in order and apart from each other, as they were found in the text
/// at `revision`. They move along with later changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    revision: Revision,
    all: Vec<Range<usize>>,
}

/// Everything that is marked in one text.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// What a search found.
    pub matches: Ranges,
    /// The match that the search is at.
    pub shown_match: Option<Range<usize>>,
    pub misspelled: Ranges,
    pub problems: Ranges,
}

impl Ranges {
    pub fn new(revision: Revision, all: Vec<Range<usize>>) -> Self {
        Self { revision, all }
    }

    /// Those that touch `bytes`.
    pub fn within(&self, bytes: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let end = bytes.end;
        let first = self.all.partition_point(|range| range.end < bytes.start);
        self.all
            .iter()
            .skip(first)
            .take_while(move |range| range.start <= end)
    }

    fn follow(&mut self, document: &Document) {
        if self.revision == document.revision() {
            return;
        }
        match document.changes_since(self.revision) {
            Some(changes) if !self.all.is_empty() => {
                for change in changes {
                    self.all.retain_mut(|range| moved(range, change));
                }
            }
            Some(_) => {}
            None => self.all.clear(),
        }
        self.revision = document.revision();
    }
}

impl Marks {
    /// Carries all along with the text.
    pub fn follow(&mut self, document: &Document) {
        if let Some(range) = &mut self.shown_match {
            let is_there = match document.changes_since(self.matches.revision) {
                Some(mut changes) => changes.all(|change| moved(range, change)),
                None => false,
            };
            if !is_there {
                self.shown_match = None;
            }
        }
        self.matches.follow(document);
        self.misspelled.follow(document);
        self.problems.follow(document);
    }
}

/// Carries a range along; `false` if the change reaches into it.
fn moved(range: &mut Range<usize>, change: &Replaced) -> bool {
    if change.range.end <= range.start {
        let by = |at: usize| at - change.range.len() + change.inserted;
        *range = by(range.start)..by(range.end);
        return true;
    }
    change.range.start >= range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        document::{ContentHash, DocumentId, FileFormat, Snapshot},
        text::{Cause, Edit},
    };

    #[test]
    fn marks_move_with_the_text_and_go_where_it_is_written_into() {
        let saved = Snapshot {
            text: "one two three".into(),
            format: FileFormat::default(),
            hash: ContentHash([0; 32]),
        };
        let mut document = Document::new(DocumentId(1), "a.md".into(), saved);
        let words = vec![0..3, 4..7, 8..13];
        let mut marks = Marks {
            matches: Ranges::new(document.revision(), words),
            ..Marks::default()
        };
        for (range, insert) in [(0..0, "x "), (7..8, "!")] {
            let insert = insert.to_owned();
            let edit = Edit { range, insert };
            document
                .apply(document.revision(), &edit, Cause::Step)
                .unwrap();
        }

        marks.follow(&document);

        let found: Vec<_> = marks.matches.within(&(0..99)).cloned().collect();
        assert_eq!(found, [2..5, 10..15]);
        assert_eq!(marks.matches.within(&(6..9)).count(), 0);
    }
}
