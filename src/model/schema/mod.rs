//! The form that the articles of a site have: which keys, of which kind, in which order.

use crate::model::front_matter::{FrontMatter, KeyPath};

/// What a value is for, and so which control it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    Text,
    LongText,
    Number,
    Switch,
    Date,
    Choice,
    Tags,
    List,
    Image,
    Link,
    Map,
    ListOfMaps,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub path: KeyPath,
    pub label: String,
    pub kind: FieldKind,
    /// The part of the section's articles that have it, 0 to 1.
    pub share: f32,
    /// By frequency.
    pub values: Vec<(String, usize)>,
    pub required: bool,
    /// The most characters.
    pub limit: Option<usize>,
    pub help: Option<String>,
    pub is_hidden: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pub fields: Vec<Field>,
    pub articles: usize,
}

impl Form {
    pub fn field(&self, path: &KeyPath) -> Option<&Field> {
        self.fields.iter().find(|field| field.path == *path)
    }

    pub fn offered(&self, _head: &FrontMatter) -> Vec<&Field> {
        Vec::new()
    }
}
impl Field {
    pub fn is_rare(&self) -> bool {
        self.share < 0.1 && !self.required
    }
}
pub fn similar_tag<'a>(_existing: &'a [(String, usize)], _typed: &str) -> Option<&'a str> {
    None
}
pub fn suggest<'a>(
    _values: &'a [(String, usize)],
    _typed: &str,
    _chosen: &[String],
) -> Vec<&'a (String, usize)> {
    Vec::new()
}
