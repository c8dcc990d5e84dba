//! Windows-1252, as the WHATWG Encoding Standard has it: every byte is a character, so nothing is
//! lost on the way in. The five bytes it leaves open are the control characters of Latin-1.

/// The characters of the bytes 0x80 to 0x9F; the other bytes are their own code points.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(super) fn decode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| character(*byte)).collect()
}

/// `None`: there is no such byte.
pub(super) fn byte_of(character: char) -> Option<u8> {
    match u8::try_from(u32::from(character)) {
        Ok(byte) if !(0x80..0xA0).contains(&byte) => Some(byte),
        _ => {
            let at = UPPER.iter().position(|upper| *upper == character)?;
            u8::try_from(at + 0x80).ok()
        }
    }
}

fn character(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).map(usize::from);
    let upper = upper.and_then(|at| UPPER.get(at));
    upper.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(byte_of(character(byte)), Some(byte));
        }
    }

    #[test]
    fn known_bytes_are_their_characters() {
        assert_eq!(decode(b"\x80 \xE9 \x93a\x94 \x9F"), "€ é “a” Ÿ");
        assert_eq!(byte_of('日'), None);
        assert_eq!(byte_of('\u{80}'), None);
    }
}
