//! Every version of a file that a save replaced, for as long as there is room.
//!
//! One folder for each file, named by the hash of its path; one record for each version, whose
//! name says time, size and content. The same content is kept once, at the time it was replaced
//! last. At most 50 versions of a file, 90 days, and 200 MB in all; the oldest go first.
//!
//! Limits: a file that is moved while no window is open begins a new history.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};

use crate::{
    io::{
        encoding,
        fs::{Content, Fs as _, Readers, RealFs, create_private_folder},
        own,
        record::{Magic, RecordError, RecordReader, RecordWriter},
        store,
    },
    model::{
        document::ContentHash,
        said::{Said, Says, said, says},
    },
};

const MAGIC: Magic = *b"KOPIJ-HI";
const VERSION: u32 = 1;
const COMPRESSION: u8 = 6;
const EXTENSION: &str = "version";

const MAX_VERSIONS: usize = 50;
const MAX_AGE: Duration = Duration::from_hours(90 * 24);
const MAX_BYTES: u64 = 200_000_000;

/// Why a version was not kept, or not read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    Disk { path: PathBuf, source: io::Error },
    Record { path: PathBuf, source: RecordError },
    Damaged { path: PathBuf },
}

says!(HistoryError);
impl Says for HistoryError {
    fn said(&self) -> Said {
        match self {
            Self::Disk { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
            Self::Record { path, source } => said!("error-at", why = source, path = path.as_path()),
            Self::Damaged { path } => said!("history-error-damaged", path = path.as_path()),
        }
    }
}

#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

/// One earlier content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was replaced.
    pub time: SystemTime,
    pub size_bytes: u64,
    /// Also tells versions apart.
    pub hash: ContentHash,
    record: PathBuf,
}

impl History {
    /// Keeps the versions in `folder`, which need not be there yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Keeps what the file at `path` held until `now`.
    ///
    /// # Errors
    /// [`HistoryError::Disk`]; the other versions are still there.
    pub fn keep(&self, path: &Path, bytes: &[u8], now: SystemTime) -> Result<(), HistoryError> {
        self.keep_by(put, path, bytes, now)
    }

    /// As [`History::keep`], without waiting for the disk, where the bytes are already: in the
    /// record of a change.
    ///
    /// # Errors
    /// As [`History::keep`].
    pub fn note(&self, path: &Path, bytes: &[u8], now: SystemTime) -> Result<(), HistoryError> {
        self.keep_by(put_unsynced, path, bytes, now)
    }

    fn keep_by(
        &self,
        put: fn(&Path, &Path, &[u8]) -> io::Result<()>,
        path: &Path,
        bytes: &[u8],
        now: SystemTime,
    ) -> Result<(), HistoryError> {
        let folder = self.folder_of(path);
        let version = Version::new(&folder, now, bytes);
        let versions = versions_in(&folder);
        let same = versions.iter().find(|kept| kept.hash == version.hash);
        let kept = match same {
            Some(same) if same.time >= version.time => Ok(()),
            Some(same) => fs::rename(&same.record, &version.record),
            None => put(&folder, &version.record, &seal(path, bytes)),
        };
        kept.map_err(|source| HistoryError::Disk {
            path: version.record,
            source,
        })?;
        for old in versions_in(&folder).iter().skip(MAX_VERSIONS) {
            remove(&old.record);
        }
        Ok(())
    }

    /// The versions of a file that was moved go with it, unless there are some where it went.
    pub fn rename(&self, from: &Path, to: &Path) {
        let (old, new) = (self.folder_of(from), self.folder_of(to));
        if new.exists() || !old.exists() {
            return;
        }
        if let Err(err) = fs::rename(&old, &new) {
            log::warn!(
                "the earlier versions stay behind: {err} ({})",
                from.display()
            );
        }
    }

    /// The versions of the file at `path`, newest first.
    pub fn versions(&self, path: &Path) -> Vec<Version> {
        versions_in(&self.folder_of(path))
    }

    /// # Errors
    /// [`HistoryError`]: the version is gone, damaged, or made by a newer Kopij.
    pub fn read(&self, version: &Version) -> Result<Vec<u8>, HistoryError> {
        let path = || version.record.clone();
        let record = own::read(&version.record).map_err(|source| HistoryError::Disk {
            path: path(),
            source,
        })?;
        let compressed = open(&record).map_err(|source| HistoryError::Record {
            path: path(),
            source,
        })?;
        let size = usize::try_from(version.size_bytes).unwrap_or(usize::MAX);
        match decompress_to_vec_zlib_with_limit(compressed, size) {
            Ok(bytes) if encoding::hash(&bytes) == version.hash => Ok(bytes),
            _ => Err(HistoryError::Damaged { path: path() }),
        }
    }

