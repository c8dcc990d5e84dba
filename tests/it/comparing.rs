//! The pages that show a text beside another, driven by accessible names and keys.

use std::fs;

use egui::{Key, Modifiers, Shape, Vec2};
use kopij::{
    action::{Command, offer::Lack},
    app::state::Committed,
    model::{document::Disk, version::Which},
};

use crate::support::{Git, TestApp, TestSite, git};

const PATH: &str = "content/posts/a.md";
const POST: &str = "---\ntitle: A\n---\none\n\ntwo\n\nthree\n\nfour\n";

fn compared(app: &mut TestApp) {
    app.wait_until("the comparison", |app| {
        app.state
            .pages
            .comparing
            .as_ref()
            .is_some_and(|comparing| comparing.comparison.is_some())
    });
}

/// An article whose text `mine` is unsaved while the file holds `theirs`.
fn in_conflict(site: &TestSite, window: Vec2, mine: &str, theirs: &str) -> TestApp {
    let mut app = site.open_article_at(PATH, window);
    app.replace("Text", mine);
    site.write(PATH, theirs);
    app.wait_until("the banner", |app| {
        let article = app.state.shown_article().unwrap();
        matches!(article.document.disk, Disk::Changed(_))
    });
    app
}

const MINE: &str = "one mine\n\ntwo\n\nthree mine\n\nfour\n";
const THEIRS: &str = "---\ntitle: A\n---\none theirs\n\ntwo\n\nthree\n\nfour theirs\n";

#[test]
fn each_difference_is_taken_from_either_side_and_the_result_is_one_step() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = in_conflict(&site, Vec2::new(1440.0, 900.0), MINE, THEIRS);

    app.click("Compare");
    compared(&mut app);
    assert!(app.shows("1 left to choose"));
    app.click("Both, difference 1");
    app.click("Use this text");

    // What one side alone changed is proposed from that side.
    assert_eq!(
        app.text(),
        "---\ntitle: A\n---\none mine\none theirs\n\ntwo\n\nthree mine\n\nfour theirs\n"
    );
    assert!(app.is_dirty());
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), format!("---\ntitle: A\n---\n{MINE}"));
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    let text = app.text().to_owned();
    app.save();
    assert_eq!(site.read(PATH), text);
}

#[test]
fn keys_choose_and_finish() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = in_conflict(&site, Vec2::new(1440.0, 900.0), MINE, THEIRS);
    app.click("Compare");
    compared(&mut app);

    app.key(Modifiers::NONE, Key::ArrowRight);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::B);
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(
        app.text(),
        "---\ntitle: A\n---\none theirs\n\ntwo\n\nthree mine\nthree\n\nfour theirs\n"
    );
}

#[test]
fn nothing_changes_where_the_comparison_is_left() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = in_conflict(&site, Vec2::new(1000.0, 700.0), MINE, THEIRS);
    let text = app.text().to_owned();
    app.click("Compare");
    compared(&mut app);

    app.click("Theirs everywhere");
    app.key(Modifiers::NONE, Key::Escape);

    assert_eq!(app.text(), text);
    assert!(app.shows("Keep mine"));
    assert_eq!(site.read(PATH), THEIRS);
}

#[test]
fn a_narrow_window_shows_one_side_above_the_other() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = in_conflict(&site, Vec2::new(560.0, 700.0), MINE, THEIRS);

    app.click("Compare");
    compared(&mut app);
    app.click("Theirs, difference 1");
    app.click("Use this text");

    assert!(app.text().contains("one theirs\n\ntwo\n\nthree mine"));
}

#[test]
fn a_comparison_follows_the_disk_and_ends_with_the_conflict() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = in_conflict(&site, Vec2::new(1440.0, 900.0), MINE, THEIRS);
    app.click("Compare");
    compared(&mut app);

    site.write(PATH, &THEIRS.replace("one theirs", "one again"));
    app.wait_until("the new text", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|comparing| {
            comparing.comparison.is_some() && comparing.right.contains("one again")
        })
    });
    site.write(PATH, POST);
    app.wait_until("no page", |app| app.state.pages.shown.is_none());

    assert!(app.text().contains("one mine"));
}

/// Saves `First`, then `Second`, then `Third`, in two paragraphs.
fn with_versions(site: &TestSite) -> TestApp {
    let mut app = site.open_article(PATH);
    for text in ["a second\n\nb\n\nc second\n", "a third\n\nb\n\nc third\n"] {
        app.replace("Text", text);
        app.save();
    }
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    compared(&mut app);
    app
}

#[test]
fn an_older_version_is_shown_and_one_of_its_differences_comes_back() {
    let site = TestSite::new().file(PATH, "a first\n\nb\n\nc first\n");
    let mut app = with_versions(&site);
    let versions = &app.harness.state().state.pages.versions;
    assert_eq!(versions.replaced.as_ref().unwrap().len(), 2);

    app.key(Modifiers::NONE, Key::PageDown);
    app.wait_until("the first version", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|it| it.comparison.is_some() && it.right.contains("a first"))
    });
    app.click("Now, difference 2");
    app.click("Restore");

    assert_eq!(app.text(), "a first\n\nb\n\nc third\n");
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), "a third\n\nb\n\nc third\n");
}

