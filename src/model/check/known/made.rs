//! The lists and pages of words that Hugo makes by itself, as far as articles have it make them.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use crate::model::site::{
    Entry, Site,
    address::bare,
    pages::{Page, Term},
};

/// Each once, however many articles have it made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    hashes: RandomState,
    /// How many articles have each made, by the hash of its language and name.
    counts: HashMap<u64, u32>,
    /// By address without the slash at its end, then by the rest.
    pages: Vec<Arc<MadePage>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct MadePage {
    address: String,
    language: usize,
    key: String,
    /// `None` of a list.
    word: Option<String>,
}

/// What an article has made.
enum Name {
    /// Of a section, of a taxonomy or, with an empty name, of the site.
    List(usize, String),
    Word(Term),
}

impl Made {
    pub fn of(site: &Site) -> Self {
        let mut made = Self::default();
        for entry in &site.articles {
            made.put(site, entry);
        }
        made.pages.sort_by(|a, b| a.order().cmp(&b.order()));
        made
    }

    /// Whether articles have other pages made than they had.
    pub fn changes<'a>(
        &self,
        site: &Site,
        gone: impl Iterator<Item = &'a Entry>,
        come: impl Iterator<Item = &'a Entry>,
    ) -> bool {
        let mut net: HashMap<u64, i64> = HashMap::new();
        let signed = gone.map(|it| (it, -1)).chain(come.map(|it| (it, 1)));
        for (entry, sign) in signed {
            for name in names(site, entry) {
                *net.entry(self.hash(&name)).or_default() += sign;
            }
        }
        net.into_values().any(|sign| sign != 0)
    }

    /// Takes in an article; afterwards the pages are to be put in their order.
    fn put(&mut self, site: &Site, entry: &Entry) {
        for name in names(site, entry) {
            let count = self.counts.entry(self.hash(&name)).or_default();
            *count += 1;
            if *count == 1 {
                self.pages.push(name.page(site).into());
            }
        }
    }

    /// As [`put`](Self::put) does, in its order.
    pub fn add(&mut self, site: &Site, entry: &Entry) {
        let before = self.pages.len();
        self.put(site, entry);
        for page in self.pages.split_off(before) {
            let at = self.pages.partition_point(|it| it.order() < page.order());
            self.pages.insert(at, page);
        }
    }

    pub fn remove(&mut self, site: &Site, entry: &Entry) {
        for name in names(site, entry) {
            let hash = self.hash(&name);
            let Some(count) = self.counts.get_mut(&hash) else {
                continue;
            };
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&hash);
                let page = name.page(site);
                let at = self.pages.partition_point(|it| it.order() < page.order());
                if self.pages.get(at).is_some_and(|it| **it == page) {
                    self.pages.remove(at);
                }
            }
        }
    }

    pub fn has_list(&self, address: &str) -> bool {
        self.at(bare(address)).next().is_some()
    }

    /// The words that want an address, each the key of another page, if those of several keys do.
    pub fn words_at(&self, language: usize, address: &str) -> Vec<(&str, &str)> {
        let at = self.at(bare(address));
        let at = at.filter(|it| it.language == language && it.address == address);
        let words = at.filter_map(|it| Some((it.key.as_str(), it.word.as_deref()?)));
        let mut words: Vec<(&str, &str)> = words.collect();
        words.dedup_by_key(|(key, _)| *key);
        if words.len() < 2 {
            words.clear();
        }
        words
    }

    fn at(&self, asked: &str) -> impl Iterator<Item = &MadePage> {
        let from = self.pages.partition_point(|it| bare(&it.address) < asked);
        let pages = self.pages.get(from..).unwrap_or_default().iter();
        pages
            .take_while(move |it| bare(&it.address) == asked)
            .map(|it| &**it)
    }

    fn hash(&self, name: &Name) -> u64 {
        match name {
            Name::List(language, name) => self.hashes.hash_one((language, name)),
            Name::Word(term) => {
                let word = (term.language, &term.taxonomy, &term.word);
                self.hashes.hash_one(word)
            }
        }
    }
}

impl MadePage {
    fn order(&self) -> (&str, &Self) {
        (bare(&self.address), self)
    }
}

impl Name {
    fn page(&self, site: &Site) -> MadePage {
        let (made, language, word) = match self {
            Self::List(language, name) => {
                let made = site.pages.list_page(&site.settings, *language, name);
                (made, *language, None)
            }
            Self::Word(term) => {
                let made = site.pages.term_page(&site.settings, term);
                (made, term.language, Some(term.word.clone()))
            }
        };
        let Page { address, key, .. } = made;
        MadePage {
            address,
            language,
            key,
            word,
        }
    }
}

/// The lists of the site, of its taxonomies and of the first folder of a page, and its words.
fn names(site: &Site, entry: &Entry) -> Vec<Name> {
    let page = entry.page.as_ref().ok();
    let Some(page) = page.filter(|_| site.settings.is_hugo()) else {
        return Vec::new();
    };
    let mut names = vec![Name::List(page.language, String::new())];
    let taxonomies = site.settings.language(page.language);
    let taxonomies = taxonomies.into_iter().flat_map(|it| &it.taxonomies);
    names.extend(taxonomies.map(|name| Name::List(page.language, name.clone())));
    let first = page.section().trim_start_matches('/');
    if !first.is_empty() {
        names.push(Name::List(page.language, first.to_owned()));
    }
    if let Some(path) = site.path_in_site(&entry.path) {
        let terms = site.pages.terms(&site.settings, &path, &entry.own.open());
        names.extend(terms.into_iter().map(Name::Word));
    }
    names
}
