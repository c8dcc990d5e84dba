//! The list of articles, the filter, and going to one.

use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::{Node, kittest::Queryable as _};
use kopij::{
    app::{App, Start},
    io::{Effect, workers::StoreJob},
};

use crate::support::{TestApp, TestSite};

fn site() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/ferry.md",
            "---\ntitle: The ferry sails again\ndate: 2026-03-01\n---\nText\n",
        )
        .file(
            "content/posts/bread.md",
            "---\ntitle: Sourdough\ndate: 2026-02-01\ndraft: true\n---\nText\n",
        )
        .file(
            "content/posts/tide/index.md",
            "---\ntitle: Tides\ndate: 2026-01-01\n---\nText\n",
        )
        .file("content/posts/broken.md", "---\ntitle: [\n---\nText\n")
        .file("public/posts/ferry.md", "built")
        .file("node_modules/x/readme.md", "not ours")
}

fn titles(app: &TestApp) -> Vec<String> {
    let site = app.site();
    site.articles
        .iter()
        .map(|entry| entry.title.clone())
        .collect()
}

#[test]
fn articles_are_listed_newest_first_without_what_hugo_built() {
    let site = site();
    let app = site.open();

    assert_eq!(
        titles(&app),
        ["The ferry sails again", "Sourdough", "Tides", "broken"]
    );
    assert_eq!(app.site().title, "The Quay");
}

#[test]
fn the_newest_article_is_opened_first() {
    let site = site();
    let mut app = site.open();

    app.wait_until("an article is shown", |app| {
        app.state.session.shown.is_some()
    });

    assert_eq!(
        app.field("Title").value().as_deref(),
        Some("The ferry sails again")
    );
}

#[test]
fn the_filter_leaves_what_matches() {
    let site = site();
    let mut app = site.open();

    app.type_into("Filter articles", "sour");

    assert!(app.shows("Sourdough"));
    assert!(!app.shows("Tides"));
}

#[test]
fn going_to_an_article_by_a_few_letters_opens_it() {
    let site = site();
    let mut app = site.open();
    app.wait_until("an article is shown", |app| {
        app.state.session.shown.is_some()
    });

    app.key(Modifiers::COMMAND, Key::P);
    app.field("Go to article").type_text("tid");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    let path = site.path("content/posts/tide/index.md");
    app.wait_until("the article", |app| {
        app.state
            .shown_article()
            .is_some_and(|shown| shown.document.path() == path)
    });

    assert!(!app.shows("Go to article"));
}

#[test]
fn choosing_another_article_keeps_the_unsaved_text_of_the_first() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "!");

    app.click("Sourdough");
    let bread = site.path("content/posts/bread.md");
    app.wait_until("the other article", |app| {
        app.state
            .shown_article()
            .is_some_and(|shown| shown.document.path() == bread)
    });
    app.harness
        .get_all_by_label("The ferry sails again")
        .next()
        .unwrap()
        .click();
    app.steps();

    assert!(app.text().ends_with("Text!\n"));
}

#[test]
fn an_article_that_appears_is_listed_and_one_that_goes_is_not() {
    let site = site();
    let mut app = site.open();

    site.write(
        "content/posts/new.md",
        "---\ntitle: Fresh\ndate: 2026-04-01\n---\n",
    );
    let first = |app: &App| {
        let articles = &app.state.site.open.as_ref().unwrap().articles;
        articles.first().unwrap().title.clone()
    };
    app.wait_until("the new article", |app| first(app) == "Fresh");

    std::fs::remove_file(site.path("content/posts/new.md")).unwrap();
    app.wait_until("the article to go", |app| first(app) != "Fresh");
}

#[test]
fn every_width_shows_the_text_and_the_way_to_the_form() {
    for width in [1440.0, 1000.0, 600.0] {
        let site = site();
        let mut app = site.open_article_at("content/posts/ferry.md", Vec2::new(width, 700.0));
        assert!(app.shows("Text"));

        if width < 1000.0 {
            app.click("Form");
        }

        assert_eq!(
            app.field("Title").value().as_deref(),
            Some("The ferry sails again"),
            "at {width}"
        );
    }
}

#[test]
fn the_palette_runs_a_command_by_its_name() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::A);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text("bul");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), "---\ntitle: A\n---\n- Body");
    assert!(!app.shows("Run a command"));
}

#[test]
fn the_list_follows_the_title_while_it_is_typed() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: Old\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");

    app.replace("Title", "New");

    assert!(
        app.harness
            .get_all_by_role_and_label(Role::ListBoxOption, "New")
            .next()
            .is_some()
    );
}

