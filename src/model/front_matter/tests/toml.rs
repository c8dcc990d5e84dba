use super::*;
use crate::model::words;

/// Checks a change of a TOML head, also with CRLF and BOM.
#[track_caller]
fn check_toml(before: &str, change: &Change, after: &str) {
    let around = |head: &str| format!("+++\n{head}+++\n\nBody\n");
    check_text(&around(before), change, &around(after));
}

#[test]
fn a_value_keeps_its_quotes() {
    check_toml(
        "a = \"x\" # c\n",
        &set_text("a", "y \"z\""),
        "a = \"y \\\"z\\\"\" # c\n",
    );
    check_toml("a = 'x'\n", &set_text("a", "y"), "a = 'y'\n");
    check_toml("a = 'x'\n", &set_text("a", "it's"), "a = \"it's\"\n");
    check_toml("a = 'x'\n", &set_text("a", "y\nz"), "a = \"y\\nz\"\n");
    check_toml("a = true\n", &set("a", Value::Bool(false)), "a = false\n");
    check_toml("a = 1\n", &set("a", Value::Integer(2)), "a = 2\n");
}

#[test]
fn a_text_over_lines_stays_over_lines() {
    let before = "+++\na = \"\"\"\nx\ny\"\"\"\n+++\n";

    let after = changed(before, &set_text("a", "z\n\"w\""));

    assert_eq!(
        after.as_deref(),
        Ok("+++\na = \"\"\"\nz\n\\\"w\\\"\"\"\"\n+++\n")
    );
}

#[test]
fn a_date_keeps_its_quoting() {
    let date = || Value::Date("2026-02-24T16:09:07Z".into());

    check_toml(
        "date = 2020-01-01\n",
        &set("date", date()),
        "date = 2026-02-24T16:09:07Z\n",
    );
    check_toml(
        "date = \"2020-01-01\"\n",
        &set("date", date()),
        "date = \"2026-02-24T16:09:07Z\"\n",
    );
}

#[test]
fn a_new_key_comes_after_those_of_its_table() {
    check_toml(
        "a = 1\n\n[m]\nb = 2\n",
        &set_text("c", "x"),
        "a = 1\nc = \"x\"\n\n[m]\nb = 2\n",
    );
    check_toml(
        "[m]\nb = 2\n\n[n]\n",
        &set_text("m.c", "x"),
        "[m]\nb = 2\nc = \"x\"\n\n[n]\n",
    );
    check_toml(
        "[m]\n\n[n]\n",
        &set_text("m.c", "x"),
        "[m]\nc = \"x\"\n\n[n]\n",
    );
    check_toml(
        "[m]\nb = 1\n",
        &set_text("a", "x"),
        "a = \"x\"\n[m]\nb = 1\n",
    );
    check_toml(
        "m = {b = 1}\n",
        &set_text("m.c", "x"),
        "m = {b = 1, c = \"x\"}\n",
    );
    check_toml("m = {}\n", &set_text("m.c", "x"), "m = { c = \"x\" }\n");
    check_toml(
        "m.b = 1\na = 2\n",
        &set_text("m.c", "x"),
        "m.b = 1\nm.c = \"x\"\na = 2\n",
    );
    check_toml(
        "[p]\nm.b = 1\n",
        &set_text("p.m.c", "x"),
        "[p]\nm.b = 1\nm.c = \"x\"\n",
    );
    check_toml(
        "a = 1\n",
        &set_text("cover.caption", "x"),
        "a = 1\n\n[cover]\ncaption = \"x\"\n",
    );
    check_toml(
        "[a.b]\nc = 1\n",
        &set_text("a.d", "x"),
        "[a.b]\nc = 1\n\n[a]\nd = \"x\"\n",
    );
    check_toml("", &set_text("a", "x"), "a = \"x\"\n");
}

#[test]
fn lists_are_edited_in_place() {
    check_toml(
        "t = ['a', 'b'] # c\n",
        &add("t", "x"),
        "t = ['a', 'b', 'x'] # c\n",
    );
    check_toml(
        "t = [\n  \"a\", # c\n]\n",
        &add("t", "x"),
        "t = [\n  \"a\", # c\n  \"x\",\n]\n",
    );
    check_toml(
        "t = [\"a\", \"b\"]\n",
        &remove_item("t", 0),
        "t = [\"b\"]\n",
    );
    check_toml(
        "t = [\"a\", \"b\"]\n",
        &move_item("t", 0, 1),
        "t = [\"b\", \"a\"]\n",
    );
    check_toml("t = \"a\"\n", &add("t", "x"), "t = [\"a\", \"x\"]\n");
    check_toml("a = 1\n", &add("t", "x"), "a = 1\nt = [\"x\"]\n");
}

#[test]
fn a_key_is_removed_with_its_line() {
    check_toml("a = 1 # c\nb = 2\n", &remove("a"), "b = 2\n");
    check_toml("a = [\n 1,\n]\nb = 2\n", &remove("a"), "b = 2\n");
    check_toml("m = { a = 1, b = 2 }\n", &remove("m.b"), "m = { a = 1 }\n");
}

