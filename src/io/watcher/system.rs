//! Hints of the operating system.
//!
//! Where each folder is watched by itself (Linux), folders of made things are left out, so that
//! `node_modules` does not use up what the system allows.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
};

use ignore::WalkBuilder;
use notify::{
    Config, ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{ModifyKind, RenameMode},
};

use super::{Hints, News, WatchError};
use crate::io::scan::LeftOut;

/// Whether a watch of a folder is told of the folders below it.
const IS_RECURSIVE: bool = cfg!(any(target_os = "macos", windows));

pub struct System {
    watcher: RecommendedWatcher,
    root: PathBuf,
    max_folders: usize,
    /// How many more folders may be watched.
    left: usize,
    news: mpsc::Sender<News>,
}

impl System {
    /// # Errors
    /// [`WatchError`], if the folder cannot be watched at all.
    pub fn start(root: &Path, news: mpsc::Sender<News>) -> Result<Self, WatchError> {
        Self::start_for(usize::MAX, root, news)
    }

    /// For at most so many folders.
    ///
    /// # Errors
    /// [`WatchError`], if the folder cannot be watched at all.
    pub fn start_for(
        max_folders: usize,
        root: &Path,
        news: mpsc::Sender<News>,
    ) -> Result<Self, WatchError> {
        if is_on_another_machine(root) {
            return Err(WatchError::Network);
        }
        Ok(Self {
            watcher: listen(root, news.clone())?,
            root: root.to_owned(),
            max_folders,
            left: max_folders,
            news,
        })
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), WatchError> {
        self.left = self.left.checked_sub(1).ok_or(WatchError::Limit)?;
        match self.watcher.watch(folder, mode) {
            Ok(()) => Ok(()),
            Err(err) if matches!(err.kind, ErrorKind::PathNotFound) => Ok(()),
            Err(err) if folder != self.root && in_words(&err) == WatchError::Refused => {
                // One folder that may not be looked into keeps nobody from the others.
                log::info!("a folder is not watched: {err}");
                Ok(())
            }
            Err(err) => Err(in_words(&err)),
        }
    }
}

impl Hints for System {
    fn add(&mut self, folder: &Path, left_out: &LeftOut) -> Result<(), WatchError> {
        if IS_RECURSIVE {
            return if folder == self.root {
                self.watch(folder, RecursiveMode::Recursive)
            } else {
                Ok(())
            };
        }
        let left_out = left_out.clone();
        let folders = WalkBuilder::new(folder)
            .standard_filters(false)
            .filter_entry(move |entry| {
                entry.file_type().is_some_and(|kind| kind.is_dir())
                    && !left_out.is_made(entry.path())
            })
            .build();
        for folder in folders.filter_map(Result::ok) {
            self.watch(folder.path(), RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }

    fn renew(&mut self) -> Result<(), WatchError> {
        self.watcher = listen(&self.root, self.news.clone())?;
        self.left = self.max_folders;
        Ok(())
    }
}

/// Nothing is watched yet.
fn listen(root: &Path, news: mpsc::Sender<News>) -> Result<RecommendedWatcher, WatchError> {
    let config = Config::default().with_follow_symlinks(false);
    let root = root.to_owned();
    let watcher = RecommendedWatcher::new(
        move |event| {
            if let Some(heard) = heard(event, &root) {
                // The thread is gone only when the watcher is being dropped.
                news.send(heard).ok();
            }
        },
        config,
    );
    watcher.map_err(|err| in_words(&err))
}

fn in_words(err: &notify::Error) -> WatchError {
    match err.kind {
        ErrorKind::MaxFilesWatch => WatchError::Limit,
        _ => WatchError::Refused,
    }
}

fn heard(event: notify::Result<notify::Event>, root: &Path) -> Option<News> {
    let event = match event {
        Ok(event) => event,
        Err(err) => {
            log::warn!("the watcher lost track: {err}");
            return Some(News::Lost);
        }
    };
    if event.need_rescan() {
        return Some(News::Lost);
    }
    let is_root = event.paths.iter().any(|path| path == root);
    match event.kind {
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) if is_root => {
            Some(News::Gone)
        }
        // Our own reads raise these; they change nothing.
        EventKind::Access(_) => None,
        EventKind::Create(_)
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Any)) => {
            Some(News::Came(event.paths))
        }
        // Said in its two halves as well.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if !IS_RECURSIVE => None,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => Some(News::Came(event.paths)),
        _ => Some(News::Paths(event.paths)),
    }
}

/// The kinds of file systems whose changes are made by other machines, which this one is not told
/// of.
#[cfg(target_os = "linux")]
fn is_on_another_machine(root: &Path) -> bool {
    const NETWORK: [u32; 8] = [
        0x6969,      // NFS
        0x517B,      // SMB
        0xFF53_4D42, // CIFS
        0xFE53_4D42, // SMB2
        0x0102_1997, // 9P
        0x5346_414F, // AFS
        0x00C3_6400, // Ceph
        0x6573_5546, // FUSE: sshfs, cloud disks
    ];
    let Ok(found) = rustix::fs::statfs(root) else {
        return false;
    };
    // The width of the field differs between processors.
    let kind = found.f_type.to_le_bytes();
    kind.first_chunk()
        .is_some_and(|kind| NETWORK.contains(&u32::from_le_bytes(*kind)))
}

#[cfg(not(target_os = "linux"))]
fn is_on_another_machine(_root: &Path) -> bool {
    false
}
