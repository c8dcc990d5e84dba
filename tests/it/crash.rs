//! The program ends by a fault or a signal: unsaved text is there at the next start.
//!
//! Hooks and signals belong to a whole process, so each is tried in a child: this binary again,
//! with one of the `child_…` tests as its only test.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

use kopij::{
    app::Quitting,
    io::{
        crash,
        journal::{self, Recovered},
    },
};

use crate::support::{TestApp, TestSite};

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
            newer @ Recovered::Newer { .. } => panic!("{newer:?}"),
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
        app.state.quitting == Quitting::Closes
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
        let notices = app.state.notices.iter();
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
