use super::*;

fn set_list(dotted: &str, items: &[&str]) -> Change {
    set(
        dotted,
        Value::List(items.iter().map(|item| text(item)).collect()),
    )
}

#[test]
fn an_item_is_added_in_the_manner_of_the_list() {
    let add = add("tags", "x");

    check("tags: [a, b] # c\n", &add, "tags: [a, b, x] # c\n");
    check("tags: [ 'a' ]\n", &add, "tags: [ 'a', 'x' ]\n");
    check(
        "tags: [\"a\", \"b\", ]\n",
        &add,
        "tags: [\"a\", \"b\", \"x\", ]\n",
    );
    check("tags: []\n", &add, "tags: [x]\n");
    check(
        "tags: [\n  a, # c\n  b # d\n]\n",
        &add,
        "tags: [\n  a, # c\n  b, # d\n  x\n]\n",
    );
    check(
        "tags: [\n  a,\n  b,\n]\n",
        &add,
        "tags: [\n  a,\n  b,\n  x,\n]\n",
    );
    check("tags: [a,\n  b]\n", &add, "tags: [a,\n  b, x]\n");
    check(
        "tags:\n  - a\n  - b # c\n# d\nz: 1\n",
        &add,
        "tags:\n  - a\n  - b # c\n  - x\n# d\nz: 1\n",
    );
    check("tags:\n- 'a'\nz: 1\n", &add, "tags:\n- 'a'\n- 'x'\nz: 1\n");
    check("tags:\n-   a\n", &add, "tags:\n-   a\n-   x\n");
    check(
        "tags:\n  - name: a\n    url: b\n",
        &add,
        "tags:\n  - name: a\n    url: b\n  - x\n",
    );
    check(
        "tags:\n- |\n  a\n\nz: 1\n",
        &add,
        "tags:\n- |\n  a\n- x\n\nz: 1\n",
    );
}

#[test]
fn an_item_makes_the_list_it_needs() {
    let add = add("tags", "x");

    check("a: 1\n", &add, "a: 1\ntags: [x]\n");
    check("c:\n- 'y'\n", &add, "c:\n- 'y'\ntags:\n- 'x'\n");
    check("tags:\nz: 1\n", &add, "tags: [x]\nz: 1\n");
    check(
        "c:\n  - y\ntags: ~ # d\n",
        &add,
        "c:\n  - y\ntags: # d\n  - x\n",
    );
    check("tags: \"\"\n", &add, "tags: [\"x\"]\n");
    check("tags: news\n", &add, "tags: [news, x]\n");
    check(
        "tags: \"a, b\"
",
        &add,
        "tags: [\"a, b\", \"x\"]
",
    );
}

#[test]
fn an_odd_item_is_quoted_in_a_flow_list() {
    check("tags: [a]\n", &add("tags", "b, c"), "tags: [a, \"b, c\"]\n");
    check("tags: [a]\n", &add("tags", "b:c"), "tags: [a, \"b:c\"]\n");
    check("tags:\n- a\n", &add("tags", "b, c"), "tags:\n- a\n- b, c\n");
    check(
        "tags:\n- a\n",
        &add("tags", "b\nc"),
        "tags:\n- a\n- \"b\\nc\"\n",
    );
    check("tags:\n- a\n", &add("tags", ""), "tags:\n- a\n- \"\"\n");
}

#[test]
fn an_item_is_removed_with_its_own_bytes_only() {
    check(
        "tags: [a, b, c]\n",
        &remove_item("tags", 0),
        "tags: [b, c]\n",
    );
    check(
        "tags: [a, b, c]\n",
        &remove_item("tags", 2),
        "tags: [a, b]\n",
    );
    check("tags: [a, b, ]\n", &remove_item("tags", 1), "tags: [a, ]\n");
    check("tags: [ a ]\n", &remove_item("tags", 0), "tags: []\n");
    check(
        "tags: [\n  a, # c\n  b # d\n]\n",
        &remove_item("tags", 1),
        "tags: [\n  a # c\n]\n",
    );
    check(
        "tags: [\n  a, # c\n  b # d\n]\n",
        &remove_item("tags", 0),
        "tags: [\n  b # d\n]\n",
    );
    check(
        "tags: [a, # c\n  b]\n",
        &remove_item("tags", 1),
        "tags: [a # c\n  ]\n",
    );
    check(
        "tags:\n  - a\n  # c\n  - b # d\n",
        &remove_item("tags", 1),
        "tags:\n  - a\n  # c\n",
    );
    check(
        "tags: # c\n- a\nz: 1\n",
        &remove_item("tags", 0),
        "tags: [] # c\nz: 1\n",
    );
    check("tags:\n-\n- b\n", &remove_item("tags", 0), "tags:\n- b\n");
    check(
        "tags: news # c\n",
        &remove_item("tags", 0),
        "tags: [] # c\n",
    );
    check_refused("tags: [a]\n", &remove_item("tags", 1), "no such item");
}

