//! Turns a TOML head into entries.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value as Toml};

use super::super::{
    Decimal, Entry, Value,
    dates::is_date,
    head::error_at,
    lines::slice,
    node::{self, Kind, Pair, Tree},
};
use crate::model::{finding::Finding, said::said};

/// Reads the head between `content.start` and `content.end` of `text`.
pub fn read(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    match parse(text, content) {
        Ok(document) => (
            node::entries_as_written(&tree(text, content.start, &document)),
            Vec::new(),
        ),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

/// Parses a head; spans count from its content.
pub fn parse<'a>(text: &'a str, content: &Range<usize>) -> Result<Document<&'a str>, Finding> {
    Document::parse(slice(text, content.clone())).map_err(|error| {
        let at = content.start + error.span().map_or(0, |span| span.start);
        let at = at.min(content.end.saturating_sub(1)).max(content.start);
        let why = error.message().lines().next().unwrap_or_default();
        error_at(text, at, said!("head-cannot-read", why = why))
    })
}

/// What the crate has of a node.
#[derive(Clone, Copy)]
pub enum Written<'a> {
    /// Of a key.
    Item(&'a Item),
    /// An item between brackets.
    Value(&'a Toml),
    /// The root, or a table of a list of tables.
    Table(&'a Table),
}

pub type Node<'a> = Tree<Written<'a>>;

impl<'a> Written<'a> {
    /// What stands behind an `=` or between brackets.
    pub fn value(self) -> Option<&'a Toml> {
        match self {
            Self::Item(item) => item.as_value(),
            Self::Value(value) => Some(value),
            Self::Table(_) => None,
        }
    }
}

/// The tree of a head whose content starts at `start`; its keys are in the order of the text.
pub fn tree<'a>(text: &str, start: usize, document: &'a Document<&str>) -> Node<'a> {
    let places = Places { text, start };
    let root = document.as_table();
    Tree {
        span: places.of(root.span()),
        kind: Kind::Map(places.pairs(root)),
        mark: Written::Table(root),
    }
}

struct Places<'t> {
    text: &'t str,
    start: usize,
}

impl Places<'_> {
    fn of(&self, span: Option<Range<usize>>) -> Range<usize> {
        let span = span.unwrap_or_default();
        self.start + span.start..self.start + span.end
    }

    fn pairs<'a>(&self, table: &'a dyn TableLike) -> Vec<Pair<Written<'a>>> {
        let names = table.iter().map(|(name, _)| name);
        let items = names.filter_map(|name| table.get_key_value(name));
        let pairs = items.filter_map(|(key, item)| {
            let key_span = self.of(Some(key.span()?));
            let span = match item.span() {
                Some(span) => self.of(Some(span)),
                None => key_span.clone(),
            };
            let kind = match item {
                Item::None => return None,
                Item::Value(value) => self.kind(value),
                Item::Table(table) => Kind::Map(self.pairs(table)),
                Item::ArrayOfTables(tables) => Kind::List(
                    tables
                        .iter()
                        .map(|table| Tree {
                            span: self.of(table.span()),
                            kind: Kind::Map(self.pairs(table)),
                            mark: Written::Table(table),
                        })
                        .collect(),
                ),
            };
            Some(Pair {
                key: key.get().to_owned(),
                key_span,
                value: Tree {
                    span,
                    kind,
                    mark: Written::Item(item),
                },
            })
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by_key(|pair| pair.key_span.start);
        pairs
    }

    fn kind<'a>(&self, value: &'a Toml) -> Kind<Written<'a>> {
        match value {
            Toml::Array(items) => Kind::List(
                items
                    .iter()
                    .map(|item| Tree {
                        span: self.of(item.span()),
                        kind: self.kind(item),
                        mark: Written::Value(item),
                    })
                    .collect(),
            ),
            Toml::InlineTable(table) => Kind::Map(self.pairs(table)),
            scalar => Kind::Scalar(self.scalar(scalar)),
        }
    }

    /// The value as the writer means it.
    fn scalar(&self, value: &Toml) -> Value {
        match value {
            Toml::String(text) if is_date(text.value()) => Value::Date(text.value().clone()),
            Toml::String(text) => Value::Text(text.value().clone()),
            Toml::Integer(number) => Value::Integer(*number.value()),
            Toml::Float(number) => Value::Float(Decimal::written(
                number.display_repr().trim(),
                *number.value(),
            )),
            Toml::Boolean(on) => Value::Bool(*on.value()),
            Toml::Datetime(date) => {
                let written = slice(self.text, self.of(value.span()));
                if is_date(written) {
                    Value::Date(written.to_owned())
                } else {
                    Value::Text(date.value().to_string())
                }
            }
            Toml::Array(_) | Toml::InlineTable(_) => Value::Null,
        }
    }
}
