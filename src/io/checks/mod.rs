//! Checks many articles of a site at once: what the rules find in their texts.
//!
//! Limits: of a text over `MAX_TEXT_BYTES` the head alone is looked at; of one article at most
//! [`MOST_IN_ARTICLE`] findings are kept, the gravest.

use std::{
    cmp::Reverse,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{
    beneath::{self, BeneathError, SETTINGS_BYTES, SMALL_BYTES},
    encoding, scan, site_fields,
    store::ReadError,
};
use crate::model::{
    check::{self, Article, Facts, Findings, InSite, Known, Located, Wanted},
    document::ContentHash,
    front_matter,
    markdown::blocks,
    schema::Schema,
    site::{Entry, Site, hugo::Part, section::section_in},
};

const MAX_TEXT_BYTES: u64 = 5_000_000;
pub const MOST_IN_ARTICLE: usize = 200;

/// What was found in one article.
#[derive(Debug)]
pub struct InArticle {
    pub path: PathBuf,
    /// Of what the file held.
    pub hash: ContentHash,
    /// In the order of the text.
    pub findings: Vec<Located>,
}

/// What was found in a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// In the order that was asked for.
    pub articles: Vec<InArticle>,
    pub unread: Vec<ReadError>,
}

/// What follows from all articles of a site, whichever are checked.
pub struct OfSite {
    pub schema: Schema,
    pub findings: Findings,
    known: Known,
    files: SiteFiles,
    wanted: Wanted,
    /// What of the settings of the checks is not understood, one line each.
    pub problems: Vec<String>,
}

impl OfSite {
    pub fn of(site: &Site, now_secs: i64) -> Self {
        let mut by_path: Vec<&Entry> = site.articles.iter().collect();
        by_path.sort_by(|a, b| a.path.cmp(&b.path));
        let sections = by_path.iter().map(|it| section_in(&site.content, &it.path));
        let sections: Vec<String> = sections.collect();
        let heads = sections.iter().zip(&by_path);
        let mut schema = Schema::learn(heads.map(|(section, it)| (section.as_str(), &it.head)));
        for said in &site_fields::read(&site.root).0 {
            schema.override_by(said);
        }
        let paths: Vec<PathBuf> = by_path
            .into_iter()
            .map(|it| it.path.to_path_buf())
            .collect();
        let findings = Findings::new(check::site(site, &schema, &paths, now_secs));
        let settings = site.root.join("kopij.toml");
        let text = beneath::read_text(&site.root, &settings, SETTINGS_BYTES);
        let (wanted, problems) = Wanted::read(&text.ok().flatten().unwrap_or_default());
        Self {
            schema,
            findings,
            known: Known::of(site),
            files: SiteFiles::of(site),
            wanted,
            problems,
        }
    }
}

/// The files that a site serves beside its pages.
#[derive(Debug)]
struct SiteFiles {
    content: PathBuf,
    /// Folders whose files have the addresses that they lie at.
    served: Vec<PathBuf>,
    /// What stands before all addresses.
    base: String,
    /// What the host of the site leads elsewhere, as it is written.
    redirects: String,
    /// Templates make pages, or modules bring files, that are not in the site.
    are_unknown: bool,
}

/// Where hosts have what they lead elsewhere.
const REDIRECTS: [&str; 3] = ["static/_redirects", "netlify.toml", "vercel.json"];

/// So many folders are looked through for templates that make pages.
const MOST_FOLDERS: usize = 20_000;

