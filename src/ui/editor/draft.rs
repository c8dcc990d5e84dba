//! The text while the events of one frame change it: the document's, and in place of the lines
//! that were changed their new text. What was changed leaves as one [`Edit`].

use std::{borrow::Cow, ops::Range};

use crate::model::text::{Edit, Replaced};

pub struct Draft<'a> {
    document: &'a str,
    lines: Option<Lines>,
    /// What was done to the document.
    changed: Option<Replaced>,
}

/// Whole lines in place of others.
struct Lines {
    /// In the document.
    old: Range<usize>,
    text: String,
}

impl<'a> Draft<'a> {
    pub fn new(document: &'a str) -> Self {
        Self {
            document,
            lines: None,
            changed: None,
        }
    }

    pub fn is_changed(&self) -> bool {
        self.changed.is_some()
    }

    /// What was done to the document, as the smallest edit that does it.
    pub fn into_edit(self) -> Option<Edit> {
        let changed = self.changed.clone()?;
        let insert = self.slice(changed.inserted_at()).into_owned();
        let range = changed.range;
        let removed = self.document.get(range.clone())?;
        Edit { range, insert }.smallest(removed)
    }

    pub fn len(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// The parts that the text consists of, each of whole lines.
    fn parts(&self) -> [&str; 3] {
        let Some(lines) = &self.lines else {
            return [self.document, "", ""];
        };
        let before = self.document.get(..lines.old.start).unwrap_or_default();
        let after = self.document.get(lines.old.end..).unwrap_or_default();
        [before, &lines.text, after]
    }

    /// The bytes of `range`, less what cuts a character.
    pub fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        let mut start = 0;
        let mut found = Cow::Borrowed("");
        for part in self.parts() {
            let from = range.start.saturating_sub(start).min(part.len());
            let to = range.end.saturating_sub(start).min(part.len());
            start += part.len();
            if from >= to {
                continue;
            }
            let (from, to) = (part.ceil_char_boundary(from), part.floor_char_boundary(to));
            let piece = part.get(from..to).unwrap_or_default();
            if found.is_empty() {
                found = Cow::Borrowed(piece);
            } else {
                found.to_mut().push_str(piece);
            }
        }
        found
    }

    /// The characters from `at_byte` on.
    pub fn chars_from(&self, at_byte: usize) -> impl Iterator<Item = char> {
        self.split(at_byte)
            .into_iter()
            .flat_map(|(_, part)| part.chars())
    }

    /// The characters before `at_byte`, the nearest first.
    pub fn chars_before(&self, at_byte: usize) -> impl Iterator<Item = char> {
        self.split(at_byte)
            .into_iter()
            .rev()
            .flat_map(|(part, _)| part.chars().rev())
    }

    /// Each part cut at `at_byte`: what stands before, and from there on.
    fn split(&self, at_byte: usize) -> [(&str, &str); 3] {
        let mut start = 0;
        self.parts().map(|part| {
            let at = part.floor_char_boundary(at_byte.saturating_sub(start));
            start += part.len();
            part.split_at(at)
        })
    }

    /// The start of the character at `at_byte`, at most the end of the text.
    pub fn floor(&self, at_byte: usize) -> usize {
        let mut start = 0;
        for part in self.parts() {
            if at_byte < start + part.len() {
                return start + part.floor_char_boundary(at_byte - start);
            }
            start += part.len();
        }
        start
    }

    /// The byte at which the line around `at_byte` begins.
    pub fn line_start(&self, at_byte: usize) -> usize {
        let mut start = 0;
        for part in self.parts() {
            let is_here = at_byte < start + part.len()
                || (at_byte == start + part.len() && !part.ends_with('\n') && !part.is_empty());
            if is_here {
                let head = part.get(..part.floor_char_boundary(at_byte - start));
                let line = head
                    .and_then(|head| head.rfind('\n'))
                    .map_or(0, |at| at + 1);
                return start + line;
            }
            start += part.len();
        }
        start
    }

    /// The byte at which the line around `at_byte` ends, before its line break.
    pub fn line_end(&self, at_byte: usize) -> usize {
        let mut start = 0;
        for part in self.parts() {
            if at_byte < start + part.len() {
                let from = part.floor_char_boundary(at_byte - start);
                let tail = part.get(from..).unwrap_or_default();
                return start + from + tail.find('\n').unwrap_or(tail.len());
            }
            start += part.len();
        }
        start
    }

