//! What a link in an article means within the site.

use std::{cmp::Ordering, collections::BTreeSet, path::Path, sync::Arc};

use percent_encoding::percent_decode_str;

use super::{
    Entry, Site,
    kind::Kind,
    pages::{
        ListKey, Page, Place, place_of,
        refs::{Found, From, Index},
    },
    shortcodes::calls::{Call, calls},
};
use crate::model::markdown::shortcode;

/// An article that can be linked to; another one at each path.
#[derive(Clone, Debug)]
struct Linked(Arc<Entry>);

impl PartialEq for Linked {
    fn eq(&self, other: &Self) -> bool {
        self.0.path == other.0.path
    }
}

impl Eq for Linked {}

impl PartialOrd for Linked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Linked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.path.cmp(&other.0.path)
    }
}

/// The articles by what links name. Two are always the same: it follows from the articles.
#[derive(Clone, Debug, Default)]
pub struct Links {
    index: Index<Linked>,
    /// The addresses that several have, in small letters.
    contested: BTreeSet<String>,
}

impl PartialEq for Links {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Links {
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn add(&mut self, entry: &Arc<Entry>) {
        if let Ok(page) = &entry.page {
            self.index.add(page, Linked(Arc::clone(entry)));
            let address = page.address.to_lowercase();
            let is_known = address.is_empty() || self.contested.contains(&address);
            if !is_known && self.index.claims(&address).nth(1).is_some() {
                self.contested.insert(address);
            }
        }
    }

    pub fn remove(&mut self, entry: &Arc<Entry>) {
        if let Ok(page) = &entry.page {
            self.index.remove(page, &Linked(Arc::clone(entry)));
            let address = page.address.to_lowercase();
            if self.contested.contains(&address) && self.index.claims(&address).nth(1).is_none() {
                self.contested.remove(&address);
            }
        }
    }

    /// The articles other than that at a path whose pages have the key and language of a page.
    pub(super) fn twins<'a>(
        &'a self,
        page: &'a Page,
        path: &'a Path,
    ) -> impl Iterator<Item = &'a Entry> {
        let alike = self.index.alike_in_key(page);
        let others = alike.filter(move |(linked, _)| *linked.0.path != *path);
        others.map(|(linked, _)| &*linked.0)
    }

    /// The lists with a key, with the dates that they have of their own.
    pub(super) fn lists<'a>(
        &'a self,
        (language, key): &'a ListKey,
    ) -> impl Iterator<Item = &'a Entry> {
        let all = self.index.with_key(*language, key);
        all.filter(|(_, page)| page.kind != Kind::Page)
            .map(|(linked, _)| &*linked.0)
    }

    /// The addresses that several articles have, seen or not, in their order.
    pub fn contested(&self) -> impl Iterator<Item = (&str, Vec<&Entry>)> {
        let contested = self.contested.iter();
        contested.map(|address| {
            let claims = self.index.claims(address);
            (address.as_str(), claims.map(|linked| &*linked.0).collect())
        })
    }
}

impl Site {
    /// Whether the list has the article at a path, which has a page. It costs no look at all of them.
    pub fn has_page(&self, path: &Path) -> bool {
        self.linked_at(path).is_some()
    }

    /// The article at a path as it was taken in, if it has a page.
    pub(super) fn linked_at(&self, path: &Path) -> Option<&Entry> {
        let place = place_of(&self.settings, &self.path_in_site(path)?).ok()?;
        let all = self.links.index.with_key(place.language, &place.key);
        let mut all = all.map(|(linked, _)| &*linked.0);
        all.find(|entry| *entry.path == *path)
    }

    /// The article that a link of the article at `from` leads to: the file or page it names, or
    /// the one at its address, an alias too. `None`: nothing is known to be there. What follows
    /// `#` or `?` does not count. Of a list, the dates are its own.
    pub fn linked(&self, from: &Path, address: &str) -> Option<&Entry> {
        Some(&*self.leads(from, address)?.0)
    }

    fn leads(&self, from: &Path, address: &str) -> Option<&Linked> {
        let place = self.place_in_site(from)?;
        if shortcode::begins(address) {
            let (calls, _) = calls(address, 0);
            return self.linked_by(&place, calls.first()?);
        }
        let path = address.split(['#', '?']).next()?;
        if path.is_empty() || path.starts_with("//") {
            return None;
        }
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        self.at_address(from, &place, &decoded)
            .or_else(|| self.links.index.by_link(place.from(), path))
            .or_else(|| self.by_name(&place, &decoded))
    }

