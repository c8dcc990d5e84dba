//! The list of articles, kept equal to the disk.
//!
//! A file that is named is read again. A folder that is named is walked, and only what its
//! [`Stamp`]s show to have changed is read: looking at a whole site costs no reading.

mod stamp;

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    io::{
        beneath::Bounds,
        folders::Folders,
        ignored::Rules,
        index_cache::{IndexCache, Kept, Sealed},
        scan::{self, LeftOut},
    },
    model::{
        said::Said,
        schema::Shapes,
        site::{
            Entry, Site,
            hugo::{ROOT_NAMES, Settings},
        },
    },
};

pub use stamp::Stamp;

/// For more named files than this one walk is quicker than asking of each whether it is ignored.
const WALKED_INSTEAD: usize = 16;

/// Changes of the list: `None` is gone, or no article any more.
pub type Changes = Vec<(PathBuf, Option<Entry>)>;

/// How far a site is read.
#[derive(Debug)]
pub struct ReadSoFar {
    pub title: String,
    /// So many of its articles.
    pub articles: usize,
    /// The site with those alone, where they are many more than when it was told last.
    pub part: Option<Box<Site>>,
}

/// Gets to know how far a site is read, now and then.
pub type Tell<'a> = dyn Fn(ReadSoFar) + 'a;

/// A site that can be shown.
pub struct Opened {
    pub index: Index,
    pub site: Site,
    pub rest: Rest,
}

/// What is left to do for a site that is shown.
pub enum Rest {
    Nothing,
    /// What was read is to be kept.
    Keep(Sealed),
    /// It is as it was kept, and is to be [looked at](Index::catch_up).
    LookAt(Kept),
}

/// After so many articles it is told how many are read.
const TOLD_EACH: usize = 250;
/// So many articles are shown before the others are read, and after that so many times as many as
/// were shown: to put them in their order costs what they are many.
const FIRST_SHOWN: usize = 2_000;
const SHOWN_AGAIN: usize = 8;

/// The articles of one site, as they were read last.
#[derive(Debug)]
pub struct Index {
    root: PathBuf,
    content: PathBuf,
    /// What is content beside that: folders, and single files.
    beside: Vec<PathBuf>,
    settings: Arc<Settings>,
    left_out: LeftOut,
    /// The stamp of each file as it was read; `None`: it would not show the next change.
    files: HashMap<Arc<Path>, Option<Stamp>>,
    shapes: Mutex<Shapes>,
}

impl Index {
    /// Reads the site within these bounds; their root is as [`scan::root_of`] gave it.
    pub fn open(bounds: &Bounds) -> (Self, Site) {
        let (index, mut site) = Self::read_all(scan::site_without_articles(bounds), None);
        site.settle();
        (index, site)
    }

    /// As [`open`](Self::open), telling how far it is; as it was kept at an earlier start where there
    /// is such a one: what is left to do then is to be done soon.
    pub fn open_kept(bounds: &Bounds, folders: &Folders, tell: &Tell<'_>) -> Opened {
        let site = scan::site_without_articles(bounds);
        let cache = IndexCache::of(folders, &site);
        if let Some(kept) = cache.load()
            && let Some(entries) = kept.entries()
        {
            let (index, site) = Self::of_kept(site, entries);
            let rest = Rest::LookAt(kept);
            return Opened { index, site, rest };
        }
        let problems = site.problems.len();
        let (index, mut site) = Self::read_all(site, Some(tell));
        // What is to be said of ignore files is found by reading them.
        let is_kept = site.problems.len() == problems;
        let read = site.articles.iter();
        let read = read.map(|entry| (index.stamp(&entry.path), entry));
        let rest = is_kept.then(|| Rest::Keep(cache.seal(read)));
        site.settle();
        let rest = rest.unwrap_or(Rest::Nothing);
        Opened { index, site, rest }
    }

    fn of_kept(mut site: Site, entries: Vec<(Stamp, Entry)>) -> (Self, Site) {
        let mut index = Self::empty(&site);
        for (stamp, entry) in entries {
            index.know(Some(stamp), &entry);
            site.articles.push(entry);
        }
        site.settle();
        (index, site)
    }

    /// Looks at all files of a site that is shown as it was kept: what differs, and what is to be kept
    /// now. `None`: there is something to say of its ignore files, and it has to be opened anew.
    pub fn catch_up(&mut self, kept: Kept) -> Option<(Changes, Option<Sealed>)> {
        let mut changes = Vec::new();
        if !self.refresh_all(&mut changes).is_empty() {
            return None;
        }
        let each = changes.iter().map(|(path, entry)| {
            let now = entry.as_ref().map(|entry| (self.stamp(path), entry));
            (path.as_path(), now)
        });
        let sealed = kept.seal_with(each);
        Some((changes, sealed))
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        *self.files.get(path)?
    }

