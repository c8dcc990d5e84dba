//! `kopij undo [ID] [--site PATH] [--list]`: takes back a change of files, whether a command made it or
//! the window, or lists those that can be taken back. A file that was changed since stays as it is and
//! is named.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    Done, Error, really, shown,
    told::{self, Told},
    writing::Links,
};
use crate::{
    io::{
        changes::Changes,
        folders::Folders,
        fs::folder_of,
        place::Place,
        saves::Saves,
        settings_file,
        store::{Store, WriteError},
    },
    model::change::{ChangeId, ChangeSet, Refusal},
};

/// What was given on the command line.
pub(super) struct Asked<'a> {
    pub id: Option<&'a str>,
    pub site: Option<&'a Path>,
    pub links: Links,
    pub allow_outside: &'a [PathBuf],
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
    let (mut saves, _) = Saves::start(Store::of_commands(&folders.state), &folders);
    let id = if let Some(id) = asked.id {
        ChangeId(id.to_owned())
    } else {
        last(&changes, &saves.store, root_of(asked.site)?)?
    };
    let sets = changes.plan_undo(&saves.store, &id)?;
    let undo = changes.new_id(jiff::Timestamp::now())?;
    let mut told = Told::new(out, err);
    for set in sets {
        let left = not_ticked(&set);
        let root = set.root.clone();
        if asked.links == Links::Within {
            keep_within(&mut saves.store, root.clone(), asked, &folders);
        }
        let outside = outside(&saves.store, &set);
        let folders_of_set: BTreeSet<&Path> =
            set.parts.iter().map(|part| folder_of(&part.path)).collect();
        for folder in folders_of_set {
            told::sweep(folder, told.errors());
        }
        let outcome = changes.apply(&saves, undo.clone(), set)?;
        for changed in outcome.changed {
            let path = changed.place();
            let path = path.strip_prefix(&root).unwrap_or(path);
            told.print(format_args!("{}\n", shown::path(path)));
        }
        for (path, refusal) in outcome.skipped.into_iter().chain(left) {
            told.fail(&match outside.get(&path) {
                Some(target) => Error::Outside {
                    target: target.clone(),
                    path,
                },
                None => Error::Refused { path, refusal },
            });
        }
        if let Some(warning) = outcome.warning {
            told.warn(&warning);
        }
    }
    told.end()
}

/// Prints the changes in the site that can be taken back.
pub(super) fn list(asked: &Asked<'_>, out: &mut dyn Write) -> Result<Done, Error> {
    let folders = Folders::find()?;
    let root = root_of(asked.site)?;
    let changes = Changes::new(folders.changes());
    changes.broken_off(&Store::of_commands(&folders.state), &root);
    let made = changes.list(Some(&root));
    for made in made.into_iter().filter(|made| !made.is_undone) {
        writeln!(out, "{}  {}", made.id, shown::escaped(&made.title))?;
    }
    Ok(Done::Fine)
}

/// The last change in the site. What a crash broke off before it did anything is forgotten.
fn last(changes: &Changes, store: &Store, root: PathBuf) -> Result<ChangeId, Error> {
    changes.broken_off(store, &root);
    let last = changes.last(&root);
    match (last, changes.newest_damaged()) {
        (Some(last), Some(damaged)) if damaged > last => Err(Error::Damaged { damaged }),
        (None, Some(damaged)) => Err(Error::Damaged { damaged }),
        (Some(last), _) => Ok(last),
        (None, None) => Err(Error::NoChanges { root }),
    }
}

/// The rule of the window and of `set`: a link may lead where the writer allowed it.
fn keep_within(store: &mut Store, root: PathBuf, asked: &Asked<'_>, folders: &Folders) {
    store.keep_within_and(root, really(asked.allow_outside));
    for target in settings_file::glance(folders).written_links {
        store.allow(target);
    }
}

/// The files of the set that are outside of the site by now, and where.
fn outside(store: &Store, set: &ChangeSet) -> BTreeMap<PathBuf, PathBuf> {
    let paths = set.parts.iter().map(|part| &part.path);
    paths
        .filter_map(|path| match store.place_of(path) {
            Err(WriteError::Outside { path, target }) => Some((path, target)),
            _ => None,
        })
        .collect()
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
