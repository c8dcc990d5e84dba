//! A text that changes by edits alone, with its revision and its undo history.

use std::ops::Range;

use super::{
    Anchor, Cause, Edit, Replaced, Revision, Spot, Undone, changes::Changes, history::History,
    lines::Lines, position,
};

use crate::model::said::{Said, Says, said, says};

/// Why an edit could not be applied.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    Stale { made_at: Revision, now: Revision },
    BadRange { range: Range<usize>, len: usize },
}

says!(EditError);
impl Says for EditError {
    fn said(&self) -> Said {
        match self {
            Self::Stale { made_at, now } => {
                let (made_at, now) = (format!("{made_at:?}"), format!("{now:?}"));
                said!("edit-error-stale", made_at = made_at, now = now)
            }
            Self::BadRange { range, len } => {
                said!(
                    "edit-error-bad-range",
                    range = format!("{range:?}"),
                    len = *len
                )
            }
        }
    }
}

/// A text with its revision and undo history.
#[derive(Debug, Default)]
pub struct Buffer {
    text: String,
    revision: Revision,
    history: History,
    changes: Changes,
    lines: Lines,
}

impl Buffer {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            lines: Lines::of(&text),
            text,
            ..Self::default()
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The line and the column of a place, both from 1; the column counts characters.
    pub fn line_column(&self, at_byte: usize) -> (usize, usize) {
        let at_byte = self.text.floor_char_boundary(at_byte);
        let start = position::line_start(&self.text, at_byte);
        let before = self.text.get(start..at_byte).unwrap_or_default();
        (
            1 + self.lines.before(&self.text, at_byte),
            1 + before.chars().count(),
        )
    }

    /// What changed the text since it was at `revision`, oldest first; `None` if that is too long
    /// ago to tell, or not a revision of this text.
    pub fn changes_since(&self, revision: Revision) -> Option<impl Iterator<Item = &Replaced>> {
        self.changes
            .newest(self.revision.0.checked_sub(revision.0)?)
    }

    /// Where the words of an anchor are now; `None` where they were changed, or that is too long ago
    /// to tell.
    pub fn place_of(&self, anchor: &Anchor) -> Option<Range<usize>> {
        let mut range = anchor.range.clone();
        let mut changes = self.changes_since(anchor.revision)?;
        let is_there = changes.all(|change| change.carries(&mut range));
        (is_there && self.text.get(range.clone()).is_some()).then_some(range)
    }

    /// Applies an edit that was computed from the text at revision `made_at`. An edit that
    /// changes no byte is no step, and leaves the revision as it is.
    ///
    /// # Errors
    /// [`EditError::Stale`] if the text has changed since, [`EditError::BadRange`] if the
    /// range cuts a character or lies outside the text. The text is unchanged after an error.
    pub fn apply(&mut self, made_at: Revision, edit: &Edit, cause: Cause) -> Result<(), EditError> {
        if made_at != self.revision {
            return Err(EditError::Stale {
                made_at,
                now: self.revision,
            });
        }
        let removed = self
            .text
            .get(edit.range.clone())
            .ok_or_else(|| EditError::BadRange {
                range: edit.range.clone(),
                len: self.text.len(),
            })?;
        let Some(edit) = edit.smallest(removed) else {
            return Ok(());
        };
        let inverse = self.replace(&edit)?;
        self.history.record(inverse, &edit, cause);
        self.history.follow(&edit.replaced());
        Ok(())
    }

    /// Says where the writer is in the text as it is now. A step of undo leads back to where it
    /// began, redoing it to where it ended.
    pub fn set_spot(&mut self, spot: Spot) {
        self.history.set_spot(spot);
    }

    /// Where the writer is: as was said, and carried along with every change since.
    pub fn spot(&self) -> &Spot {
        self.history.spot()
    }

    /// As [`spot`](Self::spot); `None` where that was not said of the text as it is now.
    pub fn said_spot(&self) -> Option<&Spot> {
        self.history.said_spot()
    }

    /// Selects these bytes and nothing else.
    pub fn select(&mut self, range: &Range<usize>) {
        self.history.select(range);
    }

    /// How many steps can be undone, and how many done again.
    pub fn steps(&self) -> (usize, usize) {
        self.history.steps()
    }

