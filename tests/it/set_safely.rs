//! `kopij set` keeps what the window keeps: nothing is torn, lost or left behind, whatever happens
//! to it or around it.

#![cfg(unix)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use kopij::{
    io::{history::History, settings_file, store::TEMPORARY_PREFIX},
    model::settings::Settings,
};

use crate::support::{Dice, TestSite, is_long, report};

const POST: &str = "---\ntitle: Old\n---\nBody\n";

fn kopij(site: &TestSite) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kopij"));
    command
        .env("LC_ALL", "C")
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .arg("set")
        .stdin(Stdio::null());
    command
}

/// Runs it to its end. Returns the exit code, and what it said is wrong.
fn set(site: &TestSite, arguments: &[&str]) -> (i32, String) {
    let output = kopij(site).args(arguments).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), err)
}

/// What is left of saves below a folder.
fn left_below(folder: &Path) -> Vec<PathBuf> {
    let mut left = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return left;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            left.extend(left_below(&path));
        } else if name.starts_with(TEMPORARY_PREFIX) {
            left.push(path);
        }
    }
    left
}

#[test]
fn every_file_is_changed_though_nobody_reads_the_difference() {
    let mut site = TestSite::new();
    let names: Vec<String> = (0..40).map(|at| format!("content/{at}.md")).collect();
    for name in &names {
        site = site.file(name, POST);
    }

    let mut child = kopij(&site)
        .args(&names)
        .arg("title=New")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut out = BufReader::with_capacity(1, child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    drop(out);
    let status = child.wait().unwrap();

    assert_eq!(first, "--- a/content/0.md\n");
    for name in &names {
        assert_eq!(site.read(name), POST.replace("Old", "New"), "{name}");
    }
    assert_eq!(status.code(), Some(0));
}

#[test]
fn who_reads_no_further_has_seen_enough_of_any_command() {
    let site = TestSite::new().file("content/a.md", POST);
    assert_eq!(set(&site, &["content/a.md", "title=New"]).0, 0);
    let ends_with = |arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kopij"))
            .env("LC_ALL", "C")
            .current_dir(site.root())
            .env("KOPIJ_HOME", site.folder().join("home"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Nobody reads a word.
        drop(child.stdout.take());
        child.wait().unwrap().code()
    };

    for arguments in [
        &["list", "."][..],
        &["list", ".", "--json"],
        &["get", "content/a.md"],
        &["render", "content/a.md"],
        &["set", "--dry-run", "content/a.md", "title=Newer"],
        &["undo", "--list"],
        &["--help"],
    ] {
        assert_eq!(ends_with(arguments), Some(0), "{arguments:?}");
    }
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
    assert_eq!(ends_with(&["get", "content/none.md"]), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_a_fault_of_any_command() {
    let site = TestSite::new().file("content/a.md", POST);
    for arguments in [
        &["list", "."][..],
        &["get", "content/a.md"],
        &["render", "content/a.md"],
        &["set", "--dry-run", "content/a.md", "title=New"],
        &["--help"],
        &["--version"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
            .env("LC_ALL", "C")
            .current_dir(site.root())
            .env("KOPIJ_HOME", site.folder().join("home"))
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();

        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains("output"), "{arguments:?}: {err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_said_and_the_files_are_changed() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();

    let output = kopij(&site)
        .args(["content/a.md", "content/b.md", "title=New"])
        .stdout(full)
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("output"), "{err}");
    assert_eq!(site.read("content/b.md"), POST.replace("Old", "New"));
}

/// A site with a file, a folder and a link to either outside of it.
fn linked() -> TestSite {
    let site = TestSite::new().file("content/a.md", POST);
    let outside = site.folder().join("outside");
    fs::create_dir(&outside).unwrap();
    for name in ["b.md", "c.md"] {
        fs::write(outside.join(name), POST).unwrap();
    }
    symlink(outside.join("b.md"), site.root().join("content/b.md")).unwrap();
    symlink(&outside, site.root().join("content/out")).unwrap();
    symlink("a.md", site.root().join("content/within.md")).unwrap();
    site
}

#[test]
fn a_link_out_of_the_site_is_written_only_when_that_is_asked_for() {
    for (link, name) in [
        ("content/b.md", "b.md"),
        ("content/out/c.md", "c.md"),
        // As the system reads it, behind the link.
        ("content/out/../outside/c.md", "c.md"),
    ] {
        let site = linked().file("hugo.toml", "");
        let target = site.folder().join("outside").join(name);

        for dry in [&["--dry-run"][..], &[]] {
            let (code, err) = set(&site, &[&[link, "title=New"], dry].concat());
            assert_eq!(code, 2, "{err}");
            assert!(err.contains("--follow-links"), "{err}");
            assert!(err.contains("outside of the site"), "{err}");
            assert_eq!(fs::read_to_string(&target).unwrap(), POST);
        }

        let (code, err) = set(&site, &["--follow-links", link, "title=New"]);
        assert_eq!((code, err.as_str()), (0, ""));
        let written = fs::read_to_string(&target).unwrap();
        assert_eq!(written, POST.replace("Old", "New"));
    }
}

#[test]
fn a_link_to_another_site_is_a_link_out_of_this_one() {
    let site = linked().file("hugo.toml", "");
    fs::write(site.folder().join("outside/hugo.toml"), "").unwrap();

    let (code, err) = set(&site, &["content/out/c.md", "title=New"]);

    assert_eq!(code, 2, "{err}");
    assert!(err.contains("--follow-links"), "{err}");
    let target = site.folder().join("outside/c.md");
    assert_eq!(fs::read_to_string(target).unwrap(), POST);
}

#[test]
fn a_link_out_of_a_folder_that_is_no_site_is_written_only_when_that_is_asked_for() {
    for marker in ["frontmatter.json", "mkdocs.yml", "none"] {
        for (here, link) in [
            ("/", "content/dd/o.md"),
            ("/", "content/l.md"),
            ("..", "content/dd/o.md"),
            ("..", "content/l.md"),
            (".", "content/l.md"),
        ] {
            let site = TestSite::new()
                .file(marker, "{}")
                .file("content/a.md", POST);
            let outside = site.folder().join("outside");
            fs::create_dir(&outside).unwrap();
            let target = outside.join("o.md");
            fs::write(&target, POST).unwrap();
            symlink(&outside, site.root().join("content/dd")).unwrap();
            symlink(&target, site.root().join("content/l.md")).unwrap();
            let named = |path: &str| match here {
                "." => PathBuf::from(path),
                ".." => Path::new("site").join(path),
                _ => site.root().join(path),
            };
            let set = |arguments: &[&str], path: &str| {
                let here = site.root().join(here);
                let mut command = kopij(&site);
                command.current_dir(here).args(arguments);
                let output = command.arg(named(path)).arg("title=New").output().unwrap();
                let err = String::from_utf8(output.stderr).unwrap();
                (output.status.code().unwrap(), err)
            };

            let (code, err) = set(&[], link);
            assert_eq!(code, 2, "{here} {link} {err}");
            assert!(err.contains("--follow-links"), "{err}");
            assert_eq!(fs::read_to_string(&target).unwrap(), POST);

            assert_eq!(set(&[], "content/a.md"), (0, String::new()));
            assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
            assert_eq!(set(&["--follow-links"], link), (0, String::new()));
            let written = fs::read_to_string(&target).unwrap();
            assert_eq!(written, POST.replace("Old", "New"));
        }
    }
}

#[test]
fn a_home_and_what_is_in_it_may_be_reached_by_links() {
    let site = TestSite::new().file("content/a.md", POST);
    let real = site.folder().join("disk");
    fs::create_dir_all(real.join("people")).unwrap();
    symlink(site.root(), real.join("people/blog")).unwrap();
    symlink(real.join("people"), site.folder().join("me")).unwrap();
    let home = site.folder().join("me");

    let output = kopij(&site)
        .current_dir("/")
        .env("HOME", &home)
        .arg(home.join("blog/content/a.md"))
        .arg("title=New")
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
}

#[test]
fn a_repository_at_home_makes_no_site_of_what_is_linked_there() {
    let site = TestSite::new().file("content/a.md", POST);
    let home = site.folder().join("me");
    fs::create_dir_all(home.join(".git")).unwrap();
    symlink(site.root(), home.join("blog")).unwrap();
    let elsewhere = site.folder().join("notes");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("a.md"), POST).unwrap();
    symlink(&elsewhere, home.join("notes")).unwrap();

    for file in ["blog/content/a.md", "notes/a.md"] {
        let output = kopij(&site)
            .current_dir("/")
            .env("HOME", &home)
            .arg(home.join(file))
            .arg("title=New")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{file}: {output:?}");
        let written = fs::read_to_string(home.join(file)).unwrap();
        assert_eq!(written, POST.replace("Old", "New"), "{file}");
    }
}

/// Runs `kopij undo`. Returns the exit code, and what it said is wrong.
fn undo(site: &TestSite, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .env("LC_ALL", "C")
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .arg("undo")
        .args(arguments)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), err)
}

#[test]
fn undo_follows_no_link_out_of_the_site_unasked() {
    let site = linked();
    let inside = site.root().join("content/a.md");
    let outside = site.folder().join("outside/a.md");
    assert_eq!(set(&site, &["content/a.md", "title=New"]).0, 0);
    fs::rename(&inside, &outside).unwrap();
    symlink(&outside, &inside).unwrap();
    let new = POST.replace("Old", "New");

    let (code, err) = undo(&site, &[]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("--follow-links"), "{err}");
    assert_eq!(fs::read_to_string(&outside).unwrap(), new);

    let (code, err) = undo(&site, &["--follow-links"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&outside).unwrap(), POST);
}

#[test]
fn what_undo_could_not_take_back_is_taken_back_later() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST);
    assert_eq!(
        set(&site, &["content/a.md", "content/b.md", "title=New"]).0,
        0
    );
    let path = site.root().join("content/b.md");
    let change_mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    change_mode(0o444);

    let (code, err) = undo(&site, &[]);
    assert_eq!(code, 2, "{err}");
    assert_eq!(site.read("content/a.md"), POST);
    assert_ne!(site.read("content/b.md"), POST);

    change_mode(0o644);
    assert_eq!(undo(&site, &[]), (0, String::new()));
    assert_eq!(site.read("content/b.md"), POST);
    let (code, err) = undo(&site, &[]);
    assert_eq!(code, 2);
    assert!(err.contains("no change to take back"), "{err}");
}

