//! Spelling in the window.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{TestApp, TestSite};

fn misspelled(app: &TestApp) -> Vec<String> {
    let article = app.harness.state().state.shown_article().unwrap();
    let words = article.spelling.misspelled.iter();
    words
        .map(|word| article.document.text()[word.clone()].to_owned())
        .collect()
}

fn wait_for_marks(app: &mut TestApp, count: usize) {
    app.wait_until("the spelling is checked", |app| {
        let article = app.state.shown_article().unwrap();
        article.spelling.language.is_some() && article.spelling.misspelled.len() == count
    });
}

fn dutch_site() -> TestSite {
    TestSite::new()
        .file("hugo.yaml", "title: De Kade\nlanguageCode: nl-NL\n")
        .file(
            "content/posts/a.md",
            "---\ntitle: Tilet\n---\nDe pont vaart vandag `kode`.\n",
        )
}

fn wait_for_suggestions(app: &mut TestApp) {
    app.wait_until("there are suggestions", |app| {
        app.state.window.over.is_some()
            && app
                .state
                .spelling
                .suggesting
                .as_ref()
                .is_some_and(|asked| asked.suggestions.is_some())
    });
    app.steps();
}

/// The first row of the menu.
fn first_row(app: &TestApp) -> egui::Rect {
    let asked = app
        .harness
        .state()
        .state
        .spelling
        .suggesting
        .as_ref()
        .unwrap();
    row(app, &asked.suggestions.as_ref().unwrap()[0])
}

fn row(app: &TestApp, name: &str) -> egui::Rect {
    app.harness.get_by_label(name).rect()
}

#[test]
fn a_misspelled_word_is_marked_and_corrected_by_keys() {
    let site = dutch_site();
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    assert_eq!(misspelled(&app), ["vandag"]);

    app.key(Modifiers::NONE, Key::F7);
    wait_for_suggestions(&mut app);
    let asked = app
        .harness
        .state()
        .state
        .spelling
        .suggesting
        .clone()
        .unwrap();
    let suggestions = asked.suggestions.unwrap();
    let at = suggestions.iter().position(|word| word == "vandaag");
    for _ in 0..at.unwrap() {
        app.key(Modifiers::NONE, Key::ArrowDown);
    }
    app.key(Modifiers::NONE, Key::Enter);

    let corrected = "---\ntitle: Tilet\n---\nDe pont vaart vandaag `kode`.\n";
    assert_eq!(app.text(), corrected);
    wait_for_marks(&mut app, 0);
    app.field("Text").type_text("!");
    app.steps();
    assert!(
        app.text().contains("vandaag! `kode`"),
        "the text has the keyboard"
    );
}

#[test]
fn suggestions_stand_below_the_word_and_take_a_click() {
    let site = dutch_site();
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    app.key(Modifiers::COMMAND, Key::Period);
    wait_for_suggestions(&mut app);

    let menu = row(&app, "vandaag");
    let text = app.field("Text").rect();
    assert!(text.contains(menu.left_top()), "{menu} in {text}");
    assert!(menu.top() - text.top() < 300.0, "{menu} in {text}");
    app.click("vandaag");

    assert!(
        app.text().contains("vaart vandaag `kode`"),
        "{}",
        app.text()
    );
}

#[test]
fn a_secondary_click_on_the_word_asks_and_escape_leaves_it_as_it_is() {
    let site = dutch_site();
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    app.key(Modifiers::NONE, Key::F7);
    wait_for_suggestions(&mut app);
    let place = first_row(&app).left_top();
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("vandaag"));

    // The word is right above its menu.
    let pos = place + egui::vec2(12.0, -20.0);
    for pressed in [true, false] {
        app.harness.event(egui::Event::PointerMoved(pos));
        app.harness.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        app.harness.step();
    }
    app.steps();
    app.click("Spelling suggestions…");
    wait_for_suggestions(&mut app);

    assert_eq!(first_row(&app).left_top(), place);
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.text(), site.read("content/posts/a.md"));
}

#[test]
fn a_word_is_added_to_the_dictionary_of_the_site() {
    let site = TestSite::new().file(
        "content/posts/a.md",
        "---\nlang: en\n---\nThe kwelder is wide.\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);

    app.key(Modifiers::NONE, Key::F7);
    app.steps();
    app.key(Modifiers::NONE, Key::End);
    app.key(Modifiers::NONE, Key::Enter);

    wait_for_marks(&mut app, 0);
    assert_eq!(site.read("kopij-words.txt"), "kwelder\n");
}

#[test]
fn the_status_bar_says_the_language_and_chooses_another_for_the_article() {
    let site = dutch_site();
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    app.steps();

    app.click("Spelling: Nederlands");
    app.click("English (UK)");
    app.wait_until("it is checked in the other language", |app| {
        let article = app.state.shown_article().unwrap();
        article.spelling.language.as_deref() == Some("en-gb")
    });
    app.steps();
    assert!(app.shows("Spelling: English (UK)"));
    assert!(misspelled(&app).contains(&"vaart".to_owned()));
    assert_eq!(
        app.text(),
        site.read("content/posts/a.md"),
        "nothing is written"
    );

    app.click("Spelling: English (UK)");
    app.click("As the article or the site says");
    wait_for_marks(&mut app, 1);
}

#[test]
fn a_language_without_a_dictionary_is_said_in_the_status_bar() {
    let site = TestSite::new().file("content/posts/a.md", "---\nlang: xx\n---\nIets.\n");
    let mut app = site.open_article("content/posts/a.md");

    app.wait_until("it is looked for", |app| {
        app.state.shown_article().unwrap().spelling.lacks.is_some()
    });
    app.steps();

    assert!(app.shows("Spelling: No dictionary: xx"));
}

#[test]
fn a_second_language_is_chosen_by_keys_alone() {
    let site = dutch_site();
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    app.steps();

    app.harness.get_by_label("Spelling: Nederlands").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    let wanted = "Also right in this article: English (UK)";
    for _ in 0..40 {
        if app.focused().as_deref() == Some(wanted) {
            break;
        }
        app.key(Modifiers::NONE, Key::ArrowDown);
    }
    assert_eq!(app.focused().as_deref(), Some(wanted));
    app.key(Modifiers::NONE, Key::Enter);
    assert!(!app.shows(wanted));

    app.click("Spelling: Nederlands");
    let chosen = app.harness.get_by_label(wanted);
    assert_eq!(
        chosen.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True)
    );
}
