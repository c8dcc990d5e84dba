//! Draws pictures in a process of their own: vector pictures, AVIF, and what is large.
//!
//! A picture comes from anywhere, and some are made to cost much: so it is drawn by Kopij itself
//! once more ([`SUBCOMMAND`]), a process that may open no file and take a little time and memory
//! only (`limits`), gets the picture by its input and answers with pixels (`protocol`). What it
//! says is not believed beyond that. One process is kept for the next picture; after one that cost
//! much, or went wrong, there is a new one.
//!
//! Limits: memory, files and the network are closed off on Linux alone; elsewhere a picture is
//! weighed and timed, on Windows by the clock.

mod limits;
mod protocol;
mod serve;

use std::{
    path::Path,
    time::{Duration, Instant},
};

pub use serve::{ServeError, serve};

use super::PictureError;
use crate::{
    io::process::{Cancel, Conversation, Environment, Leftovers, ProcessError, Program, Run},
    model::{picture::Pixels, said::said, words},
};
use protocol::{Answer, AnswerError, Stay};

/// What Kopij is started with to draw pictures; for itself alone.
pub const SUBCOMMAND: &str = "paint-pictures";

/// Of one picture, on the clock: the processor may be busy with others. Where it limits no
/// processor time this is all there is.
const PATIENCE: Duration = if cfg!(debug_assertions) {
    Duration::from_mins(1)
} else if cfg!(unix) {
    Duration::from_secs(10)
} else {
    Duration::from_secs(2)
};

/// Draws pictures in a process of their own, one after another.
pub struct Painter {
    /// Kopij.
    program: Program,
    running: Option<Conversation>,
}

impl Painter {
    pub fn new(program: Program) -> Self {
        Self {
            program,
            running: None,
        }
    }

    /// Draws a picture at most `max_pixels` a side. `measured` is told its width and height, in
    /// pixels, before that.
    ///
    /// # Errors
    /// [`PictureError`]; the next picture is drawn all the same.
    pub(super) fn draw(
        &mut self,
        bytes: &[u8],
        max_pixels: u32,
        cancel: &Cancel,
        measured: impl FnOnce([usize; 2]),
    ) -> Result<Pixels, PictureError> {
        if cancel.is_cancelled() {
            return Err(PictureError::NotWanted);
        }
        let kept = self.running.take();
        let mut running = match kept.and_then(Conversation::if_running) {
            Some(kept) => kept,
            None => self.start().map_err(in_words)?,
        };
        running.tell(protocol::order(bytes, max_pixels));
        let began = Instant::now();
        let mut hear = |bytes: &mut [u8]| {
            let left = PATIENCE.saturating_sub(began.elapsed());
            running.hear(bytes, left, cancel)
        };
        // What goes wrong from here on ends the process.
        let mut answer = protocol::read_answer(&mut hear, max_pixels)?;
        if let Answer::Measured(size) = answer {
            measured(size);
            answer = protocol::read_answer(&mut hear, max_pixels)?;
        }
        let (result, stay) = match answer {
            Answer::Measured(_) => return Err(AnswerError::Lie.into()),
            Answer::Drawn { mut pixels, stay } => {
                pixels.stored_bytes = bytes.len() as u64;
                (Ok(pixels), stay)
            }
            Answer::Failed { error, stay } => (Err(error), stay),
        };
        if stay == Stay::Stays {
            self.running = Some(running);
        }
        result
    }

    fn start(&self) -> Result<Conversation, ProcessError> {
        static SAID: std::sync::Once = std::sync::Once::new();
        if !limits::can_close_off() {
            SAID.call_once(|| {
                log::warn!(
                    "this system closes off no files: what draws pictures has only its other limits"
                );
            });
        }
        self.program.converse(&Run {
            arguments: &[SUBCOMMAND.as_ref()],
            folder: Path::new("/"),
            environment: Environment::Empty,
            variables: &[],
            leftovers: Leftovers::End,
        })
    }
}

impl From<AnswerError<ProcessError>> for PictureError {
    fn from(err: AnswerError<ProcessError>) -> Self {
        match err {
            AnswerError::Source(err) => in_words(err),
            AnswerError::Lie => Self::Unpainted(words::put(&said!("picture-no-sense"))),
        }
    }
}

fn in_words(err: ProcessError) -> PictureError {
    match err {
        ProcessError::Cancelled { .. } => PictureError::NotWanted,
        ProcessError::TooLong { .. } => PictureError::TooSlow,
        ProcessError::Failed { signal, .. } if limits::is_out_of_time(signal) => {
            PictureError::TooSlow
        }
        ProcessError::Failed { message, .. } if limits::is_out_of_memory(&message) => {
            PictureError::NoMemory
        }
        other => PictureError::Unpainted(other.to_string()),
    }
}
