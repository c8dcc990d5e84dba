//! The counts of one section, and the form that they make.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Field, Form,
    counted::{Counted, most},
    heads::Heads,
    key::{Key, Way},
    outlier::{self, Odd},
    summary::{DateStyle, KeySummary, ListStyle, ValueKind},
};
use crate::model::{
    front_matter::{Format, KeyPath, Manner, Quoting},
    site::keys,
};

/// The counts of one section.
#[derive(Debug, Default)]
pub(super) struct Tally {
    articles: usize,
    formats: Counted<Format>,
    /// By the path in lower case, as Hugo reads keys.
    keys: BTreeMap<Vec<String>, Keyed>,
}

/// A key, and what is odd of it, until it is another.
#[derive(Debug, Default)]
struct Keyed {
    key: Key,
    odd: Option<Vec<Odd>>,
}

impl Tally {
    pub fn articles(&self) -> usize {
        self.articles
    }

    pub fn put_article(&mut self, format: Option<Format>) {
        self.articles += 1;
        if let Some(format) = format {
            self.formats.put(format);
        }
    }

    pub fn take_article(&mut self, format: Option<Format>) {
        self.articles -= 1;
        if let Some(format) = format {
            self.formats.take(&format);
        }
    }

    /// Counts a key of an article; `place` is the one among its keys.
    pub fn put(
        &mut self,
        lower: &[String],
        key: &KeySummary<'_>,
        place: usize,
        words: &[Arc<str>],
    ) {
        if let Some(keyed) = self.keys.get_mut(lower) {
            keyed.odd = None;
            keyed.key.put(key, place, words);
        } else {
            let mut keyed = Keyed::default();
            keyed.key.put(key, place, words);
            self.keys.insert(lower.to_owned(), keyed);
        }
    }

    /// Counts it no more.
    pub fn take(&mut self, lower: &[String], key: &KeySummary<'_>, place: usize) {
        if let Some(keyed) = self.keys.get_mut(lower) {
            keyed.odd = None;
            keyed.key.take(key, place);
            if keyed.key.is_gone() {
                self.keys.remove(lower);
            }
        }
    }

    /// A key of an article stands at another place among its keys.
    pub fn replace(&mut self, lower: &[String], from: usize, to: usize) {
        if let Some(Keyed { key, .. }) = self.keys.get_mut(lower) {
            key.places += to;
            key.places -= from;
        }
    }

    /// A word of a key as it is held already.
    pub fn held(&self, lower: &[String], word: &str) -> Option<Arc<str>> {
        self.keys.get(lower)?.key.holds(word)
    }

    /// The way in which most write a date; `None`: none does.
    pub fn date_style(&self) -> Option<DateStyle> {
        let date = self.keys.get([keys::DATE.to_owned()].as_slice())?;
        most(date.key.ways().filter_map(|(way, count)| match way.kind {
            ValueKind::Date(style) => Some((style, count)),
            _ => None,
        }))
    }

    pub fn form(&mut self, date_example: String) -> Form {
        let articles = self.articles;
        let manner = self.manner();
        let mut fields: Vec<(usize, Field)> = self
            .keys
            .values_mut()
            .map(|Keyed { key, .. }| {
                let found = key.found();
                let mut field = key.field().clone();
                field.share = found as f32 / articles.max(1) as f32;
                (key.places / found.max(1), field)
            })
            .collect();
        fields.sort_by_key(|(place, _)| *place);
        Form {
            names_said: None,
            shape_said: None,
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            articles,
            date_example,
            format: most(self.formats.iter().map(|(format, count)| (*format, count))),
            manner,
        }
    }

    /// What is odd among these articles, which are those that are counted.
    pub fn odd(&mut self, heads: &Heads) -> impl Iterator<Item = (KeyPath, &Odd)> {
        self.keys
            .iter_mut()
            .flat_map(|(lower, Keyed { key, odd })| {
                if odd.is_none() {
                    let values = Arc::clone(&key.field().values);
                    *odd = Some(outlier::of_key(key, &values, lower, heads));
                }
                let path = key.spelling();
                let odd = odd.iter().flatten();
                odd.map(move |odd| (path.clone(), odd))
            })
    }

    /// How most articles write the values that a new head has none of.
    fn manner(&self) -> Manner {
        let ways = || self.keys.values().flat_map(|keyed| keyed.key.ways());
        let list_style = most(ways().filter_map(|(way, count)| match way.kind {
            ValueKind::List(style) => Some((style, count)),
            _ => None,
        }));
        let is_text = |(way, _): &(Way, usize)| way.kind == ValueKind::Text;
        let has_items =
            |(way, _): &(Way, usize)| matches!(way.kind, ValueKind::List(_)) && way.has_words;
        let is_date = |(way, _): &(Way, usize)| matches!(way.kind, ValueKind::Date(_));
        let dates = ways().filter(is_date);
        Manner {
            block_lists: list_style == Some(ListStyle::Block),
            texts: quoting(ways().filter(is_text)).unwrap_or_default(),
            items: quoting(ways().filter(has_items)),
            dates: most(dates.map(|(way, count)| (way.quotes, count))).flatten(),
        }
    }
}

/// How most of these are quoted; `None` if there are none.
fn quoting(ways: impl Iterator<Item = (Way, usize)> + Clone) -> Option<Quoting> {
    let with_quotes = ways
        .clone()
        .filter_map(|(way, count)| Some((way.quotes?, count)));
    let quotes = most(with_quotes);
    let is_always = most(ways.map(|(way, count)| (way.quotes.is_some(), count)))?;
    Some(Quoting { quotes, is_always })
}
