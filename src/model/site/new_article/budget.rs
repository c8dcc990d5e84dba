//! What carrying out an archetype may cost: anybody may have written it.
//!
//! Limits: about a fifth of a second for all its files; 100 kB of a text that an action makes, 200
//! bytes of a pattern.

use std::{cell::Cell, collections::HashMap};

use regex::{Regex, RegexBuilder};

/// For all files of an archetype: about a fifth of a second.
const MOST: usize = 200_000;
/// A text that an action makes. So is what it is made of.
const MAX_VALUE_BYTES: usize = 100_000;
/// A text that a pattern is looked for in, and what comes in place of what it finds.
/// A class of letters is read into hundreds of ranges before its size is asked.
const MAX_PATTERN_BYTES: usize = 200;
const MAX_SEARCHED_BYTES: usize = 1_000;
const MAX_REPLACEMENT_BYTES: usize = 200;
/// What a pattern may take of memory when it is made ready, and again while it is matched.
const MAX_PATTERN_MEMORY_BYTES: usize = 64 * 1024;

/// What is left to spend, in about microseconds of a processor, and the patterns that were made
/// ready. What costs more than is left is not done, nor is anything after it.
#[derive(Debug)]
pub struct Budget {
    left: Cell<usize>,
    is_spent: Cell<bool>,
    patterns: std::cell::RefCell<HashMap<String, Option<Regex>>>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: Cell::new(MOST),
            is_spent: Cell::new(false),
            patterns: std::cell::RefCell::default(),
        }
    }
}

impl Budget {
    /// Whether something was not done for its cost.
    pub fn is_spent(&self) -> bool {
        self.is_spent.get()
    }

    /// Takes the cost of one step, and of a text of this length that it makes or copies. `None`:
    /// it must not be done.
    pub(super) fn step(&self, bytes: usize) -> Option<()> {
        let most = if bytes > MAX_VALUE_BYTES {
            None
        } else {
            Some(())
        };
        most.and_then(|()| self.spend(2 + bytes / 100)).or_else(|| {
            self.is_spent.set(true);
            None
        })
    }

    fn spend(&self, cost: usize) -> Option<()> {
        if self.is_spent() {
            return None;
        }
        self.left.set(self.left.get().checked_sub(cost)?);
        Some(())
    }

    /// `None`: it is too much, or there is no such pattern.
    pub(super) fn replace_matches(&self, pattern: &str, new: &str, text: &str) -> Option<String> {
        let is_too_long = pattern.len() > MAX_PATTERN_BYTES
            || text.len() > MAX_SEARCHED_BYTES
            || new.len() > MAX_REPLACEMENT_BYTES;
        if is_too_long || self.spend(10 + text.len() * 5).is_none() {
            self.is_spent.set(true);
            return None;
        }
        let mut patterns = self.patterns.borrow_mut();
        if !patterns.contains_key(pattern) {
            if self.spend(1_000).is_none() {
                self.is_spent.set(true);
                return None;
            }
            let made = RegexBuilder::new(pattern)
                .size_limit(MAX_PATTERN_MEMORY_BYTES)
                .dfa_size_limit(MAX_PATTERN_MEMORY_BYTES)
                .build();
            if matches!(made, Err(regex::Error::CompiledTooBig(_))) {
                self.is_spent.set(true);
            }
            patterns.insert(pattern.to_owned(), made.ok());
        }
        let pattern = patterns.get(pattern)?.as_ref()?;
        Some(pattern.replace_all(text, new).into_owned())
    }
}
