//! What `ref`, and a link to a file, leads to: pages by their keys.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{
    super::{address::key, bundle::Role},
    ENDINGS, Page, Place,
};

/// The pages of a site by key, by name, and by address. `T` names a page.
#[derive(Clone, Debug)]
pub struct Index<T> {
    /// By language and key.
    keys: HashMap<(usize, String), Vec<T>>,
    /// By language and the last part of the key.
    names: HashMap<(usize, String), Vec<T>>,
    /// By address without a slash at its end, in whatever language.
    addresses: HashMap<String, Vec<T>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self {
            keys: HashMap::new(),
            names: HashMap::new(),
            addresses: HashMap::new(),
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

impl<T: Clone + PartialEq> Index<T> {
    pub fn add(&mut self, page: &Page, id: &T) {
        let [key, name] = places(page);
        self.keys.entry(key).or_default().push(id.clone());
        self.names.entry(name).or_default().push(id.clone());
        for address in addresses(page) {
            self.addresses.entry(address).or_default().push(id.clone());
        }
    }

    pub fn remove(&mut self, page: &Page, id: &T) {
        let [key, name] = places(page);
        take(&mut self.keys, &key, id);
        take(&mut self.names, &name, id);
        for address in addresses(page) {
            take(&mut self.addresses, &address, id);
        }
    }

    /// What `{{< ref "written" >}}` leads to.
    pub fn by_ref(&self, from: From<'_>, written: &str) -> Found<&T> {
        let path = plain(written);
        if let Some(found) = self.by_path(from, &path) {
            return Found::One(found);
        }
        let has_dot = without_ending(&path).contains('.');
        if path.contains('/') || has_dot || path.is_empty() {
            return Found::None;
        }
        self.by_name(from.language, without_ending(&path))
    }

    /// The only page whose key ends in a name.
    pub fn by_name(&self, language: usize, name: &str) -> Found<&T> {
        match self.names.get(&(language, key(name))).map(Vec::as_slice) {
            Some([one]) => Found::One(one),
            Some([_, _, ..]) => Found::Ambiguous,
            _ => Found::None,
        }
    }

    /// What a plain link leads to where a hook runs: as `ref`, never by a name alone.
    pub fn by_link(&self, from: From<'_>, written: &str) -> Option<&T> {
        self.by_path(from, &plain(written))
    }

    /// The page at an address, its own or an alias: `/posts/ferry/`.
    pub fn by_address(&self, address: &str) -> Option<&T> {
        self.addresses.get(bare(address))?.first()
    }

    /// All pages that want one address.
    pub fn at_address(&self, address: &str) -> &[T] {
        self.addresses.get(bare(address)).map_or(&[], Vec::as_slice)
    }

    fn by_path(&self, from: From<'_>, path: &str) -> Option<&T> {
        if path.is_empty() {
            return None;
        }
        starts(from, path)
            .iter()
            .find_map(|start| self.at(from.language, &joined(start, path)?))
    }

    /// The page with the key of a path; a path to the file of a bundle is one to its folder.
    fn at(&self, language: usize, path: &str) -> Option<&T> {
        let one = |key: &str| match self.keys.get(&(language, key.to_owned())) {
            Some(found) => found.first(),
            None => None,
        };
        let path = key(path);
        let named = without_ending(&path);
        let (folder, name) = named.rsplit_once('/').unwrap_or(("", named));
        // `b.nl.md` is `b` in Dutch; whose language it names is not asked.
        let plain = name.rsplit_once('.').filter(|_| named.len() < path.len());
        let of_language = || plain.and_then(|(name, _)| one(&format!("{folder}/{name}")));
        if name == "index" || name == "_index" {
            return one(folder).or_else(|| one(named));
        }
        one(named).or_else(|| one(&path)).or_else(of_language)
    }
}

/// The folders that a path is tried from, first wins; of one from the root that alone.
fn starts(from: From<'_>, path: &str) -> Vec<String> {
    if path.starts_with('/') {
        return vec![String::new()];
    }
    let around = from.key.rsplit_once('/').map_or("", |(around, _)| around);
    let own = from.key;
    let has_ending = without_ending(path).len() < path.len();
    let mut starts = match from.role {
        Role::Branch => vec![own],
        Role::Leaf if path.starts_with("..") => vec![own],
        Role::Leaf | Role::Single => vec![around],
    };
    if has_ending && from.role == Role::Leaf {
        starts.push(own);
    }
    if !path.starts_with('.') {
        starts.push("");
    }
    starts.into_iter().map(str::to_owned).collect()
}

/// Without `?` and `#`, with `%20` and the like as they are read, without a slash at its end.
fn plain(written: &str) -> String {
    let path = written.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.len() > 1 {
        path.trim_end_matches('/').to_owned()
    } else {
        path.into_owned()
    }
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

/// `None`: it leads above the root.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut made = String::new();
    for part in parts {
        made.push('/');
        made.push_str(part);
    }
    Some(made)
}

/// Its key, and the last part of it.
fn places(page: &Page) -> [(usize, String); 2] {
    let name = page.key.rsplit('/').next().unwrap_or_default();
    [&*page.key, name].map(|text| (page.language, text.to_owned()))
}

fn addresses(page: &Page) -> impl Iterator<Item = String> {
    let own = Some(&page.address).filter(|address| !address.is_empty());
    own.into_iter()
        .chain(&page.aliases)
        .map(|address| bare(address).to_owned())
}

fn bare(address: &str) -> &str {
    let address = address.strip_suffix("index.html").unwrap_or(address);
    address.trim_end_matches('/')
}

fn take<K: std::hash::Hash + Eq, T: PartialEq>(map: &mut HashMap<K, Vec<T>>, at: &K, id: &T) {
    if let Some(ids) = map.get_mut(at) {
        ids.retain(|other| other != id);
        if ids.is_empty() {
            map.remove(at);
        }
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