#[test]
fn the_address_of_an_article_is_copied_and_a_call_of_nothing_is_a_problem() {
    let site = TestSite::new()
        .file("hugo.yaml", "baseURL: https://example.org/blog/\n")
        .file("content/posts/a.md", "---\ntitle: A\n---\nBody");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text("copy address");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.shows("Copied https://example.org/blog/posts/a/"));

    app.type_into("Text", "");
    app.harness
        .event(egui::Event::Text("{{< nosuch >}}".to_owned()));
    app.steps();
    app.wait_until("the text is looked at", |app| {
        !app.state
            .shown_article()
            .unwrap()
            .checks
            .found
            .all()
            .is_empty()
    });
    app.steps();
    assert!(app.shows("1 error"));
}

/// Twenty articles in two sections, of which the last is the oldest.
fn many() -> TestSite {
    let mut site = TestSite::new();
    for number in 1..=20 {
        let section = if number % 2 == 0 { "news" } else { "posts" };
        let draft = number == 4;
        let head = format!(
            "---\ntitle: Number {number:02}\ndate: 2026-01-{:02}\ndraft: {draft}\n---\nText\n",
            28 - number
        );
        site = site.file(&format!("content/{section}/{number:02}.md"), head);
    }
    site
}

fn row<'a>(app: &'a TestApp, name: &'a str) -> Option<Node<'a>> {
    let mut rows = app
        .harness
        .query_all_by_role_and_label(Role::ListBoxOption, name);
    rows.next()
}

/// Above the status bar.
fn is_in_view(app: &TestApp, name: &str) -> bool {
    let bottom = app.harness.ctx.content_rect().bottom() - 32.0;
    row(app, name).is_some_and(|row| row.rect().bottom() <= bottom + 1.0)
}

#[test]
fn kinds_sections_and_order_say_how_many_there_are() {
    let site = many();
    let mut app = site.open();
    assert!(app.shows("20 articles"));

    app.click("Drafts 1");
    assert!(app.shows("1 of 20"));
    assert!(row(&app, "Number 04").is_some() && row(&app, "Number 01").is_none());
    app.click("Clear");
    assert!(app.shows("20 articles"));

    app.click("All sections");
    app.click("news 10");
    assert!(app.shows("10 of 20"));
    assert!(row(&app, "Number 01").is_none());
    app.click("Section: news");
    app.click("All sections");

    app.click("Order: By date");
    app.click("By title");
    assert!(row(&app, "Number 01").is_some());
    assert!(app.shows("Order: By title"));
}

#[test]
fn the_filter_leads_into_the_list_and_opens_the_first() {
    let site = many();
    let mut app = site.open_article("content/news/02.md");
    let title = |app: &App| {
        app.state
            .shown_article()
            .unwrap()
            .derived
            .entry
            .title
            .clone()
    };

    app.type_into("Filter articles", "posts");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the first is open", move |app| title(app) == "Number 01");

    app.field("Filter articles").focus();
    app.steps();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown] {
        app.key(Modifiers::NONE, key);
    }
    assert!(row(&app, "Number 05").unwrap().is_focused());
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the third is open", move |app| title(app) == "Number 05");

    app.field("Filter articles").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.field("Filter articles").value().as_deref(), Some(""));
    assert!(app.field("Filter articles").is_focused());
    app.key(Modifiers::NONE, Key::Escape);
    assert!(app.field("Text").is_focused());
}

#[test]
fn the_list_is_one_stop_of_tab_and_its_arrow_keys_go_through_all_of_it() {
    let site = many();
    let mut app = site.open();
    app.field("Filter articles").focus();
    app.steps();

    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::End);
    assert!(row(&app, "Number 20").unwrap().is_focused());
    assert!(is_in_view(&app, "Number 20"));
    app.key(Modifiers::NONE, Key::Tab);
    let rows = app.harness.query_all_by_role(Role::ListBoxOption);
    assert_eq!(rows.filter(Node::is_focused).count(), 0);
}

#[test]
fn the_open_article_stays_in_view_where_a_save_moves_it_and_a_filter_starts_at_the_top() {
    let site = many();
    let mut app = site.open_article("content/posts/01.md");
    assert!(is_in_view(&app, "Number 01"));

    app.replace("Date", "2020-01-01");
    app.key(Modifiers::NONE, Key::Enter);
    app.save();
    app.wait_until("the list has it last", |app| {
        let articles = &app.state.site.open.as_ref().unwrap().articles;
        articles
            .iter()
            .next_back()
            .is_some_and(|last| last.title == "Number 01")
    });
    assert!(is_in_view(&app, "Number 01"));

    app.type_into("Filter articles", "number");
    assert!(is_in_view(&app, "Number 02"));
    assert!(row(&app, "Number 01").is_none());
}

