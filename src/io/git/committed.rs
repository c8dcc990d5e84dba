//! What a commit holds of a file, in the bytes that git keeps, and which files are other than in a
//! commit.
//!
//! Limits: what a filter or git itself would change on checkout is not changed here.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{GitError, Repository};
use crate::{io::process::ProcessError, model::git::status::path_of};

/// An article as the last commit of its branch has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    pub bytes: Vec<u8>,
    /// When the article was committed last.
    pub time: SystemTime,
    /// What the commit says it does, in a line.
    pub subject: String,
}

/// The file at `path` as it was committed last. `None`: there is no git, no repository, no commit,
/// or it does not hold the file.
///
/// # Errors
/// [`GitError`]: git refuses, or does not end.
pub fn committed(path: &Path) -> Result<Option<Committed>, GitError> {
    // A link is no article: the folder is looked for, and in it the name.
    let folder = path.parent().unwrap_or(path);
    let Some(repository) = Repository::around(folder)? else {
        return Ok(None);
    };
    let folder = repository.within(folder);
    let Some(within) = folder.zip(path.file_name()).map(|(it, name)| it.join(name)) else {
        return Ok(None);
    };
    let within = within.as_path();
    let Some(head) = repository.commit_of("HEAD")? else {
        return Ok(None);
    };
    let Some(blob) = repository.blob_of(&head, within)? else {
        return Ok(None);
    };
    let (time, subject) = repository.last_change(&head, within)?;
    Ok(Some(Committed {
        bytes: repository.blob(&blob)?,
        time,
        subject,
    }))
}

/// What the last commit holds of a file, which is named from the top of the work tree.
///
/// # Errors
/// [`GitError`]: git refuses, or does not end.
pub fn committed_at(repository: &Repository, within: &Path) -> Result<Option<Vec<u8>>, GitError> {
    let Some(head) = repository.commit_of("HEAD")? else {
        return Ok(None);
    };
    let Some(blob) = repository.blob_of(&head, within)? else {
        return Ok(None);
    };
    Ok(Some(repository.blob(&blob)?))
}

/// The files of the repository around a folder that are other than in a commit, and those that no commit
/// has. One that was only touched may be among them: what it holds is not compared, as git would run
/// the filters that the repository names. `None`: there is no git, no repository, or no such commit.
///
/// # Errors
/// [`GitError`]: git refuses, or does not end.
pub fn changed_since(folder: &Path, commit: &str) -> Result<Option<Vec<PathBuf>>, GitError> {
    let Some(repository) = Repository::around(folder)? else {
        return Ok(None);
    };
    let Some(commit) = repository.commit_of(commit)? else {
        return Ok(None);
    };
    let arguments = [
        "diff-index",
        "--name-only",
        "-z",
        "--ignore-submodules=all",
        &commit,
    ];
    let changed = repository.read_unfiltered(&arguments, &[])?;
    let new = repository.read(&["ls-files", "--others", "--exclude-standard", "-z"], &[])?;
    let names = changed
        .split(|byte| *byte == 0)
        .chain(new.split(|byte| *byte == 0));
    let names = names.filter(|name| !name.is_empty());
    let paths = names.map(|name| repository.file(&path_of(name)));
    Ok(Some(paths.collect()))
}

impl Repository {
    /// The commit of a name; `None`: there is none.
    pub(super) fn commit_of(&self, name: &str) -> Result<Option<String>, ProcessError> {
        let commit = format!("{name}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        match self.line(&arguments) {
            Ok(hash) => Ok(Some(hash)),
            Err(ProcessError::Failed { code: Some(1), .. }) => Ok(None),
            Err(err) => Err(err),
        }
    }

    /// The content of a file in a commit, if it is a plain file there.
    fn blob_of(&self, commit: &str, within: &Path) -> Result<Option<String>, ProcessError> {
        let line = self.read(&["ls-tree", "-z", "--full-tree", commit], &[within])?;
        let line = String::from_utf8_lossy(&line);
        let mut words = line.split(['\t', ' ']);
        let is_file = words.next().is_some_and(|mode| mode.starts_with("100"));
        let hash = words.nth(1).filter(|_| is_file);
        Ok(hash.map(str::to_owned))
    }

    pub(super) fn blob(&self, name: &str) -> Result<Vec<u8>, ProcessError> {
        self.read(&["cat-file", "blob", name], &[])
    }

    fn last_change(
        &self,
        commit: &str,
        within: &Path,
    ) -> Result<(SystemTime, String), ProcessError> {
        let arguments = ["rev-list", "-1", "--format=%ct %s", commit];
        let said = self.read(&arguments, &[within])?;
        let said = String::from_utf8_lossy(&said);
        // The first line names the commit.
        let line = said.lines().nth(1).unwrap_or_default();
        let (time, subject) = line.split_once(' ').unwrap_or_default();
        let time = UNIX_EPOCH + Duration::from_secs(time.parse().unwrap_or_default());
        Ok((time, subject.to_owned()))
    }

    /// What the last commits of a folder say that they do, the newest first.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn subjects(&self, folder: &Path, most: usize) -> Result<Vec<String>, GitError> {
        if self.commit_of("HEAD")?.is_none() {
            return Ok(Vec::new());
        }
        let most = format!("-{most}");
        let arguments = ["rev-list", &most, "--format=%s", "HEAD"];
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let said = self.read(&arguments, &[folder])?;
        let said = String::from_utf8_lossy(&said);
        // Before each stands a line that names the commit.
        let lines = said.lines().enumerate();
        let subjects = lines.filter(|(at, _)| at % 2 == 1);
        Ok(subjects.map(|(_, line)| line.to_owned()).collect())
    }
}
