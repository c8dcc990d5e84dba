//! Several replacements that are one edit.

use std::ops::Range;

use super::Formatted;
use crate::model::text::Edit;

/// Replacements of one text, added in any order; they must not overlap.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<Edit>);

/// On which side of an insertion a place at that very place ends up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl Changes {
    pub fn replace(&mut self, range: Range<usize>, insert: impl Into<String>) {
        let insert = insert.into();
        if !(range.is_empty() && insert.is_empty()) {
            self.0.push(Edit { range, insert });
        }
    }

    pub fn insert(&mut self, at_byte: usize, insert: impl Into<String>) {
        self.replace(at_byte..at_byte, insert);
    }

    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Where a place stands after the changes.
    pub fn map(&self, at_byte: usize, side: Side) -> usize {
        let (mut grown, mut shrunk) = (0, 0);
        for Edit { range, insert } in &self.0 {
            let is_before = if range.is_empty() && range.start == at_byte {
                side == Side::After
            } else {
                range.start < at_byte || (range.start == at_byte && side == Side::After)
            };
            if is_before {
                grown += insert.len();
                shrunk += range.end.min(at_byte) - range.start;
            }
        }
        at_byte + grown - shrunk
    }

    /// All changes as one edit, with the selection carried along: text that is inserted at its
    /// ends stays outside of it.
    pub fn formatted(self, text: &str, selection: &Range<usize>) -> Option<Formatted> {
        let start = self.map(selection.start, Side::After);
        let end = if selection.is_empty() {
            start
        } else {
            self.map(selection.end, Side::Before).max(start)
        };
        self.select(text, start..end)
    }

    /// All changes as one edit, with this selection of the new text.
    pub fn select(mut self, text: &str, selection: Range<usize>) -> Option<Formatted> {
        self.0
            .sort_by_key(|edit| (edit.range.start, edit.range.end));
        let start = self.0.first()?.range.start;
        let end = self.0.last()?.range.end;
        let mut insert = String::new();
        let mut at = start;
        for edit in &self.0 {
            insert.push_str(text.get(at..edit.range.start)?);
            insert.push_str(&edit.insert);
            at = edit.range.end;
        }
        insert.push_str(text.get(at..end)?);
        Some(Formatted {
            edit: Edit {
                range: start..end,
                insert,
            },
            selection,
        })
    }
}
