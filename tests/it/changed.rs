//! "Changes": what of the article changed since the last commit, and handing it in, in the window.
#![cfg(unix)]

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::{Git, TestApp, TestSite, git};

const ARTICLE: &str = "content/posts/a.md";
const TEXT: &str = "---\ntitle: The ferry\ntags: [boats]\ndraft: true\n---\nThe crossing takes 15 minutes.\n\nStays.\n";
const CHANGED: &str = "---\ntitle: The ferry is back\ntags: [harbour]\ndraft: false\ncover: /quay.jpg\n---\nThe crossing takes 12 minutes.\n\nStays.\n";

/// A site whose article is committed.
fn site(git: Git) -> TestSite {
    let site = TestSite::new()
        .file(ARTICLE, TEXT)
        .file("content/posts/b.md", TEXT);
    let root = site.root();
    for line in [
        "init -q -b main",
        "config user.name Ann",
        "config user.email ann@example.org",
        "config commit.gpgSign false",
        "config core.hooksPath .git/hooks",
        "add .",
        "commit -q -m Begin",
    ] {
        git.line(&root, line);
    }
    site
}

/// On the page, once it is known what changed.
fn on_page(site: &TestSite) -> TestApp {
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the form is learned", |app| {
        app.state.site.learned.is_some()
    });
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    proposed(&mut app);
    app
}

fn proposed(app: &mut TestApp) {
    app.wait_until("it is known what changed", |app| {
        app.state.git.proposed.is_some()
    });
}

fn committed(app: &mut TestApp) {
    app.wait_until("it is committed", |app| {
        app.state.git.made.is_some() && app.state.git.committing.is_none()
    });
}

fn last(git: Git, site: &TestSite) -> String {
    git.line(&site.root(), "show --pretty=%s --name-only HEAD")
}

#[test]
fn what_changed_is_shown_and_committed_by_keys() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write(ARTICLE, CHANGED);
    fs::create_dir_all(site.root().join("static")).unwrap();
    site.write("static/quay.jpg", "picture");
    site.write("static/other.jpg", "other");
    let mut app = on_page(&site);
    for label in ["Title", "Tags", "With it", "Commit static/quay.jpg"] {
        assert!(app.shows(label), "{label}");
    }
    assert!(app.shows("Revert Title"));

    app.key(Modifiers::COMMAND, Key::Enter);
    committed(&mut app);

    let expected = "Publish “The ferry is back”\n\ncontent/posts/a.md\nstatic/quay.jpg\n";
    assert_eq!(last(git, &site), expected);
    assert!(app.shows("Committed: Publish “The ferry is back”"));
    app.click("Undo");
    app.wait_until("it is taken back", |app| app.state.git.made.is_none());
    app.wait_until("that is done", |app| {
        let shown = &app.state.notices.shown;
        shown.iter().any(|it| it.notice.text.contains("taken back"))
    });
    assert_eq!(git.line(&site.root(), "log --format=%s"), "Begin\n");
    assert_eq!(site.read(ARTICLE), CHANGED);
}

#[test]
fn unsaved_text_is_saved_before_it_is_committed() {
    let Some(git) = git() else { return };
    let site = site(git);
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the form is learned", |app| {
        app.state.site.learned.is_some()
    });
    app.replace("Title", "Another ferry");
    assert!(app.is_dirty());
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    proposed(&mut app);

    app.key(Modifiers::COMMAND, Key::Enter);
    committed(&mut app);

    assert!(!app.is_dirty());
    let text = git.line(&site.root(), "show HEAD:content/posts/a.md");
    assert!(text.contains("title: Another ferry"), "{text}");
}

#[test]
fn a_field_and_a_paragraph_go_back_to_what_they_were() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write(ARTICLE, CHANGED);
    let mut app = on_page(&site);

    app.click("Revert Tags");
    app.wait_until("the field is as it was", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().contains("tags: [boats]")
    });
    app.wait_until("that is told", |app| {
        let proposed = app.state.git.proposed.as_ref().unwrap();
        proposed.proposal.difference.fields.len() == 3
    });
    app.click("Revert change 1 of the text");
    app.wait_until("the text is as it was", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().contains("15 minutes")
    });
    assert!(app.text().contains("title: The ferry is back"));
}

#[test]
fn a_picture_that_is_not_ticked_stays_out_and_another_article_can_come_along() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write(ARTICLE, CHANGED);
    site.write("content/posts/b.md", CHANGED);
    fs::create_dir_all(site.root().join("static")).unwrap();
    site.write("static/quay.jpg", "picture");
    // Both name it: it is of neither.
    let mut app = on_page(&site);
    assert!(!app.shows("With it"));
    site.write("content/posts/b.md", &TEXT.replace("Stays", "Goes"));
    app.click("Close");
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    proposed(&mut app);
    app.wait_until("the picture is its own", |app| {
        let proposed = app.state.git.proposed.as_ref();
        proposed.is_some_and(|it| it.proposal.media.len() == 1)
    });

    app.click("Commit static/quay.jpg");
    app.click("Commit content/posts/b.md");
    app.key(Modifiers::COMMAND, Key::Enter);
    committed(&mut app);

    let files = git.line(&site.root(), "show --pretty= --name-only HEAD");
    assert_eq!(files, "content/posts/a.md\ncontent/posts/b.md\n");
}

