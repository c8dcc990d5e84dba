//! The result of an edit is read again, by every parser that its language has: the change must be
//! in it, and nothing else.

use std::ops::Range;

use super::{Format, Value, head, list::Item, values};
use crate::model::text::Edit;

/// What a change makes of the value at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    Value(Value),
    /// A list of these items, old ones and new.
    Items(Vec<Item>),
    /// A map with one more key.
    Added(String, Value),
    /// Gone, key and all.
    Removed,
    /// The key is another, its value and place are as they were.
    Renamed(String),
}

/// What a change is meant to make of a head.
pub struct Meant {
    /// The way to the value that changes, by index.
    pub at: Vec<usize>,
    pub after: After,
}

/// A head as one parser reads it.
pub trait Meaning: Clone {
    /// How the parser reads a value that was written.
    fn of(value: &Value) -> Self;

    fn items(&mut self) -> Option<&mut Vec<Self>>;

    /// The item, or the value of the key, at `index`.
    fn child(&mut self, index: usize) -> Option<&mut Self>;

    /// Takes the key at `index` out of a map. Whether there was one; so of the next two.
    fn take_out(&mut self, index: usize) -> bool;

    fn rename(&mut self, index: usize, key: &str) -> bool;

    /// Adds a key at the end of a map.
    fn put_in(&mut self, key: &str, value: Self) -> bool;
}

/// Whether `edit` leaves a head of this format between the fences it had, and `is_meant` finds in the new
/// text, and the place of its content, what was meant.
pub fn is_exact(
    text: &str,
    format: Format,
    edit: &Edit,
    is_meant: impl FnOnce(&str, &Range<usize>) -> bool,
) -> bool {
    let new_text = edit.applied_to(text);
    let place = head::find(&new_text);
    place.format == Some(format)
        && head::is_within(text, &new_text, edit)
        && is_meant(&new_text, &place.content)
}

/// Whether `new` is `old` with the change that was meant, and no other.
pub fn is_changed<M: Meaning>(
    mut old: M,
    new: &M,
    meant: &Meant,
    is_same: impl FnOnce(&M, &M) -> bool,
) -> bool {
    change(&mut old, &meant.at, &meant.after) && is_same(&old, new)
}

/// Makes the change in what was read before. Whether there was a place for it.
fn change<M: Meaning>(meaning: &mut M, at: &[usize], after: &After) -> bool {
    match (at, after) {
        ([index], After::Removed) => return meaning.take_out(*index),
        ([index], After::Renamed(key)) => return meaning.rename(*index, key),
        ([index, rest @ ..], _) => {
            let inner = meaning.child(*index);
            return inner.is_some_and(|inner| change(inner, rest, after));
        }
        ([], After::Value(value)) => *meaning = M::of(value),
        ([], After::Added(key, value)) => return meaning.put_in(key, M::of(value)),
        ([], After::Items(new)) => {
            let Some(items) = meaning.items() else {
                return false;
            };
            let changed = new.iter().map(|item| match item {
                Item::Old(index) => items.get(*index).cloned(),
                Item::New(value) => Some(M::of(value)),
            });
            let Some(changed) = changed.collect() else {
                return false;
            };
            *items = changed;
        }
        ([], After::Removed | After::Renamed(_)) => return false,
    }
    true
}

impl Meaning for Value {
    fn of(value: &Value) -> Self {
        value.clone()
    }

    fn items(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    fn child(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::List(items) => items.get_mut(index),
            Self::Map(entries) => entries.get_mut(index).map(|entry| &mut entry.value),
            _ => None,
        }
    }

    fn take_out(&mut self, index: usize) -> bool {
        match self {
            Self::Map(entries) if index < entries.len() => {
                entries.remove(index);
                true
            }
            _ => false,
        }
    }

    fn rename(&mut self, index: usize, key: &str) -> bool {
        let Self::Map(entries) = self else {
            return false;
        };
        let entry = entries.get_mut(index);
        entry.is_some_and(|entry| {
            key.clone_into(&mut entry.key);
            true
        })
    }

    fn put_in(&mut self, key: &str, value: Self) -> bool {
        let Self::Map(entries) = self else {
            return false;
        };
        entries.push(values::entry(key.to_owned(), value));
        true
    }
}
