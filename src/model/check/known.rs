//! What is counted once of a site, and asked of each of its articles: titles, words, addresses, and the
//! habits of sections.
//!
//! Limits: a section of fewer than five articles has no habit; 1,000 addresses are compared with one
//! that leads nowhere.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{BuildHasher as _, RandomState},
    path::{Path, PathBuf},
    sync::Arc,
};

use hashbrown::{HashTable, hash_table::Entry as InTable};

use crate::model::site::{
    Entry, Site,
    address::bare,
    bundle::{self, Role},
    kind::Kind,
    links::joined,
    pages::Page,
};

/// Fewer articles of a section have no habit.
const ENOUGH: usize = 5;

/// So many addresses are compared with one that leads nowhere.
const MOST_ALIKE: usize = 1_000;

/// Words of one taxonomy and language that are pages of their own and want one address.
type Clash = (usize, String);

/// The articles themselves are named by their places in the list of the site.
#[derive(Clone, Debug)]
pub struct Known {
    site: Arc<Site>,
    hashes: RandomState,
    /// The first article of a language and section with each title, and how many have it; capitals do
    /// not count.
    titles: HashTable<(u32, u32)>,
    /// How many articles a section has, and how many of them have a date.
    dated: HashMap<String, (usize, usize)>,
    /// The addresses of lists that Hugo makes by itself, without the slash at their ends.
    lists: HashSet<String>,
    /// The words at each address of a term that pages of several keys want, by their key.
    terms: HashMap<Clash, BTreeMap<String, String>>,
    /// The articles that have an alias, by its path without the slash at its end.
    aliases: HashMap<String, Vec<PathBuf>>,
    /// The first article at each address, by address.
    addresses: Vec<u32>,
    /// An article with each last part of a key, by that.
    names: Vec<u32>,
    /// All articles, by the hashes of their paths.
    paths: HashTable<u32>,
    /// The file beside an article that takes its place, or has its name in other letters.
    doubles: HashMap<PathBuf, PathBuf>,
}

impl Default for Known {
    /// Of no site.
    fn default() -> Self {
        Self::of(&Arc::new(Site::empty(PathBuf::new(), PathBuf::new())))
    }
}

impl Known {
    pub fn of(site: &Arc<Site>) -> Self {
        let mut known = Self {
            site: Arc::clone(site),
            hashes: RandomState::new(),
            titles: HashTable::new(),
            dated: HashMap::new(),
            lists: HashSet::new(),
            terms: HashMap::new(),
            aliases: HashMap::new(),
            addresses: Vec::new(),
            names: Vec::new(),
            paths: HashTable::with_capacity(site.articles.len()),
            doubles: HashMap::new(),
        };
        let mut terms = Terms::default();
        for (place, entry) in (0..).zip(&site.articles) {
            known.add_path(entry, place);
            if let Ok(page) = &entry.page {
                known.add(entry, page, place);
                terms.add(site, entry, page);
            }
        }
        terms.words.retain(|_, words| words.len() > 1);
        terms.words.shrink_to_fit();
        (known.lists, known.terms) = (terms.lists, terms.words);
        known.put_in_order();
        known.doubles = doubles(site);
        known
    }

    /// The same of a list whose articles are all [alike](Entry::is_alike).
    #[must_use]
    pub fn still_of(&self, site: &Arc<Site>) -> Self {
        Self {
            site: Arc::clone(site),
            ..self.clone()
        }
    }

    fn add_path(&mut self, entry: &Entry, place: u32) {
        let hash = |path: &Path| self.hashes.hash_one(path.as_os_str());
        let of_place = |at: &u32| entry_at(&self.site, *at).map_or(0, |it| hash(&it.path));
        self.paths.insert_unique(hash(&entry.path), place, of_place);
    }

    fn add(&mut self, entry: &Entry, page: &Page, place: u32) {
        if page.kind == Kind::Page {
            self.add_title(entry, page, place);
            let (all, dated) = match self.dated.get_mut(page.section()) {
                Some(counted) => counted,
                None => self.dated.entry(page.section().to_owned()).or_default(),
            };
            *all += 1;
            *dated += usize::from(page.dates.date.is_some());
        }
        self.names.push(place);
        if !page.address.is_empty() {
            self.addresses.push(place);
        }
        for alias in &page.aliases {
            let articles = self.aliases.entry(bare(alias).to_owned()).or_default();
            articles.push(entry.path.to_path_buf());
        }
    }

