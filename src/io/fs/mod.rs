//! The calls to the file system that a save makes, so that a test can let any one of them fail.
//!
//! One method is one thing that can go wrong by itself. Nothing here decides anything; the order
//! of the calls is the business of [`store`](crate::io::store).

#[cfg(test)]
pub mod faulty;

#[cfg(unix)]
use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
};
use std::{
    fmt,
    fs::{self, File, Metadata, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::bin::Bin;

/// The names of our temporary files start with this, whatever the article is called.
pub const TEMPORARY_PREFIX: &str = ".kopij-";
/// So do those that hold what a command made of a file: nothing in them was typed.
const DERIVED_PREFIX: &str = ".kopij-made-";
const RANDOM_CHARS: usize = 8;

/// What a temporary file holds. Its name says so to whoever finds it after a crash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Perhaps a writer's text.
    #[default]
    Typed,
    /// What a command made of what is in a file, and would make again.
    Derived,
}

impl Content {
    /// `None`: it is no name of a temporary file of ours.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let (content, random) = match name.strip_prefix(DERIVED_PREFIX) {
            Some(random) => (Self::Derived, random),
            None => (Self::Typed, name.strip_prefix(TEMPORARY_PREFIX)?),
        };
        let is_ours =
            random.len() == RANDOM_CHARS && random.bytes().all(|c| c.is_ascii_alphanumeric());
        is_ours.then_some(content)
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Typed => TEMPORARY_PREFIX,
            Self::Derived => DERIVED_PREFIX,
        }
    }
}

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// This user alone, until more is said.
    Owner,
    /// Those of any new file: as the umask says, or the default list of its folder.
    AsNew,
}

pub trait Fs: fmt::Debug + Send + Sync {
    /// The file that a chain of symbolic links ends at; a loop is an error.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
    /// Of the file itself, links followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;
    /// At most `max_bytes`.
    fn read(&self, path: &Path, max_bytes: u64) -> io::Result<Vec<u8>>;
    /// A new file with a short name of ours; it is removed when dropped. It is locked as long as
    /// it is open, so that nobody takes it for one that a crash left.
    fn create_temporary(
        &self,
        folder: &Path,
        content: Content,
        readers: Readers,
    ) -> io::Result<NamedTempFile>;
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Owner and group.
    fn copy_owner(&self, like: &Metadata, file: &File) -> io::Result<()>;
    /// Extended attributes, as far as the file system and the system's rules let us. Of those that
    /// say who may read the file, none that `from` does not have stays.
    fn copy_attributes(&self, from: &Path, file: &File) -> io::Result<()>;
    /// The permission bits.
    fn copy_mode(&self, like: &Metadata, file: &File) -> io::Result<()>;
    /// Whether the same may read and write the file as `from`, whose metadata is `like`.
    fn has_same_access(&self, from: &Path, like: &Metadata, file: &File) -> io::Result<bool>;
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
    /// With those above it, as anyone's.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or folder another name; an error if that name is taken, or on another disk.
    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn to_bin(&self, bin: &Bin, path: &Path) -> io::Result<()>;
    fn take_from_bin(&self, bin: &Bin, path: &Path) -> io::Result<()>;
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

    fn create_temporary(
        &self,
        folder: &Path,
        content: Content,
        readers: Readers,
    ) -> io::Result<NamedTempFile> {
        create_temporary(folder, content, readers)
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

    fn copy_mode(&self, like: &Metadata, file: &File) -> io::Result<()> {
        copy_mode(like, file)
    }

    fn has_same_access(&self, from: &Path, like: &Metadata, file: &File) -> io::Result<bool> {
        has_same_access(from, like, file)
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

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        move_new(from, to)
    }

    fn to_bin(&self, bin: &Bin, path: &Path) -> io::Result<()> {
        bin.put(path)
    }

    fn take_from_bin(&self, bin: &Bin, path: &Path) -> io::Result<()> {
        bin.take_back(path)
    }
}

/// Gives a file or folder another name.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and as the system gives it. Where the system cannot rename
/// without replacing, another program may get in between the look and the rename.
pub fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::{
            fs::{CWD, RenameFlags, renameat_with},
            io::Errno,
        };

        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems do not know how.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            result => return Ok(result?),
        }
    }
    if to.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
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

