//! The headless commands: what the window does with front matter, for scripts, hooks and checks.
//! They share the engine and the save protocol, and never open a window.
//!
//! A command writes to the two streams that it is given and ends with a [`Done`]; it says each
//! thing that it could not do in one line and goes on with the next file.

mod arguments;
mod check;
mod get;
mod list;
mod next;
mod papers;
mod pictures;
mod render;
mod repository;
mod set;
pub mod shown;
mod site;
mod strip;
mod told;
mod undo;
mod value;
mod writing;

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

pub use arguments::{Arguments, RendererName};
use clap::Subcommand;
pub use list::Order;
use writing::Links;

use crate::{
    io::{
        changes::ChangeError,
        folders,
        git::GitError,
        pictures::{StripError, painter},
        process::keeper,
        store::{ReadError, WriteError},
    },
    model::{
        change::{ChangeId, Refusal},
        front_matter::KeyPath,
        git::commit::NotMade,
        said::{Said, Says, said, says},
        words,
    },
};

/// What can be asked without a window.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Print the front matter of an article, or one value of it, as JSON
    Get {
        /// An article, or with --site a folder
        file: PathBuf,
        /// A dotted path: `cover.caption`; `\.` is a dot inside a key
        key: Option<String>,
        /// Print the settings of the site as they are read, each with the file and line it is from
        #[arg(long)]
        site: bool,
    },
    /// Change values of the front matter and print the difference; nothing else of the files changes
    Set {
        /// Files, then KEY=VALUE pairs; a value is YAML: `draft=false`, `tags=[a, b]`, 'title="Yes: no"'
        #[arg(required = true, value_name = "FILE… KEY=VALUE")]
        arguments: Vec<OsString>,
        /// Add an item to the end of a list; may be given several times
        #[arg(long, value_name = "KEY=ITEM")]
        add: Vec<String>,
        /// Take a key with its value out; may be given several times
        #[arg(long, value_name = "KEY")]
        remove: Vec<String>,
        /// Print the difference and write nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        outside: Outside,
    },
    /// Take back a change of files: the last one in the site, or the one that is named
    Undo {
        /// As `kopij undo --list` names it
        id: Option<String>,
        /// The site, or a folder in it; without it the one that you are in
        #[arg(long, value_name = "PATH")]
        site: Option<PathBuf>,
        /// List the changes that can be taken back, newest first
        #[arg(long, conflicts_with = "id")]
        list: bool,
        #[command(flatten)]
        outside: Outside,
    },
    /// List the articles of a folder, newest first
    List {
        path: PathBuf,
        /// As an array of JSON objects
        #[arg(long)]
        json: bool,
        /// Only articles whose KEY is VALUE, or whose list holds it; KEY alone: that have it
        #[arg(long = "where", value_name = "KEY=VALUE")]
        conditions: Vec<String>,
        #[command(flatten)]
        read: Read,
        #[arg(long, value_enum, default_value_t)]
        sort: Order,
    },
    /// Tell what is wrong with articles or could be better; exit code 1 if something is
    Check(check::Asked),
    /// Tell what is wrong with the pictures of a site, and which nothing names; exit code 1 if something is told
    Pictures(pictures::Asked),
    /// Cut out of the files of pictures what they tell of place, camera and owner; no pixel changes
    Strip {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print what would be cut and write nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        outside: Outside,
    },
    /// Tell what of articles changed since the last commit, in fields and paragraphs; exit code 1 if something did
    Diff(repository::diff::Asked),
    /// Commit exactly these articles, each with its pictures
    Commit(repository::commit::Asked),
    /// Print the next moments at which pages appear or end, for a timer that builds the site
    Next(next::Asked),
    /// Print the text of an article as HTML, as the preview and Hugo read it
    Render {
        file: PathBuf,
        /// A whole page, with title, date, cover and caption
        #[arg(long)]
        page: bool,
    },
    /// Write the man pages and the completions of shells into a folder, for those who make packages
    #[command(hide = true)]
    Papers { folder: PathBuf },
    /// Draw the pictures that come in; Kopij starts itself with it
    #[command(name = painter::SUBCOMMAND, hide = true)]
    PaintPictures,
    /// Run a program that ends with whoever started this; Kopij starts itself with it
    #[command(name = keeper::SUBCOMMAND, hide = true)]
    HoldProgram {
        #[arg(required = true, last = true, value_name = "PROGRAM")]
        arguments: Vec<OsString>,
    },
}

// What several commands take has no description of its own: clap would give it to each of them.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Read {
    /// Only articles that the field above the list finds: 'tag:ferry -is:draft no:cover'
    #[arg(
        long,
        value_name = "QUERY",
        default_value = "",
        hide_default_value = true
    )]
    pub query: String,
    /// A folder outside of the site that its settings may name; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow_outside: Vec<PathBuf>,
    /// The moment that the states are asked for: 2026-03-01T00:00:00Z
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<String>,
}

