//! Commits are handed in at the branch that goes with the one here, and those of others are got from
//! it. Nothing is ever forced, and nothing of the text is lost: what cannot be brought together is not
//! begun.
//!
//! Limits: 100 of the commits that would be handed in are named.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    GitError, Repository,
    act::{Acting, Failed},
    programs::without,
};
use crate::{
    io::process::{Cancel, ProcessError},
    model::git::{
        commit::NotMade,
        program::{Allowed, Inspected},
        server::{Got, NotServed, Outgoing},
        status::{Changed, Status, path_of},
    },
};

/// So many commits are named.
const MOST: usize = 100;

fails!(NotServed);

/// The branch of a server.
struct Upstream {
    /// `origin`
    remote: String,
    /// `refs/heads/main`
    branch: String,
}

/// Who hears what git says, and may end it.
#[derive(Clone, Copy)]
pub struct Watching<'a> {
    pub hear: &'a dyn Fn(&str),
    pub cancel: &'a Cancel,
}

/// What would be handed in. `None`: nothing, or nowhere.
///
/// # Errors
/// [`GitError`]: git refuses, or does not end.
pub fn outgoing(repository: &Repository) -> Result<Option<Outgoing>, GitError> {
    let status = repository.status(&[Path::new(".git")])?;
    let Some(upstream) = status
        .branch
        .upstream
        .filter(|_| status.branch.apart.is_some())
    else {
        return Ok(None);
    };
    let subjects = repository.subjects_of("@{upstream}..HEAD", MOST)?;
    Ok((!subjects.is_empty()).then_some(Outgoing { upstream, subjects }))
}

/// Hands in all commits of the branch.
///
/// # Errors
/// [`NotServed`]
pub fn push(
    repository: &Repository,
    programs: &Allowed,
    watching: Watching<'_>,
) -> Result<(), NotServed> {
    let status = repository.status(&[Path::new(".git")])?;
    let upstream = repository.upstream(&status)?;
    let settings = repository.allowed_here(programs)?;
    let lines = RefCell::new(Vec::new());
    let hear = |line: &str| {
        lines.borrow_mut().push(line.to_owned());
        (watching.hear)(line);
    };
    let acting = Acting {
        settings,
        hear: &hear,
        cancel: watching.cancel,
    };
    let target = format!("HEAD:{}", upstream.branch);
    let push = ["push", "--porcelain", &upstream.remote, &target];
    match repository.act(&acting, &push, [], "") {
        Ok(()) => Ok(()),
        Err(_) if watching.cancel.is_cancelled() => Err(NotServed::Cancelled),
        // Of a reference that was not taken: `!\tHEAD:refs/heads/main\t[rejected] (fetch first)`.
        Err(_) if lines.borrow().iter().any(|line| is_behind(line)) => Err(NotServed::Behind),
        Err(failed) => Err(failed.into()),
    }
}

fn is_behind(line: &str) -> bool {
    line.starts_with('!') && (line.contains("fetch first") || line.contains("non-fast-forward"))
}

/// Gets the commits of others, if they go together with what is here.
///
/// # Errors
/// [`NotServed`]: then all files are as they were.
pub fn get_latest(
    repository: &Repository,
    programs: &Allowed,
    watching: Watching<'_>,
) -> Result<Got, NotServed> {
    match repository.wait_for_lock(watching.cancel) {
        Ok(()) => {}
        Err(NotMade::Cancelled) => return Err(NotServed::Cancelled),
        Err(_) => return Err(NotServed::Locked),
    }
    let status = repository.status(&[])?;
    if let Some(underway) = status.underway.filter(|it| it.forbids_commits()) {
        return Err(NotServed::Underway(underway));
    }
    let upstream = repository.upstream(&status)?;
    let acting = Acting {
        settings: repository.allowed_here(programs)?,
        hear: watching.hear,
        cancel: watching.cancel,
    };
    let fetch = [
        "fetch",
        "--quiet",
        "--no-recurse-submodules",
        &upstream.remote,
    ];
    let fetched = repository.act(&acting, &fetch, [], "");
    if watching.cancel.is_cancelled() {
        return Err(NotServed::Cancelled);
    }
    fetched?;
    let status = repository.status(&[])?;
    let apart = status.branch.apart.unwrap_or_default();
    if apart.behind == 0 {
        return Ok(Got::Nothing);
    }
    if apart.ahead > 0 {
        repository.goes_together(&acting)?;
    }
    repository.leaves_changes_alone(&status)?;
    let merge: &[&str] = if apart.ahead == 0 {
        &["merge", "--quiet", "--ff-only", "@{upstream}"]
    } else {
        &["merge", "--quiet", "--no-edit", "@{upstream}"]
    };
    let before = repository.commit_of("HEAD")?;
    match repository.act(&acting, merge, [], "") {
        Ok(()) => Ok(Got::Commits(apart.behind)),
        Err(failed) => {
            if repository.commit_of("HEAD")? == before {
                let never = Cancel::default();
                let quiet = Acting {
                    hear: &|_line| {},
                    cancel: &never,
                    ..acting
                };
                // Nothing may have been begun.
                repository.act(&quiet, &["merge", "--abort"], [], "").ok();
            }
            Err(failed.into())
        }
    }
}

