//! Named background threads that take jobs in order and send events back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Instant,
};

use crate::{
    io::Event,
    model::said::{Said, said},
};

/// Sends events to the app and wakes its window.
#[derive(Clone)]
pub struct EventSender {
    sender: mpsc::Sender<Event>,
    /// Asks for a frame. A closure, so that this floor need not know egui.
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// A thread that runs its jobs one after another and is joined when dropped.
pub struct Worker<J> {
    /// `None` only while dropping: closing the channel is what ends the thread.
    jobs: Option<mpsc::Sender<J>>,
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
        // A window that cannot be woken takes the event in with its next frame; the thread that
        // tells of it must not go down with it.
        if catch_unwind(AssertUnwindSafe(|| (self.wake)())).is_err() {
            log::error!("the window could not be woken");
        }
    }
}

/// Lets the window and all other threads go before this one, where the system tells threads apart.
pub fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(err) = rustix::process::nice(10) {
        log::debug!("a thread could not be put behind the others: {err}");
    }
}

/// Something that a thread is asked to do.
pub trait Job: Send + 'static {
    /// For people.
    fn title(&self) -> Said;

    /// The answer where the work on it failed for a fault of ours; `None`: nobody waits for one.
    fn if_lost(&self) -> Option<Event>;
}

/// What a thread does.
pub trait Work<J> {
    fn perform(&mut self, job: J) -> Option<Event>;

    /// When there is something to do without a job.
    fn due(&self) -> Option<Instant> {
        None
    }

    /// Does what is due without a job; where no job comes any more, all of it.
    fn catch_up(&mut self, _is_last: bool) -> Option<Event> {
        None
    }
}

/// Work that is done only when it is asked for.
struct Asked<P>(P);

impl<J, P: FnMut(J) -> Option<Event>> Work<J> for Asked<P> {
    fn perform(&mut self, job: J) -> Option<Event> {
        (self.0)(job)
    }
}

/// What a thread is woken by.
enum Call<J> {
    Job(J),
    Time,
    End,
}

fn next_call<J>(inbox: &mpsc::Receiver<J>, due: Option<Instant>) -> Call<J> {
    let Some(due) = due else {
        return inbox.recv().map_or(Call::End, Call::Job);
    };
    match inbox.recv_timeout(due.saturating_duration_since(Instant::now())) {
        Ok(job) => Call::Job(job),
        Err(RecvTimeoutError::Timeout) => Call::Time,
        Err(RecvTimeoutError::Disconnected) => Call::End,
    }
}

impl<J: Job> Worker<J> {
    /// Starts a thread that sends what `perform` answers; `start` makes it. After a job that
    /// panics it is made anew, the panic is told ([`Event::Faulted`]), and the jobs after it run.
    ///
    /// # Errors
    /// If the system refuses another thread.
    pub fn spawn<P: FnMut(J) -> Option<Event>>(
        name: &str,
        events: EventSender,
        mut start: impl FnMut() -> P + Send + 'static,
    ) -> std::io::Result<Self> {
        Self::spawn_timed(name, events, move || Asked(start()))
    }

    /// The same for work that may be due when no job comes.
    ///
    /// # Errors
    /// If the system refuses another thread.
    pub fn spawn_timed<W: Work<J>>(
        name: &str,
        events: EventSender,
        start: impl FnMut() -> W + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = mpsc::channel::<J>();
        let thread_name = name.to_owned();
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || run(&thread_name, &inbox, &events, start))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    pub fn request(&self, job: J) {
        if let Some(jobs) = &self.jobs
            && jobs.send(job).is_err()
        {
            log::error!("a worker thread ended early; its job is lost");
        }
    }
}

