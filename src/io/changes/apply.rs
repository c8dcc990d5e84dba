//! Does what a record says, a batch at a time, so that a save can go between two batches.

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    ChangeError, Changes,
    deeds::{from_bin, make_folder, move_versions, rename, to_bin},
    prepare::{Step, prepare, read_expected, refusal_of},
    record::{Head, Record},
    state::{StepState, look},
};
use crate::{
    io::{
        fs::folder_of,
        saves::Saves,
        store::{Job, Store},
    },
    model::{
        change::{Became, ChangeId, ChangeSet, Changed, Deed, Outcome, Refusal},
        said::{Said, said},
    },
};

/// So many deeds at a time.
const BATCH: usize = 64;

/// A set that is recorded and being applied.
#[derive(Debug)]
pub struct Applying {
    id: ChangeId,
    head: Head,
    record: Record,
    steps: Vec<Step>,
    /// What became of each step.
    states: Vec<Result<StepState, Refusal>>,
    /// What was left out before anything was recorded.
    skipped: Vec<(PathBuf, Refusal)>,
    deeds: Vec<Deeds>,
    /// How many of `deeds` are done.
    done: usize,
    /// Their names are not on the disk yet.
    folders: BTreeSet<PathBuf>,
    /// Versions of rewritten files that are not among the earlier ones.
    not_kept: Option<Said>,
    /// What this set takes back.
    undone: Option<Record>,
    _lock: Option<File>,
}

/// One thing to do for one step. The order is that of doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Make,
    Copy,
    Move,
    Rewrite,
    Bin,
}

#[derive(Clone, Copy, Debug)]
struct Deeds {
    kind: Kind,
    step: usize,
}

/// How far a set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
}

impl Applying {
    /// Reads every file, and records what will become of it. No file has changed yet.
    ///
    /// # Errors
    /// [`ChangeError::NoRecord`]; then nothing will.
    pub(super) fn begin(
        changes: &Changes,
        store: &Store,
        id: ChangeId,
        set: ChangeSet,
    ) -> Result<Self, ChangeError> {
        let set = set.checked();
        let refused = set.parts.iter().filter_map(|part| match &part.deed {
            Deed::Refused(refusal) => Some((part.path.clone(), refusal.clone())),
            _ => None,
        });
        let mut skipped: Vec<_> = refused.collect();
        let is_whole = set.parts.iter().all(|part| part.is_ticked);
        let (mut steps, unread) = prepare(store, &set);
        skipped.extend(unread);
        leave_out_alone(&mut steps, &mut skipped);
        let head = Head {
            made: made_folders(&steps),
            title: set.title,
            root: set.root,
            undoes: set.undoes,
            emptied: set.emptied,
        };
        let record = changes.new_record(&id, store.fs())?;
        if steps.is_empty() {
            record.remove();
            if let (Some(undone), true) = (&head.undoes, skipped.is_empty() && is_whole) {
                changes.mark_undone(store.fs(), undone, &id)?;
            }
            return Ok(Self::of(id, head, record, steps, Vec::new(), skipped));
        }
        record.write(store.fs(), &head, &steps)?;
        if let Some(undone) = &head.undoes
            && let Err(err) = changes.mark_undone(store.fs(), undone, &id)
        {
            record.remove();
            return Err(err);
        }
        let undone = head.undoes.as_ref().map(|set| changes.record_of(set));
        let states = vec![Ok(StepState::ToDo); steps.len()];
        Ok(Self {
            undone,
            ..Self::of(id, head, record, steps, states, skipped)
        })
    }

    pub(super) fn of(
        id: ChangeId,
        head: Head,
        record: Record,
        steps: Vec<Step>,
        states: Vec<Result<StepState, Refusal>>,
        skipped: Vec<(PathBuf, Refusal)>,
    ) -> Self {
        let lock = record.lock().filter(|_| !steps.is_empty());
        Self {
            deeds: deeds_of(&steps, &states),
            id,
            head,
            record,
            steps,
            states,
            skipped,
            done: 0,
            folders: BTreeSet::new(),
            not_kept: None,
            undone: None,
            _lock: lock,
        }
    }

    pub fn id(&self) -> &ChangeId {
        &self.id
    }

    pub fn progress(&self) -> Progress {
        Progress {
            done: self.done,
            of: self.deeds.len(),
        }
    }

    pub fn is_finished(&self) -> bool {
        self.done == self.deeds.len()
    }

    /// Does the next batch.
    pub fn step(&mut self, saves: &Saves) {
        let store = saves.store.for_changes();
        let rest = self.deeds.get(self.done..).unwrap_or_default();
        let Some(first) = rest.first() else {
            return;
        };
        let kind = first.kind;
        let batch = rest.iter().take(BATCH).take_while(|deed| deed.kind == kind);
        let batch: Vec<usize> = batch.map(|deed| deed.step).collect();
        self.done += batch.len();
        match kind {
            Kind::Make | Kind::Copy | Kind::Rewrite => self.write(saves, &store, &batch),
            Kind::Move => batch
                .iter()
                .for_each(|&step| self.do_move(saves, &store, step)),
            Kind::Bin => batch.iter().for_each(|&step| self.bin(&store, step)),
        }
    }

