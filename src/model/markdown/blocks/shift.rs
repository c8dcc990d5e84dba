//! Moves what has a place in a text that was changed.

use std::ops::Range;

use super::Block;
use crate::model::text::Change;

/// How far what stands after a change moved.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    pub old_end: usize,
    pub new_end: usize,
}

impl Shift {
    pub(super) fn of(change: &Change) -> Self {
        Self {
            old_end: change.old.end,
            new_end: change.new.end,
        }
    }

    /// The new place of what stood at or after the end of the change.
    pub(super) fn moved(self, at_byte: usize) -> usize {
        (at_byte + self.new_end).saturating_sub(self.old_end)
    }

    pub(super) fn moved_checked(self, at_byte: usize) -> Option<usize> {
        (at_byte + self.new_end).checked_sub(self.old_end)
    }

    pub(super) fn moved_or(self, at_byte: Option<usize>, end: usize) -> usize {
        at_byte.map_or(end, |at_byte| self.moved(at_byte))
    }

    /// The old place of what stands at `at_byte`, after the change.
    pub(super) fn back(self, at_byte: usize) -> Option<usize> {
        (at_byte + self.old_end).checked_sub(self.new_end)
    }
}

/// Something with a place in the text.
pub(super) trait Stands {
    fn at_byte(&self) -> usize;
    fn shift(&mut self, shift: Shift);
}

impl Stands for Block {
    fn at_byte(&self) -> usize {
        self.range.start
    }

    fn shift(&mut self, shift: Shift) {
        self.range = shift.moved(self.range.start)..shift.moved(self.range.end);
    }
}

macro_rules! stands {
    ($($name:ty),*) => {
        $(impl Stands for $name {
            fn at_byte(&self) -> usize {
                self.at_byte
            }

            fn shift(&mut self, shift: Shift) {
                self.at_byte = shift.moved(self.at_byte);
            }
        })*
    };
}

stands!(
    super::Heading,
    super::Target,
    super::Reference,
    super::OpenCode
);

pub(super) fn shift_all<T: Stands>(all: &mut [T], from: usize, shift: Shift) {
    if shift.old_end != shift.new_end {
        let first = all.partition_point(|one| one.at_byte() < from);
        for one in all.get_mut(first..).unwrap_or_default() {
            one.shift(shift);
        }
    }
}

/// What [`replace`] did.
pub(super) struct Replaced<T> {
    pub removed: Vec<T>,
    pub added: Range<usize>,
}

impl Replaced<super::Target> {
    pub(super) fn is_change(&self, now: &[super::Target]) -> bool {
        let added = now.get(self.added.clone()).unwrap_or_default();
        let meaning = |target: &super::Target| {
            (
                target.label.clone(),
                target.address.clone(),
                target.title.clone(),
            )
        };
        !self
            .removed
            .iter()
            .map(meaning)
            .eq(added.iter().map(meaning))
    }
}

impl Replaced<super::Reference> {
    pub(super) fn is_change(&self, now: &[super::Reference]) -> bool {
        let added = now.get(self.added.clone()).unwrap_or_default();
        let labels = |all: &[super::Reference]| -> Vec<String> {
            all.iter().map(|one| one.label.clone()).collect()
        };
        labels(&self.removed) != labels(added)
    }
}

/// Replaces what stood in `old` by what is new, and moves the rest.
pub(super) fn replace<T: Stands>(
    all: &mut Vec<T>,
    old: &Range<usize>,
    new: Vec<T>,
    is_new: impl Fn(usize) -> bool,
    shift: Shift,
) -> Replaced<T> {
    let first = all.partition_point(|one| one.at_byte() < old.start);
    let after = all.partition_point(|one| one.at_byte() < old.end);
    shift_all(all.get_mut(after..).unwrap_or_default(), 0, shift);
    let before = all.len();
    let new = new.into_iter().filter(|one| is_new(one.at_byte()));
    let removed: Vec<T> = all.splice(first..after.max(first), new).collect();
    let added = all.len() + removed.len() - before;
    Replaced {
        removed,
        added: first..first + added,
    }
}
