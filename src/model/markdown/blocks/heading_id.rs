//! The ids of headings, as Hugo makes them: of the letters that are read, less addresses and
//! dashes; of a heading over more lines, of the last one.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::Event;
use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

use super::{
    Dialect, Heading, Ids,
    events::{Placed, Within, as_set},
};

/// What the id of a heading is made of, from the events in it. `None`: a heading of nothing has no
/// id, nor one of tags and addresses. Of what is emphasised, struck or a link, the first piece
/// counts, up to a bracket or a mark.
pub(super) fn slug(events: Vec<Placed<'_>>, source: &str, dialect: &Dialect) -> Option<String> {
    let mut letters = String::new();
    let mut has_content = false;
    let mut depth = 0_usize;
    let mut has_first = false;
    let mut within = Within::default();
    for (event, range) in as_set(events, source, dialect) {
        within.take(&event);
        let is_passed = depth > 0 && has_first;
        match event {
            Event::Start(_) => {
                has_first &= depth > 0;
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                has_first = true;
            }
            Event::Text(_) | Event::Code(_) if within.is_bare || is_passed => {}
            Event::Text(text) => {
                has_content = true;
                match source.get(range) {
                    Some(written) if written.starts_with('&') && *written != *text => {
                        // One with a name is left out, one with a number leaves that.
                        let is_number = written.starts_with("&#");
                        letters.push_str(if is_number { written } else { "&;" });
                        continue;
                    }
                    // The name of an emoji stays.
                    Some(written) if written.starts_with(':') && *written != *text => {
                        letters.push_str(written);
                    }
                    _ if depth > 0 => letters.push_str(text.split('[').next().unwrap_or_default()),
                    _ => letters.push_str(&text),
                }
                has_first = true;
            }
            Event::Code(code) => {
                has_first = true;
                has_content |= !code.is_empty();
                letters.push_str(&code);
            }
            Event::SoftBreak | Event::HardBreak => {
                letters.clear();
                has_content = false;
            }
            _ => {}
        }
    }
    has_content.then(|| of_letters(&letters, dialect.ids))?
}

fn of_letters(letters: &str, ids: Ids) -> Option<String> {
    let letters = letters.trim();
    let slug: String = match ids {
        Ids::Letters => letters.chars().filter_map(slug_letter).collect(),
        Ids::Ascii => {
            let plain = letters.nfd().filter(char::is_ascii);
            plain.filter_map(slug_letter).collect()
        }
        Ids::Words => words(letters),
        Ids::None => return None,
    };
    let is_empty = slug.is_empty();
    Some(if is_empty { "heading".to_owned() } else { slug })
}

/// The words in small, with one hyphen between them.
fn words(text: &str) -> String {
    let is_between = |c: char| !(is_letter(c) || is_digit(c));
    let words = text.split(is_between).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Letters and digits in small, spaces and hyphens as hyphens, nothing else.
fn slug_letter(c: char) -> Option<char> {
    match c {
        '-' | ' ' => Some('-'),
        '_' => Some('_'),
        c if is_letter(c) || is_digit(c) => c.to_lowercase().next(),
        _ => None,
    }
}

/// No number in letters: `Ⅰ`.
fn is_letter(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Letter
}

/// Whether it counts from 0 to 9 in some script: no fraction, no number in a circle.
fn is_digit(c: char) -> bool {
    c.general_category() == GeneralCategory::DecimalNumber
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
