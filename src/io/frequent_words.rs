//! The words of a site that look like names, and how many articles each is in.
//!
//! Limits: an article is read to `MOST_BYTES`; a word that stands in fewer articles than make a
//! name of it is left out.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use crate::{
    io::{beneath, spelling::ENOUGH_ARTICLES},
    model::{
        front_matter,
        spelling::{compared, words},
    },
};

const MOST_BYTES: u64 = 1 << 20;

/// Reads all articles; takes as long as that.
pub fn count(root: &Path, articles: &[PathBuf]) -> BTreeMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for path in articles {
        let Ok(Some(text)) = beneath::read_text(root, path, MOST_BYTES) else {
            continue;
        };
        for word in names_in(&text) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let enough = |(_, count): &(String, usize)| *count >= ENOUGH_ARTICLES;
    counts.into_iter().filter(enough).collect()
}

/// The words with a capital or a digit.
fn names_in(text: &str) -> BTreeSet<String> {
    let body_from = front_matter::glance(text).head.end;
    words(text, text.floor_char_boundary(body_from))
        .into_iter()
        .filter_map(|range| text.get(range))
        .filter(|word| word.contains(|c: char| c.is_uppercase() || c.is_numeric()))
        .map(compared)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn names_are_counted_by_the_articles_that_they_are_in() {
        let site = tempfile::tempdir().unwrap();
        let mut paths = Vec::new();
        for (at, text) in [
            "Wierhaven Wierhaven",
            "Wierhaven, Oost",
            "---\ntitle: Oost\n---\nWierhaven",
        ]
        .iter()
        .enumerate()
        {
            let path = site.path().join(format!("{at}.md"));
            fs::write(&path, text).unwrap();
            paths.push(path);
        }

        let counted = count(site.path(), &paths);

        assert_eq!(counted, [("Wierhaven".to_owned(), 3)].into());
    }
}
