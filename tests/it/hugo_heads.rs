//! What the form writes is what Hugo reads.

use std::fs;

use kopij::model::front_matter::{self, Change, KeyPath, Value};
use serde_json::Value as Json;

use crate::support::{Hugo, hugo};

/// Texts that some reader takes for something else, or for no text at all.
fn odd_texts() -> Vec<String> {
    serde_json::from_str(include_str!("../fixtures/odd-texts.json")).unwrap()
}

/// Heads with a text, a list and nothing at `t`, each way that heads are written.
const HEADS: [(&str, &str); 14] = [
    ("---\na: b\n---\n", "t"),
    ("---\na: 'b'\n---\n", "t"),
    ("---\na: \"b\"\n---\n", "t"),
    ("---\nt: old # why\na: 1\n---\n", "t"),
    ("---\nt: 'old'\n---\n", "t"),
    ("---\nt: \"old\"\n---\n", "t"),
    ("---\nt: |\n  old\n---\n", "t"),
    ("---\nt: >-\n  old\n---\n", "t"),
    ("---\nt: [a, old]\n---\n", "t.1"),
    ("---\nt:\n  - old\n  - 'b'\n---\n", "t.0"),
    ("---\nt:\n  deep: {x: old}\n---\n", "t.deep.x"),
    ("+++\nt = 'old'\n+++\n", "t"),
    ("+++\nt = \"\"\"\nold\"\"\"\n+++\n", "t"),
    ("{\"t\": \"old\"}\n", "t"),
];

/// What Hugo reads of each head, in order, as JSON.
fn hugo_reads(hugo: &Hugo, heads: &[String], template: &str) -> Vec<Json> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "hugo.toml",
        "baseURL = 'https://x.org/'\ntimeZone = 'Europe/Amsterdam'\ndisableKinds = ['taxonomy', 'term', 'sitemap', 'robotsTXT', '404', 'RSS', 'home', 'section']\n",
    );
    put("layouts/_default/single.html", template);
    for (at, head) in heads.iter().enumerate() {
        put(&format!("content/a{at}.md"), &format!("{head}Text\n"));
    }
    hugo.build(root, &["--buildFuture", "--buildDrafts"]);
    let read = |at: usize| {
        let page = root.join(format!("public/a{at}/index.html"));
        serde_json::from_str(&fs::read_to_string(page).unwrap()).unwrap()
    };
    (0..heads.len()).map(read).collect()
}

fn path(dotted: &str) -> KeyPath {
    KeyPath(dotted.split('.').map(str::to_owned).collect())
}

fn changed(head: &str, dotted: &str, value: Value) -> String {
    let path = path(dotted);
    let change = Change::Set { path, value };
    match front_matter::edit(head, &change).unwrap() {
        Some(edit) => edit.applied_to(head),
        None => head.to_owned(),
    }
}

#[test]
fn hugo_reads_a_text_as_the_text_that_was_typed() {
    let Some(hugo) = hugo() else { return };
    let texts = odd_texts();
    let cases: Vec<(&str, &str, &str)> = HEADS
        .iter()
        .flat_map(|(head, dotted)| texts.iter().map(|text| (*head, *dotted, text.as_str())))
        .collect();
    let heads: Vec<String> = cases
        .iter()
        .map(|(head, dotted, trap)| changed(head, dotted, Value::Text((*trap).to_owned())))
        .collect();

    let found = hugo_reads(&hugo, &heads, "{{ .Params | jsonify }}");

    for (((_, dotted, trap), head), found) in cases.iter().zip(&heads).zip(found) {
        let pointer = format!("/{}", dotted.replace('.', "/"));
        let text = found.pointer(&pointer).and_then(Json::as_str);
        // Hugo drops the blanks at the end of a block of text; nobody reads them.
        let trap = if head.contains("t: |") || head.contains("t: >") {
            trap.trim_end_matches([' ', '\t'])
        } else {
            trap
        };
        assert_eq!(text, Some(trap), "{head}\n{found}");
    }
}

#[test]
fn hugo_reads_numbers_switches_and_dates_as_such() {
    let Some(hugo) = hugo() else { return };
    let zoned = "2026-07-24T16:09:07+02:00";
    let cases = [
        (
            "---\nt: old\n---\n",
            "t",
            Value::Bool(false),
            Json::from(false),
        ),
        (
            "---\nt: old\n---\n",
            "t",
            Value::Integer(12),
            Json::from(12),
        ),
        (
            "---\nt: old\n---\n",
            "t",
            Value::Float((1e21).into()),
            Json::from(1e21),
        ),
        (
            "---\nt: [1]\n---\n",
            "t.0",
            Value::Float((2.5).into()),
            Json::from(2.5),
        ),
        (
            "+++\nt = 1\n+++\n",
            "t",
            Value::Bool(true),
            Json::from(true),
        ),
        (
            "{\"t\": 1}\n",
            "t",
            Value::Float((-0.5).into()),
            Json::from(-0.5),
        ),
    ];
    let heads: Vec<String> = cases
        .iter()
        .map(|(head, dotted, value, _)| changed(head, dotted, value.clone()))
        .collect();
    let found = hugo_reads(&hugo, &heads, "{{ .Params | jsonify }}");
    for (((_, dotted, _, wanted), head), found) in cases.iter().zip(&heads).zip(found) {
        let pointer = format!("/{}", dotted.replace('.', "/"));
        assert_eq!(found.pointer(&pointer), Some(wanted), "{head}");
    }

    let dated: Vec<String> = [
        "---\n---\n",
        "---\ndate: 2026-01-01\n---\n",
        "---\ndate: '2026-01-01' # day\n---\n",
        "---\ndate: \"2026-01-01T10:00:00Z\"\n---\n",
        "+++\n+++\n",
        "+++\ndate = 2026-01-01\n+++\n",
        "+++\ndate = '2026-01-01'\n+++\n",
        "{\"date\": \"2026-01-01\"}\n",
    ]
    .map(|head| changed(head, "date", Value::Date(zoned.to_owned())))
    .into();
    let template = "{{ .Date.Format \"2006-01-02T15:04:05-07:00\" | jsonify }}";
    for (head, found) in dated.iter().zip(hugo_reads(&hugo, &dated, template)) {
        assert_eq!(found, Json::from(zoned), "{head}");
    }
}
