//! A site whose settings name folders outside of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use egui::{Key, Modifiers};
use kopij::model::settings::Settings;

use crate::support::{TestApp, TestSite};

/// Its articles are in a folder beside it.
fn site() -> (TestSite, PathBuf) {
    let site = TestSite::new()
        .file("hugo.yaml", "title: The Quay\ncontentDir: ../shared\n")
        .file("content/in.md", "---\ntitle: Inside\n---\nIn\n")
        .file("../shared/out.md", "---\ntitle: Shared\n---\nOut\n");
    let shared = site.path("../shared");
    (site, shared)
}

fn titles(app: &TestApp) -> Vec<String> {
    let site = app.site();
    let titles = site.articles.iter().map(|entry| entry.title.clone());
    titles.collect()
}

#[test]
fn a_folder_outside_is_listed_and_written_once_the_writer_allows_it() {
    let (site, shared) = site();
    let mut app = site.open();
    assert_eq!(titles(&app), ["Inside"]);

    app.click("Allow");
    app.wait_until("the folder is listed", |app| {
        let site = app.state.site.open.as_ref().unwrap();
        site.articles.iter().any(|entry| entry.title == "Shared")
    });
    assert_eq!(titles(&app), ["Shared"]);
    app.key(Modifiers::COMMAND, Key::P);
    app.field("Go to article").type_text("Shared");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("it is shown", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|it| it.document.path() == shared.join("out.md"))
    });
    app.replace("Title", "Ours");
    app.save();
    let saved = fs::read_to_string(shared.join("out.md")).unwrap();
    assert_eq!(saved, "---\ntitle: Ours\n---\nOut\n");

    // What another program does there is seen.
    fs::write(shared.join("new.md"), "---\ntitle: New\n---\n").unwrap();
    app.wait_until("a new article is listed", |app| {
        let site = app.state.site.open.as_ref().unwrap();
        site.articles.iter().any(|entry| entry.title == "New")
    });
    drop(app);

    let settings = kopij::io::settings_file::load(&site.settings_folders()).settings;
    let app = site.open_with(settings);
    assert!(titles(&app).contains(&"Ours".to_owned()));
    assert!(!app.shows("Allow"));
}

/// Saves the shown article, which stands at `path`.
fn check_that_it_is_written_after_a_word_only(app: &mut TestApp, path: &Path) {
    app.replace("Title", "Ours");
    app.key(Modifiers::COMMAND, Key::S);
    app.wait_until("the save is refused", |app| {
        app.state.shown_article().unwrap().saves.not_saved.is_some()
    });
    let old = fs::read_to_string(path).unwrap();
    assert!(old.contains("Shared"));

    app.click("Save there");
    app.wait_until("it is saved", |app| {
        !app.state.shown_article().unwrap().document.is_dirty()
    });
    let new = fs::read_to_string(path).unwrap();
    assert!(new.contains("Ours"));
}

#[test]
fn an_article_outside_of_the_site_is_written_after_a_word_only() {
    let site = TestSite::new().file("../shared/out.md", "---\ntitle: Shared\n---\nOut\n");
    let shared = site.path("../shared");
    let mut app = site.open_article("../shared/out.md");
    check_that_it_is_written_after_a_word_only(&mut app, &shared.join("out.md"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_site_that_leads_out_of_it_is_opened_in_the_site_and_written_after_a_word_only() {
    let site = TestSite::new().file("../shared/out.md", "---\ntitle: Shared\n---\nOut\n");
    let shared = site.path("../shared");
    std::os::unix::fs::symlink(&shared, site.root().join("content/link")).unwrap();
    let typed = site.root().join("content/link/out.md");

    let start = kopij::app::Start::at(&typed).unwrap();
    let mut app = site.start_at(start, Settings::default());
    app.wait_until("it is shown in the site of the link", |app| {
        app.state.site.open.is_some() && app.state.shown_article().is_some()
    });
    let root = app.site().root.clone();
    assert_eq!(root, site.root().canonicalize().unwrap());
    check_that_it_is_written_after_a_word_only(&mut app, &shared.join("out.md"));
}
