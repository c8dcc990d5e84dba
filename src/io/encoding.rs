//! The bytes of a file as text, and back without a loss.

use std::sync::Arc;

use crate::model::document::{ContentHash, FileFormat, LineEndings, Snapshot};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why the bytes are no text that can be edited here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error("the file is not text")]
    Binary,
    #[error("the file is not UTF-8, and other encodings cannot be saved yet")]
    NotUtf8,
}

/// The text of a file, with what its bytes had that the text does not show.
///
/// # Errors
/// [`DecodeError`], if the bytes are no UTF-8 text.
pub fn decode(bytes: &[u8]) -> Result<Snapshot, DecodeError> {
    let (byte_order_mark, rest) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    if rest.contains(&0) {
        return Err(DecodeError::Binary);
    }
    let text = std::str::from_utf8(rest).map_err(|_not_utf8| DecodeError::NotUtf8)?;
    let line_endings = line_endings(text);
    let text: Arc<str> = match line_endings {
        LineEndings::CrLf => text.replace("\r\n", "\n").into(),
        LineEndings::Lf | LineEndings::Mixed => text.into(),
    };
    Ok(Snapshot {
        text,
        format: FileFormat {
            byte_order_mark,
            line_endings,
        },
        hash: hash(bytes),
    })
}

/// The bytes of a text in the format its file had.
pub fn encode(text: &str, format: FileFormat) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 3);
    if format.byte_order_mark {
        bytes.extend_from_slice(BYTE_ORDER_MARK);
    }
    match format.line_endings {
        LineEndings::CrLf => bytes.extend_from_slice(text.replace('\n', "\r\n").as_bytes()),
        LineEndings::Lf | LineEndings::Mixed => bytes.extend_from_slice(text.as_bytes()),
    }
    bytes
}

pub fn hash(bytes: &[u8]) -> ContentHash {
    ContentHash(*blake3::hash(bytes).as_bytes())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, line_endings: LineEndings) {
        let snapshot = decode(bytes).unwrap();
        assert_eq!(&*snapshot.text, text);
        assert_eq!(snapshot.format.line_endings, line_endings);
        assert_eq!(encode(&snapshot.text, snapshot.format), bytes);
    }

    #[test]
    fn line_endings_are_told_apart() {
        check(b"a\nb\n", "a\nb\n", LineEndings::Lf);
        check(b"a\r\nb\r\n", "a\nb\n", LineEndings::CrLf);
        check(b"a\r\nb\n", "a\r\nb\n", LineEndings::Mixed);
        check(b"a\rb\r\n", "a\rb\r\n", LineEndings::Mixed);
        check(b"a\r\r\nb", "a\r\r\nb", LineEndings::Mixed);
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        check(b"\xEF\xBB\xBFa", "a", LineEndings::Lf);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"a\0b").unwrap_err(), DecodeError::Binary);
        assert_eq!(decode(b"caf\xE9").unwrap_err(), DecodeError::NotUtf8);
    }

    proptest! {
        #[test]
        fn every_text_comes_back_byte_for_byte(text in "(\u{feff}|)[a\r\n\u{e9}]{0,12}") {
            let snapshot = decode(text.as_bytes()).unwrap();
            prop_assert_eq!(encode(&snapshot.text, snapshot.format), text.as_bytes());
        }
    }
}
