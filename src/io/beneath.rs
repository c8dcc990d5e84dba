//! Opens a file beneath a folder, whatever is put in its way meanwhile.
//!
//! A path is resolved first: links within the folder are fine, one that leads out of it is not.
//! Then the file is opened step by step from the folder down, following no link, so that a link
//! that takes the place of a folder between the look and the opening leads nowhere.

use std::{
    fs::File,
    io,
    path::{Component, Path, PathBuf},
};

/// Why a file beneath a folder is not opened.
#[derive(Debug, thiserror::Error)]
pub enum BeneathError {
    #[error("it leads out of the folder")]
    Outside,
    /// A folder, a pipe, a device.
    #[error("it is no file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Where a path beneath `folder` really is; `None`: there is nothing. Hidden folders, such as
/// `.git`, count as outside.
///
/// # Errors
/// [`BeneathError::Outside`].
pub fn resolve(folder: &Path, path: &Path) -> Result<Option<PathBuf>, BeneathError> {
    let folder = folder.canonicalize()?;
    let Ok(found) = path.canonicalize() else {
        return Ok(None);
    };
    let below = found
        .strip_prefix(&folder)
        .map_err(|_outside| BeneathError::Outside)?;
    let is_hidden = below.components().any(|part| match part {
        Component::Normal(name) => name.as_encoded_bytes().first() == Some(&b'.'),
        _ => true,
    });
    if is_hidden {
        return Err(BeneathError::Outside);
    }
    Ok(Some(found))
}

/// Opens a regular file to be read; `path` is as [`resolve`] gave it.
///
/// # Errors
/// [`BeneathError`]; a link anywhere below the folder is an error of the system.
pub fn open(folder: &Path, path: &Path) -> Result<File, BeneathError> {
    let folder = folder.canonicalize()?;
    let below = path
        .strip_prefix(&folder)
        .map_err(|_outside| BeneathError::Outside)?;
    let file = open_step_by_step(&folder, below)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(BeneathError::NotAFile)
    }
}

#[cfg(unix)]
fn open_step_by_step(folder: &Path, below: &Path) -> Result<File, BeneathError> {
    use rustix::fs::{Mode, OFlags, openat};

    // A pipe would block whoever opens it.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let mut at = File::open(folder)?;
    let mut parts = below.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(BeneathError::Outside);
        };
        let kind = if parts.peek().is_some() {
            OFlags::DIRECTORY
        } else {
            OFlags::empty()
        };
        let next = openat(&at, name, flags | kind, Mode::empty()).map_err(io::Error::from)?;
        at = next.into();
    }
    Ok(at)
}

#[cfg(not(unix))]
fn open_step_by_step(folder: &Path, below: &Path) -> Result<File, BeneathError> {
    Ok(File::open(folder.join(below))?)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{fs, io::Read as _, os::unix::fs::symlink};

    use super::*;

    struct Case {
        temporary: tempfile::TempDir,
    }

    fn case() -> Case {
        let temporary = tempfile::tempdir().unwrap();
        for path in ["site/a/b/file", "site/.git/config", "outside/file"] {
            let path = temporary.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, path.to_str().unwrap()).unwrap();
        }
        Case { temporary }
    }

    impl Case {
        fn root(&self) -> PathBuf {
            self.temporary.path().canonicalize().unwrap()
        }

        fn resolve(&self, path: &str) -> Result<Option<PathBuf>, BeneathError> {
            let site = self.root().join("site");
            resolve(&site, &site.join(path))
        }

        fn open(&self, path: &str) -> Result<File, BeneathError> {
            let site = self.root().join("site");
            open(&site, &site.join(path))
        }
    }

    #[test]
    fn a_file_beneath_the_folder_is_read() {
        let case = case();

        let path = case.resolve("a/../a/b/file").unwrap().unwrap();
        let mut text = String::new();
        let site = case.root().join("site");
        let mut file = open(&site, &path).unwrap();
        file.read_to_string(&mut text).unwrap();

        assert!(text.ends_with("site/a/b/file"));
        assert!(case.resolve("a/none").unwrap().is_none());
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let case = case();
        let site = case.root().join("site");
        symlink(case.root().join("outside"), site.join("absolute")).unwrap();
        symlink("../outside", site.join("relative")).unwrap();
        symlink("absolute", site.join("twice")).unwrap();
        symlink("/proc/self/root", site.join("magic")).unwrap();

        for path in [
            "../outside/file",
            "a/../../outside/file",
            "absolute/file",
            "relative/file",
            "twice/file",
            "magic/etc/hostname",
            ".git/config",
            "a/../.git/config",
            "/etc/hostname",
            "",
        ] {
            let found = case.resolve(path);
            let is_refused = matches!(found, Err(BeneathError::Outside) | Ok(None));
            let is_itself = path.is_empty() && found.is_ok();
            assert!(is_refused || is_itself, "{path}");
        }
    }

    #[test]
    fn a_link_within_the_folder_is_followed() {
        let case = case();
        symlink("a/b", case.root().join("site/short")).unwrap();

        let path = case.resolve("short/file").unwrap().unwrap();

        assert!(path.ends_with("site/a/b/file"));
        open(&case.root().join("site"), &path).unwrap();
    }

    #[test]
    fn a_link_that_takes_the_place_of_a_folder_meanwhile_leads_nowhere() {
        let case = case();
        let path = case.resolve("a/b/file").unwrap().unwrap();
        fs::rename(case.root().join("site/a/b"), case.root().join("site/old")).unwrap();
        symlink(case.root().join("outside"), case.root().join("site/a/b")).unwrap();

        let opened = open(&case.root().join("site"), &path);

        assert!(matches!(opened, Err(BeneathError::Io(_))), "{opened:?}");
    }

    #[test]
    fn what_is_no_file_is_not_opened_and_blocks_nobody() {
        let case = case();
        let pipe = case.root().join("site/pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());

        for path in ["pipe", "a"] {
            let opened = case.open(path);
            assert!(matches!(opened, Err(BeneathError::NotAFile)), "{opened:?}");
        }
        let link = case.root().join("site/link");
        symlink("a/b/file", link).unwrap();
        assert!(case.open("link").is_err());
    }
}
