//! Which pictures cost too much, by their bytes, as far as this run knows.

use std::collections::HashMap;

use blake3::Hash;

/// More are not remembered; each took its time.
const MAX_KNOWN: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// It is not drawn in the little time that each has at first.
    Long,
    TooSlow,
    NoMemory,
}

#[derive(Default)]
pub(super) struct Tried(HashMap<Hash, Cost>);

impl Tried {
    /// `None`: not more than others, as far as is known.
    pub fn cost(&self, content: &Hash) -> Option<Cost> {
        self.0.get(content).copied()
    }

    pub fn costs(&mut self, content: Hash, cost: Cost) {
        if self.0.len() >= MAX_KNOWN {
            self.0.clear();
        }
        self.0.insert(content, cost);
    }
}
