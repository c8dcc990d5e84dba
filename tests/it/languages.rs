//! The window and the headless commands in another language than English, and in a made-up one whose
//! words are longer than those of any.

use std::{fs, process::Command as Process};

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;
use kopij::{
    action::Command,
    app::Start,
    io::{folders::Folders, settings_file},
    model::{document::Disk, settings::Settings, words},
};

use crate::{
    headless::Run,
    support::{
        TestApp, TestSite,
        cut::{cut, drawn_texts},
        is_alone,
        longer::{OPEN, longer},
    },
};

const ENGLISH: &str = include_str!("../../assets/languages/en.ftl");

/// Runs Kopij where the system asks for the languages of `LANGUAGE`.
fn kopij_in(language: &str, site: &TestSite, arguments: &[&str]) -> Run {
    let output = Process::new(env!("CARGO_BIN_EXE_kopij"))
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env("LC_ALL", "en_GB.UTF-8")
        .env("LANGUAGE", language)
        .args(arguments)
        .output()
        .unwrap();
    Run::of(output)
}

/// A draft without a title and with a link that leads nowhere, and one that is to appear.
fn with_findings() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/a.md",
            "---\ntitle: A\ndate: 2026-02-24\n---\n[read](/none/) the the\n",
        )
        .file(
            "content/posts/b.md",
            "---\ntitle: B\ndate: 2126-02-24\n---\nLater.\n",
        )
}

#[test]
fn commands_speak_the_language_of_the_system_to_people() {
    let site = with_findings();
    let explain = ["check", "--explain", "link/missing"];

    let dutch = kopij_in("nl", &site, &explain);
    assert!(
        dutch.out.contains("Een link leidt nergens heen"),
        "{}",
        dutch.out
    );
    let of_flanders = kopij_in("fy:nl_BE", &site, &explain);
    assert_eq!(of_flanders.out, dutch.out);
    let english = kopij_in("en", &site, &explain);
    assert!(
        english.out.contains("A link leads nowhere"),
        "{}",
        english.out
    );

    let found = kopij_in("nl", &site, &["check"]);
    assert!(
        found.out.contains("Leidt nergens heen: /none/"),
        "{}",
        found.out
    );
    assert!(found.out.contains("1 waarschuwing, "), "{}", found.out);
    assert_eq!(found.code, kopij_in("en", &site, &["check"]).code);
    let next = kopij_in("nl", &site, &["next"]);
    assert!(
        next.out.contains("  verschijnt   content/posts/b.md"),
        "{}",
        next.out
    );
    let none = kopij_in("nl", &site, &["check", "--rule", "none"]);
    assert!(
        none.err.contains("er is geen controle `none`"),
        "{}",
        none.err
    );
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let site = with_findings();

    for arguments in [
        &["check", "--json", "--now", "2026-03-01T00:00:00Z"][..],
        &["check", "--sarif"],
        &["list", ".", "--json", "--now", "2026-03-01T00:00:00Z"],
        &["list", "."],
        &["next", "--json"],
        &["get", "content/posts/a.md"],
        &["get", "--site", "."],
        &["render", "content/posts/a.md"],
        &["set", "content/posts/a.md", "draft=true", "--dry-run"],
    ] {
        let (dutch, english) = (
            kopij_in("nl", &site, arguments),
            kopij_in("en", &site, arguments),
        );
        assert_eq!(dutch.out, english.out, "{arguments:?}");
        assert_eq!(dutch.code, english.code, "{arguments:?}");
        assert!(!english.out.is_empty(), "{arguments:?}");
    }
    // The names of an annotation are those of GitHub, its words are for people.
    let annotated = kopij_in("nl", &site, &["check", "--github"]).out;
    assert!(
        annotated.contains("::warning file=content/posts/a.md,line=5"),
        "{annotated}"
    );
}

#[test]
fn what_was_chosen_in_the_settings_counts_for_commands_but_not_where_programs_ask() {
    let site = with_findings();
    let folders = Folders::within(site.folder().join("home"));
    fs::create_dir_all(&folders.config).unwrap();
    fs::write(folders.config.join("settings.yaml"), "language: nl\n").unwrap();
    let explain = ["check", "--explain", "link/missing"];

    let chosen = kopij_in("en", &site, &explain);
    assert!(
        chosen.out.contains("Een link leidt nergens heen"),
        "{}",
        chosen.out
    );

    let output = Process::new(env!("CARGO_BIN_EXE_kopij"))
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env("LC_ALL", "C")
        .args(explain)
        .output()
        .unwrap();
    let plain = String::from_utf8(output.stdout).unwrap();
    assert!(plain.contains("A link leads nowhere"), "{plain}");
}

