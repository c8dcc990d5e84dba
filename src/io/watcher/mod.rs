//! Watches a folder, and speaks once it has settled.
//!
//! What a source of [hints](Hints) says are paths to look at, never what happened to them: content
//! is truth. Paths are gathered until there is quiet, and told once. Very many of them, or git at
//! work, are waited out and told as one: look at everything.
//!
//! Where the system cannot watch (too many folders, a disk over the network), open articles are
//! looked at every second and the folder every ten, and that is said.
//!
//! A folder that is deleted, or gets another name, is waited for, and watched again once there is
//! one of its name.
//!
//! Limits: symbolic links are not followed; a folder whose own folder is renamed is lost until the
//! window gets the focus.

mod poll;
mod system;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use self::poll::Poll;
pub use self::system::System;
use crate::{
    io::{
        Event,
        beneath::{self, SMALL_BYTES},
        index,
        scan::LeftOut,
        worker::EventSender,
    },
    model::said::{Said, Says, said, says},
};

/// No news for this long: settled.
const QUIET: Duration = Duration::from_millis(100);
/// News may not be held back longer than this.
const AT_MOST: Duration = Duration::from_millis(500);
/// More paths than this are told as one.
const MANY: usize = 200;
/// Very many changes are settled after a longer pause, and held back for longer.
const QUIET_OF_MANY: Duration = Duration::from_millis(300);
const AT_MOST_OF_MANY: Duration = Duration::from_secs(10);
/// How often open articles are looked at where the system does not tell; the folder, every tenth
/// time.
const PACE: Duration = Duration::from_secs(1);
/// A lock of git that is older was left behind.
const LOCK_AGE: Duration = Duration::from_secs(30);
/// How often it is looked whether the machine has slept, and how late the look must be.
const SLEEP_CHECK: Duration = Duration::from_mins(1);
const SLEPT: Duration = Duration::from_secs(20);

/// What a source of hints says.
#[derive(Debug)]
pub enum News {
    /// Look at these.
    Paths(Vec<PathBuf>),
    /// These have come; if they are folders, watch them too.
    Came(Vec<PathBuf>),
    /// Something was missed: look at everything.
    Lost,
    /// The folder itself is gone, and with it all that watches it.
    Gone,
    /// The open articles, for a folder that can only be looked at.
    Follow(Vec<PathBuf>),
    Stop,
}

/// What is seen of the site from outside.
#[derive(Debug)]
pub enum WatchEvent {
    /// Files in the watched folder may have changed. Hints: content is truth.
    Changed { paths: Vec<PathBuf> },
    /// More files have changed than are worth naming.
    ManyChanged { root: PathBuf, count: usize },
    /// Changes in the site are only seen by looking again and again.
    Polled { root: PathBuf, reason: WatchError },
}

impl From<WatchEvent> for Event {
    fn from(event: WatchEvent) -> Self {
        Self::Watch(event)
    }
}

/// Why a folder cannot be watched, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WatchError {
    Limit,
    Network,
    Refused,
}

says!(WatchError);
impl Says for WatchError {
    fn said(&self) -> Said {
        match self {
            Self::Limit => said!("watch-error-limit"),
            Self::Network => said!("watch-error-network"),
            Self::Refused => said!("watch-error-refused"),
        }
    }
}

/// Says what may have changed, until it is dropped.
pub trait Hints: Send {
    /// Watches a folder and those below it, but for what is left out.
    ///
    /// # Errors
    /// [`WatchError`]; it may be watched in part.
    fn add(&mut self, folder: &Path, left_out: &LeftOut) -> Result<(), WatchError>;

    /// Begins again, watching nothing: the folder is another one of the same name.
    ///
    /// # Errors
    /// [`WatchError`]; nothing is watched.
    fn renew(&mut self) -> Result<(), WatchError>;
}

/// Watches until it is dropped.
pub struct Watcher {
    news: mpsc::Sender<News>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watcher {
    /// Watches `root` and everything below it. Answers [`WatchEvent::Changed`] and
    /// [`WatchEvent::ManyChanged`], and [`WatchEvent::Polled`] where it can only be looked at.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn start(root: PathBuf, events: EventSender) -> io::Result<Self> {
        Self::start_with(root, events, PACE, System::start)
    }