    fn empty(site: &Site) -> Self {
        Self {
            root: site.root.clone(),
            content: site.content.clone(),
            beside: scan::beside_content(&site.root, &site.content, &site.settings),
            settings: Arc::clone(&site.settings),
            left_out: LeftOut::of(&site.root, Arc::clone(&site.settings)),
            files: HashMap::new(),
            shapes: Mutex::default(),
        }
    }

    /// The articles are in no order, and not all have their pages.
    fn read_all(mut site: Site, tell: Option<&Tell<'_>>) -> (Self, Site) {
        let so_far = |site: &Site, part| ReadSoFar {
            title: site.title.clone(),
            articles: site.articles.len(),
            part,
        };
        if let Some(tell) = tell {
            tell(so_far(&site, None));
        }
        // The stamp is older than the reading: what changes in between is seen.
        let rules = Rules::of(&site.content);
        let mut index = Self::empty(&site);
        let beside = index.beside.iter().map(|place| Rules::of(place));
        let beside: Vec<Arc<Rules>> = beside.collect();
        let mut files = HashMap::new();
        let mut shown = FIRST_SHOWN;
        let read = |path: PathBuf| {
            index.is_of_site(&path).then(|| {
                let stamp = Stamp::of(&path);
                (stamp, Arc::new(index.read(path.into(), stamp)))
            })
        };
        let mut take = |one| {
            let Some((stamp, entry)): Option<(Option<Stamp>, Arc<Entry>)> = one else {
                return;
            };
            files.insert(Arc::clone(&entry.path), stamp.and_then(Stamp::trusted));
            site.articles.push(entry);
            let Some(tell) = tell else { return };
            let count = site.articles.len();
            if count == shown {
                site.settle();
                shown *= SHOWN_AGAIN;
                tell(so_far(&site, Some(Box::new(site.clone()))));
            } else if count.is_multiple_of(TOLD_EACH) {
                tell(so_far(&site, None));
            }
        };
        scan::walk_taking(&rules, &index.left_out, read, &mut take);
        for (place, rules) in index.beside.iter().zip(&beside) {
            if index.is_single(place) {
                take(read(place.clone()));
            } else if is_real_folder(place, &index.content) {
                scan::walk_taking(rules, &index.left_out, read, &mut take);
            }
        }
        index.files = files;
        site.problems.extend(rules.problems());
        (index, site)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the articles.
    pub fn content(&self) -> &Path {
        &self.content
    }

    fn read(&self, path: Arc<Path>, stamp: Option<Stamp>) -> Entry {
        let mut entry = scan::read_entry(path, &self.settings, stamp);
        let shapes = self.shapes.lock();
        shapes
            .unwrap_or_else(PoisonError::into_inner)
            .share(&mut entry.head);
        entry
    }

    fn know(&mut self, stamp: Option<Stamp>, entry: &Entry) {
        let stamp = stamp.and_then(Stamp::trusted);
        self.files.insert(Arc::clone(&entry.path), stamp);
    }

    /// What has changed at these paths and below them.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> Changes {
        let mut changes = Vec::new();
        if paths.len() > WALKED_INSTEAD {
            for path in paths {
                if let Some(stamp) = self.files.get_mut(&**path) {
                    *stamp = None;
                }
            }
            self.refresh_all(&mut changes);
            return changes;
        }
        let folders = self.folders_in(paths);
        for folder in &folders {
            self.refresh_folder(folder, &mut changes);
        }
        for path in paths {
            let is_done = folders.iter().any(|folder| path.starts_with(folder));
            if !is_done {
                self.refresh_file(path, &mut changes);
            }
        }
        changes
    }

    /// The folders that are walked: those that are named, or were named and are gone, or whose
    /// rules of what is ignored have changed. None is within another.
    fn folders_in(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = paths
            .iter()
            .filter_map(|path| {
                let is_rule = scan::is_ignore_file(path);
                let folder = if is_rule { path.parent()? } else { path };
                (is_rule || folder.is_dir() || self.has_below(folder)).then(|| folder.to_owned())
            })
            // All that is above the articles means all of them.
            .flat_map(|folder| {
                let places = self.places();
                let above = places.filter(|place| place.starts_with(&folder));
                let mut walked: Vec<PathBuf> = above.map(Path::to_owned).collect();
                if walked.is_empty() && self.place_of(&folder).is_some() {
                    walked.push(folder);
                }
                walked
            })
            .filter(|folder| !self.is_single(folder))
            .collect();
        folders.sort();
        folders.dedup();
        let mut outermost: Vec<PathBuf> = Vec::new();
        for folder in folders {
            // In this order whatever is above a folder comes before it.
            if !outermost.iter().any(|above| folder.starts_with(above)) {
                outermost.push(folder);
            }
        }
        outermost
    }

