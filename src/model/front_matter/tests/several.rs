//! Several changes as one edit, in each language.

use super::*;

const YAML: &str = "---\ntitle: A # note\ncover:\n  alt: Old\n---\nBody\n";
const TOML: &str = "+++\ntitle = 'A' # note\n[cover]\nalt = 'Old'\n+++\nBody\n";
const JSON: &str = "{\n  \"title\": \"A\",\n  \"cover\": {\n    \"alt\": \"Old\"\n  }\n}\nBody\n";

fn set(path: &str, value: Value) -> Change {
    let path = KeyPath(path.split('.').map(str::to_owned).collect());
    Change::Set { path, value }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A cover with all that belongs to it.
fn cover() -> [Change; 4] {
    [
        set("cover.image", text("/img/boat.jpg")),
        set("cover.alt", text("A boat")),
        set("cover.caption", text("Photo: Eva")),
        set("cover.relative", Value::Bool(false)),
    ]
}

#[test]
fn a_cover_is_set_by_one_edit_in_each_language() {
    for head in [YAML, TOML, JSON] {
        let edit = edit_all(head, &cover(), Manner::default())
            .unwrap()
            .unwrap();

        let changed = edit.applied_to(head);
        let read = read(&changed);
        for (path, value) in [
            ("image", text("/img/boat.jpg")),
            ("alt", text("A boat")),
            ("caption", text("Photo: Eva")),
            ("relative", Value::Bool(false)),
        ] {
            let path = KeyPath::new(["cover", path]);
            assert_eq!(read.value(&path), Some(&value), "{changed}");
        }
        assert!(changed.ends_with("Body\n"), "{changed}");
        assert_eq!(changed.contains("# note"), head.contains("# note"));
    }
}

#[test]
fn a_cover_is_taken_out_by_one_edit_in_each_language() {
    for head in [YAML, TOML, JSON] {
        let with = edit_all(head, &cover(), Manner::default()).unwrap();
        let with = with.unwrap().applied_to(head);
        let out = ["cover.image", "cover.caption", "cover.relative"].map(|path| Change::Remove {
            path: KeyPath(path.split('.').map(str::to_owned).collect()),
        });
        let back: Vec<Change> = out
            .into_iter()
            .chain([set("cover.alt", text("Old"))])
            .collect();

        let edit = edit_all(&with, &back, Manner::default()).unwrap().unwrap();

        assert_eq!(edit.applied_to(&with), head);
    }
}

#[test]
fn one_that_cannot_be_made_is_named_and_none_is() {
    for (head, stands_in_the_way) in [
        ("---\ntitle: A\nx: &a B\ncover: *a\n---\n", "cover"),
        ("+++\ntitle = 'A'\n[[cover]]\nx = 1\n+++\n", "cover.alt"),
        ("{\"title\": \"A\", \"cover\": [1]}\n", "cover.alt"),
    ] {
        let changes = [
            set("title", text("B")),
            set(stands_in_the_way, text("A boat")),
            set("caption", text("Photo: Eva")),
        ];

        let refused = edit_all(head, &changes, Manner::default()).unwrap_err();

        assert_eq!(refused.path.to_string(), stands_in_the_way, "{head}");
    }
}
