//! A new file takes the place of the old one, whole or not at all.

use std::{fs::Metadata, io, path::Path};

use tempfile::NamedTempFile;

use crate::io::fs::{Fs, RealFs, folder_of};

/// The old file that a new one takes after.
#[derive(Clone, Copy)]
pub(super) struct Like<'a> {
    pub path: &'a Path,
    pub metadata: &'a Metadata,
}

/// Replaces `target` whole or not at all, with the permissions of `like`.
///
/// # Errors
/// As the system gives it; the target is as it was, and nothing is left beside it.
pub fn replace(target: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let like = like.map(|metadata| Like {
        path: target,
        metadata,
    });
    let temporary = prepare(&RealFs, target, bytes, like)?;
    put_in_place(&RealFs, temporary, target)
}

/// Writes a new file whole or not at all; fails if there is one.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and as the system gives it.
pub fn create(target: &Path, bytes: &[u8]) -> io::Result<()> {
    create_with(&RealFs, target, bytes)
}

pub(super) fn create_with(fs: &dyn Fs, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = prepare(fs, target, bytes, None)?;
    fs.rename_new(temporary, target)?;
    fs.sync_folder(folder_of(target))
}

/// A temporary file beside the target that holds the bytes, on the disk.
pub(super) fn prepare(
    fs: &dyn Fs,
    target: &Path,
    bytes: &[u8],
    like: Option<Like<'_>>,
) -> io::Result<NamedTempFile> {
    let mut temporary = fs.create_temporary(folder_of(target))?;
    let file = temporary.as_file_mut();
    fs.write(file, bytes)?;
    if let Some(like) = like {
        // The owner first: a change of owner clears permission bits.
        fs.copy_owner(like.metadata, file)?;
        fs.copy_attributes(like.path, file)?;
    }
    fs.set_mode(like.map(|like| like.metadata), file)?;
    fs.sync(file)?;
    Ok(temporary)
}

pub(super) fn put_in_place(fs: &dyn Fs, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
    fs.rename(temporary, target)?;
    fs.sync_folder(folder_of(target))
}
