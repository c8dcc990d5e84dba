//! A program that stays and is told and asked: bytes go to and fro.
//!
//! Limits: once it says nothing more it has 500 ms to end by itself.

use std::{sync::mpsc::Sender, time::Duration};

use super::{
    Cancel, ProcessError, Program, Run, Wait,
    pipes::{self, Chunks, Words},
    started::{self, Input, Started},
};

/// Once nothing more comes from a program, it has this long to end by itself.
const ENDS_WITHIN: Duration = Duration::from_millis(500);

/// A program that bytes go to and come from. Dropping it ends the program.
pub struct Conversation {
    program: Program,
    started: Started,
    input: Sender<Vec<u8>>,
    chunks: Chunks,
    words: Words,
    /// What was read last, and how much of it was heard.
    chunk: Vec<u8>,
    heard: usize,
}

impl Program {
    /// Starts the program, to be told and heard.
    ///
    /// # Errors
    /// [`ProcessError::Start`].
    pub fn converse(&self, run: &Run<'_>) -> Result<Conversation, ProcessError> {
        let (started, mut pipes) = Started::start(self, run, Input::Piped)?;
        let input = pipes::write_aside(pipes.input.take());
        let (chunks, words) = pipes.read(run.leftovers);
        Ok(Conversation {
            program: self.clone(),
            started,
            input,
            chunks,
            words,
            chunk: Vec::new(),
            heard: 0,
        })
    }
}

impl Conversation {
    /// Itself, if it has not ended.
    pub fn if_running(mut self) -> Option<Self> {
        self.started.has_ended().is_none().then_some(self)
    }

    /// Hands bytes over, without waiting until they are read.
    pub fn tell(&self, bytes: Vec<u8>) {
        // One that reads no more has ended, or is about to: that is heard.
        self.input.send(bytes).ok();
    }

    /// Waits until all of `bytes` is filled with what the program writes.
    ///
    /// # Errors
    /// [`ProcessError`]; what comes after it makes no sense, so that the program should be dropped.
    pub fn hear(
        &mut self,
        bytes: &mut [u8],
        time: Duration,
        cancel: &Cancel,
    ) -> Result<(), ProcessError> {
        let wait = Wait::new(time, cancel);
        let mut filled = 0;
        while let Some(open) = bytes.get_mut(filled..).filter(|open| !open.is_empty()) {
            let ready = self.chunk.get(self.heard..).unwrap_or_default();
            let length = ready.len().min(open.len());
            if let (Some(open), Some(ready)) = (open.get_mut(..length), ready.get(..length))
                && length > 0
            {
                open.copy_from_slice(ready);
                self.heard += length;
                filled += length;
            } else {
                self.read_on(&wait)?;
            }
        }
        Ok(())
    }

    fn read_on(&mut self, wait: &Wait<'_>) -> Result<(), ProcessError> {
        let stopped = |stop| self.program.stopped(stop);
        wait.goes_on().map_err(stopped)?;
        let next = wait.next(&self.chunks, &mut self.started);
        match next.map_err(stopped)? {
            Some(Ok(chunk)) => {
                self.chunk = chunk;
                self.heard = 0;
                Ok(())
            }
            Some(Err(source)) => Err(ProcessError::Read {
                program: self.program.name.clone(),
                source,
            }),
            None => Err(self.why_silent()),
        }
    }

    /// It closed its pipe: most likely it ended.
    fn why_silent(&mut self) -> ProcessError {
        let never = Cancel::default();
        match self.started.ended_by(&Wait::new(ENDS_WITHIN, &never)) {
            Ok(status) => started::failed(&self.program, status, &self.words),
            Err(stop) => self.program.stopped(stop),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{path::Path, time::Instant};

    use super::{
        super::{Environment, Leftovers},
        *,
    };

    const PATIENT: Duration = Duration::from_secs(30);

    fn shell(script: &str) -> Conversation {
        let run = Run {
            arguments: &["-c".as_ref(), script.as_ref()],
            folder: Path::new("/"),
            environment: Environment::Known,
            variables: &[],
            leftovers: Leftovers::End,
        };
        Program::find("sh").unwrap().converse(&run).unwrap()
    }

    fn heard(conversation: &mut Conversation, length: usize) -> Result<String, ProcessError> {
        let mut bytes = vec![0; length];
        conversation.hear(&mut bytes, PATIENT, &Cancel::default())?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn what_is_told_is_answered_as_often_as_one_likes() {
        let mut cat = shell("exec cat");

        for words in ["one", "two"] {
            cat.tell(words.into());
            assert_eq!(heard(&mut cat, 3).unwrap(), words);
        }
        let long = "long".repeat(500_000);
        cat.tell(long.clone().into());
        assert!(heard(&mut cat, long.len()).unwrap() == long);
    }

    #[test]
    fn one_that_ends_says_how() {
        let failed = heard(&mut shell("printf abc; echo broken >&2; exit 3"), 4);
        let Err(ProcessError::Failed { code, message, .. }) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!((code, message.as_str()), (Some(3), "broken"));

        let killed = heard(&mut shell("kill -9 $$"), 1);
        assert!(
            matches!(
                killed,
                Err(ProcessError::Failed {
                    signal: Some(9),
                    ..
                })
            ),
            "{killed:?}"
        );
    }

    #[test]
    fn one_that_neither_reads_nor_writes_holds_nobody_up() {
        let began = Instant::now();
        let mut deaf = shell("exec sleep 60");
        deaf.tell(vec![0; 1_000_000]);

        let cancel = Cancel::default();
        let slow = deaf.hear(&mut [0], Duration::from_millis(50), &cancel);
        assert!(
            matches!(slow, Err(ProcessError::TooLong { .. })),
            "{slow:?}"
        );
        cancel.cancel();
        let cancelled = deaf.hear(&mut [0], PATIENT, &cancel);
        assert!(
            matches!(cancelled, Err(ProcessError::Cancelled { .. })),
            "{cancelled:?}"
        );
        drop(deaf);
        assert!(began.elapsed() < PATIENT);
    }
}
