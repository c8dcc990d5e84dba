use super::{doubled, path, yaml};
use crate::model::{
    finding::Severity,
    front_matter::{
        Change, Decimal, Format, FrontMatter, KeyPath, Value, edit, glance, head::MAX_BYTES, read,
    },
    markdown::line::LineState,
    words,
};

fn value(front_matter: &FrontMatter, dotted: &str) -> Value {
    front_matter
        .value(&path(dotted))
        .expect("the key is there")
        .clone()
}

/// The bytes of the value at `dotted`, in the text and in its double.
fn check_span(head: &str, dotted: &str, written: &str) {
    for text in [yaml(head), doubled(&yaml(head))] {
        let front_matter = read(&text);
        assert_eq!(front_matter.problems, [], "{text}");
        let entry = front_matter.entry(&path(dotted)).expect("the key is there");
        let key = &text[entry.key_span.clone()];
        let last = path(dotted).0.pop().unwrap();
        assert_eq!(key.trim_matches(['"', '\'']), last);
        assert_eq!(text[entry.value_span.clone()].replace('\r', ""), written);
    }
}

#[track_caller]
fn check_problem(text: &str, line: &str, message: &str) {
    let front_matter = read(text);
    let problem = front_matter.problems.first().expect("a problem");
    assert_eq!(words::put(&problem.message), message);
    assert_eq!(problem.severity, Severity::Error);
    assert_eq!(&text[problem.range().unwrap().clone()], line);
    assert!(!front_matter.is_editable());
}

#[test]
fn the_head_ends_with_the_line_ending_of_its_last_line() {
    for (text, head, content) in [
        ("---\na: 1\n---\nbody", 0..13, 4..9),
        ("---\r\na: 1\r\n---\r\nbody", 0..16, 5..11),
        ("\u{feff}---\na: 1\n---\nbody", 3..16, 7..12),
        ("\n \n--- \na: 1\n--- \t\nbody", 3..19, 8..13),
        ("---\na: 1\n---", 0..12, 4..9),
        ("---\n---\nbody", 0..8, 4..4),
        ("---\na: 1\r\n---\nbody", 0..14, 4..10),
    ] {
        let front_matter = read(text);

        assert_eq!(front_matter.format, Some(Format::Yaml), "{text:?}");
        assert_eq!(front_matter.head, head, "{text:?}");
        assert_eq!(front_matter.content, content, "{text:?}");
        assert_eq!(front_matter.problems, [], "{text:?}");
    }
}

/// As Hugo 0.152 and 0.168 do.
#[test]
fn three_dots_end_no_head() {
    let open = read("---\na: 1\n...\nbody");
    assert_eq!((open.is_editable(), open.head), (false, 0..0));
    check_problem(
        "---\na: 1\n...\nb: 2\n---\nbody",
        "...",
        "Line 3: this line does not end the front matter for Hugo; --- does",
    );
}

#[test]
fn who_goes_line_by_line_finds_the_end_where_the_reader_does() {
    for text in [
        "---\na: 1\n---\nbody",
        "\n \n+++\na = 1\n+++ \nbody",
        "---\na: |\n  ---\n...\n---\nbody",
        "{\"a\": {\"b\": \"}\"}}\nbody",
        "{\n\"a\": \"\\\"}\",\n\"b\": {\n}\n}\nbody",
        "{\n\"a\": 1\n} body",
        "---\n---\n",
        "---\na: 1",
        "{\"a\": 1",
    ] {
        let mut state = LineState::HeadStart;
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            if state == LineState::Body {
                break;
            }
            let (after, of_head) = state.after_head_line(line);
            end += of_head.unwrap_or_default();
            state = after;
        }
        let is_closed = state == LineState::Body;
        assert_eq!(
            if is_closed { end } else { 0 },
            read(text).head.end,
            "{text:?}"
        );
    }
}

#[test]
fn a_text_that_does_not_start_with_a_fence_has_no_head() {
    for text in [
        "",
        "# Title\n",
        "----\nx\n---\n",
        "--- x\n---\n",
        "{{< figure >}}\n",
        "a\n---\nb: 1\n---\n",
    ] {
        let front_matter = read(text);

        assert_eq!(front_matter.format, None, "{text:?}");
        assert_eq!(front_matter.head, 0..0);
        assert!(front_matter.is_editable());
    }
}

#[test]
fn values_are_typed_as_the_writer_means_them() {
    let head = "t: a text\ni: 42\nf: 4.5\nb: true\nn:\nd: 2026-02-24T16:09:07.086Z\n\
                q: \"2026-02-24\"\ny: yes\no: 010\ns: \"5\"\nz: 2026-02-24 16:09:07 +01:00\n";
    let front_matter = read(&yaml(head));

    for (key, expected) in [
        ("t", Value::Text("a text".into())),
        ("i", Value::Integer(42)),
        ("f", Value::Float(4.5.into())),
        ("b", Value::Bool(true)),
        ("n", Value::Null),
        ("d", Value::Date("2026-02-24T16:09:07.086Z".into())),
        ("q", Value::Date("2026-02-24".into())),
        ("y", Value::Text("yes".into())),
        ("o", Value::Text("010".into())),
        ("s", Value::Text("5".into())),
        ("z", Value::Date("2026-02-24 16:09:07 +01:00".into())),
    ] {
        assert_eq!(value(&front_matter, key), expected, "{key}");
    }
}

