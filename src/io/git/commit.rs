//! A commit of exactly the files that are named, made by git itself. What other programs have put aside
//! of other files is as it was afterwards, also where there is no commit.
//!
//! Limits: another program that holds git's index is waited for 5 s.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{
    Repository,
    act::{Acting, Failed},
    programs::without,
};
use crate::{
    io::process::{Cancel, ProcessError},
    model::{
        git::{
            commit::{Made, NotMade, Plan},
            program::Allowed,
            status::{Status, What, path_of},
        },
        said::Says as _,
    },
};

/// How long another program may be at it.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(100);

fails!(NotMade);

/// Commits what is planned. `hear` is told each line that git and the hooks say.
///
/// # Errors
/// [`NotMade`]: then every file is as it was, also for git.
pub fn commit(
    repository: &Repository,
    plan: &Plan,
    hear: &dyn Fn(&str),
    cancel: &Cancel,
) -> Result<Made, NotMade> {
    let planned = Planned::of(repository, plan, cancel)?;
    let acting = Acting {
        settings: planned.settings.clone(),
        hear,
        cancel,
    };
    let before = repository.commit_of("HEAD")?;
    let done = planned.perform(repository, plan, &acting);
    let after = repository.commit_of("HEAD");
    match after.or_else(|_failed| repository.commit_of("HEAD"))? {
        // What is run behind a commit may fail: it is made all the same.
        Some(after) if before.as_ref() != Some(&after) => {
            Ok(planned.made(repository, plan, before, after))
        }
        _ => Err(planned.taken_back(repository, plan, done, cancel)),
    }
}

/// What there is to do.
struct Planned<'a> {
    paths: Vec<&'a Path>,
    /// Those that git does not know yet.
    new: Vec<&'a Path>,
    /// Those that are other than in the last commit.
    changed: BTreeSet<PathBuf>,
    settings: Vec<String>,
}

impl<'a> Planned<'a> {
    /// Refuses what would go wrong, and what is to be asked.
    fn of(repository: &Repository, plan: &'a Plan, cancel: &Cancel) -> Result<Self, NotMade> {
        if plan.message.trim().is_empty() {
            return Err(NotMade::NoMessage);
        }
        let paths: Vec<&Path> = plan.paths.iter().map(PathBuf::as_path).collect();
        if paths.is_empty() {
            return Err(NotMade::Nothing);
        }
        repository.wait_for_lock(cancel)?;
        let status = repository.status(&paths)?;
        may_be_made(&status, plan)?;
        if !repository.has_name()? {
            return Err(NotMade::NoName);
        }
        let known = repository.known(&paths)?;
        let is_new = |path: &&Path| !known.contains(*path) && repository.is_there(path);
        let new: Vec<&Path> = paths.iter().copied().filter(is_new).collect();
        let ignored = repository.ignored(&new)?;
        if !ignored.is_empty() && !plan.may.add_ignored {
            return Err(NotMade::Ignored(ignored));
        }
        let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
        for it in &status.changed {
            changed.extend(std::iter::once(it.path.clone()).chain(it.from.clone()));
        }
        changed.extend(ignored.into_iter().map(|it| it.path));
        if changed.is_empty() {
            repository.is_worth_asking(&paths)?;
        }
        let settings = repository.allowed(plan, &paths)?;
        Ok(Self {
            paths,
            new,
            changed,
            settings,
        })
    }

    fn perform(
        &self,
        repository: &Repository,
        plan: &Plan,
        acting: &Acting<'_>,
    ) -> Result<(), Failed> {
        if !self.new.is_empty() {
            let mut add = vec!["add", "--intent-to-add"];
            add.extend(plan.may.add_ignored.then_some("--force"));
            repository.act(acting, &add, self.new.iter().copied(), "")?;
        }
        let mut commit = vec!["commit", "--quiet", "--only", "--file=-"];
        commit.extend(plan.may.skip_hooks.then_some("--no-verify"));
        let paths = self.paths.iter().copied();
        let there = paths.filter(|path| {
            // What was new and is gone was never there for git.
            self.new.contains(path) || self.changed.contains(*path) || repository.is_there(path)
        });
        repository.act(acting, &commit, there, &plan.message)
    }

