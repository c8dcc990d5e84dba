//! Hugo's server over a stage.

use std::{
    ffi::{OsStr, OsString},
    io,
    net::{Ipv4Addr, TcpListener},
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use super::{Listens, hugo, hugo::Hugo, stage::Stage};
use crate::{
    io::process::{Environment, Following, Leftovers, Program, Run, Told},
    model::{
        said::{Said, Says as _},
        stage::{
            NotShown,
            log::{Heard, Listener},
        },
    },
};

/// How long until the first page.
const PATIENCE: Duration = Duration::from_mins(1);
/// So many ports are tried: another program may take one before Hugo does.
const TRIES: usize = 3;

/// Ends when it is dropped, and when Kopij ends.
pub struct Server {
    following: Following,
    port: u16,
}

/// What the thread that hears the server hands on until it is ready.
enum First {
    Ready,
    Complaint(String),
    Ended,
}

impl Server {
    /// Starts a server and waits until it has pages, whose addresses are those of the door at this port. What it says
    /// from then on, and `None` when it has ended, is told to `listens`.
    pub(super) fn start(
        hugo: &Hugo,
        kopij: &Program,
        stage: &Stage,
        door: u16,
        listens: &Listens,
    ) -> Result<Self, NotShown> {
        let mut why = NotShown::NoPage;
        for _ in 0..TRIES {
            let port = free_port().map_err(|err| NotShown::Failed {
                why: Said::of_system(&err),
            })?;
            match Self::start_at(hugo, kopij, stage, [port, door], listens) {
                Ok(server) => return Ok(server),
                Err(not) => why = not,
            }
            let is_taken = |words: &str| words.contains("address already in use");
            let said = match &why {
                NotShown::Failed { why } => why.as_verbatim(),
                _ => None,
            };
            if !said.is_some_and(is_taken) {
                break;
            }
        }
        Err(why)
    }

    fn start_at(
        hugo: &Hugo,
        kopij: &Program,
        stage: &Stage,
        [port, door]: [u16; 2],
        listens: &Listens,
    ) -> Result<Self, NotShown> {
        let arguments = arguments(stage, port, door);
        let arguments: Vec<&OsStr> = arguments.iter().map(OsString::as_os_str).collect();
        let run = Run {
            arguments: &arguments,
            folder: stage.root(),
            environment: Environment::Known,
            variables: &stage.variables(),
            leftovers: Leftovers::End,
        };
        let (first, heard) = mpsc::channel();
        let listens = Arc::clone(listens);
        let mut listener = Listener::default();
        let mut is_ready = false;
        let names = stage.names();
        let tell = move |told| {
            let line = match told {
                Told::Line(line) | Told::Complaint(line) => line,
                Told::Ended(_) => {
                    first.send(First::Ended).ok();
                    if is_ready {
                        listens(None);
                    }
                    return;
                }
            };
            let heard = listener.hear(&line);
            if is_ready {
                match heard {
                    Some(Heard::Failed(trouble)) => {
                        listens(Some(Heard::Failed(trouble.named(&names))));
                    }
                    Some(heard) => listens(Some(heard)),
                    None => {}
                }
                return;
            }
            is_ready = heard == Some(Heard::Ready);
            let next = if is_ready {
                First::Ready
            } else {
                First::Complaint(line)
            };
            // Nobody waits any more.
            first.send(next).ok();
        };
        let following = kopij.hold(&hugo.program, &run, tell);
        let following = following.map_err(|err| NotShown::Failed { why: err.said() })?;
        wait_for_pages(&heard).map_err(|why| match why {
            NotShown::Trouble(trouble) => NotShown::Trouble(trouble.named(stage.names())),
            other => other,
        })?;
        Ok(Self { following, port })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Asks it to end; it does until this is dropped.
    pub(super) fn stop(&self) {
        self.following.stop();
    }
}

fn wait_for_pages(heard: &Receiver<First>) -> Result<(), NotShown> {
    let began = Instant::now();
    let mut complaints = Vec::new();
    loop {
        let left = PATIENCE.saturating_sub(began.elapsed());
        match heard.recv_timeout(left) {
            Ok(First::Ready) => return Ok(()),
            Ok(First::Complaint(line)) => complaints.push(line),
            Ok(First::Ended) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return Err(hugo::why_not(&complaints));
            }
        }
    }
}

fn arguments(stage: &Stage, port: u16, door: u16) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["server".into(), "--source".into()];
    arguments.push(stage.root().into());
    arguments.extend(stage.arguments());
    let base = format!("http://127.0.0.1:{door}/");
    let (port, door) = (port.to_string(), door.to_string());
    let more = [
        "--bind",
        "127.0.0.1",
        "--port",
        &port,
        "--baseURL",
        &base,
        "--appendPort=false",
        "--liveReloadPort",
        &door,
        "--noBuildLock",
        "-D",
        "-F",
        "-E",
        "--renderToMemory",
    ];
    arguments.extend(more.iter().map(OsString::from));
    arguments
}

/// Hugo's own way to find one writes it into no link.
fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
