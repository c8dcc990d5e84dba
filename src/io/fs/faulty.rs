//! A file system for tests: the real one, but one chosen call fails, or another program gets in
//! just before it.

use std::{
    fs::{File, Metadata},
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use rustix::io::Errno;
use tempfile::NamedTempFile;

use crate::io::{
    bin::Bin,
    fs::{Content, Fs, Readers, RealFs},
};

/// The method of [`Fs`] that is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Canonicalize,
    Metadata,
    Read,
    CreateTemporary,
    Write,
    CopyOwner,
    CopyAttributes,
    CopyMode,
    CompareAccess,
    Sync,
    Rename,
    RenameNew,
    SyncFolder,
    OpenToWrite,
    Reserve,
    SetLen,
    Remove,
    CreateFolder,
    MoveNew,
    ToBin,
    FromBin,
}

#[derive(Debug)]
pub struct FaultyFs {
    when: When,
    does: Does,
    calls: Mutex<Vec<Call>>,
    hits: AtomicUsize,
}

#[derive(Debug, Clone, Copy)]
enum When {
    /// The call of this number, counted from 0.
    Nth(usize),
    /// Each call of this kind.
    Kind(Call),
}

#[derive(Debug, Clone)]
enum Does {
    /// A write that fails has written half of its bytes.
    Fail(Errno),
    /// Another program writes this just before the call; the call itself is made.
    Race(PathBuf, Vec<u8>),
}

impl FaultyFs {
    pub fn nth(number: usize, error: Errno) -> Self {
        Self::new(When::Nth(number), Does::Fail(error))
    }

    pub fn each(call: Call, error: Errno) -> Self {
        Self::new(When::Kind(call), Does::Fail(error))
    }

    pub fn race(number: usize, path: &Path, bytes: &[u8]) -> Self {
        let race = Does::Race(path.to_owned(), bytes.to_owned());
        Self::new(When::Nth(number), race)
    }

    fn new(when: When, does: Does) -> Self {
        Self {
            when,
            does,
            calls: Mutex::default(),
            hits: AtomicUsize::new(0),
        }
    }

    /// Whether the chosen call was made at all.
    pub fn was_hit(&self) -> bool {
        self.hits.load(Ordering::SeqCst) > 0
    }

    pub fn calls(&self) -> Vec<Call> {
        self.log().clone()
    }

    pub fn count(&self, call: Call) -> usize {
        self.calls().iter().filter(|made| **made == call).count()
    }

    fn log(&self) -> MutexGuard<'_, Vec<Call>> {
        self.calls.lock().unwrap()
    }

    fn call(&self, call: Call) -> io::Result<()> {
        let mut calls = self.log();
        let number = calls.len();
        calls.push(call);
        let is_chosen = match self.when {
            When::Nth(nth) => nth == number,
            When::Kind(kind) => kind == call,
        };
        if !is_chosen {
            return Ok(());
        }
        self.hits.fetch_add(1, Ordering::SeqCst);
        match &self.does {
            Does::Fail(error) => Err((*error).into()),
            Does::Race(path, bytes) => std::fs::write(path, bytes),
        }
    }
}

impl Fs for FaultyFs {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(Call::Canonicalize)?;
        RealFs.canonicalize(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.call(Call::Metadata)?;
        RealFs.metadata(path)
    }

    fn read(&self, path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
        self.call(Call::Read)?;
        RealFs.read(path, max_bytes)
    }

    fn create_temporary(
        &self,
        folder: &Path,
        content: Content,
        readers: Readers,
    ) -> io::Result<NamedTempFile> {
        self.call(Call::CreateTemporary)?;
        RealFs.create_temporary(folder, content, readers)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(err) = self.call(Call::Write) {
            RealFs.write(file, &bytes[..bytes.len() / 2])?;
            return Err(err);
        }
        RealFs.write(file, bytes)
    }

    fn copy_owner(&self, like: &Metadata, file: &File) -> io::Result<()> {
        self.call(Call::CopyOwner)?;
        RealFs.copy_owner(like, file)
    }

    fn copy_attributes(&self, from: &Path, file: &File) -> io::Result<()> {
        self.call(Call::CopyAttributes)?;
        RealFs.copy_attributes(from, file)
    }

    fn copy_mode(&self, like: &Metadata, file: &File) -> io::Result<()> {
        self.call(Call::CopyMode)?;
        RealFs.copy_mode(like, file)
    }

    fn has_same_access(&self, from: &Path, like: &Metadata, file: &File) -> io::Result<bool> {
        self.call(Call::CompareAccess)?;
        RealFs.has_same_access(from, like, file)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.call(Call::Sync)?;
        RealFs.sync(file)
    }

    fn rename(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
        self.call(Call::Rename)?;
        RealFs.rename(temporary, target)
    }

    fn rename_new(&self, temporary: NamedTempFile, target: &Path) -> io::Result<()> {
        self.call(Call::RenameNew)?;
        RealFs.rename_new(temporary, target)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(Call::SyncFolder)?;
        RealFs.sync_folder(folder)
    }

    fn open_to_write(&self, path: &Path) -> io::Result<File> {
        self.call(Call::OpenToWrite)?;
        RealFs.open_to_write(path)
    }

    fn reserve(&self, file: &File, bytes: u64) -> io::Result<()> {
        self.call(Call::Reserve)?;
        RealFs.reserve(file, bytes)
    }

    fn set_len(&self, file: &File, bytes: u64) -> io::Result<()> {
        self.call(Call::SetLen)?;
        RealFs.set_len(file, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(Call::Remove)?;
        RealFs.remove(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.call(Call::CreateFolder)?;
        RealFs.create_folder(path)
    }

    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::MoveNew)?;
        RealFs.move_new(from, to)
    }

    fn to_bin(&self, bin: &Bin, path: &Path) -> io::Result<()> {
        self.call(Call::ToBin)?;
        RealFs.to_bin(bin, path)
    }

    fn take_from_bin(&self, bin: &Bin, path: &Path) -> io::Result<()> {
        self.call(Call::FromBin)?;
        RealFs.take_from_bin(bin, path)
    }
}
