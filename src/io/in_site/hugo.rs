//! The Hugo that is installed, asked once for each answer.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

use super::{CLOSED, stage::Stage};
use crate::{
    io::process::{Environment, Leftovers, Program, Run, Told, can_be_run},
    model::{
        said::{Said, Says as _},
        site::hugo::Version,
        stage::{NotShown, OLDEST, log, mounts::Mounts},
    },
};

/// Names the Hugo that is used; without it the first one of `PATH` is.
pub const HUGO_VARIABLE: &str = "KOPIJ_HUGO";

/// Of one answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many lines of one answer are kept.
const MOST_LINES: usize = 200_000;

/// A Hugo that is new enough.
#[derive(Clone, Debug)]
pub struct Hugo {
    pub(super) program: Program,
    version: Version,
}

impl Hugo {
    /// The one that is installed.
    ///
    /// # Errors
    /// [`NotShown`]: there is none, or it is too old.
    pub fn find() -> Result<Self, NotShown> {
        let named = env::var_os(HUGO_VARIABLE).map(PathBuf::from);
        let named = named.filter(|it| it.is_absolute() && can_be_run(it));
        let program = named.map(Program::at).or_else(|| Program::find("hugo"));
        let program = program.ok_or(NotShown::NoHugo)?;
        let said = ask(&program, Path::new("/"), &["version".as_ref()], &[])?;
        let version = version_in(&said).ok_or(NotShown::NoHugo)?;
        if version < OLDEST {
            return Err(NotShown::TooOld { version });
        }
        Ok(Self { program, version })
    }

    /// The mounts of the site at `root`.
    ///
    /// # Errors
    /// [`NotShown`]: its settings are broken.
    pub fn mounts(&self, root: &Path) -> Result<Mounts, NotShown> {
        let said = ask(
            &self.program,
            root,
            &["config".as_ref(), "mounts".as_ref()],
            &CLOSED,
        )?;
        Mounts::read(&said).ok_or(NotShown::NoAnswer)
    }

    /// All pages of a stage, as a CSV.
    pub(super) fn list(&self, stage: &Stage) -> Result<String, NotShown> {
        let arguments: Vec<OsString> = ["list", "all"].iter().map(OsString::from).collect();
        let mut arguments: Vec<OsString> = arguments.into_iter().chain(stage.arguments()).collect();
        if self.version.has(112) {
            arguments.push("--noBuildLock".into());
        }
        let arguments: Vec<&OsStr> = arguments.iter().map(OsString::as_os_str).collect();
        ask(&self.program, stage.root(), &arguments, &stage.variables())
    }
}

/// The lines that a run of a program writes.
fn ask(
    program: &Program,
    folder: &Path,
    arguments: &[&OsStr],
    variables: &[(&str, &str)],
) -> Result<String, NotShown> {
    let run = Run {
        arguments,
        folder,
        environment: Environment::Known,
        variables,
        leftovers: Leftovers::End,
    };
    let (sender, told) = mpsc::channel();
    let tell = move |it| {
        // Who asked may have given up.
        sender.send(it).ok();
    };
    let following = program.follow(&run, &[], tell);
    let following = following.map_err(|err| NotShown::Failed { why: err.said() })?;
    let began = Instant::now();
    let (mut said, mut complaints) = (String::new(), Vec::new());
    let mut lines = 0;
    let code = loop {
        let left = PATIENCE.saturating_sub(began.elapsed());
        match told.recv_timeout(left) {
            Ok(Told::Line(line)) => {
                lines += 1;
                said.push_str(&line);
                said.push('\n');
            }
            Ok(Told::Complaint(line)) => {
                lines += 1;
                complaints.push(line);
            }
            Ok(Told::Ended(code)) => break code,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break None,
        }
        if lines > MOST_LINES {
            break None;
        }
    };
    drop(following);
    if code == Some(0) {
        return Ok(said);
    }
    Err(why_not(&complaints))
}

/// What of all that Hugo complained about says why.
pub(super) fn why_not(complaints: &[String]) -> NotShown {
    if let Some(trouble) = complaints.iter().find_map(|line| log::trouble(line)) {
        return NotShown::Trouble(trouble);
    }
    let is_error = |line: &&String| line.starts_with("ERROR") || line.starts_with("Error");
    let error = complaints.iter().find(is_error).or(complaints.last());
    error.map_or(NotShown::NoAnswer, |words| NotShown::Failed {
        why: Said::verbatim(words.as_str()),
    })
}

/// Of `hugo v0.168.0-e27a676+extended linux/amd64`, below whatever a wrapper of it says.
fn version_in(said: &str) -> Option<Version> {
    let mut lines = said.lines();
    lines.find_map(|line| {
        let after = line.strip_prefix("hugo v");
        let after = after.or_else(|| line.strip_prefix("Hugo Static Site Generator v"));
        Version::read(after?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_below_what_a_wrapper_says() {
        for (said, version) in [
            ("hugo v0.168.0-e27a676+extended linux/amd64", Some((168, 0))),
            (
                "Running Hugo\nhugo v0.111.3+extended linux/amd64",
                Some((111, 3)),
            ),
            (
                "Hugo Static Site Generator v0.58.3/extended linux",
                Some((58, 3)),
            ),
            ("no such thing", None),
        ] {
            let expected = version.map(|(minor, patch)| Version::of(minor, patch));
            assert_eq!(version_in(said), expected, "{said}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_else_in_the_words_of_hugo() {
        let lines = |all: &[&str]| all.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        let words = |not_shown| match not_shown {
            NotShown::Failed { why } => why.as_verbatim().unwrap().to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            words(why_not(&lines(&["Running", "ERROR odd", "x"]))),
            "ERROR odd"
        );
        assert_eq!(words(why_not(&lines(&["a", "b"]))), "b");
        let trouble = why_not(&lines(&["Error: failed: \"/a/hugo.toml:3:1\": no"]));
        assert!(matches!(trouble, NotShown::Trouble(_)), "{trouble:?}");
    }
}
