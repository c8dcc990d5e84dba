//! Every head of a collection of real articles, where that lies beside the project: each change is
//! made as meant or refused, and never touches another byte.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kopij::model::{
    front_matter::{self, Change, FrontMatter, KeyPath, Refusal, Value},
    text::Edit,
};

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
        8
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
    assert!(counts.articles > 100 && counts.exact > 1_000);
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
                let mut why = refusal.to_string();
                if refusal == Refusal::Unverified {
                    let kind = format!("{change:?}");
                    why += kind.split(' ').next().unwrap();
                }
                *counts.refused.entry(why).or_default() += 1;
            }
        }
    }
}

/// One of each kind, for every key at the top and for those of maps.
fn changes(head: &FrontMatter) -> Vec<Change> {
    let mut changes = vec![Change::Set {
        path: KeyPath::new(["kopij new"]),
        value: Value::Text("yes: \"no\" # it's".to_owned()),
    }];
    for entry in &head.entries {
        let path = KeyPath(vec![entry.key.clone()]);
        match &entry.value {
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                changes.push(Change::AddMap {
                    path: path.clone(),
                    entries: vec![("name".to_owned(), Value::Text("x: y".to_owned()))],
                });
            }
            Value::List(items) => {
                changes.push(Change::AddItem {
                    path: path.clone(),
                    item: "één: \"tag\"".to_owned(),
                });
                if items.len() > 1 {
                    let (from, to) = (0, items.len() - 1);
                    let path = path.clone();
                    changes.push(Change::MoveItem { path, from, to });
                }
            }
            Value::Map(inner) => {
                let mut path = path.clone();
                path.0
                    .push(inner.first().map_or("x", |entry| &entry.key).to_owned());
                let is_scalar = inner
                    .first()
                    .is_none_or(|entry| !matches!(entry.value, Value::List(_) | Value::Map(_)));
                if is_scalar {
                    let value = Value::Text("No".to_owned());
                    changes.push(Change::Set { path, value });
                }
            }
            _ => changes.push(Change::Set {
                path: path.clone(),
                value: Value::Text("2026: 'x'\n\ny".to_owned()),
            }),
        }
        changes.push(Change::Rename {
            path: path.clone(),
            key: format!("{}: new", entry.key),
        });
        changes.push(Change::Remove { path });
    }
    changes
}

/// The value is what was meant, every other value is as it was, and so is the body.
fn check(text: &str, old: &FrontMatter, change: &Change, edit: &Edit) {
    let new_text = edit.applied_to(text);
    let new = front_matter::read(&new_text);
    assert!(
        new.is_editable(),
        "{change:?} broke\n{text}\ninto\n{new_text}"
    );
    assert_eq!(&text[old.head.end..], &new_text[new.head.end..]);
    match change {
        Change::Set { path, value } => {
            let found = new.text(path);
            let wanted = match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            };
            assert_eq!(found, wanted, "{change:?} in\n{new_text}");
        }
        Change::Remove { path } => assert_eq!(new.entry(path), None),
        Change::Rename { key, .. } => assert!(new.entry(&KeyPath(vec![key.clone()])).is_some()),
        _ => {}
    }
    let touched = &change.path().0[0];
    let others = |head: &FrontMatter| -> Vec<String> {
        let renamed = format!("{touched}: new");
        head.entries
            .iter()
            .filter(|entry| entry.key != *touched && entry.key != renamed)
            .map(|entry| {
                format!(
                    "{} {:?}",
                    entry.key,
                    head.text(&KeyPath(vec![entry.key.clone()]))
                )
            })
            .collect()
    };
    assert_eq!(others(old), others(&new), "{change:?} in\n{text}");
}
