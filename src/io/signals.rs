//! The system asks the program to end: the end of a session, `kill`, Ctrl+C in a terminal.
//!
//! The first request is handed on, so that unsaved text reaches the journal. If the program is still
//! there 5 s later, or is asked again, it ends as if nobody had listened.

use std::{
    io, thread,
    time::{Duration, Instant},
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::{Handle, Signals},
    low_level::emulate_default_handler,
};

use crate::io::{Event, process::Cancel, worker::EventSender};

/// How long a window may take to put its text away.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is looked whether it has.
const STEP: Duration = Duration::from_millis(50);

/// Listens until it is dropped.
pub struct EndSignals {
    handle: Handle,
    thread: Option<thread::JoinHandle<()>>,
}

impl EndSignals {
    /// Answers [`Event::EndAsked`].
    ///
    /// # Errors
    /// If the system refuses a thread or the signals.
    pub fn listen(events: EventSender) -> io::Result<Self> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let handle = signals.handle();
        let thread = thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                let Some(signal) = signals.forever().next() else {
                    return;
                };
                log::info!("asked to end by signal {signal}");
                events.send(Event::EndAsked);
                if let Some(signal) = still_there(&mut signals, signal)
                    && let Err(err) = emulate_default_handler(signal)
                {
                    log::error!("the program could not be ended: {err}");
                }
            })?;
        Ok(Self {
            handle,
            thread: Some(thread),
        })
    }
}

impl Drop for EndSignals {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread of the signals panicked");
        }
    }
}

/// Stops what a command is at where the system asks it to end, until this is dropped. Asked again, it ends at once.
pub struct Cancelling {
    handle: Handle,
}

impl Cancelling {
    /// # Errors
    /// If the system refuses a thread or the signals.
    pub fn listen(cancel: &Cancel) -> io::Result<Self> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let handle = signals.handle();
        let cancel = cancel.clone();
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                let mut asked = signals.forever();
                if asked.next().is_none() {
                    return;
                }
                cancel.cancel();
                if let Some(signal) = asked.next()
                    && let Err(err) = emulate_default_handler(signal)
                {
                    log::error!("the program could not be ended: {err}");
                }
            })?;
        Ok(Self { handle })
    }
}

impl Drop for Cancelling {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// The signal to end by, once patience is over or a second one has come; `None`: closed.
fn still_there(signals: &mut Signals, first: i32) -> Option<i32> {
    let asked = Instant::now();
    while !signals.is_closed() {
        if let Some(second) = signals.pending().next() {
            return Some(second);
        }
        if asked.elapsed() > PATIENCE {
            return Some(first);
        }
        thread::sleep(STEP);
    }
    None
}
