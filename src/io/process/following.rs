//! A program that stays, and whose lines are told as they come.
//!
//! Limits: of a line 64 KiB; with 64 lines that nobody took yet the program waits; asked to end, it has
//! 2 s for that.

use std::{
    io::{BufRead, BufReader, Read},
    process::ExitStatus,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{
    Cancel, ProcessError, Program, Run, Wait, pipes,
    started::{Input, Pipes, Started},
};

/// How long a program that was asked to end has for it.
const ENDS_WITHIN: Duration = Duration::from_secs(2);
/// How often it is looked whether a program ended that closed its pipes before.
const LOOK: Duration = Duration::from_millis(100);
/// The rest of a longer line is left out.
const MAX_LINE_BYTES: u64 = 64 * 1024;
/// Lines that wait to be told; then the program waits.
const LINES_AHEAD: usize = 64;

/// What is told of a program that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A line of its output, without its end.
    Line(String),
    /// A line of its complaints.
    Complaint(String),
    /// It has ended, by itself or because it was asked to; nothing comes after this. `None`: a
    /// signal ended it.
    Ended(Option<i32>),
}

/// A program that stays. Dropping it stops the program.
pub struct Following {
    happened: SyncSender<Happened>,
    thread: Option<JoinHandle<()>>,
    /// Keeps the input of one that is held open.
    _input: Option<Sender<Vec<u8>>>,
}

enum Happened {
    Told(Told),
    /// One of the two pipes is at its end.
    Silent,
    Stop,
}

