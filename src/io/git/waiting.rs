//! What git would wait for: a pipe or a device in the place of a file that it reads. Nobody knows when it would go on.
//! Or what it would fill the memory with: a file of what is ignored that is larger than settings may be.
//!
//! Looked at are the files of the folder of git by name, its references, and those that say in the work tree what is
//! ignored, from the top down to what is asked about and below. Limits: behind [`MOST_BELOW`] files, an object, or more
//! references than [`MOST_ENTRIES`] are not seen; there git is given up on after its time.

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    io::{beneath::SETTINGS_BYTES, own},
    model::git::status::path_of,
};

/// In a folder of the work tree.
const IN_TREE: [&str; 4] = [".gitattributes", ".gitignore", ".gitmodules", ".mailmap"];
/// The folders of git of which all files are looked at; the last two with what is below.
const IN_GIT: [&str; 6] = ["", "info", "objects/info", "objects/pack", "logs", "refs"];
/// A repository with more references is looked at in part: so many take some ten milliseconds.
const MOST_ENTRIES: usize = 5_000;
/// So many files and folders below what is asked about are looked at, in some twenty milliseconds.
const MOST_BELOW: usize = 20_000;
/// Of a file that says where the folder of git is.
const MAX_BYTES: u64 = 10_000;

/// The first that is in the way of what is asked about `path`.
pub(super) fn found(work_tree: &Path, path: &Path) -> Option<PathBuf> {
    let git = work_tree.join(".git");
    if is_odd(&git) {
        return Some(git);
    }
    let really = path.canonicalize();
    let top = work_tree.canonicalize();
    let really = really.as_deref().unwrap_or(path);
    let top = top.as_deref().unwrap_or(work_tree);
    let above = really.ancestors().take_while(|it| it.starts_with(top));
    let folders = above.map(Path::to_owned).chain([work_tree.to_owned()]);
    let in_tree = folders.flat_map(|folder| IN_TREE.map(|name| folder.join(name)));
    let in_tree = in_tree.filter(|file| is_odd(file) || is_large(file)).last();
    in_tree.or_else(|| in_git(&git)).or_else(|| below(really))
}

/// The first in the folders below, the nearest before those further down.
fn below(folder: &Path) -> Option<PathBuf> {
    let mut folders = VecDeque::from([folder.to_owned()]);
    let mut left = MOST_BELOW;
    while let Some(folder) = folders.pop_front() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            left = left.checked_sub(1)?;
            let name = entry.file_name();
            if IN_TREE.iter().any(|it| name == *it) {
                let path = entry.path();
                if is_odd(&path) || is_large(&path) {
                    return Some(path);
                }
            } else if name != ".git" && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push_back(entry.path());
            }
        }
    }
    None
}

fn in_git(git: &Path) -> Option<PathBuf> {
    let own = led_to(git, "gitdir:", git.parent()?).unwrap_or_else(|| git.to_owned());
    let common = own.join("commondir");
    if is_odd(&common) {
        return Some(common);
    }
    let common = led_to(&common, "", &own);
    let mut left = MOST_ENTRIES;
    std::iter::once(own)
        .chain(common)
        .flat_map(|git| IN_GIT.map(|below| (git.join(below), matches!(below, "logs" | "refs"))))
        .find_map(|(folder, with_all)| in_folder(&folder, with_all, &mut left))
}

/// Where a file of one line says that another folder is.
fn led_to(file: &Path, before: &str, from: &Path) -> Option<PathBuf> {
    let line = own::read_within(file, MAX_BYTES).ok()?;
    let place = line.strip_prefix(before.as_bytes())?.trim_ascii();
    (!place.is_empty()).then(|| from.join(path_of(place)))
}

