//! What is remembered of one head: for each key its kind, its style and, if short, its words.

use std::ops::Range;

use crate::model::front_matter::{Entry, Format, FrontMatter, KeyPath, Quotes, Value};

/// Longer texts are not remembered, only their length.
const MAX_WORD_BYTES: usize = 60;
/// So many items of a list are remembered.
const MAX_ITEMS: usize = 40;

/// One head, small enough to keep for every article of a large site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadSummary {
    pub(super) format: Option<Format>,
    pub(super) keys: Box<[KeySummary]>,
}

/// One key; the keys of a map are remembered each by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeySummary {
    /// As written.
    pub path: KeyPath,
    pub kind: ValueKind,
    /// Around a text or a date, or around the first item of a list.
    pub quotes: Option<Quotes>,
    /// The text, or the items of a list.
    pub words: Box<[Box<str>]>,
    pub chars: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum ValueKind {
    Null,
    Switch,
    Number,
    Date(DateStyle),
    Text,
    /// With line breaks.
    Lines,
    List(ListStyle),
    Maps,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateStyle {
    Day,
    /// With a time, without an offset.
    Local,
    /// In UTC: `Z`.
    Utc,
    Offset,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListStyle {
    /// `[a, b]`
    Flow,
    /// `- a` on lines of their own.
    Block,
}

impl HeadSummary {
    /// Of a head as it was read from `text`.
    pub fn of(head: &FrontMatter, text: &str) -> Self {
        let mut keys = Vec::new();
        add(&mut keys, &head.entries, &KeyPath(Vec::new()), text);
        Self {
            format: head.format,
            keys: keys.into(),
        }
    }
}

impl HeadSummary {
    /// The keys that it has; those of a map stand for it.
    pub fn paths(&self) -> impl Iterator<Item = &KeyPath> {
        self.keys.iter().map(|key| &key.path)
    }

    /// The words at a key, `cover.image` of one in a map: a short value, or the items of a list.
    pub fn words_at(&self, key: &str) -> impl Iterator<Item = &str> {
        let keys = self.keys.iter().filter(move |it| is_named(&it.path, key));
        keys.flat_map(|key| &key.words).map(|word| &**word)
    }

    pub fn is_list_at(&self, key: &str) -> bool {
        let mut keys = self.keys.iter().filter(|it| is_named(&it.path, key));
        keys.any(|key| matches!(key.kind, ValueKind::List(_)))
    }

    /// Whether a key, or one in its map, has a value that is not empty.
    pub fn has_value_at(&self, key: &str) -> bool {
        let is_of = |path: &KeyPath| {
            let ends = 1..=path.0.len();
            ends.filter_map(|end| path.0.get(..end))
                .any(|parts| is_joined(parts, key))
        };
        let mut keys = self.keys.iter().filter(|it| is_of(&it.path));
        keys.any(|key| match key.kind {
            ValueKind::Null => false,
            ValueKind::Text | ValueKind::Lines => key.chars > 0,
            ValueKind::List(_) => !key.words.is_empty(),
            ValueKind::Switch | ValueKind::Number | ValueKind::Date(_) | ValueKind::Maps => true,
        })
    }
}

/// Whether a key is written so, with dots between its parts; case does not count.
fn is_named(path: &KeyPath, key: &str) -> bool {
    is_joined(&path.0, key)
}

fn is_joined(parts: &[String], key: &str) -> bool {
    let Some((last, groups)) = parts.split_last() else {
        return false;
    };
    let mut rest = key;
    for group in groups {
        let behind = rest
            .get(..group.len())
            .filter(|start| start.eq_ignore_ascii_case(group))
            .and_then(|_| rest.get(group.len()..)?.strip_prefix('.'));
        match behind {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.eq_ignore_ascii_case(last)
}

fn add(keys: &mut Vec<KeySummary>, entries: &[Entry], parent: &KeyPath, text: &str) {
    for entry in entries {
        let mut path = parent.clone();
        path.0.push(entry.key.clone());
        if let Value::Map(inner) = &entry.value {
            add(keys, inner, &path, text);
            continue;
        }
        let (kind, words) = look(entry, text);
        let chars = match &entry.value {
            Value::Text(text) => text.chars().count(),
            _ => 0,
        };
        keys.push(KeySummary {
            path,
            kind,
            quotes: quotes(text.get(entry.value_span.clone()).unwrap_or_default()),
            words,
            chars,
        });
    }
}

fn look(entry: &Entry, text: &str) -> (ValueKind, Box<[Box<str>]>) {
    let word = |text: &str| -> Box<[Box<str>]> {
        if text.len() <= MAX_WORD_BYTES && !text.is_empty() {
            Box::new([text.into()])
        } else {
            Box::default()
        }
    };
    match &entry.value {
        Value::Null | Value::Map(_) => (ValueKind::Null, Box::default()),
        Value::Bool(on) => (ValueKind::Switch, word(&on.to_string())),
        Value::Integer(number) => (ValueKind::Number, word(&number.to_string())),
        Value::Float(number) => (ValueKind::Number, word(&number.to_string())),
        Value::Date(date) => (ValueKind::Date(date_style(date)), word(date)),
        Value::Text(text) if text.contains('\n') => (ValueKind::Lines, Box::default()),
        Value::Text(text) => (ValueKind::Text, word(text)),
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
            (ValueKind::Maps, Box::default())
        }
        Value::List(items) => {
            let words = items.iter().take(MAX_ITEMS).filter_map(|item| match item {
                Value::Text(text) | Value::Date(text) => Some(text.as_str().into()),
                Value::Integer(number) => Some(number.to_string().into()),
                Value::Float(number) => Some(number.to_string().into()),
                Value::Bool(on) => Some(on.to_string().into()),
                _ => None,
            });
            (
                ValueKind::List(list_style(text, &entry.value_span)),
                words.collect(),
            )
        }
    }
}

fn quotes(written: &str) -> Option<Quotes> {
    let first = written.trim_start_matches(['[', '-', ' ', '\t', '\r', '\n']);
    match first.as_bytes().first()? {
        b'\'' => Some(Quotes::Single),
        b'"' => Some(Quotes::Double),
        _ => None,
    }
}

fn list_style(text: &str, span: &Range<usize>) -> ListStyle {
    let written = text.get(span.clone()).unwrap_or_default();
    if written.trim_start().starts_with('[') {
        ListStyle::Flow
    } else {
        ListStyle::Block
    }
}

fn date_style(date: &str) -> DateStyle {
    let clock = date.get(10..).unwrap_or_default();
    if clock.is_empty() {
        DateStyle::Day
    } else if clock.ends_with(['Z', 'z']) {
        DateStyle::Utc
    } else if clock.contains(['+', '-']) {
        DateStyle::Offset
    } else {
        DateStyle::Local
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter;

    #[test]
    fn a_head_is_remembered_by_its_keys_kinds_and_styles() {
        let text = "---\ntitle: Één\ndate: 2026-02-24T16:09:07Z\ntags: [a, b]\nseries:\n  - c\ncover:\n  image: x.jpg\nlinks:\n  - name: n\ndraft: false\nempty:\n---\n";
        let summary = HeadSummary::of(&front_matter::read(text), text);

        let kinds: Vec<(String, ValueKind)> = summary
            .keys
            .iter()
            .map(|key| (key.path.to_string(), key.kind))
            .collect();
        let expected = [
            ("title", ValueKind::Text),
            ("date", ValueKind::Date(DateStyle::Utc)),
            ("tags", ValueKind::List(ListStyle::Flow)),
            ("series", ValueKind::List(ListStyle::Block)),
            ("cover.image", ValueKind::Text),
            ("links", ValueKind::Maps),
            ("draft", ValueKind::Switch),
            ("empty", ValueKind::Null),
        ];
        assert_eq!(kinds, expected.map(|(key, kind)| (key.to_owned(), kind)));
        assert_eq!(summary.keys[0].chars, 3);
        assert_eq!(summary.keys[2].words.len(), 2);
    }
}
