//! What the process that draws pictures may take. It sets this itself, before it reads anything.

use std::io;
#[cfg(unix)]
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, Thread},
    time::Duration,
};

/// A process that took this much of the processor in all is replaced: what it may have piled up goes.
#[cfg(unix)]
const WORN_MILLIS: u64 = 500;
/// How often it is looked at what was taken of the processor.
#[cfg(unix)]
const LOOK: Duration = Duration::from_millis(10);
/// For one that is not to be looked at.
#[cfg(unix)]
const NOTHING_DRAWN: u64 = u64::MAX;
/// Of memory that is its own; with the program itself, which it shares, this stays under 400 MB.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 360_000_000;

/// Looks at what this process takes of the processor, and ends it when that is too much.
#[cfg(unix)]
pub(super) struct Watch {
    /// Milliseconds of the processor in all after which the process ends.
    end: Arc<AtomicU64>,
    thread: Thread,
}

#[cfg(not(unix))]
pub(super) struct Watch;

/// Limits this process for good. What a picture may not need it loses: files, the network, other
/// programs, threads, and memory beyond a little.
///
/// # Errors
/// If the system refuses. Nothing should be drawn then.
#[cfg(unix)]
pub(super) fn apply() -> io::Result<Watch> {
    use rustix::process::Resource;
    // The thread is closed off with the rest; after the limits there can be no other.
    close_off()?;
    let watch = Watch::start()?;
    let limits = [
        // Other systems do not count all of it.
        #[cfg(target_os = "linux")]
        (Resource::Data, MEMORY_BYTES),
        #[cfg(target_os = "linux")]
        (Resource::Nproc, 0),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ];
    for (resource, limit) in limits {
        lower(resource, limit)?;
    }
    Ok(watch)
}

#[cfg(not(unix))]
pub(super) fn apply() -> io::Result<Watch> {
    Ok(Watch)
}

#[cfg(unix)]
fn lower(resource: rustix::process::Resource, limit: u64) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let most = getrlimit(resource)
        .maximum
        .map_or(limit, |most| most.min(limit));
    let limit = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    Ok(setrlimit(resource, limit)?)
}

/// Closes off the files and the network, as far as the kernel can.
#[cfg(target_os = "linux")]
fn close_off() -> io::Result<()> {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset,
        RulesetAttr as _,
    };
    let closed = || {
        Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI::V5))?
            .handle_access(AccessNet::from_all(ABI::V5))?
            .create()?
            .restrict_self()
    };
    closed().map(drop).map_err(io::Error::other)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn close_off() -> io::Result<()> {
    Ok(())
}

/// Whether the system can close off files from a process at its own wish.
#[cfg(target_os = "linux")]
pub(super) fn can_close_off() -> bool {
    use landlock::{
        ABI, Access as _, AccessFs, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
    };
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))
        .and_then(Ruleset::create)
        .is_ok()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn can_close_off() -> bool {
    false
}

#[cfg(unix)]
impl Watch {
    fn start() -> io::Result<Self> {
        let end = Arc::new(AtomicU64::new(NOTHING_DRAWN));
        let seen = Arc::clone(&end);
        let thread = thread::Builder::new()
            .name("watch".to_owned())
            .stack_size(64 * 1024)
            .spawn(move || {
                loop {
                    match seen.load(Ordering::Relaxed) {
                        NOTHING_DRAWN => thread::park(),
                        end if spent_millis() >= end => out_of_time(),
                        _ => thread::sleep(LOOK),
                    }
                }
            })?;
        Ok(Self {
            end,
            thread: thread.thread().clone(),
        })
    }

    /// Gives the process this much of the processor for what it draws now.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn grant(&self, millis: u32) -> io::Result<()> {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let end = spent_millis() + u64::from(millis);
        // Should the thread not come to it, the system ends the process, a little later.
        let limit = Rlimit {
            current: Some(end / 1000 + 2),
            maximum: getrlimit(Resource::Cpu).maximum,
        };
        setrlimit(Resource::Cpu, limit)?;
        self.end.store(end, Ordering::Relaxed);
        self.thread.unpark();
        Ok(())
    }

    /// Nothing is drawn any more.
    pub fn rest(&self) {
        self.end.store(NOTHING_DRAWN, Ordering::Relaxed);
    }
}

#[cfg(not(unix))]
impl Watch {
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "as where there is one"
    )]
    pub fn grant(&self, _millis: u32) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_self, reason = "as where there is one")]
    pub fn rest(&self) {}
}

/// Ends this process as the system ends one whose time is over.
#[cfg(unix)]
fn out_of_time() -> ! {
    use rustix::process::{Signal, getpid, kill_process};
    if kill_process(getpid(), Signal::XCPU).is_err() {
        std::process::abort();
    }
    // It need not be this thread that the system gives it to.
    loop {
        thread::park();
    }
}

/// Whether another process should draw the next picture.
#[cfg(unix)]
pub(super) fn is_worn() -> bool {
    spent_millis() > WORN_MILLIS
}

#[cfg(not(unix))]
pub(super) fn is_worn() -> bool {
    false
}

#[cfg(unix)]
fn spent_millis() -> u64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let spent = spent.tv_sec * 1000 + spent.tv_nsec / 1_000_000;
    u64::try_from(spent).unwrap_or_default()
}

/// Whether a process was ended by this signal because its time was over.
#[cfg(unix)]
pub(super) fn is_out_of_time(signal: Option<i32>) -> bool {
    signal == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
pub(super) fn is_out_of_time(_signal: Option<i32>) -> bool {
    false
}

/// Whether a process that says this had no more memory.
pub(super) fn is_out_of_memory(message: &str) -> bool {
    message.starts_with("memory allocation of")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{fs, net::TcpListener, process::Command};

    use super::*;

    /// Tells the process that is started by the test what it is for, and the port of its parent.
    const PORT: &str = "KOPIJ_TEST_PORT";

    /// What a limited process may not: all of it was possible before.
    fn tried_when_limited(port: u16) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let open = || fs::File::open(file.path()).is_ok();
        let write = || fs::write(file.path().with_extension("new"), "").is_ok();
        let list = || fs::read_dir("/").is_ok();
        let connect = || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        let run = || Command::new("/bin/true").status().is_ok();
        let all = || [open(), write(), list(), connect(), run()];
        assert_eq!(all(), [true; 5], "before");

        let _watch = apply().unwrap();

        assert_eq!(all(), [false; 5], "open, write, list, connect, run");
        // That ends the process.
        std::hint::black_box(vec![1_u8; 500_000_000]);
    }

    #[test]
    fn a_limited_process_reaches_no_file_no_network_and_no_program() {
        if let Ok(port) = std::env::var(PORT) {
            return tried_when_limited(port.parse().unwrap());
        }
        if !can_close_off() {
            crate::io::skip::without("this kernel closes no process off");
            return;
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let name = "a_limited_process_reaches_no_file_no_network_and_no_program";
        let output = Command::new(std::env::current_exe().unwrap())
            .args([name, "--nocapture", "--test-threads=1"])
            .env(PORT, port.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let is_by_memory = said.contains("memory allocation of 500000000 bytes failed");
        assert!(is_by_memory, "{said}");
    }
}
