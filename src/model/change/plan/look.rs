//! What a change looks like: a few of the lines that differ.

use std::time::Duration;

use crate::model::text::{diff, position};

/// More places of a file are counted, not shown.
const MAX_SHOWN: usize = 3;
/// A longer line is cut.
const MAX_CHARS: usize = 160;
const TIMEOUT: Duration = Duration::from_millis(50);

/// The places in which a text differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub shown: Vec<Place>,
    /// So many more differ.
    pub more: usize,
}

/// Lines that make place for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1, in the text before.
    pub line_no: usize,
    pub before: String,
    pub after: String,
}

impl Look {
    pub fn between(before: &str, after: &str) -> Self {
        let hunks = diff::lines(before, after, TIMEOUT);
        let shown = hunks.iter().take(MAX_SHOWN).map(|hunk| Place {
            line_no: position::line_column(before, hunk.old.start).0,
            before: shortened(before.get(hunk.old.clone()).unwrap_or_default()),
            after: shortened(after.get(hunk.new.clone()).unwrap_or_default()),
        });
        Self {
            shown: shown.collect(),
            more: hunks.len().saturating_sub(MAX_SHOWN),
        }
    }
}

/// The first line that says something.
fn shortened(lines: &str) -> String {
    let line = lines
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut chars = line.trim().chars();
    let mut short: String = chars.by_ref().take(MAX_CHARS).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_places_are_shown_and_the_others_counted() {
        let before = "a\n1\nb\n2\nc\n3\nd\n4\n";
        let after = "a\n1!\nb\n2!\nc\n\nd\n4!\n";

        let look = Look::between(before, after);

        let shown: Vec<_> = look
            .shown
            .iter()
            .map(|place| (place.line_no, &*place.before, &*place.after))
            .collect();
        assert_eq!(shown, [(2, "1", "1!"), (4, "2", "2!"), (6, "3", "")]);
        assert_eq!(look.more, 1);
    }
}
