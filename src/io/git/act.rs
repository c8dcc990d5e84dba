//! Commands of git that change the repository, with its programs and in its owner's surroundings. Each
//! lasts as long as it needs, or until somebody cancels it.
//!
//! Limits: 1 MB of what git and its hooks say is kept.

use std::{
    ffi::{OsStr, OsString},
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

use super::{Repository, exactly};
use crate::{
    io::process::{Cancel, Environment, Leftovers, ProcessError, Run, Told},
    model::said::{Said, Says, says},
};

/// How often it is looked whether somebody cancelled.
const STEP: Duration = Duration::from_millis(50);
/// Of all that git and its hooks say.
const MAX_WORDS: usize = 1_000_000;

/// Names that say how paths are read: ours are exact.
const PATHSPECS: [&str; 4] = [
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
];

/// How git acts.
pub(super) struct Acting<'a> {
    /// Settings before all others: `name=value`.
    pub settings: Vec<String>,
    /// Hears each line that git and its hooks say.
    pub hear: &'a dyn Fn(&str),
    pub cancel: &'a Cancel,
}

/// It did not do it.
#[derive(Debug)]
pub(super) enum Failed {
    /// It ended, by a signal where there is no code; all that was said.
    Ended { code: Option<i32>, words: String },
    /// It was not started.
    NotStarted(ProcessError),
}

says!(Failed);
impl Says for Failed {
    fn said(&self) -> Said {
        match self {
            Self::Ended { words, .. } => Said::verbatim(words.as_str()),
            Self::NotStarted(error) => error.said(),
        }
    }
}

impl From<ProcessError> for Failed {
    fn from(error: ProcessError) -> Self {
        Self::NotStarted(error)
    }
}

impl Repository {
    /// Has git do something, as long as it takes. `paths` are exact, from the top.
    pub(super) fn act<'p>(
        &self,
        acting: &Acting<'_>,
        arguments: &[&str],
        paths: impl IntoIterator<Item = &'p std::path::Path>,
        input: &str,
    ) -> Result<(), Failed> {
        let mut all: Vec<OsString> = Vec::new();
        for setting in &acting.settings {
            all.extend(["-c".into(), setting.into()]);
        }
        all.extend(arguments.iter().map(OsString::from));
        let mut paths = paths.into_iter().peekable();
        if paths.peek().is_some() {
            all.push("--".into());
            all.extend(paths.map(exactly));
        }
        let all: Vec<&OsStr> = all.iter().map(OsString::as_os_str).collect();
        let less = self.of_other_repositories()?;
        let mut variables = vec![("GIT_TERMINAL_PROMPT", "0"), ("GIT_EDITOR", ":")];
        let more = self.variables.iter();
        variables.extend(more.map(|(name, value)| (name.as_str(), value.as_str())));
        let run = Run {
            arguments: &all,
            folder: &self.work_tree,
            environment: Environment::WholeLess(&less),
            variables: &variables,
            leftovers: Leftovers::GoOn,
        };
        self.follow(acting, &run, input)
    }

    fn follow(&self, acting: &Acting<'_>, run: &Run<'_>, input: &str) -> Result<(), Failed> {
        let (sender, told) = mpsc::channel();
        let tell = move |it| {
            // Who asked waits until it has ended.
            sender.send(it).ok();
        };
        let following = self.program.follow(run, input.as_bytes(), tell)?;
        let mut words = String::new();
        let mut is_stopped = false;
        loop {
            match told.recv_timeout(STEP) {
                Ok(Told::Line(line) | Told::Complaint(line)) => {
                    (acting.hear)(&line);
                    if words.len() + line.len() < MAX_WORDS {
                        words.push_str(&line);
                        words.push('\n');
                    }
                }
                Ok(Told::Ended(Some(0))) => return Ok(()),
                Ok(Told::Ended(code)) => return Err(Failed::Ended { code, words }),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failed::Ended { code: None, words });
                }
                Err(RecvTimeoutError::Timeout) => {
                    if acting.cancel.is_cancelled() && !is_stopped {
                        is_stopped = true;
                        following.stop();
                    }
                }
            }
        }
    }

    /// The variables by which git is told of another repository than the one that it is in.
    fn of_other_repositories(&self) -> Result<Vec<OsString>, ProcessError> {
        let names = self.line(&["rev-parse", "--local-env-vars"])?;
        let names = names.lines().chain(PATHSPECS);
        Ok(names.map(OsString::from).collect())
    }
}
