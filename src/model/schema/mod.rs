//! The form that the articles of a site have: which keys, of which kind, in which order.
//!
//! It is learned from the articles that exist, section by section: each article gives a
//! [`HeadSummary`], these are counted ([`Counts`]), so that one that is another is counted anew
//! alone, and what most of them do is the form. The site's own settings
//! ([`Override`]) have the last word. Nothing here is needed to write: an article may have any key.
//!
//! Words: a *field* is a key that a section's articles have; its *share* is the part of them that
//! have it; an *outlier* is an article that does what hardly any other does.

mod counted;
mod file_name;
mod heads;
mod key;
mod kind;
mod learn;
mod outlier;
mod overrides;
mod summary;
mod tally;
mod words;

use std::{collections::BTreeMap, sync::Arc};

use crate::model::{
    front_matter::{Format, FrontMatter, KeyPath, Manner, Value},
    said::Said,
};

pub use file_name::{FileName, Shape};
pub use kind::{FieldKind, label};
pub use learn::Counts;
pub use outlier::{Oddity, Outlier};
pub use overrides::{Override, decap_config, front_matter_cms, kopij_toml};
pub use summary::{DateStyle, HeadSummary, KeptShapes, Shapes};
pub use words::{Suggestion, similar, suggest, twins};

/// With fewer articles a section has no form of its own.
const ENOUGH: usize = 3;
/// A key that this part of a section's articles has belongs to them.
const USUAL: f32 = 0.5;
/// A key that a smaller part has is rare.
const RARE: f32 = 0.1;

/// The forms of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// By the first folder below the content folder; empty for the top. Those that have enough
    /// articles to learn from, and those that the site says something of.
    sections: BTreeMap<String, Form>,
    /// Of all articles together.
    whole: Form,
    pub outliers: Vec<Outlier>,
}

/// The fields of one section, in the order of its heads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pub fields: Vec<Field>,
    /// How many articles it was learned from.
    pub articles: usize,
    /// A `date` as most of them write it; empty where none has one.
    pub date_example: String,
    /// How most of their heads are written.
    pub format: Option<Format>,
    /// How most of them write new values.
    pub manner: Manner,
    /// How the site's own settings name its files, and how they lie.
    names_said: Option<FileName>,
    shape_said: Option<Shape>,
}

/// A key that articles of a section have.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub path: KeyPath,
    pub label: Said,
    pub kind: FieldKind,
    /// The part of the section's articles that have it, 0 to 1.
    pub share: f32,
    /// Its words, most frequent first, each with its number of articles: at most 500, of a
    /// list 20,000.
    pub values: Arc<[(String, usize)]>,
    /// The median and the 90th percentile of its length, in characters.
    pub typical_chars: (usize, usize),
    pub required: bool,
    /// The most characters.
    pub limit: Option<usize>,
    pub help: Option<String>,
    /// Its place, if the site gives it one: the least stands first, before all that have none.
    pub order: Option<i64>,
    pub is_hidden: bool,
    /// The site's own settings say that there is such a field.
    pub is_declared: bool,
}

impl Schema {
    /// The form for the articles of a section: its own if it has one, else that of the whole site.
    pub fn form(&self, section: &str) -> &Form {
        let kind = section.split('/').next().unwrap_or_default();
        self.sections.get(kind).unwrap_or(&self.whole)
    }

    /// The form of all articles together.
    pub fn whole(&self) -> &Form {
        &self.whole
    }
}

impl Form {
    /// The field at `path`, ignoring case as Hugo does.
    pub fn field(&self, path: &KeyPath) -> Option<&Field> {
        self.fields.iter().find(|field| is_same(&field.path, path))
    }

    /// The field for the day of the last change.
    pub fn modified(&self) -> Option<&Field> {
        let is_it = |field: &&Field| match &field.path.0[..] {
            [key] => crate::model::site::keys::MODIFIED.contains(&key.to_lowercase().as_str()),
            _ => false,
        };
        let dates = self.fields.iter().filter(|it| it.kind == FieldKind::Date);
        dates
            .filter(is_it)
            .max_by(|a, b| a.share.total_cmp(&b.share))
    }

