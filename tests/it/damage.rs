//! Journals and settings that are damaged by dice: nothing panics, and nothing is destroyed.
//!
//! The seeds are in `tests/fixtures/journal` and `tests/fixtures/settings`; what was found once is
//! kept there. `KOPIJ_LONG=1` throws for some minutes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use kopij::{
    io::{
        folders::Folders,
        journal::{self, Journal, JournalEntry, Origin, Recovered},
        settings_file,
    },
    model::{document::FileFormat, settings::Settings},
};

use crate::support::{Dice, is_long, report};

const SHORT_ROUNDS: usize = 200;
const LONG: Duration = Duration::from_mins(5);

/// Whether another round is to be thrown.
fn goes_on(round: usize, began: Instant) -> bool {
    if is_long() {
        began.elapsed() < LONG
    } else {
        round < SHORT_ROUNDS
    }
}

fn seeds(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new("tests/fixtures").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are no seeds in {folder}");
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}

/// What disks, other programs and hands do to a file.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let length = bytes.len();
        if length == 0 {
            return;
        }
        let at = dice.below(length);
        match dice.below(8) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            3 => {
                let end = (at + dice.below(64)).min(length);
                bytes[at..end].fill(0);
            }
            4 => {
                let end = (at + dice.below(64)).min(length);
                bytes.drain(at..end);
            }
            5 => {
                let end = (at + dice.below(64)).min(length);
                let piece = bytes[at..end].to_vec();
                let to = dice.below(length);
                bytes.splice(to..to, piece);
            }
            6 => {
                let large = [0xFF; 8];
                let end = (at + 8).min(length);
                bytes[at..end].copy_from_slice(&large[..end - at]);
            }
            _ => bytes.insert(at, b"\0\n:[{\"'\xff&*!"[dice.below(11)]),
        }
    }
}

fn files_below(folder: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(fs::read(path).unwrap());
        }
    }
    found
}

fn entry(origin: &Origin, text: &str) -> JournalEntry {
    JournalEntry {
        origin: origin.clone(),
        base: None,
        format: FileFormat::default(),
        caret_byte: 0,
        text: text.into(),
    }
}

/// Whether a journal with this slot alone has its text.
fn is_whole(name: &Path, record: &[u8]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), record).unwrap();
    let found = journal::recover(folder.path()).unwrap();
    matches!(found[..], [Recovered::Text { .. }])
}

/// The window starts on a damaged journal, and its writer types into every article there is.
#[test]
fn no_slot_that_is_not_whole_is_destroyed() {
    let mut dice = Dice(20_261_129);
    let seeds = seeds("journal/version-1");
    let origins: Vec<Origin> = journal::recover(Path::new("tests/fixtures/journal/version-1"))
        .unwrap()
        .into_iter()
        .filter_map(|found| match found {
            Recovered::Text { entry, .. } => Some(entry.origin),
            _ => None,
        })
        .collect();
    let (mut rounds, mut rescued, mut read) = (0, 0, 0);
    let began = Instant::now();
    while goes_on(rounds, began) {
        rounds += 1;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("journal");
        fs::create_dir(&folder).unwrap();
        let mut slots = BTreeMap::new();
        for (path, record) in &seeds {
            let mut record = record.clone();
            if dice.below(4) > 0 {
                damage(&mut record, &mut dice);
            }
            let name = PathBuf::from(path.file_name().unwrap());
            fs::write(folder.join(&name), &record).unwrap();
            slots.insert(name, record);
        }

        let damaged = journal::rescue(&folder).0;
        let found = journal::recover(&folder).unwrap();
        rescued += damaged.len();
        read += damaged.iter().filter(|it| it.text.is_some()).count();
        let mut journal = Journal::new(&folder);
        let of_damaged = damaged.iter().filter_map(|it| it.origin.as_ref());
        let of_found = found.iter().filter_map(|it| match it {
            Recovered::Text { entry, .. } => Some(&entry.origin),
            _ => None,
        });
        for origin in of_damaged.chain(of_found).chain(&origins) {
            for text in ["one", "two", "three"] {
                journal.write(&entry(origin, text)).unwrap();
            }
        }

        let kept = files_below(home.path());
        for (name, record) in &slots {
            let is_there = record.is_empty() || kept.contains(record) || is_whole(name, record);
            assert!(is_there, "round {rounds}: {} is gone", name.display());
        }
    }
    report(&format!(
        "{rounds} damaged journals in {:?}: {rescued} texts put aside whole, {read} of them read",
        began.elapsed()
    ));
    assert!(rescued > 0 && read > 0);
}

/// The window starts on damaged settings, and remembers something.
#[test]
fn no_settings_that_were_not_read_are_destroyed() {
    let mut dice = Dice(20_261_129);
    let seeds = seeds("settings");
    let (mut rounds, mut aside) = (0, 0);
    let began = Instant::now();
    while goes_on(rounds, began) {
        rounds += 1;
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        let mut bytes = seeds[dice.below(seeds.len())].1.clone();
        if dice.below(8) > 0 {
            damage(&mut bytes, &mut dice);
        }
        fs::write(folders.config.join("settings.yaml"), &bytes).unwrap();

        let mut saver = settings_file::Saver::new(&folders);
        let settings = settings_file::load(&folders).settings;
        let mut changed = settings.clone();
        changed.panes.line_numbers = !changed.panes.line_numbers;
        saver.save(&folders, &changed).unwrap();

        let text = std::str::from_utf8(&bytes).ok();
        let read: Option<Settings> = text.and_then(|text| serde_yaml::from_str(text).ok());
        // Of an older file, this is in another now.
        let remembered = settings.remembered.clone();
        // At its safe value where a key is none that is known.
        let web_pictures = settings.web_pictures;
        let read = read.map(|read| Settings {
            remembered,
            web_pictures,
            ..read
        });
        let kept = files_below(&folders.config);
        // Not by `==`: no number may stand in it.
        if read.map(|read| format!("{read:?}")) != Some(format!("{settings:?}")) {
            aside += 1;
            assert!(kept.contains(&bytes), "round {rounds}: {bytes:?}");
        } else if !kept.contains(&bytes) {
            let keys = |bytes: &[u8]| serde_yaml::from_slice::<serde_yaml::Mapping>(bytes).unwrap();
            let after = keys(&fs::read(folders.config.join("settings.yaml")).unwrap());
            let session = serde_yaml::to_value(&settings.remembered).unwrap();
            for key in keys(&bytes).keys() {
                let is_kept = after.contains_key(key) || session.get(key).is_some();
                assert!(is_kept, "round {rounds}: {key:?} of {bytes:?}");
            }
        }
    }
    report(&format!(
        "{rounds} damaged settings in {:?}: {aside} put aside",
        began.elapsed()
    ));
    assert!(aside > 0);
}
