use super::*;

#[test]
fn a_text_keeps_its_quotes() {
    check(
        "title: Old # c\n",
        &set_text("title", "New"),
        "title: New # c\n",
    );
    check(
        "title: \"Old\"\n",
        &set_text("title", "New"),
        "title: \"New\"\n",
    );
    check(
        "title: 'Old' # c\n",
        &set_text("title", "It's"),
        "title: 'It''s' # c\n",
    );
    check(
        "title: \"Old\"\n",
        &set_text("title", "a \"b\" \\ é"),
        "title: \"a \\\"b\\\" \\\\ é\"\n",
    );
    check(
        "{title: Old, b: 1}\n",
        &set_text("title", "New"),
        "{title: New, b: 1}\n",
    );
    check(
        "{\"title\":\"Old\"}\n",
        &set_text("title", "New"),
        "{\"title\":\"New\"}\n",
    );
}

#[test]
fn a_plain_text_is_quoted_where_readers_would_differ() {
    for odd in [
        "yes",
        "No",
        "on",
        "y",
        "null",
        "~",
        "true",
        "010",
        "1_000",
        "1e3",
        "1.10",
        "+1",
        "16:00:00",
        "2026-02-24",
        "0x1f",
        ".5",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "@a",
        "*a",
        "&a",
        "!a",
        "[a",
        "{a",
        "a:",
        " a",
        "a ",
        "'a",
        "%a",
        "`a",
        "<<",
        "=",
        ".inf",
        "---",
        "?",
        "NaN",
        "a\tb",
        "0o17",
    ] {
        let after = format!("title: \"{}\"\n", odd.replace('\t', "\\t"));
        check("title: Old\n", &set_text("title", odd), &after);
    }
    for plain in [
        "a:b",
        "a#b",
        "C++",
        "3D printing in 2026",
        "don't",
        "a, b [c] {d}",
        "https://x.y/z",
    ] {
        check(
            "title: Old\n",
            &set_text("title", plain),
            &format!("title: {plain}\n"),
        );
    }
}

#[test]
fn quotes_that_are_needed_are_those_the_head_uses() {
    check(
        "a: 'x'\ntitle: Old\n",
        &set_text("title", "a: b"),
        "a: 'x'\ntitle: 'a: b'\n",
    );
    check(
        "a: 'x'\ntitle: Old\n",
        &set_text("title", "a:\r b"),
        "a: 'x'\ntitle: \"a:\\r b\"\n",
    );
}

#[test]
fn odd_line_separators_are_escaped() {
    check(
        "title: \"Old\"\n",
        &set_text("title", "a\u{2028}b\u{85}c\u{0}😀"),
        "title: \"a\\u2028b\\x85c\\x00😀\"\n",
    );
}

#[test]
fn an_empty_text_keeps_its_key() {
    check(
        "title: Old\nb: 1\n",
        &set_text("title", ""),
        "title: \"\"\nb: 1\n",
    );
    check("title: 'Old'\n", &set_text("title", ""), "title: ''\n");
}

#[test]
fn a_missing_value_is_filled() {
    check(
        "title:\nb: 1\n",
        &set_text("title", "New"),
        "title: New\nb: 1\n",
    );
    check(
        "title:  \nb: 1\n",
        &set_text("title", "New"),
        "title: New\nb: 1\n",
    );
    check(
        "title: # c\nb: 1\n",
        &set_text("title", "New"),
        "title: New # c\nb: 1\n",
    );
    check("title: ~\n", &set_text("title", "New"), "title: New\n");
    check(
        "{title: , b: 1}\n",
        &set_text("title", "New"),
        "{title: New , b: 1}\n",
    );
}

