//! Other programs write, move and delete the file of an article that is open, most of them while
//! its text is unsaved. What the writer typed is never replaced, theirs is never written over.

use std::{fs, path::Path, process::Command};

use egui::{Key, Modifiers};
use kopij::model::document::Disk;

use crate::support::{TestApp, TestSite, git};

const PATH: &str = "content/posts/a.md";
const POST: &str = "---\ntitle: A\n---\nFirst paragraph\n\nSecond paragraph\n";
/// A change that can be merged with text typed at the end.
const APART: (&str, &str) = ("First paragraph", "Their paragraph");
/// One that overlaps with it.
const OVER: (&str, &str) = ("Second paragraph", "Their paragraph");

fn disk(app: &TestApp) -> &Disk {
    let state = &app.harness.state().state;
    &state.shown_article().unwrap().document.disk
}

/// An app whose article ends in unsaved text.
fn dirty(site: &TestSite) -> TestApp {
    let mut app = site.open_article(PATH);
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::End);
    app.key(Modifiers::NONE, Key::Backspace);
    app.field("Text").type_text(" mine");
    app.steps();
    assert!(app.text().ends_with("Second paragraph mine"));
    app
}

/// How another program puts a new text into a file.
type Write = fn(&Path, (&str, &str));

fn changed(path: &Path, (old, new): (&str, &str)) -> String {
    fs::read_to_string(path).unwrap().replace(old, new)
}

fn in_place(path: &Path, change: (&str, &str)) {
    let text = changed(path, change);
    fs::write(path, text).unwrap();
}

fn sed(path: &Path, (old, new): (&str, &str)) {
    let script = format!("s/{old}/{new}/");
    let status = Command::new("sed").args(["-i", &script]).arg(path).status();
    assert!(status.unwrap().success());
}

fn rename_over(path: &Path, change: (&str, &str)) {
    let text = changed(path, change);
    let temporary = path.with_file_name(".a.tmp");
    fs::write(&temporary, text).unwrap();
    fs::rename(temporary, path).unwrap();
}

/// As vim does with `backupcopy=no`: the old file becomes the backup, a new one is written.
fn vim(path: &Path, change: (&str, &str)) {
    let text = changed(path, change);
    let backup = path.with_file_name("a.md~");
    fs::rename(path, &backup).unwrap();
    fs::write(path, text).unwrap();
    fs::remove_file(backup).unwrap();
}

fn delete_and_write(path: &Path, change: (&str, &str)) {
    let text = changed(path, change);
    fs::remove_file(path).unwrap();
    fs::write(path, text).unwrap();
}

fn git_checkout(path: &Path, change: (&str, &str)) {
    let git = git().unwrap();
    let folder = path.parent().unwrap();
    git.line(folder, "init -q -b main");
    git.line(folder, "add .");
    git.line(folder, "commit -q -m one");
    git.line(folder, "checkout -q -b theirs");
    // Another work tree, so that the open file changes by the checkout alone.
    let tree = folder.join("../../../tree");
    git.line(folder, "checkout -q main");
    git.run(
        folder,
        &["worktree", "add", "-q", tree.to_str().unwrap(), "theirs"],
    );
    in_place(&tree.join("a.md"), change);
    git.line(&tree, "commit -q -a -m two");
    git.line(folder, "checkout -q --detach theirs");
}

const WRITERS: [(&str, Write); 6] = [
    ("in place", in_place),
    ("sed -i", sed),
    ("rename over", rename_over),
    ("vim", vim),
    ("delete and write", delete_and_write),
    ("git checkout", git_checkout),
];

/// Those that this machine has.
fn writers() -> impl Iterator<Item = (&'static str, Write)> {
    let has_git = git().is_some();
    let here = move |(name, _): &(&str, Write)| has_git || *name != "git checkout";
    WRITERS.into_iter().filter(here)
}

#[test]
fn changes_apart_are_merged_whoever_writes_them() {
    for (name, write) in writers() {
        let site = TestSite::new().file(PATH, POST);
        let mut app = dirty(&site);

        write(&site.path(PATH), APART);
        app.wait_until(name, |app| {
            let article = app.state.shown_article().unwrap();
            article.document.text().contains("Their paragraph")
        });

        assert!(app.text().ends_with("Second paragraph mine"), "{name}");
        assert_eq!(*disk(&app), Disk::Same, "{name}");
        assert!(app.is_dirty(), "{name}");
        assert!(app.shows("Merged changes from disk into “A”"), "{name}");
        assert!(site.read(PATH).ends_with("Second paragraph\n"), "{name}");
        app.save();
        let text = POST.replace(APART.0, APART.1);
        let merged = text.replace("Second paragraph\n", "Second paragraph mine");
        assert_eq!(site.read(PATH), merged, "{name}");
    }
}

#[test]
fn overlapping_changes_are_asked_about_whoever_writes_them() {
    for (name, write) in writers() {
        let site = TestSite::new().file(PATH, POST);
        let mut app = dirty(&site);

        write(&site.path(PATH), OVER);
        app.wait_until(name, |app| {
            let article = app.state.shown_article().unwrap();
            matches!(article.document.disk, Disk::Changed(_))
        });

        assert!(app.text().ends_with("Second paragraph mine"), "{name}");
        assert!(app.shows("Keep mine"), "{name}");
        app.key(Modifiers::COMMAND, Key::S);
        app.steps();
        assert!(site.read(PATH).ends_with("Their paragraph\n"), "{name}");
    }
}

