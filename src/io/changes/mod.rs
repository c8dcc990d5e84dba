//! Applies a change of files by the save protocol, and takes it back.
//!
//! A [`ChangeSet`] is applied in this order. **Without a record nothing is changed.**
//!
//! 1. Every file is read and compared with what the set expects; what it will hold is worked out.
//! 2. The record is written to the state folder: the plan, with the hashes before and after, and
//!    the old bytes of what is rewritten. It reaches the disk, with the folders above it.
//! 3. In batches: the new bytes of all reach the disk beside their files on a few threads, then
//!    for each the file is compared once more and the new one takes its name.
//! 4. Each folder in which a name changed is synced once, and the record is closed (`done`).
//!
//! After a crash a record that nobody holds and that is not closed says what to look at: a file
//! with the hash before is still to do, one with the hash after is done, and any other was written
//! by someone and is left alone. No file is ever half; only the set can be.
//!
//! Undo is a set of its own, which expects what this one left. Records are kept for 30 days and
//! 200 MB; they do not count in what the earlier versions may take.
//!
//! Limits: a file that is carried to another disk while the power fails may be at both places. The
//! permissions that a file had are not in the record.

mod apply;
mod deeds;
mod plan;
mod prepare;
mod record;
mod state;
mod undo;

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

pub use self::{
    apply::{Applying, Progress},
    plan::{PlanQuery, plan},
};
use self::{
    prepare::Step,
    record::Record,
    state::{StepState, bytes_of, look},
};
use crate::{
    io::{
        fs::{Fs, create_private_folder},
        own,
        record::RecordError,
        saves::Saves,
        store::{self, Store},
    },
    model::{
        change::{BrokenOff, ChangeId, ChangeSet, Deed, Outcome, Refusal, SetId, Way},
        said::{Said, Says, said, says},
    },
};

const MAX_AGE: Duration = Duration::from_hours(30 * 24);
const MAX_BYTES: u64 = 200_000_000;

/// Why a change was not made, or not found.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Nothing was changed.
    NoRecord {
        source: io::Error,
    },
    Unknown {
        id: String,
    },
    Undone {
        id: ChangeId,
    },
    Busy {
        id: ChangeId,
    },
    Fault,
    Read {
        path: PathBuf,
        source: io::Error,
    },
    Record {
        path: PathBuf,
        source: RecordError,
    },
}

says!(ChangeError);
impl Says for ChangeError {
    fn said(&self) -> Said {
        match self {
            Self::NoRecord { source, .. } => said!("change-error-no-record", why = source),
            Self::Unknown { id } => said!("change-error-unknown", id = id),
            Self::Undone { id } => said!("change-error-undone", id = id.to_string()),
            Self::Busy { id } => said!("change-error-busy", id = id.to_string()),
            Self::Fault => said!("change-error-fault"),
            Self::Read { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
            Self::Record { path, source } => said!("error-at", why = source, path = path.as_path()),
        }
    }
}

/// Held as long as a command makes its changes.
#[derive(Debug)]
pub struct Turn {
    _lock: Option<fs::File>,
}

/// A change that was made, for a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub id: ChangeId,
    pub title: String,
    pub is_undone: bool,
}

/// The records of all changes of this user.
#[derive(Clone, Debug)]
pub struct Changes {
    folder: PathBuf,
}

impl Changes {
    /// Keeps the records in a folder that need not be there yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// A name for a change that nothing has yet: the time in UTC.
    ///
    /// # Errors
    /// [`ChangeError::NoRecord`].
    pub fn new_id(&self, now: jiff::Timestamp) -> Result<ChangeId, ChangeError> {
        let no_record = |source| ChangeError::NoRecord { source };
        create_private_folder(&self.folder).map_err(no_record)?;
        let name = now.strftime("%Y%m%d-%H%M%S").to_string();
        for number in 1..100 {
            let name = match number {
                1 => name.clone(),
                number => format!("{name}-{number:02}"),
            };
            match fs::create_dir(self.folder.join(&name)) {
                Ok(()) => return Ok(ChangeId(name)),
                Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {}
                Err(err) => return Err(no_record(err)),
            }
        }
        Err(no_record(io::ErrorKind::AlreadyExists.into()))
    }

