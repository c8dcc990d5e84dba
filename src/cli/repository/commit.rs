//! `kopij commit FILE…`: commits exactly the files that are named, each article with its pictures, by
//! git itself. Where the window would ask (programs of the repository, files that are to be left out,
//! no branch), nothing is committed unless an option answers, or the window was answered before.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Opened, diff};
use crate::{
    cli::{Done, Error, say, shown},
    io::{
        folders::Folders,
        git::{self, trust},
        process::Cancel,
        signals,
    },
    model::{
        git::{
            commit::{Made, May, NotMade, Plan},
            program::Allowed,
            proposal::Proposal,
            status::Changed,
        },
        words::{self, say},
    },
};

#[derive(Clone, Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are switches of the command line"
)]
pub struct Asked {
    /// Articles, or other files; of one that is gone the path where it was
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the commit says; without it what the window would propose for the first article
    #[arg(short, long)]
    message: Option<String>,
    /// Print what would be committed, and with which message
    #[arg(long)]
    dry_run: bool,
    /// Commit the files alone, without the pictures of articles
    #[arg(long)]
    alone: bool,
    /// Run the programs that came with the repository: its hooks and filters
    #[arg(long, conflicts_with = "without_programs")]
    allow_programs: bool,
    /// Commit without those programs
    #[arg(long)]
    without_programs: bool,
    /// Commit what a hook has refused
    #[arg(long)]
    skip_hooks: bool,
    /// Commit files that .gitignore leaves out
    #[arg(long)]
    add_ignored: bool,
    /// Commit where there is no branch
    #[arg(long)]
    on_no_branch: bool,
}

/// Commits exactly these articles, each with its pictures.
pub fn run(asked: &Asked, out: &mut dyn Write, err: &mut dyn Write) -> Result<Done, Error> {
    let first = asked.files.first().map_or(Path::new("."), PathBuf::as_path);
    let opened = Opened::at(first)?;
    let mut proposals = Vec::new();
    let mut paths: Vec<PathBuf> = Vec::new();
    for file in &asked.files {
        let within = opened.within(file)?;
        if file.is_dir() {
            return Err(Error::IsFolder { path: file.clone() });
        }
        if !opened.is_article(&within) {
            paths.push(within);
            continue;
        }
        let proposal = opened.proposal(&within)?;
        paths.extend(proposal.paths());
        if !asked.alone {
            let media = proposal.media.iter().flat_map(Changed::paths);
            paths.extend(media.cloned());
        }
        proposals.push(proposal);
    }
    paths.sort();
    paths.dedup();
    let message = message(asked, &proposals);
    if asked.dry_run {
        for proposal in &proposals {
            diff::print(proposal, out)?;
        }
        for path in &paths {
            writeln!(out, "{}", shown::path(path))?;
        }
        writeln!(out, "{}", shown::escaped(&message))?;
        return Ok(Done::Fine);
    }
    let plan = Plan {
        paths,
        message,
        programs: allowed(asked, &opened)?,
        may: May {
            be_on_no_branch: asked.on_no_branch,
            add_ignored: asked.add_ignored,
            skip_hooks: asked.skip_hooks,
        },
    };
    let cancel = Cancel::default();
    // What git and the hooks are at ends first, and is taken back.
    let _listening = signals::Cancelling::listen(&cancel).inspect_err(|err| {
        log::warn!("nothing listens for the end of the program: {err}");
    });
    match git::commit(&opened.repository, &plan, &|_line| {}, &cancel) {
        Ok(made) => {
            print(&made, out, err)?;
            Ok(Done::Fine)
        }
        Err(NotMade::Nothing) => {
            say(err, &words::of(&NotMade::Nothing));
            Ok(Done::Findings)
        }
        Err(why) => {
            tell(&why, err);
            Ok(Done::Failed)
        }
    }
}

fn message(asked: &Asked, proposals: &[Proposal]) -> String {
    let proposed = || proposals.first().map(|it| it.message.clone());
    let message = asked.message.clone().or_else(proposed);
    message.unwrap_or_default()
}

/// What may run: as it is said here, else as the window has it.
fn allowed(asked: &Asked, opened: &Opened) -> Result<Allowed, Error> {
    if asked.without_programs {
        return Ok(Allowed::None);
    }
    let found = opened.repository.inspect()?;
    let is_known = || -> Result<bool, Error> {
        let folders = Folders::find()?;
        Ok(trust::is_allowed(
            &folders,
            opened.repository.work_tree(),
            &found,
        ))
    };
    if asked.allow_programs || is_known()? {
        return Ok(Allowed::All(found.mark));
    }
    Ok(Allowed::Unsaid)
}

/// `1a2b3c4 Publish “The ferry”`, and the files of it.
fn print(made: &Made, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Error> {
    let short = made.commit.get(..10).unwrap_or(&made.commit);
    writeln!(out, "{short} {}", shown::escaped(&made.subject))?;
    for path in &made.paths {
        writeln!(out, "  {}", shown::path(path))?;
    }
    for path in &made.added {
        say(err, &say!("commit-added", path = shown::path(path)));
    }
    Ok(())
}

/// Why there is no commit, in a line; what programs say in as many as they do.
fn tell(why: &NotMade, err: &mut dyn Write) {
    match why {
        NotMade::Programs(found) => {
            say(err, &words::of(why));
            for program in &found.programs {
                let command = shown::escaped(&program.command).into_owned();
                say(err, &format!("{}: {command}", program.name));
            }
            say(err, say!("cli-allow-programs"));
        }
        NotMade::Refused { words } if is_long(words) => {
            say(err, say!("commit-refused-below"));
            say_lines(err, words);
        }
        NotMade::Failed { why: said } if said.as_verbatim().is_some_and(is_long) => {
            say_lines(err, &words::put(said));
        }
        NotMade::Ignored(all) => {
            for ignored in all {
                say(err, &words::of(&NotMade::Ignored(vec![ignored.clone()])));
            }
            say(err, say!("cli-add-ignored"));
        }
        NotMade::OnNoBranch => {
            say(err, &words::of(why));
            say(err, say!("cli-on-no-branch"));
        }
        NotMade::NoName => {
            say(err, &words::of(why));
            say(err, say!("cli-no-name"));
        }
        NotMade::Refused { words } => {
            let words = words.trim().to_owned();
            say(err, &words::of(&NotMade::Refused { words }));
        }
        _ => say(err, &words::of(why)),
    }
}

/// What a program says in several lines.
fn is_long(words: &str) -> bool {
    words.trim().contains('\n')
}

fn say_lines(err: &mut dyn Write, words: &str) {
    for line in words.lines().filter(|line| !line.trim().is_empty()) {
        say(err, line);
    }
}
