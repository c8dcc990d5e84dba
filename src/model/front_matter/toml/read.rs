//! Turns a TOML head into entries.

use std::ops::Range;

use toml_edit::{Document, Item, Key, TableLike, Value as Toml};

use super::super::{Decimal, Entry, Value, dates::is_date, head::error_at, lines::slice, values};
use crate::model::{finding::Finding, said::said};

/// Reads the head between `content.start` and `content.end` of `text`.
pub fn read(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    match parse(text, content) {
        Ok(document) => (
            entries(text, content.start, document.as_table()),
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

/// The entries of a table, in the order of the text.
pub fn entries(text: &str, start: usize, table: &dyn TableLike) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .filter_map(|(name, _)| table.get_key_value(name))
        .filter_map(|(key, item)| entry(text, start, key, item))
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn entry(text: &str, start: usize, key: &Key, item: &Item) -> Option<Entry> {
    let shift = |span: Range<usize>| start + span.start..start + span.end;
    let key_span = shift(key.span()?);
    let value = match item {
        Item::None => return None,
        Item::Value(value) => self::value(text, start, value),
        Item::Table(table) => Value::Map(entries(text, start, table)),
        Item::ArrayOfTables(tables) => Value::List(
            tables
                .iter()
                .map(|table| Value::Map(entries(text, start, table)))
                .collect(),
        ),
    };
    Some(Entry {
        key: key.get().to_owned(),
        value_span: item.span().map_or(key_span.clone(), shift),
        item_spans: item_spans(start, item),
        key_span,
        value,
    })
}

fn item_spans(start: usize, item: &Item) -> Vec<Range<usize>> {
    fn add(start: usize, value: &Toml, spans: &mut Vec<Range<usize>>) {
        for item in value.as_array().into_iter().flatten() {
            let span = item.span().unwrap_or_default();
            spans.push(start + span.start..start + span.end);
            add(start, item, spans);
        }
    }
    let mut spans = Vec::new();
    match item {
        Item::Value(value) => add(start, value, &mut spans),
        Item::ArrayOfTables(tables) => spans.extend(tables.iter().map(|table| {
            let span = table.span().unwrap_or_default();
            start + span.start..start + span.end
        })),
        Item::None | Item::Table(_) => {}
    }
    spans
}

/// The value as the writer means it.
pub fn value(text: &str, start: usize, value: &Toml) -> Value {
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
            let span = value.span().unwrap_or_default();
            let written = slice(text, start + span.start..start + span.end);
            if is_date(written) {
                Value::Date(written.to_owned())
            } else {
                Value::Text(date.value().to_string())
            }
        }
        Toml::Array(items) => Value::List(
            items
                .iter()
                .map(|item| self::value(text, start, item))
                .collect(),
        ),
        Toml::InlineTable(table) => Value::Map(entries(text, start, table)),
    }
}

/// A value with its keys in alphabetical order: in TOML their order means nothing.
pub fn sorted(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(sorted).collect()),
        Value::Map(entries) => {
            let mut entries: Vec<Entry> = entries
                .iter()
                .map(|entry| values::entry(entry.key.clone(), sorted(&entry.value)))
                .collect();
            entries.sort_by(|one, other| one.key.cmp(&other.key));
            Value::Map(entries)
        }
        other => other.clone(),
    }
}
