//! Walks a folder into a site: its settings, which files are its articles, and the head of each.
//!
//! Limits: 260 KiB of a file for its head; a megabyte is looked through for what another program could
//! not merge.

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use ignore::WalkState;

use super::{
    beneath::{self, BeneathError, Bounds},
    encoding,
    ignored::Rules,
    index::{Index, Stamp},
    site_files::{hooks_of, is_of_other, left_out, settings_at, settings_of, shortcodes_of},
};
use crate::model::{
    conflict_marks, front_matter,
    said::{Said, Says, said, says},
    schema::HeadSummary,
    site::{
        Entry, Site, bundle,
        hugo::{PIN_FILES, Part, ROOT_NAMES, Settings, Trouble, Weight},
        names,
        new_article::Archetype,
        pages::MARKDOWN,
    },
};

/// How much is read first; nearly every head fits.
const FIRST_BYTES: usize = 16 * 1024;
/// How much is read after that; enough to hold the largest head.
const HEAD_BYTES: u64 = 244 * 1024;
/// How much of a longer file is looked through for what another program could not merge. Of 4,232
/// real articles two are longer than what is read first.
const MARKS_BYTES: u64 = 1024 * 1024;
/// The folder at the root that `npm` fills.
const NODE_MODULES: &str = "node_modules";
/// What else says that a folder is a site, or part of one.
const OF_SITES: [&str; 2] = [".git", "kopij.toml"];

/// Why a folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    Read { path: PathBuf, source: io::Error },
    NotAFolder { path: PathBuf },
    Fault { path: PathBuf },
}

says!(OpenError);
impl Says for OpenError {
    fn said(&self) -> Said {
        match self {
            Self::Read { path, source } => {
                said!("open-error-read", why = source, path = path.as_path())
            }
            Self::NotAFolder { path } => said!("open-error-not-a-folder", path = path.as_path()),
            Self::Fault { path } => said!("open-error-fault", path = path.as_path()),
        }
    }
}

/// The root of the site that `folder` is in: the folder itself, or one up to three levels above it
/// that has the settings of Hugo or of another generator.
///
/// # Errors
/// [`OpenError`], if it is no folder or cannot be read.
pub fn root_of(folder: &Path) -> Result<PathBuf, OpenError> {
    let root = folder.canonicalize().map_err(|source| OpenError::Read {
        path: folder.to_owned(),
        source,
    })?;
    if !root.is_dir() {
        return Err(OpenError::NotAFolder { path: root });
    }
    let site = root
        .ancestors()
        .take(4)
        .find(|folder| is_hugo(folder) || is_of_other(folder))
        .map(Path::to_owned);
    Ok(site.unwrap_or(root))
}

/// Whether a folder, or one up to three levels above it, has the settings of a generator, a
/// repository or a `kopij.toml`: what is in another is opened alone.
pub fn is_in_site(folder: &Path) -> bool {
    site_above(folder).is_some()
}

/// The nearest of those folders.
fn site_above(folder: &Path) -> Option<&Path> {
    folder.ancestors().take(4).find(|folder| is_site(folder))
}

/// Whether a folder has the settings of a generator, a repository or a `kopij.toml`. The repository of
/// somebody's settings makes no site of a home.
pub(super) fn is_site(folder: &Path) -> bool {
    is_site_beside(folder, std::env::home_dir().as_deref())
}

fn is_site_beside(folder: &Path, home: Option<&Path>) -> bool {
    let has = |name: &&str| folder.join(name).exists();
    let holds_home = || holds(folder, home);
    is_hugo(folder) || is_of_other(folder) || OF_SITES.iter().any(has) && !holds_home()
}

/// Whether a folder is the writer's home, or above it.
pub(super) fn holds_home(folder: &Path) -> bool {
    holds(folder, std::env::home_dir().as_deref())
}

fn holds(folder: &Path, home: Option<&Path>) -> bool {
    home.is_some_and(|home| home.is_absolute() && home.starts_with(folder))
}

