//! The thread that finds in texts, and plans what is to be changed in them.

use std::{
    ops::Range,
    sync::{Arc, atomic::AtomicU64},
};

use crate::{
    io::{
        Event,
        changes::{self, ChangeError, Changes, PlanQuery},
        find_in_site::{self, SiteQuery},
        folders::Folders,
        store::Store,
        worker::Job,
    },
    model::{
        change::Planned,
        find,
        said::{Said, said},
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum SearchJob {
    /// Find all matches in a long text. Answers [`SearchEvent::FoundAll`].
    FindAll {
        key: find::Key,
        pattern: find::Pattern,
        text: Arc<str>,
    },
    /// Find in all articles; a newer search makes an older one give up. Answers
    /// [`SearchEvent::FoundInSite`].
    FindInSite(SiteQuery),
    /// Plan a change of files. Answers [`SearchEvent::ChangePlanned`].
    PlanChange(PlanQuery),
}

#[derive(Debug)]
pub enum SearchEvent {
    FoundAll {
        key: find::Key,
        matches: Vec<Range<usize>>,
    },
    FoundInSite {
        number: u64,
        found: Vec<find::FoundIn>,
        /// There were more.
        is_cut: bool,
    },
    ChangePlanned {
        number: u64,
        result: Result<Planned, ChangeError>,
    },
}

impl Job for SearchJob {
    fn title(&self) -> Said {
        match self {
            Self::FindAll { .. } => said!("job-find"),
            Self::FindInSite(_) => said!("job-find-in-site"),
            Self::PlanChange(query) => query.wish.title(),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::FindAll { key, .. } => SearchEvent::FoundAll {
                key: key.clone(),
                matches: Vec::new(),
            },
            Self::FindInSite(query) => SearchEvent::FoundInSite {
                number: query.number,
                found: Vec::new(),
                is_cut: false,
            },
            Self::PlanChange(query) => SearchEvent::ChangePlanned {
                number: query.number,
                result: Err(ChangeError::Fault),
            },
        };
        Some(event.into())
    }
}

impl From<SearchEvent> for Event {
    fn from(event: SearchEvent) -> Self {
        Self::Search(event)
    }
}

/// `newest`: the number of the newest search over the site.
pub(super) fn perform(job: SearchJob, newest: &AtomicU64, folders: &Folders) -> Option<Event> {
    let event = match job {
        SearchJob::FindAll { key, pattern, text } => {
            let matches = pattern.find_all(&text, key.within.clone());
            SearchEvent::FoundAll { key, matches }
        }
        SearchJob::FindInSite(query) => {
            let (found, is_cut) = find_in_site::find(&query, newest)?;
            SearchEvent::FoundInSite {
                number: query.number,
                found,
                is_cut,
            }
        }
        SearchJob::PlanChange(query) => {
            let changes = Changes::new(folders.changes());
            let store = Store::new(&folders.state);
            SearchEvent::ChangePlanned {
                result: changes::plan(&changes, &store, &query),
                number: query.number,
            }
        }
    };
    Some(event.into())
}
