//! The thread that keeps unsaved text.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Instant, SystemTime},
};

use crate::io::{
    Event, JournalRequest, crash,
    folders::Folders,
    journal::{self, Held, Journal, JournalEntry, Origin, Recovered},
    store,
    worker::{EventSender, Work},
};

/// Keeps unsaved text.
pub(super) struct JournalThread {
    claim: journal::Claim,
    journal: Journal,
    /// Outlives the thread: after a fault it goes on with these texts.
    held: Arc<Mutex<Held>>,
    folders: Folders,
    events: EventSender,
}

impl JournalThread {
    pub(super) fn new(folders: &Folders, events: EventSender, held: Arc<Mutex<Held>>) -> Self {
        let (claim, moved) = journal::claim(&folders.journal());
        if let Err(err) = moved {
            let error = format!("Unsaved text of another window was left where it is: {err}");
            events.send(Event::NotKept { error });
        }
        Self {
            journal: Journal::new(&claim.folder),
            claim,
            held,
            folders: folders.clone(),
            events,
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a text, and tells if it could not be.
    fn write(&mut self, entry: &JournalEntry) -> Option<Event> {
        self.held().put_off(&entry.origin, Instant::now());
        let Err(err) = self.journal.write(entry) else {
            self.held().written(&entry.origin);
            return None;
        };
        Some(Event::NotJournalled {
            error: err.to_string(),
        })
    }
}

impl Work<JournalRequest> for JournalThread {
    fn due(&self) -> Option<Instant> {
        self.held().due()
    }

    fn catch_up(&mut self, is_last: bool) -> Option<Event> {
        let entries = if is_last {
            self.held().unwritten()
        } else {
            self.held().overdue(Instant::now())
        };
        for entry in entries {
            if let Some(event) = self.write(&entry) {
                self.events.send(event);
            }
        }
        None
    }

    fn perform(&mut self, request: JournalRequest) -> Option<Event> {
        let done = match request {
            JournalRequest::Recover => {
                self.journal.sweep(SystemTime::now());
                if let Some(report) = crash::find_new(&self.folders) {
                    self.events.send(Event::CrashFound { report });
                }
                return self.recover();
            }
            JournalRequest::Keep(entry) => {
                self.held().hold(&entry, Instant::now());
                return self.write(&entry);
            }
            JournalRequest::Hold(entry) => {
                self.held().hold(&entry, Instant::now());
                return None;
            }
            JournalRequest::Change(change) => {
                let is_taken = self.held().change(&change, Instant::now());
                return (!is_taken).then_some(Event::JournalBehind {
                    origin: change.origin,
                });
            }
            JournalRequest::Forget(origin) => {
                self.held().forget(&origin);
                self.journal.forget(&origin)
            }
            JournalRequest::Discard(origin) => {
                self.held().forget(&origin);
                self.journal.discard(&origin)
            }
        };
        let err = done.err()?;
        let error = format!("The journal of unsaved text could not be cleared: {err}");
        Some(Event::NotKept { error })
    }
}

impl JournalThread {
    fn recover(&self) -> Option<Event> {
        // First: what is damaged is not in the way of what is whole.
        let damaged = journal::rescue(&self.claim.folder).unwrap_or_else(|err| {
            let error = format!("Damaged unsaved text was left where it is: {err}");
            self.events.send(Event::NotKept { error });
            Vec::new()
        });
        let found = match journal::recover(&self.claim.folder) {
            Ok(found) => found,
            Err(err) => {
                let error = format!("Unsaved text of the last run cannot be read: {err}");
                return Some(Event::NotKept { error });
            }
        };
        let texts: Vec<_> = found
            .into_iter()
            .chain(damaged.into_iter().map(Recovered::Damaged))
            .map(|text| {
                let origin = match &text {
                    Recovered::Text { entry, .. } => Some(&entry.origin),
                    Recovered::Damaged(damaged) => damaged.origin.as_ref(),
                    Recovered::Newer { .. } => None,
                };
                let disk = match origin {
                    Some(Origin::File(path)) => store::read(path).ok(),
                    Some(Origin::Untitled(_)) | None => None,
                };
                (text, disk)
            })
            .collect();
        (!texts.is_empty()).then_some(Event::Recovered(texts))
    }
}
