//! A program that is killed at any moment: no file is torn, nothing acknowledged is lost.
//!
//! The parent runs this binary again with one of the `child_…` tests as its only test, and kills
//! it. Each round ends with the question what is on the disk. `KOPIJ_LONG=1` makes the rounds
//! 10,000.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime},
};

use kopij::{
    io::{
        encoding::hash,
        journal::{self, Journal, JournalEntry, Origin, Recovered},
        store::{self, Save, Store},
    },
    model::document::{ContentHash, FileFormat},
};

use crate::support::{TestSite, is_long, report};

/// The folder that a child works in; no child is started without it.
const FOLDER: &str = "KOPIJ_KILL_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";

fn rounds(short: usize) -> usize {
    if is_long() { 10_000 } else { short }
}

/// How long the texts are: a write of a long one is torn more often.
#[derive(Clone, Copy)]
enum Length {
    Article,
    Long,
}

/// A text whose every line says its number, so that a torn one is seen.
fn text(number: usize, length: Length) -> String {
    let most = match length {
        Length::Article => 3_000,
        Length::Long => 200_000,
    };
    let lines = (number * 7919) % most;
    let line = format!("a line of text {number}\n");
    format!("first {number}\n{}last {number}\n", line.repeat(lines))
}

/// # Panics
/// If it is no whole text.
fn number_of(found: &str, length: Length) -> usize {
    let first = found.lines().next().unwrap_or_default();
    let number = first.strip_prefix("first ").and_then(|it| it.parse().ok());
    let number = number.unwrap_or_else(|| panic!("torn: {} bytes, {first:?}", found.len()));
    assert!(found == text(number, length), "torn: {} bytes", found.len());
    number
}

fn acknowledge(number: usize) {
    // Not `println!`, which the test harness would keep to itself.
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{ACKNOWLEDGED}{number}").unwrap();
    out.flush().unwrap();
}

