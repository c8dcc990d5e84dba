//! A new file takes the place of the old one, whole or not at all.

use std::{fs::Metadata, io, path::Path};

use tempfile::NamedTempFile;

use crate::{
    io::fs::{Content, Fs, Readers, RealFs, folder_of},
    model::{said::said, told::Told},
};

/// What a file is to hold.
#[derive(Clone, Copy)]
pub(super) struct New<'a> {
    pub bytes: &'a [u8],
    pub content: Content,
}

/// The old file that a new one takes after.
#[derive(Clone, Copy)]
pub(super) struct Like<'a> {
    pub path: &'a Path,
    pub metadata: &'a Metadata,
}

/// Replaces `target` whole or not at all; the same may read it as before.
///
/// # Errors
/// As the system gives it; the target is as it was, and nothing is left beside it.
/// [`io::ErrorKind::PermissionDenied`] also where others could read the new file.
pub fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let metadata = match RealFs.metadata(target) {
        Ok(metadata) => Some(metadata),
        Err(err) if err.kind() == io::ErrorKind::NotFound => None,
        Err(err) => return Err(err),
    };
    let like = metadata.as_ref().map(|metadata| Like {
        path: target,
        metadata,
    });
    let temporary = prepare(&RealFs, target, of_ours(bytes), like)?;
    put_in_place(&RealFs, temporary, target)
}

/// Writes a new file whole or not at all; fails if there is one.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and as the system gives it.
pub fn create(target: &Path, bytes: &[u8]) -> io::Result<()> {
    create_with(&RealFs, target, of_ours(bytes))
}

fn of_ours(bytes: &[u8]) -> New<'_> {
    New {
        bytes,
        content: Content::Typed,
    }
}

pub(super) fn create_with(fs: &dyn Fs, target: &Path, new: New<'_>) -> io::Result<()> {
    let temporary = prepare(fs, target, new, None)?;
    fs.rename_new(temporary, target)?;
    fs.sync_folder(folder_of(target))
}

/// A temporary file beside the target that holds the bytes, on the disk.
pub(super) fn prepare(
    fs: &dyn Fs,
    target: &Path,
    new: New<'_>,
    like: Option<Like<'_>>,
) -> io::Result<NamedTempFile> {
    let readers = match like {
        Some(_) => Readers::Owner,
        None => Readers::AsNew,
    };
    let mut temporary = fs.create_temporary(folder_of(target), new.content, readers)?;
    let file = temporary.as_file_mut();
    fs.write(file, new.bytes)?;
    if let Some(Like { path, metadata }) = like {
        // The owner first: a change of owner clears permission bits.
        fs.copy_owner(metadata, file)?;
        fs.copy_attributes(path, file)?;
        fs.copy_mode(metadata, file)?;
        if !fs.has_same_access(path, metadata, file)? {
            let told = Told(said!("store-other-readers"));
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, told));
        }
    }
    fs.sync(file)?;
    Ok(temporary)
}

pub(super) fn put_in_place(fs: &dyn Fs, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
    fs.rename(temporary, target)?;
    fs.sync_folder(folder_of(target))
}
