//! What is offered while something is typed, and where the writer was.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use crate::model::{
    document::DocumentId, markdown::format::complete::Block, picture::is_picture, text::Revision,
};

/// What is offered, and what was looked at for it.
#[derive(Debug, Default)]
pub struct Completing {
    /// Where the writer was in the last frame.
    pub seen: Option<(DocumentId, Revision, usize)>,
    pub offered: Option<Offered>,
    /// The addresses that articles of a folder can have; empty while they are looked for.
    pub targets: Option<(PathBuf, Vec<String>)>,
}

impl Completing {
    /// The pictures that an article of this folder can have.
    pub fn pictures(&self, folder: Option<&Path>) -> Vec<&str> {
        let found = self.targets.iter();
        let here = found.filter(|(beside, _)| Some(beside.as_path()) == folder);
        let addresses = here.flat_map(|(_, addresses)| addresses.iter().map(String::as_str));
        addresses.filter(|address| is_picture(address)).collect()
    }
}

/// What is offered at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub document: DocumentId,
    pub made_at: Revision,
    /// What it stands in the place of.
    pub range: Range<usize>,
    pub rows: Vec<Row>,
    pub chosen: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub title: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Text(String),
    Block(Block),
}
