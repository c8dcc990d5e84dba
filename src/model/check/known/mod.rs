//! What is counted once of a site, and asked of each of its articles: titles, words, addresses, and the
//! habits of sections.
//!
//! Limits: a section of fewer than five articles has no habit; 1,000 addresses are compared with one
//! that leads nowhere.

mod kept;
mod made;

use std::{
    collections::HashMap,
    ffi::OsStr,
    hash::{BuildHasher as _, RandomState},
    path::Path,
    sync::Arc,
};

use hashbrown::HashTable;
use kept::{Numbered, Ordered};
use made::Made;

use crate::model::site::{
    Changed, Entry, Site,
    address::bare,
    bundle::{self, Role},
    kind::Kind,
    links::joined,
    pages::{NoPage, Page},
};

/// Fewer articles of a section have no habit.
const ENOUGH: usize = 5;

/// So many addresses are compared with one that leads nowhere.
const MOST_ALIKE: usize = 1_000;

/// Of articles that came, went and changed one after another it is the same as of those that are there: what
/// one had is taken out, and what it has put in. The tables are copied for it, a number an article each.
#[derive(Clone, Debug)]
pub struct Known {
    entries: Numbered,
    hashes: RandomState,
    /// How many articles of a language and section have a title, by the hash of these; capitals do not count.
    titles: HashMap<u64, u32>,
    /// How many articles a section has, and how many of them have a date.
    dated: HashMap<String, (usize, usize)>,
    made: Arc<Made>,
    aliases: Ordered,
    addresses: Ordered,
    /// The last part of the key.
    names: Ordered,
    /// Those for which nothing is built.
    stopping: Ordered,
    /// All articles, by the hashes of their paths.
    paths: HashTable<u32>,
    /// All articles, by the hashes of what is the same of files that take each other's place.
    doubles: HashTable<u32>,
}

impl Default for Known {
    /// Of no site.
    fn default() -> Self {
        Self {
            entries: Numbered::default(),
            hashes: RandomState::new(),
            titles: HashMap::new(),
            dated: HashMap::new(),
            made: Arc::default(),
            aliases: Ordered::by(alias),
            addresses: Ordered::by(address),
            names: Ordered::by(name),
            stopping: Ordered::by(|_, _| ""),
            paths: HashTable::new(),
            doubles: HashTable::new(),
        }
    }
}

impl Known {
    pub fn of(site: &Site) -> Self {
        let mut known = Self {
            made: Made::of(site).into(),
            ..Self::default()
        };
        for entry in site.articles.shared() {
            known.add(entry);
        }
        known.settle();
        known
    }

    /// The same of the list that became this one by these changes.
    #[must_use]
    pub fn after(&self, site: &Site, changed: &Changed<'_>) -> Self {
        let mut known = self.clone();
        let gone = || changed.gone.iter().map(|it| &***it);
        let come = || changed.come.iter().map(|it| &***it);
        if known.made.changes(site, gone(), come()) {
            let made = Arc::make_mut(&mut known.made);
            come().for_each(|entry| made.add(site, entry));
            gone().for_each(|entry| made.remove(site, entry));
        }
        gone().for_each(|entry| known.remove(entry));
        changed.come.iter().for_each(|entry| known.add(entry));
        known.settle();
        known
    }

    fn add(&mut self, entry: &Arc<Entry>) {
        let number = self.entries.put(entry);
        let hash_of =
            |hash: &dyn Fn(&Entry) -> u64, number: u32| self.entries.get(number).map_or(0, hash);
        let by_path = |entry: &Entry| self.hashes.hash_one(entry.path.as_os_str());
        let rehash = |number: &u32| hash_of(&by_path, *number);
        self.paths.insert_unique(by_path(entry), number, rehash);
        let by_double = |entry: &Entry| self.hashes.hash_one(doubled(&entry.path));
        let rehash = |number: &u32| hash_of(&by_double, *number);
        self.doubles.insert_unique(by_double(entry), number, rehash);
        if stops_build(entry) {
            self.stopping.put(number, 0);
        }
        let Ok(page) = &entry.page else {
            return;
        };
        if page.kind == Kind::Page {
            let title = self.hashes.hash_one(Titled::of(entry, page));
            *self.titles.entry(title).or_default() += 1;
            let (all, dated) = match self.dated.get_mut(page.section()) {
                Some(counted) => counted,
                None => self.dated.entry(page.section().to_owned()).or_default(),
            };
            *all += 1;
            *dated += usize::from(page.dates.date.is_some());
        }
        self.names.put(number, 0);
        if !page.address.is_empty() {
            self.addresses.put(number, 0);
        }
        for (which, _) in (0..).zip(&page.aliases) {
            self.aliases.put(number, which);
        }
    }