    /// Replaces bytes of the text as it is now.
    pub fn replace(&mut self, range: Range<usize>, insert: &str) {
        if range.is_empty() && insert.is_empty() {
            return;
        }
        let next = Replaced {
            range: range.clone(),
            inserted: insert.len(),
        };
        self.changed = Some(match &self.changed {
            Some(changed) => changed.then(&next),
            None => next,
        });
        self.widen(&range);
        if let Some(lines) = &mut self.lines {
            let by = lines.old.start;
            let range = range.start - by..range.end - by;
            lines.text.replace_range(range, insert);
        }
    }

    /// Takes the lines of `range` over from the document.
    fn widen(&mut self, range: &Range<usize>) {
        let start = self.line_start(range.start);
        let end = self.line_end(range.end);
        let end = (end + 1).min(self.len());
        let Some(lines) = &mut self.lines else {
            let text = self.document.get(start..end).unwrap_or_default();
            self.lines = Some(Lines {
                old: start..end,
                text: text.to_owned(),
            });
            return;
        };
        if start < lines.old.start {
            let before = self.document.get(start..lines.old.start);
            lines.text.insert_str(0, before.unwrap_or_default());
            lines.old.start = start;
        }
        let beyond = end.saturating_sub(lines.old.start + lines.text.len());
        if beyond > 0 {
            let after = self.document.get(lines.old.end..lines.old.end + beyond);
            lines.text.push_str(after.unwrap_or_default());
            lines.old.end += beyond;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::text::position::{line_end, line_start};

    #[track_caller]
    fn check(text: &str, changes: &[(Range<usize>, &str)], range: Range<usize>, insert: &str) {
        let mut draft = Draft::new(text);

        for (range, insert) in changes {
            draft.replace(range.clone(), insert);
        }

        let edit = Edit {
            range,
            insert: insert.to_owned(),
        };
        assert_eq!(draft.into_edit(), Some(edit));
    }

    #[test]
    fn a_letter_is_inserted_where_it_was_typed_even_beside_its_like() {
        check("aa", &[(1..1, "a")], 1..1, "a");
    }

    #[test]
    fn several_changes_of_one_frame_are_one_edit() {
        let changes = [(6..10, ""), (6..6, "vier"), (0..0, "!")];
        check("één\ntwee", &changes, 0..10, "!één\nvier");
    }

    #[test]
    fn typing_and_deleting_in_one_frame_is_one_edit() {
        check("abcdef", &[(3..3, "xy"), (2..4, "")], 2..3, "y");
    }

    #[test]
    fn a_change_that_is_taken_back_is_none() {
        let mut draft = Draft::new("abc");

        draft.replace(1..1, "x");
        draft.replace(1..2, "");

        assert_eq!(draft.into_edit(), None);
    }

    proptest! {
        #[test]
        fn it_reads_as_the_changed_text(
            text in "[ab\n]{0,20}",
            edits in prop::collection::vec((any::<usize>(), 0..5_usize, "[xé\n]{0,3}"), 0..6),
            a in any::<usize>(), b in any::<usize>(),
        ) {
            let mut plain = text.clone();
            let mut draft = Draft::new(&text);
            for (start, length, insert) in edits {
                let start = plain.floor_char_boundary(start % (plain.len() + 1));
                let end = plain.floor_char_boundary((start + length).min(plain.len()));
                plain.replace_range(start..end, &insert);
                draft.replace(start..end, &insert);
            }
            let at = plain.floor_char_boundary(a % (plain.len() + 1));
            let end = plain.floor_char_boundary(b % (plain.len() + 1)).max(at);

            prop_assert_eq!(draft.len(), plain.len());
            prop_assert_eq!(draft.slice(at..end), &plain[at..end]);
            prop_assert_eq!(draft.chars_from(at).collect::<String>(), &plain[at..]);
            prop_assert!(draft.chars_before(at).eq(plain[..at].chars().rev()));
            prop_assert_eq!(draft.line_start(at), line_start(&plain, at));
            prop_assert_eq!(draft.line_end(at), line_end(&plain, at));
            let applied = draft.into_edit().map(|edit| edit.applied_to(&text));
            prop_assert_eq!(applied.unwrap_or(text), plain);
        }
    }
}
