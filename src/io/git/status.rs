//! Which files are other than in the last commit, which of them were moved, and what is under way.
//!
//! Limits: what was moved is looked for where at most 100 files are gone and 100 are new, by 400
//! comparisons of texts; 200 files of at most 5 MB are read to see whether their line ends alone are
//! others.

use std::{
    collections::HashMap,
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
/// So many pairs of texts are compared.
const MOST_COMPARED: usize = 400;
/// Of a hundred bytes: from so many on a text is another one that was moved, as git has it.
const ALIKE: usize = 50;

impl Repository {
    /// What is other than in the last commit below these folders or files, which are named from the top of the
    /// work tree; without any in all of it. A file that was moved without telling git is
    /// [`What::Moved`] if it holds the same or half of it, one of which the line ends alone are others is not
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
        let Some(bytes) = self.small(&changed.path) else {
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
        for new in &new {
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
        self.pair_alike(&gone, &new, &mut pairs)?;
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

    /// Of those that are left, a new text most of whose lines were in one that is gone is that one, moved and
    /// changed.
    fn pair_alike(
        &self,
        gone: &[&Changed],
        new: &[&Changed],
        pairs: &mut Vec<(PathBuf, PathBuf, String)>,
    ) -> Result<(), ProcessError> {
        let is_text = |it: &&&Changed| it.path.extension().is_some();
        let left = new.iter().filter(is_text);
        let left = left.filter(|it| pairs.iter().all(|(_, to, _)| *to != it.path));
        let left: Vec<&&Changed> = left.collect();
        let free = gone.iter().filter(is_text);
        let free = free.filter(|it| pairs.iter().all(|(from, ..)| *from != it.path));
        let free: Vec<&&Changed> = free.collect();
        if left.is_empty() || free.is_empty() || left.len() * free.len() > MOST_COMPARED {
            return Ok(());
        }
        let mut before = Vec::new();
        for gone in free {
            before.push((gone, self.blob(&gone.blob)?));
        }
        let mut alike = Vec::new();
        for new in left {
            let Some(now) = self.small(&new.path) else {
                continue;
            };
            for (gone, before) in &before {
                let is_same_kind = gone.path.extension() == new.path.extension();
                let share = if is_same_kind { share(before, &now) } else { 0 };
                if share >= ALIKE {
                    alike.push((share, *gone, new));
                }
            }
        }
        alike.sort_by_key(|(share, ..)| std::cmp::Reverse(*share));
        for (_, gone, new) in alike {
            let is_taken =
                |(from, to, _): &(PathBuf, PathBuf, String)| *from == gone.path || *to == new.path;
            if !pairs.iter().any(is_taken) {
                pairs.push((gone.path.clone(), new.path.clone(), gone.blob.clone()));
            }
        }
        Ok(())
    }

    /// `None`: it is no file that is small enough.
    fn small(&self, within: &Path) -> Option<Vec<u8>> {
        let is_small = self.is_small(within);
        is_small.then(|| fs::read(self.file(within)).ok()).flatten()
    }

    fn is_small(&self, within: &Path) -> bool {
        let file = fs::symlink_metadata(self.file(within));
        file.is_ok_and(|it| it.is_file() && it.len() <= MOST_BYTES)
    }

    /// What git would call the file as it lies there. `None`: it is no file that is small enough.
    fn name_of(&self, within: &Path) -> Result<Option<String>, ProcessError> {
        if !self.is_small(within) {
            return Ok(None);
        }
        let name = self.read(&["hash-object", "--no-filters"], &[within])?;
        Ok(Some(String::from_utf8_lossy(&name).trim().to_owned()))
    }
}

/// How many of a hundred bytes of the longer text stand in lines that both have.
fn share(before: &[u8], now: &[u8]) -> usize {
    let mut lines: HashMap<&[u8], usize> = HashMap::new();
    for line in before.split(|byte| *byte == b'\n') {
        *lines.entry(line).or_default() += 1;
    }
    let mut both = 0;
    for line in now.split(|byte| *byte == b'\n') {
        if let Some(left) = lines.get_mut(line).filter(|left| **left > 0) {
            *left -= 1;
            both += line.len() + 1;
        }
    }
    both * 100 / before.len().max(now.len()).max(1)
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
