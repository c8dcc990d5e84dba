//! `kopij undo [ID] [--site PATH] [--list]`

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Done, Error, place::Place, say, shown};
use crate::{
    io::{changes::Changes, folders::Folders, saves::Saves, store::Store},
    model::change::{ChangeId, ChangeSet, Refusal},
};

/// What was given on the command line.
pub(super) struct Asked<'a> {
    pub id: Option<&'a str>,
    pub site: Option<&'a Path>,
}

/// Takes a change back, and prints the files that are as they were. One that was changed since is
/// named and stays as it is.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let folders = Folders::find()?;
    let changes = Changes::new(folders.changes());
    let _turn = changes.take_turn()?;
    let (saves, _) = Saves::start(Store::of_commands(&folders.state), &folders);
    let id = if let Some(id) = asked.id {
        ChangeId(id.to_owned())
    } else {
        let root = root_of(asked.site)?;
        let last = changes.last(&root);
        last.ok_or(Error::NoChanges { root })?
    };
    let sets = changes.plan_undo(&saves.store, &id)?;
    let undo = changes.new_id(jiff::Timestamp::now())?;
    let mut done = Done::Fine;
    for set in sets {
        let left = not_ticked(&set);
        let root = set.root.clone();
        let outcome = changes.apply(&saves, undo.clone(), set)?;
        for changed in outcome.changed {
            let path = changed.place();
            let path = path.strip_prefix(&root).unwrap_or(path);
            writeln!(out, "{}", shown::path(path))?;
        }
        for (path, refusal) in outcome.skipped.into_iter().chain(left) {
            say(err, &Error::Refused { path, refusal });
            done = Done::Failed;
        }
        if let Some(warning) = outcome.warning {
            say(err, &warning);
        }
    }
    Ok(done)
}

/// Prints the changes in the site that can be taken back.
pub(super) fn list(asked: &Asked<'_>, out: &mut dyn Write) -> Result<Done, Error> {
    let folders = Folders::find()?;
    let root = root_of(asked.site)?;
    let made = Changes::new(folders.changes()).list(Some(&root));
    for made in made.into_iter().filter(|made| !made.is_undone) {
        writeln!(out, "{}  {}", made.id, shown::escaped(&made.title))?;
    }
    Ok(Done::Fine)
}

/// Only a person can say that what was changed since is to be merged.
fn not_ticked(set: &ChangeSet) -> Vec<(PathBuf, Refusal)> {
    let parts = set.parts.iter();
    let left = parts.filter(|part| !part.is_ticked && !part.is_refused());
    left.map(|part| (part.path.clone(), Refusal::Changed))
        .collect()
}

fn root_of(site: Option<&Path>) -> Result<PathBuf, Error> {
    let folder = site.unwrap_or(Path::new("."));
    // A file in it need not be there.
    let place = Place::of(&folder.join("index.md"));
    let place = place.map_err(|source| Error::Place {
        path: folder.to_owned(),
        source,
    })?;
    Ok(place.root)
}
