//! The recycle bin: what is thrown away goes to that of the system, and comes back from it.
//!
//! Limits: macOS lets nothing be put back by a program; what was thrown away is then found in its bin
//! by hand.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    fs::{create_private_folder, move_new},
    own,
};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Bin {
    #[default]
    System,
    /// A folder that stands for it, so that a test fills nobody's bin.
    Folder(PathBuf),
}

impl Bin {
    /// Moves a file or a folder there.
    ///
    /// # Errors
    /// As the system gives it; then it stays where it is.
    pub fn put(&self, path: &Path) -> io::Result<()> {
        match self {
            Self::System => trash::delete(path).map_err(io::Error::other),
            Self::Folder(folder) => {
                create_private_folder(folder)?;
                let free = numbered(folder, path).find(|place| !exists(place));
                move_new(path, &free.ok_or(io::ErrorKind::AlreadyExists)?)
            }
        }
    }

    /// Puts back what was at `path` and was thrown away last.
    ///
    /// # Errors
    /// As the system gives it; [`io::ErrorKind::NotFound`] if there is no such thing, and
    /// [`io::ErrorKind::AlreadyExists`] if the name is taken.
    pub fn take_back(&self, path: &Path) -> io::Result<()> {
        match self {
            Self::System => take_back(path),
            Self::Folder(folder) => {
                let last = numbered(folder, path).take_while(|place| exists(place));
                move_new(&last.last().ok_or(io::ErrorKind::NotFound)?, path)
            }
        }
    }
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The places for what was at `path`, first to last.
fn numbered(folder: &Path, path: &Path) -> impl Iterator<Item = PathBuf> {
    let name = own::name_for(path);
    let folder = folder.to_owned();
    (1..1_000).map(move |number| folder.join(format!("{name}-{number}")))
}

#[cfg(any(target_os = "windows", all(unix, not(target_os = "macos"))))]
fn take_back(path: &Path) -> io::Result<()> {
    use trash::os_limited;

    if exists(path) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let thrown = os_limited::list().map_err(io::Error::other)?;
    let thrown = thrown.into_iter().filter(|it| it.original_path() == path);
    let last = thrown.max_by_key(|it| it.time_deleted);
    let last = last.ok_or(io::ErrorKind::NotFound)?;
    os_limited::restore_all([last]).map_err(io::Error::other)
}

#[cfg(not(any(target_os = "windows", all(unix, not(target_os = "macos")))))]
fn take_back(_path: &Path) -> io::Result<()> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        crate::model::told::Told(crate::model::said::said!("bin-only-you")),
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_thrown_away_last_comes_back_first() {
        let folder = tempfile::tempdir().unwrap();
        let bin = Bin::Folder(folder.path().join("bin"));
        let path = folder.path().join("a.md");
        for text in ["first", "second"] {
            fs::write(&path, text).unwrap();
            bin.put(&path).unwrap();
            assert!(!path.exists());
        }

        bin.take_back(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second");
        let taken = bin.take_back(&path).unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        fs::remove_file(&path).unwrap();
        bin.take_back(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        let gone = bin.take_back(&folder.path().join("b.md")).unwrap_err();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
