//! Lines and blanks of a text, in bytes.

use std::ops::Range;

/// The text of `range`; empty if it is no range of whole characters.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Where the line of `at` starts.
pub fn line_start(text: &str, at: usize) -> usize {
    slice(text, 0..at).rfind('\n').map_or(0, |feed| feed + 1)
}

/// Where the line of `at` ends, before its line ending.
pub fn line_end(text: &str, at: usize) -> usize {
    let rest = slice(text, at..text.len());
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line after that of `at` starts; the end of the text on its last line.
pub fn next_line(text: &str, at: usize) -> usize {
    slice(text, at..text.len())
        .find('\n')
        .map_or(text.len(), |feed| at + feed + 1)
}

/// The number of the line of `at`, from 1.
pub fn line_no(text: &str, at: usize) -> usize {
    1 + slice(text, 0..at).matches('\n').count()
}

/// The line ending that ends the line of `at`; of the line before it on the last line.
pub fn line_ending(text: &str, at: usize) -> &'static str {
    let end = next_line(text, at);
    let line = slice(text, 0..end);
    let ended = line.rfind('\n').map_or("", |feed| slice(line, 0..feed + 1));
    if ended.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// The column of `at`, if only spaces stand before it on its line.
pub fn clear_column(text: &str, at: usize) -> Option<usize> {
    let before = slice(text, line_start(text, at)..at);
    before
        .bytes()
        .all(|byte| byte == b' ')
        .then_some(before.len())
}

/// The column of a key at `at`, if only spaces and the dashes of list items stand before it.
pub fn key_column(text: &str, at: usize) -> Option<usize> {
    let before = slice(text, line_start(text, at)..at);
    let is_dashes = before
        .trim_start_matches(' ')
        .split_terminator(' ')
        .all(|part| part.is_empty() || part == "-");
    (is_dashes && (before.is_empty() || before.ends_with(' '))).then_some(before.len())
}

/// Skips spaces and tabs.
pub fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = slice(text, at..text.len());
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Skips blanks, line endings and comments, between the tokens of YAML and TOML alike.
pub fn skip_gap(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let rest = slice(text, at..text.len());
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with('#') {
            return at;
        }
        at = line_end(text, at);
    }
}

/// Where the comment lines directly above the line at `start` begin: they belong to its key. A
/// comment that opens the head, at `from`, belongs to the whole of it.
pub fn own_comment(text: &str, from: usize, start: usize) -> usize {
    let indent = |at: usize| {
        let line = slice(text, at..next_line(text, at));
        line.len() - line.trim_start_matches([' ', '\t']).len()
    };
    let column = indent(start);
    let mut first = start;
    while first > from {
        let above = line_start(text, first - 1);
        let is_comment = slice(text, above..first).trim_start().starts_with('#');
        if !is_comment || indent(above) != column {
            break;
        }
        first = above;
    }
    if first <= from { start } else { first }
}

/// Whether nothing but blanks stands between `at` and the end of its line.
pub fn is_rest_blank(text: &str, at: usize) -> bool {
    skip_blanks(text, at) >= line_end(text, at)
}

/// Whether nothing but blanks or a comment stands between `at` and the end of its line.
pub fn is_rest_comment(text: &str, at: usize) -> bool {
    let at = skip_blanks(text, at);
    at >= line_end(text, at) || slice(text, at..text.len()).starts_with('#')
}