#[test]
fn the_filter_knows_what_an_article_is_and_says_what_it_does_not_know() {
    let site = TestSite::new()
        .file("content/a.md", "---\ntitle: One\ndraft: true\n---\n")
        .file("content/b.md", "---\ntitle: Two\ntags: [ferry]\n---\n");
    let mut app = site.open();

    app.type_into("Filter articles", "is:draft or tag:ferry");
    assert!(app.shows("2 of 2"));
    app.replace("Filter articles", "-is:draft");
    assert!(row(&app, "Two").is_some() && row(&app, "One").is_none());
    app.replace("Filter articles", "dat:2026 is:changed");
    assert!(app.shows("“dat:2026” is searched as text"));
    assert!(app.shows("“is:changed” is not known here yet: it leaves nothing out"));
    assert!(app.shows("No article matches"));
}

#[test]
fn the_filter_knows_where_links_lead_once_the_texts_are_read() {
    let site = TestSite::new()
        .file(
            "content/a.md",
            "---\ntitle: One\n---\n[two](/b/) [none](/none/)\n",
        )
        .file("content/b.md", "---\ntitle: Two\n---\n");
    let mut app = site.open();
    app.wait_until("the texts are read", |app| app.state.site.linking.is_some());

    app.type_into("Filter articles", "is:orphan");
    assert!(row(&app, "One").is_some() && row(&app, "Two").is_none());
    app.replace("Filter articles", "links:b.md is:broken");
    assert!(row(&app, "One").is_some() && row(&app, "Two").is_none());

    let before = app.harness.state().state.site.linking.clone().unwrap();
    site.write("content/a.md", "---\ntitle: One\n---\n");
    app.wait_until("it is read anew", |app| {
        let linking = app.state.site.linking.as_ref();
        linking.is_some_and(|it| !std::sync::Arc::ptr_eq(it, &before))
    });
    app.replace("Filter articles", "is:orphan");
    assert!(row(&app, "One").is_some() && row(&app, "Two").is_some());
    app.replace("Filter articles", "is:broken");
    assert!(app.shows("No article matches"));
}

#[test]
fn an_empty_list_offers_what_helps() {
    let site = many();
    let mut app = site.open();

    app.type_into("Filter articles", "nothing like it");
    assert!(app.shows("No article matches"));
    app.click("Show all articles");

    assert!(app.shows("20 articles"));
}

#[test]
fn the_window_is_called_after_the_article_and_its_site() {
    let site = site();
    let mut app = site.open_article("content/posts/ferry.md");

    let title = kopij::app::layout::window_title(&app.harness.state().state);
    assert_eq!(title, "The ferry sails again: The Quay");
    app.type_into("Text", "!");
    let title = kopij::app::layout::window_title(&app.harness.state().state);
    assert_eq!(title, "• The ferry sails again: The Quay");
}

#[test]
fn the_row_of_tabs_has_its_room_before_a_second_article_is_open() {
    let site = many();
    let mut app = site.open_article("content/news/02.md");
    let before = app.field("Text").rect();

    app.type_into("Filter articles", "03");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("two are open", |app| app.state.session.articles.len() == 2);

    assert_eq!(
        app.field("Text").rect().top().to_string(),
        before.top().to_string()
    );
}

#[test]
fn panes_and_zoom_are_remembered_for_each_site() {
    let site = many();
    let mut app = site.open_article("content/news/02.md");
    app.click("Show preview");
    app.key(Modifiers::COMMAND, Key::Plus);
    drop(app);

    let saved = kopij::io::settings_file::load(&site.settings_folders()).settings;
    let look = saved
        .remembered
        .look_of(&site.path("content/news"))
        .unwrap();
    assert_eq!(
        (look.title.as_str(), look.panes.preview),
        ("The Quay", false)
    );
    assert_eq!(format!("{:.1}", look.zoom), "1.1");

    // Another site is opened in between: it has its own.
    let other = many();
    let mut app = other.open_with(saved);
    app.wait_until("an article is shown", |app| {
        app.state.session.shown.is_some()
    });
    app.click("Show preview");
    drop(app);
    let saved = kopij::io::settings_file::load(&other.settings_folders()).settings;
    assert!(saved.panes.preview);
    let app = site.open_with(saved);
    assert!(!app.harness.state().state.settings.panes.preview);
}

#[test]
fn what_was_open_last_is_read_while_the_site_is() {
    let site = many();
    let app = site.open_article("content/news/02.md");
    drop(app);
    let saved = kopij::io::settings_file::load(&site.settings_folders()).settings;
    let ctx = egui::Context::default();
    let mut state = kopij::app::State::new(&ctx, saved);

    let start = Start {
        folder: Some(site.root().canonicalize().unwrap()),
        article: None,
    };
    let effects = kopij::app::update::start(&mut state, start);

    let reads = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Store(StoreJob::Read { .. })));
    assert_eq!(reads.count(), 1);
    assert!(state.session.reading_behind.is_empty());
    assert_eq!(state.site.opening.unwrap().title, "The Quay");
}
