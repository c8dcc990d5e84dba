use proptest::prelude::*;

use super::*;
use crate::model::schema::Schema;

fn difference(old: &str, new: &str) -> Difference {
    let schema = Schema::default();
    let around = Around {
        form: schema.whole(),
        tongue: Tongue::of("en"),
    };
    Difference::of(old, new, around)
}

fn told(old: &str, new: &str) -> Vec<String> {
    let head = |head: &str| format!("---\n{head}---\nText.\n");
    let difference = difference(&head(old), &head(new));
    assert!(difference.paragraphs.is_empty());
    let line = |it: &FieldChange| {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        let told = match &it.told {
            Told::Value { old, new } => format!("{} → {}", side(old), side(new)),
            Told::Picture { old, new } => format!("picture {} → {}", side(old), side(new)),
            Told::Words { added, removed } => {
                let added = added.iter().map(|it| format!("+{it}"));
                let removed = removed.iter().map(|it| format!("-{it}"));
                added.chain(removed).collect::<Vec<_>>().join(" ")
            }
        };
        let note = it.note.as_ref().map(|note| format!(" ({})", note.id));
        format!("{}: {told}{}", it.label, note.unwrap_or_default())
    };
    difference.fields.iter().map(line).collect()
}

#[test]
fn a_change_of_a_field_is_told_in_words() {
    assert_eq!(
        told("title: The ferry\n", "title: The ferry is back\n"),
        ["Title: The ferry → The ferry is back"]
    );
    assert_eq!(
        told("tags: [a, boats]\n", "tags:\n  - a\n  - harbour\n"),
        ["Tags: +harbour -boats"]
    );
    assert_eq!(told("tags: [a, b]\n", "tags: [b, a]\n"), ["Tags: "]);
    assert_eq!(told("", "tags: [b]\n"), ["Tags: +b"]);
    assert_eq!(
        told("draft: true\n", "draft: false\n"),
        ["Draft: yes → no (change-publishes)"]
    );
    assert_eq!(
        told("draft: true\n", ""),
        ["Draft: yes → - (change-publishes)"]
    );
    assert_eq!(
        told("", "draft: true\n"),
        ["Draft: - → yes (change-takes-back)"]
    );
    assert_eq!(
        told("date: 2026-02-24\n", "date: 2026-02-25T16:09:00Z\n"),
        ["Date: 24 February 2026 → 25 February 2026, 16:09 UTC"]
    );
    assert_eq!(
        told(
            "cover:\n  image: a.jpg\n  alt: A\n",
            "cover:\n  image: b.jpg\n  alt: A\n"
        ),
        ["Picture: picture a.jpg → b.jpg"]
    );
    assert_eq!(
        told("title: 'A'\n", "title: \"A\" # the same\n"),
        Vec::<String>::new()
    );
    assert_eq!(told("weight: 1\nx: 2\n", "x: 2\n"), ["Weight: 1 → -"]);
}

#[test]
fn paragraphs_are_told_with_the_words_that_changed() {
    let old = "---\na: 1\n---\nThe crossing takes 15 minutes.\n\nStays.\n\nGoes.\n";
    let new = "---\na: 1\n---\nThe crossing takes 12 minutes.\n\nStays.\n\nNew one.\n\nGoes.\n";

    let difference = difference(old, new);

    let [changed, added] = &difference.paragraphs[..] else {
        panic!("{:?}", difference.paragraphs);
    };
    assert_eq!(&old[changed.old_words[0].clone()], "15");
    assert_eq!(&new[changed.new_words[0].clone()], "12");
    assert!(added.is_new() && new[added.new.clone()].contains("New one."));
    assert_eq!(
        difference.paragraphs_in_words().unwrap(),
        "1 paragraph changed, 1 new paragraph"
    );
}

#[test]
fn line_ends_and_blank_lines_are_no_change() {
    let text = "---\na: 1\n---\nOne.\n\nTwo.\n";
    assert!(difference(text, &text.replace('\n', "\r\n")).is_empty());
    assert!(difference(text, &text.replace("\n\n", "\n\n\n")).is_empty());
}

#[test]
fn a_head_that_cannot_be_read_is_compared_by_its_lines() {
    let difference = difference(
        "---\ntitle: A\n---\nText.\n",
        "---\ntitle: [A\n---\nText.\n",
    );
    assert!(difference.fields.is_empty());
    assert_eq!(difference.paragraphs.len(), 1);
}

#[test]
fn a_field_goes_back_with_the_bytes_that_it_had() {
    let old = "---\ntitle: 'The \"ferry\"' # ours\ntags: [a,  b]\nnone: 1\n---\nText.\n";
    let new = "---\ntitle: Another # theirs\ntags:\n  - c\nmore: 1\n---\nOther text.\n";
    let revert = |key: &str| {
        let edit = revert(old, new, &KeyPath::new([key]), Manner::default()).unwrap();
        edit.unwrap().applied_to(new)
    };

    assert!(
        revert("title").contains("title: 'The \"ferry\"' # theirs\n"),
        "{}",
        revert("title")
    );
    assert!(!revert("more").contains("more"));
    assert!(revert("none").contains("none: 1\n"));
    let tags = front_matter::read(&revert("tags"));
    let expected = front_matter::read(old);
    let path = KeyPath::new(["tags"]);
    assert!(is_same(
        tags.value(&path).unwrap(),
        expected.value(&path).unwrap()
    ));
}

proptest! {
    /// Each field that changed can go back, and then nothing of the head has changed.
    #[test]
    fn taking_all_fields_back_leaves_no_field_changed(
        old in head(), new in head(),
    ) {
        let mut text = new;
        for _ in 0..12 {
            let difference = difference(&old, &text);
            let Some(first) = difference.fields.first() else {
                break;
            };
            let Ok(Some(edit)) = revert(&old, &text, &first.path, Manner::default()) else {
                prop_assert!(false, "{:?} in {text}", first.path);
                return Ok(());
            };
            text = edit.applied_to(&text);
        }
        let left = difference(&old, &text).fields;
        prop_assert!(left.is_empty(), "{left:?} in {text}");
    }
}

fn head() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("A text"),
        Just("'quoted'"),
        Just("true"),
        Just("3"),
        Just("2026-02-24"),
        Just("[a, b]"),
        Just("\n  - a\n  - c"),
    ];
    let keys = ["title", "draft", "tags", "date"];
    let entries = proptest::collection::vec(proptest::option::of(value), keys.len());
    entries.prop_map(move |values| {
        let lines = keys.iter().zip(values);
        let lines = lines.filter_map(|(key, value)| Some(format!("{key}: {}\n", value?)));
        format!("---\n{}---\nText.\n", lines.collect::<String>())
    })
}

#[test]
fn paragraphs_that_stand_beside_each_other_are_counted_each() {
    let words = |old: &str, new: &str| difference(old, new).paragraphs_in_words();

    assert_eq!(
        words("One.\n", "One.\n\nTwo.\n\nThree\nlines.\n").unwrap(),
        "2 new paragraphs"
    );
    assert_eq!(
        words("One.\n\nTwo.\n\nThree.\n", "").unwrap(),
        "3 paragraphs removed"
    );
    assert_eq!(
        words("One.\n\nTwo.\n", "Only this.\n").unwrap(),
        "1 paragraph changed, 1 paragraph removed"
    );
    assert_eq!(words("One.\n", "One.\n\n"), None);
}
