//! What `git status --porcelain=v2 --branch -z` says, read.
//!
//! Each record ends with a NUL. Names are bytes, from the top of the work tree.

use std::path::{Path, PathBuf};

/// What a repository is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub branch: Branch,
    /// What another program has begun and not ended.
    pub underway: Option<Underway>,
    /// By path.
    pub changed: Vec<Changed>,
}

/// Where the next commit goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// The last commit; `None` before the first.
    pub commit: Option<String>,
    /// `None`: a commit would be on no branch.
    pub name: Option<String>,
    /// The branch of a server that it goes with: `origin/main`.
    pub upstream: Option<String>,
    /// `None`: there is no upstream, or it is not there.
    pub apart: Option<Apart>,
}

/// How far a branch and its upstream are apart, in commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Here and not there.
    pub ahead: usize,
    /// There and not here.
    pub behind: usize,
}

/// A file that is other than in the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// From the top of the work tree, as all paths here.
    pub path: PathBuf,
    pub what: What,
    /// Where it was; of [`What::Moved`] alone.
    pub from: Option<PathBuf>,
    pub staged: Staged,
    /// What it was, by git's own name; empty where it was nothing.
    pub blob: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    New,
    Changed,
    Moved,
    Deleted,
    /// Two sides changed it, and nobody has said yet what is right.
    Conflict,
}

/// Whether another program has put a change of a file aside for the next commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staged {
    No,
    /// A part: the file was changed again since.
    InPart,
    Whole,
}

/// What begins with one command of git and ends with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Underway {
    Merge,
    Rebase,
    CherryPick,
    Revert,
    /// Commits are no harm to it.
    Bisect,
}

impl Underway {
    /// What lies in the folder of git while it lasts, the gravest first.
    pub const FILES: [(&'static str, Self); 6] = [
        ("rebase-merge", Self::Rebase),
        ("rebase-apply", Self::Rebase),
        ("MERGE_HEAD", Self::Merge),
        ("CHERRY_PICK_HEAD", Self::CherryPick),
        ("REVERT_HEAD", Self::Revert),
        ("BISECT_LOG", Self::Bisect),
    ];

    /// A commit of some files would land in the middle of it.
    pub fn forbids_commits(self) -> bool {
        self != Self::Bisect
    }
}

impl Status {
    /// What is told of a file.
    pub fn of(&self, path: &Path) -> Option<&Changed> {
        let place = self.changed.binary_search_by(|it| (*it.path).cmp(path));
        self.changed.get(place.ok()?)
    }

    /// Commits that the server does not have.
    pub fn not_pushed(&self) -> usize {
        self.branch.apart.map_or(0, |apart| apart.ahead)
    }

    /// As git has written it. What is not understood is left out.
    pub fn read(written: &[u8]) -> Self {
        let mut status = Self::default();
        let mut records = written.split(|byte| *byte == 0);
        while let Some(record) = records.next() {
            let Some((kind, rest)) = record.split_first() else {
                continue;
            };
            let rest = rest.strip_prefix(b" ").unwrap_or(rest);
            match kind {
                b'#' => status.branch.take(&String::from_utf8_lossy(rest)),
                b'1' => status.changed.extend(ordinary(rest)),
                b'2' => status.changed.extend(renamed(rest, records.next())),
                b'u' => status.changed.extend(conflict(rest)),
                b'?' => status.changed.push(Changed {
                    path: path_of(rest),
                    what: What::New,
                    from: None,
                    staged: Staged::No,
                    blob: String::new(),
                }),
                _ => {}
            }
        }
        status.changed.sort_by(|a, b| a.path.cmp(&b.path));
        status
    }
}

impl Branch {
    /// Of a header: `branch.ab +1 -2`.
    fn take(&mut self, header: &str) {
        let Some((name, value)) = header.split_once(' ') else {
            return;
        };
        match name {
            "branch.oid" => self.commit = Some(value.to_owned()).filter(|it| it != "(initial)"),
            "branch.head" => self.name = Some(value.to_owned()).filter(|it| it != "(detached)"),
            "branch.upstream" => self.upstream = Some(value.to_owned()),
            "branch.ab" => self.apart = Apart::read(value),
            _ => {}
        }
    }
}

impl Apart {
    /// Of `+1 -2`.
    fn read(value: &str) -> Option<Self> {
        let (ahead, behind) = value.split_once(' ')?;
        Some(Self {
            ahead: ahead.strip_prefix('+')?.parse().ok()?,
            behind: behind.strip_prefix('-')?.parse().ok()?,
        })
    }
}

/// `XY sub mH mI mW hH hI path`
fn ordinary(record: &[u8]) -> Option<Changed> {
    let mut fields = record.splitn(8, |byte| *byte == b' ');
    let letters = fields.next()?;
    let blob = fields.nth(4)?;
    let path = fields.nth(1)?;
    let (index, tree) = (*letters.first()?, *letters.get(1)?);
    let what = match (index, tree) {
        (b'A', b'D') => return None,
        (b'A', _) | (_, b'A') => What::New,
        (b'D', _) | (_, b'D') => What::Deleted,
        _ => What::Changed,
    };
    Some(Changed {
        path: path_of(path),
        what,
        from: None,
        staged: staged(index, tree),
        blob: name_of(blob),
    })
}

/// `XY sub mH mI mW hH hI score path`, and behind a NUL where it was. In the work tree alone the letters are
/// `.R`.
fn renamed(record: &[u8], from: Option<&[u8]>) -> Option<Changed> {
    let mut fields = record.splitn(9, |byte| *byte == b' ');
    let letters = fields.next()?;
    let blob = fields.nth(4)?;
    let score = fields.nth(1)?;
    let path = path_of(fields.next()?);
    let (index, tree) = (*letters.first()?, *letters.get(1)?);
    let is_copy = score.starts_with(b"C");
    let what = match tree {
        b'D' => What::Deleted,
        _ if is_copy => What::New,
        _ => What::Moved,
    };
    let from = (what != What::New).then(|| from.map(path_of));
    Some(match (what, from.flatten()) {
        // It was moved, and then thrown away: what was committed is gone.
        (What::Deleted, Some(from)) => Changed {
            path: from,
            what,
            from: None,
            staged: staged(index, tree),
            blob: name_of(blob),
        },
        (what, from) => Changed {
            path,
            what,
            from,
            staged: staged(index, tree),
            blob: if is_copy {
                String::new()
            } else {
                name_of(blob)
            },
        },
    })
}

/// `XY sub m1 m2 m3 mW h1 h2 h3 path`
fn conflict(record: &[u8]) -> Option<Changed> {
    let mut fields = record.splitn(10, |byte| *byte == b' ');
    let ours = fields.nth(7)?;
    let path = fields.nth(1)?;
    Some(Changed {
        path: path_of(path),
        what: What::Conflict,
        from: None,
        staged: Staged::No,
        blob: name_of(ours),
    })
}

fn staged(index: u8, tree: u8) -> Staged {
    match (index, tree) {
        (b'.', _) => Staged::No,
        (_, b'.') => Staged::Whole,
        _ => Staged::InPart,
    }
}

/// Nothing is named by zeros.
fn name_of(blob: &[u8]) -> String {
    let name = String::from_utf8_lossy(blob).into_owned();
    if name.bytes().all(|byte| byte == b'0') {
        String::new()
    } else {
        name
    }
}

/// A name as git has it.
#[cfg(unix)]
pub fn path_of(name: &[u8]) -> PathBuf {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    PathBuf::from(OsStr::from_bytes(name))
}

/// A name as git has it.
#[cfg(not(unix))]
pub fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HASH: &str = "1f9a0f7d3c1f9a0f7d3c1f9a0f7d3c1f9a0f7d3c";
    const NONE: &str = "0000000000000000000000000000000000000000";

