//! Form and text are two views of one article.

use egui::{Key, Modifiers};

use crate::support::TestSite;

const POST: &str =
    "---\ntitle: Old # shown in lists\ntags: [tide, \"bread\"]\ndraft: true\n---\nBody\n";

fn site() -> TestSite {
    TestSite::new().file("content/posts/a.md", POST)
}

#[test]
fn typing_changes_the_article_and_undo_takes_it_back() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Text", "!");
    assert_eq!(app.text(), POST.replace("Body", "Body!"));

    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST);
    assert!(!app.is_dirty());

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(app.text(), POST.replace("Body", "Body!"));
}

#[test]
fn a_form_field_edits_one_value_and_keeps_its_comment() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Title", "er");

    assert_eq!(app.text(), POST.replace("title: Old #", "title: Older #"));
}

#[test]
fn one_undo_covers_form_and_text_in_their_order() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Title", "er");
    app.type_into("Text", "!");

    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST.replace("title: Old #", "title: Older #"));

    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST);
}

#[test]
fn a_field_shows_what_undo_brought_back_while_it_has_the_keyboard() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Title", "er");

    app.key(Modifiers::COMMAND, Key::Z);

    assert_eq!(app.field("Title").value().as_deref(), Some("Old"));
}

#[test]
fn a_switch_turns_one_word() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.click_switch("Draft");

    assert_eq!(app.text(), POST.replace("draft: true", "draft: false"));
}

#[test]
fn a_tag_is_added_and_taken_in_the_style_of_the_list() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Tags", "ferry");
    app.key(Modifiers::NONE, Key::Enter);
    let with_ferry = app.text().to_owned();
    assert!(
        with_ferry.contains("tags: [tide, \"bread\", ferry]")
            || with_ferry.contains("tags: [tide, \"bread\", \"ferry\"]"),
        "{with_ferry}"
    );

    app.click("Remove ferry");
    assert_eq!(app.text(), POST);
}

#[test]
fn a_missing_value_is_inserted_beside_its_neighbours() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Caption", "Photo: the harbour office");

    let head: String = app.text().split("---\n").nth(1).unwrap().to_owned();
    assert!(
        head.starts_with("title: Old # shown in lists\ntags: [tide, \"bread\"]\ndraft: true\n")
    );
    assert!(
        head.ends_with("cover:\n  caption: \"Photo: the harbour office\"\n"),
        "{head}"
    );
}

#[test]
fn bold_and_lists_write_markdown() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\n- one");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::End);

    app.key(Modifiers::NONE, Key::Enter);
    app.field("Text").type_text("two");
    app.steps();
    app.key(Modifiers::COMMAND, Key::B);

    assert_eq!(app.text(), "---\ntitle: A\n---\n- one\n- **two**");
}

#[test]
fn a_broken_head_says_its_line_and_comes_back_when_it_parses() {
    let broken = "---\ntitle: A\ntags: [one\n---\nBody\n";
    let site = TestSite::new().file("content/posts/a.md", broken);
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("Go to the line"));
    assert!(app.site().articles.first().unwrap().problem.is_some());

    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Home);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::End);
    app.field("Text").type_text("]");
    app.steps();

    assert_eq!(app.text(), "---\ntitle: A\ntags: [one]\n---\nBody\n");
    assert_eq!(app.field("Title").value().as_deref(), Some("A"));
}

#[test]
fn a_date_that_is_not_whole_is_not_written_and_stays_in_the_field() {
    let post = "---\ntitle: A\ndate: 2026-01-31\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.replace("Date", "2026-02-");
    assert_eq!(app.text(), post);
    assert_eq!(app.field("Date").value().as_deref(), Some("2026-02-"));

    app.replace("Date", "2026-02-01");
    assert_eq!(app.text(), post.replace("2026-01-31", "2026-02-01"));
}

#[test]
fn undo_of_a_field_leaves_the_carets_of_the_text_where_they_are() {
    let text = POST.replace("Body", "one\ntwo");
    let site = TestSite::new().file("content/posts/a.md", &text);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Title", "er");
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND | Modifiers::ALT, Key::ArrowDown);
    app.field("Text").type_text("> ");
    app.steps();
    assert!(app.text().ends_with("> one\n> two\n"), "{}", app.text());

    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.text().ends_with("---\none\ntwo\n"));
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), text);
    app.field("Text").type_text("- ");
    app.steps();

    assert!(app.text().ends_with("- one\n- two\n"), "{}", app.text());
}
