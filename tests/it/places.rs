//! Getting about by keys: from pane to pane, back and forward, to what was closed, and in the find
//! bar.

use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::{app::App, model::panes::Pane};

use crate::support::{TestApp, TestSite};

const CMD: Modifiers = Modifiers::COMMAND;

fn site() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/a.md",
            "---\ntitle: Anchor\n---\nOne [link](https://example.org)\n",
        )
        .file("content/posts/b.md", "---\ntitle: Buoy\n---\nTwo\n")
}

fn place(app: &TestApp) -> Pane {
    app.harness.state().state.window.desk.place.pane
}

fn title(app: &App) -> String {
    let shown = app.state.shown_article();
    shown.map_or(String::new(), |shown| shown.derived.entry.title.clone())
}

fn open(app: &mut TestApp, name: &str) {
    app.replace("Filter articles", name);
    app.key(Modifiers::NONE, Key::Enter);
    let name = name.to_owned();
    app.wait_until("it is shown", move |app| title(app).to_lowercase() == name);
}

#[test]
fn f6_goes_through_the_panes_that_are_not_hidden_and_back() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 2
    });
    assert_eq!(place(&app), Pane::Text);

    for expected in [Pane::Preview, Pane::List, Pane::Form, Pane::Text] {
        app.key(Modifiers::NONE, Key::F6);
        assert_eq!(place(&app), expected);
        assert!(app.focused().is_some(), "{expected:?}");
    }
    app.key(Modifiers::SHIFT, Key::F6);
    assert_eq!(place(&app), Pane::Form);
    app.harness.event(egui::Event::Text("x".to_owned()));
    app.steps();
    assert!(app.text().contains("title: x") || app.text().contains("Anchorx"));

    app.click("Show preview");
    app.key(Modifiers::NONE, Key::F6);
    app.key(Modifiers::NONE, Key::F6);
    assert_eq!(place(&app), Pane::List);
}

#[test]
fn f6_leads_into_what_has_no_room_side_by_side() {
    let site = site();
    let mut app = site.open_article_at("content/posts/a.md", Vec2::new(600.0, 700.0));

    for expected in [Pane::Preview, Pane::List, Pane::Form, Pane::Text] {
        app.key(Modifiers::NONE, Key::F6);
        assert_eq!(place(&app), expected);
        let arrangement = app.harness.state().state.arrangement();
        assert_eq!(arrangement.single, Some(expected));
    }
}

#[test]
fn one_goes_back_and_forward_and_to_what_was_closed() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    open(&mut app, "buoy");

    app.key(Modifiers::ALT, Key::ArrowLeft);
    app.wait_until("the first is shown", |app| title(app) == "Anchor");
    app.key(Modifiers::ALT, Key::ArrowRight);
    app.wait_until("the second is shown", |app| title(app) == "Buoy");

    app.key(CMD, Key::W);
    app.wait_until("it is closed", |app| app.state.session.articles.len() == 1);
    app.key(CMD.plus(Modifiers::SHIFT), Key::T);
    app.wait_until("it is open again", |app| title(app) == "Buoy");
    // Back to one that is closed opens it.
    app.key(CMD, Key::W);
    app.wait_until("it is closed", |app| app.state.session.articles.len() == 1);
    app.key(Modifiers::ALT, Key::ArrowLeft);
    app.wait_until("an article is shown", |app| !title(app).is_empty());
}

#[test]
fn in_the_find_bar_tab_goes_to_replacing_and_then_to_the_buttons_and_escape_in_the_text_closes_it()
{
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(CMD, Key::H);
    app.field("Find in the text").focus();
    app.steps();
    app.field("Find in the text").type_text("One");
    app.steps();

    app.key(Modifiers::NONE, Key::Tab);
    assert!(app.field("Replace with").is_focused());
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Replace"));
    app.key(Modifiers::SHIFT, Key::Tab);
    app.key(Modifiers::SHIFT, Key::Tab);
    assert!(app.field("Find in the text").is_focused());

    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Find in the text"));
    assert!(app.field("Text").is_focused());
}

#[test]
fn digits_make_headings_of_every_level() {
    let site = TestSite::new().file("content/a.md", "---\ntitle: A\n---\nword\n");
    let mut app = site.open_article("content/a.md");
    for (key, expected) in [(Key::Num1, "\n# word"), (Key::Num6, "\n###### word")] {
        app.key(CMD, key);
        assert!(app.text().contains(expected), "{}", app.text());
    }
}

