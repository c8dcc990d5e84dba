//! Changes of the list: few of them cost a look at each of its paths, not that all is made anew.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Entry, Site,
    bundle::Role,
    in_list_order,
    kind::Kind,
    pages::{NoPage, may_be_one, place_of},
};

/// One thing that happened to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The article at this place went.
    Out(usize),
    /// One came to this place.
    In(usize),
    /// The one at this place is another.
    Other(usize),
}

/// What happened to the list last, for what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// The revision before the first one.
    from: u64,
    /// Each with the revision that it led to.
    moves: Vec<(u64, Move)>,
}

impl Moves {
    /// All is another from this revision on.
    pub(super) fn forget(&mut self, revision: u64) {
        self.from = revision;
        self.moves.clear();
    }

    pub(super) fn add(&mut self, revision: u64, made: Move) {
        if self.moves.len() >= MOST_MOVES {
            self.forget(revision);
            return;
        }
        self.moves.push((revision, made));
    }

    /// `None`: too much happened.
    pub(super) fn since(&self, revision: u64) -> Option<impl Iterator<Item = Move>> {
        let later = move |(at, made): &(u64, Move)| (*at > revision).then_some(*made);
        (revision >= self.from).then(|| self.moves.iter().filter_map(later))
    }
}

/// So many are kept: to follow more is dearer than to look at all.
const MOST_MOVES: usize = 64;
/// So many changes are put into the list one after another.
const PUT_ONE_BY_ONE: usize = 16;

impl Site {
    /// Stands in the place of one that was read before: nothing of its list is as it was.
    pub fn succeed(&mut self, old: &Self) {
        self.revision += old.revision;
        self.moves.forget(self.revision);
    }

    /// Takes in changed articles; `None` is gone. Many of them, and one that hands down to what lies
    /// beneath it, have all made anew.
    pub fn update(&mut self, changes: Vec<(PathBuf, Option<Entry>)>) {
        self.revision += 1;
        // The last word on a path counts.
        let mut news: HashMap<PathBuf, Option<Entry>> = changes.into_iter().collect();
        let is_hugo = self.settings.is_hugo();
        let hands_down = |path: &PathBuf| {
            let may_lead = Role::of(path) != Role::Leaf && self.may_stand_for_folder(path);
            is_hugo && may_lead
        };
        let may_displace = |(path, entry): (&PathBuf, &Option<Entry>)| {
            is_hugo && self.place_of(path).is_some() != entry.is_some() && self.has_one_like(path)
        };
        let is_for_all = news.len() > PUT_ONE_BY_ONE
            || news.keys().any(hands_down)
            || news.iter().any(may_displace);
        if is_for_all {
            self.articles
                .retain(|entry| !news.contains_key(&*entry.path));
            self.articles
                .extend(news.drain().filter_map(|(_, entry)| entry));
            self.settle();
            return;
        }
        let mut news: Vec<_> = news.into_iter().collect();
        news.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (path, entry) in news {
            self.put(&path, entry);
        }
    }

    /// Whether another article may be the same page as the file at a path: of doubles Hugo opens one.
    fn has_one_like(&self, path: &Path) -> bool {
        let Some(stood) = self.stood(path) else {
            return false;
        };
        let mut others = self.articles.iter().filter(|it| *it.path != *path);
        others.any(|other| {
            let is_near = start_of_name(&other.path).eq(start_of_name(path));
            is_near
                && self
                    .stood(&other.path)
                    .is_some_and(|it| may_be_one(&it, &stood))
        })
    }

    /// Where the file at a path stands in the content.
    fn stood(&self, path: &Path) -> Option<String> {
        self.settings.content_path(&self.path_in_site(path)?)
    }

