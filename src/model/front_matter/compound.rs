//! Changes that are made of others: a group is set key by key, and a list or group that becomes a
//! value of another kind is emptied first. Each step is verified alone, and so is what comes of all.

use super::{
    Change, Entry, Format, KeyPath, Manner, Refusal, Value, edit_at_once, edit_in, read,
    values::{is_same, is_unchanged, sorted},
};
use crate::model::text::Edit;

/// Sets a value over a list or a group; `None` if there is neither at `path`.
pub fn set(
    text: &str,
    path: &KeyPath,
    value: &Value,
    manner: Manner,
) -> Option<Result<Option<Edit>, Refusal>> {
    let head = read(text);
    // Without it, the next item would be named by its path.
    let is_item = |path: &KeyPath| {
        let above = path.0.split_last().map(|(_, above)| above.to_vec());
        above.is_some_and(|above| matches!(head.value(&KeyPath(above)), Some(Value::List(_))))
    };
    let changed = match (head.value(path)?, value) {
        // Each step is of a key further down, so this ends.
        (Value::Map(old), Value::Map(new)) => all(text, &of_group(path, old, new), manner, edit_in),
        // These steps are at the same place: made of others again, they would never end.
        (old @ (Value::List(_) | Value::Map(_)), _) if !is_item(path) => {
            let mut steps = emptied(path, old, head.format?);
            steps.push(set_at(path.clone(), value.clone()));
            all(text, &steps, manner, edit_at_once)
        }
        _ => return None,
    };
    Some(changed.and_then(|changed| {
        // Where a new key stands in its group, and in which case, is the head's.
        let in_order = |value: &Value| sorted(value, str::to_lowercase);
        let is_meant = read(&changed)
            .value(path)
            .is_some_and(|found| is_same(&in_order(found), &in_order(value)));
        if is_meant {
            Ok(Edit::between(text, &changed))
        } else {
            Err(Refusal::Unverified)
        }
    }))
}

/// The text after all `steps`, each made by `edit` in the text that the ones before it made.
pub(super) fn all(
    text: &str,
    steps: &[Change],
    manner: Manner,
    edit: impl Fn(&str, &Change, Manner) -> Result<Option<Edit>, Refusal>,
) -> Result<String, Refusal> {
    let mut text = text.to_owned();
    for step in steps {
        if let Some(edit) = edit(&text, step, manner)? {
            text = edit.applied_to(&text);
        }
    }
    Ok(text)
}

/// New keys come before old ones go: a group that is empty for a moment would lose its style.
fn of_group(path: &KeyPath, old: &[Entry], new: &[Entry]) -> Vec<Change> {
    let is_one = |one: &Entry, other: &Entry| one.key.to_lowercase() == other.key.to_lowercase();
    let is_as_before = |entry: &&Entry| {
        let mut old = old.iter();
        !old.any(|old| is_one(old, entry) && is_unchanged(&old.value, &entry.value))
    };
    let set = new
        .iter()
        .filter(is_as_before)
        .map(|entry| set_at(below(path, &entry.key), entry.value.clone()));
    let gone = old
        .iter()
        .filter(|old| !new.iter().any(|entry| is_one(old, entry)))
        .map(|old| Change::Remove {
            path: below(path, &old.key),
        });
    set.chain(gone).collect()
}

/// Leaves `[]` or `{}`; in TOML, where the place of a table means nothing, not even that.
fn emptied(path: &KeyPath, old: &Value, format: Format) -> Vec<Change> {
    match old {
        _ if format == Format::Toml => vec![Change::Remove { path: path.clone() }],
        Value::Map(entries) => entries
            .iter()
            .map(|entry| Change::Remove {
                path: below(path, &entry.key),
            })
            .collect(),
        _ => vec![set_at(path.clone(), Value::List(Vec::new()))],
    }
}

fn set_at(path: KeyPath, value: Value) -> Change {
    Change::Set { path, value }
}

fn below(path: &KeyPath, key: &str) -> KeyPath {
    let mut path = path.clone();
    path.0.push(key.to_owned());
    path
}
