//! Starts programs; no other room does. What runs, where, with which environment and for how long
//! is decided here.
//!
//! A program is found in the absolute folders of `PATH` alone: a relative one would mean whatever
//! lies in the site; or it is Kopij itself. It gets the environment that it is given and a process
//! group of its own, and runs in one of three ways:
//!
//! - [`Program::run`]: once, within a time and a size. What it writes past the size, or after the
//!   time, ends it.
//! - [`Program::follow`]: it stays, and what it says comes line by line.
//! - [`Program::converse`]: it stays, and bytes go to and fro.
//!
//! What it started ends with it, unless that may go on ([`Leftovers`]). What must not go on even where Kopij is killed
//! is held ([`Program::hold`]).

mod conversation;
mod following;
pub mod keeper;
mod pipes;
mod started;

use std::{
    env,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
    process::ExitStatus,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

pub use conversation::Conversation;
pub use following::{Following, Told};

use pipes::{Chunks, Words};
use started::{Input, Started};

use crate::model::said::{Said, Says, said, says};

/// How long until it is looked again whether somebody cancelled.
const STEP: Duration = Duration::from_millis(5);

/// Why a program did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    Start {
        program: String,
        source: io::Error,
    },
    Read {
        program: String,
        source: io::Error,
    },
    TooLong {
        program: String,
        limit: Duration,
    },
    TooMuch {
        program: String,
        limit: usize,
    },
    Cancelled {
        program: String,
    },
    /// `code` is `None` where a signal ended it.
    Failed {
        program: String,
        code: Option<i32>,
        signal: Option<i32>,
        /// Its own words.
        message: String,
    },
}

says!(ProcessError);
impl Says for ProcessError {
    fn said(&self) -> Said {
        match self {
            Self::Start {
                program, source, ..
            } => said!("process-error-start", program = program, why = source),
            Self::Read {
                program, source, ..
            } => said!("process-error-read", program = program, why = source),
            Self::TooLong { program, limit } => said!(
                "process-error-too-long",
                program = program,
                secs = limit.as_secs()
            ),
            Self::TooMuch { program, limit } => {
                said!("process-error-too-much", program = program, limit = limit)
            }
            Self::Cancelled { program } => said!("process-error-cancelled", program = program),
            Self::Failed {
                program, message, ..
            } => said!("process-error-failed", program = program, why = message),
        }
    }
}

/// A program on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    /// For people.
    name: String,
}

/// How a program is started.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub arguments: &'a [&'a OsStr],
    /// Where it runs.
    pub folder: &'a Path,
    pub environment: Environment<'a>,
    /// Beside its environment.
    pub variables: &'a [(&'a str, &'a str)],
    pub leftovers: Leftovers,
}

/// What a program knows of the one that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment<'a> {
    Empty,
    /// Where its owner's files and programs are, and no more.
    Known,
    /// All, less the variables of these names.
    WholeLess(&'a [OsString]),
}

/// What becomes of the programs that an ended program left running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftovers {
    End,
    /// They go on, if the program ended by itself.
    GoOn,
}

/// What a run may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// `Duration::MAX`: as long as it likes.
    pub time: Duration,
    /// Of what it writes.
    pub max_bytes: usize,
    pub cancel: &'a Cancel,
}

/// Ends what is waited for. Its clones are one.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    asked: Arc<AtomicBool>,
}

impl Cancel {
    pub fn cancel(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether anybody else can still see or cancel it.
    pub fn is_shared(&self) -> bool {
        Arc::strong_count(&self.asked) > 1
    }
}

/// Why a wait was given up.
#[derive(Clone, Copy, Debug)]
enum Stop {
    Cancelled,
    TooLong(Duration),
}

/// A wait that ends with its time, or where it is cancelled.
struct Wait<'a> {
    ends: Option<Instant>,
    time: Duration,
    cancel: &'a Cancel,
}

impl<'a> Wait<'a> {
    fn new(time: Duration, cancel: &'a Cancel) -> Self {
        Self {
            ends: started::end_of(time),
            time,
            cancel,
        }
    }

    fn goes_on(&self) -> Result<(), Stop> {
        if self.cancel.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        if self.ends.is_some_and(|ends| Instant::now() >= ends) {
            return Err(Stop::TooLong(self.time));
        }
        Ok(())
    }

    fn step(&self) -> Duration {
        let left = self.ends.map(|ends| ends.duration_since(Instant::now()));
        left.map_or(STEP, |left| left.min(STEP))
    }

