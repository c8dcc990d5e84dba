//! What is found again after a crash.

use std::time::Duration;

use super::*;
use crate::model::document::{Encoding, LineEndings};

struct Case {
    folder: tempfile::TempDir,
    journal: Journal,
}

fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::new(folder.path().join("journal"));
    Case { folder, journal }
}

impl Case {
    fn recover(&self) -> Vec<Recovered> {
        recover(&self.journal.folder).unwrap()
    }

    fn texts(&self) -> Vec<String> {
        texts(self.recover())
    }

    fn slots(&self) -> Vec<PathBuf> {
        files_in(&self.journal.folder).unwrap()
    }

    fn discarded(&self) -> Vec<PathBuf> {
        files_in(&self.journal.discarded()).unwrap_or_default()
    }

    /// The program ends, and is started again.
    fn restart(&mut self) {
        self.journal = Journal::new(self.journal.folder.clone());
    }
}

fn texts(recovered: Vec<Recovered>) -> Vec<String> {
    recovered
        .into_iter()
        .map(|recovered| match recovered {
            Recovered::Text { entry, .. } => entry.text.to_string(),
            Recovered::Newer { version, .. } => format!("version {version}"),
            Recovered::Rescued(rescued) => panic!("{rescued:?}"),
        })
        .collect()
}

fn entry(name: &str, text: &str) -> JournalEntry {
    JournalEntry {
        origin: Origin::Untitled(name.to_owned()),
        base: None,
        format: FileFormat::default(),
        caret_byte: 0,
        text: text.into(),
    }
}

#[test]
fn everything_about_a_text_comes_back() {
    let mut case = case();
    let entry = JournalEntry {
        origin: Origin::File(PathBuf::from("/site/-a\nb.md")),
        base: Some(ContentHash([7; 32])),
        format: FileFormat {
            byte_order_mark: true,
            line_endings: LineEndings::CrLf,
            encoding: Encoding::Utf16Be,
            ..FileFormat::default()
        },
        caret_byte: 4,
        text: "één\n".into(),
    };

    case.journal.write(&entry).unwrap();

    let recovered = case.recover();
    let Recovered::Text { entry: found, .. } = &recovered[0] else {
        panic!("{recovered:?}");
    };
    assert_eq!(*found, entry);
}

#[test]
fn the_newest_text_of_each_document_is_found() {
    let mut case = case();
    for number in 0..5 {
        let text = format!("a{number}");
        case.journal.write(&entry("a", &text)).unwrap();
    }
    case.journal.write(&entry("b", "b0")).unwrap();

    assert_eq!(case.texts(), ["a4", "b0"]);
    assert_eq!(case.slots().len(), 3);
}

#[test]
fn a_torn_slot_leaves_the_text_before_it() {
    for length in [0, 4, 30, 100] {
        let mut case = case();
        case.journal.write(&entry("a", "old")).unwrap();
        case.journal.write(&entry("a", "new")).unwrap();
        let newest = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
        let record = fs::read(&newest).unwrap();

        fs::write(&newest, &record[..length.min(record.len() - 1)]).unwrap();

        assert_eq!(case.texts(), ["old"], "{length} bytes");
    }
}

#[test]
fn after_a_restart_the_newest_good_slot_is_not_the_first_to_be_written() {
    let mut case = case();
    for text in ["1", "2", "3"] {
        case.journal.write(&entry("a", text)).unwrap();
    }
    case.restart();

    case.journal.write(&entry("a", "4")).unwrap();

    let torn = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    assert_eq!(case.texts(), ["4"]);
    fs::write(torn, "").unwrap();
    assert_eq!(case.texts(), ["3"]);
}

#[test]
fn what_another_run_left_is_put_aside_before_it_is_written_over() {
    let mut case = case();
    case.journal.write(&entry("a", "from before")).unwrap();
    case.restart();

    case.journal.write(&entry("a", "1")).unwrap();
    case.journal.write(&entry("a", "2")).unwrap();

    let discarded = case.discarded();
    let record = fs::read(&discarded[0]).unwrap();
    assert_eq!(&*slot::open(&record).unwrap().0.text, "from before");
    assert_eq!(discarded.len(), 1);
}

