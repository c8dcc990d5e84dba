//! The thread that reads and writes articles, and what it is asked.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use crate::{
    io::{
        Event,
        changes::{ChangeError, Progress},
        create, encoding,
        folders::Folders,
        git,
        history::HistoryError,
        pictures::{self, Put},
        saves::Saves,
        settings_file,
        store::{self, Save},
        worker::{EventSender, Job, Worker},
        workers::{
            changes::UnderWay,
            create::{self as creating, CreateJob},
        },
    },
    model::{
        change::{BrokenOff, ChangeId, ChangeSet, Outcome, Way},
        document::{Access, ContentHash, DocumentId, FileFormat, Snapshot},
        picture::offer::Taken,
        said::{Said, Says, said, says},
        settings::Settings,
        site::new_article::{self, Facts},
        text::Revision,
        version::{self, Version, Which},
    },
};

/// Done one after another, in the order in which it was asked for; none is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreJob {
    /// Read one file into a document. Answers [`StoreEvent::Read`].
    Read { document: DocumentId, path: PathBuf },
    /// Write a document whole or not at all, unless the file is no longer what is expected.
    /// Answers [`StoreEvent::Written`] or [`StoreEvent::NotWritten`].
    Write(Write),
    /// Write a text beside its article, under a name that is free. Answers
    /// [`StoreEvent::CopyWritten`].
    WriteCopy(Write),
    /// Put a text among the earlier versions of a file.
    KeepVersion {
        path: PathBuf,
        text: Arc<str>,
        format: FileFormat,
    },
    /// The earlier versions of a file that was moved go with it.
    MoveVersions { from: PathBuf, to: PathBuf },
    /// Which versions of a file saves have replaced. Answers [`StoreEvent::VersionsFound`].
    FindVersions { path: PathBuf },
    /// Read the version with this number. Answers [`StoreEvent::VersionRead`].
    ReadVersion { path: PathBuf, number: usize },
    /// Only what is in the site at `root` is written, or in one that was opened before; and in the
    /// folders `outside` that belong to it, and what is `allowed`.
    KeepWithin {
        root: PathBuf,
        outside: Vec<PathBuf>,
        allowed: Vec<PathBuf>,
    },
    /// The writer has named this place for a new file.
    AllowNamed { path: PathBuf },
    /// Remove what a broken-off save left: its text is elsewhere by now, or not wanted.
    RemoveLeftover { path: PathBuf },
    /// Read and hash the files of open documents that may have changed.
    /// Answers [`StoreEvent::Looked`] for each.
    Look { document: DocumentId, path: PathBuf },
    /// Find where the file of a document went: to one of `candidates`, whose content is `hash`.
    /// Answers [`StoreEvent::Moved`], if it did.
    FindMoved {
        document: DocumentId,
        hash: ContentHash,
        candidates: Vec<PathBuf>,
    },
    /// Change files as one step. Answers [`StoreEvent::ChangeProgress`] until all is done, then
    /// [`StoreEvent::ChangeDone`].
    ApplyChange { number: u64, set: ChangeSet },
    /// The next batch of the change that is being made. Asked for anew after each, so that a save
    /// goes between two of them.
    GoOnWithChange,
    /// Make no more of a change. Answers [`StoreEvent::ChangeDone`].
    StopChange { number: u64 },
    /// Go on with a change that was broken off, or take it back. Answers as
    /// [`StoreJob::ApplyChange`].
    FinishChange { number: u64, id: ChangeId, way: Way },
    /// Which changes in a site a crash broke off. Answers [`StoreEvent::BrokenOffFound`].
    FindBrokenOff { root: PathBuf },
    /// Write a new picture under a name that is free. Answers [`StoreEvent::PicturePut`].
    PutPicture { put: Put, taken: Taken },
    /// Make a new article where no file is. Answers [`StoreEvent::Created`].
    Create {
        path: PathBuf,
        origin: new_article::Origin,
        facts: Facts,
    },
    /// Write the settings file.
    SaveSettings(Box<Settings>),
}

/// The save of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub document: DocumentId,
    pub revision: Revision,
    pub save: Save,
}

