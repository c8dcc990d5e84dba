//! What the rules find in the texts of a site: in one that is written, for the window, and in many at once,
//! for window and command.
//!
//! Limits: of a text over `MAX_TEXT_BYTES`, or with more markup than people write, the head alone is looked at; of one article at most
//! [`MOST_IN_ARTICLE`] findings are kept, the gravest.

mod before;
mod files;
mod learning;
mod spelled;
mod stops;
mod whole;

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{
    beneath::{self, BeneathError},
    encoding,
    folders::Folders,
    pictures::library::{self, Depth},
    store::ReadError,
};
pub use before::Before;
use files::SiteFiles;
pub use learning::Learning;
use spelled::Spelled;
pub use stops::with_stops;
pub use whole::{Look, SoFar, look};

use crate::model::{
    check::{self, Article, Facts, Findings, Known, Located, Shared, Wanted},
    document::ContentHash,
    finding::{Finding, Rule},
    front_matter::{self, FrontMatter},
    markdown::{blocks, density::is_too_dense},
    picture::{library::Library, listed::Listed},
    said::Said,
    schema::{Override, Schema},
    site::{
        Entry, Site,
        linking::{Linking, LinksOut},
    },
};

const MAX_TEXT_BYTES: u64 = 5_000_000;
pub const MOST_IN_ARTICLE: usize = 200;

/// What was found in one article.
#[derive(Clone, Debug)]
pub struct InArticle {
    pub path: PathBuf,
    /// Of what the file held.
    pub hash: ContentHash,
    /// In the order of the text.
    pub findings: Vec<Located>,
    pub links: LinksOut,
    /// Of a text that is too long, or has too much markup, the head alone was looked at.
    pub is_whole: bool,
}

/// What was found in a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// In the order that was asked for.
    pub articles: Vec<InArticle>,
    /// In the settings of the site, whichever articles are checked.
    pub settings: Vec<InArticle>,
    /// In the files of pictures, where someone looked.
    pub pictures: Vec<InArticle>,
    pub unread: Vec<ReadError>,
}

/// What follows from all articles of a site, whichever are checked. [`Learning`] has it follow them.
pub struct OfSite {
    pub site: Arc<Site>,
    pub schema: Arc<Schema>,
    /// The words in its tags and authors.
    pub names: Arc<BTreeSet<String>>,
    pub findings: Findings,
    known: Known,
    files: SiteFiles,
    wanted: Wanted,
    /// What is usual in the sections, and what the settings of the fields say.
    habits: Arc<[Shared]>,
    said: Vec<Override>,
    /// `None`: nobody asks, or who asks marks the words by itself.
    spelled: Option<Mutex<Spelled>>,
    /// What of the settings of the checks is not understood, one line each.
    pub problems: Vec<Said>,
    /// The same of the settings of the fields.
    pub of_fields: Vec<Said>,
}

/// Two are equal that are one.
impl PartialEq for OfSite {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl std::fmt::Debug for OfSite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("OfSite");
        shown.field("root", &self.site.root).finish_non_exhaustive()
    }
}

impl OfSite {
    pub fn of(site: Arc<Site>, now_secs: i64) -> Self {
        Learning::default().learned(site, None, now_secs)
    }

    /// The same with rules that are looked for only where someone asks for them.
    #[must_use]
    pub fn asked_for(mut self, rules: impl IntoIterator<Item = Rule>) -> Self {
        self.wanted.turn_on(rules);
        self
    }

    /// The first article for which nothing is built.
    pub fn stopping(&self) -> Option<&Path> {
        let entry = self
            .known
            .stopping()
            .filter(|_| self.site.settings.is_hugo());
        entry.map(|entry| &*entry.path)
    }

    /// Whether someone asks for the words that no dictionary knows.
    pub fn wants_spelling(&self) -> bool {
        self.wanted.asks_for(Rule::TextSpelling)
    }

    /// The same with these words.
    #[must_use]
    pub fn with_spelling(mut self, folders: &Folders) -> Self {
        let spelled = Spelled::new(&self.site, &self.schema, folders);
        self.spelled = Some(Mutex::new(spelled));
        self
    }

    /// Of an article that is in no site.
    pub fn nowhere() -> Self {
        let site = Site::empty(PathBuf::new(), PathBuf::new());
        Self {
            site: Arc::new(site),
            schema: Arc::default(),
            names: Arc::default(),
            findings: Findings::default(),
            known: Known::default(),
            files: SiteFiles::default(),
            wanted: Wanted::default(),
            habits: Arc::default(),
            said: Vec::new(),
            spelled: None,
            problems: Vec::new(),
            of_fields: Vec::new(),
        }
    }

