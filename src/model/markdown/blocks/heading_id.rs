//! The ids of headings, as Hugo makes them: of the letters that are read, less addresses and
//! dashes; of a heading over more lines, of the last one.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use unicode_normalization::UnicodeNormalization as _;

use super::{Dialect, Heading, Ids, linkify};

/// Gathers what an id is made of.
#[derive(Debug)]
pub(super) struct Slug {
    letters: String,
    has_content: bool,
    dialect: Dialect,
}

impl Slug {
    pub(super) fn of(dialect: Dialect) -> Self {
        Self {
            letters: String::new(),
            has_content: false,
            dialect,
        }
    }

    pub(super) fn push_text(&mut self, text: &str) {
        let text = if self.dialect.has_bare_addresses {
            linkify::without_addresses(text)
        } else {
            Cow::Borrowed(text)
        };
        if self.dialect.sets_punctuation {
            self.push_code(&with_dashes(&text));
        } else {
            self.push_code(&text);
        }
    }

    pub(super) fn push_code(&mut self, code: &str) {
        self.has_content = true;
        self.letters.push_str(code);
    }

    /// A picture, a tag or an address: not part of the id, but the heading is not empty.
    pub(super) fn pass(&mut self) {
        self.has_content = true;
    }

    pub(super) fn break_line(&mut self) {
        self.letters.clear();
    }

    /// `None`: a heading of nothing has no id.
    pub(super) fn finish(&self) -> Option<String> {
        let letters = self.letters.trim();
        let slug: String = match self.dialect.ids {
            Ids::Letters => letters.chars().filter_map(slug_letter).collect(),
            Ids::Ascii => {
                let plain = letters.nfd().filter(char::is_ascii);
                plain.filter_map(slug_letter).collect()
            }
            Ids::Words => words(letters),
            Ids::None => return None,
        };
        let slug = if slug.is_empty() {
            "heading".to_owned()
        } else {
            slug
        };
        self.has_content.then_some(slug)
    }
}

/// Dashes are set before an id is made; they are no hyphens.
fn with_dashes(text: &str) -> Cow<'_, str> {
    if text.contains("--") {
        Cow::Owned(text.replace("---", "—").replace("--", "–"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The words in small, with one hyphen between them.
fn words(text: &str) -> String {
    let is_between = |c: char| !(c.is_alphabetic() || is_digit(c));
    let words = text.split(is_between).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Letters and digits in small, spaces and hyphens as hyphens, nothing else.
fn slug_letter(c: char) -> Option<char> {
    match c {
        '-' | ' ' => Some('-'),
        '_' => Some('_'),
        c if c.is_alphabetic() || is_digit(c) => c.to_lowercase().next(),
        _ => None,
    }
}

/// Whether it counts from 0 to 9 in some script: no fraction, no number in a circle.
fn is_digit(c: char) -> bool {
    c.is_numeric()
        && !matches!(
            c,
            '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{218b}' | '\u{2460}'..='\u{24ff}'
                | '\u{2776}'..='\u{2793}' | '\u{3007}'..='\u{32ff}'
        )
}

/// The ids of headings in the order of the text, empty for one without; no two are the same.
pub(super) fn ids(headings: &[Heading]) -> Vec<String> {
    let mut taken = Taken::default();
    headings
        .iter()
        .map(|heading| {
            let id = match (&heading.own_id, &heading.slug) {
                (Some(id), _) => id.clone(),
                (None, Some(slug)) => taken.free(slug),
                (None, None) => return String::new(),
            };
            taken.ids.insert(id.clone());
            id
        })
        .collect()
}

/// The ids that are given to headings further up.
#[derive(Default)]
struct Taken<'a> {
    ids: HashSet<String>,
    /// By slug, the number up to which all are taken.
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Taken<'a> {
    fn free(&mut self, slug: &'a str) -> String {
        if !self.ids.contains(slug) {
            return slug.to_owned();
        }
        let number = self.numbers.entry(slug).or_default();
        loop {
            *number += 1;
            let id = format!("{slug}-{number}");
            if !self.ids.contains(&id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::markdown::blocks::parse;

    #[test]
    fn ids_are_those_of_hugo() {
        let check = |source: &str, expected: &str| {
            assert_eq!(parse(source, 0).heading_ids(), [expected], "{source}");
        };
        check("## *Één* [a](b.md) `c_d` ##", "één-a-c_d");
        check("## It's -- a \"test\"... ok", "its--a-test-ok");
        check("## a & b &amp; c \\* d", "a--b--c--d");
        check("## ![alt text](x.jpg) img", "alt-text-img");
        check("## a <b>bold</b> c", "a-bold-c");
        check("## a  double   space\ttab", "a--double---spacetab");
        check("## foot[^1]\n\n[^1]: x", "foot");
        check("## www.example.org and https://a.nl/b", "and");
        check("## ÄÖ İstanbul ẞ ①²", "äö-istanbul-ß-");
        check("## `code` -x- --", "code--x--");
        check("Setext *one*\ntwo\n---", "two");
        check("# C#", "c");
        check("# A {#b .c}", "b");
        check("# A { #b }", "b");
        check("# A {b}", "a-b");
        check("#", "");
        check("# !!!", "heading");
    }

    /// A number that was taken once is not looked for again: this took minutes.
    #[test]
    fn each_of_many_equal_headings_has_the_next_number() {
        let ids = parse(&"# a\n".repeat(25_000), 0).heading_ids();

        assert_eq!((&*ids[0], &*ids[24_999]), ("a", "a-24999"));
    }

    #[test]
    fn no_two_headings_have_one_id() {
        let blocks = parse("# a\n\n> # a\n\n# a-1\n\n- # a\n\n# b {#a-3}\n\n# a\n", 0);

        assert_eq!(
            blocks.heading_ids(),
            ["a", "a-1", "a-1-1", "a-2", "a-3", "a-4"]
        );
        assert_eq!(blocks.heading_at("a-2"), Some(21));
    }
}