#[test]
fn a_change_that_did_nothing_or_cannot_be_read_is_in_the_way_of_no_other() {
    let site = TestSite::new().file("content/a.md", POST);
    assert_eq!(set(&site, &["content/a.md", "title=New"]).0, 0);
    let changes = site.folder().join("home/state/changes");
    let names = || {
        let names = fs::read_dir(&changes).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        names
    };
    let first = names().remove(0);
    // As a kill leaves it right behind the record, and as the disk may.
    assert_eq!(set(&site, &["content/a.md", "title=Newer"]).0, 0);
    let second = names().remove(1);
    fs::write(site.root().join("content/a.md"), POST.replace("Old", "New")).unwrap();
    fs::remove_file(changes.join(&second).join("1/done")).unwrap();
    let plan = changes.join(&second).join("1/plan");
    let whole = fs::read(&plan).unwrap();
    let mut torn = whole.clone();
    let middle = torn.len() / 2;
    torn[middle] ^= 1;

    fs::write(&plan, torn).unwrap();
    let (code, err) = undo(&site, &[]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains(&second), "{err}");
    assert_ne!(site.read("content/a.md"), POST);

    fs::write(&plan, whole).unwrap();
    assert_eq!(undo(&site, &[]), (0, String::new()));
    assert_eq!(site.read("content/a.md"), POST);
    assert!(names().contains(&first));
}