/// Starts a child that works in `folder`, kills it after its first acknowledgement once
/// `wait` returns, and returns the number of the last one.
fn run_and_kill(child: &str, folder: &Path, wait: impl FnOnce() + Send + 'static) -> usize {
    let mut process = start(child, folder);
    let out = BufReader::new(process.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    let mut last = next_acknowledged(&mut lines);
    assert!(last.is_some(), "the child ended before its first work");
    let killer = thread::spawn(move || {
        wait();
        kill(&mut process);
    });
    while let Some(number) = next_acknowledged(&mut lines) {
        last = Some(number);
    }
    killer.join().unwrap();
    last.unwrap()
}

fn start(child: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([child, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn next_acknowledged(lines: &mut impl Iterator<Item = String>) -> Option<usize> {
    lines.find_map(|line| line.strip_prefix(ACKNOWLEDGED)?.parse().ok())
}

fn kill(process: &mut Child) {
    // On Unix this is SIGKILL.
    process.kill().unwrap();
    process.wait().unwrap();
}

/// Waits differently from round to round, up to 20 ms.
fn wait_for_any_moment(round: usize) {
    let nanos = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    let micros = u64::from(nanos) / 1000 + round as u64 * 7919;
    thread::sleep(Duration::from_micros(micros % 20_000));
}

/// Waits until the first bytes of the file change: a save in place is under way.
fn wait_for_a_write(path: &Path, round: usize) {
    let start = || {
        let mut bytes = [0; 16];
        let mut file = fs::File::open(path).unwrap();
        file.read_exact(&mut bytes).unwrap();
        bytes
    };
    let before = start();
    while start() == before {}
    thread::sleep(Duration::from_micros(round as u64 * 37 % 500));
}

fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

#[test]
#[ignore = "a child of the tests below"]
fn child_saves() {
    save_for_ever(Length::Article);
}

#[test]
#[ignore = "a child of the tests below"]
fn child_saves_in_place() {
    save_for_ever(Length::Long);
}

fn save_for_ever(length: Length) {
    let Some(folder) = folder_of_child() else {
        return;
    };
    let path = folder.join("post.md");
    let store = Store::new(&folder.join("state"));
    let snapshot = store::read(&path).unwrap();
    let mut expected: ContentHash = snapshot.hash;
    for number in number_of(&snapshot.text, length) + 1.. {
        let saved = store.write(&Save {
            path: path.clone(),
            text: text(number, length).into(),
            format: FileFormat::default(),
            expected: Some(expected),
        });
        expected = saved.unwrap().snapshot.hash;
        acknowledge(number);
    }
}

#[test]
#[ignore = "a child of the tests below"]
fn child_journals() {
    let Some(folder) = folder_of_child() else {
        return;
    };
    let mut journal = Journal::new(folder.join("journal"));
    let start = recovered(&folder).map_or(0, |text| number_of(&text, Length::Article));
    for number in start + 1.. {
        let entry = JournalEntry {
            origin: Origin::File(folder.join("post.md")),
            base: Some(hash(b"")),
            format: FileFormat::default(),
            caret_byte: 0,
            text: text(number, Length::Article).into(),
        };
        journal.write(&entry).unwrap();
        acknowledge(number);
    }
}

/// The one text in the journal.
fn recovered(folder: &Path) -> Option<Arc<str>> {
    let mut found = journal::recover(&folder.join("journal")).unwrap();
    assert!(found.len() <= 1, "{} texts", found.len());
    match found.pop()? {
        Recovered::Text { entry, .. } => Some(entry.text),
        other => panic!("{other:?}"),
    }
}

/// A file that is saved while it is killed, as often as is asked.
struct Saving {
    folder: tempfile::TempDir,
    child: &'static str,
    length: Length,
}

impl Saving {
    fn start(child: &'static str, length: Length) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("post.md"), text(0, length)).unwrap();
        Self {
            folder,
            child,
            length,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn kill(&self, rounds: usize) {
        for round in 0..rounds {
            let path = self.path("post.md");
            let length = self.length;
            let acknowledged = run_and_kill(self.child, self.folder.path(), move || match length {
                Length::Article => wait_for_any_moment(round),
                Length::Long => wait_for_a_write(&path, round),
            });

            let unfinished = Store::new(&self.path("state")).recover();
            let content = fs::read_to_string(self.path("post.md")).unwrap();
            let found = number_of(&content, self.length);
            assert!(
                (acknowledged..=acknowledged + 1).contains(&found),
                "round {round}: {acknowledged} was acknowledged, {found} is there ({unfinished:?})"
            );
        }
    }
}

#[test]
fn a_kill_while_saving_tears_and_loses_nothing() {
    let saving = Saving::start("kill::child_saves", Length::Article);

    saving.kill(rounds(150));
}

#[test]
fn a_kill_while_saving_in_place_is_made_good_at_the_next_start() {
    let saving = Saving::start("kill::child_saves_in_place", Length::Long);
    fs::hard_link(saving.path("post.md"), saving.path("other.md")).unwrap();

    saving.kill(rounds(50));

    let other = fs::read(saving.path("other.md")).unwrap();
    assert!(other == fs::read(saving.path("post.md")).unwrap());
}

#[test]
fn a_kill_while_typing_loses_nothing_that_was_journalled() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..rounds(50) {
        let acknowledged = run_and_kill("kill::child_journals", folder.path(), move || {
            wait_for_any_moment(round);
        });

        let found = number_of(&recovered(folder.path()).unwrap(), Length::Article);
        assert!(
            (acknowledged..=acknowledged + 1).contains(&found),
            "round {round}: {acknowledged} was acknowledged, {found} is there"
        );
    }
}

const ARTICLE: &str = "content/posts/a.md";

/// Types into the real app, a word each turn, until it is killed.
#[test]
#[ignore = "a child of the test below"]
fn child_types() {
    let Some(folder) = folder_of_child() else {
        return;
    };
    let mut app = TestSite::of_another(folder).open_article(ARTICLE);
    app.type_into("Text", "");
    for number in 1.. {
        let word = format!(" w{number}w");
        app.harness.event(egui::Event::Text(word));
        app.harness.step();
        acknowledge(number);
        thread::sleep(Duration::from_millis(5));
    }
}

/// Types for so long, is killed, and returns how old the oldest word is that was lost.
fn type_and_kill(typing: Duration) -> Duration {
    let site = TestSite::new().file(ARTICLE, "Body");
    let mut process = start("kill::child_types", site.folder());
    let out = BufReader::new(process.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    assert_eq!(next_acknowledged(&mut lines), Some(1));
    let killer = thread::spawn(move || {
        thread::sleep(typing);
        let killed_at = Instant::now();
        kill(&mut process);
        killed_at
    });
    let mut typed_at = vec![Instant::now()];
    while next_acknowledged(&mut lines).is_some() {
        typed_at.push(Instant::now());
    }
    let killed_at = killer.join().unwrap();

    let folder = site.settings_folders().journal();
    let text = match journal::recover(&folder).unwrap().pop() {
        Some(Recovered::Text { entry, .. }) => entry.text.to_string(),
        Some(newer) => panic!("{newer:?}"),
        None => "Body".to_owned(),
    };
    let kept = text.matches('w').count() / 2;
    let words: Vec<String> = (1..=kept).map(|number| format!(" w{number}w")).collect();
    assert_eq!(text, format!("Body{}", words.concat()));
    assert_eq!(site.read(ARTICLE), "Body");
    match typed_at.get(kept) {
        Some(lost) => killed_at.saturating_duration_since(*lost),
        None => Duration::ZERO,
    }
}

#[test]
fn a_kill_while_typing_into_the_window_loses_less_than_a_second() {
    let rounds = if is_long() { 1_000 } else { 50 };
    // The first five last long enough to lose more than a second, if nothing kept it.
    let typings = (0..rounds).map(|round| match round {
        0..5 => 1_400 + round * 80,
        _ => 20 + round * 7919 % 300,
    });
    let typings: Vec<Duration> = typings.map(Duration::from_millis).collect();

    let mut worst = Duration::ZERO;
    for typings in typings.chunks(5) {
        let killed = typings.iter().map(|typing| {
            let typing = *typing;
            thread::spawn(move || type_and_kill(typing))
        });
        let killed: Vec<_> = killed.collect();
        for lost in killed {
            worst = worst.max(lost.join().unwrap());
        }
    }

    report(&format!(
        "{rounds} kills while typing: the oldest word lost was {worst:?} old"
    ));
    assert!(worst < Duration::from_secs(1), "{worst:?}");
}
