//! Finding and replacing in a text.
//!
//! A [`Query`] is what the writer typed and chose; [`Pattern`] is the query made ready. Ranges are
//! bytes of the text that was searched.

mod replace;
mod site;

use std::ops::Range;

use regex::{Regex, RegexBuilder};
pub use site::{FoundIn, Hit, MAX_HITS, Searched, hits};

use crate::model::{
    document::DocumentId,
    said::{Said, Says, said, says},
    text::Revision,
};

/// What to find, and how to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub text: String,
    pub is_case_sensitive: bool,
    pub is_whole_word: bool,
    /// `text` is a regular expression.
    pub is_expression: bool,
}

/// What a list of matches depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub document: DocumentId,
    pub revision: Revision,
    pub within: Range<usize>,
    /// Counts the changes of the query.
    pub changes: u64,
}

/// Why a query cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    Syntax(String),
    TooLarge,
}

says!(PatternError);
impl Says for PatternError {
    fn said(&self) -> Said {
        match self {
            Self::Syntax(inner) => said!("pattern-error-syntax", why = inner),
            Self::TooLarge => said!("pattern-error-too-large"),
        }
    }
}

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Pattern {
    query: Query,
    regex: Regex,
}

/// Two patterns are equal when they were made of the same query.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

impl Pattern {
    /// What it was made of.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// `None`: there is nothing to find.
    ///
    /// # Errors
    /// [`PatternError`], if the query is an expression that cannot be read.
    pub fn new(query: &Query) -> Result<Option<Self>, PatternError> {
        if query.text.is_empty() {
            return Ok(None);
        }
        let expression = if query.is_expression {
            // Read by itself first, so that what is said of it names nothing of ours.
            build(&query.text, query)?;
            query.text.clone()
        } else {
            regex::escape(&query.text)
        };
        let expression = if query.is_whole_word {
            format!(r"\b{{start-half}}(?:{expression})\b{{end-half}}")
        } else {
            expression
        };
        Ok(Some(Self {
            query: query.clone(),
            regex: build(&expression, query)?,
        }))
    }

    /// All matches that lie in `within`, in their order. They do not overlap.
    pub fn find_all(&self, text: &str, within: Range<usize>) -> Vec<Range<usize>> {
        if within == (0..text.len()) {
            let found = self.regex.find_iter(text).map(|found| found.range());
            return found.collect();
        }
        let mut matches: Vec<Range<usize>> = Vec::new();
        let mut from = text.floor_char_boundary(within.start);
        while let Some(found) = self.regex.find_at(text, from)
            && found.end() <= within.end
        {
            let touches = matches.last().is_some_and(|last| last.end == found.end());
            if !(found.is_empty() && touches) {
                matches.push(found.range());
            }
            from = if found.is_empty() {
                match text.get(found.end()..).and_then(|rest| rest.chars().next()) {
                    Some(next) => found.end() + next.len_utf8(),
                    None => break,
                }
            } else {
                found.end()
            };
        }
        matches
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

fn build(expression: &str, query: &Query) -> Result<Regex, PatternError> {
    RegexBuilder::new(expression)
        .case_insensitive(!query.is_case_sensitive)
        .multi_line(true)
        .crlf(true)
        .build()
        .map_err(|err| match err {
            regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
            other => PatternError::Syntax(in_short(&other.to_string())),
        })
}

/// The last line of what the parser says, which names the fault.
fn in_short(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn plain(text: &str) -> Query {
        Query {
            text: text.to_owned(),
            ..Query::default()
        }
    }

    pub(super) fn expression(text: &str) -> Query {
        Query {
            is_expression: true,
            ..plain(text)
        }
    }

    pub(super) fn pattern(query: &Query) -> Pattern {
        Pattern::new(query).unwrap().unwrap()
    }

    /// `text` with each match in `‹›`.
    #[track_caller]
    fn check(query: &Query, text: &str, expected: &str) {
        let mut marked = text.to_owned();
        for found in pattern(query).find_all(text, 0..text.len()).iter().rev() {
            marked.insert(found.end, '›');
            marked.insert(found.start, '‹');
        }
        assert_eq!(marked, expected);
    }

    #[test]
    fn plain_text_is_found_in_any_case_and_means_itself() {
        check(&plain("één"), "Één een één", "‹Één› een ‹één›");
        check(&plain("a.c"), "abc a.c", "abc ‹a.c›");
        check(&plain("aa"), "aaaaa", "‹aa›‹aa›a");
    }

    #[test]
    fn case_and_whole_words_can_be_asked_for() {
        let case = Query {
            is_case_sensitive: true,
            ..plain("Kade")
        };
        check(&case, "kade Kade", "kade ‹Kade›");
        let word = Query {
            is_whole_word: true,
            ..plain("pont")
        };
        check(&word, "pont, pontje, Pont", "‹pont›, pontje, ‹Pont›");
        let odd = Query {
            is_whole_word: true,
            ..plain("(a)")
        };
        check(&odd, "x (a) y", "x ‹(a)› y");
    }

    #[test]
    fn an_expression_works_line_by_line() {
        check(&expression("^- "), "- a\n- b", "‹- ›a\n‹- ›b");
        check(&expression("a$"), "a\r\na", "‹a›\r\n‹a›");
        check(&expression("x*"), "ax", "‹›a‹x›");
    }

    #[test]
    fn a_bad_expression_says_what_is_wrong_with_it() {
        let err = Pattern::new(&expression("a(b")).unwrap_err();
        assert_eq!(
            crate::model::words::of(&err),
            "Not a regular expression: unclosed group"
        );
        let word = Query {
            is_whole_word: true,
            ..expression("a)(b")
        };
        assert!(matches!(Pattern::new(&word), Err(PatternError::Syntax(_))));
        let err = Pattern::new(&expression(r"(\w{1000}){1000}")).unwrap_err();
        assert_eq!(err, PatternError::TooLarge);
        assert_eq!(Pattern::new(&plain("")), Ok(None));
    }

    #[test]
    fn matches_outside_of_what_is_asked_for_are_left_out() {
        let text = "aa ab aa";

        let within = |query: &Query, range| pattern(query).find_all(text, range);

        assert_eq!(within(&plain("aa"), 1..8), vec![6..8; 1]);
        assert_eq!(within(&plain("aa"), 0..7), vec![0..2; 1]);
        let word = Query {
            is_whole_word: true,
            ..plain("a")
        };
        assert!(within(&word, 0..1).is_empty());
        assert_eq!(within(&expression("b?"), 3..6), [3..3, 4..5, 6..6]);
    }

    proptest::proptest! {
        #[test]
        fn within_the_whole_text_both_ways_find_the_same(
            text in "[aé \n]{0,12}",
            expression_text in "[aé]?[a*?^$ ]{0,3}",
        ) {
            let query = expression(&expression_text);
            if let Ok(Some(pattern)) = Pattern::new(&query) {
                let longer = format!("{text}\u{1F600}");
                let all = pattern.find_all(&text, 0..text.len());
                let within: Vec<_> = pattern.find_all(&longer, 0..text.len());
                // `$` and what follows the end may differ; what ends earlier may not.
                let before = |found: &&Range<usize>| found.end < text.len();
                assert_eq!(
                    all.iter().filter(before).collect::<Vec<_>>(),
                    within.iter().filter(before).collect::<Vec<_>>()
                );
            }
        }
    }
}