#[test]
fn lists_and_groups_nest() {
    let front_matter = read(&yaml("menu:\n  main:\n  - name: x\n    tags: [a, 'b']\n"));

    let Value::List(items) = value(&front_matter, "menu.main") else {
        panic!("a list");
    };
    let [Value::Map(entries)] = items.as_slice() else {
        panic!("of one group");
    };
    let tags = Value::List(vec![Value::Text("a".into()), Value::Text("b".into())]);
    assert_eq!(entries[1].value, tags);
}

#[test]
fn spans_cover_a_value_as_it_is_written() {
    check_span("a: one two # c\n", "a", "one two");
    check_span("a: \"one\" # c\n", "a", "\"one\"");
    check_span("\"a\" : 'it''s'\n", "a", "'it''s'");
    check_span("a:   # c\nb: 1\n", "a", "");
    check_span("a:\n  b\n  c\nd: 1\n", "a", "b\n  c");
    check_span(
        "a: |- # c\n  x\n\n  y\n\n\nb: 1\n",
        "a",
        "|- # c\n  x\n\n  y",
    );
    check_span("a: >\n\n  x\nb: 1\n", "a", ">\n\n  x");
    check_span("a: |+\n  x\n\nb: 1\n", "a", "|+\n  x\n");
    check_span("a: |-\nb: 1\n", "a", "|-");
    check_span("a: [x,\n  y] # c\n", "a", "[x,\n  y]");
    check_span("a:\n- x\n- y # c\n# d\nb: 1\n", "a", "- x\n- y");
    check_span("a:\n  b: 1\n  # c\nd: 1\n", "a", "b: 1");
    check_span("a: {b: é, c: 2}\n", "a.b", "é");
}

#[test]
fn aliases_are_read_as_what_they_stand_for() {
    let front_matter = read(&yaml("a: &x {b: [1]}\nc: *x\n"));

    assert_eq!(
        value(&front_matter, "c.b"),
        Value::List(vec![Value::Integer(1)])
    );
}

#[test]
fn aliases_of_aliases_do_not_swell_a_head() {
    let mut head = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let inner = format!("*a{}, ", level - 1).repeat(8);
        let line = format!("a{level}: &a{level} [{inner}]\n");
        head.push_str(&line);
    }

    let front_matter = read(&yaml(&head));

    assert!(!front_matter.is_editable(), "the second parser refuses it");
}

#[test]
fn a_broken_head_names_the_line() {
    check_problem(
        "---\na: 1\nb: \"x\nc: 2\n---\n",
        "b: \"x",
        "Line 3, column 4: a quote is opened but not closed",
    );
    check_problem(
        "---\ntitle: Rust: the book\n---\n",
        "title: Rust: the book",
        "Line 2, column 12: a colon is not expected here; a text with a colon needs quotes",
    );
    check_problem(
        "\r\n---\r\na: 1\r\na: 2\r\n---\r\n",
        "a: 2",
        "Line 4: “a” is already on line 3",
    );
    check_problem(
        "---\n- a\n---\n",
        "- a",
        "Line 2: the front matter is not a list of `key: value` lines",
    );
    check_problem(
        "---\ntitle: A\n<<<<<<< HEAD\nmood: calm\n=======\nmood: wild\n>>>>>>> other\n---\n",
        "<<<<<<< HEAD",
        "Line 3: another program could not merge two versions and left both here, between <<<<<<< and >>>>>>>; keep one of them and take the marks out",
    );
    check_problem(
        "---\ntags: [a,, b]\n---\n",
        "tags: [a,, b]",
        "Line 2, column 10: a value is missing here, as between two commas",
    );
    check_problem(
        "---\na: @x\n---\n",
        "a: @x",
        "Line 2, column 4: a text that starts with @ needs quotes",
    );
    check_problem(
        "---\na:\n\tb: 1\n---\n",
        "b: 1",
        "Line 3: a tab indents the line; only spaces may",
    );
    check_problem(
        "---\ntitle: Z\n\tdate: 2026-01-01\n---\n",
        "date: 2026-01-01",
        "Line 3: a tab indents the line; only spaces may",
    );
    check_problem(
        "+++\na = 1\na = 2\n+++\n",
        "a = 2",
        "Line 3: this key, or this group, is already there above",
    );
}

#[test]
fn an_open_head_is_a_problem_and_all_of_it_is_body() {
    for text in ["---\ntitle: x\n\nBody", "+++\na = 1\n", "{\n \"a\": 1\n"] {
        let front_matter = read(text);

        assert_eq!(front_matter.head, 0..0);
        assert_eq!(
            words::put(&front_matter.problems[0].message),
            "Line 1: the front matter is not closed"
        );
        assert!(!front_matter.is_editable());
    }
}