#[test]
fn texts_that_are_tried_out_are_spoken_and_what_they_lack_is_english() {
    let site = with_findings();
    let file = site.folder().join("fy.ftl");
    fs::write(
        &file,
        "rule-link-missing = In keppeling liedt nearne hinne\n",
    )
    .unwrap();

    let output = Process::new(env!("CARGO_BIN_EXE_kopij"))
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env("LC_ALL", "en_GB.UTF-8")
        .env("KOPIJ_TEXTS", &file)
        .args(["check", "--explain", "link/missing"])
        .output()
        .unwrap();

    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("In keppeling liedt nearne hinne"), "{said}");
    assert!(said.contains("There is no page, alias or file"), "{said}");
}

#[test]
fn numbers_plurals_and_days_are_those_of_the_language() {
    if !is_alone("languages::numbers_plurals_and_days_are_those_of_the_language") {
        return;
    }
    words::speak(Some("nl"), &[]);
    let count = |count: usize| words::text_with("articles-count", &[("count", count.into())]);

    assert_eq!(count(0), "0 artikelen");
    assert_eq!(count(1), "1 artikel");
    assert_eq!(count(143_361), "143.361 artikelen");
    let points = [("points", 16.5_f32.into())];
    assert_eq!(words::text_with("settings-points", &points), "16,5 pt");
    let hours = |count: usize| words::text_with("headline-in-hours", &[("count", count.into())]);
    assert_eq!(
        (hours(1).as_str(), hours(5).as_str()),
        ("over 1 uur", "over 5 uur")
    );
    let march = "2026-03-01T09:05:00".parse().unwrap();
    let day = kopij::model::date::day_in(Some(words::tongue()), march);
    assert_eq!(day, "1 maart 2026");
}

#[test]
fn the_language_is_chosen_in_the_settings_and_spoken_at_once() {
    if !is_alone("languages::the_language_is_chosen_in_the_settings_and_spoken_at_once") {
        return;
    }
    let site = TestSite::new().file(
        "content/posts/a.md",
        "---\ntitle: A\ndate: 2026-03-01\n---\n> [!NOTE]\n> Word\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("1 article") && app.shows("Preview"));

    app.key(Modifiers::COMMAND, Key::Comma);
    app.click("Language: As the system");
    app.click("Nederlands");

    assert!(app.shows("Taal: Nederlands") && app.shows("Sluiten"));
    assert_eq!(
        app.harness.state().state.settings.language.as_deref(),
        Some("nl")
    );
    let folders = site.settings_folders();
    app.wait_until("it is remembered", move |_| {
        settings_file::glance(&folders).language.as_deref() == Some("nl")
    });
    app.click("Sluiten");
    assert!(app.shows("1 artikel") && app.shows("Voorbeeld") && app.shows("Titel"));
    let read = |text: &str| app.harness.query_all_by_label_contains(text).count();
    assert_eq!(read("Opmerking"), 1, "the preview is laid out anew");
    let drawn = drawn_texts(app.harness.output());
    let is_in_list = |text: &String| text.contains("1\u{a0}mrt\u{a0}2026");
    assert!(drawn.iter().any(is_in_list), "{drawn:?}");
    assert_eq!(read("Note"), 0);

    // A date is typed in the language of the window, whatever that of the site.
    app.replace("Datum", "3 oktober 2026");
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.text().contains("date: 2026-10-03"), "{}", app.text());

    app.key(Modifiers::COMMAND, Key::Comma);
    app.click("Taal: Nederlands");
    app.click("English");
    assert!(app.shows("Language: English"));
    app.click("Language: English");
    app.click("As the system");
    assert_eq!(app.harness.state().state.settings.language, None);
}

/// What may end with dots, as all of it is in a tooltip: the line on whether readers see an article.
const IN_A_TOOLTIP: [&str; 1] = ["ends with dots: ‹Sccheeduuleed: onn thhe siitee"];

/// The window in the made-up language, and what was found to be cut in it.
struct Walk {
    app: TestApp,
    window: Vec2,
    found: Vec<String>,
}

