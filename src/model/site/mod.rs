//! A folder of articles as its generator reads it: settings, pages, states, addresses, links.

pub mod address;
pub mod articles;
pub mod bundle;
pub mod entry;
pub mod fuzzy;
pub mod generator;
pub mod headline;
pub mod hooks;
pub mod hugo;
pub mod kept_own;
pub mod keys;
pub mod kind;
mod languages;
pub mod limits;
pub mod linking;
pub mod links;
mod list_dates;
pub mod listed;
pub mod names;
pub mod naming;
pub mod new_article;
pub mod own;
mod packed_entry;
pub mod pages;
pub mod query;
mod resolved;
pub mod section;
pub mod shortcodes;
pub mod status;
pub mod stopping;
mod taken_in;

use std::{
    borrow::Cow,
    cmp::Ordering,
    path::{MAIN_SEPARATOR, Path, PathBuf},
    sync::Arc,
};

pub use articles::{Articles, Changed};
pub use entry::Entry;
use hooks::Hooks;
use hugo::Settings;
use jiff::tz::TimeZone;
use links::Links;
use new_article::Archetype;
use pages::Pages;
pub use resolved::Rivals;
use shortcodes::Shortcodes;
pub use taken_in::Moves;

use super::{date::Tongue, said::Said};

/// A folder that was opened: a Hugo site, or any folder with markdown.
///
/// More than twelve fields: what is read of a folder goes from thread to window as one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The opened folder, canonical.
    pub root: PathBuf,
    /// Where the articles are: `root/content` for Hugo, `root` where there is no such folder; below
    /// the root, or where the writer allowed it.
    pub content: PathBuf,
    /// The title in the site's settings, else the folder's name.
    pub title: String,
    pub settings: Arc<Settings>,
    pub shortcodes: Arc<Shortcodes>,
    pub hooks: Hooks,
    /// The files of the site's `archetypes` folder that a new article can start from.
    pub archetypes: Vec<Archetype>,
    /// Newest first.
    pub articles: Articles,
    /// What of its settings and ignore files is not read, one line each.
    pub problems: Vec<Said>,
    /// Folders that its settings name outside of it, and that the writer may allow.
    pub outside: Vec<PathBuf>,
    /// When it was read, in seconds since 1970; for Hugos to which that counts.
    pub read_at_secs: i64,
    /// Another one whenever the list of articles is another.
    pub revision: u64,
    /// What happened to the list last.
    pub moves: Moves,
    /// The next moment at which an article changes its state, as far as it was looked for.
    pub changes_at_secs: Option<i64>,
    /// Both follow from the articles by [`settle`](Self::settle) and [`update`](Self::update).
    pub pages: Pages,
    pub links: Links,
}

impl Site {
    /// A site of which nothing is known but where it is.
    pub fn empty(root: PathBuf, content: PathBuf) -> Self {
        Self {
            root,
            content,
            title: String::new(),
            settings: Arc::default(),
            shortcodes: Arc::default(),
            hooks: Hooks::default(),
            archetypes: Vec::new(),
            articles: Articles::default(),
            problems: Vec::new(),
            outside: Vec::new(),
            read_at_secs: 0,
            revision: 0,
            moves: Moves::default(),
            changes_at_secs: None,
            pages: Pages::default(),
            links: Links::default(),
        }
    }

    /// The host of the site's address, `example.org`, if the settings say it.
    pub fn host(&self) -> Option<&str> {
        let host = &self.settings.languages.default_one()?.base.host;
        Some(&**host).filter(|host| !host.is_empty())
    }

    /// The zone of the site's settings, for dates that are new.
    pub fn time_zone(&self) -> Option<&TimeZone> {
        self.settings.languages.default_one()?.zone.as_ref()
    }

