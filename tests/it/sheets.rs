//! What asks for something has the keyboard while it does, loses nothing by Enter, and gives the
//! keyboard back; what was entered leaves it where the writer goes on.

use egui::{Event, Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::app::Quitting;

use crate::support::{TestApp, TestSite};

const POST: &str =
    "---\ntitle: The ferry\ndate: 2026-02-24T16:09:07+01:00\ntags: [tide]\n---\nBody\n";

fn site() -> TestSite {
    TestSite::new()
        .file("content/posts/ferry.md", POST)
        .file("content/posts/quay.md", POST)
}

/// What is learned moves what is in the form.
fn learned(site: &TestSite) -> TestApp {
    let room = Vec2::new(1440.0, 1800.0);
    let mut app = site.open_article_at("content/posts/ferry.md", room);
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 2
    });
    app
}

/// Types where the keyboard is, without putting it anywhere.
fn type_on(app: &mut TestApp, text: &str) {
    app.harness.event(Event::Text(text.to_owned()));
    app.steps();
}

fn rect_of_focused(app: &TestApp) -> egui::Rect {
    let mut nodes = app.harness.root().children_recursive();
    let focused = nodes.find(|it| it.accesskit_node().is_focused());
    focused.unwrap().rect()
}

/// A law of all that is about the article: behind a sheet no key reaches it.
#[test]
fn behind_a_sheet_no_key_changes_the_article() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", " more");
    let before = app.text().to_owned();

    app.command("Move to the recycle bin…");
    for key in [Key::Z, Key::B, Key::K, Key::W, Key::D, Key::F] {
        app.key(Modifiers::COMMAND, key);
        assert!(app.shows("Move to the recycle bin"), "{key:?}");
        assert_eq!(app.text(), before, "{key:?}");
    }
}

#[test]
fn the_keys_of_a_primary_action_answer_a_sheet() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");

    app.command("Rename file…");
    app.replace("Name of the file", "boat");
    app.key(Modifiers::COMMAND, Key::Enter);

    let moved = site.root().join("content/posts/boat.md");
    app.wait_until("it is renamed", |_| moved.exists());
}

#[test]
fn the_question_before_the_bin_begins_with_what_loses_nothing() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");

    app.command("Move to the recycle bin…");
    assert_eq!(app.focused().as_deref(), Some("Cancel"));
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Move to the recycle bin"));
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Cancel"));
    app.key(Modifiers::SHIFT, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Move to the recycle bin"));
    app.key(Modifiers::SHIFT, Key::Tab);
    app.key(Modifiers::NONE, Key::Enter);

    assert!(!app.shows("Move to the recycle bin"));
    assert!(site.root().join("content/posts/ferry.md").exists());
    type_on(&mut app, "on");
    assert!(app.text().contains("on"), "{}", app.text());
}

#[test]
fn the_question_at_quit_saves_by_enter_and_stays_by_escape() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "typed ");

    app.key(Modifiers::COMMAND, Key::Q);
    assert_eq!(app.focused().as_deref(), Some("Save all and quit"));
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.harness.state().state.leaving.quitting, Quitting::Not);
    type_on(&mut app, "on");
    assert!(app.text().contains("typed on"), "{}", app.text());

    app.key(Modifiers::COMMAND, Key::W);
    assert_eq!(app.focused().as_deref(), Some("Save and close"));
    app.key(Modifiers::NONE, Key::Escape);
    type_on(&mut app, " and on");
    assert!(app.text().contains("on and on"), "{}", app.text());

    app.key(Modifiers::COMMAND, Key::Q);
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the window may close", |app| {
        app.state.leaving.quitting == Quitting::Closes
    });
    assert!(site.read("content/posts/ferry.md").contains("on and on"));
}

#[test]
fn the_question_at_quit_names_articles_by_their_titles() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "typed");

    app.key(Modifiers::COMMAND, Key::Q);

    let shown = app.harness.query_all_by_label("The ferry").count();
    assert!(shown > 0 && app.shows("posts/ferry.md"));
}

