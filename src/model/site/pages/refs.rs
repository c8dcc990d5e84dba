//! What `ref`, and a link to a file, leads to: pages by their keys.

use std::{
    collections::HashSet,
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use hashbrown::HashTable;
use percent_encoding::percent_decode_str;

use super::{
    super::{
        address::{bare, key},
        bundle::Role,
    },
    ENDINGS, Page, Place,
};

/// The pages of a site by key, by name, and by address. `T` names a page; of several that go with what
/// is asked the least is found.
#[derive(Clone, Debug)]
pub struct Index<T> {
    hashes: RandomState,
    /// By language and key.
    keys: HashTable<Arc<Target<T>>>,
    /// By language and the last part of the key.
    names: HashTable<Arc<Target<T>>>,
    /// By address in small letters without a slash at its end, in whatever language: each with the
    /// number of its address, 0 for its own, then its aliases.
    addresses: HashTable<(Arc<Target<T>>, usize)>,
}

#[derive(Debug)]
struct Target<T> {
    page: Arc<Page>,
    id: T,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self {
            hashes: RandomState::new(),
            keys: HashTable::new(),
            names: HashTable::new(),
            addresses: HashTable::new(),
        }
    }
}

/// What is linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<T> {
    One(T),
    /// Two pages have the name; Hugo does not choose.
    Ambiguous,
    None,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    pub key: &'a str,
    pub role: Role,
    pub language: usize,
}

impl<T: Ord> Index<T> {
    pub fn add(&mut self, page: &Arc<Page>, id: T) {
        let target = Arc::new(Target {
            page: Arc::clone(page),
            id,
        });
        let hashes = &self.hashes;
        let by_key = |it: &Arc<Target<T>>| hashes.hash_one((it.page.language, &*it.page.key));
        let by_name = |it: &Arc<Target<T>>| hashes.hash_one((it.page.language, name(&it.page)));
        let by_address = |it: &(Arc<Target<T>>, usize)| {
            let address = address(&it.0.page, it.1).unwrap_or_default();
            hashes.hash_one(bare(address).to_lowercase())
        };
        for number in numbers(page) {
            let one = (Arc::clone(&target), number);
            self.addresses
                .insert_unique(by_address(&one), one, by_address);
        }
        let hash = by_name(&target);
        self.names.insert_unique(hash, Arc::clone(&target), by_name);
        self.keys.insert_unique(by_key(&target), target, by_key);
    }

    pub fn remove(&mut self, page: &Page, id: &T) {
        let hash = self.hashes.hash_one((page.language, &*page.key));
        take(&mut self.keys, hash, |it| it.id == *id);
        let hash = self.hashes.hash_one((page.language, name(page)));
        take(&mut self.names, hash, |it| it.id == *id);
        for number in numbers(page) {
            let address = address(page, number).unwrap_or_default();
            let hash = self.hashes.hash_one(bare(address).to_lowercase());
            take(&mut self.addresses, hash, |(it, of)| {
                it.id == *id && *of == number
            });
        }
    }

    /// The page with this key that `is_it`.
    pub fn page_of(&self, language: usize, key: &str, is_it: impl Fn(&T) -> bool) -> Option<&Page> {
        self.least(language, key, is_it).map(|it| &*it.page)
    }

    /// Of several that are it, the least.
    fn least(&self, language: usize, key: &str, is_it: impl Fn(&T) -> bool) -> Option<&Target<T>> {
        let hash = self.hashes.hash_one((language, key));
        let targets = self.keys.iter_hash(hash);
        let is_one = |it: &&Arc<Target<T>>| {
            it.page.language == language && it.page.key == key && is_it(&it.id)
        };
        let least = targets.filter(is_one).min_by_key(|it| &it.id);
        least.map(|it| &**it)
    }

    /// All that have the key of a page in its language, that page too.
    pub fn alike_in_key<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = (&'a T, &'a Page)> {
        self.with_key(page.language, &page.key)
    }

    /// All that have a key in a language.
    pub fn with_key<'a, 'k>(
        &'a self,
        language: usize,
        key: &'k str,
    ) -> impl Iterator<Item = (&'a T, &'a Page)> + use<'a, 'k, T> {
        let hash = self.hashes.hash_one((language, key));
        let targets = self.keys.iter_hash(hash);
        let is_alike =
            move |it: &&Arc<Target<T>>| it.page.language == language && it.page.key == key;
        let alike = targets.filter(is_alike);
        alike.map(|target| (&target.id, &*target.page))
    }

