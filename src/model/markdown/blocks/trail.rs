//! What edits leave as it was.

use std::{ops::Range, sync::Arc};

/// A state of blocks. It says nothing of what they are: all are equal.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// What was parsed at once, and edited since.
    of: Arc<()>,
    edits: u64,
    /// The blocks that the last edit left as they were, from the start and from the end.
    kept: (usize, usize),
}

impl PartialEq for Trail {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Trail {
    /// An edit made the blocks `new`, of `len`.
    pub(super) fn edited(&mut self, new: &Range<usize>, len: usize) {
        self.edits += 1;
        self.kept = (new.start, len.saturating_sub(new.end));
    }

    pub(super) fn is_at(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.of, &other.of) && self.edits == other.edits
    }

    pub(super) fn kept_since(&self, before: &Self, len: usize) -> Option<(usize, usize)> {
        if !Arc::ptr_eq(&self.of, &before.of) {
            return None;
        }
        match self.edits.checked_sub(before.edits)? {
            0 => Some((len, 0)),
            1 => Some(self.kept),
            _ => None,
        }
    }
}
