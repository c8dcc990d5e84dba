//! Reads articles, and saves them whole or not at all.
//!
//! A save looks before it writes: the file must still hold what was read or saved last. The new
//! bytes go to a temporary file beside it, reach the disk, the target is compared once more, and
//! only then the temporary file takes its name. A crash or a full disk leaves the old file.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::{
        Write,
        encoding::{self, DecodeError},
    },
    model::document::{ContentHash, Snapshot},
};

/// Files larger than this are not opened as articles.
const MAX_BYTES: u64 = 50_000_000;
/// The names of our temporary files start with this, whatever the article is called.
pub const TEMPORARY_PREFIX: &str = ".kopij-";

/// Why a file could not be read as an article.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("there is no such file ({})", path.display())]
    Missing { path: PathBuf },
    #[error("this is not a file ({})", path.display())]
    NotAFile { path: PathBuf },
    #[error("the file is larger than {} MB ({})", MAX_BYTES / 1_000_000, path.display())]
    TooLarge { path: PathBuf },
    #[error("{source} ({})", path.display())]
    Decode { path: PathBuf, source: DecodeError },
    #[error("{source} ({})", path.display())]
    Read { path: PathBuf, source: io::Error },
}

/// Why a save was not made. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Another program wrote the file since it was read; what it holds now.
    #[error("another program changed the file ({})", path.display())]
    Conflict { path: PathBuf, found: Snapshot },
    #[error("the file was deleted or moved ({})", path.display())]
    Deleted { path: PathBuf },
    #[error("there is a file of this name already ({})", path.display())]
    Exists { path: PathBuf },
    #[error("the file is write-protected ({})", path.display())]
    ReadOnly { path: PathBuf },
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{source} ({})", path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// Reads a file as an article. Symbolic links are followed.
///
/// # Errors
/// [`ReadError`], with the path.
pub fn read(path: &Path) -> Result<Snapshot, ReadError> {
    let path_buf = || path.to_owned();
    let bytes = read_bytes(path)?;
    encoding::decode(&bytes).map_err(|source| ReadError::Decode {
        path: path_buf(),
        source,
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ReadError::Missing {
            path: path.to_owned(),
        },
        _ => ReadError::Read {
            path: path.to_owned(),
            source,
        },
    };
    // A pipe would block the reader for ever, so the kind is looked at before it is opened.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile {
            path: path.to_owned(),
        });
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// Saves one document. Bytes that are on disk already are not written again.
///
/// # Errors
/// [`WriteError`], with the path. The file is as it was.
pub fn write(write: &Write) -> Result<Snapshot, WriteError> {
    let bytes = encoding::encode(&write.text, write.format);
    let saved = Snapshot {
        text: Arc::clone(&write.text),
        format: write.format,
        hash: encoding::hash(&bytes),
    };
    let target = resolve(&write.path)?;
    let Some(metadata) = look(&target, write.expected, saved.hash)? else {
        return Ok(saved);
    };
    let failed = |source| WriteError::Write {
        path: write.path.clone(),
        source,
    };
    match metadata {
        Found::Nothing => create(&target, &bytes).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists {
                path: write.path.clone(),
            },
            _ => failed(source),
        })?,
        Found::File(metadata) if must_write_in_place(&metadata, &target) => {
            write_in_place(&target, &bytes).map_err(failed)?;
        }
        Found::File(metadata) => {
            let temporary = prepare(&target, &bytes, Some(&metadata)).map_err(failed)?;
            // The last moment to see that another program was faster.
            look(&target, write.expected, saved.hash)?;
            put_in_place(temporary, &target).map_err(failed)?;
        }
    }
    Ok(saved)
}

/// The file that a chain of symbolic links ends at. A loop is an error.
fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    match fs::canonicalize(path) {
        Ok(target) => Ok(target),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(source) => Err(WriteError::Write {
            path: path.to_owned(),
            source,
        }),
    }
}

/// What stands where a save goes.
enum Found {
    Nothing,
    File(Metadata),
}

/// Compares the target with what is expected there. `None`: it holds the new bytes already.
fn look(
    target: &Path,
    expected: Option<ContentHash>,
    new: ContentHash,
) -> Result<Option<Found>, WriteError> {
    let path = || target.to_owned();
    let bytes = match (read_bytes(target), expected) {
        (Ok(bytes), _) => bytes,
        (Err(ReadError::Missing { .. }), None) => return Ok(Some(Found::Nothing)),
        (Err(ReadError::Missing { .. }), Some(_)) => {
            return Err(WriteError::Deleted { path: path() });
        }
        (Err(err), _) => return Err(err.into()),
    };
    let on_disk = encoding::hash(&bytes);
    if on_disk == new {
        return Ok(None);
    }
    match expected {
        None => return Err(WriteError::Exists { path: path() }),
        Some(expected) if expected != on_disk => {
            let found = encoding::decode(&bytes).map_err(|source| ReadError::Decode {
                path: path(),
                source,
            })?;
            return Err(WriteError::Conflict {
                path: path(),
                found,
            });
        }
        Some(_) => {}
    }
    let metadata = fs::metadata(target).map_err(|source| WriteError::Write {
        path: path(),
        source,
    })?;
    if metadata.permissions().readonly() {
        // A rename would get around the protection; the writer meant it.
        return Err(WriteError::ReadOnly { path: path() });
    }
    Ok(Some(Found::File(metadata)))
}