    /// Ends here; what is left is refused.
    pub fn stop(mut self, store: &Store) -> Outcome {
        for state in &mut self.states {
            if *state == Ok(StepState::ToDo) {
                *state = Err(Refusal::Stopped);
            }
        }
        self.finish(store)
    }

    /// Syncs what was named anew, and closes the record.
    pub fn finish(mut self, store: &Store) -> Outcome {
        let fs = store.fs();
        let mut problems: Vec<Said> = self.not_kept.take().into_iter().collect();
        for folder in &self.folders {
            // One that moved on, or went to the bin, is synced with the one above it.
            if let Err(err) = fs.sync_folder(folder)
                && err.kind() != io::ErrorKind::NotFound
            {
                problems.push(Said::at(Said::of_system(&err), folder));
            }
        }
        for folder in &self.head.emptied {
            // Fails, as it should, where something is left in it.
            std::fs::remove_dir(folder).ok();
        }
        let states = self.steps.iter().zip(&self.states);
        let states: Vec<_> = states.map(|(step, it)| closed(store, step, it)).collect();
        if !states.is_empty()
            && let Err(err) = self.record.write_done(fs, &states)
        {
            problems.push(said!("change-not-closed", why = &err));
        }
        if self.may_be_tried_again()
            && let Some(undone) = &self.undone
        {
            undone.unmark_undone();
        }
        self.into_outcome(problems.into_iter().next())
    }

    /// Whether something was refused for a reason that may pass.
    fn may_be_tried_again(&self) -> bool {
        let skipped = self.skipped.iter().map(|(_, refusal)| refusal);
        let refused = self.states.iter().filter_map(|state| state.as_ref().err());
        skipped.chain(refused).any(Refusal::may_pass)
    }

    fn into_outcome(self, warning: Option<Said>) -> Outcome {
        let (mut changed, mut skipped) = (Vec::new(), self.skipped);
        for (step, state) in self.steps.into_iter().zip(self.states) {
            match state {
                Ok(StepState::Done) => changed.push(Changed {
                    hash: step.after.is_some().then_some(step.hash_after).flatten(),
                    became: became(&step),
                    path: step.path,
                }),
                Ok(_) => skipped.push((step.path, Refusal::Changed)),
                Err(refusal) => skipped.push((step.path, refusal)),
            }
        }
        Outcome {
            id: self.id,
            title: self.head.title,
            changed,
            skipped,
            warning,
        }
    }

    fn set(&mut self, step: usize, state: Result<StepState, Refusal>) {
        if let Some(slot) = self.states.get_mut(step) {
            *slot = state;
        }
    }

    /// Writes files that are new, and rewrites others.
    fn write(&mut self, saves: &Saves, store: &Store, batch: &[usize]) {
        let mut jobs = Vec::new();
        let mut written = Vec::new();
        for &number in batch {
            match self.job(store, number) {
                Ok(Some(job)) => {
                    jobs.push(job);
                    written.push(number);
                }
                Ok(None) => self.set(number, Ok(StepState::Done)),
                Err(refusal) => self.set(number, Err(refusal)),
            }
        }
        for ((number, job), answer) in written.into_iter().zip(&jobs).zip(store.write_many(&jobs)) {
            match answer {
                Ok(answer) => {
                    self.folders.extend(answer.folder);
                    self.set(number, Ok(StepState::Done));
                    self.keep(saves, &job.path, answer.replaced);
                }
                Err(err) => self.set(number, Err(refusal_of(&err))),
            }
        }
    }

    /// `None`: it was done without bytes of ours.
    fn job(&self, store: &Store, number: usize) -> Result<Option<Job>, Refusal> {
        let Some(step) = self.steps.get(number) else {
            return Ok(None);
        };
        if step.deed == Deed::FromBin {
            return from_bin(store, step).map(|()| None);
        }
        if let Some(Err(refusal)) = self.states.get(number) {
            // The move before it was refused.
            return Err(refusal.clone());
        }
        if step.deed == Deed::Stay && step.place != step.path && !self.is_moved_along(step) {
            return Err(Refusal::Alone);
        }
        let is_new = matches!(step.deed, Deed::Create | Deed::Copy { .. });
        if let Deed::Copy { .. } = step.deed {
            // The original is what it was when the copy was made ready.
            read_expected(store, &step.path, step.hash_before)?;
        }
        if is_new {
            // Also if it holds the same: then it is someone's, and undo must not throw it away.
            if step.place.symlink_metadata().is_ok() {
                return Err(Refusal::Taken);
            }
            make_folder(store, folder_of(&step.place))?;
        }
        Ok(Some(Job {
            path: step.place.clone(),
            bytes: step.after.clone().ok_or(Refusal::Changed)?,
            expected: if is_new { None } else { step.hash_before },
            like: matches!(step.deed, Deed::Copy { .. }).then(|| step.path.clone()),
        }))
    }

