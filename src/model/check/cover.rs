//! What is found in a cover and said under its fields, all of it hints: never in the way of anything.

use super::card::small;
use crate::model::{
    finding::{Finding, Place, Rule, Severity},
    key_path::KeyPath,
    said::{Said, said},
    site::limits,
};

/// What is heavier, in bytes, readers wait for.
pub const HEAVY_BYTES: u64 = 500_000;
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

/// The cover of an article, and what else the article says.
pub struct Told<'a> {
    pub title: &'a str,
    pub caption: &'a str,
    pub address: &'a str,
}

/// Of an alternative text, which stands at this key.
pub fn of_alt(alt: &str, key: &KeyPath, told: &Told<'_>) -> Option<Finding> {
    let message = odd_alt(alt, told)?;
    Some(hint(Rule::CoverAlt, key, message))
}

fn hint(rule: Rule, key: &KeyPath, message: Said) -> Finding {
    Finding {
        severity: Severity::Hint,
        ..Finding::new(rule, Place::Key(key.clone()), message)
    }
}

fn odd_alt(alt: &str, told: &Told<'_>) -> Option<Said> {
    let Told {
        title,
        caption,
        address,
    } = told;
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

/// Of the file of the cover at this key: how it looks on networks, how long it takes, in how many other
/// articles it is.
pub fn of_file(key: &KeyPath, pixels: [usize; 2], bytes: u64, others: usize) -> Vec<Finding> {
    let heavy = (bytes > HEAVY_BYTES).then(|| (Rule::CoverHeavy, said!("cover-heavy")));
    let shared = (others > 0).then(|| (Rule::CoverShared, said!("cover-others", count = others)));
    let small = small(pixels).map(|message| (Rule::CoverSmall, message));
    let found = [small, heavy, shared].into_iter().flatten();
    found
        .map(|(rule, message)| hint(rule, key, message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(alt: &str, expected: Option<&str>) {
        let told = Told {
            title: "The ferry",
            caption: "Photo: Eva",
            address: "/img/quay-2.jpg?x",
        };
        let key = KeyPath::new(["cover", "alt"]);
        let found = of_alt(alt, &key, &told);
        assert!(found.iter().all(|it| it.is_at(&key)));
        assert_eq!(found.map(|it| it.message.id), expected);
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
        let rules = |pixels, bytes, others| -> Vec<Rule> {
            let found = of_file(&KeyPath::new(["cover"]), pixels, bytes, others);
            found.iter().map(|it| it.rule).collect()
        };
        assert_eq!(rules([1200, 630], 500_000, 0), []);
        assert_eq!(
            rules([1199, 630], 500_001, 1),
            [Rule::CoverSmall, Rule::CoverHeavy, Rule::CoverShared]
        );
    }
}
