//! Every head of a collection of real articles, where that lies beside the project: each change is
//! made as meant or refused, and never touches another byte.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kopij::model::{
    front_matter::{self, Change, Entry, Format, FrontMatter, KeyPath, Refusal, Value},
    text::Edit,
};

use crate::support::skip;

const CORPUS: &str = "../shared/corpus/articles.tar.gz";

/// What came of the changes.
#[derive(Default)]
struct Counts {
    articles: usize,
    read_only: usize,
    exact: usize,
    nothing: usize,
    refused: BTreeMap<String, usize>,
}

#[test]
fn real_heads_are_changed_as_meant_or_not_at_all() {
    if !Path::new(CORPUS).is_file() {
        skip::without(&format!("{CORPUS} is not part of the project"));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let status = std::process::Command::new("tar")
        .args(["xzf", CORPUS, "-C"])
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(status.success());
    // All of it takes a while without optimisation.
    let step = if std::env::var_os("KOPIJ_LONG").is_some() {
        1
    } else {
        24
    };
    let mut counts = Counts::default();

    for path in files(folder.path()).iter().step_by(step) {
        if let Ok(text) = std::fs::read_to_string(path) {
            try_article(&text.replace("\r\n", "\n"), &mut counts);
            if text.contains("\r\n") {
                try_article(&text, &mut counts);
            }
        }
    }

    let said = format!(
        "{} articles, {} of them read-only; {} changes exact, {} nothing to do, refused: {:?}",
        counts.articles, counts.read_only, counts.exact, counts.nothing, counts.refused
    );
    std::io::Write::write_all(&mut std::io::stdout(), said.as_bytes()).unwrap();
    assert!(counts.articles > 50 && counts.exact > 1_000);
    let refused: usize = counts.refused.values().sum();
    assert!(refused * 200 < counts.exact, "{:?}", counts.refused);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn try_article(text: &str, counts: &mut Counts) {
    counts.articles += 1;
    let head = front_matter::read(text);
    if !head.is_editable() {
        counts.read_only += 1;
        return;
    }
    for change in changes(&head) {
        match front_matter::edit(text, &change) {
            Ok(None) => counts.nothing += 1,
            Ok(Some(edit)) => {
                check(text, &head, &change, &edit);
                counts.exact += 1;
            }
            Err(refusal) => {
                let mut why = kopij::model::words::put(&refusal.said());
                if refusal == Refusal::Unverified {
                    let kind = format!("{change:?}");
                    why += kind.split(' ').next().unwrap();
                    if std::env::var_os("KOPIJ_LONG").is_some() {
                        why = format!("{why} {change:?} in {}", &text[head.head.clone()]);
                    }
                }
                *counts.refused.entry(why).or_default() += 1;
            }
        }
    }
}

/// Changes of every kind, for every key and item.
fn changes(head: &FrontMatter) -> Vec<Change> {
    let mut changes = vec![
        set(
            &[],
            "kopij new",
            Value::Text("yes: \"no\" # it's".to_owned()),
        ),
        set(
            &["kopij", "new"],
            "deep",
            Value::List(vec![Value::Text("x".to_owned())]),
        ),
    ];
    for entry in &head.entries {
        let path = KeyPath(vec![entry.key.clone()]);
        changes_of(&path, &entry.value, &mut changes);
    }
    changes
}

fn set(parents: &[&str], key: &str, value: Value) -> Change {
    let keys = parents.iter().chain([&key]);
    let path = KeyPath(keys.map(|key| (*key).to_owned()).collect());
    Change::Set { path, value }
}

fn below(path: &KeyPath, key: &dyn ToString) -> KeyPath {
    let mut path = path.clone();
    path.0.push(key.to_string());
    path
}

fn changes_of(path: &KeyPath, value: &Value, changes: &mut Vec<Change>) {
    let set = |value: Value| Change::Set {
        path: path.clone(),
        value,
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let last = path.0.last().unwrap();
    if last.parse::<usize>().is_err() {
        changes.push(Change::Rename {
            path: path.clone(),
            key: format!("{last}: new"),
        });
    }
    changes.push(Change::Remove { path: path.clone() });
    match value {
        Value::List(items) => {
            changes.push(set(text("no: list")));
            if items.iter().any(|item| matches!(item, Value::Map(_))) {
                changes.push(Change::AddMap {
                    path: path.clone(),
                    entries: vec![("name".to_owned(), text("x: y"))],
                });
            } else {
                changes.push(Change::AddItem {
                    path: path.clone(),
                    item: Value::Text("één: \"tag\"".to_owned()),
                });
            }
            if let Some(to) = items.len().checked_sub(1).filter(|&to| to > 0) {
                let path = path.clone();
                changes.push(Change::MoveItem { path, from: 0, to });
                let mut fewer = items.clone();
                fewer.remove(to / 2);
                fewer.push(text("on"));
                changes.push(set(Value::List(fewer)));
            }
            for (at, item) in items.iter().enumerate().take(3) {
                changes_of(&below(path, &at), item, changes);
            }
        }
        Value::Map(inner) => {
            changes.push(Change::Set {
                path: below(path, &"kopij new"),
                value: text("12"),
            });
            let fewer: Vec<_> = inner.iter().skip(1).cloned().collect();
            changes.push(set(Value::Map(fewer)));
            for entry in inner {
                changes_of(&below(path, &entry.key), &entry.value, changes);
            }
        }
        _ => {
            changes.push(set(text("2026: 'x'\n\ny")));
            changes.push(set(Value::Date("2026-02-24T16:09:07+01:00".to_owned())));
            changes.push(set(Value::List(vec![text("a"), text("-")])));
        }
    }
}

/// Makes the change in a value, as a writer means it.
fn meant(value: &mut Value, path: &[String], change: &Change) {
    let Some((key, rest)) = path.split_first() else {
        match (change, value) {
            (Change::Set { value: new, .. }, value) => *value = new.clone(),
            (Change::AddItem { item, .. }, Value::List(items)) => {
                items.push(item.clone());
            }
            (Change::AddMap { entries, .. }, Value::List(items)) => {
                let entries = entries.iter().map(|(key, value)| entry(key, value.clone()));
                items.push(Value::Map(entries.collect()));
            }
            (Change::MoveItem { from, to, .. }, Value::List(items)) => {
                let item = items.remove(*from);
                items.insert(*to, item);
            }
            (change, _) => panic!("{change:?} was made"),
        }
        return;
    };
    match value {
        Value::List(items) => {
            let at: usize = key.parse().unwrap();
            if rest.is_empty() && matches!(change, Change::Remove { .. }) {
                items.remove(at);
            } else {
                meant(&mut items[at], rest, change);
            }
        }
        Value::Map(entries) => match (entries.iter().position(|entry| entry.key == *key), change) {
            (Some(at), Change::Remove { .. }) if rest.is_empty() => {
                entries.remove(at);
            }
            (Some(at), Change::Rename { key, .. }) if rest.is_empty() => {
                entries[at].key.clone_from(key);
            }
            (Some(at), _) => meant(&mut entries[at].value, rest, change),
            (None, _) => {
                let mut inner = Value::Map(Vec::new());
                meant(&mut inner, rest, change);
                entries.push(entry(key, inner));
            }
        },
        value => panic!("{change:?} in {value:?}"),
    }
}

fn entry(key: &str, value: Value) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: 0..0,
        value,
        value_span: 0..0,
        item_spans: Vec::new(),
    }
}

/// A value as text, without its places; where the order of keys means nothing, in alphabetical
/// order. In TOML a list without tables is not there.
fn shown(value: &Value, format: Format) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| shown(item, format)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(entries) => {
            let mut entries: Vec<String> = entries
                .iter()
                .filter(|entry| format != Format::Toml || entry.value != Value::List(Vec::new()))
                .map(|entry| format!("{:?}:{}", entry.key, shown(&entry.value, format)))
                .collect();
            if format == Format::Toml {
                entries.sort();
            }
            format!("{{{}}}", entries.join(","))
        }
        other => format!("{other:?}"),
    }
}

