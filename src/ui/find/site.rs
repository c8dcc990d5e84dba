//! The search over all articles: what was found, and what of it is replaced.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
};

use crate::model::find::{FoundIn, Hit, Pattern, PatternError, Query};

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
    rows: Rows,
    /// What was looked for when those were.
    found_query: Query,
    /// There were more than [`MAX_HITS`](crate::model::find::MAX_HITS).
    pub is_cut: bool,
    /// The hits that are left alone, by article: where they begin. None is empty.
    unticked: BTreeMap<PathBuf, BTreeSet<usize>>,
}

/// The articles with hits, and their rows.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// By path.
    found: Vec<FoundIn>,
    /// Of each article, the row that it stands in when each hit has a row below it.
    first: Vec<usize>,
    hit_count: usize,
}

impl Rows {
    fn new(found: Vec<FoundIn>) -> Self {
        let mut row = 0;
        let mut first = Vec::with_capacity(found.len());
        for found in &found {
            first.push(row);
            row += 1 + found.hits.len();
        }
        Self {
            hit_count: row - found.len(),
            first,
            found,
        }
    }
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
            self.rows = Rows::default();
            return None;
        };
        self.is_searching = true;
        Some((self.number, pattern))
    }

    /// Takes what was found. What is not to be replaced stays so while the query is the same.
    pub fn take(&mut self, found: Vec<FoundIn>, is_cut: bool) {
        self.is_searching = false;
        self.is_cut = is_cut;
        self.rows = Rows::new(found);
        let is_same = self.found_query == self.query;
        self.found_query = self.query.clone();
        let before = std::mem::take(&mut self.unticked);
        for (path, starts) in before.into_iter().filter(|_| is_same) {
            for start in starts {
                self.tick(&path, &(start..start), false);
            }
        }
    }

    /// How many articles have hits.
    pub fn article_count(&self) -> usize {
        self.rows.found.len()
    }

    pub fn hit_count(&self) -> usize {
        self.rows.hit_count
    }

    pub fn row_count(&self) -> usize {
        self.rows.hit_count + self.rows.found.len()
    }

    /// A row of the list of articles, each with its hits below it.
    pub fn row(&self, number: usize) -> Option<FoundRow<'_>> {
        let article = self
            .rows
            .first
            .partition_point(|&first| first <= number)
            .checked_sub(1)?;
        let found = self.rows.found.get(article)?;
        match number - self.rows.first.get(article)? {
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
        let at = self
            .rows
            .found
            .binary_search_by(|found| (*found.path).cmp(path));
        self.rows.found.get(at.ok()?)
    }

    /// The hits to be replaced, by article.
    pub fn ticked(&self) -> Vec<(&FoundIn, Vec<Range<usize>>)> {
        let ticked = self.rows.found.iter().map(|found| {
            let hits = found.hits.iter();
            let hits = hits.filter(|hit| self.is_ticked(&found.path, hit));
            (found, hits.map(|hit| hit.range.clone()).collect::<Vec<_>>())
        });
        ticked.filter(|(_, hits)| !hits.is_empty()).collect()
    }

    /// How many those are; it costs what is left alone, not what was found.
    pub fn ticked_count(&self) -> TickedCount {
        let mut count = TickedCount {
            hits: self.rows.hit_count,
            articles: self.rows.found.len(),
        };
        for (path, starts) in &self.unticked {
            let all = self.found_at(path).map_or(0, |found| found.hits.len());
            count.hits -= starts.len();
            count.articles -= usize::from(starts.len() == all);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        document::ContentHash,
        find::{Searched, hits},
    };

    fn plain(text: &str) -> Query {
        Query {
            text: text.to_owned(),
            ..Query::default()
        }
    }

    fn pattern(query: &Query) -> Pattern {
        Pattern::new(query).unwrap().unwrap()
    }

    #[test]
    fn what_is_not_ticked_is_left_alone() {
        let mut search = SiteSearch::default();
        search.ask(plain("a"));
        let path = PathBuf::from("a.md");
        search.take(
            vec![FoundIn {
                path: path.clone(),
                title: "A".to_owned(),
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
            title: "A".to_owned(),
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
        let bad = Query {
            is_expression: true,
            ..plain("(")
        };

        assert_eq!(search.ask(bad), None);

        assert!(search.problem().is_some() && !search.is_searching);
    }
}
