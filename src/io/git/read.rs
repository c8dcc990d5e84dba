//! Commands of git that start no program of the repository, and neither write nor fetch.
//!
//! Limits: 30 s and 50 MB for each; a repository that names more than 200 filters is not read.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    time::Duration,
};

use super::{GitError, Repository};
use crate::{
    io::process::{Cancel, Environment, Leftovers, Limits, ProcessError, Run},
    model::git::status::path_of,
};

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

impl Repository {
    /// What git writes. `paths` are from the top of the work tree, each as it is.
    pub(super) fn read(
        &self,
        arguments: &[&str],
        paths: &[&Path],
    ) -> Result<Vec<u8>, ProcessError> {
        self.read_with(&[], arguments, paths, &[])
    }

    /// The same in a text, without the blanks around it.
    pub(super) fn line(&self, arguments: &[&str]) -> Result<String, ProcessError> {
        let said = self.read(arguments, &[])?;
        Ok(String::from_utf8_lossy(&said).trim().to_owned())
    }

    /// What git writes of files that are told on its input, each with a NUL behind it. It writes them as they are
    /// told: from `./` on, so that a name is never anything else; [`told`] is the way back.
    pub(super) fn read_of(
        &self,
        arguments: &[&str],
        paths: &[&Path],
    ) -> Result<Vec<u8>, ProcessError> {
        let mut input = Vec::new();
        for path in paths {
            input.extend(b"./");
            input.extend(path.as_os_str().as_encoded_bytes());
            input.push(0);
        }
        // Some of these commands know no literal paths.
        let not_literal = ("GIT_LITERAL_PATHSPECS".to_owned(), "0".to_owned());
        self.read_with(&[not_literal], arguments, &[], &input)
    }

    /// With files compared as they are on the disk: whatever they pass through on their way is left out.
    pub(super) fn read_unfiltered(
        &self,
        arguments: &[&str],
        paths: &[&Path],
    ) -> Result<Vec<u8>, GitError> {
        let filters = self.without_filters()?;
        Ok(self.read_with(&filters, arguments, paths, &[])?)
    }

    /// Settings that come before all others, by which none of the filters that those name is run.
    fn without_filters(&self) -> Result<Vec<(String, String)>, GitError> {
        let asked = ["config", "-z", "--name-only", "--get-regexp", "^filter\\."];
        let names = match self.read(&asked, &[]) {
            Ok(names) => names,
            Err(ProcessError::Failed { code: Some(1), .. }) => return Ok(Vec::new()),
            Err(err) => return Err(err.into()),
        };
        let odd = GitError::Odd { about: "filter.*" };
        let Ok(names) = String::from_utf8(names) else {
            return Err(odd);
        };
        let filters: BTreeSet<&str> = names
            .split('\0')
            .filter_map(|name| Some(name.rsplit_once('.')?.0))
            .collect();
        if filters.len() > MOST_FILTERS {
            return Err(odd);
        }
        let settings = filters.iter().flat_map(|filter| unfiltered(filter));
        let mut variables = Vec::new();
        let mut count = 0;
        for (name, value) in settings {
            variables.push((format!("GIT_CONFIG_KEY_{count}"), name));
            variables.push((format!("GIT_CONFIG_VALUE_{count}"), value.to_owned()));
            count += 1;
        }
        variables.push(("GIT_CONFIG_COUNT".to_owned(), count.to_string()));
        Ok(variables)
    }

    fn read_with(
        &self,
        more: &[(String, String)],
        arguments: &[&str],
        paths: &[&Path],
        input: &[u8],
    ) -> Result<Vec<u8>, ProcessError> {
        // No repository above this one is meant.
        let above = self.work_tree.parent().unwrap_or(Path::new("/"));
        let ceiling = above.to_string_lossy();
        let mut variables = ENVIRONMENT.to_vec();
        variables.push(("GIT_CEILING_DIRECTORIES", &ceiling));
        let more = more.iter().chain(&self.variables);
        variables.extend(more.map(|(name, value)| (name.as_str(), value.as_str())));
        let mut all: Vec<OsString> = Vec::new();
        for setting in SETTINGS {
            all.extend(["-c".into(), setting.into()]);
        }
        all.push("--no-pager".into());
        all.extend(arguments.iter().map(OsString::from));
        if !paths.is_empty() {
            all.push("--".into());
            all.extend(paths.iter().map(OsString::from));
        }
        let all: Vec<&OsStr> = all.iter().map(OsString::as_os_str).collect();
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
        self.program.run(&run, input, &limits)
    }
}

/// A path as it was told to [`Repository::read_of`].
pub(super) fn told(path: &[u8]) -> PathBuf {
    path_of(path.strip_prefix(b"./").unwrap_or(path))
}

/// Settings by which a filter does nothing: `filter` is `filter.lfs`.
pub(super) fn unfiltered(filter: &str) -> [(String, &'static str); 4] {
    [
        ("clean", ""),
        ("smudge", ""),
        ("process", ""),
        ("required", "false"),
    ]
    .map(|(key, value)| (format!("{filter}.{key}"), value))
}