/// What the thread answers.
#[derive(Debug)]
pub enum StoreEvent {
    Read {
        document: DocumentId,
        path: PathBuf,
        access: Access,
        result: Result<Snapshot, store::ReadError>,
    },
    Written {
        document: DocumentId,
        revision: Revision,
        snapshot: Snapshot,
    },
    NotWritten {
        document: DocumentId,
        error: store::WriteError,
    },
    /// Where the copy is.
    CopyWritten {
        document: DocumentId,
        revision: Revision,
        result: Result<PathBuf, store::WriteError>,
    },
    VersionsFound {
        path: PathBuf,
        versions: Vec<Version>,
    },
    VersionRead {
        path: PathBuf,
        number: usize,
        result: Result<Snapshot, VersionError>,
    },
    /// What a file holds now; `Ok(None)`: it is gone.
    Looked {
        document: DocumentId,
        path: PathBuf,
        result: Result<Option<Snapshot>, store::ReadError>,
    },
    /// The file of a document has another name now.
    Moved {
        document: DocumentId,
        to: PathBuf,
    },
    ChangeProgress {
        number: u64,
        progress: Progress,
    },
    /// `Ok(None)`: nothing was to be done.
    ChangeDone {
        number: u64,
        result: Result<Option<Outcome>, ChangeError>,
    },
    BrokenOffFound {
        root: PathBuf,
        found: Vec<BrokenOff>,
    },
    /// The name that the file has.
    PicturePut {
        taken: Taken,
        folder: PathBuf,
        result: Result<String, pictures::OfferError>,
    },
    /// What could not be taken over into the new article, one line each.
    Created {
        path: PathBuf,
        result: Result<Vec<Said>, create::CreateError>,
    },
    /// A save in place was broken off by the end of an earlier run.
    SaveBrokenOff(store::Unfinished),
    SettingsNotSaved {
        error: Said,
    },
}

