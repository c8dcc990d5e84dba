//! Whether two values are the same, whatever their place in a text.

use super::{Entry, Value};

/// Whether two values mean the same; where they are written does not count.
pub fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        (Value::Float(one), Value::Float(other)) => {
            let (one, other) = (one.number(), other.number());
            one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
        }
        (Value::Integer(one), Value::Float(other)) | (Value::Float(other), Value::Integer(one)) => {
            other.whole() == Some(*one)
        }
        (Value::Date(one) | Value::Text(one), Value::Date(other) | Value::Text(other)) => {
            one == other
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| one.key == other.key && is_same(&one.value, &other.value))
        }
        _ => false,
    }
}

/// Whether a value is to be what it is already; `1.20` in the place of `1.2` is a change.
pub fn is_unchanged(old: &Value, new: &Value) -> bool {
    let is_written_alike = match (old, new) {
        (Value::Float(old), Value::Float(new)) => {
            new.kept().is_none_or(|written| written == old.to_string())
        }
        (Value::Integer(old), Value::Float(new)) => new.to_string() == old.to_string(),
        (Value::List(old), Value::List(new)) => {
            let mut both = old.iter().zip(new);
            both.all(|(old, new)| is_unchanged(old, new))
        }
        (Value::Map(old), Value::Map(new)) => {
            let mut both = old.iter().zip(new);
            both.all(|(old, new)| is_unchanged(&old.value, &new.value))
        }
        _ => true,
    };
    is_written_alike && is_same(old, new)
}

/// A value inside of groups named by `keys`.
pub fn nested(keys: &[String], value: Value) -> Value {
    keys.iter().rev().fold(value, |value, key| {
        Value::Map(vec![entry(key.clone(), value)])
    })
}

/// An entry that is not yet in a text.
pub fn entry(key: String, value: Value) -> Entry {
    Entry {
        key,
        key_span: 0..0,
        value,
        value_span: 0..0,
        item_spans: Vec::new(),
    }
}

/// How many items a list holds, those of the lists in it counted too.
pub fn items_in(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(|item| 1 + items_in(item)).sum(),
        _ => 0,
    }
}

/// With the entries of each group in the order of what `name` makes of their keys, which they then
/// have: for where the order of a text does not count.
pub fn sorted(value: &Value, name: fn(&str) -> String) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| sorted(item, name)).collect()),
        Value::Map(entries) => {
            let entries = entries.iter();
            let mut entries: Vec<Entry> = entries
                .map(|it| entry(name(&it.key), sorted(&it.value, name)))
                .collect();
            entries.sort_by(|one, other| one.key.cmp(&other.key));
            Value::Map(entries)
        }
        other => other.clone(),
    }
}

/// Where a key is among `keys` (`None`: one that is no text): exactly, then ignoring case, as Hugo does.
pub fn position<'k>(
    keys: impl Iterator<Item = Option<&'k str>> + Clone,
    key: &str,
) -> Option<usize> {
    let exact = keys.clone().position(|other| other == Some(key));
    exact.or_else(|| {
        let lower = key.to_lowercase();
        let mut keys = keys;
        keys.position(|other| other.is_some_and(|other| other.to_lowercase() == lower))
    })
}
