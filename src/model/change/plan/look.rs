//! What a change looks like: the lines before and after, at the places that differ.
//!
//! Limits: three places, 160 characters of a line, and 50 ms to find them.

use std::time::Duration;

use crate::model::text::{Edit, diff, position};

/// More places of a file are counted, not shown.
const MAX_SHOWN: usize = 3;
/// A longer line is cut.
const MAX_CHARS: usize = 160;
/// What is seen of a longer line before the place that differs.
const CONTEXT_CHARS: usize = 40;
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
    /// The lines of a text that an edit changes.
    pub fn of(text: &str, edit: &Edit) -> Self {
        let start = position::line_start(text, edit.range.start);
        let end = position::line_end(text, edit.range.end);
        let before = text.get(start..end).unwrap_or_default();
        let within = Edit {
            range: edit.range.start - start..edit.range.end - start,
            insert: edit.insert.clone(),
        };
        let line_no = position::line_column(text, start).0;
        let mut look = Self::between(before, &within.applied_to(before));
        for place in &mut look.shown {
            place.line_no += line_no - 1;
        }
        look
    }

    pub fn between(before: &str, after: &str) -> Self {
        let hunks = diff::lines(before, after, TIMEOUT);
        let shown = hunks.iter().take(MAX_SHOWN).map(|hunk| Place {
            line_no: position::line_column(before, hunk.old.start).0,
            ..place(
                before.get(hunk.old.clone()).unwrap_or_default(),
                after.get(hunk.new.clone()).unwrap_or_default(),
            )
        });
        Self {
            shown: shown.collect(),
            more: hunks.len().saturating_sub(MAX_SHOWN),
        }
    }
}

/// The first lines that say something, cut so that what differs is seen.
fn place(before: &str, after: &str) -> Place {
    let said = |lines: &str| {
        let mut lines = lines.lines().map(str::trim);
        lines
            .find(|line| !line.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let (before, after) = (said(before), said(after));
    let same = before
        .chars()
        .zip(after.chars())
        .take_while(|(a, b)| a == b);
    let from = same.count().saturating_sub(CONTEXT_CHARS);
    let from = if from > CONTEXT_CHARS { from } else { 0 };
    Place {
        line_no: 0,
        before: shortened(&before, from),
        after: shortened(&after, from),
    }
}

/// A line from this character on, if it is not short.
fn shortened(line: &str, from: usize) -> String {
    let mut chars = line.chars().skip(from);
    let mut short: String = if from > 0 {
        "…".to_owned()
    } else {
        String::new()
    };
    short.extend(chars.by_ref().take(MAX_CHARS));
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_far_along_a_line_is_seen() {
        let line = |word: &str| format!("{} {word} and on\n", "word ".repeat(80));

        let look = Look::between(&line("pont"), &line("veer"));

        let shown = &look.shown[0];
        assert!(shown.before.starts_with('…') && shown.before.contains("pont and on"));
        assert!(shown.after.starts_with('…') && shown.after.contains("veer and on"));
        assert_eq!(shown.line_no, 1);
    }

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
