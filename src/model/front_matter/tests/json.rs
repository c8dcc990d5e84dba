//! Heads that are a JSON object.

use super::*;
use crate::model::words;

/// Checks a change of a JSON head, also with CRLF and BOM.
#[track_caller]
fn check_json(before: &str, change: &Change, after: &str) {
    let around = |head: &str| format!("{head}\n\nBody {{ x }}\n");
    check_text(&around(before), change, &around(after));
}

const HEAD: &str = "{\n  \"title\": \"A\",\n  \"tags\": [\"a\", \"b\"],\n  \"cover\": {\n    \"image\": \"x.jpg\"\n  },\n  \"draft\": true\n}";

#[test]
fn a_json_head_is_read_with_its_types_and_spans() {
    let text = format!("{HEAD}\nBody");
    let head = read(&text);

    assert_eq!(head.problems, []);
    assert_eq!(head.format, Some(Format::Json));
    assert_eq!(head.text(&path("cover.image")).as_deref(), Some("x.jpg"));
    assert_eq!(head.value(&path("draft")), Some(&Value::Bool(true)));
    let title = &head.entries[0];
    assert_eq!(&text[title.key_span.clone()], "\"title\"");
    assert_eq!(&text[title.value_span.clone()], "\"A\"");
    assert_eq!(&text[head.head.end..], "Body");
}

#[test]
fn a_number_that_no_machine_has_keeps_its_digits_and_the_head_can_be_edited() {
    for number in ["1e999", "-2.50E+1000", "123456789012345678901234567890"] {
        let head = format!("{{\n  \"a\": {number},\n  \"b\": [{number}, 1],\n  \"c\": 1\n}}");
        let text = format!("{head}\n\nBody\n");
        let read = read(&text);
        assert_eq!(read.problems, [], "{number}");
        assert_eq!(&text[read.entries[0].value_span.clone()], number);

        check_json(
            &head,
            &set("c", Value::Integer(2)),
            &head.replace(": 1\n", ": 2\n"),
        );
        check_json(
            &head,
            &set("a", Value::Integer(2)),
            &head.replacen(number, "2", 1),
        );
    }
    for odd in ["1e", "01e999", "1.e999", "--1", "e999"] {
        let read = read(&format!("{{\"a\": {odd}}}\n"));
        assert_ne!(read.problems, [], "{odd}");
    }
}

#[test]
fn a_json_value_is_set_in_its_place() {
    check_json(
        HEAD,
        &set_text("title", "\"B\": é\n\u{7}"),
        &HEAD.replace("\"A\"", "\"\\\"B\\\": é\\n\\u0007\""),
    );
    check_json(
        HEAD,
        &set("draft", Value::Bool(false)),
        &HEAD.replace("true", "false"),
    );
    check_json(
        HEAD,
        &set_text("cover.image", "y"),
        &HEAD.replace("x.jpg", "y"),
    );
}

#[test]
fn a_json_key_is_added_in_the_manner_of_its_neighbours() {
    check_json(
        HEAD,
        &set_text("label", "x"),
        &HEAD.replace("true\n", "true,\n  \"label\": \"x\"\n"),
    );
    check_json(
        HEAD,
        &set_text("cover.alt", "x"),
        &HEAD.replace("x.jpg\"\n", "x.jpg\",\n    \"alt\": \"x\"\n"),
    );
    check_json("{\"a\":1}", &set_text("b", "x"), "{\"a\":1, \"b\":\"x\"}");
    check_json("{}", &set_text("b.c", "x"), "{\"b\": {\"c\": \"x\"}}");
}

#[test]
fn json_keys_are_removed_and_renamed() {
    check_json(
        HEAD,
        &remove("draft"),
        &HEAD.replace("  },\n  \"draft\": true\n", "  }\n"),
    );
    check_json(
        HEAD,
        &remove("title"),
        &HEAD.replace("  \"title\": \"A\",\n", ""),
    );
    check_json(
        HEAD,
        &Change::Rename {
            path: path("cover.image"),
            key: "img".to_owned(),
        },
        &HEAD.replace("\"image\"", "\"img\""),
    );
}

#[test]
fn json_lists_change_by_their_items() {
    check_json(
        HEAD,
        &add("tags", "c"),
        &HEAD.replace("\"b\"]", "\"b\", \"c\"]"),
    );
    check_json(HEAD, &remove_item("tags", 0), &HEAD.replace("\"a\", ", ""));
    check_json(
        HEAD,
        &move_item("tags", 0, 1),
        &HEAD.replace("[\"a\", \"b\"]", "[\"b\", \"a\"]"),
    );
    check_json("{\"t\": \"a\"}", &add("t", "b"), "{\"t\": [\"a\", \"b\"]}");
    check_json(
        "{\"l\": [\n  {\"n\": 1}\n]}",
        &Change::AddMap {
            path: path("l"),
            entries: vec![("n".to_owned(), Value::Integer(2))],
        },
        "{\"l\": [\n  {\"n\": 1},\n  {\"n\": 2}\n]}",
    );
    check_json(
        "{\"l\": [{\"n\": 1}]}",
        &set("l.0.n", Value::Integer(3)),
        "{\"l\": [{\"n\": 3}]}",
    );
}

#[test]
fn what_is_no_json_is_said_at_its_line() {
    for (head, line) in [
        ("{\n  \"a\": 1,\n}", 3),
        ("{\n  \"a\": 1\n  \"b\": 2\n}", 3),
        ("{\n  \"a\": 01\n}", 2),
        ("{\n  \"a\": \"\\q\"\n}", 2),
        ("{\n  \"a\": nul\n}", 2),
        ("{\n  \"a\": [1 2]\n}", 2),
    ] {
        let read = read(&format!("{head}\nBody"));

        assert!(!read.is_editable(), "{head}");
        let message = words::put(&read.problems[0].message);
        assert!(
            message.starts_with(&format!("Line {line}")),
            "{head}: {message}"
        );
    }
}

#[test]
fn of_two_equal_keys_the_last_counts_and_is_changed() {
    let text = "{\n  \"a\": 1,\n  \"b\": {\"c\": 1, \"c\": 2},\n  \"a\": 3\n}";

    let head = read(text);

    assert!(head.is_editable());
    assert_eq!(head.value(&path("a")), Some(&Value::Integer(3)));
    assert_eq!(head.value(&path("b.c")), Some(&Value::Integer(2)));
    let problems = head.problems.iter();
    let told: Vec<String> = problems.map(|it| words::put(&it.message)).collect();
    assert_eq!(told, ["Line 3, column 17: “c” is already on line 3"]);
    check_json(
        text,
        &set("a", Value::Integer(4)),
        &text.replace("\"a\": 3", "\"a\": 4"),
    );
    check_json(
        text,
        &set("b.c", Value::Integer(4)),
        &text.replace("\"c\": 2", "\"c\": 4"),
    );
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_a_writer() {
    for (head, why) in [
        ("{\"a\": [1,, 2]}", "a comma too many"),
        ("{\"a\": [1, ]}", "a comma too many"),
        ("{\"a\": 1,\n}", "a comma too many"),
        ("{\"a\": word}", "a text needs quotes"),
        ("{\"a\": }", "a value is missing here"),
        ("{\"a\": \"x\ny\"}", "a quote is opened but not closed"),
        ("{\"a\": \"C:\\x\"}", "a backslash in this text"),
        ("{\"a\" 1}", "a colon should stand here"),
    ] {
        let front_matter = read(&format!("{head}\n\nBody"));
        let said = words::put(&front_matter.problems[0].message);
        assert!(said.contains(why), "{head}: {said}");
    }
}
