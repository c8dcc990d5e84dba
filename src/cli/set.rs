//! `kopij set FILE… KEY=VALUE…`

use std::{
    collections::{BTreeSet, HashMap},
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use super::{Done, Error, place::Place, say, shown, value};
use crate::{
    io::{
        Write as Save,
        folders::Folders,
        fs::folder_of,
        saves::Saves,
        scan, settings_file,
        store::{self, Outcome, Store, Unfinished, WriteError},
    },
    model::{
        document::{DocumentId, Snapshot},
        front_matter::{self, Change, Manner},
        schema::Schema,
        text::Revision,
    },
};

/// What was given on the command line.
pub(super) struct Asked<'a> {
    /// Files, then `KEY=VALUE` pairs.
    pub arguments: &'a [OsString],
    pub add: &'a [String],
    pub remove: &'a [String],
    pub is_dry: bool,
    pub links: Links,
}

/// Whether a link may lead out of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// Only where the writer has said so in the window.
    Within,
    Followed,
}

/// Makes all changes in each file, and prints what differs. A file in which one of them cannot be
/// made stays as it is. Nobody reading what is printed keeps no file from being changed.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let (files, changes) = read_arguments(asked)?;
    let mut setting = Setting::start(asked, changes, err)?;
    let mut done = Done::Fine;
    let mut printed = Ok(());
    for file in files {
        match setting.change(&file, err) {
            Ok(Some(difference)) if printed.is_ok() => {
                printed = out.write_all(difference.as_bytes());
            }
            Ok(_) => {}
            Err(error) => {
                say(err, &error);
                done = Done::Failed;
            }
        }
    }
    setting.end();
    match printed.and_then(|()| out.flush()) {
        // Who reads no further has seen enough of it; to see is all that a dry run is for.
        Err(gone) if gone.kind() == io::ErrorKind::BrokenPipe && !asked.is_dry => Ok(done),
        printed => printed.map(|()| done).map_err(Error::Output),
    }
}

/// The files are the arguments before the first pair. An existing file is never taken for a pair.
fn read_arguments(asked: &Asked<'_>) -> Result<(Vec<PathBuf>, Vec<Change>), Error> {
    let mut files = Vec::new();
    let mut changes = Vec::new();
    for argument in asked.arguments {
        let is_file = changes.is_empty() && Path::new(argument).exists();
        match argument.to_str().and_then(value::split) {
            Some((key, text)) if !is_file => {
                let path = value::key_path(&key);
                let value = value::read(&path, text)?;
                changes.push(Change::Set { path, value });
            }
            None if !changes.is_empty() => {
                return Err(Error::NoFile {
                    argument: shown::path(Path::new(argument)),
                });
            }
            _ => files.push(PathBuf::from(argument)),
        }
    }
    for argument in asked.add {
        let Some((key, item)) = value::split(argument) else {
            return Err(Error::NoEquals {
                argument: argument.clone(),
            });
        };
        changes.push(Change::AddItem {
            path: value::key_path(&key),
            item: item.to_owned(),
        });
    }
    changes.extend(asked.remove.iter().map(|key| Change::Remove {
        path: value::key_path(key),
    }));
    if files.is_empty() {
        return Err(Error::NoFiles);
    }
    if changes.is_empty() {
        return Err(Error::NoChange);
    }
    Ok((files, changes))
}

/// The changes, and what making them needs.
struct Setting {
    changes: Vec<Change>,
    is_dry: bool,
    links: Links,
    folders: Folders,
    saves: Saves,
    /// Saves in place that were broken off before.
    unfinished: Vec<Unfinished>,
    /// The folders that were looked through for what broken-off saves left.
    swept: BTreeSet<PathBuf>,
    manners: Manners,
    /// That versions are not kept is said once.
    has_said_not_kept: bool,
}

impl Setting {
    fn start(asked: &Asked<'_>, changes: Vec<Change>, err: &mut dyn Write) -> Result<Self, Error> {
        let folders = Folders::find()?;
        let store = Store::of_commands(&folders.state);
        let (saves, unfinished) = if asked.is_dry {
            (Saves::without_start(store, &folders), Vec::new())
        } else {
            Saves::start(store, &folders)
        };
        for unfinished in &unfinished {
            say_unfinished(unfinished, err);
        }
        Ok(Self {
            changes,
            is_dry: asked.is_dry,
            links: asked.links,
            folders,
            saves,
            unfinished,
            swept: BTreeSet::new(),
            manners: Manners::default(),
            has_said_not_kept: false,
        })
    }