    /// The index is put right: a hook that writes files leaves it behind. There is a commit, whatever can be read
    /// of it.
    fn made(
        &self,
        repository: &Repository,
        plan: &Plan,
        before: Option<String>,
        commit: String,
    ) -> Made {
        let paths = repository.paths_of(&commit);
        let paths = paths.unwrap_or_else(|_unread| plan.paths.clone());
        let named = |path: &&PathBuf| self.paths.contains(&path.as_path());
        let added: Vec<PathBuf> = paths.iter().filter(|it| !named(it)).cloned().collect();
        let behind = repository.behind(&self.paths, &added);
        let behind = behind.unwrap_or_default();
        if !behind.is_empty() {
            let never = Cancel::default();
            let acting = self.quiet(&never);
            let behind = behind.iter().map(PathBuf::as_path);
            if let Err(failed) = repository.act(&acting, &["reset", "--quiet"], behind, "") {
                log::warn!("the index stays behind the commit: {failed}");
            }
        }
        let subject = repository.line(&["log", "-1", "--format=%s", &commit]);
        let said = plan.message.lines().next().unwrap_or_default();
        let is_in = |path: &&PathBuf| paths.contains(path);
        let left = self.changed.iter().filter(|it| !is_in(it));
        Made {
            subject: subject.unwrap_or_else(|_unread| said.to_owned()),
            left: left.cloned().collect(),
            added,
            commit,
            before,
            paths,
        }
    }

    /// Nothing was committed: git knows no more of the new files than before.
    fn taken_back(
        &self,
        repository: &Repository,
        plan: &Plan,
        done: Result<(), Failed>,
        cancel: &Cancel,
    ) -> NotMade {
        let never = Cancel::default();
        let mut torn = None;
        if !self.new.is_empty() {
            let new = self.new.iter().copied();
            let back = repository.act(&self.quiet(&never), &["reset", "--quiet"], new, "");
            torn = back.err();
        }
        let Err(failed) = done else {
            return NotMade::Nothing;
        };
        if let Some(torn) = torn {
            return NotMade::Torn {
                done: failed.said(),
                why: torn.said(),
            };
        }
        if cancel.is_cancelled() {
            return NotMade::Cancelled;
        }
        let runs_hooks = plan.programs != Allowed::None && !plan.may.skip_hooks;
        match failed {
            Failed::Ended {
                code: Some(1),
                words,
            } if runs_hooks && repository.has_refusing_hook() => NotMade::Refused { words },
            failed => failed.into(),
        }
    }

    fn quiet<'c>(&self, cancel: &'c Cancel) -> Acting<'c> {
        Acting {
            settings: self.settings.clone(),
            hear: &|_line| {},
            cancel,
        }
    }
}

/// What does not depend on the files, and what of the files cannot be committed.
fn may_be_made(status: &Status, plan: &Plan) -> Result<(), NotMade> {
    if let Some(underway) = status.underway.filter(|it| it.forbids_commits()) {
        return Err(NotMade::Underway(underway));
    }
    let mut changed = status.changed.iter();
    if let Some(conflict) = changed.find(|it| it.what == What::Conflict) {
        let path = conflict.path.clone();
        return Err(NotMade::Conflict { path });
    }
    if status.branch.name.is_none() && !plan.may.be_on_no_branch {
        return Err(NotMade::OnNoBranch);
    }
    Ok(())
}

impl Repository {
    /// Another program that is at it may end soon. Its lock is never taken away.
    pub(super) fn wait_for_lock(&self, cancel: &Cancel) -> Result<(), NotMade> {
        let end = Instant::now() + LOCK_PATIENCE;
        while self.is_locked() {
            if cancel.is_cancelled() {
                return Err(NotMade::Cancelled);
            }
            if Instant::now() >= end {
                return Err(NotMade::Locked);
            }
            thread::sleep(LOOK);
        }
        Ok(())
    }

