//! The system's dialogs. Each lasts as long as a person thinks, so it has a thread of its own.

use std::{
    future::Future,
    path::PathBuf,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use rfd::AsyncFileDialog;

use crate::model::words;

const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "svg", "avif"];

/// Asks for a folder. `None`: cancelled, or the system has no dialog.
pub fn choose_folder(start: Option<PathBuf>) -> Option<PathBuf> {
    let dialog = at(
        AsyncFileDialog::new().set_title(words::text("dialog-folder")),
        start,
    );
    Some(block_on(dialog.pick_folder())?.path().to_owned())
}

/// Asks for a picture file. `None`: cancelled, or the system has no dialog.
pub fn choose_picture(start: Option<PathBuf>) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new()
        .set_title(words::text("dialog-picture"))
        .add_filter(words::text("dialog-pictures"), &PICTURES);
    Some(block_on(at(dialog, start).pick_file())?.path().to_owned())
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