#[test]
fn a_line_at_which_hugo_would_cut_makes_a_head_read_only() {
    check_problem(
        "---\na: |\n  x\n---b\nc: 1\n---\n",
        "---b",
        "Line 4: a line that starts with --- ends the front matter for Hugo",
    );
}

#[test]
fn keys_that_differ_only_in_case_are_warned_of() {
    let front_matter = read("---\nTitle: a\ntitle: b\n---\n");

    assert_eq!(front_matter.problems[0].severity, Severity::Warning);
    assert!(
        words::put(&front_matter.problems[0].message).starts_with("Line 3: “title” and “Title”")
    );
    assert!(front_matter.is_editable());
    assert_eq!(value(&front_matter, "title"), Value::Text("b".into()));
}

#[test]
fn a_json_head_ends_at_its_last_brace() {
    let front_matter = read("{\n  \"title\": \"a } b\"\n}\n\nBody");

    assert_eq!(front_matter.format, Some(Format::Json));
    assert_eq!(front_matter.head, 0..23);
    assert!(front_matter.is_editable());
}

#[test]
fn a_head_too_long_or_too_deep_is_not_read() {
    let long = format!("---\na: {}\n---\n", "x".repeat(300_000));
    let deep = format!("---\na: {}\n---\n", "[".repeat(200_000));

    assert_eq!(
        words::put(&read(&long).problems[0].message),
        "Line 1: the front matter is longer than 256 kB"
    );
    // A list of articles reads no more of each than that.
    assert_eq!(
        words::put(&read(&long[..MAX_BYTES]).problems[0].message),
        "Line 1: the front matter is longer than 256 kB"
    );
    assert_eq!(
        words::put(&read(&deep).problems[0].message),
        "Line 2, column 259: lists and groups are nested too deep"
    );
}

#[test]
fn toml_values_have_spans_and_types() {
    let text = "+++\r\n# c\r\ntitle = \"a\" # x\r\ndate = 2026-02-24T16:09:07Z\r\ncover.image = 'i'\r\n\
                tags = ['x']\r\n[menu]\r\nweight = 3\r\n+++\r\n";
    let front_matter = read(text);

    assert_eq!(front_matter.problems, []);
    let title = front_matter.entry(&path("title")).unwrap();
    assert_eq!(&text[title.value_span.clone()], "\"a\"");
    let image = front_matter.entry(&path("cover.image")).unwrap();
    assert_eq!(&text[image.value_span.clone()], "'i'");
    assert_eq!(
        value(&front_matter, "date"),
        Value::Date("2026-02-24T16:09:07Z".into())
    );
    assert_eq!(value(&front_matter, "menu.weight"), Value::Integer(3));
    assert_eq!(
        value(&front_matter, "tags"),
        Value::List(vec![Value::Text("x".into())])
    );
}

#[test]
fn a_whole_number_of_any_size_leaves_the_head_readable() {
    for number in [
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "340282366920938463463374607431768211456",
    ] {
        let yaml =
            format!("---\ntitle: a\nbig: {number} # note\nbigger: [{number}, !t {number}]\n---\n");
        let json = format!("{{\"title\": \"a\", \"big\": {number}}}\n");
        for text in [yaml, json] {
            let head = read(&text);
            assert_eq!(head.problems, [], "{text}");
            assert_eq!(
                value(&head, "big"),
                Value::Float(Decimal::read(number).unwrap())
            );
            let path = KeyPath::new(["title"]);
            let value = Value::Text("b".to_owned());
            let edit = edit(&text, &Change::Set { path, value }).unwrap().unwrap();
            assert!(edit.applied_to(&text).contains(number));
        }
    }
}

/// The list reads heads in the quick way: what the form finds in them, it finds too.
#[test]
fn the_quick_reading_finds_what_the_full_one_finds() {
    for head in [
        "a:\n\tb: 1\n",
        "a: b\n\tc: d\n",
        "a: \"\\q\"\n",
        "a: *b\n",
        "a: &b\n",
        "a: !t [\n",
        "? a\n: b\n? a\n: c\n",
        "a: \"x\ty\"\n",
        "a: [b, c]\nd: {e: f}\n",
        "<<: {a: b}\n",
    ] {
        let text = format!("---\n{head}---\n");
        assert_eq!(glance(&text).problems, read(&text).problems, "{head}");
    }
}

proptest::proptest! {
    #[test]
    fn the_quick_reading_finds_what_the_full_one_finds_in_any_head(
        head in "([a-c]{1,2}(: | |:|\t|- |\\[|\\]|\\{|\\}|, |\"|'|#|\\||>|\n|\n  |&|\\*|!|~|1|\\.|é)){0,12}",
    ) {
        let text = format!("---\n{head}\n---\n");
        proptest::prop_assert_eq!(glance(&text).problems, read(&text).problems);
    }
}

#[test]
fn values_are_counted_with_those_in_groups_and_lists() {
    let head = read("---\na: [1, 2]\nb:\n  c: {d: 1}\n---\n");

    assert!(!head.has_more_than(2, 6));
    assert!(head.has_more_than(1, 6));
    assert!(head.has_more_than(2, 5));
}
