//! What git holds of an article. Read only, with the git that is installed.
//!
//! A site may come from anywhere, and git runs programs that a repository names: watchers, hooks,
//! filters, pagers, ways to fetch. What is read here goes through commands that run none of them
//! (`rev-parse`, `ls-tree`, `cat-file`, `rev-list`, `diff-index`, `ls-files`), from the nearest repository whose work tree
//! holds the article: never from a bare one that lies within the site. To tell whether a file is as it was git may
//! pass it through a filter: each that its settings name is set to none. Whether the owner of a
//! repository is to be trusted is asked of git itself, therefore the folder is named and not
//! `--git-dir`, which would skip that question.
//!
//! Limits: where git changes line ends or filters on checkout, the text is shown as git keeps it.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::io::process::{Cancel, Environment, Leftovers, Limits, ProcessError, Program, Run};

const PATIENCE: Duration = Duration::from_secs(30);
const MAX_BYTES: usize = 50_000_000;
/// A repository that names more is somebody's trap.
const MOST_FILTERS: usize = 200;

/// Nothing is asked, fetched or written, a path is a path, and words are English.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

const SETTINGS: [&str; 4] = [
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
];

/// An article as the last commit of its branch has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    pub bytes: Vec<u8>,
    /// When the article was committed last.
    pub time: SystemTime,
    /// What the commit says it does, in a line.
    pub subject: String,
}

/// The file at `path` as it was committed last. `None`: there is no git, no repository, no commit,
/// or it does not hold the file.
///
/// # Errors
/// [`ProcessError`]: git refuses, or does not end.
pub fn committed(path: &Path) -> Result<Option<Committed>, ProcessError> {
    let Some((work_tree, within)) = work_tree_of(path) else {
        return Ok(None);
    };
    let Some(program) = Program::find("git") else {
        return Ok(None);
    };
    let git = Git { program, work_tree };
    let Some(head) = git.head()? else {
        return Ok(None);
    };
    let Some(blob) = git.blob_of(&head, &within)? else {
        return Ok(None);
    };
    let (time, subject) = git.last_change(&head, &within)?;
    Ok(Some(Committed {
        bytes: git.run(&["cat-file", "blob", &blob], None)?,
        time,
        subject,
    }))
}

