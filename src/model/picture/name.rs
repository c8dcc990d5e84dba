//! What the file of a picture is called, so that no system refuses it, and how that is written in an
//! address.
//!
//! Limits: 80 letters and 200 bytes, without the ending.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

use crate::model::site::new_article::slug;

/// The most letters of a name, without its ending.
const MOST: usize = 80;
/// A file system takes 255, with a number and an ending.
const MOST_BYTES: usize = 200;
/// What may not stand in an address as it is.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'%')
    .add(b'?')
    .add(b'#')
    .add(b'"')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>');
/// How names begin that cameras and programs give.
const SAYING_NOTHING: [&str; 9] = [
    "img",
    "dsc",
    "pxl",
    "image",
    "screenshot",
    "schermafbeelding",
    "pexels-photo",
    "unnamed",
    "untitled",
];
/// Names that Windows keeps for itself.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// What a picture can be called after.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ask<'a> {
    /// The name of the file that it comes from, without ending; empty where it comes from none.
    pub file_stem: &'a str,
    pub title: &'a str,
    /// That of the article's file.
    pub article: &'a str,
    /// Which files the theme takes by their name, where the picture is to be one: `feature*`.
    pub by_file: Option<&'a str>,
}

/// A name without ending, in small letters, that no system refuses.
pub fn stem(ask: Ask<'_>) -> String {
    if let Some(pattern) = ask.by_file {
        let fixed = pattern.trim_end_matches(['*', '.']);
        if !fixed.is_empty() {
            return fixed.to_owned();
        }
    }
    let own = Some(ask.file_stem).filter(|stem| says_something(&slug(stem)));
    let candidates = [
        own.unwrap_or_default(),
        ask.title,
        ask.article,
        ask.file_stem,
    ];
    // Nothing at all has a slug too.
    let mut given = candidates
        .iter()
        .filter(|it| it.contains(char::is_alphanumeric));
    let found = given.next().map(|it| cut(&slug(it)));
    let name = found.unwrap_or_else(|| "picture".to_owned());
    let is_device = DEVICES.iter().any(|device| {
        let rest = name.strip_prefix(device);
        let is_number =
            |rest: &str| rest.chars().count() == 1 && rest.chars().all(char::is_numeric);
        rest.is_some_and(|rest| rest.is_empty() || is_number(rest))
    });
    if is_device {
        format!("{name}-picture")
    } else {
        name
    }
}

fn cut(slug: &str) -> String {
    let mut name: String = slug.nfc().take(MOST).collect();
    name.truncate(name.floor_char_boundary(MOST_BYTES));
    name.trim_matches(['-', '.']).to_owned()
}

/// Whether a slug is more than a number that a program gave.
fn says_something(slug: &str) -> bool {
    let starts = SAYING_NOTHING.iter().any(|start| {
        let rest = slug.strip_prefix(start);
        // `imgur` is a word, `img-2041` is none.
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    let letters: Vec<char> = slug.chars().filter(|it| !matches!(it, '-' | '_')).collect();
    let is_number = letters.iter().all(char::is_ascii_digit);
    let is_hash = letters.len() >= 12 && letters.iter().all(char::is_ascii_hexdigit);
    !starts && !is_number && !is_hash
}

/// The name with a number where the first is taken: `ferry-2`.
pub fn numbered(stem: &str, number: usize, ending: &str) -> String {
    match number {
        0 | 1 => format!("{stem}.{ending}"),
        _ => format!("{stem}-{number}.{ending}"),
    }
}

/// Two names that some system takes for the same.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || likeness(one) == likeness(other)
}

/// A name or a path without what some systems do not tell apart: capitals, and how accents are composed.
pub fn likeness(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    composed(name).to_lowercase()
}

/// A name with its accents composed as they are typed.
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// A name with its accents apart from their letters, as old disks of a Mac have it.
pub fn decomposed(name: &str) -> String {
    name.nfd().collect()
}

/// Whether a theme takes a file by this name: `feature*` by its beginning, `hero.*` with any ending.
pub fn is_like(name: &str, pattern: &str) -> bool {
    let name = name.to_lowercase();
    match pattern.strip_suffix(".*") {
        Some(stem) => name.rsplit_once('.').is_some_and(|(own, _)| own == stem),
        None => name.starts_with(pattern.trim_end_matches('*')),
    }
}

/// A path as it is written in an address.
pub fn escaped(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file_stem: &str, expected: &str) {
        let ask = Ask {
            file_stem,
            title: "De laatste pont vaart",
            article: "2026-pont",
            by_file: None,
        };
        assert_eq!(stem(ask), expected);
    }

    #[test]
    fn a_picture_is_called_after_its_file_where_that_says_something() {
        check("My Ferry (final)", "my-ferry-final");
        check("Pont Één", "pont-een");
        for nothing in [
            "IMG_2041",
            "DSC00012",
            "PXL_20260224_160901",
            "image",
            "image (3)",
            "Screenshot 2026-02-24 at 16.09",
            "pexels-photo-1234567",
            "20260224",
            "d41d8cd98f00b204",
            "",
        ] {
            check(nothing, "de-laatste-pont-vaart");
        }
        check("imagery of the quay", "imagery-of-the-quay");
        check("nul", "nul-picture");
        check("COM1", "com1-picture");
        check("communal", "communal");
        check("cons", "cons");
        check(
            &"word ".repeat(60),
            ("word-".repeat(16)).trim_end_matches('-'),
        );
    }

    #[test]
    fn a_theme_that_takes_files_by_their_name_has_it() {
        let ask = |pattern| Ask {
            file_stem: "ferry",
            by_file: Some(pattern),
            ..Ask::default()
        };
        assert_eq!(stem(ask("feature*")), "feature");
        assert_eq!(stem(ask("featured.*")), "featured");
        assert_eq!(stem(Ask::default()), "picture");
    }

    #[test]
    fn names_that_differ_in_case_or_composition_are_the_same() {
        assert!(is_same("Ferry.JPG", "ferry.jpg"));
        assert!(is_same("caf\u{e9}.jpg", "cafe\u{301}.jpg"));
        assert!(!is_same("ferry.jpg", "ferry-2.jpg"));
    }

    #[test]
    fn a_file_is_taken_by_its_name_as_the_pattern_says() {
        assert!(is_like("Feature-2.jpg", "feature*") && is_like("hero.PNG", "hero.*"));
        assert!(!is_like("heroes.png", "hero.*") && !is_like("my-feature.jpg", "feature*"));
    }

    #[test]
    fn signs_that_end_an_address_are_escaped() {
        assert_eq!(
            escaped("a b/c(1)#?\"<é>%.jpg"),
            "a%20b/c%281%29%23%3F%22%3C%C3%A9%3E%25.jpg"
        );
    }
}
