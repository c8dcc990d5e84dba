//! The system's dialogs. Each lasts as long as a person thinks, so it has a thread of its own.
//!
//! Whether there was a dialog at all nobody says: what ends sooner than a person can answer, with
//! nothing chosen, was none (on Linux without a portal and without `zenity`).

use std::{
    future::Future,
    path::PathBuf,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Instant,
};

use rfd::{AsyncFileDialog, FileHandle};

use crate::model::picture;

/// Sooner than this, in milliseconds, nobody closes a dialog that has just come.
const SOONEST_MILLIS: u128 = 400;

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Chosen(PathBuf),
    Cancelled,
    /// The system showed none.
    NoDialog,
}

/// Asks for a folder, in these words.
pub fn choose_folder(start: Option<PathBuf>, title: &str) -> Answer {
    let dialog = at(AsyncFileDialog::new().set_title(title), start);
    answer(dialog.pick_folder())
}

/// Asks for a picture file, in these words; `kind`: what such files are called.
pub fn choose_picture(start: Option<PathBuf>, title: &str, kind: &str) -> Answer {
    let dialog = AsyncFileDialog::new()
        .set_title(title)
        .add_filter(kind, &picture::ENDINGS);
    answer(at(dialog, start).pick_file())
}

/// Asks where a page of HTML is to be written, in these words; `kind`: what such files are called. The dialog itself
/// asks whether a file is to be replaced.
pub fn choose_page_file(name: &str, title: &str, kind: &str) -> Answer {
    let dialog = AsyncFileDialog::new()
        .set_title(title)
        .set_file_name(name)
        .add_filter(kind, &["html"]);
    answer(dialog.save_file())
}

fn answer(asked: impl Future<Output = Option<FileHandle>>) -> Answer {
    let started = Instant::now();
    let chosen = block_on(asked).map(|chosen| chosen.path().to_owned());
    ended(chosen, started.elapsed().as_millis())
}

fn ended(chosen: Option<PathBuf>, millis: u128) -> Answer {
    match chosen {
        Some(path) => Answer::Chosen(path),
        None if millis < SOONEST_MILLIS => Answer::NoDialog,
        None => Answer::Cancelled,
    }
}

fn at(dialog: AsyncFileDialog, start: Option<PathBuf>) -> AsyncFileDialog {
    match start {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

/// Wakes the thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future to its end on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_before_anybody_could_answer_was_no_dialog() {
        assert_eq!(ended(None, 30), Answer::NoDialog);
        assert_eq!(ended(None, 2_000), Answer::Cancelled);
        assert_eq!(ended(Some("a".into()), 30), Answer::Chosen("a".into()));
    }

    #[test]
    fn a_future_that_is_woken_from_another_thread_is_run_to_its_end() {
        let mut woken = false;
        let future = std::future::poll_fn(move |context| {
            if woken {
                return Poll::Ready(7);
            }
            woken = true;
            let waker = context.waker().clone();
            thread::spawn(move || waker.wake());
            Poll::Pending
        });

        assert_eq!(block_on(future), 7);
    }
}
