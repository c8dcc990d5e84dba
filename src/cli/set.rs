//! `kopij set FILE… KEY=VALUE…`

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Done, Error, say, value};
use crate::{
    io::{self, scan, store},
    model::{
        document::DocumentId,
        front_matter::{self, Change, Manner},
        schema::Schema,
        text::Revision,
    },
};

/// What was given on the command line.
pub(super) struct Asked<'a> {
    /// Files, then `KEY=VALUE` pairs.
    pub arguments: &'a [String],
    pub add: &'a [String],
    pub remove: &'a [String],
    pub is_dry: bool,
}

/// Makes all changes in each file, and prints what differs. A file in which one of them cannot be
/// made stays as it is.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let (files, changes) = read_arguments(asked)?;
    let mut done = Done::Fine;
    let mut manners = Manners::default();
    for file in files {
        match change(&file, &changes, asked.is_dry, &mut manners) {
            Ok(Some(difference)) => out.write_all(difference.as_bytes())?,
            Ok(None) => {}
            Err(error) => {
                say(err, &error);
                done = Done::Failed;
            }
        }
    }
    Ok(done)
}

/// The files are the arguments before the first pair. An existing file is never taken for a pair.
fn read_arguments(asked: &Asked<'_>) -> Result<(Vec<PathBuf>, Vec<Change>), Error> {
    let mut files = Vec::new();
    let mut changes = Vec::new();
    for argument in asked.arguments {
        let is_file = changes.is_empty() && Path::new(argument).exists();
        match value::split(argument) {
            Some((key, text)) if !is_file => {
                let path = value::key_path(&key);
                let value = value::read(&path, text)?;
                changes.push(Change::Set { path, value });
            }
            None if !changes.is_empty() => {
                return Err(Error::NoFile {
                    argument: argument.clone(),
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

/// Makes the changes in one file. Returns the difference; `None`: there is none.
fn change(
    file: &Path,
    changes: &[Change],
    is_dry: bool,
    manners: &mut Manners,
) -> Result<Option<String>, Error> {
    let old = store::read(file)?;
    let mut text = old.text.to_string();
    for change in changes {
        let is_new = front_matter::glance(&text).value(change.path()).is_none();
        let manner = if is_new {
            manners.of(file)
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
    if *text == *old.text {
        return Ok(None);
    }
    let difference = difference(file, &old.text, &text);
    if !is_dry {
        store::write(&io::Write {
            document: DocumentId(0),
            revision: Revision::default(),
            path: file.to_owned(),
            text: Arc::from(text),
            format: old.format,
            expected: Some(old.hash),
        })?;
    }
    Ok(Some(difference))
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
    let name = file.display().to_string();
    let name = name.trim_start_matches('/');
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
