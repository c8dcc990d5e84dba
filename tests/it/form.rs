//! The controls of the form, and new articles.

use egui::{Key, Modifiers};

use egui_kittest::kittest::Queryable as _;

use crate::support::TestSite;

#[test]
fn a_day_is_chosen_from_the_calendar_and_the_rest_of_the_date_stays() {
    let post = "---\ntitle: A\ndate: \"2026-02-24T16:09:07.086Z\" # UTC\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.click("Choose: Date");
    app.click("Later month");
    app.click("3 March 2026");

    assert_eq!(app.text(), post.replace("2026-02-24", "2026-03-03"));
}

#[test]
fn a_tag_moves_with_alt_and_the_arrow_keys() {
    let post = "---\ntags: [tide, \"bread\", ferry] # all\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.harness.get_by_label("Remove tide").focus();
    app.steps();
    app.key(Modifiers::ALT, Key::ArrowRight);

    assert_eq!(
        app.text(),
        "---\ntags: [\"bread\", tide, ferry] # all\n---\n"
    );
}

#[test]
fn a_new_article_is_made_from_the_archetype_and_opened() {
    let site = TestSite::new()
        .file("content/posts/a.md", "---\ntitle: A\n---\n")
        .file(
            "archetypes/posts.md",
            "---\n# Ask the harbour office\ntitle: \"{{ .Title }}\"\nlabel: NEWS\n---\n",
        );
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.replace("Title of the new article", "De pont: één keer");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the new article is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("posts/de-pont-een-keer.md")
    });

    let text = site.read("content/posts/de-pont-een-keer.md");
    assert!(
        text.starts_with(
            "---\n# Ask the harbour office\ntitle: \"De pont: één keer\"\nlabel: NEWS\ndate: "
        ),
        "{text}"
    );
    assert_eq!(app.text(), text);
    app.wait_until("it is listed", |app| {
        app.state.site.as_ref().unwrap().articles.len() == 2
    });
}

#[test]
fn a_new_article_does_not_take_the_name_of_another() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nText\n");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.replace("Title of the new article", "A");
    app.key(Modifiers::NONE, Key::Enter);

    assert!(app.shows("There is an article of this name already"));
    assert_eq!(
        site.read("content/posts/a.md"),
        "---\ntitle: A\n---\nText\n"
    );
}
