//! Which files are other than in the last commit, and what is under way.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{GitError, Repository};
use crate::{
    io::process::ProcessError,
    model::git::status::{Changed, Staged, Status, Underway, What},
};

/// So many files that are gone are looked for among those that are new.
const MOST_MOVED: usize = 100;
/// So many files are read to see whether their line ends alone are others.
const MOST_READ: usize = 200;
const MOST_BYTES: u64 = 5_000_000;

impl Repository {
    /// What is other than in the last commit below these folders or files, which are named from the top of the
    /// work tree; without any in all of it. A file that was moved without telling git is
    /// [`What::Moved`] if it holds the same, one of which the line ends alone are others is not
    /// changed.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn status(&self, below: &[&Path]) -> Result<Status, GitError> {
        let arguments = [
            "status",
            "--porcelain=v2",
            "--branch",
            "--ahead-behind",
            "-z",
            "--untracked-files=all",
            "--ignore-submodules=all",
            "--find-renames",
        ];
        let written = self.read_unfiltered(&arguments, below)?;
        let mut status = Status::read(&written);
        status.underway = self.underway();
        self.leave_out_line_ends(&mut status);
        self.pair_moved(&mut status)?;
        Ok(status)
    }

    fn underway(&self) -> Option<Underway> {
        let mut all = Underway::FILES.into_iter();
        let found = all.find(|(name, _)| self.git_dir.join(name).exists());
        found.map(|(_, underway)| underway)
    }

    /// Whether another program is changing what git keeps of the files.
    pub(super) fn is_locked(&self) -> bool {
        self.git_dir.join("index.lock").exists()
    }

    /// Git tells a file by its size where it was written with other line ends.
    fn leave_out_line_ends(&self, status: &mut Status) {
        let mut left = MOST_READ;
        status.changed.retain(|changed| {
            let is_in_question =
                changed.what == What::Changed && changed.staged == Staged::No && left > 0;
            if !is_in_question {
                return true;
            }
            left -= 1;
            !self.differs_in_line_ends(changed)
        });
    }

    fn differs_in_line_ends(&self, changed: &Changed) -> bool {
        let file = self.file(&changed.path);
        let is_small =
            fs::symlink_metadata(&file).is_ok_and(|it| it.is_file() && it.len() <= MOST_BYTES);
        let Some(bytes) = is_small.then(|| fs::read(&file).ok()).flatten() else {
            return false;
        };
        if !bytes.windows(2).any(|pair| pair == b"\r\n") {
            return false;
        }
        let before = self.blob(&changed.blob);
        before.is_ok_and(|before| before != bytes && plain(&before) == plain(&bytes))
    }

    /// What is gone and what is new, where they hold the same, are one file that was moved.
    fn pair_moved(&self, status: &mut Status) -> Result<(), ProcessError> {
        let is_gone = |it: &&Changed| it.what == What::Deleted && it.staged == Staged::No;
        let is_new = |it: &&Changed| it.what == What::New && it.staged == Staged::No;
        let gone: Vec<&Changed> = status.changed.iter().filter(is_gone).collect();
        let new: Vec<&Changed> = status.changed.iter().filter(is_new).collect();
        if gone.is_empty() || gone.len() > MOST_MOVED || new.is_empty() || new.len() > MOST_MOVED {
            return Ok(());
        }
        let mut pairs: Vec<(PathBuf, PathBuf, String)> = Vec::new();
        for new in new {
            let Some(blob) = self.name_of(&new.path)? else {
                continue;
            };
            let is_free = |it: &Changed| pairs.iter().all(|(from, ..)| *from != it.path);
            let same = gone.iter().filter(|it| it.blob == blob && is_free(it));
            let same: Vec<_> = same.collect();
            let mut named = same.iter();
            let found = named.find(|it| it.path.file_name() == new.path.file_name());
            let found = found.or(same.first());
            pairs.extend(found.map(|it| (it.path.clone(), new.path.clone(), blob)));
        }
        for (from, to, blob) in pairs {
            status.changed.retain(|it| it.path != from);
            if let Some(moved) = status.changed.iter_mut().find(|it| it.path == to) {
                moved.what = What::Moved;
                moved.from = Some(from);
                moved.blob = blob;
            }
        }
        Ok(())
    }

    /// What git would call the file as it lies there. `None`: it is no file that is small enough.
    fn name_of(&self, within: &Path) -> Result<Option<String>, ProcessError> {
        let file = self.file(within);
        let is_small =
            fs::symlink_metadata(&file).is_ok_and(|it| it.is_file() && it.len() <= MOST_BYTES);
        if !is_small {
            return Ok(None);
        }
        let name = self.read(&["hash-object", "--no-filters"], &[within])?;
        Ok(Some(String::from_utf8_lossy(&name).trim().to_owned()))
    }
}

/// With plain line ends.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            plain.push(*byte);
        }
    }
    plain
}
