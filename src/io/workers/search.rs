//! The thread that finds in texts.

use std::{
    ops::Range,
    sync::{Arc, atomic::AtomicU64},
};

use crate::{
    io::{
        Event,
        find_in_site::{self, SiteQuery},
        worker::Job,
    },
    model::find,
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
}

impl Job for SearchJob {
    fn title(&self) -> String {
        match self {
            Self::FindAll { .. } => "Finding in the text".to_owned(),
            Self::FindInSite(_) => "Finding in the site".to_owned(),
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
pub(super) fn perform(job: SearchJob, newest: &AtomicU64) -> Option<Event> {
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
    };
    Some(event.into())
}
