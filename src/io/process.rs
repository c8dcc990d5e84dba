//! Starts programs; no other file does. What runs, where, with which environment and for how long
//! is decided here.
//!
//! A program is found in the absolute folders of `PATH` alone: a relative one would mean whatever
//! lies in the site. It gets no input, an environment of a few known variables, a process group of
//! its own, a time and a size. What it writes past the size, or after the time, ends it and all
//! that it started.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
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

/// Of what a program says of its failure.
const MAX_ERROR_BYTES: usize = 4_000;
const STEP: Duration = Duration::from_millis(5);

/// Why a program did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    #[error("{program} cannot be started: {source}")]
    Start { program: String, source: io::Error },
    #[error("what {program} writes cannot be read: {source}")]
    Read { program: String, source: io::Error },
    #[error("{program} took longer than {} s", limit.as_secs())]
    TooLong { program: String, limit: Duration },
    #[error("{program} wrote more than {limit} bytes")]
    TooMuch { program: String, limit: usize },
    /// `code` is `None` where a signal ended it.
    #[error("{program}: {message}")]
    Failed {
        program: String,
        code: Option<i32>,
        /// Its own words.
        message: String,
    },
}

/// A program on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
}

/// What a program is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub arguments: &'a [&'a OsStr],
    /// Where it runs.
    pub folder: &'a Path,
    /// Beside the few variables that every program gets.
    pub environment: &'a [(&'a str, &'a str)],
    pub time: Duration,
    /// Of what it writes.
    pub max_bytes: usize,
}

impl Program {
    /// The first program of this name in `PATH`.
    pub fn find(name: &str) -> Option<Self> {
        Self::find_in(name, &env::var_os("PATH")?)
    }

    fn find_in(name: &str, path: &OsStr) -> Option<Self> {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        let mut places = env::split_paths(path)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name));
        let path = places.find(|place| can_be_run(place))?;
        Some(Self { path })
    }

    /// What the program writes, once it ended well.
    ///
    /// # Errors
    /// [`ProcessError`]; nothing of the program runs on.
    pub fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, ProcessError> {
        let ends = Instant::now() + run.time;
        let mut started = Started::start(self, run)?;
        let written = match started.written.recv_timeout(run.time) {
            Ok(written) => written,
            Err(RecvTimeoutError::Timeout) => return Err(self.too_long(run)),
            Err(RecvTimeoutError::Disconnected) => Err(io::ErrorKind::BrokenPipe.into()),
        };
        // A part of it is not what was asked for.
        let written = written.map_err(|source| ProcessError::Read {
            program: self.name(),
            source,
        })?;
        if written.len() > run.max_bytes {
            return Err(ProcessError::TooMuch {
                program: self.name(),
                limit: run.max_bytes,
            });
        }
        let Some(status) = started.ended_by(ends) else {
            return Err(self.too_long(run));
        };
        if status.success() {
            return Ok(written);
        }
        let left = ends.saturating_duration_since(Instant::now());
        let complaint = started.complaint.recv_timeout(left);
        let complaint = complaint.ok().and_then(Result::ok).unwrap_or_default();
        Err(ProcessError::Failed {
            program: self.name(),
            code: status.code(),
            message: message(&complaint, status),
        })
    }

    fn too_long(&self, run: &Run<'_>) -> ProcessError {
        ProcessError::TooLong {
            program: self.name(),
            limit: run.time,
        }
    }

    fn name(&self) -> String {
        let name = self.path.file_stem().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// A running program. Dropping it ends it and all that it started.
struct Started {
    child: Child,
    /// What it writes, up to the limit and one byte more; when it ended, or the limit is reached.
    written: Receiver<io::Result<Vec<u8>>>,
    complaint: Receiver<io::Result<Vec<u8>>>,
}

impl Started {
    fn start(program: &Program, run: &Run<'_>) -> Result<Self, ProcessError> {
        let known = KNOWN
            .iter()
            .filter_map(|name| Some((OsString::from(name), env::var_os(name)?)));
        let mut command = Command::new(&program.path);
        command
            .args(run.arguments)
            .current_dir(run.folder)
            .env_clear()
            .envs(known)
            .envs(run.environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn().map_err(|source| ProcessError::Start {
            program: program.name(),
            source,
        })?;
        Ok(Self {
            written: read_aside(child.stdout.take(), run.max_bytes.saturating_add(1)),
            complaint: read_aside(child.stderr.take(), MAX_ERROR_BYTES),
            child,
        })
    }

    /// `None`: it runs on.
    fn ended_by(&mut self, ends: Instant) -> Option<ExitStatus> {
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            if Instant::now() >= ends {
                return None;
            }
            thread::sleep(STEP);
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Also what it left running.
        end_group(&self.child);
        self.child.kill().ok();
        if let Err(err) = self.child.wait() {
            log::warn!("a program was not seen to end: {err}");
        }
    }
}

/// Reads on a thread of its own, so that a full pipe holds nobody up. Nothing comes where there is
/// no thread.
fn read_aside(
    pipe: Option<impl io::Read + Send + 'static>,
    max_bytes: usize,
) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    let Some(pipe) = pipe else {
        return receiver;
    };
    let read = move || {
        let mut bytes = Vec::new();
        let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX);
        let read = pipe.take(limit).read_to_end(&mut bytes);
        // Who asked may have given up.
        sender.send(read.map(|_| bytes)).ok();
    };
    if let Err(err) = thread::Builder::new().name("pipe".to_owned()).spawn(read) {
        log::error!("no thread could be started: {err}");
    }
    receiver
}

