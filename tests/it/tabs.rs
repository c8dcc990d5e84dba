//! Open articles as tabs.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

use crate::support::{TestApp, TestSite};

fn site() -> TestSite {
    TestSite::new()
        .file("content/posts/a.md", "---\ntitle: Anchor\n---\nOne\n")
        .file("content/posts/b.md", "---\ntitle: Buoy\n---\nTwo\n")
}

fn open(app: &mut TestApp, site: &TestSite, path: &str) {
    app.key(Modifiers::COMMAND, Key::P);
    app.field("Go to article").type_text(path);
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    let path = site.path(&format!("content/posts/{path}.md"));
    app.wait_until("the article is shown", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|shown| shown.document.path() == path)
    });
}

fn tab(app: &TestApp, name: &str) -> bool {
    let tabs = app.harness.query_all_by_role_and_label(Role::Tab, name);
    tabs.count() == 1
}

#[test]
fn each_tab_keeps_its_own_undo_and_says_what_is_unsaved() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");
    open(&mut app, &site, "b");
    assert!(tab(&app, "Anchor, unsaved") && tab(&app, "Buoy"));
    app.type_into("Text", "?");

    app.key(Modifiers::COMMAND, Key::Tab);
    app.key(Modifiers::COMMAND, Key::Z);

    assert_eq!(app.text(), "---\ntitle: Anchor\n---\nOne\n");
    assert!(tab(&app, "Anchor") && tab(&app, "Buoy, unsaved"));
}

#[test]
fn closing_unsaved_text_asks_and_saves() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    open(&mut app, &site, "b");
    app.type_into("Text", "!");

    app.key(Modifiers::COMMAND, Key::W);
    assert!(app.shows("This article has unsaved text"));
    app.click("Save and close");
    app.wait_until("the article is closed", |app| {
        app.state.session.articles.len() == 1
    });

    assert_eq!(
        site.read("content/posts/b.md"),
        "---\ntitle: Buoy\n---\nTwo!\n"
    );
    assert_eq!(app.text(), "---\ntitle: Anchor\n---\nOne\n");
    assert!(!app.shows("Anchor, unsaved"));
}

#[test]
fn open_articles_are_open_again_at_the_next_start() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    open(&mut app, &site, "b");
    let settings = app.harness.state().state.settings.clone();
    drop(app);

    let folders = site.settings_folders();
    let saved = kopij::io::settings_file::load(&folders).settings;
    assert_eq!(
        saved.remembered.last_article,
        settings.remembered.last_article
    );
    let mut app = site.open_with(saved);
    app.wait_until("both are open", |app| app.state.session.articles.len() == 2);

    assert_eq!(app.text(), "---\ntitle: Buoy\n---\nTwo\n");
    assert!(tab(&app, "Anchor") && tab(&app, "Buoy"));
}