fn run<J: Job, W: Work<J>>(
    thread: &str,
    inbox: &mpsc::Receiver<J>,
    events: &EventSender,
    mut start: impl FnMut() -> W,
) {
    let mut work = start();
    loop {
        let call = next_call(inbox, work.due());
        let is_end = matches!(call, Call::End);
        let (title, if_lost) = match &call {
            Call::Job(job) => (job.title(), job.if_lost()),
            Call::Time | Call::End => (said!("job-put-off"), None),
        };
        let promise = Promise {
            thread,
            title,
            if_lost,
        };
        let is_done = promise.keep(events, || match call {
            Call::Job(job) => work.perform(job),
            Call::Time => work.catch_up(false),
            Call::End => work.catch_up(true),
        });
        if is_end {
            return;
        }
        if !is_done {
            // First: what it holds, such as the lock of a journal, is its successor's.
            drop(work);
            work = start();
        }
    }
}

/// What is told of a piece of work that fails for a fault of ours.
struct Promise<'a> {
    thread: &'a str,
    title: Said,
    if_lost: Option<Event>,
}

impl Promise<'_> {
    /// Sends what `perform` answers, or that it panicked; then also `false`.
    fn keep(self, events: &EventSender, perform: impl FnOnce() -> Option<Event>) -> bool {
        let Ok(answer) = catch_unwind(AssertUnwindSafe(perform)) else {
            if let Some(event) = self.if_lost {
                events.send(event);
            }
            events.send(Event::Faulted {
                thread: self.thread.to_owned(),
                work: self.title,
            });
            return false;
        };
        if let Some(event) = answer {
            events.send(event);
        }
        true
    }
}

impl<J> Drop for Worker<J> {
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

/// Runs one job on a thread that nobody waits for. A panic is told as that of a [`Worker`].
pub fn spawn_detached<J: Job>(
    name: &str,
    events: EventSender,
    job: J,
    perform: impl FnOnce(J) -> Option<Event> + Send + 'static,
) {
    let thread_name = name.to_owned();
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(move || {
        let promise = Promise {
            thread: &thread_name,
            title: job.title(),
            if_lost: job.if_lost(),
        };
        promise.keep(&events, || perform(job));
    });
    if let Err(err) = spawned {
        log::error!("no thread could be started: {err}");
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::io::{dialogs::Answer, workers::AsideEvent};

    #[test]
    fn a_window_that_cannot_be_woken_ends_no_thread() {
        let (sender, events) = EventSender::new(Arc::new(|| panic!("no window")));
        let worker = Worker::spawn("test", sender, || {
            |job: Number| Some(chosen(&job.0.to_string()))
        })
        .unwrap();

        worker.request(Number(1));
        worker.request(Number(2));
        drop(worker);

        assert_eq!(events.iter().count(), 2);
    }

    struct Number(u32);

    impl Job for Number {
        fn title(&self) -> Said {
            Said::verbatim(format!("number {}", self.0))
        }

        fn if_lost(&self) -> Option<Event> {
            Some(chosen(&format!("{} is lost", self.0)))
        }
    }

    fn chosen(name: &str) -> Event {
        AsideEvent::FolderChosen(Answer::Chosen(PathBuf::from(name))).into()
    }

    #[test]
    fn after_a_panic_the_thread_starts_anew_and_the_panic_is_told() {
        let (sender, events) = EventSender::new(Arc::new(|| {}));
        let mut starts = 0;
        let worker = Worker::spawn("test", sender, move || {
            starts += 1;
            move |job: Number| {
                assert_ne!(job.0, 2, "this job panics");
                Some(chosen(&format!("{} after start {starts}", job.0)))
            }
        })
        .unwrap();

        for job in 1..=3 {
            worker.request(Number(job));
        }
        drop(worker);

        let told: Vec<String> = events
            .iter()
            .map(|event| match event {
                Event::Aside(AsideEvent::FolderChosen(Answer::Chosen(path))) => {
                    path.display().to_string()
                }
                Event::Faulted { thread, work } => {
                    let work = crate::model::words::put(&work);
                    format!("{thread} failed at {work}")
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "1 after start 1",
                "2 is lost",
                "test failed at number 2",
                "3 after start 2"
            ]
        );
    }
}
