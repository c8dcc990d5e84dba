//! The laws of heads, each odd case alone; every case also with CRLF and a byte order mark.

use proptest::prelude::*;

use super::*;

fn path(dotted: &str) -> KeyPath {
    KeyPath(dotted.split('.').map(str::to_owned).collect())
}

fn set(dotted: &str, value: Value) -> Change {
    Change::Set {
        path: path(dotted),
        value,
    }
}

fn words(dotted: &str, text: &str) -> Change {
    set(dotted, Value::Text(text.to_owned()))
}

fn date(dotted: &str, text: &str) -> Change {
    set(dotted, Value::Date(text.to_owned()))
}

fn add(dotted: &str, item: &str) -> Change {
    Change::AddItem {
        path: path(dotted),
        item: item.to_owned(),
    }
}

fn remove_item(dotted: &str, index: usize) -> Change {
    Change::RemoveItem {
        path: path(dotted),
        index,
    }
}

fn remove(dotted: &str) -> Change {
    Change::Remove { path: path(dotted) }
}

fn applied(text: &str, change: &Change) -> Result<String, Refusal> {
    let mut new = text.to_owned();
    if let Some(edit) = edit(text, change)? {
        new.replace_range(edit.range, &edit.insert);
    }
    Ok(new)
}

/// One head before and after a change, in all the forms a file may have.
#[track_caller]
fn check(before: &str, change: &Change, after: &str) {
    let fence = if before.contains(" = ") || after.contains(" = ") {
        "+++"
    } else {
        "---"
    };
    let whole = |head: &str| format!("{fence}\n{head}{fence}\nBody: x\n\n---\n");
    for form in [
        |text: String| text,
        |text: String| text.replace('\n', "\r\n"),
        |text: String| format!("\u{feff}{text}"),
    ] {
        let (before, after) = (form(whole(before)), form(whole(after)));
        assert_eq!(applied(&before, change).as_deref(), Ok(after.as_str()));
    }
}

#[track_caller]
fn check_refused(before: &str, change: &Change) {
    let text = format!("---\n{before}---\nBody\n");
    assert!(
        applied(&text, change).is_err(),
        "{:?}",
        applied(&text, change)
    );
}

#[test]
fn a_value_keeps_its_quotes_and_its_comment() {
    check(
        "title: Old # why\n",
        &words("title", "New"),
        "title: New # why\n",
    );
    check(
        "title: 'Old' # why\n",
        &words("title", "It's"),
        "title: 'It''s' # why\n",
    );
    check(
        "title: \"Old\"\n",
        &words("title", "a: \"b\" \\ c"),
        "title: \"a: \\\"b\\\" \\\\ c\"\n",
    );
    check(
        "title:   Old\nx: 1\n",
        &words("title", "New"),
        "title:   New\nx: 1\n",
    );
}

#[test]
fn a_plain_value_is_quoted_only_where_it_must_be() {
    check("title: Old\n", &words("title", "yes"), "title: \"yes\"\n");
    check(
        "title: Old\nlabel: 'X'\n",
        &words("title", "a: b"),
        "title: 'a: b'\nlabel: 'X'\n",
    );
    check("title: Old\n", &words("title", ""), "title: \"\"\n");
    check(
        "title: Old\n",
        &words("title", "’s Ochtends vroeg, één café"),
        "title: ’s Ochtends vroeg, één café\n",
    );
}

#[test]
fn dates_and_switches_stay_what_they_are() {
    check(
        "date: 2026-02-24\n",
        &date("date", "2026-03-01"),
        "date: 2026-03-01\n",
    );
    check(
        "date: \"2026-02-24T10:00:00Z\"\n",
        &date("date", "2026-03-01T10:00:00Z"),
        "date: \"2026-03-01T10:00:00Z\"\n",
    );
    check(
        "draft: true # not yet\n",
        &set("draft", Value::Bool(false)),
        "draft: false # not yet\n",
    );
    check(
        "weight: 10\n",
        &set("weight", Value::Integer(20)),
        "weight: 20\n",
    );
    check(
        "ratio: 1.5\n",
        &set("ratio", Value::Float(2.0)),
        "ratio: 2.0\n",
    );
}