    /// The content folder, and what is content beside it.
    fn places(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.content)
            .chain(&self.beside)
            .map(PathBuf::as_path)
    }

    /// The one of them that a path is in.
    fn place_of(&self, path: &Path) -> Option<&Path> {
        self.places().find(|place| path.starts_with(place))
    }

    /// Whether the settings make one file content, which is no link.
    fn is_single(&self, path: &Path) -> bool {
        let is_named = self.beside.iter().any(|place| place == path);
        is_named && fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
    }

    /// What is to be said of the ignore files of the content.
    fn refresh_all(&mut self, changes: &mut Changes) -> Vec<Said> {
        let content = self.content.clone();
        let said = self.refresh_folder(&content, changes);
        for place in self.beside.clone() {
            if self.is_single(&place) || self.files.contains_key(&*place) {
                let known = self.stamp(&place);
                if known.is_none() || known != Stamp::of(&place) {
                    self.refresh_file(&place, changes);
                }
            } else {
                self.refresh_folder(&place, changes);
            }
        }
        said
    }

    fn has_below(&self, folder: &Path) -> bool {
        !self.files.contains_key(folder) && self.files.keys().any(|path| path.starts_with(folder))
    }

    /// What is to be said of the ignore files that count in it.
    fn refresh_folder(&mut self, folder: &Path, changes: &mut Changes) -> Vec<Said> {
        let is_place = self.places().any(|place| place == folder);
        let is_listed = is_place || self.is_reached(folder);
        let rules = Rules::of(folder);
        let found = if is_listed && is_real_folder(folder, &self.content) {
            let found = scan::walk(&rules, &self.left_out, |path| {
                let stamp = Stamp::of(&path);
                (path, stamp)
            });
            let of_site = found.into_iter().filter(|(path, _)| self.is_of_site(path));
            of_site.collect()
        } else {
            Vec::new()
        };
        let there: HashSet<&Path> = found.iter().map(|(path, _)| path.as_path()).collect();
        let mut gone: Vec<Arc<Path>> = self
            .files
            .keys()
            .filter(|path| path.starts_with(folder) && !there.contains(&***path))
            .cloned()
            .collect();
        gone.sort();
        for path in gone {
            self.files.remove(&path);
            changes.push((path.to_path_buf(), None));
        }
        for (path, stamp) in found {
            let known = self.stamp(&path);
            if stamp.is_none() || known != stamp {
                let entry = self.read(path.as_path().into(), stamp);
                self.know(stamp, &entry);
                changes.push((path, Some(entry)));
            }
        }
        rules.problems()
    }

    /// Whether a walk of the whole site comes to this file or folder.
    fn is_reached(&self, path: &Path) -> bool {
        let place = self.place_of(path);
        !self.left_out.has(path) && place.is_some_and(|place| Rules::of(place).reach(path))
    }

    /// Whether the settings make the file content.
    fn is_of_site(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return true;
        };
        let path = below.to_string_lossy().replace('\\', "/");
        self.settings.content_path(&path).is_some()
    }

    fn refresh_file(&mut self, path: &Path, changes: &mut Changes) {
        if self.place_of(path).is_none() {
            return;
        }
        let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        let is_named = || self.left_out.is_article(path) && self.is_reached(path);
        let is_listed = is_file && self.is_of_site(path) && (self.is_single(path) || is_named());
        if is_listed {
            let stamp = Stamp::of(path);
            let entry = self.read(path.into(), stamp);
            self.know(stamp, &entry);
            changes.push((path.to_owned(), Some(entry)));
        } else if self.files.remove(path).is_some() {
            changes.push((path.to_owned(), None));
        }
    }
}

/// A link to a folder is not followed.
fn is_real_folder(folder: &Path, content: &Path) -> bool {
    folder == content || fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether this file says something about the whole site: its title, where the articles are, what
/// shortcodes and templates for markdown there are.
pub fn is_settings(root: &Path, path: &Path) -> bool {
    let is_root_file = path.parent() == Some(root)
        && path
            .file_name()
            .and_then(OsStr::to_str)
            .is_some_and(|name| ROOT_NAMES.contains(&name) || is_pin(name));
    let is_template = path.starts_with(root)
        && path
            .iter()
            .any(|name| name == "_shortcodes" || name == "shortcodes" || name == "_markup");
    is_root_file || is_template || path.starts_with(root.join("config"))
}

/// Whether a file may say which Hugo builds the site.
fn is_pin(name: &str) -> bool {
    matches!(name, "netlify.toml" | "vercel.json" | "package.json")
}

#[cfg(test)]
mod tests;