    /// Undoes the newest step. `None`: there was none.
    pub fn undo(&mut self) -> Option<Undone> {
        let step = self.history.take_undo()?;
        let redo = self.replace(&step.edit).ok()?;
        self.history.follow(&step.edit.replaced());
        let undone = Undone {
            selection: step.selection(&redo),
            spot: step.before.clone(),
        };
        self.history.put_redo(step.inverted(redo));
        Some(undone)
    }

    /// Redoes the newest undone step. `None`: there was none.
    pub fn redo(&mut self) -> Option<Undone> {
        let step = self.history.take_redo()?;
        let undo = self.replace(&step.edit).ok()?;
        self.history.follow(&step.edit.replaced());
        let undone = Undone {
            selection: step.selection(&undo),
            spot: step.after.clone(),
        };
        self.history.put_undo(step.inverted(undo));
        Some(undone)
    }

    /// Replaces text, bumps the revision, and returns the edit that takes it back.
    fn replace(&mut self, edit: &Edit) -> Result<Edit, EditError> {
        let Some(removed) = self.text.get(edit.range.clone()) else {
            return Err(EditError::BadRange {
                range: edit.range.clone(),
                len: self.text.len(),
            });
        };
        let start = edit.range.start;
        let inverse = Edit {
            range: start..start + edit.insert.len(),
            insert: removed.to_owned(),
        };
        self.text.replace_range(edit.range.clone(), &edit.insert);
        self.lines.replace(&edit.replaced(), &self.text);
        self.changes.push(edit.replaced());
        self.revision.0 += 1;
        Ok(inverse)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(at_millis: u64) -> Cause {
        Cause::Typing { at_millis }
    }

    fn apply(buffer: &mut Buffer, range: Range<usize>, insert: &str, cause: Cause) {
        let edit = Edit {
            range,
            insert: insert.to_owned(),
        };
        buffer.apply(buffer.revision(), &edit, cause).unwrap();
    }

    /// Types `keys` at the end, one each 100 ms.
    fn type_at_end(buffer: &mut Buffer, keys: &str) {
        for (n, key) in keys.chars().enumerate() {
            let end = buffer.text().len();
            apply(buffer, end..end, &key.to_string(), typed(n as u64 * 100));
        }
    }

    fn undone(buffer: &mut Buffer) -> Vec<String> {
        let mut texts = Vec::new();
        while buffer.undo().is_some() {
            texts.push(buffer.text().to_owned());
        }
        texts
    }

    #[test]
    fn typing_is_undone_word_by_word() {
        let mut buffer = Buffer::new("");

        type_at_end(&mut buffer, "hello big world");

        assert_eq!(undone(&mut buffer), ["hello big ", "hello ", ""]);
    }

    #[test]
    fn a_line_break_ends_a_word() {
        let mut buffer = Buffer::new("");

        type_at_end(&mut buffer, "one\n\ntwo");

        assert_eq!(undone(&mut buffer), ["one\n\n", ""]);
    }

    #[test]
    fn a_pause_of_a_second_ends_a_step() {
        let mut buffer = Buffer::new("");

        apply(&mut buffer, 0..0, "a", typed(0));
        apply(&mut buffer, 1..1, "b", typed(999));
        apply(&mut buffer, 2..2, "c", typed(1_999));

        assert_eq!(undone(&mut buffer), ["ab", ""]);
    }

    #[test]
    fn typing_elsewhere_is_another_step() {
        let mut buffer = Buffer::new("ab");

        apply(&mut buffer, 2..2, "x", typed(0));
        apply(&mut buffer, 0..0, "y", typed(10));

        assert_eq!(undone(&mut buffer), ["abx", "ab"]);
    }

    #[test]
    fn backspaces_join_word_by_word() {
        let mut buffer = Buffer::new("one two");

        for end in (1..=7).rev() {
            apply(&mut buffer, end - 1..end, "", typed(0));
        }

        assert_eq!(undone(&mut buffer), ["one", "one two"]);
    }

    #[test]
    fn deletes_forward_join() {
        let mut buffer = Buffer::new("abc");

        apply(&mut buffer, 0..1, "", typed(0));
        apply(&mut buffer, 0..1, "", typed(0));

        assert_eq!(undone(&mut buffer), ["abc"]);
    }

    fn composing(composition: u64) -> Cause {
        Cause::Composing { composition }
    }

    #[test]
    fn a_composition_is_one_step_and_none_if_nothing_comes_of_it() {
        let mut buffer = Buffer::new("a ");
        apply(&mut buffer, 2..2, "n", composing(1));
        apply(&mut buffer, 2..3, "日本", composing(1));
        apply(&mut buffer, 2..5, "", composing(1));
        apply(&mut buffer, 2..5, "日本語", composing(1));
        apply(&mut buffer, 11..11, "h", composing(2));
        apply(&mut buffer, 11..12, "ha", composing(2));
        apply(&mut buffer, 11..13, "", composing(2));

        assert_eq!(undone(&mut buffer), ["a "]);
        buffer.redo().unwrap();
        assert_eq!(buffer.text(), "a 日本語");
    }

    #[test]
    fn a_composition_in_place_of_a_selection_brings_that_back_in_one_step() {
        let mut buffer = Buffer::new("one two");
        apply(&mut buffer, 4..7, "n", composing(1));
        apply(&mut buffer, 4..5, "に", composing(1));
        apply(&mut buffer, 4..7, "", composing(1));

        assert_eq!(undone(&mut buffer), ["one two"]);
    }

    #[test]
    fn a_composition_that_goes_on_elsewhere_is_another_step() {
        let mut buffer = Buffer::new("one two");
        apply(&mut buffer, 7..7, "n", composing(1));
        apply(&mut buffer, 0..0, "m", composing(1));

        assert_eq!(undone(&mut buffer), ["one twon", "one two"]);
    }

    #[test]
    fn typing_and_backspacing_are_two_steps() {
        let mut buffer = Buffer::new("");

        apply(&mut buffer, 0..0, "ab", typed(0));
        apply(&mut buffer, 1..2, "", typed(0));

        assert_eq!(undone(&mut buffer), ["ab", ""]);
    }

    #[test]
    fn typing_over_a_selection_is_undone_with_the_word_that_follows() {
        let mut buffer = Buffer::new("old");

        apply(&mut buffer, 0..3, "n", typed(0));
        apply(&mut buffer, 1..1, "e", typed(0));
        apply(&mut buffer, 2..2, "w", typed(0));

        assert_eq!(undone(&mut buffer), ["old"]);
    }

    #[test]
    fn a_field_that_rewrites_its_value_on_each_key_still_joins() {
        let mut buffer = Buffer::new("title: a\n");

        apply(&mut buffer, 7..8, "ab", typed(0));
        apply(&mut buffer, 7..9, "abc", typed(0));

        assert_eq!(undone(&mut buffer), ["title: a\n"]);
    }

    #[test]
    fn a_letter_composed_of_two_keys_joins_its_word() {
        let mut buffer = Buffer::new("");

        apply(&mut buffer, 0..0, "kni", typed(0));
        apply(&mut buffer, 3..3, "¨", typed(0));
        apply(&mut buffer, 3..5, "ë", typed(0));
        apply(&mut buffer, 5..5, "n", typed(0));

        assert_eq!(undone(&mut buffer), [""]);
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut buffer = Buffer::new("");
        for _ in 0..1_001 {
            apply(&mut buffer, 0..0, "a", Cause::Step);
        }

        assert_eq!(undone(&mut buffer).len(), 1_000);
        assert_eq!(buffer.text(), "a");
    }

    #[test]
    fn steps_beyond_the_memory_are_forgotten() {
        let mut buffer = Buffer::new("a".repeat(9 << 20));
        apply(&mut buffer, 0..9 << 20, "", Cause::Step);
        apply(&mut buffer, 0..0, &"b".repeat(9 << 20), Cause::Step);
        apply(&mut buffer, 0..9 << 20, "", Cause::Step);

        assert_eq!(undone(&mut buffer).len(), 2);
    }

    #[test]
    fn a_step_never_joins() {
        let mut buffer = Buffer::new("");

        apply(&mut buffer, 0..0, "a", typed(0));
        apply(&mut buffer, 1..1, "b", Cause::Step);
        apply(&mut buffer, 2..2, "c", typed(0));

        assert_eq!(undone(&mut buffer), ["ab", "a", ""]);
    }

    #[test]
    fn typing_after_an_undo_is_a_new_step() {
        let mut buffer = Buffer::new("");
        apply(&mut buffer, 0..0, "a", Cause::Step);
        apply(&mut buffer, 1..1, "b", typed(0));

        buffer.undo();
        apply(&mut buffer, 1..1, "c", typed(0));

        assert!(buffer.redo().is_none());
        assert_eq!(undone(&mut buffer), ["a", ""]);
    }

    #[test]
    fn undo_puts_the_caret_where_typing_began_and_selects_what_a_step_removed() {
        let mut buffer = Buffer::new("one two");
        apply(&mut buffer, 7..7, "!", typed(0));
        apply(&mut buffer, 0..4, "", Cause::Step);

        let selection = |undone: Option<Undone>| undone.map(|undone| undone.selection);
        assert_eq!(selection(buffer.undo()), Some(0..4));
        assert_eq!(selection(buffer.undo()), Some(7..7));
        assert_eq!(selection(buffer.redo()), Some(8..8));
    }

    #[test]
    fn undo_leads_back_to_where_a_step_began_and_redo_to_where_it_ended() {
        let spot = |carets: &[usize], top| Spot {
            selections: carets.iter().map(|&at| (at, at)).collect(),
            top,
        };
        let of = |undone: Option<Undone>| undone.unwrap().spot;
        let mut buffer = Buffer::new("a b");
        apply(&mut buffer, 3..3, "!", Cause::Step);
        buffer.set_spot(spot(&[1, 3], 0.5));
        apply(&mut buffer, 1..3, "x bx", typed(0));
        buffer.set_spot(spot(&[2, 5], 1.0));
        buffer.set_spot(spot(&[0], 9.0));
        apply(&mut buffer, 2..5, "y bxy", Cause::Step);
        buffer.set_spot(spot(&[3, 7], 2.0));
        buffer.set_spot(spot(&[7], 3.0));

        assert_eq!(of(buffer.undo()), Some(spot(&[0], 9.0)));
        buffer.set_spot(spot(&[0], 9.0));
        assert_eq!(of(buffer.undo()), Some(spot(&[1, 3], 0.5)));
        assert_eq!(
            of(buffer.undo()),
            None,
            "nothing was known of the first step"
        );
        assert_eq!(of(buffer.redo()), Some(spot(&[1, 3], 0.5)));
        assert_eq!(
            of(buffer.redo()),
            Some(spot(&[2, 5], 1.0)),
            "not where it went later"
        );
        assert_eq!(of(buffer.redo()), Some(spot(&[3, 7], 2.0)));
    }

    #[test]
    fn a_word_is_undone_to_where_it_began_and_redone_to_where_it_ended() {
        let spot = |at| Spot {
            selections: [(at, at)].into(),
            top: 0.0,
        };
        let mut buffer = Buffer::new("");
        for at in 0..3 {
            buffer.set_spot(spot(at));
            apply(&mut buffer, at..at, "a", typed(at as u64));
        }
        buffer.set_spot(spot(3));

        assert_eq!(buffer.undo().unwrap().spot, Some(spot(0)));
        assert_eq!(buffer.redo().unwrap().spot, Some(spot(3)));
    }

    #[test]
    fn an_edit_of_another_revision_is_refused() {
        let mut buffer = Buffer::new("a");
        let made_at = buffer.revision();
        apply(&mut buffer, 0..0, "b", Cause::Step);
        let edit = Edit {
            range: 0..0,
            insert: "c".to_owned(),
        };

        let result = buffer.apply(made_at, &edit, Cause::Step);

        assert!(matches!(result, Err(EditError::Stale { .. })));
        assert_eq!(buffer.text(), "ba");
    }

    #[test]
    fn an_edit_that_cuts_a_character_is_refused() {
        let mut buffer = Buffer::new("é");
        let edit = Edit {
            range: 1..2,
            insert: String::new(),
        };

        let result = buffer.apply(buffer.revision(), &edit, Cause::Step);

        assert!(matches!(result, Err(EditError::BadRange { .. })));
        assert_eq!(buffer.text(), "é");
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut buffer = Buffer::new("same");
        let before = buffer.revision();

        apply(&mut buffer, 0..4, "same", Cause::Step);

        assert_eq!(buffer.revision(), before);
        assert!(buffer.undo().is_none());
    }

    #[test]
    fn lines_and_columns_are_those_of_the_changed_text() {
        let mut buffer = Buffer::new("één\ntwee\n");
        apply(&mut buffer, 0..0, "nul\n", Cause::Step);

        assert_eq!(buffer.line_column(4), (2, 1));
        assert_eq!(buffer.line_column(6), (2, 2));
        assert_eq!(buffer.line_column(99), (4, 1));
    }

    #[test]
    fn changes_carry_a_place_from_an_older_revision() {
        let mut buffer = Buffer::new("one two");
        let before = buffer.revision();
        apply(&mut buffer, 0..3, "three", Cause::Step);
        apply(&mut buffer, 0..0, "> ", Cause::Step);
        buffer.undo();

        let changes = buffer.changes_since(before).unwrap();

        assert_eq!(changes.fold(4, |at, change| change.map(at)), 6);
        assert!(
            buffer
                .changes_since(buffer.revision())
                .unwrap()
                .next()
                .is_none()
        );
    }

    #[test]
    fn an_anchor_finds_its_words_again_until_they_are_changed() {
        let mut buffer = Buffer::new("one two three");
        let two = Anchor::new(buffer.revision(), 4..7);
        apply(&mut buffer, 0..3, "three", Cause::Step);
        apply(&mut buffer, 9..9, " and", Cause::Step);

        assert_eq!(buffer.place_of(&two), None, "written at its end");
        buffer.undo();
        assert_eq!(
            buffer.place_of(&two),
            None,
            "it is not known to be the same again"
        );

        let two = Anchor::new(buffer.revision(), 6..9);
        apply(&mut buffer, 15..15, "!", Cause::Step);
        buffer.undo();
        buffer.undo();
        assert_eq!(buffer.text(), "one two three");
        assert_eq!(buffer.place_of(&two), Some(4..7));
    }

    #[test]
    fn changes_of_long_ago_are_forgotten() {
        let mut buffer = Buffer::new("");
        let before = buffer.revision();
        for _ in 0..4_097 {
            apply(&mut buffer, 0..0, "a", Cause::Step);
        }

        assert!(buffer.changes_since(before).is_none());
        assert!(Buffer::new("").changes_since(buffer.revision()).is_none());
    }

    /// A range of whole characters of `text`, from two numbers.
    fn some_range(text: &str, a: usize, b: usize) -> Range<usize> {
        let at = |n: usize| text.floor_char_boundary(n % (text.len() + 1));
        at(a).min(at(b))..at(a).max(at(b))
    }

    fn some_cause(n: usize) -> Cause {
        match n % 4 {
            0 => Cause::Step,
            1 => composing(n as u64 / 100),
            _ => typed(n as u64 * 3),
        }
    }

    #[test]
    fn a_step_begins_at_the_words_that_the_writer_was_at() {
        let spot = |at, top| Spot {
            selections: [(at, at)].into(),
            top,
        };
        let mut buffer = Buffer::new("one\ntwo");
        buffer.set_spot(spot(7, 4.5));

        apply(&mut buffer, 0..0, "a ", Cause::Step);
        apply(&mut buffer, 9..9, "!", Cause::Step);

        assert_eq!(buffer.undo().unwrap().spot, Some(spot(9, 6.5)));
        assert_eq!(buffer.undo().unwrap().spot, Some(spot(7, 4.5)));
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_first_text_and_redoing_the_last(
            first in ".{0,12}",
            edits in prop::collection::vec((any::<usize>(), any::<usize>(), "[a-c é\n]{0,3}"), 0..12),
        ) {
            let mut buffer = Buffer::new(first.as_str());
            for (a, b, insert) in edits {
                let range = some_range(buffer.text(), a, b);
                apply(&mut buffer, range, &insert, some_cause(a % 400));
            }
            let last = buffer.text().to_owned();

            while buffer.undo().is_some() {}
            prop_assert_eq!(buffer.text(), first);
            while buffer.redo().is_some() {}
            prop_assert_eq!(buffer.text(), last);
        }

        #[test]
        fn undo_after_each_edit_gives_the_text_before_it(
            text in ".{0,12}", a in any::<usize>(), b in any::<usize>(), insert in ".{0,6}",
        ) {
            let mut buffer = Buffer::new(text.as_str());
            let range = some_range(&text, a, b);
            apply(&mut buffer, range, &insert, Cause::Step);

            buffer.undo();

            prop_assert_eq!(buffer.text(), text);
        }

        #[test]
        fn the_edit_between_two_texts_turns_one_into_the_other(
            old in "[aé€😀]{0,8}", new in "[aé€😀]{0,8}",
        ) {
            let mut buffer = Buffer::new(old.as_str());

            if let Some(edit) = Edit::between(&old, &new) {
                buffer.apply(buffer.revision(), &edit, Cause::Step).unwrap();
            }

            prop_assert_eq!(buffer.text(), new);
        }
    }
}
