//! The threads that read pictures, the one that has them drawn apart, and what they are asked.

use std::sync::Arc;

use crate::{
    io::{
        Event,
        folders::Folders,
        pictures::{self, Loaded, Painter, PictureError},
        process::{Cancel, Program},
        worker::{EventSender, Job, Worker},
    },
    model::{
        picture::{PictureSource, Pixels},
        said::{Said, said},
        words,
    },
};

/// How many pictures are read at the same time. Drawn apart is one at a time: that bounds their
/// memory.
const READERS: usize = 2;

#[derive(Clone, Debug, PartialEq)]
pub enum MediaJob {
    /// Decode a picture to at most `max_pixels` a side. Answers [`MediaEvent::Loaded`].
    Load {
        source: PictureSource,
        max_pixels: u32,
    },
    /// Nobody waits for these any more. What was asked of them is not answered.
    GiveUp(Vec<PictureSource>),
}

#[derive(Debug)]
pub enum MediaEvent {
    /// Width and height of a picture, in pixels; it is being decoded.
    Measured {
        source: PictureSource,
        size: [usize; 2],
    },
    Loaded {
        source: PictureSource,
        result: Result<Pixels, PictureError>,
        /// The address of a file of the same name, where none is at that of the source.
        instead: Option<String>,
    },
}

impl From<MediaEvent> for Event {
    fn from(event: MediaEvent) -> Self {
        Self::Media(event)
    }
}

/// Reads pictures. Dropping it gives up those that nobody has seen yet.
pub(super) struct Media {
    readers: Vec<Worker<PictureJob>>,
    next: usize,
    /// What was asked for and may not be there yet.
    asked: Vec<(PictureSource, Cancel)>,
}

/// A picture to be read, or drawn.
#[derive(Clone)]
struct PictureJob {
    source: PictureSource,
    max_pixels: u32,
    cancel: Cancel,
}

impl Media {
    /// # Errors
    /// If the system refuses a thread.
    pub fn start(
        folders: &Folders,
        program: &Program,
        events: &EventSender,
    ) -> std::io::Result<Self> {
        let painter = Arc::new(start_painter(folders, program, events)?);
        let readers = (0..READERS)
            .map(|_| {
                let (folders, sender) = (folders.clone(), events.clone());
                let painter = Arc::clone(&painter);
                Worker::spawn("media", events.clone(), move || {
                    let (folders, events) = (folders.clone(), sender.clone());
                    let painter = Arc::clone(&painter);
                    pictures::sweep_cache(&folders);
                    move |job| read(job, &folders, &events, &painter)
                })
            })
            .collect::<std::io::Result<_>>()?;
        Ok(Self {
            readers,
            next: 0,
            asked: Vec::new(),
        })
    }

    pub fn perform(&mut self, job: MediaJob) {
        match job {
            MediaJob::Load { source, max_pixels } => self.load(source, max_pixels),
            MediaJob::GiveUp(sources) => self.give_up(&sources),
        }
    }

    fn load(&mut self, source: PictureSource, max_pixels: u32) {
        self.asked.retain(|(_, cancel)| cancel.is_shared());
        let cancel = Cancel::default();
        self.asked.push((source.clone(), cancel.clone()));
        self.next = (self.next + 1) % self.readers.len().max(1);
        if let Some(reader) = self.readers.get(self.next) {
            reader.request(PictureJob {
                source,
                max_pixels,
                cancel,
            });
        }
    }

    /// Gives up pictures; nothing is reported of them.
    fn give_up(&mut self, sources: &[PictureSource]) {
        for (source, cancel) in &self.asked {
            if sources.contains(source) {
                cancel.cancel();
            }
        }
    }
}

impl Drop for Media {
    fn drop(&mut self) {
        for (_, cancel) in &self.asked {
            cancel.cancel();
        }
    }
}

impl Job for PictureJob {
    fn title(&self) -> Said {
        said!("job-picture", address = &self.source.address)
    }

    fn if_lost(&self) -> Option<Event> {
        let error = PictureError::Broken(words::put(&said!("fault")));
        loaded(self.source.clone(), Err(error))
    }
}

fn start_painter(
    folders: &Folders,
    program: &Program,
    events: &EventSender,
) -> std::io::Result<Worker<PictureJob>> {
    let (folders, program, sender) = (folders.clone(), program.clone(), events.clone());
    Worker::spawn("painter", events.clone(), move || {
        let (folders, events) = (folders.clone(), sender.clone());
        let mut painter = Painter::new(program.clone());
        move |job| paint(job, &folders, &events, &mut painter)
    })
}

fn read(
    job: PictureJob,
    folders: &Folders,
    events: &EventSender,
    painter: &Worker<PictureJob>,
) -> Option<Event> {
    if job.cancel.is_cancelled() {
        return None;
    }
    let measured = |size| tell_size(&job, events, size);
    match pictures::load(&job.source, job.max_pixels, folders, measured) {
        Ok(Loaded::Here(pixels)) => loaded(job.source, Ok(pixels)),
        Ok(Loaded::Apart) => {
            painter.request(job);
            None
        }
        Err(error) => loaded(job.source, Err(error)),
    }
}

fn paint(
    job: PictureJob,
    folders: &Folders,
    events: &EventSender,
    painter: &mut Painter,
) -> Option<Event> {
    let measured = |size| tell_size(&job, events, size);
    let (source, cancel) = (&job.source, &job.cancel);
    match pictures::paint(source, job.max_pixels, folders, painter, cancel, measured) {
        Err(PictureError::NotWanted) => None,
        result => loaded(job.source, result),
    }
}

fn tell_size(job: &PictureJob, events: &EventSender, size: [usize; 2]) {
    let source = job.source.clone();
    events.send(MediaEvent::Measured { source, size }.into());
}

#[expect(clippy::unnecessary_wraps, reason = "what a job answers")]
fn loaded(source: PictureSource, result: Result<Pixels, PictureError>) -> Option<Event> {
    let is_missing = matches!(result, Err(PictureError::Missing));
    let instead = is_missing.then(|| pictures::instead(&source)).flatten();
    let event = MediaEvent::Loaded {
        source,
        result,
        instead,
    };
    Some(event.into())
}
