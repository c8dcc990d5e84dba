//! The changes of files that the store thread makes, a batch at a time.

use std::{collections::VecDeque, path::PathBuf, time::SystemTime};

use crate::{
    io::{
        changes::{self, Applying, ChangeError, Changes},
        folders::Folders,
        saves::Saves,
        workers::StoreEvent,
    },
    model::change::{ChangeId, ChangeSet, Way},
};

/// The changes under way, oldest first. Their number is the one they were asked for with.
pub(crate) struct UnderWay {
    changes: Changes,
    applying: VecDeque<(u64, Applying)>,
}

impl UnderWay {
    pub fn new(folders: &Folders) -> Self {
        let changes = Changes::new(folders.changes());
        changes.sweep(SystemTime::now());
        Self {
            changes,
            applying: VecDeque::new(),
        }
    }

    pub fn begin(&mut self, saves: &Saves, number: u64, set: ChangeSet) -> StoreEvent {
        let id = self.changes.new_id(jiff::Timestamp::now());
        let begun = id.and_then(|id| self.changes.begin(&saves.store, id, set));
        self.take(number, begun.map(Some))
    }

    pub fn resume(&mut self, saves: &Saves, number: u64, id: &ChangeId, way: Way) -> StoreEvent {
        let resumed = self.changes.resume(&saves.store, id, way);
        self.take(number, resumed)
    }

    fn take(&mut self, number: u64, begun: Result<Option<Applying>, ChangeError>) -> StoreEvent {
        let result = match begun {
            Ok(Some(applying)) => {
                let progress = applying.progress();
                self.applying.push_back((number, applying));
                return StoreEvent::ChangeProgress { number, progress };
            }
            Ok(None) => Ok(None),
            Err(err) => Err(err),
        };
        StoreEvent::ChangeDone { number, result }
    }

    /// The next batch of the oldest change. `None`: there is none.
    pub fn go_on(&mut self, saves: &Saves) -> Option<StoreEvent> {
        let (number, mut applying) = self.applying.pop_front()?;
        applying.step(saves);
        if !applying.is_finished() {
            let progress = applying.progress();
            self.applying.push_front((number, applying));
            return Some(StoreEvent::ChangeProgress { number, progress });
        }
        let result = Ok(Some(applying.finish(&saves.store)));
        Some(StoreEvent::ChangeDone { number, result })
    }

    /// Ends a change where it is. `None`: it came to its end before.
    pub fn stop(&mut self, saves: &Saves, number: u64) -> Option<StoreEvent> {
        let at = self.applying.iter().position(|(it, _)| *it == number)?;
        let (number, applying) = self.applying.remove(at)?;
        let result = Ok(Some(applying.stop(&saves.store)));
        Some(StoreEvent::ChangeDone { number, result })
    }

    pub fn broken_off(&self, saves: &Saves, root: PathBuf) -> StoreEvent {
        let found = self.changes.broken_off(&saves.store, &root);
        StoreEvent::BrokenOffFound { root, found }
    }

    /// All that is left; nobody is there to be told.
    pub fn finish(&mut self, saves: &Saves) {
        for (_, applying) in std::mem::take(&mut self.applying) {
            for (path, refusal) in changes::finish(applying, saves).skipped {
                log::warn!("not changed: {refusal} ({})", path.display());
            }
        }
    }
}