    /// The next of a channel; `None`: it ended, or there is none for `started` that has ended.
    fn next<T>(&self, channel: &Receiver<T>, started: &mut Started) -> Result<Option<T>, Stop> {
        loop {
            match channel.recv_timeout(self.step()) {
                Ok(next) => return Ok(Some(next)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => self.goes_on()?,
            }
            // Its pipe may be held by what it left running.
            if started.has_ended().is_some() {
                return Ok(pipes::rest(channel));
            }
        }
    }
}

impl Program {
    /// The first program of this name in `PATH`.
    pub fn find(name: &str) -> Option<Self> {
        Self::find_in(name, &env::var_os("PATH")?)
    }

    /// Kopij itself, as it runs: also where its file was replaced meanwhile, if the system can.
    ///
    /// # Errors
    /// If the system does not say which file that is.
    pub fn own() -> io::Result<Self> {
        let running = Path::new("/proc/self/exe");
        let path = if cfg!(target_os = "linux") && running.exists() {
            running.to_owned()
        } else {
            env::current_exe()?
        };
        Ok(Self {
            path,
            name: "kopij".to_owned(),
        })
    }

    /// The program at an absolute path.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        Self { path, name }
    }

    fn find_in(name: &str, path: &OsStr) -> Option<Self> {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        let mut places = env::split_paths(path)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name));
        places.find(|place| can_be_run(place)).map(Self::at)
    }

    /// What the program writes, once it read `input` and ended well.
    ///
    /// # Errors
    /// [`ProcessError`]; nothing of the program runs on.
    pub fn run(
        &self,
        run: &Run<'_>,
        input: &[u8],
        limits: &Limits<'_>,
    ) -> Result<Vec<u8>, ProcessError> {
        let wait = Wait::new(limits.time, limits.cancel);
        let kind = if input.is_empty() {
            Input::None
        } else {
            Input::Piped
        };
        let (mut started, mut pipes) = Started::start(self, run, kind)?;
        if let Some(pipe) = pipes.input.take() {
            // It is dropped behind what it sends, which ends the input.
            pipes::write_aside(Some(pipe)).send(input.to_vec()).ok();
        }
        let (chunks, words) = pipes.read(run.leftovers);
        let written = self.all(&chunks, &mut started, &wait, limits.max_bytes)?;
        let status = started.ended_by(&wait).map_err(|stop| self.stopped(stop))?;
        self.success(status, &words)?;
        Ok(written)
    }

    fn all(
        &self,
        chunks: &Chunks,
        started: &mut Started,
        wait: &Wait<'_>,
        limit: usize,
    ) -> Result<Vec<u8>, ProcessError> {
        let mut written = Vec::new();
        loop {
            let next = wait.next(chunks, started);
            let Some(chunk) = next.map_err(|stop| self.stopped(stop))? else {
                return Ok(written);
            };
            // A part of it is not what was asked for.
            let chunk = chunk.map_err(|source| ProcessError::Read {
                program: self.name.clone(),
                source,
            })?;
            written.extend(chunk);
            if written.len() > limit {
                return Err(ProcessError::TooMuch {
                    program: self.name.clone(),
                    limit,
                });
            }
            wait.goes_on().map_err(|stop| self.stopped(stop))?;
        }
    }

    fn success(&self, status: ExitStatus, words: &Words) -> Result<(), ProcessError> {
        if status.success() {
            return Ok(());
        }
        Err(started::failed(self, status, words))
    }

    fn stopped(&self, stop: Stop) -> ProcessError {
        let program = self.name.clone();
        match stop {
            Stop::Cancelled => ProcessError::Cancelled { program },
            Stop::TooLong(limit) => ProcessError::TooLong { program, limit },
        }
    }
}