    fn add_title(&mut self, entry: &Entry, page: &Page, place: u32) {
        let own = Titled::of(entry, page);
        let site = &self.site;
        let is_it = |(at, _): &(u32, u32)| titled(site, *at).is_some_and(|it| it == own);
        let hash = |it: &Titled<'_>| self.hashes.hash_one(it);
        let hash_at = |(at, _): &(u32, u32)| titled(site, *at).map_or(0, |it| hash(&it));
        match self.titles.entry(hash(&own), is_it, hash_at) {
            InTable::Occupied(mut known) => known.get_mut().1 += 1,
            InTable::Vacant(vacant) => {
                vacant.insert((place, 1));
            }
        }
    }

    /// Of those that are alike the first stays.
    fn put_in_order(&mut self) {
        let site = &self.site;
        self.addresses
            .sort_by(|a, b| address(site, *a).cmp(address(site, *b)));
        self.addresses
            .dedup_by(|a, b| address(site, *a) == address(site, *b));
        self.addresses.shrink_to_fit();
        self.names
            .sort_by(|a, b| name(site, *a).cmp(name(site, *b)));
        self.names.dedup_by(|a, b| name(site, *a) == name(site, *b));
        self.names.shrink_to_fit();
    }

    /// How many articles of the language and section of a page have this title.
    pub fn articles_with_title(&self, page: &Page, title: &str) -> usize {
        let asked = Titled {
            language: page.language,
            section: page.section(),
            title: title.trim().to_lowercase(),
        };
        let is_it = |(at, _): &(u32, u32)| titled(&self.site, *at).is_some_and(|it| it == asked);
        let found = self.titles.find(self.hashes.hash_one(&asked), is_it);
        found.map_or(0, |(_, count)| usize::try_from(*count).unwrap_or_default())
    }

    /// Whether nearly all articles of a section have a date.
    pub fn has_dates(&self, section: &str) -> bool {
        let counted = self.dated.get(section);
        counted.is_some_and(|(all, dated)| *all >= ENOUGH && dated * 10 >= all * 9)
    }

    /// Whether Hugo makes a list at an address by itself.
    pub fn has_list(&self, address: &str) -> bool {
        self.lists.contains(bare(address))
    }

    /// The words that want the address of a term as well, each the key of another page.
    pub fn words_at(&self, language: usize, address: &str) -> impl Iterator<Item = (&str, &str)> {
        let words = self.terms.get(&(language, address.to_owned()));
        let words = words.into_iter().flatten();
        words.map(|(key, word)| (key.as_str(), word.as_str()))
    }

    /// The articles with this alias.
    pub fn with_alias(&self, alias: &str) -> &[PathBuf] {
        self.aliases.get(bare(alias)).map_or(&[], Vec::as_slice)
    }

    pub fn is_address(&self, address: &str) -> bool {
        self.at_address(address).is_some()
    }

    /// The first article at an address.
    fn at_address(&self, asked: &str) -> Option<&Entry> {
        let asked = bare(asked);
        let found = self
            .addresses
            .binary_search_by(|at| address(&self.site, *at).cmp(asked));
        let place = self.addresses.get(found.ok()?)?;
        entry_at(&self.site, *place)
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
        let from = self
            .addresses
            .partition_point(|at| address(&self.site, *at) < start.as_str());
        let places = self.addresses.iter().skip(from);
        let pages = places.filter_map(|at| page_at(&self.site, *at));
        let behind = pages.map_while(move |page| {
            let behind = bare(&page.address).strip_prefix(start.as_str())?;
            Some((page, behind))
        });
        let alike = behind.filter(|(_, behind)| !behind.contains('/'));
        alike.map(|(page, _)| &*page.address).take(MOST_ALIKE)
    }

    /// The names of pages that begin as one does.
    pub fn names_like<'a>(&'a self, asked: &str) -> impl Iterator<Item = &'a str> {
        let first: String = asked.chars().take(1).collect();
        let from = self
            .names
            .partition_point(|at| name(&self.site, *at) < first.as_str());
        let names = self.names.iter().skip(from);
        let names = names.map(|at| name(&self.site, *at));
        names
            .take_while(move |it| it.starts_with(&first))
            .take(MOST_ALIKE)
    }

    /// The article at a path.
    pub fn entry(&self, path: &Path) -> Option<&Entry> {
        let hash = self.hashes.hash_one(path.as_os_str());
        let is_it = |at: &u32| entry_at(&self.site, *at).is_some_and(|it| *it.path == *path);
        entry_at(&self.site, *self.paths.find(hash, is_it)?)
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
        let alias = self.with_alias(&whole).first();
        match alias.and_then(|path| self.entry(path)) {
            Some(entry) => Leads::Alias(entry),
            None => Leads::Nowhere(whole),
        }
    }

    pub fn double_of(&self, article: &Path) -> Option<&Path> {
        self.doubles.get(article).map(PathBuf::as_path)
    }
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