/// What is known of the site at `root`, as [`root_of`] gave it, before its articles are read.
pub(super) fn site_without_articles(bounds: &Bounds) -> Site {
    let settings = settings_of(bounds);
    let content = content_folder(bounds, &settings);
    let mut site = Site::empty(bounds.root().to_owned(), content);
    for trouble in &settings.troubles {
        site.problems.push(told(trouble));
    }
    for folder in left_out(&settings, bounds) {
        if !folder.may_be_allowed {
            site.problems.push(folder.said());
        } else if !site.outside.contains(&folder.place) {
            site.outside.push(folder.place);
        }
    }
    site.title = settings.title.clone().unwrap_or_else(|| {
        let name = site.root.file_name().unwrap_or(site.root.as_os_str());
        name.to_string_lossy().into_owned()
    });
    for folder in settings.folders(Part::Archetypes) {
        let found = archetypes_in(&site.root, &site.root.join(folder));
        site.archetypes.extend(found.archetypes);
        site.problems.extend(found.refused);
    }
    site.problems
        .extend(refused_files(&site.root, settings.is_hugo()));
    site.read_at_secs = jiff::Timestamp::now().as_second();
    site.shortcodes = Arc::new(shortcodes_of(bounds, &settings));
    site.hooks = hooks_of(bounds, &settings);
    site.settings = Arc::new(settings);
    site
}

fn told(trouble: &Trouble) -> Said {
    match (trouble.weight, trouble.line) {
        (Weight::Unread, 0) => said!("site-settings-unread", why = &trouble.message),
        (Weight::Unread, line) => said!(
            "site-settings-unread-at",
            why = &trouble.message,
            path = &trouble.path,
            line = line
        ),
        (_, 0) => trouble.message.clone(),
        (_, line) => said!(
            "site-settings-at",
            why = &trouble.message,
            path = &trouble.path,
            line = line
        ),
    }
}

/// The archetypes of a site, by name.
fn archetypes_in(root: &Path, folder: &Path) -> Found {
    if !beneath::resolve(root, folder).is_ok_and(|found| found.is_some()) {
        return Found::default();
    }
    let mut paths: Vec<PathBuf> = Rules::of(folder)
        .walk(|_| true)
        .max_depth(Some(2))
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_markdown(path) && !path.is_dir())
        .collect();
    paths.sort();
    let (archetypes, refused): (Vec<_>, Vec<_>) = paths
        .into_iter()
        .partition(|path| is_file_beneath(root, path));
    let read = |path: PathBuf| {
        let text = beneath::read_text(root, &path, beneath::SETTINGS_BYTES);
        let text = text.ok().flatten().unwrap_or_default();
        Archetype::read(path, &text)
    };
    let not_read = |path: PathBuf| said!("site-no-file", path = path.as_path());
    Found {
        archetypes: archetypes.into_iter().map(read).collect(),
        refused: refused.into_iter().map(not_read).collect(),
    }
}

/// The archetypes of a folder.
#[derive(Default)]
struct Found {
    archetypes: Vec<Archetype>,
    /// What is said of the others.
    refused: Vec<Said>,
}

/// Files that a site may have for others, and that are looked into without being settings of Hugo.
const OF_OTHERS: [&str; 2] = ["_config.yml", "_config.yaml"];
const WORDS: &str = "kopij-words.txt";

/// What is said of those that are there and cannot be read.
fn refused_files(root: &Path, is_hugo: bool) -> Vec<Said> {
    let pins = PIN_FILES.iter().filter(|_| is_hugo);
    let others = OF_OTHERS.iter().filter(|_| !is_hugo);
    let refused = pins.chain(others).chain([&WORDS]).filter_map(|name| {
        let read = beneath::read_text(root, &root.join(name), beneath::SMALL_BYTES);
        Some(said!("site-file-unread", why = &read.err()?))
    });
    refused.collect()
}

fn is_file_beneath(root: &Path, path: &Path) -> bool {
    matches!(beneath::resolve(root, path), Ok(Some(found)) if found.is_file())
}

/// Whether the file says which other files are left out.
pub fn is_ignore_file(path: &Path) -> bool {
    let name = path.file_name();
    name == Some(OsStr::new(".gitignore")) || name == Some(OsStr::new(".ignore"))
}

/// Whether a folder has Hugo's settings.
pub fn is_hugo(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_file();
    ROOT_NAMES
        .iter()
        .any(|name| name.starts_with("hugo") && has(name))
        || (ROOT_NAMES.iter().any(|name| has(name)) && folder.join("content").is_dir())
        || folder.join("config/_default").is_dir()
}

/// What is left out of a site by its settings: what Hugo makes, and what `npm` brings.
#[derive(Clone, Debug)]
pub struct LeftOut {
    root: PathBuf,
    folders: Vec<PathBuf>,
    settings: Arc<Settings>,
}

