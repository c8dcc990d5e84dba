//! The pictures of a site as they are listed: each with what was found of it, and how often it is named.

use std::{path::Path, sync::Arc};

use super::library::{Library, Use};
use crate::model::{finding::Finding, rule::Rule};

/// All that is listed, made off the frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    pub library: Library,
    /// Those of the site itself, by path.
    pub rows: Vec<Row>,
}

/// A picture in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In the library.
    pub at: usize,
    /// Below the root, with `/`.
    pub shown: String,
    /// The same in small letters: what is looked for among it.
    pub folded: String,
    /// What was found of the file.
    pub found: Vec<Rule>,
    /// Of each article that names it, its first place among the uses.
    pub named_at: Vec<usize>,
}

impl Row {
    /// So many articles name it.
    pub fn articles(&self) -> usize {
        self.named_at.len()
    }
}

impl Listed {
    /// `found`: of the files, in the order of their paths.
    pub fn new(library: Library, found: &[(Arc<Path>, Finding)]) -> Self {
        let pictures = library.pictures.iter().enumerate();
        let rows = pictures
            .filter(|(_, it)| !it.is_of_theme)
            .map(|(at, picture)| {
                let first = found.partition_point(|(path, _)| *path < picture.path);
                let own = found.iter().skip(first);
                let own = own.take_while(|(path, _)| *path == picture.path);
                let below = picture.path.strip_prefix(&library.around.root);
                let below = below.unwrap_or(&picture.path);
                let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
                let shown = names.join("/");
                Row {
                    at,
                    folded: shown.to_lowercase(),
                    shown,
                    found: own.map(|(_, finding)| finding.rule).collect(),
                    named_at: firsts(&picture.uses),
                }
            });
        let rows = rows.collect();
        Self { library, rows }
    }

    pub fn row_of(&self, path: &Path) -> Option<&Row> {
        let at = self.library.at(path)?;
        let place = self.rows.binary_search_by_key(&at, |row| row.at).ok()?;
        self.rows.get(place)
    }

    /// So many of a kind of finding.
    pub fn count(&self, rule: Rule) -> usize {
        self.rows
            .iter()
            .filter(|row| row.found.contains(&rule))
            .count()
    }
}

/// Where in the uses, which are in the order of the articles, those of each begin.
fn firsts(uses: &[Use]) -> Vec<usize> {
    let mut firsts = Vec::new();
    let mut before = None;
    for (at, one) in uses.iter().enumerate() {
        if before != Some(&one.article) {
            firsts.push(at);
        }
        before = Some(&one.article);
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        finding::Place,
        picture::library::{Around, SitePicture},
        said::said,
    };

    #[test]
    fn a_picture_has_what_was_found_of_its_file() {
        let path = |name: &str| -> Arc<Path> { Path::new("/s/static").join(name).into() };
        let around = Around {
            root: "/s".into(),
            ..Around::default()
        };
        let pictures = ["B.jpg", "a.jpg", "c.jpg"]
            .map(|name| SitePicture::new(path(name), 1, name == "c.jpg"));
        let library = Library::new(around, pictures.into());
        let finding = |rule| Finding::new(rule, Place::File, said!("check-image-unused"));
        let found = [
            (path("a.jpg"), finding(Rule::ImageUnused)),
            (path("a.jpg"), finding(Rule::ImageHeavy)),
        ];

        let listed = Listed::new(library, &found);

        let rows: Vec<_> = listed
            .rows
            .iter()
            .map(|row| (&*row.shown, row.found.len()))
            .collect();
        assert_eq!(rows, [("static/B.jpg", 0), ("static/a.jpg", 2)]);
        assert_eq!(listed.rows[0].folded, "static/b.jpg");
        assert_eq!(listed.count(Rule::ImageHeavy), 1);
        assert_eq!(
            listed.row_of(&path("a.jpg")).map(|row| row.found.len()),
            Some(2)
        );
        assert_eq!(listed.row_of(&path("c.jpg")), None);
    }
}
