//! What the site makes of its articles: their pages, states and addresses.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Entry, Site,
    address::escaped,
    bundle::Role,
    generator::Generator,
    hugo::{Language, Part, Settings},
    kind::Kind,
    own::Own,
    pages::{NoPage, Page, Pages, place_of},
    status::{self, Reason, State, Verdict},
};
use crate::model::{
    front_matter::FrontMatter,
    markdown::blocks::Dialect,
    said::{Said, said},
};

/// Articles that want one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rivals {
    /// In small letters.
    pub address: String,
    /// Two or more, by path.
    pub articles: Vec<Arc<Path>>,
}

impl Site {
    /// Makes the pages of all articles anew, and puts them in their order. Call it after filling
    /// `articles`.
    pub fn settle(&mut self) {
        self.revision += 1;
        self.moves.forget(self.revision);
        // Only those say something about others.
        let of_folders = self
            .articles
            .iter()
            .filter(|entry| self.may_stand_for_folder(&entry.path));
        let named: Vec<(String, Own)> = of_folders
            .filter_map(|entry| Some((self.path_in_site(&entry.path)?, entry.own.open())))
            .collect();
        let files = named.iter().map(|(path, own)| (path.as_str(), own));
        let paths = self.articles.iter().map(|entry| &entry.path);
        let paths = paths.filter_map(|path| self.path_in_site(path));
        let paths: Vec<String> = paths.collect();
        let paths = paths.iter().map(String::as_str);
        self.pages = Pages::of(&self.settings, paths, files, self.read_at_secs);
        let mut articles = std::mem::take(&mut self.articles);
        self.links.clear();
        for entry in articles.shared_mut() {
            let page = self.page_of_entry(entry);
            // One that is as it was stays with all that have it.
            if entry.page.as_deref() != page.as_ref() {
                Arc::make_mut(entry).set_page(page);
            }
            self.links.add(entry);
        }
        self.articles = articles;
        self.date_lists(None);
        self.changes_at_secs = self.next_change(self.read_at_secs);
        self.sort();
    }

    /// Whether a file may say something about others: by its name, or as it may be mounted under another.
    pub(super) fn may_stand_for_folder(&self, path: &Path) -> bool {
        Role::of(path).is_folder() || !path.starts_with(&self.content)
    }

    /// As [`settle`](Self::settle), with another moment as the one at which the site is read.
    pub fn settle_at(&mut self, now_secs: i64) {
        self.read_at_secs = now_secs;
        self.settle();
    }

    /// How many seconds after `now_secs` an article changes its state next.
    pub fn secs_to_change(&mut self, now_secs: i64) -> Option<u64> {
        if self.changes_at_secs? <= now_secs {
            self.changes_at_secs = self.next_change(now_secs);
        }
        u64::try_from(self.changes_at_secs? - now_secs).ok()
    }

    pub(super) fn page_of_entry(&self, entry: &Entry) -> Result<Page, NoPage> {
        self.page(&entry.path, &entry.own.open())
    }

    fn page(&self, path: &Path, own: &Own) -> Result<Page, NoPage> {
        let path = self.path_in_site(path).ok_or(NoPage::OutsideOfContent)?;
        if self.settings.is_hugo() {
            self.pages.page(&self.settings, &path, own)
        } else {
            self.pages.page_alone(&self.settings, &path, own)
        }
    }

    /// The address of an article if its file were at `path`: `/posts/ferry/`. `None`: it has none, or
    /// what decides about it is not known.
    pub fn address_at(&self, entry: &Entry, path: &Path) -> Option<String> {
        let page = self.page(path, &entry.own.open()).ok();
        let page = page.filter(|_| self.settings.is_hugo())?;
        (!page.address.is_empty()).then_some(page.address)
    }

    /// The page that an article would be with this head, as it stands in `text`.
    pub fn page_of(&self, path: &Path, head: &FrontMatter, text: &str) -> Result<Page, NoPage> {
        self.page(path, &Own::at(path, head, text, &self.settings))
    }

