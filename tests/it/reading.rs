//! What is done in the preview: the menus of its links and pictures.

use std::{io::Cursor, time::Duration};

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Node, kittest::Queryable as _};

use crate::support::{TestApp, TestSite};

const CREW: &str = "---\ntitle: The crew\n---\nCrew\n";
const FERRY: &str =
    "---\ntitle: The ferry\n---\nA [boat](crew.md) and [none](gone.md).\n\n![A quay](quay.png)\n";

fn site() -> TestSite {
    let mut picture = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(200, 100)
        .write_to(&mut picture, image::ImageFormat::Png)
        .unwrap();
    TestSite::new()
        .file("content/posts/crew.md", CREW)
        .file("content/posts/ferry.md", FERRY)
        .file("content/posts/quay.png", picture.into_inner())
}

fn in_preview<'a>(app: &'a TestApp, role: Role, name: &'a str) -> Node<'a> {
    app.harness.get_by_role_and_label(role, name)
}

/// The rows of the menu that is open.
fn menu(app: &TestApp) -> Vec<&'static str> {
    let all = [
        "Open the link",
        "Copy the address",
        "Copy path",
        "Show in folder",
        "Go to it in the text",
    ];
    let is_shown = |name: &&str| {
        let mut rows = app
            .harness
            .query_all_by_role_and_label(Role::MenuItem, name);
        rows.next().is_some()
    };
    all.into_iter().filter(is_shown).collect()
}

fn selected(app: &TestApp) -> &str {
    let shown = app.harness.state().state.shown_article().unwrap();
    &shown.document.text()[shown.selection().start..]
}

#[test]
fn a_link_of_the_preview_has_a_menu_by_the_menu_key_and_by_the_pointer() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    let rows = ["Open the link", "Copy the address", "Go to it in the text"];

    in_preview(&app, Role::Link, "boat").focus();
    app.steps();
    app.key(Modifiers::SHIFT, Key::F10);
    assert_eq!(menu(&app), rows);
    assert_eq!(app.focused().as_deref(), Some(rows[0]));
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(menu(&app), [""; 0]);
    assert_eq!(app.focused().as_deref(), Some("boat"));

    app.key(Modifiers::NONE, Key::Menu);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.field("Text").is_focused());
    assert!(selected(&app).starts_with("boat"), "{}", selected(&app));

    in_preview(&app, Role::Link, "none").click_secondary();
    app.steps();
    assert_eq!(menu(&app), rows[1..], "it leads nowhere");
    app.key(Modifiers::NONE, Key::Escape);
    in_preview(&app, Role::Link, "boat").click_secondary();
    app.steps();
    app.click("Open the link");
    app.wait_until("the other article is open", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text() == CREW
    });
}

#[test]
fn a_picture_of_the_preview_has_a_menu_by_the_menu_key_and_by_the_pointer() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    let is_there = |app: &TestApp| {
        let images = app
            .harness
            .query_all_by_role_and_label(Role::Image, "A quay");
        images.count() == 1
    };
    for _ in 0..500 {
        if is_there(&app) {
            break;
        }
        app.steps();
        std::thread::sleep(Duration::from_millis(10));
    }
    let rows = [
        "Copy the address",
        "Copy path",
        "Show in folder",
        "Go to it in the text",
    ];

    in_preview(&app, Role::Link, "none").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("A quay"));
    app.key(Modifiers::NONE, Key::Menu);
    assert_eq!(menu(&app), rows);
    let down = Key::ArrowDown;
    for key in [down, down, down, Key::Enter] {
        app.key(Modifiers::NONE, key);
    }
    assert!(app.field("Text").is_focused());
    assert!(
        selected(&app).starts_with("![A quay]"),
        "{}",
        selected(&app)
    );

    in_preview(&app, Role::Image, "A quay").click_secondary();
    app.steps();
    assert_eq!(menu(&app), rows);
    app.click("Copy path");
    app.wait_until("the path is copied", |app| {
        let mut told = app.state.notices.shown.iter();
        told.any(|it| it.notice.text == "The path is on the clipboard")
    });
}
