//! Many saves at once: each with the order of calls that one save has, but that the new bytes of
//! all reach the disk together, and that no folder is synced. That is for whoever asked, once for
//! each folder.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use super::{
    Store, WriteError,
    save::{Ready, Save},
};
use crate::{
    io::fs::{Content, folder_of},
    model::document::ContentHash,
};

/// So many files are written at the same time; the disk orders their syncs.
const THREADS: usize = 4;

/// One save.
#[derive(Clone, Debug)]
pub struct Job {
    pub path: PathBuf,
    pub bytes: Arc<[u8]>,
    /// What the file must still hold; `None`: it must not exist.
    pub expected: Option<ContentHash>,
    /// The file that a new one takes after.
    pub like: Option<PathBuf>,
}

/// What one save did.
#[derive(Debug)]
pub struct Written {
    /// What the file held before; `None`: nothing was replaced.
    pub replaced: Option<Vec<u8>>,
    /// A folder that is still to be synced.
    pub folder: Option<PathBuf>,
}

impl Store {
    /// As this one, for bytes that are in a record and would be made again.
    pub(in crate::io) fn for_changes(&self) -> Self {
        Self {
            content: Content::Derived,
            ..self.clone()
        }
    }

    /// Makes all of the saves; the answers are in the order of the jobs. A file is held only while
    /// it gets its name: the locks are shared, and one job must not wait for another. Where the disk
    /// has no room for all new files at once, they are made one after another.
    pub(in crate::io) fn write_many(&self, jobs: &[Job]) -> Vec<Result<Written, WriteError>> {
        let ready = self.make_ready(jobs);
        let put = |(job, ready): (&Job, ReadyJob)| self.put(job, ready);
        let mut answers: Vec<_> = jobs.iter().zip(ready).map(put).collect();
        for (job, answer) in jobs.iter().zip(&mut answers) {
            if answer.as_ref().is_err_and(is_full) {
                *answer = self.put(job, self.make_one_ready(job));
            }
        }
        answers
    }

    fn put(&self, job: &Job, ready: ReadyJob) -> Result<Written, WriteError> {
        let (target, ready) = ready?;
        let held = self.hold(&job.path)?;
        if held.target() != target {
            let path = job.path.clone();
            return Err(WriteError::Deleted { path });
        }
        let put = self.save_of(job, &target).put(ready)?;
        Ok(Written {
            replaced: put.replaced,
            folder: put.is_to_be_synced.then(|| folder_of(&target).to_owned()),
        })
    }

    fn make_ready(&self, jobs: &[Job]) -> Vec<ReadyJob> {
        let chunk = jobs.len().div_ceil(THREADS).max(1);
        thread::scope(|scope| {
            let start = |jobs| {
                let one = |job| self.make_one_ready(job);
                scope.spawn(move || <[Job]>::iter(jobs).map(one).collect::<Vec<_>>())
            };
            let threads: Vec<_> = jobs.chunks(chunk).map(|jobs| (jobs, start(jobs))).collect();
            let made = threads.into_iter().flat_map(|(jobs, thread)| {
                let made = thread.join();
                made.unwrap_or_else(|_panic| jobs.iter().map(fault).collect())
            });
            made.collect()
        })
    }

    fn make_one_ready(&self, job: &Job) -> ReadyJob {
        let target = self.place_of(&job.path)?;
        let ready = self.save_of(job, &target).make_ready()?;
        Ok((target, ready))
    }

    fn save_of<'a>(&'a self, job: &'a Job, target: &'a Path) -> Save<'a> {
        let mut save = Save::new(self, &job.path, target, job.bytes.to_vec(), job.expected);
        save.like = job.like.as_deref();
        save
    }
}

/// Where the file really is, and its new bytes on the disk.
type ReadyJob = Result<(PathBuf, Ready), WriteError>;

fn is_full(err: &WriteError) -> bool {
    let kind = match err {
        WriteError::Write { source, .. } => source.kind(),
        _ => return false,
    };
    kind == io::ErrorKind::StorageFull
}

fn fault(job: &Job) -> ReadyJob {
    let path = job.path.clone();
    Err(WriteError::Fault { path })
}
