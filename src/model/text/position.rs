//! Places in a text: bytes, characters, and lines with columns.
//!
//! All are scans; none keeps an index. A place that cuts a character counts as the character's
//! start, one beyond the end as the end.

/// How many characters stand before the byte at `at_byte`.
pub fn chars_before(text: &str, at_byte: usize) -> usize {
    head(text, at_byte).chars().count()
}

/// The byte at which the character with this number (from 0) begins.
pub fn byte_of_char(text: &str, char_index: usize) -> usize {
    let mut chars = text.chars();
    if let Some(skipped) = char_index.checked_sub(1) {
        let _: Option<char> = chars.nth(skipped);
    }
    text.len() - chars.as_str().len()
}

/// The line and the column of a place, both from 1; the column counts characters.
pub fn line_column(text: &str, at_byte: usize) -> (usize, usize) {
    let before = head(text, at_byte);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
    (
        line,
        1 + chars_before(before, before.len()) - chars_before(before, line_start),
    )
}

/// The byte of a line and a column, both from 1. A column beyond the line is the line's end.
pub fn byte_of_line_column(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let Some(length) = tail(text, start).find('\n') else {
            return text.len();
        };
        start += length + 1;
    }
    let rest = tail(text, start);
    let line = rest.split('\n').next().unwrap_or_default();
    start + byte_of_char(line, column.saturating_sub(1))
}

/// The byte at which the line around `at_byte` begins.
pub fn line_start(text: &str, at_byte: usize) -> usize {
    head(text, at_byte).rfind('\n').map_or(0, |at| at + 1)
}

/// The byte at which the line around `at_byte` ends, before its line break.
pub fn line_end(text: &str, at_byte: usize) -> usize {
    let at_byte = text.floor_char_boundary(at_byte);
    tail(text, at_byte)
        .find('\n')
        .map_or(text.len(), |length| at_byte + length)
}

fn head(text: &str, at_byte: usize) -> &str {
    text.get(..text.floor_char_boundary(at_byte))
        .unwrap_or_default()
}

fn tail(text: &str, at_byte: usize) -> &str {
    text.get(text.floor_char_boundary(at_byte)..)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "één\ntwee\n";

    #[test]
    fn columns_count_characters_from_one() {
        let places: Vec<_> = [0, 2, 5, 6, 10, 11]
            .map(|at| line_column(TEXT, at))
            .to_vec();

        assert_eq!(places, [(1, 1), (1, 2), (1, 4), (2, 1), (2, 5), (3, 1)]);
    }

    #[test]
    fn a_place_inside_a_character_is_its_start_and_one_beyond_the_end_is_the_end() {
        assert_eq!(line_column(TEXT, 1), (1, 1));
        assert_eq!(line_column(TEXT, 99), (3, 1));
    }

    #[test]
    fn lines_and_columns_lead_back_to_their_byte() {
        for at in (0..=TEXT.len()).filter(|&at| TEXT.is_char_boundary(at)) {
            let (line, column) = line_column(TEXT, at);

            assert_eq!(byte_of_line_column(TEXT, line, column), at);
            assert_eq!(byte_of_char(TEXT, chars_before(TEXT, at)), at);
        }
    }

    #[test]
    fn a_column_beyond_its_line_is_the_end_of_the_line() {
        assert_eq!(byte_of_line_column(TEXT, 1, 40), 5);
        assert_eq!(byte_of_line_column(TEXT, 9, 1), TEXT.len());
    }

    #[test]
    fn lines_end_before_their_break() {
        assert_eq!((line_start(TEXT, 8), line_end(TEXT, 8)), (6, 10));
        assert_eq!((line_start(TEXT, 11), line_end(TEXT, 11)), (11, 11));
    }
}
