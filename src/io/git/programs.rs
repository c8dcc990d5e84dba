//! Which programs a commit would start that came with the repository: those of its own settings and
//! hooks. What the owner of the machine has in their own settings is theirs.
//!
//! Limits: of the files beside the hooks 500 of at most 5 MB say whether something of them is another.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    GitError, Repository,
    read::{told, unfiltered},
};
use crate::{
    io::process::{ProcessError, can_be_run},
    model::git::{
        program::{Inspected, Kind, Named},
        status::path_of,
    },
};

/// So many files beside the hooks, and so much of each, say whether they are the same.
const MOST_FILES: usize = 500;
const MOST_BYTES: u64 = 5_000_000;

/// The hooks that committing, taking a commit back, handing commits in and getting others start.
const HOOKS: [&str; 16] = [
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "prepare-commit-msg",
    "reference-transaction",
    "sendemail-validate",
    "update",
];

/// The settings that name a program: how they begin, and how they end.
const PROGRAMS: [(&str, &str); 23] = [
    ("filter.", ".clean"),
    ("filter.", ".smudge"),
    ("filter.", ".process"),
    ("hook.", ".command"),
    ("core.fsmonitor", ""),
    ("core.sshcommand", ""),
    ("core.gitproxy", ""),
    ("core.askpass", ""),
    ("core.alternaterefscommand", ""),
    ("credential.", "helper"),
    ("gpg.", "program"),
    ("gpg.ssh.defaultkeycommand", ""),
    ("gc.recentobjectshook", ""),
    ("merge.", ".driver"),
    ("diff.external", ""),
    ("diff.", ".command"),
    ("diff.", ".textconv"),
    ("remote.", ".uploadpack"),
    ("remote.", ".receivepack"),
    ("remote.", ".vcs"),
    ("trailer.", ".command"),
    ("trailer.", ".cmd"),
    ("submodule.", ".update"),
];

/// One of its own settings.
struct Setting {
    /// `filter.lfs.clean`
    name: String,
    value: String,
}

