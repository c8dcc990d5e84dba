//! Which edits one undo takes back together, and how many are kept.
//!
//! Typing joins into the newest step while it goes on where the step ended, within a second, and
//! up to the white space after a word. What an input method composes is one step. Everything else is a step of its own. A step is kept as
//! one edit that takes it back, so a long run of typing costs its own length only.
//!
//! Limits: the oldest steps are forgotten beyond 1,000 steps or 16 MB.

use std::{collections::VecDeque, ops::Range, sync::Arc};

use super::{Cause, Edit, Replaced};

const JOIN_WITHIN_MILLIS: u64 = 1_000;
const MAX_STEPS: usize = 1_000;
const MAX_BYTES: usize = 16 << 20;

/// Where a writer is in a text: what is selected, and what of the text is seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// The anchor and the head of each selection, in bytes; the last is the main one.
    pub selections: Arc<[(usize, usize)]>,
    /// The byte at the top of what is seen, with the part of its line that is above.
    pub top: f64,
}

/// Where a step of undo or redo leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// The bytes that it changed.
    pub selection: Range<usize>,
    /// Where the writer was, if that is known.
    pub spot: Option<Spot>,
}

/// The steps that can be undone and those that can be done again.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Newest last.
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// Bytes held by `undo`.
    undo_bytes: usize,
    /// Whether the newest step of `undo` may be joined, and when it was last typed at.
    open: Option<Open>,
    /// The composition that made the newest step of `undo`.
    composing: Option<u64>,
    /// Where the writer is.
    spot: Spot,
    /// It was said since the text, or what is selected, changed for another reason.
    is_said: bool,
    /// It was said once: what of the text is seen is known.
    is_seen: bool,
    /// The newest step of `undo` was just made, and where it ended is not known.
    is_ending: bool,
}

/// One step, as the edit that changes the text across it.
#[derive(Debug)]
pub(super) struct Step {
    pub edit: Edit,
    /// Where it began, and where it ended.
    pub before: Option<Spot>,
    pub after: Option<Spot>,
    typed: bool,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    typed_at_millis: u64,
    run: Run,
}

/// What is known of the keys that make up a step.
#[derive(Clone, Copy, Debug)]
struct Run {
    direction: Direction,
    /// One edit so far.
    is_first: bool,
    has_word: bool,
    /// The newest character is white space.
    ends_in_space: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Insert,
    Backspace,
    Delete,
}

impl Step {
    /// What to select after this step's edit, given the edit that takes it back.
    pub fn selection(&self, inverse: &Edit) -> Range<usize> {
        if self.typed {
            inverse.range.end..inverse.range.end
        } else {
            inverse.range.clone()
        }
    }

    /// This step the other way round.
    pub fn inverted(self, edit: Edit) -> Self {
        Self { edit, ..self }
    }

    fn bytes(&self) -> usize {
        let spots = [&self.before, &self.after].into_iter().flatten();
        let spots: usize = spots.map(Spot::bytes).sum();
        size_of::<Self>() + self.edit.insert.len() + spots
    }
}

impl Spot {
    /// What is selected by the main selection.
    pub fn main(&self) -> Range<usize> {
        let (anchor, head) = self.selections.last().copied().unwrap_or_default();
        anchor.min(head)..anchor.max(head)
    }

    /// Carries it along with a change of the text.
    fn follow(&mut self, change: &Replaced) {
        let place = |&(anchor, head): &(usize, usize)| (change.map(anchor), change.map(head));
        self.selections = self.selections.iter().map(place).collect();
        if (change.range.start as f64) < self.top && change.range.end as f64 <= self.top {
            self.top += change.inserted as f64 - change.range.len() as f64;
        }
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.selections)
    }
}

impl History {
    /// How many steps can be undone, and how many done again.
    pub fn steps(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }

    /// Says where the writer is in the text as it is now.
    pub fn set_spot(&mut self, spot: Spot) {
        if std::mem::take(&mut self.is_ending)
            && let Some(step) = self.undo.back_mut()
        {
            let before = step.bytes();
            step.after = Some(spot.clone());
            self.undo_bytes = self.undo_bytes - before + step.bytes();
        }
        self.spot = spot;
        self.is_said = true;
        self.is_seen = true;
    }

    pub fn spot(&self) -> &Spot {
        &self.spot
    }

    pub fn said_spot(&self) -> Option<&Spot> {
        self.is_said.then_some(&self.spot)
    }

    /// Selects these bytes and nothing else.
    pub fn select(&mut self, range: &Range<usize>) {
        self.spot.selections = [(range.start, range.end)].into();
        self.is_said = false;
    }

    /// Carries along where the writer is.
    pub fn follow(&mut self, change: &Replaced) {
        self.spot.follow(change);
        self.is_said = false;
    }

    /// Records that `edit` was made, by the edit that takes it back.
    pub fn record(&mut self, inverse: Edit, edit: &Edit, cause: Cause) {
        self.redo.clear();
        self.is_ending = true;
        if let Cause::Composing { composition } = cause {
            self.compose(inverse, composition);
            return;
        }
        self.composing = None;
        let Cause::Typing { at_millis } = cause else {
            self.open = None;
            self.begin(inverse, false);
            return;
        };
        let in_time = self.open.is_some_and(|open| {
            at_millis.saturating_sub(open.typed_at_millis) < JOIN_WITHIN_MILLIS
        });
        let joined = if in_time {
            self.joined(&inverse, edit)
        } else {
            None
        };
        let run = joined.unwrap_or_else(|| {
            let run = Run::first(&inverse, edit);
            self.begin(inverse, true);
            run
        });
        self.open = Some(Open {
            typed_at_millis: at_millis,
            run,
        });
    }

