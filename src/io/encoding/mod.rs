//! The bytes of a file as text, and back without a loss.
//!
//! Two laws. What [`decode`] reads exactly, [`encode`] gives back byte for byte. What [`encode`]
//! gives is read again as the text it was given, or it gives an error: no letter is replaced.
//! Line endings and a first byte order mark may change sides between text and format meanwhile.
//!
//! The encoding is told from the bytes: by a byte order mark, else UTF-8 if they are, else
//! Windows-1252. Bytes that are mostly UTF-8 with damage, and halves of UTF-16 characters, are
//! shown as U+FFFD and can only be read.

mod windows_1252;

#[cfg(test)]
mod tests;

use std::{borrow::Cow, sync::Arc};

use crate::model::{
    document::{ContentHash, Encoding, Fidelity, FileFormat, LineEndings, Snapshot},
    said::{Said, Says, said, says},
};

const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF_16_LE_MARK: &[u8] = b"\xFF\xFE";
const UTF_16_BE_MARK: &[u8] = b"\xFE\xFF";
const MARK: char = '\u{feff}';

/// Why the bytes are no text that can be shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    Binary,
}

says!(DecodeError);
impl Says for DecodeError {
    fn said(&self) -> Said {
        match self {
            Self::Binary => said!("decode-error-binary"),
        }
    }
}

/// Why a text has no bytes in the format of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    Character {
        character: char,
    },
    /// The bytes look like another encoding.
    Misread,
    Lossy,
}

says!(EncodeError);
impl Says for EncodeError {
    fn said(&self) -> Said {
        match self {
            Self::Character { character } => said!("encode-error-character", character = character),
            Self::Misread => said!("encode-error-misread"),
            Self::Lossy => said!("encode-error-lossy"),
        }
    }
}

/// The text of a file, with what its bytes had that the text does not show.
///
/// # Errors
/// [`DecodeError`], if the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Snapshot, DecodeError> {
    let (text, format) = decode_text(bytes)?;
    let text: Arc<str> = match format.line_endings {
        LineEndings::CrLf => text.replace("\r\n", "\n").into(),
        LineEndings::Lf | LineEndings::Mixed => text.into(),
    };
    Ok(Snapshot {
        text,
        format,
        hash: hash(bytes),
    })
}

/// The text at the start of a file, whose cut may go through a character.
pub fn start(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with(MARK) {
                text.drain(..MARK.len_utf8());
            }
            return text;
        }
        Err(err) => {
            let error = err.utf8_error();
            let mut bytes = err.into_bytes();
            if error.error_len().is_none() {
                bytes.truncate(error.valid_up_to());
            }
            bytes
        }
    };
    match decode_text(&bytes) {
        Ok((text, _)) => text.into_owned(),
        Err(DecodeError::Binary) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// Whether a file that starts so has two bytes for each character.
pub fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(UTF_16_LE_MARK) || bytes.starts_with(UTF_16_BE_MARK)
}

/// The bytes of a text in the format its file had.
///
/// # Errors
/// [`EncodeError`]; [`FileFormat::in_utf8`] is a format that has bytes for every text.
pub fn encode(text: &str, format: FileFormat) -> Result<Vec<u8>, EncodeError> {
    if format.is_read_only() {
        return Err(EncodeError::Lossy);
    }
    let ended = with_line_endings(text, format.line_endings);
    let bytes = match format.encoding {
        Encoding::Utf8 => marked(format, UTF_8_MARK, ended.bytes()),
        Encoding::Utf16Le => {
            let units = ended.encode_utf16().flat_map(u16::to_le_bytes);
            marked(format, UTF_16_LE_MARK, units)
        }
        Encoding::Utf16Be => {
            let units = ended.encode_utf16().flat_map(u16::to_be_bytes);
            marked(format, UTF_16_BE_MARK, units)
        }
        Encoding::Windows1252 => ended
            .chars()
            .map(|character| {
                windows_1252::byte_of(character).ok_or(EncodeError::Character { character })
            })
            .collect::<Result<_, _>>()?,
    };
    match decode_text(&bytes) {
        Ok((read, read_format)) if is_same(&read, read_format, &ended, format) => Ok(bytes),
        _ => Err(EncodeError::Misread),
    }
}