#[test]
fn several_lines_stand_below_the_key() {
    check(
        "title: Old   \nb: 1\n",
        &set_text("title", "one: 1\n\n  two\n"),
        "title: |\n  one: 1\n\n    two\nb: 1\n",
    );
    check(
        "title: Old # c\n",
        &set_text("title", "a\nb"),
        "title: \"a\\nb\" # c\n",
    );
    check(
        "title: Old\n",
        &set_text("title", " a\nb"),
        "title: \" a\\nb\"\n",
    );
    check(
        "m:\n    title: Old\n",
        &set_text("m.title", "a\nb"),
        "m:\n    title: |-\n        a\n        b\n",
    );
    check(
        "{title: Old}\n",
        &set_text("title", "a\nb"),
        "{title: \"a\\nb\"}\n",
    );
}

#[test]
fn a_block_text_stays_one() {
    check(
        "a: |-\n   x\n\nb: 1\n",
        &set_text("a", "y: z"),
        "a: |-\n   y: z\n\nb: 1\n",
    );
    check(
        "a: | # c\n  x\nb: 1\n",
        &set_text("a", "y\n"),
        "a: | # c\n  y\nb: 1\n",
    );
    check(
        "a: | # c\n  x\nb: 1\n",
        &set_text("a", ""),
        "a: \"\" # c\nb: 1\n",
    );
    check(
        "a: >\n  x\n  y\nb: 1\n",
        &set_text("a", "z\n"),
        "a: >\n  z\nb: 1\n",
    );
    check(
        "a: >-\n  x\n",
        &set_text("a", "y\nz\n\nw"),
        "a: >-\n  y\n\n  z\n\n\n  w\n",
    );
    check(
        "a: |+\n  x\n\nb: 1\n",
        &set_text("a", "y"),
        "a: |-\n  y\nb: 1\n",
    );
    check("a: |-\nb: 1\n", &set_text("a", "y"), "a: |-\n  y\nb: 1\n");
}

#[test]
fn a_folded_text_is_broken_where_it_was() {
    let words = "word ".repeat(20);
    let before = "a: >-\n  this text was broken after some forty\n  characters\n";

    let after = changed(&yaml(before), &set_text("a", words.trim())).unwrap();

    let longest = after.lines().map(str::len).max();
    assert_eq!(longest, Some(36));
}

#[test]
fn a_key_in_a_block_text_is_no_key() {
    check(
        "a: |\n  title: x\n",
        &set_text("title", "new"),
        "a: |\n  title: x\ntitle: new\n",
    );
}

#[test]
fn numbers_and_switches_have_no_quotes() {
    check(
        "n: 1\nd: true # c\n",
        &set("d", Value::Bool(false)),
        "n: 1\nd: false # c\n",
    );
    check("n: 1\n", &set("n", Value::Integer(-2)), "n: -2\n");
    check(
        "n: \"1\"\n",
        &set("n", Value::Float(2.0.into())),
        "n: 2.0\n",
    );
    check("n: 1\n", &set("n", Value::Null), "n: null\n");
}

#[test]
fn a_date_keeps_its_quoting() {
    let date = || Value::Date("2026-02-24T16:09:07+01:00".into());

    check(
        "date: 2020-01-01\n",
        &set("date", date()),
        "date: 2026-02-24T16:09:07+01:00\n",
    );
    check(
        "date: \"2020-01-01\"\n",
        &set("date", date()),
        "date: \"2026-02-24T16:09:07+01:00\"\n",
    );
    check(
        "date: '2020-01-01'\n",
        &set("date", date()),
        "date: '2026-02-24T16:09:07+01:00'\n",
    );
    check(
        "date: '2020-01-01'\n",
        &set("lastmod", date()),
        "date: '2020-01-01'\nlastmod: '2026-02-24T16:09:07+01:00'\n",
    );
    check(
        "title: \"x\"\n",
        &set("date", date()),
        "title: \"x\"\ndate: 2026-02-24T16:09:07+01:00\n",
    );
}