    fn facts(&self, now_secs: i64) -> Facts<'_> {
        Facts {
            site: &self.site,
            known: &self.known,
            files: &self.files,
            wanted: &self.wanted,
            now_secs,
        }
    }

    /// A path as the list has it, which holds it once.
    fn listed(&self, path: &Path) -> Arc<Path> {
        let entry = self.known.entry(path);
        entry.map_or_else(|| path.into(), |entry| Arc::clone(&entry.path))
    }

    fn ignores(&self, path: &Path) -> bool {
        let path = self.site.path_in_site(path);
        path.is_some_and(|path| self.wanted.ignores(&path))
    }
}

/// What of the findings is kept; the others cost no memory.
pub type IsKept<'a> = dyn Fn(&Finding) -> bool + Sync + 'a;

/// Checks the articles at these places in the list of the site, as they are on the disk, on so many threads.
pub fn check(
    of_site: &OfSite,
    places: &[usize],
    now_secs: i64,
    threads: usize,
    is_kept: &IsKept<'_>,
) -> Checked {
    let before = before::All::read(&of_site.site);
    let (articles, unread) = in_articles(of_site, &before, places, now_secs, threads, is_kept);
    Checked {
        articles,
        settings: in_settings(of_site, is_kept),
        pictures: Vec::new(),
        unread,
    }
}

/// What is found in the pictures of the site, each by itself, as far as they are looked at.
pub fn pictures(
    of_site: &OfSite,
    depth: Depth,
    threads: usize,
    is_kept: &IsKept<'_>,
) -> Vec<InArticle> {
    let library = library::scan(&of_site.site, depth, threads, &|| true).unwrap_or_default();
    let found = in_pictures(of_site, &library).into_iter();
    let is_told = |(_, finding): &(Arc<Path>, Finding)| {
        let is_known = depth == Depth::All || finding.rule != Rule::ImageUnused;
        is_known && is_kept(finding)
    };
    let files = found.filter(is_told).map(|(path, finding)| InArticle {
        path: path.to_path_buf(),
        hash: ContentHash([0; 32]),
        findings: vec![Located::of_file(finding)],
        links: LinksOut::default(),
        is_whole: true,
    });
    files.collect()
}

/// The pictures of the site, with what is found of each, looked at beside a window.
pub fn listed(of_site: &OfSite) -> Listed {
    // Who writes meanwhile has a core for herself.
    let threads = all_threads().saturating_sub(1).max(1);
    let library = library::scan(&of_site.site, Depth::All, threads, &|| true).unwrap_or_default();
    let found = in_pictures(of_site, &library);
    Listed::new(library, &found)
}

fn in_pictures(of_site: &OfSite, library: &Library) -> Vec<(Arc<Path>, Finding)> {
    let mut found = check::pictures::found(library, &of_site.wanted);
    found.retain(|(path, _)| !of_site.ignores(path));
    found
}

/// Which articles lead to which, as they are on the disk.
pub fn linking(of_site: &OfSite, now_secs: i64) -> Linking {
    let places: Vec<usize> = (0..of_site.site.articles.len()).collect();
    let before = before::All::default();
    let (articles, _) = in_articles(of_site, &before, &places, now_secs, all_threads(), &|_| {
        false
    });
    let mut linking = Linking::of(&of_site.site);
    for article in articles {
        linking.set(&of_site.listed(&article.path), article.links);
    }
    linking
}

/// What is found in the articles at these places, and those that could not be read.
fn in_articles(
    of_site: &OfSite,
    before: &before::All,
    places: &[usize],
    now_secs: i64,
    threads: usize,
    is_kept: &IsKept<'_>,
) -> (Vec<InArticle>, Vec<ReadError>) {
    let facts = of_site.facts(now_secs);
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    let work = || {
        let mut found = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(number) else {
                break;
            };
            let entry = of_site.site.articles.get(*place);
            let entry = entry.filter(|entry| !of_site.ignores(&entry.path));
            found.extend(entry.map(|entry| {
                let before = before.of(&entry.path);
                (number, check_entry(&facts, of_site, entry, before, is_kept))
            }));
        }
        if let Ok(mut all) = all.lock() {
            all.extend(found);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(number, _)| *number);
    let (mut articles, mut unread) = (Vec::new(), Vec::new());
    for (_, one) in all {
        match one {
            Ok(one) => articles.push(one),
            Err(error) => unread.push(error),
        }
    }
    (articles, unread)
}

/// What keeps all of the site from being built.
fn in_settings(of_site: &OfSite, is_kept: &IsKept<'_>) -> Vec<InArticle> {
    let site = &of_site.site;
    let found = check::settings::found(&site.settings).into_iter();
    let kept = found.filter(|(_, located)| is_kept(&located.finding));
    let files = kept.map(|(path, located)| InArticle {
        path: site.root.join(path),
        hash: ContentHash([0; 32]),
        findings: vec![located],
        links: LinksOut::default(),
        is_whole: true,
    });
    files.collect()
}

/// As many threads as there are cores, up to four: more wait for the disk.
pub fn all_threads() -> usize {
    thread::available_parallelism().map_or(2, |count| count.get().min(4))
}

