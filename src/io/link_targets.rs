//! The files that an article can link to by their place: those beside it, and those that the site
//! serves as they are.
//!
//! Limits: 5,000 of each, six folders within one another.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

const MOST: usize = 5_000;
const DEEPEST: usize = 6;
const ARTICLES: [&str; 4] = ["md", "markdown", "mdx", "html"];

/// The addresses of files. `beside`: the folder of the article; in `is_bundle` what is in its folders
/// belongs to it too. `served`: folders whose files have the addresses that they lie at.
pub fn find(beside: &Path, is_bundle: bool, served: &[PathBuf]) -> Vec<String> {
    let depth = if is_bundle { DEEPEST } else { 1 };
    let mut found = below(beside, depth, "");
    for folder in served {
        found.extend(below(folder, DEEPEST, "/"));
    }
    found
}

fn below(folder: &Path, depth: usize, prefix: &str) -> Vec<String> {
    let walk = WalkBuilder::new(folder)
        .max_depth(Some(depth))
        .follow_links(false)
        .git_ignore(false)
        .git_exclude(false)
        .git_global(false)
        .ignore(false)
        .parents(false)
        .sort_by_file_name(Ord::cmp)
        .build();
    let files = walk.filter_map(Result::ok).filter(|entry| {
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let ending = entry.path().extension().and_then(|ending| ending.to_str());
        is_file && !ending.is_some_and(|ending| ARTICLES.contains(&ending))
    });
    let names = files.filter_map(|entry| {
        let inside = entry.path().strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        Some(format!("{prefix}{}", parts?.join("/")))
    });
    names.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_beside_the_article_and_those_that_are_served_are_found() {
        let site = tempfile::tempdir().unwrap();
        for path in [
            "content/a/index.md",
            "content/a/boat.jpg",
            "content/a/map/m.pdf",
            "static/img/x y.png",
        ] {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let (beside, served) = (site.path().join("content/a"), site.path().join("static"));

        let found = find(&beside, true, std::slice::from_ref(&served));
        assert_eq!(found, ["boat.jpg", "map/m.pdf", "/img/x y.png"]);
        assert_eq!(find(&beside, false, &[]), ["boat.jpg"]);
        assert_eq!(
            find(Path::new("/no/such/folder"), true, &[]),
            [] as [&str; 0]
        );
    }
}