    /// Commands take turns: waits for the one that is making changes. The window does not, as
    /// nobody is to wait for it; what it changes meanwhile is seen by the hashes.
    ///
    /// # Errors
    /// [`ChangeError::NoRecord`]: there can be no records.
    pub fn take_turn(&self) -> Result<Turn, ChangeError> {
        let no_record = |source| ChangeError::NoRecord { source };
        create_private_folder(&self.folder).map_err(no_record)?;
        let lock = own::open_to_write(&self.folder.join(".turn")).map_err(no_record)?;
        // A disk without locks: then nobody waits.
        let is_held = lock.lock().is_ok();
        Ok(Turn {
            _lock: is_held.then_some(lock),
        })
    }

    /// Reads every file, and records what will become of it. Nothing is changed yet:
    /// [`Applying::step`] does that.
    ///
    /// # Errors
    /// [`ChangeError::NoRecord`]; then nothing will be.
    pub fn begin(
        &self,
        store: &Store,
        id: ChangeId,
        set: ChangeSet,
    ) -> Result<Applying, ChangeError> {
        Applying::begin(self, store, id, set)
    }

    /// Applies a whole set.
    ///
    /// # Errors
    /// [`ChangeError::NoRecord`]; then nothing was changed.
    pub fn apply(
        &self,
        saves: &Saves,
        id: ChangeId,
        set: ChangeSet,
    ) -> Result<Outcome, ChangeError> {
        Ok(finish(self.begin(&saves.store, id, set)?, saves))
    }

    /// The changes in a site, or everywhere, newest first.
    pub fn list(&self, root: Option<&Path>) -> Vec<Made> {
        let made = |id: ChangeId| {
            let records = self.records(&id);
            let heads = records.iter().filter_map(|record| record.read_head().ok());
            let mut heads = heads.filter(|head| root.is_none_or(|root| head.root == root));
            let head = heads.next()?;
            head.undoes.is_none().then(|| Made {
                title: head.title,
                is_undone: records.iter().all(Record::is_undone),
                id,
            })
        };
        self.ids().into_iter().rev().filter_map(made).collect()
    }

    /// The last change in a site that was not taken back.
    pub fn last(&self, root: &Path) -> Option<ChangeId> {
        let made = self.list(Some(root)).into_iter();
        made.filter(|made| !made.is_undone)
            .map(|made| made.id)
            .next()
    }

    /// The sets that take a change back, in the order in which they are to be applied. Parts that
    /// are not ticked would be merged with what was changed since. What an undo before had to leave
    /// is tried again.
    ///
    /// # Errors
    /// [`ChangeError`]: there is no such change, nothing of it is left to take back, or its record
    /// cannot be read.
    pub fn plan_undo(&self, store: &Store, id: &ChangeId) -> Result<Vec<ChangeSet>, ChangeError> {
        let records = self.records(id);
        if records.is_empty() {
            return Err(ChangeError::Unknown { id: id.0.clone() });
        }
        let sets: Vec<ChangeSet> = records
            .iter()
            .rev()
            .map(|record| {
                let number = record.number();
                let change = id.clone();
                let set = undo::plan(store, record, SetId { change, number });
                (record, set)
            })
            .filter(|(record, set)| {
                let is_empty = set.as_ref().is_ok_and(|set| set.parts.is_empty());
                !(is_empty && record.is_undone())
            })
            .map(|(_, set)| set)
            .collect::<Result<_, _>>()?;
        if sets.is_empty() {
            return Err(ChangeError::Undone { id: id.clone() });
        }
        Ok(sets)
    }

    /// The changes in a site that a crash broke off, newest first. Those of which nothing is left
    /// to do are closed, and those of which nothing was done are forgotten.
    pub fn broken_off(&self, store: &Store, root: &Path) -> Vec<BrokenOff> {
        let ids = self.ids().into_iter().rev();
        let records = ids.flat_map(|id| {
            let records = self.records(&id).into_iter();
            records.map(move |record| (id.clone(), record))
        });
        records
            .filter(|(_, record)| !record.is_settled())
            .filter_map(|(id, record)| {
                let found = broken_off(store, &record, &id, root);
                found.unwrap_or_else(|err| {
                    log::warn!("a record of a change is not read: {err}");
                    None
                })
            })
            .collect()
    }

