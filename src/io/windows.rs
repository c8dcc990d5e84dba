//! Which window has a site.
//!
//! A window that opens a site locks a file that is named by the site, with the site's path beside it;
//! the system lifts the lock however the window ends. Whoever is asked to open the site while it is
//! locked leaves a **letter** beside the lock with the article that is wanted. The window that has the
//! site takes the letter away and comes to the front; a letter that nobody takes within 3 s is taken
//! back. A window on a folder above shows an article as well; one on a folder above or below is told
//! of.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::io::{
    Event,
    folders::Folders,
    fs::create_private_folder,
    own,
    record::{Magic, RecordReader, RecordWriter},
    store,
    worker::EventSender,
};

const MAGIC: Magic = *b"KOPIJ-LE";
const SITE_MAGIC: Magic = *b"KOPIJ-OP";
const VERSION: u32 = 1;

/// How long a running window may take to answer; it may be busy.
const PATIENCE: Duration = Duration::from_secs(3);
const STEP: Duration = Duration::from_millis(20);

/// What other windows do.
#[derive(Debug)]
pub enum WindowsEvent {
    /// Another window has this site open.
    Taken { root: PathBuf },
    /// Kopij was started a second time for the site that this window has.
    OpenAsked { article: Option<PathBuf> },
}

impl From<WindowsEvent> for Event {
    fn from(event: WindowsEvent) -> Self {
        Self::Windows(event)
    }
}

/// A site is this window's until it is dropped.
#[derive(Debug)]
pub struct Held {
    _letters: Option<RecommendedWatcher>,
    _lock: File,
}

/// Takes a site for this window. Letters are answered with [`WindowsEvent::OpenAsked`].
/// `None`: another window has it.
///
/// # Errors
/// If there is no place for locks.
pub fn hold(folders: &Folders, root: &Path, events: EventSender) -> io::Result<Option<Held>> {
    let Some(lock) = lock_patiently(folders, root)? else {
        return Ok(None);
    };
    let mut site = RecordWriter::new(SITE_MAGIC, VERSION);
    site.path(root);
    let named = place_of(folders, root).with_extension("site");
    store::replace(&named, &site.seal())?;
    let letter = letter_of(folders, root);
    // What an ended window did not take is no wish of now.
    remove(&letter);
    let letters = watch(&letter, events);
    if let Err(err) = &letters {
        log::warn!("a second start will open a second window: {err}");
    }
    Ok(Some(Held {
        _letters: letters.ok(),
        _lock: lock,
    }))
}

/// What another window has open that lies above `root`, or within it.
pub fn overlapping(folders: &Folders, root: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folders.windows()).ok()?;
    let files = entries.flatten().map(|entry| entry.path());
    let sites = files.filter(|file| file.extension() == Some("site".as_ref()));
    sites.filter_map(|file| site_in(&file)).find(|other| {
        let overlaps = root.starts_with(other) || other.starts_with(root);
        other != root && overlaps && matches!(lock(folders, other), Ok(None))
    })
}

/// Asks the window that has the site to come to the front, with an article if one is wanted; that
/// can be shown by a window on a folder above as well.
/// `false`: no window has it, or it does not answer.
pub fn ask(folders: &Folders, root: &Path, article: Option<&Path>) -> bool {
    let above = if article.is_some() { usize::MAX } else { 1 };
    root.ancestors().take(above).any(|root| {
        ask_for(PATIENCE, folders, root, article).unwrap_or_else(|err| {
            log::warn!("whether another window is open is not known: {err}");
            false
        })
    })
}

/// What lies beside a lock.
fn site_in(file: &Path) -> Option<PathBuf> {
    let record = own::read(file).ok()?;
    let mut fields = RecordReader::open(&record, SITE_MAGIC, VERSION).ok()?;
    fields.path().ok()
}

fn ask_for(
    patience: Duration,
    folders: &Folders,
    root: &Path,
    article: Option<&Path>,
) -> io::Result<bool> {
    let lock_file = place_of(folders, root).with_extension("lock");
    if !lock_file.exists() || lock(folders, root)?.is_some() {
        return Ok(false);
    }
    let letter = letter_of(folders, root);
    let mut record = RecordWriter::new(MAGIC, VERSION);
    record.path(article.unwrap_or(Path::new("")));
    store::replace(&letter, &record.seal())?;
    let began = Instant::now();
    while began.elapsed() < patience {
        if !letter.exists() {
            return Ok(true);
        }
        thread::sleep(STEP);
    }
    // Taken in the last moment, or not at all.
    Ok(!remove(&letter))
}

/// Who asks has the lock for a moment.
fn lock_patiently(folders: &Folders, root: &Path) -> io::Result<Option<File>> {
    for _ in 0..5 {
        if let Some(lock) = lock(folders, root)? {
            return Ok(Some(lock));
        }
        thread::sleep(STEP);
    }
    lock(folders, root)
}