/// What is found in a text of the site as it stands in the window, at a path that it has or will have.
pub fn in_text(
    of_site: &OfSite,
    path: &Path,
    text: &str,
    before: Option<&Before>,
    now_secs: i64,
) -> Vec<Located> {
    if of_site.ignores(path) {
        return Vec::new();
    }
    let is_whole = text.len() as u64 <= MAX_TEXT_BYTES && !is_too_dense(text);
    let end = if is_whole {
        text.len()
    } else {
        front_matter::body_start(text)
    };
    let text = text.get(..end).unwrap_or_default();
    let site = &of_site.site;
    let head = front_matter::read(text);
    let entry = Entry::of_page(site, path, &head, text);
    let facts = of_site.facts(now_secs);
    let read = Subject {
        text,
        head: &head,
        entry: &entry,
        before,
        is_whole,
    };
    found(&facts, of_site, &read, &|_| true).0
}

/// What is looked at.
struct Subject<'a> {
    text: &'a str,
    head: &'a FrontMatter,
    entry: &'a Entry,
    /// As the last commit has it; `None`: it has not, or nobody asked.
    before: Option<&'a Before>,
    /// `text` is not only the head of a long or dense one.
    is_whole: bool,
}

/// The one way from a text to its findings, and where it leads.
fn found(
    facts: &Facts<'_>,
    of_site: &OfSite,
    read: &Subject<'_>,
    is_kept: &IsKept<'_>,
) -> (Vec<Located>, LinksOut) {
    let Subject {
        text, head, entry, ..
    } = *read;
    let blocks = blocks::parse_as(facts.site.dialect_of(&entry.path), text, head.head.end);
    let article = Article {
        path: &entry.path,
        text,
        head,
        blocks: &blocks,
        entry,
    };
    let shared = of_site.findings.shared_by(&entry.path);
    let unknown = of_site.spelled.as_ref().and_then(|spelled| {
        let mut spelled = spelled.lock().unwrap_or_else(PoisonError::into_inner);
        spelled.found(facts.site, read)
    });
    let before = read
        .before
        .and_then(|before| check::address::changed(facts, &article, &before.path, &before.text));
    let more = unknown.into_iter().chain(before);
    let looked = check::article(facts, &article, shared, more);
    let mut findings = looked.findings;
    if !read.is_whole {
        // An edit of a part is none of the file.
        for finding in &mut findings {
            finding.fixes.clear();
        }
    }
    findings.retain(|finding| is_kept(finding));
    if findings.len() > MOST_IN_ARTICLE {
        findings.sort_by_key(|finding| Reverse(finding.severity));
        findings.truncate(MOST_IN_ARTICLE);
    }
    (check::located(&article, findings), looked.links)
}

fn check_entry(
    facts: &Facts<'_>,
    of_site: &OfSite,
    entry: &Entry,
    before: Option<&Before>,
    is_kept: &IsKept<'_>,
) -> Result<InArticle, ReadError> {
    let Read {
        text,
        hash,
        is_whole,
    } = read(&entry.path)?;
    let head = front_matter::read(&text);
    let read = Subject {
        text: &text,
        head: &head,
        entry,
        before,
        is_whole,
    };
    let (findings, links) = found(facts, of_site, &read, is_kept);
    Ok(InArticle {
        path: entry.path.to_path_buf(),
        hash,
        findings,
        links,
        is_whole,
    })
}

/// What a file held.
struct Read {
    text: Arc<str>,
    hash: ContentHash,
    /// `text` is not only the head of a long or dense one.
    is_whole: bool,
}

/// The text of an article that is itself at `path`, no link to it.
fn read(path: &Path) -> Result<Read, ReadError> {
    let failed = |source| ReadError::Read {
        path: path.to_owned(),
        source,
    };
    let file = beneath::open_itself(path).map_err(|err| match err {
        BeneathError::Io(source) => failed(source),
        BeneathError::Outside | BeneathError::NotAFile => ReadError::NotAFile {
            path: path.to_owned(),
        },
    })?;
    let mut bytes = Vec::new();
    file.take(MAX_TEXT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        let hash = encoding::hash(&bytes);
        let mut start = encoding::start(bytes);
        let head = front_matter::body_start(&start);
        start.truncate(head);
        return Ok(Read {
            text: start.into(),
            hash,
            is_whole: false,
        });
    }
    let decoded = encoding::decode(&bytes).map_err(|source| ReadError::Decode {
        path: path.to_owned(),
        source,
    })?;
    let is_whole = !is_too_dense(&decoded.text);
    let text = if is_whole {
        decoded.text
    } else {
        let head = front_matter::body_start(&decoded.text);
        decoded.text.get(..head).unwrap_or_default().into()
    };
    Ok(Read {
        text,
        hash: decoded.hash,
        is_whole,
    })
}

#[cfg(test)]
mod tests;
