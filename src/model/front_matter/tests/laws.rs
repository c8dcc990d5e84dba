//! Laws of every edit, on heads that are put together at random.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

/// Texts that tempt a writer of YAML into mistakes.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "b c",
        "é",
        "日本",
        "😀",
        " ",
        "  ",
        ":",
        ": ",
        "#",
        " #",
        "\"",
        "'",
        "\\",
        "\n",
        "\n\n",
        "- ",
        "-",
        "---",
        "...",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "yes",
        "no",
        "null",
        "~",
        "1",
        "0",
        "1.5",
        "2026-02-24",
        "\t",
        "<<",
        "=",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\r",
        "\u{1b}",
        "é:",
        "title: x",
    ];
    vec(select(pieces), 0..6).prop_map(|pieces| pieces.concat())
}

/// A value as some writer wrote it, `indent` spaces in, with the rest of its line.
fn any_written(indent: usize) -> BoxedStrategy<String> {
    let pad = " ".repeat(indent + 2);
    let scalars = vec![
        " plain",
        " plain # note",
        " \"dou\\\"ble\"",
        " 'sin''gle'  ",
        "",
        " # note",
        " ~",
        " 12",
        " true",
        " 2026-02-24",
        " \"2026-02-24\"",
        " [a, 'b', \"c: d\"] # note",
        " []",
        " {x: 1, y: [z]}",
        " {}",
        " été: non".split(':').next().unwrap_or_default(),
    ];
    let lines = vec![
        format!(" |\n{pad}one\n\n{pad}  two"),
        format!(" |- # note\n{pad}title: one\n"),
        format!(" |+\n{pad}one\n\n"),
        format!(" >-\n{pad}one\n{pad}two\n\n"),
        format!(" one\n{pad}two"),
        format!(" [\n{pad}a, # note\n{pad}'b',\n{pad}]"),
        format!(" [a,\n{pad}b]"),
        format!("\n{pad}- a\n{pad}# note\n{pad}- 'b' # note"),
        format!(
            "\n{}- a\n{}- b: 1\n{}  c: 2",
            " ".repeat(indent),
            " ".repeat(indent),
            " ".repeat(indent)
        ),
        format!("\n{pad}x: 1\n{pad}y: |\n{pad}  z"),
        format!("\n{pad}- - a # note\n{pad}  - b\n{pad}- - c"),
    ];
    prop_oneof![select(scalars).prop_map(str::to_owned), select(lines),].boxed()
}

/// A head of keys `k0`, `k1`, …, a group `m` among them, and a body.
fn any_article() -> impl Strategy<Value = String> {
    let entries = vec((any_written(0), any::<bool>()), 0..6);
    let inner = vec(any_written(2), 1..4);
    (entries, inner, any::<bool>(), any::<bool>()).prop_map(
        |(entries, inner, is_crlf, has_mark)| {
            let mut head = String::new();
            for (index, (value, has_comment)) in entries.iter().enumerate() {
                if *has_comment {
                    head += "# a comment: x\n\n";
                }
                head.extend(["k", &index.to_string(), ":", value, "\n"]);
            }
            head += "m:\n";
            for (index, value) in inner.iter().enumerate() {
                head.extend(["  i", &index.to_string(), ":", value, "\n"]);
            }
            let mut article = format!("---\n{head}---\nBody é\n\n---\nk0: no\n");
            if is_crlf {
                article = article.replace('\n', "\r\n");
            }
            let mark = if has_mark { "\u{feff}" } else { "" };
            mark.to_owned() + &article
        },
    )
}

fn any_key() -> impl Strategy<Value = &'static str> {
    select(vec![
        "k0",
        "k1",
        "k2",
        "k5",
        "m.i0",
        "m.i1",
        "m.new",
        "new",
        "new.deep",
        "m",
        "k0.0",
        "k1.1",
        "m.i0.0",
        "k2.1.b",
        "m.i1.1.new",
    ])
}

fn any_value() -> impl Strategy<Value = Value> {
    let map = vec((select(vec!["x", "y", "i0", "new: key"]), any_flat()), 0..3);
    prop_oneof![
        8 => any_flat(),
        1 => map.prop_map(|entries| {
            let entries: std::collections::BTreeMap<_, _> = entries.into_iter().collect();
            let entry = |(key, value): (&str, Value)| values::entry(key.to_owned(), value);
            Value::Map(entries.into_iter().map(entry).collect())
        }),
    ]
}

fn any_flat() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any_text().prop_map(Value::Text),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i64>().prop_map(Value::Integer),
        1 => (-1e9..1e9).prop_map(|number: f64| Value::Float(number.into())),
        1 => Just(Value::Date("2026-02-24T16:09:07+01:00".into())),
        2 => vec(any_text().prop_map(Value::Text), 0..4).prop_map(Value::List),
    ]
}