/// `None`: a running window has it.
fn lock(folders: &Folders, root: &Path) -> io::Result<Option<File>> {
    create_private_folder(&folders.windows())?;
    let file = own::open_to_write(&place_of(folders, root).with_extension("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(err)) => Err(err),
    }
}

fn place_of(folders: &Folders, root: &Path) -> PathBuf {
    folders.windows().join(own::name_for(root))
}

fn letter_of(folders: &Folders, root: &Path) -> PathBuf {
    place_of(folders, root).with_extension("letter")
}

fn watch(letter: &Path, events: EventSender) -> notify::Result<RecommendedWatcher> {
    let folder = letter.parent().unwrap_or(letter).to_owned();
    let letter = letter.to_owned();
    let mut watcher = notify::recommended_watcher(move |_hint| {
        if let Some(wanted) = take(&letter) {
            let article = (!wanted.as_os_str().is_empty()).then_some(wanted);
            events.send(WindowsEvent::OpenAsked { article }.into());
        }
    })?;
    watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// The article that is wanted, an empty path if none is; `None`: there is no letter.
fn take(letter: &Path) -> Option<PathBuf> {
    let record = own::read(letter).ok()?;
    if !remove(letter) {
        return None;
    }
    let path = RecordReader::open(&record, MAGIC, VERSION).and_then(|mut fields| fields.path());
    Some(path.unwrap_or_default())
}

/// Whether it was there.
fn remove(letter: &Path) -> bool {
    fs::remove_file(letter).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;

    struct Case {
        _home: tempfile::TempDir,
        folders: Folders,
        events: EventSender,
        told: mpsc::Receiver<Event>,
    }

    fn case() -> Case {
        let home = tempfile::tempdir().unwrap();
        let (events, told) = EventSender::new(Arc::new(|| {}));
        Case {
            folders: Folders::within(home.path()),
            _home: home,
            events,
            told,
        }
    }

    impl Case {
        fn hold(&self, root: &str) -> Option<Held> {
            hold(&self.folders, Path::new(root), self.events.clone()).unwrap()
        }

        fn ask(&self, root: &str, article: Option<&str>) -> bool {
            ask(&self.folders, Path::new(root), article.map(Path::new))
        }
    }

    #[test]
    fn a_window_that_has_the_site_is_asked_to_show_an_article() {
        let case = case();
        let held = case.hold("/site");
        assert!(held.is_some());

        assert!(case.ask("/site", Some("/site/a.md")));
        assert!(case.ask("/site", None));

        // The letter is taken before it is told of.
        let asked = || match case.told.recv_timeout(PATIENCE).unwrap() {
            Event::Windows(WindowsEvent::OpenAsked { article }) => article,
            other => panic!("{other:?}"),
        };
        assert_eq!(asked(), Some(PathBuf::from("/site/a.md")));
        assert_eq!(asked(), None);
    }

    #[test]
    fn a_window_above_or_below_is_known_and_one_above_shows_an_article() {
        let case = case();
        let other = |root: &str| overlapping(&case.folders, Path::new(root));
        let held = case.hold("/site/posts");

        assert_eq!(other("/site"), Some(PathBuf::from("/site/posts")));
        assert_eq!(other("/site/posts/a"), Some(PathBuf::from("/site/posts")));
        assert_eq!(other("/site/posts"), None, "itself");
        assert_eq!(other("/site/posts-of-old"), None);
        assert!(case.ask("/site/posts/a", Some("/site/posts/a/b.md")));
        assert!(!case.ask("/site/posts/a", None));
        assert!(!case.ask("/site", Some("/site/b.md")));
        drop(held);
        assert_eq!(other("/site"), None);
    }

    #[test]
    fn a_site_that_no_window_has_is_opened_here() {
        let case = case();
        let held = case.hold("/other");

        assert!(!case.ask("/site", None));
        drop(held);
        assert!(!case.ask("/other", None));
    }

    #[test]
    fn a_window_that_does_not_answer_leaves_no_letter_behind() {
        let case = case();
        let root = Path::new("/site");
        let held = Held {
            _letters: None,
            _lock: lock(&case.folders, root).unwrap().unwrap(),
        };

        let answered = ask_for(3 * STEP, &case.folders, root, None).unwrap();

        assert!(!answered);
        assert!(!letter_of(&case.folders, root).exists());
        drop(held);
    }

    #[test]
    fn a_site_is_held_by_one_window_at_a_time() {
        let case = case();
        let first = case.hold("/site");

        assert!(case.hold("/site").is_none());
        drop(first);
        assert!(case.hold("/site").is_some());
    }
}
