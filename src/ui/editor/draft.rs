//! The text as egui's text field edits it: a view of the document until the first change, which
//! copies it and is recorded as one [`Edit`].

use std::{any::TypeId, borrow::Cow, ops::Range};

use egui::{
    TextBuffer,
    text::{ByteIndex, CCursor, CharIndex},
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::text::{Edit, position};

pub(super) struct Draft<'a> {
    text: Cow<'a, str>,
    /// The bytes of the first text that were changed, and how many stand in their place.
    changed: Option<(Range<usize>, usize)>,
}

impl<'a> Draft<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            changed: None,
        }
    }

    /// Where the text is in memory; it moves with the first change.
    pub fn as_ptr(&self) -> *const u8 {
        self.text.as_ptr()
    }

    pub fn is_changed(&self) -> bool {
        self.changed.is_some()
    }

    /// What was done to the text, as one edit of it.
    pub fn into_edit(self) -> Option<Edit> {
        let (range, inserted) = self.changed?;
        let insert = self.text.get(range.start..range.start + inserted)?;
        Some(Edit {
            insert: insert.to_owned(),
            range,
        })
    }

    /// Replaces bytes of the text as it is now.
    fn replace(&mut self, range: Range<usize>, insert: &str) {
        if range.is_empty() && insert.is_empty() {
            return;
        }
        self.changed = Some(match self.changed.take() {
            None => (range.clone(), insert.len()),
            Some((old, inserted)) => {
                let now = old.start..old.start + inserted;
                let start = now.start.min(range.start);
                let end = now.end.max(range.end);
                let old_end = old.end + (end - now.end);
                (start..old_end, end - start - range.len() + insert.len())
            }
        });
        self.text.to_mut().replace_range(range, insert);
    }

    fn byte(&self, char_index: CharIndex) -> usize {
        position::byte_of_char(&self.text, char_index.0)
    }

    fn remove(&mut self, range: Range<usize>) -> CCursor {
        let start = position::chars_before(&self.text, range.start);
        self.replace(range, "");
        CCursor {
            index: CharIndex(start),
            prefer_next_row: true,
        }
    }
}

impl TextBuffer for Draft<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let at = self.byte(char_index);
        self.replace(at..at, text);
        text.chars().count()
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let range = self.byte(char_range.start)..self.byte(char_range.end);
        self.replace(range, "");
    }

    fn byte_index_from_char_index(&self, char_index: CharIndex) -> ByteIndex {
        ByteIndex(self.byte(char_index))
    }

    fn char_index_from_byte_index(&self, byte_index: ByteIndex) -> CharIndex {
        CharIndex(position::chars_before(&self.text, byte_index.0))
    }

    /// Takes a whole character as people see it: an emoji of several parts, a letter with its
    /// accents.
    fn delete_previous_char(&mut self, ccursor: CCursor) -> CCursor {
        let end = self.byte(ccursor.index);
        let before = self.text.get(..end).unwrap_or_default();
        let length = before.graphemes(true).next_back().map_or(0, str::len);
        self.remove(end - length..end)
    }

    fn delete_next_char(&mut self, ccursor: CCursor) -> CCursor {
        let start = self.byte(ccursor.index);
        let after = self.text.get(start..).unwrap_or_default();
        let length = after.graphemes(true).next().map_or(0, str::len);
        self.remove(start..start + length)
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Draft<'static>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, change: impl Fn(&mut Draft<'_>), expected: &Edit) {
        let mut draft = Draft::new(text);

        change(&mut draft);

        let now = draft.as_str().to_owned();
        let edit = draft.into_edit().unwrap();
        let mut applied = text.to_owned();
        applied.replace_range(edit.range.clone(), &edit.insert);
        assert_eq!(&edit, expected);
        assert_eq!(applied, now);
    }

    fn edit(range: Range<usize>, insert: &str) -> Edit {
        Edit {
            range,
            insert: insert.to_owned(),
        }
    }

    #[test]
    fn a_letter_is_inserted_where_it_was_typed_even_beside_its_like() {
        check(
            "aa",
            |draft| {
                draft.insert_text("a", CharIndex(1));
            },
            &edit(1..1, "a"),
        );
    }

    #[test]
    fn several_changes_of_one_frame_are_one_edit() {
        check(
            "één twee",
            |draft| {
                draft.delete_char_range(CharIndex(4)..CharIndex(8));
                draft.insert_text("drie", CharIndex(4));
                draft.insert_text("!", CharIndex(0));
            },
            &edit(0..10, "!één drie"),
        );
    }

    #[test]
    fn typing_and_deleting_in_one_frame_is_one_edit() {
        check(
            "abcdef",
            |draft| {
                draft.insert_text("xy", CharIndex(3));
                draft.delete_char_range(CharIndex(2)..CharIndex(4));
            },
            &edit(2..3, "y"),
        );
    }

    #[test]
    fn backspace_takes_a_whole_emoji() {
        check(
            "a👩‍👩‍👧",
            |draft| {
                draft.delete_previous_char(CCursor::new(6));
            },
            &edit(1..19, ""),
        );
    }
}
