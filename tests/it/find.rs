//! Finding and replacing in the shown article.

use egui::{Key, Modifiers};

use crate::support::{TestSite, pressed};

const POST: &str = "---\ntitle: The ferry\n---\nThe ferry, the quay.\n\nThe ferries.\n";

fn site() -> TestSite {
    TestSite::new().file("content/posts/a.md", POST)
}

#[test]
fn the_bar_finds_replaces_and_undoes() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::H);
    app.field("Find in the text").type_text("ferry");
    app.steps();
    assert!(
        app.shows("1 of 1"),
        "the head is not shown, so not searched"
    );
    app.replace("Find in the text", "ferr");
    assert!(app.shows("1 of 2"));
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.shows("2 of 2"));
    app.type_into("Replace with", "boat");
    app.click("Replace all");

    assert!(app.shows("2 replaced"));
    assert_eq!(
        app.text(),
        "---\ntitle: The ferry\n---\nThe boaty, the quay.\n\nThe boaties.\n"
    );
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST);
}

/// In a slow frame the letters and the key come together.
#[test]
fn enter_replaces_by_what_was_typed_before_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::H);
    app.field("Find in the text").type_text("quay");
    app.steps();
    app.type_into("Replace with", "pier");

    let events = &mut app.harness.input_mut().events;
    events.push(egui::Event::Text("s".to_owned()));
    events.push(pressed(Modifiers::NONE, Key::Enter));
    app.steps();

    assert!(app.text().contains("the piers."), "{}", app.text());
}

#[test]
fn a_bad_expression_is_told_in_the_bar() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::F);
    app.field("Find in the text").type_text("(");
    app.steps();
    assert!(app.shows("Not found"));
    app.click("Regular expression");

    assert!(app.shows("Not a regular expression: unclosed group"));
}

#[test]
fn escape_closes_the_bar_and_the_match_can_be_typed_over() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::F);
    app.field("Find in the text").type_text("quay");
    app.steps();

    app.key(Modifiers::NONE, Key::Escape);
    app.field("Text").type_text("pier");
    app.steps();

    assert_eq!(app.text(), POST.replace("quay", "pier"));
    assert!(!app.shows("Find in the text"));
}
