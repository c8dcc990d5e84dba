//! Changes of many files that are killed at any moment, and their undo from the command line.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use kopij::{
    io::{
        bin::Bin,
        changes::{self, Changes},
        encoding::hash,
        folders::Folders,
        saves::Saves,
        store::Store,
    },
    model::{
        change::{ChangeSet, Deed, Part, Rewrite, Way},
        text::Edit,
    },
};

use crate::support::{Dice, TestSite, is_long, report, skip};

/// The folder that a child works in; no child is started without it.
const FOLDER: &str = "KOPIJ_CHANGE_FOLDER";
const BEGINS: &str = "begins";

/// The site, the records and the bin below one folder.
struct Place {
    root: PathBuf,
    saves: Saves,
    changes: Changes,
}

fn place(folder: &Path) -> Place {
    let folders = Folders::within(folder.join("home"));
    let store = Store::new(&folders.state).with_bin(Bin::Folder(folder.join("bin")));
    let (saves, _) = Saves::start(store, &folders);
    Place {
        root: folder.join("site"),
        saves,
        changes: Changes::new(folders.changes()),
    }
}

fn text(number: usize, version: usize) -> String {
    let lines = format!("a line of text {version}\n").repeat(number % 97);
    format!("{version}\n{lines}end of {number}, {version}\n")
}

/// One in five has another name in each version.
fn name(number: usize, version: usize) -> String {
    let folder = number % 20;
    match number % 5 {
        0 => format!("{folder}/{number}-v{}.md", version % 2),
        _ => format!("{folder}/{number}.md"),
    }
}

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What is in the site when all of it is of one version.
fn whole(count: usize, version: usize) -> Tree {
    let files = (0..count).map(|number| {
        let text = text(number, version).into_bytes();
        (PathBuf::from(name(number, version)), text)
    });
    files.collect()
}

fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let below = path.strip_prefix(root).unwrap().to_owned();
            tree.insert(below, fs::read(path).unwrap());
        }
    }
    tree
}

/// Everything from one version to the next.
fn set(root: &Path, count: usize, version: usize) -> ChangeSet {
    let parts = (0..count).map(|number| {
        let (old, new) = (text(number, version), text(number, version + 1));
        let to = root.join(name(number, version + 1));
        let path = root.join(name(number, version));
        Part {
            expected: Some(hash(old.as_bytes())),
            deed: if to == path {
                Deed::Stay
            } else {
                Deed::Move { to }
            },
            path,
            rewrite: Rewrite::Edits(vec![Edit::between(&old, &new).unwrap()]),
            is_ticked: true,
        }
    });
    ChangeSet::new("A change", root.to_owned(), parts.collect())
}

/// The version of the first file that keeps its name.
fn version_of(tree: &Tree) -> usize {
    let text = String::from_utf8_lossy(&tree[Path::new("1/1.md")]);
    text.lines().next().unwrap().parse().unwrap()
}

fn count() -> usize {
    if is_long() { 500 } else { 100 }
}

#[test]
#[ignore = "a child of the test below"]
fn child_changes_every_file() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let place = place(&folder);
    let version = version_of(&tree(&place.root));
    let set = set(&place.root, count(), version);
    let id = place.changes.new_id(jiff::Timestamp::now()).unwrap();
    // Not `println!`, which the test harness would keep to itself.
    writeln!(std::io::stdout().lock(), "\n{BEGINS}").unwrap();
    let outcome = place.changes.apply(&place.saves, id, set).unwrap();
    assert_eq!(outcome.skipped, []);
}

