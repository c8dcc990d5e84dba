//! Items of lists, whole groups, and values that become others of another kind.

use super::*;

fn map(entries: &[(&str, Value)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, value)| values::entry((*key).to_owned(), value.clone()));
    Value::Map(entries.collect())
}

fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| text(item)).collect())
}

#[track_caller]
fn check_toml(before: &str, change: &Change, after: &str) {
    let toml = |head: &str| format!("+++\n{head}+++\nBody\n");
    check_text(&toml(before), change, &toml(after));
}

#[track_caller]
fn check_json(before: &str, change: &Change, after: &str) {
    check_text(
        &format!("{before}\nBody\n"),
        change,
        &format!("{after}\nBody\n"),
    );
}

#[test]
fn a_path_may_end_at_an_item() {
    let head = read("---\ntags: [a, 'b']\nrows:\n  - [1, 2]\n  - x: [y]\n---\n");

    assert_eq!(head.value(&path("tags.1")), Some(&text("b")));
    assert_eq!(head.value(&path("rows.0.1")), Some(&Value::Integer(2)));
    assert_eq!(head.value(&path("rows.1.x.0")), Some(&text("y")));
    assert_eq!(head.value(&path("tags.2")), None);
    assert_eq!(head.value(&path("tags.one")), None);
}

#[test]
fn every_value_has_its_place() {
    #[track_caller]
    fn check(text: &str, places: &[(&str, &str)]) {
        let head = read(text);
        for (at, written) in places {
            let span = head.span(&path(at)).unwrap();
            assert_eq!(&text[span], *written, "{at}");
        }
    }
    check(
        "---\na: [x, [y, 'z'], {k: [v]}] # c\nb: &b\n  - one\n  - k: |\n      t\nc: *b\nd: [*b, e]\n---\n",
        &[
            ("a.0", "x"),
            ("a.1", "[y, 'z']"),
            ("a.1.1", "'z'"),
            ("a.2", "{k: [v]}"),
            ("a.2.k.0", "v"),
            ("b.0", "one"),
            ("b.1.k", "|\n      t"),
            ("c.0", "*b"),
            ("d.0", "*b"),
            ("d.1", "e"),
        ],
    );
    check(
        "+++\na = [1, ['x', 'y'], {k = 2}]\n[[t]]\nk = ['z']\n+++\n",
        &[
            ("a.1.1", "'y'"),
            ("a.2", "{k = 2}"),
            ("a.2.k", "2"),
            ("t.0", "[[t]]"),
            ("t.0.k.0", "'z'"),
        ],
    );
    check(
        "{\"a\": [1, [2, \"x\"], {\"k\": [3]}]}\n",
        &[("a.1.1", "\"x\""), ("a.2.k.0", "3"), ("a.1", "[2, \"x\"]")],
    );
}

#[test]
fn an_item_is_set_and_removed_by_its_path() {
    let set_b = set_text("tags.1", "c: d");
    check(
        "tags: [a, 'b'] # all\n",
        &set_b,
        "tags: [a, 'c: d'] # all\n",
    );
    check(
        "tags:\n- a\n- \"b\" # two\n- e\n",
        &set_b,
        "tags:\n- a\n- \"c: d\" # two\n- e\n",
    );
    check_toml("tags = ['a', \"b\"]\n", &set_b, "tags = ['a', \"c: d\"]\n");
    check_json(
        "{\"tags\": [\"a\",\"b\"]}",
        &set_b,
        "{\"tags\": [\"a\",\"c: d\"]}",
    );

    let remove_b = remove("tags.1");
    check("tags: [a, b]\n", &remove_b, "tags: [a]\n");
    check_toml(
        "tags = [\n  'a',\n  'b',\n]\n",
        &remove_b,
        "tags = [\n  'a',\n]\n",
    );
    check_json("{\"tags\": [1, 2]}", &remove_b, "{\"tags\": [1]}");
    check_refused("tags: [a]\n", &set_b, "names no item");
}