    /// Goes on with what a crash broke off, or takes it back. `None`: nothing is left to do.
    ///
    /// # Errors
    /// [`ChangeError`].
    pub fn resume(
        &self,
        store: &Store,
        id: &ChangeId,
        way: Way,
    ) -> Result<Option<Applying>, ChangeError> {
        let unknown = || ChangeError::Unknown { id: id.0.clone() };
        let records = self.records(id).into_iter();
        let mut open = records.filter(|record| !record.is_settled());
        let record = open.next().ok_or_else(unknown)?;
        let Some(lock) = record.lock() else {
            return Err(ChangeError::Busy { id: id.clone() });
        };
        match way {
            Way::GoOn => {
                drop(lock);
                go_on(store, record, id).map(Some)
            }
            Way::TakeBack => {
                let (change, number) = (id.clone(), record.number());
                let set = undo::plan(store, &record, SetId { change, number })?;
                let new = self.new_id(jiff::Timestamp::now())?;
                self.begin(store, new, set).map(Some)
            }
            Way::Leave => {
                let (_, steps) = record.read_plan()?;
                let states: Vec<_> = steps.iter().map(|step| look(store, step)).collect();
                let written = record.write_done(store.fs(), &states);
                written.map_err(|source| ChangeError::NoRecord { source })?;
                Ok(None)
            }
        }
    }

    /// Removes what is too old, then the oldest until the rest has room. Those that were broken
    /// off stay as long as they are young.
    pub fn sweep(&self, now: SystemTime) {
        self.sweep_to(now, MAX_BYTES);
    }

    fn sweep_to(&self, now: SystemTime, max_bytes: u64) {
        let mut used_bytes = 0;
        for id in self.ids().into_iter().rev() {
            for folder in self.record_folders(&id) {
                store::remove_abandoned(&folder);
                fs::remove_dir(folder).ok();
            }
            for record in self.records(&id) {
                let written = fs::metadata(&record.folder).and_then(|it| it.modified());
                let age = written.map(|time| now.duration_since(time).unwrap_or_default());
                used_bytes += record.size_bytes();
                let is_too_old = age.is_ok_and(|age| age > MAX_AGE);
                let has_no_room = used_bytes > max_bytes && record.is_settled();
                if (is_too_old || has_no_room) && record.lock().is_some() {
                    record.remove();
                }
            }
            // One whose record was never written; fails, as it should, where there is one.
            let is_young = |folder: &Path| {
                let made = fs::metadata(folder).and_then(|it| it.modified());
                made.is_ok_and(|made| now.duration_since(made).unwrap_or_default() < MAX_AGE)
            };
            let folder = self.folder.join(&id.0);
            if !is_young(&folder) {
                fs::remove_dir(folder).ok();
            }
        }
    }

    /// Oldest first.
    fn ids(&self) -> Vec<ChangeId> {
        let mut ids: Vec<ChangeId> = names_in(&self.folder).into_iter().map(ChangeId).collect();
        ids.sort();
        ids
    }

    /// The sets of a change, in the order in which they were applied.
    fn records(&self, id: &ChangeId) -> Vec<Record> {
        let folders = self.record_folders(id).into_iter();
        let records = folders.map(|folder| Record { folder });
        records.filter(Record::is_begun).collect()
    }

    fn record_folders(&self, id: &ChangeId) -> Vec<PathBuf> {
        let folder = self.folder.join(&id.0);
        let is_name = |name: &str| !name.is_empty() && !name.contains(['/', '\\', '.']);
        if !is_name(&id.0) {
            return Vec::new();
        }
        let numbers = names_in(&folder).into_iter();
        let mut numbers: Vec<u32> = numbers.filter_map(|name| name.parse().ok()).collect();
        numbers.sort_unstable();
        let folders = numbers.into_iter();
        folders
            .map(|number| folder.join(number.to_string()))
            .collect()
    }

    fn new_record(&self, id: &ChangeId, store: &dyn Fs) -> Result<Record, ChangeError> {
        let last = self.records(id).last().map_or(0, Record::number);
        let number = last.saturating_add(1);
        let folder = self.folder.join(&id.0).join(number.to_string());
        let made = store.create_folder(folder.parent().unwrap_or(&self.folder));
        made.map_err(|source| ChangeError::NoRecord { source })?;
        Ok(Record { folder })
    }

