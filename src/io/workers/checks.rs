//! The threads that ask all rules: one of a text as it is written, one of all articles of a site.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    io::{
        Event,
        checks::{self, Before, Look, OfSite, SoFar},
        worker::{EventSender, Job, Worker, give_way},
    },
    model::{
        check::Located,
        document::DocumentId,
        said::{Said, said},
        text::Revision,
    },
};

/// Both threads. Dropped, they give up what is only looked for.
pub(super) struct Checks {
    /// The number of the newest look at a site. First: fields are dropped in their order.
    newest: Newest,
    text: Worker<CheckText>,
    site: Worker<CheckSite>,
}

/// Dropped before the threads are waited for.
struct Newest(Arc<AtomicU64>);

impl Drop for Newest {
    fn drop(&mut self) {
        self.0.store(u64::MAX, Ordering::Relaxed);
    }
}

impl Checks {
    pub fn start(events: &EventSender) -> std::io::Result<Self> {
        let newest = Newest(Arc::default());
        let (of_job, sender) = (Arc::clone(&newest.0), events.clone());
        let site = Worker::spawn("site-checks", events.clone(), move || {
            give_way();
            let (newest, events) = (Arc::clone(&of_job), sender.clone());
            move |job| look(&job, &newest, &events)
        })?;
        let text = Worker::spawn("checks", events.clone(), || {
            |job: CheckText| Some(perform(&job))
        })?;
        Ok(Self { newest, text, site })
    }

    pub fn look_at_text(&self, job: CheckText) {
        self.text.request(job);
    }

    pub fn look_at_site(&self, job: CheckSite) {
        self.newest.0.store(job.number, Ordering::Relaxed);
        self.site.request(job);
    }
}

/// Ask all rules of a text. Answers [`TextChecked`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckText {
    pub of_site: Arc<OfSite>,
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
    /// As the last commit has it; `None`: it has not, or that is not known yet.
    pub before: Option<Before>,
    pub now_secs: i64,
}

#[derive(Debug)]
pub struct TextChecked {
    pub document: DocumentId,
    /// Of the text that was looked at.
    pub revision: Revision,
    /// In the order of the text; `None`: by a fault of ours they are not known.
    pub found: Option<Vec<Located>>,
}

impl Job for CheckText {
    fn title(&self) -> Said {
        said!("job-check-text")
    }

    fn if_lost(&self) -> Option<Event> {
        Some(Event::TextChecked(TextChecked {
            document: self.document,
            revision: self.revision,
            found: None,
        }))
    }
}

fn perform(job: &CheckText) -> Event {
    let before = job.before.as_ref();
    let found = checks::in_text(&job.of_site, &job.path, &job.text, before, job.now_secs);
    Event::TextChecked(TextChecked {
        document: job.document,
        revision: job.revision,
        found: Some(found),
    })
}

/// Ask all rules of the articles of a site; a newer job makes an older one give up. Answers [`SiteChecked`],
/// several times where it takes long.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckSite {
    pub number: u64,
    pub look: Look,
}

#[derive(Debug)]
pub struct SiteChecked {
    pub number: u64,
    /// `None`: by a fault of ours, nothing more will be found.
    pub found: Option<SoFar>,
    pub is_last: bool,
}

impl Job for CheckSite {
    fn title(&self) -> Said {
        said!("job-check")
    }

    fn if_lost(&self) -> Option<Event> {
        Some(Event::SiteChecked(SiteChecked {
            number: self.number,
            found: None,
            is_last: true,
        }))
    }
}

/// `newest`: the number of the newest job.
fn look(job: &CheckSite, newest: &AtomicU64, events: &EventSender) -> Option<Event> {
    let number = job.number;
    let answer = |found, is_last| {
        Event::SiteChecked(SiteChecked {
            number,
            found: Some(found),
            is_last,
        })
    };
    let is_wanted = || newest.load(Ordering::Relaxed) == number;
    let mut tell = |so_far| events.send(answer(so_far, false));
    let found = checks::look(&job.look, &is_wanted, &mut tell)?;
    Some(answer(found, true))
}