    /// With another source of hints, and another pace where it has to be looked.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn start_with<H: Hints + 'static>(
        root: PathBuf,
        events: EventSender,
        pace: Duration,
        source: impl FnOnce(&Path, mpsc::Sender<News>) -> Result<H, WatchError>,
    ) -> io::Result<Self> {
        let (sender, news) = mpsc::channel();
        let mut settling = Settling {
            lock: git_lock(&root),
            left_out: LeftOut::at(&root),
            root,
            events,
            hints: None,
            poll: None,
            pace,
            sender: sender.clone(),
            documents: Vec::new(),
            is_gone: false,
        };
        // First watched, then settled: nothing is missed between this and the first reading.
        match source(&settling.root, sender.clone()) {
            Ok(hints) => settling.hints = Some(Box::new(hints)),
            Err(err) => settling.fall_back(err),
        }
        if settling.hints.is_some() {
            let root = settling.root.clone();
            settling.watch_too(&root);
        }
        let thread = thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || settling.run(&news))?;
        Ok(Self {
            news: sender,
            thread: Some(thread),
        })
    }

    /// Tells which articles are open.
    pub fn follow(&self, documents: Vec<PathBuf>) {
        self.news.send(News::Follow(documents)).ok();
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.news.send(News::Stop).ok();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the watcher's thread panicked");
        }
    }
}

/// What has been said since it was quiet.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    is_lost: bool,
}

impl Batch {
    fn has_many(&self) -> bool {
        self.paths.len() > MANY
    }
}

/// The thread that waits for quiet.
struct Settling {
    root: PathBuf,
    /// As the settings were when they were read last.
    left_out: LeftOut,
    /// There while git works on the site.
    lock: Option<PathBuf>,
    events: EventSender,
    hints: Option<Box<dyn Hints>>,
    poll: Option<Poll>,
    pace: Duration,
    sender: mpsc::Sender<News>,
    documents: Vec<PathBuf>,
    /// The folder was deleted or moved, and is waited for.
    is_gone: bool,
}

/// The watcher is being dropped.
struct Stopped;

impl Settling {
    fn run(mut self, news: &mpsc::Receiver<News>) {
        loop {
            let mut batch = Batch::default();
            let Ok(first) = self.wait_for_first(news) else {
                return;
            };
            if self.take(first, &mut batch).is_err() || self.gather(news, &mut batch).is_err() {
                return;
            }
            self.tell(batch);
        }
    }

