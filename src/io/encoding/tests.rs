//! Bytes to text and back.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(bytes: &[u8], text: &str, line_endings: LineEndings) {
    let snapshot = decode(bytes).unwrap();
    assert_eq!(&*snapshot.text, text);
    assert_eq!(snapshot.format.line_endings, line_endings);
    assert_eq!(encode(&snapshot.text, snapshot.format).unwrap(), bytes);
}

#[track_caller]
fn check_encoding(bytes: &[u8], text: &str, encoding: Encoding) {
    let snapshot = decode(bytes).unwrap();
    assert_eq!(&*snapshot.text, text);
    assert_eq!(snapshot.format.encoding, encoding);
    assert_eq!(snapshot.format.fidelity, Fidelity::Exact);
    assert_eq!(encode(&snapshot.text, snapshot.format).unwrap(), bytes);
}

#[track_caller]
fn check_lossy(bytes: &[u8], text: &str) {
    let snapshot = decode(bytes).unwrap();
    assert_eq!(&*snapshot.text, text);
    assert_eq!(snapshot.format.fidelity, Fidelity::Lossy);
    let err = encode(&snapshot.text, snapshot.format).unwrap_err();
    assert_eq!(err, EncodeError::Lossy);
}

fn format(encoding: Encoding) -> FileFormat {
    FileFormat {
        encoding,
        ..FileFormat::default()
    }
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
    check(b"\xEF\xBB\xBF\xEF\xBB\xBFa", "\u{feff}a", LineEndings::Lf);
}

#[test]
fn encodings_are_told_apart_and_kept() {
    check_encoding("café".as_bytes(), "café", Encoding::Utf8);
    check_encoding(b"caf\xE9 \x80", "café €", Encoding::Windows1252);
    check_encoding(b"\xFF\xFEa\0\xE9\0", "aé", Encoding::Utf16Le);
    check_encoding(b"\xFE\xFF\xD8\x3D\xDE\x00", "😀", Encoding::Utf16Be);
    check_encoding(b"\xFF\xFE", "", Encoding::Utf16Le);
}

#[test]
fn line_endings_of_wide_text_are_seen() {
    check(b"\xFF\xFEa\0\r\0\n\0", "a\n", LineEndings::CrLf);
    check(b"\xE9\r\n", "é\n", LineEndings::CrLf);
}

#[test]
fn bytes_that_are_no_text_can_only_be_read() {
    check_lossy(b"\xC3\xA9t\xC3\xA9 \xFF", "été \u{fffd}");
    check_lossy(b"\xEF\xBB\xBF\xFF", "\u{fffd}");
    check_lossy(b"\xFF\xFEa\0\x00\xD8", "a\u{fffd}");
    check_lossy(b"\xFF\xFEa\0b", "a\u{fffd}");
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(decode(b"a\0b").unwrap_err(), DecodeError::Binary);
    assert_eq!(decode(b"\xFF\xFEa\0\0\0").unwrap_err(), DecodeError::Binary);
    assert_eq!(decode(b"a\0b\0").unwrap_err(), DecodeError::Binary);
}

#[test]
fn a_letter_that_the_encoding_lacks_is_named_and_utf_8_has_it() {
    let narrow = format(Encoding::Windows1252);

    let err = encode("café 日本", narrow).unwrap_err();

    assert_eq!(err, EncodeError::Character { character: '日' });
    let wide = encode("café 日本", narrow.in_utf8()).unwrap();
    assert_eq!(wide, "café 日本".as_bytes());
}

#[test]
fn a_text_that_would_be_read_as_other_letters_is_refused() {
    // In Windows-1252 these are the bytes of "é" in UTF-8, and the marks of UTF-16 and UTF-8.
    for text in ["Ã©", "ÿþab", "ï»¿a"] {
        let err = encode(text, format(Encoding::Windows1252)).unwrap_err();
        assert_eq!(err, EncodeError::Misread, "{text}");
    }
    let err = encode("a\0", format(Encoding::Utf8)).unwrap_err();
    assert_eq!(err, EncodeError::Misread);
}

#[test]
fn line_endings_that_were_pasted_are_not_doubled() {
    let format = FileFormat {
        line_endings: LineEndings::CrLf,
        ..FileFormat::default()
    };

    let bytes = encode("a\r\nb\nc\r", format).unwrap();

    assert_eq!(bytes, b"a\r\nb\r\nc\r");
}

fn any_format() -> impl Strategy<Value = FileFormat> {
    let encodings = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
    ];
    let endings = [LineEndings::Lf, LineEndings::CrLf, LineEndings::Mixed];
    (
        proptest::sample::select(encodings.to_vec()),
        proptest::sample::select(endings.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(encoding, line_endings, byte_order_mark)| FileFormat {
            byte_order_mark,
            line_endings,
            ..format(encoding)
        })
}

/// Bytes that come near every border: marks, halves of characters, line endings.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let parts: [&[u8]; 14] = [
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"a",
        b"a\0",
        b"\0a",
        b"\r",
        b"\n",
        b"\r\0\n\0",
        b"\xC3\xA9",
        b"\xE9",
        b"\xD8",
        b"\x81",
        b"\xF0\x9F\x98\x80",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..8)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn what_is_read_exactly_comes_back_byte_for_byte(bytes in any_bytes()) {
        if let Ok(snapshot) = decode(&bytes) {
            match snapshot.format.fidelity {
                Fidelity::Exact => {
                    prop_assert_eq!(encode(&snapshot.text, snapshot.format), Ok(bytes));
                }
                Fidelity::Lossy | Fidelity::Part | Fidelity::Binary => {
                    prop_assert!(encode(&snapshot.text, snapshot.format).is_err());
                }
            }
        }
    }

    #[test]
    fn bytes_at_random_come_back_too(bytes in proptest::collection::vec(1..=u8::MAX, 0..40)) {
        if let Ok(snapshot) = decode(&bytes)
            && snapshot.format.fidelity == Fidelity::Exact
        {
            prop_assert_eq!(encode(&snapshot.text, snapshot.format), Ok(bytes));
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same_lines(
        text in "[a\u{feff}\r\né€ÃÿþÐ日😀]{0,10}",
        format in any_format(),
    ) {
        if let Ok(bytes) = encode(&text, format) {
            let lines = |text: &str| text.replace("\r\n", "\n");
            let read = decode(&bytes).unwrap();
            let mark = if read.format.byte_order_mark && !format.byte_order_mark {
                "\u{feff}"
            } else {
                ""
            };
            prop_assert_eq!(lines(&format!("{mark}{}", read.text)), lines(&text));
        }
    }

    #[test]
    fn every_text_without_nul_has_bytes_in_utf_8(
        text in "[a\u{feff}\r\né日😀]{0,10}",
        format in any_format(),
    ) {
        prop_assert!(encode(&text, format.in_utf8()).is_ok());
    }
}

#[test]
fn the_start_of_a_file_is_read_in_its_encoding() {
    let check = |bytes: &[u8], text: &str| assert_eq!(start(bytes.to_vec()), text);

    check(b"---\ntitle: caf\xE9\n---\n", "---\ntitle: café\n---\n");
    check(b"\xEF\xBB\xBFcaf\xC3\xA9", "café");
    check(b"caf\xC3", "caf");
    check(b"\xFF\xFEa\0\xE9\0", "aé");
    check(b"\xFE\xFF\0a\0\xE9", "aé");
}