#[test]
fn lists_in_lists_change_in_their_place() {
    let set_cell = set("rows.1.0", Value::Integer(9));
    check(
        "rows:\n  - [1, 2]\n  - [3, 'x'] # second\n",
        &set_cell,
        "rows:\n  - [1, 2]\n  - [9, 'x'] # second\n",
    );
    check_toml(
        "rows = [[1, 2], [3, 'x']]\n",
        &set_cell,
        "rows = [[1, 2], [9, 'x']]\n",
    );
    check_json(
        "{\"rows\": [[1, 2], [3, \"x\"]]}",
        &set_cell,
        "{\"rows\": [[1, 2], [9, \"x\"]]}",
    );

    let add_cell = add("rows.0", "z");
    check("rows: [[a], [b]]\n", &add_cell, "rows: [[a, z], [b]]\n");
    check_toml(
        "rows = [['a'], []]\n",
        &add_cell,
        "rows = [['a', 'z'], []]\n",
    );
    check_json(
        "{\"rows\": [[\"a\"]]}",
        &add_cell,
        "{\"rows\": [[\"a\", \"z\"]]}",
    );
    check(
        "rows: [[a, b], [c]]\n",
        &move_item("rows.0", 0, 1),
        "rows: [[b, a], [c]]\n",
    );
    check(
        "rows: [{x: [a, b]}]\n",
        &remove_item("rows.0.x", 0),
        "rows: [{x: [b]}]\n",
    );
    check_toml(
        "[[rows]]\nx = ['a', 'b']\n",
        &remove_item("rows.0.x", 0),
        "[[rows]]\nx = ['b']\n",
    );
}

#[test]
fn a_scalar_among_groups_is_an_item_like_any() {
    check(
        "links:\n  - plain\n  - url: /b # two\n",
        &set_text("links.0", "new"),
        "links:\n  - new\n  - url: /b # two\n",
    );
}

#[test]
fn a_group_is_set_key_by_key() {
    let new = map(&[
        ("image", text("b.jpg")),
        ("alt", text("The: quay")),
        ("size", map(&[("width", Value::Integer(3))])),
    ]);
    let change = set("cover", new);
    check(
        "cover: # picture\n  image: 'a.jpg' # why\n  caption: x\n  size:\n    width: 2 # w\n    height: 1\ntitle: T\n",
        &change,
        "cover: # picture\n  image: 'b.jpg' # why\n  size:\n    width: 3 # w\n  alt: 'The: quay'\ntitle: T\n",
    );
    check(
        "cover: {image: a.jpg, caption: x}\n",
        &change,
        "cover: {image: b.jpg, alt: \"The: quay\", size: {width: 3}}\n",
    );
    check_toml(
        "[cover]\nimage = 'a.jpg' # why\ncaption = 'x'\n\n[cover.size]\nwidth = 2 # w\n",
        &change,
        "[cover]\nimage = 'b.jpg' # why\nalt = 'The: quay'\n\n[cover.size]\nwidth = 3 # w\n",
    );
    check_json(
        "{\n  \"cover\": {\n    \"image\": \"a.jpg\",\n    \"caption\": \"x\",\n    \"size\": {\"width\": 2}\n  }\n}",
        &change,
        "{\n  \"cover\": {\n    \"image\": \"b.jpg\",\n    \"size\": {\"width\": 3},\n    \"alt\": \"The: quay\"\n  }\n}",
    );
}

#[test]
fn a_group_in_a_list_is_set_key_by_key() {
    check(
        "links:\n  - name: one # 1\n    url: /1\n  - name: two\n",
        &set("links.0", map(&[("name", text("uno")), ("rel", text("x"))])),
        "links:\n  - name: uno # 1\n    rel: x\n  - name: two\n",
    );
}

#[test]
fn a_group_without_keys_is_left_empty() {
    check(
        "cover:\n  image: a\n  alt: b\ntitle: T\n",
        &set("cover", Value::Map(Vec::new())),
        "cover: {}\ntitle: T\n",
    );
}