fn in_folder(folder: &Path, with_all: bool, left: &mut usize) -> Option<PathBuf> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        *left = left.checked_sub(1)?;
        let path = entry.path();
        if is_odd(&path) {
            return Some(path);
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let below = is_folder && with_all;
        if let Some(found) = below.then(|| in_folder(&path, true, left)).flatten() {
            return Some(found);
        }
    }
    None
}

/// Whether git would take more memory for it than it says anything: it keeps all of it.
fn is_large(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() > SETTINGS_BYTES)
}

/// Whether who opens it may wait, wherever links lead. A socket, as of git's own watcher, refuses at once.
#[cfg(unix)]
fn is_odd(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;

    fs::metadata(path).is_ok_and(|it| {
        let kind = it.file_type();
        kind.is_fifo() || kind.is_char_device() || kind.is_block_device()
    })
}

#[cfg(not(unix))]
fn is_odd(_path: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn what_git_would_fill_the_memory_with_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        fs::create_dir_all(top.join(".git")).unwrap();
        let file = top.join(".gitignore");
        fs::File::create(&file)
            .unwrap()
            .set_len(SETTINGS_BYTES + 1)
            .unwrap();
        assert_eq!(found(&top, &top), Some(file.clone()));
        fs::File::create(&file)
            .unwrap()
            .set_len(SETTINGS_BYTES)
            .unwrap();
        assert_eq!(found(&top, &top), None);

        let further = top.join("content/posts/a");
        fs::create_dir_all(&further).unwrap();
        let file = further.join(".gitattributes");
        fs::File::create(&file)
            .unwrap()
            .set_len(SETTINGS_BYTES + 1)
            .unwrap();
        assert_eq!(found(&top, &top), Some(file.clone()));
        assert_eq!(found(&top, &top.join("content")), Some(file));
    }

    #[test]
    fn whatever_git_would_wait_for_is_found() {
        for name in [
            ".git/HEAD",
            ".git/config",
            ".git/index",
            ".git/info/exclude",
            ".git/objects/info/alternates",
            ".git/packed-refs",
            ".git/refs/heads/a/b",
            ".gitattributes",
            ".gitignore",
            "content/.gitignore",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let top = folder.path().canonicalize().unwrap();
            for folder in [
                ".git/info",
                ".git/objects/info",
                ".git/refs/heads/a",
                "content",
            ] {
                fs::create_dir_all(top.join(folder)).unwrap();
            }
            fs::write(top.join(".git/refs/heads/main"), "").unwrap();
            let article = top.join("content/a.md");
            assert_eq!(found(&top, &article), None);
            let odd = top.join(name);

            let made = Command::new("mkfifo").arg(&odd).status();
            assert!(made.unwrap().success());
            assert_eq!(
                found(&top, &top.join("content")).as_ref(),
                Some(&odd),
                "{name}"
            );
            fs::write(&article, "").unwrap();
            assert_eq!(found(&top, &article).as_ref(), Some(&odd), "{name}");

            fs::remove_file(&odd).unwrap();
            std::os::unix::fs::symlink("/dev/zero", &odd).unwrap();
            assert_eq!(found(&top, &article), Some(odd), "{name}");
        }
    }

    #[test]
    fn it_is_found_in_the_repository_of_another_work_tree() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        let own = top.join("main/.git/worktrees/a");
        fs::create_dir_all(&own).unwrap();
        fs::create_dir_all(top.join("main/.git/refs")).unwrap();
        fs::create_dir_all(top.join("a")).unwrap();
        fs::write(top.join("a/.git"), format!("gitdir: {}\n", own.display())).unwrap();
        fs::write(own.join("commondir"), "../..\n").unwrap();
        assert_eq!(found(&top.join("a"), &top.join("a/a.md")), None);

        let odd = top.join("main/.git/config");
        let made = Command::new("mkfifo").arg(&odd).status();
        assert!(made.unwrap().success());

        let found = found(&top.join("a"), &top.join("a/a.md")).unwrap();
        assert_eq!(found.canonicalize().unwrap(), odd);
    }
}
