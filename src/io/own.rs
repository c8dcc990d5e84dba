//! Kopij's own files, opened as those of strangers are: only regular files, through no link, so that
//! nobody waits for a pipe that lies in their place and nothing without an end is read.
//!
//! Limits: 500 MB of a file.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use crate::{
    io::beneath::{self, BeneathError},
    model::{
        said::{Says as _, said},
        told::Told,
    },
};

/// More than the longest text takes, in whatever way it is written down.
const MAX_BYTES: u64 = 500_000_000;

/// The whole of a file.
///
/// # Errors
/// Those of the system; [`io::ErrorKind::InvalidInput`]: it is no regular file;
/// [`io::ErrorKind::FileTooLarge`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_within(path, MAX_BYTES)
}

/// The whole of a file that weighs at most `max_bytes`; of a larger one nothing is read.
///
/// # Errors
/// As [`read`].
pub fn read_within(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let too_large = || {
        let why = said!("own-error-too-large", mb = max_bytes / 1_000_000);
        io::Error::new(io::ErrorKind::FileTooLarge, Told(why))
    };
    let file = beneath::open_itself(path).map_err(|err| match err {
        BeneathError::Io(err) => err,
        other => odd(&other),
    })?;
    let length = file.metadata()?.len();
    if length > max_bytes {
        return Err(too_large());
    }
    // Not doubled as it grows.
    let mut bytes = Vec::with_capacity(usize::try_from(length + 1).unwrap_or_default());
    file.take(max_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The name under which Kopij keeps what it knows of a path: one for each, and none that tells the path.
pub fn name_for(path: &Path) -> String {
    let hash = blake3::hash(path.as_os_str().as_encoded_bytes());
    hash.to_hex().as_str().to_owned()
}

/// Opens a file to be written by this user alone, or to be locked; it is made where there is none, and its content
/// stays.
///
/// # Errors
/// As [`read`].
pub fn open_to_write(path: &Path) -> io::Result<File> {
    let file = open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(odd(&BeneathError::NotAFile))
    }
}

fn odd(why: &BeneathError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, Told(why.said()))
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};

    // Read as well: to open a pipe to be written alone would be a wait.
    let kind = OFlags::RDWR | OFlags::CREATE;
    let flags = kind | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR)?.into())
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, io::Write as _, os::unix::fs::PermissionsExt as _, process::Command};

    use super::*;

    #[test]
    fn what_lies_in_the_place_of_a_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", at("link")).unwrap();
        fs::create_dir(at("folder")).unwrap();

        for name in ["pipe", "link", "folder"] {
            assert!(read(&at(name)).is_err(), "{name}");
            assert!(open_to_write(&at(name)).is_err(), "{name}");
        }
        assert!(read(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn of_a_file_that_is_too_large_nothing_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let file = File::create(&path).unwrap();
        // Without a byte on the disk.
        file.set_len(1 << 40).unwrap();

        let err = read(&path).unwrap_err();

        assert_eq!(err.kind(), io::ErrorKind::FileTooLarge);
        file.set_len(3).unwrap();
        assert_eq!(read_within(&path, 3).unwrap(), [0; 3]);
        assert!(read_within(&path, 2).is_err());
    }

    #[test]
    fn a_file_is_made_for_its_user_alone_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");

        open_to_write(&path).unwrap().write_all(b"abc").unwrap();
        open_to_write(&path).unwrap();

        assert_eq!(read(&path).unwrap(), b"abc");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
