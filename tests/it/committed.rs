//! What git holds of an article, with the git of this machine.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::PathBuf,
    time::{Duration, UNIX_EPOCH},
};

use kopij::{
    io::git::{Committed, committed},
    model::words,
};
use tempfile::TempDir;

use crate::support::{Git, git};

/// A site with one article that is committed.
fn site(git: Git) -> (TempDir, PathBuf) {
    let site = tempfile::tempdir().unwrap();
    let path = site.path().join("content/posts/één (1) *.md");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "first\r\n").unwrap();
    git.line(site.path(), "init -q");
    git.line(site.path(), "add .");
    git.line(site.path(), "commit -q -m Begin");
    (site, path)
}

#[test]
fn the_committed_article_is_read_whatever_the_disk_holds() {
    let Some(git) = git() else { return };
    let (site, path) = site(git);
    fs::write(&path, "second\n").unwrap();
    let expected = Committed {
        bytes: b"first\r\n".to_vec(),
        time: UNIX_EPOCH + Duration::from_secs(1_771_949_347),
        subject: "Begin".to_owned(),
    };

    assert_eq!(committed(&path).unwrap(), Some(expected.clone()));
    // Staged is not committed.
    git.line(site.path(), "add .");
    assert_eq!(committed(&path).unwrap(), Some(expected.clone()));
    // A commit that leaves the article alone is not its last change.
    fs::write(site.path().join("other.md"), "other").unwrap();
    git.line(site.path(), "add other.md");
    git.line(site.path(), "commit -q -m Other other.md");
    assert_eq!(committed(&path).unwrap(), Some(expected));
    git.line(site.path(), "commit -q -m More .");
    assert_eq!(committed(&path).unwrap().unwrap().bytes, b"second\n");
}

#[test]
fn where_nothing_is_committed_there_is_nothing() {
    let Some(git) = git() else { return };
    let (site, path) = site(git);
    let fresh = path.with_file_name("fresh.md");
    fs::write(&fresh, "fresh").unwrap();
    assert_eq!(committed(&fresh).unwrap(), None);

    git.line(site.path(), "rm -q --cached -r content");
    git.line(site.path(), "commit -q -m Gone");
    assert_eq!(committed(&path).unwrap(), None, "gone in the last commit");

    let bare = tempfile::tempdir().unwrap();
    assert_eq!(committed(&bare.path().join("a.md")).unwrap(), None);
    git.line(bare.path(), "init -q");
    assert_eq!(
        committed(&bare.path().join("a.md")).unwrap(),
        None,
        "no commit"
    );
}

#[test]
fn a_link_in_the_repository_is_no_article() {
    let Some(git) = git() else { return };
    let (site, path) = site(git);
    let link = site.path().join("content/link.md");
    symlink(&path, &link).unwrap();
    git.line(site.path(), "add .");
    git.line(site.path(), "commit -q -m Link");

    assert_eq!(committed(&link).unwrap(), None);
}

#[test]
fn a_site_within_a_repository_a_work_tree_and_a_branch_are_found() {
    let Some(git) = git() else { return };
    let (site, _) = site(git);
    let docs = site.path().join("docs/content");
    fs::create_dir_all(&docs).unwrap();
    fs::write(docs.join("a.md"), "main\n").unwrap();
    git.line(site.path(), "add .");
    git.line(site.path(), "commit -q -m Docs");
    let beside = tempfile::tempdir().unwrap();
    let tree = beside.path().join("tree");
    git.line(
        site.path(),
        &format!("worktree add -q -b other {}", tree.display()),
    );
    fs::write(tree.join("docs/content/a.md"), "other\n").unwrap();
    git.line(&tree, "commit -q -m Elsewhere .");

    let read = |path: PathBuf| committed(&path).unwrap().unwrap().bytes;
    assert_eq!(read(docs.join("a.md")), b"main\n");
    assert_eq!(read(tree.join("docs/content/a.md")), b"other\n");
}

#[test]
fn a_broken_repository_is_said_in_gits_words() {
    let Some(git) = git() else { return };
    let (site, path) = site(git);
    fs::write(site.path().join(".git/config"), "[core").unwrap();

    let err = words::of(&committed(&path).unwrap_err());

    assert!(err.starts_with("git: fatal: bad config line"), "{err}");
}

/// Each setting starts a program in some command of git.
#[test]
fn a_hostile_repository_starts_nothing() {
    let Some(git) = git() else { return };
    let (site, path) = site(git);
    let mark = site.path().join("started");
    let evil = site.path().join("evil.sh");
    fs::write(&evil, format!("#!/bin/sh\ntouch {}\ncat\n", mark.display())).unwrap();
    let mut access = fs::metadata(&evil).unwrap().permissions();
    access.set_mode(0o755);
    fs::set_permissions(&evil, access).unwrap();
    let run = evil.display();
    let hooks = site.path().join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in ["post-index-change", "reference-transaction", "pre-auto-gc"] {
        symlink(&evil, hooks.join(hook)).unwrap();
    }
    let mut config = fs::read_to_string(site.path().join(".git/config")).unwrap();
    let hostile = format!(
        "[core]\n fsmonitor = {run}\n pager = {run}\n sshCommand = {run}\n editor = {run}\n \
         alternateRefsCommand = {run}\n askPass = {run}\n gitProxy = {run}\n\
         [pager]\n cat-file = {run}\n rev-list = {run}\n ls-tree = {run}\n\
         [filter \"evil\"]\n clean = {run}\n smudge = {run}\n process = {run}\n required = true\n\
         [diff]\n external = {run}\n[diff \"evil\"]\n textconv = {run}\n command = {run}\n\
         [log]\n showSignature = true\n[gpg]\n program = {run}\n\
         [credential]\n helper = {run}\n\
         [alias]\n cat-file = !{run}\n rev-parse = !{run}\n\
         [remote \"origin\"]\n url = ext::{run}\n promisor = true\n uploadpack = {run}\n\
         [extensions]\n partialClone = origin\n[protocol]\n allow = always\n"
    );
    config.push_str(&hostile);
    fs::write(site.path().join(".git/config"), config).unwrap();
    fs::write(
        site.path().join(".gitattributes"),
        "* filter=evil diff=evil\n",
    )
    .unwrap();
    // The settings are understood: git as a person uses it starts it.
    let status = git.attempt(site.path(), &["status"]);
    assert!(mark.exists(), "{status:?}");
    fs::remove_file(&mark).unwrap();

    assert_eq!(committed(&path).unwrap().unwrap().bytes, b"first\r\n");
    assert!(!mark.exists());

    // Neither to fetch what is missing.
    let blob = git.line(
        site.path(),
        "-c core.fsmonitor=false rev-parse HEAD:content",
    );
    fs::remove_file(&mark).ok();
    let (start, rest) = blob.trim().split_at(2);
    fs::remove_file(site.path().join(".git/objects").join(start).join(rest)).unwrap();
    assert!(committed(&path).is_err());
    assert!(!mark.exists());
}

#[test]
fn a_bare_repository_that_lies_in_the_site_is_not_read() {
    let Some(git) = git() else { return };
    let (site, _) = site(git);
    let bare = site.path().join("content/bare");
    git.line(
        site.path(),
        &format!("clone -q --bare . {}", bare.display()),
    );
    fs::write(bare.join("a.md"), "text").unwrap();

    assert_eq!(committed(&bare.join("a.md")).unwrap(), None);
}
