//! Watches a folder, and speaks once it has settled.
//!
//! What the system reports are hints: which paths to look at, never what happened to them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use notify::{EventKind, RecursiveMode, Watcher as _};

use crate::io::{Event, scan, worker::EventSender};

/// No news for this long: settled.
const QUIET: Duration = Duration::from_millis(100);
/// News may not be held back longer than this.
const AT_MOST: Duration = Duration::from_millis(500);

/// Watches until it is dropped.
pub struct Watcher {
    /// `None` only while dropping: closing it ends the channel, and so the thread.
    watcher: Option<notify::RecommendedWatcher>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watcher {
    /// Watches `root` and everything below it. Answers [`Event::Changed`].
    ///
    /// # Errors
    /// If the system cannot watch it (a limit, a network disk).
    pub fn start(root: PathBuf, events: EventSender) -> notify::Result<Self> {
        let (sender, news) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event| {
            // The thread is gone only when the watcher is being dropped.
            sender.send(event).ok();
        })?;
        watcher.watch(&root, RecursiveMode::Recursive)?;
        let thread = thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || settle(&root, &news, &events))
            .map_err(notify::Error::io)?;
        Ok(Self {
            watcher: Some(watcher),
            thread: Some(thread),
        })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.watcher = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the watcher's thread panicked");
        }
    }
}

type News = notify::Result<notify::Event>;

/// Gathers paths until there is quiet, then sends them once.
fn settle(root: &Path, news: &mpsc::Receiver<News>, events: &EventSender) {
    while let Ok(first) = news.recv() {
        let mut paths = BTreeSet::new();
        gather(root, first, &mut paths);
        let deadline = Instant::now() + AT_MOST;
        let ended = loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match news.recv_timeout(left.min(QUIET)) {
                Ok(next) => gather(root, next, &mut paths),
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
            if left.is_zero() {
                break false;
            }
        };
        if ended {
            return;
        }
        if !paths.is_empty() {
            let paths = paths.into_iter().collect();
            events.send(Event::Changed { paths });
        }
    }
}

fn gather(root: &Path, news: News, paths: &mut BTreeSet<PathBuf>) {
    match news {
        // Our own reads raise these; they change nothing.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) if event.need_rescan() => {
            paths.insert(root.to_owned());
        }
        Ok(event) => paths.extend(
            event
                .paths
                .into_iter()
                .filter(|path| scan::is_watched(root, path)),
        ),
        Err(err) => {
            log::warn!("the watcher lost track: {err}");
            paths.insert(root.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;

    struct Watched {
        folder: tempfile::TempDir,
        events: mpsc::Receiver<Event>,
        _watcher: Watcher,
    }

    fn watch() -> Watched {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("public")).unwrap();
        let (sender, events) = EventSender::new(Arc::new(|| {}));
        let root = folder.path().canonicalize().unwrap();
        let watcher = Watcher::start(root, sender).unwrap();
        Watched {
            folder,
            events,
            _watcher: watcher,
        }
    }

    impl Watched {
        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().canonicalize().unwrap().join(name)
        }

        fn next(&self) -> Option<Vec<PathBuf>> {
            match self.events.recv_timeout(Duration::from_secs(5)) {
                Ok(Event::Changed { paths }) => Some(paths),
                Ok(other) => panic!("{other:?}"),
                Err(_) => None,
            }
        }
    }

    #[test]
    fn a_written_file_is_reported_once() {
        let watched = watch();

        fs::write(watched.path("a.md"), "one").unwrap();
        fs::write(watched.path("a.md"), "two").unwrap();

        assert_eq!(watched.next(), Some(vec![watched.path("a.md")]));
        assert!(
            watched
                .events
                .recv_timeout(Duration::from_millis(700))
                .is_err()
        );
    }

    #[test]
    fn a_file_put_in_place_by_a_rename_is_reported() {
        let watched = watch();
        fs::write(watched.path("new"), "new").unwrap();
        watched.next();

        fs::rename(watched.path("new"), watched.path("a.md")).unwrap();

        assert!(watched.next().unwrap().contains(&watched.path("a.md")));
    }

    #[test]
    fn reading_and_what_hugo_builds_raise_nothing() {
        let watched = watch();
        fs::write(watched.path("a.md"), "one").unwrap();
        watched.next();

        fs::read(watched.path("a.md")).unwrap();
        fs::write(watched.path("public/a.html"), "built").unwrap();

        assert!(
            watched
                .events
                .recv_timeout(Duration::from_millis(700))
                .is_err()
        );
    }
}
