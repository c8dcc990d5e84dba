//! What the process that draws pictures may take. It sets this itself, before it reads anything.

use std::io;

/// Of the processor, for one picture; code that is not optimised takes several times as long.
#[cfg(unix)]
const SECONDS: u64 = if cfg!(debug_assertions) { 8 } else { 2 };
/// A process that took this much of it in all is replaced, so that each picture has most of
/// [`SECONDS`], which the system counts whole.
#[cfg(unix)]
const WORN_MILLIS: i64 = 500;
/// Of memory that is its own; with the program itself, which it shares, this stays under 400 MB.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 360_000_000;

/// Limits this process for good. What a picture may not need it loses: files, the network, other
/// programs, threads, and memory beyond a little.
///
/// # Errors
/// If the system refuses. Nothing should be drawn then.
#[cfg(unix)]
pub(super) fn apply() -> io::Result<()> {
    use rustix::process::Resource;
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
    close_off()
}

#[cfg(not(unix))]
pub(super) fn apply() -> io::Result<()> {
    Ok(())
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

/// Gives the process the time for one picture.
///
/// # Errors
/// If the system refuses.
#[cfg(unix)]
pub(super) fn grant_time() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let spent = u64::try_from(spent().tv_sec).unwrap_or_default();
    let limit = Rlimit {
        current: Some(spent + SECONDS),
        maximum: getrlimit(Resource::Cpu).maximum,
    };
    Ok(setrlimit(Resource::Cpu, limit)?)
}

#[cfg(not(unix))]
pub(super) fn grant_time() -> io::Result<()> {
    Ok(())
}

/// Whether another process should draw the next picture.
#[cfg(unix)]
pub(super) fn is_worn() -> bool {
    let spent = spent();
    spent.tv_sec > 0 || spent.tv_nsec / 1_000_000 > WORN_MILLIS
}

#[cfg(not(unix))]
pub(super) fn is_worn() -> bool {
    false
}

#[cfg(unix)]
fn spent() -> rustix::time::Timespec {
    rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime)
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

        apply().unwrap();

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
