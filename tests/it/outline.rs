//! The headings of the article.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::{TestApp, TestSite, pressed};

const POST: &str = "---\ntitle: A\n---\n## One\n\none\n\n## Two\n\ntwo\n";

fn site() -> TestSite {
    TestSite::new().file("content/posts/a.md", POST)
}

fn caret(app: &TestApp) -> usize {
    let article = app.harness.state().state.shown_article();
    article.unwrap().selection().end
}

#[test]
fn a_section_is_moved_by_keys_as_one_step() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    let moved = "---\ntitle: A\n---\n## Two\n\ntwo\n\n## One\n\none\n";

    app.harness.get_by_label("Heading 2: One").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::COMMAND, Key::ArrowUp);

    assert_eq!(app.text(), moved);
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST);
}

#[test]
fn going_to_a_line_or_a_heading() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::G);
    app.field("Go to line or heading").type_text("two");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(&POST[caret(&app)..], "## Two\n\ntwo\n");

    app.key(Modifiers::COMMAND, Key::G);
    app.field("Go to line or heading").type_text("6");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(&POST[caret(&app)..], "one\n\n## Two\n\ntwo\n");
}

#[test]
fn what_is_selected_is_counted_beside_the_whole() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::A);

    assert!(app.shows("4 of 4 words"));
}

#[test]
fn a_caret_is_added_below_by_keys() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\none\ntwo\n");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND | Modifiers::ALT, Key::ArrowDown);
    app.harness.event(egui::Event::Text("x".to_owned()));
    app.steps();

    assert_eq!(app.text(), "---\ntitle: A\n---\nxone\nxtwo\n");
}

#[test]
fn letters_typed_right_after_find_are_looked_for() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.steps();
    let find = pressed(Modifiers::COMMAND | Modifiers::CTRL, Key::F);

    app.harness.event(find);
    app.harness.event(egui::Event::Text("two".to_owned()));
    app.steps();
    app.steps();

    assert_eq!(app.text(), POST);
    assert_eq!(app.harness.state().state.find.bar.query().text, "two");
}

#[test]
fn enter_in_one_frame_with_the_number_goes_to_all_of_it() {
    let lines: String = (1..=40).fold(String::new(), |text, line| text + &format!("line {line}\n"));
    let site = TestSite::new().file("content/posts/a.md", lines);
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::G);
    let events = &mut app.harness.input_mut().events;
    events.push(egui::Event::Text("2".to_owned()));
    events.push(egui::Event::Text("5".to_owned()));
    events.push(pressed(Modifiers::NONE, Key::Enter));
    app.steps();
    app.harness.event(egui::Event::Text("x".to_owned()));
    app.steps();

    assert!(app.text().contains("\nxline 25\n"), "{}", app.text());
}
