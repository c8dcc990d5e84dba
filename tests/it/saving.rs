//! What reaches the disk, and what another program does there.

use std::fs;

use egui::{Key, Modifiers};
use kopij::{app::Quitting, model::document::Disk};

use crate::support::{TestApp, TestSite, changed_lines, git, is_long};

const POST: &str = "---\ntitle: A\n---\nBody\n";

fn disk(app: &TestApp) -> &Disk {
    let state = &app.harness.state().state;
    &state.shown_article().unwrap().document.disk
}

#[test]
fn save_writes_the_file_and_clears_the_mark() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");

    app.save();

    assert_eq!(
        site.read("content/posts/a.md"),
        POST.replace("Body", "Body!")
    );
    assert!(app.harness.state().state.notices.shown.is_empty());
}

#[test]
fn letters_typed_in_the_frame_of_the_save_are_saved() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "");

    app.harness.event(egui::Event::Text("!".to_owned()));
    app.save();

    assert_eq!(
        site.read("content/posts/a.md"),
        POST.replace("Body", "Body!")
    );
}

#[test]
fn saving_an_untouched_article_writes_nothing() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let before = fs::metadata(site.path("content/posts/a.md")).unwrap();
    let mut app = site.open_article("content/posts/a.md");

    app.save();

    let after = fs::metadata(site.path("content/posts/a.md")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
}

#[test]
fn line_endings_and_byte_order_mark_of_untouched_lines_are_kept() {
    let post = "\u{feff}---\r\ntitle: A\r\n---\r\nBody\r\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Title", "B");
    app.save();

    assert_eq!(
        site.read("content/posts/a.md"),
        "\u{feff}---\r\ntitle: AB\r\n---\r\nBody\r\n"
    );
}

#[test]
fn a_clean_article_follows_the_disk() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");

    site.write("content/posts/a.md", "---\ntitle: B\n---\nBody\n");
    app.wait_until("the new title", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("title: B")
    });
    assert!(!app.is_dirty());

    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), POST);
}

#[test]
fn unsaved_text_is_not_replaced_and_the_writer_is_asked() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");

    site.write("content/posts/a.md", "theirs\n");
    app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });
    assert_eq!(app.text(), POST.replace("Body", "Body!"));
    app.key(Modifiers::COMMAND, Key::S);
    app.steps();
    assert_eq!(site.read("content/posts/a.md"), "theirs\n");

    app.click("Keep mine");
    app.save();
    assert_eq!(
        site.read("content/posts/a.md"),
        POST.replace("Body", "Body!")
    );
}

#[test]
fn taking_theirs_shows_the_file() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");
    site.write("content/posts/a.md", "theirs\n");
    app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });

    app.click("Take theirs");

    assert_eq!(app.text(), "theirs\n");
    assert_eq!(*disk(&app), Disk::Same);
}

#[test]
fn own_saves_never_raise_anything() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");

    let saves = if is_long() { 1_000 } else { 10 };
    for _ in 0..saves {
        app.type_into("Text", "x");
        app.save();
    }
    // Longer than the watcher takes to settle.
    for _ in 0..40 {
        app.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(20));
    }

    assert_eq!(*disk(&app), Disk::Same);
    assert!(!app.is_dirty());
    assert!(app.harness.state().state.notices.shown.is_empty());
    let undone = app.harness.state().state.shown_article().unwrap();
    assert!(
        undone
            .document
            .text()
            .contains(&format!("Body{}", "x".repeat(saves)))
    );
}

#[test]
fn quitting_with_unsaved_text_asks() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");

    app.key(Modifiers::COMMAND, Key::Q);
    assert!(app.shows("Save all and quit"));
    assert_eq!(app.harness.state().state.leaving.quitting, Quitting::Asks);

    app.click("Save all and quit");
    app.wait_until("the window may close", |app| {
        app.state.leaving.quitting == Quitting::Closes
    });
    assert_eq!(
        site.read("content/posts/a.md"),
        POST.replace("Body", "Body!")
    );
}

/// The year's work: exactly the lines that were touched differ, as git sees them.
#[test]
fn an_afternoon_of_work_is_four_lines_in_the_diff() {
    let post = "---\ntitle: \"Veerpont vaart weer: 'eindelijk' na 3 jaar\"\ndate: 2026-02-24T16:09:07.086Z\ntags: [\"veerpont\", \"haven\"]\nsummary: \"De pont vaart weer, en één schipper lacht.\" # korter?\nlabel: \"NIEUWS\"\ncover:\n  image: \"https://example.org/pont.jpg?w=940&h=650\"\n  alt: \"Een witte pont op grijs water\"\n  caption: \"Foto: redactie\"\ndraft: false\n---\n\nDe pont vaart.\n\n## Wat nu?\nEen kop zonder lege regel eronder.\n\nBron: de havenmeester";
    let Some(git) = git() else { return };
    let site = TestSite::new().file("content/posts/pont.md", post);
    git.line(&site.root(), "init -q");
    git.line(&site.root(), "add .");
    git.line(&site.root(), "commit -q -m start");
    let mut app = site.open_article("content/posts/pont.md");

    app.replace("Title", "Pont: \"wij varen weer\"");
    app.replace("Caption", "Foto: Anna de Vries");
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::End);
    app.key(Modifiers::NONE, Key::Enter);
    app.key(Modifiers::NONE, Key::Enter);
    app.field("Text").type_text("Morgen meer.");
    app.steps();
    app.save();

    let lines = changed_lines(post, &site.read("content/posts/pont.md"));
    assert_eq!(
        lines,
        [
            "-title: \"Veerpont vaart weer: 'eindelijk' na 3 jaar\"",
            "+title: \"Pont: \\\"wij varen weer\\\"\"",
            "-  caption: \"Foto: redactie\"",
            "+  caption: \"Foto: Anna de Vries\"",
            "-Bron: de havenmeester",
            "+Bron: de havenmeester",
            "+",
            "+Morgen meer.",
        ]
    );
    let stat = git.line(&site.root(), "diff --numstat");
    assert_eq!(
        stat.split_whitespace().take(2).collect::<Vec<_>>(),
        ["5", "3"]
    );
}

