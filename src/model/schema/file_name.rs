//! How the files of a section are named: `2026-02-24-ferry.md`, `ferry.nl.md`, `ferry/index.md`. Learned
//! from the names that are there; what a content management system says has the last word.

use std::collections::BTreeMap;

use jiff::{ZonedDateTime, civil::Date};

/// How an article lies in its section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// `slug.md`.
    #[default]
    File,
    /// `slug/index.md`, so that its pictures lie beside it.
    Bundle,
}

/// So many of the newest names count.
const NEWEST: usize = 20;

/// How a section names its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    pieces: Vec<Piece>,
    /// Between the words of a name.
    separator: char,
    /// What follows the name: `.md`, `.nl.md`.
    pub ending: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// Part of the moment, as `strftime` writes it.
    Moment(&'static str),
    Slug,
}

/// Ways to begin a name with a day, and how many bytes each takes.
const DAYS: [(&str, usize); 4] = [
    ("%Y-%m-%d-", 11),
    ("%Y-%m-%d_", 11),
    ("%Y%m%d-", 9),
    ("%Y-%m-", 8),
];

/// The words for moments in the settings of content management systems, the longest first.
const WORDS: [(&str, &str); 14] = [
    ("{{year}}", "%Y"),
    ("{{month}}", "%m"),
    ("{{day}}", "%d"),
    ("{{hour}}", "%H"),
    ("{{minute}}", "%M"),
    ("{{second}}", "%S"),
    ("yyyy", "%Y"),
    ("MM", "%m"),
    ("dd", "%d"),
    ("yy", "%y"),
    ("HH", "%H"),
    ("hh", "%I"),
    ("mm", "%M"),
    ("ss", "%S"),
];

impl Default for FileName {
    fn default() -> Self {
        Self {
            pieces: vec![Piece::Slug],
            separator: '-',
            ending: ".md".to_owned(),
        }
    }
}

impl FileName {
    /// As most of these are, newest first: the names of files or of the folders of bundles, each
    /// with its ending.
    pub fn learned<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let names: Vec<(&str, &str)> = names.into_iter().take(NEWEST).collect();
        let is_most = |count: usize| count * 2 > names.len();
        let day = DAYS.iter().find(|day| {
            let begins = names.iter().filter(|(name, _)| begins_with_day(name, day));
            is_most(begins.count())
        });
        let mut pieces: Vec<Piece> = Vec::new();
        pieces.extend(day.map(|(format, _)| Piece::Moment(format)));
        pieces.push(Piece::Slug);
        let skipped = day.map_or(0, |(_, bytes)| *bytes);
        let words = names
            .iter()
            .filter_map(|(name, _)| name.get(skipped..))
            .filter(|name| name.contains(['-', '_']));
        let (low, high): (Vec<&str>, Vec<&str>) =
            words.partition(|name| name.contains('_') && !name.contains('-'));
        Self {
            pieces,
            separator: if low.len() > high.len() { '_' } else { '-' },
            ending: most(names.iter().map(|(_, ending)| *ending))
                .unwrap_or(".md")
                .to_owned(),
        }
    }

    /// Decap and Sveltia: `{{year}}-{{month}}-{{day}}-{{slug}}`. `None`: it names the file by what is
    /// not known here.
    pub(super) fn of_decap(pattern: &str) -> Option<Self> {
        let slug = [
            "{{slug}}",
            "{{title}}",
            "{{fields.slug}}",
            "{{fields.title}}",
        ];
        Self::read(pattern, &slug).filter(|name| name.pieces.contains(&Piece::Slug))
    }

    /// Front Matter CMS: the prefix `yyyy-MM-dd`, which a hyphen joins to the name.
    pub(super) fn of_prefix(prefix: &str) -> Option<Self> {
        let prefix = prefix.trim_matches('\'');
        if prefix.is_empty() {
            return Some(Self::default());
        }
        let mut name = Self::read(prefix, &[])?;
        name.pieces
            .extend([Piece::Text("-".to_owned()), Piece::Slug]);
        Some(name)
    }

    fn read(pattern: &str, slugs: &[&str]) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some(next) = rest.chars().next() {
            if let Some(after) = slugs.iter().find_map(|slug| rest.strip_prefix(slug)) {
                pieces.push(Piece::Slug);
                rest = after;
                continue;
            }
            let moment = WORDS
                .iter()
                .find_map(|(word, format)| Some((format, rest.strip_prefix(word)?)));
            if let Some((format, after)) = moment {
                pieces.push(Piece::Moment(format));
                rest = after;
                continue;
            }
            if next == '{' || next == '/' || next.is_alphabetic() && slugs.is_empty() {
                return None;
            }
            match pieces.last_mut() {
                Some(Piece::Text(text)) => text.push(next),
                _ => pieces.push(Piece::Text(next.to_string())),
            }
            rest = rest.get(next.len_utf8()..)?;
        }
        Some(Self {
            pieces,
            ..Self::default()
        })
    }

    /// The name for an article of now, without its ending.
    pub fn filled(&self, slug: &str, now: &ZonedDateTime) -> String {
        let mut name = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => name.push_str(text),
                Piece::Moment(format) => name.push_str(&now.strftime(format).to_string()),
                Piece::Slug if self.separator == '-' => name.push_str(slug),
                Piece::Slug => name.push_str(&slug.replace('-', &self.separator.to_string())),
            }
        }
        name
    }

    /// This way of naming with the ending that the files of another have.
    #[must_use]
    pub fn ending_as(mut self, other: &Self) -> Self {
        self.ending.clone_from(&other.ending);
        self
    }
}