#[test]
fn an_unchanged_value_is_no_edit() {
    for (head, change) in [
        ("a: 'x'\n", set_text("a", "x")),
        ("a: |\n  x\n", set_text("a", "x\n")),
        ("a: True\n", set("a", Value::Bool(true))),
        ("a: ~\n", set("a", Value::Null)),
        ("a: \"2020-01-01\"\n", set_text("a", "2020-01-01")),
        (
            "a: [ x ,y]\n",
            set("a", Value::List(vec![text("x"), text("y")])),
        ),
        ("a: &b x\n", set_text("a", "x")),
        ("a: 1\n", remove("b")),
        ("a: [x]\n", move_item("a", 0, 0)),
    ] {
        assert_eq!(edit(&yaml(head), &change), Ok(None), "{head}");
    }
}

#[test]
fn keys_are_found_exactly_and_then_ignoring_case() {
    check("Title: a\n", &set_text("title", "b"), "Title: b\n");
    check(
        "Title: a\ntitle: b\n",
        &set_text("title", "c"),
        "Title: a\ntitle: c\n",
    );
    check(
        "Cover:\n  Image: a\n",
        &set_text("cover.image", "b"),
        "Cover:\n  Image: b\n",
    );
}

#[test]
fn keys_may_hold_dots() {
    let change = Change::Set {
        path: KeyPath::new(["ms.date"]),
        value: text("x"),
    };

    check(
        "ms.date: a\nms:\n  date: b\n",
        &change,
        "ms.date: x\nms:\n  date: b\n",
    );
}

#[test]
fn a_new_key_comes_last_in_the_manner_of_its_neighbours() {
    check(
        "a: 'x'\n# end\n\n",
        &set_text("b", "y"),
        "a: 'x'\nb: 'y'\n# end\n\n",
    );
    check(
        "a: x\nb: |\n  y\n\n\n",
        &set_text("c", "z"),
        "a: x\nb: |\n  y\nc: z\n\n\n",
    );
    check(
        "a: x\nb: |+\n  y\n\n",
        &set_text("c", "z"),
        "a: x\nb: |+\n  y\n\nc: z\n",
    );
    check(
        "  a: x\n  b: # c\n",
        &set_text("c", "z"),
        "  a: x\n  b: # c\n  c: z\n",
    );
    check(
        "{a: \"x\", b: 1}\n",
        &set_text("c", "z"),
        "{a: \"x\", b: 1, c: \"z\"}\n",
    );
    check("{}\n", &set_text("c", "z"), "{c: z}\n");
    check(
        "\"a\": \"x\"\n",
        &set_text("c", "z"),
        "\"a\": \"x\"\n\"c\": \"z\"\n",
    );
    check("a:\n- x\n", &set_text("c", "z"), "a:\n- x\nc: z\n");
    check(
        "a: x\n  y\n",
        &set_text("yes: no", "z"),
        "a: x\n  y\n\"yes: no\": z\n",
    );
    check("", &set_text("title", "New"), "title: New\n");
    check(
        "# only a comment\n",
        &set_text("title", "New"),
        "# only a comment\ntitle: New\n",
    );
}

