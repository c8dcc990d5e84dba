//! Three-way merge of two heads, field by field.
//!
//! The result is one side's head with the other side's changes made in it by the engine, so
//! comments, order and quotes stay. It is taken only if it reads back as the merge of the values,
//! and if every word that either side added or removed is added or removed in it; a change that
//! no field shows (a comment, say) makes the heads overlap.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{
    Change, Entry, FrontMatter, KeyPath, Manner, Value, edit_in, read,
    values::{self, is_same},
};

/// Both sides changed one field, or what was changed cannot be written into the other head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Overlap;

/// The head `mine` with what changed from `base` to `theirs`; `None` where the changes overlap.
/// Each is a whole head, delimiters included.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let [base_read, my_read, their_read] = [base, mine, theirs].map(read);
    let meant = meant(&base_read, &my_read, &their_read)?;
    let mut changes = Vec::new();
    changes_to(&my_read.entries, &meant, &mut Vec::new(), &mut changes);
    let mut text = mine.to_owned();
    for change in changes {
        if let Some(edit) = edit_in(&text, &change, Manner::default()).ok()? {
            text = edit.applied_to(&text);
        }
    }
    let is_meant = agrees(&read(&text).entries, &meant);
    (is_meant && has_every_word(base, mine, theirs, &text)).then_some(text)
}

/// Whether `merged` reads as the merge of the values of the others. `None`: the values overlap, or
/// a head cannot be read.
pub fn is_merge_of(base: &str, mine: &str, theirs: &str, merged: &str) -> Option<bool> {
    let [base, mine, theirs] = [base, mine, theirs].map(read);
    let meant = meant(&base, &mine, &theirs)?;
    Some(agrees(&read(merged).entries, &meant))
}

fn meant(base: &FrontMatter, mine: &FrontMatter, theirs: &FrontMatter) -> Option<Vec<Entry>> {
    let heads = [base, mine, theirs];
    let is_alike = heads
        .iter()
        .all(|head| head.is_editable() && head.format == base.format);
    if !is_alike {
        return None;
    }
    merged_entries(&base.entries, &mine.entries, &theirs.entries).ok()
}

fn merged_entries(base: &[Entry], mine: &[Entry], theirs: &[Entry]) -> Result<Vec<Entry>, Overlap> {
    let added = theirs.iter().filter(|entry| at(mine, &entry.key).is_none());
    let mut merged = Vec::new();
    for key in mine.iter().chain(added).map(|entry| &entry.key) {
        let value = merged_value(at(base, key), at(mine, key), at(theirs, key))?;
        if let Some(value) = value {
            merged.push(values::entry(key.clone(), value));
        }
    }
    Ok(merged)
}

/// A value that is missing is `None`, on either side and in the result.
fn merged_value(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
) -> Result<Option<Value>, Overlap> {
    let same = |one: Option<&Value>, other: Option<&Value>| match (one, other) {
        (Some(one), Some(other)) => is_same(one, other),
        (None, None) => true,
        _ => false,
    };
    if same(mine, theirs) || same(theirs, base) {
        return Ok(mine.cloned());
    }
    if same(mine, base) {
        return Ok(theirs.cloned());
    }
    match (base, mine, theirs) {
        (None | Some(Value::Map(_)), Some(Value::Map(mine)), Some(Value::Map(theirs))) => {
            let base = match base {
                Some(Value::Map(base)) => base.as_slice(),
                _ => &[],
            };
            merged_entries(base, mine, theirs).map(|entries| Some(Value::Map(entries)))
        }
        (None | Some(Value::List(_)), Some(Value::List(mine)), Some(Value::List(theirs))) => {
            let base = match base {
                Some(Value::List(base)) => base.as_slice(),
                _ => &[],
            };
            merged_set(base, mine, theirs).map(|items| Some(Value::List(items)))
        }
        _ => Err(Overlap),
    }
}

/// Lists as sets, where either side has only added or removed items.
fn merged_set(base: &[Value], mine: &[Value], theirs: &[Value]) -> Result<Vec<Value>, Overlap> {
    let is_set_change = |list: &[Value]| is_set(list) && keeps_order(base, list);
    if !(is_set(base) && is_set_change(mine) && is_set_change(theirs)) {
        return Err(Overlap);
    }
    let was_removed = |item: &Value| has(base, item) && !has(theirs, item);
    let kept = mine.iter().filter(|item| !was_removed(item));
    let added = theirs
        .iter()
        .filter(|item| !has(base, item) && !has(mine, item));
    Ok(kept.chain(added).cloned().collect())
}

/// Scalars, none of them twice.
fn is_set(list: &[Value]) -> bool {
    list.iter().enumerate().all(|(index, item)| {
        !matches!(item, Value::List(_) | Value::Map(_))
            && !has(list.get(..index).unwrap_or_default(), item)
    })
}

/// Whether what is left of `base` stands in its order.
fn keeps_order(base: &[Value], list: &[Value]) -> bool {
    let left = base.iter().filter(|item| has(list, item));
    let kept = list.iter().filter(|item| has(base, item));
    left.zip(kept).all(|(left, kept)| is_same(left, kept))
}

fn has(list: &[Value], item: &Value) -> bool {
    list.iter().any(|other| is_same(other, item))
}

fn at<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Value> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(&entry.value)
}

