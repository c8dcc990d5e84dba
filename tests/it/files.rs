//! Articles without a file, and files that are no articles.

use egui::{Key, Modifiers};
use kopij::{app::state::Over, model::document::Disk};

use crate::support::{TestSite, is_long};

const POST: &str = "---\ntitle: A\n---\nBody\n";

#[test]
fn a_blank_article_is_in_the_format_of_the_site() {
    let toml = "+++\ntitle = \"A\"\ndate = 2026-02-24\n+++\nBody\n";
    let site = TestSite::new()
        .file("content/posts/a.md", toml)
        .file("content/posts/b.md", toml);
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 2
    });

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);

    assert!(
        app.text().starts_with("+++\ntitle = \"\"\n"),
        "{}",
        app.text()
    );
    assert!(app.text().contains("\ndraft = true\n"), "{}", app.text());
}

#[test]
fn a_blank_article_is_written_survives_a_crash_and_gets_its_name_at_the_first_save() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    app.type_into("Text", "First words");
    assert!(app.shows("untitled"), "it is in the list");
    // The window is gone without a question.
    drop(app);

    let mut app = site.open();
    app.wait_until("the text is back", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|shown| shown.document.text().contains("First words"))
    });
    app.click("Later");
    app.replace("Title", "The ferry is back");
    app.key(Modifiers::COMMAND, Key::S);
    assert_eq!(app.harness.state().state.window.over, Some(Over::SaveNew));
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the article has a file", |app| {
        let shown = app.state.shown_article().unwrap();
        !shown.document.is_untitled() && !shown.document.is_dirty()
    });

    let path = app.harness.state().state.shown_article();
    let path = path.unwrap().document.path().to_owned();
    assert!(path.starts_with(site.root().join("content")), "{path:?}");
    assert!(path.ends_with("the-ferry-is-back.md"), "{path:?}");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains("First words") && text.contains("The ferry is back"),
        "{text}"
    );
    let journal = site.settings_folders().journal();
    app.wait_until("the journal is empty", |_| {
        let files = std::fs::read_dir(&journal).unwrap().flatten();
        files.filter(|file| file.path().is_file()).count() == 0
    });
}

#[test]
fn an_article_that_was_deleted_stays_in_the_list_while_it_is_open() {
    let site = TestSite::new()
        .file("content/posts/a.md", POST)
        .file("content/posts/b.md", "---\ntitle: B\n---\n");
    let mut app = site.open_article("content/posts/a.md");

    std::fs::remove_file(site.path("content/posts/a.md")).unwrap();
    app.wait_until("the file is missed", |app| {
        let listed = &app.state.site.open.as_ref().unwrap().articles;
        app.state.shown_article().unwrap().document.disk == Disk::Deleted && listed.len() == 1
    });

    assert!(app.shows("A, deleted"));
    app.click("B");
    app.wait_until("the other is shown", |app| {
        app.state.shown_article().unwrap().derived.entry.title == "B"
    });
    app.click("A, deleted");
    assert_eq!(app.text(), POST);
}

#[test]
fn a_file_that_is_no_text_is_shown_as_what_it_is_and_not_written() {
    let site = TestSite::new().file("content/posts/a.md", b"PNG\0\x01\x02");
    let mut app = site.open_article("content/posts/a.md");

    assert!(app.shows("This file is not text"));
    assert!(!app.shows("Title"));
    app.key(Modifiers::COMMAND, Key::S);
    app.steps();
    let bytes = std::fs::read(site.path("content/posts/a.md")).unwrap();
    assert_eq!(bytes, b"PNG\0\x01\x02");

    site.write("content/posts/a.md", POST);
    app.wait_until("it is text now", |app| {
        app.state.shown_article().unwrap().document.text() == POST
    });
    assert!(app.shows("Title"));
    app.type_into("Text", "!");
    app.save();
    assert!(site.read("content/posts/a.md").contains("Body!"));
}

#[test]
fn a_large_text_is_edited_as_text_alone() {
    let text = format!("{POST}{}", "some words of a line\n".repeat(240_000));
    let site = TestSite::new().file("content/posts/a.md", &text);
    let mut app = site.open_article("content/posts/a.md");

    assert!(!app.shows("Title") && !app.shows("Article"));
    if !is_long() {
        return;
    }
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Home);
    app.field("Text").type_text("!");
    app.steps();
    app.save();

    assert_eq!(site.read("content/posts/a.md"), format!("!{text}"));
}

#[test]
fn of_a_file_over_50_mb_the_start_is_shown_and_nothing_is_written() {
    let line = "# A heading\n\n> a quote with *words*\n\n";
    let site = TestSite::new().file("content/posts/a.md", line.repeat(1_400_000));
    let length = |site: &TestSite| {
        std::fs::metadata(site.path("content/posts/a.md"))
            .unwrap()
            .len()
    };
    let before = length(&site);
    let mut app = site.open_article("content/posts/a.md");

    assert!(app.text().starts_with(line) && app.text().len() <= 1_000_000);
    assert!(
        app.harness
            .state()
            .state
            .shown_article()
            .unwrap()
            .derived
            .blocks
            .is_empty()
    );
    app.type_into("Text", "x");
    assert!(!app.is_dirty());
    app.key(Modifiers::COMMAND, Key::S);
    app.steps();
    assert_eq!(length(&site), before);
}

#[test]
fn a_line_of_100_kb_and_with_kopij_long_1_mb_is_shown_and_edited() {
    let words = if is_long() { 200_000 } else { 20_000 };
    let text = format!("---\ntitle: A\n---\n{}\n", "word ".repeat(words));
    let site = TestSite::new().file("content/posts/a.md", &text);
    let mut app = site.open_article("content/posts/a.md");

    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::End);
    app.field("Text").type_text("!");
    app.steps();
    app.save();

    assert_eq!(site.read("content/posts/a.md"), format!("{text}!"));
}

#[test]
fn deep_nesting_is_shown_and_edited() {
    let depth = if is_long() { 10_000 } else { 200 };
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("[", "]"),
        ("*", "*"),
        ("<b>", "</b>"),
    ] {
        let nested = format!("{}x{}", open.repeat(depth), close.repeat(depth));
        let text = format!("---\ntitle: A\n---\n\n\n{nested}\n");
        let site = TestSite::new().file("content/posts/a.md", &text);
        let mut app = site.open_article("content/posts/a.md");

        app.field("Text").focus();
        app.steps();
        app.key(Modifiers::COMMAND, Key::Home);
        app.field("Text").type_text("!");
        app.steps();
        app.save();

        let saved = site.read("content/posts/a.md");
        assert_eq!(saved, text.replace("---\n\n", "---\n!\n"), "{open}");
    }
}

/// As git sees it, one line differs; every other line keeps its own ending.
#[test]
fn an_edit_of_one_line_leaves_the_endings_of_all_others() {
    let text = "---\r\ntitle: A\n---\r\none\r\ntwo\nthree\rfour\r\n\nfive\r\n";
    let site = TestSite::new().file("content/posts/a.md", text);
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Title", "B");
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Home);
    app.field("Text").type_text("!");
    app.steps();
    app.save();

    let expected = text.replace("title: A", "title: AB").replace("one", "!one");
    assert_eq!(site.read("content/posts/a.md"), expected);
}