#[test]
fn beside_an_article_that_is_as_it_was_another_can_be_committed() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write("content/posts/b.md", CHANGED);
    let mut app = on_page(&site);
    assert!(!app.shows("What the commit says"));

    app.click("Commit content/posts/b.md");
    app.wait_until("a message can be written", |app| {
        !app.state.git.ticked.is_empty()
    });
    assert!(app.shows("What the commit says"));
    app.key(Modifiers::COMMAND, Key::Enter);
    let git_state = &app.harness.state().state.git;
    assert!(git_state.committing.is_none() && git_state.made.is_none());
    assert!(app.shows("A commit needs a message"));
    app.type_into("What the commit says", "The other");
    app.key(Modifiers::COMMAND, Key::Enter);
    committed(&mut app);

    let said = last(git, &site);
    assert_eq!(said, "The other\n\ncontent/posts/b.md\n");
}

#[test]
fn programs_of_the_repository_are_asked_about_and_what_a_hook_says_is_shown() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write(ARTICLE, CHANGED);
    let hook = site.root().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho the title is too long\nexit 1\n").unwrap();
    let mut access = fs::metadata(&hook).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut access, 0o755);
    fs::set_permissions(&hook, access).unwrap();
    let mut app = on_page(&site);
    let asked = |app: &mut TestApp, what: &str| {
        app.wait_until(what, |app| app.state.git.asked.is_some());
    };

    app.key(Modifiers::COMMAND, Key::Enter);
    asked(&mut app, "it is asked");
    assert!(app.shows("A commit in this repository runs programs that came with it:"));
    app.click("Run them");
    app.wait_until("the hook refuses", |app| {
        app.state.git.committing.is_none() && app.state.git.asked.is_some()
    });
    assert!(app.shows("the title is too long"));
    // A second click on what was asked before passes over nothing.
    app.click("Commit without asking it");
    let told = &app.harness.state().state.git;
    assert!(told.committing.is_none() && told.asked.is_some());
    for _ in 0..8 {
        app.harness.step();
    }
    app.click("Commit without asking it");
    committed(&mut app);

    assert!(last(git, &site).starts_with("Publish"));
}

#[test]
fn the_status_bar_names_the_branch_and_the_list_says_what_changed() {
    let Some(git) = git() else { return };
    let site = site(git).file("content/posts/new.md", TEXT);
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the status is read", |app| app.state.git.standing.is_some());
    assert!(app.shows("main"));
    let new = site.path("content/posts/new.md");
    assert!(app.harness.state().state.git.changed.contains_key(&new));

    site.write(ARTICLE, CHANGED);
    app.wait_until("it is seen", |app| app.state.git.changed.len() == 2);

    app.click("main");
    proposed(&mut app);
    assert!(app.harness.query_by_label("Changes").is_some());
}

#[test]
fn where_no_repository_is_that_is_said() {
    let site = TestSite::new().file(ARTICLE, TEXT);
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the form is learned", |app| {
        app.state.site.learned.is_some()
    });

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);

    app.wait_until("it is said", |app| app.state.git.trouble.is_some());
    assert!(app.shows("There is no git repository here, or git is not installed"));
}

#[test]
fn a_field_that_changed_says_what_it_was_and_goes_back_by_its_menu() {
    let Some(git) = git() else { return };
    let site = site(git);
    site.write(ARTICLE, CHANGED);
    let mut app = site.open_article(ARTICLE);
    app.wait_until("what changed is marked", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.since_commit.fields.len() == 4
    });
    assert!(app.shows("Changed since the last commit: was “The ferry”"));
    let lines = |app: &TestApp| {
        let shown = app.harness.state().state.shown_article().unwrap();
        shown.since_commit.lines.iter().count()
    };
    assert_eq!(lines(&app), 1);

    app.click("More: Title");
    app.click("As in the last commit");

    assert!(app.text().contains("title: The ferry\n"), "{}", app.text());
    app.wait_until("the mark goes", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.since_commit.fields.len() == 3
    });
}

#[test]
fn commits_are_pushed_once_they_were_seen_and_others_come() {
    let Some(git) = git() else { return };
    let site = site(git);
    let (root, server) = (site.root(), site.root().join("../server.git"));
    git.line(&root, &format!("clone -q --bare . {}", server.display()));
    git.line(&root, &format!("remote add origin {}", server.display()));
    git.line(&root, "fetch -q");
    git.line(&root, "branch -q --set-upstream-to origin/main");
    site.write(ARTICLE, CHANGED);
    git.line(&root, "commit -q -a -m Ours");
    let mut app = site.open_article(ARTICLE);
    app.wait_until("the status is read", |app| app.state.git.standing.is_some());
    assert!(app.shows("main · 1 not pushed"));
    let ends = |app: &mut TestApp| {
        app.wait_until("it is done", |app| app.state.server.serving.is_none());
    };

    app.command("Push");
    app.wait_until("it is asked", |app| app.state.server.outgoing.is_some());
    assert!(app.shows("Push 1 commit to origin/main?") && app.shows("Ours"));
    assert_eq!(git.line(&server, "log -1 --format=%s"), "Begin\n");
    app.click("Push");
    ends(&mut app);
    assert_eq!(git.line(&server, "log -1 --format=%s"), "Ours\n");

    let there = root.join("../there");
    git.line(
        &root,
        &format!("clone -q {} {}", server.display(), there.display()),
    );
    fs::write(there.join(ARTICLE), TEXT).unwrap();
    git.line(&there, "commit -q -a -m Theirs");
    git.line(&there, "push -q");
    app.command("Get the latest");
    ends(&mut app);

    assert_eq!(site.read(ARTICLE), TEXT);
    app.wait_until("it is shown", |app| {
        app.state.shown_article().unwrap().document.text() == TEXT
    });
}
