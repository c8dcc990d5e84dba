//! Which files of a folder are left out: hidden ones, and what the ignore files say.
//!
//! What they mean is what it means to the `ignore` crate: the `.ignore` and `.gitignore` of every
//! folder from the root of the disk down, `.git/info/exclude`, and the writer's own list for git;
//! the nearest has the last word. Only they are read here, because a site may come from anybody:
//! by [`beneath`], at most so many patterns of them, and what they cost is weighed before they are
//! compiled ([`weight`]).

mod weight;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use ignore::{
    DirEntry, Match, WalkBuilder,
    gitignore::{Gitignore, GitignoreBuilder, Glob, gitconfig_excludes_path},
};

use super::beneath::{self, SMALL_BYTES, SmallFileError};

use crate::model::said::{Said, said};

/// How many patterns one walk goes by.
const MAX_PATTERNS: usize = 10_000;

/// What is left out of one folder that is walked.
pub(super) struct Rules {
    /// The folder, as it was named and where it really is.
    named: PathBuf,
    real: PathBuf,
    /// Ignore files in it may be links within it: the top of the repository, or the folder.
    top: PathBuf,
    /// The writer's own list.
    own: Gitignore,
    /// The rules of folders that were asked about, by where they really are.
    folders: RwLock<HashMap<PathBuf, Option<Arc<OfFolder>>>>,
    reader: Reader,
}

/// The rules of a folder that has some, and of those above it.
struct OfFolder {
    above: Option<Arc<Self>>,
    /// Those with the last word first: `.ignore`, `.gitignore`, `.git/info/exclude`.
    files: [Gitignore; 3],
}

impl Rules {
    pub fn of(folder: &Path) -> Arc<Self> {
        let real = folder
            .canonicalize()
            .unwrap_or_else(|_gone| folder.to_owned());
        let has_git = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
        let top = real.ancestors().find(has_git).unwrap_or(&real).to_owned();
        let reader = Reader::default();
        Arc::new(Self {
            named: folder.to_owned(),
            own: reader.own(),
            real,
            top,
            folders: RwLock::default(),
            reader,
        })
    }

    /// A walk of the folder without what is left out and what `also` says no to.
    pub fn walk(
        self: &Arc<Self>,
        also: impl Fn(&DirEntry) -> bool + Send + Sync + 'static,
    ) -> WalkBuilder {
        let rules = Arc::clone(self);
        let mut walk = WalkBuilder::new(&self.named);
        walk.standard_filters(false).filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            also(entry) && !rules.leaves_out(entry.path(), is_folder)
        });
        walk
    }

    /// Whether a walk comes to this path, which is below the folder: nothing on the way is left
    /// out, or a link.
    pub fn reach(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.named) else {
            return false;
        };
        let mut at = self.named.clone();
        let mut parts = below.iter().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let Ok(found) = at.symlink_metadata() else {
                return false;
            };
            let is_last = parts.peek().is_none();
            if !(is_last || found.is_dir()) || self.leaves_out(&at, found.is_dir()) {
                return false;
            }
        }
        true
    }

    /// What of the ignore files was not read, one line each.
    pub fn problems(&self) -> Vec<Said> {
        let problems = self.reader.problems.lock();
        let mut problems = problems.unwrap_or_else(PoisonError::into_inner).clone();
        problems.sort();
        problems
    }

    /// Whether the folder of this path leaves it out.
    fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(&self.named) else {
            return false;
        };
        let path = self.real.join(below);
        let of_folder = path.parent().and_then(|folder| self.of_folder(folder));
        let matched = match of_folder {
            Some(rules) => rules.matched(&path, is_folder),
            None => Ruling::Nothing,
        };
        let own = || said(&self.own.matched(&path, is_folder));
        match matched.or_else(own) {
            Ruling::Out => true,
            Ruling::In => false,
            Ruling::Nothing => is_hidden(&path),
        }
    }

    fn of_folder(&self, folder: &Path) -> Option<Arc<OfFolder>> {
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known.get(folder) {
            return rules.clone();
        }
        drop(known);
        let above = folder.parent().and_then(|above| self.of_folder(above));
        let files = self.files_of(folder);
        let rules = if files.iter().all(Gitignore::is_empty) {
            above
        } else {
            Some(Arc::new(OfFolder { above, files }))
        };
        let mut known = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder.to_owned()).or_insert(rules).clone()
    }

    fn files_of(&self, folder: &Path) -> [Gitignore; 3] {
        let within = [&self.top, &self.real]
            .into_iter()
            .find(|within| folder.starts_with(within))
            .map_or(folder, PathBuf::as_path);
        let read = |name| self.reader.read(folder, within, &folder.join(name));
        let exclude = match folder.join(".git").metadata() {
            Err(_none) => Gitignore::empty(),
            Ok(git) if git.is_file() => match common_git(folder) {
                Some(git) => self.reader.read(folder, &git, &git.join("info/exclude")),
                None => Gitignore::empty(),
            },
            Ok(_folder) => read(".git/info/exclude"),
        };
        [read(".ignore"), read(".gitignore"), exclude]
    }
}