    /// What `{{< ref "written" >}}` leads to.
    pub fn by_ref(&self, from: From<'_>, written: &str) -> Found<&T> {
        let path = plain(path_of(written));
        if let Some(found) = self.by_path(from, &path) {
            return Found::One(found);
        }
        if path.contains('/') || path.is_empty() {
            return Found::None;
        }
        // What looks like an ending is none of the name, whichever it is.
        let name = path.rsplit_once('.').map_or(&*path, |(name, _)| name);
        match self.by_name(from.language, name) {
            // `b.nl.md` is `b` in Dutch; whose language it names is not asked.
            Found::None if without_ending(&path).len() < path.len() => {
                let plain = name.rsplit_once('.').map(|(plain, _)| plain);
                plain.map_or(Found::None, |plain| self.by_name(from.language, plain))
            }
            found => found,
        }
    }

    /// The only page whose key ends in a name.
    pub fn by_name(&self, language: usize, name: &str) -> Found<&T> {
        let name = &*key(name);
        let targets = self.names.iter_hash(self.hashes.hash_one((language, name)));
        let is_it = |page: &Page| page.language == language && self::name(page) == name;
        let mut targets = targets.filter(|target| is_it(&target.page));
        match (targets.next(), targets.next()) {
            (Some(one), None) => Found::One(&one.id),
            (Some(_), Some(_)) => Found::Ambiguous,
            (None, _) => Found::None,
        }
    }

    /// What a plain link leads to where a hook runs: as `ref`, never by a name alone.
    pub fn by_link(&self, from: From<'_>, written: &str) -> Option<&T> {
        let path = written.split(['?', '#']).next().unwrap_or_default();
        self.by_path(from, &plain(path))
    }

    /// The page at an address, its own or an alias: `/posts/ferry/`.
    pub fn by_address(&self, address: &str) -> Option<&T> {
        let address = bare(address);
        let is_it = |(target, number): &&(Arc<Target<T>>, usize)| {
            let its = self::address(&target.page, *number);
            its.is_some_and(|its| bare(its) == address)
        };
        let targets = self.alike(address).filter(is_it);
        // A page wins over what only was there.
        let first = targets.min_by_key(|(target, number)| (*number > 0, &target.id));
        first.map(|(target, _)| &target.id)
    }

    /// All pages that want an address as their own, which is in small letters, whatever the capitals.
    pub fn claims(&self, address: &str) -> impl Iterator<Item = &T> {
        let is_it = move |(target, number): &&(Arc<Target<T>>, usize)| {
            *number == 0 && target.page.address.to_lowercase() == address
        };
        let targets = self.alike(bare(address)).filter(is_it);
        targets.map(|(target, _)| &target.id)
    }

    fn alike(&self, address: &str) -> impl Iterator<Item = &(Arc<Target<T>>, usize)> {
        let hash = self.hashes.hash_one(address.to_lowercase());
        self.addresses.iter_hash(hash)
    }

    fn by_path(&self, from: From<'_>, path: &str) -> Option<&T> {
        if path.is_empty() {
            return None;
        }
        let at_start = |start: Option<&str>| {
            let path = match start {
                Some(start) => joined(start, path),
                None => whole(path)?,
            };
            self.at(from.language, &path)
        };
        starts(from, path).into_iter().find_map(at_start)
    }

    /// The page with the key of a path; a path to the file of a bundle is one to its folder.
    fn at(&self, language: usize, path: &str) -> Option<&T> {
        let one = |key: &str| self.least(language, key, |_| true).map(|it| &it.id);
        let path = key(path);
        let named = without_ending(&path);
        let (folder, name) = named.rsplit_once('/').unwrap_or(("", named));
        // `b.nl.md` is `b` in Dutch; whose language it names is not asked.
        let plain = name.rsplit_once('.').filter(|_| named.len() < path.len());
        let of_language = || plain.and_then(|(name, _)| one(&format!("{folder}/{name}")));
        if Role::of_stem(name).is_folder() {
            return one(folder).or_else(|| one(named));
        }
        one(named).or_else(|| one(&path)).or_else(of_language)
    }
}

