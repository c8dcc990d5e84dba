//! A disk that is full: a real one, of one megabyte, that a child mounts in a namespace of its own.

#![cfg(target_os = "linux")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use egui::{Key, Modifiers};
use kopij::{
    io::{changes::Changes, encoding::hash, folders::Folders, saves::Saves, store::Store},
    model::{
        change::{ChangeSet, Part},
        text::Edit,
    },
};

use crate::support::{TestSite, skip};

const FOLDER: &str = "KOPIJ_FULL_DISK";
const ARTICLE: &str = "content/posts/a.md";
const POST: &str = "---\ntitle: A\n---\nBody\n";

fn unshared(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .stdout(Stdio::null());
    command
}

const MOUNT: &str = "mount -t tmpfs -o size=1m none \"$KOPIJ_FULL_DISK/site\"";

/// Runs a child with a full disk at `site`; `None`: this system lets no user mount a small disk.
#[track_caller]
fn run_on_small_disk(folder: &Path, child: &str) -> Option<String> {
    fs::create_dir(folder.join("site")).unwrap();
    let try_it = unshared(MOUNT)
        .env(FOLDER, folder)
        .stderr(Stdio::null())
        .status();
    if !try_it.is_ok_and(|status| status.success()) {
        skip::without("this system lets no user mount a small disk");
        return None;
    }
    let program = std::env::current_exe().unwrap();
    let script = format!("{MOUNT} && exec \"$0\" {child} --exact --ignored --nocapture");
    let output = unshared(&script)
        .arg(program)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("1 passed"), "{said}");
    Some(said)
}

#[test]
fn on_a_full_disk_the_old_file_stays_and_the_text_goes_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let child = "full_disk::child_fills_the_disk";

    if run_on_small_disk(folder.path(), child).is_some() {
        let saved = fs::read_to_string(folder.path().join("elsewhere/a.md")).unwrap();
        assert!(saved.contains("Bodyxxx"));
    }
}

#[test]
fn on_a_full_disk_a_change_of_files_is_whole_in_each_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();

    run_on_small_disk(folder.path(), "full_disk::child_changes_files");
}

#[test]
#[ignore = "a child of the test above"]
fn child_changes_files() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let root = folder.join("site");
    let folders = Folders::within(folder.join("home"));
    let (saves, _) = Saves::start(Store::new(&folders.state), &folders);
    let changes = Changes::new(folders.changes());
    let path = |number: usize| root.join(format!("{number}.md"));
    let parts = (0..40).map(|number| {
        fs::write(path(number), POST).unwrap();
        let longer = Edit {
            range: 0..0,
            insert: "x".repeat(40_000),
        };
        Part::edit(path(number), hash(POST.as_bytes()), vec![longer])
    });
    let set = ChangeSet::new("A change", root.clone(), parts.collect());
    let id = changes.new_id(jiff::Timestamp::now()).unwrap();

    let outcome = changes.apply(&saves, id.clone(), set).unwrap();

    let (done, left) = (outcome.changed.len(), outcome.skipped.len());
    assert!(done > 0 && left > 0 && done + left == 40);
    assert!(outcome.skipped[0].1.to_string().contains("space"));
    let long = "x".repeat(40_000) + POST;
    for number in 0..40 {
        let text = fs::read_to_string(path(number)).unwrap();
        assert!(text == POST || text == long, "{number} is torn");
    }
    for set in changes.plan_undo(&saves.store, &id).unwrap() {
        let undo = changes.new_id(jiff::Timestamp::now()).unwrap();
        let undone = changes.apply(&saves, undo, set).unwrap();
        assert_eq!(undone.skipped, []);
    }
    for number in 0..40 {
        assert_eq!(fs::read_to_string(path(number)).unwrap(), POST);
    }
    assert_eq!(fs::read_dir(&root).unwrap().count(), 40, "nothing is left");
}

#[test]
#[ignore = "a child of the test above"]
fn child_fills_the_disk() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let site = TestSite::of_another(folder.clone()).file(ARTICLE, POST);
    let site = site.file("hugo.yaml", "title: The Quay\n");
    let mut app = site.open_article(ARTICLE);
    app.type_into("Text", &"x".repeat(20_000));
    let text = app.text().to_owned();
    // The filler takes what is left to the last byte.
    let filler = site.root().join("filler");
    assert!(fs::write(&filler, vec![0; 2_000_000]).is_err());

    app.key(Modifiers::COMMAND, Key::S);
    app.wait_until("the save fails", |app| {
        app.state.shown_article().unwrap().saves.not_saved.is_some()
    });
    assert_eq!(site.read(ARTICLE), POST);
    assert_eq!(app.text(), text);
    assert!(app.is_dirty());
    let left = fs::read_dir(site.root().join("content/posts")).unwrap();
    assert_eq!(left.count(), 1, "no temporary file is left");

    // Elsewhere there is room.
    app.click("Save elsewhere…");
    let elsewhere = folder.join("elsewhere/a.md");
    app.replace("Path of the file", elsewhere.to_str().unwrap());
    app.click("Save");
    app.wait_until("the text is elsewhere", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), text);
    assert_eq!(site.read(ARTICLE), POST);
}
