//! The program ends by a fault or a signal: unsaved text is there at the next start.
//!
//! Hooks and signals belong to a whole process, so each is tried in a child: this binary again,
//! with one of the `child_…` tests as its only test.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT as _, Queryable as _},
};
use kopij::{
    app::{App, Quitting, Start, shared::Shared},
    io::{
        crash,
        journal::{self, Recovered},
    },
    model::settings::Settings,
};

use crate::support::{TestApp, TestSite, own_program};

const FOLDER: &str = "KOPIJ_CRASH_FOLDER";
const ARTICLE: &str = "content/posts/a.md";
const TYPED: &str = "typed";

fn site_of_child() -> Option<TestSite> {
    std::env::var_os(FOLDER).map(|folder| TestSite::of_another(PathBuf::from(folder)))
}

fn site() -> TestSite {
    TestSite::new().file(ARTICLE, "Body")
}

/// A process, with the pipe that it writes to for as long as it likes.
struct Started {
    process: Child,
    _out: BufReader<ChildStdout>,
}

impl Started {
    fn wait(mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }

    #[cfg(unix)]
    fn send(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, signal).unwrap();
    }
}

/// Runs a child until its text is typed.
fn start(child: &str, site: &TestSite) -> Started {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args([child, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, site.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let mut lines = out.by_ref().lines().map_while(Result::ok);
    let typed = lines.any(|line| line == TYPED);
    assert!(typed, "the child ended before it typed");
    Started { process, _out: out }
}

/// Types within one frame of the end: no timer has had its turn.
fn type_last_words(site: &TestSite) -> TestApp {
    let mut app = site.open_article(ARTICLE);
    app.type_into("Text", "");
    app.harness
        .event(egui::Event::Text(" and the last words".to_owned()));
    app.harness.step();
    app
}

fn say_typed() {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{TYPED}").unwrap();
    out.flush().unwrap();
}

fn journalled(site: &TestSite) -> Vec<String> {
    let found = journal::recover(&site.settings_folders().journal()).unwrap();
    found
        .into_iter()
        .map(|found| match found {
            Recovered::Text { entry, .. } => entry.text.to_string(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
#[ignore = "a child of the tests below"]
fn child_panics() {
    let Some(site) = site_of_child() else {
        return;
    };
    crash::write_reports(&site.settings_folders());
    let _app = type_last_words(&site);
    say_typed();
    panic!("a fault of ours");
}

#[test]
#[ignore = "a child of the tests below"]
fn child_listens() {
    let Some(site) = site_of_child() else {
        return;
    };
    let mut app = type_last_words(&site);
    say_typed();
    app.wait_until("the window may close", |app| {
        app.state.leaving.quitting == Quitting::Closes
    });
}

#[test]
#[ignore = "a child of the tests below"]
fn child_hangs() {
    let Some(site) = site_of_child() else {
        return;
    };
    let _app = type_last_words(&site);
    say_typed();
    loop {
        std::thread::park();
    }
}

/// As the library ends a process whose display went away.
#[test]
#[ignore = "a child of the tests below"]
#[expect(clippy::exit, reason = "as the library does")]
fn child_loses_its_display() {
    let Some(site) = site_of_child() else {
        return;
    };
    let start = Start {
        folder: Some(site.path(".")),
        article: Some(site.path(ARTICLE)),
    };
    let folders = site.settings_folders();
    let mut harness = Harness::builder().build_eframe(|creation| {
        let (ctx, program) = (&creation.egui_ctx, own_program());
        let app = App::new(ctx, &folders, &program, Settings::default(), start);
        Shared::new(app.unwrap())
    });
    for _ in 0..4_000 {
        harness.step();
        let is_shown = |app: &App| app.state.shown_article().is_some();
        if harness.state().look(is_shown) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    harness.run_steps(3);
    {
        let mut fields = harness.get_all_by_label("Text");
        let is_text = |node: &Node<'_>| node.accesskit_node().role() == Role::MultilineTextInput;
        fields.find(is_text).unwrap().focus();
    }
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    harness.run_steps(3);
    harness.event(egui::Event::Text(" and the last words".to_owned()));
    harness.step();
    say_typed();
    std::process::exit(1);
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn where_the_display_goes_away_the_text_is_kept() {
    let site = site();

    let status = start("crash::child_loses_its_display", &site).wait();

    assert_eq!(status.code(), Some(1));
    assert_eq!(journalled(&site), ["Body and the last words"]);
}

#[test]
fn after_a_fault_the_text_is_opened_again_and_the_report_is_named() {
    let site = site();

    let status = start("crash::child_panics", &site).wait();

    assert!(!status.success());
    assert_eq!(journalled(&site), ["Body and the last words"]);
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the text is back", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text() == "Body and the last words"
    });
    app.wait_until("the report is named", |app| {
        let notices = app.state.notices.shown.iter();
        notices
            .map(|shown| shown.notice.text.as_str())
            .any(|text| text.contains("crashes/seen/crash-"))
    });
    let seen = site.settings_folders().crashes().join("seen");
    let report = std::fs::read_dir(seen).unwrap().next().unwrap().unwrap();
    let report = std::fs::read_to_string(report.path()).unwrap();
    assert!(report.contains("a fault of ours"), "{report}");
    assert!(report.contains("crash.rs"), "{report}");
    assert!(!report.contains("last words"), "{report}");
}

#[cfg(unix)]
#[test]
fn at_the_end_of_a_session_the_text_is_kept_without_a_question() {
    use std::os::unix::process::ExitStatusExt as _;

    use rustix::process::Signal;

    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let site = site();
        let child = start("crash::child_listens", &site);

        child.send(signal);
        let status = child.wait();

        assert_eq!(status.signal(), None, "{signal:?}");
        assert!(status.success(), "{signal:?}");
        assert_eq!(journalled(&site), ["Body and the last words"], "{signal:?}");
        assert_eq!(site.read(ARTICLE), "Body");
    }
}

/// A window that hangs is ended all the same: by the second signal at once.
#[cfg(unix)]
#[test]
fn a_window_that_hangs_is_ended_by_the_second_signal() {
    use std::os::unix::process::ExitStatusExt as _;

    use rustix::process::Signal;

    let site = site();
    let child = start("crash::child_hangs", &site);

    child.send(Signal::TERM);
    std::thread::sleep(std::time::Duration::from_millis(300));
    child.send(Signal::TERM);

    let status = child.wait();
    assert_eq!(status.signal(), Some(Signal::TERM.as_raw()));
}

/// Nothing of a damaged journal is lost by typing on, and what can be read of it is there.
#[test]
fn a_damaged_journal_is_said_offered_and_kept_whole() {
    let site = site();
    let mut app = type_last_words(&site);
    app.wait_until("the text is kept", |_| !journalled(&site).is_empty());
    drop(app);
    let folder = site.settings_folders().journal();
    let slots = || {
        let files = std::fs::read_dir(&folder).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        files.filter(|path| path.is_file()).collect::<Vec<_>>()
    };
    let mut damaged = Vec::new();
    for slot in slots() {
        let mut record = std::fs::read(&slot).unwrap();
        let at = record.len() - 33;
        record[at] = b'z';
        std::fs::write(&slot, &record).unwrap();
        damaged.push(record);
    }

    let mut app = site.open();
    app.wait_until("it is said", |app| {
        let notices = app.state.notices.shown.iter();
        notices
            .map(|shown| shown.notice.text.as_str())
            .any(|text| text.contains("damaged on the disk") && text.contains("a.md"))
    });

    assert!(app.shows("Recovered one unsaved text"));
    assert_eq!(app.text(), "Body and the last wordz");
    assert_eq!(site.read(ARTICLE), "Body");
    let kept = std::fs::read_dir(folder.join("discarded")).unwrap();
    let kept: Vec<Vec<u8>> = kept
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(damaged.iter().all(|record| kept.contains(record)));
}

/// Of a slot without a byte that can be read its name still tells whose it was.
#[test]
fn a_journal_of_zeros_is_said_with_the_article_it_was_of() {
    let site = site();
    let mut app = type_last_words(&site);
    app.wait_until("the text is kept", |_| !journalled(&site).is_empty());
    let folders = site.settings_folders();
    let settings = || kopij::io::settings_file::load(&folders).settings;
    app.wait_until("the session is kept", |_| {
        let remembered = settings().remembered;
        remembered.last_article.is_some() || !remembered.open_articles.is_empty()
    });
    drop(app);
    for entry in std::fs::read_dir(folders.journal()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let length = std::fs::metadata(&path).unwrap().len();
            std::fs::write(&path, vec![0; usize::try_from(length).unwrap()]).unwrap();
        }
    }

    let mut app = site.open_with(settings());

    app.wait_until("it is said", |app| {
        let notices = app.state.notices.shown.iter();
        notices
            .map(|shown| shown.notice.text.as_str())
            .any(|text| text.contains("nothing of it can be read") && text.contains("a.md"))
    });
}
