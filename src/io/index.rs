//! The list of articles, kept equal to the disk.
//!
//! A file that is named is read again. A folder that is named is walked, and only what its
//! [`Stamp`]s show to have changed is read: looking at a whole site costs no reading.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
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
        packed::{Packer, Unpacker},
        said::Said,
        schema::Shapes,
        site::{
            Entry, Site,
            hugo::{ROOT_NAMES, Settings},
        },
    },
};

/// For more named files than this one walk is quicker than asking of each whether it is ignored.
const WALKED_INSTEAD: usize = 16;
/// A file that was changed so shortly before it was read may be changed again within the same tick
/// of the system's clock; its stamp would not show it.
const TICK: Duration = Duration::from_millis(50);

/// What the system says of a file without reading it: another stamp, another content perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    size_bytes: u64,
    modified: Option<SystemTime>,
    /// Number of the file, and when its number or content last changed: they see a rename of an
    /// older file over this one.
    #[cfg(unix)]
    inode: (u64, i64, i64),
}

impl Stamp {
    /// `false`: this cannot be kept.
    pub(super) fn pack(self, packer: &mut Packer) -> bool {
        let modified = self
            .modified
            .map(|time| time.duration_since(SystemTime::UNIX_EPOCH));
        let Some(Ok(modified)) = modified else {
            return false;
        };
        packer.number(self.size_bytes);
        packer.number(modified.as_secs());
        packer.number(modified.subsec_nanos().into());
        #[cfg(unix)]
        {
            let (number, secs, nanos) = self.inode;
            packer.number(number);
            packer.signed(secs);
            packer.signed(nanos);
        }
        true
    }

