//! The calls to the file system that a save makes, so that a test can let any one of them fail.
//!
//! One method is one thing that can go wrong by itself. Nothing here decides anything; the order
//! of the calls is the business of [`store`](crate::io::store).

#[cfg(test)]
pub mod faulty;

use std::{
    fmt,
    fs::{self, File, Metadata},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// The names of our temporary files start with this, whatever the article is called.
pub const TEMPORARY_PREFIX: &str = ".kopij-";

pub trait Fs: fmt::Debug + Send + Sync {
    /// The file that a chain of symbolic links ends at; a loop is an error.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
    /// Of the file itself, links followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;
    /// At most `max_bytes`.
    fn read(&self, path: &Path, max_bytes: u64) -> io::Result<Vec<u8>>;
    /// A new private file with a short name of ours; it is removed when dropped.
    fn create_temporary(&self, folder: &Path) -> io::Result<NamedTempFile>;
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Owner and group.
    fn copy_owner(&self, like: &Metadata, file: &File) -> io::Result<()>;
    /// Extended attributes, as far as the file system and the system's rules let us.
    fn copy_attributes(&self, from: &Path, file: &File) -> io::Result<()>;
    /// The permission bits; `None`: those of any new file.
    fn set_mode(&self, like: Option<&Metadata>, file: &File) -> io::Result<()>;
    /// Until the bytes are on the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Gives the temporary file the name `target`, in place of what has that name.
    fn rename(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()>;
    /// Gives the temporary file the name `target`; an error if that name is taken.
    fn rename_new(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()>;
    /// Until the names in the folder are on the disk: a rename may be lost in a power cut else.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// For writing, its content left as it is.
    fn open_to_write(&self, path: &Path) -> io::Result<File>;
    /// Meets a full disk before a byte of the old content is gone.
    fn reserve(&self, file: &File, bytes: u64) -> io::Result<()>;
    fn set_len(&self, file: &File, bytes: u64) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The system's file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

impl Fs for RealFs {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path)
    }

    fn read(&self, path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(max_bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create_temporary(&self, folder: &Path) -> io::Result<NamedTempFile> {
        tempfile::Builder::new()
            .prefix(TEMPORARY_PREFIX)
            .rand_bytes(8)
            .tempfile_in(folder)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn copy_owner(&self, like: &Metadata, file: &File) -> io::Result<()> {
        copy_owner(like, file)
    }

    fn copy_attributes(&self, from: &Path, file: &File) -> io::Result<()> {
        copy_attributes(from, file);
        Ok(())
    }

    fn set_mode(&self, like: Option<&Metadata>, file: &File) -> io::Result<()> {
        set_mode(like, file)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
        temporary.persist(target).map_err(|err| err.error)?;
        Ok(())
    }

    fn rename_new(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
        let persisted = temporary.persist_noclobber(target);
        persisted.map_err(|err| err.error)?;
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn open_to_write(&self, path: &Path) -> io::Result<File> {
        File::options().write(true).open(path)
    }

    fn reserve(&self, file: &File, bytes: u64) -> io::Result<()> {
        reserve(file, bytes)
    }

    fn set_len(&self, file: &File, bytes: u64) -> io::Result<()> {
        file.set_len(bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn copy_owner(like: &Metadata, file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;

    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(like.uid()), Some(like.gid()))
}

#[cfg(not(unix))]
fn copy_owner(_like: &Metadata, _file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn copy_attributes(from: &Path, file: &File) {
    use xattr::FileExt as _;

    for name in xattr::list(from).into_iter().flatten() {
        if let Ok(Some(value)) = xattr::get(from, &name) {
            // Security labels belong to the system; the others to the writer.
            if let Err(err) = file.set_xattr(&name, &value) {
                log::debug!("an extended attribute was not kept: {err}");
            }
        }
    }
}

#[cfg(not(unix))]
fn copy_attributes(_from: &Path, _file: &File) {}

#[cfg(unix)]
fn set_mode(like: Option<&Metadata>, file: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let mode = like.map_or(0o644, |like| like.mode() & 0o777);
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(like: Option<&Metadata>, file: &File) -> io::Result<()> {
    match like {
        Some(like) => file.set_permissions(like.permissions()),
        None => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    use rustix::{
        fs::{FallocateFlags, fallocate},
        io::Errno,
    };

    if bytes == 0 {
        return Ok(());
    }
    match fallocate(file, FallocateFlags::KEEP_SIZE, 0, bytes) {
        // Some file systems cannot reserve; the write itself will tell.
        Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => Ok(()),
        result => Ok(result?),
    }
}

#[cfg(not(target_os = "linux"))]
fn reserve(_file: &File, _bytes: u64) -> io::Result<()> {
    Ok(())
}

/// Makes a folder of ours, with those above it, that only this user can look into.
///
/// # Errors
/// As the system gives it.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;

        builder.mode(0o700);
    }
    builder.create(path)
}