#[test]
fn what_was_overwritten_in_a_conflict_is_an_earlier_version() {
    let site = TestSite::new().file(PATH, "one\n");
    let mut app = in_conflict(&site, Vec2::new(1440.0, 900.0), "mine\n", "theirs\n");
    app.click("Take theirs");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    compared(&mut app);

    let versions = &app.harness.state().state.pages.versions;
    assert!(!versions.replaced.as_ref().unwrap().is_empty());
    let comparing = app.harness.state().state.pages.comparing.as_ref().unwrap();
    assert_eq!(&*comparing.right, "mine\n");
}

fn commit(git: Git, site: &TestSite) {
    git.line(&site.root(), "init -q");
    git.line(&site.root(), "add .");
    git.line(&site.root(), "commit -q -m Begin");
}

#[test]
fn what_was_committed_last_is_an_earlier_version() {
    let Some(git) = git() else { return };
    let site = TestSite::new().file(PATH, "a first\n\nb\n\nc first\n");
    commit(git, &site);
    let mut app = with_versions(&site);
    // What was replaced last is shown first, below the commit.
    app.wait_until("both", |app| {
        let versions = &app.state.pages.versions;
        let shown = versions.shown.as_ref().map(|(which, _)| *which);
        matches!(versions.committed, Committed::There(..)) && shown == Some(Which::Replaced(0))
    });
    app.steps();

    app.key(Modifiers::NONE, Key::PageUp);
    app.wait_until("the commit beside the text", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|it| it.comparison.is_some() && it.right.contains("a first"))
    });
    app.steps();
    app.click("Now, difference 2");
    app.click("Restore");

    assert_eq!(app.text(), "a first\n\nb\n\nc third\n");
}

#[test]
fn an_article_that_was_never_saved_here_is_compared_with_its_commit() {
    let Some(git) = git() else { return };
    let site = TestSite::new().file(PATH, "committed\n");
    commit(git, &site);
    let mut app = site.open_article(PATH);
    app.replace("Text", "typed\n");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    compared(&mut app);

    let comparing = app.harness.state().state.pages.comparing.as_ref().unwrap();
    assert_eq!(&*comparing.right, "committed\n");
}

#[test]
fn a_repository_that_git_refuses_is_said_and_the_other_versions_are_there() {
    let Some(git) = git() else { return };
    let site = TestSite::new().file(PATH, "a first\n");
    commit(git, &site);
    site.write(".git/config", "[core");
    let mut app = with_versions(&site);

    app.wait_until("the answer of git", |app| {
        let mut notices = app.state.notices.shown.iter();
        let said = "The last commit cannot be read: git: fatal: bad config line";
        notices.any(|shown| shown.notice.text.starts_with(said))
    });
    let versions = &app.harness.state().state.pages.versions;
    assert_eq!(versions.replaced.as_ref().unwrap().len(), 2);
}

fn crashed(site: &TestSite, typed: &str) {
    let mut app = site.open_article(PATH);
    app.type_into("Text", typed);
    let journal = site.settings_folders().journal();
    app.wait_until("the text is in the journal", |_| {
        fs::read_dir(&journal).is_ok_and(|files| files.count() > 0)
    });
}

#[test]
fn what_was_recovered_is_shown_beside_the_disk_and_opened() {
    let site = TestSite::new().file(PATH, "one");
    crashed(&site, " mine");

    let mut app = site.open();
    app.wait_until("the page", |app| app.state.pages.shown.is_some());
    compared(&mut app);

    assert!(app.shows("Recovered one unsaved text"));
    assert!(app.shows("One difference, side by side; you choose what stays."));
    app.click("Compare…");
    assert!(app.shows("Recovered: one mine") && app.shows("On disk: one"));
    app.click("Back");
    app.click("Later");
    assert_eq!(app.text(), "one mine");
    assert!(app.is_dirty());
}

#[test]
fn a_recovered_text_that_is_discarded_is_kept_aside() {
    let site = TestSite::new().file(PATH, "one");
    crashed(&site, " mine");
    let mut app = site.open();
    app.wait_until("the page", |app| app.state.pages.shown.is_some());

    app.click("Keep the file");

    assert_eq!(app.text(), "one");
    assert!(!app.is_dirty());
    let discarded = site.settings_folders().journal().join("discarded");
    app.wait_until("the text is put aside", |_| {
        fs::read_dir(&discarded).is_ok_and(|files| files.count() > 0)
    });
    drop(app);
    let app = site.open();
    assert!(app.harness.state().state.pages.recovered.is_empty());
}

