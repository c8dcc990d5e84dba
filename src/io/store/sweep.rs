//! Finds the temporary files that a crash left beside articles.
//!
//! One that is locked is part of a save under way. Where the disk knows no locks, one that is
//! younger than a minute may be.

use std::{
    collections::HashSet,
    fs::{self, File, Metadata, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use ignore::WalkBuilder;

use super::read::{read, read_bytes};
use crate::{
    io::{
        encoding,
        fs::{Content, RealFs, folder_of},
        scan,
    },
    model::document::ContentHash,
};

const MIN_AGE: Duration = Duration::from_mins(1);

/// What a broken-off save left and nothing else holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub path: PathBuf,
    /// `None`: it is no text.
    pub text: Option<Arc<str>>,
    /// The text of the article beside it that is most like it: a save of that one was broken off.
    pub article: Option<Arc<str>>,
}

/// Removes what a broken-off save left, and no other file.
///
/// # Errors
/// As the system gives it.
pub fn remove_leftover(path: &Path) -> io::Result<()> {
    if has_our_name(path) {
        fs::remove_file(path)
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

/// Removes the temporary files below `root` that a command made, or that hold nothing a file beside them or `journalled`
/// does not hold. Returns those that hold something else: they are for the writer to look at.
pub fn sweep(root: &Path, journalled: &[ContentHash], now: SystemTime) -> Vec<Leftover> {
    let mut others = orphans(root);
    others.sort();
    others.retain(|orphan| stays(orphan, journalled, now));
    others.into_iter().map(leftover).collect()
}

/// As [`sweep`], in one folder and no other. Returns the paths of what stays.
pub fn sweep_folder(folder: &Path, now: SystemTime) -> Vec<PathBuf> {
    let mut others = temporary_files_in(folder);
    others.retain(|orphan| stays(orphan, &[], now));
    others
}

/// Removes what is left of files of Kopij's own that were written when it was killed.
pub fn remove_abandoned(folder: &Path) {
    for path in temporary_files_in(folder) {
        if let Some(orphan) = Orphan::take(&path, SystemTime::now()) {
            orphan.remove();
        }
    }
}

fn temporary_files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| has_our_name(path)).collect();
    paths.sort();
    paths
}

/// Whether this is for the writer to look at; it is removed, if nobody needs it.
fn stays(path: &Path, journalled: &[ContentHash], now: SystemTime) -> bool {
    let Some(orphan) = Orphan::take(path, now) else {
        return false;
    };
    let is_needed = Content::of(path) == Some(Content::Typed) && !is_known(path, journalled);
    if !is_needed {
        orphan.remove();
    }
    is_needed
}

/// A temporary file that nobody writes any more.
struct Orphan<'a> {
    path: &'a Path,
    /// Held while it is looked at, so that whoever makes a file of this name at this moment makes
    /// another one.
    _lock: File,
}

impl<'a> Orphan<'a> {
    /// `None`: it is no file, another user's, or somebody writes it.
    fn take(path: &'a Path, now: SystemTime) -> Option<Self> {
        let metadata = fs::symlink_metadata(path).ok()?;
        if !metadata.is_file() || !is_ours(&metadata) {
            return None;
        }
        let file = File::open(path).ok()?;
        is_left(&file.try_lock(), &metadata, now).then_some(Self { path, _lock: file })
    }

    fn remove(self) {
        if let Err(err) = fs::remove_file(self.path) {
            log::warn!("a temporary file stays: {err} ({})", self.path.display());
        }
    }
}

fn is_left(lock: &Result<(), TryLockError>, metadata: &Metadata, now: SystemTime) -> bool {
    match lock {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_no_locks)) => is_old(metadata, now),
    }
}

fn leftover(path: PathBuf) -> Leftover {
    let text = read(&path).ok().map(|it| it.text);
    let article = text.as_ref().and_then(|text| most_alike(&path, text));
    Leftover {
        path,
        text,
        article,
    }
}

/// At most so many articles are compared with what was left beside them.
const MAX_COMPARED: usize = 200;

/// The text of the article in the folder that has the most lines of this text.
fn most_alike(path: &Path, text: &str) -> Option<Arc<str>> {
    let lines: HashSet<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let beside = fs::read_dir(folder_of(path)).ok()?.flatten();
    let articles = beside
        .map(|entry| entry.path())
        .filter(|path| scan::is_markdown(path) && !has_our_name(path));
    let alike = articles.take(MAX_COMPARED).filter_map(|path| {
        let text = read(&path).ok()?.text;
        let common: HashSet<&str> = text.lines().filter(|line| lines.contains(line)).collect();
        Some((common.len(), text))
    });
    let (common, text) = alike.max_by_key(|(common, _)| *common)?;
    // Fences and empty keys are in every article.
    (common > 2).then_some(text)
}

fn orphans(root: &Path) -> Vec<PathBuf> {
    let left_out = scan::LeftOut::at(root);
    WalkBuilder::new(root)
        .standard_filters(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder || !left_out.is_made(entry.path())
        })
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| has_our_name(path))
        .collect()
}

fn has_our_name(path: &Path) -> bool {
    Content::of(path).is_some()
}

fn is_old(metadata: &Metadata, now: SystemTime) -> bool {
    let age = metadata
        .modified()
        .ok()
        .map(|then| now.duration_since(then));
    age.is_some_and(|age| age.is_ok_and(|age| age > MIN_AGE))
}

#[cfg(unix)]
fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    metadata.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_ours(_metadata: &Metadata) -> bool {
    true
}