fn said(id: &'static str) -> &'static str {
    words::text(id)
}

impl Walk {
    fn on(site: &TestSite, path: &str, window: Vec2) -> Self {
        let app = site.open_article_at(path, window);
        Self {
            app,
            window,
            found: Vec::new(),
        }
    }

    /// Looks at what is shown, which has the text with this id.
    fn look(&mut self, place: &str, id: &'static str) {
        self.app.steps();
        let text = said(id);
        assert!(text.contains(OPEN), "{place}: `{id}` has values: {text}");
        let shown = self.app.harness.query_all_by_label_contains(text).next();
        if shown.is_none() {
            let window = self.window;
            self.found
                .push(format!("{place} at {window}: `{text}` is not shown"));
        }
        let output = self.app.harness.output();
        let window = self.window;
        let found = cut(output, OPEN).into_iter();
        let found = found.filter(|what| !IN_A_TOOLTIP.iter().any(|text| what.contains(text)));
        self.found
            .extend(found.map(|what| format!("{place} at {window}: {what}")));
    }

    /// Runs a command, and looks at what it opens.
    fn open(&mut self, command: Command, id: &'static str) {
        self.app.command(command.title());
        self.look(&format!("{command:?}"), id);
    }

    /// The same, and leaves it.
    fn visit(&mut self, command: Command, id: &'static str) {
        self.open(command, id);
        self.escape();
    }

    fn click(&mut self, id: &'static str) {
        let window = self.window;
        let node = self.app.harness.query_all_by_label(said(id)).next();
        match node {
            Some(node) => node.click(),
            None => self
                .found
                .push(format!("`{id}` at {window} is not there to be clicked")),
        }
        self.app.steps();
    }

    fn escape(&mut self) {
        self.app.key(Modifiers::NONE, Key::Escape);
    }

    fn end(self) -> Vec<String> {
        self.found
    }
}

const LONG: &str = "---\ntitle: The ferry is back\ndate: 2026-02-24T16:09:07+01:00\ntags: [tide, bread]\ndraft: true\ndescription: Short\ncover:\n  image: quay.jpg\n  alt: The quay\nrank: 3\n---\n## One\n\nA word wiht a slip and a [link](/none/).\n\n> [!WARNING]\n> Look out\n\n```go\nx := 1\n```\n\n- [ ] a task\n\n## Two\n\nText[^1]\n\n[^1]: A note\n";

fn walked_site() -> TestSite {
    TestSite::new()
        .file("content/posts/a.md", LONG)
        .file(
            "content/posts/b.md",
            "---\ntitle: Buoy\ndate: 2126-02-24\ntags: [tides]\nweight: heavy\n---\nTwo\n",
        )
        .file(
            "content/posts/c.md",
            "---\ntitle: Cut\ndate: 2025-02-24\ndraft: maybe\n---\nThree\n",
        )
        .file("content/posts/d.md", "---\ntitle: [open\n---\nFour\n")
        .file("archetypes/default.md", "---\ntitle: x\n---\n")
}

fn sizes() -> [Vec2; 3] {
    // The last so high that nothing of a long page is scrolled away.
    [
        Vec2::new(1440.0, 900.0),
        Vec2::new(1000.0, 700.0),
        Vec2::new(1000.0, 4000.0),
    ]
}

#[test]
fn no_text_is_cut_where_all_are_half_as_long_again() {
    if !is_alone("languages::no_text_is_cut_where_all_are_half_as_long_again") {
        return;
    }
    let wrong = words::try_out(&longer(ENGLISH));
    assert_eq!(wrong, [""; 0]);
    let mut found = Vec::new();
    for window in sizes() {
        found.extend(panes_and_pages(window));
        found.extend(sheets(window));
        found.extend(banners(window));
        found.extend(starts(window));
    }
    found.sort();
    found.dedup();
    assert!(
        found.is_empty(),
        "{} are cut:\n{}",
        found.len(),
        found.join("\n")
    );
}

fn panes_and_pages(window: Vec2) -> Vec<String> {
    let site = walked_site();
    let mut walk = Walk::on(&site, "content/posts/a.md", window);
    walk.look("the panes", "form-front-matter");
    // It has no room in a small window.
    walk.open(Command::ShowOutline, "form-front-matter");
    for (view, id) in [
        ("cards-card", "cards-card"),
        ("cards-social", "cards-social"),
        ("cards-search-result", "search-search-engine"),
    ] {
        walk.click(view);
        walk.look(view, id);
    }
    walk.visit(Command::Settings, "settings-language");
    walk.visit(Command::Help, "help-help");
    walk.visit(Command::About, "about-kept");
    walk.visit(Command::Findings, "problems-problems");
    walk.visit(Command::Find, "find-bar-only-selection");
    walk.visit(Command::Replace, "find-bar-replace-all");
    // Not from the list of commands, which gives the keyboard back to the text.
    walk.app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    walk.look("FindInSite", "site-find-find-all-articles");
    walk.escape();
    walk.visit(Command::Palette, "palette-run-command");
    walk.visit(Command::GoToArticle, "go-to-go-article");
    walk.visit(Command::GoToPlace, "place-go-line-or-heading");
    walk.visit(Command::Changes, "changes-changes");
    walk.visit(Command::FixHere, "suggestions-add-my-dictionary");
    walk.click("add-add-key");
    // In a small window it is below what is shown.
    walk.look("a new key", "form-front-matter");
    walk.escape();
    let shown = [("shown", said("fields-date").into())];
    let calendar = words::text_with("controls-choose", &shown);
    walk.app.click(&calendar);
    walk.look("the calendar", "calendar-tomorrow");
    walk.escape();
    walk.open(Command::Menu, "menu-file");
    for menu in [
        "menu-edit",
        "menu-insert",
        "menu-format",
        "menu-view",
        "menu-go",
        "menu-site",
    ] {
        walk.app.key(Modifiers::NONE, Key::ArrowDown);
        walk.look(menu, menu);
    }
    walk.end()
}

fn sheets(window: Vec2) -> Vec<String> {
    let site = walked_site();
    let mut walk = Walk::on(&site, "content/posts/a.md", window);
    walk.visit(Command::NewArticle, "new-article-make-article");
    walk.visit(Command::RenameFile, "rename-stays");
    walk.visit(Command::FileToBin, "to-bin-do");
    walk.visit(Command::CoverFromSite, "pictures-title");
    walk.visit(Command::InsertPicture, "pictures-title");
    walk.visit(Command::Spelling, "suggestions-add-my-dictionary");
    walk.visit(Command::Versions, "versions-no-version-article-has");
    walk.open(Command::Untitled, "status-bar-no-file-yet");
    walk.app.type_into(said("access-text"), "word");
    walk.visit(Command::Save, "save-new-save");
    walk.visit(Command::CloseArticle, "close-keep-writing");
    walk.visit(Command::Quit, "quit-keep-writing");
    walk.end()
}

fn banners(window: Vec2) -> Vec<String> {
    let site = walked_site();
    let mut walk = Walk::on(&site, "content/posts/b.md", window);
    let text = said("access-text");
    walk.app.replace(text, "mine");
    site.write("content/posts/b.md", "---\ntitle: Buoy\n---\ntheirs\n");
    walk.app.wait_until("the banner", |app| {
        matches!(
            app.state.shown_article().unwrap().document.disk,
            Disk::Changed(_)
        )
    });
    walk.look("a conflict", "banner-keep-mine");
    walk.click("banner-compare");
    walk.app.wait_until("the comparison", |app| {
        let comparing = app.state.pages.comparing.as_ref();
        comparing.is_some_and(|it| it.comparison.is_some())
    });
    walk.look("the comparison", "conflict-use-text");
    walk.escape();
    fs::remove_file(site.path("content/posts/b.md")).unwrap();
    walk.app.wait_until("the banner", |app| {
        app.state.shown_article().unwrap().document.disk == Disk::Deleted
    });
    walk.look("a file that is gone", "banner-save-here");
    walk.end()
}

fn starts(window: Vec2) -> Vec<String> {
    let site = walked_site();
    let mut walk = Walk::on(&site, "content/posts/b.md", window);
    walk.app.type_into(said("access-text"), "mine");
    let journal = site.settings_folders().journal();
    walk.app.wait_until("the text is in the journal", |_| {
        fs::read_dir(&journal).is_ok_and(|files| files.count() > 0)
    });
    let found = walk.end();

    let mut app = site.open();
    app.wait_until("it is offered", |app| app.state.pages.shown.is_some());
    app.harness.set_size(window);
    let mut walk = Walk { app, window, found };
    walk.look("a text that was recovered", "recovered-later");
    let Walk { found, .. } = walk;

    let other = TestSite::new();
    let start = Start {
        folder: None,
        article: None,
    };
    let mut app = other.start_at(start, Settings::default());
    app.harness.set_size(window);
    let mut walk = Walk { app, window, found };
    walk.look("no site", "welcome-open-folder-your-site");
    walk.end()
}