#[test]
fn a_new_key_brings_its_parents() {
    let caption = set_text("cover.caption", "x");

    check("a: 1\n", &caption, "a: 1\ncover:\n  caption: x\n");
    check(
        "m:\n    n: 1\n",
        &caption,
        "m:\n    n: 1\ncover:\n    caption: x\n",
    );
    check(
        "cover:\n    image: y\nb: 1\n",
        &caption,
        "cover:\n    image: y\n    caption: x\nb: 1\n",
    );
    check(
        "cover:\n  image: 'y' # c\n",
        &caption,
        "cover:\n  image: 'y' # c\n  caption: 'x'\n",
    );
    check(
        "cover: {image: y}\n",
        &caption,
        "cover: {image: y, caption: x}\n",
    );
    check(
        "cover: { image: y, }\n",
        &caption,
        "cover: { image: y, caption: x, }\n",
    );
    check("cover: {}\n", &caption, "cover:\n  caption: x\n");
    check("cover:\nb: 1\n", &caption, "cover:\n  caption: x\nb: 1\n");
    check(
        "cover: # c\nb: 1\n",
        &caption,
        "cover: # c\n  caption: x\nb: 1\n",
    );
    check("cover: ~ # c\n", &caption, "cover: # c\n  caption: x\n");
    check("cover: \"\"\n", &caption, "cover:\n  caption: \"x\"\n");
    check("{cover: }\n", &caption, "{cover: {caption: x} }\n");
    check(
        "a: 1\n",
        &set_text("p.q.r", "x"),
        "a: 1\np:\n  q:\n    r: x\n",
    );
    check(
        "cover: {\n  image: y\n}\n",
        &caption,
        "cover: {\n  image: y,\n  caption: x\n}\n",
    );
}

#[test]
fn a_key_is_removed_with_its_own_lines() {
    check(
        "a: 1\n# b is\nb: |\n  x\n\nc: 1\n",
        &remove("b"),
        "a: 1\n\nc: 1\n",
    );
    check("a: 1 # c\nb: 2\n", &remove("a"), "b: 2\n");
    check("a:\n- x\n- y\nb: 2\n", &remove("a"), "b: 2\n");
    check("a: [x,\n  y]\nb: 2\n", &remove("a"), "b: 2\n");
    check("a: 1\n", &remove("a"), "");
    check("m:\n  a: 1\n  b: 2\n", &remove("m.a"), "m:\n  b: 2\n");
    check(
        "m: # c\n  a: 1\nb: 2\n",
        &remove("m.a"),
        "m: {} # c\nb: 2\n",
    );
    check("m: {a: 1, b: 2}\n", &remove("m.a"), "m: {b: 2}\n");
    check("m: {a: 1, b: 2}\n", &remove("m.b"), "m: {a: 1}\n");
    check("m: { a: 1 }\n", &remove("m.a"), "m: {}\n");
}

