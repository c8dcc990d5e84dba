//! A program that must not outlive the one that started it: Kopij itself, once more, holds it.
//!
//! The holder has its input from whoever started it, and nothing is ever written there: it ends when that one does, in
//! whatever way, as the system closes it then. The holder ends what it holds by that. All are in one group, so that
//! what ends one of them from outside ends all.

use std::{
    ffi::{OsStr, OsString},
    io::{self, Read as _},
    path::Path,
    process::ExitStatus,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use super::{
    Following, ProcessError, Program, Run, Told,
    started::{self, Ask, Beside},
};

/// What Kopij is started with to hold a program; for itself alone.
pub const SUBCOMMAND: &str = "hold-program";

/// How long a program that was asked to end has for it.
const ENDS_WITHIN: Duration = Duration::from_secs(2);
/// How often it is looked whether it has ended.
const LOOK: Duration = Duration::from_millis(100);

impl Program {
    /// Starts a program that ends when what is returned is dropped, and when this process ends in whatever way. What
    /// starts it is this program, which is Kopij itself.
    ///
    /// # Errors
    /// [`ProcessError::Start`], of Kopij; that the other one cannot be started is told by its end.
    pub fn hold(
        &self,
        held: &Self,
        run: &Run<'_>,
        tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Following, ProcessError> {
        let of_ours = [
            OsStr::new(SUBCOMMAND),
            OsStr::new("--"),
            held.path.as_os_str(),
        ];
        let arguments: Vec<&OsStr> = of_ours.iter().chain(run.arguments).copied().collect();
        let run = Run {
            arguments: &arguments,
            ..*run
        };
        self.follow_held(&run, tell)
    }
}

/// Runs a program until it ends or our own input does. Returns how it ended.
///
/// # Errors
/// If it cannot be started.
pub fn hold(program: &Path, arguments: &[OsString]) -> io::Result<ExitStatus> {
    let asked = started::note_requests_to_end()?;
    let mut held = Beside::start(program, arguments)?;
    let input = watch_input();
    let mut ends = None;
    loop {
        if let Some(status) = held.has_ended()? {
            return Ok(status);
        }
        let is_alone = match input.recv_timeout(LOOK) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                // It was told before.
                thread::sleep(LOOK);
                ends.is_none()
            }
        };
        match ends {
            None if is_alone || asked.is_asked() => {
                held.signal(Ask::End);
                ends = Some(Instant::now() + ENDS_WITHIN);
            }
            // Also ourselves, where groups are known.
            Some(ends) if Instant::now() >= ends => held.signal(Ask::Kill),
            _ => {}
        }
    }
}

/// Tells once our input has ended.
fn watch_input() -> Receiver<()> {
    let (sender, receiver) = mpsc::channel();
    super::pipes::spawn(move || {
        let mut input = io::stdin().lock();
        let mut bytes = [0; 64];
        while input.read(&mut bytes).is_ok_and(|length| length > 0) {}
        sender.send(()).ok();
    });
    receiver
}

/// Ends what was held and whose holder is gone: programs whose arguments name something below `folder`, each with its
/// group. For what ended holder and owner at one moment.
#[cfg(target_os = "linux")]
pub fn end_left(folder: &Path) {
    linux::end_left(folder);
}

/// Elsewhere nobody says what others run with.
#[cfg(not(target_os = "linux"))]
pub fn end_left(_folder: &Path) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::Path,
    };

    use rustix::process::{Pid, Signal, kill_process_group};

    use super::SUBCOMMAND;

    /// What of a process counts here.
    struct Seen {
        group: i32,
        arguments: Vec<u8>,
    }

    pub fn end_left(folder: &Path) {
        let name = folder.as_os_str().as_encoded_bytes();
        let names = |seen: &&Seen| memchr::memmem::find(&seen.arguments, name).is_some();
        let all: Vec<Seen> = processes();
        let mut held: BTreeMap<i32, bool> = BTreeMap::new();
        for seen in &all {
            let is_holder = seen.arguments.split(|byte| *byte == 0);
            let is_holder = is_holder
                .skip(1)
                .take(1)
                .any(|it| it == SUBCOMMAND.as_bytes());
            *held.entry(seen.group).or_default() |= is_holder;
        }
        let left: BTreeSet<i32> = all.iter().filter(names).map(|it| it.group).collect();
        for group in left {
            if held.get(&group) == Some(&false)
                && let Some(group) = Pid::from_raw(group)
            {
                log::info!("a program that was left over is ended");
                kill_process_group(group, Signal::KILL).ok();
            }
        }
    }

    fn processes() -> Vec<Seen> {
        let own = rustix::process::getuid().as_raw();
        let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
        let seen = folders.filter_map(|folder| {
            use std::os::unix::fs::MetadataExt as _;
            let is_own = folder.metadata().is_ok_and(|it| it.uid() == own);
            let path = folder.path();
            let stat = fs::read_to_string(path.join("stat"))
                .ok()
                .filter(|_| is_own)?;
            // The name stands in brackets, and may hold anything.
            let (_, rest) = stat.rsplit_once(')')?;
            let mut fields = rest.split_whitespace();
            let is_gone = fields.next() == Some("Z");
            let group = fields.nth(1)?.parse().ok().filter(|_| !is_gone)?;
            let arguments = fs::read(path.join("cmdline")).ok()?;
            Some(Seen { group, arguments })
        });
        seen.collect()
    }
}
