//! What was read of the articles of a site, from one start to the next: the list is there before the
//! disk is looked at, and only what the stamps of its files show to have changed is read then.
//!
//! One file for each site in the cache folder, named by the hash of its root. One of another version
//! or machine, of a site with other settings, or one that is damaged or too large is as good as none.
//! What stands in it is taken as a stranger's: it names no file outside of the content, and what it
//! says of one holds until that file is looked at. Two windows write it whole, one after the other.

use std::{
    collections::HashSet,
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::{
        beneath, encoding,
        folders::{self, Folders},
        fs::create_private_folder,
        index::Stamp,
        record::{Magic, RecordReader, RecordWriter},
        store,
    },
    model::{
        packed::{Packer, Unpacker},
        schema::KeptShapes,
        site::{Entry, Site, own::Own},
    },
};

const MAGIC: Magic = *b"KOPIJ-IX";
/// Another one whenever heads are read in another way, or packed in another.
const VERSION: u32 = 2;
/// Of one site.
const MAX_BYTES: u64 = 50_000_000;
/// Of all sites; those that were written longest ago go first.
const MAX_BYTES_IN_ALL: u64 = 200_000_000;

/// Where what is known of a site is kept.
#[derive(Clone, Debug)]
pub struct IndexCache {
    file: PathBuf,
    content: PathBuf,
    /// Of all that decides what is read of its files.
    grounds: [u8; 32],
}

/// What was kept of a site.
pub struct Kept {
    cache: IndexCache,
    shapes: KeptShapes,
    /// An article each.
    pieces: Vec<u8>,
}

/// What is to be kept, when nobody waits for it.
pub struct Sealed {
    file: PathBuf,
    bytes: Vec<u8>,
}

impl IndexCache {
    /// Of a site whose articles are not read yet.
    pub fn of(folders: &Folders, site: &Site) -> Self {
        let root = site.root.as_os_str().as_encoded_bytes();
        let mut grounds = Packer::default();
        grounds.text(env!("CARGO_PKG_VERSION"));
        grounds.bytes(root);
        grounds.bytes(site.content.as_os_str().as_encoded_bytes());
        for number in place_on_disk(&site.root) {
            grounds.number(number);
        }
        grounds.bytes(&Own::grounds(&site.settings));
        let name = blake3::hash(root).to_hex();
        Self {
            file: folders.cache.join("index").join(name.as_str()),
            content: site.content.clone(),
            grounds: encoding::hash(&grounds.packed()).0,
        }
    }

    /// `None`: nothing that could be used.
    pub fn load(&self) -> Option<Kept> {
        let record = beneath::read_own(&self.file, MAX_BYTES).ok().flatten()?;
        let mut fields = RecordReader::open(&record, MAGIC, VERSION).ok()?;
        if fields.array().ok()? != self.grounds {
            return None;
        }
        let shapes = KeptShapes::unpack(fields.bytes().ok()?)?;
        let pieces = fields.bytes().ok()?.to_vec();
        Some(Kept {
            cache: self.clone(),
            shapes,
            pieces,
        })
    }

    /// With all articles, as they were read.
    pub fn seal<'a>(&self, read: impl Iterator<Item = (Option<Stamp>, &'a Entry)>) -> Sealed {
        let mut shapes = KeptShapes::default();
        let mut pieces = Packer::default();
        for (stamp, entry) in read {
            self.add(&mut pieces, &mut shapes, stamp, entry);
        }
        self.sealed(&shapes, &pieces.packed())
    }

    /// One that is not added is read at the next start.
    fn add(
        &self,
        pieces: &mut Packer,
        shapes: &mut KeptShapes,
        stamp: Option<Stamp>,
        entry: &Entry,
    ) {
        let below = entry.path.strip_prefix(&self.content).ok();
        let (Some(path), Some(stamp)) = (below.and_then(Path::to_str), stamp) else {
            return;
        };
        let mut piece = Packer::default();
        piece.text(path);
        if stamp.pack(&mut piece) && entry.pack(&mut piece, shapes) {
            pieces.bytes(&piece.packed());
        }
    }

    fn sealed(&self, shapes: &KeptShapes, pieces: &[u8]) -> Sealed {
        let mut record = RecordWriter::new(MAGIC, VERSION);
        record.array(self.grounds);
        record.bytes(&shapes.packed());
        record.bytes(pieces);
        Sealed {
            file: self.file.clone(),
            bytes: record.seal(),
        }
    }
}

impl Kept {
    /// What is known of each article, with the stamp of the file that it was read from. `None`: it is
    /// damaged.
    pub fn entries(&self) -> Option<Vec<(Stamp, Entry)>> {
        let mut known = HashSet::new();
        let mut entries = Vec::new();
        let mut pieces = Unpacker::new(&self.pieces);
        while !pieces.is_done() {
            let mut piece = Unpacker::new(pieces.bytes()?);
            let below = piece.text()?;
            let path = self.path(below)?;
            let stamp = Stamp::unpack(&mut piece)?;
            let entry = Entry::unpack(path, &mut piece, &self.shapes)?;
            if !piece.is_done() || !known.insert(below) {
                return None;
            }
            entries.push((stamp, entry));
        }
        Some(entries)
    }

    /// Names lead down from the content, nowhere else.
    fn path(&self, below: &str) -> Option<Arc<Path>> {
        let mut names = Path::new(below).components();
        let is_below = !below.is_empty() && names.all(|it| matches!(it, Component::Normal(_)));
        is_below.then(|| self.cache.content.join(below).into())
    }

    /// With what has changed since; `None` where that is nothing which is kept.
    pub fn seal_with<'a>(
        mut self,
        changed: impl Iterator<Item = (&'a Path, Option<(Option<Stamp>, &'a Entry)>)>,
    ) -> Option<Sealed> {
        let mut others = HashSet::new();
        let mut pieces = Packer::default();
        for (path, now) in changed {
            others.insert(path.to_owned());
            if let Some((stamp, entry)) = now {
                self.cache.add(&mut pieces, &mut self.shapes, stamp, entry);
            }
        }
        let mut is_other = !pieces.is_empty();
        let mut old = Unpacker::new(&self.pieces);
        while !old.is_done() {
            let piece = old.bytes()?;
            let path = self.path(Unpacker::new(piece).text()?)?;
            if others.contains(&*path) {
                is_other = true;
            } else {
                pieces.bytes(piece);
            }
        }
        is_other.then(|| self.cache.sealed(&self.shapes, &pieces.packed()))
    }
}

impl Sealed {
    /// Without room or leave there is no cache.
    pub fn write(self) {
        if self.bytes.len() as u64 > MAX_BYTES {
            return;
        }
        let folder = self.file.parent().unwrap_or(&self.file);
        let written =
            create_private_folder(folder).and_then(|()| store::replace(&self.file, &self.bytes));
        if let Err(err) = written {
            log::warn!("the next start reads all articles: {err}");
        }
        folders::keep_newest(folder, MAX_BYTES_IN_ALL);
    }
}

/// What tells a folder from one of the same name on another machine.
#[cfg(unix)]
fn place_on_disk(root: &Path) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt as _;

    let metadata = fs::metadata(root).ok();
    metadata.map_or_else(Vec::new, |it| vec![it.dev(), it.ino()])
}

#[cfg(not(unix))]
fn place_on_disk(_root: &Path) -> Vec<u64> {
    Vec::new()
}

#[cfg(test)]
mod tests;
