//! The dates of lists that say none: the newest of what lies beneath them, drafts and all. Of those
//! on which pages are published only what is over counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        address,
        hugo::{Moment, Settings},
        kept_own::KeptOwn,
        kind::Kind,
        own::Own,
    },
    Dates, Page, terms,
};

/// A list, by the number of its language and its key.
pub type ListKey = (usize, String);

/// Fewer lists are asked of each page whether it is in them.
const FEW: usize = 8;

/// The dates of each list among the pages that has none of its own, as Hugo gives them to it; with
/// `only`, of those alone.
pub fn dates_of_lists<'a>(
    settings: &Settings,
    pages: impl Iterator<Item = (&'a Page, &'a KeptOwn)> + Clone,
    now_secs: i64,
    only: Option<&BTreeSet<ListKey>>,
) -> BTreeMap<ListKey, Dates> {
    let mut made = BTreeMap::new();
    let mut has_words = false;
    let lists = pages.clone().map(|(page, _)| page);
    for page in lists.filter(|page| page.kind != Kind::Page && page.dates.are_handed_up()) {
        let list = (page.language, page.key.clone());
        if only.is_none_or(|only| only.contains(&list)) {
            has_words |= matches!(page.kind, Kind::Taxonomy | Kind::Term);
            made.insert(list, Dates::of_list());
        }
    }
    if made.is_empty() || !settings.version.has(123) {
        return made;
    }
    if made.len() < FEW && !has_words {
        for (page, _) in pages.filter(|(page, _)| !page.dates.are_handed_up()) {
            for ((language, list), dates) in &mut made {
                if page.language == *language && is_beneath(&page.key, list) {
                    dates.take(&page.dates, now_secs);
                }
            }
        }
        return made;
    }
    for (page, own) in pages.filter(|(page, _)| !page.dates.are_handed_up()) {
        let mut above = above(&page.key);
        // What has no address is in no list of a word either.
        if has_words && !page.address.is_empty() {
            above.extend(words(settings, page, &own.open()));
        }
        for key in above {
            if let Some(list) = made.get_mut(&(page.language, key)) {
                list.take(&page.dates, now_secs);
            }
        }
    }
    made
}

/// The dates of a list after a page of it got others: `None` where the newest of all may be an older one now. Of two
/// that are the newest either counts.
pub fn dates_after(list: &Dates, old: &Dates, new: &Dates, now_secs: i64) -> Option<Dates> {
    let handed_up = |dates: &Dates| {
        let mut made = Dates::of_list();
        if !dates.are_handed_up() {
            made.take(dates, now_secs);
        }
        made
    };
    let (old, new) = (handed_up(old), handed_up(new));
    let newest = |list: Option<Moment>, old, new| {
        if new > list {
            Some(new)
        } else {
            (new == old || old < list).then_some(list)
        }
    };
    Some(Dates {
        date: newest(list.date, old.date, new.date)?,
        lastmod: newest(list.lastmod, old.lastmod, new.lastmod)?,
        publish: newest(list.publish, old.publish, new.publish)?,
        ..list.clone()
    })
}

/// The lists that a page may be in.
pub fn lists_above(settings: &Settings, page: &Page, own: &Own) -> Vec<ListKey> {
    let keys = above(&page.key).into_iter();
    let keys = keys.chain(words(settings, page, own));
    keys.map(|key| (page.language, key)).collect()
}

/// Whether a list is one of those `above` a page.
pub fn is_beneath(key: &str, list: &str) -> bool {
    let below = key.strip_prefix(list);
    below.is_some_and(|below| below.starts_with('/'))
}

/// The keys of all lists that a page is beneath.
fn above(key: &str) -> BTreeSet<String> {
    let slashes = key.match_indices('/');
    slashes
        .filter_map(|(at, _)| key.get(..at))
        .filter(|above| *above != key)
        .map(str::to_owned)
        .collect()
}

/// The keys of the terms of a page, and of their taxonomies.
fn words(settings: &Settings, page: &Page, own: &Own) -> Vec<String> {
    let Some(language) = settings.language(page.language) else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    for taxonomy in &language.taxonomies {
        for word in own.get(taxonomy).map(terms::words).unwrap_or_default() {
            let term = format!("/{}/{}", address::key(taxonomy), address::key(&word));
            keys.extend(above(&term).into_iter().filter(|key| !key.is_empty()));
            keys.push(term);
        }
    }
    keys
}

impl Dates {
    fn of_list() -> Self {
        Self {
            is_handed_up: true,
            ..Self::default()
        }
    }

    /// Whether it says none itself.
    pub fn are_handed_up(&self) -> bool {
        let all = [self.date, self.lastmod, self.publish, self.expiry];
        self.is_handed_up || all.iter().all(Option::is_none)
    }

    fn take(&mut self, other: &Self, now_secs: i64) {
        let newest = |own: &mut Option<Moment>, other: Option<Moment>| {
            if other > *own {
                *own = other;
            }
        };
        newest(&mut self.date, other.date);
        newest(&mut self.lastmod, other.lastmod);
        let publish = other.publish.filter(|publish| publish.secs < now_secs);
        newest(&mut self.publish, publish);
    }
}