#[test]
fn an_item_is_moved_with_its_comment() {
    check(
        "tags:\n- a # 1\n# between\n- 'b' # 2\n- c\n",
        &move_item("tags", 0, 1),
        "tags:\n- 'b' # 2\n# between\n- a # 1\n- c\n",
    );
    check(
        "tags: ['a', b, \"c\"]\n",
        &move_item("tags", 2, 0),
        "tags: [\"c\", 'a', b]\n",
    );
    check(
        "l:\n  - n: a\n    m: 1\n  - n: b\n",
        &move_item("l", 1, 0),
        "l:\n  - n: b\n  - n: a\n    m: 1\n",
    );
}

#[test]
fn a_list_is_set_with_the_items_that_stay_untouched() {
    check(
        "t: ['a', b , \"c\"]\n",
        &set_list("t", &["a", "x", "c"]),
        "t: ['a', x , \"c\"]\n",
    );
    check(
        "t: ['a', b]\n",
        &set_list("t", &["b", "a", "c"]),
        "t: [b, 'a', c]\n",
    );
    check(
        "t:\n- 'a' # 1\n- b\n",
        &set_list("t", &["z", "b"]),
        "t:\n- 'z' # 1\n- b\n",
    );
    check("t:\n- a\n- b\n- c\n", &set_list("t", &["c"]), "t:\n- c\n");
    check("t:\n- a\n", &set_list("t", &[]), "t: []\n");
    check(
        "t: [2024, a]\n",
        &set_list("t", &["2024", "b"]),
        "t: [\"2024\", b]\n",
    );
    check("t: a\n", &set_list("t", &["b", "c"]), "t: [b, c]\n");
    check(
        "c:\n- x\nt:\n",
        &set_list("t", &["b", "c"]),
        "c:\n- x\nt:\n- b\n- c\n",
    );
}

#[test]
fn a_list_over_lines_may_be_indented_with_tabs() {
    let before = "t: [\n\t\"a\",\n\t\"b\"\n]\nz: 1\n";

    check(
        before,
        &add("t", "x"),
        "t: [\n\t\"a\",\n\t\"b\",\n\t\"x\"\n]\nz: 1\n",
    );
    check(before, &remove_item("t", 1), "t: [\n\t\"a\"\n]\nz: 1\n");
    check(
        before,
        &set_text("z", "y"),
        "t: [\n\t\"a\",\n\t\"b\"\n]\nz: \"y\"\n",
    );
    check_refused(
        "a:\n\tb: 1\n",
        &set_text("c", "x"),
        "Line 3: a tab indents the line",
    );
}

#[test]
fn the_first_list_of_a_head_is_written_as_the_site_does() {
    let before = yaml("title: A\n");
    let lists = |block_lists| Manner {
        block_lists,
        ..Manner::default()
    };
    let after = |text: &str, manner| {
        let edit = edit_in(text, &add("tags", "x"), manner).unwrap().unwrap();
        edit.applied_to(text)
    };

    assert_eq!(after(&before, lists(false)), yaml("title: A\ntags: [x]\n"));
    assert_eq!(
        after(&before, lists(true)),
        yaml("title: A\ntags:\n  - x\n")
    );
    let own = yaml("a: [b]\n");
    assert_eq!(after(&own, lists(true)), yaml("a: [b]\ntags: [x]\n"));
}

#[test]
fn a_list_that_starts_beside_the_dash_around_it_is_changed_item_by_item() {
    let head = "m:\n  - - a # one\n    - b\n  - - c\n";
    let set_item = |items: &[&str]| set_list("m.0", items);

    check(head, &set_item(&["b"]), "m:\n  - - b\n  - - c\n");
    check(
        head,
        &set_item(&["b", "a"]),
        "m:\n  - - b\n    - a # one\n  - - c\n",
    );
    check(
        head,
        &set_item(&["z", "a", "b"]),
        "m:\n  - - z\n    - a # one\n    - b\n  - - c\n",
    );
    check(
        head,
        &add("m.0", "z"),
        "m:\n  - - a # one\n    - b\n    - z\n  - - c\n",
    );
    check(
        head,
        &set_list("m.1", &[]),
        "m:\n  - - a # one\n    - b\n  - []\n",
    );
    check(
        "m:\n  -\n    - a\n",
        &set_list("m.0", &[]),
        "m:\n  -\n    []\n",
    );
    check_refused(
        "m:\n  - - a\n    # of b\n    - b\n",
        &set_item(&["b"]),
        "unusual way",
    );
}

#[test]
fn a_list_with_a_mark_is_not_set_as_a_whole() {
    for head in [
        "tags: &a [x]\n",
        "tags: !t [x]\n",
        "tags: [&a x]\n",
        "tags:\n  - &a x\n",
    ] {
        for value in [
            text("y"),
            Value::List(Vec::new()),
            Value::List(vec![text("q")]),
        ] {
            check_refused(head, &set("tags", value), "tags");
        }
    }
}
