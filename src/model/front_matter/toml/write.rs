//! How values are written in TOML.

use std::str::FromStr as _;

use toml_edit::{Datetime, Value as Toml};

use super::super::Value;

/// How a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `"…"`, with escapes.
    Basic,
    /// `'…'`, as it is.
    Literal,
    /// `"""…"""`, over several lines.
    BasicLines,
}

impl Quotes {
    /// The quotes a value is written with.
    pub fn of(written: &str) -> Option<Self> {
        if written.starts_with("\"\"\"") || written.starts_with("'''") {
            return Some(Self::BasicLines);
        }
        match written.as_bytes().first()? {
            b'"' => Some(Self::Basic),
            b'\'' => Some(Self::Literal),
            _ => None,
        }
    }
}

/// Writes a value on one line; a text over several if `quotes` say so. `None`: TOML has no null.
pub fn value(value: &Value, quotes: Option<Quotes>, default: Quotes) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.named("nan", "inf"),
        Value::Date(date) if quotes.is_none() && is_datetime(date) => date.clone(),
        Value::Date(text) | Value::Text(text) => self::text(text, quotes.unwrap_or(default)),
        Value::List(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| self::value(item, quotes, default))
                .collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Map(entries) => {
            let entries: Option<Vec<String>> = entries
                .iter()
                .map(|entry| {
                    let value = self::value(&entry.value, quotes, default)?;
                    Some(format!("{} = {value}", key(&entry.key)))
                })
                .collect();
            format!("{{ {} }}", entries?.join(", "))
        }
    })
}

/// Writes one key of a path.
pub fn key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare {
        key.to_owned()
    } else {
        text(key, Quotes::Basic)
    }
}

/// Whether a number may be written so.
pub fn is_number(written: &str) -> bool {
    Toml::from_str(written).is_ok_and(|value| value.is_integer() || value.is_float())
}

fn is_datetime(date: &str) -> bool {
    Datetime::from_str(date).is_ok_and(|date| date.date.is_some())
}

fn text(text: &str, quotes: Quotes) -> String {
    let is_literal_safe = !text.contains('\'') && !text.chars().any(char::is_control);
    match quotes {
        Quotes::Literal if is_literal_safe => format!("'{text}'"),
        Quotes::BasicLines => format!("\"\"\"\n{}\"\"\"", escaped(text, true)),
        Quotes::Basic | Quotes::Literal => format!("\"{}\"", escaped(text, false)),
    }
}

fn escaped(text: &str, keeps_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if keeps_lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => push_escape(&mut out, char),
            char if char.is_control() => push_escape(&mut out, char),
            char => out.push(char),
        }
    }
    out
}

fn push_escape(out: &mut String, char: char) {
    let escape = format!("\\u{:04X}", u32::from(char));
    out.push_str(&escape);
}
