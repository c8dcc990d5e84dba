//! The thread that reads and writes articles.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    io::{
        self, Effect, Event, VersionError, create, encoding,
        find_in_site::{self, FileReplacement, ReplaceError},
        folders::Folders,
        git,
        history::HistoryError,
        pictures,
        saves::Saves,
        settings_file, store,
        worker::EventSender,
    },
    model::{
        document::{FileFormat, Snapshot},
        settings::Settings,
        version::{self, Version, Which},
    },
};

/// Reads and writes articles, and keeps what saves replace.
pub(super) struct StoreThread {
    saves: Saves,
    folders: Folders,
    events: EventSender,
}

impl StoreThread {
    pub(super) fn new(folders: &Folders, events: EventSender) -> Self {
        let store = store::Store::new(&folders.state);
        let (saves, unfinished) = Saves::start(store, folders);
        for unfinished in unfinished {
            events.send(Event::SaveBrokenOff(unfinished));
        }
        saves.tidy();
        Self {
            saves,
            folders: folders.clone(),
            events,
        }
    }

    pub(super) fn perform(&mut self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Read { document, path } => Event::ArticleRead {
                document,
                access: store::access(&path),
                result: store::open(&path),
                path,
            },
            Effect::Write(write) => self.write(&write),
            Effect::WriteCopy(write) => Event::CopyWritten {
                document: write.document,
                revision: write.revision,
                result: self.write_copy(write),
            },
            Effect::KeepVersion { path, text, format } => {
                return self.keep_version(&path, &text, format);
            }
            Effect::MoveVersions { from, to } => {
                self.saves.history.rename(&from, &to);
                return None;
            }
            Effect::RemoveLeftover { path } => {
                if let Err(err) = store::remove_leftover(&path) {
                    log::warn!(
                        "what a broken-off save left stays: {err} ({})",
                        path.display()
                    );
                }
                return None;
            }
            Effect::ReplaceInFile(asked) => Event::ReplacedInFile {
                result: self.replace_in_file(&asked),
                path: asked.path,
            },
            Effect::Look { document, path } => Event::DiskLooked {
                document,
                result: match store::read(&path) {
                    Ok(snapshot) => Ok(Some(snapshot)),
                    Err(store::ReadError::Missing { .. }) => Ok(None),
                    Err(err) => Err(err),
                },
                path,
            },
            Effect::FindMoved {
                document,
                hash,
                candidates,
            } => {
                let is_it = |path: &PathBuf| store::read(path).is_ok_and(|it| it.hash == hash);
                let to = candidates.into_iter().find(is_it)?;
                Event::Moved { document, to }
            }
            Effect::AllowNamed { path } => {
                self.saves.store.allow_named(&path);
                return None;
            }
            Effect::KeepWithin {
                root,
                outside,
                allowed,
            } => {
                self.saves.store.keep_within_and(root, outside);
                for target in allowed {
                    self.saves.store.allow(target);
                }
                return None;
            }
            Effect::CopyPicture { field, from, place } => Event::PictureCopied {
                field,
                result: pictures::copy(&self.saves.store, &from, &place),
            },
            Effect::CreateArticle {
                path,
                origin,
                facts,
            } => Event::ArticleCreated {
                result: create::create(&self.saves.store, &path, &origin, &facts),
                path,
            },
            Effect::FindVersions { path } => Event::VersionsFound {
                versions: self.versions(&path),
                path,
            },
            Effect::ReadVersion { path, number } => Event::VersionRead {
                result: self.version(&path, number),
                path,
                number,
            },
            Effect::SaveSettings(settings) => return self.save_settings(&settings),
            _ => return None,
        })
    }

    fn save_settings(&self, settings: &Settings) -> Option<Event> {
        match settings_file::save(&self.folders, settings) {
            Ok(None) => None,
            Ok(Some(aside)) => Some(Event::NotKept {
                error: format!(
                    "The settings were saved; what was there could not be read and is kept aside ({})",
                    aside.display()
                ),
            }),
            Err(err) => Some(Event::SettingsNotSaved {
                error: err.to_string(),
            }),
        }
    }

    /// Saves, and keeps what was replaced.
    fn write(&self, write: &io::Write) -> Event {
        let made = match write.expected {
            Some(_) => Ok(()),
            None => self.saves.store.make_folder_of(&write.path),
        };
        let saved = match made.and_then(|()| self.saves.write(write)) {
            Ok(saved) => saved,
            Err(error) => {
                return Event::NotWritten {
                    document: write.document,
                    error,
                };
            }
        };
        self.tell(saved.not_kept);
        Event::Written {
            document: write.document,
            revision: write.revision,
            snapshot: saved.snapshot,
        }
    }

    /// Tries `ferry-mine.md`, then `ferry-mine-2.md` and so on.
    fn write_copy(&self, mut write: io::Write) -> Result<PathBuf, store::WriteError> {
        let original = write.path.clone();
        let mut number = 1;
        loop {
            write.path = copy_path(&original, number);
            match self.saves.store.write(&write) {
                Err(store::WriteError::Exists { .. }) if number < 100 => number += 1,
                Err(err) => return Err(err),
                Ok(_) => return Ok(write.path),
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
                .map_err(|err| err.to_string()),
            Err(err) => Err(format!("{err} ({})", path.display())),
        };
        let reason = kept.err()?;
        Some(Event::NotKept {
            error: format!("The text was not put among the earlier versions: {reason}"),
        })
    }

    /// The version that a save has replaced is not among the earlier ones.
    fn tell(&self, not_kept: Option<HistoryError>) {
        if let Some(err) = not_kept {
            let error = format!("The version before this save was not kept: {err}");
            self.events.send(Event::NotKept { error });
        }
    }

    /// Saves what replacing makes of a file, and keeps what was replaced.
    fn replace_in_file(&self, asked: &FileReplacement) -> Result<(), ReplaceError> {
        let held = self.saves.store.hold(&asked.path)?;
        let replacement = find_in_site::replacement(asked)?;
        let saved = self.saves.write_held(&held, &replacement)?;
        self.tell(saved.not_kept);
        Ok(())
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

/// The article in the last commit, if git has it.
pub fn committed(path: &Path) -> Result<Option<(Version, Snapshot)>, VersionError> {
    let Some(committed) = git::committed(path)? else {
        return Ok(None);
    };
    let version = Version {
        which: Which::Committed,
        title: "Last commit".to_owned(),
        detail: format!("{} · {}", moment(committed.time), committed.subject),
    };
    Ok(Some((version, encoding::decode(&committed.bytes)?)))
}

/// As a writer in this place says it.
fn moment(time: SystemTime) -> String {
    let now = jiff::ZonedDateTime::now();
    jiff::Timestamp::try_from(time)
        .map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()))
        .map_or_else(|_odd| String::new(), |time| version::moment(&time, &now))
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