fn message(complaint: &[u8], status: ExitStatus) -> String {
    let text = String::from_utf8_lossy(complaint);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.map_or_else(|| status.to_string(), str::to_owned)
}

#[cfg(unix)]
fn can_be_run(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_be_run(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file())
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
fn end_group(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // None of it may be left.
        kill_process_group(group, Signal::KILL).ok();
    }
}

#[cfg(not(unix))]
fn end_group(_child: &Child) {}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn shell(script: &str, time: Duration, max_bytes: usize) -> Result<String, ProcessError> {
        let folder = tempfile::tempdir().unwrap();
        let run = Run {
            arguments: &["-c".as_ref(), script.as_ref()],
            folder: folder.path(),
            environment: &[("GIVEN", "given")],
            time,
            max_bytes,
        };
        let written = Program::find("sh").unwrap().run(&run)?;
        Ok(String::from_utf8(written).unwrap())
    }

    const PATIENT: Duration = Duration::from_secs(30);

    #[test]
    fn what_is_written_comes_back() {
        assert_eq!(
            shell("echo one; echo two", PATIENT, 100).unwrap(),
            "one\ntwo\n"
        );
        assert_eq!(shell("true", PATIENT, 0).unwrap(), "");
        assert_eq!(shell("cat", PATIENT, 100).unwrap(), "", "there is no input");
    }

    #[test]
    fn only_what_is_known_and_given_is_in_the_environment() {
        let variables = shell("env", PATIENT, 10_000).unwrap();

        assert!(variables.contains("GIVEN=given\n"));
        // Cargo sets these for every test.
        assert!(env::vars().any(|(name, _)| name.starts_with("CARGO")));
        assert!(!variables.contains("CARGO"), "{variables}");
    }

    #[test]
    fn a_failure_is_told_in_the_words_of_the_program() {
        let failed = shell("echo >&2; echo 'no such thing' >&2; exit 3", PATIENT, 100);
        let Err(ProcessError::Failed { code, message, .. }) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!((code, message.as_str()), (Some(3), "no such thing"));

        let silent = shell("exit 4", PATIENT, 100).unwrap_err().to_string();
        assert_eq!(silent, "sh: exit status: 4");
    }

    #[test]
    fn a_program_ends_with_its_time_and_so_does_what_it_started() {
        let began = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script = format!("(sleep 1; touch {}) & sleep 60", mark.display());

        let slow = shell(&script, Duration::from_millis(200), 100);

        assert!(
            matches!(slow, Err(ProcessError::TooLong { .. })),
            "{slow:?}"
        );
        assert!(began.elapsed() < Duration::from_secs(30));
        thread::sleep(Duration::from_millis(1200));
        assert!(!mark.exists());
    }

    #[test]
    fn what_stays_behind_a_program_is_ended_and_not_waited_for() {
        let began = Instant::now();
        // The pipe is closed, the process goes on.
        let written = shell("sleep 60 >/dev/null 2>&1 & echo done", PATIENT, 100).unwrap();

        assert_eq!(written, "done\n");
        assert!(began.elapsed() < PATIENT);
    }

    #[test]
    fn a_flood_is_cut_off() {
        let flood = shell("yes", PATIENT, 10_000);
        assert!(
            matches!(flood, Err(ProcessError::TooMuch { limit: 10_000, .. })),
            "{flood:?}"
        );
        let exact = shell("printf 1234", PATIENT, 4).unwrap();
        assert_eq!(exact, "1234");
        // Neither the complaint holds anything up.
        let complaint = shell("yes >&2 & sleep 0.1; echo done", PATIENT, 100).unwrap();
        assert_eq!(complaint, "done\n");
    }

    #[test]
    fn what_cannot_be_read_to_its_end_is_an_error() {
        struct Breaks;
        impl io::Read for Breaks {
            fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
                if let [first, .., _] = bytes {
                    *first = b'x';
                }
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
        let read = read_aside(Some(Breaks), 100).recv().unwrap();

        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    }

    #[test]
    fn programs_of_the_site_are_not_found() {
        let site = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let make = |folder: &Path, mode| {
            let path = folder.join("git");
            fs::write(&path, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            path
        };
        make(site.path(), 0o755);
        let plain = make(other.path(), 0o644);
        let relative = pathdiff(site.path());
        let find = |folders: &[&Path]| {
            let path = env::join_paths(folders).unwrap();
            Program::find_in("git", &path).map(|program| program.path)
        };

        assert!(relative.join("git").exists());
        assert_eq!(find(&[&relative, Path::new("."), Path::new("")]), None);
        assert_eq!(find(&[other.path()]), None, "{}", plain.display());
        let found = make(other.path(), 0o755);
        assert_eq!(find(&[&relative, other.path()]), Some(found));
    }

    /// From the working folder.
    fn pathdiff(to: &Path) -> PathBuf {
        let up = env::current_dir().unwrap().components().count() - 1;
        let mut path = PathBuf::from("../".repeat(up));
        path.push(to.strip_prefix("/").unwrap());
        path
    }

    #[test]
    fn a_program_that_is_gone_is_said() {
        let gone = Program {
            path: "/no/such/program".into(),
        };
        let run = Run {
            arguments: &[],
            folder: Path::new("/"),
            environment: &[],
            time: PATIENT,
            max_bytes: 1,
        };
        let err = gone.run(&run).unwrap_err().to_string();
        assert!(err.starts_with("program cannot be started: "), "{err}");
    }
}
