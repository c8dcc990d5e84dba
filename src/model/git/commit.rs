//! A commit of some files: what is asked for, and what came of it.

use std::path::PathBuf;

use super::{
    program::{Allowed, Inspected},
    status::Underway,
};
use crate::model::said::{Said, Says, said, says};

/// What goes into a commit, and what it may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// From the top of the work tree. Of a file that was moved both.
    pub paths: Vec<PathBuf>,
    pub message: String,
    pub programs: Allowed,
    pub may: May,
}

/// What a commit does only where the writer said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Go where no branch is.
    pub be_on_no_branch: bool,
    /// Take in files that the repository is to leave out.
    pub add_ignored: bool,
    /// Leave the hooks out that can refuse it.
    pub skip_hooks: bool,
}

/// A commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub commit: String,
    /// `None`: it is the first.
    pub before: Option<String>,
    /// As it stands in the commit: a hook may have changed it.
    pub subject: String,
    /// All files of it.
    pub paths: Vec<PathBuf>,
    /// Those that a hook put in.
    pub added: Vec<PathBuf>,
    /// Those that were named and did not get in.
    pub left: Vec<PathBuf>,
}

/// A file that the repository is to leave out, and where that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    pub path: PathBuf,
    /// `.gitignore`
    pub by: String,
    pub line: usize,
    pub pattern: String,
}

/// Why there is no commit. Every file is as it was, also for git.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMade {
    NoRepository {
        path: PathBuf,
    },
    /// It holds files that are not in one repository.
    Apart {
        path: PathBuf,
    },
    Underway(Underway),
    Conflict {
        path: PathBuf,
    },
    /// It would be on no branch: to be asked.
    OnNoBranch,
    /// Another program is at it.
    Locked,
    /// Git does not know whose commit it would be: to be asked.
    NoName,
    /// To be asked.
    Ignored(Vec<Ignored>),
    /// Git was told to look away where a file changes.
    Overlooked {
        path: PathBuf,
    },
    NoMessage,
    /// No file is other than in the last commit.
    Nothing,
    /// To be asked: these programs came with the repository, and would be started.
    Programs(Inspected),
    /// A file would not be as it should without what it passes through.
    NeedsFilter {
        path: PathBuf,
    },
    /// A hook says no; all that it says.
    Refused {
        words: String,
    },
    Cancelled,
    /// In git's words, or why it was not asked.
    Failed {
        why: Said,
    },
    /// As `Failed`, with what was done; and why what git was told of new files could not be taken back.
    Torn {
        done: Said,
        why: Said,
    },
}

says!(NotMade);
impl Says for NotMade {
    fn said(&self) -> Said {
        match self {
            Self::NoRepository { path } => said!("commit-no-repository", path = path.as_path()),
            Self::Apart { path } => said!("commit-apart", path = path.as_path()),
            Self::Underway(Underway::Merge) => said!("commit-during-merge"),
            Self::Underway(_) => said!("commit-during-other"),
            Self::Conflict { path } => said!("commit-conflict", path = path.as_path()),
            Self::OnNoBranch => said!("commit-no-branch"),
            Self::Locked => said!("commit-locked"),
            Self::NoName => said!("commit-no-name"),
            Self::Ignored(all) => match all.as_slice() {
                [one, ..] => said!(
                    "commit-ignored",
                    path = one.path.as_path(),
                    by = one.by.as_str(),
                    line = one.line
                ),
                [] => said!("commit-nothing"),
            },
            Self::Overlooked { path } => said!("commit-overlooked", path = path.as_path()),
            Self::NoMessage => said!("commit-no-message"),
            Self::Nothing => said!("commit-nothing"),
            Self::Programs(found) => {
                let names = found.programs.iter().map(|it| it.name.as_str());
                let names = names.collect::<Vec<_>>().join(", ");
                said!("commit-programs", names = names)
            }
            Self::NeedsFilter { path } => said!("commit-needs-filter", path = path.as_path()),
            Self::Refused { words } => said!("commit-refused", words = words.as_str()),
            Self::Cancelled => said!("commit-cancelled"),
            Self::Failed { why } => said!("commit-failed", words = why.trimmed()),
            Self::Torn { done, why } => {
                said!("commit-torn", words = done.trimmed(), why = why.trimmed())
            }
        }
    }
}

/// Why a commit was not taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUndone {
    /// Others came after it.
    NotLast,
    /// Others may have it.
    Pushed,
    Underway(Underway),
    Locked,
    Failed {
        why: Said,
    },
}

says!(NotUndone);
impl Says for NotUndone {
    fn said(&self) -> Said {
        match self {
            Self::NotLast => said!("uncommit-not-last"),
            Self::Pushed => said!("uncommit-pushed"),
            Self::Underway(_) => said!("commit-during-other"),
            Self::Locked => said!("commit-locked"),
            Self::Failed { why } => said!("commit-failed", words = why.trimmed()),
        }
    }
}