pub fn hash(bytes: &[u8]) -> ContentHash {
    ContentHash(*blake3::hash(bytes).as_bytes())
}

fn marked(format: FileFormat, mark: &[u8], content: impl Iterator<Item = u8>) -> Vec<u8> {
    let mark = if format.byte_order_mark { mark } else { b"" };
    mark.iter().copied().chain(content).collect()
}

/// Lines that end as no line of the file did are left as they are.
fn with_line_endings(text: &str, line_endings: LineEndings) -> Cow<'_, str> {
    match line_endings {
        LineEndings::CrLf if text.contains('\r') => {
            text.replace("\r\n", "\n").replace('\n', "\r\n").into()
        }
        LineEndings::CrLf => text.replace('\n', "\r\n").into(),
        LineEndings::Lf | LineEndings::Mixed => text.into(),
    }
}

/// Whether what was read is what was to be written; a mark that a writer typed first is read as
/// the byte order mark of the file.
fn is_same(read: &str, read_format: FileFormat, text: &str, format: FileFormat) -> bool {
    let text = match text.strip_prefix(MARK) {
        Some(rest) if read_format.byte_order_mark && !format.byte_order_mark => rest,
        _ => text,
    };
    read_format.fidelity == Fidelity::Exact && read == text
}

/// The text with the line endings of the file.
fn decode_text(bytes: &[u8]) -> Result<(Cow<'_, str>, FileFormat), DecodeError> {
    let (text, format) = if let Some(rest) = bytes.strip_prefix(UTF_8_MARK) {
        let (text, fidelity) = match std::str::from_utf8(rest) {
            Ok(text) => (text.into(), Fidelity::Exact),
            Err(_) => (String::from_utf8_lossy(rest), Fidelity::Lossy),
        };
        (text, format_of(Encoding::Utf8, fidelity, true))
    } else if let Some(rest) = bytes.strip_prefix(UTF_16_LE_MARK) {
        let (text, fidelity) = decode_utf_16(rest, u16::from_le_bytes);
        (text, format_of(Encoding::Utf16Le, fidelity, true))
    } else if let Some(rest) = bytes.strip_prefix(UTF_16_BE_MARK) {
        let (text, fidelity) = decode_utf_16(rest, u16::from_be_bytes);
        (text, format_of(Encoding::Utf16Be, fidelity, true))
    } else {
        decode_unmarked(bytes)
    };
    if text.contains('\0') {
        return Err(DecodeError::Binary);
    }
    let line_endings = line_endings(&text);
    Ok((
        text,
        FileFormat {
            line_endings,
            ..format
        },
    ))
}

fn format_of(encoding: Encoding, fidelity: Fidelity, byte_order_mark: bool) -> FileFormat {
    FileFormat {
        byte_order_mark,
        encoding,
        fidelity,
        ..FileFormat::default()
    }
}

fn decode_unmarked(bytes: &[u8]) -> (Cow<'_, str>, FileFormat) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.into(), FileFormat::default());
    }
    if is_damaged_utf_8(bytes) {
        let text = String::from_utf8_lossy(bytes);
        return (text, format_of(Encoding::Utf8, Fidelity::Lossy, false));
    }
    let text = windows_1252::decode(bytes);
    let format = format_of(Encoding::Windows1252, Fidelity::Exact, false);
    (text.into(), format)
}

/// Whether more bytes are in well-formed UTF-8 characters than not, ASCII left aside: in other
/// encodings such sequences are rare ("Ã©").
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > bad
}

fn decode_utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'static, str>, Fidelity) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut fidelity = Fidelity::Exact;
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(character.unwrap_or_else(|_half| {
            fidelity = Fidelity::Lossy;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        fidelity = Fidelity::Lossy;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text.into(), fidelity)
}

/// `CrLf` only if every line feed follows a carriage return and every carriage return precedes
/// one, so that nothing is lost by leaving them out.
fn line_endings(text: &str) -> LineEndings {
    let returns = text.matches('\r').count();
    if returns == 0 {
        return LineEndings::Lf;
    }
    let pairs = text.matches("\r\n").count();
    if pairs == returns && pairs == text.matches('\n').count() {
        LineEndings::CrLf
    } else {
        LineEndings::Mixed
    }
}
