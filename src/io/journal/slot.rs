//! The bytes of one slot.
//!
//! Version 1: sequence, kind of origin (0 file, 1 untitled), path or name, whether there is a base
//! and its hash, byte order mark, line endings, encoding, fidelity, caret, text.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{JournalEntry, Origin};
use crate::{
    io::{
        fs::{Fs as _, RealFs, folder_of},
        own,
        record::{Magic, RecordError, RecordReader, RecordWriter, Rest},
    },
    model::{
        document::{ContentHash, Encoding, Fidelity, FileFormat, LineEndings},
        said::{Said, Says, said, says},
    },
};

const MAGIC: Magic = *b"KOPIJ-JL";
const VERSION: u32 = 1;

/// What is read of a slot at most: twice the largest article that is saved (50 MB), as UTF-8 has up to half as many
/// bytes again as UTF-16. A text beyond that is written all the same, and is put aside whole at the next start.
pub(super) const MAX_BYTES: u64 = 100_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    First,
    Second,
}

/// Why a slot holds no text.
#[derive(Debug, thiserror::Error)]
pub(super) enum SlotError {
    Newer { version: u32 },
    Torn,
    Read(#[from] io::Error),
}

says!(SlotError);
impl Says for SlotError {
    fn said(&self) -> Said {
        match self {
            Self::Newer { version } => said!("slot-error-newer", version = version),
            Self::Torn => said!("slot-error-torn"),
            Self::Read(inner) => said!("slot-error-read", why = inner),
        }
    }
}

impl From<RecordError> for SlotError {
    fn from(err: RecordError) -> Self {
        match err {
            RecordError::Newer { version } => Self::Newer { version },
            RecordError::OtherKind | RecordError::Torn => Self::Torn,
        }
    }
}

impl Slot {
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::First => "0",
            Self::Second => "1",
        }
    }

    pub fn path(self, folder: &Path, origin: &Origin) -> PathBuf {
        let name = name_of(origin);
        folder.join(format!("{name}.{}", self.extension()))
    }
}

/// What both slots of a document are called, without their endings.
pub(super) fn name_of(origin: &Origin) -> String {
    let mut name = RecordWriter::new(MAGIC, VERSION);
    put_origin(&mut name, origin);
    blake3::hash(&name.seal()).to_hex().to_string()
}

/// # Errors
/// As [`own::read_within`].
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    own::read_within(path, MAX_BYTES)
}

/// Returns when the record is on the disk. A failure leaves a torn slot.
pub(super) fn write(path: &Path, record: &[u8]) -> io::Result<()> {
    let is_new = !path.exists();
    let mut file = own::open_to_write(path)?;
    file.set_len(0)?;
    file.write_all(record)?;
    file.sync_data()?;
    if is_new {
        RealFs.sync_folder(folder_of(path))?;
    }
    Ok(())
}

pub(super) fn seal(entry: &JournalEntry, sequence: u64) -> Vec<u8> {
    let mut record = RecordWriter::new(MAGIC, VERSION);
    record.number(sequence);
    put_origin(&mut record, &entry.origin);
    match entry.base {
        None => record.byte(0),
        Some(ContentHash(hash)) => {
            record.byte(1);
            record.array(hash);
        }
    }
    put_format(&mut record, entry.format);
    record.number(entry.caret_byte as u64);
    record.bytes(entry.text.as_bytes());
    record.seal()
}

fn put_format(record: &mut RecordWriter, format: FileFormat) {
    let FileFormat {
        byte_order_mark,
        line_endings,
        encoding,
        fidelity,
    } = format;
    record.byte(u8::from(byte_order_mark));
    record.byte(match line_endings {
        LineEndings::Lf => 0,
        LineEndings::CrLf => 1,
        LineEndings::Mixed => 2,
    });
    record.byte(match encoding {
        Encoding::Utf8 => 0,
        Encoding::Utf16Le => 1,
        Encoding::Utf16Be => 2,
        Encoding::Windows1252 => 3,
    });
    record.byte(match fidelity {
        Fidelity::Exact => 0,
        // The start of a file is as little to be saved as a text with losses.
        Fidelity::Lossy | Fidelity::Part | Fidelity::Binary => 1,
    });
}

fn put_origin(record: &mut RecordWriter, origin: &Origin) {
    match origin {
        Origin::File(path) => {
            record.byte(0);
            record.path(path);
        }
        Origin::Untitled(name) => {
            record.byte(1);
            record.bytes(name.as_bytes());
        }
    }
}

/// The entry with its sequence number.
pub(super) fn open(record: &[u8]) -> Result<(JournalEntry, u64), RecordError> {
    let mut fields = RecordReader::open(record, MAGIC, VERSION)?;
    let head = read_head(&mut fields)?;
    let text = fields.text()?;
    let entry = JournalEntry {
        origin: head.origin,
        base: head.base,
        format: head.format,
        caret_byte: text.floor_char_boundary(usize::try_from(head.caret).unwrap_or(usize::MAX)),
        text: text.into(),
    };
    Ok((entry, head.sequence))
}

