//! The folders of a site that hold articles: how those of each lie in it, how the newest are named, and
//! what a new one begins from.

use std::{collections::BTreeMap, path::Path};

use super::{
    Entry, Site,
    bundle::{self, Role},
    new_article::{Archetype, Shape},
};
use crate::model::schema::{FileName, Form};

/// A folder below the content folder in which articles lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Below the content folder, with `/`; empty at its top.
    pub folder: String,
    pub articles: usize,
    /// How most of its articles lie in it.
    pub shape: Shape,
    /// How the newest of them are named.
    pub names: FileName,
}

/// So many of the newest articles say how they are named, and are begun from.
const NEWEST: usize = 20;

impl Section {
    /// The top folder, with nothing in it.
    pub fn top() -> Self {
        Self {
            folder: String::new(),
            articles: 0,
            shape: Shape::File,
            names: FileName::default(),
        }
    }
}

/// What is counted of a section.
#[derive(Default)]
struct Counted {
    articles: usize,
    bundles: usize,
    /// The newest first: of its file or folder, and what follows that.
    names: Vec<(String, String)>,
}

impl Counted {
    fn add(&mut self, path: &Path, role: Role) {
        self.articles += 1;
        self.bundles += usize::from(role == Role::Leaf);
        if self.names.len() < NEWEST {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let (stem, ending) = file.split_at(file.find('.').unwrap_or(file.len()));
            let name = match role {
                Role::Leaf => bundle::name_of(path),
                Role::Single | Role::Branch => stem.to_owned(),
            };
            self.names.push((name, ending.to_owned()));
        }
    }

    fn section(self, folder: String) -> Section {
        let names = self.names.iter().map(|(name, ending)| (&**name, &**ending));
        Section {
            folder,
            articles: self.articles,
            shape: if self.bundles * 2 > self.articles {
                Shape::Bundle
            } else {
                Shape::File
            },
            names: FileName::learned(names),
        }
    }
}

/// The section of the article at `path` of a site whose articles are in `content`.
pub fn section_in(content: &Path, path: &Path) -> String {
    // What is content beside the folder of the site is in none of its sections.
    let below = path.strip_prefix(content).unwrap_or(Path::new(""));
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
        let mut sections: BTreeMap<String, Counted> = BTreeMap::new();
        for entry in &self.articles {
            let role = Role::of(&entry.path);
            if role == Role::Branch {
                continue;
            }
            let section = sections.entry(self.section_of(&entry.path));
            section.or_default().add(&entry.path, role);
        }
        let mut sections: Vec<Section> = sections
            .into_iter()
            .map(|(folder, counted)| counted.section(folder))
            .collect();
        sections.sort_by_key(|section| std::cmp::Reverse(section.articles));
        sections
    }

    /// The archetype that Hugo would take for a section: its own, else the default.
    pub fn archetype_for(&self, section: &str) -> Option<&Archetype> {
        let kind = section.split('/').next().unwrap_or_default();
        let named = |name: &str| {
            let is_named = |it: &&Archetype| bundle::name_of(&it.path) == name;
            self.archetypes.iter().find(is_named)
        };
        named(kind).or_else(|| named("default"))
    }

    /// Of the newest articles of a section the one that is most like the others, which have this
    /// form: a new one can begin with its head.
    pub fn sibling_in(&self, folder: &str, form: &Form) -> Option<&Path> {
        let is_sibling = |entry: &&Entry| {
            let is_article = Role::of(&entry.path) != Role::Branch;
            is_article && entry.problem.is_none() && self.section_of(&entry.path) == folder
        };
        let newest = self.articles.iter().filter(is_sibling).take(NEWEST);
        let alike = newest.min_by_key(|entry| form.strangeness(&entry.head));
        alike.map(|entry| &*entry.path)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::schema::Schema;

    fn site(paths: &[&str]) -> Site {
        Site {
            archetypes: ["default.md", "posts.md", "news/index.md"]
                .map(|name| Archetype::read(Path::new("/s/archetypes").join(name), ""))
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
        let name = |section: &str| site.archetype_for(section).unwrap().path.clone();

        assert!(name("posts/2026").ends_with("posts.md"));
        assert!(name("news").ends_with("news/index.md"));
        assert!(name("essays").ends_with("default.md"));
    }

    #[test]
    fn a_section_names_its_files_as_the_newest_are() {
        let site = site(&[
            "posts/2026-01-02-a.nl.md",
            "posts/2026-01-01-b.nl.md",
            "about.md",
        ]);
        let now: jiff::Timestamp = "2026-02-24T08:00:00Z".parse().unwrap();
        let now = now.to_zoned_datetime(jiff::tz::TimeZone::UTC);

        let names = &site.sections()[0].names;

        assert_eq!(names.filled("ferry", &now), "2026-02-24-ferry");
        assert_eq!(names.ending, ".nl.md");
    }

    #[test]
    fn a_new_article_begins_as_the_most_usual_of_the_newest() {
        let article = |name: &str, head: &str| {
            let path = Path::new("/s/content/posts").join(name);
            Entry::read(path, &format!("---\n{head}---\n"))
        };
        let usual = "title: a\ndate: 2026-01-01\ntags: [a]\n";
        let mut site = site(&[]);
        site.articles = vec![
            article("odd.md", "title: a\nlayout: wide\n"),
            article("broken.md", "title: [\n"),
            article("usual.md", usual),
            article("older.md", usual),
        ]
        .into();
        let heads = site.articles.iter().map(|entry| ("posts", &entry.head));
        let schema = Schema::learn(heads);
        let form = schema.form("posts");

        let sibling = site.sibling_in("posts", form);

        assert_eq!(sibling, Some(Path::new("/s/content/posts/usual.md")));
        let follows = |text: &str| form.follows(&Archetype::read(PathBuf::new(), text).head);
        assert!(follows(
            "---\ntitle: '{{ .Name }}'\ndate: {{ .Date }}\ntags: []\ndraft: true\n---\n"
        ));
        assert!(!follows(
            "+++\ntitle = '{{ .Name }}'\ndate = '{{ .Date }}'\n+++\n"
        ));
        assert!(!follows("---\ntitle: a\nmood: b\nweather: c\n---\n"));
    }
}
