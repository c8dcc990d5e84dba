//! The gates that an edit passes before it is made: the head must read back as intended, by two
//! readers, and nothing else may have moved.

use super::{
    Change, Format, KeyPath, Refusal, Value,
    head::{self, Head},
    read_members,
    tree::{Meaning, Member, meaning, place},
};
use crate::model::text::Edit;

/// Passes an edit of `text`, or says that its result would not be what was meant.
pub(super) fn verify(
    text: &str,
    head: &Head,
    members: &[Member],
    change: &Change,
    edit: &Edit,
) -> Result<(), Refusal> {
    let unverified = || Refusal::Unverified;
    let old = text.get(..head.whole.end).ok_or_else(unverified)?;
    let mut new = old.to_owned();
    if edit.range.end > new.len() || new.get(edit.range.clone()).is_none() {
        return Err(Refusal::Unverified);
    }
    new.replace_range(edit.range.clone(), &edit.insert);

    // The head ends where it ended, moved by what was written.
    let found = head::find(&new).ok_or_else(unverified)?;
    let moved = head.content.end + edit.insert.len() - edit.range.len();
    let same_places = found.format == head.format
        && found.content == (head.content.start..moved)
        && found.whole.end == new.len()
        && found.early_fence.is_some() == head.early_fence.is_some();
    if !same_places {
        return Err(Refusal::Unverified);
    }

    let mut intended = meaning(members);
    apply(&mut intended, change).ok_or_else(unverified)?;
    let read = read_members(&new, &found).map_err(|_unreadable| Refusal::Unverified)?;
    let mut found_meaning = meaning(&read);
    if head.format == Format::Toml {
        // A new root key stands before the tables that were there.
        sort(&mut intended);
        sort(&mut found_meaning);
    }
    if found_meaning != intended {
        return Err(Refusal::Unverified);
    }
    if head.format == Format::Yaml {
        let path = spelled(members, change.path());
        let old = text.get(head.content.clone()).ok_or_else(unverified)?;
        let new = new.get(found.content).ok_or_else(unverified)?;
        second_reader(old, new, &path, change)?;
    }
    Ok(())
}

/// Puts keys in an order that does not depend on their places.
fn sort(members: &mut [(String, Meaning)]) {
    for (_, meaning) in members.iter_mut() {
        if let Meaning::Map(inner) = meaning {
            sort(inner);
        }
    }
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
}

/// The path with the keys as the head spells them.
fn spelled(members: &[Member], path: &KeyPath) -> KeyPath {
    let mut members = Some(members);
    let keys = path.0.iter().map(|key| {
        let here = members.and_then(|members| super::tree::member(members, key));
        members = here.and_then(|member| member.node.members());
        here.map_or_else(|| key.clone(), |member| member.key.clone())
    });
    KeyPath(keys.collect())
}

/// Makes the change in the meaning. `None`: it cannot be made.
fn apply(members: &mut Vec<(String, Meaning)>, change: &Change) -> Option<()> {
    let (last, parents) = change.path().0.split_last()?;
    let mut group = members;
    for key in parents {
        let found = place(group.iter().map(|(key, _)| key.as_str()), key);
        let at = found.unwrap_or(group.len());
        if found.is_none() {
            group.push((key.clone(), Meaning::Map(Vec::new())));
        }
        let (_, inner) = group.get_mut(at)?;
        if *inner == Meaning::Null {
            *inner = Meaning::Map(Vec::new());
        }
        let Meaning::Map(inner) = inner else {
            return None;
        };
        group = inner;
    }
    let found = place(group.iter().map(|(key, _)| key.as_str()), last);
    if let Change::Remove { .. } = change {
        group.remove(found?);
        return Some(());
    }
    let at = found.unwrap_or(group.len());
    if found.is_none() {
        group.push((last.clone(), Meaning::Null));
    }
    let (_, meaning) = group.get_mut(at)?;
    match change {
        Change::Set { value, .. } => *meaning = Meaning::of(value),
        Change::AddItem { item, .. } => {
            as_list(meaning)?.push(Meaning::Words(item.clone()));
        }
        Change::RemoveItem { index, .. } => {
            let items = as_list(meaning)?;
            (*index < items.len()).then(|| items.remove(*index))?;
        }
        Change::MoveItem { from, to, .. } => {
            let items = as_list(meaning)?;
            if *from >= items.len() || *to >= items.len() {
                return None;
            }
            let item = items.remove(*from);
            items.insert(*to, item);
        }
        Change::Remove { .. } => {}
    }
    Some(())
}