impl OfFolder {
    /// Of each kind of file the nearest that says something counts.
    fn matched(&self, path: &Path, is_folder: bool) -> Ruling {
        let nearest = |kind: fn(&Self) -> &Gitignore| {
            std::iter::successors(Some(self), |rules| rules.above.as_deref())
                .map(|rules| said(&kind(rules).matched(path, is_folder)))
                .find(|said| *said != Ruling::Nothing)
                .unwrap_or(Ruling::Nothing)
        };
        nearest(|rules| &rules.files[0])
            .or_else(|| nearest(|rules| &rules.files[1]))
            .or_else(|| nearest(|rules| &rules.files[2]))
    }
}

/// What rules say of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruling {
    Out,
    In,
    Nothing,
}

impl Ruling {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Nothing => other(),
            said => said,
        }
    }
}

fn said(matched: &Match<&Glob>) -> Ruling {
    match matched {
        Match::Ignore(_) => Ruling::Out,
        Match::Whitelist(_) => Ruling::In,
        Match::None => Ruling::Nothing,
    }
}

/// Reads ignore files.
struct Reader {
    /// How many more patterns are taken.
    left: AtomicUsize,
    /// How much more they may cost.
    left_cost: AtomicUsize,
    problems: Mutex<Vec<Said>>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            left: AtomicUsize::new(MAX_PATTERNS),
            left_cost: AtomicUsize::new(weight::MAX_COST),
            problems: Mutex::default(),
        }
    }
}

impl Reader {
    /// The rules in a file beneath `within`; they are about what is below `folder`.
    fn read(&self, folder: &Path, within: &Path, path: &Path) -> Gitignore {
        self.rules_of(folder, path, beneath::read(within, path, SMALL_BYTES))
    }

    fn rules_of(
        &self,
        folder: &Path,
        path: &Path,
        bytes: Result<Option<Vec<u8>>, SmallFileError>,
    ) -> Gitignore {
        match bytes {
            Ok(Some(bytes)) => self.rules(folder, path, &bytes),
            Ok(None) => Gitignore::empty(),
            Err(err) => {
                self.say(said!("ignored-unread", why = &err));
                Gitignore::empty()
            }
        }
    }

    /// The list that git is told of in the writer's settings.
    fn own(&self) -> Gitignore {
        // The crate reads these files whole, whatever they are.
        for path in settings_of_git() {
            if let Err(err) = beneath::read_own(&path, SMALL_BYTES) {
                self.say(said!("ignored-unread-git", why = &err));
                return Gitignore::empty();
            }
        }
        let (Some(path), Ok(folder)) = (gitconfig_excludes_path(), std::env::current_dir()) else {
            return Gitignore::empty();
        };
        self.rules_of(&folder, &path, beneath::read_own(&path, SMALL_BYTES))
    }