#[test]
fn an_empty_group_is_filled_below_its_key() {
    let add = set_text("seo.title", "T");
    check(
        "seo: {} # why\na: 1\n",
        &add,
        "seo: # why\n  title: T\na: 1\n",
    );
    check("seo: {}\n", &add, "seo:\n  title: T\n");
    check(
        "x: {seo: {}}\n",
        &set_text("x.seo.title", "T"),
        "x: {seo: {title: T}}\n",
    );
    check(
        "l: [{}]\n",
        &set_text("l.0.title", "T"),
        "l: [{title: T}]\n",
    );
    check_toml("seo = {}\n", &add, "seo = { title = \"T\" }\n");
    check_json("{\"seo\": {}}", &add, "{\"seo\": {\"title\": \"T\"}}");
}

#[test]
fn a_list_or_group_becomes_a_value_of_another_kind() {
    let to_text = set_text("x", "one");
    check("x: [a, b] # why\n", &to_text, "x: one # why\n");
    check(
        "x: # why\n  - a\n  - b\ny: 1\n",
        &to_text,
        "x: one # why\ny: 1\n",
    );
    check(
        "x:\n  a: 1\n  b:\n    - c\ny: 1\n",
        &to_text,
        "x: one\ny: 1\n",
    );
    check(
        "x:\n  - a\n",
        &set("x", map(&[("k", text("v"))])),
        "x:\n  k: v\n",
    );
    check("x: {a: 1}\n", &set("x", list(&["v"])), "x: [v]\n");
    check_toml("x = [1]\ny = 2\n", &to_text, "y = 2\nx = \"one\"\n");
    check_toml(
        "y = 2\n\n[x]\na = 1\n\n[z]\n",
        &to_text,
        "y = 2\nx = \"one\"\n\n[z]\n",
    );
    check_json(
        "{\"x\": [1], \"y\": 2}",
        &to_text,
        "{\"x\": \"one\", \"y\": 2}",
    );
}

#[test]
fn what_is_entangled_is_not_set_as_a_whole() {
    let change = set("x", map(&[("k", text("v"))]));
    check_refused("x: &a {k: 1}\ny: *a\n", &change, "anchor");
    check_refused("x: {k: *a}\nb: &a 1\n", &change, "cannot be read");
    check_refused("b: &a 1\nx: {k: *a}\n", &change, "alias");
}

#[test]
fn groups_of_toml_go_with_everything_in_them() {
    let gone = remove("x");
    check_toml(
        "a = 1\nx.y = 2 # two\nx.z.w = [\n  3,\n]\nb = 4\n",
        &gone,
        "a = 1\nb = 4\n",
    );
    check_toml(
        "a = 1\n\n[x.y]\nb = 1\n\n[c]\nd = 2\n\n# the other\n[x.z]\ne = 3\n",
        &gone,
        "a = 1\n\n[c]\nd = 2\n",
    );
    check_toml(
        "a = 1\n\n[[x]]\nb = 1\n\n[[x]]\nb = 2\n\n[x.c]\nd = 3\n",
        &gone,
        "a = 1\n",
    );
    check_toml("a = 1\n\n[[x]]\nb = 1\n", &remove_item("x", 0), "a = 1\n");
    check_toml("a = 1\n\n[[x]]\nb = 1\n", &remove("x.0"), "a = 1\n");
}

/// Checks the first text and the first date of a head in the manner of its site.
#[track_caller]
fn check_manner(before: &str, manner: Manner, change: &Change, after: &str) {
    let edit = edit_in(before, change, manner).unwrap().unwrap();
    assert_eq!(edit.applied_to(before), after);
}

