//! Where characters, words and lines begin and end around a place, as egui's text fields see it
//! (words) and as people see it (characters: a letter with its accents, an emoji of several
//! parts).
//!
//! Each looks at a window of the text that grows until the answer no longer depends on it, so
//! none costs the length of the text.

use std::ops::Range;

use egui::{
    text::{CCursor, CharIndex},
    text_selection::text_cursor_state::{ccursor_next_word, ccursor_previous_word},
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::draft::Draft;

/// Bytes that are looked at first; few words and no letters are longer.
const WINDOW: usize = 256;
/// An answer this near to the end of a window may be another one in a larger window.
const MARGIN_CHARS: usize = 16;

/// The byte after the character at `at`.
pub fn next_character(text: &Draft<'_>, at: usize) -> usize {
    let window = text.slice(at..at + WINDOW);
    at + window.graphemes(true).next().map_or(0, str::len)
}

/// The byte at which the character before `at` begins.
pub fn previous_character(text: &Draft<'_>, at: usize) -> usize {
    let start = safe_start(text, at, WINDOW);
    let window = text.slice(start..at);
    at - window.graphemes(true).next_back().map_or(0, str::len)
}

/// Where the word at `at`, or the next one, ends.
pub fn next_word(text: &Draft<'_>, at: usize) -> usize {
    let start = safe_start(text, at, WINDOW);
    let mut length = WINDOW;
    loop {
        let end = text.floor(at + length);
        let window = text.slice(start..end);
        let before = chars_in(&text.slice(start..at));
        let found = ccursor_next_word(&window, CCursor::new(before)).index.0;
        if end == text.len() || found + MARGIN_CHARS < chars_in(&window) {
            return start + byte_of(&window, found);
        }
        length *= 4;
    }
}

/// Where the word at `at`, or the one before it, begins.
pub fn previous_word(text: &Draft<'_>, at: usize) -> usize {
    let end = safe_end(text, at);
    let mut length = WINDOW;
    loop {
        let start = safe_start(text, at, length);
        let window = text.slice(start..end);
        let before = chars_in(&text.slice(start..at));
        let found = ccursor_previous_word(&window, CCursor::new(before)).index.0;
        if start == 0 || found > MARGIN_CHARS {
            return start + byte_of(&window, found);
        }
        length *= 4;
    }
}

/// The letters and digits around `at`, none if it touches none.
pub fn word_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let is_in_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = before.trim_end_matches(is_in_word).len();
    let end = text.len() - after.trim_start_matches(is_in_word).len();
    start..end
}

/// The byte after the code point at `at`.
pub fn next_scalar(text: &Draft<'_>, at: usize) -> usize {
    at + text.chars_from(at).next().map_or(0, char::len_utf8)
}

/// The end of the run of characters after the next two that are line breaks like the second, or
/// are not: what a triple click takes for the end of a line.
pub fn next_run(text: &Draft<'_>, at: usize) -> usize {
    at + run_bytes(text.chars_from(at))
}

/// As [`next_run`], to the front.
pub fn previous_run(text: &Draft<'_>, at: usize) -> usize {
    at - run_bytes(text.chars_before(at))
}

fn run_bytes(mut chars: impl Iterator<Item = char>) -> usize {
    let first = chars.next().map_or(0, char::len_utf8);
    let Some(second) = chars.next() else {
        return first;
    };
    let like_second = |c: &char| is_line_break(*c) == is_line_break(second);
    let rest: usize = chars.take_while(like_second).map(char::len_utf8).sum();
    first + second.len_utf8() + rest
}

pub fn is_line_break(c: char) -> bool {
    c == '\r' || c == '\n'
}

/// A place at most about `length` bytes before `at` where both a character and a word begin for
/// certain, whatever stands before it.
fn safe_start(text: &Draft<'_>, at: usize, length: usize) -> usize {
    let mut from = at.saturating_sub(length);
    loop {
        from = text.floor(from);
        if from == 0 {
            return 0;
        }
        let window = text.slice(from..at);
        let mut before = ' ';
        for (byte, c) in window.char_indices() {
            if byte > 0 && is_certain(before, c) {
                return from + byte;
            }
            before = c;
        }
        if at - from > 4_096.max(2 * length) {
            return from;
        }
        from = from.saturating_sub(length);
    }
}

/// A place at or soon after `at` where a word ends for certain, also when read backwards.
fn safe_end(text: &Draft<'_>, at: usize) -> usize {
    let mut before = text.chars_before(at).next().unwrap_or('x');
    let mut end = at;
    for c in text.chars_from(at) {
        if is_certain(before, c) || end - at > 4_096 {
            return end;
        }
        before = c;
        end += c.len_utf8();
    }
    end
}

/// Whether a word begins or ends between these two, in both directions of reading: a letter
/// beside a space.
fn is_certain(before: char, after: char) -> bool {
    (before.is_ascii_alphanumeric() && after == ' ')
        || (before == ' ' && after.is_ascii_alphanumeric())
}

fn chars_in(text: &str) -> usize {
    text.chars().count()
}

fn byte_of(text: &str, char_index: usize) -> usize {
    crate::model::text::position::byte_of_char(text, CharIndex(char_index).0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::text::position::{byte_of_char, chars_before};

    #[test]
    fn characters_are_whole_as_people_see_them() {
        let text = Draft::new("e\u{301}👩‍👩‍👧\r\nx");

        let mut ends = vec![next_character(&text, 0)];
        while *ends.last().unwrap() < text.len() {
            ends.push(next_character(&text, *ends.last().unwrap()));
        }

        assert_eq!(ends, [3, 21, 23, 24]);
        for pair in ends.windows(2) {
            assert_eq!(previous_character(&text, pair[1]), pair[0]);
        }
    }

    #[test]
    fn a_word_longer_than_the_window_is_one_word() {
        let long = "a".repeat(3_000);
        let text = format!("x {long} y");
        let draft = Draft::new(&text);

        assert_eq!(next_word(&draft, 2), 3_002);
        assert_eq!(previous_word(&draft, 3_002), 2);
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_whole_text(
            text in "([a-c]{1,4}|[ ]{1,3}|\n|\r\n|[.,'_-]|[0-9]|é|e\u{301}|日|👩‍👧|ש|'s ){0,120}",
            at in any::<usize>(),
        ) {
            let chars = text.chars().count();
            let index = at % (chars + 1);
            let byte = byte_of_char(&text, index);
            let draft = Draft::new(&text);

            let next = ccursor_next_word(&text, CCursor::new(index)).index.0;
            let previous = ccursor_previous_word(&text, CCursor::new(index)).index.0;

            prop_assert_eq!(chars_before(&text, next_word(&draft, byte)), next);
            prop_assert_eq!(chars_before(&text, previous_word(&draft, byte)), previous);
        }
    }
}