/// Whether a folder, or one in it, has a template that makes pages. Links are not followed. More folders
/// than are `left` may have one.
fn has_adapter(folder: &Path, left: &mut usize) -> bool {
    if folder.join("_content.gotmpl").exists() {
        return true;
    }
    let Some(fewer) = left.checked_sub(1) else {
        return true;
    };
    *left = fewer;
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders = entries.filter(|it| it.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.any(|it| has_adapter(&it.path(), left))
}

impl SiteFiles {
    fn of(site: &Site) -> Self {
        let served = site.settings.folders(Part::Static);
        let language = site.settings.languages.default_one();
        let text = |path: &&str| {
            let read = beneath::read_text(&site.root, &site.root.join(path), SMALL_BYTES);
            read.ok().flatten()
        };
        let tree = &site.settings.tree;
        let has_modules = tree.at(&["module", "imports"]).is_some();
        let has_mounts = tree.at(&["module", "mounts"]).is_some();
        let named = tree.get("theme").map_or(0, |themes| themes.texts().len());
        let themes = &site.settings.themes;
        let has_pages = |theme: &String| site.root.join(theme).join("content").exists();
        let mut left = MOST_FOLDERS;
        Self {
            content: site.content.clone(),
            served: served
                .map(|folder| site.root.join(folder))
                .chain(
                    themes
                        .iter()
                        .map(|theme| site.root.join(theme).join("static")),
                )
                .collect(),
            base: language.map_or_else(String::new, |language| language.base.path.clone()),
            redirects: REDIRECTS.iter().filter_map(text).collect(),
            are_unknown: has_modules
                || has_mounts
                || named > themes.len()
                || themes.iter().any(has_pages)
                || has_adapter(&site.content, &mut left),
        }
    }
}

impl check::Files for SiteFiles {
    fn is_served(&self, article: &Path, written: &str, whole: &str) -> bool {
        let path = whole.strip_prefix('/').unwrap_or(whole);
        let path = match path.strip_prefix(self.base.trim_matches('/')) {
            Some(rest) => rest.trim_start_matches('/'),
            None => path,
        };
        let is_led = || {
            let path = whole.trim_end_matches('/');
            let mut words = self.redirects.split_whitespace();
            let is_splat = words.any(|word| {
                let start = word.strip_suffix('*');
                start.is_some_and(|start| start.starts_with('/') && whole.starts_with(start))
            });
            !path.is_empty() && (is_splat || self.redirects.contains(path))
        };
        let is_inside =
            |path: &str| !path.contains(['\\', ':']) && !path.split('/').any(|part| part == "..");
        let in_folder = |folder: &Path, path: &str| {
            let there = folder.join(path);
            is_inside(path) && (there.is_file() || there.join("index.html").is_file())
        };
        let beside = article.parent().filter(|_| !written.starts_with('/'));
        let in_content = self.content.join(path);
        self.served.iter().any(|folder| in_folder(folder, path))
            || beside.is_some_and(|folder| in_folder(folder, written.trim_start_matches("./")))
            || (is_inside(path) && in_content.is_file())
            || is_led()
    }

    fn are_unknown(&self) -> bool {
        self.are_unknown
    }
}

/// Checks the articles at these places in the list of the site.
pub fn check(site: &Site, of_site: &OfSite, places: &[usize], now_secs: i64) -> Checked {
    let facts = Facts {
        site,
        known: &of_site.known,
        files: &of_site.files,
        wanted: &of_site.wanted,
        now_secs,
    };
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    let work = || {
        let mut found = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(number) else {
                break;
            };
            let entry = site.articles.get(*place);
            let entry = entry.filter(|entry| {
                let path = site.path_in_site(&entry.path);
                !path.is_some_and(|path| of_site.wanted.ignores(&path))
            });
            found.extend(entry.map(|entry| (number, check_entry(&facts, of_site, entry))));
        }
        if let Ok(mut all) = all.lock() {
            all.extend(found);
        }
    };
    let threads = thread::available_parallelism().map_or(2, |count| count.get().min(4));
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(number, _)| *number);
    let mut checked = Checked::default();
    for (_, one) in all {
        match one {
            Ok(one) => checked.articles.push(one),
            Err(error) => checked.unread.push(error),
        }
    }
    checked
}

/// All findings of the site at a root, as it is on the disk, the gravest first, then by path; at most
/// `most`. Empty too where the folder cannot be read.
pub fn of_whole_site(
    root: &Path,
    outside: Vec<PathBuf>,
    now_secs: i64,
    most: usize,
) -> Vec<InSite> {
    let Ok((site, _)) = scan::site_of(root, outside) else {
        return Vec::new();
    };
    let of_site = OfSite::of(&site, now_secs);
    let places: Vec<usize> = (0..site.articles.len()).collect();
    let checked = check(&site, &of_site, &places, now_secs);
    let articles = checked.articles.into_iter();
    let mut all: Vec<InSite> = articles
        .flat_map(|article| {
            let path = article.path;
            let findings = article.findings.into_iter();
            findings.map(move |located| InSite {
                path: path.clone(),
                located,
            })
        })
        .collect();
    all.sort_by(|a, b| {
        let weight = |one: &InSite| one.located.finding.severity;
        weight(b)
            .cmp(&weight(a))
            .then_with(|| a.path.cmp(&b.path))
            .then_with(|| a.located.region.cmp(&b.located.region))
    });
    all.truncate(most);
    all
}

fn check_entry(facts: &Facts<'_>, of_site: &OfSite, entry: &Entry) -> Result<InArticle, ReadError> {
    let (text, hash) = read(&entry.path)?;
    let head = front_matter::read(&text);
    let blocks = blocks::parse_as(facts.site.dialect_of(&entry.path), &text, head.head.end);
    let article = Article {
        path: &entry.path,
        text: &text,
        head: &head,
        blocks: &blocks,
        entry,
    };
    let shared = of_site.findings.shared_by(&entry.path);
    let mut findings = check::article(facts, &article, shared);
    if findings.len() > MOST_IN_ARTICLE {
        findings.sort_by_key(|finding| Reverse(finding.severity));
        findings.truncate(MOST_IN_ARTICLE);
    }
    Ok(InArticle {
        path: entry.path.to_path_buf(),
        hash,
        findings: check::located(&article, findings),
    })
}

/// The text of an article that is itself at `path`, no link to it; the head of a long one.
fn read(path: &Path) -> Result<(Arc<str>, ContentHash), ReadError> {
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
        return Ok((start.into(), hash));
    }
    let decoded = encoding::decode(&bytes).map_err(|source| ReadError::Decode {
        path: path.to_owned(),
        source,
    })?;
    Ok((decoded.text, decoded.hash))
}

#[cfg(test)]
mod tests;
