//! The thread that makes new articles: what an archetype asks for and brings along may take long,
//! and no save waits for it.

use std::path::PathBuf;

use crate::{
    io::{
        Event, create,
        store::{self, Store},
        worker::{EventSender, Job, Worker},
        workers::StoreEvent,
    },
    model::{
        said::{Said, said},
        site::new_article::{Facts, Origin},
    },
};

/// What the store's thread hands on, with the store as it is by then.
pub(super) struct CreateJob {
    pub store: Store,
    pub path: PathBuf,
    pub origin: Origin,
    pub facts: Facts,
}

impl Job for CreateJob {
    fn title(&self) -> Said {
        said!("job-create", path = self.path.as_path())
    }

    fn if_lost(&self) -> Option<Event> {
        let fault = store::WriteError::Fault {
            path: self.path.clone(),
        };
        let lost = StoreEvent::Created {
            path: self.path.clone(),
            result: Err(create::CreateError::Write(fault)),
        };
        Some(lost.into())
    }
}

/// `None`: the system refuses another thread.
pub(super) fn start(events: &EventSender) -> Option<Worker<CreateJob>> {
    let started = Worker::spawn("create", events.clone(), || {
        |job: CreateJob| Some(perform(job).into())
    });
    started
        .inspect_err(|err| log::error!("new articles are made where saves are: {err}"))
        .ok()
}

pub(super) fn perform(job: CreateJob) -> StoreEvent {
    StoreEvent::Created {
        result: create::create(&job.store, &job.path, &job.origin, &job.facts),
        path: job.path,
    }
}
