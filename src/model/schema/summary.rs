//! What is remembered of one head: for each key its kind, its style and, if short, its words.
//!
//! The heads of a site have few shapes: which keys, of which kinds, how written. A shape is held once
//! for all that have it ([`Shapes`]); what an article has of its own is a few packed bytes.
//!
//! Limits: texts up to 60 bytes, 40 items of a list.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use crate::model::{
    front_matter::{Entry, Format, FrontMatter, KeyPath, Quotes, Value},
    packed::{Packer, Unpacker},
};

/// Longer texts are not remembered, only their length.
const MAX_WORD_BYTES: usize = 60;
/// So many items of a list are remembered.
const MAX_ITEMS: usize = 40;

/// One head, small enough to keep for every article of a large site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadSummary {
    shape: Arc<Shape>,
    /// Of each key how many characters it has, and its words.
    values: Arc<[u8]>,
}

/// What heads have in common that differ in their values alone.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    format: Option<Format>,
    keys: Box<[KeyShape]>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct KeyShape {
    path: KeyPath,
    kind: ValueKind,
    quotes: Option<Quotes>,
}

/// The shapes that heads of a site have, each once.
#[derive(Debug, Default)]
pub struct Shapes(HashSet<Arc<Shape>>);

impl Shapes {
    /// Has a head share its shape with those that were here before it.
    pub fn share(&mut self, head: &mut HeadSummary) {
        match self.0.get(&head.shape) {
            Some(known) => head.shape = Arc::clone(known),
            None => {
                self.0.insert(Arc::clone(&head.shape));
            }
        }
    }
}

/// Shapes by number, as they are kept on disk.
#[derive(Debug, Default)]
pub struct KeptShapes {
    shapes: Vec<Arc<Shape>>,
    numbers: HashMap<Arc<Shape>, usize>,
}

impl KeptShapes {
    fn number(&mut self, shape: &Arc<Shape>) -> usize {
        if let Some(number) = self.numbers.get(shape) {
            return *number;
        }
        let number = self.shapes.len();
        self.shapes.push(Arc::clone(shape));
        self.numbers.insert(Arc::clone(shape), number);
        number
    }

    pub fn packed(&self) -> Box<[u8]> {
        let mut packer = Packer::default();
        for shape in &self.shapes {
            shape.pack(&mut packer);
        }
        packer.packed()
    }

    /// `None` of bytes that are of something else.
    pub fn unpack(packed: &[u8]) -> Option<Self> {
        let mut kept = Self::default();
        let mut unpacker = Unpacker::new(packed);
        while !unpacker.is_done() {
            let count = kept.shapes.len();
            // Each stands there once.
            if kept.number(&Arc::new(Shape::unpack(&mut unpacker)?)) != count {
                return None;
            }
        }
        Some(kept)
    }
}

impl Shape {
    /// How a key is spelled and which kind it is, each time that it is there.
    pub fn kinds(&self, lower: &[String]) -> impl Iterator<Item = (&KeyPath, ValueKind)> {
        let keys = self.keys.iter().filter(|key| is_lower(&key.path, lower));
        keys.map(|key| (&key.path, key.kind))
    }

    fn pack(&self, packer: &mut Packer) {
        packer.byte(number_in(&FORMATS, &self.format));
        packer.count(self.keys.len());
        for key in &self.keys {
            packer.count(key.path.0.len());
            for part in &key.path.0 {
                packer.text(part);
            }
            packer.byte(number_in(&KINDS, &key.kind));
            packer.byte(number_in(&QUOTES, &key.quotes));
        }
    }

    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let format = *FORMATS.get(usize::from(unpacker.byte()?))?;
        let count = unpacker.count()?;
        let keys = (0..count).map(|_| {
            let parts = unpacker.count()?;
            let parts = (0..parts).map(|_| Some(unpacker.text()?.to_owned()));
            Some(KeyShape {
                path: KeyPath(parts.collect::<Option<_>>()?),
                kind: *KINDS.get(usize::from(unpacker.byte()?))?,
                quotes: *QUOTES.get(usize::from(unpacker.byte()?))?,
            })
        });
        let keys = keys.collect::<Option<_>>()?;
        Some(Self { format, keys })
    }
}