/// What stands before the text.
struct Head {
    sequence: u64,
    origin: Origin,
    base: Option<ContentHash>,
    format: FileFormat,
    caret: u64,
}

fn read_head(fields: &mut RecordReader<'_>) -> Result<Head, RecordError> {
    Ok(Head {
        sequence: fields.number()?,
        origin: match fields.byte()? {
            0 => Origin::File(read_path(fields)?),
            1 => Origin::Untitled(fields.text()?.to_owned()),
            _ => return Err(RecordError::Torn),
        },
        base: match fields.byte()? {
            0 => None,
            1 => Some(ContentHash(fields.array()?)),
            _ => return Err(RecordError::Torn),
        },
        format: read_format(fields)?,
        caret: fields.number()?,
    })
}

/// A document's file has a name, which zeros have not.
fn read_path(fields: &mut RecordReader<'_>) -> Result<PathBuf, RecordError> {
    let path = fields.path()?;
    if path.as_os_str().is_empty() {
        return Err(RecordError::Torn);
    }
    Ok(path)
}

/// What can be read of a slot that is not whole. Any of it may be wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Salvaged {
    /// `None`: the slot was cut, or what stands before the text cannot be read.
    pub sequence: Option<u64>,
    pub origin: Option<Origin>,
    pub text: Option<String>,
    /// It has all of the bytes that were to be written, some of which are wrong.
    pub is_to_the_end: bool,
}

pub(super) fn salvage(record: &[u8]) -> Salvaged {
    let mut fields = RecordReader::of_damaged(record);
    if let Ok(head) = read_head(&mut fields)
        && let Some(rest) = fields.last_bytes(record)
    {
        let (bytes, sequence) = match rest {
            Rest::Whole(bytes) => (bytes, Some(head.sequence)),
            Rest::Cut(bytes) => (bytes, None),
        };
        return Salvaged {
            sequence,
            origin: Some(head.origin),
            text: readable(bytes),
            is_to_the_end: sequence.is_some(),
        };
    }
    let text = last_field(record);
    Salvaged {
        is_to_the_end: text.is_some(),
        text: text.and_then(readable).or_else(|| text_somewhere(record)),
        ..Salvaged::default()
    }
}

/// `None`: there is nothing to read.
fn readable(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let says_something = |char: char| {
        !(char.is_whitespace() || char.is_control() || char == char::REPLACEMENT_CHARACTER)
    };
    text.contains(says_something).then_some(text)
}

/// The text of a slot whose other fields make no sense: it is last, before the check, with its
/// length before it.
fn last_field(record: &[u8]) -> Option<&[u8]> {
    const LENGTH_BYTES: usize = 8;
    let content = content_of(record)?;
    let fits = |at: &usize| {
        let length = content.get(*at..).and_then(<[u8]>::first_chunk);
        let length = length.map(|bytes| u64::from_le_bytes(*bytes));
        length == Some((content.len() - at - LENGTH_BYTES) as u64)
    };
    let last = content.len().checked_sub(LENGTH_BYTES + 1)?;
    let at = (0..=last).find(fits)?;
    content.get(at + LENGTH_BYTES..)
}

/// What stands before the check.
fn content_of(record: &[u8]) -> Option<&[u8]> {
    const CHECK_BYTES: usize = 32;
    record.get(..record.len().checked_sub(CHECK_BYTES)?)
}

/// The longest piece that is text.
fn text_somewhere(record: &[u8]) -> Option<String> {
    let content = content_of(record)?;
    let is_text = |char: &char| !char.is_control() || matches!(char, '\n' | '\r' | '\t');
    let pieces = content.utf8_chunks().flat_map(|chunk| {
        let text = chunk.valid();
        text.split(|char: char| !is_text(&char))
    });
    let longest = pieces.max_by_key(|piece| piece.len())?;
    readable(longest.as_bytes())
}

fn read_format(fields: &mut RecordReader<'_>) -> Result<FileFormat, RecordError> {
    Ok(FileFormat {
        byte_order_mark: fields.byte()? != 0,
        line_endings: match fields.byte()? {
            0 => LineEndings::Lf,
            1 => LineEndings::CrLf,
            2 => LineEndings::Mixed,
            _ => return Err(RecordError::Torn),
        },
        encoding: match fields.byte()? {
            0 => Encoding::Utf8,
            1 => Encoding::Utf16Le,
            2 => Encoding::Utf16Be,
            3 => Encoding::Windows1252,
            _ => return Err(RecordError::Torn),
        },
        fidelity: match fields.byte()? {
            0 => Fidelity::Exact,
            1 => Fidelity::Lossy,
            _ => return Err(RecordError::Torn),
        },
    })
}
