//! What would be handed in at the server, what came from there, and why neither was done.

use std::path::PathBuf;

use super::{commit::NotMade, program::Inspected, status::Underway};
use crate::model::said::{Said, Says, said, says};

/// What would be handed in, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// `origin/main`
    pub upstream: String,
    /// What the commits say that they do, the newest first.
    pub subjects: Vec<String>,
}

/// What came from the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Got {
    /// All of it was here.
    Nothing,
    /// So many commits.
    Commits(usize),
}

/// Why nothing was handed in or got. All files are as they were.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotServed {
    /// The branch goes with none of a server.
    NoServer,
    /// The server has commits that are not here.
    Behind,
    Underway(Underway),
    Locked,
    /// To be asked: these programs came with the repository, and would be started.
    Programs(Inspected),
    /// Both sides changed these articles.
    BothChanged(Vec<PathBuf>),
    /// They are changed on the server, and have changes here that are in no commit.
    NotCommitted(Vec<PathBuf>),
    Cancelled,
    /// In git's words, or why it was not asked.
    Failed {
        why: Said,
    },
}

says!(NotServed);
impl Says for NotServed {
    fn said(&self) -> Said {
        match self {
            Self::NoServer => said!("server-none"),
            Self::Behind => said!("server-behind"),
            Self::Underway(underway) => NotMade::Underway(*underway).said(),
            Self::Locked => NotMade::Locked.said(),
            Self::Programs(found) => {
                let names = found.programs.iter().map(|it| it.name.as_str());
                let names = names.collect::<Vec<_>>().join(", ");
                said!("server-programs", names = names)
            }
            Self::BothChanged(paths) => said!("server-both-changed", paths = listed(paths)),
            Self::NotCommitted(paths) => said!("server-not-committed", paths = listed(paths)),
            Self::Cancelled => said!("server-cancelled"),
            Self::Failed { why } => said!("commit-failed", words = why.trimmed()),
        }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}