/// By their numbers on disk.
const FORMATS: [Option<Format>; 4] = [
    None,
    Some(Format::Yaml),
    Some(Format::Toml),
    Some(Format::Json),
];
const QUOTES: [Option<Quotes>; 3] = [None, Some(Quotes::Single), Some(Quotes::Double)];
const KINDS: [ValueKind; 12] = [
    ValueKind::Null,
    ValueKind::Switch,
    ValueKind::Number,
    ValueKind::Date(DateStyle::Day),
    ValueKind::Date(DateStyle::Local),
    ValueKind::Date(DateStyle::Utc),
    ValueKind::Date(DateStyle::Offset),
    ValueKind::Text,
    ValueKind::Lines,
    ValueKind::List(ListStyle::Flow),
    ValueKind::List(ListStyle::Block),
    ValueKind::Maps,
];

fn number_in<T: PartialEq>(all: &[T], one: &T) -> u8 {
    let at = all.iter().position(|it| it == one);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

/// One key; the keys of a map are remembered each by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct KeySummary<'a> {
    /// As written.
    pub path: &'a KeyPath,
    pub kind: ValueKind,
    /// Around a text or a date, or around the first item of a list.
    pub quotes: Option<Quotes>,
    pub chars: usize,
    words: &'a [u8],
}

impl<'a> KeySummary<'a> {
    /// The text, or the items of a list.
    pub fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let mut words = Unpacker::new(self.words);
        std::iter::from_fn(move || words.text())
    }

    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether it is this key, which is in lower case.
    pub fn is(&self, lower: &[String]) -> bool {
        is_lower(self.path, lower)
    }
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
        let mut taken = Taken::default();
        taken.add(&head.entries, &KeyPath(Vec::new()), text);
        Self {
            shape: Arc::new(Shape {
                format: head.format,
                keys: taken.keys.into(),
            }),
            values: taken.values.packed().into(),
        }
    }

    pub fn pack(&self, packer: &mut Packer, shapes: &mut KeptShapes) {
        packer.count(shapes.number(&self.shape));
        packer.bytes(&self.values);
    }

    /// `None` of bytes that are of something else.
    pub fn unpack(unpacker: &mut Unpacker<'_>, shapes: &KeptShapes) -> Option<Self> {
        let number = usize::try_from(unpacker.number()?).ok()?;
        Some(Self {
            shape: Arc::clone(shapes.shapes.get(number)?),
            values: unpacker.bytes()?.into(),
        })
    }

    pub(super) fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    pub(super) fn format(&self) -> Option<Format> {
        self.shape.format
    }

    pub(super) fn len(&self) -> usize {
        self.shape.keys.len()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = KeySummary<'_>> {
        let mut values = Unpacker::new(&self.values);
        self.shape.keys.iter().map_while(move |key| {
            Some(KeySummary {
                path: &key.path,
                kind: key.kind,
                quotes: key.quotes,
                chars: usize::try_from(values.number()?).ok()?,
                words: values.bytes()?,
            })
        })
    }

    /// The keys that it has; those of a map stand for it.
    pub fn paths(&self) -> impl Iterator<Item = &KeyPath> {
        self.shape.keys.iter().map(|key| &key.path)
    }

    /// The words at a key, `cover.image` of one in a map: a short value, or the items of a list.
    pub fn words_at(&self, key: &str) -> impl Iterator<Item = &str> {
        let keys = self.keys().filter(move |it| is_named(it.path, key));
        keys.flat_map(|key| key.words())
    }

    pub fn is_list_at(&self, key: &str) -> bool {
        let mut keys = self.shape.keys.iter().filter(|it| is_named(&it.path, key));
        keys.any(|key| matches!(key.kind, ValueKind::List(_)))
    }

    /// Whether a key, or one in its map, has a value that is not empty.
    pub fn has_value_at(&self, key: &str) -> bool {
        let is_of = |path: &KeyPath| {
            let ends = 1..=path.0.len();
            ends.filter_map(|end| path.0.get(..end))
                .any(|parts| is_joined(parts, key))
        };
        let mut keys = self.keys().filter(|it| is_of(it.path));
        keys.any(|key| match key.kind {
            ValueKind::Null => false,
            ValueKind::Text | ValueKind::Lines => key.chars > 0,
            ValueKind::List(_) => key.has_words(),
            ValueKind::Switch | ValueKind::Number | ValueKind::Date(_) | ValueKind::Maps => true,
        })
    }
}

