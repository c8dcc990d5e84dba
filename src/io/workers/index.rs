//! The thread that reads the site and watches it, and what it is asked.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use crate::{
    io::{
        Event,
        beneath::Bounds,
        checks::{Learning, OfSite},
        folders::Folders,
        index::{Index, ReadSoFar, Rest},
        journal::{self, Recovered},
        scan, store,
        watcher::Watcher,
        windows::{self, Held, WindowsEvent},
        worker::{EventSender, Job},
    },
    model::{
        document::ContentHash,
        said::{Said, said},
        site::{Entry, Site},
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum IndexJob {
    /// Walk `root` into a [`Site`] and watch it. Answers [`IndexEvent::SiteOpened`].
    Open {
        root: PathBuf,
        /// The folders outside of sites that the writer allowed, by the root of each.
        outside: BTreeMap<PathBuf, Vec<PathBuf>>,
    },
    /// Bring the list up to date at these paths; a folder stands for every article in it. Answers
    /// [`IndexEvent::EntriesRead`] with what changed.
    ReadEntries { root: PathBuf, paths: Vec<PathBuf> },
    /// Learn from the articles of the site that are others than last time, and its settings files, what is asked
    /// of each: its form, and what the checks know. Answers [`IndexEvent::Learned`].
    Learn { root: PathBuf, now_secs: i64 },
    /// Remove what broken-off saves left in the site, if it is kept elsewhere. Answers
    /// [`IndexEvent::LeftoversFound`], if some of it is not.
    Sweep { root: PathBuf },
    /// The open articles; where the system does not tell of changes they are looked at often.
    Follow { documents: Vec<PathBuf> },
}

#[derive(Debug)]
pub enum IndexEvent {
    /// A folder is being opened.
    SiteRead {
        root: PathBuf,
        read: ReadSoFar,
    },
    SiteOpened {
        root: PathBuf,
        site: Result<Box<Site>, scan::OpenError>,
    },
    EntriesRead {
        root: PathBuf,
        entries: Vec<(PathBuf, Option<Entry>)>,
    },
    Learned {
        root: PathBuf,
        learned: Arc<OfSite>,
    },
    /// By a fault of ours, or as another site was opened meanwhile.
    NotLearned,
    /// Broken-off saves left what nothing else holds.
    LeftoversFound(Vec<store::Leftover>),
}

impl Job for IndexJob {
    fn title(&self) -> Said {
        match self {
            Self::Open { root, .. } => said!("job-open", path = root.as_path()),
            Self::ReadEntries { .. } => said!("job-list"),
            Self::Learn { .. } => said!("job-learn"),
            Self::Sweep { .. } => said!("job-sweep"),
            Self::Follow { .. } => said!("job-follow"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::Open { root, .. } => IndexEvent::SiteOpened {
                root: root.clone(),
                site: Err(scan::OpenError::Fault { path: root.clone() }),
            },
            Self::Learn { .. } => IndexEvent::NotLearned,
            Self::ReadEntries { .. } | Self::Sweep { .. } | Self::Follow { .. } => return None,
        };
        Some(event.into())
    }
}

impl From<IndexEvent> for Event {
    fn from(event: IndexEvent) -> Self {
        Self::Index(event)
    }
}

/// A site that is shown, and what is left to do for it.
struct Unfinished {
    bounds: Bounds,
    rest: Rest,
}

/// Reads the site that is open, and watches it.
pub(super) struct IndexThread {
    folders: Folders,
    /// The word that this window has the site.
    held: Option<(PathBuf, Held)>,
    index: Option<Index>,
    /// What the window has of the site as well, kept here so that nobody has to send all of it.
    site: Option<Arc<Site>>,
    learning: Learning,
    /// Of the site, and of its content where that is elsewhere.
    watchers: Vec<Watcher>,
    documents: Vec<PathBuf>,
}

impl IndexThread {
    pub(super) fn new(folders: &Folders) -> Self {
        Self {
            folders: folders.clone(),
            held: None,
            index: None,
            site: None,
            learning: Learning::default(),
            watchers: Vec::new(),
            documents: Vec::new(),
        }
    }

    pub(super) fn perform(&mut self, job: IndexJob, events: &EventSender) -> Option<Event> {
        let event = match job {
            IndexJob::Open { root, outside } => {
                let (site, unfinished) = match self.open(&root, &outside, events) {
                    Ok((site, unfinished)) => (Ok(Box::new(site)), Some(unfinished)),
                    Err(err) => (Err(err), None),
                };
                let opened = root.clone();
                events.send(IndexEvent::SiteOpened { root, site }.into());
                return self.finish(opened, unfinished?);
            }
            IndexJob::ReadEntries { root, paths } => {
                let index = self.index.as_mut().filter(|index| index.root() == root)?;
                let entries = index.refresh(&paths);
                if let Some(site) = &mut self.site {
                    Arc::make_mut(site).update(entries.clone());
                }
                IndexEvent::EntriesRead { root, entries }
            }
            IndexJob::Learn { root, now_secs } => {
                let site = self.site.as_ref().filter(|site| site.root == root);
                match site {
                    Some(site) => {
                        let learned = self.learning.learn(Arc::clone(site), now_secs);
                        IndexEvent::Learned { root, learned }
                    }
                    None => IndexEvent::NotLearned,
                }
            }
            IndexJob::Sweep { root } => {
                let left = sweep(&root, &self.folders.journal());
                if left.is_empty() {
                    return None;
                }
                IndexEvent::LeftoversFound(left)
            }
            IndexJob::Follow { documents } => {
                for watcher in &self.watchers {
                    watcher.follow(documents.clone());
                }
                self.documents = documents;
                return None;
            }
        };
        Some(event.into())
    }

    /// Takes the site for this window, and gives up the one it had.
    fn hold(&mut self, root: &Path, events: &EventSender) {
        if self.held.as_ref().is_some_and(|(held, _)| held == root) {
            return;
        }
        self.held = None;
        if let Some(root) = windows::overlapping(&self.folders, root) {
            events.send(WindowsEvent::Taken { root }.into());
        }
        match windows::hold(&self.folders, root, events.clone()) {
            Ok(Some(held)) => self.held = Some((root.to_owned(), held)),
            Ok(None) => {
                let root = root.to_owned();
                events.send(WindowsEvent::Taken { root }.into());
            }
            Err(err) => log::warn!("other windows do not know of this one: {err}"),
        }
    }

    fn open(
        &mut self,
        folder: &Path,
        outside: &BTreeMap<PathBuf, Vec<PathBuf>>,
        events: &EventSender,
    ) -> Result<(Site, Unfinished), scan::OpenError> {
        let root = scan::root_of(folder)?;
        self.hold(&root, events);
        // First watched, then read: what changes in between is reported.
        self.watchers.clear();
        self.watch(&root, events);
        let outside = outside.get(&root).cloned().unwrap_or_default();
        let tell = |read| {
            let root = folder.to_owned();
            events.send(IndexEvent::SiteRead { root, read }.into());
        };
        let bounds = Bounds::new(root, outside);
        let opened = Index::open_kept(&bounds, &self.folders, &tell);
        let (mut index, mut site, rest) = (opened.index, opened.site, opened.rest);
        if !site.content.starts_with(&site.root) {
            self.watch(&site.content, events);
            if !matches!(rest, Rest::LookAt(_)) {
                site.update(index.refresh(std::slice::from_ref(&site.content)));
            }
        }
        self.site = Some(Arc::new(site.clone()));
        self.learning = Learning::default();
        self.index = Some(index);
        Ok((site, Unfinished { bounds, rest }))
    }

    /// What is done while the site is shown already. `asked` is the folder that was to be opened.
    fn finish(&mut self, asked: PathBuf, unfinished: Unfinished) -> Option<Event> {
        let Unfinished { bounds, rest } = unfinished;
        let kept = match rest {
            Rest::Nothing => return None,
            Rest::Keep(sealed) => {
                sealed.write();
                return None;
            }
            Rest::LookAt(kept) => kept,
        };
        let index = self.index.as_mut()?;
        let Some((entries, sealed)) = index.catch_up(kept) else {
            let (index, site) = Index::open(&bounds);
            self.index = Some(index);
            self.site = Some(Arc::new(site.clone()));
            let site = Ok(Box::new(site));
            return Some(IndexEvent::SiteOpened { root: asked, site }.into());
        };
        if let Some(sealed) = sealed {
            sealed.write();
        }
        let root = index.root().to_owned();
        if let Some(site) = &mut self.site {
            Arc::make_mut(site).update(entries.clone());
        }
        (!entries.is_empty()).then(|| IndexEvent::EntriesRead { root, entries }.into())
    }

    fn watch(&mut self, folder: &Path, events: &EventSender) {
        match Watcher::start(folder.to_owned(), events.clone()) {
            Ok(watcher) => {
                watcher.follow(self.documents.clone());
                self.watchers.push(watcher);
            }
            Err(err) => log::error!("no thread watches the site: {err}"),
        }
    }
}

/// Removes what broken-off saves left, and returns what nothing else holds.
fn sweep(root: &Path, journal: &Path) -> Vec<store::Leftover> {
    let recovered = journal::recover(journal).unwrap_or_default();
    let journalled: Vec<ContentHash> = recovered
        .iter()
        .filter_map(|recovered| match recovered {
            Recovered::Text { entry, .. } => entry.hash(),
            Recovered::Newer { .. } | Recovered::Rescued(_) => None,
        })
        .collect();
    store::sweep(root, &journalled, SystemTime::now())
}
