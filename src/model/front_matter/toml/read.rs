//! Turns a TOML head into entries.

use std::{borrow::Cow, num::IntErrorKind, ops::Range};

use toml_edit::{Document, Item, Table, TableLike, TomlError, Value as Toml};

use super::super::{
    Decimal, Entry, Value,
    dates::is_date,
    head::{error_at, problem_at},
    lines::{line_end, line_start, slice},
    node::{self, Kind, Pair, Tree},
};
use super::broken::why;
use crate::model::{finding::Finding, rule::Rule, said::said};

/// So many numbers that are too large are found in one head.
const MAX_TOO_LARGE: usize = 20;

/// Reads the head between `content.start` and `content.end` of `text`. Beside numbers that are too
/// large, the rest is read.
pub fn read(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    let mut problems = Vec::new();
    let entries = with_document(text, content, &mut problems, |document| {
        node::entries_as_written(&tree(text, content.start, document))
    });
    let entries = entries.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    (entries, problems)
}

/// What `of` makes of a head; spans count from its content. In place of a number that is too large the
/// document has another one as long, and `problems` names it.
pub fn with_document<T>(
    text: &str,
    content: &Range<usize>,
    problems: &mut Vec<Finding>,
    of: impl FnOnce(&Document<&str>) -> T,
) -> Result<T, Finding> {
    let mut source = Cow::Borrowed(slice(text, content.clone()));
    loop {
        let error = match Document::parse(&*source) {
            Ok(document) => return Ok(of(&document)),
            Err(error) => error,
        };
        let number = too_large(&source, &error).filter(|_| problems.len() < MAX_TOO_LARGE);
        let Some(number) = number else {
            return Err(broken(text, content, &error));
        };
        let written = slice(
            text,
            content.start + number.start..content.start + number.end,
        );
        let why = said!("head-number-too-large", number = written);
        let at = content.start + number.start;
        problems.push(problem_at(text, at, Rule::HeadNumber, why));
        let other = format!("{:.1$}", 1.0, number.len().saturating_sub(2));
        source.to_mut().replace_range(number, &other);
    }
}

fn broken(text: &str, content: &Range<usize>, error: &TomlError) -> Finding {
    let at = content.start + error.span().map_or(0, |span| span.start);
    let at = at.min(content.end.saturating_sub(1)).max(content.start);
    let head = slice(text, content.clone());
    let why = why(head, &error.span().unwrap_or_default(), error.message());
    error_at(text, at, why)
}

/// The number that a head cannot be read for, if that is why.
fn too_large(source: &str, error: &TomlError) -> Option<Range<usize>> {
    let start = error.span()?.start;
    let rest = source.get(start..)?;
    let is_part = |char: char| char.is_ascii_alphanumeric() || "+-._".contains(char);
    let len = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
    // A key may look like a number, before its `=` or alone between brackets on its line, which is no
    // row of a list that is begun above.
    let at = line_start(source, start);
    let line = slice(source, at..line_end(source, start)).trim();
    let is_bracketed = line.starts_with('[') && line.ends_with(']') && !line.contains([',', '=']);
    let is_name = is_bracketed && Document::parse(slice(source, 0..at)).is_ok();
    let is_key = rest
        .get(len..)?
        .trim_start_matches([' ', '\t'])
        .starts_with('=');
    if is_key || is_name {
        return None;
    }
    let number = rest.get(..len)?.replace('_', "");
    let whole = match number.get(..2) {
        Some("0x") => i64::from_str_radix(number.get(2..)?, 16),
        Some("0o") => i64::from_str_radix(number.get(2..)?, 8),
        Some("0b") => i64::from_str_radix(number.get(2..)?, 2),
        _ => number.parse(),
    };
    let is_too_large = match whole {
        Ok(_) => false,
        Err(why) => match why.kind() {
            IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => true,
            _ => {
                let starts =
                    number.starts_with(|char: char| char.is_ascii_digit() || "+-".contains(char));
                starts
                    && number.parse().is_ok_and(f64::is_infinite)
                    && number.contains(|char: char| char.is_ascii_digit())
            }
        },
    };
    is_too_large.then_some(start..start + len)
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
            Toml::Float(number) => {
                let written = slice(self.text, self.of(value.span()));
                // Where it was too large, another was read in its place.
                let read = written.replace('_', "").parse().unwrap_or(f64::INFINITY);
                let number = if read.is_nan() { *number.value() } else { read };
                Value::Float(Decimal::written(written, number))
            }
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
