//! The thread that reads the site and watches it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    io::{
        Effect, Event, LearnFrom, Learned,
        beneath::Bounds,
        folders::Folders,
        index::Index,
        journal::{self, Recovered},
        scan, site_fields, store,
        watcher::Watcher,
        windows::{self, Held},
        worker::EventSender,
    },
    model::{
        document::ContentHash,
        schema::{Finding, Schema},
        site::Site,
    },
};

/// Reads the site that is open, and watches it.
pub(super) struct IndexThread {
    folders: Folders,
    /// The word that this window has the site.
    held: Option<(PathBuf, Held)>,
    index: Option<Index>,
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
            watchers: Vec::new(),
            documents: Vec::new(),
        }
    }

    pub(super) fn perform(&mut self, effect: Effect, events: &EventSender) -> Option<Event> {
        match effect {
            Effect::OpenSite { root, outside } => {
                let site = self.open(&root, &outside, events);
                Some(Event::SiteOpened { root, site })
            }
            Effect::Learn { root, articles } => {
                let learned = learn(&root, &articles);
                Some(Event::Learned { root, learned })
            }
            Effect::ReadEntries { root, paths } => {
                let index = self.index.as_mut().filter(|index| index.root() == root)?;
                let entries = index.refresh(&paths);
                Some(Event::EntriesRead { root, entries })
            }
            Effect::Sweep { root } => {
                let left = sweep(&root, &self.folders.journal());
                (!left.is_empty()).then_some(Event::LeftoversFound(left))
            }
            Effect::Follow { documents } => {
                for watcher in &self.watchers {
                    watcher.follow(documents.clone());
                }
                self.documents = documents;
                None
            }
            _ => None,
        }
    }

    /// Takes the site for this window, and gives up the one it had.
    fn hold(&mut self, root: &Path, events: &EventSender) {
        if self.held.as_ref().is_some_and(|(held, _)| held == root) {
            return;
        }
        self.held = None;
        if let Some(root) = windows::overlapping(&self.folders, root) {
            events.send(Event::SiteTaken { root });
        }
        match windows::hold(&self.folders, root, events.clone()) {
            Ok(Some(held)) => self.held = Some((root.to_owned(), held)),
            Ok(None) => events.send(Event::SiteTaken {
                root: root.to_owned(),
            }),
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
        let (mut index, mut site) = Index::open(&Bounds::new(root, outside));
        if !site.content.starts_with(&site.root) {
            self.watch(&site.content, events);
            site.update(index.refresh(std::slice::from_ref(&site.content)));
        }
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
            Recovered::Newer { .. } | Recovered::Damaged(_) => None,
        })
        .collect();
    store::sweep(root, &journalled, SystemTime::now())
}

fn learn(root: &Path, articles: &[LearnFrom]) -> Learned {
    let heads = articles
        .iter()
        .map(|article| (article.section.as_str(), &*article.head));
    let mut schema = Schema::learn(heads);
    let (said, problems) = site_fields::read(root);
    for said in &said {
        schema.override_by(said);
    }
    let path = |&at: &usize| articles.get(at).map(|article| article.path.clone());
    let findings = schema.outliers.iter().map(|outlier| Finding {
        message: outlier.to_string(),
        key: outlier.path.clone(),
        articles: outlier.articles.iter().filter_map(path).collect(),
    });
    Learned {
        findings: findings.collect(),
        schema,
        problems,
    }
}
