//! What is done with the keyboard alone, and what a screen reader is told of where things stand.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kopij::{app::state::Over, model::settings::Typeface};

use crate::support::{TestApp, TestSite};

const CMD_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
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
fn the_settings_are_one_stop_of_the_tab_key_with_arrow_keys_inside() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::Comma);
    let search = app.focused();
    assert_eq!(search.as_deref(), Some("Find a setting"));

    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("Dark"));
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(app.focused().as_deref(), Some("Light"));
    app.key(Modifiers::NONE, Key::ArrowRight);
    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("Zoom: more"));
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.harness.state().state.settings.zoom > 1.0);

    app.key(Modifiers::SHIFT, Key::Tab);
    assert_eq!(app.focused(), search);
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.focused().as_deref(), Some("Dark"));
    app.key(Modifiers::NONE, Key::End);
    let last = app.focused().unwrap();
    assert!(last.starts_with("Keys of "), "{last}");
    app.key(Modifiers::NONE, Key::Tab);
    let next = app.focused().unwrap_or_default();
    assert!(!next.starts_with("Keys of "), "{next}");
}

#[test]
fn a_switch_of_the_settings_has_the_keyboard_and_is_turned_by_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.key(Modifiers::COMMAND, Key::Comma);
    app.type_into("Find a setting", "line numbers");

    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("Line numbers"));
    let is_on = |app: &TestApp| app.harness.state().state.settings.panes.line_numbers;
    let before = is_on(&app);
    app.key(Modifiers::NONE, Key::Space);
    assert_ne!(is_on(&app), before);
    assert_eq!(app.focused().as_deref(), Some("Line numbers"));
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
fn an_emoji_is_completed_by_its_name_where_the_site_shows_them() {
    let typed = |settings: &str| {
        let site = TestSite::new()
            .file("hugo.yaml", settings)
            .file("content/posts/a.md", "---\ntitle: A\n---\nText \n");
        let mut app = site.open_article("content/posts/a.md");
        app.wait_until("the site is read", |app| app.state.site.open.is_some());
        // The fonts of the system are not there.
        let policy = egui::MissingGlyphPolicy::Tofu;
        app.harness.ctx.set_missing_glyph_policy(policy);
        for letter in [":", "s", "m", "i"] {
            app.type_into("Text", letter);
        }
        app
    };

    let mut app = typed("title: The Quay\nenableEmoji: true\n");
    assert!(app.harness.query_by_label_contains(":smile:").is_some());
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.text().contains("Text :smile:\n"), "{}", app.text());

    let mut app = typed("title: The Quay\n");
    assert!(app.harness.query_by_label_contains(":smile:").is_none());
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.text().contains("Text :smi\n"), "{}", app.text());
}

#[test]
fn a_site_that_was_open_before_is_opened_again_by_its_title() {
    let other = TestSite::new()
        .file("hugo.yaml", "title: The Harbour\n")
        .file("content/posts/c.md", "---\ntitle: C\n---\nText\n");
    let site = site();
    let mut settings = kopij::model::settings::Settings::default();
    let root = other.root().canonicalize().unwrap();
    let look = kopij::model::settings::SiteLook {
        title: "The Harbour".to_owned(),
        ..Default::default()
    };
    settings.remembered.sites.insert(root.clone(), look);
    let mut app = site.open_with(settings);

    app.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    app.field("Run a command").type_text("recent");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    app.field("Recent sites").type_text("harb");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    app.wait_until("the other site is open", |app| {
        let open = app.state.site.open.as_ref();
        open.is_some_and(|site| site.root == root)
    });
}