    /// Records what an input method did. A composition that came to nothing is no step.
    fn compose(&mut self, inverse: Edit, composition: u64) {
        self.open = None;
        let goes_on = self.composing.replace(composition) == Some(composition);
        let step = self.undo.back_mut().filter(|_| goes_on);
        let Some((step, joined)) = step.and_then(|step| {
            let joined = step.edit.after(&inverse)?;
            Some((step, joined))
        }) else {
            self.begin(inverse, true);
            return;
        };
        let before = step.bytes();
        if joined.range.is_empty() && joined.insert.is_empty() {
            self.undo.pop_back();
            self.undo_bytes -= before;
            self.composing = None;
            self.is_ending = false;
        } else {
            step.edit = joined;
            self.undo_bytes = self.undo_bytes - before + step.bytes();
            self.forget();
        }
    }

    /// Begins a step where the writer is.
    fn begin(&mut self, edit: Edit, typed: bool) {
        self.push(Step {
            edit,
            before: self.is_seen.then(|| self.spot.clone()),
            after: None,
            typed,
        });
    }

    pub fn take_undo(&mut self) -> Option<Step> {
        self.open = None;
        self.composing = None;
        self.is_ending = false;
        let step = self.undo.pop_back()?;
        self.undo_bytes -= step.bytes();
        Some(step)
    }

    pub fn put_redo(&mut self, step: Step) {
        self.redo.push(step);
    }

    pub fn take_redo(&mut self) -> Option<Step> {
        self.open = None;
        self.composing = None;
        self.is_ending = false;
        self.redo.pop()
    }

    pub fn put_undo(&mut self, step: Step) {
        self.push(step);
    }

    fn push(&mut self, step: Step) {
        self.undo_bytes += step.bytes();
        self.undo.push_back(step);
        self.forget();
    }

    /// Forgets the oldest steps beyond the limits; the newest always stays.
    fn forget(&mut self) {
        while self.undo.len() > 1 && (self.undo.len() > MAX_STEPS || self.undo_bytes > MAX_BYTES) {
            if let Some(oldest) = self.undo.pop_front() {
                self.undo_bytes -= oldest.bytes();
            }
        }
    }

    /// Joins an edit into the newest step and returns the run as it stands then; `None` if the
    /// edit must be a step of its own.
    fn joined(&mut self, inverse: &Edit, edit: &Edit) -> Option<Run> {
        let run = self.open?.run.after(self.undo.back()?, inverse, edit)?;
        let step = self.undo.back_mut()?;
        let before = step.bytes();
        match run.direction {
            Direction::Insert => step.edit.range.end = inverse.range.end,
            Direction::Backspace => {
                step.edit.range = inverse.range.clone();
                step.edit.insert.insert_str(0, &inverse.insert);
            }
            Direction::Delete => step.edit.insert.push_str(&inverse.insert),
        }
        self.undo_bytes = self.undo_bytes - before + step.bytes();
        self.forget();
        Some(run)
    }
}

impl Run {
    /// The run that a new step begins.
    fn first(inverse: &Edit, edit: &Edit) -> Self {
        let direction = if edit.insert.is_empty() {
            // One key says nothing of the direction yet; `after` finds out.
            Direction::Backspace
        } else {
            Direction::Insert
        };
        Self {
            direction,
            is_first: true,
            has_word: false,
            ends_in_space: false,
        }
        .extended(inverse, edit)
    }

    /// This run with one more edit, or `None` if the edit does not go on where `step` ended or
    /// begins the next word.
    fn after(self, step: &Step, inverse: &Edit, edit: &Edit) -> Option<Self> {
        let direction = self.direction_to(step, inverse, edit)?;
        let run = Self {
            direction,
            is_first: false,
            ..self
        };
        let starts_word = !run.first_char(inverse, edit)?.is_whitespace();
        if self.has_word && self.ends_in_space && starts_word {
            return None;
        }
        Some(run.extended(inverse, edit))
    }

    fn direction_to(self, step: &Step, inverse: &Edit, edit: &Edit) -> Option<Direction> {
        let is_removal = edit.insert.is_empty();
        let at = step.edit.range.start;
        let may_turn = self.is_first && self.direction == Direction::Backspace;
        if self.direction == Direction::Insert {
            // An input method types a letter by replacing what it has typed so far.
            let goes_on = !edit.insert.is_empty()
                && edit.range.start >= at
                && edit.range.end == step.edit.range.end;
            goes_on.then_some(Direction::Insert)
        } else if !is_removal || inverse.insert.is_empty() {
            None
        } else if edit.range.end == at && (may_turn || self.direction == Direction::Backspace) {
            Some(Direction::Backspace)
        } else if edit.range.start == at && (may_turn || self.direction == Direction::Delete) {
            Some(Direction::Delete)
        } else {
            None
        }
    }

    fn extended(self, inverse: &Edit, edit: &Edit) -> Self {
        let text = self.text(inverse, edit);
        let last = match self.direction {
            Direction::Backspace => text.chars().next(),
            Direction::Insert | Direction::Delete => text.chars().next_back(),
        };
        Self {
            has_word: self.has_word || text.chars().any(|c| !c.is_whitespace()),
            ends_in_space: last.is_some_and(char::is_whitespace),
            ..self
        }
    }

    fn first_char(self, inverse: &Edit, edit: &Edit) -> Option<char> {
        let text = self.text(inverse, edit);
        match self.direction {
            Direction::Backspace => text.chars().next_back(),
            Direction::Insert | Direction::Delete => text.chars().next(),
        }
    }

    /// What was typed or removed.
    fn text<'a>(self, inverse: &'a Edit, edit: &'a Edit) -> &'a str {
        if self.direction == Direction::Insert {
            &edit.insert
        } else {
            &inverse.insert
        }
    }
}