/// The keys at which `{{< ref "written" >}}` would find a list, in the order in which they are tried; empty: the
/// home page.
pub fn list_keys(from: From<'_>, written: &str) -> Vec<String> {
    let path = plain(path_of(written));
    if path.is_empty() {
        return Vec::new();
    }
    let at_start = |start: Option<&str>| match start {
        Some(start) => Some(joined(start, &path)),
        None => whole(&path),
    };
    let paths = starts(from, &path).into_iter().filter_map(at_start);
    let keys = paths.map(|path| {
        let path = key(&path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if Role::of_stem(without_ending(name)).is_folder() {
            folder.to_owned()
        } else {
            path
        }
    });
    keys.collect()
}

/// The folders that a path is tried from, first wins; `None`: as it stands, from the root.
fn starts<'a>(from: From<'a>, path: &str) -> Vec<Option<&'a str>> {
    if path.starts_with('/') {
        return vec![None];
    }
    let around = from.key.rsplit_once('/').map_or("", |(around, _)| around);
    let own = from.key;
    let has_ending = without_ending(path).len() < path.len();
    let mut starts = match from.role {
        Role::Branch => vec![Some(own)],
        Role::Leaf if path.starts_with("..") && has_ending => vec![Some(own)],
        Role::Leaf | Role::Single => vec![Some(around)],
    };
    if has_ending && from.role == Role::Leaf {
        starts.push(Some(own));
    }
    if !path.starts_with('.') {
        starts.push(None);
    }
    starts
}

/// Of a `ref` or an address, what names a page: no scheme and host, `?` and `#`. Empty of one that
/// leads nowhere in the site: `mailto:a@b.c`.
pub fn path_of(written: &str) -> &str {
    let written = written.split(['?', '#']).next().unwrap_or_default();
    let scheme = written.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    let behind = match scheme {
        Some((_, behind)) if behind.starts_with('/') => behind,
        Some(_) => return "",
        None => written,
    };
    match behind.strip_prefix("//") {
        Some(host) => host
            .find('/')
            .and_then(|at| host.get(at..))
            .unwrap_or_default(),
        None => behind,
    }
}

/// The folder whose list a path leads to: of `docs/_index.md` it is `docs`.
pub fn list_of(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    match Role::of_stem(without_ending(file)) {
        Role::Branch => folder,
        Role::Leaf | Role::Single => path,
    }
}

/// With `%20` and the like as they are read, without a slash at its end.
fn plain(path: &str) -> String {
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.len() > 1 {
        path.trim_end_matches('/').to_owned()
    } else {
        path.into_owned()
    }
}

/// A path from the root. Hugo does not clear it up: `None` with `//`, `.` or `..` in it.
fn whole(path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    let is_odd = |part: &str| matches!(part, "" | "." | "..");
    if path.is_empty() {
        return Some(String::new());
    }
    (!path.split('/').any(is_odd)).then(|| format!("/{path}"))
}

fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending))
            if ENDINGS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(ending)) =>
        {
            stem
        }
        _ => path,
    }
}

/// What leads above the root stays there.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut made = String::new();
    for part in parts {
        made.push('/');
        made.push_str(part);
    }
    made
}

/// The last part of its key.
fn name(page: &Page) -> &str {
    page.key.rsplit('/').next().unwrap_or_default()
}

/// Of the addresses of a page, each but once: an alias may be written a thousand times.
fn numbers(page: &Page) -> Vec<usize> {
    let first = usize::from(page.address.is_empty());
    let numbers = first..=page.aliases.len();
    if page.aliases.is_empty() {
        return numbers.collect();
    }
    let mut known = HashSet::new();
    let is_new = |number: &usize| address(page, *number).is_some_and(|it| known.insert(bare(it)));
    numbers.filter(is_new).collect()
}

fn address(page: &Page, number: usize) -> Option<&str> {
    let alias = number.checked_sub(1);
    alias.map_or(Some(&*page.address), |alias| {
        page.aliases.get(alias).map(String::as_str)
    })
}

fn take<T>(table: &mut HashTable<T>, hash: u64, is_it: impl FnMut(&T) -> bool) {
    if let Ok(found) = table.find_entry(hash, is_it) {
        found.remove();
    }
}

impl Place {
    /// Where links of this file start.
    pub fn from(&self) -> From<'_> {
        From {
            key: &self.key,
            role: self.role,
            language: self.language,
        }
    }
}