/// Puts something in the place of a file.
type Lay<'a> = &'a dyn Fn(&Path);

/// Whatever became of the record of a newer change, an older one is not taken back for it.
#[test]
fn a_newer_record_that_has_lost_something_keeps_the_older_change() {
    let pipe = |path: &Path| {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    let endless = |path: &Path| symlink("/dev/zero", path).unwrap();
    let folder = |path: &Path| fs::create_dir(path).unwrap();
    let nowhere = |path: &Path| symlink("/dev/null/nothing", path).unwrap();
    let nothing = |_: &Path| {};
    let in_its_place: [(&str, Lay<'_>); 5] = [
        ("a pipe", &pipe),
        ("a link without an end", &endless),
        ("a folder", &folder),
        ("a link to nothing", &nowhere),
        ("nothing", &nothing),
    ];
    for lost in ["1/plan", "1/done", "1/undone", "1", ""] {
        for (name, lay) in in_its_place {
            // A change that nothing is left of is none that anybody knows; one without `done` was broken off.
            if name == "nothing" && lost != "1/plan"
                || name == "a folder" && matches!(lost, "1" | "")
            {
                continue;
            }
            let site = TestSite::new().file("content/a.md", POST);
            let site = site.file("content/b.md", POST);
            assert_eq!(set(&site, &["content/a.md", "title=Older"]).0, 0);
            assert_eq!(set(&site, &["content/b.md", "title=Newer"]).0, 0);
            let before = site.read("content/a.md");
            let changes = site.folder().join("home/state/changes");
            let names = fs::read_dir(&changes).unwrap().flatten();
            let newest = names.map(|it| it.file_name()).max().unwrap();
            let newest = newest.into_string().unwrap();
            // Without a slash at the end.
            let path: PathBuf = changes.join(&newest).join(lost).components().collect();
            fs::remove_file(&path)
                .or_else(|_| fs::remove_dir_all(&path))
                .ok();
            lay(&path);

            let (code, err) = undo(&site, &[]);

            assert_eq!(code, 2, "{name} as {lost:?}: {err}");
            assert!(err.contains(&newest), "{name} as {lost:?}: {err}");
            assert_eq!(site.read("content/a.md"), before, "{name} as {lost:?}");
        }
    }
}

#[test]
fn a_folder_that_is_allowed_is_written_into_and_no_other() {
    let site = linked();
    let other = site.folder().join("other");
    fs::create_dir(&other).unwrap();
    let allow = |dir: &Path| {
        let dir = format!("--allow-outside={}", dir.display());
        set(&site, &[&dir, "content/out/c.md", "title=New"])
    };
    let target = site.folder().join("outside/c.md");

    let (code, err) = allow(&other);
    assert_eq!(code, 2, "{err}");
    assert_eq!(fs::read_to_string(&target).unwrap(), POST);

    let (code, err) = allow(&site.folder().join("outside"));
    assert_eq!((code, err.as_str()), (0, ""));
    let written = fs::read_to_string(&target).unwrap();
    assert_eq!(written, POST.replace("Old", "New"));
}

#[test]
fn links_within_the_site_and_files_that_are_named_need_no_word() {
    let site = linked();

    let (code, err) = set(&site, &["content/within.md", "title=New"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
    assert!(site.root().join("content/within.md").is_symlink());

    let (code, err) = set(&site, &["../outside/b.md", "title=New"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn a_link_that_was_allowed_in_the_window_is_written() {
    let site = linked();
    let target = site.folder().join("outside/b.md").canonicalize().unwrap();
    let settings = Settings {
        written_links: vec![target.clone()],
        ..Settings::default()
    };
    settings_file::Saver::new(&site.settings_folders())
        .save(&site.settings_folders(), &settings)
        .unwrap();

    let (code, err) = set(&site, &["content/b.md", "title=New"]);

    assert_eq!((code, err.as_str()), (0, ""));
    let written = fs::read_to_string(&target).unwrap();
    assert_eq!(written, POST.replace("Old", "New"));
}

#[test]
fn a_name_that_is_no_text_is_taken() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let site = TestSite::new();
    let name = OsStr::from_bytes(b"content/caf\xE9\x1b.md");
    fs::write(site.root().join(name), POST).unwrap();

    let output = kopij(&site).arg(name).arg("title=New").output().unwrap();

    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let written = fs::read_to_string(site.root().join(name)).unwrap();
    assert_eq!(written, POST.replace("Old", "New"));
    let out = String::from_utf8(output.stdout).unwrap();
    let head = "--- \"a/content/caf\\351\\033.md\"\n+++ \"b/content/caf\\351\\033.md\"\n";
    assert!(out.starts_with(head), "{out}");
}

#[test]
fn a_name_that_is_no_text_is_said_as_git_writes_it() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let site = TestSite::new();
    let name = OsStr::from_bytes(b"\xff=x\x1b.md");

    let output = kopij(&site).arg(name).arg("title=New").output().unwrap();

    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.contains("there is no such file (\\377=x\\033.md)"),
        "{err}"
    );
}

#[test]
fn what_set_replaces_is_among_the_earlier_versions() {
    let site = TestSite::new().file("content/a.md", POST);

    set(&site, &["content/a.md", "title=New"]);

    let history = History::new(site.settings_folders().history());
    let versions = history.versions(&site.path("content/a.md"));
    let kept: Vec<Vec<u8>> = versions
        .iter()
        .map(|it| history.read(it).unwrap())
        .collect();
    assert_eq!(kept, [POST.as_bytes()]);
}

#[test]
fn what_broken_off_saves_left_is_removed_or_said() {
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/.kopij-a1B2c3D4", POST)
        .file("content/.kopij-made-a1B2c3D4", "---\ntitle: Ne")
        .file("content/.kopij-a1B2c3D5", "typed and nowhere else");

    let (code, err) = set(&site, &["content/a.md", "title=New"]);

    assert_eq!(code, 0);
    let left = site.root().join("content/.kopij-a1B2c3D5");
    assert_eq!(left_below(&site.root()), [left]);
    assert!(err.contains(".kopij-a1B2c3D5"), "{err}");
}

#[test]
fn no_change_of_those_made_at_once_is_lost() {
    let rounds = if is_long() { 60 } else { 8 };
    let site = TestSite::new().file("content/a.md", POST);
    fs::hard_link(site.root().join("content/a.md"), site.root().join("b.md")).unwrap();
    let linked = TestSite::of_another(site.folder().to_owned()).file("content/c.md", POST);

    thread::scope(|scope| {
        for writer in 0..8 {
            let site = &linked;
            scope.spawn(move || {
                for round in 0..rounds {
                    let pair = format!("w{writer}r{round}={round}");
                    let name = match writer % 2 {
                        0 => "content/a.md",
                        _ => "b.md",
                    };
                    let (code, err) = set(site, &[name, "content/c.md", &pair]);
                    assert_eq!((code, err.as_str()), (0, ""));
                }
            });
        }
    });

    for name in ["content/a.md", "content/c.md"] {
        let text = site.read(name);
        for writer in 0..8 {
            for round in 0..rounds {
                let line = format!("\nw{writer}r{round}: {round}\n");
                assert!(text.contains(&line), "{name} lost {line}");
            }
        }
    }
    report(&format!("{} changes at once, none lost", 8 * rounds * 2));
}

#[test]
fn the_save_of_a_window_and_a_set_take_turns() {
    let site = TestSite::new().file("content/a.md", POST);
    let store = kopij::io::store::Store::new(&site.settings_folders().state);
    let held = store.hold(&site.path("content/a.md")).unwrap();

    let mut child = kopij(&site)
        .args(["content/a.md", "title=New"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(300));

    assert_eq!(site.read("content/a.md"), POST);
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    drop(held);
    assert!(child.wait().unwrap().success());
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
}

/// A text that says its number at its start, in every line and at its end.
fn numbered(number: usize) -> String {
    let lines = 120_000 + number * 7919 % 40_000;
    format!("---\ntitle: {number}\n---\n{}End\n", "Body\n".repeat(lines))
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Whether the file changed at its start while the child ran.
fn wait_for_a_write(path: &Path, child: &mut Child) -> bool {
    let start = || {
        let mut bytes = [0; 16];
        let mut file = fs::File::open(path).unwrap();
        file.read_exact(&mut bytes).unwrap();
        bytes
    };
    let before = start();
    while child.try_wait().unwrap().is_none() {
        if start() != before {
            return true;
        }
    }
    false
}

/// The lengths differ, so that a file that is written and not yet cut is torn.
#[test]
fn a_kill_while_a_linked_file_is_written_is_made_good_by_the_next_run() {
    let rounds = if is_long() { 1_000 } else { 12 };
    let site = TestSite::new()
        .file("content/a.md", numbered(0))
        .file("content/z.md", POST);
    let path = site.path("content/a.md");
    fs::hard_link(&path, site.root().join("content/b.md")).unwrap();
    let mut dice = Dice(1);
    let (mut torn, mut killed) = (0, 0);

    for round in 1..=rounds {
        let whole = fs::read_to_string(&path).unwrap();
        // By turns longer and shorter than before.
        let title = "x".repeat(1 + round % 2 * 3_000);
        let mut child = kopij(&site)
            .args(["content/a.md", &format!("title={round}{title}")])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        if wait_for_a_write(&path, &mut child) {
            thread::sleep(Duration::from_micros(dice.below(500) as u64));
            killed += 1;
        }
        kill(child);
        let after = fs::read_to_string(&path).unwrap_or_default();
        let (old_head, body) = whole.split_once("\n---\n").unwrap();
        let new = format!("---\ntitle: \"{round}{title}\"\n---\n{body}");
        torn += usize::from(after != whole && after != new);

        // Any run makes it good, whatever it is asked for.
        let (code, _) = set(&site, &["content/z.md", &format!("title={round}")]);

        assert_eq!(code, 0);
        let now = fs::read_to_string(&path).unwrap();
        assert!(
            now == whole || now == new,
            "round {round}: torn after {old_head:.20}"
        );
        let other = fs::read_to_string(site.root().join("content/b.md")).unwrap();
        assert!(other == now && fs::metadata(&path).unwrap().nlink() == 2);
    }
    report(&format!(
        "{rounds} runs of `set` on a linked file, {killed} killed while it was written, {torn} torn and made good"
    ));
    assert!(killed > rounds / 3, "{killed} of {rounds} were killed");
}

/// Whether a file that is being written was there while the child ran.
fn wait_for_a_temporary(folder: &Path, child: &mut Child) -> bool {
    while child.try_wait().unwrap().is_none() {
        if !left_below(folder).is_empty() {
            return true;
        }
    }
    false
}

/// Killed in the midst of a save, by turns in the site and in Kopij's own folders.
#[test]
fn after_kills_nothing_is_left() {
    let rounds = if is_long() { 2_000 } else { 40 };
    let site = TestSite::new()
        .file("content/a.md", POST)
        .file("content/b.md", POST);
    let folders = [site.root(), site.settings_folders().state];
    let mut dice = Dice(7);
    let mut left = 0;

    for round in 0..rounds {
        let mut child = kopij(&site)
            .args(["content/a.md", "content/b.md", &format!("key={round}")])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        if wait_for_a_temporary(&folders[round % 2], &mut child) {
            thread::sleep(Duration::from_micros(dice.below(1_000) as u64));
        }
        kill(child);
        left += usize::from(!left_below(site.folder()).is_empty());
    }

    let (code, err) = set(&site, &["content/a.md", "content/b.md", "key=last"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(left_below(site.folder()), [] as [PathBuf; 0]);
    assert!(site.read("content/a.md").contains("\nkey: last\n"));
    report(&format!(
        "{rounds} kills of `set`, something was left after {left} of them, nothing after the next run"
    ));
    assert!(left * 10 > rounds, "{left} of {rounds} hit");
}

/// A shell sets the mask, which belongs to a whole process.
#[test]
fn a_new_file_is_for_those_that_the_mask_lets_read() {
    let site = TestSite::new().file("content/a.md", POST);
    for (mask, mode) in [("077", 0o600), ("027", 0o640), ("002", 0o664)] {
        let folder = site.folder().join(mask);
        let status = Command::new("sh")
            .args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\"")])
            .arg(std::env::current_exe().unwrap())
            .args(["set_safely::child_makes_a_file", "--exact", "--ignored"])
            .env(MADE_IN, &folder)
            .stdout(Stdio::null())
            .status()
            .unwrap();

        assert!(status.success());
        let made = fs::metadata(folder.join("new.md")).unwrap();
        assert_eq!(made.permissions().mode() & 0o7777, mode, "under {mask}");
    }
}

const MADE_IN: &str = "KOPIJ_MADE_IN";

#[test]
#[ignore = "a child of the test above"]
fn child_makes_a_file() {
    use kopij::{
        io::store::{Save, Store},
        model::document::FileFormat,
    };

    let Some(folder) = std::env::var_os(MADE_IN).map(PathBuf::from) else {
        return;
    };
    fs::create_dir(&folder).unwrap();
    let save = Save {
        path: folder.join("new.md"),
        text: "new".into(),
        format: FileFormat::default(),
        expected: None,
    };
    Store::new(&folder.join("state")).write(&save).unwrap();
}

#[test]
fn that_no_earlier_version_is_kept_is_told_by_the_exit_code_too() {
    let site = TestSite::new().file("content/a.md", POST);
    let state = site.folder().join("home/state");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("history"), "in the way").unwrap();

    let (code, err) = set(&site, &["content/a.md", "title=New"]);

    assert_eq!(code, 2, "{err}");
    assert!(!err.is_empty());
    assert_eq!(site.read("content/a.md"), POST.replace("Old", "New"));
    let (code, err) = undo(&site, &[]);
    assert_eq!(code, 2, "{err}");
    assert_eq!(site.read("content/a.md"), POST);
}
