//! The result of an edit is read again: the change must be in it, and nothing else.

use super::{
    super::{
        Format, Value, head,
        splice::apply,
        values::{self, is_same},
    },
    edit::{After, Head},
    read::{entries, parse, sorted},
};
use crate::model::text::Edit;

impl Head<'_> {
    /// Reads the result: the value at `path` must be `after`, and nothing else may differ.
    pub fn is_exact(&self, edit: &Edit, path: &[String], after: &After) -> bool {
        let new_text = apply(self.text, edit);
        let place = head::find(&new_text);
        let is_own_head =
            place.format == Some(Format::Toml) && head::is_within(self.text, &new_text, edit);
        let Ok(new) = parse(&new_text, &place.content) else {
            return false;
        };
        let mut old = Value::Map(entries(
            self.text,
            self.content.start,
            self.document.as_table(),
        ));
        let new = Value::Map(entries(&new_text, place.content.start, new.as_table()));
        is_own_head && change(&mut old, path, after) && is_same(&sorted(&old), &sorted(&new))
    }
}

/// Makes the change in the value read before.
pub fn change(value: &mut Value, path: &[String], after: &After) -> bool {
    let Some((key, rest)) = path.split_first() else {
        return match after {
            After::Value(new) => {
                *value = new.clone();
                true
            }
            After::Gone | After::Renamed(_) => false,
        };
    };
    let entries = match value {
        Value::Map(entries) => entries,
        Value::List(items) => {
            let item = key.parse().ok().and_then(|at: usize| items.get_mut(at));
            return item.is_some_and(|item| change(item, rest, after));
        }
        _ => return false,
    };
    let found = entries.iter().position(|entry| entry.key == *key);
    match (found, rest.is_empty(), after) {
        (None, true, After::Value(new)) => {
            entries.push(values::entry(key.clone(), new.clone()));
            true
        }
        (Some(at), true, After::Gone) => {
            entries.remove(at);
            true
        }
        (Some(at), _, _) => entries.get_mut(at).is_some_and(|entry| match after {
            After::Renamed(key) if rest.is_empty() => {
                entry.key.clone_from(key);
                true
            }
            _ => change(&mut entry.value, rest, after),
        }),
        (None, _, _) => false,
    }
}