/// The head is what was meant, and every byte before and after what is touched is as it was.
fn check(text: &str, old: &FrontMatter, change: &Change, edit: &Edit) {
    let format = old.format.unwrap_or(Format::Yaml);
    let new_text = edit.applied_to(text);
    let new = front_matter::read(&new_text);
    assert!(
        new.is_editable(),
        "{change:?} broke\n{text}\ninto\n{new_text}"
    );
    assert_eq!(&text[old.head.end..], &new_text[new.head.end..]);

    let mut expected = Value::Map(old.entries.clone());
    meant(&mut expected, &change.path().0, change);
    let found = Value::Map(new.entries.clone());
    assert_eq!(
        shown(&found, format),
        shown(&expected, format),
        "{change:?} in\n{text}\nmade\n{new_text}"
    );
    if format == Format::Yaml {
        check_bytes(text, old, change, &new_text);
    }
}

/// In YAML a key is one run of lines, so nothing before its comment and nothing below it changes.
fn check_bytes(text: &str, old: &FrontMatter, change: &Change, new_text: &str) {
    let touched = old
        .entries
        .iter()
        .find(|entry| entry.key == change.path().0[0]);
    let Some(touched) = touched.or(old.entries.last()) else {
        return;
    };
    let lines: Vec<&str> = text[..touched.key_span.start]
        .split_inclusive('\n')
        .collect();
    let own = lines
        .iter()
        .rev()
        .take_while(|line| line.trim_start().starts_with('#'));
    let own: usize = own.map(|line| line.len()).sum();
    let before = &text[..touched.key_span.start - own];
    let end = touched.value_span.end.max(touched.key_span.end);
    let below = text[end..]
        .find('\n')
        .map_or("", |at| &text[end + at + 1..]);
    assert!(
        new_text.starts_with(before) && new_text.ends_with(below),
        "{change:?} touched other lines of\n{text}\nin\n{new_text}"
    );
}
