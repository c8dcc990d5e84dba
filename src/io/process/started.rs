//! A program that runs, its environment, and how it ends.

use std::{
    env,
    ffi::OsString,
    io,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Instant,
};

use super::{
    Environment, Leftovers, ProcessError, Program, Run, Wait,
    pipes::{self, Chunks, MAX_ERROR_BYTES, Words},
};

/// What a program may know of the one that started it: where its owner's files are, and what the
/// system needs to load it.
const KNOWN: [&str; 10] = [
    "HOME",
    "PATH",
    "TMPDIR",
    "USER",
    "XDG_CONFIG_HOME",
    "APPDATA",
    "SYSTEMROOT",
    "TEMP",
    "USERPROFILE",
    "WINDIR",
];

/// Windows loads nothing without it.
const NEEDED: &str = "SYSTEMROOT";

/// A running program. Dropping it ends it, and all that it started unless that may go on.
pub(super) struct Started {
    child: Child,
    leftovers: Leftovers,
    ended: Option<ExitStatus>,
}

/// What a program that was just started reads and writes.
pub(super) struct Pipes {
    pub input: Option<std::process::ChildStdin>,
    pub output: Option<std::process::ChildStdout>,
    pub complaint: Option<std::process::ChildStderr>,
}

/// Whether a program is told anything.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    None,
    Piped,
}

impl Started {
    pub fn start(
        program: &Program,
        run: &Run<'_>,
        input: Input,
    ) -> Result<(Self, Pipes), ProcessError> {
        let mut command = Command::new(&program.path);
        command
            .args(run.arguments)
            .current_dir(run.folder)
            .stdin(match input {
                Input::None => Stdio::null(),
                Input::Piped => Stdio::piped(),
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        set_environment(&mut command, run);
        apart(&mut command);
        let mut child = command.spawn().map_err(|source| ProcessError::Start {
            program: program.name.clone(),
            source,
        })?;
        let pipes = Pipes {
            input: child.stdin.take(),
            output: child.stdout.take(),
            complaint: child.stderr.take(),
        };
        let started = Self {
            child,
            leftovers: run.leftovers,
            ended: None,
        };
        Ok((started, pipes))
    }

    /// `None`: it runs.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        if self.ended.is_none() {
            // One that cannot be asked runs, as far as is known, and is ended in the end.
            self.ended = self.child.try_wait().ok().flatten();
            if self.ended.is_some() && self.leftovers == Leftovers::End {
                // What it left running would hold its pipes open.
                signal_group(&self.child, Ask::Kill);
            }
        }
        self.ended
    }

    /// Waits until it ended by itself.
    pub fn ended_by(&mut self, wait: &Wait<'_>) -> Result<ExitStatus, super::Stop> {
        loop {
            if let Some(status) = self.has_ended() {
                return Ok(status);
            }
            wait.goes_on()?;
            thread::sleep(wait.step());
        }
    }

    /// Asks it, and all that it started, to end.
    pub fn ask_to_end(&self) {
        if self.ended.is_none() {
            signal_group(&self.child, Ask::End);
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if self.has_ended().is_some() && self.leftovers == Leftovers::GoOn {
            return;
        }
        // Also what it left running.
        signal_group(&self.child, Ask::Kill);
        self.child.kill().ok();
        if let Err(err) = self.child.wait() {
            log::warn!("a program was not seen to end: {err}");
        }
    }
}

impl Pipes {
    /// Reads both, each on a thread of its own.
    pub fn read(self, leftovers: Leftovers) -> (Chunks, Words) {
        let words = pipes::read_words(self.complaint, MAX_ERROR_BYTES);
        (pipes::read_chunks(self.output, leftovers), words)
    }
}

fn set_environment(command: &mut Command, run: &Run<'_>) {
    let of_ours = |names: &[&'static str]| -> Vec<(OsString, OsString)> {
        let known = names.iter().map(|name| OsString::from(*name));
        known
            .filter_map(|name| Some((name.clone(), env::var_os(name)?)))
            .collect()
    };
    let command = match run.environment {
        Environment::Empty if cfg!(windows) => command.env_clear().envs(of_ours(&[NEEDED])),
        Environment::Empty => command.env_clear(),
        Environment::Known => command.env_clear().envs(of_ours(&KNOWN)),
        Environment::WholeLess(names) => names
            .iter()
            .fold(command, |command, name| command.env_remove(name)),
    };
    command.envs(run.variables.iter().copied());
}

/// In words: what it said first, else how it ended.
pub(super) fn failed(program: &Program, status: ExitStatus, words: &Words) -> ProcessError {
    let complaint = pipes::said(words);
    let text = String::from_utf8_lossy(&complaint);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    ProcessError::Failed {
        program: program.name.clone(),
        code: status.code(),
        signal: signal_of(status),
        message: first.map_or_else(|| status.to_string(), str::to_owned),
    }
}

/// When a wait that lasts `time` is over; `None`: never.
pub(super) fn end_of(time: std::time::Duration) -> Option<Instant> {
    Instant::now().checked_add(time)
}

#[derive(Clone, Copy)]
pub(super) enum Ask {
    End,
    Kill,
}

/// A program beside this one: in its group, with its environment and its output, and without input.
pub(super) struct Beside(Child);

impl Beside {
    pub fn start(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .spawn()?;
        Ok(Self(child))
    }

    pub fn has_ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.0.try_wait()
    }

    /// Asks it and all of our group, or ends them.
    #[cfg(unix)]
    pub fn signal(&self, ask: Ask) {
        use rustix::process::{Pid, getpgid, kill_process_group};
        // While it is not seen to have ended, its number is that of no other.
        let own = Pid::from_child(&self.0);
        if let Ok(group) = getpgid(Some(own)) {
            kill_process_group(group, ask.signal()).ok();
        }
    }

    /// Ends it: it cannot be asked.
    #[cfg(not(unix))]
    pub fn signal(&mut self, _ask: Ask) {
        self.0.kill().ok();
    }
}

/// Whether this process was asked to end, once that does not end it by itself.
pub(super) struct Requests(Arc<AtomicBool>);

impl Requests {
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

pub(super) fn note_requests_to_end() -> io::Result<Requests> {
    let asked = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [
        signal_hook::consts::SIGHUP,
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGTERM,
    ] {
        signal_hook::flag::register(signal, Arc::clone(&asked))?;
    }
    Ok(Requests(asked))
}

#[cfg(unix)]
impl Ask {
    fn signal(self) -> rustix::process::Signal {
        match self {
            Self::End => rustix::process::Signal::TERM,
            Self::Kill => rustix::process::Signal::KILL,
        }
    }
}

#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(unix)]
fn signal_group(child: &Child, ask: Ask) {
    use rustix::process::{Pid, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // None of it may be left.
        kill_process_group(group, ask.signal()).ok();
    }
}

#[cfg(not(unix))]
fn signal_group(_child: &Child, _ask: Ask) {}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal()
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}