#[test]
fn a_sheet_gives_the_keyboard_back_to_where_it_was() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.field("Title").focus();
    app.steps();

    app.key(Modifiers::NONE, Key::F2);
    assert_eq!(app.focused().as_deref(), Some("Name of the file"));
    // Nothing can be renamed yet.
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Cancel"));
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Name of the file"), "round");
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.focused().as_deref(), Some("Title"));

    app.key(Modifiers::COMMAND, Key::N);
    assert_eq!(app.focused().as_deref(), Some("Title of the new article"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(app.focused().is_some());
}

#[test]
fn a_new_text_that_was_saved_has_the_keyboard() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.command("Write at once");
    app.type_into("Text", "One");
    app.key(Modifiers::COMMAND, Key::S);
    app.replace("Title of the article", "Tide");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("it is saved", |app| {
        let shown = app.state.shown_article().unwrap();
        !shown.document.is_dirty() && shown.saves.saving.is_none()
    });

    type_on(&mut app, " two");
    assert!(app.text().contains("One two"), "{}", app.text());
}

#[test]
fn the_buttons_of_a_sheet_are_seen_however_small_the_window_is() {
    let site = site();
    let mut app = site.open_article_at("content/posts/ferry.md", Vec2::new(667.0, 300.0));
    app.key(Modifiers::COMMAND, Key::N);

    let window = app.harness.ctx.content_rect();
    for name in ["Make article", "Cancel"] {
        let rect = app.harness.get_by_label(name).rect();
        assert!(window.contains_rect(rect), "{name}: {rect:?}");
    }
    // What is not seen comes into view with the keyboard.
    app.key(Modifiers::NONE, Key::Tab);
    for _ in 0..6 {
        let focused = app.focused().unwrap_or_default();
        let rect = rect_of_focused(&app);
        assert!(window.contains_rect(rect), "{focused}: {rect:?}");
        app.key(Modifiers::NONE, Key::Tab);
    }
}

#[test]
fn a_key_that_was_added_has_the_keyboard() {
    let site = site();
    let mut app = learned(&site);

    app.click("Add a key…");
    assert_eq!(app.focused().as_deref(), Some("Name of the new key"));
    type_on(&mut app, "weather");
    app.key(Modifiers::NONE, Key::Enter);
    type_on(&mut app, "calm");

    assert!(app.text().contains("weather: \"calm\"\n"), "{}", app.text());
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.focused().as_deref(), Some("Weather"));
}

#[test]
fn a_date_that_was_entered_keeps_the_keyboard_its_time_and_its_zone() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");

    app.replace("Date", "2026-05-06");
    assert!(
        app.text().contains("date: 2026-02-24T16:09:07+01:00"),
        "not yet"
    );
    let said = app.harness.query_by_label_contains("16:09: Enter takes it");
    assert!(said.is_some(), "the day and the time are said before Enter");
    app.key(Modifiers::NONE, Key::Enter);
    let date = "date: 2026-05-06T16:09:07+0";
    assert!(app.text().contains(date), "{}", app.text());
    assert_eq!(app.focused().as_deref(), Some("Date"));

    app.key(Modifiers::NONE, Key::ArrowUp);
    assert!(
        app.text().contains("date: 2026-05-07T16:09"),
        "{}",
        app.text()
    );
}

#[test]
fn a_tag_that_was_added_after_all_leads_back_to_the_tags() {
    let site = site();
    let mut app = learned(&site);

    app.type_into("Tags", "harbo");
    app.key(Modifiers::NONE, Key::Tab);
    app.click("Add it");
    assert!(app.text().contains("harbo"));
    assert_eq!(app.focused().as_deref(), Some("Tags"));
    type_on(&mut app, "quay");
    app.key(Modifiers::NONE, Key::Enter);

    assert!(app.text().contains("quay"), "{}", app.text());
}