#[test]
fn a_saved_article_follows_whoever_writes_it() {
    for (name, write) in writers() {
        let site = TestSite::new().file(PATH, POST);
        let mut app = site.open_article(PATH);

        write(&site.path(PATH), OVER);
        app.wait_until(name, |app| {
            let article = app.state.shown_article().unwrap();
            article.document.text().contains("Their paragraph")
        });

        assert!(!app.is_dirty(), "{name}");
        assert_eq!(*disk(&app), Disk::Same, "{name}");
    }
}

/// Both fields stand on neighbouring lines, which git would not merge.
#[test]
fn a_field_here_and_another_there_are_merged_without_a_question() {
    let post = "---\ntitle: A\ndraft: true\ntags: [sea]\n---\nBody\n";
    let site = TestSite::new().file(PATH, post);
    let mut app = site.open_article(PATH);
    app.replace("Title", "Mine");

    site.write(
        PATH,
        &post
            .replace("true", "false")
            .replace("[sea]", "[sea, port]"),
    );
    app.wait_until("their fields", |app| {
        let article = app.state.shown_article().unwrap();
        article.document.text().contains("draft: false")
    });

    assert_eq!(
        app.text(),
        "---\ntitle: Mine\ndraft: false\ntags: [sea, port]\n---\nBody\n"
    );
}

#[test]
fn the_button_of_the_notice_undoes_a_merge() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    let before = app.text().to_owned();
    in_place(&site.path(PATH), APART);
    app.wait_until("the merge", |app| !app.state.notices.shown.is_empty());

    app.click("Undo");

    assert_eq!(app.text(), before);
    assert!(matches!(disk(&app), Disk::Changed(_)));
}

#[test]
fn a_copy_of_mine_is_saved_beside_theirs() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    let mine = app.text().to_owned();
    in_place(&site.path(PATH), OVER);
    app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });

    app.click("Save mine as a copy");
    app.wait_until("the copy", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });

    assert_eq!(site.read("content/posts/a-mine.md"), mine);
    assert!(app.text().contains("Their paragraph"));
    assert!(app.shows("Your text is saved as a-mine.md"));
}

fn deleted(app: &mut TestApp, site: &TestSite) {
    fs::remove_file(site.path(PATH)).unwrap();
    app.wait_until("the file is missed", |app| {
        app.state.shown_article().unwrap().document.disk == Disk::Deleted
    });
}

#[test]
fn a_deleted_file_is_restored_only_when_that_is_asked_for() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = site.open_article(PATH);
    deleted(&mut app, &site);
    app.key(Modifiers::COMMAND, Key::S);
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    app.steps();
    assert!(!site.root().join(PATH).exists());

    app.click("Restore");
    app.wait_until("the file is back", |app| {
        app.state.shown_article().unwrap().document.disk == Disk::Same
    });

    assert_eq!(site.read(PATH), POST);
}

#[test]
fn a_saved_article_whose_file_is_gone_can_be_closed() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = site.open_article(PATH);
    deleted(&mut app, &site);

    app.click("Close");

    assert!(app.harness.state().state.session.articles.is_empty());
}

#[test]
fn unsaved_text_whose_file_is_gone_is_saved_here() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    deleted(&mut app, &site);
    fs::remove_dir_all(site.root().join("content/posts")).unwrap();

    app.click("Save here");
    app.wait_until("the text is saved", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });

    assert!(site.read(PATH).ends_with("Second paragraph mine"));
}

#[test]
fn unsaved_text_whose_file_is_gone_is_saved_elsewhere() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    deleted(&mut app, &site);

    app.click("Save as…");
    app.replace("Path of the file", "content/essays/b.md");
    app.click("Save");
    app.wait_until("the text is saved", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });

    assert!(
        site.read("content/essays/b.md")
            .ends_with("Second paragraph mine")
    );
    assert!(!site.root().join(PATH).exists());
    let article = app.harness.state().state.shown_article().unwrap();
    assert_eq!(article.document.path(), site.path("content/essays/b.md"));
}

#[test]
fn unsaved_text_whose_file_is_gone_is_discarded() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    deleted(&mut app, &site);

    app.click("Discard");

    assert!(app.harness.state().state.session.articles.is_empty());
    assert!(!site.root().join(PATH).exists());
}

#[test]
fn a_conflict_clears_itself_when_the_file_is_as_it_was() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = dirty(&site);
    in_place(&site.path(PATH), OVER);
    app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });

    site.write(PATH, POST);
    app.wait_until("no banner", |app| {
        app.state.shown_article().unwrap().document.disk == Disk::Same
    });

    assert!(app.text().ends_with("Second paragraph mine"));
}

#[test]
fn a_renamed_file_or_folder_is_followed_with_its_unsaved_text() {
    let site = TestSite::new().file("content/posts/a/index.md", POST);
    let mut app = site.open_article("content/posts/a/index.md");
    app.type_into("Title", "!");
    let text = app.text().to_owned();
    let posts = site.path("content/posts");

    for (from, to, path) in [
        ("a/index.md", "a/other.md", "a/other.md"),
        ("a", "b", "b/other.md"),
    ] {
        fs::rename(posts.join(from), posts.join(to)).unwrap();
        app.wait_until(path, |app| {
            app.state.shown_article().unwrap().document.path() == posts.join(path)
        });
        assert_eq!(*disk(&app), Disk::Same);
        assert_eq!(app.text(), text);
    }
    app.save();
    assert_eq!(fs::read_to_string(posts.join("b/other.md")).unwrap(), text);
}