    /// The article that a call in the text of the file at a place leads to: `{{< ref "ferry.md" >}}`.
    pub(super) fn by_call(&self, place: &Place, call: &Call) -> Option<&Entry> {
        Some(&*self.linked_by(place, call)?.0)
    }

    /// Where the file of an article stands in the content.
    pub(super) fn place_in_site(&self, path: &Path) -> Option<Place> {
        place_of(&self.settings, &self.path_in_site(path)?).ok()
    }

    fn linked_by(&self, place: &Place, call: &Call) -> Option<&Linked> {
        let (from, path) = self.referred(place, call)?;
        match self.links.index.by_ref(from, path) {
            Found::One(linked) => Some(linked),
            Found::Ambiguous | Found::None => None,
        }
    }

    /// What a call names, and where that is looked for.
    pub(super) fn referred<'a>(
        &self,
        place: &'a Place,
        call: &'a Call,
    ) -> Option<(From<'a>, &'a str)> {
        let (path, language) = call.reference()?;
        let mut from = place.from();
        if let Some(code) = language {
            from.language = self.settings.languages.of_code(code)?;
        }
        Some((from, path))
    }

    /// The article at an address; one that does not begin with a slash starts at the page's own.
    fn at_address(&self, from: &Path, place: &Place, path: &str) -> Option<&Linked> {
        let index = &self.links.index;
        if path.starts_with('/') {
            return index.by_address(path);
        }
        let is_it = |linked: &Linked| *linked.0.path == *from;
        let page = index.page_of(place.language, &place.key, is_it)?;
        index.by_address(&joined(&page.address, path)?)
    }

    /// Without settings the pattern of addresses is not known: the only page of the last name.
    fn by_name(&self, place: &Place, address: &str) -> Option<&Linked> {
        if self.settings.is_hugo() || address.contains("..") {
            return None;
        }
        let name = address.trim_end_matches('/').rsplit('/').next()?;
        let name = name.trim_end_matches(".html").trim_end_matches(".md");
        match self.links.index.by_name(place.language, name) {
            Found::One(linked) => Some(linked),
            Found::Ambiguous | Found::None => None,
        }
    }
}

/// The address that a relative one is at that of a page; `None`: it leads above the site.
pub fn joined(address: &str, path: &str) -> Option<String> {
    let (folder, _) = address.rsplit_once('/')?;
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
    Some(format!("/{}", parts.join("/")))
}
#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn check(from: &str, address: &str, expected: Option<&str>) {
        let entry = |path: &str| Entry::read(PathBuf::from("/s/content").join(path), "");
        let mut site = Site {
            articles: vec![
                entry("posts/ferry.md"),
                entry("posts/tide/index.md"),
                entry("posts/_index.md"),
                entry("columns/two words.md"),
                entry("columns/tide.md"),
            ]
            .into(),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };

        site.settle();
        let found = site.linked(&Path::new("/s/content").join(from), address);

        let found = found.map(|linked| linked.path.to_str().unwrap());
        let expected = expected.map(|path| format!("/s/content/{path}"));
        assert_eq!(found, expected.as_deref(), "{from} {address}");
    }

    #[test]
    fn files_are_found_from_the_article() {
        check("posts/tide/index.md", "../ferry.md", Some("posts/ferry.md"));
        check(
            "posts/ferry.md",
            "tide/index.md",
            Some("posts/tide/index.md"),
        );
        check(
            "posts/ferry.md",
            "../columns/two%20words.md#top",
            Some("columns/two words.md"),
        );
    }

    #[test]
    fn pages_are_found_as_the_site_names_them() {
        check("columns/tide.md", "/posts/ferry/", Some("posts/ferry.md"));
        check("columns/tide.md", "/posts/", Some("posts/_index.md"));
        check("posts/ferry.md", "../tide/", Some("posts/tide/index.md"));
        check("posts/tide/index.md", "../ferry/", Some("posts/ferry.md"));
        check("columns/tide.md", "/2026/02/ferry/", Some("posts/ferry.md"));
    }

    #[test]
    fn nothing_is_found_outside_or_where_two_have_the_name() {
        check("posts/ferry.md", "../../../etc/passwd", None);
        check("posts/ferry.md", "//host/ferry", None);
        check("posts/ferry.md", "/2026/02/tide/", None);
        check("posts/ferry.md", "#top", None);
        check("posts/ferry.md", "picture.jpg", None);
    }
}
