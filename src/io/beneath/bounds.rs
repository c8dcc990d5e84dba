//! Whether a place is within a site.

use std::{
    ffi::OsStr,
    path::{Component, Path, PathBuf},
};

use crate::model::said::{Said, Says, said, says};

/// The places that the settings of a site may name: those below its root, and those below folders
/// outside of it that the writer allowed. Whoever reads or writes what a setting names asks here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    root: PathBuf,
    /// Where they really are.
    allowed: Vec<PathBuf>,
}

/// A folder that the settings of a site name, and that is not within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideFolder {
    /// As the setting has it.
    pub named: PathBuf,
    /// Where it really is, or would be.
    pub place: PathBuf,
    /// Whether it is a folder beside the site, and not one that holds it.
    pub may_be_allowed: bool,
}

says!(OutsideFolder);
impl Says for OutsideFolder {
    fn said(&self) -> Said {
        let (named, place) = (self.named.as_path(), self.place.as_path());
        said!("bounds-left-out", named = named, place = place)
    }
}

impl std::error::Error for OutsideFolder {}

impl Bounds {
    /// `root` is the root of the site, canonical; `allowed` is where folders outside of it really
    /// are.
    pub fn new(root: PathBuf, allowed: Vec<PathBuf>) -> Self {
        Self { root, allowed }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder or file that a setting names, from the root of the site or from that of the
    /// disk. It need not be there.
    ///
    /// # Errors
    /// [`OutsideFolder`]: nothing of it may be read or written.
    pub fn place(&self, named: &Path) -> Result<PathBuf, OutsideFolder> {
        let path = without_detours(&self.root.join(named));
        let real = where_it_is(&path);
        let is_git = |name: &OsStr| name.eq_ignore_ascii_case(".git");
        let is_in_git = real.components().any(|part| is_git(part.as_os_str()));
        if real.starts_with(&self.root) && !is_in_git {
            return Ok(if path.starts_with(&self.root) {
                path
            } else {
                real
            });
        }
        if self.allowed.iter().any(|folder| real.starts_with(folder)) && !is_in_git {
            return Ok(real);
        }
        Err(OutsideFolder {
            named: named.to_owned(),
            may_be_allowed: !self.root.starts_with(&real) && !is_in_git,
            place: real,
        })
    }
}

/// `a/../b` is `b`, as generators read it, links or not.
fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Where links lead; of what is not there, where its folder is.
fn where_it_is(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|above| {
        let real = above.canonicalize().ok()?;
        let below = path.strip_prefix(above).ok()?;
        Some(without_detours(&real.join(below)))
    });
    found.unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Case {
        temporary: tempfile::TempDir,
    }

    fn case() -> Case {
        let temporary = tempfile::tempdir().unwrap();
        for path in [
            "work/site/content",
            "work/site/.git",
            "work/shared/posts",
            "other",
        ] {
            fs::create_dir_all(temporary.path().join(path)).unwrap();
        }
        Case { temporary }
    }

    impl Case {
        fn path(&self, path: &str) -> PathBuf {
            self.temporary.path().canonicalize().unwrap().join(path)
        }

        fn place(&self, named: &str, allowed: &[&str]) -> Result<PathBuf, OutsideFolder> {
            let allowed = allowed.iter().map(|path| self.path(path)).collect();
            Bounds::new(self.path("work/site"), allowed).place(Path::new(named))
        }
    }

    #[test]
    fn a_place_below_the_root_is_within_the_site_there_or_not() {
        let case = case();
        for (named, path) in [
            ("content", "work/site/content"),
            ("content/nl", "work/site/content/nl"),
            ("", "work/site"),
            (".", "work/site"),
            ("x/../content", "work/site/content"),
            ("../site/content", "work/site/content"),
        ] {
            assert_eq!(case.place(named, &[]), Ok(case.path(path)), "{named}");
        }
        let whole = case.path("work/site/content");
        assert_eq!(case.place(whole.to_str().unwrap(), &[]), Ok(whole));
    }

    #[test]
    fn a_place_elsewhere_is_outside_until_it_is_allowed() {
        let case = case();
        let whole = case.path("other");
        for (named, place, may_be_allowed) in [
            ("../shared", "work/shared", true),
            ("../shared/none", "work/shared/none", true),
            ("content/../../shared/posts", "work/shared/posts", true),
            (whole.to_str().unwrap(), "other", true),
            ("..", "work", false),
            ("../..", "", false),
            (".git", "work/site/.git", false),
            (".GIT/hooks", "work/site/.GIT/hooks", false),
        ] {
            let outside = case.place(named, &[]).unwrap_err();
            assert_eq!(outside.place, case.path(place), "{named}");
            assert_eq!(outside.may_be_allowed, may_be_allowed, "{named}");
        }
        let disk = case.place("/", &[]).unwrap_err();
        assert!(!disk.may_be_allowed);

        let posts = Ok(case.path("work/shared/posts"));
        assert_eq!(case.place("../shared/posts", &["work/shared"]), posts);
        assert!(case.place("../shared", &["work/shared/posts"]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_where_it_leads() {
        let case = case();
        let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, case.path(at)).unwrap();
        link("content", "work/site/inside");
        link("../shared", "work/site/outside");

        assert_eq!(case.place("inside", &[]), Ok(case.path("work/site/inside")));
        let outside = case.place("outside/new", &[]).unwrap_err();
        assert_eq!(outside.place, case.path("work/shared/new"));
        let allowed = Ok(case.path("work/shared/new"));
        assert_eq!(case.place("outside/new", &["work/shared"]), allowed);
    }
}
