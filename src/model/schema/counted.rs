//! Things that are counted, and taken out again.

use std::collections::BTreeMap;

/// How often each is there; one that is there no more is not known either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted<T>(BTreeMap<T, usize>);

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Counted<T> {
    pub fn put(&mut self, one: T) {
        *self.0.entry(one).or_default() += 1;
    }

    pub fn take(&mut self, one: &T) {
        if let Some(count) = self.0.get_mut(one) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(one);
            }
        }
    }

    /// In their order.
    pub fn iter(&self) -> impl Iterator<Item = (&T, usize)> + Clone {
        self.0.iter().map(|(one, count)| (one, *count))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> usize {
        self.0.values().sum()
    }
}

/// Those that are alike together.
pub(super) fn together<T: Ord>(counted: impl Iterator<Item = (T, usize)>) -> BTreeMap<T, usize> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for (one, count) in counted {
        *counts.entry(one).or_default() += count;
    }
    counts
}

/// What occurs most often; of equals the least.
pub(super) fn most<T: Ord>(counted: impl Iterator<Item = (T, usize)>) -> Option<T> {
    let counts = together(counted);
    let best = counts.values().copied().max()?;
    let mut counts = counts.into_iter();
    counts.find(|(_, count)| *count == best).map(|(one, _)| one)
}
