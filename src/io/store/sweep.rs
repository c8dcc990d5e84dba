//! Finds the temporary files that a crash left beside articles.

use std::{
    collections::HashSet,
    fs::{self, Metadata},
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
        fs::{RealFs, TEMPORARY_PREFIX, folder_of},
        scan,
    },
    model::document::ContentHash,
};

/// A younger file may be part of a save that another program is making.
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

/// Removes the temporary files below `root` that hold nothing a file beside them or `journalled`
/// does not hold. Returns those that hold something else: they are for the writer to look at.
pub fn sweep(root: &Path, journalled: &[ContentHash], now: SystemTime) -> Vec<Leftover> {
    let mut others = Vec::new();
    for orphan in orphans(root, now) {
        if !is_known(&orphan, journalled) {
            others.push(leftover(orphan));
        } else if let Err(err) = fs::remove_file(&orphan) {
            log::warn!("a temporary file stays: {err} ({})", orphan.display());
        }
    }
    others
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
        .filter(|path| scan::is_article(path) && !has_our_name(path));
    let alike = articles.take(MAX_COMPARED).filter_map(|path| {
        let text = read(&path).ok()?.text;
        let common: HashSet<&str> = text.lines().filter(|line| lines.contains(line)).collect();
        Some((common.len(), text))
    });
    let (common, text) = alike.max_by_key(|(common, _)| *common)?;
    // Fences and empty keys are in every article.
    (common > 2).then_some(text)
}

fn orphans(root: &Path, now: SystemTime) -> Vec<PathBuf> {
    let folder = root.to_owned();
    let mut orphans: Vec<PathBuf> = WalkBuilder::new(root)
        .standard_filters(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder || !scan::is_made(&folder, entry.path())
        })
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter(|entry| has_our_name(entry.path()))
        .filter(|entry| {
            let metadata = entry.metadata();
            metadata.is_ok_and(|metadata| is_ours(&metadata) && is_old(&metadata, now))
        })
        .map(ignore::DirEntry::into_path)
        .collect();
    orphans.sort();
    orphans
}

fn has_our_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_prefix(TEMPORARY_PREFIX))
        .is_some_and(|rest| rest.len() == 8 && rest.bytes().all(|c| c.is_ascii_alphanumeric()))
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

    const NAME: &str = "posts/.kopij-a1B2c3D4";

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("posts")).unwrap();
        fs::write(folder.path().join("posts/a.md"), "article").unwrap();
        folder
    }

    fn later() -> SystemTime {
        SystemTime::now() + Duration::from_secs(61)
    }

    #[track_caller]
    fn check(name: &str, content: &str, now: SystemTime, stays: bool, offered: bool) {
        let site = site();
        let orphan = site.path().join(name);
        fs::create_dir_all(folder_of(&orphan)).unwrap();
        fs::write(&orphan, content).unwrap();
        let journalled = [encoding::hash(b"journalled")];

        let others = sweep(site.path(), &journalled, now);

        assert_eq!(orphan.exists(), stays, "{name} {content:?}");
        let is_offered = others.iter().any(|other| other.path == orphan);
        assert_eq!(is_offered, offered, "{name} {content:?}");
    }

    #[test]
    fn what_stands_in_a_file_or_the_journal_is_removed() {
        check(NAME, "article", later(), false, false);
        check(NAME, "journalled", later(), false, false);
        check(NAME, "", later(), false, false);
    }

    #[test]
    fn what_stands_nowhere_else_is_offered() {
        check(NAME, "half an arti", later(), true, true);
    }

    #[test]
    fn what_is_offered_stands_beside_the_article_it_is_most_like() {
        let site = site();
        let article = "---\ntitle: A\n---\nOne\n\nTwo\n";
        fs::write(site.path().join("posts/a.md"), article).unwrap();
        fs::write(site.path().join("posts/b.md"), "---\ntitle: B\n---\nTwo\n").unwrap();
        fs::write(site.path().join(NAME), "---\ntitle: A\n---\nOne\n\nTw").unwrap();

        let others = sweep(site.path(), &[], later());

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
        let soon = SystemTime::now() + Duration::from_secs(50);
        check(NAME, "article", soon, true, false);
    }

    #[test]
    fn files_of_other_names_and_in_made_folders_are_left_alone() {
        check("posts/.kopij-notes", "article", later(), true, false);
        check("posts/.kopij-a1B2c3D4.md", "article", later(), true, false);
        check("public/.kopij-a1B2c3D4", "", later(), true, false);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_of_our_name_is_left_alone() {
        let site = site();
        let link = site.path().join(NAME);
        std::os::unix::fs::symlink("a.md", &link).unwrap();

        let others = sweep(site.path(), &[], later());

        assert!(link.is_symlink());
        assert_eq!(others, []);
    }
}
