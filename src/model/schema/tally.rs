//! The counts of one section, and the form that they make.
//!
//! Limits: 500 words of a field are kept, 20,000 of a list.

use std::collections::{BTreeMap, HashMap};

use super::{
    Field, Form, kind,
    kind::{FieldKind, Texts},
    summary::{DateStyle, HeadSummary, KeySummary, ListStyle, ValueKind},
};
use crate::model::{
    front_matter::{Format, KeyPath, Manner, Quoting},
    site::keys,
};

/// So many words of a field are kept.
const MAX_VALUES: usize = 500;
/// So many of a list: a word that is not among them would count as new.
const MAX_ITEMS: usize = 20_000;

/// The counts of one section.
#[derive(Default)]
pub(super) struct Tally<'a> {
    pub articles: usize,
    formats: Vec<Format>,
    /// By the path in lower case, as Hugo reads keys.
    pub keys: BTreeMap<Vec<String>, Key<'a>>,
}

/// The counts of one key.
#[derive(Default)]
pub(super) struct Key<'a> {
    /// The article and what it has, one each.
    pub found: Vec<(usize, KeySummary<'a>)>,
    /// Its place among the keys of its heads, added up.
    places: usize,
}

impl<'a> Tally<'a> {
    pub fn add(&mut self, article: usize, head: &'a HeadSummary) {
        self.articles += 1;
        self.formats.extend(head.format());
        for (place, key) in head.keys().enumerate() {
            let lower = key.path.0.iter().map(|key| key.to_lowercase()).collect();
            let tally = self.keys.entry(lower).or_default();
            tally.found.push((article, key));
            tally.places += place;
        }
    }

    pub fn form(self) -> Form {
        let articles = self.articles;
        let date_example = self
            .keys
            .get([keys::DATE.to_owned()].as_slice())
            .map(Key::date_example)
            .unwrap_or_default();
        let manner = self.manner();
        let format = most(self.formats.iter().copied());
        let mut fields: Vec<(usize, Field)> = self
            .keys
            .into_values()
            .map(|key| (key.places / key.found.len().max(1), key.field(articles)))
            .collect();
        fields.sort_by_key(|(place, _)| *place);
        Form {
            names_said: None,
            shape_said: None,
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            articles,
            date_example,
            format,
            manner,
        }
    }
}

impl Tally<'_> {
    /// How most articles write the values that a new head has none of.
    fn manner(&self) -> Manner {
        let keys = || {
            let found = self.keys.values().flat_map(|key| &key.found);
            found.map(|(_, key)| *key)
        };
        let list_style = most(keys().filter_map(|key| match key.kind {
            ValueKind::List(style) => Some(style),
            _ => None,
        }));
        let has_items =
            |key: &KeySummary<'_>| matches!(key.kind, ValueKind::List(_)) && key.has_words();
        Manner {
            block_lists: list_style == Some(ListStyle::Block),
            texts: quoting(keys().filter(|key| key.kind == ValueKind::Text)).unwrap_or_default(),
            items: quoting(keys().filter(has_items)),
            dates: most(
                keys()
                    .filter(|key| matches!(key.kind, ValueKind::Date(_)))
                    .map(|key| key.quotes),
            )
            .flatten(),
        }
    }
}

/// How most of `keys` are quoted; `None` if there are none.
fn quoting<'a>(keys: impl Iterator<Item = KeySummary<'a>> + Clone) -> Option<Quoting> {
    let quotes = most(keys.clone().filter_map(|key| key.quotes));
    let is_always = most(keys.map(|key| key.quotes.is_some()))?;
    Some(Quoting { quotes, is_always })
}

impl Key<'_> {
    /// As most articles write it.
    pub fn spelling(&self) -> KeyPath {
        most(self.found.iter().map(|(_, key)| key.path))
            .cloned()
            .unwrap_or(KeyPath(Vec::new()))
    }

    /// Its words, most frequent first, each with the number of its articles.
    pub fn values(&self) -> Vec<(String, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, key) in &self.found {
            for word in key.words() {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut values: Vec<(String, usize)> = counts
            .into_iter()
            .map(|(word, count)| (word.to_owned(), count))
            .collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let is_list = |(_, key): &(usize, KeySummary<'_>)| matches!(key.kind, ValueKind::List(_));
        let most = if self.found.iter().any(is_list) {
            MAX_ITEMS
        } else {
            MAX_VALUES
        };
        values.truncate(most);
        values
    }

    fn field(&self, articles: usize) -> Field {
        let path = self.spelling();
        let values = self.values();
        let mut chars: Vec<usize> = self
            .found
            .iter()
            .map(|(_, key)| key.chars)
            .filter(|&chars| chars > 0)
            .collect();
        chars.sort_unstable();
        let at = |part: usize| chars.get(chars.len() * part / 10).copied().unwrap_or(0);
        let typical_chars = (at(5), at(9));
        Field {
            label: kind::label(&path),
            kind: self.kind(&path, &values, typical_chars.0),
            share: self.found.len() as f32 / articles.max(1) as f32,
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
        let lines = ValueKind::Lines;
        let kinds = self.found.iter().map(|(_, key)| key.kind.plain());
        let Some(kind) = most(kinds.filter(|kind| *kind != ValueKind::Null)) else {
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
                let texts = self.found.iter().map(|(_, key)| key);
                kind::of_texts(
                    path,
                    &Texts {
                        count: self.found.len(),
                        words: values,
                        long: texts.clone().filter(|key| !key.has_words()).count(),
                        with_breaks: texts.filter(|key| key.kind == lines).count(),
                        median_chars,
                    },
                )
            }
        }
    }

    /// A date in the way that most are written.
    fn date_example(&self) -> String {
        let style = |key: &KeySummary<'_>| match key.kind {
            ValueKind::Date(style) => Some(style),
            _ => None,
        };
        let usual: Option<DateStyle> = most(self.found.iter().filter_map(|(_, key)| style(key)));
        self.found
            .iter()
            .filter(|(_, key)| usual.is_some() && style(key) == usual)
            .find_map(|(_, key)| key.words().next())
            .map(str::to_owned)
            .unwrap_or_default()
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

/// What occurs most often; of equals the least.
pub(super) fn most<T: Ord + std::hash::Hash + Clone>(found: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|(_, count)| *count == best)
        .map(|(one, _)| one)
}