/// Why an earlier version could not be read.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    History(#[from] HistoryError),
    Decode(#[from] encoding::DecodeError),
    Git(#[from] git::GitError),
    Gone,
}

says!(VersionError);
impl Says for VersionError {
    fn said(&self) -> Said {
        match self {
            Self::History(inner) => inner.said(),
            Self::Decode(inner) => inner.said(),
            Self::Git(inner) => inner.said(),
            Self::Gone => said!("version-error-gone"),
        }
    }
}

impl Job for StoreJob {
    fn title(&self) -> Said {
        match self {
            Self::Read { path, .. } => said!("job-open", path = path.as_path()),
            Self::Write(write) => said!("job-save", path = write.save.path.as_path()),
            Self::WriteCopy(write) => said!("job-save-copy", path = write.save.path.as_path()),
            Self::KeepVersion { path, .. } | Self::MoveVersions { to: path, .. } => {
                said!("job-keep-version", path = path.as_path())
            }
            Self::FindVersions { path } | Self::ReadVersion { path, .. } => {
                said!("job-versions", path = path.as_path())
            }
            Self::KeepWithin { .. } | Self::AllowNamed { .. } => said!("job-guard"),
            Self::RemoveLeftover { .. } => said!("job-sweep"),
            Self::Look { path, .. } => said!("job-look", path = path.as_path()),
            Self::FindMoved { .. } => said!("job-find-moved"),
            Self::ApplyChange { set, .. } => Said::verbatim(set.title.as_str()),
            Self::GoOnWithChange => said!("job-change"),
            Self::StopChange { .. } => said!("job-stop-change"),
            Self::FinishChange { .. } => said!("job-finish-change"),
            Self::FindBrokenOff { .. } => said!("job-find-broken-off"),
            Self::PutPicture { put, .. } => said!("job-put", path = put.folder.as_path()),
            Self::Create { path, .. } => said!("job-create", path = path.as_path()),
            Self::SaveSettings(_) => said!("job-settings"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let fault = |path: &PathBuf| store::WriteError::Fault { path: path.clone() };
        let event = match self {
            Self::Read { document, path } => StoreEvent::Read {
                document: *document,
                path: path.clone(),
                access: Access::default(),
                result: Err(store::ReadError::Fault { path: path.clone() }),
            },
            Self::Write(write) => StoreEvent::NotWritten {
                document: write.document,
                error: fault(&write.save.path),
            },
            Self::WriteCopy(write) => StoreEvent::CopyWritten {
                document: write.document,
                revision: write.revision,
                result: Err(fault(&write.save.path)),
            },
            Self::Create { path, .. } => StoreEvent::Created {
                path: path.clone(),
                result: Err(create::CreateError::Write(fault(path))),
            },
            Self::PutPicture { put, taken } => StoreEvent::PicturePut {
                taken: taken.clone(),
                folder: put.folder.clone(),
                result: Err(pictures::OfferError::Fault {
                    path: put.folder.clone(),
                }),
            },
            Self::ApplyChange { number, .. } | Self::FinishChange { number, .. } => {
                let (number, result) = (*number, Err(ChangeError::Fault));
                StoreEvent::ChangeDone { number, result }
            }
            // The fault is told with the title of the job; nobody waits for more.
            Self::KeepVersion { .. }
            | Self::MoveVersions { .. }
            | Self::FindVersions { .. }
            | Self::ReadVersion { .. }
            | Self::KeepWithin { .. }
            | Self::AllowNamed { .. }
            | Self::RemoveLeftover { .. }
            | Self::Look { .. }
            | Self::FindMoved { .. }
            | Self::GoOnWithChange
            | Self::StopChange { .. }
            | Self::FindBrokenOff { .. }
            | Self::SaveSettings(_) => return None,
        };
        Some(event.into())
    }
}

impl From<StoreEvent> for Event {
    fn from(event: StoreEvent) -> Self {
        Self::Store(event)
    }
}

/// Reads and writes articles, and keeps what saves replace.
pub(super) struct StoreThread {
    saves: Saves,
    changes: UnderWay,
    folders: Folders,
    /// Outlives the thread: what it was given last.
    settings: Arc<Mutex<settings_file::Saver>>,
    events: EventSender,
    /// Dropped, and waited for, with this one.
    creating: Option<Worker<CreateJob>>,
}

/// What was begun is made to its end; after a panic its record says what is left.
impl Drop for StoreThread {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.changes.finish(&self.saves);
        }
    }
}

impl StoreThread {
    pub(super) fn new(
        folders: &Folders,
        events: EventSender,
        settings: Arc<Mutex<settings_file::Saver>>,
    ) -> Self {
        let store = store::Store::new(&folders.state).with_bin(folders.bin.clone());
        let (saves, unfinished) = Saves::start(store, folders);
        for unfinished in unfinished {
            events.send(StoreEvent::SaveBrokenOff(unfinished).into());
        }
        saves.tidy();
        Self {
            saves,
            changes: UnderWay::new(folders),
            folders: folders.clone(),
            settings,
            creating: creating::start(&events),
            events,
        }
    }

    pub(super) fn perform(&mut self, job: StoreJob) -> Option<Event> {
        let event = match job {
            StoreJob::Read { document, path } => StoreEvent::Read {
                document,
                access: store::access(&path),
                result: store::open(&path),
                path,
            },
            StoreJob::Write(write) => self.write(&write),
            StoreJob::WriteCopy(write) => StoreEvent::CopyWritten {
                document: write.document,
                revision: write.revision,
                result: self.write_copy(write.save),
            },
            StoreJob::KeepVersion { path, text, format } => {
                return self.keep_version(&path, &text, format);
            }
            StoreJob::MoveVersions { from, to } => {
                self.saves.history.rename(&from, &to);
                return None;
            }
            StoreJob::FindVersions { path } => StoreEvent::VersionsFound {
                versions: self.versions(&path),
                path,
            },
            StoreJob::ReadVersion { path, number } => StoreEvent::VersionRead {
                result: self.version(&path, number),
                path,
                number,
            },
            StoreJob::AllowNamed { path } => {
                self.saves.store.allow_named(&path);
                return None;
            }
            StoreJob::KeepWithin {
                root,
                outside,
                allowed,
            } => {
                self.keep_within(root, outside, allowed);
                return None;
            }
            StoreJob::RemoveLeftover { path } => {
                remove_leftover(&path);
                return None;
            }
            StoreJob::Look { document, path } => StoreEvent::Looked {
                document,
                result: look(&path),
                path,
            },
            StoreJob::FindMoved {
                document,
                hash,
                candidates,
            } => {
                let is_it = |path: &PathBuf| store::read(path).is_ok_and(|it| it.hash == hash);
                let to = candidates.into_iter().find(is_it)?;
                StoreEvent::Moved { document, to }
            }
            StoreJob::ApplyChange { number, set } => self.changes.begin(&self.saves, number, set),
            StoreJob::GoOnWithChange => self.changes.go_on(&self.saves)?,
            StoreJob::StopChange { number } => self.changes.stop(&self.saves, number)?,
            StoreJob::FinishChange { number, id, way } => {
                self.changes.resume(&self.saves, number, &id, way)
            }
            StoreJob::FindBrokenOff { root } => self.changes.broken_off(&self.saves, root),
            StoreJob::PutPicture { put, taken } => StoreEvent::PicturePut {
                taken,
                result: pictures::put(&self.saves.store, &put),
                folder: put.folder,
            },
            StoreJob::Create {
                path,
                origin,
                facts,
            } => {
                let job = CreateJob {
                    store: self.saves.store.clone(),
                    path,
                    origin,
                    facts,
                };
                let Some(creating) = &self.creating else {
                    return Some(creating::perform(job).into());
                };
                creating.request(job);
                return None;
            }
            StoreJob::SaveSettings(settings) => return self.save_settings(&settings),
        };
        Some(event.into())
    }

    fn save_settings(&mut self, settings: &Settings) -> Option<Event> {
        let mut saver = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        match saver.save(&self.folders, settings) {
            Ok(None) => None,
            Ok(Some(aside)) => Some(Event::NotKept {
                error: said!("not-kept-settings", path = aside.as_path()),
            }),
            Err(err) => {
                let error = err.said();
                Some(StoreEvent::SettingsNotSaved { error }.into())
            }
        }
    }

    fn keep_within(&mut self, root: PathBuf, outside: Vec<PathBuf>, allowed: Vec<PathBuf>) {
        self.saves.store.keep_within_and(root, outside);
        for target in allowed {
            self.saves.store.allow(target);
        }
    }

    /// Saves, and keeps what was replaced.
    fn write(&self, write: &Write) -> StoreEvent {
        let save = &write.save;
        let made = match save.expected {
            Some(_) => Ok(()),
            None => self.saves.store.make_folder_of(&save.path),
        };
        let saved = match made.and_then(|()| self.saves.write(save)) {
            Ok(saved) => saved,
            Err(error) => {
                return StoreEvent::NotWritten {
                    document: write.document,
                    error,
                };
            }
        };
        self.tell(saved.not_kept);
        StoreEvent::Written {
            document: write.document,
            revision: write.revision,
            snapshot: saved.snapshot,
        }
    }

    /// Tries `ferry-mine.md`, then `ferry-mine-2.md` and so on.
    fn write_copy(&self, mut save: Save) -> Result<PathBuf, store::WriteError> {
        let original = save.path.clone();
        let mut number = 1;
        loop {
            save.path = copy_path(&original, number);
            match self.saves.store.write(&save) {
                Err(store::WriteError::Exists { .. }) if number < 100 => number += 1,
                Err(err) => return Err(err),
                Ok(_) => return Ok(save.path),
            }
        }
    }

    fn keep_version(&self, path: &Path, text: &str, format: FileFormat) -> Option<Event> {
        let bytes = encoding::encode(text, format)
            .or_else(|_no_bytes| encoding::encode(text, format.in_utf8()));
        let kept = match bytes {
            Ok(bytes) => self
                .saves
                .history
                .keep(path, &bytes, SystemTime::now())
                .map_err(|err| err.said()),
            Err(err) => Err(Said::at(err.said(), path)),
        };
        let reason = kept.err()?;
        Some(Event::NotKept {
            error: said!("not-kept-version", why = &reason),
        })
    }

    /// The version that a save has replaced is not among the earlier ones.
    fn tell(&self, not_kept: Option<HistoryError>) {
        if let Some(err) = not_kept {
            let error = said!("not-kept-before", why = &err);
            self.events.send(Event::NotKept { error });
        }
    }

    fn versions(&self, path: &Path) -> Vec<Version> {
        let versions = self.saves.history.versions(path).into_iter().enumerate();
        versions
            .map(|(number, version)| Version {
                which: Which::Replaced(number),
                title: moment(version.time),
                detail: version::weight(version.size_bytes),
            })
            .collect()
    }

    fn version(&self, path: &Path, number: usize) -> Result<Snapshot, VersionError> {
        let versions = self.saves.history.versions(path);
        let version = versions.get(number).ok_or(VersionError::Gone)?;
        Ok(encoding::decode(&self.saves.history.read(version)?)?)
    }
}

/// What a file holds; `None`: it is gone.
fn look(path: &Path) -> Result<Option<Snapshot>, store::ReadError> {
    match store::read(path) {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(store::ReadError::Missing { .. }) => Ok(None),
        Err(err) => Err(err),
    }
}

fn remove_leftover(path: &Path) {
    if let Err(err) = store::remove_leftover(path) {
        let path = path.display();
        log::warn!("what a broken-off save left stays: {err} ({path})");
    }
}

/// As a writer in this place says it.
pub(super) fn moment(time: SystemTime) -> Said {
    let now = jiff::ZonedDateTime::now();
    jiff::Timestamp::try_from(time)
        .map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()))
        .map_or_else(
            |_odd| Said::verbatim(""),
            |time| version::moment(&time, &now),
        )
}

