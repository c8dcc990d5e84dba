//! A record: a small binary file of ours that is known to be whole, or known not to be.
//!
//! Layout: 8 bytes of magic, the version as a little-endian `u32`, the fields, and the BLAKE3 of
//! everything before it. A field of bytes is preceded by its length as a little-endian `u64`.
//! Whoever changes the fields raises the version.

use std::path::{Path, PathBuf};

use crate::model::said::{Said, Says, said, says};

pub type Magic = [u8; 8];

const CHECK_BYTES: usize = 32;

/// Why bytes are no record that can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    OtherKind,
    Newer { version: u32 },
    Torn,
}

says!(RecordError);
impl Says for RecordError {
    fn said(&self) -> Said {
        match self {
            Self::OtherKind => said!("record-error-other-kind"),
            Self::Newer { version } => said!("record-error-newer", version = version),
            Self::Torn => said!("record-error-torn"),
        }
    }
}

/// Writes the fields of a record.
pub struct RecordWriter {
    bytes: Vec<u8>,
}

impl RecordWriter {
    pub fn new(magic: Magic, version: u32) -> Self {
        let mut bytes = magic.to_vec();
        bytes.extend_from_slice(&version.to_le_bytes());
        Self { bytes }
    }

    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    pub fn array(&mut self, bytes: [u8; 32]) {
        self.bytes.extend_from_slice(&bytes);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    pub fn path(&mut self, path: &Path) {
        self.bytes(path.as_os_str().as_encoded_bytes());
    }

    /// The whole record.
    pub fn seal(mut self) -> Vec<u8> {
        let check = blake3::hash(&self.bytes);
        self.bytes.extend_from_slice(check.as_bytes());
        self.bytes
    }
}

/// The last field of a damaged record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest<'a> {
    Whole(&'a [u8]),
    /// Its end is not there.
    Cut(&'a [u8]),
}

/// Reads the fields of a whole record, in the order they were written.
pub struct RecordReader<'a> {
    rest: &'a [u8],
}

impl<'a> RecordReader<'a> {
    /// Checks the record; the fields are those of `version`.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn open(record: &'a [u8], magic: Magic, version: u32) -> Result<Self, RecordError> {
        let rest = record.strip_prefix(&magic).ok_or(RecordError::OtherKind)?;
        let (found, _) = rest.split_first_chunk().ok_or(RecordError::Torn)?;
        let found = u32::from_le_bytes(*found);
        if found > version {
            return Err(RecordError::Newer { version: found });
        }
        let (content, check) = record
            .split_last_chunk::<CHECK_BYTES>()
            .ok_or(RecordError::Torn)?;
        let rest = content.get(magic.len() + size_of::<u32>()..);
        match rest {
            Some(rest) if found == version && blake3::hash(content) == *check => Ok(Self { rest }),
            _ => Err(RecordError::Torn),
        }
    }

    /// Reads what is there of a record that is not whole: nothing of it may be right.
    pub fn of_damaged(record: &'a [u8]) -> Self {
        let rest = record.get(size_of::<Magic>() + size_of::<u32>()..);
        Self {
            rest: rest.unwrap_or_default(),
        }
    }

    /// What is not read yet of the damaged `record`, as the bytes of its last field: up to the
    /// check, or all there is where the record was cut.
    pub fn last_bytes(&self, record: &'a [u8]) -> Option<Rest<'a>> {
        let (length, rest) = self.rest.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some(until_check) = rest.len().checked_sub(CHECK_BYTES) else {
            return Some(Rest::Cut(rest.get(..length).unwrap_or(rest)));
        };
        if let Some((bytes, check)) = rest.split_at_checked(length)
            && check.len() < CHECK_BYTES
            && let Some(content) = record.get(..record.len() - check.len())
            && blake3::hash(content).as_bytes().starts_with(check)
            && !check.is_empty()
        {
            return Some(Rest::Cut(bytes));
        }
        // Where the length does not say, the end does: a check is no text.
        let check = rest.get(until_check..).unwrap_or_default();
        let is_text = std::str::from_utf8(check).err();
        let is_cut = is_text.is_none_or(|err| err.error_len().is_none());
        if is_cut && length != until_check {
            return Some(Rest::Cut(rest));
        }
        rest.get(..until_check).map(Rest::Whole)
    }

    /// # Errors
    /// [`RecordError::Torn`], as with each field that is not there.
    pub fn byte(&mut self) -> Result<u8, RecordError> {
        let [byte] = *self.chunk()?;
        Ok(byte)
    }

    /// # Errors
    /// [`RecordError::Torn`].
    pub fn number(&mut self) -> Result<u64, RecordError> {
        self.chunk().map(|bytes| u64::from_le_bytes(*bytes))
    }

    /// # Errors
    /// [`RecordError::Torn`].
    pub fn array(&mut self) -> Result<[u8; 32], RecordError> {
        self.chunk().copied()
    }

    /// # Errors
    /// [`RecordError::Torn`].
    pub fn bytes(&mut self) -> Result<&'a [u8], RecordError> {
        let length = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(RecordError::Torn)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// # Errors
    /// [`RecordError::Torn`], also if this system has no such path.
    pub fn path(&mut self) -> Result<PathBuf, RecordError> {
        path_of(self.bytes()?).ok_or(RecordError::Torn)
    }

    /// # Errors
    /// [`RecordError::Torn`], also if it is no text.
    pub fn text(&mut self) -> Result<&'a str, RecordError> {
        std::str::from_utf8(self.bytes()?).map_err(|_not_text| RecordError::Torn)
    }

    fn chunk<const N: usize>(&mut self) -> Result<&'a [u8; N], RecordError> {
        let (chunk, rest) = self.rest.split_first_chunk().ok_or(RecordError::Torn)?;
        self.rest = rest;
        Ok(chunk)
    }
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere not all bytes are a path"
)]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    Some(PathBuf::from(OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAGIC: Magic = *b"A TEST\0\0";

    fn record() -> Vec<u8> {
        let mut record = RecordWriter::new(MAGIC, 1);
        record.byte(7);
        record.number(300);
        record.path(Path::new("a/b.md"));
        record.seal()
    }

    #[test]
    fn fields_come_back_in_their_order() {
        let record = record();

        let mut fields = RecordReader::open(&record, MAGIC, 1).unwrap();

        assert_eq!(fields.byte(), Ok(7));
        assert_eq!(fields.number(), Ok(300));
        assert_eq!(fields.path(), Ok(PathBuf::from("a/b.md")));
        assert_eq!(fields.byte(), Err(RecordError::Torn));
    }

    #[test]
    fn no_part_of_a_record_is_taken_for_a_whole_one() {
        let record = record();

        for length in 0..record.len() {
            assert!(RecordReader::open(&record[..length], MAGIC, 1).is_err());
        }
    }

    #[test]
    fn one_changed_byte_anywhere_is_seen() {
        for at in 0..record().len() {
            let mut record = record();
            record[at] ^= 1;
            assert!(RecordReader::open(&record, MAGIC, 1).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_newer_version_is_told_from_a_torn_record() {
        let newer = RecordWriter::new(MAGIC, 2).seal();

        let err = RecordReader::open(&newer, MAGIC, 1).err();

        assert_eq!(err, Some(RecordError::Newer { version: 2 }));
    }
}