    pub(super) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let size_bytes = unpacker.number()?;
        let secs = unpacker.number()?;
        let nanos = u32::try_from(unpacker.number()?).ok()?;
        let since = Duration::from_secs(secs).checked_add(Duration::from_nanos(nanos.into()))?;
        Some(Self {
            size_bytes,
            modified: Some(SystemTime::UNIX_EPOCH.checked_add(since)?),
            #[cfg(unix)]
            inode: (unpacker.number()?, unpacker.signed()?, unpacker.signed()?),
        })
    }

    /// When the file was changed, in seconds since 1970.
    pub fn modified_secs(self) -> Option<i64> {
        let since = self.modified?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }

    /// `None`: it would not show the next change.
    fn trusted(self) -> Option<Self> {
        let age = self.modified?.elapsed().ok()?;
        (age > TICK).then_some(self)
    }

    /// `None`: there is no such file.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            size_bytes: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt as _;

                (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
            },
        })
    }
}

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
        let content = self.content.clone();
        if !self.refresh_folder(&content, &mut changes).is_empty() {
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
        let mut files = HashMap::new();
        let mut shown = FIRST_SHOWN;
        let read = |path: PathBuf| {
            index.is_of_site(&path).then(|| {
                let stamp = Stamp::of(&path);
                (stamp, Arc::new(index.read(path.into(), stamp)))
            })
        };
        scan::walk_taking(&rules, &index.left_out, read, |one| {
            let Some((stamp, entry)) = one else { return };
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
        });
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
            let content = self.content.clone();
            self.refresh_folder(&content, &mut changes);
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
            .map(|folder| {
                if self.content.starts_with(&folder) {
                    self.content.clone()
                } else {
                    folder
                }
            })
            .filter(|folder| folder.starts_with(&self.content))
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

    fn has_below(&self, folder: &Path) -> bool {
        !self.files.contains_key(folder) && self.files.keys().any(|path| path.starts_with(folder))
    }

    /// What is to be said of the ignore files that count in it.
    fn refresh_folder(&mut self, folder: &Path, changes: &mut Changes) -> Vec<Said> {
        let is_listed = folder == self.content || self.is_reached(folder);
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
        !self.left_out.has(path) && Rules::of(&self.content).reach(path)
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
        if !path.starts_with(&self.content) {
            return;
        }
        let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        let is_listed = is_file
            && self.left_out.is_article(path)
            && self.is_of_site(path)
            && self.is_reached(path);
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Case {
        folder: tempfile::TempDir,
        index: Index,
        site: Site,
    }

    fn alone(root: &Path) -> Bounds {
        Bounds::new(root.canonicalize().unwrap(), Vec::new())
    }

    fn case() -> Case {
        let folder = tempfile::tempdir().unwrap();
        for path in ["content/posts", "content/drafts", "public", "outside"] {
            fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        fs::write(folder.path().join("hugo.yaml"), "title: T\n").unwrap();
        let (index, site) = Index::open(&alone(folder.path()));
        Case {
            folder,
            index,
            site,
        }
    }

    impl Case {
        fn path(&self, path: &str) -> PathBuf {
            self.folder.path().canonicalize().unwrap().join(path)
        }

        fn write(&self, path: &str, content: &str) -> PathBuf {
            let path = self.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
            path
        }

        fn refresh(&mut self, paths: &[PathBuf]) -> Vec<String> {
            let changes = self.index.refresh(paths);
            let told = changes.iter().map(|(path, entry)| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                match entry {
                    Some(entry) => format!("{name}: {}", entry.title),
                    None => format!("{name} is gone"),
                }
            });
            let told = told.collect();
            self.site.update(changes);
            told
        }
    }

    #[test]
    fn a_file_outside_of_the_content_is_no_article() {
        let mut case = case();
        let readme = case.write("README.md", "");

        assert_eq!(case.refresh(&[readme]), [] as [&str; 0]);
    }

    #[test]
    fn a_folder_that_comes_and_goes_is_told_by_its_articles() {
        let mut case = case();
        let article = case.write("content/new/a.md", "---\ntitle: A\n---\n");
        let folder = case.path("content/new");

        assert_eq!(case.refresh(std::slice::from_ref(&folder)), ["a.md: A"]);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(case.refresh(&[folder, article]), ["a.md is gone"]);
    }

    #[test]
    fn a_look_at_everything_reads_only_what_changed() {
        let mut case = case();
        let root = case.path("");
        let hour_ago = SystemTime::now() - Duration::from_hours(1);
        for name in ["a", "b"] {
            let path = case.write(&format!("content/{name}.md"), "---\ntitle: T\n---\n");
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(hour_ago).unwrap();
        }
        case.refresh(std::slice::from_ref(&root));

        case.write("content/b.md", "---\ntitle: B!\n---\n");

        assert_eq!(case.refresh(&[root]), ["b.md: B!"]);
    }

    #[test]
    fn of_a_large_site_a_part_is_told_while_others_are_read() {
        let case = case();
        for number in 0..FIRST_SHOWN + 100 {
            let day = number % 28 + 1;
            let text = format!("---\ntitle: T{number}\ndate: 2026-01-{day:02}\n---\n");
            fs::write(case.path(&format!("content/posts/{number}.md")), text).unwrap();
        }
        let parts = std::cell::RefCell::new(Vec::new());
        let tell = |read: ReadSoFar| parts.borrow_mut().extend(read.part);

        let bounds = alone(&case.path(""));
        let folders = Folders::within(case.folder.path().join("home"));
        let site = Index::open_kept(&bounds, &folders, &tell).site;

        let parts = parts.into_inner();
        let [part] = parts.as_slice() else {
            panic!("{} parts", parts.len())
        };
        assert_eq!(part.articles.len(), FIRST_SHOWN);
        // In their order, with what the site makes of them.
        let all = site.articles.iter();
        let of_part = all.filter(|entry| part.has_page(&entry.path));
        assert!(of_part.eq(part.articles.iter()));
        assert!(site.revision > part.revision);
    }

    #[test]
    fn new_rules_of_what_is_ignored_hide_and_show_articles() {
        let mut case = case();
        case.write("content/drafts/d.md", "---\ntitle: D\n---\n");
        let root = case.path("");
        case.refresh(&[root]);

        let rules = case.write(".gitignore", "drafts/\n");
        assert_eq!(case.refresh(std::slice::from_ref(&rules)), ["d.md is gone"]);
        fs::remove_file(&rules).unwrap();
        assert_eq!(case.refresh(&[rules]), ["d.md: D"]);
    }

    #[test]
    fn the_settings_of_a_site_are_told_from_other_files() {
        let root = Path::new("/site");

        assert!(is_settings(root, Path::new("/site/hugo.toml")));
        assert!(!is_settings(root, Path::new("/site/content/hugo.toml")));
        assert!(is_settings(
            root,
            Path::new("/site/config/_default/params.toml")
        ));
        assert!(!is_settings(root, Path::new("/site/README.md")));
    }

    /// What another program does to the site. Names come from a few, so that they meet.
    #[derive(Clone, Debug)]
    enum Deed {
        Write(String, u8),
        Remove(String),
        Rename(String, String),
        Link(String),
        Ignore(bool),
    }

    fn name() -> impl Strategy<Value = String> {
        let folder = prop::sample::select(vec![
            "content",
            "content/posts",
            "content/posts/deep",
            "content/drafts",
            "content/.hidden",
            "public",
            "outside",
        ]);
        let file = prop::sample::select(vec!["", "/a.md", "/b.md", "/index.markdown", "/c.txt"]);
        (folder, file).prop_map(|(folder, file)| format!("{folder}{file}"))
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            4 => (name(), any::<u8>()).prop_map(|(name, title)| Deed::Write(name, title)),
            2 => name().prop_map(Deed::Remove),
            3 => (name(), name()).prop_map(|(from, to)| Deed::Rename(from, to)),
            1 => name().prop_map(Deed::Link),
            1 => any::<bool>().prop_map(Deed::Ignore),
        ]
    }

    /// Does it, if it can be done, and returns the paths that a watcher would name.
    fn perform(case: &Case, deed: &Deed) -> Vec<PathBuf> {
        match deed {
            Deed::Write(name, title) => {
                let path = case.path(name);
                let above = path.parent().unwrap();
                let first_new = above.ancestors().take_while(|it| !it.exists()).last();
                let first_new = first_new.map(Path::to_owned);
                if path.extension().is_some() && fs::create_dir_all(above).is_ok() {
                    fs::write(&path, format!("---\ntitle: {title}\n---\n")).ok();
                } else {
                    fs::create_dir_all(&path).ok();
                }
                first_new.into_iter().chain([path]).collect()
            }
            Deed::Remove(name) => {
                let path = case.path(name);
                if name != "content" {
                    fs::remove_dir_all(&path)
                        .or_else(|_file| fs::remove_file(&path))
                        .ok();
                }
                vec![path]
            }
            Deed::Rename(from, to) => {
                let (from, to) = (case.path(from), case.path(to));
                if from != case.path("content") {
                    fs::rename(&from, &to).ok();
                }
                vec![from, to]
            }
            Deed::Link(name) => {
                let path = case.path(name);
                #[cfg(unix)]
                std::os::unix::fs::symlink(case.path("outside"), &path).ok();
                vec![path]
            }
            Deed::Ignore(is_ignored) => {
                let path = case.path(".gitignore");
                let rules = if *is_ignored { "drafts/\nb.md\n" } else { "" };
                fs::write(&path, rules).unwrap();
                vec![path]
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn the_list_stays_equal_to_the_disk(
            deeds in prop::collection::vec((deed(), any::<bool>()), 1..24)
        ) {
            let mut case = case();
            let mut named = Vec::new();
            for (deed, settles) in deeds {
                named.extend(perform(&case, &deed));
                if settles {
                    case.refresh(&std::mem::take(&mut named));
                }
            }
            case.refresh(&named);

            let (_, fresh) = Index::open(&alone(&case.path("")));
            prop_assert_eq!(case.site.articles, fresh.articles);
        }

        #[test]
        fn a_look_at_everything_makes_up_for_all_that_was_missed(
            deeds in prop::collection::vec(deed(), 1..24)
        ) {
            let mut case = case();
            for deed in deeds {
                perform(&case, &deed);
            }
            let root = case.path("").canonicalize().unwrap();
            case.refresh(std::slice::from_ref(&root));

            let (_, fresh) = Index::open(&alone(&root));
            prop_assert_eq!(case.site.articles, fresh.articles);
        }
    }
}
