//! Positions in a text: bytes, characters, lines and columns.
//!
//! All are clamped: a place behind the end is the end, a byte inside a character is that
//! character's start. A line ends at its LF. The status bar and the caret ask in every frame, so
//! texts are counted in blocks the compiler can vectorise.

/// Bytes counted at a time; at most 255, so that a block's count fits a byte.
const BLOCK_BYTES: usize = 192;

/// The line and the column (in characters) of a byte, both starting at 1.
pub fn line_column(text: &str, at_byte: usize) -> (usize, usize) {
    let before = up_to(text, at_byte);
    let line_start = before.bytes().rposition(|byte| byte == b'\n');
    let line = before.get(line_start.map_or(0, |at| at + 1)..);

    (
        count(before.as_bytes(), |byte| byte == b'\n') + 1,
        chars_in(line.unwrap_or_default().as_bytes()) + 1,
    )
}

/// How many characters stand before a byte.
pub fn char_of_byte(text: &str, at_byte: usize) -> usize {
    chars_in(up_to(text, at_byte).as_bytes())
}

/// Where the character of this index (from 0) starts, in bytes.
pub fn byte_of_char(text: &str, at_char: usize) -> usize {
    let mut left = at_char;
    let mut block_start = 0;
    for block in text.as_bytes().chunks(BLOCK_BYTES) {
        let chars = chars_in(block);
        if left < chars {
            let mut starts = (0..).zip(block).filter(|(_, byte)| starts_char(**byte));
            return block_start + starts.nth(left).map_or(0, |(at, _)| at);
        }
        left -= chars;
        block_start += block.len();
    }
    text.len()
}

fn up_to(text: &str, at_byte: usize) -> &str {
    text.get(..text.floor_char_boundary(at_byte))
        .unwrap_or_default()
}

fn chars_in(bytes: &[u8]) -> usize {
    count(bytes, starts_char)
}

/// All bytes but the continuations `10xx_xxxx` start a character.
fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn count(bytes: &[u8], is_counted: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(BLOCK_BYTES)
        .map(|block| {
            let in_block: u8 = block.iter().map(|byte| u8::from(is_counted(*byte))).sum();
            usize::from(in_block)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_and_columns_start_at_one() {
        assert_eq!(line_column("", 0), (1, 1));
        assert_eq!(line_column("ab\ncd", 2), (1, 3));
        assert_eq!(line_column("ab\ncd", 3), (2, 1));
        assert_eq!(line_column("ab\ncd\n", 6), (3, 1));
    }

    #[test]
    fn a_column_counts_characters() {
        assert_eq!(line_column("x\nžluťoučký", "x\nžluť".len()), (2, 5));
    }

    #[test]
    fn a_place_outside_is_clamped() {
        assert_eq!(line_column("a\nb", 99), (2, 2));
        assert_eq!(line_column("ž", 1), (1, 1));
        assert_eq!(char_of_byte("ž", 1), 0);
        assert_eq!(char_of_byte("žž", 99), 2);
        assert_eq!(byte_of_char("žž", 99), 4);
    }

    proptest! {
        #[test]
        fn counting_in_blocks_agrees_with_counting_one_by_one(
            text in "(a|ž|€|😀|\n|\r){0,600}",
            at in 0..2000_usize,
        ) {
            let at = text.floor_char_boundary(at);
            let before = &text[..at];
            let line = before.rsplit('\n').next().unwrap();

            prop_assert_eq!(char_of_byte(&text, at), before.chars().count());
            prop_assert_eq!(byte_of_char(&text, before.chars().count()), at);
            prop_assert_eq!(
                line_column(&text, at),
                (before.matches('\n').count() + 1, line.chars().count() + 1)
            );
        }
    }
}
