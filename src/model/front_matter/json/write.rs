//! How values are written in JSON, and what a change makes of a head as `serde_json` reads it.

use serde_json::Value as Json;

use super::super::{Value, verify::Meaning};

/// A value on one line, a blank after each comma and colon.
pub fn write(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(write).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| {
                    let key = write(&Value::Text(entry.key.clone()));
                    format!("{key}: {}", write(&entry.value))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Float(number) => match number.in_json() {
            Some(written) => written.to_owned(),
            None => Json::from(number.number()).to_string(),
        },
        scalar => Json::of(scalar).to_string(),
    }
}

impl Meaning for Json {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(on) => (*on).into(),
            Value::Integer(number) => (*number).into(),
            // As it reads what is written: its numbers with a point are not always the nearest ones.
            Value::Float(_) => {
                let written = write(value);
                serde_json::from_str(&written).unwrap_or(Self::String(written))
            }
            Value::Date(text) | Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Self::of).collect(),
            Value::Map(entries) => Self::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::of(&entry.value)))
                    .collect(),
            ),
        }
    }

    fn items(&mut self) -> Option<&mut Vec<Self>> {
        self.as_array_mut()
    }

    fn child(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::Array(items) => items.get_mut(index),
            Self::Object(map) => map.values_mut().nth(index),
            _ => None,
        }
    }

    fn take_out(&mut self, index: usize) -> bool {
        let Self::Object(map) = self else {
            return false;
        };
        let key = map.keys().nth(index).cloned();
        key.is_some_and(|key| map.shift_remove(&key).is_some())
    }

    fn rename(&mut self, index: usize, key: &str) -> bool {
        let Self::Object(map) = self else {
            return false;
        };
        let old = std::mem::take(map).into_iter().enumerate();
        *map = old
            .map(|(at, (old, value))| (if at == index { key.to_owned() } else { old }, value))
            .collect();
        true
    }

    fn put_in(&mut self, key: &str, value: Self) -> bool {
        let Self::Object(map) = self else {
            return false;
        };
        map.insert(key.to_owned(), value).is_none()
    }
}
