//! Named background threads that take jobs in order and send events back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use crate::io::Event;

/// Sends events to the app and wakes its window.
#[derive(Clone)]
pub struct EventSender {
    sender: mpsc::Sender<Event>,
    /// Asks for a frame. A closure, so that this floor need not know egui.
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// A thread that runs its jobs one after another and is joined when dropped.
pub struct Worker<Job> {
    /// `None` only while dropping: closing the channel is what ends the thread.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl EventSender {
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> (Self, mpsc::Receiver<Event>) {
        let (sender, receiver) = mpsc::channel();
        (Self { sender, wake }, receiver)
    }

    pub fn send(&self, event: Event) {
        // The receiver is gone only when the app is quitting; nobody is left to tell.
        self.sender.send(event).ok();
        (self.wake)();
    }
}

impl<Job: Send + 'static> Worker<Job> {
    /// Starts a thread that sends what `perform` answers. A job that panics is lost and logged;
    /// the jobs after it run.
    ///
    /// # Errors
    /// If the system refuses another thread.
    pub fn spawn(
        name: &str,
        events: EventSender,
        mut perform: impl FnMut(Job) -> Option<Event> + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                for job in inbox {
                    match catch_unwind(AssertUnwindSafe(|| perform(job))) {
                        Ok(Some(event)) => events.send(event),
                        Ok(None) => {}
                        Err(_) => log::error!("a job panicked; the thread goes on"),
                    }
                }
            })?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    pub fn request(&self, job: Job) {
        if let Some(jobs) = &self.jobs
            && jobs.send(job).is_err()
        {
            log::error!("a worker thread ended early; its job is lost");
        }
    }
}

impl<Job> Drop for Worker<Job> {
    /// Waits until the jobs that were asked for are done.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("a worker thread panicked");
        }
    }
}

/// Runs one job that may last as long as a person or a network does, on a thread that nobody
/// waits for.
pub fn spawn_detached(
    name: &str,
    events: EventSender,
    perform: impl FnOnce() -> Option<Event> + Send + 'static,
) {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(move || {
        if let Some(event) = perform() {
            events.send(event);
        }
    });
    if let Err(err) = spawned {
        log::error!("no thread could be started: {err}");
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn jobs_are_done_in_order_and_a_panic_does_not_end_the_thread() {
        let (sender, events) = EventSender::new(Arc::new(|| {}));
        let worker = Worker::spawn("test", sender, |job: u32| {
            assert_ne!(job, 2, "this job panics");
            Some(Event::FolderChosen(Some(PathBuf::from(job.to_string()))))
        })
        .unwrap();

        for job in 1..=3 {
            worker.request(job);
        }
        drop(worker);

        let names: Vec<_> = events
            .iter()
            .map(|event| match event {
                Event::FolderChosen(Some(path)) => path,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(names, [PathBuf::from("1"), PathBuf::from("3")]);
    }
}
