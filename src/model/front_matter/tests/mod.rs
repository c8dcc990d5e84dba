//! Each odd way of writing a head alone, and doubled with CRLF and a byte order mark.

#![expect(clippy::expect_used, reason = "tests may panic in their helpers too")]

mod depth;
mod hostile;
mod json;
mod laws;
mod maps;
mod read;
mod several;
mod toml;
mod yaml;
mod yaml_lists;

use super::*;

/// A path from `cover.image`.
fn path(dotted: &str) -> KeyPath {
    KeyPath(dotted.split('.').map(str::to_owned).collect())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn set(dotted: &str, value: Value) -> Change {
    let path = path(dotted);
    Change::Set { path, value }
}

fn set_text(dotted: &str, value: &str) -> Change {
    set(dotted, text(value))
}

fn remove(dotted: &str) -> Change {
    Change::Remove { path: path(dotted) }
}

fn add(dotted: &str, item: &str) -> Change {
    let (path, item) = (path(dotted), text(item));
    Change::AddItem { path, item }
}

fn remove_item(dotted: &str, index: usize) -> Change {
    let path = path(dotted);
    Change::RemoveItem { path, index }
}

fn move_item(dotted: &str, from: usize, to: usize) -> Change {
    let path = path(dotted);
    Change::MoveItem { path, from, to }
}

/// The text after the change, and that the edit is as small as it can be.
fn changed(before: &str, change: &Change) -> Result<String, Refusal> {
    let Some(edit) = edit(before, change)? else {
        return Ok(before.to_owned());
    };
    let after = edit.applied_to(before);
    assert_eq!(
        Edit::between(before, &after).map(|edit| edit.insert.len()),
        Some(edit.insert.len())
    );
    Ok(after)
}

/// A byte order mark, and CRLF for every line feed.
fn doubled(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

/// The head between fences, with a body.
fn yaml(head: &str) -> String {
    format!("---\n{head}---\n\nBody: *x*\n---\nend")
}

/// Checks that `change` turns the YAML head `before` into `after`, also with CRLF and BOM.
#[track_caller]
fn check(before: &str, change: &Change, after: &str) {
    check_text(&yaml(before), change, &yaml(after));
}

#[track_caller]
fn check_text(before: &str, change: &Change, after: &str) {
    assert_eq!(changed(before, change).as_deref(), Ok(after));
    assert_eq!(
        changed(&doubled(before), change),
        Ok(doubled(after)),
        "with CRLF and BOM"
    );
}

/// Checks that the change is refused for a reason with these words.
#[track_caller]
fn check_refused(before: &str, change: &Change, words: &str) {
    for before in [yaml(before), doubled(&yaml(before))] {
        let refusal = edit(&before, change).expect_err("refused").said();
        let refusal = crate::model::words::put(&refusal);
        assert!(refusal.contains(words), "{refusal}");
    }
}