#[test]
fn a_failed_write_leaves_the_good_text_and_is_made_up_for() {
    let mut case = case();
    case.journal.write(&entry("a", "1")).unwrap();
    let second = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    fs::create_dir(&second).unwrap();

    let err = case.journal.write(&entry("a", "2")).unwrap_err();

    assert_eq!(err.path, second);
    assert_eq!(case.texts(), ["1"]);
    case.journal.write(&entry("a", "3")).unwrap_err();
    assert_eq!(case.texts(), ["1"]);
    fs::remove_dir(&second).unwrap();
    case.journal.write(&entry("a", "4")).unwrap();
    assert_eq!(case.texts(), ["4"]);
}

#[test]
fn a_saved_text_is_forgotten() {
    let mut case = case();
    for text in ["1", "2"] {
        case.journal.write(&entry("a", text)).unwrap();
        case.journal.write(&entry("b", text)).unwrap();
    }

    case.journal.forget(&entry("a", "").origin).unwrap();
    assert_eq!(case.texts(), ["2"]);
    case.restart();
    case.journal.forget(&entry("b", "").origin).unwrap();
    assert_eq!(case.texts(), [] as [&str; 0]);

    assert_eq!(case.slots(), [] as [PathBuf; 0]);
    assert_eq!(case.discarded(), [] as [PathBuf; 0]);
}

#[test]
fn forgetting_what_was_never_written_is_no_error() {
    let mut case = case();

    case.journal.forget(&entry("a", "").origin).unwrap();

    assert_eq!(case.texts(), [] as [&str; 0]);
}

#[test]
fn a_discarded_text_is_kept_for_thirty_days() {
    let mut case = case();
    case.journal.write(&entry("a", "unwanted")).unwrap();
    case.journal.discard(&entry("a", "").origin).unwrap();
    let days = |days: u64| SystemTime::now() + Duration::from_secs(days * 24 * 60 * 60);

    case.journal.sweep(days(29));
    assert_eq!(case.discarded().len(), 1);
    assert_eq!(case.texts(), [] as [&str; 0]);

    case.journal.sweep(days(31));
    assert_eq!(case.discarded(), [] as [PathBuf; 0]);
}

#[test]
fn a_text_of_a_newer_version_is_reported_and_kept() {
    let mut case = case();
    case.journal.write(&entry("a", "1")).unwrap();
    let newer = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    let record = b"KOPIJ-JL\x02\0\0\0what comes";
    fs::write(&newer, record).unwrap();

    assert_eq!(case.texts(), ["1", "version 2"]);
    case.restart();
    case.journal.write(&entry("a", "2")).unwrap();

    let kept = case.discarded();
    assert!(kept.iter().any(|path| fs::read(path).unwrap() == record));
}

#[test]
fn other_files_in_the_folder_are_passed_over() {
    let mut case = case();
    case.journal.write(&entry("a", "1")).unwrap();
    fs::write(case.journal.folder.join("notes.txt"), "?").unwrap();
    fs::write(case.journal.folder.join("noise.0"), "?").unwrap();

    assert_eq!(case.texts(), ["1"]);
}

#[test]
fn no_journal_is_no_error_and_an_unreadable_one_is() {
    let case = case();
    let file = case.folder.path().join("file");
    fs::write(&file, "").unwrap();

    assert_eq!(case.recover(), []);
    assert_eq!(recover(&file).unwrap_err().path, file);
}

#[cfg(unix)]
#[test]
fn unsaved_text_is_for_its_writer_alone() {
    use std::os::unix::fs::MetadataExt as _;

    let mut case = case();
    case.journal.write(&entry("a", "1")).unwrap();

    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&case.journal.folder), 0o700);
    assert_eq!(mode(&case.slots()[0]), 0o600);
}

