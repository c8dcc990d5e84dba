//! Finding and replacing in all articles.

use egui::{Key, Modifiers};

use crate::support::{TestApp, TestSite};

fn site() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/a.md",
            "---\ntitle: A\n---\nThe ferry, the quay.\n",
        )
        .file(
            "content/posts/b.md",
            "---\ntitle: The ferry\n---\nA boat.\nA ferry.\n",
        )
        .file("content/posts/c.md", "---\ntitle: C\n---\nNothing.\n")
}

fn find(app: &mut TestApp, text: &str) {
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    app.field("Find in all articles").type_text(text);
    app.steps();
    app.wait_until("the site is searched", |app| {
        let search = &app.state.site_search;
        !search.is_searching && search.number > 0
    });
}

#[test]
fn a_hit_opens_its_article_and_is_selected() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");

    find(&mut app, "a ferry");
    app.click("Line 5: A ferry.");
    app.wait_until("the article is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("b.md") && !shown.selection.is_empty()
    });
    app.field("Text").type_text("The ferry");
    app.steps();

    assert_eq!(
        app.text(),
        "---\ntitle: The ferry\n---\nA boat.\nThe ferry.\n"
    );
}

#[test]
fn replacing_shows_every_change_and_writes_what_is_ticked() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");
    find(&mut app, "ferry");

    app.click("Replace in the site");
    app.type_into("Replace in all articles with", "pont");
    app.wait_until("the preview is there", |app| {
        let search = &app.state.site_search;
        !search.is_searching && search.hit_count() == 3
    });
    app.click("Replace in Line 2: title: The ferry");
    app.click("Replace 2 places in 2 articles");
    app.wait_until("the file is written", |_| {
        site.read("content/posts/b.md").contains("pont")
    });

    assert_eq!(
        site.read("content/posts/b.md"),
        "---\ntitle: The ferry\n---\nA boat.\nA pont.\n"
    );
    assert!(app.text().contains("The pont, the quay."));
    assert!(app.is_dirty(), "what was unsaved stays unsaved");
    assert!(site.read("content/posts/a.md").contains("ferry"));
}

#[test]
fn what_is_typed_after_opening_takes_the_place_of_what_was_looked_for() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");
    find(&mut app, "ferry");
    app.key(Modifiers::NONE, Key::Escape);

    find(&mut app, "boat");

    let search = &app.harness.state().state.site_search;
    assert_eq!(search.query().text, "boat");
    assert_eq!(search.hit_count(), 1);
}