fn copy_path(original: &Path, number: u32) -> PathBuf {
    let stem = original.file_stem().unwrap_or_default().to_os_string();
    let mut name = stem;
    name.push("-mine");
    if number > 1 {
        name.push(format!("-{number}"));
    }
    if let Some(extension) = original.extension() {
        name.push(".");
        name.push(extension);
    }
    original.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_new_article_stands_before_no_save() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = EventSender::new(Arc::new(|| {}));
        let folders = Folders::within(folder.path());
        let settings = Arc::new(Mutex::new(settings_file::Saver::new(&folders)));
        let mut thread = StoreThread::new(&folders, sender, settings);
        let path = folder.path().join("posts/new.md");

        let answer = thread.perform(StoreJob::Create {
            path: path.clone(),
            origin: new_article::Origin::Blank {
                format: crate::model::front_matter::Format::Yaml,
            },
            facts: Facts {
                title: "New".to_owned(),
                slug: "new".to_owned(),
                section: "posts".to_owned(),
                site_title: String::new(),
                is_bundle: false,
                language: String::new(),
                now: jiff::ZonedDateTime::default(),
                date_example: String::new(),
                manner: crate::model::front_matter::Manner::default(),
                kept_back: ("draft", true),
            },
        });
        assert!(answer.is_none(), "another thread answers");
        // Whoever ends the thread waits for what it was asked.
        drop(thread);

        assert!(path.exists());
        let made = events.try_iter().any(|event| {
            matches!(&event, Event::Store(StoreEvent::Created { path: made, result: Ok(_) }) if *made == path)
        });
        assert!(made);
    }

    #[test]
    fn a_save_whose_thread_failed_is_a_save_that_was_not_made() {
        let write = StoreJob::Write(Write {
            document: DocumentId(7),
            revision: Revision::default(),
            save: Save {
                path: "post.md".into(),
                text: "text".into(),
                format: FileFormat::default(),
                expected: None,
            },
        });

        let Some(Event::Store(StoreEvent::NotWritten { document, error })) = write.if_lost() else {
            panic!("a save is always answered");
        };

        assert_eq!(document, DocumentId(7));
        assert!(
            crate::model::words::of(&error).ends_with("(post.md)"),
            "{error}"
        );
    }
}