    /// The newest change whose record is damaged: nobody knows what it changed, and where.
    pub fn newest_damaged(&self) -> Option<ChangeId> {
        let is_damaged = |id: &ChangeId| {
            let is_folder = fs::read_dir(self.folder.join(&id.0)).is_ok();
            let is_lost = !is_folder && is_name_of_change(&id.0);
            is_lost || self.records(id).iter().any(Record::is_damaged)
        };
        self.ids().into_iter().rev().find(is_damaged)
    }

    fn record_of(&self, set: &SetId) -> Record {
        let folder = self.folder.join(&set.change.0);
        Record {
            folder: folder.join(set.number.to_string()),
        }
    }

    fn mark_undone(&self, disk: &dyn Fs, undone: &SetId, by: &ChangeId) -> Result<(), ChangeError> {
        let record = self.record_of(undone);
        let marked = record.write_undone(disk, by);
        marked.map_err(|source| {
            // It may have its name already; then it would say what is not so.
            fs::remove_file(record.folder.join("undone")).ok();
            ChangeError::NoRecord { source }
        })
    }
}

/// Applies all that is left.
pub fn finish(mut applying: Applying, saves: &Saves) -> Outcome {
    while !applying.is_finished() {
        applying.step(saves);
    }
    applying.finish(&saves.store)
}

fn broken_off(
    store: &Store,
    record: &Record,
    id: &ChangeId,
    root: &Path,
) -> Result<Option<BrokenOff>, ChangeError> {
    let Some(lock) = record.lock() else {
        return Ok(None);
    };
    let (head, steps) = record.read_plan()?;
    if head.root != root {
        return Ok(None);
    }
    let states: Vec<StepState> = steps.iter().map(|step| look(store, step)).collect();
    let is_open = |state: &StepState| matches!(state, StepState::ToDo | StepState::Moved);
    let is_begun = |state: &StepState| matches!(state, StepState::Done | StepState::Moved);
    if !states.iter().any(is_begun) {
        drop(lock);
        record.remove();
        return Ok(None);
    }
    if !states.iter().any(is_open) {
        let written = record.write_done(store.fs(), &states);
        written.map_err(|source| ChangeError::NoRecord { source })?;
        return Ok(None);
    }
    let done = states.iter().filter(|state| **state == StepState::Done);
    Ok(Some(BrokenOff {
        id: id.clone(),
        title: match &head.undoes {
            Some(_) => said!("change-undo-of", title = head.title),
            None => Said::verbatim(head.title),
        },
        done: done.count(),
        of: steps.len(),
    }))
}

/// What a crash left of a set, with the bytes that are still to be written made again.
fn go_on(store: &Store, record: Record, id: &ChangeId) -> Result<Applying, ChangeError> {
    let (head, mut steps) = record.read_plan()?;
    let states = steps.iter_mut().map(|step| {
        let state = look(store, step);
        match state {
            StepState::Foreign => Err(Refusal::Changed),
            StepState::Done => Ok(state),
            StepState::ToDo | StepState::Moved => remake(store, step, state).map(|()| state),
        }
    });
    let states: Vec<_> = states.collect();
    Ok(Applying::of(
        id.clone(),
        head,
        record,
        steps,
        states,
        Vec::new(),
    ))
}

fn remake(store: &Store, step: &mut Step, state: StepState) -> Result<(), Refusal> {
    let is_written = step.is_rewritten() || matches!(step.deed, Deed::Create | Deed::Copy { .. });
    if !is_written {
        return Ok(());
    }
    let before = match step.deed {
        Deed::Create => None,
        _ => bytes_of(store, step, state),
    };
    step.remake(store, before.as_deref())
}

/// Whether a name is one that [`Changes::new_id`] gives: what else lies beside the records is nothing of ours.
fn is_name_of_change(name: &str) -> bool {
    let is_number =
        |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = name.split('-');
    parts.next().is_some_and(|date| is_number(date, 8))
        && parts.next().is_some_and(|time| is_number(time, 6))
        && parts.next().is_none_or(|number| is_number(number, 2))
        && parts.next().is_none()
}

/// The visible names in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect()
}
