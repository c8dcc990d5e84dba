//! Words that other articles use: which go with what is typed, and which are nearly the same.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// So many are suggested.
const MOST: usize = 8;

/// The known words that go with what is typed, without those chosen already: first those that
/// start with it, then those that hold it; each by frequency, as `known` is.
pub fn suggest<'a>(
    known: &'a [(String, usize)],
    typed: &str,
    chosen: &[String],
) -> Vec<&'a (String, usize)> {
    let typed = folded(typed);
    let is_free = |word: &&(String, usize)| !chosen.contains(&word.0);
    let starts = |word: &&(String, usize)| folded(&word.0).starts_with(&typed);
    let holds = |word: &&(String, usize)| {
        let word = folded(&word.0);
        word.contains(&typed) && !word.starts_with(&typed)
    };
    let first = known.iter().filter(is_free).filter(starts);
    let then = known.iter().filter(is_free).filter(holds);
    first.chain(then).take(MOST).collect()
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

fn folded(word: &str) -> String {
    let lower = word.to_lowercase();
    lower
        .nfd()
        .filter(|&char| !is_combining_mark(char))
        .collect()
}

/// One letter more, or one other letter.
fn differ_by_one(short: &str, long: &str) -> bool {
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

    #[test]
    fn words_that_start_with_what_is_typed_come_first() {
        let known = known();
        let found = |typed: &str, chosen: &[String]| -> Vec<String> {
            let found = suggest(&known, typed, chosen).into_iter();
            found.map(|(word, _)| word.clone()).collect()
        };

        assert_eq!(found("F", &[]), ["ferry", "ferries", "café", "off-season"]);
        assert_eq!(found("CAFE", &[]), ["café"]);
        assert_eq!(found("fe", &["ferry".to_owned()]), ["ferries", "café"]);
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