    /// Fields that this article lacks and could have.
    pub fn offered(&self, head: &FrontMatter) -> Vec<&Field> {
        self.fields
            .iter()
            .filter(|field| !field.is_hidden && field.is_free_in(head))
            .collect()
    }

    /// Keys whose value is the same in nearly every article: a new one keeps it.
    pub fn stable(&self) -> Vec<KeyPath> {
        self.fields
            .iter()
            .filter(|field| {
                let most = field.values.first().map_or(0, |(_, count)| *count);
                most * 10 >= self.articles * 8 && self.articles >= ENOUGH
            })
            .map(|field| field.path.clone())
            .collect()
    }
}

impl Schema {
    /// How the settings of the site name the files of a section, if they say it.
    pub fn names_said(&self, section: &str) -> Option<&FileName> {
        self.said(section, |form| form.names_said.as_ref())
    }

    /// How they say that the articles of a section lie.
    pub fn shape_said(&self, section: &str) -> Option<Shape> {
        self.said(section, |form| form.shape_said)
    }

    fn said<'a, T>(&'a self, section: &str, of: impl Fn(&'a Form) -> Option<T>) -> Option<T> {
        let kind = section.split('/').next().unwrap_or_default();
        let own = self.sections.get(kind).and_then(&of);
        own.or_else(|| of(&self.whole))
    }
}

impl Form {
    /// Keys that fewer than half of the section's articles have: a new one is without them.
    pub fn unusual(&self) -> Vec<KeyPath> {
        let is_known = self.articles >= ENOUGH;
        let unusual = self
            .fields
            .iter()
            .filter(|field| is_known && !field.is_usual());
        unusual.map(|field| field.path.clone()).collect()
    }

    /// How many keys a head has that are not usual, and lacks that are.
    pub fn strangeness(&self, head: &HeadSummary) -> usize {
        let has = |path| head.paths().any(|key| is_same(key, path));
        let usual = self.fields.iter().filter(|field| field.is_usual());
        let lacking = usual.filter(|field| !has(&field.path)).count();
        let is_odd = |path| self.field(path).is_none_or(|field| !field.is_usual());
        lacking + head.paths().filter(|key| is_odd(key)).count()
    }

    /// Whether the section's articles look as if they had begun with this head: written in the same
    /// format, at least half of all keys in common.
    pub fn follows(&self, head: &HeadSummary) -> bool {
        if self.articles < ENOUGH {
            return true;
        }
        let usual = self.fields.iter().filter(|field| field.is_usual()).count();
        head.format() == self.format && self.strangeness(head) * 3 <= usual + head.len()
    }
}

impl Field {
    /// Whether the section's articles have it as a rule.
    pub fn is_usual(&self) -> bool {
        self.share >= USUAL || self.required
    }

    /// Whether hardly any article of the section has it.
    pub fn is_rare(&self) -> bool {
        self.share < RARE && !self.required && !self.is_declared
    }

    /// Whether it is not there, and no value of another kind stands in its way.
    fn is_free_in(&self, head: &FrontMatter) -> bool {
        let parents = (1..self.path.0.len()).filter_map(|len| self.path.0.get(..len));
        let is_group = |path: &[String]| {
            let value = head.value(&KeyPath(path.to_vec()));
            value.is_none_or(|value| matches!(value, Value::Map(_) | Value::Null))
        };
        head.value(&self.path).is_none() && parents.into_iter().all(is_group)
    }
}

fn is_same(a: &KeyPath, b: &KeyPath) -> bool {
    a.0.len() == b.0.len()
        && a.0
            .iter()
            .zip(&b.0)
            .all(|(a, b)| a == b || a.to_lowercase() == b.to_lowercase())
}