/// Whether a file is a program.
#[cfg(unix)]
pub fn can_be_run(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

/// Whether a file is a program.
#[cfg(not(unix))]
pub fn can_be_run(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{os::unix::fs::PermissionsExt as _, thread};

    use super::*;

    fn shell(text: &str, time: Duration, max_bytes: usize) -> Result<String, ProcessError> {
        let script = Script {
            environment: Environment::Known,
            leftovers: Leftovers::End,
            input: "",
            limits: Limits {
                time,
                max_bytes,
                cancel: &Cancel::default(),
            },
        };
        script.run(text)
    }

    struct Script<'a> {
        environment: Environment<'a>,
        leftovers: Leftovers,
        input: &'a str,
        limits: Limits<'a>,
    }

    impl Script<'_> {
        fn run(&self, text: &str) -> Result<String, ProcessError> {
            let folder = tempfile::tempdir().unwrap();
            let run = Run {
                arguments: &["-c".as_ref(), text.as_ref()],
                folder: folder.path(),
                environment: self.environment,
                variables: &[("GIVEN", "given")],
                leftovers: self.leftovers,
            };
            let program = Program::find("sh").unwrap();
            let written = program.run(&run, self.input.as_bytes(), &self.limits)?;
            Ok(String::from_utf8(written).unwrap())
        }
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
        // Cargo sets these for every test.
        assert!(env::vars().any(|(name, _)| name.starts_with("CARGO")));
        let less = [OsString::from("CARGO_MANIFEST_DIR")];
        let cancel = Cancel::default();
        for (environment, cargo, home) in [
            (Environment::Empty, false, false),
            (Environment::Known, false, true),
            (Environment::WholeLess(&[]), true, true),
            (Environment::WholeLess(&less), false, true),
        ] {
            let script = Script {
                environment,
                ..patient(&cancel)
            };
            let variables = script.run("env").unwrap();

            assert!(variables.contains("GIVEN=given\n"));
            let has = |name: &str| variables.lines().any(|line| line.starts_with(name));
            assert_eq!(has("CARGO_MANIFEST_DIR="), cargo, "{environment:?}");
            assert_eq!(has("PATH=/"), home, "{environment:?}: {variables}");
        }
    }

    /// As long and as much as it likes.
    fn patient(cancel: &Cancel) -> Script<'_> {
        Script {
            environment: Environment::Known,
            leftovers: Leftovers::End,
            input: "",
            limits: Limits {
                time: Duration::MAX,
                max_bytes: 1_000_000,
                cancel,
            },
        }
    }

    #[test]
    fn what_is_given_is_read_to_its_end_also_by_one_that_does_not_read_it() {
        let input = "words\n".repeat(50_000);
        let cancel = Cancel::default();
        let script = Script {
            input: &input,
            ..patient(&cancel)
        };

        assert!(script.run("cat").unwrap() == input);
        assert_eq!(script.run("echo deaf").unwrap(), "deaf\n");
    }

    #[test]
    fn a_program_that_is_cancelled_ends_and_says_so() {
        let cancel = Cancel::default();
        let other = cancel.clone();
        let began = Instant::now();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            other.cancel();
        });

        let cancelled = patient(&cancel).run("sleep 60");

        assert!(
            matches!(cancelled, Err(ProcessError::Cancelled { .. })),
            "{cancelled:?}"
        );
        assert!(began.elapsed() < PATIENT);
    }

    #[test]
    fn what_comes_late_from_a_program_that_ended_is_not_lost() {
        // As where the thread that reads its pipe has to wait for others.
        let cancel = Cancel::default();
        let text = "(sleep 0.4; echo late) & echo early";
        let script = Script {
            leftovers: Leftovers::GoOn,
            ..patient(&cancel)
        };
        assert_eq!(script.run(text).unwrap(), "early\nlate\n");
        assert_eq!(patient(&cancel).run(text).unwrap(), "early\n");
    }

    #[test]
    fn what_a_program_left_running_goes_on_where_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let cancel = Cancel::default();
        for (leftovers, goes_on) in [(Leftovers::GoOn, true), (Leftovers::End, false)] {
            let mark = folder.path().join(format!("{leftovers:?}"));
            let script = Script {
                leftovers,
                ..patient(&cancel)
            };
            // It holds the pipe, and writes to it.
            let text = format!(
                "(sleep 3; echo late; echo late; touch {}) & echo done",
                mark.display()
            );

            assert_eq!(script.run(&text).unwrap(), "done\n");
            thread::sleep(Duration::from_secs(4));
            assert_eq!(mark.exists(), goes_on, "{leftovers:?}");
        }
    }

    #[test]
    fn a_failure_is_told_in_the_words_of_the_program() {
        let failed = shell("echo >&2; echo 'no such thing' >&2; exit 3", PATIENT, 100);
        let Err(ProcessError::Failed { code, message, .. }) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!((code, message.as_str()), (Some(3), "no such thing"));

        let silent = crate::model::words::of(&shell("exit 4", PATIENT, 100).unwrap_err());
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
        let gone = Program::at("/no/such/program");
        let run = Run {
            arguments: &[],
            folder: Path::new("/"),
            environment: Environment::Known,
            variables: &[],
            leftovers: Leftovers::End,
        };
        let cancel = Cancel::default();
        let limits = patient(&cancel).limits;
        let err = crate::model::words::of(&gone.run(&run, &[], &limits).unwrap_err());
        assert!(err.starts_with("program cannot be started: "), "{err}");
    }
}
