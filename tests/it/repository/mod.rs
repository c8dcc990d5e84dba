//! What Kopij reads of a repository and commits to it, with the git of this machine.
#![cfg(unix)]

mod committing;
mod hostile;
mod server;
mod states;

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use kopij::{
    io::{
        git::{self, Repository},
        process::Cancel,
    },
    model::git::commit::{Made, NotMade, Plan},
};
use tempfile::TempDir;

use crate::support::{Git, git};

/// A site in a repository of its own, with two articles that are committed.
pub struct TestRepository {
    git: Git,
    folder: TempDir,
}

pub const ARTICLE: &str = "content/posts/a.md";
pub const OTHER: &str = "content/posts/s.md";
pub const TEXT: &str = "---\ntitle: The ferry\n---\nOne.\n\nTwo.\n";

/// What git keeps of all files but some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    index: Vec<String>,
    tree: Vec<(PathBuf, Vec<u8>)>,
}

impl TestRepository {
    /// Without a commit.
    #[track_caller]
    pub fn empty() -> Option<Self> {
        let git = git()?;
        let folder = tempfile::tempdir().unwrap();
        let repository = Self { git, folder };
        fs::create_dir_all(repository.root()).unwrap();
        repository.line("init -q -b main");
        for setting in ["user.name Ann", "user.email ann@example.org"] {
            repository.line(&format!("config {setting}"));
        }
        Some(repository)
    }

    #[track_caller]
    pub fn new() -> Option<Self> {
        let repository = Self::empty()?;
        repository.write(ARTICLE, TEXT);
        repository.write(OTHER, TEXT);
        repository.line("add .");
        repository.line("commit -q -m Begin");
        Some(repository)
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("site")
    }

    /// A folder beside that of the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub fn line(&self, line: &str) -> String {
        self.git.line(&self.root(), line)
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        self.git.run(&self.root(), arguments)
    }

    /// What is expected to fail, as a merge with a conflict does.
    pub fn attempt(&self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.git.attempt(&self.root(), &words).ok();
    }

    pub fn elsewhere(&self, folder: &Path, line: &str) -> String {
        self.git.line(folder, line)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn add_line(&self, path: &str, line: &str) {
        let before = fs::read_to_string(self.root().join(path)).unwrap();
        self.write(path, format!("{before}{line}\n"));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    pub fn hook(&self, name: &str, script: &str) {
        let path = self.root().join(".git/hooks").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// As Kopij knows it, with nothing of this machine's settings.
    pub fn opened(&self) -> Repository {
        self.opened_at(&self.root().join("content"))
    }

    #[expect(clippy::unused_self, reason = "who has one has seen that git is there")]
    pub fn opened_at(&self, path: &Path) -> Repository {
        let opened = Repository::around(path).unwrap().unwrap();
        opened.knowing(&[
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("LC_ALL", "C"),
        ])
    }

    /// Commits these files, and runs whatever came with the repository.
    pub fn commit(&self, paths: &[&str]) -> Result<Made, NotMade> {
        self.commit_as(paths, |_plan| {})
    }

    pub fn commit_as(
        &self,
        paths: &[&str],
        change: impl FnOnce(&mut Plan),
    ) -> Result<Made, NotMade> {
        let repository = self.opened();
        let mark = repository.inspect().unwrap().mark;
        let mut plan = Plan {
            paths: paths.iter().map(PathBuf::from).collect(),
            message: "The ferry is back".to_owned(),
            programs: kopij::model::git::program::Allowed::All(mark),
            ..Plan::default()
        };
        change(&mut plan);
        git::commit(&repository, &plan, &|_line| {}, &Cancel::default())
    }

    /// What is other than in the last commit, short: `changed content/a.md`.
    pub fn status(&self) -> Vec<String> {
        self.status_at(&self.root().join("content"))
    }

    pub fn status_at(&self, path: &Path) -> Vec<String> {
        use kopij::model::git::status::{Staged, What};

        let status = self.opened_at(path).status(&[]).unwrap();
        let told = status.changed.iter().map(|it| {
            let what = match it.what {
                What::New => "new",
                What::Changed => "changed",
                What::Moved => "moved",
                What::Deleted => "deleted",
                What::Conflict => "conflict",
            };
            let staged = match it.staged {
                Staged::No => "",
                Staged::InPart => " staged in part",
                Staged::Whole => " staged",
            };
            let from = it.from.as_ref().map(|it| format!("{} → ", it.display()));
            let from = from.unwrap_or_default();
            format!("{what}{staged} {from}{}", it.path.display())
        });
        told.collect()
    }

    /// What git has of all files but these.
    pub fn kept_but(&self, paths: &[&str]) -> Kept {
        let staged = self.run(&["ls-files", "--stage", "-z"]);
        let is_other = |path: &str| !paths.contains(&path);
        let entries = staged.split_terminator('\0').filter(|it| {
            let (_, path) = it.split_once('\t').unwrap();
            is_other(path)
        });
        let mut tree = Vec::new();
        collect(&self.root(), &mut tree);
        let root = self.root();
        tree.retain(|(path, _)| {
            let within = path.strip_prefix(&root).unwrap();
            is_other(&within.to_string_lossy())
        });
        Kept {
            index: entries.map(str::to_owned).collect(),
            tree,
        }
    }

    /// The files of the last commit.
    pub fn last(&self) -> Vec<String> {
        let names = self.line("show --no-renames --pretty= --name-only -z HEAD");
        names.split_terminator('\0').map(str::to_owned).collect()
    }

    pub fn head(&self) -> String {
        self.line("rev-parse HEAD").trim().to_owned()
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| !it.ends_with(".git"))
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(bytes) = fs::read(&path) {
            files.push((path, bytes));
        }
    }
}
