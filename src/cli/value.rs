//! Keys and values as they are given on the command line, and values as JSON.

use std::ops::Range;

use super::Error;
use crate::model::front_matter::{self, Decimal, Entry, KeyPath, Value, is_same};

/// A dotted path; `\.` is a dot inside a key and `\\` a backslash.
pub(super) fn key_path(text: &str) -> KeyPath {
    let mut keys = vec![String::new()];
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '.' => keys.push(String::new()),
            '\\' => push(&mut keys, chars.next().unwrap_or('\\')),
            _ => push(&mut keys, char),
        }
    }
    KeyPath(keys)
}

fn push(keys: &mut [String], char: char) {
    if let Some(key) = keys.last_mut() {
        key.push(char);
    }
}

/// Splits `KEY=VALUE` at its first `=`; one after a backslash belongs to the key.
pub(super) fn split(argument: &str) -> Option<(String, &str)> {
    let mut was_escape = false;
    for (at, char) in argument.char_indices() {
        if char == '=' && !was_escape {
            let key = argument.get(..at)?.replace("\\=", "=");
            return Some((key, argument.get(at + 1..)?)).filter(|(key, _)| !key.is_empty());
        }
        was_escape = char == '\\' && !was_escape;
    }
    None
}

/// A value given as YAML; nothing is an empty text. A number keeps its writing.
pub(super) fn read(key: &KeyPath, value: &str) -> Result<Value, Error> {
    if value.trim().is_empty() {
        return Ok(Value::Text(String::new()));
    }
    let text = format!("---\nvalue: {value}\n---\n");
    let head = front_matter::read(&text);
    let mut entries = head.entries.into_iter();
    match (entries.next(), entries.next()) {
        (Some(entry), None) if entry.key == "value" && head.problems.is_empty() => {
            Ok(entry_as_typed(entry, &text))
        }
        _ => Err(Error::NotYaml {
            key: key.clone(),
            value: value.to_owned(),
        }),
    }
}

fn entry_as_typed(entry: Entry, text: &str) -> Value {
    let mut spans = entry.item_spans.into_iter();
    as_typed(entry.value, entry.value_span, &mut spans, text)
}

/// A value whose numbers are as they stand in `text`, those in lists and groups too. `spans` are of
/// the items in it.
fn as_typed(
    value: Value,
    span: Range<usize>,
    spans: &mut impl Iterator<Item = Range<usize>>,
    text: &str,
) -> Value {
    match value {
        Value::List(items) => {
            let items = items.into_iter().map(|item| {
                let span = spans.next().unwrap_or_default();
                as_typed(item, span, spans, text)
            });
            Value::List(items.collect())
        }
        Value::Map(entries) => {
            let entries = entries.into_iter().map(|entry| Entry {
                value: entry_as_typed(entry.clone(), text),
                ..entry
            });
            Value::Map(entries.collect())
        }
        scalar => scalar_as_typed(scalar, text.get(span).unwrap_or_default()),
    }
}

/// A number that is written in another way than most (`+5`, `0x1F`), as it was typed.
fn scalar_as_typed(value: Value, typed: &str) -> Value {
    let is_other = match &value {
        Value::Integer(number) => number.to_string() != typed,
        // A text to the reader of heads, a number in base 16 or 8 to Hugo.
        Value::Text(text) => text == typed && typed.starts_with(['0']),
        _ => false,
    };
    let number = Decimal::read(typed).filter(|_| is_other);
    number.filter(Decimal::is_kept).map_or(value, Value::Float)
}

/// As JSON; numbers as they are written, where JSON has such ones.
pub(super) fn printed(value: &Value) -> String {
    let mut text = String::new();
    print(value, "", &mut text);
    text
}

fn print(value: &Value, indent: &str, text: &mut String) {
    let deeper = format!("{indent}  ");
    match value {
        Value::List(items) if !items.is_empty() => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.extend([if at == 0 { "\n" } else { ",\n" }, &deeper]);
                print(item, &deeper, text);
            }
            text.extend(["\n", indent, "]"]);
        }
        Value::Map(entries) if !entries.is_empty() => {
            text.push('{');
            for (at, entry) in entries.iter().enumerate() {
                let key = serde_json::Value::from(entry.key.as_str()).to_string();
                text.extend([if at == 0 { "\n" } else { ",\n" }, &deeper, &key, ": "]);
                print(&entry.value, &deeper, text);
            }
            text.extend(["\n", indent, "}"]);
        }
        Value::Float(number) => match number.in_json() {
            Some(written) => text.push_str(written),
            None => text.push_str(&json(value).to_string()),
        },
        other => text.push_str(&json(other).to_string()),
    }
}

pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(on) => (*on).into(),
        Value::Integer(number) => (*number).into(),
        // What is no number, or a larger one than JSON can have, stands there in letters.
        Value::Float(number) if !number.number().is_finite() => number.to_string().into(),
        Value::Float(number) => number.number().into(),
        Value::Date(text) | Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => json_map(entries),
    }
}

pub(super) fn json_map(entries: &[Entry]) -> serde_json::Value {
    let entries = entries.iter();
    serde_json::Value::Object(
        entries
            .map(|entry| (entry.key.clone(), json(&entry.value)))
            .collect(),
    )
}

