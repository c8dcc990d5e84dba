//! Which articles lead to which, as their texts were read.
//!
//! What an article leads to is remembered by its hash, 8 bytes a link: it is only ever asked whether
//! something is led to. Another article in its place, or under its address, is led to as well.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher as _},
    path::Path,
    sync::Arc,
};

use super::{
    Entry, Site,
    address::bare,
    hugo::{Node, Table},
    keys::{self, MENUS},
    kind::Kind,
    status::State,
};

/// What a link leads to.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum To<'a> {
    /// From the root of the site.
    Address(&'a str),
    File(&'a Path),
}

/// The keys of a menu's entries that name a page, in small letters.
const NAMES: [&str; 2] = [keys::URL, "pageref"];
/// So deep are menus looked for in settings: those of a language are in two tables.
const MENUS_DEPTH: usize = 3;

/// What the text of an article leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinksOut {
    /// Each once, in the order of the hashes.
    to: Box<[u64]>,
    /// It leads somewhere where nothing is.
    is_broken: bool,
}

impl LinksOut {
    pub fn new<'a>(to: impl IntoIterator<Item = To<'a>>, is_broken: bool) -> Self {
        let to: BTreeSet<u64> = to.into_iter().map(hash).collect();
        Self {
            to: to.into_iter().collect(),
            is_broken,
        }
    }
}

fn hash(to: To<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match to {
        To::Address(address) => bare(address).hash(&mut hasher),
        To::File(path) => path.as_os_str().hash(&mut hasher),
    }
    hasher.finish()
}

/// The links of all articles of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linking {
    articles: HashMap<Arc<Path>, LinksOut>,
    /// How many articles lead there.
    led_to: HashMap<u64, u32>,
    /// What the menus of the settings name, without slashes at the ends.
    menus: BTreeSet<String>,
}

impl Linking {
    /// Of a site whose texts are not read yet.
    pub fn of(site: &Site) -> Self {
        let mut linking = Self::default();
        linking.take_menus(&site.settings.tree, MENUS_DEPTH);
        linking
    }

    fn take_menus(&mut self, table: &Table, depth: usize) {
        for (key, node) in table.iter() {
            if MENUS.contains(&key) {
                self.take_names(node, MENUS_DEPTH);
            } else if let (Some(inner), Some(less)) = (node.table(), depth.checked_sub(1)) {
                self.take_menus(inner, less);
            }
        }
    }

    fn take_names(&mut self, node: &Node, depth: usize) {
        for item in node.items() {
            let Some(table) = item.table() else { continue };
            for (key, node) in table.iter() {
                if NAMES.contains(&key) {
                    let names = node.text();
                    self.menus.extend(names.map(|name| slashed(&name)));
                } else if let Some(less) = depth.checked_sub(1) {
                    self.take_names(node, less);
                }
            }
        }
    }

    /// What the article at a path leads to now.
    pub fn set(&mut self, path: &Arc<Path>, out: LinksOut) {
        self.remove(path);
        for to in &out.to {
            *self.led_to.entry(*to).or_default() += 1;
        }
        self.articles.insert(Arc::clone(path), out);
    }

    /// The article at a path is gone.
    pub fn remove(&mut self, path: &Path) {
        for to in self
            .articles
            .remove(path)
            .into_iter()
            .flat_map(|out| out.to)
        {
            if let Some(count) = self.led_to.get_mut(&to) {
                *count -= 1;
                if *count == 0 {
                    self.led_to.remove(&to);
                }
            }
        }
    }

    /// Whether a link or a picture of an article leads where nothing is.
    pub(super) fn is_broken(&self, path: &Path) -> bool {
        self.articles.get(path).is_some_and(|out| out.is_broken)
    }

    /// Whether an article in this state, which people can see, is named by no other and by no menu: only
    /// lists that a theme makes lead to it.
    pub(super) fn is_orphan(&self, entry: &Entry, state: State) -> bool {
        let Ok(page) = &entry.page else { return false };
        let is_seen = state.is_public() || state == State::Unknown;
        if !is_seen || page.kind != Kind::Page {
            return false;
        }
        let own = self.articles.get(&entry.path);
        let is_own = |to: &u64| own.is_some_and(|own| own.to.binary_search(to).is_ok());
        let is_led_to = |to: u64| {
            let count = self.led_to.get(&to).copied().unwrap_or_default();
            count > u32::from(is_own(&to))
        };
        let is_in_menu = || {
            let is_named = |name: &str| self.menus.contains(&slashed(name));
            is_named(&page.address)
                || is_named(&page.key)
                || MENUS.iter().any(|key| entry.head.has_value_at(key))
        };
        !names_of(entry).any(is_led_to) && !is_in_menu()
    }

