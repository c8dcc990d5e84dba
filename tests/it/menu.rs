//! The menu: opened by its button and by keys, gone through by arrow keys.

use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::action::Command;

use crate::support::{TestApp, TestSite};

fn site() -> TestSite {
    TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nword\n")
}

fn press(app: &mut TestApp, keys: &[Key]) {
    for key in keys {
        app.key(Modifiers::NONE, *key);
    }
}

fn is_enabled(app: &TestApp, row: &str) -> bool {
    let row = app.harness.get_by_role_and_label(Role::MenuItem, row);
    !row.accesskit_node().is_disabled()
}

fn has_row(app: &TestApp, row: &str) -> bool {
    let rows = app.harness.query_all_by_role_and_label(Role::MenuItem, row);
    rows.count() > 0
}

#[test]
fn f10_opens_the_menu_and_arrow_keys_run_a_command_of_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::A);

    press(&mut app, &[Key::F10]);
    assert!(has_row(&app, "File") && has_row(&app, "Help"));
    press(&mut app, &[Key::ArrowDown, Key::ArrowDown, Key::ArrowDown]);
    assert!(has_row(&app, "Bold"));
    press(&mut app, &[Key::ArrowRight, Key::Enter]);

    assert!(!has_row(&app, "File"));
    assert!(app.text().contains("**word**"), "{}", app.text());
}

/// Exactly one place is shown, and the rail says which.
#[test]
fn what_floats_above_the_panes_is_no_other_place() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    let is_writing = |app: &TestApp| {
        let state = &app.harness.state().state;
        state.offer().is_on(Command::Write)
    };

    for key in [Key::P, Key::N] {
        app.key(Modifiers::COMMAND, key);
        assert!(is_writing(&app), "{key:?}");
        app.key(Modifiers::NONE, Key::Escape);
    }
    app.key(Modifiers::NONE, Key::F10);
    assert!(is_writing(&app));
    app.key(Modifiers::NONE, Key::Escape);
    app.key(Modifiers::COMMAND, Key::Comma);
    assert!(!is_writing(&app));
}

#[test]
fn escape_leaves_the_menu_and_the_text_has_the_keyboard_again() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    press(&mut app, &[Key::F10]);
    app.harness.event(egui::Event::Text("x".to_owned()));
    press(&mut app, &[Key::ArrowRight, Key::Escape]);
    assert!(!has_row(&app, "File"));
    assert!(!app.is_dirty(), "{}", app.text());
    app.harness.event(egui::Event::Text("y".to_owned()));
    app.steps();

    assert!(app.text().contains('y'), "{}", app.text());
}

#[test]
fn the_button_opens_and_closes_the_menu() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.click("Menu");
    assert!(has_row(&app, "File"));
    app.click("Menu");
    assert!(!has_row(&app, "File"));

    app.click("Menu");
    app.click("View");
    app.click("Line numbers");
    assert!(app.harness.state().state.settings.panes.line_numbers);
}

#[test]
fn what_cannot_run_is_grey_and_says_why() {
    let site = TestSite::new();
    let mut app = site.open();

    app.click("Menu");
    app.click("Edit");
    assert!(!is_enabled(&app, "Undo: Open an article first"));
    app.click("File");
    assert!(is_enabled(&app, "New article…"));
    // Enter on a grey row does nothing.
    press(&mut app, &[Key::Enter]);
    for _ in 0..4 {
        press(&mut app, &[Key::ArrowDown]);
    }
    assert!(!is_enabled(&app, "Save: Open an article first"));
    press(&mut app, &[Key::Enter]);
    assert!(has_row(&app, "File"));
}

#[test]
fn the_palette_says_why_a_command_cannot_run_and_does_not_run_it() {
    let site = TestSite::new();
    let mut app = site.open();

    app.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    app.field("Run a command").type_text("bold");
    app.steps();
    assert!(app.shows("Bold — Open an article first"));
    press(&mut app, &[Key::Enter]);

    assert!(app.shows("Bold — Open an article first"));
}

#[test]
fn keys_of_a_command_that_cannot_run_say_why() {
    let site = TestSite::new();
    let mut app = site.open();

    app.key(Modifiers::COMMAND, Key::B);

    assert!(app.shows("Bold: Open an article first"));
}

#[test]
fn the_menu_stands_in_a_small_window_whole() {
    let site = site();
    let window = Vec2::new(500.0, 360.0);
    let mut app = site.open_article_at("content/posts/a.md", window);

    app.click("Menu");
    app.click("Edit");
    press(&mut app, &[Key::ArrowRight, Key::End]);

    let row = app
        .harness
        .get_by_role_and_label(Role::MenuItem, "Check spelling");
    let rect = row.rect();
    assert!(rect.max.x <= window.x && rect.max.y <= window.y, "{rect:?}");
}

#[test]
fn without_the_rail_the_menu_opens_by_its_key() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("Settings…"));

    app.command("Show rail");
    assert!(!app.shows("Settings…"));
    app.key(Modifiers::NONE, Key::F10);
    app.click("View");
    app.click("Show rail");
    assert!(app.shows("Settings…"));
}