/// Every value but the one at `path`; the keys of groups in alphabetical order.
fn others(front_matter: &FrontMatter, path: &KeyPath) -> Value {
    fn without(value: &Value, path: Option<&[String]>) -> Option<Value> {
        let inner = |key: &str| {
            let (first, rest) = path?.split_first()?;
            (first.to_lowercase() == key.to_lowercase()).then_some(rest)
        };
        if path.is_some_and(<[String]>::is_empty) {
            return None;
        }
        Some(match value {
            Value::Map(entries) => {
                let mut entries: Vec<Entry> = entries
                    .iter()
                    .filter_map(|entry| {
                        let value = without(&entry.value, inner(&entry.key))?;
                        Some(values::entry(entry.key.clone(), value))
                    })
                    .collect();
                entries.sort_by(|one, other| one.key.cmp(&other.key));
                Value::Map(entries)
            }
            Value::List(items) => Value::List(
                (0..)
                    .zip(items)
                    .filter_map(|(at, item): (usize, _)| without(item, inner(&at.to_string())))
                    .collect(),
            ),
            other => other.clone(),
        })
    }
    without(&Value::Map(front_matter.entries.clone()), Some(&path.0)).unwrap()
}

/// With the keys of groups in alphabetical order.
fn in_order(value: &Value) -> Value {
    values::sorted(value, str::to_owned)
}

/// Lists and groups in each other, two deep.
fn any_nested() -> impl Strategy<Value = Value> {
    let inner = || {
        let group = vec((select(vec!["x", "y z"]), any_flat()), 0..3).prop_map(|entries| {
            let entries: std::collections::BTreeMap<_, _> = entries.into_iter().collect();
            let entry = |(key, value): (&str, Value)| values::entry(key.to_owned(), value);
            Value::Map(entries.into_iter().map(entry).collect())
        });
        prop_oneof![2 => any_flat(), 1 => group]
    };
    prop_oneof![
        2 => inner(),
        2 => vec(inner(), 0..4).prop_map(Value::List),
        1 => vec(vec((select(vec!["x", "y"]), any_flat()), 1..2), 1..3).prop_map(|items| {
            let group = |item: Vec<(&str, Value)>| {
                let entries = item.into_iter();
                Value::Map(entries.map(|(key, value)| values::entry(key.to_owned(), value)).collect())
            };
            Value::List(items.into_iter().map(group).collect())
        }),
    ]
}

