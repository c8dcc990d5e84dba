//! What was found in the articles of a site, and what replacing would make of it.

use std::{
    collections::{BTreeMap, BTreeSet},
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

/// A row of the list of all hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundRow<'a> {
    Article(&'a FoundIn),
    Hit(&'a FoundIn, &'a Hit),
}

/// How much is to be replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TickedCount {
    pub hits: usize,
    pub articles: usize,
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
    found: Vec<FoundIn>,
    /// Of each article, the row that it stands in when each hit has a row below it.
    first_rows: Vec<usize>,
    hit_count: usize,
    /// What was looked for when `found` was.
    found_query: Query,
    /// There were more than [`MAX_HITS`].
    pub is_cut: bool,
    /// The hits that are left alone, by article: where they begin. None is empty.
    unticked: BTreeMap<PathBuf, BTreeSet<usize>>,
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
            self.set_found(Vec::new());
            return None;
        };
        self.is_searching = true;
        Some((self.number, pattern))
    }

    /// Takes what was found. What is not to be replaced stays so while the query is the same.
    pub fn take(&mut self, found: Vec<FoundIn>, is_cut: bool) {
        self.is_searching = false;
        self.is_cut = is_cut;
        self.set_found(found);
        let is_same = self.found_query == self.query;
        self.found_query = self.query.clone();
        let before = std::mem::take(&mut self.unticked);
        for (path, starts) in before.into_iter().filter(|_| is_same) {
            for start in starts {
                self.tick(&path, &(start..start), false);
            }
        }
    }

    fn set_found(&mut self, found: Vec<FoundIn>) {
        let mut row = 0;
        let mut first_rows = Vec::with_capacity(found.len());
        for found in &found {
            first_rows.push(row);
            row += 1 + found.hits.len();
        }
        self.hit_count = row - found.len();
        self.first_rows = first_rows;
        self.found = found;
    }

    /// How many articles have hits.
    pub fn article_count(&self) -> usize {
        self.found.len()
    }

    pub fn hit_count(&self) -> usize {
        self.hit_count
    }

    pub fn row_count(&self) -> usize {
        self.hit_count + self.found.len()
    }

    /// A row of the list of articles, each with its hits below it.
    pub fn row(&self, number: usize) -> Option<FoundRow<'_>> {
        let article = self
            .first_rows
            .partition_point(|&first| first <= number)
            .checked_sub(1)?;
        let found = self.found.get(article)?;
        match number - self.first_rows.get(article)? {
            0 => Some(FoundRow::Article(found)),
            hit => Some(FoundRow::Hit(found, found.hits.get(hit - 1)?)),
        }
    }

    pub fn is_ticked(&self, path: &Path, hit: &Hit) -> bool {
        let unticked = self.unticked.get(path);
        !unticked.is_some_and(|starts| starts.contains(&hit.range.start))
    }

    /// Whether any hit of an article is to be replaced.
    pub fn is_any_ticked(&self, found: &FoundIn) -> bool {
        self.unticked_in(found) < found.hits.len()
    }

    fn unticked_in(&self, found: &FoundIn) -> usize {
        self.unticked.get(&found.path).map_or(0, BTreeSet::len)
    }

    /// Says whether a hit, known by where it begins, is to be replaced.
    pub fn tick(&mut self, path: &Path, hit: &Range<usize>, is_on: bool) {
        if !self.has_hit(path, hit.start) {
            return;
        }
        if !is_on {
            let starts = self.unticked.entry(path.to_owned()).or_default();
            starts.insert(hit.start);
        } else if let Some(starts) = self.unticked.get_mut(path) {
            starts.remove(&hit.start);
            if starts.is_empty() {
                self.unticked.remove(path);
            }
        }
    }

    fn has_hit(&self, path: &Path, start: usize) -> bool {
        self.found_at(path).is_some_and(|found| {
            let hits = &found.hits;
            hits.binary_search_by_key(&start, |hit| hit.range.start)
                .is_ok()
        })
    }

    fn found_at(&self, path: &Path) -> Option<&FoundIn> {
        let at = self.found.binary_search_by(|found| (*found.path).cmp(path));
        self.found.get(at.ok()?)
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

    /// How many those are; it costs what is left alone, not what was found.
    pub fn ticked_count(&self) -> TickedCount {
        let mut count = TickedCount {
            hits: self.hit_count,
            articles: self.found.len(),
        };
        for (path, starts) in &self.unticked {
            let all = self.found_at(path).map_or(0, |found| found.hits.len());
            count.hits -= starts.len();
            count.articles -= usize::from(starts.len() == all);
        }
        count
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
        assert_eq!(counted(&search), (1, 1));
        search.tick(&path, &(2..3), false);
        assert!(search.ticked().is_empty());
        assert_eq!(counted(&search), (0, 0));
        search.tick(&path, &(0..1), true);
        assert_eq!(search.ticked()[0].1, vec![0..1; 1]);
        assert_eq!(counted(&search), (1, 1));
    }

    fn counted(search: &SiteSearch) -> (usize, usize) {
        let count = search.ticked_count();
        (count.hits, count.articles)
    }

    fn found_in(path: &str, text: &str, replacement: &str) -> FoundIn {
        FoundIn {
            path: path.into(),
            searched: Searched::File(ContentHash([0; 32])),
            hits: hits(&pattern(&plain("a")), text, replacement),
        }
    }

    #[test]
    fn what_is_left_alone_stays_so_while_the_replacement_is_typed() {
        let mut search = SiteSearch::default();
        let path = Path::new("b.md");
        search.ask(plain("a"));
        search.take(vec![found_in("b.md", "a a", "b")], false);
        search.tick(path, &(2..3), false);

        search.ask(plain("a"));
        search.take(vec![found_in("b.md", "a a", "bc")], false);
        assert_eq!(counted(&search), (1, 1));

        search.ask(plain("a"));
        search.take(vec![found_in("b.md", "a", "bc")], false);
        assert_eq!(counted(&search), (1, 1), "what is gone is not left alone");
        search.ask(plain("A"));
        search.take(vec![found_in("b.md", "a a", "bc")], false);
        assert_eq!(counted(&search), (2, 1), "another query");
    }

    #[test]
    fn each_article_and_each_hit_has_a_row() {
        let mut search = SiteSearch::default();
        search.ask(plain("a"));
        let found = vec![
            found_in("a.md", "a a", ""),
            found_in("b.md", "a", ""),
            found_in("c.md", "a\na", ""),
        ];
        search.take(found.clone(), false);

        let rows: Vec<_> = (0..search.row_count())
            .map(|number| search.row(number).unwrap())
            .collect();

        let walked = found.iter().flat_map(|found| {
            let hits = found.hits.iter().map(move |hit| FoundRow::Hit(found, hit));
            std::iter::once(FoundRow::Article(found)).chain(hits)
        });
        assert_eq!(rows, walked.collect::<Vec<_>>());
        assert_eq!(search.row(search.row_count()), None);
    }

    #[test]
    fn a_bad_expression_asks_for_nothing() {
        let mut search = SiteSearch::default();

        assert_eq!(search.ask(expression("(")), None);

        assert!(search.problem().is_some() && !search.is_searching);
    }
}
