//! Splices of a text, and the one smallest edit that makes them.

use std::ops::Range;

use crate::model::text::Edit;

/// Replaces `range` of the text with `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub range: Range<usize>,
    pub insert: String,
}

impl Splice {
    pub fn new(range: Range<usize>, insert: impl Into<String>) -> Self {
        Self {
            range,
            insert: insert.into(),
        }
    }
}

/// The edit that makes all `splices`, as small as whole characters allow: `None` if nothing
/// changes, or if two splices overlap.
pub fn join(text: &str, mut splices: Vec<Splice>) -> Option<Edit> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let start = splices.first()?.range.start;
    let mut at = start;
    let mut insert = String::new();
    for splice in splices {
        insert.push_str(text.get(at..splice.range.start)?);
        insert.push_str(&splice.insert);
        at = splice.range.end;
    }
    let old = text.get(start..at)?;
    let trimmed = Edit::between(old, &insert)?;
    Some(Edit {
        range: start + trimmed.range.start..start + trimmed.range.end,
        insert: trimmed.insert,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_splices_touch_only_what_differs() {
        let text = "a: één\nb: 2\n";

        let splices = vec![Splice::new(12..13, "3"), Splice::new(3..8, "eén")];
        let edit = join(text, splices).unwrap();

        assert_eq!(edit.applied_to(text), "a: eén\nb: 3\n");
        assert_eq!(edit.range.start, 3);
    }

    #[test]
    fn overlapping_splices_make_no_edit() {
        let splices = vec![Splice::new(0..3, "x"), Splice::new(2..4, "y")];

        assert_eq!(join("abcdef", splices), None);
    }
}