/// Whether a value is what was asked for, or a list that holds it: the same number however it is
/// written, or what is written the same.
pub(super) fn is_or_holds(value: &Value, wanted: &Value) -> bool {
    let is_same = |value: &Value| {
        is_same(value, wanted) || (plain(value).is_some() && plain(value) == plain(wanted))
    };
    match value {
        Value::List(items) if !matches!(wanted, Value::List(_)) => items.iter().any(is_same),
        value => is_same(value),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Date(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Bool(on) => Some(on.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_down_unless_they_are_escaped() {
        assert_eq!(key_path("cover.alt"), KeyPath::new(["cover", "alt"]));
        assert_eq!(key_path("ms\\.date"), KeyPath::new(["ms.date"]));
        assert_eq!(key_path("a\\\\.b"), KeyPath::new(["a\\", "b"]));
    }

    #[test]
    fn a_pair_is_split_at_its_first_equals_sign() {
        assert_eq!(split("a=b=c"), Some(("a".to_owned(), "b=c")));
        assert_eq!(split("a="), Some(("a".to_owned(), "")));
        assert_eq!(split("a\\=b=c"), Some(("a=b".to_owned(), "c")));
        assert_eq!(split("a"), None);
        assert_eq!(split("=b"), None);
    }

    #[test]
    fn values_are_yaml() {
        #[track_caller]
        fn check(text: &str, value: &Value) {
            assert_eq!(&read(&KeyPath::new(["x"]), text).unwrap(), value, "{text}");
        }

        check("", &Value::Text(String::new()));
        check("false", &Value::Bool(false));
        check("12", &Value::Integer(12));
        for number in [
            "18446744073709551616",
            "1e400",
            "1e3",
            ".5",
            "5.",
            "+5",
            "-0",
            "0x1F",
            "0o17",
        ] {
            check(number, &Value::Float(Decimal::read(number).unwrap()));
        }
        for text in ["007", "0xZZ", "1_000", "\"0x1F\""] {
            check(text, &Value::Text(text.trim_matches('"').to_owned()));
        }
        check("2026-02-24", &Value::Date("2026-02-24".to_owned()));
        check("\"Yes: no\"", &Value::Text("Yes: no".to_owned()));
        check(
            "[a, b]",
            &Value::List(vec![
                Value::Text("a".to_owned()),
                Value::Text("b".to_owned()),
            ]),
        );
        let number = |text: &str| Value::Float(Decimal::read(text).unwrap());
        check("+5 # five", &number("+5"));
        check(
            "[+5, [0x1F], {}, 1e3, 7]",
            &Value::List(vec![
                number("+5"),
                Value::List(vec![number("0x1F")]),
                Value::Map(Vec::new()),
                number("1e3"),
                Value::Integer(7),
            ]),
        );
        let map = read(&KeyPath::new(["x"]), "{a: [+5, {b: 0x1F}]}").unwrap();
        assert_eq!(
            json(&map).to_string(),
            serde_json::json!({"a": [5.0, {"b": 31.0}]}).to_string()
        );
        for text in ["Yes: no", "[a", "\"a", "a\nb: c", "- a\n---\nx"] {
            assert!(read(&KeyPath::new(["x"]), text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_is_asked_for_by_its_value() {
        let value = |head: &str| front_matter::read(head).entries.remove(0).value;
        let wanted = |text: &str| read(&KeyPath::new(["w"]), text).unwrap();
        let finds = |head: &str, text: &str| is_or_holds(&value(head), &wanted(text));

        for head in [
            "---\nw: 5\n---\n",
            "---\nw: +5\n---\n",
            "---\nw: [4, 5]\n---\n",
            "+++\nw = +5\n+++\n",
        ] {
            assert!(finds(head, "5") && finds(head, "+5"), "{head}");
            assert!(!finds(head, "6"), "{head}");
        }
        for (head, text) in [
            ("+++\nw = 0x1F\n+++\n", "31"),
            ("+++\nw = 31\n+++\n", "0x1F"),
            ("---\nw: 0x1F\n---\n", "0x1F"),
            ("---\nw: 1.20\n---\n", "1.2"),
            ("---\nw: \"5\"\n---\n", "5"),
            ("---\nw: 2026-02-24\n---\n", "2026-02-24"),
        ] {
            assert!(finds(head, text), "{head} {text}");
        }
    }

    #[test]
    fn what_json_has_no_number_for_is_printed_in_letters() {
        for (head, printed_as) in [
            (
                "+++\nm = 0xffffffffffffffffffff\n+++\n",
                "\"0xffffffffffffffffffff\"",
            ),
            ("+++\nm = -inf\n+++\n", "\"-inf\""),
            ("+++\nm = 0x1F\n+++\n", "31"),
            ("---\nm: .nan\n---\n", "\"NaN\""),
            ("---\nm: 1e999\n---\n", "1e999"),
        ] {
            let value = front_matter::read(head).entries.remove(0).value;
            assert_eq!(printed(&value), printed_as, "{head}");
        }
    }

    #[test]
    fn numbers_are_printed_as_they_are_written() {
        let head = front_matter::read(
            "---\na: 1.20\nb: [1e3, 18446744073709551616, .5, {c: 1e400}]\nd: {}\ne: []\n---\n",
        );

        assert_eq!(
            printed(&Value::Map(head.entries)),
            "{\n  \"a\": 1.20,\n  \"b\": [\n    1e3,\n    18446744073709551616,\n    0.5,\n    {\n      \"c\": 1e400\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}"
        );
    }
}
