//! Which edits are taken back together, and for how long they can be.
//!
//! A **step** is what one undo takes back. Typed edits that continue one another grow the newest
//! step; the growing part is a **run**. A run is of one kind (inserting or deleting), each edit
//! touches the one before, follows it within [`PAUSE_MILLIS`], and does not start a new word:
//! "hello world" is taken back as "world", then "hello ".
//!
//! Where an edit touches is a matter of choice in repeated letters: an `a` typed anywhere in
//! `aaa` gives the same text, and [`Edit::between`] always finds the last place. So a range is
//! moved along equal bytes before it is compared.

use std::{collections::VecDeque, ops::Range};

use super::{Cause, Edit};

/// A pause this long ends a run.
const PAUSE_MILLIS: u64 = 1000;
const MAX_STEPS: usize = 1000;
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Edits that are applied in this order, together.
#[derive(Debug, Default)]
pub(super) struct Step {
    pub edits: Vec<Edit>,
}

impl Step {
    fn bytes(&self) -> usize {
        let of_edit = |edit: &Edit| size_of::<Edit>() + edit.insert.len();
        size_of::<Self>() + self.edits.iter().map(of_edit).sum::<usize>()
    }
}

#[derive(Debug, Default)]
pub(super) struct History {
    /// Inverses of the applied steps, newest last.
    undo: VecDeque<Step>,
    /// The undone steps, the next to redo last.
    redo: Vec<Step>,
    /// Of the steps in `undo`.
    undo_bytes: usize,
    /// When the newest step was last typed into, if it may still grow.
    typed_at_millis: Option<u64>,
}

impl History {
    /// Records an edit about to be applied to `text`; `inverse` takes it back.
    pub fn record(&mut self, text: &str, edit: &Edit, inverse: Edit, cause: Cause) {
        let Cause::Typing { at_millis } = cause else {
            self.record_step(Step {
                edits: vec![inverse],
            });
            return;
        };
        let grown = self.run_at(at_millis).and_then(|run| grow(text, run, edit));

        let is_grown = grown.is_some();
        if is_grown {
            self.pop_undo();
        }
        self.record_step(Step {
            edits: vec![grown.unwrap_or(inverse)],
        });
        self.typed_at_millis = Some(at_millis);
    }

    /// Records a step that nothing joins; `inverse` takes it back.
    pub fn record_step(&mut self, inverse: Step) {
        self.redo.clear();
        self.push_undo(inverse);
    }

    /// Takes the newest step. What takes it back again goes to [`History::push_redo`].
    pub fn pop_undo(&mut self) -> Option<Step> {
        self.typed_at_millis = None;
        let step = self.undo.pop_back()?;
        self.undo_bytes -= step.bytes();
        Some(step)
    }

    pub fn pop_redo(&mut self) -> Option<Step> {
        self.typed_at_millis = None;
        self.redo.pop()
    }

    pub fn push_redo(&mut self, step: Step) {
        self.redo.push(step);
    }

    /// Adds the newest step; the oldest make room for it.
    pub fn push_undo(&mut self, step: Step) {
        self.typed_at_millis = None;
        self.undo_bytes += step.bytes();
        self.undo.push_back(step);
        while self.undo.len() > 1
            && (self.undo.len() > MAX_STEPS || self.undo_bytes > MAX_BYTES)
            && let Some(oldest) = self.undo.pop_front()
        {
            self.undo_bytes -= oldest.bytes();
        }
    }

    /// The inverse of the newest step, if what is typed now may continue it.
    fn run_at(&self, at_millis: u64) -> Option<&Edit> {
        let since = at_millis.checked_sub(self.typed_at_millis?)?;
        let [run] = self.undo.back()?.edits.as_slice() else {
            return None;
        };
        (since < PAUSE_MILLIS).then_some(run)
    }
}

/// The inverse of `run` and `edit` together, if they are one step. `text` is that before `edit`.
fn grow(text: &str, run: &Edit, edit: &Edit) -> Option<Edit> {
    match (edit.range.is_empty(), edit.insert.is_empty()) {
        (true, false) => grow_inserted(text, run, edit),
        (false, true) => grow_deleted(text, run, edit),
        _ => None,
    }
}

fn grow_inserted(text: &str, run: &Edit, edit: &Edit) -> Option<Edit> {
    if run.range.is_empty() {
        return None;
    }
    let at = edit.range.start;
    let range = if run.range.start <= at {
        run.range.clone()
    } else if run.insert.is_empty() {
        slid_left(text, run.range.clone(), at)?
    } else {
        return None;
    };
    let at = if at <= range.end {
        at
    } else {
        insertion_slid_left(text, edit, range.end)?
    };

    let typed = text.get(range.start..at)?.chars();
    let is_next_word = is_word_ended(typed) && !edit.insert.starts_with(char::is_whitespace);
    (!is_next_word).then(|| Edit {
        range: range.start..range.end + edit.insert.len(),
        insert: run.insert.clone(),
    })
}

fn grow_deleted(text: &str, run: &Edit, edit: &Edit) -> Option<Edit> {
    if !run.range.is_empty() {
        return None;
    }
    let at = run.range.start;
    let before = at
        .checked_sub(edit.range.len())
        .and_then(|start| slid_left(text, edit.range.clone(), start));
    if let Some(before) = before {
        let removed = text.get(before.clone())?;
        let is_next_word =
            is_word_ended(run.insert.chars().rev()) && !removed.ends_with(char::is_whitespace);
        return (!is_next_word).then(|| Edit {
            range: before.start..before.start,
            insert: [removed, &run.insert].concat(),
        });
    }

    let removed = text.get(slid_left(text, edit.range.clone(), at)?)?;
    let is_next_word =
        is_word_ended(run.insert.chars()) && !removed.starts_with(char::is_whitespace);
    (!is_next_word).then(|| Edit {
        range: at..at,
        insert: [&run.insert, removed].concat(),
    })
}

/// Whether white space has followed a word.
fn is_word_ended(mut typed: impl DoubleEndedIterator<Item = char>) -> bool {
    typed.next_back().is_some_and(char::is_whitespace) && typed.any(|c| !c.is_whitespace())
}

/// The range that starts at `start` whose removal leaves the same text as that of `range`.
fn slid_left(text: &str, range: Range<usize>, start: usize) -> Option<Range<usize>> {
    let by = range.start.checked_sub(start)?;
    let bytes = text.as_bytes();
    let is_same = bytes.get(start..range.start)? == bytes.get(start + range.len()..range.end)?;
    is_same.then(|| start..range.end - by)
}

/// `to`, if the insertion gives the same text there as where it is, further on.
fn insertion_slid_left(text: &str, edit: &Edit, to: usize) -> Option<usize> {
    let passed = text.as_bytes().get(to..edit.range.start)?;
    let inserted = edit.insert.bytes().rev().cycle();
    passed
        .iter()
        .rev()
        .copied()
        .eq(inserted.take(passed.len()))
        .then_some(to)
}
