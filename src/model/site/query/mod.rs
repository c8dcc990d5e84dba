//! What is searched in a site: which articles, by words, states, dates and the keys of their heads.
//!
//! ```text
//! query = any ( "or" any )*
//! any   = term+                                      all of them
//! term  = "-"? ( key ":" value | key op number | phrase | word )
//! key   = is | has | no | section | tag | lang | author | date | changed | path | links | a key of the heads
//! value = word with * | phrase | 2026 | 2026-02 | 2026-02-24 | value..value | 7d 3w 6m
//! op    = "<" | ">" | "<=" | ">="
//! ```
//!
//! Case and accents do not count. A word alone is looked for in title, path and tags. An item of a
//! list is meant whole, a text by words that stand in it. What does not parse is searched as words,
//! and said; what is not known yet leaves nothing out, and is said too.

mod eval;
mod grammar;
#[cfg(test)]
mod tests;

use std::{cell::OnceCell, collections::HashSet, ops::Range};

pub use eval::Article;

use crate::model::{folded::folded, said::Said};

/// What is asked of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub(super) filter: Filter,
    /// What was not understood as it was meant.
    pub remarks: Vec<Said>,
    /// Something was asked that is not known: more is found than was asked for.
    pub is_vague: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Leaf(Leaf),
}

impl Default for Filter {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Leaf {
    /// Letters of title, path or a tag.
    Words(String),
    Is(Is),
    /// The key has a value.
    Has(String),
    Section(Pattern),
    Path(Pattern),
    Tag(Pattern),
    Language(Pattern),
    Author(Pattern),
    /// The seconds since 1970 of its date.
    Date(Range<i64>),
    /// Those of the last change of its file.
    Changed(Range<i64>),
    Value(String, Pattern),
    Number(String, Comparison, f64),
    /// It leads to an article with this path or address.
    Links(LinksTo),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct LinksTo {
    pattern: Pattern,
    /// What links may name those articles by, once it was looked for.
    names: OnceCell<HashSet<u64>>,
}

/// What an article is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Is {
    Published,
    Draft,
    /// A draft with a date that is ahead.
    Planned,
    /// A draft with a date that is past.
    Overdue,
    Scheduled,
    Expired,
    Never,
    /// Unlisted, or no page.
    Hidden,
    Unlisted,
    NoPage,
    StopsBuild,
    Unknown,
    Problem,
    /// Open, with text that is not in the file.
    Unsaved,
    /// No other article and no menu leads to it.
    Orphan,
    /// It leads where nothing is.
    Broken,
}

impl Is {
    /// Whether it is known by the texts of articles alone.
    fn is_of_links(self) -> bool {
        matches!(self, Self::Orphan | Self::Broken)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::Less => value < limit,
            Self::AtMost => value <= limit,
            Self::More => value > limit,
            Self::AtLeast => value >= limit,
        }
    }
}

/// Letters without case and accents; `*` stands for any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    fn has_stars(&self) -> bool {
        self.0.contains('*')
    }

    /// Whether all of a text is meant.
    fn is_whole(&self, text: &str) -> bool {
        is_like(&folded(text), &self.0)
    }

    /// Whether the text is meant, or words that stand in it.
    fn is_in(&self, text: &str) -> bool {
        if self.has_stars() {
            return self.is_whole(text);
        }
        let text = folded(text);
        let is_edge = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(&self.0)) {
            let at = from + at;
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let behind = text.get(at + self.0.len()..);
            let behind = behind.and_then(|text| text.chars().next());
            if is_edge(before) && is_edge(behind) {
                return true;
            }
            from = at
                + text
                    .get(at..)
                    .and_then(|text| text.chars().next())
                    .map_or(1, char::len_utf8);
        }
        false
    }
}

/// Each piece between stars in its turn, the first at the start and the last at the end.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        match text.find(piece) {
            Some(at) => text = text.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(last)
}

/// What a site gives a query to read it by.
pub struct Grounds<'a> {
    /// The keys that heads of the site have, as written.
    pub is_key: &'a dyn Fn(&str) -> bool,
    /// Whether it is known which articles lead to which.
    pub knows_links: bool,
    pub now_secs: i64,
    /// In which days begin.
    pub zone: &'a jiff::tz::TimeZone,
}

impl Query {
    /// Reads what was typed.
    pub fn read(typed: &str, grounds: &Grounds<'_>) -> Self {
        grammar::read(typed, grounds)
    }

    /// Whether what was typed asks which articles lead to which.
    pub fn asks_for_links(typed: &str) -> bool {
        grammar::asks_for_links(typed)
    }

    /// Words that whatever is found has in title, path or tags.
    pub(super) fn words(&self) -> Vec<&str> {
        let all = match &self.filter {
            Filter::All(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        all.iter()
            .filter_map(|filter| match filter {
                Filter::Leaf(Leaf::Words(word)) => Some(word.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Whether nothing else is asked than [`words`](Self::words).
    pub(super) fn is_words_alone(&self) -> bool {
        match &self.filter {
            Filter::All(all) => all.len() == self.words().len(),
            one => matches!(one, Filter::Leaf(Leaf::Words(_))),
        }
    }
}