    /// Removes what is too old, then the oldest of all files until the rest has room.
    pub fn sweep(&self, now: SystemTime) {
        self.sweep_to(now, MAX_BYTES);
    }

    fn sweep_to(&self, now: SystemTime, max_bytes: u64) {
        let Ok(folders) = fs::read_dir(&self.folder) else {
            // No version was kept so far.
            return;
        };
        let folders: Vec<PathBuf> = folders.flatten().map(|entry| entry.path()).collect();
        let mut versions: Vec<Version> = folders.iter().flat_map(|it| versions_in(it)).collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.time));
        let mut used_bytes = 0;
        for version in versions {
            let is_too_old = now
                .duration_since(version.time)
                .is_ok_and(|age| age > MAX_AGE);
            used_bytes += fs::metadata(&version.record).map_or(0, |metadata| metadata.len());
            if is_too_old || used_bytes > max_bytes {
                remove(&version.record);
            }
        }
        for folder in folders {
            store::remove_abandoned(&folder);
            // Fails, as it should, where versions are left.
            fs::remove_dir(folder).ok();
        }
    }

    fn folder_of(&self, path: &Path) -> PathBuf {
        self.folder.join(own::name_for(path))
    }
}

impl Version {
    fn new(folder: &Path, time: SystemTime, bytes: &[u8]) -> Self {
        let age = time.duration_since(SystemTime::UNIX_EPOCH);
        let millis = age.map_or(0, |age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX));
        let size_bytes = bytes.len() as u64;
        let hash = encoding::hash(bytes);
        let hex = blake3::Hash::from_bytes(hash.0).to_hex();
        Self {
            time: SystemTime::UNIX_EPOCH + Duration::from_millis(millis),
            size_bytes,
            hash,
            record: folder.join(format!("{millis}-{size_bytes}-{hex}.{EXTENSION}")),
        }
    }

    /// `None`: this is no version.
    fn of(record: PathBuf) -> Option<Self> {
        if record.extension()? != EXTENSION {
            return None;
        }
        let mut parts = record.file_stem()?.to_str()?.split('-');
        let millis: u64 = parts.next()?.parse().ok()?;
        let size_bytes = parts.next()?.parse().ok()?;
        let hash = blake3::Hash::from_hex(parts.next()?).ok()?;
        Some(Self {
            time: SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))?,
            size_bytes,
            hash: ContentHash(*hash.as_bytes()),
            record,
        })
    }
}

/// Newest first.
fn versions_in(folder: &Path) -> Vec<Version> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut versions: Vec<Version> = paths.filter_map(Version::of).collect();
    versions.sort_by(|a, b| (b.time, &b.record).cmp(&(a.time, &a.record)));
    versions
}

fn seal(path: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut record = RecordWriter::new(MAGIC, VERSION);
    // Not read here; it tells a person whose history this is.
    record.path(path);
    record.bytes(&compress_to_vec_zlib(bytes, COMPRESSION));
    record.seal()
}

fn open(record: &[u8]) -> Result<&[u8], RecordError> {
    let mut fields = RecordReader::open(record, MAGIC, VERSION)?;
    fields.path()?;
    fields.bytes()
}

fn put(folder: &Path, place: &Path, record: &[u8]) -> io::Result<()> {
    let put = || create_private_folder(folder).and_then(|()| store::replace(place, record));
    match put() {
        // Another Kopij makes room at this moment, and took the folder for an empty one.
        Err(err) if err.kind() == io::ErrorKind::NotFound => put(),
        result => result,
    }
}

fn put_unsynced(folder: &Path, place: &Path, record: &[u8]) -> io::Result<()> {
    create_private_folder(folder)?;
    let mut temporary = RealFs.create_temporary(folder, Content::Derived, Readers::Owner)?;
    RealFs.write(temporary.as_file_mut(), record)?;
    RealFs.rename(temporary, place)
}

