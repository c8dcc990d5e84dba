//! Git and Hugo, which some tests need or compare with.

use std::{
    env,
    ffi::OsStr,
    path::Path,
    process::{Command, Output},
};

use super::skip::without_program;

/// The Hugo that fixtures were made by and that is compared with; another one makes other pages.
pub const HUGO: &str = "0.168.0";
/// `init -b` is from then.
const OLDEST_GIT: [u32; 2] = [2, 28];

/// The git of this machine, with no settings but ours.
#[derive(Clone, Copy)]
pub struct Git(());

/// A Hugo: what `KOPIJ_HUGO` names, else what is on the `PATH`.
pub struct Hugo {
    program: String,
    /// `0.168.0`
    pub version: String,
}

/// `None`: this machine has none, or one that is too old.
#[track_caller]
pub fn git() -> Option<Git> {
    let said = said(Command::new("git").arg("--version"));
    let found = match said.as_deref().map(git_version) {
        Some(Some(version)) if version >= OLDEST_GIT => return Some(Git(())),
        Some(_) => said.unwrap_or_default(),
        None => "there is none".to_owned(),
    };
    let [major, minor] = OLDEST_GIT;
    without_program(&format!("it needs git {major}.{minor} or newer: {found}"));
    None
}

/// Hugo [`HUGO`]. `None`: this machine has none, or another version.
#[track_caller]
pub fn hugo() -> Option<Hugo> {
    hugo_of(&[HUGO])
}

/// A Hugo of one of these versions, whatever this machine has of them.
#[track_caller]
pub fn hugo_of(versions: &[&str]) -> Option<Hugo> {
    let program = env::var("KOPIJ_HUGO").unwrap_or_else(|_unset| "hugo".to_owned());
    let said = said(Command::new(&program).arg("version"));
    let found = match said.as_deref().map(hugo_version) {
        Some(Some(version)) if versions.contains(&version) => {
            let version = version.to_owned();
            return Some(Hugo { program, version });
        }
        Some(_) => said.unwrap_or_default(),
        None => "there is none".to_owned(),
    };
    let versions = versions.join(" or ");
    without_program(&format!("it needs Hugo {versions}: {found}"));
    None
}

/// `None`: it cannot be run.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Some(said)
}

/// Of `git version 2.39.5 (Apple Git-154)`.
fn git_version(said: &str) -> Option<[u32; 2]> {
    let mut numbers = said.strip_prefix("git version ")?.split('.');
    let mut next = || numbers.next()?.parse().ok();
    Some([next()?, next()?])
}

/// Of `hugo v0.168.0-e27a676+extended linux/amd64 …`, below whatever else a wrapper of it says.
fn hugo_version(said: &str) -> Option<&str> {
    let mut lines = said.lines();
    let version = lines.find_map(|line| line.strip_prefix("hugo v"))?;
    version.split(['+', '-', ' ']).next()
}

#[expect(
    clippy::unused_self,
    reason = "who has one has seen that the program is there"
)]
impl Git {
    /// # Errors
    /// With what git says, if it fails.
    pub fn attempt<S: AsRef<OsStr>>(
        self,
        folder: &Path,
        arguments: &[S],
    ) -> Result<String, Output> {
        let mut command = Command::new("git");
        // The tests may be run by a hook.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let output = command
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_COMMITTER_DATE", "2026-02-24T16:09:07Z")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        if output.status.success() {
            Ok(String::from_utf8(output.stdout).unwrap())
        } else {
            Err(output)
        }
    }

    pub fn run<S: AsRef<OsStr>>(self, folder: &Path, arguments: &[S]) -> String {
        self.attempt(folder, arguments).unwrap()
    }

    /// Words as a person types them.
    pub fn line(self, folder: &Path, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.run(folder, &words)
    }
}

impl Hugo {
    /// To be run in the folder of a site, in the zone of the cases.
    pub fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(root).env("TZ", "UTC");
        command
    }

    /// Builds the site in `root` to `public/` within it.
    pub fn build(&self, root: &Path, arguments: &[&str]) {
        let output = Command::new(&self.program)
            .arg("--quiet")
            .args(arguments)
            .current_dir(root)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

#[test]
fn versions_are_read_as_the_programs_say_them() {
    assert_eq!(git_version("git version 2.39.5"), Some([2, 39]));
    assert_eq!(
        git_version("git version 2.50.1 (Apple Git-155)"),
        Some([2, 50])
    );
    assert_eq!(git_version("zsh: no such thing"), None);
    let said = "Running Hugo 0.168.0\nhugo v0.168.0-e27a676+extended linux/amd64";
    assert_eq!(hugo_version(said), Some("0.168.0"));
    let debians = "hugo v0.111.3+extended linux/amd64 VendorInfo=debian:0.111.3-1";
    assert_eq!(hugo_version(debians), Some("0.111.3"));
}
