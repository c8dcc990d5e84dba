//! What was found in the articles of a site, each place with its line, and what replacing makes of it.
//!
//! Limits: [`MAX_HITS`] places; of a line 60 characters before and after each.

use std::{ops::Range, path::PathBuf};

use super::Pattern;
use crate::model::{
    document::{ContentHash, DocumentId},
    text::{Revision, position},
};

/// More than this is not shown; the search says so.
pub const MAX_HITS: usize = 5_000;
/// How much of a line stands before and after a hit.
const CONTEXT_CHARS: usize = 60;

/// One place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In the text of its article.
    pub range: Range<usize>,
    /// From 1.
    pub line_no: usize,
    /// What stands before it in its line, what was found, and what stands after it.
    pub before: String,
    pub found: String,
    pub after: String,
    /// What replacing puts in its place.
    pub replacement: String,
}

/// The text that was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searched {
    /// That of an open article, which may be unsaved.
    Open(DocumentId, Revision),
    File(ContentHash),
}

/// The hits in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIn {
    pub path: PathBuf,
    /// As the list has it.
    pub title: String,
    pub searched: Searched,
    pub hits: Vec<Hit>,
}

/// The hits of a pattern in one text, with their lines.
pub fn hits(pattern: &Pattern, text: &str, replacement: &str) -> Vec<Hit> {
    let mut line_no = 1;
    let mut counted = 0;
    let matches = pattern.find_all(text, 0..text.len());
    let hits = matches.into_iter().filter_map(|range| {
        let skipped = text.get(counted..range.start)?;
        line_no += skipped.bytes().filter(|&byte| byte == b'\n').count();
        counted = range.start;
        let line_start = position::line_start(text, range.start);
        let line_end = position::line_end(text, range.end);
        let before = text.get(line_start..range.start)?;
        let after = text.get(range.end..line_end)?;
        let edit = pattern.replace(text, &range, replacement)?;
        Some(Hit {
            line_no,
            before: last_chars(before.trim_start()),
            found: text.get(range.clone())?.to_owned(),
            after: first_chars(after.trim_end()),
            replacement: edit.insert,
            range,
        })
    });
    hits.collect()
}

fn last_chars(text: &str) -> String {
    match text.char_indices().rev().nth(CONTEXT_CHARS) {
        Some((at, _)) => format!("…{}", text.get(at..).unwrap_or_default().trim_start()),
        None => text.to_owned(),
    }
}

fn first_chars(text: &str) -> String {
    match text.char_indices().nth(CONTEXT_CHARS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{expression, pattern, plain},
        *,
    };

    #[test]
    fn hits_say_their_line_and_what_replacing_makes_of_them() {
        let text = "# Een\n\n  de pont vaart\nPont\n";

        let found = hits(&pattern(&expression("(p)ont")), text, "$1raam");

        let said: Vec<_> = found
            .iter()
            .map(|hit| {
                (
                    hit.line_no,
                    &*hit.before,
                    &*hit.found,
                    &*hit.after,
                    &*hit.replacement,
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                (3, "de ", "pont", " vaart", "praam"),
                (4, "", "Pont", "", "Praam")
            ]
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_hit() {
        let text = format!("{} x {}", "é".repeat(100), "b".repeat(100));

        let found = hits(&pattern(&plain("x")), &text, "");

        assert!(found[0].before.starts_with('…') && found[0].before.chars().count() <= 62);
        assert!(found[0].after.ends_with('…') && found[0].after.chars().count() <= 61);
    }
}