fn remove(record: &Path) {
    if let Err(err) = fs::remove_file(record) {
        log::warn!("an old version stays: {err} ({})", record.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 60 * 60;

    struct Case {
        _folder: tempfile::TempDir,
        history: History,
    }

    fn case() -> Case {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(folder.path().join("history"));
        Case {
            _folder: folder,
            history,
        }
    }

    fn at(secs: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + secs)
    }

    impl Case {
        fn keep(&self, path: &str, content: &str, secs: u64) {
            let path = Path::new(path);
            self.history
                .keep(path, content.as_bytes(), at(secs))
                .unwrap();
        }

        fn contents(&self, path: &str) -> Vec<String> {
            let versions = self.history.versions(Path::new(path));
            versions
                .iter()
                .map(|version| String::from_utf8(self.history.read(version).unwrap()).unwrap())
                .collect()
        }
    }

    #[test]
    fn the_versions_of_a_file_are_read_newest_first() {
        let case = case();
        case.keep("a.md", "one", 1);
        case.keep("a.md", "three", 3);
        case.keep("a.md", "two", 2);
        case.keep("b.md", "other", 4);

        assert_eq!(case.contents("a.md"), ["three", "two", "one"]);
        let newest = &case.history.versions(Path::new("a.md"))[0];
        assert_eq!((newest.time, newest.size_bytes), (at(3), 5));
    }

    #[test]
    fn the_same_content_is_kept_once_at_its_last_time() {
        let case = case();
        case.keep("a.md", "one", 1);
        case.keep("a.md", "two", 2);
        case.keep("a.md", "one", 3);
        case.keep("a.md", "two", 1);

        assert_eq!(case.contents("a.md"), ["one", "two"]);
        let times: Vec<_> = case.history.versions(Path::new("a.md"));
        assert_eq!(
            times.iter().map(|it| it.time).collect::<Vec<_>>(),
            [at(3), at(2)]
        );
    }

    #[test]
    fn the_fifty_newest_versions_stay() {
        let case = case();
        for number in 0..53 {
            case.keep("a.md", &number.to_string(), number);
        }

        let contents = case.contents("a.md");
        assert_eq!(contents.len(), 50);
        assert_eq!(contents.last().map(String::as_str), Some("3"));
    }

    #[test]
    fn versions_older_than_ninety_days_are_swept() {
        let case = case();
        case.keep("a.md", "old", 0);
        case.keep("a.md", "young", 2 * DAY);
        case.keep("b.md", "old", 0);

        case.history.sweep(at(91 * DAY));

        assert_eq!(case.contents("a.md"), ["young"]);
        assert_eq!(case.contents("b.md"), [] as [&str; 0]);
        assert_eq!(fs::read_dir(&case.history.folder).unwrap().count(), 1);
    }

    #[test]
    fn the_oldest_of_all_files_go_when_there_is_no_room() {
        let case = case();
        case.keep("a.md", "oldest", 1);
        case.keep("b.md", "older", 2);
        case.keep("a.md", "newest", 3);
        let record = &case.history.versions(Path::new("a.md"))[0].record;
        let size_bytes = fs::metadata(record).unwrap().len();

        case.history.sweep_to(at(4), 2 * size_bytes);

        assert_eq!(case.contents("a.md"), ["newest"]);
        assert_eq!(case.contents("b.md"), ["older"]);
    }

    #[test]
    fn a_version_takes_less_room_than_its_text() {
        let case = case();
        let text = "De pont vaart weer over het water.\n".repeat(500);

        case.keep("a.md", &text, 1);

        let version = &case.history.versions(Path::new("a.md"))[0];
        let kept_bytes = fs::metadata(&version.record).unwrap().len();
        assert!(kept_bytes * 10 < version.size_bytes, "{kept_bytes}");
        assert_eq!(case.contents("a.md"), [text]);
    }

    #[test]
    fn a_damaged_version_is_an_error_with_its_path() {
        let case = case();
        case.keep("a.md", "text", 1);
        let version = &case.history.versions(Path::new("a.md"))[0];
        let mut record = fs::read(&version.record).unwrap();
        record[60] ^= 1;
        fs::write(&version.record, &record).unwrap();

        let err = case.history.read(version).unwrap_err();

        let path = version.record.display().to_string();
        assert!(err.to_string().contains(&path), "{err}");
    }

    #[test]
    fn files_of_other_names_are_no_versions() {
        let case = case();
        case.keep("a.md", "text", 1);
        let folder = case.history.folder_of(Path::new("a.md"));
        for name in [
            "1-2.version",
            "x-1-0.version",
            "notes.txt",
            ".kopij-a1B2c3D4",
        ] {
            fs::write(folder.join(name), "").unwrap();
        }

        assert_eq!(case.contents("a.md"), ["text"]);
        case.history.sweep(at(2));
        assert_eq!(case.contents("a.md"), ["text"]);
        assert!(folder.join("notes.txt").exists());
        assert!(!folder.join(".kopij-a1B2c3D4").exists(), "left by a kill");
    }

    #[test]
    fn no_history_is_an_empty_one() {
        let case = case();

        case.history.sweep(at(0));

        assert_eq!(case.contents("a.md"), [] as [&str; 0]);
    }
}