#[test]
fn block_scalars_stay_block_scalars() {
    check(
        "summary: |\n  One\n  two\ntitle: x\n",
        &words("summary", "One\nthree\n"),
        "summary: |\n  One\n  three\ntitle: x\n",
    );
    check(
        "summary: >-\n  One\n  two\ntitle: x\n",
        &words("summary", "One two three"),
        "summary: >-\n  One two three\ntitle: x\n",
    );
    check(
        "summary: x\n",
        &words("summary", "One\ntwo"),
        "summary: |-\n  One\n  two\n",
    );
    check(
        "summary: x # c\n",
        &words("summary", "One\ntwo"),
        "summary: \"One\\ntwo\" # c\n",
    );
}

#[test]
fn a_missing_key_is_inserted_as_its_neighbours_are_written() {
    check(
        "title: \"A\"\n",
        &words("label", "NIEUWS"),
        "title: \"A\"\nlabel: \"NIEUWS\"\n",
    );
    check(
        "title: A\n",
        &words("label", "NIEUWS"),
        "title: A\nlabel: NIEUWS\n",
    );
    check(
        "title: 'A'\n# the end\n",
        &words("label", "X"),
        "title: 'A'\nlabel: 'X'\n# the end\n",
    );
    check("", &words("title", "A"), "title: \"A\"\n");
    check(
        "title: A\n",
        &set("draft", Value::Bool(true)),
        "title: A\ndraft: true\n",
    );
    check(
        "title: A\n",
        &date("date", "2026-02-24"),
        "title: A\ndate: 2026-02-24\n",
    );
}

#[test]
fn a_missing_nested_key_goes_into_its_group() {
    check(
        "title: A\n",
        &words("cover.alt", "B"),
        "title: A\ncover:\n  alt: B\n",
    );
    check(
        "cover:\n    image: a.jpg # c\ntitle: A\n",
        &words("cover.alt", "B"),
        "cover:\n    image: a.jpg # c\n    alt: B\ntitle: A\n",
    );
    check(
        "cover: { image: a.jpg }\n",
        &words("cover.alt", "B, c"),
        "cover: { image: a.jpg, alt: \"B, c\" }\n",
    );
    check(
        "cover: {}\n",
        &words("cover.alt", "B"),
        "cover: {alt: \"B\"}\n",
    );
    check(
        "cover: # none\ntitle: A\n",
        &words("cover.alt", "B"),
        "cover: # none\n  alt: B\ntitle: A\n",
    );
    check(
        "cover: ~\n",
        &words("cover.alt", "B"),
        "cover: { alt: \"B\" }\n",
    );
}

#[test]
fn a_key_is_found_as_hugo_finds_it() {
    check("Title: A\n", &words("title", "B"), "Title: B\n");
    check(
        "ms.date: 1\n",
        &Change::Set {
            path: KeyPath::new(["ms.date"]),
            value: Value::Integer(2),
        },
        "ms.date: 2\n",
    );
}

#[test]
fn items_are_added_in_the_style_of_the_list() {
    check(
        "tags: [\"a\", \"b\"]\n",
        &add("tags", "c d"),
        "tags: [\"a\", \"b\", \"c d\"]\n",
    );
    check("tags: [a,b]\n", &add("tags", "c"), "tags: [a,b,c]\n");
    check("tags: []\n", &add("tags", "c"), "tags: [\"c\"]\n");
    check(
        "tags: [a, b,] # x\n",
        &add("tags", "c"),
        "tags: [a, b, c,] # x\n",
    );
    check(
        "tags: [\n  a,\n  b\n]\n",
        &add("tags", "c"),
        "tags: [\n  a,\n  b,\n  c\n]\n",
    );
    check(
        "tags:\n  - a # one\n  - b\nx: 1\n",
        &add("tags", "c"),
        "tags:\n  - a # one\n  - b\n  - c\nx: 1\n",
    );
    check(
        "tags:\n- 'a'\nx: 1\n",
        &add("tags", "c"),
        "tags:\n- 'a'\n- 'c'\nx: 1\n",
    );
    check("tags: news\n", &add("tags", "c"), "tags: [news, c]\n");
    check("tags:\nx: 1\n", &add("tags", "c"), "tags: [\"c\"]\nx: 1\n");
    check(
        "title: A\n",
        &add("tags", "no"),
        "title: A\ntags: [\"no\"]\n",
    );
    check(
        "series:\n  - a\n",
        &add("tags", "b"),
        "series:\n  - a\ntags:\n  - b\n",
    );
}

