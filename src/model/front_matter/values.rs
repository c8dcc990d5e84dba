//! Comparing values whatever their place in a text.

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
            new.plain().is_none_or(|written| written == old.to_string())
        }
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
