//! `kopij strip FILE…`: cuts out of the files of pictures what they tell of place, camera and owner. No pixel
//! changes, nor how a photo is turned. What one run changes is one change of files, which `kopij undo` takes
//! back.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    Done, Error, shown,
    writing::{Made, Manner, Plan, Writing},
};
use crate::{
    io::pictures::{self, Stripped},
    model::{
        change::{Content, Rewrite},
        words::say,
    },
};

pub(super) fn run(
    files: &[PathBuf],
    manner: &Manner<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    Writing::run(manner, Stripping, files.to_vec(), out, err)
}

struct Stripping;

impl Plan for Stripping {
    fn made(&mut self, file: &Path, target: &Path) -> Result<Option<Made>, Error> {
        let stripped = pictures::strip(target).map_err(|source| Error::Strip {
            path: file.to_owned(),
            source,
        })?;
        let told = told(file, &stripped);
        Ok(stripped.bytes.map(|bytes| Made {
            rewrite: Rewrite::Whole(Content::Bytes(bytes)),
            told,
            expected: stripped.expected,
            old_bytes: stripped.old_bytes,
        }))
    }

    fn title(&self) -> String {
        say!("change-strip").to_owned()
    }
}

/// A line of what is cut out.
fn told(file: &Path, stripped: &Stripped) -> String {
    let carried = stripped.carried;
    let all = [
        (carried.location, say!("picture-sheet-location")),
        (carried.camera, say!("picture-sheet-camera")),
        (carried.words, say!("picture-sheet-words")),
    ];
    let told = all.iter().filter(|(is_told, _)| *is_told);
    let told: Vec<&str> = told.map(|(_, name)| *name).collect();
    let what = if told.is_empty() {
        say!("cli-strip-more").to_owned()
    } else {
        told.join(", ")
    };
    let line = say!("cli-strip-tells", file = shown::path(file), what = what);
    format!("{}\n", shown::escaped(&line))
}