/// Starts a change and kills it after so long. Returns how long it ran if it came to its end.
fn change_and_kill(folder: &Path, after: Duration) -> Option<Duration> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["changes::child_changes_every_file", "--exact", "--ignored"])
        .arg("--nocapture")
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    assert!(lines.any(|line| line == BEGINS), "the child did not begin");
    let began = Instant::now();
    loop {
        if child.try_wait().unwrap().is_some() {
            return Some(began.elapsed());
        }
        if began.elapsed() >= after {
            // On Unix this is SIGKILL.
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn a_change_that_is_killed_is_whole_once_it_is_gone_on_with_or_taken_back() {
    let rounds = if is_long() { 200 } else { 8 };
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().canonicalize().unwrap();
    let place = place(&folder);
    for (path, bytes) in whole(count(), 0) {
        let path = place.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let mut lasts = change_and_kill(&folder, Duration::from_mins(10)).unwrap();
    let mut dice = Dice(3);
    let (mut killed, mut midway) = (0, 0);

    for round in 0..rounds {
        let before = version_of(&tree(&place.root));
        let micros = u64::try_from(lasts.as_micros()).unwrap();
        let after = Duration::from_micros(dice.below(usize::try_from(micros).unwrap()) as u64);
        match change_and_kill(&folder, after) {
            Some(lasted) => lasts = lasted,
            None => killed += 1,
        }

        let (old, new) = (whole(count(), before), whole(count(), before + 1));
        let broken_off = place.changes.broken_off(&place.saves.store, &place.root);
        assert!(broken_off.len() <= 1, "{broken_off:?}");
        let Some(found) = broken_off.first() else {
            let found = without_temporary(tree(&place.root));
            assert!(found == old || found == new, "round {round}: mixed");
            continue;
        };
        midway += 1;
        let way = if round % 2 == 0 {
            Way::GoOn
        } else {
            Way::TakeBack
        };
        let rest = place.changes.resume(&place.saves.store, &found.id, way);
        let outcome = changes::finish(rest.unwrap().unwrap(), &place.saves);
        assert_eq!(outcome.skipped, [], "round {round}: {way:?} {found:?}");
        let wanted = if way == Way::GoOn { new } else { old };
        let found = without_temporary(tree(&place.root));
        assert!(found == wanted, "round {round}: {way:?} left a mixture");
    }

    report(&format!(
        "{rounds} changes of {} files, {killed} killed, {midway} of them midway: none mixed, none torn",
        count()
    ));
}

/// What a kill leaves beside a file is swept when a site is opened.
fn without_temporary(mut tree: Tree) -> Tree {
    tree.retain(|path, _| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    tree
}

/// A change of two files in a site that ended after the first of its two batches.
fn broken_off() -> TestSite {
    let site = TestSite::new()
        .file("content/posts/a.md", POST)
        .file("content/posts/b.md", POST);
    let folders = site.settings_folders();
    let (saves, _) = Saves::start(Store::new(&folders.state), &folders);
    let changes = Changes::new(folders.changes());
    let title = vec![Edit::between(POST, &POST.replace("Old", "New")).unwrap()];
    let moved = Part {
        deed: Deed::Move {
            to: site.path("content/posts").join("c.md"),
        },
        ..Part::edit(
            site.path("content/posts/b.md"),
            hash(POST.as_bytes()),
            Vec::new(),
        )
    };
    let edited = Part::edit(
        site.path("content/posts/a.md"),
        hash(POST.as_bytes()),
        title,
    );
    let root = site.root().canonicalize().unwrap();
    let set = ChangeSet::new("A change", root, vec![edited, moved]);
    let id = changes.new_id(jiff::Timestamp::now()).unwrap();
    let mut applying = changes.begin(&saves.store, id, set).unwrap();
    applying.step(&saves);
    site
}

#[test]
fn a_change_that_was_broken_off_is_asked_about_when_its_site_is_opened() {
    let site = broken_off();
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("it is found", |app| {
        !app.state.changes.broken_off.is_empty()
    });
    app.click("Go on");
    app.wait_until("the rest is done", |_| {
        site.read("content/posts/a.md").contains("New")
    });
    assert!(site.root().join("content/posts/c.md").exists());

    let site = broken_off();
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("it is found", |app| {
        !app.state.changes.broken_off.is_empty()
    });
    app.click("Take it back");
    app.wait_until("what was done is taken back", |_| {
        site.root().join("content/posts/b.md").exists()
    });
    assert_eq!(site.read("content/posts/a.md"), POST);
    assert!(!site.root().join("content/posts/c.md").exists());
}

/// What a run printed, what it said is wrong, and its exit code.
fn kopij(site: &TestSite, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

const POST: &str = "---\ntitle: Old\n---\nBody\n";

#[test]
fn undo_takes_back_the_last_set_of_the_site() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST)
        .file("content/broken.md", "---\ntitle: [\n---\n");
    let files = ["set", "content/a.md", "content/broken.md", "content/b.md"];
    let (out, err, code) = kopij(&site, &[&files[..], &["title=New"]].concat());
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("broken.md") && err.lines().count() == 1,
        "{err}"
    );
    assert_eq!(out.matches("+title: New").count(), 2, "{out}");
    kopij(&site, &["set", "content/a.md", "title=Newer"]);

    let undone = kopij(&site, &["undo"]);
    assert_eq!(undone, ("content/a.md\n".to_owned(), String::new(), 0));
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));

    // From anywhere in the site, or from elsewhere by its path.
    let path = site.root().join("content");
    let (listed, ..) = kopij(&site, &["undo", "--list", "--site", path.to_str().unwrap()]);
    let (id, title) = listed.trim().split_once("  ").unwrap();
    assert_eq!(title, "Set title");
    let (out, err, code) = kopij(&site, &["undo", id]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert_eq!(out, "content/b.md\ncontent/a.md\n");
    assert_eq!(site.read("content/a.md"), POST);
    assert_eq!(site.read("content/b.md"), POST);

    let (_, err, code) = kopij(&site, &["undo"]);
    assert!(err.contains("no change to take back") && code == 2, "{err}");
    let (_, err, code) = kopij(&site, &["undo", id]);
    assert!(err.contains("taken back already") && code == 2, "{err}");
    let (_, err, code) = kopij(&site, &["undo", "../x"]);
    assert!(err.contains("no such change") && code == 2, "{err}");
}

#[test]
fn undo_removes_what_a_set_that_was_killed_left() {
    let site = TestSite::new().file("content/a.md", POST);
    kopij(&site, &["set", "content/a.md", "title=New"]);
    let left = site.root().join("content/.kopij-made-a1B2c3D4");
    fs::write(&left, "half an arti").unwrap();

    let undone = kopij(&site, &["undo"]);

    assert_eq!(undone, ("content/a.md\n".to_owned(), String::new(), 0));
    assert_eq!(site.read("content/a.md"), POST);
    assert!(!left.exists());
}

#[test]
fn undo_takes_back_all_though_nobody_reads_what_it_prints() {
    let sites: Vec<TestSite> = (0..3)
        .map(|_| {
            TestSite::new()
                .file("content/a.md", POST)
                .file("content/b.md", POST)
        })
        .collect();
    let files = sites.iter().flat_map(|site| {
        let folder = site.root().join("content");
        [folder.join("a.md"), folder.join("b.md")]
    });
    let home = sites[0].folder().join("home");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kopij"));
        command
            .current_dir(sites[0].root())
            .env("KOPIJ_HOME", &home);
        command.args(arguments);
        command
    };
    let set = run(&["set"]).args(files).arg("title=New").output().unwrap();
    assert!(
        set.status.success(),
        "{}",
        String::from_utf8_lossy(&set.stderr)
    );

    let mut undo = run(&["undo"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(undo.stdout.take());
    let status = undo.wait().unwrap();

    assert_eq!(status.code(), Some(0));
    for site in &sites {
        assert_eq!(site.read("content/a.md"), POST);
        assert_eq!(site.read("content/b.md"), POST);
    }
}

#[test]
fn a_part_of_undo_that_failed_counts_though_nobody_reads_what_it_prints() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST);
    kopij(&site, &["set", "content/a.md", "content/b.md", "title=New"]);
    site.write("content/a.md", "theirs");

    let mut undo = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .arg("undo")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(undo.stdout.take());
    let status = undo.wait().unwrap();

    assert_eq!(status.code(), Some(2));
    assert_eq!(site.read("content/b.md"), POST);
}

