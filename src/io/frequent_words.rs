//! The words of a site that look like names, and how many articles each is in.
//!
//! Limits: articles over 1 MiB, in another encoding than UTF-8 or outside of the site are left out, and
//! so are words that stand in fewer than three articles.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use crate::{
    io::{beneath, spelling::ENOUGH_ARTICLES},
    model::{markdown::blocks::Dialect, spelling},
};

const MOST_BYTES: u64 = 1 << 20;

/// Reads all articles of a site that is set up so; takes as long as that.
pub fn count(root: &Path, articles: &[PathBuf], dialect: Dialect) -> BTreeMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for path in articles {
        let Ok(Some(text)) = beneath::read_text(root, path, MOST_BYTES) else {
            continue;
        };
        for word in spelling::names_in_body(dialect, &text) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let enough = |(_, count): &(String, usize)| *count >= ENOUGH_ARTICLES;
    counts.into_iter().filter(enough).collect()
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

        let counted = count(site.path(), &paths, Dialect::HUGO);

        assert_eq!(counted, [("Wierhaven".to_owned(), 3)].into());
    }
}