impl Repository {
    /// What a commit would start.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn inspect(&self) -> Result<Inspected, GitError> {
        let settings = self.own_settings()?;
        let mut programs: Vec<Named> = settings.iter().filter_map(named).collect();
        let mut hash = blake3::Hasher::new();
        let (hooks, came_with_it) = self.hooks()?;
        if came_with_it {
            programs.extend(hooks_in(&hooks));
            // A hook may be a line that starts a script beside it, or one above.
            let is_within = hooks.starts_with(&self.work_tree) && hooks != self.work_tree;
            // The folder of git itself changes with each commit.
            let is_of_git = |folder: &Path| folder.join("HEAD").exists();
            let above = hooks.parent();
            let above = above.filter(|it| is_within && *it != self.work_tree && !is_of_git(it));
            for folder in std::iter::once(hooks.as_path()).chain(above) {
                take_in(&mut hash, folder);
            }
        }
        programs.sort();
        for program in &programs {
            for part in [&program.name, &program.command] {
                hash.update(part.as_bytes()).update(&[0]);
            }
        }
        let mark = hash.finalize().to_hex().to_string();
        Ok(Inspected { programs, mark })
    }

    /// The settings that lie in the repository, and the files that those name.
    fn own_settings(&self) -> Result<Vec<Setting>, GitError> {
        let written = self.read(&["config", "--list", "-z", "--show-scope"], &[])?;
        let mut settings = Vec::new();
        let mut parts = written.split(|byte| *byte == 0);
        while let (Some(scope), Some(setting)) = (parts.next(), parts.next()) {
            if scope != b"local" && scope != b"worktree" {
                continue;
            }
            let setting = String::from_utf8_lossy(setting);
            let (name, value) = setting.split_once('\n').unwrap_or((&setting, "true"));
            settings.push(Setting {
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
        Ok(settings)
    }

    /// Where hooks are looked for, and whether what lies there came with the repository.
    fn hooks(&self) -> Result<(PathBuf, bool), ProcessError> {
        let asked = [
            "-z",
            "--show-scope",
            "--type=path",
            "--get-all",
            "core.hooksPath",
        ];
        let asked: Vec<&str> = std::iter::once("config").chain(asked).collect();
        let written = match self.read(&asked, &[]) {
            Err(ProcessError::Failed { code: Some(1), .. }) => Vec::new(),
            written => written?,
        };
        let parts: Vec<&[u8]> = written.split(|byte| *byte == 0).collect();
        // What reading has before all others is none of theirs.
        let mut set = parts.chunks_exact(2).rev();
        let in_force = set.find_map(|it| match it {
            [scope, place] if *scope != b"command" => Some((*scope, *place)),
            _ => None,
        });
        let Some((scope, place)) = in_force else {
            let place = self.line(&["rev-parse", "--git-common-dir"])?;
            return Ok((self.work_tree.join(place).join("hooks"), true));
        };
        let folder = self.work_tree.join(path_of(place));
        let is_own = scope == b"local" || scope == b"worktree";
        let is_within = folder.starts_with(&self.work_tree);
        Ok((folder, is_own || is_within))
    }

    /// A file that passes through one of these filters on its way into a commit.
    pub(super) fn filtered(
        &self,
        paths: &[&Path],
        programs: &[Named],
    ) -> Result<Option<PathBuf>, ProcessError> {
        let written = self.read_of(&["check-attr", "-z", "--stdin", "filter"], paths)?;
        let parts: Vec<&[u8]> = written.split(|byte| *byte == 0).collect();
        let is_one = |filter: &[u8]| {
            let start = format!("filter.{}.", String::from_utf8_lossy(filter));
            let mut filters = programs.iter().filter(|it| it.kind == Kind::Filter);
            filters.any(|it| it.name.starts_with(&start))
        };
        let mut files = parts.chunks_exact(3);
        let found = files.find_map(|it| match it {
            [path, _, filter] if is_one(filter) => Some(told(path)),
            _ => None,
        });
        Ok(found)
    }

    /// Whether a hook that can refuse a commit is there, whoever it is from.
    pub(super) fn has_refusing_hook(&self) -> bool {
        let Ok((folder, _)) = self.hooks() else {
            return false;
        };
        ["pre-commit", "prepare-commit-msg", "commit-msg"]
            .iter()
            .any(|name| can_be_run(&folder.join(name)))
    }
}

/// Settings before all others by which nothing of it is started.
pub(super) fn without(programs: &[Named]) -> Vec<String> {
    let mut settings = vec![
        "core.hooksPath=/dev/null".to_owned(),
        "core.fsmonitor=false".to_owned(),
        "gc.auto=0".to_owned(),
        "maintenance.auto=false".to_owned(),
    ];
    for program in programs {
        let name = program.name.as_str();
        match program.kind {
            Kind::Filter => {
                let filter = name.rsplit_once('.').map_or(name, |(filter, _)| filter);
                let all = unfiltered(filter).into_iter();
                settings.extend(all.map(|(name, value)| format!("{name}={value}")));
            }
            Kind::Setting if name.starts_with("gpg.") => {
                let usual = if name.contains("ssh") {
                    "ssh-keygen"
                } else {
                    "gpg"
                };
                settings.push(format!("{name}={usual}"));
            }
            // Is off already.
            Kind::Setting if name == "core.fsmonitor" => {}
            Kind::Setting => settings.push(format!("{name}=")),
            Kind::Hook if name.starts_with("hook.") => {
                let hook = name.trim_end_matches(".command");
                settings.push(format!("{hook}.enabled=false"));
            }
            Kind::Hook => {}
        }
    }
    settings
}

/// `None`: it starts nothing.
fn named(setting: &Setting) -> Option<Named> {
    let name = setting.name.as_str();
    let is_it = |(start, end): &(&str, &str)| {
        let is_whole = end.is_empty() && name == *start;
        is_whole || (!end.is_empty() && name.starts_with(start) && name.ends_with(end))
    };
    let is_program = PROGRAMS.iter().any(is_it);
    // Git's own watcher, and an address of another kind.
    let is_switch = name == "core.fsmonitor"
        && matches!(
            &*setting.value.to_lowercase(),
            "true" | "false" | "" | "1" | "0" | "yes" | "no"
        );
    let is_update = name.starts_with("submodule.") && !setting.value.starts_with('!');
    let starts_by_address = name.ends_with("url") && setting.value.starts_with("ext::");
    if !(starts_by_address || (is_program && !is_switch && !is_update && !setting.value.is_empty()))
    {
        return None;
    }
    let kind = match name.split('.').next() {
        Some("filter") => Kind::Filter,
        Some("hook") => Kind::Hook,
        _ => Kind::Setting,
    };
    Some(Named {
        kind,
        name: name.to_owned(),
        command: setting.value.clone(),
    })
}

fn hooks_in(folder: &Path) -> Vec<Named> {
    let there = HOOKS.iter().map(|name| (name, folder.join(name)));
    let there = there.filter(|(_, path)| can_be_run(path));
    let named = there.map(|(name, path)| Named {
        kind: Kind::Hook,
        name: (*name).to_owned(),
        command: path.to_string_lossy().into_owned(),
    });
    named.collect()
}

/// What lies in a folder, by name and content.
fn take_in(hash: &mut blake3::Hasher, folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = files.map(|it| it.path()).take(MOST_FILES).collect();
    files.sort();
    for file in files {
        let is_small = fs::metadata(&file).is_ok_and(|it| it.is_file() && it.len() <= MOST_BYTES);
        let is_sample = file.extension().is_some_and(|it| it == "sample");
        if !is_small || is_sample {
            continue;
        }
        hash.update(file.as_os_str().as_encoded_bytes())
            .update(&[0]);
        if let Ok(bytes) = fs::read(&file) {
            hash.update(blake3::hash(&bytes).as_bytes());
        }
    }
}