#[test]
fn a_text_is_judged_by_what_its_file_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let entry = JournalEntry {
        origin: Origin::File(path.clone()),
        base: Some(encoding::hash(b"caf\xE9")),
        format: FileFormat {
            encoding: Encoding::Windows1252,
            ..FileFormat::default()
        },
        ..entry("", "café!")
    };
    let judge = |content: &[u8]| {
        fs::write(&path, content).unwrap();
        entry.judge().unwrap()
    };

    assert_eq!(judge(b"caf\xE9"), Verdict::Dirty);
    assert_eq!(judge(b"caf\xE9!"), Verdict::Saved);
    assert_eq!(judge("café!".as_bytes()), Verdict::Conflict);
    fs::remove_file(&path).unwrap();
    assert_eq!(entry.judge().unwrap(), Verdict::Missing);
}

/// Texts that version 1 wrote must be found for ever. Never change these files.
#[test]
fn a_journal_of_version_1_is_read() {
    let recovered = recover(Path::new("tests/fixtures/journal/version-1")).unwrap();

    let entries: Vec<&JournalEntry> = recovered
        .iter()
        .map(|recovered| match recovered {
            Recovered::Text { entry, .. } => entry,
            _ => panic!("{recovered:?}"),
        })
        .collect();
    let [file, untitled] = entries[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(*file, version_1_file());
    assert_eq!(*untitled, version_1_untitled());
}

fn version_1_file() -> JournalEntry {
    JournalEntry {
        origin: Origin::File(PathBuf::from("/srv/veerpont/content/posts/pont.md")),
        base: Some(encoding::hash(b"De pont vaart.\r\n")),
        format: FileFormat {
            line_endings: LineEndings::CrLf,
            encoding: Encoding::Windows1252,
            ..FileFormat::default()
        },
        caret_byte: 18,
        text: "De pont vaart één keer.\n".into(),
    }
}

fn version_1_untitled() -> JournalEntry {
    JournalEntry {
        caret_byte: 4,
        ..entry("Untitled 1", "Een naamloos stuk 😀\n")
    }
}

/// A journal with one text in both of its slots, each with the bit `at_byte` of the record flipped.
fn damaged(at_byte: impl Fn(&[u8]) -> usize) -> Case {
    let mut case = case();
    for text in ["an older text", "a newer text, é"] {
        case.journal.write(&entry("a", text)).unwrap();
    }
    for slot in case.slots() {
        let mut record = fs::read(&slot).unwrap();
        let at = at_byte(&record);
        record[at] ^= 1;
        fs::write(&slot, record).unwrap();
    }
    case.restart();
    case
}

#[test]
fn of_two_damaged_slots_the_newer_text_is_offered_and_both_are_kept_whole() {
    let case = damaged(|record| record.len() - 40);
    let slots: Vec<Vec<u8>> = case
        .slots()
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();

    let found = rescue(&case.journal.folder).0;

    assert_eq!(found.len(), 1);
    assert_eq!(found[0].origin, Some(Origin::Untitled("a".to_owned())));
    let text = found[0].text.as_deref().unwrap();
    let wrong = text
        .chars()
        .zip("a newer text, é".chars())
        .filter(|(a, b)| a != b);
    assert_eq!(wrong.count(), 1, "{text}");
    assert_eq!(fs::read(&found[0].kept).unwrap(), slots[1]);
    let mut kept: Vec<Vec<u8>> = case
        .discarded()
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();
    kept.sort();
    let mut slots = slots;
    slots.sort();
    assert_eq!(kept, slots);
    assert_eq!(case.slots(), [] as [PathBuf; 0]);
    assert_eq!(rescue(&case.journal.folder).0, []);
}

/// Whichever byte it is, what was typed is not gone and is said.
#[test]
fn whichever_bit_flips_the_slot_is_kept_and_its_text_is_read() {
    let length = {
        let case = damaged(|_| 0);
        fs::read(&case.slots()[1]).unwrap().len()
    };
    for at in 0..length {
        let case = damaged(|record| at.min(record.len() - 1));

        let found = rescue(&case.journal.folder).0;

        assert_eq!(found.len(), 1, "byte {at}");
        let text = found[0].text.as_deref().unwrap_or_default();
        let same = text
            .chars()
            .zip("a newer text, é".chars())
            .filter(|(a, b)| a == b);
        assert!(same.count() >= 13, "byte {at}: {text:?}");
        assert_eq!(case.discarded().len(), 2, "byte {at}");
    }
}

#[test]
fn typing_over_damaged_slots_destroys_nothing() {
    let mut case = damaged(|record| record.len() - 40);
    let slots: Vec<Vec<u8>> = case
        .slots()
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();

    case.journal.write(&entry("a", "typed since")).unwrap();
    case.journal.write(&entry("a", "and more")).unwrap();

    let kept: Vec<Vec<u8>> = case
        .discarded()
        .iter()
        .map(|it| fs::read(it).unwrap())
        .collect();
    assert!(slots.iter().all(|slot| kept.contains(slot)));
    assert_eq!(case.texts(), ["and more"]);
}

#[test]
fn a_torn_slot_beside_a_whole_one_is_what_a_crash_leaves() {
    let mut case = case();
    case.journal.write(&entry("a", "old")).unwrap();
    case.journal.write(&entry("a", "new")).unwrap();
    let newest = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    let record = fs::read(&newest).unwrap();
    for length in 0..record.len() {
        fs::write(&newest, &record[..length]).unwrap();
        assert_eq!(rescue(&case.journal.folder).0, [], "{length} bytes");
    }
    assert_eq!(case.texts(), ["old"]);
}

#[test]
fn a_damaged_text_that_is_newer_than_the_whole_one_is_offered_beside_it() {
    let mut case = case();
    case.journal.write(&entry("a", "old")).unwrap();
    case.journal.write(&entry("a", "new")).unwrap();
    let newest = Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    let mut record = fs::read(&newest).unwrap();
    *record.last_mut().unwrap() ^= 1;
    fs::write(&newest, record).unwrap();

    let found = rescue(&case.journal.folder).0;

    assert_eq!(found[0].text.as_deref(), Some("new"));
    assert_eq!(case.texts(), ["old"]);
}

#[test]
fn the_first_text_that_was_torn_is_offered_as_far_as_it_came() {
    let mut case = case();
    case.journal.write(&entry("a", "the first text")).unwrap();
    let slot = &case.slots()[0];
    let record = fs::read(slot).unwrap();
    fs::write(slot, &record[..record.len() - 32 - 5]).unwrap();

    let found = rescue(&case.journal.folder).0;

    assert_eq!(found[0].text.as_deref(), Some("the first"));
}

#[test]
fn a_text_of_a_newer_kopij_is_not_damaged() {
    let case = case();
    create_private_folder(&case.journal.folder).unwrap();
    let slot = case.journal.folder.join("abc.0");
    fs::write(&slot, b"KOPIJ-JL\x09\0\0\0what comes").unwrap();

    assert_eq!(rescue(&case.journal.folder).0, []);

    assert!(slot.exists());
}

/// The newest text, with its head damaged: its number cannot be believed.
#[test]
fn a_newest_text_whose_head_is_damaged_is_offered_beside_the_older_one() {
    let record_of = |text: &str| {
        let mut case = case();
        case.journal.write(&entry("a", "old")).unwrap();
        std::thread::sleep(Duration::from_millis(20));
        case.journal.write(&entry("a", text)).unwrap();
        case
    };
    let newest = |case: &Case| Slot::Second.path(&case.journal.folder, &entry("a", "").origin);
    let length = fs::read(newest(&record_of("the newest"))).unwrap().len();
    // Behind the magic number and the version.
    for at in 12..length {
        let case = record_of("the newest");
        let path = newest(&case);
        let mut record = fs::read(&path).unwrap();
        record[at] ^= 0x80;
        fs::write(&path, record).unwrap();

        let (found, done) = rescue(&case.journal.folder);
        done.unwrap();

        assert_eq!(found.len(), 1, "byte {at}");
        assert_eq!(case.texts(), ["old"]);
    }
}

#[test]
fn an_older_text_that_is_damaged_beside_the_newest_is_nothing_to_say() {
    let mut case = case();
    case.journal.write(&entry("a", "old")).unwrap();
    let path = case.slots().remove(0);
    let mut record = fs::read(&path).unwrap();
    record[20] ^= 0x80;
    fs::write(&path, record).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    case.journal.write(&entry("a", "new")).unwrap();

    assert_eq!(rescue(&case.journal.folder).0, []);
    assert_eq!(case.texts(), ["new"]);
}

/// A folder in its place is read by nobody, as a bad sector is.
#[test]
fn a_slot_that_cannot_be_read_is_never_written_over() {
    let mut case = case();
    create_private_folder(&case.journal.folder).unwrap();
    let origin = entry("a", "").origin;
    for slot in [Slot::First, Slot::Second] {
        let path = slot.path(&case.journal.folder, &origin);
        fs::create_dir(&path).unwrap();
        fs::write(path.join("what is there"), "text").unwrap();
    }

    case.journal.write(&entry("a", "typed")).unwrap();
    case.journal.write(&entry("a", "typed more")).unwrap();

    assert_eq!(case.texts(), ["typed more"]);
    let kept = case.journal.folder.join("discarded");
    let kept = fs::read_dir(kept).unwrap().flatten();
    let kept = kept.filter(|it| it.path().join("what is there").exists());
    assert_eq!(kept.count(), 2);
}

/// Whoever opens a pipe waits for one who writes to it.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_slot_holds_nobody_up() {
    let mut case = case();
    create_private_folder(&case.journal.folder).unwrap();
    let origin = entry("a", "").origin;
    let lay = |case: &Case, slot: Slot| {
        let path = slot.path(&case.journal.folder, &origin);
        let pipe = std::process::Command::new("mkfifo").arg(path).status();
        assert!(pipe.unwrap().success());
    };
    lay(&case, Slot::First);
    lay(&case, Slot::Second);

    assert_eq!(case.texts(), [""; 0]);
    case.journal.write(&entry("a", "typed")).unwrap();
    assert_eq!(case.texts(), ["typed"]);
    lay(&case, Slot::Second);
    case.journal.write(&entry("a", "typed more")).unwrap();

    assert_eq!(case.texts(), ["typed more"]);
    case.restart();
    assert_eq!(case.texts(), ["typed more"]);
}

