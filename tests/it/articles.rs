//! The list of articles, the filter, and going to one.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;

use crate::support::TestSite;

fn site() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/ferry.md",
            "---\ntitle: The ferry sails again\ndate: 2026-03-01\n---\nText\n",
        )
        .file(
            "content/posts/bread.md",
            "---\ntitle: Sourdough\ndate: 2026-02-01\ndraft: true\n---\nText\n",
        )
        .file(
            "content/posts/tide/index.md",
            "---\ntitle: Tides\ndate: 2026-01-01\n---\nText\n",
        )
        .file("content/posts/broken.md", "---\ntitle: [\n---\nText\n")
        .file("public/posts/ferry.md", "built")
        .file("node_modules/x/readme.md", "not ours")
}

fn titles(app: &crate::support::TestApp) -> Vec<String> {
    let site = app.harness.state().state.site.as_ref().unwrap();
    site.articles
        .iter()
        .map(|entry| entry.title.clone())
        .collect()
}

#[test]
fn articles_are_listed_newest_first_without_what_hugo_built() {
    let site = site();
    let app = site.open();

    assert_eq!(
        titles(&app),
        ["The ferry sails again", "Sourdough", "Tides", "broken"]
    );
    assert_eq!(
        app.harness.state().state.site.as_ref().unwrap().title,
        "The Quay"
    );
}

#[test]
fn the_newest_article_is_opened_first() {
    let site = site();
    let mut app = site.open();

    app.wait_until("an article is shown", |app| app.state.shown.is_some());

    assert_eq!(
        app.field("Title").value().as_deref(),
        Some("The ferry sails again")
    );
}

#[test]
fn the_filter_leaves_what_matches() {
    let site = site();
    let mut app = site.open();

    app.type_into("Filter articles", "sour");

    assert!(app.shows("Sourdough"));
    assert!(!app.shows("Tides"));
}

#[test]
fn going_to_an_article_by_a_few_letters_opens_it() {
    let site = site();
    let mut app = site.open();
    app.wait_until("an article is shown", |app| app.state.shown.is_some());

    app.key(Modifiers::COMMAND, Key::P);
    app.field("Go to article").type_text("tid");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    let path = site.path("content/posts/tide/index.md");
    app.wait_until("the article", |app| {
        app.state
            .shown_article()
            .is_some_and(|shown| shown.document.path() == path)
    });

    assert!(!app.shows("Go to article"));
}

#[test]
fn choosing_another_article_keeps_the_unsaved_text_of_the_first() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "!");

    app.click("Sourdough");
    let bread = site.path("content/posts/bread.md");
    app.wait_until("the other article", |app| {
        app.state
            .shown_article()
            .is_some_and(|shown| shown.document.path() == bread)
    });
    app.harness
        .get_all_by_label("The ferry sails again")
        .next()
        .unwrap()
        .click();
    app.steps();

    assert!(app.text().ends_with("Text!\n"));
}

#[test]
fn an_article_that_appears_is_listed_and_one_that_goes_is_not() {
    let site = site();
    let mut app = site.open();

    site.write(
        "content/posts/new.md",
        "---\ntitle: Fresh\ndate: 2026-04-01\n---\n",
    );
    app.wait_until("the new article", |app| {
        app.state.site.as_ref().unwrap().articles[0].title == "Fresh"
    });

    std::fs::remove_file(site.path("content/posts/new.md")).unwrap();
    app.wait_until("the article to go", |app| {
        app.state.site.as_ref().unwrap().articles[0].title != "Fresh"
    });
}

#[test]
fn every_width_shows_the_text_and_the_way_to_the_form() {
    for width in [1440.0, 1000.0, 600.0] {
        let site = site();
        let mut app = site.open_article_at("content/posts/ferry.md", Vec2::new(width, 700.0));
        assert!(app.shows("Text"));

        if width < 1100.0 {
            app.click("Form");
        }

        assert_eq!(
            app.field("Title").value().as_deref(),
            Some("The ferry sails again"),
            "at {width}"
        );
    }
}

#[test]
fn the_palette_runs_a_command_by_its_name() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::A);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text("bul");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), "---\ntitle: A\n---\n- Body");
    assert!(!app.shows("Run a command"));
}

#[test]
fn the_list_follows_the_title_while_it_is_typed() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: Old\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");

    app.replace("Title", "New");

    assert!(
        app.harness
            .get_all_by_role_and_label(egui::accesskit::Role::Button, "New")
            .next()
            .is_some()
    );
}

#[test]
fn the_address_of_an_article_is_copied_and_a_call_of_nothing_is_a_problem() {
    let site = TestSite::new()
        .file("hugo.yaml", "baseURL: https://example.org/blog/\n")
        .file("content/posts/a.md", "---\ntitle: A\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text("copy address");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.shows("Copied https://example.org/blog/posts/a/"));

    app.type_into("Text", "");
    app.harness
        .event(egui::Event::Text("{{< nosuch >}}".to_owned()));
    app.steps();
    assert!(app.shows("1 problem"));
}