/// The changes, value by value, that make `from` mean `to`.
fn changes_to(from: &[Entry], to: &[Entry], parents: &mut Vec<String>, changes: &mut Vec<Change>) {
    for entry in from {
        if at(to, &entry.key).is_none() {
            changes.push(Change::Remove {
                path: path(parents, &entry.key),
            });
        }
    }
    for entry in to {
        match (at(from, &entry.key), &entry.value) {
            (Some(old), new) if is_same(old, new) => {}
            (Some(Value::Map(old)), Value::Map(new)) => {
                parents.push(entry.key.clone());
                changes_to(old, new, parents, changes);
                parents.pop();
            }
            (None, Value::Map(new)) => {
                parents.push(entry.key.clone());
                changes_to(&[], new, parents, changes);
                parents.pop();
            }
            (_, value) => changes.push(Change::Set {
                path: path(parents, &entry.key),
                value: value.clone(),
            }),
        }
    }
}

fn path(parents: &[String], key: &str) -> KeyPath {
    KeyPath(parents.iter().cloned().chain([key.to_owned()]).collect())
}

/// Whether two heads mean the same; the order of keys does not count.
fn agrees(one: &[Entry], other: &[Entry]) -> bool {
    one.len() == other.len()
        && one.iter().all(|entry| {
            at(other, &entry.key).is_some_and(|value| match (&entry.value, value) {
                (Value::Map(one), Value::Map(other)) => agrees(one, other),
                (one, other) => is_same(one, other),
            })
        })
}

/// Whether each word is in `merged` as often as the changes of both sides make it. Where both
/// changed its number in one direction, they may have made one change or two.
fn has_every_word(base: &str, mine: &str, theirs: &str, merged: &str) -> bool {
    let [base, mine, theirs, merged] = [base, mine, theirs, merged].map(words);
    let count = |words: &BTreeMap<&str, i32>, word| words.get(word).copied().unwrap_or(0);
    let mut all = base.keys().chain(mine.keys()).chain(theirs.keys());
    all.all(|word| {
        let old = count(&base, word);
        let (my, their) = (count(&mine, word) - old, count(&theirs, word) - old);
        let now = count(&merged, word) - old;
        if my.signum() * their.signum() > 0 {
            let (least, most) = (my.abs().max(their.abs()), (my + their).abs());
            now.signum() == my.signum() && (least..=most).contains(&now.abs())
        } else {
            now == my + their
        }
    })
}

fn words(text: &str) -> BTreeMap<&str, i32> {
    let mut words = BTreeMap::new();
    for word in text.unicode_words() {
        *words.entry(word).or_insert(0) += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, mine: &str, theirs: &str, merged: Option<&str>) {
        let fence = |content: &str| format!("---\n{content}---\n");
        let found = merge(&fence(base), &fence(mine), &fence(theirs));
        assert_eq!(found, merged.map(fence));
    }

    #[test]
    fn two_fields_on_neighbouring_lines_are_both_changed() {
        check(
            "title: A\ndraft: true\n",
            "title: B\ndraft: true\n",
            "title: A\ndraft: false\n",
            Some("title: B\ndraft: false\n"),
        );
    }

    #[test]
    fn one_field_changed_on_both_sides_overlaps() {
        check("title: A\n", "title: B\n", "title: C\n", None);
        check("title: A\n", "title: B\n", "", None);
    }

    #[test]
    fn tags_are_merged_as_a_set_in_the_style_they_have() {
        check(
            "tags: [sea, ferry, port]\n",
            "tags: [sea, port, mine]\n",
            "tags: [ferry, port, theirs]\n",
            Some("tags: [port, mine, theirs]\n"),
        );
        check(
            "tags:\n  - sea\n",
            "tags:\n  - sea\n  - mine\n",
            "tags:\n  - sea\n  - theirs\n",
            Some("tags:\n  - sea\n  - mine\n  - theirs\n"),
        );
    }

    #[test]
    fn tags_that_were_put_into_another_order_overlap() {
        check(
            "tags: [a, b]\n",
            "tags: [b, a]\n",
            "tags: [a, b, c]\n",
            None,
        );
    }

    #[test]
    fn groups_are_merged_key_by_key_and_keep_their_comments() {
        check(
            "cover:\n  alt: x # short\n  caption: was\n",
            "cover:\n  alt: X # short\n  caption: was\n",
            "cover:\n  alt: x # short\n  caption: is\n  image: z\n",
            Some("cover:\n  alt: X # short\n  caption: is\n  image: z\n"),
        );
    }

    #[test]
    fn fields_added_on_both_sides_are_both_there() {
        check(
            "title: A\n",
            "title: A\nlabel: mine\n",
            "title: A\nsummary: theirs\n",
            Some("title: A\nlabel: mine\nsummary: theirs\n"),
        );
    }

    #[test]
    fn a_comment_that_no_field_shows_is_never_lost() {
        check(
            "title: A\ndraft: true\n",
            "title: B\ndraft: true\n",
            "title: A # ask Anna\ndraft: false\n",
            None,
        );
    }

    #[test]
    fn heads_in_different_languages_overlap() {
        let yaml = "---\ntitle: A\n---\n";
        assert_eq!(merge(yaml, yaml, "+++\ntitle = \"B\"\n+++\n"), None);
    }

    #[test]
    fn toml_and_json_are_merged_too() {
        assert_eq!(
            merge(
                "+++\ntitle = \"A\"\ndraft = true\n+++\n",
                "+++\ntitle = \"B\"\ndraft = true\n+++\n",
                "+++\ntitle = \"A\"\ndraft = false\n+++\n",
            )
            .as_deref(),
            Some("+++\ntitle = \"B\"\ndraft = false\n+++\n")
        );
        assert_eq!(
            merge(
                "{\n  \"title\": \"A\",\n  \"draft\": true\n}\n",
                "{\n  \"title\": \"B\",\n  \"draft\": true\n}\n",
                "{\n  \"title\": \"A\",\n  \"draft\": false\n}\n",
            )
            .as_deref(),
            Some("{\n  \"title\": \"B\",\n  \"draft\": false\n}\n")
        );
    }
}