#[derive(Clone, Debug, clap::Args)]
pub struct Outside {
    /// Write through links that lead out of the site
    #[arg(long)]
    follow_links: bool,
    /// A folder outside of the site that links may lead into; may be given several times
    #[arg(long, value_name = "DIR")]
    allow_outside: Vec<PathBuf>,
}

impl Outside {
    fn manner(&self, is_dry: bool) -> writing::Manner<'_> {
        writing::Manner {
            is_dry,
            links: Links::of(self.follow_links),
            allow_outside: &self.allow_outside,
        }
    }
}

/// How a command ended; the exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// 0
    Fine,
    /// 1: there is something to say about the articles.
    Findings,
    /// 2: something could not be done.
    Failed,
}

impl Done {
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Why a command, or its part for one file, was not done.
#[derive(Debug, thiserror::Error)]
enum Error {
    Read(#[from] ReadError),
    Write(#[from] WriteError),
    Outside {
        path: PathBuf,
        target: PathBuf,
    },
    Torn {
        path: PathBuf,
    },
    Place {
        path: PathBuf,
        source: io::Error,
    },
    NoHome(#[from] folders::NoHome),
    Change(#[from] ChangeError),
    NoChanges {
        root: PathBuf,
    },
    Damaged {
        damaged: ChangeId,
    },
    Refused {
        path: PathBuf,
        refusal: Refusal,
    },
    Unreadable {
        path: PathBuf,
        problem: Said,
    },
    NoFile {
        argument: String,
    },
    NoFiles,
    /// Each file is named by itself.
    IsFolder {
        path: PathBuf,
    },
    NoChange,
    NoRule {
        id: String,
    },
    OtherSite {
        path: PathBuf,
    },
    NoCommit {
        commit: String,
    },
    Git(#[from] GitError),
    NotMade(#[from] NotMade),
    NotUtf8 {
        argument: String,
    },
    NotYaml {
        key: KeyPath,
        value: String,
    },
    NoMoment {
        text: String,
    },
    NoEquals {
        argument: String,
    },
    Strip {
        path: PathBuf,
        source: StripError,
    },
    Paint(#[from] painter::ServeError),
    Folder(#[from] crate::io::scan::OpenError),
    /// The output cannot be written, or its reader went away, which is no fault.
    Output(#[from] io::Error),
}

says!(Error);
impl Says for Error {
    fn said(&self) -> Said {
        match self {
            Self::Read(inner) => inner.said(),
            Self::Write(inner) => inner.said(),
            Self::Outside { path, target } => said!(
                "cli-outside",
                target = target.as_path(),
                path = path.as_path()
            ),
            Self::Torn { path } => said!("cli-torn", path = path.as_path()),
            Self::Place { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
            Self::NoHome(inner) => said!("cli-no-home", why = inner.to_string()),
            Self::Change(inner) => inner.said(),
            Self::NoChanges { root } => said!("cli-no-changes", root = root.as_path()),
            Self::Damaged { damaged } => said!("cli-damaged", damaged = damaged.to_string()),
            Self::Refused { path, refusal } => {
                said!("error-at", why = refusal, path = path.as_path())
            }
            Self::Unreadable { path, problem } => {
                said!("error-at", why = problem.clone(), path = path.as_path())
            }
            Self::NoFile { argument } => said!("cli-no-file", argument = argument),
            Self::NoFiles => said!("cli-no-files"),
            Self::IsFolder { path } => said!("cli-folder", path = shown::path(path)),
            Self::NoChange => said!("cli-no-change"),
            Self::NoRule { id } => said!("cli-no-rule", id = id),
            Self::NoCommit { commit } => said!("cli-no-commit", commit = commit),
            Self::Git(inner) => inner.said(),
            Self::NotMade(inner) => inner.said(),
            Self::OtherSite { path } => said!("cli-other-site", path = path.as_path()),
            Self::NotUtf8 { argument } => said!("cli-not-utf8", argument = argument),
            Self::NotYaml { key, value } => {
                said!("cli-not-yaml", value = value, key = key.to_string())
            }
            Self::NoMoment { text } => said!("cli-no-moment", text = text),
            Self::NoEquals { argument } => said!("cli-no-equals", argument = argument),
            Self::Strip { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
            Self::Paint(inner) => inner.said(),
            Self::Folder(inner) => inner.said(),
            Self::Output(inner) => said!("cli-output", why = inner),
        }
    }
}

impl Command {
    /// Whether what it prints is read by programs, whose words are the same in every language.
    pub fn is_for_programs(&self) -> bool {
        match self {
            Self::List { json, .. } => *json,
            Self::Check(asked) => asked.is_for_programs(),
            Self::Pictures(asked) => asked.is_for_programs(),
            Self::Diff(asked) => asked.is_for_programs(),
            Self::Next(asked) => asked.is_for_programs(),
            Self::PaintPictures | Self::HoldProgram { .. } => true,
            Self::Get { .. }
            | Self::Set { .. }
            | Self::Strip { .. }
            | Self::Undo { .. }
            | Self::Commit(_)
            | Self::Papers { .. }
            | Self::Render { .. } => false,
        }
    }
}

/// Does what was asked. What it prints goes to `out`, what is wrong to `err`, one line each.
pub fn run(command: &Command, out: &mut dyn Write, err: &mut dyn Write) -> Done {
    let done = match command {
        Command::Get {
            file,
            key,
            site: true,
        } => site::run(file, key.as_deref(), out, err),
        Command::Get { file, key, .. } => get::run(file, key.as_deref(), out, err),
        Command::Set {
            arguments,
            add,
            remove,
            dry_run,
            outside,
        } => {
            let asked = set::Asked {
                arguments,
                add,
                remove,
                is_dry: *dry_run,
                links: Links::of(outside.follow_links),
                allow_outside: &outside.allow_outside,
            };
            set::run(&asked, out, err)
        }
        Command::Undo {
            id,
            site,
            list,
            outside,
        } => {
            let asked = undo::Asked {
                id: id.as_deref(),
                site: site.as_deref(),
                links: Links::of(outside.follow_links),
                allow_outside: &outside.allow_outside,
            };
            if *list {
                undo::list(&asked, out)
            } else {
                undo::run(&asked, out, err)
            }
        }
        Command::List {
            path,
            json,
            conditions,
            read,
            sort,
        } => {
            let form = if *json {
                list::Form::Json
            } else {
                list::Form::Lines
            };
            let asked = list::Asked {
                path,
                form,
                conditions,
                read,
                order: *sort,
            };
            list::run(&asked, out, err)
        }
        Command::Check(asked) => check::run(asked, out, err),
        Command::Pictures(asked) => pictures::run(asked, out, err),
        Command::Strip {
            files,
            dry_run,
            outside,
        } => strip::run(files, &outside.manner(*dry_run), out, err),
        Command::Diff(asked) => repository::diff::run(asked, out, err),
        Command::Commit(asked) => repository::commit::run(asked, out, err),
        Command::Next(asked) => next::run(asked, out),
        Command::Render { file, page } => {
            let extent = if *page {
                render::Extent::Page
            } else {
                render::Extent::Body
            };
            render::run(file, extent, out, err)
        }
        Command::Papers { folder } => papers::run(folder),
        Command::PaintPictures => painter::serve(&mut io::stdin().lock(), &mut &mut *out)
            .map(|()| Done::Fine)
            .map_err(Error::from),
        Command::HoldProgram { arguments } => hold(arguments),
    };
    let done = done.and_then(|done| {
        read_or_not(out.flush().map_err(Error::from))?;
        Ok(done)
    });
    match done {
        Ok(done) => done,
        // `kopij list … | head` has seen enough: that is no fault.
        Err(Error::Output(gone)) if gone.kind() == io::ErrorKind::BrokenPipe => Done::Fine,
        Err(error) => {
            say(err, &words::of(&error));
            Done::Failed
        }
    }
}

fn hold(arguments: &[OsString]) -> Result<Done, Error> {
    let Some((program, arguments)) = arguments.split_first() else {
        return Ok(Done::Failed);
    };
    let path = Path::new(program);
    let ended = keeper::hold(path, arguments).map_err(|source| Error::Place {
        path: path.to_owned(),
        source,
    })?;
    Ok(if ended.success() {
        Done::Fine
    } else {
        Done::Failed
    })
}

/// Who reads no further has seen enough of what is printed; what went wrong counts all the same.
fn read_or_not(printed: Result<(), Error>) -> Result<(), Error> {
    match printed {
        Err(Error::Output(gone)) if gone.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// Where the folders really are that were allowed.
fn really(folders: &[PathBuf]) -> Vec<PathBuf> {
    let folders = folders.iter();
    folders.filter_map(|it| it.canonicalize().ok()).collect()
}

/// One line on what is wrong.
fn say(err: &mut dyn Write, line: &str) {
    if let Err(gone) = writeln!(err, "kopij: {}", shown::escaped(line)) {
        log::debug!("nobody reads the errors: {gone}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An output that takes what is printed, and fails when it is to be there.
    struct Late(io::ErrorKind);

    impl Write for Late {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn what_went_wrong_counts_though_nobody_reads_what_is_printed() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("a.md");
        std::fs::write(&article, "---\ntitle: A\n---\n").unwrap();
        let ends = |key: &str, kind| {
            let command = Command::Get {
                file: article.clone(),
                key: Some(key.to_owned()),
                site: false,
            };
            run(&command, &mut Late(kind), &mut io::sink())
        };

        assert_eq!(ends("none", io::ErrorKind::BrokenPipe), Done::Findings);
        assert_eq!(ends("title", io::ErrorKind::BrokenPipe), Done::Fine);
        assert_eq!(ends("title", io::ErrorKind::StorageFull), Done::Failed);
    }
}
