//! Lists of maps, renamed keys, and keys that go with their comments, in YAML and TOML.

use super::*;

fn rename(dotted: &str, key: &str) -> Change {
    let (path, key) = (path(dotted), key.to_owned());
    Change::Rename { path, key }
}

fn add_map(dotted: &str, entries: &[(&str, Value)]) -> Change {
    let entries = entries.iter();
    Change::AddMap {
        path: path(dotted),
        entries: entries
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
    }
}

#[track_caller]
fn check_toml(before: &str, change: &Change, after: &str) {
    let around = |head: &str| format!("+++\n{head}+++\n\nBody\n");
    check_text(&around(before), change, &around(after));
}

#[track_caller]
fn check_refused(text: &str, change: &Change) {
    let refused = changed(text, change);
    assert!(
        matches!(refused, Err(Refusal::NotEditable(_))),
        "{refused:?}"
    );
}

const LINKS: &str = "title: A\nlinks:\n  - name: one # first\n    url: /1\n  # the second\n  - name: two\n    url: /2\ndraft: true\n";

#[test]
fn a_value_in_an_item_is_read_and_set() {
    let head = read(&yaml(LINKS));
    assert_eq!(head.text(&path("links.1.url")).as_deref(), Some("/2"));
    assert_eq!(head.value(&path("links.2.url")), None);
    assert_eq!(head.value(&path("links.url")), None);

    check(
        LINKS,
        &set_text("links.0.name", "eins: zwei"),
        &LINKS.replace("one #", "\"eins: zwei\" #"),
    );
    check(
        LINKS,
        &set_text("links.1.url", "/3"),
        &LINKS.replace("/2", "/3"),
    );
    check(
        "links: [{name: a}, {name: b, url: /2}]\n",
        &set_text("links.1.name", "c"),
        "links: [{name: a}, {name: c, url: /2}]\n",
    );
    check(
        "links:\n- name: a\n- name: b\n",
        &set_text("links.0.name", "c"),
        "links:\n- name: c\n- name: b\n",
    );
}

#[test]
fn a_key_of_an_item_is_added_and_removed() {
    check(
        LINKS,
        &set("links.0.new", Value::Bool(true)),
        &LINKS.replace("url: /1\n", "url: /1\n    new: true\n"),
    );
    check(
        LINKS,
        &remove("links.0.url"),
        &LINKS.replace("    url: /1\n", ""),
    );
    check(
        LINKS,
        &remove("links.1.name"),
        &LINKS.replace("- name: two\n    url", "- url"),
    );
    check(
        "links:\n  - name: a\n",
        &remove("links.0.name"),
        "links:\n  - {}\n",
    );
}

#[test]
fn an_item_is_added_in_the_manner_of_the_others() {
    let new = add_map("links", &[("name", text("three")), ("url", text("/3: x"))]);

    check(
        LINKS,
        &new,
        &LINKS.replace(
            "url: /2\n",
            "url: /2\n  - name: three\n    url: \"/3: x\"\n",
        ),
    );
    check(
        "links:\n- name: a\n",
        &new,
        "links:\n- name: a\n- name: three\n  url: \"/3: x\"\n",
    );
    check(
        "links: [{name: a}]\n",
        &new,
        "links: [{name: a}, {name: three, url: \"/3: x\"}]\n",
    );
    check(
        "title: A\n",
        &new,
        "title: A\nlinks:\n  - name: three\n    url: \"/3: x\"\n",
    );
    check(
        "links: []\n",
        &new,
        "links: [{name: three, url: \"/3: x\"}]\n",
    );
}

#[test]
fn items_that_are_maps_are_moved_and_taken_out_with_their_lines() {
    check(
        LINKS,
        &remove_item("links", 0),
        "title: A\nlinks:\n  # the second\n  - name: two\n    url: /2\ndraft: true\n",
    );
    check(
        "links:\n  - name: a\n    url: /1\n  - name: b\nx: y\n",
        &move_item("links", 1, 0),
        "links:\n  - name: b\n  - name: a\n    url: /1\nx: y\n",
    );
}

