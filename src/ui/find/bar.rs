//! The find bar of the window: what is asked, and what was found in the shown article.

use std::ops::Range;

use crate::model::{
    document::Document,
    find::{Key, Pattern, PatternError, Query},
    text::Ranges,
};

/// The find bar. It keeps its query while it is closed.
#[derive(Clone, Debug)]
pub struct Bar {
    pub is_open: bool,
    /// The row for replacing is shown.
    pub is_replacing: bool,
    query: Query,
    pub replacement: String,
    /// The query made ready; `Ok(None)`: there is nothing to find.
    pattern: Result<Option<Pattern>, PatternError>,
    pub found: Option<Found>,
    /// Where the caret was when the writer began to look: the first match from here is shown.
    pub origin: usize,
    /// The match that follows the typing is to be shown, once it is found.
    pub is_following: bool,
    /// Said of the last replacement.
    pub said: Option<String>,
    changes: u64,
}

/// A field of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Query,
    Replacement,
}

/// The matches in the text of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub key: Key,
    /// They move along while the text at a later revision is searched.
    pub matches: Ranges,
}

impl Default for Bar {
    fn default() -> Self {
        Self {
            is_open: false,
            is_replacing: false,
            query: Query::default(),
            replacement: String::new(),
            pattern: Ok(None),
            found: None,
            origin: 0,
            is_following: false,
            said: None,
            changes: 0,
        }
    }
}

impl Bar {
    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn set_query(&mut self, query: Query) {
        if self.query == query {
            return;
        }
        self.pattern = Pattern::new(&query);
        self.query = query;
        self.changes += 1;
        self.said = None;
    }

    pub fn pattern(&self) -> Option<&Pattern> {
        self.pattern.as_ref().ok()?.as_ref()
    }

    pub fn problem(&self) -> Option<&PatternError> {
        self.pattern.as_ref().err()
    }

    /// What the matches in a text depend on; `from`: where what is shown of it begins; `scope`: only
    /// matches in it count.
    pub fn key(&self, document: &Document, from: usize, scope: Option<&Range<usize>>) -> Key {
        let text = document.text();
        let within = match scope {
            Some(scope) => {
                let end = text.floor_char_boundary(scope.end);
                text.floor_char_boundary(scope.start)
                    .clamp(from, end.max(from))..end.max(from)
            }
            None => from..text.len(),
        };
        Key {
            document: document.id,
            revision: document.revision(),
            within,
            changes: self.changes,
        }
    }
}

impl Found {
    pub fn new(key: Key, matches: Vec<Range<usize>>) -> Self {
        let matches = Ranges::new(key.revision, matches);
        Self { key, matches }
    }

    /// The number, from 0, of the match that is selected.
    pub fn selected(&self, selection: &Range<usize>) -> Option<usize> {
        let at = self
            .matches
            .binary_search_by_key(&selection.start, |found| found.start);
        at.ok()
            .filter(|&at| self.matches.get(at) == Some(selection))
    }

    /// The first match that begins at `at_byte` or later; behind the last one comes the first.
    pub fn from(&self, at_byte: usize) -> Option<&Range<usize>> {
        let at = self.matches.partition_point(|found| found.start < at_byte);
        self.matches.get(at).or_else(|| self.matches.first())
    }

    pub fn after<'a>(&'a self, selection: &Range<usize>) -> Option<&'a Range<usize>> {
        match self.selected(selection) {
            Some(at) => self.matches.get(at + 1).or_else(|| self.matches.first()),
            None => self.from(selection.end),
        }
    }

    pub fn before<'a>(&'a self, selection: &Range<usize>) -> Option<&'a Range<usize>> {
        let at = self
            .matches
            .partition_point(|found| found.start < selection.start);
        at.checked_sub(1)
            .and_then(|at| self.matches.get(at))
            .or_else(|| self.matches.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{document::DocumentId, text::Revision};

    fn document(text: &str) -> Document {
        Document::untitled(DocumentId(1), "a.md".into(), "1".to_owned(), text)
    }

    fn found(matches: &[Range<usize>]) -> Found {
        Found {
            key: Bar::default().key(&document(""), 0, None),
            matches: Ranges::new(Revision::default(), matches.to_vec()),
        }
    }

    #[test]
    fn next_and_previous_go_around() {
        let found = found(&[2..4, 6..8]);

        assert_eq!(found.after(&(2..4)), Some(&(6..8)));
        assert_eq!(found.after(&(6..8)), Some(&(2..4)));
        assert_eq!(found.after(&(0..0)), Some(&(2..4)));
        assert_eq!(found.after(&(3..3)), Some(&(6..8)));
        assert_eq!(found.before(&(6..8)), Some(&(2..4)));
        assert_eq!(found.before(&(2..4)), Some(&(6..8)));
        assert_eq!(found.before(&(9..9)), Some(&(6..8)));
    }

    #[test]
    fn matches_without_width_are_walked_too() {
        let found = found(&[0..0, 2..2]);

        assert_eq!(found.after(&(0..0)), Some(&(2..2)));
        assert_eq!(found.before(&(2..2)), Some(&(0..0)));
    }

    #[test]
    fn a_scope_beyond_the_text_is_cut() {
        let key = Bar::default().key(&document("é!"), 0, Some(&(1..99)));

        assert_eq!(key.within, 0..3);
    }
}
