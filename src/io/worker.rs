//! Named background threads that take jobs in order and send events back.

use std::{
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
                    if let Some(event) = perform(job) {
                        events.send(event);
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
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("a worker thread panicked");
        }
    }
}