/// Whether a path in lower case is another one.
fn is_lower(path: &KeyPath, lower: &[String]) -> bool {
    let mut pairs = path.0.iter().zip(lower);
    path.0.len() == lower.len()
        && pairs.all(|(part, lower)| part == lower || part.to_lowercase() == *lower)
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

/// The keys of a head so far, and their packed values.
#[derive(Default)]
struct Taken {
    keys: Vec<KeyShape>,
    values: Packer,
}

impl Taken {
    fn add(&mut self, entries: &[Entry], parent: &KeyPath, text: &str) {
        for entry in entries {
            let mut path = parent.clone();
            path.0.push(entry.key.clone());
            if let Value::Map(inner) = &entry.value {
                self.add(inner, &path, text);
                continue;
            }
            let chars = match &entry.value {
                Value::Text(text) => text.chars().count(),
                _ => 0,
            };
            self.values.count(chars);
            let mut words = Packer::default();
            put_words(&mut words, &entry.value);
            self.values.bytes(&words.packed());
            self.keys.push(KeyShape {
                path,
                kind: kind(entry, text),
                quotes: quotes(text.get(entry.value_span.clone()).unwrap_or_default()),
            });
        }
    }
}

fn kind(entry: &Entry, text: &str) -> ValueKind {
    match &entry.value {
        Value::Null | Value::Map(_) => ValueKind::Null,
        Value::Bool(_) => ValueKind::Switch,
        Value::Integer(_) | Value::Float(_) => ValueKind::Number,
        Value::Date(date) => ValueKind::Date(date_style(date)),
        Value::Text(text) if text.contains('\n') => ValueKind::Lines,
        Value::Text(_) => ValueKind::Text,
        Value::List(items) if has_maps(items) => ValueKind::Maps,
        Value::List(_) => ValueKind::List(list_style(text, &entry.value_span)),
    }
}

fn has_maps(items: &[Value]) -> bool {
    items.iter().any(|item| matches!(item, Value::Map(_)))
}

/// Puts the words of a value: itself if it is short, or the items of a list.
fn put_words(words: &mut Packer, value: &Value) {
    match value {
        Value::List(items) if has_maps(items) => {}
        Value::List(items) => {
            let items = items.iter().take(MAX_ITEMS);
            for word in items.filter_map(word) {
                words.text(&word);
            }
        }
        Value::Text(text) if text.contains('\n') => {}
        value => {
            let word = word(value).unwrap_or_default();
            if !word.is_empty() && word.len() <= MAX_WORD_BYTES {
                words.text(&word);
            }
        }
    }
}

fn word(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) | Value::Date(text) => Some(text.into()),
        Value::Integer(number) => Some(number.to_string().into()),
        Value::Float(number) => Some(number.to_string().into()),
        Value::Bool(on) => Some(on.to_string().into()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
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

        let keys: Vec<KeySummary<'_>> = summary.keys().collect();
        let kinds: Vec<(String, ValueKind)> = keys
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
        assert_eq!(keys[0].chars, 3);
        assert_eq!(keys[2].words().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn heads_that_differ_in_their_values_alone_share_their_shape() {
        let summary = |text: &str| HeadSummary::of(&front_matter::read(text), text);
        let mut shapes = Shapes::default();
        let mut heads = ["---\na: b\n---\n", "---\na: c\n---\n", "---\na: 'c'\n---\n"].map(summary);
        let before = heads.clone();

        for head in &mut heads {
            shapes.share(head);
        }

        assert_eq!(heads, before);
        assert!(Arc::ptr_eq(&heads[0].shape, &heads[1].shape));
        assert!(!Arc::ptr_eq(&heads[0].shape, &heads[2].shape));
    }
}
