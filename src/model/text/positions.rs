//! Places in a text that follow its changes: an [`Anchor`] of one, [`Ranges`] of many.
//!
//! One rule for both: what a change leaves untouched moves along with its words; what it touches, at
//! its ends too, is gone, for nobody knows what it would be now. Nothing is ever moved to words that
//! it was not at.
//!
//! What must not go has a rule of its own: a caret [`map`](Replaced::map)s, a part of the text that is
//! worked in [`widens`](Replaced::widens).

use std::ops::{Deref, Range};

use super::{Replaced, Revision};

/// Bytes of the text at a revision; empty for a place between two characters. It can be kept,
/// sent to a thread and come back: [`Buffer::place_of`](super::Buffer::place_of) says where these
/// words are by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub(super) revision: Revision,
    pub(super) range: Range<usize>,
}

impl Anchor {
    pub fn new(revision: Revision, range: Range<usize>) -> Self {
        Self { revision, range }
    }
}

/// Bytes of the text, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    revision: Revision,
    all: Vec<Range<usize>>,
}

impl Ranges {
    /// `all`: in order and apart from each other, in the text at `revision`.
    pub fn new(revision: Revision, all: Vec<Range<usize>>) -> Self {
        Self { revision, all }
    }

    /// Of the text that they are bytes of.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Carries all along with changes, after which the text is at `now`.
    pub fn follow<'a>(&mut self, changes: impl IntoIterator<Item = &'a Replaced>, now: Revision) {
        for change in changes {
            self.all.retain_mut(|range| change.carries(range));
        }
        self.revision = now;
    }

    /// Lets go of those that touch a place.
    pub fn remove_at(&mut self, at_byte: usize) {
        self.all
            .retain(|range| at_byte < range.start || range.end < at_byte);
    }

    /// Those that touch `bytes`.
    pub fn within(&self, bytes: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let end = bytes.end;
        let first = self.all.partition_point(|range| range.end < bytes.start);
        let from = self.all.iter().skip(first);
        from.take_while(move |range| range.start <= end)
    }

    /// The one that a place touches.
    pub fn at(&self, at_byte: usize) -> Option<&Range<usize>> {
        self.within(&(at_byte..at_byte)).next()
    }

    /// The first that begins after a place; behind the last comes the first.
    pub fn after(&self, at_byte: usize) -> Option<&Range<usize>> {
        let next = self.all.partition_point(|range| range.start <= at_byte);
        self.all.get(next).or_else(|| self.all.first())
    }
}

impl Deref for Ranges {
    type Target = [Range<usize>];

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl Replaced {
    /// Carries a range along; `false` if the change touches it. An empty one is touched only by
    /// what takes out the characters on both of its sides.
    pub fn carries(&self, range: &mut Range<usize>) -> bool {
        let is_place = range.start == range.end;
        let is_after = if is_place {
            self.range.end <= range.start && self.range.start < range.start
        } else {
            self.range.end < range.start
        };
        if is_after {
            let by = |at: usize| at - self.range.len() + self.inserted;
            *range = by(range.start)..by(range.end);
            return true;
        }
        if is_place {
            self.range.start >= range.end
        } else {
            self.range.start > range.end
        }
    }

    /// Carries a part of the text along that takes in what is written at its start and in it.
    pub fn widens(&self, range: &mut Range<usize>) {
        let start = if self.range.start < range.start {
            self.map(range.start)
        } else {
            range.start
        };
        *range = start..self.map(range.end).max(start);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn followed(ranges: &[Range<usize>], changes: &[(Range<usize>, usize)]) -> Vec<Range<usize>> {
        let mut followed = Ranges::new(Revision(0), ranges.to_vec());
        let changes: Vec<Replaced> = changes
            .iter()
            .cloned()
            .map(|(range, inserted)| Replaced { range, inserted })
            .collect();
        followed.follow(&changes, Revision(1));
        followed.to_vec()
    }

    #[test]
    fn ranges_move_with_the_text_and_go_where_it_is_written_into() {
        let words = [0..3, 4..7, 8..13];

        assert_eq!(followed(&words, &[(7..8, 1)]), vec![0..3]);
        assert_eq!(followed(&words, &[(0..0, 2)]), [6..9, 10..15]);
        assert_eq!(
            followed(&[0..4, 10..14, 20..24], &[(14..14, 1), (5..6, 3)]),
            [0..4, 23..27]
        );
    }

    #[test]
    fn a_place_goes_only_with_the_words_around_it() {
        let place = |change| followed(std::slice::from_ref(&(4..4)), &[change]);

        assert_eq!(place((4..4, 3)), vec![4..4], "written behind it");
        assert_eq!(
            place((2..4, 3)),
            vec![5..5],
            "written over what is before it"
        );
        assert_eq!(place((4..6, 0)), vec![4..4]);
        assert!(place((3..5, 1)).is_empty());
    }

    #[test]
    fn ranges_are_found_by_a_place() {
        let ranges = Ranges::new(Revision(0), vec![0..4, 15..17, 20..24]);

        assert_eq!(ranges.at(17), Some(&(15..17)));
        assert_eq!(ranges.at(18), None);
        assert_eq!(ranges.after(15), Some(&(20..24)));
        assert_eq!(ranges.after(20), Some(&(0..4)));
        assert_eq!(ranges.within(&(4..15)).count(), 2);
    }

    #[test]
    fn a_part_that_is_worked_in_takes_in_what_is_written_at_its_start_and_in_it() {
        let widened = |change: (Range<usize>, usize)| {
            let mut range = 4..8;
            let (replaced, inserted) = change;
            let change = Replaced {
                range: replaced,
                inserted,
            };
            change.widens(&mut range);
            range
        };

        assert_eq!(widened((4..4, 2)), 4..10);
        assert_eq!(widened((8..8, 2)), 4..8);
        assert_eq!(widened((0..1, 3)), 6..10);
        assert_eq!(widened((2..6, 0)), 2..4);
        assert_eq!(widened((9..9, 5)), 4..8);
        assert_eq!(widened((0..12, 1)), 1..1);
    }

    proptest! {
        /// Whatever is changed, what is left of the ranges are the words they were.
        #[test]
        fn a_range_keeps_its_words_or_goes(
            text in "[a-z]{0,24}",
            cuts in prop::collection::vec(0..25_usize, 0..8),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, "[A-Z]{0,3}"), 1..6),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut <= text.len()).collect();
            cuts.sort_unstable();
            let words: Vec<Range<usize>> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
            let mut ranges: Vec<(Range<usize>, &str)> = words
                .iter()
                .map(|range| (range.clone(), &text[range.clone()]))
                .collect();
            let mut now = text.clone();
            for (at, len, insert) in edits {
                let start = at.index(now.len() + 1);
                let change = Replaced {
                    range: start..(start + len).min(now.len()),
                    inserted: insert.len(),
                };
                let count = ranges.len();
                let touches = |range: &Range<usize>| {
                    change.range.start <= range.end && range.start <= change.range.end
                };
                let apart = ranges.iter().filter(|(range, _)| !touches(range)).count();
                now.replace_range(change.range.clone(), &insert);
                ranges.retain_mut(|(range, _)| change.carries(range));
                prop_assert!(ranges.len() >= apart && ranges.len() <= count);
                for (range, word) in &ranges {
                    prop_assert_eq!(&now[range.clone()], *word);
                }
            }
        }
    }
}
