//! A commit is taken back while nobody else has it. The files stay as they are.

use std::path::PathBuf;

use super::{Repository, act::Acting, identity::quiet, programs::without};
use crate::{
    io::process::{Cancel, ProcessError},
    model::{
        git::{
            commit::{Made, NotMade, NotUndone},
            program::{Allowed, Inspected},
        },
        said::Says as _,
    },
};

fails!(NotUndone);

/// Takes a commit back that is the last one, and that no server is known to have. What others have put aside for
/// the next commit stays so.
///
/// # Errors
/// [`NotUndone`]
pub fn undo(repository: &Repository, made: &Made, allowed: &Allowed) -> Result<(), NotUndone> {
    let never = Cancel::default();
    match repository.wait_for_lock(&never) {
        Err(NotMade::Locked) => return Err(NotUndone::Locked),
        Err(other) => {
            return Err(NotUndone::Failed { why: other.said() });
        }
        Ok(()) => {}
    }
    let status = repository.status(&[])?;
    if let Some(underway) = status.underway.filter(|it| it.forbids_commits()) {
        return Err(NotUndone::Underway(underway));
    }
    if status.branch.commit.as_ref() != Some(&made.commit) {
        return Err(NotUndone::NotLast);
    }
    if repository.is_pushed(&made.commit)? {
        return Err(NotUndone::Pushed);
    }
    let found = repository.inspect()?;
    let acting = Acting {
        settings: settings_for(allowed, &found),
        ..quiet(&never)
    };
    // Only where the branch is still where it was.
    match &made.before {
        Some(before) => {
            let asked = [
                "update-ref",
                "-m",
                "kopij: undo",
                "HEAD",
                before,
                &made.commit,
            ];
            repository.act(&acting, &asked, [], "")?;
        }
        None => repository.act(&acting, &["update-ref", "-d", "HEAD", &made.commit], [], "")?,
    }
    let paths = made.paths.iter().map(PathBuf::as_path);
    Ok(repository.act(&acting, &["reset", "--quiet"], paths, "")?)
}

/// Nothing of the repository is started that was not allowed.
fn settings_for(allowed: &Allowed, found: &Inspected) -> Vec<String> {
    match allowed {
        Allowed::All(mark) if *mark == found.mark => Vec::new(),
        _ if found.programs.is_empty() => Vec::new(),
        _ => without(&found.programs),
    }
}

impl Repository {
    /// Whether a branch of a server, as it was seen last, has it.
    fn is_pushed(&self, commit: &str) -> Result<bool, ProcessError> {
        let asked = [
            "for-each-ref",
            "--count=1",
            "--contains",
            commit,
            "refs/remotes",
        ];
        Ok(!self.read(&asked, &[])?.is_empty())
    }
}
