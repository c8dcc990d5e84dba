//! Shows a file in the system's file manager: selected where the system can do that, else its
//! folder.

use std::{ffi::OsStr, path::Path, time::Duration};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::{
    io::process::{Cancel, Environment, Leftovers, Limits, ProcessError, Program, Run},
    model::said::{Said, Says, said, says},
};

/// What stands in an address as it is.
const PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/');
const MAX_BYTES: usize = 64 << 10;

/// Why no file manager shows it. For people.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    NoProgram { program: &'static str },
    Process(#[from] ProcessError),
}

says!(ShowError);
impl Says for ShowError {
    fn said(&self) -> Said {
        match self {
            Self::NoProgram { program } => said!("show-error-no-program", program = *program),
            Self::Process(inner) => said!("show-error-process", why = inner),
        }
    }
}

/// Shows a file; may last as long as the file manager is open.
///
/// # Errors
/// [`ShowError`].
pub fn show(path: &Path) -> Result<(), ShowError> {
    let folder = path.parent().unwrap_or(path);
    if cfg!(target_os = "macos") {
        return run("open", &[OsStr::new("-R"), path.as_os_str()], folder);
    }
    if cfg!(target_os = "windows") {
        let mut select = OsStr::new("/select,").to_owned();
        select.push(path);
        // It ends with 1 whatever it did.
        return match run("explorer", &[&select], folder) {
            Err(ShowError::Process(ProcessError::Failed { .. })) => Ok(()),
            answer => answer,
        };
    }
    selected(path, folder).or_else(|_no_bus| run("xdg-open", &[folder.as_os_str()], folder))
}

/// By the message that desktops agree on.
fn selected(path: &Path, folder: &Path) -> Result<(), ShowError> {
    let address = percent_encode(path.as_os_str().as_encoded_bytes(), PATHS);
    let addresses = format!("['file://{address}']");
    let arguments = [
        "call",
        "--session",
        "--dest=org.freedesktop.FileManager1",
        "--object-path=/org/freedesktop/FileManager1",
        "--method=org.freedesktop.FileManager1.ShowItems",
        &addresses,
        "",
    ];
    run("gdbus", &arguments.map(OsStr::new), folder)
}

fn run(program: &'static str, arguments: &[&OsStr], folder: &Path) -> Result<(), ShowError> {
    let found = Program::find(program).ok_or(ShowError::NoProgram { program })?;
    let run = Run {
        arguments,
        folder,
        environment: Environment::WholeLess(&[]),
        variables: &[],
        leftovers: Leftovers::GoOn,
    };
    let limits = Limits {
        time: Duration::MAX,
        max_bytes: MAX_BYTES,
        cancel: &Cancel::default(),
    };
    found.run(&run, &[], &limits)?;
    Ok(())
}