#[test]
fn items_are_removed_with_their_comma_or_line() {
    check(
        "tags: [a, b, c]\n",
        &remove_item("tags", 1),
        "tags: [a, c]\n",
    );
    check(
        "tags: [a, b, c]\n",
        &remove_item("tags", 2),
        "tags: [a, b]\n",
    );
    check("tags: [a]\n", &remove_item("tags", 0), "tags: []\n");
    check("tags: [a,]\n", &remove_item("tags", 0), "tags: []\n");
    check(
        "tags:\n  - a\n  - b # x\nx: 1\n",
        &remove_item("tags", 1),
        "tags:\n  - a\nx: 1\n",
    );
    check(
        "tags:\n- a\nx: 1\n",
        &remove_item("tags", 0),
        "tags: []\nx: 1\n",
    );
    check("tags: news\n", &remove_item("tags", 0), "tags: []\n");
}

#[test]
fn items_change_places_and_commas_do_not() {
    let change = Change::MoveItem {
        path: path("tags"),
        from: 2,
        to: 0,
    };
    check(
        "tags: [a,  'b', \"c\"] # x\n",
        &change,
        "tags: [\"c\",  a, 'b'] # x\n",
    );
    check("tags:\n- a\n- b\n- c\n", &change, "tags:\n- c\n- a\n- b\n");
}

#[test]
fn a_key_is_removed_with_its_own_lines_only() {
    check(
        "a: 1\n# about b\nb: 2 # x\nc: 3\n",
        &remove("b"),
        "a: 1\n# about b\nc: 3\n",
    );
    check("a:\n  - 1\n  - 2\nb: 2\n", &remove("a"), "b: 2\n");
    check(
        "cover:\n  alt: x\nb: 2\n",
        &remove("cover.alt"),
        "cover: {}\nb: 2\n",
    );
    check(
        "cover: { a: 1, b: 2 }\n",
        &remove("cover.b"),
        "cover: { a: 1 }\n",
    );
    check("a: 1\n", &remove("b"), "a: 1\n");
}

#[test]
fn an_unchanged_value_is_no_edit() {
    for text in ["---\ntitle: \"A\"\n---\n", "+++\ntitle = 'A'\n+++\n"] {
        assert_eq!(edit(text, &words("title", "A")), Ok(None));
    }
}

#[test]
fn toml_heads_are_edited_in_place() {
    check(
        "title = \"A\" # why\n",
        &words("title", "B \"c\""),
        "title = \"B \\\"c\\\"\" # why\n",
    );
    check("title = 'A'\n", &words("title", "B"), "title = 'B'\n");
    check(
        "date = 2026-02-24\n",
        &date("date", "2026-03-01"),
        "date = 2026-03-01\n",
    );
    check(
        "draft = true\n",
        &set("draft", Value::Bool(false)),
        "draft = false\n",
    );
    check(
        "tags = [\"a\", \"b\"]\n",
        &add("tags", "c"),
        "tags = [\"a\", \"b\", \"c\"]\n",
    );
    check(
        "tags = [\"a\", \"b\"]\n",
        &remove_item("tags", 0),
        "tags = [\"b\"]\n",
    );
    check(
        "title = \"A\"\n\n[cover]\nimage = \"a.jpg\"\n",
        &words("label", "X"),
        "title = \"A\"\nlabel = \"X\"\n\n[cover]\nimage = \"a.jpg\"\n",
    );
    check(
        "title = \"A\"\n[cover]\nimage = \"a.jpg\"\n[other]\nx = 1\n",
        &words("cover.alt", "é"),
        "title = \"A\"\n[cover]\nimage = \"a.jpg\"\nalt = \"é\"\n[other]\nx = 1\n",
    );
    check(
        "title = \"A\"\n",
        &words("cover.alt", "B"),
        "title = \"A\"\n\n[cover]\nalt = \"B\"\n",
    );
    check(
        "cover = { image = \"a\" }\n",
        &words("cover.alt", "B"),
        "cover = { image = \"a\", alt = \"B\" }\n",
    );
}