#[test]
fn what_toml_cannot_hold_is_refused() {
    let refusal = edit("+++\na = 1\n+++\n", &set("a", Value::Null));

    assert!(matches!(refusal, Err(Refusal::NotEditable(_))));
}

#[test]
fn tables_that_are_set_to_what_they_say_stay_as_they_are() {
    let text =
        "+++\n[params]\na.b = 1\n[[resources]]\nsrc = \"a\"\n[[resources]]\nsrc = \"b\"\n+++\n";
    let head = read(text);
    for key in ["params", "resources"] {
        let path = KeyPath::new([key]);
        let value = head.value(&path).unwrap().clone();
        assert_eq!(edit(text, &Change::Set { path, value }), Ok(None));
    }
}

#[test]
fn a_number_that_is_too_large_is_named_at_its_line_and_the_rest_is_read() {
    for number in [
        "9223372036854775808",
        "-9223372036854775809",
        "9_223_372_036_854_775_808",
        "0xFFFFFFFFFFFFFFFFF",
        "0o7777777777777777777777777",
        "1e400",
        "-1.5e400",
    ] {
        let text = format!("+++\ntitle = 'T'\nbig = {number} # c\nl = [1, {number}]\n+++\nBody\n");

        let head = read(&text);

        assert!(head.is_editable(), "{number}");
        assert_eq!(head.text(&path("title")).as_deref(), Some("T"), "{number}");
        assert_eq!(head.text(&path("big")).as_deref(), Some(number));
        let said: Vec<String> = head
            .problems
            .iter()
            .map(|it| words::put(&it.message))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].starts_with(&format!("Line 3, column 7: {number} is too large")),
            "{said:?}"
        );
        let renamed = edit(&text, &set_text("title", "U")).unwrap().unwrap();
        assert_eq!(renamed.applied_to(&text), text.replace("'T'", "'U'"));
        let smaller = Change::Set {
            path: path("big"),
            value: Value::Integer(5),
        };
        let mended = edit(&text, &smaller).unwrap().unwrap();
        assert_eq!(mended.applied_to(&text), text.replacen(number, "5", 1));
    }
    for number in ["9223372036854775807", "0x7FFFFFFFFFFFFFFF", "1e300"] {
        assert_eq!(
            read(&format!("+++\nbig = {number}\n+++\n")).problems,
            [],
            "{number}"
        );
    }
}

#[test]
fn a_key_of_many_digits_is_no_number() {
    for head in [
        "99999999999999999999 = 1\n99999999999999999999 = 2\n",
        "[99999999999999999999]\na = 1\n[99999999999999999999]\n",
    ] {
        let read = read(&format!("+++\n{head}+++\n"));

        assert_eq!(read.problems.len(), 1, "{head}");
        let said = words::put(&read.problems[0].message);
        assert!(!said.contains("too large"), "{said}");
    }
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_a_writer() {
    let said = |head: &str| {
        let front_matter = read(&format!("+++\n{head}\n+++\n"));
        words::put(&front_matter.problems[0].message)
    };
    for (head, why) in [
        ("a = [1,, 2]", "a comma too many"),
        ("a = [1, 2", "a list in […] is not closed"),
        ("a = [\"x\"\nb = 1", "a list in […] is not closed"),
        ("a = a line of words", "a text needs quotes"),
        ("a = word", "a text needs quotes"),
        ("a = two", "a text needs quotes"),
        ("a = \"x", "a quote is opened but not closed"),
        ("a = 'x", "a quote is opened but not closed"),
        ("a = \"x\" y", "something follows the closing quote"),
        ("a = 'it's'", "something follows the closing quote"),
        ("a", "a = is missing"),
        ("a: 1", "a = is missing"),
        ("a =", "a value is missing"),
        ("a = # later", "a value is missing"),
        ("a = 1 = 2", "there is a = too many"),
        ("a = {b = 1", "a group in {…} is not closed"),
        ("a = {b = 1 c = 2}", "a group in {…} is not closed"),
        ("a = {b = 1,, c = 2}", "a comma too many"),
        ("a = \"C:\\x\"", "a backslash"),
        ("[a", "the name of a group"),
        ("[[a]", "the name of a group"),
        ("a = 01", "no number or date"),
        ("a = 1_", "no number or date"),
        ("a = 2026-13-01", "no number or date"),
        ("a = True", "true and false are written small"),
        ("a = ]", "a closing bracket has no opening one"),
        ("é = 1", "a key with other signs"),
        ("}", "this line is not understood"),
        ("[a]\nb = 1\n[a]\nc = 2", "is already there above"),
    ] {
        let said = said(head);
        assert!(
            said.starts_with("Line ") && said.contains(why),
            "{head:?}: {said}"
        );
        assert!(!said.contains("expected"), "{head:?}: {said}");
    }
}