    /// Takes in one article that hands nothing down.
    fn put(&mut self, path: &Path, entry: Option<Entry>) {
        let old = self.place_of(path).and_then(|at| {
            self.moves.add(self.revision, Move::Out(at));
            self.articles.remove(at)
        });
        if let Some(old) = &old {
            self.links.remove(old);
        }
        let comes_or_goes = old.is_some() != entry.is_some();
        let mut moved = Vec::new();
        if comes_or_goes && self.settings.is_hugo() {
            moved = self.take_out_of_bundle(path, entry.is_some());
        }
        let entries = entry.map(Arc::new).into_iter().chain(moved.iter().cloned());
        let entries: Vec<Arc<Entry>> = entries.map(|entry| self.with_page(entry)).collect();
        let stays = match (&old, &*entries) {
            (Some(old), [new]) if self.lists_above(old) == self.lists_above(new) => {
                Some((Arc::clone(old), Arc::clone(new)))
            }
            _ => None,
        };
        let mut lists = BTreeSet::new();
        if !stays
            .as_ref()
            .is_some_and(|(old, new)| is_dated_alike(old, new))
        {
            for entry in old.iter().chain(&moved).chain(&entries) {
                lists.extend(self.lists_above(entry));
            }
        }
        // A list that a bundle gave free has no dates yet.
        let own = |entry: &Arc<Entry>| {
            let page = entry.page.as_ref().ok()?;
            (page.kind != Kind::Page).then(|| (page.language, page.key.clone()))
        };
        lists.extend(entries.iter().filter_map(own));
        let changed: Vec<Arc<Entry>> = old.into_iter().chain(entries.iter().cloned()).collect();
        self.put_in(entries);
        self.note_twins(&changed);
        match stays {
            Some((old, new)) => self.date_lists_after(&lists, &old, &new),
            None => self.date_lists(Some(&lists)),
        }
    }

    /// Whether readers see a page may turn on others with its key.
    fn note_twins(&mut self, changed: &[Arc<Entry>]) {
        let pages = changed
            .iter()
            .filter_map(|it| Some((&it.path, it.page.as_ref().ok()?)));
        let twins = pages.flat_map(|(path, page)| self.links.twins(page, path));
        let twins: Vec<usize> = twins.filter_map(|twin| self.place_of(&twin.path)).collect();
        for at in twins {
            self.moves.add(self.revision, Move::Other(at));
        }
    }

    fn put_in(&mut self, entries: Vec<Arc<Entry>>) {
        if entries.len() > PUT_ONE_BY_ONE {
            self.moves.forget(self.revision);
            self.articles.extend(entries);
            self.articles.sort_by(in_list_order);
            return;
        }
        for entry in entries {
            let is_before = |other: &Entry| in_list_order(other, &entry) == Ordering::Less;
            let at = self.articles.partition_point(is_before);
            self.moves.add(self.revision, Move::In(at));
            self.articles.insert(at, entry);
        }
    }

    /// An article with what the site makes of it.
    fn with_page(&mut self, mut entry: Arc<Entry>) -> Arc<Entry> {
        let page = self.page_of_entry(&entry);
        Arc::make_mut(&mut entry).set_page(page);
        self.links.add(&entry);
        let page = entry.page.as_ref().ok();
        let change = page.and_then(|page| page.next_change(self.read_at_secs));
        // An earlier one counts; one that is over is looked for again when it comes.
        self.changes_at_secs = self.changes_at_secs.into_iter().chain(change).min();
        entry
    }

