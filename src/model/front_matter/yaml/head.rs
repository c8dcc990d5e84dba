//! A YAML head while one change of it is planned, and how new values are to look in it.

use std::ops::Range;

use super::{
    habits::Habits,
    read::Read,
    write::{Look, Room},
};

/// A head while one change of it is planned.
pub struct Head<'a> {
    pub text: &'a str,
    pub content: Range<usize>,
    pub habits: Habits,
    pub read: &'a Read,
    /// Every new text stands in double quotes.
    pub is_careful: bool,
}

impl Head<'_> {
    /// A look, or double quotes after the natural way failed.
    pub fn careful_look(&self, look: Look) -> Look {
        if self.is_careful { Look::DOUBLE } else { look }
    }

    /// The room of a value whose key is at `column`, if lines below it are free.
    pub fn room<'b>(&self, column: usize, line_ending: &'b str) -> Room<'b> {
        if self.is_careful {
            return Room::Line;
        }
        Room::Lines {
            indent: column + self.habits.step,
            line_ending,
            width: usize::MAX,
        }
    }
}