    fn remove(&mut self, entry: &Entry) {
        let hash = self.hashes.hash_one(entry.path.as_os_str());
        let is_it = |at: &u32| {
            self.entries
                .get(*at)
                .is_some_and(|it| it.path == entry.path)
        };
        let Ok(found) = self.paths.find_entry(hash, is_it) else {
            return;
        };
        let (number, _) = found.remove();
        let hash = self.hashes.hash_one(doubled(&entry.path));
        if let Ok(found) = self.doubles.find_entry(hash, |at| *at == number) {
            found.remove();
        }
        self.stopping.take(&self.entries, number, 0);
        if let Ok(page) = &entry.page {
            self.remove_page(entry, page, number);
        }
        self.entries.take(number);
    }

    fn remove_page(&mut self, entry: &Entry, page: &Page, number: u32) {
        if page.kind == Kind::Page {
            let title = self.hashes.hash_one(Titled::of(entry, page));
            if let Some(count) = self.titles.get_mut(&title) {
                *count -= 1;
                if *count == 0 {
                    self.titles.remove(&title);
                }
            }
            if let Some((all, dated)) = self.dated.get_mut(page.section()) {
                *all -= 1;
                *dated -= usize::from(page.dates.date.is_some());
                if *all == 0 {
                    self.dated.remove(page.section());
                }
            }
        }
        for ordered in [&mut self.names, &mut self.addresses] {
            ordered.take(&self.entries, number, 0);
        }
        for (which, _) in (0..).zip(&page.aliases) {
            self.aliases.take(&self.entries, number, which);
        }
    }

    fn settle(&mut self) {
        let ordered = [
            &mut self.names,
            &mut self.addresses,
            &mut self.stopping,
            &mut self.aliases,
        ];
        for ordered in ordered {
            ordered.settle(&self.entries);
        }
    }

    /// How many articles of the language and section of a page have this title.
    pub fn articles_with_title(&self, page: &Page, title: &str) -> usize {
        let asked = Titled {
            language: page.language,
            section: page.section(),
            title: title.trim().to_lowercase(),
        };
        let count = self.titles.get(&self.hashes.hash_one(asked));
        count.map_or(0, |count| usize::try_from(*count).unwrap_or_default())
    }

    /// Whether nearly all articles of a section have a date.
    pub fn has_dates(&self, section: &str) -> bool {
        let counted = self.dated.get(section);
        counted.is_some_and(|(all, dated)| *all >= ENOUGH && dated * 10 >= all * 9)
    }

    /// Whether Hugo makes a list at an address by itself.
    pub fn has_list(&self, address: &str) -> bool {
        self.made.has_list(address)
    }

    /// The words that want the address of a term as well, each the key of another page.
    pub fn words_at(&self, language: usize, address: &str) -> Vec<(&str, &str)> {
        self.made.words_at(language, address)
    }

    /// The first article of the list that has an alias, but for the one at a path.
    pub fn alias_of_another(&self, alias: &str, article: &Path) -> Option<&Entry> {
        let alias = bare(alias);
        let from = self.aliases.from(&self.entries, alias);
        let mut all = from.take_while(|(its, _)| *its == alias);
        let (_, other) = all.find(|(_, other)| *other.path != *article)?;
        Some(other)
    }

    pub fn is_address(&self, address: &str) -> bool {
        self.at_address(address).is_some()
    }

    /// The first article at an address.
    fn at_address(&self, asked: &str) -> Option<&Entry> {
        self.addresses.first(&self.entries, bare(asked))
    }

    /// The first article for which Hugo builds nothing.
    pub fn stopping(&self) -> Option<&Entry> {
        self.stopping.first(&self.entries, "")
    }

