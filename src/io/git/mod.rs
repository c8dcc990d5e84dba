//! Git, by the program that is installed.
//!
//! **Reading runs nothing of the repository.** A site may come from anywhere, and git starts programs that a
//! repository names: watchers, hooks, filters, pagers, ways to fetch. What is read here goes through
//! commands that start none of them, with what a file passes through on its way set to nothing, from the nearest
//! repository whose work tree holds the file: never from a bare one that lies within the site. Whether the owner
//! of a repository is to be trusted is asked of git itself; therefore the folder is named and not
//! `--git-dir`, which would skip that question.
//!
//! **Committing is git's own**, with hooks, signing and filters as its owner has them, once the writer said that
//! what came with the repository may run ([`trust`]). Exactly the files that are named go into a commit; what
//! other programs have put aside for the next one stays as it was, also where the commit fails.
//!
//! Limits: where git changes line ends or filters on checkout, a text is read as git keeps it.

/// What git has not done is said with git's words, or with why git was not asked, whatever was asked of it.
macro_rules! fails {
    ($kind:ident) => {
        fails!($kind of crate::io::process::ProcessError);
        fails!($kind of crate::io::git::GitError);
        fails!($kind of crate::io::git::act::Failed);
    };
    ($kind:ident of $error:ty) => {
        impl From<$error> for $kind {
            fn from(error: $error) -> Self {
                let why = crate::model::said::Says::said(&error);
                Self::Failed { why }
            }
        }
    };
}

mod act;
mod commit;
mod committed;
mod identity;
mod ignored;
mod programs;
mod proposal;
mod read;
mod server;
mod status;
pub mod trust;
mod undo;
mod waiting;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

pub use commit::commit;
pub use committed::{Committed, changed_since, committed, committed_at};
pub use identity::{Scope, set_identity};
pub use proposal::{Site, text_of};
pub use server::{Watching, get_latest, outgoing, push};
pub use undo::undo;

use crate::{
    io::process::{ProcessError, Program},
    model::{
        git::status::path_of,
        said::{Said, Says, said, says},
    },
};

/// Why git was not asked, or what it says.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    Process(#[from] ProcessError),
    /// The settings of the repository in `folder` say that its files are elsewhere.
    Elsewhere {
        folder: PathBuf,
        tree: PathBuf,
    },
    /// It would wait for what is no file.
    Waits {
        path: PathBuf,
    },
    /// What it wrote is not what was asked for.
    Odd {
        about: &'static str,
    },
}

says!(GitError);
impl Says for GitError {
    fn said(&self) -> Said {
        match self {
            Self::Process(inner) => inner.said(),
            Self::Elsewhere { folder, tree } => said!(
                "git-elsewhere",
                folder = folder.as_path(),
                tree = tree.as_path()
            ),
            Self::Waits { path } => said!("git-waits", path = path.as_path()),
            Self::Odd { about } => said!("git-odd", about = *about),
        }
    }
}

/// A repository with a work tree, and the git that is asked about it.
#[derive(Clone, Debug)]
pub struct Repository {
    program: Program,
    work_tree: PathBuf,
    /// Of this work tree: its own where there are several.
    git_dir: PathBuf,
    /// What a commit knows beside our environment.
    variables: Vec<(String, String)>,
}

impl Repository {
    /// The nearest repository whose work tree holds `path`, which need not be there. `None`: there is no git, or
    /// no repository.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn around(path: &Path) -> Result<Option<Self>, GitError> {
        let path = std::path::absolute(path).unwrap_or_else(|_unknown| path.to_owned());
        let Some(work_tree) = work_tree_of(&path) else {
            return Ok(None);
        };
        let Some(program) = Program::find("git") else {
            return Ok(None);
        };
        if let Some(path) = waiting::found(&work_tree, &path) {
            return Err(GitError::Waits { path });
        }
        let mut repository = Self {
            program,
            work_tree,
            git_dir: PathBuf::new(),
            variables: Vec::new(),
        };
        let asked = ["rev-parse", "--absolute-git-dir", "--show-toplevel"];
        let said = repository.read(&asked, &[])?;
        let mut lines = said.split(|byte| *byte == b'\n').map(path_of);
        repository.git_dir = lines.next().unwrap_or_default();
        let tree = lines.next().unwrap_or_default();
        let is_here = |folder: &Path| folder.canonicalize().ok() == tree.canonicalize().ok();
        if !is_here(&repository.work_tree) {
            return Err(GitError::Elsewhere {
                folder: repository.work_tree,
                tree,
            });
        }
        Ok(Some(repository))
    }

    /// The same, whose commits know these variables besides.
    #[must_use]
    pub fn knowing(mut self, variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter();
        self.variables
            .extend(variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    /// The same, by another git.
    #[must_use]
    pub fn run_by(self, program: Program) -> Self {
        Self { program, ..self }
    }

    /// The folder that holds all files of it.
    pub fn work_tree(&self) -> &Path {
        &self.work_tree
    }

    /// Where `path` is, from the top of the work tree. Where it leads, if it is a link: that is the file which is
    /// committed. `None`: elsewhere.
    pub fn within(&self, path: &Path) -> Option<PathBuf> {
        let really = path.canonicalize().or_else(|_gone| {
            let folder = path.parent().unwrap_or(path).canonicalize()?;
            Ok::<_, std::io::Error>(folder.join(path.file_name().unwrap_or_default()))
        });
        let tree = self.work_tree.canonicalize();
        let really = really.as_deref().unwrap_or(path);
        let within = really.strip_prefix(tree.as_deref().unwrap_or(&self.work_tree));
        let within = within.or_else(|_elsewhere| path.strip_prefix(&self.work_tree));
        Some(within.ok()?.to_owned())
    }

    /// The file of a path from the top.
    pub fn file(&self, within: &Path) -> PathBuf {
        self.work_tree.join(within)
    }
}

/// A path as an argument that means itself and nothing else, from wherever git is run.
fn exactly(within: &Path) -> OsString {
    let mut argument = OsString::from(":(top,literal)");
    argument.push(within);
    argument
}

/// The nearest folder above the file that has a repository.
fn work_tree_of(path: &Path) -> Option<PathBuf> {
    // Where a link leads counts, as that is the file that is written.
    let really = path.canonicalize().ok();
    let of = |path: &Path| {
        let mut above = path.ancestors().skip(usize::from(!path.is_dir()));
        above
            .find(|it| it.join(".git").exists())
            .map(Path::to_owned)
    };
    of(really.as_deref().unwrap_or(path)).or_else(|| of(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        git::{commit::NotMade, server::NotServed},
        words,
    };

    #[test]
    fn what_git_was_not_asked_for_is_said_by_its_id_and_not_in_words() {
        let why = GitError::Odd { about: "status" }.said();
        let not = NotServed::from(GitError::Odd { about: "status" });
        assert_eq!(not, NotServed::Failed { why: why.clone() });

        let words = words::put(&why);
        assert!(words::of(&not).contains(&words), "{words}");
        assert_eq!(
            not.to_string(),
            r#"commit-failed words=(git-odd about="status")"#
        );
    }

    #[test]
    fn what_git_says_stays_as_it_says_it() {
        let failed = act::Failed::Ended {
            code: Some(128),
            words: "fatal: no\n".to_owned(),
        };
        let not = NotMade::from(failed);
        let NotMade::Failed { why } = &not else {
            panic!("{not}");
        };
        assert_eq!(why.as_verbatim(), Some("fatal: no\n"));
        assert!(words::of(&not).ends_with("fatal: no"), "{not}");
    }
}