fn is_known(orphan: &Path, journalled: &[ContentHash]) -> bool {
    let Ok(bytes) = read_bytes(&RealFs, orphan) else {
        return false;
    };
    bytes.is_empty()
        || journalled.contains(&encoding::hash(&bytes))
        || stands_beside(orphan, &bytes)
}

/// Whether another file in the folder holds these bytes.
fn stands_beside(orphan: &Path, bytes: &[u8]) -> bool {
    let Ok(entries) = fs::read_dir(folder_of(orphan)) else {
        return false;
    };
    entries
        .flatten()
        .filter(|entry| !has_our_name(&entry.path()))
        .filter(|entry| {
            let metadata = entry.metadata();
            metadata.is_ok_and(|it| it.is_file() && it.len() == bytes.len() as u64)
        })
        .any(|entry| read_bytes(&RealFs, &entry.path()).is_ok_and(|beside| beside == bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::fs::{Fs as _, Readers};

    const NAME: &str = "posts/.kopij-a1B2c3D4";

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("posts")).unwrap();
        fs::write(folder.path().join("hugo.yaml"), "").unwrap();
        fs::write(folder.path().join("posts/a.md"), "article").unwrap();
        folder
    }

    #[track_caller]
    fn check(name: &str, content: &str, stays: bool, offered: bool) {
        let site = site();
        let orphan = site.path().join(name);
        fs::create_dir_all(folder_of(&orphan)).unwrap();
        fs::write(&orphan, content).unwrap();
        let journalled = [encoding::hash(b"journalled")];

        let others = sweep(site.path(), &journalled, SystemTime::now());

        assert_eq!(orphan.exists(), stays, "{name} {content:?}");
        let is_offered = others.iter().any(|other| other.path == orphan);
        assert_eq!(is_offered, offered, "{name} {content:?}");
    }

    #[test]
    fn what_stands_in_a_file_or_the_journal_is_removed() {
        check(NAME, "article", false, false);
        check(NAME, "journalled", false, false);
        check(NAME, "", false, false);
    }

    #[test]
    fn what_stands_nowhere_else_is_offered() {
        check(NAME, "half an arti", true, true);
    }

    #[test]
    fn what_is_offered_stands_beside_the_article_it_is_most_like() {
        let site = site();
        let article = "---\ntitle: A\n---\nOne\n\nTwo\n";
        fs::write(site.path().join("posts/a.md"), article).unwrap();
        fs::write(site.path().join("posts/b.md"), "---\ntitle: B\n---\nTwo\n").unwrap();
        fs::write(site.path().join(NAME), "---\ntitle: A\n---\nOne\n\nTw").unwrap();

        let others = sweep(site.path(), &[], SystemTime::now());

        assert_eq!(others.len(), 1);
        assert_eq!(others[0].article.as_deref(), Some(article));
    }

    #[test]
    fn only_a_leftover_is_removed() {
        let site = site();
        let article = site.path().join("posts/a.md");
        fs::write(site.path().join(NAME), "left").unwrap();

        assert!(remove_leftover(&article).is_err());
        remove_leftover(&site.path().join(NAME)).unwrap();

        assert!(article.exists() && !site.path().join(NAME).exists());
    }

    #[test]
    fn a_save_under_way_is_left_alone() {
        let site = site();
        let folder = site.path().join("posts");
        let begun = RealFs
            .create_temporary(&folder, Content::Derived, Readers::Owner)
            .unwrap();

        let others = sweep(site.path(), &[], SystemTime::now());

        assert!(begun.path().exists());
        assert_eq!(others, []);
        let (file, path) = begun.keep().unwrap();
        drop(file);
        sweep(site.path(), &[], SystemTime::now());
        assert!(!path.exists());
    }

    #[test]
    fn without_locks_a_file_is_left_alone_for_a_minute() {
        let site = site();
        let metadata = fs::metadata(site.path().join("posts/a.md")).unwrap();
        let lock = Err(TryLockError::Error(io::ErrorKind::Unsupported.into()));
        let is_left = |secs| {
            let now = SystemTime::now() + Duration::from_secs(secs);
            is_left(&lock, &metadata, now)
        };

        assert!(!is_left(50));
        assert!(is_left(61));
    }

    #[test]
    fn what_a_command_made_is_removed_whatever_it_is() {
        check("posts/.kopij-made-a1B2c3D4", "half an arti", false, false);
    }

    #[test]
    fn one_folder_is_swept_and_no_other() {
        let site = site();
        fs::create_dir(site.path().join("posts/below")).unwrap();
        for folder in ["posts", "posts/below"] {
            let folder = site.path().join(folder);
            fs::write(folder.join(".kopij-a1B2c3D4"), "article").unwrap();
            fs::write(folder.join(".kopij-a1B2c3D5"), "half").unwrap();
        }

        let left = sweep_folder(&site.path().join("posts"), SystemTime::now());

        assert_eq!(left, [site.path().join("posts/.kopij-a1B2c3D5")]);
        assert!(!site.path().join(NAME).exists());
        assert!(site.path().join("posts/below/.kopij-a1B2c3D4").exists());
    }

    #[test]
    fn files_of_other_names_and_in_made_folders_are_left_alone() {
        check("posts/.kopij-notes", "article", true, false);
        check("posts/.kopij-a1B2c3D4.md", "article", true, false);
        check("public/.kopij-a1B2c3D4", "", true, false);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_of_our_name_is_left_alone() {
        let site = site();
        let link = site.path().join(NAME);
        std::os::unix::fs::symlink("a.md", &link).unwrap();

        let others = sweep(site.path(), &[], SystemTime::now());

        assert!(link.is_symlink());
        assert_eq!(others, []);
    }
}