impl LeftOut {
    pub(super) fn of(root: &Path, settings: Arc<Settings>) -> Self {
        let mut folders = vec![NODE_MODULES];
        if settings.is_hugo() {
            folders.extend([&*settings.publish_folder, &*settings.resource_folder]);
        } else {
            folders.extend(settings.generator.made());
        }
        let named = folders.into_iter().filter(|folder| !folder.is_empty());
        Self {
            root: root.to_owned(),
            folders: named.map(|folder| root.join(folder)).collect(),
            settings,
        }
    }

    /// As the settings of the site at `root` are on the disk.
    pub fn at(root: &Path) -> Self {
        Self::of(root, Arc::new(settings_at(root)))
    }

    pub fn has_same_folders(&self, other: &Self) -> bool {
        self.folders == other.folders
    }

    pub fn has(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// Left out, hidden, or outside of the site.
    pub fn is_made(&self, path: &Path) -> bool {
        let is_hidden = |name: &OsStr| name.as_encoded_bytes().first() == Some(&b'.');
        match path.strip_prefix(&self.root) {
            Ok(below) => self.has(path) || below.iter().any(is_hidden),
            Err(_) => true,
        }
    }

    /// Whether the watcher should speak of this path at all.
    pub fn is_watched(&self, path: &Path) -> bool {
        if is_ignore_file(path) {
            return path.parent().is_some_and(|folder| !self.is_made(folder));
        }
        // Temporary files of ours are hidden, as are those of most editors.
        !self.is_made(path)
    }

    /// Whether a file is shown among the articles.
    pub(super) fn is_article(&self, path: &Path) -> bool {
        // One that is no UTF-8 counts by its ending too.
        let name = path.file_name().map(OsStr::to_string_lossy);
        name.is_some_and(|name| names::is_article(&name, &self.settings))
    }
}

/// Whether a file is in markdown, by its name.
pub(super) fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| {
            MARKDOWN
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}

/// The site that `path` is in, with its articles, and the folder that all of them are in, or `path` itself
/// where that is content. The settings may name folders below those that are `allowed` as well.
///
/// # Errors
/// [`OpenError`], if it is no folder or cannot be read.
pub fn site_of(path: &Path, allowed: Vec<PathBuf>) -> Result<(Site, PathBuf), OpenError> {
    let root = root_of(path)?;
    let asked = path.canonicalize().unwrap_or_else(|_gone| path.to_owned());
    let (_, site) = Index::open(&Bounds::new(root, allowed));
    let is_content = |place: &PathBuf| asked.starts_with(place);
    let beside = beside_content(&site.root, &site.content, &site.settings);
    let folder = if is_content(&site.content) || beside.iter().any(is_content) {
        asked
    } else if site.content.starts_with(&site.root) {
        // What is content beside that folder is in the site too.
        site.root.clone()
    } else {
        site.content.clone()
    };
    Ok((site, folder))
}

/// The folder that holds all folders of articles; without any it is the site.
fn content_folder(bounds: &Bounds, settings: &Settings) -> PathBuf {
    let named = settings.folders(Part::Content);
    let found = named
        .filter_map(|folder| bounds.place(Path::new(folder)).ok())
        .filter(|folder| folder.is_dir());
    let common = found.reduce(|one, other| {
        let above = one.ancestors().find(|above| other.starts_with(above));
        above.map_or_else(|| bounds.root().to_owned(), Path::to_owned)
    });
    common.unwrap_or_else(|| bounds.root().to_owned())
}

/// What is content beside the content folder, as the settings mount it: folders of themes, and single
/// files.
pub(super) fn beside_content(root: &Path, content: &Path, settings: &Settings) -> Vec<PathBuf> {
    let mounts = settings.mounts.iter();
    let of_content = mounts.filter(|mount| mount.part == Part::Content);
    let named = of_content.map(|mount| root.join(&mount.source));
    let mut found: Vec<PathBuf> = named
        .filter(|path| !path.starts_with(content) && path.starts_with(root))
        .filter(|path| beneath::resolve(root, path).is_ok_and(|found| found.is_some()))
        .collect();
    found.sort();
    // In this order what lies in a folder comes behind it.
    found.dedup_by(|inner, outer| inner.starts_with(&*outer));
    found
}

/// What `visit` makes of the path of every article below the folder of the rules, in no order. It
/// is called by several threads.
pub(super) fn walk<T: Send>(
    rules: &Arc<Rules>,
    left_out: &LeftOut,
    visit: impl Fn(PathBuf) -> T + Sync,
) -> Vec<T> {
    let mut found = Vec::new();
    walk_taking(rules, left_out, visit, |one| found.push(one));
    found
}

/// As [`walk`], handing on what was made while others are still made.
pub(super) fn walk_taking<T: Send>(
    rules: &Arc<Rules>,
    left_out: &LeftOut,
    visit: impl Fn(PathBuf) -> T + Sync,
    take: impl FnMut(T),
) {
    let (sender, found) = mpsc::channel();
    let visit = &visit;
    thread::scope(|scope| {
        scope.spawn(move || send_all(rules, left_out, visit, &sender));
        found.into_iter().for_each(take);
    });
}

fn send_all<T: Send>(
    rules: &Arc<Rules>,
    left_out: &LeftOut,
    visit: &(impl Fn(PathBuf) -> T + Sync),
    sender: &mpsc::Sender<T>,
) {
    let folders = left_out.clone();
    let walk = rules
        .walk(move |entry| !folders.has(entry.path()))
        .threads(thread::available_parallelism().map_or(2, |count| count.get().min(4)))
        .build_parallel();
    walk.run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            if let Ok(entry) = entry
                && entry.file_type().is_some_and(|kind| kind.is_file())
                && left_out.is_article(entry.path())
                && sender.send(visit(entry.into_path())).is_err()
            {
                return WalkState::Quit;
            }
            WalkState::Continue
        })
    });
}