#[test]
fn only_the_quit_answer_discards_text() {
    let site = TestSite::new().file("content/posts/a.md", POST);
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "!");

    app.key(Modifiers::COMMAND, Key::Q);
    app.click("Keep writing");

    assert_eq!(app.harness.state().state.leaving.quitting, Quitting::Not);
    assert_eq!(app.text(), POST.replace("Body", "Body!"));
}

#[test]
fn unsaved_text_survives_a_crash_and_is_opened_again() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", " and more");
    let journal = site.settings_folders().journal();
    app.wait_until("the text is in the journal", |_| {
        fs::read_dir(&journal).is_ok_and(|files| files.count() > 0)
    });
    // No question, no save: the window is gone.
    drop(app);
    assert_eq!(site.read("content/posts/a.md"), "---\ntitle: A\n---\nBody");

    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the text is back", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.text().ends_with("Body and more")
    });
    assert!(app.is_dirty());
    app.save();
    app.wait_until("the journal is empty", |_| {
        let files = fs::read_dir(&journal).unwrap().flatten();
        files.filter(|file| file.path().is_file()).count() == 0
    });
    drop(app);

    let app = site.open_article("content/posts/a.md");
    assert!(!app.is_dirty());
}

#[test]
fn recovered_text_never_replaces_what_another_program_wrote() {
    let site = TestSite::new().file("content/posts/a.md", "Body");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", " mine");
    let journal = site.settings_folders().journal();
    app.wait_until("the text is in the journal", |_| {
        fs::read_dir(&journal).is_ok_and(|files| files.count() > 0)
    });
    drop(app);
    site.write("content/posts/a.md", "Theirs");

    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the text is back", |app| {
        app.state.shown_article().unwrap().document.text() == "Body mine"
    });
    // The page of recovered texts stands above the article, unless that was opened later.
    if app.harness.state().state.pages.shown.is_some() {
        app.click("Later");
    }
    app.steps();

    assert!(app.shows("Keep mine"));
    assert_eq!(site.read("content/posts/a.md"), "Theirs");
}

#[test]
fn an_earlier_version_is_brought_back() {
    let site = TestSite::new().file("content/posts/a.md", "First");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", " and second");
    app.save();

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    app.wait_until("the versions are there", |app| {
        app.state
            .pages
            .comparing
            .as_ref()
            .is_some_and(|comparing| comparing.comparison.is_some())
    });
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the version is back", |app| {
        app.state.shown_article().unwrap().document.text() == "First"
    });

    assert!(app.is_dirty());
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), "First and second");
}

/// As a busy machine brings them: all in one frame.
#[test]
fn letters_typed_before_the_keys_of_a_save_are_saved() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\n");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "");

    for letter in ["A", ".", "B", "'", "c", "."] {
        app.harness.event(egui::Event::Text(letter.to_owned()));
    }
    app.key(Modifiers::COMMAND, Key::S);
    app.harness.event(egui::Event::Text("d".to_owned()));
    app.wait_until("it is saved", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.saves.saved_at.is_some() && shown.document.text().ends_with('d')
    });

    let saved = site.read("content/posts/a.md");
    assert!(
        saved.ends_with("A.B'c.") || saved.ends_with("A.B’c."),
        "{saved}"
    );
}

#[test]
fn the_date_of_a_change_is_offered_where_the_section_has_one() {
    let mut site = TestSite::new();
    for number in 1..=5 {
        let post = format!("---\ntitle: P{number}\nlastmod: 2026-02-2{number}\n---\nBody\n");
        let note = format!("---\ntitle: N{number}\n---\nBody\n");
        site = site
            .file(&format!("content/posts/{number}.md"), post)
            .file(&format!("content/notes/{number}.md"), note);
    }
    for (path, is_offered) in [("content/notes/1.md", false), ("content/posts/1.md", true)] {
        let mut app = site.open_article(path);
        app.wait_until("the form is learned", |app| {
            app.state.site.schema.whole().modified().is_some()
        });
        app.key(Modifiers::COMMAND, Key::Comma);
        assert_eq!(app.shows("Modified date on save"), is_offered, "{path}");
    }
}

#[test]
fn a_save_writes_when_the_article_was_changed_where_the_site_has_it_so() {
    let post = |day: u8| format!("---\ntitle: A\nlastmod: 2026-02-2{day}\n---\nBody\n");
    let site = TestSite::new()
        .file("content/posts/a.md", post(1))
        .file("content/posts/b.md", post(2))
        .file("content/posts/c.md", "---\ntitle: C\n---\nBody\n");
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().modified().is_some()
    });
    app.key(Modifiers::COMMAND, Key::Comma);
    app.click_switch("Modified date on save");
    app.key(Modifiers::NONE, Key::Escape);

    app.type_into("Text", " more");
    app.save();
    let today = jiff::ZonedDateTime::now().date();
    let stamped = format!("---\ntitle: A\nlastmod: {today}\n---\nBody more\n");
    assert_eq!(site.read("content/posts/a.md"), stamped);

    // What the writer set herself stays.
    app.replace("Text", "Again\n");
    app.replace("Lastmod", "2026-02-25");
    app.save();
    assert!(
        site.read("content/posts/a.md")
            .contains("lastmod: 2026-02-25")
    );
}