impl Program {
    /// Starts the program, gives it `input`, and tells what it says, on a thread of its own.
    ///
    /// # Errors
    /// [`ProcessError::Start`].
    pub fn follow(
        &self,
        run: &Run<'_>,
        input: &[u8],
        tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Following, ProcessError> {
        let (started, mut pipes) = Started::start(self, run, Input::Piped)?;
        // Dropped behind what it sends, it ends the input.
        let pipe = pipes.input.take();
        pipes::write_aside(pipe).send(input.to_vec()).ok();
        self.tell(started, pipes, None, tell)
    }

    /// The same without input, which does not end while what is returned is there.
    pub(super) fn follow_held(
        &self,
        run: &Run<'_>,
        tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Following, ProcessError> {
        let (started, mut pipes) = Started::start(self, run, Input::Piped)?;
        let input = pipes::write_aside(pipes.input.take());
        self.tell(started, pipes, Some(input), tell)
    }

    fn tell(
        &self,
        started: Started,
        pipes: Pipes,
        input: Option<Sender<Vec<u8>>>,
        tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Following, ProcessError> {
        let (happened, inbox) = mpsc::sync_channel(LINES_AHEAD);
        read_lines(pipes.output, happened.clone(), Told::Line);
        read_lines(pipes.complaint, happened.clone(), Told::Complaint);
        let follow = move || follow(started, &inbox, tell);
        let thread = thread::Builder::new().name("follow".to_owned());
        let thread = thread.spawn(follow).map_err(|source| ProcessError::Start {
            program: self.name.clone(),
            source,
        })?;
        Ok(Following {
            happened,
            thread: Some(thread),
            _input: input,
        })
    }
}

impl Following {
    /// Asks the program to end, and ends it after two seconds. Does not wait for that.
    pub fn stop(&self) {
        // Nobody hears it where it has ended.
        self.happened.send(Happened::Stop).ok();
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("what was told of a program was not taken in");
        }
    }
}

fn follow(mut started: Started, inbox: &Receiver<Happened>, mut tell: impl FnMut(Told)) {
    let mut silent = 0;
    let status = loop {
        let next = if silent < 2 {
            inbox.recv().map_err(RecvTimeoutError::from)
        } else {
            inbox.recv_timeout(LOOK)
        };
        match next {
            Ok(Happened::Told(told)) => tell(told),
            Ok(Happened::Silent) => silent += 1,
            Ok(Happened::Stop) | Err(RecvTimeoutError::Disconnected) => {
                break stop(&mut started);
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        // What it left running may hold its pipes open: it has ended all the same.
        if let Some(status) = started.has_ended() {
            break Some(status);
        }
    };
    drop(started);
    // What it said before; what goes on of it may talk for ever.
    for _ in 0..2 * LINES_AHEAD {
        if silent == 2 {
            break;
        }
        match pipes::rest(inbox) {
            Some(Happened::Told(told)) => tell(told),
            Some(Happened::Silent) => silent += 1,
            Some(Happened::Stop) => {}
            None => break,
        }
    }
    tell(Told::Ended(status.and_then(|status| status.code())));
}

fn stop(started: &mut Started) -> Option<ExitStatus> {
    started.ask_to_end();
    let never = Cancel::default();
    started.ended_by(&Wait::new(ENDS_WITHIN, &never)).ok()
}

fn read_lines(
    pipe: Option<impl Read + Send + 'static>,
    happened: SyncSender<Happened>,
    told: fn(String) -> Told,
) {
    let Some(pipe) = pipe else { return };
    pipes::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        while let Some(line) = read_line(&mut pipe) {
            // Where nobody listens it is read all the same: the program must not wait.
            happened.send(Happened::Told(told(line))).ok();
        }
        happened.send(Happened::Silent).ok();
    });
}

/// `None`: the end.
fn read_line(pipe: &mut impl BufRead) -> Option<String> {
    let mut line = Vec::new();
    let mut start = pipe.by_ref().take(MAX_LINE_BYTES);
    if start.read_until(b'\n', &mut line).ok()? == 0 {
        return None;
    }
    if line.last() != Some(&b'\n') {
        pipe.skip_until(b'\n').ok()?;
    }
    let line = String::from_utf8_lossy(&line);
    Some(line.trim_end_matches(['\n', '\r']).to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{path::Path, time::Instant};

    use super::{
        super::{Environment, Leftovers},
        *,
    };

    const PATIENT: Duration = Duration::from_secs(30);

    fn shell(script: &str, input: &str) -> (Following, Receiver<Told>) {
        let run = Run {
            arguments: &["-c".as_ref(), script.as_ref()],
            folder: Path::new("/"),
            environment: Environment::Known,
            variables: &[],
            leftovers: Leftovers::End,
        };
        let (sender, told) = mpsc::channel();
        let tell = move |told| drop(sender.send(told));
        let program = Program::find("sh").unwrap();
        let following = program.follow(&run, input.as_bytes(), tell).unwrap();
        (following, told)
    }

    fn line(text: &str) -> Told {
        Told::Line(text.to_owned())
    }

    #[test]
    fn lines_are_told_as_they_come_and_then_the_end() {
        let (_following, told) = shell("cat; echo odd >&2; printf last; exit 4", "one\ntwo\n");

        let told: Vec<Told> = told.iter().collect();

        let (complaints, lines): (Vec<_>, Vec<_>) = told
            .into_iter()
            .partition(|told| matches!(told, Told::Complaint(_)));
        assert_eq!(complaints, [Told::Complaint("odd".to_owned())]);
        let expected = [line("one"), line("two"), line("last"), Told::Ended(Some(4))];
        assert_eq!(lines, expected);
    }

    #[test]
    fn one_that_stays_ends_when_it_is_stopped_and_may_tidy_up_before() {
        let script = "trap 'echo tidied; exit 0' TERM; echo ready; while true; do sleep 0.01; done";
        let (following, told) = shell(script, "");
        assert_eq!(told.recv_timeout(PATIENT), Ok(line("ready")));

        following.stop();

        // Some shells say that what they waited for was ended.
        let told = told.iter().filter(|it| !matches!(it, Told::Complaint(_)));
        let told: Vec<Told> = told.collect();
        assert_eq!(told, [line("tidied"), Told::Ended(Some(0))]);
    }

    #[test]
    fn one_that_does_not_want_to_end_is_ended() {
        let began = Instant::now();
        let (following, told) = shell("trap '' TERM; echo ready; while true; do sleep 1; done", "");
        assert_eq!(told.recv_timeout(PATIENT), Ok(line("ready")));

        drop(following);

        assert_eq!(told.recv_timeout(PATIENT), Ok(Told::Ended(None)));
        assert!(began.elapsed() < PATIENT);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let (_following, told) = shell("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo y", "");

        let told: Vec<Told> = told.iter().collect();

        let [Told::Line(long), rest @ ..] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!(long.len(), 64 * 1024);
        assert_eq!(rest, [line("y"), Told::Ended(Some(0))]);
    }
}