#[test]
fn undo_names_and_leaves_what_was_changed_since() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST);
    kopij(&site, &["set", "content/a.md", "content/b.md", "title=New"]);
    site.write("content/a.md", "theirs");

    let (out, err, code) = kopij(&site, &["undo"]);

    assert_eq!((out.as_str(), code), ("content/b.md\n", 2));
    assert!(
        err.contains("content/a.md") && err.contains("changed"),
        "{err}"
    );
    assert_eq!(site.read("content/a.md"), "theirs");
    assert_eq!(site.read("content/b.md"), POST);
}

#[test]
fn more_files_than_a_set_takes_are_one_change() {
    if !is_long() {
        skip::without("5,003 files are for KOPIJ_LONG");
        return;
    }
    let count = kopij::model::change::MAX_PARTS + 3;
    let mut site = TestSite::new();
    let mut arguments = vec!["set".to_owned()];
    for number in 0..count {
        let name = format!("content/{number}.md");
        site = site.file(&name, "---\na: 1\n---\n");
        arguments.push(name);
    }
    arguments.push("a=2".to_owned());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();

    let (_, err, code) = kopij(&site, &arguments);
    assert_eq!((err.as_str(), code), ("", 0));
    assert_eq!(
        site.read(&format!("content/{}.md", count - 1)),
        "---\na: 2\n---\n"
    );
    let (out, err, code) = kopij(&site, &["undo"]);

    assert_eq!((err.as_str(), code), ("", 0));
    assert_eq!(out.lines().count(), count);
    for number in [0, count - 1] {
        assert_eq!(
            site.read(&format!("content/{number}.md")),
            "---\na: 1\n---\n"
        );
    }
}