#[test]
fn words_are_counted_by_signs_where_the_site_or_the_article_says_so() {
    let counted = |settings: &str, head: &str| {
        let text = format!("---\n{head}---\n한국어 항구 één\n");
        let site = TestSite::new()
            .file("hugo.yaml", settings)
            .file("content/posts/a.md", text)
            .file("content/posts/b.md", "---\ntitle: B\n---\n");
        let mut app = site.open_article("content/posts/b.md");
        // The fonts of the system are not there.
        let policy = egui::MissingGlyphPolicy::Tofu;
        app.harness.ctx.set_missing_glyph_policy(policy);
        app.replace("Filter articles", "a.md");
        app.key(Modifiers::NONE, Key::Enter);
        app.wait_until("it is shown", |app| {
            let shown = app.state.shown_article();
            shown.is_some_and(|shown| shown.derived.statistics().words > 0)
        });
        let shown = app.harness.state().state.shown_article().unwrap();
        shown.derived.statistics().words
    };

    assert_eq!(counted("title: A\n", "title: A\n"), 3);
    assert_eq!(counted("hasCJKLanguage: true\n", "title: A\n"), 8);
    let language = "languages:\n  ko:\n    hasCJKLanguage: true\n";
    assert_eq!(counted(language, "title: A\n"), 8);
    assert_eq!(counted("title: A\n", "isCJKLanguage: true\n"), 8);
    assert_eq!(
        counted("hasCJKLanguage: true\n", "isCJKLanguage: false\n"),
        3
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
fn a_picture_of_the_site_is_chosen_by_keys_where_the_system_has_no_dialog() {
    let site = TestSite::new()
        .file(
            "content/posts/a/index.md",
            "---\ntitle: A\ncover: x.jpg\n---\nText\n",
        )
        .file("content/posts/a/boat.jpg", "x")
        .file("static/img/boatyard.png", "x");
    let mut app = site.open_article("content/posts/a/index.md");
    app.command("Cover from the site…");
    app.wait_until("the pictures are found", |app| {
        app.state
            .aids
            .completing
            .targets
            .as_ref()
            .is_some_and(|(_, all)| !all.is_empty())
    });
    app.steps();

    assert!(app.shows("Pictures of the site") && app.shows("boat.jpg"));
    app.field("Words of the path, or a path or address")
        .type_text("yard");
    app.steps();
    assert!(!app.shows("boat.jpg"));
    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("/img/boatyard.png"));
    app.key(Modifiers::NONE, Key::Enter);

    assert!(
        app.text().contains("cover: /img/boatyard.png\n"),
        "{}",
        app.text()
    );
}

#[test]
fn the_arrow_keys_go_through_all_pictures_of_the_site() {
    let mut site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nText\n");
    for number in 10..60 {
        site = site.file(&format!("static/img/p{number}.png"), "x");
    }
    let mut app = site.open_article("content/posts/a.md");
    app.command("Cover from the site…");
    app.wait_until("the pictures are found", |app| {
        let targets = app.state.aids.completing.targets.as_ref();
        targets.is_some_and(|(_, all)| !all.is_empty())
    });
    app.steps();
    let mut goes = |key, to: &str| {
        app.key(Modifiers::NONE, key);
        assert_eq!(app.focused().as_deref(), Some(to), "{key:?}");
    };

    goes(Key::ArrowDown, "/img/p10.png");
    goes(Key::ArrowRight, "/img/p11.png");
    goes(Key::ArrowDown, "/img/p15.png");
    goes(Key::ArrowLeft, "/img/p14.png");
    goes(Key::ArrowUp, "/img/p10.png");
    goes(Key::End, "/img/p59.png");
    goes(Key::ArrowUp, "/img/p55.png");
    goes(Key::ArrowDown, "/img/p59.png");
    goes(Key::Home, "/img/p10.png");
    goes(Key::End, "/img/p59.png");
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.text().contains("/img/p59.png"), "{}", app.text());
}

#[test]
fn the_next_problem_is_found_in_the_text_too() {
    let site = TestSite::new().file(
        "content/posts/a.md",
        "---\ntitle: A\n---\nText\n\n{{< nosuchshortcode >}}\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the fault is found", |app| {
        !app.state
            .shown_article()
            .unwrap()
            .checks
            .found
            .all()
            .is_empty()
    });

    app.key(Modifiers::NONE, Key::F4);

    let shown = app.harness.state().state.shown_article().unwrap();
    assert_eq!(&shown.document.text()[shown.selection()][..3], "{{<");
}

/// What is wrong with a field is put right in the field, and the next step goes on from there.
#[test]
fn the_next_problem_of_a_field_is_gone_to_in_the_form() {
    let mut site = TestSite::new().file("hugo.toml", "");
    for name in ["b", "c", "d"] {
        let text = format!("---\ntitle: {name}\nsummary: Of {name}\n---\nText\n");
        site = site.file(&format!("content/posts/{name}.md"), text);
    }
    let site = site.file(
        "content/posts/a.md",
        "---\ntitle: A\nsummary: \"\"\n---\nText\n\n{{< nosuchshortcode >}}\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the faults are found", |app| {
        app.state.shown_article().unwrap().checks.found.all().len() > 1
            && app.state.site.schema.form("posts").articles == 4
    });
    app.type_into("Text", "");

    let mut led = Vec::new();
    for _ in 0..6 {
        app.key(Modifiers::NONE, Key::F4);
        for _ in 0..12 {
            app.steps();
        }
        led.extend(app.focused());
        if app.focused().as_deref() == Some("Summary") {
            assert!(!app.harness.state().state.settings.panes.head_as_text);
            assert!(app.shows("No summary: the first words of the text stand in for it"));
        }
    }

    assert!(led.contains(&"Summary".to_owned()), "{led:?}");
    assert!(led.contains(&"Text".to_owned()), "{led:?}");
}