#[test]
fn a_text_without_head_gets_one() {
    check_text(
        "Body\n",
        &set_text("title", "x"),
        "---\ntitle: x\n---\n\nBody\n",
    );
    check_text(
        "\nBody\n",
        &set_text("title", "x"),
        "---\ntitle: x\n---\n\nBody\n",
    );
    assert_eq!(
        changed("", &set_text("title", "x")).as_deref(),
        Ok("---
title: x
---
"),
    );
    check_text("Body\n", &remove("title"), "Body\n");
    check_text("Body\n", &add("tags", "x"), "---\ntags: [x]\n---\n\nBody\n");
}

#[test]
fn a_head_without_a_final_line_ending_is_edited() {
    assert_eq!(
        changed("---\ntitle: a\n---", &set_text("date", "b")).as_deref(),
        Ok("---\ntitle: a\ndate: b\n---"),
    );
}

#[test]
fn mixed_line_endings_stay_as_they_are() {
    assert_eq!(
        changed("---\r\na: 1\nb: 2\r\n---\nx\r\n", &set_text("c", "d")).as_deref(),
        Ok("---\r\na: 1\nb: 2\r\nc: d\r\n---\nx\r\n"),
    );
}

#[test]
fn what_is_entangled_is_left_alone() {
    check_refused("a: &x 1\nb: *x\n", &set_text("a", "y"), "“a” has an anchor");
    check_refused("a: &x 1\nb: *x\n", &set_text("b", "y"), "“b” is an alias");
    check_refused("a: !t 1\n", &set_text("a", "y"), "“a” has a tag");
    check_refused(
        "a: &x\n  b: 1\nc: *x\n",
        &set_text("a.b", "y"),
        "“a” has an anchor",
    );
    check_refused("a: [&x b]\nc: *x\n", &add("a", "y"), "holds an alias");
    check_refused(
        "a: &x {b: 1}\nc:\n  <<: *x\n",
        &set_text("c.d", "y"),
        "“<<”",
    );
    check_refused(
        "a: &x {b: 1}\nc:\n  <<: *x\n",
        &remove("c"),
        "holds an alias",
    );
    check_refused("a: text\n", &set_text("a.b", "y"), "not a group");
    check_refused("a: [x\nb: 1\n", &set_text("b", "y"), "Line 3");
}

#[test]
fn other_values_are_edited_beside_entangled_ones() {
    check(
        "a: &x {b: 1}\nc: *x\nd: !t e\nf: g\n",
        &set_text("f", "h"),
        "a: &x {b: 1}\nc: *x\nd: !t e\nf: h\n",
    );
}

/// The text after each of the states a field went through.
#[track_caller]
fn check_typed(before: &str, states: &[&str], after: &str) {
    let mut text = yaml(before);
    for state in states {
        text = changed(&text, &set_text("a", state)).expect("an edit");
        assert_eq!(read(&text).text(&path("a")).as_deref(), Some(*state));
    }
    assert_eq!(text, yaml(after));
}

#[test]
fn words_typed_one_by_one_leave_the_style_alone() {
    check_typed(
        "a: x\nb: 1\n",
        &["N", "No", "No ", "No m"],
        "a: No m\nb: 1\n",
    );
    check_typed("a: 'x'\nb: 'y'\n", &["x ", "x y"], "a: 'x y'\nb: 'y'\n");
    check_typed(
        "a: >-\n  x\nb: 1\n",
        &["x ", "x y", "x y\n", "x y\n\n", "x y\n\nz"],
        "a: >-\n  x y\n\n\n  z\nb: 1\n",
    );
    check_typed(
        "a: |\n  x\n\nb: 1\n",
        &["x ", "x y", "x y\n", "x y\nz"],
        "a: |-\n  x y\n  z\n\nb: 1\n",
    );
    check_typed(
        "a: x\nb: 1\n",
        &["x\ny", "x\ny\n\n", "x\ny\n\nz"],
        "a: |-\n  x\n  y\n\n  z\nb: 1\n",
    );
}

#[test]
fn a_number_keeps_its_writing() {
    let number = |written| Value::Float(Decimal::read(written).unwrap());
    check("n: 1.2\n", &set("n", number("1.20")), "n: 1.20\n");
    check("n: 1\n", &set("n", number("1.10")), "n: 1.10\n");
    check("n: 1\n", &set("n", number("1e3")), "n: 1e3\n");
    let head = read("---\nn: 1.10 # first\n---\n");
    assert_eq!(head.text(&KeyPath::new(["n"])).as_deref(), Some("1.10"));
    for (head, after) in [
        ("+++\nn = 1.2\n+++\n", "+++\nn = 1.20\n+++\n"),
        ("{\"n\": 1.2}\n", "{\"n\": 1.20}\n"),
    ] {
        let edit = edit(head, &set("n", number("1.20"))).unwrap().unwrap();
        assert_eq!(edit.applied_to(head), after);
    }
}

#[test]
fn an_item_may_be_any_value() {
    let item = |value| Change::AddItem {
        path: KeyPath::new(["l"]),
        item: value,
    };
    let map = || Value::Map(vec![values::entry("a".to_owned(), Value::Integer(1))]);
    check("l: [1]\n", &item(Value::Integer(2)), "l: [1, 2]\n");
    check("l:\n  - a: 0\n", &item(map()), "l:\n  - a: 0\n  - a: 1\n");
    let toml = "+++\n[[l]]\na = 0\n+++\n";
    let edit = edit(toml, &item(map())).unwrap().unwrap();
    assert_eq!(
        edit.applied_to(toml),
        "+++\n[[l]]\na = 0\n\n[[l]]\na = 1\n+++\n"
    );
}
