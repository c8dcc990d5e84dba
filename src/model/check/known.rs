//! What is counted once of a site, and asked of each of its articles.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

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

#[derive(Clone, Debug, Default)]
pub struct Known {
    /// How many articles of a language and section have a title, by it in small letters.
    titles: HashMap<(usize, String, String), usize>,
    /// How many articles a section has, and how many of them have a date.
    dated: HashMap<String, (usize, usize)>,
    /// The addresses of lists that Hugo makes by itself, without the slash at their ends.
    lists: HashSet<String>,
    /// The lists and terms that were looked at, by language and name.
    seen: HashSet<(usize, String)>,
    /// The words at each address of a term that pages of several keys want, by their key.
    terms: HashMap<Clash, BTreeMap<String, String>>,
    /// The articles that have an alias, by its path without the slash at its end.
    aliases: HashMap<String, Vec<PathBuf>>,
    /// The addresses of all pages, as they are, without the slash at their ends, with the place of the
    /// first that has it in the list of the site.
    addresses: BTreeMap<String, (String, usize)>,
    /// The last parts of the keys of all pages.
    names: BTreeSet<String>,
    /// The places of all articles in the list of the site.
    places: HashMap<PathBuf, usize>,
    /// The file beside an article that takes its place, or has its name in other letters.
    doubles: HashMap<PathBuf, PathBuf>,
}

impl Known {
    pub fn of(site: &Site) -> Self {
        let mut known = Self::default();
        for (place, entry) in site.articles.iter().enumerate() {
            known.places.insert(entry.path.to_path_buf(), place);
            known.add(site, entry, place);
        }
        known.terms.retain(|_, words| words.len() > 1);
        known.add_doubles(site);
        known
    }

    fn add(&mut self, site: &Site, entry: &Entry, place: usize) {
        let Ok(page) = &entry.page else { return };
        if page.kind == Kind::Page {
            let section = page.section().to_owned();
            let title = entry.title.trim().to_lowercase();
            let at = (page.language, section.clone(), title);
            *self.titles.entry(at).or_default() += 1;
            let (all, dated) = self.dated.entry(section).or_default();
            *all += 1;
            *dated += usize::from(page.dates.date.is_some());
        }
        let name = page.key.rsplit('/').next().unwrap_or_default();
        self.names.insert(name.to_owned());
        if !page.address.is_empty() {
            let found = (page.address.clone(), place);
            let at = bare(&page.address).to_owned();
            self.addresses.entry(at).or_insert(found);
        }
        for alias in &page.aliases {
            let articles = self.aliases.entry(bare(alias).to_owned()).or_default();
            articles.push(entry.path.to_path_buf());
        }
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
            let words = self.terms.entry((term.language, made.address)).or_default();
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

    fn add_doubles(&mut self, site: &Site) {
        let mut places: HashMap<(PathBuf, String), Vec<&Path>> = HashMap::new();
        for entry in &site.articles {
            let path = &*entry.path;
            let Some(folder) = path.parent() else {
                continue;
            };
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
            let place = (folder.to_owned(), name.to_lowercase());
            places.entry(place).or_default().push(path);
        }
        for articles in places.into_values() {
            if let [one, other, ..] = articles.as_slice() {
                self.doubles.insert((*one).to_owned(), (*other).to_owned());
                self.doubles.insert((*other).to_owned(), (*one).to_owned());
            }
        }
    }

    /// How many articles of the language and section of a page have this title.
    pub fn articles_with_title(&self, page: &Page, title: &str) -> usize {
        let title = title.trim().to_lowercase();
        let at = (page.language, page.section().to_owned(), title);
        self.titles.get(&at).copied().unwrap_or_default()
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
        self.addresses.contains_key(bare(address))
    }

    /// Those in the same folder whose last part begins alike: one that has a slip is among them.
    pub fn addresses_like<'a>(&'a self, address: &str) -> impl Iterator<Item = &'a str> {
        let address = bare(address);
        let (around, last) = address.rsplit_once('/').unwrap_or(("", address));
        let first = last.chars().next();
        let start = match first {
            Some(first) => format!("{around}/{first}"),
            None => format!("{around}/"),
        };
        let depth = address.matches('/').count();
        let from = self.addresses.range(start.clone()..);
        let alike = from.take_while(move |(key, _)| key.starts_with(&start));
        let alike = alike.filter(move |(key, _)| key.matches('/').count() == depth);
        alike
            .map(|(_, (address, _))| address.as_str())
            .take(MOST_ALIKE)
    }

    /// The names of pages that begin as one does.
    pub fn names_like<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let first: String = name.chars().take(1).collect();
        let from = self.names.range(first.clone()..);
        let alike = from.take_while(move |it| it.starts_with(&first));
        alike.map(String::as_str).take(MOST_ALIKE)
    }

    /// The article at a path.
    pub fn entry<'a>(&self, site: &'a Site, path: &Path) -> Option<&'a Entry> {
        site.articles.get(*self.places.get(path)?)
    }

    /// What a path leads to that stands in a page with the address `from`.
    pub fn leads_to<'a>(&self, site: &'a Site, path: &str, from: &str) -> Leads<'a> {
        let whole = if path.starts_with('/') {
            path.to_owned()
        } else {
            joined(from, path).unwrap_or_default()
        };
        if let Some((_, place)) = self.addresses.get(bare(&whole))
            && let Some(entry) = site.articles.get(*place)
        {
            return Leads::Page(entry);
        }
        let alias = self.with_alias(&whole).first();
        match alias.and_then(|path| self.entry(site, path)) {
            Some(entry) => Leads::Alias(entry),
            None => Leads::Nowhere(whole),
        }
    }

    pub fn double_of(&self, article: &Path) -> Option<&Path> {
        self.doubles.get(article).map(PathBuf::as_path)
    }
}

/// What a link within the site leads to.
pub enum Leads<'a> {
    Page(&'a Entry),
    /// To a page by another address that it has.
    Alias(&'a Entry),
    /// To no page of an article: the address from the root.
    Nowhere(String),
}