#[test]
fn new_values_have_the_quotes_of_the_site_where_the_head_shows_none() {
    let single = Manner {
        texts: Quoting {
            quotes: Some(Quotes::Single),
            is_always: true,
        },
        items: Some(Quoting::default()),
        dates: Some(Quotes::Double),
        ..Manner::default()
    };
    let title = set_text("title", "Tide");
    let date = set("date", Value::Date("2026-02-24".into()));
    check_manner("---\n---\n", single, &title, "---\ntitle: 'Tide'\n---\n");
    check_manner(
        "---\n---\n",
        single,
        &date,
        "---\ndate: \"2026-02-24\"\n---\n",
    );
    check_manner(
        "---\n---\n",
        single,
        &add("tags", "a"),
        "---\ntags: [a]\n---\n",
    );
    check_manner("+++\n+++\n", single, &title, "+++\ntitle = 'Tide'\n+++\n");
    check_manner(
        "+++\n+++\n",
        single,
        &date,
        "+++\ndate = \"2026-02-24\"\n+++\n",
    );
    let head = "---\na: plain\nd: 2026-01-01\n---\n";
    check_manner(
        head,
        single,
        &title,
        "---\na: plain\nd: 2026-01-01\ntitle: Tide\n---\n",
    );
    let needed = Manner {
        texts: Quoting {
            quotes: Some(Quotes::Single),
            is_always: false,
        },
        ..Manner::default()
    };
    check_manner("---\n---\n", needed, &title, "---\ntitle: Tide\n---\n");
    check_manner(
        "---\n---\n",
        needed,
        &set_text("t", "a: b"),
        "---\nt: 'a: b'\n---\n",
    );
}

#[test]
fn an_item_becomes_one_of_another_kind_and_the_others_stay() {
    let to_text = set_text("rows.0", "x");
    check("rows: [[1], 2]\n", &to_text, "rows: [x, 2]\n");
    check("rows: [{a: 1}, 2]\n", &to_text, "rows: [x, 2]\n");
    check_toml("rows = [[1], 2]\n", &to_text, "rows = [\"x\", 2]\n");
    check_toml("rows = [{a = 1}, 2]\n", &to_text, "rows = [\"x\", 2]\n");
    check_json("{\"rows\": [[1], 2]}", &to_text, "{\"rows\": [\"x\", 2]}");

    let to_list = set("rows.0", list(&["x"]));
    check("rows: [1, 2]\n", &to_list, "rows: [[x], 2]\n");
    check_toml("rows = [1, 2]\n", &to_list, "rows = [[\"x\"], 2]\n");
    check_json("{\"rows\": [1, 2]}", &to_list, "{\"rows\": [[\"x\"], 2]}");
}

#[test]
fn what_is_empty_is_filled_in_its_place() {
    let set_image = set_text("cover.image", "x");
    check("cover: ''\n", &set_image, "cover:\n  image: 'x'\n");
    check_toml(
        "cover = '' # c\na = 1\n",
        &set_image,
        "cover = { image = 'x' } # c\na = 1\n",
    );
    check_json(
        "{\"cover\": null, \"a\": 1}",
        &set_image,
        "{\"cover\": {\"image\": \"x\"}, \"a\": 1}",
    );

    let set_cover = set_text("cover", "x");
    check_toml(
        "cover = [] # c\na = 1\n",
        &set_cover,
        "cover = \"x\" # c\na = 1\n",
    );
    check_toml(
        "cover = {} # c\na = 1\n",
        &set_cover,
        "cover = \"x\" # c\na = 1\n",
    );
}

#[test]
fn a_word_takes_the_place_of_what_is_written_alike_and_is_none() {
    let words = set("tags", list(&["7", "true", "a"]));
    check(
        "tags: [7, true, a]\n",
        &words,
        "tags: [\"7\", \"true\", a]\n",
    );
    check_toml(
        "tags = [7, true, 'a']\n",
        &words,
        "tags = ['7', 'true', 'a']\n",
    );
    check_json(
        "{\"tags\": [7, true, \"a\"]}",
        &words,
        "{\"tags\": [\"7\", \"true\", \"a\"]}",
    );
}

#[test]
fn a_list_beside_one_item_is_made_in_every_format() {
    let add_b = add("tags", "b");
    check("tags: 7 # c\n", &add_b, "tags: [7, b] # c\n");
    check_toml("tags = 7 # c\n", &add_b, "tags = [7, \"b\"] # c\n");
    check_json("{\"tags\": 7}", &add_b, "{\"tags\": [7, \"b\"]}");
}

