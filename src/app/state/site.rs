//! The site that is open, and what was learned of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::checks::OfSite,
    model::{
        check::InSite,
        schema::Schema,
        site::{Articles, Site as Listed, linking::Linking},
    },
};

/// The folder that is open.
///
/// More than twelve fields: one for each thing that is learned of it.
#[derive(Default)]
pub struct Site {
    pub open: Option<Listed>,
    /// The folder that is being walked; the panel says so.
    pub opening: Option<Opening>,
    /// What the articles of the site have in common.
    pub schema: Arc<Schema>,
    /// What the checks know of the site, and what several articles have.
    pub learned: Option<Arc<OfSite>>,
    /// How often it was learned.
    pub learnings: u64,
    pub learning: Learning,
    /// The words of the tags and authors of the site: none of them is a mistake.
    pub names: Arc<BTreeSet<String>>,
    /// The words of its articles that look like names, each with its number of articles.
    pub frequent: Arc<BTreeMap<String, usize>>,
    /// What was found when the articles were looked at last, the gravest first.
    pub problems: Arc<[Arc<InSite>]>,
    /// Which articles led to which then.
    pub linking: Option<Arc<Linking>>,
    pub checking: Checking,
    /// The number of the newest look at all articles.
    pub check: u64,
    /// How many of them are errors.
    pub errors: usize,
    /// The first file for which nothing is built, as far as it was looked.
    pub stopping: Option<Arc<Path>>,
    /// The articles that changed since they were looked at; `None`: all are to be looked at.
    pub unchecked: Option<BTreeSet<PathBuf>>,
    /// The articles of the list at a revision, for the search over all of them.
    pub searched: Option<(u64, Arc<Articles>)>,
}

/// A folder that is being walked.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// As it was asked for.
    pub root: PathBuf,
    pub title: String,
    /// So many of its articles are read.
    pub articles: usize,
    /// The site with some of them, where it takes long and no other one is open.
    pub part: Option<Box<Listed>>,
}

/// Whether all articles are being looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checking {
    #[default]
    Not,
    /// So many articles of so many.
    Now {
        done: usize,
        of: usize,
    },
    Done,
}

/// Whether the form of the site is being learned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learning {
    #[default]
    Not,
    Now,
    /// The articles changed meanwhile.
    Again,
}