    /// Until there is quiet, or it has been long enough.
    fn gather(&mut self, news: &mpsc::Receiver<News>, batch: &mut Batch) -> Result<(), Stopped> {
        let began = Instant::now();
        loop {
            let passed = began.elapsed();
            let waits_longer = batch.has_many() || self.is_git_at_work();
            let (quiet, at_most) = if waits_longer {
                (QUIET_OF_MANY, AT_MOST_OF_MANY)
            } else {
                (QUIET, AT_MOST)
            };
            let left = at_most.saturating_sub(passed);
            if left.is_zero() {
                return Ok(());
            }
            match news.recv_timeout(quiet.min(left)) {
                Ok(next) => {
                    self.take(next, batch)?;
                    // A burst is taken in one go.
                    while let Ok(next) = news.try_recv() {
                        self.take(next, batch)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) if self.is_git_at_work() => {}
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => return Err(Stopped),
            }
        }
    }

    fn take(&mut self, news: News, batch: &mut Batch) -> Result<(), Stopped> {
        match news {
            News::Paths(paths) => self.add_watched(paths, batch),
            News::Came(paths) => {
                for path in &paths {
                    let is_folder = fs::symlink_metadata(path).is_ok_and(|it| it.is_dir());
                    if is_folder && self.left_out.is_watched(path) {
                        self.watch_too(path);
                    }
                }
                self.add_watched(paths, batch);
            }
            News::Lost => batch.is_lost = true,
            News::Gone => {
                self.is_gone = true;
                batch.is_lost = true;
            }
            News::Follow(documents) => {
                if let Some(poll) = &self.poll {
                    poll.follow(documents.clone());
                }
                self.documents = documents;
            }
            News::Stop => return Err(Stopped),
        }
        Ok(())
    }

    fn add_watched(&mut self, paths: Vec<PathBuf>, batch: &mut Batch) {
        if paths
            .iter()
            .any(|path| index::is_settings(&self.root, path))
        {
            self.read_settings();
        }
        let watched = paths
            .into_iter()
            .filter(|path| self.left_out.is_watched(path));
        batch.paths.extend(watched);
    }

    /// Folders that were left out may be content now.
    fn read_settings(&mut self) {
        let left_out = LeftOut::at(&self.root);
        if left_out.has_same_folders(&self.left_out) {
            return;
        }
        self.left_out = left_out;
        let root = self.root.clone();
        self.watch_too(&root);
    }

    fn watch_too(&mut self, folder: &Path) {
        if let Some(hints) = &mut self.hints
            && let Err(err) = hints.add(folder, &self.left_out)
        {
            self.fall_back(err);
        }
    }

    /// The next news; after a sleep of the machine, that something was missed.
    fn wait_for_first(&mut self, news: &mpsc::Receiver<News>) -> Result<News, Stopped> {
        loop {
            if self.is_gone && self.root.is_dir() {
                self.begin_again();
                return Ok(News::Lost);
            }
            let (asked, asked_at) = (Instant::now(), SystemTime::now());
            let patience = if self.is_gone { self.pace } else { SLEEP_CHECK };
            match news.recv_timeout(patience) {
                Ok(first) => return Ok(first),
                Err(RecvTimeoutError::Disconnected) => return Err(Stopped),
                Err(RecvTimeoutError::Timeout) if self.is_gone => {}
                Err(RecvTimeoutError::Timeout) => {
                    let on_the_wall = asked_at.elapsed().unwrap_or_default();
                    if on_the_wall.saturating_sub(asked.elapsed()) > SLEPT {
                        return Ok(News::Lost);
                    }
                }
            }
        }
    }

    /// Watches the folder that has come in the place of the one that is gone.
    fn begin_again(&mut self) {
        self.is_gone = false;
        self.lock = git_lock(&self.root);
        let Some(hints) = &mut self.hints else { return };
        match hints.renew() {
            Ok(()) => {
                let root = self.root.clone();
                self.watch_too(&root);
            }
            Err(err) => self.fall_back(err),
        }
    }

    /// From now on it is looked at again and again as well.
    fn fall_back(&mut self, error: WatchError) {
        if self.poll.is_some() {
            return;
        }
        match Poll::start(self.pace, self.sender.clone()) {
            Ok(poll) => {
                poll.follow(self.documents.clone());
                self.poll = Some(poll);
            }
            Err(err) => log::error!("the folder is not looked at: {err}"),
        }
        let polled = WatchEvent::Polled {
            root: self.root.clone(),
            reason: error,
        };
        self.events.send(polled.into());
    }

    fn tell(&self, batch: Batch) {
        let root = self.root.clone();
        if batch.has_many() {
            let count = batch.paths.len();
            self.events
                .send(WatchEvent::ManyChanged { root, count }.into());
        } else if batch.is_lost {
            let paths = vec![root];
            self.events.send(WatchEvent::Changed { paths }.into());
        } else if !batch.paths.is_empty() {
            let paths = batch.paths.into_iter().collect();
            self.events.send(WatchEvent::Changed { paths }.into());
        }
    }

    fn is_git_at_work(&self) -> bool {
        let Some(lock) = &self.lock else {
            return false;
        };
        let made = fs::metadata(lock).and_then(|metadata| metadata.modified());
        made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age < LOCK_AGE))
    }
}

/// The file that git holds while it changes the working tree that `root` is in.
fn git_lock(root: &Path) -> Option<PathBuf> {
    let git = root
        .ancestors()
        .map(|folder| folder.join(".git"))
        .find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    // A working tree of its own: the file says where the rest is.
    let above = git.parent()?;
    let text = beneath::read_text(above, &git, SMALL_BYTES).ok()??;
    let folder = text.trim().strip_prefix("gitdir: ")?;
    let folder = above.join(folder);
    Some(folder.join("index.lock"))
}
