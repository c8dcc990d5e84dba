//! What is done with the keyboard alone, and what a screen reader is told of where things stand.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::{app::state::Over, model::settings::Typeface};

use crate::support::TestSite;

const POST: &str = "---\ntitle: A\ntags: [one, two]\ndraft: true\ndate: 2026-02-24\n---\n# Heading\n\nA [link](https://example.org) here.\n\n- [ ] task\n";

fn site() -> TestSite {
    TestSite::new()
        .file("content/posts/a.md", POST)
        .file("content/posts/b.md", POST)
}

#[test]
fn headings_and_links_of_the_preview_stand_in_its_document() {
    let site = site();
    let app = site.open_article("content/posts/a.md");
    let document = app.harness.get_by_role_and_label(Role::Document, "Preview");

    for (role, label) in [(Role::Heading, "Heading"), (Role::Link, "link")] {
        let inside = document.get_all_by_role(role).any(|node| {
            let name = node.accesskit_node().label();
            name.is_some_and(|name| name.contains(label))
        });
        assert!(inside, "{label}");
    }
}

#[test]
fn a_switch_is_told_once() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::Comma);

    let told = app.harness.query_all_by_label("Pictures from the web");
    let told: Vec<Role> = told
        .filter(|node| !node.accesskit_node().is_hidden())
        .map(|node| node.accesskit_node().role())
        .collect();

    assert_eq!(told, [Role::Switch]);
}

#[test]
fn the_typeface_of_the_text_is_chosen_with_a_sample_of_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::Comma);

    app.click("Typeface of the text: Source Serif");
    app.click("OpenDyslexic");
    app.steps();

    let chosen = &app.harness.state().state.settings.typefaces;
    assert_eq!(
        (&chosen.text, &chosen.preview),
        (&Typeface::Dyslexic, &Typeface::Serif)
    );
    assert!(app.shows("Typeface of the text: OpenDyslexic"));
    app.key(Modifiers::NONE, Key::Escape);
    app.type_into("Text", "more");
    assert!(app.text().contains("more"));
}

#[test]
fn the_path_of_a_file_beside_the_article_is_completed_by_keys() {
    let site = TestSite::new()
        .file("content/posts/a/index.md", "---\ntitle: A\n---\n")
        .file("content/posts/a/boat.jpg", "x")
        .file("static/img/boatyard.png", "x");
    let mut app = site.open_article("content/posts/a/index.md");

    for letter in ["!", "[", "x", "]", "("] {
        app.type_into("Text", letter);
    }
    app.wait_until("files are offered", |app| {
        app.state.aids.completing.offered.is_some()
    });
    app.type_into("Text", "y");
    assert!(app.shows("/img/boatyard.png"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("/img/boatyard.png"));
    app.type_into("Text", "a");
    app.key(Modifiers::NONE, Key::Enter);

    assert!(
        app.text().ends_with("![x](/img/boatyard.png)"),
        "{}",
        app.text()
    );
}

#[test]
fn a_folder_is_opened_by_its_path_where_the_system_has_no_dialog() {
    let site = site();
    let other = TestSite::new().file("content/posts/c.md", "---\ntitle: C\n---\nText\n");
    let mut app = site.open_article("content/posts/a.md");
    app.harness.state_mut().state.window.over = Some(Over::FolderPath);
    app.steps();

    assert!(app.shows("Open the folder of a site"));
    app.field("Path").type_text(other.root().to_str().unwrap());
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    let root = other.root().canonicalize().unwrap();
    app.wait_until("the other site is open", |app| {
        app.state
            .site
            .open
            .as_ref()
            .is_some_and(|site| site.root == root)
    });
}

#[test]
fn the_next_problem_is_found_in_the_text_too() {
    let site = TestSite::new().file(
        "content/posts/a.md",
        "---\ntitle: A\n---\nText\n\n{{< nosuchshortcode >}}\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the fault is found", |app| {
        !app.state.shown_article().unwrap().derived.faults.is_empty()
    });

    app.key(Modifiers::NONE, Key::F4);

    let shown = app.harness.state().state.shown_article().unwrap();
    assert_eq!(&shown.document.text()[shown.selection.clone()][..3], "{{<");
}