    fn changed(path: &str, what: What, staged: Staged) -> Changed {
        Changed {
            path: path.into(),
            what,
            from: None,
            staged,
            blob: HASH.to_owned(),
        }
    }

    #[test]
    fn each_kind_of_record_is_read() {
        let records = [
            "# branch.oid 1234".to_owned(),
            "# branch.head main".to_owned(),
            "# branch.upstream origin/main".to_owned(),
            "# branch.ab +2 -1".to_owned(),
            format!("1 .M N... 100644 100644 100644 {HASH} {HASH} content/a b.md"),
            format!("1 MM N... 100644 100644 100644 {HASH} {HASH} content/b.md"),
            format!("1 .D N... 100644 100644 000000 {HASH} {HASH} content/c.md"),
            format!("1 .A N... 000000 000000 100644 {NONE} {NONE} content/d.md"),
            format!("1 AD N... 000000 100644 000000 {NONE} {HASH} content/gone.md"),
            format!("2 R. N... 100644 100644 100644 {HASH} {HASH} R100 content/e.md"),
            "content/old.md".to_owned(),
            format!("u UU N... 100644 100644 100644 100644 {HASH} {HASH} {HASH} content/f.md"),
            "? content/g\nh.md".to_owned(),
            "! content/ignored.md".to_owned(),
        ];

        let status = Status::read(format!("{}\0", records.join("\0")).as_bytes());

        let branch = Branch {
            commit: Some("1234".to_owned()),
            name: Some("main".to_owned()),
            upstream: Some("origin/main".to_owned()),
            apart: Some(Apart {
                ahead: 2,
                behind: 1,
            }),
        };
        assert_eq!(status.branch, branch);
        let new = |path: &str| Changed {
            blob: String::new(),
            ..changed(path, What::New, Staged::No)
        };
        let expected = [
            changed("content/a b.md", What::Changed, Staged::No),
            changed("content/b.md", What::Changed, Staged::InPart),
            changed("content/c.md", What::Deleted, Staged::No),
            new("content/d.md"),
            Changed {
                from: Some("content/old.md".into()),
                ..changed("content/e.md", What::Moved, Staged::Whole)
            },
            changed("content/f.md", What::Conflict, Staged::No),
            new("content/g\nh.md"),
        ];
        assert_eq!(status.changed, expected);
        assert_eq!(
            status.of(Path::new("content/c.md")).map(|it| it.what),
            Some(What::Deleted)
        );
        assert_eq!(status.of(Path::new("content/x.md")), None);
    }

    #[test]
    fn before_the_first_commit_and_on_no_branch_there_are_no_names() {
        let initial = Status::read(b"# branch.oid (initial)\0# branch.head main\0").branch;
        assert_eq!((initial.commit, initial.apart), (None, None));
        assert_eq!(initial.name.as_deref(), Some("main"));
        let detached = Status::read(b"# branch.oid 12\0# branch.head (detached)\0").branch;
        assert_eq!((detached.name, detached.upstream), (None, None));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_stays_as_it_is() {
        use std::os::unix::ffi::OsStrExt as _;

        let status = Status::read(b"? caf\xE9.md\0");

        let path = status.changed[0].path.as_os_str();
        assert_eq!(path.as_bytes(), b"caf\xE9.md");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_without_a_fault(
            written in proptest::collection::vec(
                prop_oneof![any::<u8>(), Just(0), Just(b' '), Just(b'1'), Just(b'2'), Just(b'u')], 0..200,
            ),
        ) {
            let status = Status::read(&written);

            prop_assert!(status.changed.is_sorted_by(|a, b| a.path <= b.path));
        }
    }
}
