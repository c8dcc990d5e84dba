//! Looks again and again, where the system does not tell: each time at the open articles, every tenth
//! time at the whole folder.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use super::News;
use crate::io::index::Stamp;

/// Every so many looks at the articles, everything is looked at.
const LOOKS_PER_FOLDER: u32 = 10;

/// Looks until it is dropped.
pub(super) struct Poll {
    /// `None` only while dropping.
    documents: Option<mpsc::Sender<Vec<PathBuf>>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Poll {
    pub fn start(pace: Duration, news: mpsc::Sender<News>) -> io::Result<Self> {
        let (sender, documents) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("poll".to_owned())
            .spawn(move || look(pace, &documents, &news))?;
        Ok(Self {
            documents: Some(sender),
            thread: Some(thread),
        })
    }

    pub fn follow(&self, documents: Vec<PathBuf>) {
        if let Some(sender) = &self.documents {
            sender.send(documents).ok();
        }
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.documents = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that looks panicked");
        }
    }
}

fn look(pace: Duration, documents: &mpsc::Receiver<Vec<PathBuf>>, news: &mpsc::Sender<News>) {
    let mut stamps: BTreeMap<PathBuf, Option<Stamp>> = BTreeMap::new();
    let mut looks = 0;
    loop {
        match documents.recv_timeout(pace) {
            Ok(followed) => {
                let stamped = followed.into_iter().map(|path| {
                    let stamp = stamps.get(&path).copied();
                    let stamp = stamp.unwrap_or_else(|| Stamp::of(&path));
                    (path, stamp)
                });
                stamps = stamped.collect();
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let mut changed = Vec::new();
        for (path, stamp) in &mut stamps {
            let now = Stamp::of(path);
            if now != *stamp {
                *stamp = now;
                changed.push(path.clone());
            }
        }
        looks += 1;
        if looks % LOOKS_PER_FOLDER == 0 {
            news.send(News::Lost).ok();
        } else if !changed.is_empty() {
            news.send(News::Paths(changed)).ok();
        }
    }
}
