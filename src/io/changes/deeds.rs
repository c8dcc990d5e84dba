//! What is done with a name: another one, another folder, the recycle bin and back.

use std::{io, path::Path};

use super::prepare::{Step, look_for_folder, read_expected, refusal_of};
use crate::{
    io::{
        fs::folder_of,
        saves::Saves,
        store::{Job, Store},
    },
    model::{
        change::{Deed, Refusal},
        said::{Said, said},
    },
};

pub(super) fn make_folder(store: &Store, folder: &Path) -> Result<(), Refusal> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = store.fs().create_folder(folder);
    made.map_err(|err| Refusal::Said(Said::of_system(&err)))
}

pub(super) fn rename(store: &Store, step: &Step) -> Result<(), Refusal> {
    let _held = store.hold(&step.path).map_err(|err| refusal_of(&err))?;
    let is_folder = matches!(step.deed, Deed::MoveFolder { .. });
    if is_folder {
        look_for_folder(store, &step.path)?;
    } else {
        read_expected(store, &step.path, step.hash_before)?;
    }
    make_folder(store, folder_of(&step.place))?;
    match store.fs().move_new(&step.path, &step.place) {
        Ok(()) => Ok(()),
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Err(Refusal::Taken),
        Err(err) if err.kind() == io::ErrorKind::CrossesDevices && !is_folder => {
            carry_over(store, step)
        }
        Err(err) => Err(Refusal::Said(Said::of_system(&err))),
    }
}

/// The earlier versions go with their file.
pub(super) fn move_versions(saves: &Saves, step: &Step) {
    if !matches!(step.deed, Deed::MoveFolder { .. }) {
        saves.history.rename(&step.path, &step.place);
        return;
    }
    let files = std::fs::read_dir(&step.place)
        .into_iter()
        .flatten()
        .flatten();
    for file in files {
        let name = file.file_name();
        saves
            .history
            .rename(&step.path.join(&name), &step.place.join(&name));
    }
}

/// To another disk: a copy that is on it, and then the old one goes.
fn carry_over(store: &Store, step: &Step) -> Result<(), Refusal> {
    let bytes = read_expected(store, &step.path, step.hash_before)?;
    let job = Job {
        path: step.place.clone(),
        bytes: bytes.into(),
        expected: None,
        like: Some(step.path.clone()),
    };
    for answer in store.write_many(&[job]) {
        let written = answer.map_err(|err| refusal_of(&err))?;
        let synced = written.folder.map(|folder| store.fs().sync_folder(&folder));
        synced
            .transpose()
            .map_err(|err| Refusal::Said(Said::of_system(&err)))?;
    }
    let removed = store.fs().remove(&step.path);
    removed.map_err(|err| Refusal::Said(Said::of_system(&err)))
}

pub(super) fn to_bin(store: &Store, step: &Step) -> Result<(), Refusal> {
    let _held = store.hold(&step.path).map_err(|err| refusal_of(&err))?;
    if step.hash_before.is_some() {
        read_expected(store, &step.path, step.hash_before)?;
    } else {
        look_for_folder(store, &step.path)?;
    }
    let thrown = store.fs().to_bin(store.bin(), &step.path);
    thrown.map_err(|err| Refusal::Said(Said::of_system(&err)))
}

pub(super) fn from_bin(store: &Store, step: &Step) -> Result<(), Refusal> {
    let back = store.fs().take_from_bin(store.bin(), &step.path);
    back.map_err(|err| match err.kind() {
        io::ErrorKind::AlreadyExists => Refusal::Taken,
        io::ErrorKind::NotFound => Refusal::Said(said!("change-not-in-bin")),
        _ => Refusal::Said(Said::of_system(&err)),
    })
}