/// A missing value is an empty list, one word is a list of one.
fn as_list(meaning: &mut Meaning) -> Option<&mut Vec<Meaning>> {
    match meaning {
        Meaning::List(_) => {}
        Meaning::Null => *meaning = Meaning::List(Vec::new()),
        Meaning::Words(word) => {
            *meaning = Meaning::List(vec![Meaning::Words(std::mem::take(word))]);
        }
        _ => return None,
    }
    match meaning {
        Meaning::List(items) => Some(items),
        _ => None,
    }
}

/// `serde_yaml` must read the same as before everywhere but at the path, and there the new value.
fn second_reader(old: &str, new: &str, path: &KeyPath, change: &Change) -> Result<(), Refusal> {
    let read = |content: &str| -> Result<serde_yaml::Value, Refusal> {
        serde_yaml::from_str(content).map_err(|err| Refusal::Unreadable(err.to_string()))
    };
    let (mut before, mut after) = (read(old)?, read(new)?);
    let old_value = take(&mut before, &path.0);
    let new_value = take(&mut after, &path.0);
    let is_empty = |value: &serde_yaml::Value| match value {
        serde_yaml::Value::Null => true,
        serde_yaml::Value::Mapping(members) => members.is_empty(),
        _ => false,
    };
    let same_rest = before == after || (is_empty(&before) && is_empty(&after));
    if same_rest && expected(old_value.as_ref(), change) == new_value {
        Ok(())
    } else {
        Err(Refusal::Unverified)
    }
}

/// Takes the value at a path out, and the groups that this leaves empty.
fn take(value: &mut serde_yaml::Value, path: &[String]) -> Option<serde_yaml::Value> {
    let (key, rest) = path.split_first()?;
    let serde_yaml::Value::Mapping(members) = value else {
        return None;
    };
    if rest.is_empty() {
        return members.shift_remove(key.as_str());
    }
    let inner = members.get_mut(key.as_str())?;
    let taken = take(inner, rest);
    let is_empty = match inner {
        serde_yaml::Value::Null => true,
        serde_yaml::Value::Mapping(members) => members.is_empty(),
        _ => false,
    };
    if is_empty {
        members.shift_remove(key.as_str());
    }
    taken
}

/// What `serde_yaml` should read at the path after the change.
fn expected(old: Option<&serde_yaml::Value>, change: &Change) -> Option<serde_yaml::Value> {
    let list = || match old.cloned() {
        Some(serde_yaml::Value::Sequence(items)) => items,
        Some(serde_yaml::Value::Null) | None => Vec::new(),
        Some(word) => vec![word],
    };
    match change {
        Change::Remove { .. } => None,
        Change::Set { value, .. } => Some(as_yaml(value)),
        Change::AddItem { item, .. } => {
            let mut items = list();
            items.push(item.as_str().into());
            Some(items.into())
        }
        Change::RemoveItem { index, .. } => {
            let mut items = list();
            if *index < items.len() {
                items.remove(*index);
            }
            Some(items.into())
        }
        Change::MoveItem { from, to, .. } => {
            let mut items = list();
            if *from < items.len() && *to < items.len() {
                let item = items.remove(*from);
                items.insert(*to, item);
            }
            Some(items.into())
        }
    }
}

fn as_yaml(value: &Value) -> serde_yaml::Value {
    match value {
        Value::Null | Value::Map(_) => serde_yaml::Value::Null,
        Value::Bool(on) => (*on).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Date(text) | Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(as_yaml).collect::<Vec<_>>().into(),
    }
}