    /// The page of an article of the list.
    ///
    /// # Errors
    /// Why it is none; that it is outside of the content, if it is in no list.
    pub fn page_at(&self, path: &Path) -> Result<Page, NoPage> {
        let entry = self.articles.iter().find(|entry| *entry.path == *path);
        let page = entry.map(|entry| entry.page.clone());
        page.unwrap_or(Err(NoPage::OutsideOfContent))
            .map(Arc::unwrap_or_clone)
    }

    /// The path of a file from the root, with `/`; one of a content folder outside of it begins
    /// as the settings name that folder.
    pub fn path_in_site(&self, path: &Path) -> Option<String> {
        let (start, below) = if let Ok(below) = path.strip_prefix(&self.root) {
            (None, below)
        } else {
            let below = path.strip_prefix(&self.content).ok()?;
            (self.settings.folders(Part::Content).next(), below)
        };
        let names = below.iter().map(|name| name.to_string_lossy());
        let mut made = start.unwrap_or_default().to_owned();
        for name in names {
            if !made.is_empty() {
                made.push('/');
            }
            made.push_str(&name);
        }
        Some(made)
    }

    /// Whether readers see an article at `now_secs`, and why.
    pub fn verdict(&self, entry: &Entry, now_secs: i64) -> Verdict {
        let verdict = self.verdict_of_head(entry, now_secs);
        verdict.with(entry.stop_in_text.as_deref())
    }

    /// The same whatever its text is.
    pub(super) fn verdict_of_head(&self, entry: &Entry, now_secs: i64) -> Verdict {
        if self.settings.is_hugo() {
            let made;
            let page = match &entry.page {
                // As it is typed, it is not in the list.
                Err(NoPage::OutsideOfContent) => {
                    made = self.page_of_entry(entry);
                    made.as_ref()
                }
                page => page.as_deref(),
            };
            let verdict = status::verdict(&self.settings, page, now_secs);
            let page = page.ok().filter(|_| verdict.state.is_public());
            let by_twin = page.and_then(|page| self.reason_of_twin(page, &entry.path, now_secs));
            return by_twin.map_or(verdict, Verdict::by);
        }
        // Only a mark that all generators take alike is believed.
        let reason = if entry.is_draft {
            Reason::Draft(None)
        } else {
            Reason::Unknown(match self.settings.generator {
                Generator::Folder => said!("site-is-none"),
                other => said!("site-of-other", name = other.name()),
            })
        };
        let state = if entry.is_draft {
            State::Draft
        } else {
            State::Unknown
        };
        Verdict {
            state,
            reasons: vec![reason],
        }
    }

    /// Why readers do not see a public page that shares its key with a file in another folder: Hugo makes
    /// none of the two where one of them is not built, from 0.153 on, and else one of them by chance.
    fn reason_of_twin(&self, page: &Page, path: &Path, now_secs: i64) -> Option<Reason> {
        let version = self.settings.version;
        if !version.has(123) {
            return None;
        }
        let mut reason = None;
        for other in self.links.twins(page, path) {
            let state = status::verdict(&self.settings, other.page.as_deref(), now_secs).state;
            let shown = || self.path_in_site(&other.path).unwrap_or_default();
            match state {
                State::Published | State::Unlisted | State::StopsBuild => {}
                State::Draft | State::Scheduled | State::Expired | State::Never
                    if version.has(153) =>
                {
                    return Some(Reason::NoPage(NoPage::Twin(shown())));
                }
                _ => reason = Some(Reason::Unknown(said!("page-one-of-two", other = shown()))),
            }
        }
        reason
    }

    /// Takes in why Hugo builds nothing for the texts of articles; of all others nothing keeps it from
    /// that.
    pub fn set_stops_in_texts(&mut self, mut stops: HashMap<PathBuf, Said>) {
        for entry in self.articles.shared_mut() {
            let why = stops.remove(&*entry.path);
            if why.is_some() || entry.stop_in_text.is_some() {
                self.links.remove(entry);
                Arc::make_mut(entry).set_stop_in_text(why);
                self.links.add(entry);
            }
        }
    }

    /// The next moment after `now_secs` at which an article changes its state.
    pub(super) fn next_change(&self, now_secs: i64) -> Option<i64> {
        let pages = self
            .articles
            .iter()
            .filter_map(|entry| entry.page.as_ref().ok());
        pages.filter_map(|page| page.next_change(now_secs)).min()
    }

