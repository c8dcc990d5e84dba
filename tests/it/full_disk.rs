//! A disk that is full: a real one, of one megabyte, that a child mounts in a namespace of its own.

#![cfg(target_os = "linux")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use egui::{Key, Modifiers};

use crate::support::{TestSite, report};

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

#[test]
fn on_a_full_disk_the_old_file_stays_and_the_text_goes_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("site")).unwrap();
    let try_it = unshared(MOUNT)
        .env(FOLDER, folder.path())
        .stderr(Stdio::null())
        .status();
    if !try_it.is_ok_and(|status| status.success()) {
        report("skipped: this system lets no user mount a small disk");
        return;
    }
    let program = std::env::current_exe().unwrap();
    let child = "full_disk::child_fills_the_disk";
    let script = format!("{MOUNT} && exec \"$0\" {child} --exact --ignored --nocapture");

    let output = unshared(&script)
        .arg(program)
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("1 passed"), "{said}");
    let saved = fs::read_to_string(folder.path().join("elsewhere/a.md")).unwrap();
    assert!(saved.contains("Bodyxxx"));
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
