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
        folders::Folders,
        index::Index,
        journal::{self, Recovered},
        scan, site_fields, store,
        watcher::Watcher,
        windows::{self, Held, WindowsEvent},
        worker::{EventSender, Job},
    },
    model::{
        check::{Shared, habit},
        document::ContentHash,
        said::{Said, said},
        schema::{HeadSummary, Schema},
        site::{Entry, Site, section::section_in},
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
    /// Learn the form of the site from its articles and settings files. Answers
    /// [`IndexEvent::Learned`].
    Learn { root: PathBuf },
    /// Remove what broken-off saves left in the site, if it is kept elsewhere. Answers
    /// [`IndexEvent::LeftoversFound`], if some of it is not.
    Sweep { root: PathBuf },
    /// The open articles; where the system does not tell of changes they are looked at often.
    Follow { documents: Vec<PathBuf> },
}

#[derive(Debug)]
pub enum IndexEvent {
    /// A folder is being opened: what the site is called, and how many articles are read.
    SiteRead {
        root: PathBuf,
        title: String,
        articles: usize,
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
        learned: Learned,
    },
    /// By a fault of ours.
    NotLearned,
    /// Broken-off saves left what nothing else holds.
    LeftoversFound(Vec<store::Leftover>),
}

/// What was learned of a site.
#[derive(Debug)]
pub struct Learned {
    pub schema: Schema,
    pub findings: Vec<Shared>,
    /// What of the site's own settings is not understood, one line each.
    pub problems: Vec<String>,
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

/// Reads the site that is open, and watches it.
pub(super) struct IndexThread {
    folders: Folders,
    /// The word that this window has the site.
    held: Option<(PathBuf, Held)>,
    index: Option<Index>,
    heads: Heads,
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
            heads: Heads::default(),
            watchers: Vec::new(),
            documents: Vec::new(),
        }
    }

    pub(super) fn perform(&mut self, job: IndexJob, events: &EventSender) -> Option<Event> {
        let event = match job {
            IndexJob::Open { root, outside } => {
                let site = self.open(&root, &outside, events).map(Box::new);
                IndexEvent::SiteOpened { root, site }
            }
            IndexJob::ReadEntries { root, paths } => {
                let index = self.index.as_mut().filter(|index| index.root() == root)?;
                let entries = index.refresh(&paths);
                self.heads.take(&entries);
                IndexEvent::EntriesRead { root, entries }
            }
            IndexJob::Learn { root } => {
                let is_open = self.index.as_ref().is_some_and(|it| it.root() == root);
                // Where another site was opened meanwhile the answer is for nobody, but waited for.
                let learned = if is_open {
                    self.heads.learn(&root)
                } else {
                    Heads::default().learn(&root)
                };
                IndexEvent::Learned { root, learned }
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
    ) -> Result<Site, scan::OpenError> {
        let root = scan::root_of(folder)?;
        self.hold(&root, events);
        // First watched, then read: what changes in between is reported.
        self.watchers.clear();
        self.watch(&root, events);
        let outside = outside.get(&root).cloned().unwrap_or_default();
        let tell = |title: &str, articles| {
            let event = IndexEvent::SiteRead {
                root: folder.to_owned(),
                title: title.to_owned(),
                articles,
            };
            events.send(event.into());
        };
        let (mut index, mut site) = Index::open_telling(&Bounds::new(root, outside), &tell);
        if !site.content.starts_with(&site.root) {
            self.watch(&site.content, events);
            site.update(index.refresh(std::slice::from_ref(&site.content)));
        }
        self.heads = Heads::of(&site);
        self.index = Some(index);
        Ok(site)
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

/// What the form of a site is learned from, kept here so that nobody has to send all of it.
#[derive(Default)]
struct Heads {
    content: PathBuf,
    /// The section of each article, and its head.
    by_path: BTreeMap<PathBuf, (String, Arc<HeadSummary>)>,
}

impl Heads {
    fn of(site: &Site) -> Self {
        let mut heads = Self {
            content: site.content.clone(),
            by_path: BTreeMap::new(),
        };
        for entry in &site.articles {
            heads.put(&entry.path, Some(entry));
        }
        heads
    }

    fn take(&mut self, changes: &[(PathBuf, Option<Entry>)]) {
        for (path, entry) in changes {
            self.put(path, entry.as_ref());
        }
    }

    fn put(&mut self, path: &Path, entry: Option<&Entry>) {
        match entry {
            Some(entry) => {
                let section = section_in(&self.content, path);
                let head = (section, Arc::clone(&entry.head));
                self.by_path.insert(path.to_owned(), head);
            }
            None => {
                self.by_path.remove(path);
            }
        }
    }

    fn learn(&self, root: &Path) -> Learned {
        let heads = self.by_path.values();
        let mut schema = Schema::learn(heads.map(|(section, head)| (section.as_str(), &**head)));
        let (said, problems) = site_fields::read(root);
        for said in &said {
            schema.override_by(said);
        }
        let paths: Vec<PathBuf> = self.by_path.keys().cloned().collect();
        let findings = habit::found(&schema.outliers, &paths);
        Learned {
            schema,
            findings,
            problems,
        }
    }
}
