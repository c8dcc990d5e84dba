//! How far a step is, as the disk says: after a crash nobody else knows.

use std::{path::Path, sync::Arc};

use super::prepare::Step;
use crate::{
    io::{
        encoding,
        store::{ReadError, Store, read_bytes},
    },
    model::{change::Deed, document::ContentHash},
};

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepState {
    ToDo,
    /// It has its new name and its old bytes.
    Moved,
    Done,
    /// The file holds something else, or is elsewhere: someone was there.
    Foreign,
}

/// What the disk says of a step.
pub(super) fn look(store: &Store, step: &Step) -> StepState {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let hash = |path: &Path| hash_of(store, path);
    let (before, after) = (step.hash_before, step.hash_after);
    match &step.deed {
        Deed::Create | Deed::Copy { .. } => match hash(&step.place) {
            Some(found) if Some(found) == after => StepState::Done,
            None if !is_there(&step.place) => StepState::ToDo,
            _ => StepState::Foreign,
        },
        Deed::FromBin if is_there(&step.path) => StepState::Done,
        Deed::FromBin => StepState::ToDo,
        Deed::ToBin { .. } => match (is_there(&step.path), before) {
            (false, _) => StepState::Done,
            (true, Some(before)) if hash(&step.path) != Some(before) => StepState::Foreign,
            (true, _) => StepState::ToDo,
        },
        Deed::MoveFolder { .. } => match (step.path.is_dir(), step.place.is_dir()) {
            (false, true) => StepState::Done,
            (true, false) if !is_there(&step.place) => StepState::ToDo,
            _ => StepState::Foreign,
        },
        Deed::Stay | Deed::Move { .. } | Deed::Refused(_) => {
            let (old, new) = (hash(&step.path), hash(&step.place));
            if new.is_some() && new == after && (old.is_none() || step.path == step.place) {
                StepState::Done
            } else if step.path != step.place && new.is_some() && new == before && old.is_none() {
                StepState::Moved
            } else if old.is_some() && old == before && (step.path == step.place || new.is_none()) {
                StepState::ToDo
            } else {
                StepState::Foreign
            }
        }
    }
}

pub(super) fn hash_of(store: &Store, path: &Path) -> Option<ContentHash> {
    match read_bytes(store.fs(), path) {
        Ok(bytes) => Some(encoding::hash(&bytes)),
        Err(ReadError::Missing { .. }) => None,
        Err(err) => {
            log::debug!("a file of a change is not read: {err}");
            None
        }
    }
}

/// The bytes of a step that is still to be done, wherever its file stands.
pub(super) fn bytes_of(store: &Store, step: &Step, state: StepState) -> Option<Arc<[u8]>> {
    let path = if state == StepState::Moved {
        &step.place
    } else {
        &step.path
    };
    read_bytes(store.fs(), path).ok().map(Into::into)
}