fn entry_at(site: &Site, place: u32) -> Option<&Entry> {
    site.articles.get(usize::try_from(place).ok()?)
}

fn page_at(site: &Site, place: u32) -> Option<&Page> {
    entry_at(site, place)?.page.as_deref().ok()
}

fn titled(site: &Site, place: u32) -> Option<Titled<'_>> {
    let entry = entry_at(site, place)?;
    Some(Titled::of(entry, entry.page.as_deref().ok()?))
}

/// Without the slash at its end.
fn address(site: &Site, place: u32) -> &str {
    page_at(site, place).map_or("", |page| bare(&page.address))
}

/// The last part of its key.
fn name(site: &Site, place: u32) -> &str {
    let last = |page: &Page| page.key.len() - page.key.rsplit('/').next().map_or(0, str::len);
    page_at(site, place).map_or("", |page| page.key.get(last(page)..).unwrap_or_default())
}

/// The lists and terms of a site, while its articles are looked at.
#[derive(Default)]
struct Terms {
    lists: HashSet<String>,
    /// Those that were looked at, by language and name.
    seen: HashSet<(usize, String)>,
    words: HashMap<Clash, BTreeMap<String, String>>,
}

impl Terms {
    fn add(&mut self, site: &Site, entry: &Entry, page: &Page) {
        if !site.settings.is_hugo() {
            return;
        }
        self.add_lists(site, page);
        let Some(path) = site.path_in_site(&entry.path) else {
            return;
        };
        for term in site.pages.terms(&site.settings, &path, &entry.own.open()) {
            self.add_list(site, term.language, &term.taxonomy);
            let seen = (term.language, format!("{}/{}", term.taxonomy, term.word));
            if !self.seen.insert(seen) {
                continue;
            }
            let made = site.pages.term_page(&site.settings, &term);
            self.lists.insert(bare(&made.address).to_owned());
            let words = self.words.entry((term.language, made.address)).or_default();
            words.entry(made.key).or_insert(term.word);
        }
    }

    /// Those of the site and of the first folder of the page.
    fn add_lists(&mut self, site: &Site, page: &Page) {
        self.add_list(site, page.language, "");
        let first = page.section().trim_start_matches('/');
        if !first.is_empty() {
            self.add_list(site, page.language, first);
        }
    }

    fn add_list(&mut self, site: &Site, language: usize, name: &str) {
        let is_new = self.seen.insert((language, name.to_owned()));
        if is_new && name.is_empty() {
            let taxonomies = site.settings.language(language).map(|it| &it.taxonomies);
            for taxonomy in taxonomies.into_iter().flatten() {
                self.add_list(site, language, taxonomy);
            }
        }
        if is_new {
            let made = site.pages.list_page(&site.settings, language, name);
            self.lists.insert(bare(&made.address).to_owned());
        }
    }
}

/// The files that take each other's place.
fn doubles(site: &Site) -> HashMap<PathBuf, PathBuf> {
    let hashes = RandomState::new();
    let hash = |entry: &Entry| Some(hashes.hash_one(doubled(&entry.path)?));
    let mut by_hash: Vec<(u64, u32)> = (0..)
        .zip(&site.articles)
        .filter_map(|(place, entry)| Some((hash(entry)?, place)))
        .collect();
    by_hash.sort_unstable();
    let mut doubles = HashMap::new();
    for alike in by_hash.chunk_by(|(one, _), (other, _)| one == other) {
        if alike.len() < 2 {
            continue;
        }
        let mut places: HashMap<(&Path, String), Vec<&Path>> = HashMap::new();
        for entry in alike.iter().filter_map(|(_, at)| entry_at(site, *at)) {
            if let Some(place) = doubled(&entry.path) {
                places.entry(place).or_default().push(&entry.path);
            }
        }
        for articles in places.into_values() {
            if let [one, other, ..] = articles.as_slice() {
                doubles.insert((*one).to_owned(), (*other).to_owned());
                doubles.insert((*other).to_owned(), (*one).to_owned());
            }
        }
    }
    doubles
}

/// The folder and the name in small letters that two files have which take each other's place.
fn doubled(path: &Path) -> Option<(&Path, String)> {
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
    Some((folder, name.to_lowercase()))
}

/// What a link within the site leads to.
pub enum Leads<'a> {
    Page(&'a Entry),
    /// To a page by another address that it has.
    Alias(&'a Entry),
    /// To no page of an article: the address from the root.
    Nowhere(String),
}
