//! Spelling in the window.

use egui::{Key, Modifiers};

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

#[test]
fn a_misspelled_word_is_marked_and_corrected() {
    let site = TestSite::new()
        .file("hugo.yaml", "title: De Kade\nlanguageCode: nl-NL\n")
        .file(
            "content/posts/a.md",
            "---\ntitle: Tilet\n---\nDe pont vaart vandag `kode`.\n",
        );
    let mut app = site.open_article("content/posts/a.md");
    wait_for_marks(&mut app, 1);
    assert_eq!(misspelled(&app), ["vandag"]);

    app.key(Modifiers::NONE, Key::F7);
    app.wait_until("there are suggestions", |app| {
        app.state
            .suggesting
            .as_ref()
            .is_some_and(|asked| asked.suggestions.is_some())
    });
    app.field("Spelling").type_text("vandaag");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(
        app.text(),
        "---\ntitle: Tilet\n---\nDe pont vaart vandaag `kode`.\n"
    );
    wait_for_marks(&mut app, 0);
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
    app.field("Spelling").type_text("of this site");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    wait_for_marks(&mut app, 0);
    assert_eq!(site.read("kopij-words.txt"), "kwelder\n");
}
