//! The thread that keeps unsaved text.

use std::time::SystemTime;

use crate::io::{
    Event, JournalRequest, crash,
    folders::Folders,
    journal::{self, Journal, Origin, Recovered},
    store,
    worker::EventSender,
};

/// Keeps unsaved text.
pub(super) struct JournalThread {
    claim: journal::Claim,
    journal: Journal,
    folders: Folders,
    events: EventSender,
}

impl JournalThread {
    pub(super) fn new(folders: &Folders, events: EventSender) -> Self {
        let (claim, moved) = journal::claim(&folders.journal());
        if let Err(err) = moved {
            let error = format!("Unsaved text of another window was left where it is: {err}");
            events.send(Event::NotKept { error });
        }
        Self {
            journal: Journal::new(&claim.folder),
            claim,
            folders: folders.clone(),
            events,
        }
    }

    pub(super) fn perform(&mut self, request: JournalRequest) -> Option<Event> {
        let done = match request {
            JournalRequest::Recover => {
                self.journal.sweep(SystemTime::now());
                if let Some(report) = crash::find_new(&self.folders) {
                    self.events.send(Event::CrashFound { report });
                }
                return self.recover();
            }
            JournalRequest::Keep(entry) => {
                let err = self.journal.write(&entry).err()?;
                return Some(Event::NotJournalled {
                    origin: entry.origin,
                    error: err.to_string(),
                });
            }
            JournalRequest::Forget(origin) => self.journal.forget(&origin),
            JournalRequest::Discard(origin) => self.journal.discard(&origin),
        };
        let err = done.err()?;
        let error = format!("The journal of unsaved text could not be cleared: {err}");
        Some(Event::NotKept { error })
    }

    fn recover(&self) -> Option<Event> {
        let found = match journal::recover(&self.claim.folder) {
            Ok(found) => found,
            Err(err) => {
                let error = format!("Unsaved text of the last run cannot be read: {err}");
                return Some(Event::NotKept { error });
            }
        };
        let texts: Vec<_> = found
            .into_iter()
            .map(|text| {
                let disk = match &text {
                    Recovered::Text { entry, .. } => match &entry.origin {
                        Origin::File(path) => store::read(path).ok(),
                        Origin::Untitled(_) => None,
                    },
                    Recovered::Newer { .. } => None,
                };
                (text, disk)
            })
            .collect();
        (!texts.is_empty()).then_some(Event::Recovered(texts))
    }
}
