//! What was found in the articles of a site, and what replacing would make of it.

use std::{
    collections::BTreeSet,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{Pattern, PatternError, Query};
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
    pub searched: Searched,
    pub hits: Vec<Hit>,
}

/// The search over a site: what is asked, what was found, and what of it will be replaced.
#[expect(clippy::struct_excessive_bools, reason = "each says another thing")]
#[derive(Clone, Debug, Default)]
pub struct SiteSearch {
    pub is_open: bool,
    query: Query,
    pub replacement: String,
    pub is_replacing: bool,
    problem: Option<PatternError>,
    /// Counts the searches; the answer of an older one is dropped.
    pub number: u64,
    pub is_searching: bool,
    /// By path.
    pub found: Vec<FoundIn>,
    /// There were more than [`MAX_HITS`].
    pub is_cut: bool,
    /// The hits that are left alone, by article and by where they begin.
    unticked: BTreeSet<(PathBuf, usize)>,
    /// Put the keyboard into the field, once.
    pub focus: bool,
}

impl SiteSearch {
    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn problem(&self) -> Option<&PatternError> {
        self.problem.as_ref()
    }

    /// Takes a query; returns what to search for with the number of the search.
    pub fn ask(&mut self, query: Query) -> Option<(u64, Pattern)> {
        self.query = query;
        self.number += 1;
        self.is_searching = false;
        let pattern = Pattern::new(&self.query);
        self.problem = pattern.as_ref().err().cloned();
        let Ok(Some(pattern)) = pattern else {
            self.found.clear();
            return None;
        };
        self.is_searching = true;
        Some((self.number, pattern))
    }

    pub fn take(&mut self, found: Vec<FoundIn>, is_cut: bool) {
        self.is_searching = false;
        self.found = found;
        self.is_cut = is_cut;
        self.unticked.clear();
    }

    pub fn is_ticked(&self, path: &Path, hit: &Hit) -> bool {
        !self.unticked.contains(&(path.to_owned(), hit.range.start))
    }

    pub fn tick(&mut self, path: &Path, hit: &Range<usize>, is_on: bool) {
        let key = (path.to_owned(), hit.start);
        if is_on {
            self.unticked.remove(&key);
        } else {
            self.unticked.insert(key);
        }
    }

    /// The hits to be replaced, by article.
    pub fn ticked(&self) -> Vec<(&FoundIn, Vec<Range<usize>>)> {
        let ticked = self.found.iter().map(|found| {
            let hits = found.hits.iter();
            let hits = hits.filter(|hit| self.is_ticked(&found.path, hit));
            (found, hits.map(|hit| hit.range.clone()).collect::<Vec<_>>())
        });
        ticked.filter(|(_, hits)| !hits.is_empty()).collect()
    }

    pub fn hit_count(&self) -> usize {
        self.found.iter().map(|found| found.hits.len()).sum()
    }
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

    #[test]
    fn what_is_not_ticked_is_left_alone() {
        let mut search = SiteSearch::default();
        search.ask(plain("a"));
        let path = PathBuf::from("a.md");
        search.take(
            vec![FoundIn {
                path: path.clone(),
                searched: Searched::File(ContentHash([0; 32])),
                hits: hits(&pattern(&plain("a")), "a a", "b"),
            }],
            false,
        );

        search.tick(&path, &(0..1), false);
        assert_eq!(search.ticked()[0].1, vec![2..3; 1]);
        search.tick(&path, &(2..3), false);
        assert!(search.ticked().is_empty());
        search.tick(&path, &(0..1), true);
        assert_eq!(search.ticked()[0].1, vec![0..1; 1]);
    }

    #[test]
    fn a_bad_expression_asks_for_nothing() {
        let mut search = SiteSearch::default();

        assert_eq!(search.ask(expression("(")), None);

        assert!(search.problem().is_some() && !search.is_searching);
    }
}