#[test]
fn two_versions_that_another_program_left_are_shown_and_one_is_taken() {
    let post =
        "---\ntitle: A\n<<<<<<< HEAD\nmood: calm\n=======\nmood: wild\n>>>>>>> other\n---\nText\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");
    let said = "Line 3: another program could not merge two versions and left both here, between <<<<<<< and >>>>>>>; keep one of them and take the marks out";
    assert!(app.shows(said));

    app.click("Show the differences");
    app.wait_until("the versions are compared", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|comparing| comparing.comparison.is_some())
    });
    app.click("Theirs, difference 1");
    app.click("Use this text");

    assert_eq!(app.text(), "---\ntitle: A\nmood: wild\n---\nText\n");
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), post);
}

#[test]
fn two_versions_in_the_text_are_named_in_list_and_banner_and_gone_when_one_is_taken() {
    let marks = "Above\n\n<<<<<<< HEAD\ncalm\n=======\nwild\n>>>>>>> other\n";
    let post = format!("---\ntitle: A\n---\n{marks}");
    let site = TestSite::new()
        .file("content/posts/a.md", &post)
        .file("content/posts/b.md", "---\ntitle: B\n---\n");
    let mut app = site.open_article("content/posts/a.md");
    let banner = "Two versions stand in this text: another program could not merge them";
    let named = |app: &TestApp| {
        let articles = &app.site().articles;
        articles
            .iter()
            .find(|it| it.title == "A")
            .unwrap()
            .has_marks
    };
    assert!(app.shows(banner) && named(&app));
    app.key(Modifiers::NONE, Key::F4);
    let shown = app.harness.state().state.shown_article().unwrap();
    assert_eq!(&app.text()[shown.selection()], "<<<<<<< HEAD");

    app.click("Show the differences");
    compared(&mut app);
    app.click("Theirs, difference 1");
    app.click("Use this text");

    assert_eq!(app.text(), "---\ntitle: A\n---\nAbove\n\nwild\n");
    assert!(!app.shows(banner));
    app.save();
    app.wait_until("the list knows", |app| {
        let site = app.state.site.open.as_ref().unwrap();
        site.articles.iter().all(|it| !it.has_marks)
    });
    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.shows(banner));
}

#[test]
fn a_recovered_text_is_used_without_looking_at_each_difference() {
    let site = TestSite::new().file(PATH, "one");
    crashed(&site, " mine");
    let mut app = site.open();
    app.wait_until("the page", |app| app.state.pages.shown.is_some());
    compared(&mut app);

    app.click("Use this text");

    assert_eq!(app.text(), "one mine");
    assert!(app.is_dirty());
    assert!(app.harness.state().state.pages.recovered.is_empty());
    assert_eq!(site.read(PATH), "one");
}

#[test]
fn what_another_program_changed_is_shown_and_a_piece_is_taken_back() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = site.open_article(PATH);

    site.write(
        PATH,
        &POST.replace("one", "One!").replace("three", "Three!"),
    );
    app.wait_until("the text follows", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().contains("Three!")
    });
    let unseen = |app: &TestApp| {
        let shown = app.harness.state().state.shown_article().unwrap();
        shown.from_outside.as_ref().unwrap().unseen.len()
    };
    assert_eq!(unseen(&app), 2);
    assert!(app.shows("Another program changed “A”"));
    app.click("Show");
    compared(&mut app);
    assert_eq!(unseen(&app), 0);
    assert!(app.shows("A: what another program changed"));
    app.click("Take back, difference 1");
    app.click("Use this text");

    assert_eq!(app.text(), POST.replace("three", "Three!"));
    assert!(app.is_dirty());
}

#[test]
fn what_came_from_outside_is_marked_in_the_gutter_until_the_caret_was_there() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = site.open_article(PATH);
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::End);
    site.write(
        PATH,
        &POST.replace("one", "One!").replace("three", "Three!"),
    );
    app.wait_until("the text follows", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().contains("Three!")
    });
    let marked = |app: &TestApp| {
        let shapes = &app.harness.output().shapes;
        let marks = shapes.iter().filter(|clipped| {
            // As wide as nothing else in the gutter.
            matches!(&clipped.shape, Shape::Rect(shape) if (shape.rect.width() - 4.5).abs() < 0.01)
        });
        marks.count()
    };
    assert_eq!(marked(&app), 2);

    app.key(Modifiers::COMMAND, Key::Home);
    assert_eq!(marked(&app), 1, "the caret was in the first");
    app.field("Text").type_text("so ");
    app.steps();
    assert_eq!(marked(&app), 1, "the other keeps its place");
}

#[test]
fn what_another_program_changed_is_shown_by_the_menu_when_the_notice_has_gone() {
    let site = TestSite::new().file(PATH, POST);
    let mut app = site.open_article(PATH);
    let lack = |app: &TestApp| {
        let offer = app.harness.state().state.offer();
        offer.lack(Command::OutsideChange)
    };
    assert_eq!(lack(&app), Some(Lack::NothingOutside));

    site.write(PATH, &POST.replace("one", "One!"));
    app.wait_until("the text follows", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().contains("One!")
    });
    assert_eq!(lack(&app), None);
    app.click("Menu");
    app.click("File");
    app.click("What another program changed…");
    compared(&mut app);

    assert!(app.shows("A: what another program changed"));
}
