//! Very many files change at once: the list is what the disk holds, open articles are safe.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers};
use kopij::{
    app::App,
    model::{document::Disk, notice::NoticeKind},
};

use crate::support::{TestSite, git, is_long, report};

fn post(number: usize, state: &str) -> String {
    format!("---\ntitle: Post {number} {state}\n---\nFirst {state}\n\nmiddle\n\nlast\n")
}

fn path(number: usize) -> String {
    format!("content/posts/{}/post-{number}.md", number % 20)
}

fn site_of(count: usize) -> TestSite {
    (0..count).fold(TestSite::new(), |site, number| {
        site.file(&path(number), post(number, "old"))
    })
}

/// Whether the list has these titles.
fn is_listed(app: &App, expected: &BTreeMap<PathBuf, String>) -> bool {
    let articles = &app.state.site.open.as_ref().unwrap().articles;
    articles.len() == expected.len()
        && articles
            .iter()
            .all(|entry| expected.get(&*entry.path) == Some(&entry.title))
}

#[test]
fn the_list_is_what_the_disk_holds_after_very_many_changes() {
    let count = if is_long() { 12_000 } else { 1_200 };
    let site = site_of(count);
    let mut app = site.open();
    let root = site.root().canonicalize().unwrap();

    // A third is changed, a third is deleted, as many come.
    let mut expected = BTreeMap::new();
    for number in 0..count {
        let file = root.join(path(number));
        match number % 3 {
            0 => fs::write(&file, post(number, "new")).unwrap(),
            1 => fs::remove_file(&file).unwrap(),
            _ => {}
        }
        let state = if number % 3 == 0 { "new" } else { "old" };
        if number % 3 != 1 {
            expected.insert(file, format!("Post {number} {state}"));
        }
    }
    for number in count..count + count / 3 {
        let file = root.join(path(number));
        fs::write(&file, post(number, "new")).unwrap();
        expected.insert(file, format!("Post {number} new"));
    }
    let changed = Instant::now();
    app.wait_until("the list", |app| is_listed(app, &expected));

    let took = changed.elapsed();
    report(&format!(
        "{count} files changed: the list was right after {took:?}"
    ));
}

#[test]
fn a_checkout_of_very_many_files_is_one_notice_and_leaves_unsaved_text_alone() {
    let Some(git) = git() else { return };
    let count = if is_long() { 2_000 } else { 400 };
    let site = site_of(count);
    let root = site.root().canonicalize().unwrap();
    git.line(&root, "init -q -b main");
    git.line(&root, "add .");
    git.line(&root, "commit -q -m old");
    git.line(&root, "checkout -q -b new");
    for number in 0..count {
        fs::write(root.join(path(number)), post(number, "new")).unwrap();
    }
    git.line(&root, "commit -q -a -m new");
    git.line(&root, "checkout -q main");
    let mut app = site.open_article(&path(0));
    // One change can be merged with that of the checkout, the other cannot.
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::End);
    app.field("Text").type_text("mine");
    app.steps();
    app.click("Post 1 old");
    app.wait_until("the other article", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("post-1.md")
    });
    app.type_into("Title", "mine");
    let overlapping = app.text().to_owned();

    // They are shown for a while only.
    let told: RefCell<BTreeMap<u32, String>> = RefCell::default();
    let hear = |app: &App| {
        for shown in &app.state.notices.shown {
            let notice = &shown.notice;
            assert_ne!(notice.kind, NoticeKind::Error, "{}", notice.text);
            told.borrow_mut().insert(notice.id, notice.text.clone());
        }
    };

    git.line(&root, "checkout -q new");
    let expected: BTreeMap<PathBuf, String> = (0..count)
        .map(|number| (root.join(path(number)), format!("Post {number} new")))
        .collect();
    app.wait_until("the list", |app| {
        hear(app);
        is_listed(app, &expected)
    });
    app.wait_until("both are decided", |app| {
        hear(app);
        app.state.session.articles.values().all(|article| {
            let is_merged = article.document.text().contains("First new");
            matches!(article.document.disk, Disk::Changed(_)) || is_merged
        })
    });

    let state = &app.harness.state().state;
    let texts: Vec<&str> = state
        .session
        .articles
        .values()
        .map(|article| article.document.text())
        .collect();
    let merged = post(0, "new") + "mine";
    assert_eq!(texts, [&*merged, &*overlapping]);
    assert!(
        state
            .session
            .articles
            .values()
            .all(|article| article.document.is_dirty())
    );
    for number in [0, 1] {
        assert_eq!(site.read(&path(number)), post(number, "new"));
    }
    let notices = told.into_inner();
    let of_files = notices
        .values()
        .filter(|text| text.contains("files changed"));
    assert_eq!(of_files.count(), 1, "{notices:?}");
}

/// The banner of an outside change: from the write to the frame that shows it.
#[test]
fn an_outside_change_is_asked_about_within_a_second() {
    let site = TestSite::new().file("content/posts/a.md", post(1, "old"));
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Title", "mine");

    site.write("content/posts/a.md", &post(1, "new"));
    let written = Instant::now();
    app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });

    let took = written.elapsed();
    assert!(app.shows("Keep mine"));
    report(&format!("the banner was there after {took:?}"));
    assert!(!is_long() || took < Duration::from_secs(1), "{took:?}");
}