#[test]
fn a_number_among_words_stays_as_it_is_written_in_every_format() {
    let number = |text: &str| Value::Float(Decimal::read(text).unwrap());
    let tags = |first| set("tags", Value::List(vec![first, number("1.50"), text("b")]));
    let words = tags(text("007"));
    check("tags: [007, 1.50, a]\n", &words, "tags: [007, 1.50, b]\n");
    let words = tags(Value::Integer(7));
    check_toml("tags = [7, 1.50, 'a']\n", &words, "tags = [7, 1.50, 'b']\n");
    check_json(
        "{\"tags\": [7, 1.50, \"a\"]}",
        &words,
        "{\"tags\": [7, 1.50, \"b\"]}",
    );
}

#[test]
fn tables_of_a_list_get_groups_and_others_beside_them() {
    let rows = "[[rows]]\na = 1\n\n[[rows]]\na = 2\n";
    check_toml(
        rows,
        &set_text("rows.0.p.q", "x"),
        "[[rows]]\na = 1\np = { q = \"x\" }\n\n[[rows]]\na = 2\n",
    );
    let one = |a| map(&[("a", Value::Integer(a))]);
    check_toml(
        rows,
        &set("rows", Value::List(vec![one(2), one(3)])),
        "[[rows]]\na = 2\n\n[[rows]]\na = 3\n",
    );
    check_toml(
        "b = 1\n",
        &set("rows", Value::List(vec![one(1), one(2)])),
        &format!("b = 1\n\n{rows}"),
    );
}

#[test]
fn a_table_of_a_list_is_not_made_a_text_for_the_next_one_would_go() {
    let text = "+++\n[[rows]]\na = 1\n\n[[rows]]\na = 2\n+++\n";

    let refused = changed(text, &set_text("rows.0", "x"));

    assert!(
        matches!(refused, Err(Refusal::NotEditable(_))),
        "{refused:?}"
    );
}

#[test]
fn a_number_is_written_as_it_was_typed_or_refused() {
    let in_all = [
        "18446744073709551616",
        "1e3",
        "1E3",
        "-1.50e-3",
        "-0",
        "1.20",
    ];
    let in_toml = ["+5", "0x1F", "0o17", "1e3", "-0", "1.20", "+1.5"];
    let number = |text: &str| Value::Float(Decimal::read(text).unwrap());
    for text in [&in_all[..], &in_toml, &["1e400", ".5", "5."]].concat() {
        check(
            "a: 7 # c\n",
            &set("a", number(text)),
            &format!("a: {text} # c\n"),
        );
        check(
            "a: x\n",
            &set("b", number(text)),
            &format!("a: x\nb: {text}\n"),
        );
        check(
            "a: [7]\n",
            &set("a.0", number(text)),
            &format!("a: [{text}]\n"),
        );
        let there = yaml(&format!("a: {text}\n"));
        assert_eq!(
            changed(&there, &set("a", number(text))),
            Ok(there),
            "{text}"
        );
    }
    for text in in_toml {
        check_toml(
            "a = 7 # c\n",
            &set("a", number(text)),
            &format!("a = {text} # c\n"),
        );
    }
    for text in [&in_all[..], &["1e400"]].concat() {
        check_json(
            "{\"a\": 7}",
            &set("a", number(text)),
            &format!("{{\"a\": {text}}}"),
        );
    }
    for (head, numbers) in [
        (
            "+++\na = 7\n+++\n",
            &[".5", "5.", "1e400", "18446744073709551616"][..],
        ),
        (
            "{\"a\": 7}\n",
            &[".5", "5.", "+5", "0x1F", "0o17", "inf", "NaN"],
        ),
    ] {
        for text in numbers {
            let refused = edit(head, &set("a", number(text))).unwrap_err().said();
            let words = crate::model::words::put(&refused);
            assert!(words.contains(text), "{words}");
        }
    }
}
