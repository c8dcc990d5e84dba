//! A document's text, its revision, and its undo history.
//!
//! Every change to a text, whatever its cause (a key, a form field, a reload from disk), is
//! an [`Edit`] made against a [`Revision`] and applied by [`Buffer::apply`]. There is no
//! other way to change a text, so undo, the caches and the dirty mark cannot disagree.
//!
//! Offsets are **bytes** of UTF-8. Names say so where they are anything else; [`position`]
//! converts. Places that are kept while the text changes are [`Anchor`]s and [`Ranges`].

mod buffer;
mod changes;
pub mod diff;
mod edit;
mod history;
mod lines;
pub mod merge;
pub mod position;
mod positions;

pub use buffer::{Buffer, EditError};
pub use changes::{Change, Replaced};
pub use edit::Edit;
pub use history::{Spot, Undone};
pub use positions::{Anchor, Ranges};

/// Counts the changes to one buffer. Caches are keyed by it; equal revisions mean equal text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(u64);

/// What an edit came from; it decides which edits one undo takes back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A key in the text or in a form field. Joined with its neighbours by word and pause.
    Typing { at_millis: u64 },
    /// What an input method composes, from its first letter to what becomes of it: one step, however long that
    /// takes, and none if nothing comes of it. Compositions are counted.
    Composing { composition: u64 },
    /// A command, a paste, a form control, a reload: always a step of its own.
    Step,
}