/// A head in TOML or in JSON, written by the engine itself, with a body.
fn any_other_article() -> impl Strategy<Value = String> {
    let empty = select(vec![
        "+++\n+++\nBody\n",
        "+++\r\n+++\r\nBody\r\n",
        "{}\n\nBody\n",
    ]);
    (empty, vec(any_nested(), 0..4), vec(any_flat(), 0..3)).prop_map(|(empty, values, inner)| {
        let names = (0..).map(|at| format!("k{at}"));
        let inner_names = (0..).map(|at| format!("m.i{at}"));
        let values = names.zip(values).chain(inner_names.zip(inner));
        values.fold(empty.to_owned(), |text, (name, value)| {
            let change = set(&name, value);
            changed(&text, &change).unwrap_or_else(|why| panic!("{why:?}: {change:?} in {text:?}"))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_set_is_the_value_read(article in any_article(), key in any_key(), value in any_value()) {
        let before = read(&article);
        prop_assert!(before.is_editable(), "{:?}", before.problems);
        let path = path(key);
        let old = before.value(&path);

        let after = match changed(&article, &Change::Set { path: path.clone(), value: value.clone() }) {
            Ok(after) => after,
            // A key in a text, an item that is not there.
            Err(Refusal::NotEditable(_)) => {
                prop_assert!(old.is_none() && path.0.len() > 1, "{path} in {article}");
                return Ok(());
            }
            Err(refusal) => return Err(TestCaseError::fail(format!("{refusal:?}"))),
        };

        let read_back = read(&after);
        prop_assert_eq!(&read_back.problems, &before.problems);
        let read_value = read_back.value(&path).cloned().unwrap_or(Value::Null);
        prop_assert!(is_same(&in_order(&read_value), &in_order(&value)), "{:?}\n{}", read_value, after);
        if old.is_some() {
            prop_assert!(is_same(&others(&read_back, &path), &others(&before, &path)));
        }
    }

    #[test]
    fn a_value_set_is_the_value_read_in_toml_and_json_too(
        article in any_other_article(),
        key in select(vec!["k0", "k1", "k2", "k0.0", "k0.1", "k1.0", "k1.0.x", "k0.x", "k1.1.new", "m", "m.i0", "m.new", "new", "new.deep"]),
        value in any_nested(),
    ) {
        let before = read(&article);
        prop_assert!(before.is_editable(), "{:?}", before.problems);
        let path = path(key);

        let after = match changed(&article, &Change::Set { path: path.clone(), value: value.clone() }) {
            Ok(after) => after,
            Err(Refusal::NotEditable(_)) => {
                let is_table = article.contains("[[") && path.0.len() > 1;
                prop_assert!(is_table || before.value(&path).is_none() && path.0.len() > 1, "{path} in {article}");
                return Ok(());
            }
            Err(refusal) => return Err(TestCaseError::fail(format!("{refusal:?}: {path} in {article}"))),
        };

        let read_back = read(&after);
        let read_value = read_back.value(&path).cloned().unwrap_or(Value::Null);
        prop_assert!(is_same(&in_order(&read_value), &in_order(&value)), "{:?}\n{}", read_value, after);
        if before.value(&path).is_some() {
            prop_assert!(is_same(&others(&read_back, &path), &others(&before, &path)), "{}", after);
        }
        prop_assert_eq!(&after[read_back.head.end..], &article[before.head.end..]);
    }

    #[test]
    fn a_mark_of_yaml_is_kept_or_the_change_refused(
        article in any_article(),
        mark in select(vec!["&a ", "!t ", "!!str "]),
        at in any::<prop::sample::Index>(),
        key in any_key(),
        value in any_value(),
    ) {
        let head = read(&article).head;
        let places: Vec<usize> = [": ", "- ", "["]
            .iter()
            .flat_map(|sign| article[head.clone()].match_indices(sign).map(|(at, _)| head.start + at + sign.len()))
            .collect();
        prop_assume!(!places.is_empty());
        let mut marked = article.clone();
        marked.insert_str(*at.get(&places), mark);

        let path = path(key);
        match changed(&marked, &Change::Set { path: path.clone(), value: value.clone() }) {
            Ok(after) => {
                let read_back = read(&after).value(&path).cloned().unwrap_or(Value::Null);
                prop_assert!(is_same(&in_order(&read_back), &in_order(&value)), "{}", after);
                let was_words = format!("{:?}", read(&marked).value(&path)).contains(mark);
                let count = |text: &str| text.matches(mark).count();
                prop_assert!(was_words || count(&after) == count(&marked), "{}", after);
            }
            Err(refusal) => prop_assert!(!matches!(refusal, Refusal::Unverified), "{refusal:?} in {marked}"),
        }
    }

    #[test]
    fn bytes_outside_a_value_stay(article in any_article(), key in any_key(), value in any_text()) {
        let before = read(&article);
        let path = path(key);
        let Some(entry) = before.entry(&path) else { return Ok(()) };
        let (key_end, value_end) = (entry.key_span.end, entry.value_span.end);
        let Ok(Some(edit)) = edit(&article, &Change::Set { path, value: Value::Text(value) }) else {
            return Ok(());
        };

        prop_assert!(edit.range.start > key_end);
        prop_assert!(edit.range.end <= lines::line_end(&article, value_end));
    }

    #[test]
    fn an_edit_and_its_inverse_leave_the_text(article in any_article(), key in any_key(), item in any_text()) {
        let path = path(key);
        let before = read(&article);
        let is_new = before.entry(&path).is_none() && before.value(&path).is_none();
        let count = match before.value(&path) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        let add = Change::AddItem { path: path.clone(), item: Value::Text(item) };
        let Ok(after) = changed(&article, &add) else { return Ok(()) };

        let (_, parents) = path.0.split_last().unwrap();
        let parent = before.value(&KeyPath(parents.to_vec()));
        let has_parent = parents.is_empty() || matches!(parent, Some(Value::Map(_) | Value::List(_)));
        let back = if is_new && has_parent {
            changed(&after, &Change::Remove { path })
        } else if count > 0 {
            changed(&after, &Change::RemoveItem { path, index: count })
        } else {
            return Ok(());
        };

        prop_assert_eq!(back, Ok(article));
    }

    #[test]
    fn items_moved_there_and_back_leave_the_text(article in any_article(), key in any_key(), to in 0..3_usize) {
        let path = path(key);
        let Ok(after) = changed(&article, &Change::MoveItem { path: path.clone(), from: 0, to }) else {
            return Ok(());
        };

        let back = changed(&after, &Change::MoveItem { path, from: to, to: 0 });

        prop_assert_eq!(back, Ok(article));
    }

    #[test]
    fn no_text_makes_it_panic(
        fence in select(vec!["---\n", "+++\n", "{", "\u{feff}---\r\n", ""]),
        pieces in vec(select(vec![
            "title", ":", ": ", "\n", "\r\n", "\r", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#",
            "&a ", "*a", "!t ", "|", ">-", "|+2", "? ", "<<: ", "---\n", "...\n", "+++\n", "=", "[x]", "é",
            "\u{2028}", "\t", "a.b", "\\", "0", "~",
        ]), 0..40),
        change in select(vec![
            set_text("title", "x: y\nz"), add("title", "x"), remove("title"), remove_item("title", 0),
            move_item("title", 0, 1), set_text("a.b", "x"), set("title", Value::List(vec![text("q")])),
        ]),
    ) {
        let article = fence.to_owned() + &pieces.concat();

        let front_matter = read(&article);
        let result = changed(&article, &change);

        prop_assert!(article.is_char_boundary(front_matter.head.end));
        if let (Ok(after), Change::Set { path, value }) = (result, &change) {
            prop_assert!(is_same(read(&after).value(path).unwrap(), value), "{}", after);
        }
    }
}
