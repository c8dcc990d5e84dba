//! How values are written, and what a change makes of the head as `serde_json` reads it.

use std::ops::Range;

use serde_json::Value as Json;

use super::{
    super::{Format, Value, head, lines::slice, list::Item},
    edit::After,
    read::{parse, too_large},
};
use crate::model::text::Edit;

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
        Value::Float(number) => match number.plain() {
            Some(written) => written.to_owned(),
            None if number.number().is_infinite() => number.to_string(),
            None => json(value).to_string(),
        },
        scalar => json(scalar).to_string(),
    }
}

pub fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(on) => (*on).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => number.number().into(),
        Value::Date(text) | Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), json(&entry.value)))
                .collect(),
        ),
    }
}

/// Whether the result of `edit` is read as the head before with that change and no other, its keys
/// in the same order.
pub fn is_exact(
    text: &str,
    content: &Range<usize>,
    edit: &Edit,
    path: &[String],
    after: &After,
) -> bool {
    let new_text = edit.applied_to(text);
    let place = head::find(&new_text);
    let is_read = place.format == Some(Format::Json)
        && place.problem.is_none()
        && parse(&new_text, &place.content).is_ok();
    let (Some(mut old), Some(new)) = (reads(text, content), reads(&new_text, &place.content))
    else {
        return false;
    };
    // Maps are compared by their text, which has the order of their keys.
    let in_order = |json: &Json| json.to_string();
    let rest = |text: &str, end: usize| slice(text, end..text.len()).to_owned();
    is_read
        && change(&mut old, path, after)
        && in_order(&old) == in_order(&new)
        && rest(text, content.end) == rest(&new_text, place.content.end)
}

/// The head at `content`; numbers that are too large for `serde_json` are texts.
fn reads(text: &str, content: &Range<usize>) -> Option<Json> {
    let head = slice(text, content.clone());
    if let Ok(json) = serde_json::from_str(head) {
        return Some(json);
    }
    let mut quoted = String::with_capacity(head.len());
    let mut from = content.start;
    for number in too_large(&parse(text, content).ok()?) {
        quoted.push_str(slice(text, from..number.start));
        quoted.push('"');
        quoted.push_str(slice(text, number.clone()));
        quoted.push('"');
        from = number.end;
    }
    quoted.push_str(slice(text, from..content.end));
    serde_json::from_str(&quoted).ok()
}

/// Makes the change in the tree read before.
pub fn change(json: &mut Json, path: &[String], after: &After) -> bool {
    if let Some((key, rest)) = path.split_first() {
        let inner = match json {
            Json::Object(map) => map.get_mut(key),
            Json::Array(items) => key.parse().ok().and_then(|at: usize| items.get_mut(at)),
            _ => None,
        };
        return inner.is_some_and(|inner| change(inner, rest, after));
    }
    match (after, json) {
        (After::Value(value), place) => *place = self::json(value),
        (After::Added(key, value), Json::Object(map)) => {
            map.insert(key.clone(), self::json(value));
        }
        (After::Gone(key), Json::Object(map)) => return map.shift_remove(key).is_some(),
        (After::Renamed { old, new }, Json::Object(map)) => {
            *map = std::mem::take(map)
                .into_iter()
                .map(|(key, value)| (if key == *old { new.clone() } else { key }, value))
                .collect();
        }
        (After::Items(new), Json::Array(items)) => {
            let changed: Option<Vec<Json>> = new
                .iter()
                .map(|item| match item {
                    Item::Old(at) => items.get(*at).cloned(),
                    Item::New(value) => Some(self::json(value)),
                })
                .collect();
            match changed {
                Some(changed) => *items = changed,
                None => return false,
            }
        }
        _ => return false,
    }
    true
}