#[test]
fn arrow_down_opens_a_choice_and_goes_through_it() {
    let site = TestSite::new()
        .file("content/news/b.md", "---\ntitle: B\n---\n")
        .file("content/posts/a.md", "---\ntitle: A\n---\n");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Section"));
    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("posts"));
    app.key(Modifiers::NONE, Key::ArrowUp);
    app.key(Modifiers::NONE, Key::Enter);
    let section = app.harness.get_by_role_and_label(Role::Button, "Section");
    assert_eq!(section.accesskit_node().value().as_deref(), Some("news"));
    assert_eq!(
        app.focused().as_deref(),
        Some("Section"),
        "it is given back"
    );
}

#[test]
fn the_page_of_what_was_recovered_begins_with_what_loses_nothing() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "mine");
    let journal = site.settings_folders().journal();
    app.wait_until("the text is in the journal", |_| {
        std::fs::read_dir(&journal).is_ok_and(|files| files.count() > 0)
    });
    drop(app);

    let mut app = site.open();
    app.wait_until("it is offered", |app| app.state.pages.shown.is_some());
    app.wait_until("both texts are compared", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|it| it.comparison.is_some())
    });
    app.steps();

    assert_eq!(app.focused().as_deref(), Some("Later"));
    app.key(Modifiers::NONE, Key::Enter);
    type_on(&mut app, " more");
    assert!(app.text().contains("mine") && app.text().contains("more"));
}

#[test]
fn a_field_of_the_form_is_one_stop_of_the_tab_key_and_its_menu_is_opened_there() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.field("Title").focus();
    app.steps();
    for _ in 0..6 {
        let focused = app.focused().unwrap_or_default();
        assert!(!focused.starts_with("More: "), "{focused}");
        app.key(Modifiers::NONE, Key::Tab);
    }

    app.field("Title").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Menu);
    for item in ["Cut", "Copy", "Paste", "Rename the key…", "Remove the key"] {
        assert!(app.shows(item), "{item}");
    }
    assert_eq!(app.focused().as_deref(), Some("Cut"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Remove the key"));
    assert_eq!(app.focused().as_deref(), Some("Title"));
}

#[test]
fn a_tab_has_a_menu_by_the_menu_key_and_by_the_pointer() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    let tab = |app: &TestApp| {
        let tab = app.harness.get_by_role_and_label(Role::Tab, "The ferry");
        tab.focus();
    };

    tab(&app);
    app.steps();
    app.key(Modifiers::SHIFT, Key::F10);
    assert!(app.shows("Copy path") && !app.shows("Quit"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Close the others"));

    let node = app.harness.get_by_role_and_label(Role::Tab, "The ferry");
    node.click_secondary();
    app.steps();
    app.click("Rename file…");
    assert_eq!(app.focused().as_deref(), Some("Name of the file"));
}

#[test]
fn notices_are_reached_by_a_key_and_left_by_escape() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");
    app.command("Duplicate");
    app.wait_until("it is told", |app| {
        app.state.notices.offering().next().is_some()
    });
    let said = app.harness.query_by_label_contains("Made from “The ferry”");
    assert!(said.is_some(), "the title names it");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
    assert_eq!(app.focused().as_deref(), Some("Undo"));
    app.key(Modifiers::NONE, Key::Escape);
    type_on(&mut app, "on");
    assert!(app.text().contains("on"), "{}", app.text());

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the copy is gone", |_| {
        !site.root().join("content/posts/ferry-2.md").exists()
    });
}

#[test]
fn a_new_article_has_the_keyboard_in_its_text_wherever_it_was() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.field("Title").focus();
    app.steps();

    app.key(Modifiers::COMMAND, Key::N);
    type_on(&mut app, "The tide");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("it is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("the-tide.md")
    });
    app.steps();

    assert_eq!(app.focused().as_deref(), Some("Text"));
}