    /// The file at `path` came or went: where it makes a bundle of its folder, takes out those articles
    /// that may have another page by it.
    fn take_out_of_bundle(&mut self, path: &Path, comes: bool) -> Vec<Arc<Entry>> {
        let Some(folder) = self.bundle_of(path) else {
            return Vec::new();
        };
        let is_within = |key: &str| {
            let below = key.strip_prefix(&*folder);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        let may_move = |entry: &Entry| match &entry.page {
            Ok(page) => is_within(&page.key),
            Err(NoPage::InBundle(_) | NoPage::OtherIndex | NoPage::Stops(_)) => true,
            Err(_) => false,
        };
        let mut others = self.articles.iter().filter(|entry| may_move(entry));
        let is_bundle =
            comes || others.any(|it| self.bundle_of(&it.path).as_ref() == Some(&folder));
        let mut at = 0;
        let mut places = Vec::new();
        let goes = |entry: &Entry| {
            let goes = may_move(entry);
            if goes {
                places.push(at);
            } else {
                at += 1;
            }
            goes
        };
        let moved = self.articles.take_out(goes);
        for at in places {
            self.moves.add(self.revision, Move::Out(at));
        }
        for entry in &moved {
            self.links.remove(entry);
        }
        self.pages.set_leaf(&self.settings, folder, is_bundle);
        moved
    }

    /// The key of the folder that a file makes a bundle of.
    fn bundle_of(&self, path: &Path) -> Option<String> {
        // Looked for by the name first, which most files do not have.
        let path = self
            .path_in_site(path)
            .filter(|_| Role::of(path) == Role::Leaf)?;
        let place = place_of(&self.settings, &path).ok()?;
        (place.role == Role::Leaf).then_some(place.key)
    }
}

/// The letters of a file's name up to its first dot that are told apart, which costs little.
fn start_of_name(path: &Path) -> impl Iterator<Item = u8> {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let start = name.iter().take_while(|byte| **byte != b'.');
    start
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(u8::to_ascii_lowercase)
}

/// Whether two articles count alike for the dates of the lists that both are in.
fn is_dated_alike(one: &Entry, other: &Entry) -> bool {
    match (&one.page, &other.page) {
        (Ok(one), Ok(other)) => {
            one.dates == other.dates && one.address.is_empty() == other.address.is_empty()
        }
        (Err(_), Err(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prop_assert_eq, proptest};

    use super::*;
    use crate::model::site::{Rivals, hugo::Settings};

    /// One in which the place of a file decides about its page.
    fn hugo(articles: Vec<Entry>) -> Site {
        let mut settings = Settings::default();
        settings.files.push("hugo.toml".to_owned());
        let mut site = Site {
            articles: articles.into(),
            settings: Arc::new(settings),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };
        site.settle();
        site
    }

    /// In few folders, so that bundles hold others, and lists.
    fn path(number: usize) -> PathBuf {
        let folder = ["", "a", "a/b", "c"][number / 6 % 4];
        let name = ["index", "index.nl", "_index", "one", "one.en", "deep/three"][number % 6];
        PathBuf::from(format!("/s/content/{folder}/{name}.md"))
            .components()
            .collect()
    }

    fn entry((number, said): (usize, usize)) -> Entry {
        let date = match said % 4 {
            0 => String::new(),
            year => format!("date: 200{year}-01-01\n"),
        };
        let url = match said / 4 {
            0 => "",
            1 => "url: /same/\n",
            _ => "tags: [x]\naliases: [/old/, /old]\n",
        };
        Entry::read(path(number), &format!("---\n{date}{url}---\n"))
    }

    /// Looked for in all of them.
    fn rivals(site: &Site) -> Vec<Rivals> {
        let mut found: Vec<Rivals> = Vec::new();
        let mut entries: Vec<&Entry> = site.articles.iter().collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        for entry in entries {
            let Ok(page) = &entry.page else { continue };
            let address = page.address.to_lowercase();
            if address.is_empty() || !site.verdict(entry, 0).state.is_public() {
                continue;
            }
            let path = Arc::clone(&entry.path);
            match found.iter_mut().find(|it| it.address == address) {
                Some(rivals) => rivals.articles.push(path),
                None => found.push(Rivals {
                    address,
                    articles: vec![path],
                }),
            }
        }
        found.retain(|rivals| rivals.articles.len() > 1);
        found.sort_by(|a, b| a.address.cmp(&b.address));
        found
    }

    #[test]
    fn a_folder_of_many_that_becomes_a_bundle_is_put_into_the_list_at_once() {
        let at = |name: &str| PathBuf::from(format!("/s/content/a/{name}.md"));
        let of = |path: PathBuf| Entry::read(path, "");
        let mut site = hugo((0..200).map(|it| of(at(&it.to_string()))).collect());
        let before = site.revision;

        for index in [Some(of(at("index"))), None] {
            site.update(vec![(at("index"), index)]);

            assert!(site.moves.since(before).is_none());
            let mut again = site.clone();
            again.settle();
            assert_eq!(site.articles, again.articles);
            assert_eq!(site.rivals(0), rivals(&site));
        }
    }

    /// Where links of each article lead that has a page.
    fn links(site: &Site) -> Vec<Option<&Path>> {
        let written = [
            "/same/",
            "/old/",
            "/a/b/",
            "../one/",
            "/c/index.html",
            "one",
            "two.md",
            "{{< ref one >}}",
        ];
        let each = site.articles.iter();
        let to = |entry: &Entry, written| Some(&*site.linked(&entry.path, written)?.path);
        each.flat_map(|entry| written.map(|written| to(entry, written)))
            .collect()
    }

    proptest! {
        #[test]
        fn one_by_one_and_all_at_once_give_the_same_list(
            said in vec(option::of(0..12_usize), 24),
            changes in vec((0..24_usize, option::of(0..12_usize)), 1..8),
        ) {
            let there = said.into_iter().enumerate();
            let there = there.filter_map(|(number, said)| Some(entry((number, said?))));
            let mut site = hugo(there.collect());
            for (number, said) in changes {
                let mut again = site.clone();
                let change = said.map(|said| entry((number, said)));

                site.update(vec![(path(number), change)]);

                again.articles = site.articles.clone();
                again.settle();
                prop_assert_eq!(&site.articles, &again.articles);
                prop_assert_eq!(&site.pages, &again.pages);
                prop_assert_eq!(site.rivals(0), rivals(&site));
                prop_assert_eq!(links(&site), links(&again));
            }
        }
    }
}