    /// How the markdown of the file at `path` is read.
    pub fn dialect_of(&self, path: &Path) -> Dialect {
        let path = self.path_in_site(path);
        let place = path.and_then(|path| place_of(&self.settings, &path).ok());
        let language = place.map_or(self.settings.languages.default, |place| place.language);
        self.settings.dialect(language)
    }

    pub fn language_of_page(&self, page: &Page) -> Option<&Language> {
        self.settings.language(page.language)
    }

    /// The language of an article as the site has it: `nl-NL`. Of a site without settings it is
    /// not known.
    pub fn locale_of(&self, path: &Path) -> Option<&str> {
        if !self.settings.is_hugo() {
            return None;
        }
        let path = self.path_in_site(path);
        let place = path.and_then(|path| place_of(&self.settings, &path).ok());
        let language = match place {
            Some(place) => self.settings.language(place.language),
            None => self.settings.languages.default_one(),
        };
        language
            .filter(|language| language.is_named)
            .map(|language| &*language.locale)
    }

    /// The whole address of a page: `https://example.org/posts/ferry/`. `None`: it has none, or the
    /// site says no host.
    pub fn permalink(&self, page: &Page) -> Option<String> {
        let base = &self.language_of_page(page)?.base;
        let is_known = !page.address.is_empty() && !base.host.is_empty();
        is_known.then(|| format!("{}://{}{}", base.scheme, base.host, escaped(&page.address)))
    }

    /// The addresses that several of its public pages want: readers see one of them. Capitals do
    /// not count, as they do not on every disk. Costs nothing where no two have one address, and a
    /// look at all articles where a list is one of them.
    pub fn rivals(&self, now_secs: i64) -> Vec<Rivals> {
        let contested: Vec<(&str, Vec<&Entry>)> = self.links.contested().collect();
        let is_list = |entry: &&Entry| entry.page.as_ref().is_ok_and(|it| it.kind != Kind::Page);
        let lists = contested.iter().flat_map(|(_, linked)| linked);
        let lists: HashSet<&OsStr> = lists
            .filter(|it| is_list(it))
            .map(|it| it.path.as_os_str())
            .collect();
        // The dates of a list came later than its link.
        let lists: HashMap<&OsStr, &Entry> = if lists.is_empty() {
            HashMap::new()
        } else {
            let paths = self.articles.iter().map(|it| (it.path.as_os_str(), it));
            paths.filter(|(path, _)| lists.contains(path)).collect()
        };
        // Each language has a host of its own there.
        let is_multihost = self.settings.languages.is_multihost;
        let mut found = Vec::new();
        for (address, linked) in contested {
            let mut of_hosts = BTreeMap::<usize, Vec<Arc<Path>>>::new();
            for entry in linked {
                let entry = lists.get(entry.path.as_os_str()).copied().unwrap_or(entry);
                if self.verdict(entry, now_secs).state.is_public() {
                    let page = entry.page.as_ref().ok();
                    let host = page.map_or(0, |page| page.language);
                    let host = if is_multihost { host } else { 0 };
                    of_hosts
                        .entry(host)
                        .or_default()
                        .push(Arc::clone(&entry.path));
                }
            }
            let several = of_hosts.into_values().filter(|articles| articles.len() > 1);
            found.extend(several.map(|mut articles| {
                articles.sort();
                let address = address.to_owned();
                Rivals { address, articles }
            }));
        }
        found
    }

    /// The parts of the address of the article at `path`, which has this head: `2026`, `a`.
    pub fn address_of(&self, path: &Path, head: &FrontMatter, text: &str) -> Vec<String> {
        let page = self.page_of(path, head, text);
        let address = page.map(|page| page.address).unwrap_or_default();
        let parts = address.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

impl Settings {
    /// Whether there are any: without them nothing is known of a site but its files.
    pub fn is_hugo(&self) -> bool {
        // `base_url` is Zola's.
        !self.files.is_empty() && self.tree.get("base_url").is_none()
    }
}