/// The files of the repository around a folder that are other than in a commit, and those that no commit
/// has. One that was only touched may be among them: what it holds is not compared, as git would run
/// the filters that the repository names. `None`: there is no git, no repository, or no such commit.
///
/// # Errors
/// [`ProcessError`]: git refuses, or does not end.
pub fn changed_since(folder: &Path, commit: &str) -> Result<Option<Vec<PathBuf>>, ProcessError> {
    let Some((work_tree, _)) = work_tree_of(&folder.join("any")) else {
        return Ok(None);
    };
    let Some(program) = Program::find("git") else {
        return Ok(None);
    };
    let git = Git { program, work_tree };
    let Some(commit) = git.commit(commit)? else {
        return Ok(None);
    };
    let arguments = [
        "diff-index",
        "--name-only",
        "-z",
        "--ignore-submodules=all",
        &commit,
    ];
    let changed = git.run_with(&git.without_filters()?, &arguments, None)?;
    let new = git.run(&["ls-files", "--others", "--exclude-standard", "-z"], None)?;
    let names = changed
        .split(|byte| *byte == 0)
        .chain(new.split(|byte| *byte == 0));
    let names = names.filter(|name| !name.is_empty());
    let paths = names.map(|name| git.work_tree.join(path_of(name)));
    Ok(Some(paths.collect()))
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;

    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// The nearest folder above the file that has a repository, and the file within it.
fn work_tree_of(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let folder = path
        .ancestors()
        .skip(1)
        .find(|it| it.join(".git").exists())?;
    let within = path.strip_prefix(folder).ok()?;
    Some((folder.to_owned(), within.to_owned()))
}

struct Git {
    program: Program,
    work_tree: PathBuf,
}

impl Git {
    /// The last commit of the branch; `None` before the first one.
    fn head(&self) -> Result<Option<String>, ProcessError> {
        self.commit("HEAD")
    }

    /// The commit of a name; `None`: there is none.
    fn commit(&self, name: &str) -> Result<Option<String>, ProcessError> {
        let commit = format!("{name}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        match self.run(&arguments, None) {
            Ok(hash) => Ok(Some(String::from_utf8_lossy(&hash).trim().to_owned())),
            Err(ProcessError::Failed { code: Some(1), .. }) => Ok(None),
            Err(err) => Err(err),
        }
    }

    /// The content of a file in a commit, if it is a plain file there.
    fn blob_of(&self, commit: &str, within: &Path) -> Result<Option<String>, ProcessError> {
        let line = self.run(&["ls-tree", "-z", "--full-tree", commit], Some(within))?;
        let line = String::from_utf8_lossy(&line);
        let mut words = line.split(['\t', ' ']);
        let is_file = words.next().is_some_and(|mode| mode.starts_with("100"));
        let hash = words.nth(1).filter(|_| is_file);
        Ok(hash.map(str::to_owned))
    }

    fn last_change(
        &self,
        commit: &str,
        within: &Path,
    ) -> Result<(SystemTime, String), ProcessError> {
        let arguments = ["rev-list", "-1", "--format=%ct %s", commit];
        let said = self.run(&arguments, Some(within))?;
        let said = String::from_utf8_lossy(&said);
        // The first line names the commit.
        let line = said.lines().nth(1).unwrap_or_default();
        let (time, subject) = line.split_once(' ').unwrap_or_default();
        let time = UNIX_EPOCH + Duration::from_secs(time.parse().unwrap_or_default());
        Ok((time, subject.to_owned()))
    }

    /// Settings that come before all others, by which none of the filters that those name is run.
    fn without_filters(&self) -> Result<Vec<(String, String)>, ProcessError> {
        let asked = ["config", "-z", "--name-only", "--get-regexp", "^filter\\."];
        let names = match self.run(&asked, None) {
            Ok(names) => names,
            Err(ProcessError::Failed { code: Some(1), .. }) => return Ok(Vec::new()),
            Err(err) => return Err(err),
        };
        let odd = |why: &str| ProcessError::Read {
            program: "git".to_owned(),
            source: io::Error::new(io::ErrorKind::InvalidData, why),
        };
        let names = String::from_utf8(names).map_err(|_bytes| odd("filter.*"))?;
        let filters: BTreeSet<&str> = names
            .split('\0')
            .filter_map(|name| Some(name.rsplit_once('.')?.0))
            .collect();
        if filters.len() > MOST_FILTERS {
            return Err(odd("filter.*"));
        }
        let mut variables = Vec::new();
        let mut count = 0;
        for filter in filters {
            for (key, value) in [
                ("clean", ""),
                ("smudge", ""),
                ("process", ""),
                ("required", "false"),
            ] {
                variables.push((format!("GIT_CONFIG_KEY_{count}"), format!("{filter}.{key}")));
                variables.push((format!("GIT_CONFIG_VALUE_{count}"), value.to_owned()));
                count += 1;
            }
        }
        variables.push(("GIT_CONFIG_COUNT".to_owned(), count.to_string()));
        Ok(variables)
    }

    fn run(&self, arguments: &[&str], within: Option<&Path>) -> Result<Vec<u8>, ProcessError> {
        self.run_with(&[], arguments, within)
    }

    fn run_with(
        &self,
        more: &[(String, String)],
        arguments: &[&str],
        within: Option<&Path>,
    ) -> Result<Vec<u8>, ProcessError> {
        // No repository above this one is meant.
        let above = self.work_tree.parent().unwrap_or(Path::new("/"));
        let ceiling = above.to_string_lossy();
        let mut variables = ENVIRONMENT.to_vec();
        variables.push(("GIT_CEILING_DIRECTORIES", &ceiling));
        let more = more
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        variables.extend(more);
        let mut all: Vec<&OsStr> = Vec::new();
        for setting in &SETTINGS {
            all.extend([OsStr::new("-c"), OsStr::new(setting)]);
        }
        all.push(OsStr::new("--no-pager"));
        all.extend(arguments.iter().map(OsStr::new));
        if let Some(within) = within {
            all.extend([OsStr::new("--"), within.as_os_str()]);
        }
        let run = Run {
            arguments: &all,
            folder: &self.work_tree,
            environment: Environment::Known,
            variables: &variables,
            leftovers: Leftovers::End,
        };
        let limits = Limits {
            time: PATIENCE,
            max_bytes: MAX_BYTES,
            cancel: &Cancel::default(),
        };
        self.program.run(&run, &[], &limits)
    }
}
