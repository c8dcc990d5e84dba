//! A document's text, its revision, and its undo history.
//!
//! Every change to a text, whatever its cause (a key, a form field, a reload from disk), is
//! an [`Edit`] made against a [`Revision`] and applied by [`Buffer::apply`]. There is no
//! other way to change a text, so undo, the caches and the dirty mark cannot disagree.
//!
//! Offsets are **bytes** of UTF-8. Names say so where they are anything else.

mod history;
mod positions;

use std::ops::Range;

pub use positions::{byte_of_char, char_of_byte, line_column};

use history::{History, Step};

/// Counts the changes to one buffer. Caches are keyed by it; equal revisions mean equal text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(u64);

/// Replaces the bytes in `range` with `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub insert: String,
}

/// What an edit came from; it decides which edits one undo takes back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A key in the text or in a form field. Joined with its neighbours by word and pause.
    Typing { at_millis: u64 },
    /// A command, a paste, a form control, a reload: always a step of its own.
    Step,
}

/// Why an edit could not be applied.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("the edit was made against {made_at:?}, but the text is at {now:?}")]
    Stale { made_at: Revision, now: Revision },
    #[error("{range:?} is not a range of whole characters in a text of {len} bytes")]
    BadRange { range: Range<usize>, len: usize },
}

/// A text with its revision and undo history.
#[derive(Debug, Default)]
pub struct Buffer {
    text: String,
    revision: Revision,
    history: History,
}

impl Buffer {
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Applies an edit that was computed from the text at revision `made_at`.
    ///
    /// # Errors
    /// [`EditError::Stale`] if the text has changed since, [`EditError::BadRange`] if the
    /// range cuts a character or lies outside the text. The text is unchanged after an error.
    pub fn apply(&mut self, made_at: Revision, edit: &Edit, cause: Cause) -> Result<(), EditError> {
        self.check_revision(made_at)?;
        let inverse = inverse_of(&self.text, edit)?;
        self.history.record(&self.text, edit, inverse, cause);
        self.text.replace_range(edit.range.clone(), &edit.insert);
        self.revision.0 += 1;
        Ok(())
    }

    /// Applies edits as one step, each computed from the text the one before leaves.
    ///
    /// # Errors
    /// As [`Buffer::apply`]; none is applied if one of them cannot be.
    pub fn apply_all(&mut self, made_at: Revision, edits: &[Edit]) -> Result<(), EditError> {
        self.check_revision(made_at)?;
        let mut inverse = Step::default();
        for edit in edits {
            match self.replace(edit) {
                Ok(edit) => inverse.edits.insert(0, edit),
                Err(error) => {
                    self.replace_all(&inverse);
                    self.revision = made_at;
                    return Err(error);
                }
            }
        }
        if !edits.is_empty() {
            self.history.record_step(inverse);
        }
        Ok(())
    }

    /// Undoes the newest step. Returns the bytes to select, or `None` if there was no step.
    pub fn undo(&mut self) -> Option<Range<usize>> {
        let inverse = self.history.pop_undo()?;
        let redo = self.replace_all(&inverse);
        let selection = redo.edits.first().map(selection_after_undo);
        self.history.push_redo(redo);
        selection
    }

    /// Redoes the newest undone step. Returns the bytes to select, or `None` if there was none.
    pub fn redo(&mut self) -> Option<Range<usize>> {
        let step = self.history.pop_redo()?;
        let inverse = self.replace_all(&step);
        let caret = inverse.edits.first().map(|edit| edit.range.end);
        self.history.push_undo(inverse);
        caret.map(|at| at..at)
    }

    fn check_revision(&self, made_at: Revision) -> Result<(), EditError> {
        if made_at == self.revision {
            return Ok(());
        }
        Err(EditError::Stale {
            made_at,
            now: self.revision,
        })
    }

    /// Replaces text as a step of the history says, and returns the step that takes it back.
    fn replace_all(&mut self, step: &Step) -> Step {
        let replaced = step.edits.iter().filter_map(|edit| self.replace(edit).ok());
        let mut edits: Vec<_> = replaced.collect();
        edits.reverse();
        Step { edits }
    }

    /// Replaces text, bumps the revision, and returns the edit that takes it back.
    fn replace(&mut self, edit: &Edit) -> Result<Edit, EditError> {
        let inverse = inverse_of(&self.text, edit)?;
        self.text.replace_range(edit.range.clone(), &edit.insert);
        self.revision.0 += 1;
        Ok(inverse)
    }
}

/// The edit that takes back `edit`, which is about to be applied to `text`.
fn inverse_of(text: &str, edit: &Edit) -> Result<Edit, EditError> {
    let Some(removed) = text.get(edit.range.clone()) else {
        return Err(EditError::BadRange {
            range: edit.range.clone(),
            len: text.len(),
        });
    };
    let start = edit.range.start;
    Ok(Edit {
        range: start..start + edit.insert.len(),
        insert: removed.to_owned(),
    })
}

/// What was replaced is selected again; what was deleted has the caret behind it.
fn selection_after_undo(redo: &Edit) -> Range<usize> {
    let restored = redo.range.clone();
    if redo.insert.is_empty() {
        restored.end..restored.end
    } else {
        restored
    }
}

impl Edit {
    /// The smallest edit that turns `old` into `new`, or `None` if they are equal.
    #[expect(
        clippy::string_slice,
        reason = "prefix and suffix are sums of whole characters"
    )]
    pub fn between(old: &str, new: &str) -> Option<Self> {
        if old == new {
            return None;
        }
        let prefix = common_len(old.chars(), new.chars());
        let suffix = common_len(old[prefix..].chars().rev(), new[prefix..].chars().rev());
        Some(Self {
            range: prefix..old.len() - suffix,
            insert: new[prefix..new.len() - suffix].to_owned(),
        })
    }
}

/// Length in bytes of the longest run of equal characters at the start of both.
fn common_len(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

#[cfg(test)]
mod tests;
