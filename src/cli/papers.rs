//! `kopij papers`: the man pages and the completions of shells, as packages have them.

use std::{fs, io, path::Path};

use clap::{CommandFactory as _, ValueEnum as _};
use clap_complete::Shell;

use super::{Arguments, Done, Error};

/// Writes `kopij.1`, a page for each command, and a file for each shell into a folder, which is made.
pub(super) fn run(folder: &Path) -> Result<Done, Error> {
    write(folder).map_err(|source| Error::Place {
        path: folder.to_owned(),
        source,
    })?;
    Ok(Done::Fine)
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut shown(), "kopij", folder)?;
    }
    clap_mangen::generate_to(shown(), folder)
}

/// What there is to know: without the commands that are for Kopij itself. The generators list hidden ones too.
fn shown() -> clap::Command {
    let all = Arguments::command();
    let commands: Vec<clap::Command> = all
        .get_subcommands()
        .filter(|it| !it.is_hide_set())
        .cloned()
        .collect();
    let bare = clap::Command::new("kopij")
        .version(env!("CARGO_PKG_VERSION"))
        .args_conflicts_with_subcommands(true)
        .args(all.get_arguments().cloned())
        .subcommands(commands);
    match all.get_about() {
        Some(about) => bare.about(about.clone()),
        None => bare,
    }
}
