//! `kopij set FILE… KEY=VALUE…`: changes values of heads, and prints the difference. What one run
//! changes is one change of files, which `kopij undo` takes back.
//!
//! Limits: a new key is written as up to 200 articles beside the file write theirs.

use std::{
    collections::HashMap,
    ffi::{OsStr, OsString},
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    Done, Error, shown, value,
    writing::{self, Links, Made, Plan, Writing},
};
use crate::{
    io::scan,
    model::{
        change::plan,
        front_matter::{Change, Manner, Value},
        schema::Schema,
        words::say,
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
    /// Folders outside of the site that links may lead into.
    pub allow_outside: &'a [PathBuf],
}

/// Makes all changes in each file, and prints what differs. A file in which one of them cannot be
/// made is named and stays as it is; the others are changed. Nobody reading what is printed keeps
/// no file from being changed.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let (files, changes) = read_arguments(asked)?;
    let manner = writing::Manner {
        is_dry: asked.is_dry,
        links: asked.links,
        allow_outside: asked.allow_outside,
    };
    let setting = Setting {
        changes,
        manners: Manners::default(),
    };
    Writing::run(&manner, setting, files, out, err)
}

/// The files are the arguments before the first pair. An existing file is never taken for a pair.
fn read_arguments(asked: &Asked<'_>) -> Result<(Vec<PathBuf>, Vec<Change>), Error> {
    let mut files = Vec::new();
    let mut changes = Vec::new();
    for argument in asked.arguments {
        let is_file = changes.is_empty() && Path::new(argument).exists();
        if !is_file && is_pair_of_odd_bytes(argument) {
            return Err(Error::NotUtf8 {
                argument: shown::path(Path::new(argument)),
            });
        }
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
        let path = value::key_path(&key);
        let items = match value::read(&path, item)? {
            // A list is added item by item.
            Value::List(items) => items,
            item => vec![item],
        };
        changes.extend(items.into_iter().map(|item| Change::AddItem {
            path: path.clone(),
            item,
        }));
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

/// A key and a value that is no text; a name may be none.
fn is_pair_of_odd_bytes(argument: &OsStr) -> bool {
    let start = argument.as_encoded_bytes().utf8_chunks().next();
    let start = start.map_or("", |chunk| chunk.valid());
    argument.to_str().is_none() && value::split(start).is_some()
}

/// The changes of each file.
struct Setting {
    changes: Vec<Change>,
    manners: Manners,
}

impl Plan for Setting {
    fn made(&mut self, file: &Path, target: &Path) -> Result<Option<Made>, Error> {
        writing::edited(file, target, |old| {
            plan::values(&old.text, &self.changes, || self.manners.of(file))
        })
    }

    fn title(&self) -> String {
        let keys = self.changes.iter().map(|change| change.path().to_string());
        say!(
            "change-set-keys",
            keys = keys.collect::<Vec<_>>().join(", ")
        )
    }
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
