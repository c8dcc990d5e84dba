//! A program that is killed at any moment: no file is torn, nothing acknowledged is lost.
//!
//! The parent runs this binary again with one of the `child_…` tests as its only test, and kills
//! it. Each round ends with the question what is on the disk. `KOPIJ_LONG=1` makes the rounds
//! 10,000.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use kopij::{
    io::{
        Write,
        encoding::hash,
        journal::{self, Journal, JournalEntry, Origin, Recovered},
        store::{self, Store},
    },
    model::{
        document::{ContentHash, DocumentId, FileFormat},
        text::Revision,
    },
};

/// The folder that a child works in; no child is started without it.
const FOLDER: &str = "KOPIJ_KILL_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";

fn rounds(short: usize) -> usize {
    if std::env::var_os("KOPIJ_LONG").is_some() {
        10_000
    } else {
        short
    }
}

/// A text whose every part says its number, so that a torn one is seen.
fn text(number: usize) -> String {
    let lines = 200 + (number * 7919) % 3000;
    let mut text = format!("first {number}\n");
    for line in 0..lines {
        text += &format!("line {line} of text {number}\n");
    }
    text + &format!("last {number}\n")
}

/// # Panics
/// If it is no whole text.
fn number_of(found: &str) -> usize {
    let first = found.lines().next().unwrap_or_default();
    let number = first.strip_prefix("first ").and_then(|it| it.parse().ok());
    let number = number.unwrap_or_else(|| panic!("torn: {} bytes, {first:?}", found.len()));
    assert!(found == text(number), "torn: {} bytes", found.len());
    number
}

fn acknowledge(number: usize) {
    // Not `println!`, which the test harness would keep to itself.
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{ACKNOWLEDGED}{number}").unwrap();
    out.flush().unwrap();
}

/// Starts a child that works in `folder`, kills it some time after its first acknowledgement, and
/// returns the number of the last one.
fn run_and_kill(child: &str, folder: &Path, moment: Duration) -> usize {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args([child, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(process.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    let mut last = next_acknowledged(&mut lines);
    assert!(last.is_some(), "the child ended before its first work");
    let killer = thread::spawn(move || {
        thread::sleep(moment);
        kill(&mut process);
    });
    while let Some(number) = next_acknowledged(&mut lines) {
        last = Some(number);
    }
    killer.join().unwrap();
    last.unwrap()
}

fn next_acknowledged(lines: &mut impl Iterator<Item = String>) -> Option<usize> {
    lines.find_map(|line| line.strip_prefix(ACKNOWLEDGED)?.parse().ok())
}

fn kill(process: &mut Child) {
    // On Unix this is SIGKILL.
    process.kill().unwrap();
    process.wait().unwrap();
}

/// Moments that differ from round to round, up to 20 ms.
fn moment(round: usize) -> Duration {
    let nanos = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    Duration::from_micros((u64::from(nanos) / 1000 + round as u64 * 7919) % 20_000)
}

fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

#[test]
#[ignore = "a child of the test below"]
fn child_saves() {
    let Some(folder) = folder_of_child() else {
        return;
    };
    let path = folder.join("post.md");
    let store = Store::new(&folder.join("state"));
    let snapshot = store::read(&path).unwrap();
    let mut expected: ContentHash = snapshot.hash;
    for number in number_of(&snapshot.text) + 1.. {
        let saved = store.write(&Write {
            document: DocumentId(1),
            revision: Revision::default(),
            path: path.clone(),
            text: text(number).into(),
            format: FileFormat::default(),
            expected: Some(expected),
        });
        expected = saved.unwrap().snapshot.hash;
        acknowledge(number);
    }
}

#[test]
#[ignore = "a child of the test below"]
fn child_journals() {
    let Some(folder) = folder_of_child() else {
        return;
    };
    let mut journal = Journal::new(folder.join("journal"));
    let start = recovered(&folder).map_or(0, |text| number_of(&text));
    for number in start + 1.. {
        let entry = JournalEntry {
            origin: Origin::File(folder.join("post.md")),
            base: Some(hash(b"")),
            format: FileFormat::default(),
            caret_byte: 0,
            text: text(number).into(),
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
        newer @ Recovered::Newer { .. } => panic!("{newer:?}"),
    }
}

/// Kills `rounds` times while a file with `names` names is saved. Returns how often the kill left
/// a save in place unfinished.
fn kill_while_saving(rounds: usize, names: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    fs::write(&path, text(0)).unwrap();
    for name in 1..names {
        fs::hard_link(&path, folder.path().join(format!("name-{name}.md"))).unwrap();
    }
    let mut unfinished = 0;
    for round in 0..rounds {
        let acknowledged = run_and_kill("kill::child_saves", folder.path(), moment(round));

        unfinished += Store::new(&folder.path().join("state")).recover().len();
        let found = number_of(&fs::read_to_string(&path).unwrap());
        assert!(
            (acknowledged..=acknowledged + 1).contains(&found),
            "round {round}: {acknowledged} was acknowledged, {found} is there"
        );
    }
    let left = store::sweep(
        folder.path(),
        &[],
        SystemTime::now() + Duration::from_secs(61),
    );
    for orphan in left {
        fs::remove_file(orphan).unwrap();
    }
    let files = fs::read_dir(folder.path()).unwrap().flatten();
    let files = files.filter(|entry| entry.path().is_file()).count();
    assert_eq!(files, names, "more than the article is left");
    unfinished
}

#[test]
fn a_kill_while_saving_tears_and_loses_nothing() {
    kill_while_saving(rounds(150), 1);
}

#[test]
fn a_kill_while_saving_in_place_is_made_good_at_the_next_start() {
    kill_while_saving(rounds(50), 2);
}

#[test]
fn a_kill_while_typing_loses_nothing_that_was_journalled() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..rounds(50) {
        let acknowledged = run_and_kill("kill::child_journals", folder.path(), moment(round));

        let found = number_of(&recovered(folder.path()).unwrap());
        assert!(
            (acknowledged..=acknowledged + 1).contains(&found),
            "round {round}: {acknowledged} was acknowledged, {found} is there"
        );
    }
}
