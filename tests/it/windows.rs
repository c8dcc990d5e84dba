//! Two windows on one site.

use std::sync::Arc;

use kopij::{
    io::{windows, worker::EventSender},
    model::document::Disk,
};

use crate::support::TestSite;

const POST: &str = "---\ntitle: A\n---\nBody\n";

#[test]
fn a_second_window_says_that_there_is_another_and_never_writes_over_it() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut first = site.open_article("content/posts/a.md");
    let mut second = site.open_article("content/posts/a.md");
    second.wait_until("the other window is told of", |app| {
        let mut notices = app.state.notices.shown.iter();
        notices.any(|shown| shown.notice.text.contains("open in another window"))
    });
    assert!(first.harness.state().state.notices.shown.is_empty());

    first.type_into("Text", " of the first");
    second.type_into("Text", " of the second");
    first.save();
    second.wait_until("the question", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });

    assert!(second.shows("Keep mine"));
    assert!(site.read("content/posts/a.md").contains("of the first"));
    assert!(second.text().contains("of the second"));
}

#[test]
fn a_window_on_a_folder_within_is_told_of() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    std::fs::remove_file(site.root().join("hugo.yaml")).unwrap();
    let (events, _told) = EventSender::new(Arc::new(|| {}));
    let within = site.path("content/posts");
    let held = windows::hold(&site.settings_folders(), &within, events).unwrap();
    assert!(held.is_some());

    let mut app = site.open();

    app.wait_until("the other window is told of", |app| {
        let mut notices = app.state.notices.shown.iter();
        notices.any(|shown| {
            shown
                .notice
                .text
                .starts_with("“posts” is open in another window")
        })
    });
}

#[test]
fn a_second_start_is_shown_by_the_window_that_has_the_site() {
    let site = TestSite::new()
        .file("content/posts/a.md", POST)
        .file("content/posts/b.md", "---\ntitle: B\n---\n");
    let mut app = site.open_article("content/posts/a.md");
    let (folders, root) = (site.settings_folders(), site.root().canonicalize().unwrap());
    let wanted = site.path("content/posts/b.md");

    assert!(windows::ask(&folders, &root, Some(&wanted)));

    app.wait_until("the article is shown", |app| {
        app.state.shown_article().unwrap().document.path() == wanted
    });
    drop(app);
    assert!(
        !windows::ask(&folders, &root, None),
        "nobody is left to ask"
    );
}

#[test]
fn what_a_broken_off_save_left_is_shown_and_removed_when_it_is_discarded() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let left = site.root().join("content/posts/.kopij-a1B2c3D4");
    let text = POST.replace("Body", "Body and what was lost");
    std::fs::write(&left, text).unwrap();
    let file = std::fs::File::options().write(true).open(&left).unwrap();
    let earlier = std::time::SystemTime::now() - std::time::Duration::from_mins(2);
    file.set_modified(earlier).unwrap();

    let mut app = site.open();
    app.wait_until("the page is there", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|comparing| comparing.comparison.is_some())
    });
    assert!(app.shows("Recovered one unsaved text"));
    assert!(app.text().contains("what was lost"));
    app.click("Discard");
    app.wait_until("the file is gone", |_| !left.exists());

    assert_eq!(site.read("content/posts/a.md"), POST);
}