fn begins_with_day(name: &str, (format, bytes): &(&str, usize)) -> bool {
    let Some(day) = name.get(..*bytes).filter(|_| name.len() > *bytes) else {
        return false;
    };
    if format.contains("%d") {
        return Date::strptime(format, day).is_ok();
    }
    // A month by itself is no date: the first of it is.
    let digits = day.get(5..7).and_then(|month| month.parse::<i8>().ok());
    let is_year = day.get(..4).is_some_and(|year| {
        year.starts_with(['1', '2']) && year.bytes().all(|it| it.is_ascii_digit())
    });
    is_year && day.ends_with('-') && digits.is_some_and(|month| (1..=12).contains(&month))
}

/// The one that most are, if that is more than half.
fn most<'a>(all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut total = 0;
    for one in all {
        *counts.entry(one).or_default() += 1;
        total += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| count * 2 > total)
        .map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> ZonedDateTime {
        let now: jiff::Timestamp = "2026-02-24T08:09:10Z".parse().unwrap();
        now.to_zoned_datetime(jiff::tz::TimeZone::UTC)
    }

    fn learned(names: &[&str]) -> String {
        let names = names.iter().map(|name| (*name, ".md"));
        FileName::learned(names).filled("the-ferry", &now())
    }

    #[test]
    fn a_new_name_is_made_as_most_are() {
        assert_eq!(learned(&[]), "the-ferry");
        assert_eq!(learned(&["a-b", "2026-01-31-c", "d"]), "the-ferry");
        let dated = ["2026-01-31-a", "2025-12-01-b", "about"];
        assert_eq!(learned(&dated), "2026-02-24-the-ferry");
        assert_eq!(learned(&["20260131-a", "20251201-b"]), "20260224-the-ferry");
        assert_eq!(learned(&["2026-01-a", "2025-12-b"]), "2026-02-the-ferry");
        assert_eq!(learned(&["2026-01-31_a_b"]), "2026-02-24_the_ferry");
        assert_eq!(learned(&["a_b", "c_d", "e-f"]), "the_ferry");
        // No day, and nothing behind it.
        assert_eq!(learned(&["2026-13-41-a", "2026-01-31"]), "the-ferry");
    }

    #[test]
    fn the_ending_is_that_of_most() {
        let ending =
            |names: &[(&'static str, &'static str)]| FileName::learned(names.to_vec()).ending;

        assert_eq!(
            ending(&[("a", ".nl.md"), ("b", ".nl.md"), ("c", ".md")]),
            ".nl.md"
        );
        assert_eq!(ending(&[("a", ".nl.md"), ("b", ".md")]), ".md");
        assert_eq!(ending(&[]), ".md");
    }

    #[test]
    fn patterns_of_content_management_systems_are_filled() {
        let decap = |pattern: &str| {
            let name = FileName::of_decap(pattern);
            name.map(|name| name.filled("the-ferry", &now()))
        };
        let prefixed = |prefix: &str| {
            let name = FileName::of_prefix(prefix);
            name.map(|name| name.filled("the-ferry", &now()))
        };

        let dated = Some("2026-02-24-the-ferry".to_owned());
        assert_eq!(decap("{{year}}-{{month}}-{{day}}-{{slug}}"), dated);
        assert_eq!(decap("{{fields.slug}}"), Some("the-ferry".to_owned()));
        assert_eq!(decap("news_{{slug}}"), Some("news_the-ferry".to_owned()));
        assert_eq!(decap("{{uuid}}"), None);
        assert_eq!(decap("{{year}}"), None);
        assert_eq!(prefixed("yyyy-MM-dd"), dated);
        assert_eq!(prefixed(""), Some("the-ferry".to_owned()));
        assert_eq!(prefixed("{{slug}}"), None);
    }
}
