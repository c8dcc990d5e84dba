//! The threads that read pictures, the one that has them drawn apart, and what they are asked.

use std::{collections::VecDeque, sync::Arc, time::Instant};

use crate::{
    io::{
        Event,
        folders::Folders,
        pictures::{self, Haste, Loaded, Painted, Painter, PictureError},
        process::{Cancel, Program},
        worker::{EventSender, Job, Work, Worker},
    },
    model::{
        picture::{PictureSource, Pixels},
        said::{Said, said},
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
        let error = PictureError::Broken(said!("fault"));
        loaded(self.source.clone(), Err(error))
    }
}

fn start_painter(
    folders: &Folders,
    program: &Program,
    events: &EventSender,
) -> std::io::Result<Worker<PictureJob>> {
    let (folders, program, sender) = (folders.clone(), program.clone(), events.clone());
    Worker::spawn_timed("painter", events.clone(), move || Painting {
        painter: Painter::new(program.clone()),
        folders: folders.clone(),
        events: sender.clone(),
        put_off: VecDeque::new(),
    })
}

/// Has pictures drawn one after another, those that take long after the others.
struct Painting {
    painter: Painter,
    folders: Folders,
    events: EventSender,
    put_off: VecDeque<PictureJob>,
}

impl Work<PictureJob> for Painting {
    fn perform(&mut self, job: PictureJob) -> Option<Event> {
        let painted = self.paint(&job, Haste::OthersWait);
        self.answer(job, painted)
    }

    fn due(&self) -> Option<Instant> {
        (!self.put_off.is_empty()).then(Instant::now)
    }

    fn catch_up(&mut self, is_last: bool) -> Option<Event> {
        if is_last {
            return None;
        }
        // It stays in its place until it is drawn: see `drop`.
        let job = self.put_off.front()?.clone();
        let painted = self.paint(&job, Haste::NoneWaits);
        self.put_off.pop_front();
        self.answer(job, painted)
    }
}

impl Painting {
    fn paint(&mut self, job: &PictureJob, haste: Haste) -> Result<Painted, PictureError> {
        let measured = |size| tell_size(job, &self.events, size);
        let painter = (&mut self.painter, haste);
        let (source, cancel) = (&job.source, &job.cancel);
        pictures::paint(
            source,
            job.max_pixels,
            &self.folders,
            painter,
            cancel,
            measured,
        )
    }

    fn answer(&mut self, job: PictureJob, painted: Result<Painted, PictureError>) -> Option<Event> {
        match painted {
            Ok(Painted::Drawn(pixels)) => loaded(job.source, Ok(pixels)),
            Ok(Painted::PutOff) => {
                self.put_off.push_back(job);
                None
            }
            Err(PictureError::NotWanted) => None,
            Err(error) => loaded(job.source, Err(error)),
        }
    }
}

impl Drop for Painting {
    /// After a fault none is waited for in vain.
    fn drop(&mut self) {
        for event in self.put_off.iter().filter_map(Job::if_lost) {
            self.events.send(event);
        }
    }
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