impl Repository {
    fn upstream(&self, status: &Status) -> Result<Upstream, NotServed> {
        let Some(branch) = &status.branch.name else {
            return Err(NotServed::NoServer);
        };
        let format = "--format=%(upstream:remotename)%09%(upstream:remoteref)";
        let said = self.line(&["for-each-ref", format, &format!("refs/heads/{branch}")])?;
        let (remote, branch) = said.split_once('\t').ok_or(NotServed::NoServer)?;
        // `.` is the repository itself.
        if remote.is_empty() || branch.is_empty() || remote == "." || remote.starts_with('-') {
            return Err(NotServed::NoServer);
        }
        Ok(Upstream {
            remote: remote.to_owned(),
            branch: branch.to_owned(),
        })
    }

    fn allowed_here(&self, programs: &Allowed) -> Result<Vec<String>, NotServed> {
        let found: Inspected = self.inspect()?;
        match programs {
            _ if found.programs.is_empty() => Ok(Vec::new()),
            Allowed::All(mark) if *mark == found.mark => Ok(Vec::new()),
            Allowed::None => Ok(without(&found.programs)),
            Allowed::Unsaid | Allowed::All(_) => Err(NotServed::Programs(found)),
        }
    }

    /// Whether both sides can be brought together without a question; tried without touching a file.
    fn goes_together(&self, acting: &Acting<'_>) -> Result<(), NotServed> {
        let lines = RefCell::new(Vec::new());
        let hear = |line: &str| lines.borrow_mut().push(line.to_owned());
        let settings = acting.settings.iter().cloned();
        let plain = ["core.quotePath=false".to_owned()];
        let trying = Acting {
            settings: settings.chain(plain).collect(),
            hear: &hear,
            cancel: acting.cancel,
        };
        let tree = [
            "merge-tree",
            "--write-tree",
            "--name-only",
            "--no-messages",
            "HEAD",
            "@{upstream}",
        ];
        match self.act(&trying, &tree, [], "") {
            Ok(()) => Ok(()),
            Err(Failed::Ended { code: Some(1), .. }) => {
                // The first line names the tree.
                let lines = lines.into_inner().into_iter().skip(1);
                let paths: BTreeSet<PathBuf> = lines.map(PathBuf::from).collect();
                Err(NotServed::BothChanged(paths.into_iter().collect()))
            }
            Err(failed) => Err(failed.into()),
        }
    }

    /// Nothing that the server changed has changes here that are in no commit.
    fn leaves_changes_alone(&self, status: &Status) -> Result<(), NotServed> {
        let base = self.line(&["merge-base", "HEAD", "@{upstream}"])?;
        let asked = [
            "diff-tree",
            "-r",
            "-z",
            "--name-only",
            "--no-renames",
            &base,
            "@{upstream}",
        ];
        let written = self.read(&asked, &[])?;
        let names = written.split(|byte| *byte == 0).filter(|it| !it.is_empty());
        let theirs: BTreeSet<PathBuf> = names.map(path_of).collect();
        let ours = status.changed.iter().flat_map(Changed::paths);
        let both: Vec<PathBuf> = ours.filter(|it| theirs.contains(*it)).cloned().collect();
        if both.is_empty() {
            Ok(())
        } else {
            Err(NotServed::NotCommitted(both))
        }
    }

    fn subjects_of(&self, range: &str, most: usize) -> Result<Vec<String>, ProcessError> {
        let most = format!("-{most}");
        let said = self.read(&["rev-list", &most, "--format=%s", range], &[])?;
        let said = String::from_utf8_lossy(&said);
        // Before each stands a line that names the commit.
        let lines = said.lines().enumerate().filter(|(at, _)| at % 2 == 1);
        Ok(lines.map(|(_, line)| line.to_owned()).collect())
    }
}