#[test]
fn a_text_without_a_head_gets_one() {
    assert_eq!(
        applied("Body\n", &words("title", "A")).as_deref(),
        Ok("---\ntitle: \"A\"\n---\n\nBody\n")
    );
    assert_eq!(
        applied("\r\nBody\r\n", &words("title", "A")).as_deref(),
        Ok("---\r\ntitle: \"A\"\r\n---\r\n\r\nBody\r\n")
    );
    assert_eq!(
        applied("Body\n", &words("title", "")).as_deref(),
        Ok("Body\n")
    );
}

#[test]
fn what_stands_elsewhere_is_left_alone() {
    check_refused("a: &x Old\nb: *x\n", &words("a", "New"));
    check_refused("a: &x Old\nb: *x\n", &words("b", "New"));
    check_refused("a: !!str 1\n", &words("a", "New"));
    check_refused("a: {b: 1}\n", &words("a", "New"));
}

#[test]
fn a_head_that_cannot_be_read_says_its_line_and_refuses() {
    for (head, line) in [
        ("title: A\ntags: [a\n", "Line "),
        (
            "title: A\ntitle: B\n",
            "Line 3: the key `title` stands here a second time",
        ),
        (
            "- a\n- b\n",
            "Line 2: the front matter is not a list of keys",
        ),
        ("a: \"x\n", "Line "),
        ("a: 1\n--- b\nc: 1\n", "Line 3: Hugo takes this line"),
    ] {
        let text = format!("---\n{head}---\nBody\n");
        let read = read(&text);
        assert!(!read.is_editable(), "{head}");
        assert!(
            read.problems[0].message.starts_with(line),
            "{head}: {:?}",
            read.problems
        );
        assert!(edit(&text, &words("title", "x")).is_err());
    }
}

#[test]
fn depth_and_size_have_limits() {
    let deep = format!(
        "---\na: {}{}\n---\n",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert!(!read(&deep).is_editable());
    let long = format!("---\na: {}\n---\n", "x".repeat(300_000));
    assert!(!read(&long).is_editable());
    let bomb = "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n";
    assert!(read(bomb).is_editable());
}

#[test]
fn values_have_their_places() {
    let text = "---\ntitle: \"A\" # x\ncover:\n  alt: |\n    é\n  x:\n---\nBody";
    let head = read(text);
    let at = |dotted: &str| &text[head.entry(&path(dotted)).unwrap().value_span.clone()];

    assert_eq!(at("title"), "\"A\"");
    assert_eq!(at("cover.alt"), "|\n    é");
    assert_eq!(at("cover.x"), "");
    assert_eq!(&text[head.head.end..], "Body");
}

#[test]
fn lists_of_groups_are_read() {
    let text = "---\nsources:\n  - name: A\n    url: b\n  - name: C\n---\n";

    let Some(Value::List(items)) = read(text).value(&path("sources")).cloned() else {
        panic!("no list");
    };

    assert!(matches!(&items[0], Value::Map(entries) if entries.len() == 2));
}

/// Heads as writers have them: keys in several styles, groups, lists, comments.
fn head() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        "[a-zé]{1,8}( [a-z]{1,6}){0,3}",
        "\"[a-z :#'é]{0,10}\"",
        "'[a-z :#\"é]{0,10}'",
        Just("2026-02-24".to_owned()),
        Just("true".to_owned()),
        Just("12".to_owned()),
        Just(String::new()),
        Just("|\n    one\n    two".to_owned()),
        Just(">-\n    one\n\n    two".to_owned()),
        Just("[a, \"b\", 'c']".to_owned()),
        Just("[\n    a,\n    b,\n  ]".to_owned()),
        Just("\n  - a\n  - 'b' # x".to_owned()),
        Just("\n- a\n- b".to_owned()),
        Just("{ x: 1, y: [2] }".to_owned()),
        Just("\n    inner: 1\n    # c\n    other: 'x'".to_owned()),
    ];
    let comment = prop_oneof![Just(""), Just("# a comment\n"), Just("\n")];
    let keys = ["title", "tags", "summary", "cover", "x"];
    proptest::collection::vec((scalar, comment), 0..5).prop_map(move |values| {
        let mut head = String::new();
        for ((value, comment), key) in values.into_iter().zip(keys) {
            head.push_str(comment);
            let gap = if value.starts_with('\n') || value.is_empty() {
                ""
            } else {
                " "
            };
            head.extend([key, ":", gap, &value, "\n"]);
        }
        head
    })
}