/// Tried again where a sweep that runs at this moment took the file before it was locked.
const TRIES: usize = 100;

fn create_temporary(
    folder: &Path,
    content: Content,
    readers: Readers,
) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(content.prefix()).rand_bytes(RANDOM_CHARS);
    #[cfg(unix)]
    if readers == Readers::AsNew {
        use std::os::unix::fs::PermissionsExt as _;

        // The system takes from this what the umask takes from any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let (Readers::Owner | Readers::AsNew) = readers;
    for _ in 0..TRIES {
        let temporary = builder.tempfile_in(folder)?;
        let is_locked = !matches!(
            temporary.as_file().try_lock(),
            Err(TryLockError::WouldBlock)
        );
        if is_locked && has_a_name(temporary.as_file())? {
            return Ok(temporary);
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

#[cfg(unix)]
fn has_a_name(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    Ok(file.metadata()?.nlink() > 0)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn has_a_name(_file: &File) -> io::Result<bool> {
    Ok(true)
}

/// Attributes with this prefix are lists of who may read a file.
#[cfg(unix)]
const ACCESS_PREFIX: &str = "system.";

#[cfg(unix)]
fn copy_attributes(from: &Path, file: &File) {
    use xattr::FileExt as _;

    let names: Vec<OsString> = xattr::list(from).into_iter().flatten().collect();
    for name in &names {
        if let Ok(Some(value)) = xattr::get(from, name) {
            // Security labels belong to the system; the others to the writer.
            if let Err(err) = file.set_xattr(name, &value) {
                log::debug!("an extended attribute was not kept: {err}");
            }
        }
    }
    // The folder may give one to each new file in it.
    for (name, _) in access_lists(file.list_xattr(), |_| Ok(None)) {
        if !names.contains(&name)
            && let Err(err) = file.remove_xattr(&name)
        {
            log::debug!("an extended attribute was not removed: {err}");
        }
    }
}

#[cfg(not(unix))]
fn copy_attributes(_from: &Path, _file: &File) {}

/// The attributes that say who may read a file; none where the file system has no attributes.
#[cfg(unix)]
fn access_lists(
    names: io::Result<xattr::XAttrs>,
    value: impl Fn(&OsStr) -> io::Result<Option<Vec<u8>>>,
) -> BTreeMap<OsString, Option<Vec<u8>>> {
    let names = names.into_iter().flatten();
    names
        .filter(|name| {
            let name = name.as_encoded_bytes();
            name.starts_with(ACCESS_PREFIX.as_bytes())
        })
        .map(|name| {
            let value = value(&name).ok().flatten();
            (name, value)
        })
        .collect()
}

#[cfg(unix)]
const MODE_BITS: u32 = 0o7777;

#[cfg(unix)]
fn copy_mode(like: &Metadata, file: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    file.set_permissions(fs::Permissions::from_mode(like.mode() & MODE_BITS))
}

#[cfg(not(unix))]
fn copy_mode(like: &Metadata, file: &File) -> io::Result<()> {
    file.set_permissions(like.permissions())
}

#[cfg(unix)]
fn has_same_access(from: &Path, like: &Metadata, file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    use xattr::FileExt as _;

    let theirs = access_lists(xattr::list(from), |name| xattr::get(from, name));
    let ours = access_lists(file.list_xattr(), |name| file.get_xattr(name));
    let new = file.metadata()?;
    Ok(ours == theirs && new.mode() & MODE_BITS == like.mode() & MODE_BITS)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn has_same_access(_from: &Path, _like: &Metadata, _file: &File) -> io::Result<bool> {
    Ok(true)
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