    /// As the `ignore` crate reads a file: up to the first line that is no text.
    fn rules(&self, folder: &Path, path: &Path, bytes: &[u8]) -> Gitignore {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut builder = GitignoreBuilder::new(folder);
        let mut odd = Vec::new();
        for (line_no, line) in (1_usize..).zip(bytes.split(|&byte| byte == b'\n')) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let Ok(line) = std::str::from_utf8(line) else {
                break;
            };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if weight::is_odd(line) {
                odd.push(line_no);
                continue;
            }
            if let Err(problem) = self.take(line) {
                self.say(problem.said(path, line_no));
                break;
            }
            if let Err(err) = builder.add_line(None, line) {
                log::debug!("a pattern is left out: {err} ({})", path.display());
            }
        }
        if let Some(first) = odd.first() {
            let said = said!(
                "ignored-odd",
                count = odd.len(),
                most = weight::MAX_LINE_BYTES,
                line = *first,
                path = path
            );
            self.say(said);
        }
        builder.build().unwrap_or_else(|err| {
            let why = err.to_string();
            self.say(said!("ignored-unread-at", why = why, path = path));
            Gitignore::empty()
        })
    }

    fn take(&self, line: &str) -> Result<(), Beyond> {
        let take = |left: &AtomicUsize, much: usize| {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(much)
            })
        };
        take(&self.left, 1).map_err(|_none| Beyond::Count)?;
        take(&self.left_cost, weight::cost(line)).map_err(|_none| Beyond::Cost)?;
        Ok(())
    }

    fn say(&self, problem: Said) {
        let problems = self.problems.lock();
        problems
            .unwrap_or_else(PoisonError::into_inner)
            .push(problem);
    }
}

/// Why no more patterns are taken.
enum Beyond {
    Count,
    Cost,
}

impl Beyond {
    fn said(&self, path: &Path, line_no: usize) -> Said {
        match self {
            Self::Count => said!("ignored-too-many", count = MAX_PATTERNS, path = path),
            Self::Cost => said!("ignored-too-much", line = line_no, path = path),
        }
    }
}

/// The folder of git that a working tree of its own shares with others. Its `.git` may say
/// anything; the repository has to know of it as well.
fn common_git(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git").canonicalize().ok()?;
    let line = |within: &Path, path: &Path| {
        let text = beneath::read_text(within, path, SMALL_BYTES).ok()??;
        text.lines().next().map(str::to_owned)
    };
    let tree = line(folder, &git)?;
    let tree = folder.join(tree.strip_prefix("gitdir: ")?);
    let tree = tree.canonicalize().ok()?;
    let back = tree.join(line(&tree, &tree.join("gitdir"))?);
    if back.canonicalize().ok()? != git {
        return None;
    }
    let common = tree.join(line(&tree, &tree.join("commondir"))?);
    common.canonicalize().ok()
}

#[cfg(not(windows))]
fn is_hidden(path: &Path) -> bool {
    has_hidden_name(path)
}

#[cfg(windows)]
fn is_hidden(path: &Path) -> bool {
    use std::os::windows::fs::MetadataExt as _;

    const HIDDEN: u32 = 2;
    let metadata = path.symlink_metadata();
    has_hidden_name(path) || metadata.is_ok_and(|it| it.file_attributes() & HIDDEN != 0)
}

fn has_hidden_name(path: &Path) -> bool {
    let name = path.file_name();
    name.is_some_and(|name| name.as_encoded_bytes().first() == Some(&b'.'))
}

#[cfg(test)]
mod tests;

/// Where the writer's and the system's settings of git are, there or not.
fn settings_of_git() -> impl Iterator<Item = PathBuf> {
    let named = |name| {
        let path = std::env::var_os(name).map(PathBuf::from);
        path.filter(|path| !path.as_os_str().is_empty())
    };
    let home = std::env::home_dir();
    let below_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let xdg = named("XDG_CONFIG_HOME").or_else(|| below_home(".config"));
    let system = named("GIT_CONFIG_SYSTEM").unwrap_or_else(|| PathBuf::from("/etc/gitconfig"));
    [
        named("GIT_CONFIG_GLOBAL"),
        below_home(".gitconfig"),
        xdg.map(|folder| folder.join("git/config")),
        Some(system),
    ]
    .into_iter()
    .flatten()
}
