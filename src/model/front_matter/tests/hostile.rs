//! Heads that are made to hurt, and texts that readers of YAML disagree on.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use super::*;

/// Refuses to read and to edit, and comes to an end; `benches/headless.rs` says how soon.
#[track_caller]
fn check_refused_in_time(what: &str, text: &str) {
    let started = Instant::now();

    let head = read(text);
    let listed = glance(text);
    let edited = edit(text, &set_text("title", "x"));

    let took = started.elapsed();
    assert!(took < Duration::from_mins(1), "{what} took {took:?}");
    assert!(!head.is_editable(), "{what}");
    assert!(listed.entries.len() < 100, "{what}");
    assert!(
        matches!(edited, Err(Refusal::Unreadable(_))),
        "{what}: {edited:?}"
    );
}

#[test]
fn nested_without_end() {
    let lines = (0..10_000).map(|depth| " ".repeat(depth % 400) + "a:\n");
    let indented = lines.collect::<String>();
    let dashes = "- ".repeat(10_000);
    let deep = 10_000;
    for (what, head) in [
        (
            "lists in YAML",
            yaml(&format!("a: {}\n", "[".repeat(250_000))),
        ),
        (
            "closed lists in YAML",
            yaml(&format!("a: {}{}\n", "[".repeat(deep), "]".repeat(deep))),
        ),
        (
            "maps in YAML",
            yaml(&format!("a: {}{}\n", "{a: ".repeat(deep), "}".repeat(deep))),
        ),
        ("dashes in YAML", yaml(&format!("a:\n  {dashes}x\n"))),
        (
            "indentation in YAML",
            yaml(&(0..200).fold(String::new(), |head, depth| {
                head + &" ".repeat(depth) + "a:\n"
            })),
        ),
        ("odd indentation in YAML", yaml(&indented)),
        (
            "lists in TOML",
            format!("+++\na = {}{}\n+++\n", "[".repeat(deep), "]".repeat(deep)),
        ),
        (
            "lists in JSON",
            format!("{{\"a\": {}{}}}\n", "[".repeat(deep), "]".repeat(deep)),
        ),
        (
            "maps in JSON",
            format!("{}1{}\n", "{\"a\":".repeat(deep), "}".repeat(deep)),
        ),
    ] {
        check_refused_in_time(what, &head);
    }
}

#[test]
fn values_without_end() {
    let long = "x".repeat(5_000_000);
    for (what, head) in [
        ("YAML", yaml(&format!("a: \"{long}\"\n"))),
        (
            "YAML over lines",
            yaml(&format!("a: |\n  {}", "x\n  ".repeat(200_000))),
        ),
        ("TOML", format!("+++\na = \"{long}\"\n+++\n")),
        ("JSON", format!("{{\"a\": \"{long}\"}}\n")),
    ] {
        check_refused_in_time(what, &head);
    }
}

#[test]
fn aliases_of_aliases() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let inner = format!("*a{}, ", level - 1).repeat(10);
        writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
    }

    check_refused_in_time("an alias bomb", &yaml(&bomb));
}

/// Texts that some reader takes for something else, or for no text at all.
fn odd_texts() -> Vec<String> {
    let json = include_str!("../../../../tests/fixtures/odd-texts.json");
    serde_json::from_str(json).unwrap()
}

/// Sets the text and reads it back, by our reader and by `serde_yaml`.
#[track_caller]
fn check_trap(head: &str, change: &Change, trap: &str, find: impl Fn(&Value) -> Option<String>) {
    let after = changed(&yaml(head), change);
    let after = after.unwrap_or_else(|refusal| panic!("{trap:?} in {head:?}: {refusal:?}"));
    let read = read(&after);
    let value = read.value(&path("t")).cloned();

    let found = value.as_ref().and_then(find);
    assert_eq!(found.as_deref(), Some(trap), "{after}");
    let decoded: serde_yaml::Value = serde_yaml::from_str(&after[read.content]).unwrap();
    let decoded = match &decoded["t"] {
        serde_yaml::Value::Sequence(items) => items.last().cloned().unwrap(),
        other => other.clone(),
    };
    assert_eq!(decoded.as_str(), Some(trap), "{after}");
}

#[test]
fn a_text_stays_a_text_whatever_it_looks_like() {
    let text_of = |value: &Value| match value {
        Value::Text(text) | Value::Date(text) => Some(text.clone()),
        _ => None,
    };
    let last_of = |value: &Value| match value {
        Value::List(items) => items.last().and_then(text_of),
        _ => None,
    };
    for trap in &odd_texts() {
        let set = set_text("t", trap);
        for head in [
            "a: b\n",
            "a: 'b'\n",
            "a: \"b\"\n",
            "t: old # why\na: 1\n",
            "t: 'old'\n",
            "t: \"old\"\n",
            "t: |\n  old\n",
            "t: >-\n  old\n",
            "{a: b}\n",
        ] {
            check_trap(head, &set, trap, text_of);
        }
        let add = add("t", trap);
        for head in [
            "t: [a]\n",
            "t: ['a', \"b\"]\n",
            "t:\n  - a\n",
            "t:\n- 'a'\n",
            "t: [\n  a,\n]\n",
            "t:\n",
        ] {
            check_trap(head, &add, trap, last_of);
        }
    }
}
