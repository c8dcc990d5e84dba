//! What is said of a cover under its fields: never in the way of anything.

use crate::model::{
    card::SOCIAL_PIXELS,
    said::{Said, said},
    site::limits,
};

/// What is heavier, in bytes, readers wait for.
const HEAVY_BYTES: u64 = 500_000;
/// How texts begin that say that a picture is one: screen readers say so themselves.
const SAYING_PICTURE: [&str; 12] = [
    "picture of",
    "photo of",
    "image of",
    "foto van",
    "afbeelding van",
    "beeld van",
    "bild von",
    "foto von",
    "photo de",
    "image de",
    "foto di",
    "foto de",
];

/// Of an alternative text, beside what else the article says.
pub fn of_alt(alt: &str, title: &str, caption: &str, address: &str) -> Option<Said> {
    let plain = |text: &str| text.trim().to_lowercase();
    let said = plain(alt);
    if said.is_empty() {
        return Some(said!("cover-alt-none"));
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_beginning = |start: &&&str| {
        let rest = said.strip_prefix(**start);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    if said == plain(title) {
        Some(said!("cover-alt-is-title"))
    } else if said == plain(caption) {
        Some(said!("cover-alt-is-caption"))
    } else if said == plain(stem) || said == plain(file) {
        Some(said!("cover-alt-is-file"))
    } else if let Some(start) = SAYING_PICTURE.iter().find(is_beginning) {
        Some(said!("cover-alt-begins", start = *start))
    } else if alt.trim().chars().count() > limits::ALT.chars {
        Some(said!("cover-alt-long", most = limits::ALT.chars))
    } else {
        None
    }
}

/// Of the file: how it looks on networks, how long it takes, where else it is.
pub fn of_file([wide, high]: [usize; 2], bytes: u64, others: usize) -> Vec<Said> {
    let mut found = Vec::new();
    let [least_wide, least_high] = SOCIAL_PIXELS;
    if wide < least_wide || high < least_high {
        found.push(said!("cover-small"));
    }
    if bytes > HEAVY_BYTES {
        found.push(said!("cover-heavy"));
    }
    if others > 0 {
        found.push(said!("cover-others", count = others));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(alt: &str, expected: Option<&str>) {
        let found = of_alt(alt, "The ferry", "Photo: Eva", "/img/quay-2.jpg?x");
        assert_eq!(found.map(|said| said.id), expected);
    }

    #[test]
    fn an_alternative_text_says_what_is_seen() {
        check("A ferry at the quay", None);
        check(" ", Some("cover-alt-none"));
        check("the ferry", Some("cover-alt-is-title"));
        check("Photo: Eva", Some("cover-alt-is-caption"));
        check("quay-2", Some("cover-alt-is-file"));
        check("quay-2.jpg", Some("cover-alt-is-file"));
        check("Foto van de pont", Some("cover-alt-begins"));
        check("Picture offers of the week", None);
        check(&"word ".repeat(30), Some("cover-alt-long"));
    }

    #[test]
    fn a_file_is_large_enough_light_and_of_one_article() {
        let ids = |size, bytes, others| -> Vec<&str> {
            of_file(size, bytes, others)
                .iter()
                .map(|said| said.id)
                .collect()
        };
        assert_eq!(ids([1200, 630], 500_000, 0), [""; 0]);
        assert_eq!(
            ids([1199, 630], 500_001, 1),
            ["cover-small", "cover-heavy", "cover-others"]
        );
    }
}
