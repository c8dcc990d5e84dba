//! The file of an article, from the menu of its row: renamed, duplicated, thrown away, and undone.

use std::fs;

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use kopij::app::state::Over;

use crate::support::{TestApp, TestSite, pressed};

const POST: &str = "---\ntitle: The ferry\n---\nBody\n";

fn site() -> TestSite {
    TestSite::new()
        .file("content/posts/ferry.md", POST)
        .file("content/posts/quay/index.md", "---\ntitle: The quay\n---\n")
        .file("content/posts/quay/quay.jpg", "no picture")
}

/// Opens the menu of a row and chooses from it.
fn choose(app: &mut TestApp, title: &str, item: &str) {
    let row = app
        .harness
        .get_by_role_and_label(Role::ListBoxOption, title);
    row.click_secondary();
    app.steps();
    app.click(item);
}

fn undo(app: &mut TestApp) {
    app.wait_until("it is told", |app| {
        app.state
            .notices
            .shown
            .iter()
            .any(|shown| !shown.offers.is_empty())
    });
    app.click("Undo");
}

#[test]
fn a_file_is_renamed_with_its_unsaved_text_and_back_again() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "typed");

    choose(&mut app, "The ferry", "Rename file…");
    app.replace("Name of the file", "quay");
    app.click("Rename");
    app.wait_until("the name is free in its folder", |_| {
        site.root().join("content/posts/quay.md").exists()
    });
    app.wait_until("the article goes along", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("posts/quay.md")
    });
    assert!(app.is_dirty() && app.text().contains("typed"));
    app.save();
    assert!(site.read("content/posts/quay.md").contains("typed"));
    assert!(!site.root().join("content/posts/ferry.md").exists());
}

#[test]
fn enter_in_one_frame_with_the_last_letters_gives_all_of_the_name() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.command("Rename file…");
    app.replace("Name of the file", "harb");

    let events = &mut app.harness.input_mut().events;
    events.push(egui::Event::Text("our".to_owned()));
    events.push(pressed(Modifiers::NONE, Key::Enter));
    app.steps();

    app.wait_until("the file is renamed", |_| {
        !site.root().join("content/posts/ferry.md").exists()
    });
    assert!(site.root().join("content/posts/harbour.md").exists());
}

#[test]
fn a_bundle_is_renamed_whole_and_the_notice_takes_it_back() {
    let site = site();
    let mut app = site.open_article("content/posts/quay/index.md");

    choose(&mut app, "The quay", "Rename file…");
    app.replace("Name of the file", "harbour");
    app.click("Rename");
    app.wait_until("the folder is renamed", |_| {
        site.root().join("content/posts/harbour/quay.jpg").exists()
    });
    undo(&mut app);
    app.wait_until("it is as it was", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("posts/quay/index.md")
    });

    assert!(site.root().join("content/posts/quay/quay.jpg").exists());
    assert!(!site.root().join("content/posts/harbour").exists());
}

#[test]
fn a_name_that_is_taken_is_said_and_nothing_is_renamed() {
    let site = site().file("content/posts/taken.md", "theirs");
    let mut app = site.open_article("content/posts/ferry.md");

    app.key(Modifiers::NONE, Key::F2);
    app.replace("Name of the file", "taken");
    assert!(app.shows("There is an article of this name already"));
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();
    assert_eq!(app.harness.state().state.window.over, Some(Over::Rename));

    // What is no article is not in the list.
    app.replace("Name of the file", "late");
    fs::create_dir(site.root().join("content/posts/late.md")).unwrap();
    app.click("Rename");
    app.wait_until("it is said", |app| {
        let mut notices = app.state.notices.shown.iter();
        let said = "there is a file of this name already";
        notices.any(|shown| shown.notice.text.contains(said))
    });

    assert!(site.root().join("content/posts/late.md").is_dir());
    assert_eq!(site.read("content/posts/ferry.md"), POST);
}

#[test]
fn the_sheet_says_what_becomes_of_the_address() {
    let site = site().file(
        "content/posts/slug.md",
        "---\ntitle: With a slug\nslug: own\n---\n",
    );
    let mut app = site.open_article("content/posts/ferry.md");

    app.key(Modifiers::NONE, Key::F2);
    app.replace("Name of the file", "boat");
    assert!(app.shows("Its address changes from /posts/ferry/ to /posts/boat/"));
    app.replace("Name of the file", "a/b");
    assert!(app.shows("“/” cannot be in a name"));
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.harness.state().state.window.over, None);

    choose(&mut app, "With a slug", "Rename file…");
    app.replace("Name of the file", "boat");
    assert!(app.shows("Its address stays /posts/own/"));
}

#[test]
fn a_duplicate_is_a_draft_and_is_opened() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");

    choose(&mut app, "The ferry", "Duplicate");
    app.wait_until("the copy is shown", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|shown| shown.document.path().ends_with("posts/ferry-2.md"))
    });

    let copy = POST.replace("---\nBody", "draft: true\n---\nBody");
    assert_eq!(site.read("content/posts/ferry-2.md"), copy);
    assert_eq!(site.read("content/posts/ferry.md"), POST);
    undo(&mut app);
    app.wait_until("the copy is gone", |app| {
        !site.root().join("content/posts/ferry-2.md").exists()
            && app.state.session.articles.len() == 1
    });
}

#[test]
fn what_goes_to_the_bin_is_asked_about_and_comes_back() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "typed");

    choose(&mut app, "The ferry", "Move to the recycle bin…");
    assert!(app.shows("Text that is not saved is put among the earlier versions first."));
    app.click("Cancel");
    assert!(site.root().join("content/posts/ferry.md").exists());
    choose(&mut app, "The ferry", "Move to the recycle bin…");
    app.click("Move to the recycle bin");
    app.wait_until("it is gone", |app| {
        app.state.session.articles.is_empty()
            && !site.root().join("content/posts/ferry.md").exists()
    });
    undo(&mut app);
    app.wait_until("it is back", |_| {
        site.root().join("content/posts/ferry.md").exists()
    });

    assert_eq!(site.read("content/posts/ferry.md"), POST);
    app.wait_until("it is in the list", |app| {
        let articles = &app.state.site.open.as_ref().unwrap().articles;
        articles
            .iter()
            .any(|entry| entry.path.ends_with("ferry.md"))
    });
    app.click("The ferry");
    app.wait_until("it is open", |app| app.state.session.shown.is_some());
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    app.wait_until("its versions are there", |app| {
        let versions = app.state.pages.versions.replaced.as_ref();
        versions.is_some_and(|versions| !versions.is_empty())
    });
}

#[test]
fn the_menu_of_a_row_opens_by_its_key_and_is_gone_through_by_arrows() {
    let site = site();
    let mut app = site.open_article("content/posts/quay/index.md");

    let row = app
        .harness
        .get_by_role_and_label(Role::ListBoxOption, "The quay");
    row.focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Menu);
    // Open, Rename file…
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();

    assert_eq!(app.harness.state().state.window.over, Some(Over::Rename));
    assert!(app.shows("posts/quay/index.md"));
}

#[test]
fn the_path_is_copied_by_a_command() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text("copy path");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    let notices = &app.harness.state().state.notices.shown;
    assert_eq!(notices[0].notice.text, "The path is on the clipboard");
}