    /// Those in the same folder whose last part begins alike: one that has a slip is among them.
    pub fn addresses_like<'a>(&'a self, asked: &str) -> impl Iterator<Item = &'a str> {
        let asked = bare(asked);
        let (around, last) = asked.rsplit_once('/').unwrap_or(("", asked));
        let first = last.chars().next();
        let start = match first {
            Some(first) => format!("{around}/{first}"),
            None => format!("{around}/"),
        };
        let from = self.addresses.from(&self.entries, &start);
        let behind = from.map_while(move |(address, entry)| {
            let behind = address.strip_prefix(start.as_str())?;
            Some((address, entry, behind))
        });
        let alike = behind.filter(|(_, _, behind)| !behind.contains('/'));
        let alike = alike.map(|(address, entry, _)| (address, entry));
        let pages = each_once(alike).filter_map(|(_, entry)| entry.page.as_deref().ok());
        pages.map(|page| &*page.address).take(MOST_ALIKE)
    }

    /// The names of pages that begin as one does.
    pub fn names_like<'a>(&'a self, asked: &str) -> impl Iterator<Item = &'a str> {
        let first: String = asked.chars().take(1).collect();
        let from = self.names.from(&self.entries, &first);
        let names = from.take_while(move |(name, _)| name.starts_with(&first));
        each_once(names).map(|(name, _)| name).take(MOST_ALIKE)
    }

    /// The article at a path.
    pub fn entry(&self, path: &Path) -> Option<&Entry> {
        let hash = self.hashes.hash_one(path.as_os_str());
        let is_it = |at: &u32| self.entries.get(*at).is_some_and(|it| *it.path == *path);
        self.entries.get(*self.paths.find(hash, is_it)?)
    }

    /// What a path leads to that stands in a page with the address `from`.
    pub fn leads_to(&self, path: &str, from: &str) -> Leads<'_> {
        let whole = if path.starts_with('/') {
            path.to_owned()
        } else {
            joined(from, path).unwrap_or_default()
        };
        if let Some(entry) = self.at_address(&whole) {
            return Leads::Page(entry);
        }
        match self.aliases.first(&self.entries, bare(&whole)) {
            Some(entry) => Leads::Alias(entry),
            None => Leads::Nowhere(whole),
        }
    }

    /// The first file by path that takes the place of an article, or has its name in other letters.
    pub fn double_of(&self, article: &Path) -> Option<&Path> {
        let place = Some(doubled(article)?);
        let alike = self.doubles.iter_hash(self.hashes.hash_one(&place));
        let paths = alike.filter_map(|at| Some(&*self.entries.get(*at)?.path));
        let others = paths.filter(|path| *path != article && doubled(path) == place);
        others.min()
    }
}

/// Of those that follow each other with the same the first.
fn each_once<'a>(
    all: impl Iterator<Item = (&'a str, &'a Entry)>,
) -> impl Iterator<Item = (&'a str, &'a Entry)> {
    let mut last = None;
    all.filter(move |(one, _)| last.replace(*one) != Some(*one))
}

/// What titles are counted by.
#[derive(PartialEq, Eq, Hash)]
struct Titled<'a> {
    language: usize,
    section: &'a str,
    /// In small letters.
    title: String,
}

impl<'a> Titled<'a> {
    fn of(entry: &Entry, page: &'a Page) -> Self {
        Self {
            language: page.language,
            section: page.section(),
            title: entry.title.trim().to_lowercase(),
        }
    }
}

/// Whether Hugo builds nothing for it.
fn stops_build(entry: &Entry) -> bool {
    let by_page = match &entry.page {
        Ok(page) => page.stop.is_some(),
        Err(no_page) => matches!(no_page, NoPage::Stops(_)),
    };
    by_page || entry.stop_in_text.is_some()
}

/// Without the slash at its end.
fn address(entry: &Entry, _: u32) -> &str {
    page(entry).map_or("", |page| bare(&page.address))
}

/// The last part of its key.
fn name(entry: &Entry, _: u32) -> &str {
    page(entry).map_or("", |page| page.key.rsplit('/').next().unwrap_or_default())
}

/// The path of an alias, without the slash at its end.
fn alias(entry: &Entry, which: u32) -> &str {
    let which = usize::try_from(which).unwrap_or(usize::MAX);
    let alias = page(entry).and_then(|page| page.aliases.get(which));
    alias.map_or("", |alias| bare(alias))
}

fn page(entry: &Entry) -> Option<&Page> {
    entry.page.as_deref().ok()
}

/// The folder and the name in small letters that two files have which take each other's place.
fn doubled(path: &Path) -> Option<(&OsStr, String)> {
    let folder = path.parent()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (folder, name) = match Role::of(path) {
        Role::Leaf | Role::Branch => {
            let ending = name.split_once('.').map_or("", |(_, ending)| ending);
            let folder_name = bundle::name_of(path);
            let around = folder.parent().unwrap_or(folder);
            (around, format!("{folder_name}.{ending}"))
        }
        Role::Single => (folder, name.into_owned()),
    };
    Some((folder.as_os_str(), name.to_lowercase()))
}

/// What a link within the site leads to.
pub enum Leads<'a> {
    Page(&'a Entry),
    /// To a page by another address that it has.
    Alias(&'a Entry),
    /// To no page of an article: the address from the root.
    Nowhere(String),
}