    /// How days are named in the language of the site, where its settings say which that is.
    pub fn tongue(&self) -> Option<&'static Tongue> {
        let language = self.settings.languages.default_one()?;
        Tongue::of(&language.locale)
    }

    /// The path to show for a file: below the content folder or the root.
    pub fn shown_path<'a>(&self, path: &'a Path) -> Cow<'a, str> {
        path.strip_prefix(&self.content)
            .or_else(|_| path.strip_prefix(&self.root))
            .unwrap_or(path)
            .to_string_lossy()
    }

    /// A message with the paths below the root as they are below it: `content/posts/a.md`.
    pub fn shortened<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let root = format!("{}{MAIN_SEPARATOR}", self.root.display());
        if root.len() <= 2 || !text.contains(&root) {
            return text.into();
        }
        // Where a path begins, not within another one.
        let shortened = ["(", " "].iter().fold(text.to_owned(), |text, before| {
            text.replace(&format!("{before}{root}"), before)
        });
        shortened.into()
    }

    /// Puts all articles in their order.
    fn sort(&mut self) {
        self.articles.sort_by(in_list_order);
    }

    /// The place of an article in the list.
    pub fn place_of(&self, path: &Path) -> Option<usize> {
        if let Some(at) = self.linked_at(path).and_then(|it| self.place_of_linked(it)) {
            return Some(at);
        }
        // As bytes: comparing paths part by part costs ten times as much.
        let path = path.as_os_str();
        let mut entries = self.articles.iter();
        entries.position(|entry| entry.path.as_os_str() == path)
    }

    /// The same of one that has a page, without a look at all of them.
    fn place_of_linked(&self, linked: &Entry) -> Option<usize> {
        let is_before = |entry: &Entry| in_list_order(entry, linked) == Ordering::Less;
        let at = self.articles.partition_point(is_before);
        let found = self.articles.get(at)?;
        (found.path == linked.path).then_some(at)
    }
}

/// Newest first, undated ones last; then by title and path.
pub fn in_list_order(a: &Entry, b: &Entry) -> Ordering {
    b.date_secs
        .cmp(&a.date_secs)
        .then_with(|| a.title.cmp(&b.title))
        .then_with(|| a.path.cmp(&b.path))
}

#[cfg(test)]
mod cases;

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, date_secs: Option<i64>) -> Entry {
        Entry {
            date_secs,
            ..Entry::read(PathBuf::from(path), "")
        }
    }

    fn site(articles: Vec<Entry>) -> Site {
        let mut site = Site {
            articles: articles.into(),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };
        site.settle();
        site
    }

    fn titles(site: &Site) -> Vec<&str> {
        site.articles
            .iter()
            .map(|entry| entry.title.as_str())
            .collect()
    }

    #[test]
    fn the_newest_article_comes_first_and_undated_ones_last() {
        let site = site(vec![
            entry("/s/none.md", None),
            entry("/s/old.md", Some(1)),
            entry("/s/new.md", Some(2)),
        ]);

        assert_eq!(titles(&site), ["new", "old", "none"]);
    }

    #[test]
    fn a_message_names_a_file_of_the_site_without_the_folders_above_it() {
        let site = site(Vec::new());

        assert_eq!(
            site.shortened("Not saved: full (/s/content/a.md), (/elsewhere/s/b.md)"),
            "Not saved: full (content/a.md), (/elsewhere/s/b.md)"
        );
    }

    #[test]
    fn a_changed_article_moves_to_its_new_place() {
        let mut site = site(vec![entry("/s/a.md", Some(1)), entry("/s/b.md", Some(2))]);

        site.update(vec![(
            PathBuf::from("/s/a.md"),
            Some(entry("/s/a.md", Some(3))),
        )]);

        assert_eq!(titles(&site), ["a", "b"]);
    }

    #[test]
    fn an_article_that_is_gone_leaves_the_list() {
        let mut site = site(vec![entry("/s/a.md", Some(1)), entry("/s/b.md", Some(2))]);

        site.update(vec![(PathBuf::from("/s/a.md"), None)]);

        assert_eq!(titles(&site), ["b"]);
    }
}