#[test]
fn a_row_of_widgets_is_one_stop_of_tab_and_arrow_keys_go_through_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    let bold = |app: &TestApp| app.focused().as_deref() == Some("Bold");

    app.harness.get_by_label("Bold").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(app.focused().as_deref(), Some("Italic"));
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert!(bold(&app));
    app.key(Modifiers::NONE, Key::End);
    let last = app.focused();
    app.key(Modifiers::NONE, Key::Tab);
    assert!(app.focused() != last && !bold(&app));
}

#[test]
fn a_tab_is_closed_by_delete_and_the_next_is_reached_by_an_arrow_key() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    open(&mut app, "buoy");

    app.harness.get_by_role_and_label(Role::Tab, "Buoy").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(app.focused().as_deref(), Some("Anchor"));
    app.key(Modifiers::NONE, Key::Delete);
    app.wait_until("it is closed", |app| app.state.session.articles.len() == 1);
    assert_eq!(title(app.harness.state()), "Buoy");
}

#[test]
fn the_secondary_button_and_the_menu_key_say_what_can_be_done_in_the_text() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(CMD, Key::A);
    app.key(Modifiers::NONE, Key::Menu);
    let row = |app: &TestApp, name: &str| {
        let rows = app
            .harness
            .query_all_by_role_and_label(Role::MenuItem, name);
        rows.count() > 0
    };
    for name in ["Cut", "Copy", "Paste", "Paste as plain text", "Link"] {
        assert!(row(&app, name), "{name}");
    }
    app.harness
        .get_by_role_and_label(Role::MenuItem, "Link")
        .click();
    app.steps();
    assert!(app.text().contains("[One"), "{}", app.text());
    assert!(!row(&app, "Cut"));

    app.field("Text").click_secondary();
    app.steps();
    assert!(row(&app, "Paste"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!row(&app, "Paste"));
    app.key(Modifiers::SHIFT, Key::F10);
    assert!(row(&app, "Paste") && !app.shows("Quit"));
}

#[test]
fn what_is_pasted_as_plain_text_is_not_made_into_a_link() {
    let site = TestSite::new().file("content/a.md", "---\ntitle: A\n---\nword\n");
    let mut app = site.open_article("content/a.md");
    app.key(CMD, Key::A);

    app.key(CMD.plus(Modifiers::SHIFT), Key::P);
    app.field("Run a command").type_text("paste as plain");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    // What the desktop answers.
    let address = "https://example.org".to_owned();
    app.harness.event(egui::Event::Paste(address));
    app.steps();

    assert!(
        app.text().ends_with("\nhttps://example.org"),
        "{}",
        app.text()
    );
}

#[test]
fn a_field_has_a_menu_for_the_clipboard() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.field("Title").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Menu);
    assert!(app.shows("Cut") && app.shows("Paste"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Paste"));
}

#[test]
fn f1_shows_help_that_can_be_searched_and_escape_leads_back() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::NONE, Key::F1);
    assert!(app.shows("Welcome to Kopij"));
    app.field("Find in the help").type_text("footnote");
    app.steps();
    let rows = app.harness.query_all_by_role(Role::Button);
    let labels: Vec<String> = rows
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    let has = |name: &str| labels.iter().any(|label| label.starts_with(name));
    assert!(
        has("Writing in Markdown") && !has("Front matter"),
        "{labels:?}"
    );

    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Find in the help"));
    assert!(app.field("Text").is_focused());
}

#[test]
fn the_help_has_the_keys_that_are_set() {
    let site = site();
    let mut settings = kopij::model::settings::Settings::default();
    settings
        .keys
        .insert("Bold".to_owned(), "Cmd+Shift+Y".to_owned());
    let mut app = site.open_with(settings);

    app.key(Modifiers::NONE, Key::F1);
    app.field("Find in the help").type_text("keys bold shift+y");
    app.steps();

    assert!(!app.shows("No page has these words"));
}

#[test]
fn in_focus_there_is_the_text_and_nothing_else_and_escape_brings_all_back() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::NONE, Key::F8);
    for gone in ["Filter articles", "Title", "Bold", "Show preview", "Menu"] {
        assert!(!app.shows(gone), "{gone}");
    }
    assert!(app.field("Text").is_focused());
    let width = app.field("Text").rect().width();
    assert!(width > 1400.0, "{width}");

    app.key(Modifiers::NONE, Key::Escape);
    for back in ["Filter articles", "Title", "Bold", "Show preview", "Menu"] {
        assert!(app.shows(back), "{back}");
    }
    assert!(app.field("Text").is_focused());
}
