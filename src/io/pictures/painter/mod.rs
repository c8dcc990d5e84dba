//! Draws pictures in a process of their own: vector pictures, AVIF, and what is large.
//!
//! A picture comes from anywhere, and some are made to cost much: so it is drawn by Kopij itself
//! once more ([`SUBCOMMAND`]), a process that may open no file and take a little time and memory
//! only (`limits`), gets the picture by its input and answers with pixels (`protocol`). What it
//! says is not believed beyond that. One process is kept for the next picture; after one that cost
//! much, or went wrong, there is a new one.
//!
//! No picture holds up those behind it for long: first each has a little time, and what needs more is drawn when no
//! other waits ([`Haste`]). What then costs too much is remembered by its bytes (`tried`) and not begun again, in
//! whatever size or place it is asked for.
//!
//! Limits: memory, files and the network are closed off on Linux alone; elsewhere a picture is
//! weighed and timed, on Windows by the clock.

mod limits;
mod protocol;
mod serve;
mod tried;

use std::{
    path::Path,
    time::{Duration, Instant},
};

pub use serve::{ServeError, serve};

use super::PictureError;
use crate::{
    io::process::{Cancel, Conversation, Environment, Leftovers, ProcessError, Program, Run},
    model::{
        picture::Pixels,
        said::{Says as _, said},
    },
};
use protocol::{Answer, AnswerError, Order, Stay};
use tried::{Cost, Tried};

/// What Kopij is started with to draw pictures; for itself alone.
pub const SUBCOMMAND: &str = "paint-pictures";

/// Of the processor, for one picture in all: a part of it at first, the rest when no other waits. Code that is not
/// optimised takes several times as long.
const MILLIS: u32 = if cfg!(debug_assertions) { 7_600 } else { 1_900 };
const MILLIS_AT_FIRST: u32 = MILLIS / 8;
/// Of one picture, on the clock: the processor may be busy with others. Where it limits no
/// processor time this is all there is.
const PATIENCE: Duration = if cfg!(debug_assertions) {
    Duration::from_mins(1)
} else {
    Duration::from_secs(10)
};

/// Whether others wait to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// What takes long is put off.
    OthersWait,
    /// It has what is left of its time.
    NoneWaits,
}

/// What became of a picture.
#[derive(Debug)]
pub enum Painted {
    Drawn(Pixels),
    /// It takes long: it should be asked for again when no other waits.
    PutOff,
}

/// Draws pictures in a process of their own, one after another.
pub struct Painter {
    /// Kopij.
    program: Program,
    running: Option<Conversation>,
    tried: Tried,
}

impl Painter {
    pub fn new(program: Program) -> Self {
        Self {
            program,
            running: None,
            tried: Tried::default(),
        }
    }

    /// Draws a picture at most `max_pixels` a side. `measured` is told its width and height, in
    /// pixels, before that.
    ///
    /// # Errors
    /// [`PictureError`]; the next picture is drawn all the same.
    pub(super) fn draw(
        &mut self,
        (bytes, max_pixels): (&[u8], u32),
        haste: Haste,
        cancel: &Cancel,
        measured: impl FnOnce([usize; 2]),
    ) -> Result<Painted, PictureError> {
        if cancel.is_cancelled() {
            return Err(PictureError::NotWanted);
        }
        let content = blake3::hash(bytes);
        let millis = match (self.tried.cost(&content), haste) {
            (Some(Cost::TooSlow), _) => return Err(PictureError::TooSlow),
            (Some(Cost::NoMemory), _) => return Err(PictureError::NoMemory),
            (Some(Cost::Long), Haste::OthersWait) => return Ok(Painted::PutOff),
            (None, Haste::OthersWait) => MILLIS_AT_FIRST,
            (_, Haste::NoneWaits) => MILLIS - MILLIS_AT_FIRST,
        };
        let order = Order {
            bytes,
            max_pixels,
            millis,
        };
        let drawn = self.draw_within(&order, cancel, measured);
        match (&drawn, haste) {
            (Err(PictureError::TooSlow), Haste::OthersWait) => {
                self.tried.costs(content, Cost::Long);
                return Ok(Painted::PutOff);
            }
            (Err(PictureError::TooSlow), Haste::NoneWaits) => {
                self.tried.costs(content, Cost::TooSlow);
            }
            (Err(PictureError::NoMemory), _) => self.tried.costs(content, Cost::NoMemory),
            _ => {}
        }
        drawn.map(Painted::Drawn)
    }

    fn draw_within(
        &mut self,
        order: &Order<&[u8]>,
        cancel: &Cancel,
        measured: impl FnOnce([usize; 2]),
    ) -> Result<Pixels, PictureError> {
        let kept = self.running.take();
        let mut running = match kept.and_then(Conversation::if_running) {
            Some(kept) => kept,
            None => self.start().map_err(of_process)?,
        };
        running.tell(order.written());
        let began = Instant::now();
        let patience = if cfg!(unix) {
            PATIENCE
        } else {
            Duration::from_millis(order.millis.into())
        };
        let mut hear = |bytes: &mut [u8]| {
            let left = patience.saturating_sub(began.elapsed());
            running.hear(bytes, left, cancel)
        };
        // What goes wrong from here on ends the process.
        let mut answer = protocol::read_answer(&mut hear, order.max_pixels)?;
        if let Answer::Measured(size) = answer {
            measured(size);
            answer = protocol::read_answer(&mut hear, order.max_pixels)?;
        }
        let (result, stay) = match answer {
            Answer::Measured(_) => return Err(AnswerError::Lie.into()),
            Answer::Drawn { mut pixels, stay } => {
                pixels.stored_bytes = order.bytes.len() as u64;
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
            AnswerError::Source(err) => of_process(err),
            AnswerError::Lie => Self::Unpainted(said!("picture-no-sense")),
        }
    }
}

fn of_process(err: ProcessError) -> PictureError {
    match err {
        ProcessError::Cancelled { .. } => PictureError::NotWanted,
        ProcessError::TooLong { .. } => PictureError::TooSlow,
        ProcessError::Failed { signal, .. } if limits::is_out_of_time(signal) => {
            PictureError::TooSlow
        }
        ProcessError::Failed { message, .. } if limits::is_out_of_memory(&message) => {
            PictureError::NoMemory
        }
        other => PictureError::Unpainted(other.said()),
    }
}
