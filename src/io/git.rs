//! What git holds of an article. Read only, with the git that is installed.
//!
//! A site may come from anywhere, and git runs programs that a repository names: watchers, hooks,
//! filters, pagers, ways to fetch. What is read here goes through commands that run none of them
//! (`rev-parse`, `ls-tree`, `cat-file`, `rev-list`), from the nearest repository whose work tree
//! holds the article: never from a bare one that lies within the site. Whether the owner of a
//! repository is to be trusted is asked of git itself, therefore the folder is named and not
//! `--git-dir`, which would skip that question.
//!
//! Limits: where git changes line ends or filters on checkout, the text is shown as git keeps it.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::io::process::{Cancel, Environment, Leftovers, Limits, ProcessError, Program, Run};

const PATIENCE: Duration = Duration::from_secs(30);
const MAX_BYTES: usize = 50_000_000;

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
        let arguments = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
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

    fn run(&self, arguments: &[&str], within: Option<&Path>) -> Result<Vec<u8>, ProcessError> {
        // No repository above this one is meant.
        let above = self.work_tree.parent().unwrap_or(Path::new("/"));
        let ceiling = above.to_string_lossy();
        let mut variables = ENVIRONMENT.to_vec();
        variables.push(("GIT_CEILING_DIRECTORIES", &ceiling));
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

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use tempfile::TempDir;

    use super::*;

    /// As a person types it.
    fn try_git(folder: &Path, line: &str) -> Result<String, ProcessError> {
        let settings = "-c user.name=W -c user.email=w@example.org -c commit.gpgSign=false";
        let words = settings.split_whitespace().chain(line.split_whitespace());
        let arguments: Vec<&OsStr> = words.map(OsStr::new).collect();
        let written = Program::find("git").unwrap().run(
            &Run {
                arguments: &arguments,
                folder,
                environment: Environment::Known,
                variables: &[("GIT_COMMITTER_DATE", "2026-02-24T16:09:07Z")],
                leftovers: Leftovers::End,
            },
            &[],
            &Limits {
                time: PATIENCE,
                max_bytes: MAX_BYTES,
                cancel: &Cancel::default(),
            },
        )?;
        Ok(String::from_utf8(written).unwrap())
    }

    fn git(folder: &Path, line: &str) -> String {
        try_git(folder, line).unwrap()
    }

    /// A site with one article that is committed.
    fn site() -> (TempDir, PathBuf) {
        let site = tempfile::tempdir().unwrap();
        let path = site.path().join("content/posts/één (1) *.md");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "first\r\n").unwrap();
        git(site.path(), "init -q");
        git(site.path(), "add .");
        git(site.path(), "commit -q -m Begin");
        (site, path)
    }

    #[test]
    fn the_committed_article_is_read_whatever_the_disk_holds() {
        let (site, path) = site();
        fs::write(&path, "second\n").unwrap();
        let expected = Committed {
            bytes: b"first\r\n".to_vec(),
            time: UNIX_EPOCH + Duration::from_secs(1_771_949_347),
            subject: "Begin".to_owned(),
        };

        assert_eq!(committed(&path).unwrap(), Some(expected.clone()));
        // Staged is not committed.
        git(site.path(), "add .");
        assert_eq!(committed(&path).unwrap(), Some(expected.clone()));
        // A commit that leaves the article alone is not its last change.
        fs::write(site.path().join("other.md"), "other").unwrap();
        git(site.path(), "add other.md");
        git(site.path(), "commit -q -m Other other.md");
        assert_eq!(committed(&path).unwrap(), Some(expected));
        git(site.path(), "commit -q -m More .");
        assert_eq!(committed(&path).unwrap().unwrap().bytes, b"second\n");
    }

    #[test]
    fn where_nothing_is_committed_there_is_nothing() {
        let (site, path) = site();
        let fresh = path.with_file_name("fresh.md");
        fs::write(&fresh, "fresh").unwrap();
        assert_eq!(committed(&fresh).unwrap(), None);

        git(site.path(), "rm -q --cached -r content");
        git(site.path(), "commit -q -m Gone");
        assert_eq!(committed(&path).unwrap(), None, "gone in the last commit");

        let bare = tempfile::tempdir().unwrap();
        assert_eq!(committed(&bare.path().join("a.md")).unwrap(), None);
        git(bare.path(), "init -q");
        assert_eq!(
            committed(&bare.path().join("a.md")).unwrap(),
            None,
            "no commit"
        );
    }

    #[test]
    fn a_link_in_the_repository_is_no_article() {
        let (site, path) = site();
        let link = site.path().join("content/link.md");
        symlink(&path, &link).unwrap();
        git(site.path(), "add .");
        git(site.path(), "commit -q -m Link");

        assert_eq!(committed(&link).unwrap(), None);
    }

    #[test]
    fn a_site_within_a_repository_a_work_tree_and_a_branch_are_found() {
        let (site, _) = site();
        let docs = site.path().join("docs/content");
        fs::create_dir_all(&docs).unwrap();
        fs::write(docs.join("a.md"), "main\n").unwrap();
        git(site.path(), "add .");
        git(site.path(), "commit -q -m Docs");
        let beside = tempfile::tempdir().unwrap();
        let tree = beside.path().join("tree");
        git(
            site.path(),
            &format!("worktree add -q -b other {}", tree.display()),
        );
        fs::write(tree.join("docs/content/a.md"), "other\n").unwrap();
        git(&tree, "commit -q -m Elsewhere .");

        let read = |path: PathBuf| committed(&path).unwrap().unwrap().bytes;
        assert_eq!(read(docs.join("a.md")), b"main\n");
        assert_eq!(read(tree.join("docs/content/a.md")), b"other\n");
    }

    #[test]
    fn a_broken_repository_is_said_in_gits_words() {
        let (site, path) = site();
        fs::write(site.path().join(".git/config"), "[core").unwrap();

        let err = committed(&path).unwrap_err().to_string();

        assert!(err.starts_with("git: fatal: bad config line"), "{err}");
    }

    /// Each setting starts a program in some command of git.
    #[test]
    fn a_hostile_repository_starts_nothing() {
        let (site, path) = site();
        let mark = site.path().join("started");
        let evil = site.path().join("evil.sh");
        fs::write(&evil, format!("#!/bin/sh\ntouch {}\ncat\n", mark.display())).unwrap();
        let mut access = fs::metadata(&evil).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut access, 0o755);
        fs::set_permissions(&evil, access).unwrap();
        let run = evil.display();
        let hooks = site.path().join(".git/hooks");
        fs::create_dir_all(&hooks).unwrap();
        for hook in ["post-index-change", "reference-transaction", "pre-auto-gc"] {
            symlink(&evil, hooks.join(hook)).unwrap();
        }
        let mut config = fs::read_to_string(site.path().join(".git/config")).unwrap();
        let hostile = format!(
            "[core]\n fsmonitor = {run}\n pager = {run}\n sshCommand = {run}\n editor = {run}\n \
             alternateRefsCommand = {run}\n askPass = {run}\n gitProxy = {run}\n\
             [pager]\n cat-file = {run}\n rev-list = {run}\n ls-tree = {run}\n\
             [filter \"evil\"]\n clean = {run}\n smudge = {run}\n process = {run}\n required = true\n\
             [diff]\n external = {run}\n[diff \"evil\"]\n textconv = {run}\n command = {run}\n\
             [log]\n showSignature = true\n[gpg]\n program = {run}\n\
             [credential]\n helper = {run}\n\
             [alias]\n cat-file = !{run}\n rev-parse = !{run}\n\
             [remote \"origin\"]\n url = ext::{run}\n promisor = true\n uploadpack = {run}\n\
             [extensions]\n partialClone = origin\n[protocol]\n allow = always\n"
        );
        config.push_str(&hostile);
        fs::write(site.path().join(".git/config"), config).unwrap();
        fs::write(
            site.path().join(".gitattributes"),
            "* filter=evil diff=evil\n",
        )
        .unwrap();
        // The settings are understood: git as a person uses it starts it.
        let status = try_git(site.path(), "status");
        assert!(mark.exists(), "{status:?}");
        fs::remove_file(&mark).unwrap();

        assert_eq!(committed(&path).unwrap().unwrap().bytes, b"first\r\n");
        assert!(!mark.exists());

        // Neither to fetch what is missing.
        let blob = git(
            site.path(),
            "-c core.fsmonitor=false rev-parse HEAD:content",
        );
        fs::remove_file(&mark).ok();
        let (start, rest) = blob.trim().split_at(2);
        fs::remove_file(site.path().join(".git/objects").join(start).join(rest)).unwrap();
        assert!(committed(&path).is_err());
        assert!(!mark.exists());
    }

    #[test]
    fn a_bare_repository_that_lies_in_the_site_is_not_read() {
        let (site, _) = site();
        let bare = site.path().join("content/bare");
        git(
            site.path(),
            &format!("clone -q --bare . {}", bare.display()),
        );
        fs::write(bare.join("a.md"), "text").unwrap();

        assert_eq!(committed(&bare.join("a.md")).unwrap(), None);
    }
}
