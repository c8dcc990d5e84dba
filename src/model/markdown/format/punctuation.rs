//! Quotes, dashes and dots of print, as they are typed: `"` becomes the quote of the language, `--`
//! a dash, `---` a long one, `...` an ellipsis. Not in code, tags, addresses and shortcodes.

use std::ops::Range;

use super::super::{line::LineState, shortcode};

/// The quotes of a language: double ones, and single ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    pub double: [&'static str; 2],
    pub single: [&'static str; 2],
}

/// What the letters of the keyboard become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// In their place: bytes of the text, before the letter that is typed now.
    pub range: Range<usize>,
    pub insert: String,
    /// What stands there as it was typed.
    pub typed: String,
}

impl Quotes {
    const ENGLISH: Self = Self {
        double: ["“", "”"],
        single: ["‘", "’"],
    };

    /// As the language is set in most books and papers. Source: CLDR, delimiters.
    pub fn of(tag: &str) -> Self {
        let quotes = |double, single| Self { double, single };
        match tag.split(['-', '_']).next().unwrap_or_default() {
            "de" | "cs" | "sk" | "sl" | "bg" | "is" => quotes(["„", "“"], ["‚", "‘"]),
            "pl" | "hu" | "ro" | "hr" | "sr" => quotes(["„", "”"], ["‚", "’"]),
            "sv" | "fi" => quotes(["”", "”"], ["’", "’"]),
            "fr" => quotes(["«\u{a0}", "\u{a0}»"], ["‘", "’"]),
            "es" | "it" | "ca" | "pt" | "el" | "ru" | "uk" | "nb" | "nn" | "no" => {
                quotes(["«", "»"], ["‘", "’"])
            }
            _ => Self::ENGLISH,
        }
    }
}

/// What typing `letter` at `at` means in print; `before`: what is open before its line. `None`: the
/// letter itself.
pub fn printed(
    text: &str,
    at: usize,
    letter: char,
    quotes: Quotes,
    before: LineState,
) -> Option<Printed> {
    if before != LineState::Body {
        return None;
    }
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(line_start..at)?;
    if is_verbatim(line) {
        return None;
    }
    let has_words = line.chars().any(char::is_alphanumeric);
    let replaced = |count: usize, insert: &str, typed: &str| Printed {
        range: at - count..at,
        insert: insert.to_owned(),
        typed: typed.to_owned(),
    };
    match letter {
        '"' => Some(replaced(0, side(line, quotes.double), "\"")),
        '\'' => {
            let is_apostrophe = line.ends_with(char::is_alphanumeric);
            let insert = if is_apostrophe {
                "’"
            } else {
                side(line, quotes.single)
            };
            Some(replaced(0, insert, "'"))
        }
        '-' if line.ends_with('–') => Some(replaced("–".len(), "—", "---")),
        // A rule and the row below the heads of a table are made of hyphens.
        '-' if line.ends_with('-') && !line.ends_with("--") && has_words => {
            Some(replaced(1, "–", "--"))
        }
        '.' if line.ends_with("..") && !line.ends_with("...") => Some(replaced(2, "…", "...")),
        _ => None,
    }
}

/// A quote that opens, where nothing stands before it but blanks and brackets, or one that closes.
fn side(line: &str, [open, close]: [&'static str; 2]) -> &'static str {
    let last = line.trim_end_matches(['*', '_']).chars().next_back();
    let opens = |c: char| c.is_whitespace() || "([{>—–“‘„‚«".contains(c);
    if last.is_none_or(opens) { open } else { close }
}

/// Whether what comes next in a line is no prose.
fn is_verbatim(line: &str) -> bool {
    let ticks = line.bytes().filter(|&byte| byte == b'`').count();
    let is_open = |open: &str, close: &str| {
        let opened = line.rfind(open);
        opened.is_some_and(|at| line.get(at..).is_some_and(|rest| !rest.contains(close)))
    };
    let is_tag = line.rfind('<').is_some_and(|at| {
        let rest = line.get(at + 1..).unwrap_or_default();
        let is_begun = rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
        is_begun && !rest.contains('>')
    });
    let is_indented = line.starts_with("    ") || line.starts_with('\t');
    let in_attributes = line.trim_start().starts_with('#') && is_open("{", "}");
    ticks % 2 == 1
        || is_tag
        || is_indented
        || in_attributes
        || shortcode::is_open_in(line)
        || is_open("](", ")")
        || is_open("$$", "$$")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after each letter of `typed` was typed.
    fn typed(typed: &str, tag: &str) -> String {
        let mut text = String::new();
        for letter in typed.chars() {
            match printed(&text, text.len(), letter, Quotes::of(tag), LineState::Body) {
                Some(printed) => text.replace_range(printed.range, &printed.insert),
                None => text.push(letter),
            }
        }
        text
    }

    #[test]
    fn quotes_are_those_of_the_language() {
        assert_eq!(
            typed("\"It's 'so'\" (\"no\")", "en-gb"),
            "“It’s ‘so’” (“no”)"
        );
        assert_eq!(typed("\"Ja\", *\"nein\"*", "de"), "„Ja“, *„nein“*");
        assert_eq!(typed("\"oui\"", "fr"), "«\u{a0}oui\u{a0}»");
    }

    #[test]
    fn hyphens_and_dots_become_dashes_and_an_ellipsis() {
        assert_eq!(typed("a -- b --- c...", "nl"), "a – b — c…");
        assert_eq!(typed("---", "nl"), "---");
        assert_eq!(typed("| --- |", "nl"), "| --- |");
        assert_eq!(typed("- one", "nl"), "- one");
    }

    #[test]
    fn code_tags_addresses_and_shortcodes_stay_as_they_are_typed() {
        for verbatim in [
            "a `\"b\"",
            "<a href=\"b\"",
            "[a](b \"c\"",
            "{{< fig src=\"b--c\"",
            "    \"b\"",
            "## A {#b--c",
        ] {
            assert_eq!(typed(verbatim, "en"), verbatim);
        }
        let at = printed("\"", 1, '"', Quotes::of("en"), LineState::HeadStart);
        assert_eq!(at, None);
    }
}
