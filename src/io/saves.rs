//! Saves with all that Kopij promises of them: what was broken off is finished first, and every
//! version that a save replaces is kept. The window and the commands save through this.

use std::{path::Path, time::SystemTime};

use crate::{
    io::{
        folders::Folders,
        history::{History, HistoryError},
        store::{Held, Outcome, Save, Store, Unfinished, WriteError},
    },
    model::document::Snapshot,
};

/// Saves files, and keeps what they held.
#[derive(Clone, Debug)]
pub struct Saves {
    pub store: Store,
    pub history: History,
}

/// What a save did.
#[derive(Debug)]
pub struct Kept {
    /// What the file holds now.
    pub snapshot: Snapshot,
    /// Why the version before is not among the earlier ones. The file is saved all the same.
    pub not_kept: Option<HistoryError>,
}

impl Saves {
    /// Finishes what earlier runs left unfinished; call it before an article is read. Returns what
    /// there is to say of that.
    pub fn start(store: Store, folders: &Folders) -> (Self, Vec<Unfinished>) {
        let saves = Self::without_start(store, folders);
        let unfinished = saves.store.recover();
        for Unfinished { path, outcome } in &unfinished {
            if let Outcome::Foreign { old } = outcome
                && saves.history.keep(path, old, SystemTime::now()).is_ok()
                && let Err(err) = saves.store.forget_unfinished(path)
            {
                log::warn!("a finished intent stays: {err}");
            }
        }
        (saves, unfinished)
    }

    /// For who only asks where it may write.
    pub fn without_start(store: Store, folders: &Folders) -> Self {
        let history = History::new(folders.history());
        Self { store, history }
    }

    /// Saves, and keeps what was replaced.
    ///
    /// # Errors
    /// [`WriteError`], with the path.
    pub fn write(&self, save: &Save) -> Result<Kept, WriteError> {
        self.write_held(&self.store.hold(&save.path)?, save)
    }

    /// As [`Saves::write`], where the file is held already.
    ///
    /// # Errors
    /// [`WriteError`], with the path.
    pub fn write_held(&self, held: &Held<'_>, save: &Save) -> Result<Kept, WriteError> {
        let saved = held.write(save)?;
        let kept = saved.replaced.map_or(Ok(()), |old| {
            self.history.keep(&save.path, &old, SystemTime::now())
        });
        Ok(Kept {
            snapshot: saved.snapshot,
            not_kept: kept.err(),
        })
    }

    /// Makes room in the history, and removes what kills left beside the files of Kopij's own.
    pub fn tidy(&self) {
        self.history.sweep(SystemTime::now());
    }

    /// Whether a save of this file was broken off, and could not be finished.
    pub fn is_torn(unfinished: &[Unfinished], target: &Path) -> bool {
        unfinished
            .iter()
            .any(|it| it.path == target && matches!(it.outcome, Outcome::Failed { .. }))
    }
}
