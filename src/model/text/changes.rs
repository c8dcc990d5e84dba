//! The newest changes of a text, without their words: enough to carry places and caches along.
//!
//! Limits: 4,096 of them; who asks for more begins anew.

use std::{collections::VecDeque, ops::Range};

/// How many changes are remembered; a view that is further behind starts over.
const MAX_CHANGES: usize = 4_096;

/// One change of a text: these bytes of the text before it made place for `inserted` others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub range: Range<usize>,
    pub inserted: usize,
}

impl Replaced {
    /// Where the byte at `at_byte` of the text before stands after it. A place inside the
    /// replaced bytes moves to their end.
    pub fn map(&self, at_byte: usize) -> usize {
        if at_byte <= self.range.start {
            at_byte
        } else if at_byte >= self.range.end {
            at_byte - self.range.len() + self.inserted
        } else {
            self.range.start + self.inserted
        }
    }

    /// This change and then `next`, as one.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let now = self.inserted_at();
        let start = now.start.min(next.range.start);
        let end = now.end.max(next.range.end);
        Self {
            range: start..self.range.end + (end - now.end),
            inserted: end - start - next.range.len() + next.inserted,
        }
    }

    /// All of these changes, oldest first, as one.
    pub fn over<'a>(changes: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut changes = changes.into_iter();
        let first = changes.next()?.clone();
        Some(changes.fold(first, |whole, next| whole.then(next)))
    }

    /// Where what was put in stands, in bytes of the text after it.
    pub fn inserted_at(&self) -> Range<usize> {
        self.range.start..self.range.start + self.inserted
    }

    /// This change as seen from `by` bytes into the text; `None` if it reaches before them.
    pub fn below(&self, by: usize) -> Option<Self> {
        let start = self.range.start.checked_sub(by)?;
        Some(Self {
            range: start..start + self.range.len(),
            inserted: self.inserted,
        })
    }
}

/// Where two texts differ: all before `old` and `new` is the same, and all after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// In bytes of the older text.
    pub old: Range<usize>,
    /// In bytes of the newer text.
    pub new: Range<usize>,
}

impl Change {
    /// All of these changes, oldest first, as one.
    pub fn over<'a>(changes: impl IntoIterator<Item = &'a Replaced>) -> Self {
        let whole = Replaced::over(changes);
        whole.map_or_else(Self::default, |whole| Self {
            new: whole.inserted_at(),
            old: whole.range,
        })
    }
}

/// The newest changes, oldest first.
#[derive(Debug, Default)]
pub(super) struct Changes(VecDeque<Replaced>);

impl Changes {
    pub fn push(&mut self, change: Replaced) {
        if self.0.len() == MAX_CHANGES {
            self.0.pop_front();
        }
        self.0.push_back(change);
    }

    /// The newest `count` changes; `None` if they are not all remembered.
    pub fn newest(&self, count: u64) -> Option<impl Iterator<Item = &Replaced>> {
        let count = usize::try_from(count).ok()?;
        let skipped = self.0.len().checked_sub(count)?;
        Some(self.0.iter().skip(skipped))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_change_is_nowhere() {
        assert_eq!(
            Change::over([]),
            Change {
                old: 0..0,
                new: 0..0
            }
        );
    }

    proptest! {
        #[test]
        fn a_change_is_all_that_differs(
            first in "[a-z]{0,12}",
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..5_usize, "[A-Z]{0,3}"), 1..8),
        ) {
            let mut text = first.clone();
            let mut changes = Vec::new();
            for (at, len, insert) in edits {
                let start = at.index(text.len() + 1);
                let range = start..(start + len).min(text.len());
                text.replace_range(range.clone(), &insert);
                changes.push(Replaced { range, inserted: insert.len() });
            }

            let Change { old, new } = Change::over(&changes);

            prop_assert_eq!(&first[..old.start], &text[..new.start]);
            prop_assert_eq!(&first[old.end..], &text[new.end..]);
        }
    }
}