/// As a fault of the disk or a hand may leave it; the file has no byte on the disk for most of its length.
#[test]
fn slots_that_are_too_large_are_put_aside_unread_and_typing_goes_on() {
    for length in [slot::MAX_BYTES + 1, 200_000_000, 1 << 40] {
        let mut case = case();
        let origin = Origin::File(PathBuf::from("/site/a.md"));
        let entry = |text: &str| JournalEntry {
            origin: origin.clone(),
            ..entry("", text)
        };
        case.journal.write(&entry("old")).unwrap();
        case.journal.write(&entry("new")).unwrap();
        for slot in case.slots() {
            let file = fs::File::options().write(true).open(slot).unwrap();
            file.set_len(length).unwrap();
        }
        case.restart();
        let begun = std::time::Instant::now();

        let (found, done) = rescue(&case.journal.folder);
        done.unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].is_of(Path::new("/site/a.md")));
        assert_eq!(fs::metadata(&found[0].kept).unwrap().len(), length);
        assert_eq!(case.discarded().len(), 2);
        assert_eq!(case.texts(), [""; 0]);
        case.journal.write(&entry("typed")).unwrap();

        assert_eq!(case.texts(), ["typed"]);
        // Slow machines, too, do this at once, and none reads so much.
        assert!(begun.elapsed() < Duration::from_secs(1));
        case.journal.sweep(SystemTime::now() + 2 * KEPT);
        assert_eq!(case.discarded().len(), 2);
    }
}

/// The key comes before what was left is looked at.
#[test]
fn typing_over_slots_that_are_too_large_destroys_nothing() {
    let mut case = case();
    case.journal.write(&entry("a", "old")).unwrap();
    case.journal.write(&entry("a", "new")).unwrap();
    for slot in case.slots() {
        let file = fs::File::options().write(true).open(slot).unwrap();
        file.set_len(1 << 40).unwrap();
    }
    case.restart();

    case.journal.write(&entry("a", "typed")).unwrap();

    assert_eq!(case.texts(), ["typed"]);
    assert_eq!(case.discarded().len(), 2);
}
