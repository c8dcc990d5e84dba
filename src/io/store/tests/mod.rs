//! Saves, and what must survive them.

#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod in_place;
mod odd;
#[cfg(unix)]
mod unix;

use std::fs;

use super::*;
use crate::{
    io::encoding,
    model::document::{FileFormat, LineEndings},
};

struct Case {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn case(content: &[u8]) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    fs::write(&path, content).unwrap();
    Case { folder, path }
}

fn job(path: &Path, text: &str, expected: Option<&[u8]>) -> Save {
    Save {
        path: path.to_owned(),
        text: text.into(),
        format: FileFormat::default(),
        expected: expected.map(encoding::hash),
    }
}

/// Without a state folder.
fn write(save: &Save) -> Result<Snapshot, WriteError> {
    Ok(Store::without_state().write(save)?.snapshot)
}

fn save(path: &Path, text: &str, expected: Option<&[u8]>) -> Result<Snapshot, WriteError> {
    write(&job(path, text, expected))
}

impl Case {
    fn save(&self, text: &str, expected: &[u8]) -> Result<Snapshot, WriteError> {
        save(&self.path, text, Some(expected))
    }

    #[track_caller]
    fn check(&self, content: &str) {
        assert_eq!(fs::read_to_string(&self.path).unwrap(), content);
        let left: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| name.to_string_lossy().starts_with(TEMPORARY_PREFIX))
            .collect();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

#[test]
fn a_save_replaces_the_file() {
    let case = case(b"old");

    let saved = case.save("new", b"old").unwrap();

    case.check("new");
    assert_eq!(saved, read(&case.path).unwrap());
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten() {
    let case = case(b"theirs");

    let err = case.save("mine", b"old").unwrap_err();

    let WriteError::Conflict { found, .. } = err else {
        panic!("expected a conflict, got {err:?}");
    };
    assert_eq!(&*found.text, "theirs");
    case.check("theirs");
}

#[test]
fn unchanged_bytes_write_nothing() {
    let case = case(b"same");
    let before = fs::metadata(&case.path).unwrap();

    case.save("same", b"anything").unwrap();

    let after = fs::metadata(&case.path).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    case.check("same");
}

#[test]
fn a_deleted_file_is_not_written_again_unasked() {
    let case = case(b"old");
    fs::remove_file(&case.path).unwrap();

    let err = case.save("new", b"old").unwrap_err();

    assert!(matches!(err, WriteError::Deleted { .. }), "{err:?}");
    save(&case.path, "new", None).unwrap();
    case.check("new");
}

#[test]
fn a_new_file_never_takes_the_place_of_one_that_is_there() {
    let case = case(b"theirs");

    let err = save(&case.path, "mine", None).unwrap_err();

    assert!(matches!(err, WriteError::Exists { .. }), "{err:?}");
    case.check("theirs");
}

#[test]
fn a_folder_that_is_gone_is_said_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone/post.md");

    let err = save(&path, "new", None).unwrap_err();

    assert!(
        crate::model::words::of(&err).ends_with("gone/post.md)"),
        "{err}"
    );
}

#[test]
fn a_folder_is_no_article() {
    let folder = tempfile::tempdir().unwrap();

    let err = read(folder.path()).unwrap_err();

    assert!(matches!(err, ReadError::NotAFile { .. }), "{err:?}");
}

#[test]
fn the_format_of_the_file_is_kept() {
    let bytes = b"\xEF\xBB\xBFa\r\nb\r\n";
    let case = case(bytes);
    let snapshot = read(&case.path).unwrap();
    assert_eq!(snapshot.format.line_endings, LineEndings::CrLf);

    write(&Save {
        path: case.path.clone(),
        text: "a\nc\n".into(),
        format: snapshot.format,
        expected: Some(snapshot.hash),
    })
    .unwrap();

    assert_eq!(fs::read(&case.path).unwrap(), b"\xEF\xBB\xBFa\r\nc\r\n");
}

#[track_caller]
fn save_with_format(bytes: &[u8], text: &str) -> (Case, Result<Snapshot, WriteError>) {
    let case = case(bytes);
    let snapshot = read(&case.path).unwrap();
    let result = write(&Save {
        format: snapshot.format,
        ..job(&case.path, text, Some(bytes))
    });
    (case, result)
}

#[test]
fn a_file_of_another_encoding_stays_in_it() {
    let (case, saved) = save_with_format(b"\xFF\xFEa\0", "aé");
    saved.unwrap();
    assert_eq!(fs::read(&case.path).unwrap(), b"\xFF\xFEa\0\xE9\0");

    let (case, saved) = save_with_format(b"caf\xE9", "café €");
    saved.unwrap();
    assert_eq!(fs::read(&case.path).unwrap(), b"caf\xE9 \x80");
}

#[test]
fn a_text_without_bytes_in_the_encoding_is_not_saved_and_utf_8_is_offered() {
    let (case, saved) = save_with_format(b"caf\xE9", "café 日");

    let err = saved.unwrap_err();

    let WriteError::NotEncodable { character, .. } = &err else {
        panic!("{err:?}");
    };
    assert_eq!(*character, '日');
    assert!(crate::model::words::of(&err).contains("UTF-8"), "{err}");
    assert_eq!(fs::read(&case.path).unwrap(), b"caf\xE9");
}

#[test]
fn a_file_that_is_shown_with_a_loss_is_not_saved() {
    let bytes = b"\xC3\xA9\xFF";
    let (case, saved) = save_with_format(bytes, "é");

    assert!(matches!(saved, Err(WriteError::Lossy { .. })), "{saved:?}");
    assert_eq!(fs::read(&case.path).unwrap(), bytes);
}

#[test]
fn of_a_very_large_file_the_start_is_read_and_nothing_is_written() {
    let case = case(b"");
    let line = "a line of a very large article\n";
    let large = line.repeat(60_000_000 / line.len());
    fs::write(&case.path, &large).unwrap();

    let snapshot = read(&case.path).unwrap();

    assert!(large.starts_with(&*snapshot.text) && snapshot.text.ends_with('\n'));
    assert!(snapshot.text.len() > 900_000 && snapshot.text.len() <= 1_000_000);
    assert!(snapshot.format.is_read_only());
    let saved = write(&Save {
        format: snapshot.format,
        expected: Some(snapshot.hash),
        ..job(&case.path, "new", None)
    });
    assert!(matches!(saved, Err(WriteError::Lossy { .. })), "{saved:?}");
    assert_eq!(fs::metadata(&case.path).unwrap().len(), large.len() as u64);
}

#[test]
fn of_a_file_of_very_many_lines_the_start_is_read() {
    let case = case(b"");
    fs::write(&case.path, "\n".repeat(1_000_000)).unwrap();
    assert!(!read(&case.path).unwrap().format.is_read_only());

    fs::write(&case.path, "a\n".repeat(1_000_001)).unwrap();

    let snapshot = read(&case.path).unwrap();
    assert_eq!(snapshot.text.len(), 1_000_000);
    assert!(snapshot.format.is_read_only());
}

#[cfg(unix)]
#[test]
fn a_very_large_file_that_grows_is_seen_to_have_changed() {
    let case = case(b"");
    let file = fs::File::create(&case.path).unwrap();
    file.set_len(60_000_000).unwrap();
    let line = b"text\n".repeat(200_000);
    std::os::unix::fs::FileExt::write_all_at(&file, &line, 0).unwrap();
    let before = read(&case.path).unwrap();

    file.set_len(70_000_000).unwrap();

    let after = read(&case.path).unwrap();
    assert_eq!(before.text, after.text);
    assert_ne!(before.hash, after.hash);
}
