//! The folders of a site that hold articles.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    Site,
    bundle::{self, Role},
    new_article::Shape,
};

/// A folder below the content folder in which articles lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Below the content folder, with `/`; empty at its top.
    pub folder: String,
    pub articles: usize,
    /// How most of its articles lie in it.
    pub shape: Shape,
    /// The article that the list shows first.
    pub newest: PathBuf,
}

/// The section of the article at `path` of a site whose articles are in `content`.
pub fn section_in(content: &Path, path: &Path) -> String {
    let below = path.strip_prefix(content).unwrap_or(path);
    let folder = bundle::folder_of(below).unwrap_or(Path::new(""));
    let names: Vec<_> = folder.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

impl Site {
    /// The section of the article at `path`, as [`Section::folder`] names it.
    pub fn section_of(&self, path: &Path) -> String {
        section_in(&self.content, path)
    }

    /// Every folder that holds articles, the one with most first.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: BTreeMap<String, (usize, usize, PathBuf)> = BTreeMap::new();
        for entry in &self.articles {
            let role = Role::of(&entry.path);
            if role == Role::Branch {
                continue;
            }
            let (articles, bundles, _) = sections
                .entry(self.section_of(&entry.path))
                .or_insert_with(|| (0, 0, entry.path.clone()));
            *articles += 1;
            *bundles += usize::from(role == Role::Leaf);
        }
        let mut sections: Vec<Section> = sections
            .into_iter()
            .map(|(folder, (articles, bundles, newest))| Section {
                folder,
                articles,
                shape: if bundles * 2 > articles {
                    Shape::Bundle
                } else {
                    Shape::File
                },
                newest,
            })
            .collect();
        sections.sort_by_key(|section| std::cmp::Reverse(section.articles));
        sections
    }

    /// The archetype that Hugo would take for a section: its own, else the default.
    pub fn archetype_for(&self, section: &str) -> Option<&Path> {
        let kind = section.split('/').next().unwrap_or_default();
        let named = |name: &str| {
            let is_named = |path: &&PathBuf| bundle::name_of(path) == name;
            self.archetypes.iter().find(is_named)
        };
        named(kind)
            .or_else(|| named("default"))
            .map(PathBuf::as_path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::Entry;

    fn site(paths: &[&str]) -> Site {
        Site {
            archetypes: ["default.md", "posts.md", "news/index.md"]
                .map(|name| Path::new("/s/archetypes").join(name))
                .to_vec(),
            articles: paths
                .iter()
                .map(|path| Entry::read(Path::new("/s/content").join(path), ""))
                .collect(),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        }
    }

    #[test]
    fn a_bundle_lies_in_the_section_above_its_folder() {
        let site = site(&[]);
        let section = |path: &str| site.section_of(&Path::new("/s/content").join(path));

        assert_eq!(section("posts/a.md"), "posts");
        assert_eq!(section("posts/a/index.md"), "posts");
        assert_eq!(section("posts/_index.md"), "posts");
        assert_eq!(section("posts/2026/a.md"), "posts/2026");
        assert_eq!(section("about.md"), "");
    }

    #[test]
    fn the_largest_section_comes_first_with_its_usual_shape() {
        let site = site(&[
            "about.md",
            "posts/_index.md",
            "posts/a/index.md",
            "posts/b/index.md",
            "posts/c.md",
        ]);

        let sections = site.sections();

        assert_eq!(sections[0].folder, "posts");
        assert_eq!(sections[0].articles, 3);
        assert_eq!(sections[0].shape, Shape::Bundle);
        assert_eq!(sections[1].folder, "");
    }

    #[test]
    fn a_section_takes_its_own_archetype_else_the_default() {
        let site = site(&[]);
        let name = |section: &str| site.archetype_for(section).unwrap().to_owned();

        assert!(name("posts/2026").ends_with("posts.md"));
        assert!(name("news").ends_with("news/index.md"));
        assert!(name("essays").ends_with("default.md"));
    }
}