/// Replaces `target` whole or not at all, with the permissions of `like`.
///
/// # Errors
/// As the system gives it; the target is as it was, and nothing is left beside it.
pub fn replace(target: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let temporary = prepare(target, bytes, like)?;
    put_in_place(temporary, target)
}

/// Writes a new file whole or not at all; fails if there is one.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and as the system gives it.
pub fn create(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = prepare(target, bytes, None)?;
    temporary
        .persist_noclobber(target)
        .map_err(|err| err.error)?;
    sync_folder(target)
}

/// A temporary file beside the target that holds the bytes, on the disk.
fn prepare(
    target: &Path,
    bytes: &[u8],
    like: Option<&Metadata>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .rand_bytes(8)
        .tempfile_in(folder_of(target))?;
    file.write_all(bytes)?;
    match like {
        Some(like) => take_after(file.as_file(), target, like)?,
        None => set_new_mode(file.as_file())?,
    }
    file.as_file().sync_all()?;
    Ok(file)
}

fn put_in_place(temporary: tempfile::NamedTempFile, target: &Path) -> io::Result<()> {
    temporary.persist(target).map_err(|err| err.error)?;
    sync_folder(target)
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Without this a rename may be lost in a power cut.
fn sync_folder(target: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder_of(target))?.sync_all()?;
    }
    Ok(())
}

/// Gives the new file the permissions and extended attributes of the old one.
fn take_after(file: &File, target: &Path, like: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        use xattr::FileExt as _;

        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (like.uid(), like.gid()) {
            std::os::unix::fs::fchown(file, Some(like.uid()), Some(like.gid()))?;
        }
        for name in xattr::list(target).into_iter().flatten() {
            if let Ok(Some(value)) = xattr::get(target, &name) {
                // Security labels belong to the system; the others to the writer.
                if let Err(err) = file.set_xattr(&name, &value) {
                    log::debug!("an extended attribute was not kept: {err}");
                }
            }
        }
    }
    #[cfg(not(unix))]
    let _ = target;
    file.set_permissions(like.permissions())
}

/// Temporary files are private; an article is as readable as any new file.
fn set_new_mode(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    file.metadata()?;
    Ok(())
}

/// Whether a rename would break what the file is: one of several names of the same content, or
/// another user's.
fn must_write_in_place(metadata: &Metadata, target: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;

        let own = rustix::process::geteuid();
        let foreign = !own.is_root() && metadata.uid() != own.as_raw();
        let folder_is_closed =
            rustix::fs::access(folder_of(target), rustix::fs::Access::WRITE_OK).is_err();
        metadata.nlink() > 1 || foreign || folder_is_closed
    }
    #[cfg(not(unix))]
    {
        let _ = (metadata, target);
        false
    }
}

