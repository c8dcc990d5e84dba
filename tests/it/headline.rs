//! Whether readers see the article: the line above form and text, and what it leads to.

use egui::{Key, Modifiers, Rect, Vec2, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::app::state::Opening;

use crate::support::{TestApp, TestSite};

const POST: &str = "---\ntitle: The ferry\ndate: 2020-01-01\ndraft: true\n---\nOne.\n";

fn site() -> TestSite {
    TestSite::new()
        .file("hugo.toml", "baseURL = \"https://example.org/\"\n")
        .file("content/posts/ferry.md", POST)
        .file("content/posts/quay.md", "---\ntitle: The quay\n---\nTwo.\n")
}

fn rect(app: &TestApp, name: &str) -> Rect {
    app.harness.get_by_label(name).rect()
}

fn region(app: &TestApp, name: &str) -> Option<Rect> {
    let mut found = app.harness.query_all_by_role_and_label(Role::Region, name);
    found.next().map(|node| node.rect())
}

#[test]
fn it_is_one_line_above_form_and_text_and_stays_where_the_form_is_hidden() {
    let site = site();
    let words = "Draft: not on the site";
    for (size, button) in [
        (Vec2::new(1440.0, 900.0), "Publish with today’s date"),
        (Vec2::new(1000.0, 700.0), "Publish"),
        (Vec2::new(620.0, 700.0), "Publish"),
    ] {
        let mut app = site.open_article_at("content/posts/ferry.md", size);
        app.steps();
        let line = rect(&app, words);
        let answer = rect(&app, button);
        assert!((line.center().y - answer.center().y).abs() < 2.0, "{size}");
        assert!(answer.right() <= size.x, "{size}");
        let text = region(&app, "Text").unwrap();
        assert!(line.bottom() <= text.top(), "{size}");
        assert!(text.top() - line.top() < 48.0, "{size}: one line");
        if let Some(form) = region(&app, "Front matter") {
            assert!((form.top() - text.top()).abs() < 1.0, "{size}");
            app.click("Show form");
            assert!(region(&app, "Front matter").is_none());
            assert!(app.shows(words), "{size}");
        }
    }
}

#[test]
fn answers_that_have_no_room_beside_it_are_in_a_menu() {
    let site = site();
    let mut app = site.open_article_at("content/posts/ferry.md", Vec2::new(420.0, 700.0));
    app.steps();
    assert!(!app.shows("Publish with today’s date"));

    app.click("More for this article");
    app.click("Publish with today’s date");

    assert!(app.text().contains("draft: false"), "{}", app.text());
}

#[test]
fn undo_of_publishing_selects_nothing() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");
    app.click("Publish");
    assert!(app.text().contains("draft: false"));

    app.key(Modifiers::COMMAND, Key::Z);

    assert_eq!(app.text(), POST);
    let shown = app.harness.state().state.shown_article().unwrap();
    assert!(shown.selection().is_empty(), "{:?}", shown.selection());
}

#[test]
fn the_way_to_what_stops_the_build_leads_to_its_line() {
    let broken = "---\ntitle: B\ntags: [a]\ndate: someday\n---\nText\n";
    let site = site().file("content/posts/broken.md", broken);
    let mut app = site.open_article("content/posts/quay.md");
    app.wait_until("the site is learned", |app| {
        let learned = app.state.site.learned.as_ref();
        learned.is_some_and(|it| it.stopping().is_some())
    });
    app.steps();

    app.click("Go there");

    app.wait_until("its line is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        let text = shown.document.text();
        let before = &text[..shown.selection().start];
        text == broken && before.lines().count() >= 4 && before.contains("tags")
    });
    app.steps();
    // What is wrong is a key: its field has the keyboard.
    assert_eq!(app.focused().as_deref(), Some("Date"));
}

#[test]
fn letters_typed_while_the_site_is_read_go_to_the_finder() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");
    let open = app.harness.state_mut().state.site.open.take();
    app.harness.state_mut().state.site.opening = Some(Opening {
        root: site.root(),
        title: "The Quay".to_owned(),
        articles: 0,
        part: None,
    });
    app.steps();

    app.key(Modifiers::COMMAND, Key::P);
    app.harness.event(egui::Event::Text("quay".to_owned()));
    app.steps();
    assert_eq!(app.text(), POST);
    let typed = app.field("Go to article").accesskit_node().value();
    assert_eq!(typed.as_deref(), Some("quay"));
    assert!(app.shows("The site is still being read: what you type is found then"));

    let state = &mut app.harness.state_mut().state;
    (state.site.open, state.site.opening) = (open, None);
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("it is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("quay.md")
    });
}

#[test]
fn publishing_is_a_command_too_and_says_why_where_there_is_nothing_to_do() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.command("Publish");
    assert!(app.text().contains("draft: false"), "{}", app.text());
    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.text().contains("draft: true"), "{}", app.text());

    app.command("Publish");
    let before = app.text().to_owned();
    app.command("Publish");
    assert!(app.shows("Publish: Public at example.org/posts/ferry/"));
    assert_eq!(app.text(), before);
}