#[test]
fn a_key_is_renamed_and_keeps_its_place() {
    check(
        "a: 1 # c\nb: 2\n",
        &rename("a", "title: x"),
        "\"title: x\": 1 # c\nb: 2\n",
    );
    check("'a': 1\n", &rename("a", "b"), "'b': 1\n");
    check(
        "m: {a: 1, c: 2}\n",
        &rename("m.a", "b"),
        "m: {b: 1, c: 2}\n",
    );
    check("m:\n  - a: 1\n", &rename("m.0.a", "b"), "m:\n  - b: 1\n");
    check("Tags: [a]\n", &rename("tags", "tags"), "tags: [a]\n");
    check_refused(&yaml("a: 1\nb: 2\n"), &rename("a", "B"));
    check_refused(&yaml("a: 1\n"), &rename("a", ""));
    check_refused(&yaml("a: 1\n"), &rename("c", "d"));

    check_toml(
        "a = 1 # c\nb = 2\n",
        &rename("a", "c d"),
        "\"c d\" = 1 # c\nb = 2\n",
    );
    check_toml("m = { a = 1 }\n", &rename("m.a", "b"), "m = { b = 1 }\n");
    check_refused("+++\na = 1\nb = 2\n+++\n", &rename("a", "B"));
    check_toml("[m]\na = 1\n", &rename("m", "n"), "[n]\na = 1\n");
    check_toml(
        "[m]\na = 1\n[m.x]\nb = 1\n[[m.y]]\nc = 1\n",
        &rename("m", "n o"),
        "[\"n o\"]\na = 1\n[\"n o\".x]\nb = 1\n[[\"n o\".y]]\nc = 1\n",
    );
}

#[test]
fn a_key_goes_with_its_own_comment() {
    check(
        "a: 1\n\n# about b\n# and more\nb: 2\n# about c\nc: 3\n",
        &remove("b"),
        "a: 1\n\n# about c\nc: 3\n",
    );
    check(
        "# of the whole head\na: 1\nb: 2\n",
        &remove("a"),
        "# of the whole head\nb: 2\n",
    );
    check("a: 1\n# apart\n\nb: 2\n", &remove("b"), "a: 1\n# apart\n\n");
    check(
        "m:\n  a: 1\n# of m, or of n\n  b: 2\n",
        &remove("m.b"),
        "m:\n  a: 1\n# of m, or of n\n",
    );
    check_toml("a = 1\n# about b\nb = 2\n", &remove("b"), "a = 1\n");
}

const TABLES: &str = "title = \"A\"\n\n[[links]]\nname = \"one\" # first\nurl = \"/1\"\n\n# the second\n[[links]]\nname = \"two\"\n\n[params]\nx = 1\n";

#[test]
fn tables_of_a_list_are_read_set_and_filled() {
    let head = read(&format!("+++\n{TABLES}+++\n"));
    assert_eq!(head.text(&path("links.1.name")).as_deref(), Some("two"));

    check_toml(
        TABLES,
        &set_text("links.0.name", "eins"),
        &TABLES.replace("\"one\"", "\"eins\""),
    );
    check_toml(
        TABLES,
        &set_text("links.1.url", "/2"),
        &TABLES.replace("\"two\"\n", "\"two\"\nurl = \"/2\"\n"),
    );
    check_toml(
        TABLES,
        &remove("links.0.url"),
        &TABLES.replace("url = \"/1\"\n", ""),
    );
    check_toml(
        "links = [{ name = \"a\" }, { name = \"b\" }]\n",
        &set_text("links.1.name", "c"),
        "links = [{ name = \"a\" }, { name = \"c\" }]\n",
    );
}

#[test]
fn tables_of_a_list_are_added_moved_and_taken_out() {
    let new = add_map("links", &[("name", text("three"))]);
    check_toml(
        TABLES,
        &new,
        &TABLES.replace("\"two\"\n", "\"two\"\n\n[[links]]\nname = \"three\"\n"),
    );
    check_toml(
        "title = \"A\"\n",
        &new,
        "title = \"A\"\n\n[[links]]\nname = \"three\"\n",
    );
    check_toml(
        "links = [{ name = \"a\" }]\n",
        &new,
        "links = [{ name = \"a\" }, { name = \"three\" }]\n",
    );
    check_toml(
        TABLES,
        &remove_item("links", 0),
        &TABLES.replace("\n[[links]]\nname = \"one\" # first\nurl = \"/1\"\n", ""),
    );
    check_toml(
        "[[a]]\nx = 1\n\n[[a]]\ny = 2\nz = 3\n",
        &move_item("a", 0, 1),
        "[[a]]\ny = 2\nz = 3\n\n[[a]]\nx = 1\n",
    );
}

#[test]
fn a_table_goes_with_its_lines() {
    check_toml(
        "a = 1\n\n[m]\nb = 2\n\n[m.n]\nc = 3\n\n[o]\nd = 4\n",
        &remove("m"),
        "a = 1\n\n[o]\nd = 4\n",
    );
    check_toml("a = 1\n\n[m]\nb = 2\n", &remove("m"), "a = 1\n");
}