/// The heads of articles in the folder of `file`, bundles among them; at most `most`, without its own.
pub fn heads_beside(file: &Path, most: usize) -> Vec<HeadSummary> {
    let folder = bundle::folder_of(file)
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    Rules::of(folder)
        .walk(|_| true)
        .max_depth(Some(2))
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_markdown(path) && path != file)
        .take(most)
        .filter_map(|path| read_head(&path).ok())
        .map(|text| HeadSummary::of(&front_matter::glance(&text), &text))
        .collect()
}

/// Reads an article of a site with these settings.
pub(super) fn read_entry(path: Arc<Path>, settings: &Settings, stamp: Option<Stamp>) -> Entry {
    match read_looking_for_marks(&path) {
        Ok((text, has_marks)) => {
            let head = front_matter::glance(&text);
            let modified_secs = stamp.and_then(Stamp::modified_secs);
            let entry = Entry::in_site(path, &head, &text, settings, modified_secs);
            if has_marks { entry.with_marks() } else { entry }
        }
        Err(err) => Entry::unreadable(path, said!("entry-not-readable", why = &err)),
    }
}

/// The start of a file, at least as far as its head goes, and whether another program left two
/// versions in it.
fn read_looking_for_marks(path: &Path) -> io::Result<(String, bool)> {
    let (file, bytes) = read_start(path)?;
    if bytes.len() < FIRST_BYTES {
        let text = encoding::start(bytes);
        let has_marks = conflict_marks::first(&text).is_some();
        return Ok((text, has_marks));
    }
    let mut whole = bytes.clone();
    file.take(MARKS_BYTES).read_to_end(&mut whole)?;
    let has_marks = conflict_marks::first(&encoding::start(whole)).is_some();
    Ok((encoding::start(bytes), has_marks))
}

/// The start of a file, at least as far as its head goes.
pub fn read_head(path: &Path) -> io::Result<String> {
    let (_, bytes) = read_start(path)?;
    Ok(encoding::start(bytes))
}

/// The file behind the start of it.
fn read_start(path: &Path) -> io::Result<(File, Vec<u8>)> {
    let mut file = beneath::open_itself(path).map_err(|err| match err {
        BeneathError::Io(err) => err,
        other => io::Error::other(other),
    })?;
    // Room for all of it: two reads a file, where growing from nothing takes nine.
    let mut bytes = Vec::with_capacity(FIRST_BYTES);
    file.by_ref()
        .take(FIRST_BYTES as u64)
        .read_to_end(&mut bytes)?;
    let is_whole = || {
        let text = String::from_utf8_lossy(&bytes);
        !encoding::is_utf_16(&bytes) && front_matter::is_whole(&text)
    };
    if bytes.len() == FIRST_BYTES && !is_whole() {
        file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    Ok((file, bytes))
}

/// The language that the settings of the site say.
pub fn language_of(root: &Path) -> Option<String> {
    let settings = settings_at(root);
    let language = settings.languages.default_one()?;
    language.is_named.then(|| language.locale.clone())
}

#[cfg(test)]
mod tests;
