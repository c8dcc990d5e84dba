//! Which articles a few letters find: those whose title or path has them in that order, the best first.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::{Articles, Site};

/// The places of the articles whose title or path has the letters of `query` in this order, best
/// first; all of them for an empty query. Case and accents do not matter.
pub fn fuzzy(articles: &Articles, site: &Site, query: &str) -> Vec<usize> {
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT.match_paths());
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, usize)> = articles
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let path = site.shown_path(&entry.path);
            let mut score =
                |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
            // A title is what writers remember; it counts a little more than a path.
            let by_title = score(&entry.title).map(|score| score + 8);
            let best = by_title.max(score(&path))?;
            Some((best, at))
        })
        .collect();
    scored.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    scored.into_iter().map(|(_, at)| at).collect()
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
}
