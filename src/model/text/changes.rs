//! The newest changes of a text, without their words: enough to carry places and caches along.

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

    /// This change as seen from `by` bytes into the text; `None` if it reaches before them.
    pub fn below(&self, by: usize) -> Option<Self> {
        let start = self.range.start.checked_sub(by)?;
        Some(Self {
            range: start..start + self.range.len(),
            inserted: self.inserted,
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
