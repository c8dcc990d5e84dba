//! What is written down where the program fails: a report for its makers, in the state folder.
//!
//! A failure of the window ends the program; the next start says where the report is. A failure of
//! another thread is said at once, and its report is named differently.
//!
//! A report has the version, the place and the backtrace, never the text of an article beyond what the
//! message itself quotes. The newest twenty are kept.

use std::{
    backtrace::Backtrace,
    fs, io,
    panic::PanicHookInfo,
    path::{Path, PathBuf},
    thread,
    time::SystemTime,
};

use crate::io::{folders::Folders, fs::create_private_folder};

/// Reports of the thread that draws the window.
const OF_WINDOW: &str = "crash";
const OF_THREAD: &str = "fault";
/// Older reports go.
const MAX_REPORTS: usize = 20;

/// From now on a panic is written down before the thread unwinds. Call it on the thread that
/// draws the window.
pub fn write_reports(folders: &Folders) {
    let folder = folders.crashes();
    let window = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        log::error!("{panic}");
        let place = panic.location().map_or("", |place| place.file());
        if is_end_of_desktop(place, &panic.to_string()) {
            return;
        }
        let kind = if thread::current().id() == window {
            OF_WINDOW
        } else {
            OF_THREAD
        };
        match write(&folder, kind, panic) {
            Ok(path) => log::error!("a report was written ({})", path.display()),
            Err(err) => log::error!("no report was written: {err}"),
        }
    }));
}

/// Whether the desktop went away beneath the window, as when its user logs out. The window library
/// panics then, and nothing of ours failed.
fn is_end_of_desktop(place: &str, said: &str) -> bool {
    place.contains("winit") && said.contains("Connection(IoError")
}

fn write(folder: &Path, kind: &str, panic: &PanicHookInfo<'_>) -> io::Result<PathBuf> {
    create_private_folder(folder)?;
    let millis = SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(0, |age| age.as_millis());
    let path = folder.join(format!("{kind}-{millis}.txt"));
    let thread = thread::current();
    let report = format!(
        "Kopij {} on {} {}\nthread {}\n{panic}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        thread.name().unwrap_or("without a name"),
        Backtrace::force_capture(),
    );
    fs::write(&path, report)?;
    Ok(path)
}

/// The report of a window that failed since the last look, the newest if there are several. Each
/// is found once; reports beyond the newest twenty are removed.
pub fn find_new(folders: &Folders) -> Option<PathBuf> {
    let folder = folders.crashes();
    let mut reports = reports_in(&folder);
    let seen = folder.join("seen");
    let mut newest = None;
    for report in &reports {
        let name = report.file_name()?.to_string_lossy().into_owned();
        if !name.starts_with(OF_WINDOW) {
            continue;
        }
        let moved = seen.join(name);
        let result = create_private_folder(&seen).and_then(|()| fs::rename(report, &moved));
        match result {
            Ok(()) => newest = Some(moved),
            Err(err) => log::warn!("a report stays new: {err} ({})", report.display()),
        }
    }
    reports.extend(reports_in(&seen));
    reports.retain(|report| report.exists());
    reports.sort_by_key(|report| std::cmp::Reverse(millis_of(report)));
    for old in reports.iter().skip(MAX_REPORTS) {
        if let Err(err) = fs::remove_file(old) {
            log::warn!("an old report stays: {err} ({})", old.display());
        }
    }
    newest
}

/// Oldest first.
fn reports_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        // Nothing has failed so far.
        return Vec::new();
    };
    let mut reports: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt") && path.is_file())
        .collect();
    reports.sort_by_key(|report| millis_of(report));
    reports
}

fn millis_of(report: &Path) -> u64 {
    let stem = report.file_stem().and_then(|stem| stem.to_str());
    let millis = stem.and_then(|stem| stem.split_once('-'));
    millis
        .and_then(|(_, millis)| millis.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders_with(names: &[&str]) -> (tempfile::TempDir, Folders) {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(folders.crashes()).unwrap();
        for name in names {
            fs::write(folders.crashes().join(name), "report").unwrap();
        }
        (home, folders)
    }

    #[test]
    fn the_newest_report_of_a_window_is_found_once() {
        let (_home, folders) = folders_with(&["crash-9.txt", "crash-10.txt", "fault-11.txt"]);

        let found = find_new(&folders).unwrap();

        assert!(found.ends_with("seen/crash-10.txt"), "{found:?}");
        assert!(found.is_file());
        assert_eq!(find_new(&folders), None);
    }

    #[test]
    fn the_end_of_the_desktop_is_no_fault_of_ours() {
        let said =
            "called `Result::unwrap()` on an `Err` value: Connection(IoError(Custom { .. }))";
        let winit = "winit-0.30.13/src/platform_impl/linux/x11/window.rs";

        assert!(is_end_of_desktop(winit, said));
        assert!(!is_end_of_desktop("src/ui/mod.rs", said));
        assert!(!is_end_of_desktop(winit, "index out of bounds"));
    }

    #[test]
    fn only_the_newest_reports_are_kept() {
        let names: Vec<String> = (0..30).map(|at| format!("fault-{at}.txt")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (_home, folders) = folders_with(&names);

        assert_eq!(find_new(&folders), None);

        let left = reports_in(&folders.crashes());
        assert_eq!(left.len(), MAX_REPORTS);
        assert!(left[0].ends_with("fault-10.txt"));
    }

    #[test]
    fn nothing_failed_and_nothing_is_found() {
        let home = tempfile::tempdir().unwrap();

        assert_eq!(find_new(&Folders::within(home.path())), None);
    }
}