    /// Makes the changes in one file. Returns the difference; `None`: there is none.
    fn change(&mut self, file: &Path, err: &mut dyn Write) -> Result<Option<String>, Error> {
        // That it is missing is said of the name that was given.
        store::look(file)?;
        let place = Place::of(file).map_err(|source| Error::Place {
            path: file.to_owned(),
            source,
        })?;
        let target = self.may_be_written(&place)?;
        if self.is_dry {
            let old = store::read(&target)?;
            let new = self.changed(file, &old)?;
            return Ok(new.map(|new| difference(file, &old.text, &new)));
        }
        self.sweep(&target, err);
        if Saves::is_torn(&self.unfinished, &target) {
            return Err(Error::Torn { path: target });
        }
        self.save(file, place, err)
    }

    /// The file is held from before it is read, so that no other Kopij's change is undone by this.
    fn save(
        &mut self,
        file: &Path,
        place: Place,
        err: &mut dyn Write,
    ) -> Result<Option<String>, Error> {
        let saves = self.saves.clone();
        let held = saves.store.hold(&place.path)?;
        let old = store::read(held.target())?;
        let Some(new) = self.changed(file, &old)? else {
            return Ok(None);
        };
        let difference = difference(file, &old.text, &new);
        let save = Save {
            document: DocumentId(0),
            revision: Revision::default(),
            path: place.path,
            text: Arc::from(new),
            format: old.format,
            expected: Some(old.hash),
        };
        let kept = saves.write_held(&held, &save)?;
        if let Some(error) = kept.not_kept
            && !std::mem::replace(&mut self.has_said_not_kept, true)
        {
            say(err, &format!("versions before are not kept: {error}"));
        }
        Ok(Some(difference))
    }

    /// Where the file really is.
    fn may_be_written(&mut self, place: &Place) -> Result<PathBuf, Error> {
        if self.links == Links::Within {
            self.saves.store.keep_within(place.root.clone());
        }
        match self.saves.store.place_of(&place.path) {
            Err(WriteError::Outside { path, target }) => {
                let allowed = settings_file::glance(&self.folders).written_links;
                if !allowed.contains(&target) {
                    return Err(Error::Outside { path, target });
                }
                self.saves.store.allow(target.clone());
                Ok(target)
            }
            result => Ok(result?),
        }
    }

    /// What the changes make of a text; `None`: the same.
    fn changed(&mut self, file: &Path, old: &Snapshot) -> Result<Option<String>, Error> {
        let mut text = old.text.to_string();
        for change in &self.changes {
            let is_new = front_matter::glance(&text).value(change.path()).is_none();
            let manner = if is_new {
                self.manners.of(file)
            } else {
                Manner::default()
            };
            let edit = front_matter::edit_in(&text, change, manner);
            let edit = edit.map_err(|refusal| Error::Refused {
                path: file.to_owned(),
                refusal,
            })?;
            if let Some(edit) = edit {
                text = edit.applied_to(&text);
            }
        }
        Ok((*text != *old.text).then_some(text))
    }

    /// Removes what broken-off saves left beside a file, and says what is for the writer to see.
    fn sweep(&mut self, target: &Path, err: &mut dyn Write) {
        let folder = folder_of(target);
        if self.swept.contains(folder) {
            return;
        }
        self.swept.insert(folder.to_owned());
        for left in store::sweep_folder(folder, SystemTime::now()) {
            let left = shown::path(&left);
            say(
                err,
                &format!(
                    "a broken-off save left what no other file holds; Kopij's window shows it ({left})"
                ),
            );
        }
    }

    fn end(&self) {
        if !self.is_dry {
            self.saves.tidy();
        }
    }
}

fn say_unfinished(unfinished: &Unfinished, err: &mut dyn Write) {
    let path = shown::path(&unfinished.path);
    let what = match &unfinished.outcome {
        Outcome::Finished => format!("a save that was broken off is finished now ({path})"),
        Outcome::Foreign { .. } => format!(
            "a save was broken off, and another program wrote the file since; what it held is among its earlier versions ({path})"
        ),
        Outcome::Failed { error } => {
            format!("a save was broken off and cannot be finished: {error} ({path})")
        }
    };
    say(err, &what);
}

/// How the articles of each folder are written: what a new key follows.
#[derive(Default)]
struct Manners {
    folders: HashMap<Option<PathBuf>, Manner>,
}

impl Manners {
    /// So many articles show how a folder is written.
    const ENOUGH: usize = 200;

    fn of(&mut self, file: &Path) -> Manner {
        let folder = file.parent().map(Path::to_owned);
        *self.folders.entry(folder).or_insert_with(|| {
            let heads = scan::heads_beside(file, Self::ENOUGH);
            let schema = Schema::learn(heads.iter().map(|head| ("", head)));
            schema.form("").manner
        })
    }
}

/// As git prints it.
fn difference(file: &Path, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&shown::quoted("a", file), &shown::quoted("b", file))
        .to_string()
}
