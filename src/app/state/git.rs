//! What changed since the last commit, and the commit that is being prepared.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        process::Cancel,
        workers::{Proposed, Standing},
    },
    model::git::{
        commit::{Made, May, NotMade},
        program::Allowed,
        server::Outgoing,
        status::What,
    },
};

/// The status of the repository, and the page of what changed.
///
/// More than twelve fields: each is of one step on the way to a commit.
#[derive(Default)]
pub struct Git {
    /// Of the repository around the site; `None`: there is none, or it is being read.
    pub standing: Option<Standing>,
    /// What happened to the files that changed, by their whole paths.
    pub changed: BTreeMap<PathBuf, What>,
    /// So many of them are articles of the site, or were.
    pub changed_articles: usize,
    pub reading: Reading,
    /// What a commit would be.
    pub proposed: Option<Proposed>,
    /// Of the last proposal that was asked for.
    pub number: u64,
    /// Why there is none, in words.
    pub trouble: Option<String>,
    /// The files that the writer has put in or left out, from the top of the repository.
    pub ticked: BTreeMap<PathBuf, bool>,
    /// What was typed for commits that are not made yet, by article.
    pub messages: BTreeMap<PathBuf, String>,
    /// What was answered, and so holds for the next attempt.
    pub may: May,
    pub programs: Allowed,
    /// Why there is no commit.
    pub asked: Option<NotMade>,
    /// It waits until all articles of it are saved.
    pub waits_for_saves: bool,
    pub committing: Option<Committing>,
    /// The commit that can be taken back, with an article of it.
    pub made: Option<(PathBuf, Made)>,
}

/// Whether the status is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    #[default]
    Not,
    Now,
    /// It is being read, and is read once more after that.
    Again,
}

/// A commit that is being made.
pub struct Committing {
    pub cancel: Cancel,
    /// By the clock of the window.
    pub since_millis: u64,
    /// What was said last.
    pub line: String,
}

/// What goes to the server, and comes from it.
#[derive(Default)]
pub struct Server {
    /// What is asked about before it is handed in.
    pub outgoing: Option<Outgoing>,
    pub serving: Option<Serving>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    Push,
    GetLatest,
}

impl Git {
    /// Whether a file goes into the commit: what belongs to the article does, if nothing else was said.
    pub fn is_ticked(&self, path: &Path) -> bool {
        let proposal = self.proposed.as_ref().map(|it| &it.proposal);
        let is_media = || {
            let mut media = proposal.iter().flat_map(|it| &it.media);
            media.any(|it| it.path == path)
        };
        self.ticked.get(path).copied().unwrap_or_else(is_media)
    }

    /// What the commit says: as it was typed, else as it is proposed.
    pub fn message(&self) -> &str {
        let Some(proposed) = &self.proposed else {
            return "";
        };
        // Of an article that is as it was there is nothing to say.
        let is_changed = proposed.proposal.what.is_some();
        let says = if is_changed {
            proposed.proposal.message.as_str()
        } else {
            ""
        };
        let typed = self.messages.get(&proposed.path);
        typed.map_or(says, String::as_str)
    }

    /// The files that go into the commit, from the top of the repository.
    pub fn paths(&self) -> Vec<PathBuf> {
        let Some(proposed) = &self.proposed else {
            return Vec::new();
        };
        let proposal = &proposed.proposal;
        let lists = [&proposal.media, &proposal.others, &proposal.left];
        let more = lists.into_iter().flatten();
        let ticked = more.filter(|it| self.is_ticked(&it.path));
        let mut paths = proposal.what.map(|_| proposal.paths()).unwrap_or_default();
        paths.extend(ticked.flat_map(|it| it.paths().cloned().collect::<Vec<_>>()));
        paths
    }
}
