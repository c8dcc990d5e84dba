//! Finding and replacing in all articles.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

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
        let search = &app.state.find.site;
        !search.is_searching && search.number > 0
    });
}

#[test]
fn a_hit_opens_its_article_and_is_selected() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");

    find(&mut app, "a ferry");
    assert!(app.shows("The ferryposts/b.md"), "title and path");
    app.click("Line 5: A ferry.");
    app.wait_until("the article is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("b.md") && !shown.selection().is_empty()
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
        let search = &app.state.find.site;
        !search.is_searching && search.hit_count() == 3
    });
    app.click("Replace in Line 2: title: The ferry");
    app.click("Replace 2 places in 2 articles…");
    app.wait_until("the change is shown", |app| {
        app.state.changes.review.is_some()
    });
    assert!(app.shows("2 changed"));
    assert!(
        site.read("content/posts/b.md").contains("A ferry."),
        "nothing is written yet"
    );
    app.click("Change 2 files");
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

    app.wait_until("it is told", |app| !app.state.changes.made.is_empty());
    app.click("Undo");
    app.wait_until("the file is as it was", |_| {
        site.read("content/posts/b.md").contains("A ferry.")
    });
    app.wait_until("the text is as it was", |app| {
        app.state.changes.made.is_empty()
    });
    assert!(
        app.text().contains("The ferry, the quay.!"),
        "{}",
        app.text()
    );
    assert!(app.is_dirty());
}

/// Looks for the ferry and has its replacing by a pont shown.
fn review(app: &mut TestApp) {
    find(app, "ferry");
    app.click("Replace in the site");
    app.type_into("Replace in all articles with", "pont");
    app.wait_until("the preview is there", |app| {
        let search = &app.state.find.site;
        !search.is_searching && search.hit_count() == 3
    });
    app.click("Replace 3 places in 2 articles…");
    app.wait_until("the change is shown", |app| {
        app.state.changes.review.is_some()
    });
}

fn told(app: &TestApp) -> Vec<String> {
    let notices = app.harness.state().state.notices.shown.iter();
    notices.map(|shown| shown.notice.text.clone()).collect()
}

#[test]
fn one_file_of_a_change_is_left_out_in_the_review() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");
    review(&mut app);

    app.click("Change posts/a.md");
    app.click("Change 1 file");
    app.wait_until("the file is written", |_| {
        site.read("content/posts/b.md").contains("A pont.")
    });

    assert!(site.read("content/posts/a.md").contains("ferry"));
}

#[test]
fn a_change_that_is_cancelled_leaves_every_file() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");
    review(&mut app);

    app.key(Modifiers::NONE, Key::Escape);

    assert!(app.harness.state().state.changes.review.is_none());
    assert!(site.read("content/posts/a.md").contains("ferry"));
    assert!(app.shows("Text"), "the article is there again");
}

#[test]
fn a_file_that_changed_since_the_plan_is_left_out_and_named() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");
    review(&mut app);
    site.write("content/posts/b.md", "theirs, of the ferry");

    app.click("Change 2 files");
    app.wait_until("it is told", |app| app.state.notices.shown.len() >= 2);

    let told = told(&app);
    assert!(
        told.iter().any(|text| text == "Changed 1 file, 1 not"),
        "{told:?}"
    );
    let is_named =
        |text: &String| text.contains("it has changed meanwhile") && text.contains("b.md");
    assert!(told.iter().any(is_named), "{told:?}");
    assert_eq!(site.read("content/posts/b.md"), "theirs, of the ferry");
    assert!(site.read("content/posts/a.md").contains("The pont"));
}

#[test]
fn an_open_article_is_changed_in_its_text_and_saved_with_the_change() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    review(&mut app);

    // The keys of the primary action.
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is told", |app| !app.state.changes.made.is_empty());

    assert!(app.text().contains("The pont, the quay."));
    assert!(!app.is_dirty());
    assert!(
        site.read("content/posts/a.md")
            .contains("The pont, the quay.")
    );
    assert_eq!(told(&app), ["Changed 2 files"]);

    // In the text undo is about the text.
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.text().contains("The ferry, the quay."));
    assert!(site.read("content/posts/b.md").contains("A pont."));
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);

    // Elsewhere it is about the files.
    app.harness.get_by_label("Close find in the site").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Z);
    app.wait_until("the files are as they were", |_| {
        site.read("content/posts/b.md").contains("A ferry.")
            && site.read("content/posts/a.md").contains("The ferry")
    });
    app.wait_until("so is the text", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });
    assert!(app.text().contains("The ferry, the quay."));
}

#[test]
fn what_is_typed_after_opening_takes_the_place_of_what_was_looked_for() {
    let site = site();
    let mut app = site.open_article("content/posts/c.md");
    find(&mut app, "ferry");
    app.key(Modifiers::NONE, Key::Escape);

    find(&mut app, "boat");

    let search = &app.harness.state().state.find.site;
    assert_eq!(search.query().text, "boat");
    assert_eq!(search.hit_count(), 1);
}