#[test]
fn escape_leaves_the_caret_in_the_text() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\n");
    let mut app = site.open_article("content/posts/a.md");

    app.type_into("Text", "before ");
    app.key(Modifiers::NONE, Key::Escape);
    app.harness.event(egui::Event::Text("after".to_owned()));
    app.steps();

    assert!(app.text().ends_with("before after"), "{}", app.text());
}

#[test]
fn an_open_menu_has_the_keyboard_and_gives_it_back() {
    let site = TestSite::new()
        .file("content/news/b.md", "---\ntitle: B\n---\n")
        .file("content/posts/a.md", "---\ntitle: A\n---\n");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "one");
    let text = app.text().to_owned();

    app.click("All sections");
    assert!(app.shows("news 1"));
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        app.key(Modifiers::NONE, key);
    }
    assert_eq!(app.text(), text, "no key reaches the text below");
    assert!(app.shows("Section: news"));
    assert!(!app.shows("news 1"), "what is chosen closes it");
    app.harness.event(egui::Event::Text(" two".to_owned()));
    app.steps();
    assert!(app.text().ends_with("one two"), "it is given back");

    app.click("Order: By date");
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("By title"));
    app.harness.event(egui::Event::Text(" three".to_owned()));
    app.steps();
    assert!(app.text().ends_with("one two three"), "{}", app.text());
}

#[test]
fn the_days_of_the_calendar_are_reached_by_the_arrow_keys() {
    let head = "---\ntitle: A\ndate: 2026-02-24\n---\n";
    let site = TestSite::new().file("content/posts/a.md", head);
    let mut app = site.open_article("content/posts/a.md");

    app.click("Choose: Date");
    app.key(Modifiers::NONE, Key::ArrowLeft);
    app.key(Modifiers::NONE, Key::ArrowUp);
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), head.replace("24", "16"));
}

#[test]
fn arrow_keys_go_through_a_choice_in_a_sheet() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    tab_to(&mut app, "File");
    app.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(app.focused().as_deref(), Some("Folder"));
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(app.focused().as_deref(), Some("File"));
}

#[test]
fn the_menu_of_a_row_leads_back_to_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    app.key(CMD_SHIFT, Key::A);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::ArrowDown);
    let row = app.harness.ctx.memory(egui::Memory::focused);
    app.key(Modifiers::SHIFT, Key::F10);
    assert!(app.shows("Duplicate"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Duplicate"));
    assert_eq!(app.harness.ctx.memory(egui::Memory::focused), row);
}

#[test]
fn what_is_asked_of_the_list_keeps_the_keyboard_beside_it() {
    let site = site().file("content/news/c.md", POST);
    let mut app = site.open_article("content/posts/a.md");

    app.key(CMD_SHIFT, Key::A);
    tab_to(&mut app, "All sections");
    app.key(Modifiers::NONE, Key::Enter);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    let section = app.focused();
    assert!(
        section
            .as_deref()
            .is_some_and(|it| it.starts_with("Section: ")),
        "{section:?}"
    );

    app.key(CMD_SHIFT, Key::A);
    tab_to(&mut app, "Clear");
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.focused().as_deref(), Some("Filter articles"));
}

fn tab_to(app: &mut TestApp, name: &str) {
    for _ in 0..20 {
        if app.focused().as_deref() == Some(name) {
            return;
        }
        app.key(Modifiers::NONE, Key::Tab);
    }
    panic!("Tab does not lead to {name}");
}

#[test]
fn a_command_of_palette_or_menu_puts_the_keyboard_where_its_keys_do() {
    let site = site();
    for (words, wanted) in [
        ("replace", "Find in the text"),
        ("find in the site", "Find in all articles"),
        ("filter articles", "Filter articles"),
    ] {
        let mut app = site.open_article("content/posts/a.md");
        app.key(CMD_SHIFT, Key::P);
        app.harness.event(egui::Event::Text(words.to_owned()));
        app.steps();
        app.key(Modifiers::NONE, Key::Enter);
        assert_eq!(app.focused().as_deref(), Some(wanted), "{words}");
    }
}
