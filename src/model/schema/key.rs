//! The counts of one key in the articles of a section, and the field that they make.
//!
//! Limits: 500 words of a field are kept in a form, 20,000 of a list.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Field,
    counted::{Counted, most},
    kind,
    kind::{FieldKind, Texts},
    summary::{DateStyle, KeySummary, ListStyle, ValueKind},
};
use crate::model::front_matter::{KeyPath, Quotes};

/// So many words of a field are kept.
const MAX_VALUES: usize = 500;
/// So many of a list: a word that is not among them would count as new.
const MAX_ITEMS: usize = 20_000;

/// The counts of one key, and what follows from them, until they are others.
#[derive(Debug, Default)]
pub(super) struct Key {
    /// The ways in which articles have it, by how they spell it.
    ways: BTreeMap<KeyPath, Counted<Way>>,
    /// The lengths of its texts, in characters; empty ones do not count.
    chars: Counted<usize>,
    words: HashMap<Arc<str>, usize>,
    /// Its place among the keys of its heads, added up.
    pub places: usize,
    field: Option<Field>,
}

/// How an article has a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub kind: ValueKind,
    pub quotes: Option<Quotes>,
    pub has_words: bool,
}

impl Way {
    fn of(key: &KeySummary<'_>) -> Self {
        Self {
            kind: key.kind,
            quotes: key.quotes,
            has_words: key.has_words(),
        }
    }
}

impl Key {
    pub fn put(&mut self, key: &KeySummary<'_>, place: usize, words: &[Arc<str>]) {
        let way = Way::of(key);
        if let Some(ways) = self.ways.get_mut(key.path) {
            ways.put(way);
        } else {
            let mut ways = Counted::default();
            ways.put(way);
            self.ways.insert(key.path.clone(), ways);
        }
        if key.chars > 0 {
            self.chars.put(key.chars);
        }
        for word in words {
            *self.words.entry(Arc::clone(word)).or_default() += 1;
        }
        self.places += place;
        self.field = None;
    }

    pub fn take(&mut self, key: &KeySummary<'_>, place: usize) {
        if let Some(ways) = self.ways.get_mut(key.path) {
            ways.take(&Way::of(key));
            if ways.is_empty() {
                self.ways.remove(key.path);
            }
        }
        if key.chars > 0 {
            self.chars.take(&key.chars);
        }
        for word in key.words() {
            if let Some(count) = self.words.get_mut(word) {
                *count -= 1;
                if *count == 0 {
                    self.words.remove(word);
                }
            }
        }
        self.places -= place;
        self.field = None;
    }

    /// Whether no article has it any more.
    pub fn is_gone(&self) -> bool {
        self.ways.is_empty()
    }

    pub fn holds(&self, word: &str) -> Option<Arc<str>> {
        let (held, _) = self.words.get_key_value(word)?;
        Some(Arc::clone(held))
    }

    /// How many articles have it.
    pub fn found(&self) -> usize {
        self.ways.values().map(Counted::all).sum()
    }

    /// However it is spelled.
    pub fn ways(&self) -> impl Iterator<Item = (Way, usize)> + Clone {
        let ways = self.ways.values().flat_map(Counted::iter);
        ways.map(|(way, count)| (*way, count))
    }

    pub fn spellings(&self) -> impl Iterator<Item = (&KeyPath, usize)> {
        self.ways.iter().map(|(path, ways)| (path, ways.all()))
    }

    /// As most articles write it.
    pub fn spelling(&self) -> KeyPath {
        let most = most(self.spellings());
        most.cloned().unwrap_or(KeyPath(Vec::new()))
    }

    pub fn is_list(&self) -> bool {
        let is_list = |(way, _): (Way, usize)| matches!(way.kind, ValueKind::List(_));
        self.ways().any(is_list)
    }

    /// Its words, most frequent first, each with the number of its articles.
    fn values(&self) -> Arc<[(String, usize)]> {
        let mut values: Vec<(&Arc<str>, usize)> = self
            .words
            .iter()
            .map(|(word, count)| (word, *count))
            .collect();
        let order = |a: &(&Arc<str>, usize), b: &(&Arc<str>, usize)| {
            b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0))
        };
        let most = if self.is_list() {
            MAX_ITEMS
        } else {
            MAX_VALUES
        };
        if values.len() > most {
            values.select_nth_unstable_by(most, order);
            values.truncate(most);
        }
        values.sort_unstable_by(order);
        let values = values.into_iter();
        values
            .map(|(word, count)| (word.to_string(), count))
            .collect()
    }

    /// The field that it is, but for its share.
    pub fn field(&mut self) -> &Field {
        let made = self.field.take().unwrap_or_else(|| self.made());
        self.field.insert(made)
    }

    fn made(&self) -> Field {
        let path = self.spelling();
        let values = self.values();
        let all = self.chars.all();
        let at = |part: usize| {
            let mut before = 0;
            let mut chars = self.chars.iter();
            let found = chars.find(|(_, count)| {
                before += count;
                before > all * part / 10
            });
            found.map_or(0, |(chars, _)| *chars)
        };
        let typical_chars = (at(5), at(9));
        Field {
            label: kind::label(&path),
            kind: self.kind(&path, &values, typical_chars.0),
            share: 0.0,
            values,
            typical_chars,
            required: false,
            limit: None,
            help: None,
            order: None,
            is_hidden: false,
            is_declared: false,
            path,
        }
    }

    fn kind(&self, path: &KeyPath, values: &[(String, usize)], median_chars: usize) -> FieldKind {
        let kinds = self.ways().map(|(way, count)| (way.kind.plain(), count));
        let Some(kind) = most(kinds.filter(|(kind, _)| *kind != ValueKind::Null)) else {
            return kind::of_texts(
                path,
                &Texts {
                    count: 0,
                    words: &[],
                    long: 0,
                    with_breaks: 0,
                    median_chars: 0,
                },
            );
        };
        match kind {
            ValueKind::Switch => FieldKind::Switch,
            ValueKind::Number => FieldKind::Number,
            ValueKind::Date(_) => FieldKind::Date,
            ValueKind::Maps => FieldKind::ListOfMaps,
            ValueKind::List(_) => {
                let is_short = |(word, _): &&(String, usize)| word.chars().count() <= 40;
                let short = values.iter().filter(is_short).count();
                if short * 10 >= values.len() * 8 {
                    FieldKind::Tags
                } else {
                    FieldKind::List
                }
            }
            ValueKind::Null | ValueKind::Text | ValueKind::Lines => {
                let count = |is: &dyn Fn(&Way) -> bool| {
                    let ways = self.ways().filter(|(way, _)| is(way));
                    ways.map(|(_, count)| count).sum()
                };
                kind::of_texts(
                    path,
                    &Texts {
                        count: self.found(),
                        words: values,
                        long: count(&|way| !way.has_words),
                        with_breaks: count(&|way| way.kind == ValueKind::Lines),
                        median_chars,
                    },
                )
            }
        }
    }
}

impl ValueKind {
    /// Without its style.
    pub(super) fn plain(self) -> Self {
        match self {
            Self::Date(_) => Self::Date(DateStyle::Day),
            Self::List(_) => Self::List(ListStyle::Flow),
            Self::Lines => Self::Text,
            kind => kind,
        }
    }
}
