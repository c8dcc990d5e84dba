//! One change of a text, a range of bytes and what takes its place: how it is made as small as it can
//! be, and where other places stand after it.

use std::ops::Range;

use super::Replaced;

/// Replaces the bytes in `range` with `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub insert: String,
}

impl Edit {
    /// The smallest edit that turns `old` into `new`, or `None` if they are equal.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        if old == new {
            return None;
        }
        let (prefix, suffix) = common_ends(old, new);
        let insert = new.get(prefix..new.len() - suffix)?.to_owned();
        Some(Self {
            range: prefix..old.len() - suffix,
            insert,
        })
    }

    /// `text` after this edit; as it is where the edit does not fit it.
    pub fn applied_to(&self, text: &str) -> String {
        let before = text.get(..self.range.start);
        let after = text.get(self.range.end..);
        match (before, after) {
            (Some(before), Some(after)) => [before, &self.insert, after].concat(),
            _ => text.to_owned(),
        }
    }

    /// What `first` and then this edit do, as one; `None` where they touch different places.
    pub fn after(&self, first: &Self) -> Option<Self> {
        let removed = &first.insert;
        let (from, to) = (first.range.start, first.range.start + removed.len());
        let range = &self.range;
        if from > range.end || to < range.start {
            return None;
        }
        let before = removed.get(..range.start.saturating_sub(from))?;
        let behind = removed.get(range.end.saturating_sub(from).min(removed.len())..)?;
        let end = range.end.max(to) - removed.len() + first.range.len();
        Some(Self {
            range: range.start.min(from)..end,
            insert: [before, &self.insert, behind].concat(),
        })
    }

    /// Where the byte at `at_byte` of the text before this edit stands after it. A place inside
    /// the replaced bytes moves to their end.
    pub fn map(&self, at_byte: usize) -> usize {
        self.replaced().map(at_byte)
    }

    /// What this edit does to places.
    pub fn replaced(&self) -> Replaced {
        Replaced {
            range: self.range.clone(),
            inserted: self.insert.len(),
        }
    }

    /// This edit, which replaces the bytes `removed`, without the ends that it replaces by
    /// themselves; `None` if nothing is left. An edit that only inserts or only removes stays
    /// where it is. [`Buffer::apply`](super::Buffer::apply) makes this of every edit.
    pub fn smallest(&self, removed: &str) -> Option<Self> {
        if removed == self.insert {
            return None;
        }
        if removed.is_empty() || self.insert.is_empty() {
            return Some(self.clone());
        }
        let inner = Self::between(removed, &self.insert)?;
        let start = self.range.start;
        Some(Self {
            range: start + inner.range.start..start + inner.range.end,
            insert: inner.insert,
        })
    }
}

/// Lengths in bytes of the whole characters that both texts start with, and, in what is left,
/// of those that both end with.
fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let (a_bytes, b_bytes) = (a.as_bytes(), b.as_bytes());
    let mut prefix = equal_run(a_bytes.iter(), b_bytes.iter());
    while !(a.is_char_boundary(prefix) && b.is_char_boundary(prefix)) {
        prefix -= 1;
    }
    let left = (a.len() - prefix).min(b.len() - prefix);
    let suffix = equal_run(a_bytes.iter().rev(), b_bytes.iter().rev());
    let mut suffix = suffix.min(left);
    while !(a.is_char_boundary(a.len() - suffix) && b.is_char_boundary(b.len() - suffix)) {
        suffix -= 1;
    }
    (prefix, suffix)
}

fn equal_run<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_share_bytes_are_not_cut() {
        let edit = Edit::between("aé", "aè").unwrap();

        assert_eq!(
            edit,
            Edit {
                range: 1..3,
                insert: "è".to_owned()
            }
        );
    }

    #[test]
    fn places_move_with_an_edit() {
        let edit = Edit {
            range: 2..4,
            insert: "xyz".to_owned(),
        };

        assert_eq!([0, 2, 3, 4, 6].map(|at| edit.map(at)), [0, 2, 5, 5, 7]);
    }
}