    /// Whether an article leads to one of those with these names.
    pub(super) fn leads_to(&self, path: &Path, names: &HashSet<u64>) -> bool {
        let out = self.articles.get(path);
        out.is_some_and(|out| out.to.iter().any(|to| names.contains(to)))
    }
}

/// All that links may name an article by.
pub(super) fn names_of(entry: &Entry) -> impl Iterator<Item = u64> {
    let page = entry.page.as_deref().ok();
    let aliases = page.into_iter().flat_map(|page| &page.aliases);
    let addresses = page
        .map(|page| &page.address)
        .into_iter()
        .chain(aliases)
        .filter(|address| !address.is_empty());
    let addresses = addresses.map(|address| hash(To::Address(address)));
    addresses.chain([hash(To::File(&entry.path))])
}

/// From the root, without a slash at the end.
fn slashed(name: &str) -> String {
    format!("/{}", bare(name).trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf};

    use proptest::{collection::vec, option, prop_assert_eq, proptest};

    use super::*;
    use crate::model::site::{
        cases::Memory,
        hugo::{Asked, Settings},
    };

    fn path(number: usize) -> PathBuf {
        PathBuf::from(format!("/s/content/a{number}.md"))
    }

    fn site() -> Site {
        let entry = |number| {
            let head = match number {
                4 => "menu: main\n",
                5 => "draft: true\n",
                6 => "aliases: [/old/]\n",
                _ => "",
            };
            Entry::read(path(number), &format!("---\ntitle: A\n{head}---\n"))
        };
        let mut settings = Settings::default();
        settings.files.push("hugo.toml".to_owned());
        let mut site = Site {
            articles: (0..8).map(entry).collect(),
            settings: Arc::new(settings),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };
        site.settle();
        site
    }

    fn orphans(site: &Site, linking: &Linking) -> Vec<usize> {
        let is_orphan = |number: &usize| {
            let mut entries = site.articles.iter();
            let entry = entries.find(|entry| *entry.path == *path(*number)).unwrap();
            linking.is_orphan(entry, site.verdict(entry, 0).state)
        };
        (0..8).filter(is_orphan).collect()
    }

    #[test]
    fn what_no_other_article_and_no_menu_names_is_an_orphan() {
        let site = site();
        let mut linking = Linking::of(&site);
        assert_eq!(orphans(&site, &linking), [0, 1, 2, 3, 6, 7]);

        let third = path(2);
        let to = [To::Address("/a1/"), To::File(&third), To::Address("/old")];
        linking.set(&path(1).into(), LinksOut::new(to, true));

        // Its own link to itself does not count.
        assert_eq!(orphans(&site, &linking), [0, 1, 3, 7]);
        assert!(linking.is_broken(&path(1)) && !linking.is_broken(&path(2)));
        linking.remove(&path(1));
        assert_eq!(linking, Linking::of(&site));
    }

    #[test]
    fn what_a_menu_of_the_settings_names_is_none() {
        let mut site = site();
        let mut files = Memory::default();
        let text = "[[menus.main]]\nname = 'A'\npageRef = '/a1'\n[[languages.en.menus.main]]\nurl = '/a2/'\n";
        files.0.insert("hugo.toml".to_owned(), text.to_owned());
        let settings = Settings::read(&files, &Asked::default());
        site.settings = Arc::new(settings);
        site.settle();

        assert_eq!(orphans(&site, &Linking::of(&site)), [0, 3, 6, 7]);
    }

    proptest! {
        #[test]
        fn links_that_come_and_go_are_those_that_are_there(
            deeds in vec((0..4_usize, option::of(vec(0..4_usize, 0..3))), 0..12),
        ) {
            let names = ["/a", "/b", "/c", "/d"];
            let mut linking = Linking::default();
            let mut there: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (number, to) in deeds {
                if let Some(to) = to {
                    let out = to.iter().map(|at| To::Address(names[*at]));
                    linking.set(&path(number).into(), LinksOut::new(out, false));
                    there.insert(number, to);
                } else {
                    linking.remove(&path(number));
                    there.remove(&number);
                }
            }
            let mut fresh = Linking::default();
            for (number, to) in there {
                let out = to.iter().map(|at| To::Address(names[*at]));
                fresh.set(&path(number).into(), LinksOut::new(out, false));
            }
            prop_assert_eq!(linking, fresh);
        }
    }
}
