//! Which articles a few letters find: those whose title or path has them in that order, the best first.

use std::cmp::Reverse;

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::{Articles, Site};
use crate::model::folded::folded;

/// The places of the articles whose title or path has the letters of `query` in this order, best
/// first; all of them for an empty query. Case and accents do not matter.
pub fn fuzzy(articles: &Articles, site: &Site, query: &str) -> Vec<usize> {
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT.match_paths());
    let mut letters = Vec::new();
    let wanted = folded(query.trim());
    let mut scored: Vec<(Nearness, u32, usize)> = articles
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let path = site.shown_path(&entry.path);
            let mut score =
                |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
            // A title is what writers remember; it counts a little more than a path.
            let by_title = score(&entry.title).map(|score| score + 8);
            let best = by_title.max(score(&path))?;
            Some((Nearness::of(&folded(&entry.title), &wanted), best, at))
        })
        .collect();
    scored.sort_by_key(|&(nearness, score, at)| (Reverse((nearness, score)), at));
    scored.into_iter().map(|(.., at)| at).collect()
}

/// How a title has what is typed, the nearest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// Its letters, or the path has them.
    Letters,
    /// The words as they are typed.
    Within,
    Begins,
    Whole,
}

impl Nearness {
    fn of(title: &str, wanted: &str) -> Self {
        if wanted.is_empty() {
            Self::Letters
        } else if title == wanted {
            Self::Whole
        } else if title.starts_with(wanted) {
            Self::Begins
        } else if title.contains(wanted) {
            Self::Within
        } else {
            Self::Letters
        }
    }
}

/// Which characters of a text are what was found by `query`, counted from 0, in order; none where it does not
/// have them.
pub fn found_in(text: &str, query: &str, matcher: &mut Matcher) -> Vec<usize> {
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let (mut letters, mut found) = (Vec::new(), Vec::new());
    let text = Utf32Str::new(text, &mut letters);
    if pattern.indices(text, matcher, &mut found).is_none() {
        return Vec::new();
    }
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .filter_map(|at| at.try_into().ok())
        .collect()
}

/// What [`found_in`] looks with: it is large, and for many texts.
pub fn matcher() -> Matcher {
    Matcher::new(Config::DEFAULT)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::site::Entry;

    fn site(titles: &[(&str, &str)]) -> Site {
        let articles = titles
            .iter()
            .map(|(path, title)| {
                Entry::read(
                    PathBuf::from("/site/content").join(path),
                    &format!("---\ntitle: \"{title}\"\n---\n"),
                )
            })
            .collect();
        Site {
            title: "Site".to_owned(),
            articles,
            ..Site::empty(PathBuf::from("/site"), PathBuf::from("/site/content"))
        }
    }

    #[test]
    fn going_to_finds_letters_in_their_order_without_accents() {
        let site = site(&[("a.md", "Brood"), ("b.md", "Eén café"), ("c.md", "Boord")]);

        assert_eq!(fuzzy(&site.articles, &site, "een cafe"), [1]);
        assert_eq!(fuzzy(&site.articles, &site, "brood").first(), Some(&0));
        assert_eq!(fuzzy(&site.articles, &site, ""), [0, 1, 2]);
    }

    #[test]
    fn a_title_as_it_is_typed_comes_before_its_words_in_another_order() {
        let site = site(&[
            ("a.md", "Verkeer raad brug"),
            ("b.md", "Over de brug raad verkeer"),
            ("c.md", "Brug raad verkeer en meer"),
            ("brug-raad-verkeer.md", "Iets anders"),
            ("d.md", "Brug raad verkeer"),
        ]);

        let found = fuzzy(&site.articles, &site, "brug raad verkeer");

        assert_eq!(found[..3], [4, 2, 1]);
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn what_was_found_is_told_by_its_characters() {
        let mut matcher = matcher();

        assert_eq!(found_in("Eén café", "caf", &mut matcher), [4, 5, 6]);
        assert_eq!(found_in("Eén café", "x", &mut matcher), [] as [usize; 0]);
        assert_eq!(found_in("Eén café", "", &mut matcher), [] as [usize; 0]);
    }
}