    /// Whether the folder that a file is in has moved as planned.
    fn is_moved_along(&self, step: &Step) -> bool {
        self.steps.iter().zip(&self.states).any(|(other, state)| {
            matches!(other.deed, Deed::MoveFolder { .. })
                && step.path.starts_with(&other.path)
                && *state == Ok(StepState::Done)
        })
    }

    fn keep(&mut self, saves: &Saves, path: &Path, replaced: Option<Vec<u8>>) {
        if let Some(old) = replaced
            && let Err(err) = saves.history.note(path, &old, SystemTime::now())
        {
            let error = said!("change-no-versions", why = &err);
            self.not_kept.get_or_insert(error);
        }
    }

    fn do_move(&mut self, saves: &Saves, store: &Store, number: usize) {
        let Some(step) = self.steps.get(number) else {
            return;
        };
        let moved = rename(store, step);
        if moved.is_ok() {
            move_versions(saves, step);
        }
        let is_rewritten = step.is_rewritten();
        let folders = [folder_of(&step.path), folder_of(&step.place)].map(Path::to_owned);
        self.folders.extend(folders);
        let state = moved.map(|()| {
            if is_rewritten {
                StepState::Moved
            } else {
                StepState::Done
            }
        });
        self.set(number, state);
    }

    fn bin(&mut self, store: &Store, number: usize) {
        let Some(step) = self.steps.get(number) else {
            return;
        };
        let Deed::ToBin { only_if } = &step.deed else {
            return;
        };
        let is_left_out = |path: &PathBuf| {
            let mut parts = self.steps.iter().zip(&self.states);
            parts.any(|(other, state)| {
                other.path == *path
                    && !matches!(other.deed, Deed::ToBin { .. })
                    && *state != Ok(StepState::Done)
            })
        };
        let binned = if only_if.iter().any(is_left_out) {
            Err(Refusal::Alone)
        } else {
            to_bin(store, step)
        };
        self.folders.insert(folder_of(&step.path).to_owned());
        self.set(number, binned.map(|()| StepState::Done));
    }
}

fn became(step: &Step) -> Became {
    let place = step.place.clone();
    match step.deed {
        Deed::Create | Deed::FromBin | Deed::Copy { .. } => Became::Made(place),
        Deed::ToBin { .. } => Became::Binned,
        _ if step.place != step.path => Became::Moved(place),
        _ => Became::Rewritten,
    }
}

/// What the record says of a step in the end.
fn closed(store: &Store, step: &Step, state: &Result<StepState, Refusal>) -> StepState {
    match state {
        Ok(state) => *state,
        // It may have its new name all the same.
        Err(_) if look(store, step) == StepState::Moved => StepState::Moved,
        Err(_) => StepState::Foreign,
    }
}

/// What is thrown away only with others stays where one of them is left out.
fn leave_out_alone(steps: &mut Vec<Step>, skipped: &mut Vec<(PathBuf, Refusal)>) {
    let there: Vec<PathBuf> = steps.iter().map(|step| step.path.clone()).collect();
    let is_left_out = |path: &PathBuf| {
        // What is not ticked is no step at all.
        !there.contains(path) || skipped.iter().any(|(left_out, _)| left_out == path)
    };
    let alone: Vec<Step> = steps
        .extract_if(.., |step| match &step.deed {
            Deed::ToBin { only_if } => only_if.iter().any(is_left_out),
            _ => false,
        })
        .collect();
    skipped.extend(alone.into_iter().map(|step| (step.path, Refusal::Alone)));
}

/// What is still to be done.
fn deeds_of(steps: &[Step], states: &[Result<StepState, Refusal>]) -> Vec<Deeds> {
    let mut deeds = Vec::new();
    for (number, (step, state)) in steps.iter().zip(states).enumerate() {
        let mut push = |kind| deeds.push(Deeds { kind, step: number });
        let Ok(state @ (StepState::ToDo | StepState::Moved)) = state else {
            continue;
        };
        match &step.deed {
            Deed::Create | Deed::FromBin => push(Kind::Make),
            Deed::Copy { .. } => push(Kind::Copy),
            Deed::Move { .. } | Deed::MoveFolder { .. } if *state == StepState::ToDo => {
                push(Kind::Move);
            }
            Deed::ToBin { .. } => push(Kind::Bin),
            Deed::Stay | Deed::Move { .. } | Deed::MoveFolder { .. } | Deed::Refused(_) => {}
        }
        if step.is_rewritten() {
            push(Kind::Rewrite);
        }
    }
    deeds.sort_by_key(|deed| deed.kind);
    deeds
}

/// The folders that are not there yet and will be made, the deepest first.
fn made_folders(steps: &[Step]) -> Vec<PathBuf> {
    let mut made = BTreeSet::new();
    for step in steps {
        if step.place == step.path && step.deed != Deed::Create {
            continue;
        }
        let missing = step
            .place
            .ancestors()
            .skip(1)
            .take_while(|folder| !folder.exists());
        made.extend(missing.map(Path::to_owned));
    }
    made.into_iter().rev().collect()
}