fn change() -> impl Strategy<Value = Change> {
    let text = prop_oneof![
        "[a-zA-Z0-9 :#'\"\\[\\],é\\-\\\\&*!?|>%@`~.]{0,12}",
        "(yes|no|~|012|1e3|a: b|- x|\\{|#x|two\nlines)"
    ];
    let key = prop_oneof![
        Just("title"),
        Just("tags"),
        Just("summary"),
        Just("cover"),
        Just("cover.alt"),
        Just("cover.inner"),
        Just("new"),
        Just("new.deep")
    ];
    (key, text, 0..5_usize, 0..3_usize).prop_map(|(key, text, kind, index)| match kind {
        0 | 1 => words(key, &text),
        2 => add(key, if text.is_empty() { "x" } else { &text }),
        3 => remove_item(key, index),
        _ => remove(key),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// What is set is read back, and undoing the edit gives the old bytes.
    #[test]
    fn an_edit_does_what_it_says_or_nothing(head in head(), change in change(), crlf: bool) {
        let mut text = format!("---\n{head}---\nBody\n");
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let Ok(Some(edit)) = edit(&text, &change) else {
            return Ok(());
        };
        let mut new = text.clone();
        new.replace_range(edit.range.clone(), &edit.insert);

        let end = if crlf { "---\r\nBody\r\n" } else { "---\nBody\n" };
        prop_assert!(new.ends_with(end));
        let read = read(&new);
        prop_assert!(read.is_editable(), "{:?}\n{new}", read.problems);
        if let Change::Set { path, value: Value::Text(text) } = &change {
            prop_assert_eq!(read.text(path), Some(text.clone()), "{}", new);
        }
        // Everything that is not of the changed key stays, line by line.
        if let Change::Set { path, .. } = &change {
            for line in text.lines().filter(|line| line.starts_with('#')) {
                prop_assert!(new.contains(line));
            }
            let other = ["title", "tags", "summary", "cover", "x"].into_iter().filter(|key| path.0[0] != *key);
            for key in other {
                let at = KeyPath::new([key]);
                prop_assert_eq!(super::read(&text).value(&at).map(Meaning::of), read.value(&at).map(Meaning::of));
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(---\n|\\+\\+\\+\n|\\{)?[a-z:\\-\\[\\]{}#&*!|>'\"%@,. \n\t\r\u{e9}\u{feff}=]{0,60}(---\n|\\+\\+\\+\n)?") {
        let read = read(&text);
        prop_assert!(text.get(read.head.clone()).is_some());
        for problem in &read.problems {
            prop_assert!(text.get(problem.range.clone()).is_some());
        }
        let _ignored = edit(&text, &words("title", "x"));
        let _ignored = edit(&text, &add("tags", "x"));
    }
}
