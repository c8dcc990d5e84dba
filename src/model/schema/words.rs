//! Words that other articles use: which go with what is typed, and which are nearly the same.

use std::collections::HashSet;

use crate::model::folded::folded;

/// So many are suggested.
const MOST: usize = 8;

/// A word of the site that goes with what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    pub word: &'a str,
    /// Of the whole site.
    pub articles: usize,
    /// It is what is typed, but for case and accents.
    pub is_typed: bool,
}

/// The known words that go with what is typed, without those chosen already: what is typed itself,
/// then words that start with it, then those that hold it; of each first those of the section
/// (`here`), then those of the whole `site`, by frequency as both are given.
pub fn suggest<'a>(
    here: &'a [(String, usize)],
    site: &'a [(String, usize)],
    typed: &str,
    chosen: &[String],
) -> Vec<Suggestion<'a>> {
    let typed = folded(typed);
    let of_section: HashSet<&str> = here.iter().map(|(word, _)| word.as_str()).collect();
    let others = site
        .iter()
        .filter(|(word, _)| !of_section.contains(word.as_str()));
    let free = here
        .iter()
        .chain(others)
        .filter(|(word, _)| !chosen.contains(word));
    let mut found: Vec<(Fit, &(String, usize))> = free
        .filter_map(|word| Some((Fit::of(&word.0, &typed)?, word)))
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.truncate(MOST);
    let in_site = |word: &str| site.iter().find(|(other, _)| other == word);
    let suggested = found.into_iter().map(|(fit, (word, here))| Suggestion {
        word,
        articles: in_site(word).map_or(*here, |(_, articles)| *articles),
        is_typed: fit == Fit::Same,
    });
    suggested.collect()
}

/// How a word goes with what is typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    Starts,
    /// One of its words does.
    WordStarts,
    Holds,
}

impl Fit {
    /// `typed` is [`folded`].
    fn of(word: &str, typed: &str) -> Option<Self> {
        let word = folded(word);
        let before = |at: usize| word.get(..at).and_then(|text| text.chars().next_back());
        if word == typed {
            return Some(Self::Same);
        }
        if word.starts_with(typed) {
            return Some(Self::Starts);
        }
        let mut places = word.match_indices(typed).map(|(at, _)| at).peekable();
        places.peek()?;
        let is_start = |at| before(at).is_some_and(|char| !char.is_alphanumeric());
        Some(if places.any(is_start) {
            Self::WordStarts
        } else {
            Self::Holds
        })
    }
}

/// A known word that differs from `typed` by case, accents, a hyphen, a plural or one letter; the
/// most frequent one. `None` too where `typed` itself is known.
pub fn similar<'a>(known: &'a [(String, usize)], typed: &str) -> Option<&'a str> {
    if known.iter().any(|(word, _)| word == typed) {
        return None;
    }
    let bare = bare(typed);
    if bare.is_empty() {
        return None;
    }
    known
        .iter()
        .map(|(word, _)| word.as_str())
        .find(|word| is_near(&bare, &self::bare(word)))
}

/// The first two of these words that are nearly the same.
pub fn twins(words: &[String]) -> Option<(&str, &str)> {
    let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let mut named = words.iter().zip(&bare).enumerate();
    named.find_map(|(at, (word, own))| {
        let mut others = words.iter().zip(&bare).skip(at + 1);
        let is_twin = |other: &str| !own.is_empty() && is_near(own, other);
        let (other, _) = others.find(|(_, other)| is_twin(other))?;
        Some((word.as_str(), other.as_str()))
    })
}

/// Whether two bare words are nearly the same.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let rest = long.strip_prefix(short);
    let is_plural = short.chars().count() >= 3 && matches!(rest, Some("s" | "es" | "en" | "n"));
    is_plural || (short.chars().count() >= 5 && differ_by_one(short, long))
}

/// Without case, accents, blanks and hyphens.
pub(super) fn bare(word: &str) -> String {
    folded(word)
        .chars()
        .filter(|char| char.is_alphanumeric())
        .collect()
}

/// One letter more, or one other letter.
fn differ_by_one(short: &str, long: &str) -> bool {
    if long.len() - short.len() > char::MAX_LEN_UTF8 {
        return false;
    }
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let rest = |chars: &[char], from: usize| chars.get(from..).unwrap_or_default().to_vec();
    match long.len().checked_sub(short.len()) {
        Some(0) => rest(&short, same + 1) == rest(&long, same + 1),
        Some(1) => rest(&short, same) == rest(&long, same + 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<(String, usize)> {
        [
            ("ferry", 9),
            ("AI hardware", 5),
            ("café", 4),
            ("ferries", 1),
            ("off-season", 1),
        ]
        .map(|(word, count)| (word.to_owned(), count))
        .to_vec()
    }

    #[test]
    fn words_of_a_list_that_are_nearly_the_same_are_a_pair() {
        let twins = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            twins(&words).map(|(one, other)| format!("{one} {other}"))
        };

        assert_eq!(
            twins(&["haven", "pont", "Haven"]),
            Some("haven Haven".to_owned())
        );
        assert_eq!(
            twins(&["haven", "pont", "havens"]),
            Some("haven havens".to_owned())
        );
        assert_eq!(twins(&["haven", "avond", "…", "!"]), None);
    }

    #[track_caller]
    fn check(typed: &str, chosen: &[&str], expected: &[&str]) {
        let here = [("ferry", 2), ("off-season", 1)].map(|(word, count)| (word.to_owned(), count));
        let chosen: Vec<String> = chosen.iter().map(|&word| word.to_owned()).collect();
        let known = known();
        let found = suggest(&here, &known, typed, &chosen);
        let found: Vec<String> = found
            .iter()
            .map(|found| format!("{} {}", found.word, found.articles))
            .collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn words_that_start_with_what_is_typed_come_first_and_those_of_the_section_before_others() {
        check(
            "",
            &[],
            &[
                "ferry 9",
                "off-season 1",
                "AI hardware 5",
                "café 4",
                "ferries 1",
            ],
        );
        check(
            "F",
            &[],
            &["ferry 9", "ferries 1", "off-season 1", "café 4"],
        );
        check("CAFE", &[], &["café 4"]);
        check("fe", &["ferry"], &["ferries 1", "café 4"]);
        check("hard", &[], &["AI hardware 5"]);
        check("s", &[], &["off-season 1", "ferries 1"]);
    }

    #[test]
    fn what_differs_in_case_and_accents_alone_is_what_is_typed() {
        let known = known();
        let is_typed = |typed| {
            suggest(&[], &known, typed, &[])
                .first()
                .map(|found| found.is_typed)
        };

        assert_eq!(is_typed("Cafe"), Some(true));
        assert_eq!(is_typed("caf"), Some(false));
    }

    #[test]
    fn a_word_that_is_nearly_another_is_noticed() {
        let known = known();

        assert_eq!(similar(&known, "Ferry"), Some("ferry"));
        assert_eq!(similar(&known, "ai-hardware"), Some("AI hardware"));
        assert_eq!(similar(&known, "cafes"), Some("café"));
        assert_eq!(similar(&known, "ferrys"), Some("ferry"));
        assert_eq!(similar(&known, "offseason"), Some("off-season"));
        for other in ["ferry", "fer", "bread", "", "af"] {
            assert_eq!(similar(&known, other), None, "{other}");
        }
    }
}