/// Writes over the old bytes. They are kept in memory and written back if the new ones do not
/// reach the disk.
fn write_in_place(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = fs::read(target)?;
    let write_all = |bytes: &[u8]| -> io::Result<()> {
        let mut file = File::options().write(true).open(target)?;
        reserve(&file, bytes.len() as u64)?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    write_all(bytes).inspect_err(|_failed| {
        if let Err(err) = write_all(&old) {
            log::error!(
                "the old content could not be written back: {err} ({})",
                target.display()
            );
        }
    })
}

/// Meets a full disk before a byte of the old content is gone.
fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if bytes > 0 {
        let keep = rustix::fs::FallocateFlags::KEEP_SIZE;
        match rustix::fs::fallocate(file, keep, 0, bytes) {
            Err(err) if err == rustix::io::Errno::NOSPC || err == rustix::io::Errno::DQUOT => {
                return Err(err.into());
            }
            // Some file systems cannot reserve; the write itself will tell.
            _ => {}
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (file, bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        document::{DocumentId, FileFormat, LineEndings},
        text::Revision,
    };

    struct Case {
        folder: tempfile::TempDir,
        path: PathBuf,
    }

    fn case(content: &[u8]) -> Case {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("post.md");
        fs::write(&path, content).unwrap();
        Case { folder, path }
    }

    fn save(path: &Path, text: &str, expected: Option<&[u8]>) -> Result<Snapshot, WriteError> {
        write(&Write {
            document: DocumentId(1),
            revision: Revision::default(),
            path: path.to_owned(),
            text: text.into(),
            format: FileFormat::default(),
            expected: expected.map(encoding::hash),
        })
    }

    impl Case {
        fn save(&self, text: &str, expected: &[u8]) -> Result<Snapshot, WriteError> {
            save(&self.path, text, Some(expected))
        }

        #[track_caller]
        fn check(&self, content: &str) {
            assert_eq!(fs::read_to_string(&self.path).unwrap(), content);
            let left: Vec<_> = fs::read_dir(self.folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .filter(|name| name.to_string_lossy().starts_with(TEMPORARY_PREFIX))
                .collect();
            assert!(left.is_empty(), "left behind: {left:?}");
        }
    }

    #[test]
    fn a_save_replaces_the_file() {
        let case = case(b"old");

        let saved = case.save("new", b"old").unwrap();

        case.check("new");
        assert_eq!(saved, read(&case.path).unwrap());
    }

    #[test]
    fn a_file_that_another_program_changed_is_not_overwritten() {
        let case = case(b"theirs");

        let err = case.save("mine", b"old").unwrap_err();

        let WriteError::Conflict { found, .. } = err else {
            panic!("expected a conflict, got {err:?}");
        };
        assert_eq!(&*found.text, "theirs");
        case.check("theirs");
    }

    #[test]
    fn unchanged_bytes_write_nothing() {
        let case = case(b"same");
        let before = fs::metadata(&case.path).unwrap();

        case.save("same", b"anything").unwrap();

        let after = fs::metadata(&case.path).unwrap();
        assert_eq!(before.modified().unwrap(), after.modified().unwrap());
        case.check("same");
    }

    #[test]
    fn a_deleted_file_is_not_written_again_unasked() {
        let case = case(b"old");
        fs::remove_file(&case.path).unwrap();

        let err = case.save("new", b"old").unwrap_err();

        assert!(matches!(err, WriteError::Deleted { .. }), "{err:?}");
        save(&case.path, "new", None).unwrap();
        case.check("new");
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_one_that_is_there() {
        let case = case(b"theirs");

        let err = save(&case.path, "mine", None).unwrap_err();

        assert!(matches!(err, WriteError::Exists { .. }), "{err:?}");
        case.check("theirs");
    }

    #[test]
    fn a_folder_that_is_gone_is_said_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone/post.md");

        let err = save(&path, "new", None).unwrap_err();

        assert!(err.to_string().ends_with("gone/post.md)"), "{err}");
    }

    #[test]
    fn a_folder_is_no_article() {
        let folder = tempfile::tempdir().unwrap();

        let err = read(folder.path()).unwrap_err();

        assert!(matches!(err, ReadError::NotAFile { .. }), "{err:?}");
    }

    #[test]
    fn the_format_of_the_file_is_kept() {
        let bytes = b"\xEF\xBB\xBFa\r\nb\r\n";
        let case = case(bytes);
        let snapshot = read(&case.path).unwrap();
        assert_eq!(snapshot.format.line_endings, LineEndings::CrLf);

        write(&Write {
            document: DocumentId(1),
            revision: Revision::default(),
            path: case.path.clone(),
            text: "a\nc\n".into(),
            format: snapshot.format,
            expected: Some(snapshot.hash),
        })
        .unwrap();

        assert_eq!(fs::read(&case.path).unwrap(), b"\xEF\xBB\xBFa\r\nc\r\n");
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

        use super::*;

        #[test]
        fn permissions_are_kept() {
            let case = case(b"old");
            fs::set_permissions(&case.path, fs::Permissions::from_mode(0o664)).unwrap();

            case.save("new", b"old").unwrap();

            let mode = fs::metadata(&case.path).unwrap().mode();
            assert_eq!(mode & 0o7777, 0o664);
        }

        #[test]
        fn a_symbolic_link_stays_one() {
            let case = case(b"old");
            let link = case.folder.path().join("link.md");
            symlink("post.md", &link).unwrap();

            save(&link, "new", Some(b"old")).unwrap();

            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            case.check("new");
        }

        #[test]
        fn two_names_of_one_file_stay_one_file() {
            let case = case(b"old and longer");
            let other = case.folder.path().join("other.md");
            fs::hard_link(&case.path, &other).unwrap();

            case.save("new", b"old and longer").unwrap();

            assert_eq!(fs::read_to_string(&other).unwrap(), "new");
            case.check("new");
        }

        #[test]
        fn a_write_protected_file_is_left_alone() {
            let case = case(b"old");
            fs::set_permissions(&case.path, fs::Permissions::from_mode(0o444)).unwrap();

            let err = case.save("new", b"old").unwrap_err();

            assert!(matches!(err, WriteError::ReadOnly { .. }), "{err:?}");
            case.check("old");
        }

        #[test]
        fn the_longest_name_can_be_saved() {
            let case = case(b"");
            let path = case.folder.path().join("a".repeat(252) + ".md");
            fs::write(&path, "old").unwrap();

            save(&path, "new", Some(b"old")).unwrap();

            assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        }

        #[test]
        fn a_pipe_is_no_article() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("pipe.md");
            let made = std::process::Command::new("mkfifo").arg(&path).status();
            assert!(made.unwrap().success());

            let err = read(&path).unwrap_err();

            assert!(matches!(err, ReadError::NotAFile { .. }), "{err:?}");
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn extended_attributes_are_kept() {
            let case = case(b"old");
            if xattr::set(&case.path, "user.note", b"mine").is_err() {
                // This file system has none.
                return;
            }

            case.save("new", b"old").unwrap();

            let kept = xattr::get(&case.path, "user.note").unwrap();
            assert_eq!(kept.as_deref(), Some(&b"mine"[..]));
        }
    }
}
