//! Words and reading time.

/// Counted over the prose of a body: no code blocks, addresses, markup or front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub words: usize,
    pub characters: usize,
}

impl Statistics {
    /// Whole minutes at 213 words a minute, rounded up as Hugo does; at least 1.
    pub fn reading_minutes(self) -> usize {
        self.words.div_ceil(213).max(1)
    }
}

pub fn statistics(body: &str) -> Statistics {
    Statistics {
        words: body.split_whitespace().count(),
        characters: body.chars().count(),
    }
}
