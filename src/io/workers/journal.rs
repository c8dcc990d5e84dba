//! The thread that keeps unsaved text, and what it is asked. Apart from the saves, so that a slow
//! one does not hold it up.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Instant, SystemTime},
};

use crate::{
    io::{
        Event, crash,
        folders::Folders,
        journal::{self, Held, Journal, JournalChange, JournalEntry, Origin, Recovered},
        store,
        worker::{EventSender, Job, Work},
    },
    model::{
        document::Snapshot,
        said::{Said, Says as _, said},
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum JournalJob {
    /// Find what an earlier run left. Answers [`JournalEvent::Recovered`] if there is some.
    Recover,
    /// Write a text at once. Answers [`JournalEvent::NotKept`] if it cannot be.
    Keep(JournalEntry),
    /// Take a text, to be written soon, with the changes that follow.
    Hold(JournalEntry),
    /// What was changed in the text that was taken last. Answers [`JournalEvent::Behind`] if that
    /// is not there.
    Change(JournalChange),
    /// The text is in its file.
    Forget(Origin),
    /// The writer does not want the text.
    Discard(Origin),
}

#[derive(Debug)]
pub enum JournalEvent {
    /// What an earlier run left, each text with what its file holds now.
    Recovered(Vec<(Recovered, Option<Snapshot>)>),
    /// Unsaved text is not in the journal; a line for people.
    NotKept { error: Said },
    /// The journal has not the text that a change was made in: it must be handed over.
    Behind { origin: Origin },
    /// An earlier run ended by a fault of ours; its report.
    CrashFound { report: PathBuf },
}

impl Job for JournalJob {
    fn title(&self) -> Said {
        match self {
            Self::Recover => said!("job-recover"),
            Self::Keep(_) | Self::Hold(_) | Self::Change(_) => said!("job-keep"),
            Self::Forget(_) => said!("job-forget"),
            Self::Discard(_) => said!("job-discard"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::Keep(_) => JournalEvent::NotKept {
                error: said!("fault"),
            },
            Self::Hold(entry) => JournalEvent::Behind {
                origin: entry.origin.clone(),
            },
            Self::Change(change) => JournalEvent::Behind {
                origin: change.origin.clone(),
            },
            Self::Recover | Self::Forget(_) | Self::Discard(_) => return None,
        };
        Some(event.into())
    }
}

impl From<JournalEvent> for Event {
    fn from(event: JournalEvent) -> Self {
        Self::Journal(event)
    }
}

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
        let claim = journal::claim(&folders.journal());
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
        Some(JournalEvent::NotKept { error: err.said() }.into())
    }
}

impl Work<JournalJob> for JournalThread {
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

    fn perform(&mut self, request: JournalJob) -> Option<Event> {
        let done = match request {
            JournalJob::Recover => {
                self.journal.sweep(SystemTime::now());
                if let Some(report) = crash::find_new(&self.folders) {
                    self.events.send(JournalEvent::CrashFound { report }.into());
                }
                return self.recover();
            }
            JournalJob::Keep(entry) => {
                self.held().hold(&entry, Instant::now());
                return self.write(&entry);
            }
            JournalJob::Hold(entry) => {
                self.held().hold(&entry, Instant::now());
                return None;
            }
            JournalJob::Change(change) => {
                let is_taken = self.held().change(&change, Instant::now());
                let origin = change.origin;
                return (!is_taken).then_some(JournalEvent::Behind { origin }.into());
            }
            JournalJob::Forget(origin) => {
                self.held().forget(&origin);
                self.journal.forget(&origin)
            }
            JournalJob::Discard(origin) => {
                self.held().forget(&origin);
                self.journal.discard(&origin)
            }
        };
        let err = done.err()?;
        let error = said!("not-kept-clear", why = &err);
        Some(Event::NotKept { error })
    }
}

impl JournalThread {
    fn recover(&mut self) -> Option<Event> {
        let (mut rescued, done) = self.claim.gather();
        if let Err(err) = done {
            let error = said!("not-kept-others", why = &err);
            self.events.send(Event::NotKept { error });
        }
        let found = match journal::recover(&self.claim.folder) {
            Ok(found) => found,
            Err(err) => {
                let error = said!("not-kept-unread", why = &err);
                return Some(Event::NotKept { error });
            }
        };
        // Both windows may have had the same.
        rescued.retain(|other| !found.iter().any(|text| text.is_same(other)));
        let texts: Vec<_> = found
            .into_iter()
            .chain(rescued.into_iter().map(Recovered::Rescued))
            .map(|text| {
                let origin = match &text {
                    Recovered::Text { entry, .. } => Some(&entry.origin),
                    Recovered::Rescued(rescued) => rescued.origin.as_ref(),
                    Recovered::Newer { .. } => None,
                };
                let disk = match origin {
                    Some(Origin::File(path)) => store::read(path).ok(),
                    Some(Origin::Untitled(_)) | None => None,
                };
                (text, disk)
            })
            .collect();
        (!texts.is_empty()).then_some(JournalEvent::Recovered(texts).into())
    }
}
