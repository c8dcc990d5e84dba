//! The page of settings, and what is set on it.

use std::fs;

use egui::{
    Key, Modifiers,
    accesskit::{Role, Toggled},
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::{action::Command, io::settings_file, model::words};

use crate::support::{TestApp, TestSite};

const CMD_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn opened(site: &TestSite) -> TestApp {
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::Comma);
    app
}

fn site() -> TestSite {
    TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nword\n")
}

fn choose_keys(app: &mut TestApp, button: &str, modifiers: Modifiers, key: Key) {
    app.harness
        .get_by_role_and_label(Role::Button, button)
        .click();
    app.steps();
    app.key(modifiers, key);
}

#[test]
fn keys_are_changed_by_pressing_them_and_remembered() {
    let site = site();
    let mut app = opened(&site);

    app.field("Find a setting").type_text("bold");
    app.steps();
    choose_keys(&mut app, "Keys of Bold: Ctrl+B", CMD_SHIFT, Key::Y);
    assert!(app.shows("Keys of Bold: Ctrl+Shift+Y"));
    app.key(Modifiers::NONE, Key::Escape);
    app.key(Modifiers::COMMAND, Key::A);
    app.key(CMD_SHIFT, Key::Y);

    assert!(app.text().contains("**word**"), "{}", app.text());
    assert_eq!(
        app.harness.state().state.settings.keys[Command::Bold.name()],
        "Cmd+Shift+Y"
    );
}

#[test]
fn keys_of_another_command_are_asked_about() {
    let site = site();
    let mut app = opened(&site);
    app.field("Find a setting").type_text("bold");
    app.steps();

    choose_keys(&mut app, "Keys of Bold: Ctrl+B", Modifiers::COMMAND, Key::I);
    assert!(app.shows("Ctrl+I is of “Italic”"));
    app.click("Use for “Bold”");
    assert!(app.shows("Keys of Bold: Ctrl+I"));
    app.replace("Find a setting", "italic");
    assert!(app.shows("Keys of Italic: None"));

    app.click("Reset the keys of Italic");
    assert!(app.shows("Keys of Italic: Ctrl+I"));
    app.replace("Find a setting", "bold");
    assert!(app.shows("Keys of Bold: Ctrl+B"));
}

#[test]
fn letters_alone_run_no_command() {
    let site = site();
    let mut app = opened(&site);
    app.field("Find a setting").type_text("bold");
    app.steps();

    choose_keys(&mut app, "Keys of Bold: Ctrl+B", Modifiers::NONE, Key::Q);
    assert!(app.shows("Q is needed for writing; press others, or Escape"));
    app.key(Modifiers::NONE, Key::Escape);

    assert!(app.shows("Keys of Bold: Ctrl+B"));
}

#[test]
fn what_is_for_the_text_does_nothing_while_the_settings_hide_it() {
    let site = site();
    let mut app = opened(&site);

    app.key(Modifiers::COMMAND, Key::B);
    app.click_switch("Focus mode");
    app.click("Text size: more");
    app.click("Close");

    assert!(!app.is_dirty());
    let writing = app.harness.state().state.settings.writing;
    assert_eq!((writing.focus, writing.text_points), (true, 17.0));
}

#[test]
fn settings_that_cannot_be_read_are_said_at_the_start_and_no_picture_comes_from_the_web() {
    let site = site();
    let folders = site.settings_folders();
    fs::create_dir_all(&folders.config).unwrap();
    fs::write(
        folders.config.join("settings.yaml"),
        b"zoom: 2\n# caf\xe9\n",
    )
    .unwrap();

    let loaded = settings_file::load(&folders);
    let mut app = site.open_with(loaded.settings);
    app.harness
        .state_mut()
        .say_of_settings(loaded.problems.iter().map(words::put).collect());
    app.steps();

    let said = app.harness.query_all_by_label_contains("it is kept aside");
    assert_eq!(said.count(), 1);
    // The other one is that of the rail.
    let offered = app.harness.get_all_by_label("Settings…").last().unwrap();
    offered.click();
    app.steps();
    let pictures = "Pictures from the web";
    let switch = app.harness.get_by_role_and_label(Role::Switch, pictures);
    assert_eq!(switch.accesskit_node().toggled(), Some(Toggled::False));
}

#[test]
fn the_word_goal_is_set_from_its_command_by_keys_alone() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::SHIFT, Key::F9);
    assert!(app.shows("Word goal"));
    assert!(!app.shows("Theme"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Word goal"));

    // Among all settings it is brought into sight too.
    app.key(Modifiers::COMMAND, Key::Comma);
    assert!(app.shows("Theme"));
    app.key(Modifiers::SHIFT, Key::F9);
    assert!(!app.shows("Theme"));
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.harness.state().state.settings.goal.words > 0);
}
