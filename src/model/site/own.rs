//! What the head of a file says that decides about its page, whatever the settings.

use std::path::Path;

use super::{
    hugo::{Lines, Node, Settings, Table},
    keys,
};
use crate::model::{
    finding::{Finding, Severity},
    front_matter::{self, Format, FrontMatter, Value},
    packed::Packer,
    said::{Said, said},
};

/// The keys that are kept of every head, in small letters.
pub(super) const KEYS: [&str; 23] = [
    keys::OLD_BUILD,
    keys::ALIASES,
    keys::BUILD,
    keys::CASCADE,
    keys::DATE,
    keys::DRAFT,
    keys::SMALL_EXPIRY_DATE,
    keys::HEADLESS,
    keys::LASTMOD,
    keys::LAST_MODIFIED,
    keys::OUTPUTS,
    keys::PARAMS,
    keys::PUBDATE,
    keys::SMALL_PUBLISH_DATE,
    keys::PUBLISHED,
    keys::SITES,
    keys::SLUG,
    keys::TITLE,
    keys::SMALL_TRANSLATION_KEY,
    keys::TYPE,
    keys::UNPUBLISHDATE,
    keys::URL,
    keys::WEIGHT,
];

/// The values of a head that count, and whether it can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    pub values: Table,
    pub fault: Option<Fault>,
    /// When the file was changed, in seconds since 1970.
    pub modified_secs: Option<i64>,
    /// Whether it is a draft, where another generator than Hugo says.
    pub is_draft: Option<bool>,
}

/// Why the values of a head are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Hugo cannot read it either.
    Broken(Said),
    /// Hugo may read it where we do not.
    Unknown(Said),
}

impl Own {
    /// Of a head read from `text`; `more` are the keys that the settings make count.
    pub fn of(head: &FrontMatter, text: &str, settings: &Settings) -> Self {
        let is_yaml = head.format == Some(Format::Yaml);
        if is_yaml
            && text
                .get(head.content.clone())
                .is_some_and(|head| head.contains("\n\t"))
        {
            // A tab that indents is found by the second reader alone.
            let checked = front_matter::read(text);
            if let Some(error) = error_of(&checked) {
                let fault = Fault::Broken(error.message.clone());
                return Self::with(&checked, text, settings, Some(fault));
            }
        }
        let Some(error) = error_of(head) else {
            return Self::with(head, text, settings, None);
        };
        let why = error.message.clone();
        if is_yaml && !settings.version.has(152) {
            // The last of two keys counted then.
            let lenient = front_matter::with_repeated_keys(text);
            if error_of(&lenient).is_none() {
                return Self::with(&lenient, text, settings, None);
            }
        }
        let is_unclosed = head.content.is_empty();
        let fault = if is_unclosed || !front_matter::is_refused_by_its_fences(text) {
            Fault::Broken(why)
        } else {
            Fault::Unknown(why)
        };
        Self::with(head, text, settings, Some(fault))
    }

    fn with(head: &FrontMatter, text: &str, settings: &Settings, fault: Option<Fault>) -> Self {
        let lines = Lines::new(text.get(..head.head.end).unwrap_or_default());
        let head = head.with_brought();
        // Of `Draft` and `draft` the one with capitals counts, wherever it stands.
        let has_capitals = |small: &str| {
            let mut others = head.entries.iter().map(|entry| &entry.key);
            others.any(|key| key != small && key.to_lowercase() == small)
        };
        let counts = |key: &str| KEYS.contains(&key) || settings.languages.keys.contains(key);
        let entries = head.entries.iter().filter(|entry| {
            let small = entry.key.to_lowercase();
            counts(&small) && !(entry.key == small && has_capitals(&small))
        });
        let mut entries: Vec<front_matter::Entry> = entries.cloned().collect();
        let mut fault = fault;
        if head.format == Some(Format::Toml) {
            for entry in &mut entries {
                let of_date = whole_date(entry, text, settings);
                fault = fault.or(of_date.map(Fault::Broken));
            }
        }
        Self {
            values: Table::read(&lines, text, &entries, 0),
            fault,
            modified_secs: None,
            is_draft: None,
        }
    }

    /// As [`of`](Self::of), of the file at `path`.
    pub fn at(path: &Path, head: &FrontMatter, text: &str, settings: &Settings) -> Self {
        let is_other = !settings.is_hugo();
        let is_draft = is_other.then(|| settings.generator.is_draft(&path.to_string_lossy(), head));
        Self {
            is_draft,
            ..Self::of(head, text, settings)
        }
    }

    /// What of the settings counts for what [`at`](Self::at) reads.
    pub fn grounds(settings: &Settings) -> Box<[u8]> {
        let mut grounds = Packer::default();
        grounds.byte(settings.is_hugo().into());
        grounds.byte(settings.version.has(152).into());
        grounds.byte(settings.version.has(168).into());
        grounds.text(settings.generator.name());
        for key in &settings.languages.keys {
            grounds.text(key);
        }
        grounds.packed()
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.values.get(key)
    }

    /// The text of a key, if it has one.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }
}

/// Writes out a bare date of TOML as it means it: `2026-02-24t10:00z` is `2026-02-24T10:00:00Z`. Gives
/// why this Hugo cannot read it.
fn whole_date(entry: &mut front_matter::Entry, text: &str, settings: &Settings) -> Option<Said> {
    let Value::Date(date) = &mut entry.value else {
        return None;
    };
    let written = text.get(entry.value_span.clone())?;
    if written.starts_with(['"', '\'']) {
        return None;
    }
    let (day, time) = (date.get(..10)?.to_owned(), date.get(11..)?);
    let (minutes, rest) = (time.get(..5)?, time.get(5..)?);
    let has_seconds = rest.starts_with(':');
    if !has_seconds && !settings.version.has(168) {
        return Some(said!("page-no-date", key = &entry.key, written = written));
    }
    let seconds = if has_seconds { "" } else { ":00" };
    *date = format!("{day}T{minutes}{seconds}{}", rest.to_uppercase());
    None
}

fn error_of(head: &FrontMatter) -> Option<&Finding> {
    let mut problems = head.problems.iter();
    problems.find(|problem| problem.severity == Severity::Error)
}