    /// What a commit may start; the settings that see to it.
    fn allowed(&self, plan: &Plan, paths: &[&Path]) -> Result<Vec<String>, NotMade> {
        let found = self.inspect()?;
        match &plan.programs {
            _ if found.programs.is_empty() => Ok(Vec::new()),
            Allowed::All(mark) if *mark == found.mark => Ok(Vec::new()),
            Allowed::Unsaid | Allowed::All(_) => Err(NotMade::Programs(found)),
            Allowed::None => match self.filtered(paths, &found.programs)? {
                Some(path) => Err(NotMade::NeedsFilter { path }),
                None => Ok(without(&found.programs)),
            },
        }
    }

    /// Those of these files that git keeps something of.
    fn known(&self, paths: &[&Path]) -> Result<BTreeSet<PathBuf>, ProcessError> {
        let written = self.read(&["ls-files", "-z"], paths)?;
        let names = written.split(|byte| *byte == 0);
        Ok(names.filter(|it| !it.is_empty()).map(path_of).collect())
    }

    fn is_there(&self, within: &Path) -> bool {
        self.file(within).symlink_metadata().is_ok()
    }

    /// Nothing seems to be changed: it may be that git was told to look away.
    fn is_worth_asking(&self, paths: &[&Path]) -> Result<(), NotMade> {
        if let Some(path) = self.overlooked(paths)? {
            return Err(NotMade::Overlooked { path });
        }
        let written = self.read(&["ls-files", "-v", "-z"], paths)?;
        let mut entries = written.split(|byte| *byte == 0);
        if entries.any(|it| it.first().is_some_and(u8::is_ascii_lowercase)) {
            return Ok(());
        }
        Err(NotMade::Nothing)
    }

    /// Those of these files of which the index holds something else than the last commit, and those of the ones
    /// that a hook `added` that it does not hold.
    fn behind(&self, paths: &[&Path], added: &[PathBuf]) -> Result<Vec<PathBuf>, ProcessError> {
        let index = self.read(&["ls-files", "--stage", "-z"], paths)?;
        let tree = self.read(&["ls-tree", "-r", "-z", "--full-tree", "HEAD"], paths)?;
        let index = entries(&index, |fields| Some((fields.first()?, fields.get(1)?)));
        let tree = entries(&tree, |fields| Some((fields.first()?, fields.get(2)?)));
        let differing = index.symmetric_difference(&tree);
        let mut behind: BTreeSet<PathBuf> = differing.map(|(_, _, path)| path_of(path)).collect();
        if !added.is_empty() {
            let added: Vec<&Path> = added.iter().map(PathBuf::as_path).collect();
            let known = self.known(&added)?;
            let lost = added.into_iter().filter(|it| !known.contains(*it));
            behind.extend(lost.map(Path::to_owned));
        }
        Ok(behind.into_iter().collect())
    }

    /// The files that a commit changes.
    pub(super) fn paths_of(&self, commit: &str) -> Result<Vec<PathBuf>, ProcessError> {
        let asked = [
            "diff-tree",
            "-r",
            "-z",
            "--root",
            "--no-commit-id",
            "--no-renames",
            "--name-only",
            commit,
        ];
        let written = self.read(&asked, &[])?;
        let names = written.split(|byte| *byte == 0);
        Ok(names.filter(|it| !it.is_empty()).map(path_of).collect())
    }
}

type Fields<'a> = [&'a [u8]];

/// Mode, name and path of what stands as `FIELDS TAB path`.
fn entries<'a>(
    written: &'a [u8],
    of: impl for<'f> Fn(&'f Fields<'a>) -> Option<(&'f &'a [u8], &'f &'a [u8])>,
) -> BTreeSet<(&'a [u8], &'a [u8], &'a [u8])> {
    let records = written.split(|byte| *byte == 0);
    let read = records.filter_map(|record| {
        let tab = record.iter().position(|byte| *byte == b'\t')?;
        let (fields, path) = record.split_at(tab);
        let fields: Vec<&[u8]> = fields.split(|byte| *byte == b' ').collect();
        let (mode, name) = of(&fields)?;
        Some((*mode, *name, path.get(1..)?))
    });
    read.collect()
}
