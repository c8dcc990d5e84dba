//! The controls of the form, and new articles.

use egui::{Key, Modifiers, Vec2, accesskit::Role};

use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{TestApp, TestSite};

#[test]
fn a_day_is_chosen_from_the_calendar_and_the_rest_of_the_date_stays() {
    let post = "---\ntitle: A\ndate: \"2026-02-24T16:09:07.086Z\" # UTC\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.click("Choose: Date");
    app.click("Later month");
    app.click("3 March 2026");

    assert_eq!(app.text(), post.replace("2026-02-24", "2026-03-03"));
}

/// A site in Dutch, in Amsterdam, with one article.
fn dutch_site(date: &str) -> TestSite {
    TestSite::new()
        .file(
            "hugo.yaml",
            "title: De Kade\nlanguageCode: nl-NL\ntimeZone: Europe/Amsterdam\n",
        )
        .file(
            "content/posts/a.md",
            format!("---\ndate: {date} # when\n---\n"),
        )
}

fn date_of(app: &TestApp) -> String {
    let line = app.text().lines().find(|line| line.starts_with("date: "));
    let line = line.unwrap().trim_start_matches("date: ");
    line.trim_end_matches(" # when").to_owned()
}

#[test]
fn a_date_is_read_in_the_language_of_the_site_and_written_as_it_was() {
    let site = dutch_site("2026-02-24T16:09:07+01:00");
    let mut app = site.open_article("content/posts/a.md");
    let shown = |app: &TestApp| app.field("Date").accesskit_node().value().unwrap();
    assert_eq!(shown(&app), "24 februari 2026, 16:09");
    assert!(app.shows("Europe/Amsterdam"));

    app.field("Date").focus();
    app.steps();
    assert_eq!(shown(&app), "24 februari 2026, 16:09");
    assert!(app.shows("dinsdag · Europe/Amsterdam"));
    // What is typed and taken back is no change.
    app.key(Modifiers::NONE, Key::End);
    app.field("Date").type_text("9");
    app.steps();
    app.key(Modifiers::NONE, Key::Backspace);
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(date_of(&app), "2026-02-24T16:09:07+01:00");
    // Another day keeps the seconds.
    app.replace("Date", "25 februari 2026, 16:09");
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(date_of(&app), "2026-02-25T16:09:07+01:00");
    app.replace("Date", "24 februari 2026, 16:09");
    app.key(Modifiers::NONE, Key::Enter);
    app.replace("Date", "1 maart 2027 9:30");
    assert_eq!(date_of(&app), "2026-02-24T16:09:07+01:00", "not yet");
    assert!(app.shows("maandag 1 maart 2027, 09:30: Enter takes it"));
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(date_of(&app), "2027-03-01T09:30:00+01:00");
    assert_eq!(shown(&app), "1 maart 2027, 09:30");
}

#[test]
fn a_date_of_two_meanings_is_not_taken_and_nothing_typed_is_lost() {
    let site = dutch_site("2026-02-24");
    let mut app = site.open_article("content/posts/a.md");

    app.replace("Date", "02/03/2026");
    assert!(app.shows("This can be two days: write the month as a word"));
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(date_of(&app), "2026-02-24");
    let left = app.field("Date").accesskit_node().value().unwrap();
    assert_eq!(left, "02/03/2026");

    app.field("Date").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Escape);
    let left = app.field("Date").accesskit_node().value().unwrap();
    assert_eq!(left, "24 februari 2026");
}

#[test]
fn the_arrow_keys_turn_the_day_and_in_the_time_the_minute() {
    let site = dutch_site("2026-02-28T16:09:07+01:00");
    let mut app = site.open_article("content/posts/a.md");

    app.field("Date").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Home);
    app.key(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(date_of(&app), "2026-03-01T16:09:07+01:00");
    assert!(app.shows("zondag · Europe/Amsterdam"));
    let shown = app.field("Date").accesskit_node().value().unwrap();
    assert_eq!(shown, "1 maart 2026, 16:09");
    app.key(Modifiers::NONE, Key::End);
    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(date_of(&app), "2026-03-01T16:08:07+01:00");

    app.click("Choose: Date");
    app.click("Tomorrow 9:00");
    assert!(date_of(&app).contains("T09:00:00"), "{}", date_of(&app));
}

#[test]
fn a_date_that_hugo_refuses_is_a_problem_in_the_form() {
    let problem = "Hugo does not read this as a date and stops the build: write it as 2026-01-31T14:30:00+01:00";
    let refused = dutch_site("2026-02-24 9:00:00 -4");
    assert!(refused.open_article("content/posts/a.md").shows(problem));
    let taken = dutch_site("Tue, 24 Feb 2026 16:09:07 +0100");
    let app = taken.open_article("content/posts/a.md");
    assert!(!app.shows(problem));
}

#[test]
fn a_tag_moves_with_alt_and_the_arrow_keys() {
    let post = "---\ntags: [tide, \"bread\", ferry] # all\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");

    app.field("Tags").focus();
    app.steps();
    for _ in 0..3 {
        app.key(Modifiers::NONE, Key::ArrowLeft);
    }
    app.key(Modifiers::ALT, Key::ArrowRight);

    assert_eq!(
        app.text(),
        "---\ntags: [\"bread\", tide, ferry] # all\n---\n"
    );
}

#[test]
fn the_same_word_in_two_lists_has_a_cross_in_each() {
    let post = "---\ntags: [tide, ferry]\nseries: [tide, tide, Tides]\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("“tide” is there twice"));

    let crosses: Vec<_> = app.harness.get_all_by_label("Remove tide").collect();
    assert_eq!(crosses.len(), 3);
    crosses.last().unwrap().click();
    app.steps();

    assert_eq!(app.text(), post.replace("tide, tide,", "tide,"));
    assert!(app.shows("“tide” and “Tides” are nearly the same"));
}

#[test]
fn a_new_article_is_made_from_the_archetype_and_opened() {
    let site = TestSite::new()
        .file("content/posts/a.md", "---\ntitle: A\n---\n")
        .file(
            "archetypes/posts.md",
            "---\n# Ask the harbour office\ntitle: \"{{ .Title }}\"\nlabel: NEWS\n---\n",
        );
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.replace("Title of the new article", "De pont: één keer");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the new article is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("posts/de-pont-een-keer.md")
    });

    let text = site.read("content/posts/de-pont-een-keer.md");
    assert!(
        text.starts_with(
            "---\n# Ask the harbour office\ntitle: \"De pont: één keer\"\nlabel: NEWS\ndate: "
        ),
        "{text}"
    );
    assert_eq!(app.text(), text);
    app.wait_until("it is listed", |app| {
        app.state.site.open.as_ref().unwrap().articles.len() == 2
    });
}

#[test]
fn a_new_article_does_not_take_the_name_of_another() {
    let site = TestSite::new().file("content/posts/a.md", "---\ntitle: A\n---\nText\n");
    let mut app = site.open_article("content/posts/a.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.replace("Title of the new article", "A");
    app.key(Modifiers::NONE, Key::Enter);

    assert!(app.shows("There is an article of this name already"));
    assert_eq!(
        site.read("content/posts/a.md"),
        "---\ntitle: A\n---\nText\n"
    );
}

/// In a window so high that the whole form is seen.
fn open(site: &TestSite, path: &str) -> TestApp {
    site.open_article_at(path, Vec2::new(1440.0, 1800.0))
}

/// Four articles that write alike, and one more.
fn site_with(odd: &str) -> TestSite {
    let mut site = TestSite::new();
    for (name, label) in [
        ("a", "NEWS"),
        ("b", "NEWS"),
        ("c", "OPINION"),
        ("d", "NEWS"),
        ("e", "NEWS"),
        ("f", "OPINION"),
    ] {
        let post = format!(
            "---\ntitle: {name}\ndate: 2026-01-01T10:00:00Z\ntags: [ferry, tide]\nlabel: {label}\nauthor: Eva\n---\n"
        );
        site = site.file(&format!("content/posts/{name}.md"), post);
    }
    site.file("content/posts/odd.md", odd)
}

#[test]
fn the_form_offers_what_the_other_articles_have() {
    let post = "---\ntitle: Odd\n---\n";
    let site = site_with(post);
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    app.click("+ Author");
    assert_eq!(app.text(), "---\ntitle: Odd\nauthor: \"\"\n---\n");

    app.click("Choices: Label");
    app.click("OPINION");
    assert!(app.text().contains("\nlabel: OPINION\n"), "{}", app.text());
    app.click("Choose: Date");
    app.click("Now");
    let date = app
        .text()
        .lines()
        .find(|line| line.starts_with("date: "))
        .unwrap();
    assert!(
        date.ends_with('Z') && date.len() == "date: 2026-01-01T10:00:00Z".len(),
        "{date}"
    );
}

/// Tags of two sections: `harbour` in three articles of `news`, `hard` in one of `posts`.
fn site_with_harbours() -> TestSite {
    let mut site = site_with("---\ntitle: Odd\ntags: [bread]\n---\n").file(
        "content/posts/hard.md",
        "---\ntitle: Hard\ntags: [hard]\n---\n",
    );
    for name in ["x", "y", "z"] {
        let post = format!("---\ntitle: {name}\ntags: [harbour, Überfahrt]\n---\n");
        site = site.file(&format!("content/news/{name}.md"), post);
    }
    site
}

fn open_with_harbours(site: &TestSite) -> TestApp {
    let mut app = open(site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 11
    });
    app
}

#[test]
fn a_tag_is_matched_to_those_of_the_whole_site_before_it_is_new() {
    let site = site_with_harbours();
    let mut app = open_with_harbours(&site);
    let top = |app: &TestApp, name: &str| app.harness.get_by_label(name).rect().top();

    app.type_into("Tags", "har");
    assert!(top(&app, "hard 1 article") < top(&app, "harbour 3 articles"));
    assert!(top(&app, "harbour 3 articles") < top(&app, "har new"));
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread, harbour]\n---\n");

    app.type_into("Tags", "uber");
    app.key(Modifiers::NONE, Key::Enter);
    app.type_into("Tags", "tid");
    app.key(Modifiers::NONE, Key::ArrowUp);
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(
        app.text(),
        "---\ntitle: Odd\ntags: [bread, harbour, Überfahrt, tid]\n---\n"
    );
}

/// As a busy machine brings them: letters and Enter in one frame.
#[test]
fn enter_takes_the_tag_that_the_letters_before_it_find() {
    let site = site_with_harbours();
    let mut app = open_with_harbours(&site);
    app.field("Tags").focus();
    app.steps();

    app.harness.event(egui::Event::Text("har".to_owned()));
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();

    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread, hard]\n---\n");
}

/// As a busy machine brings them: a comma and the letters behind it in one frame.
#[test]
fn a_tag_that_is_begun_behind_a_comma_is_written_on() {
    let site = site_with_harbours();
    let mut app = open_with_harbours(&site);
    app.field("Tags").focus();
    app.steps();

    for letter in ["f", "o", "o", ",", " ", "w", "i"] {
        app.harness.event(egui::Event::Text(letter.to_owned()));
    }
    app.steps();
    app.harness.event(egui::Event::Text("nd".to_owned()));
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();

    assert_eq!(
        app.text(),
        "---\ntitle: Odd\ntags: [bread, foo, wind]\n---\n"
    );
}

#[test]
fn half_a_word_is_not_a_tag_and_that_is_said() {
    let post = "---\ntitle: Odd\ntags: [bread]\n---\n";
    let site = site_with_harbours();
    let mut app = open_with_harbours(&site);

    app.type_into("Tags", "har");
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("har new"));
    app.type_into("Tags", "tid");
    assert!(app.shows("tid new"), "the keyboard stayed in the field");
    app.key(Modifiers::NONE, Key::Tab);
    assert_eq!(app.text(), post);
    assert!(app.shows("“tid” was not added"));
    assert!(!app.shows("tid new"));

    app.click("Add it");
    assert_eq!(app.text(), post.replace("bread", "bread, tid"));
    assert!(!app.shows("“tid” was not added"));
}

#[test]
fn pasted_tags_are_split_and_taken_back_as_one() {
    let post = "---\ntitle: Odd\ntags: [bread] # all\n---\n";
    let site = site_with_harbours().file("content/posts/odd.md", post);
    let mut app = open_with_harbours(&site);

    app.field("Tags").focus();
    app.steps();
    app.harness.event(egui::Event::Paste(
        "Harbour, bread,\nnew one\r\n tide, ".to_owned(),
    ));
    app.steps();
    assert_eq!(
        app.text(),
        post.replace("bread", "bread, harbour, new one, tide")
    );

    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), post);
}

#[test]
fn backspace_takes_the_last_tag_back_into_the_field() {
    let site = site_with("---\ntitle: Odd\ntags: [bread, ferrie]\n---\n");
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    app.field("Tags").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Backspace);
    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread]\n---\n");
    app.key(Modifiers::NONE, Key::Backspace);
    app.key(Modifiers::NONE, Key::Backspace);
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread, ferry]\n---\n");
}

#[test]
fn tags_are_heard_by_their_words_and_reached_by_the_arrow_keys() {
    let post = "---\ntags: [tide, bread, ferry] # all\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = site.open_article("content/posts/a.md");
    let focused = |app: &TestApp| {
        let items = app.harness.get_all_by_role(Role::ListItem);
        let mut here = items.filter(|node| node.accesskit_node().is_focused());
        here.next().and_then(|node| node.accesskit_node().label())
    };

    app.field("Tags").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(focused(&app).as_deref(), Some("ferry"));
    app.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(focused(&app).as_deref(), Some("bread"));
    app.key(Modifiers::NONE, Key::Delete);
    assert_eq!(app.text(), "---\ntags: [tide, ferry] # all\n---\n");
    assert_eq!(focused(&app).as_deref(), Some("ferry"));
    app.key(Modifiers::NONE, Key::ArrowRight);
    assert!(app.field("Tags").accesskit_node().is_focused());

    app.key(Modifiers::SHIFT, Key::Tab);
    assert_eq!(focused(&app), None, "the chips are no stops of their own");
}

#[test]
fn the_tags_used_most_are_offered_in_an_empty_field() {
    let site = site_with("---\ntitle: Odd\ntags: [bread]\n---\n");
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    app.field("Tags").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread]\n---\n");

    app.field("Tags").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(app.text(), "---\ntitle: Odd\ntags: [bread, tide]\n---\n");
}

#[test]
fn a_tag_that_is_nearly_one_of_the_site_is_warned_of() {
    let site = site_with("---\ntitle: Odd\ntags: [bread]\n---\n");
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    app.type_into("Tags", "Ferrys");

    assert!(app.shows("Ferrys new, like “ferry”"));
}

#[test]
fn a_key_is_added_to_a_group_and_a_group_removed() {
    let post = "---\ntitle: Odd\nseo: # for engines\n  robots: all\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("More: SEO");
    app.click("Add a key to it…");
    app.replace("Name of the new key", "canonical");
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(
        app.text(),
        post.replace("robots: all\n", "robots: all\n  canonical: \"\"\n")
    );

    app.click("More: SEO");
    app.click("Remove the key");
    assert_eq!(app.text(), "---\ntitle: Odd\n---\n");
}

#[test]
fn many_items_are_closed_until_they_are_asked_for() {
    let items = ["one", "two", "three", "four"].map(|name| format!("  - name: {name}\n"));
    let post = format!("---\ntitle: A\nlinks:\n{}---\n", items.concat());
    let site = TestSite::new().file("content/posts/a.md", &post);
    let mut app = open(&site, "content/posts/a.md");
    assert!(!app.shows("Links › 2 › name"));

    app.click("Links 2");
    app.replace("Links › 2 › name", "deux");

    assert_eq!(app.text(), post.replace("two", "deux"));
}

#[test]
fn rows_of_a_list_of_lists_are_edited_as_chips() {
    let post = "---\ntitle: A\nrows:\n  - [a, b] # first\n  - [c]\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("Remove b");

    assert_eq!(app.text(), post.replace("a, b", "a"));
}

#[test]
fn what_differs_from_the_other_articles_is_said_and_found() {
    let site = site_with("---\ntitle: Odd\ndate: 2026-01-01\n---\n");
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        let article = app.state.shown_article().unwrap();
        !article.checks.found.all().is_empty()
    });
    app.steps();
    let finding = "date: 1 article has a day without a time, unlike 6 others";
    assert!(app.shows(finding));

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    assert!(app.shows(&format!("{finding} — date")));
    app.click("Rules");
    app.wait_until("all articles are looked at", |app| {
        app.state.site.checking == kopij::app::state::Checking::Done
    });
    let count = app.harness.state().state.site.problems.len();
    app.click(&format!("Whole site {count}"));
    assert!(app.shows(&format!("{finding} — posts/odd.md")));
}

#[test]
fn the_settings_of_a_site_rule_its_form() {
    let site = site_with("---\ntitle: Odd\nauthor: Eva\n---\n").file(
        "kopij.toml",
        "[fields.author]\nlabel = \"Written by\"\nmax = 20\n[fields.label]\nhidden = true\n[fields.mood]\nrequired = true\n",
    );
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    assert!(app.shows("Written by") && app.shows("3 / 20"));
    // What the settings name stands there to be filled.
    app.replace("Mood", "calm");
    assert!(app.text().contains("\nmood: calm\n"), "{}", app.text());
    assert!(!app.shows("Label"));
}

#[test]
fn a_site_gives_its_fields_their_places() {
    let post =
        "---\ntitle: Odd\nlabel: NEWS\nauthor: Eva\nseo:\n  robots: all\n  hidden: yes\n---\n";
    let site = site_with(post).file(
        "kopij.toml",
        "[fields.author]\norder = 1\n[fields.label]\nhidden = true\n[fields.\"seo.hidden\"]\nhidden = true\n",
    );
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 7
    });

    let top = |name: &str| app.field(name).rect().top();
    assert!(top("Author") < top("Title"));
    assert!(app.shows("SEO › robots") && !app.shows("SEO › hidden"));
    assert!(!app.shows("Label"));
}

#[test]
fn any_key_is_added_with_a_kind_and_removed_again() {
    let post = "---\ntitle: Odd # the name\n---\nText\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("Add a key…");
    app.replace("Name of the new key", "weather");
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(
        app.text(),
        "---\ntitle: Odd # the name\nweather: \"\"\n---\nText\n"
    );

    app.click("More: Weather");
    app.click("Remove the key");
    assert_eq!(app.text(), post);
}

#[test]
fn a_key_is_renamed_from_its_menu() {
    let post = "---\ntitle: Odd\nwether: mild # today\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("More: Wether");
    app.click("Rename the key…");
    app.replace("New name of the key", "weather");
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), post.replace("wether", "weather"));
}

#[test]
fn a_list_of_groups_is_edited_item_by_item() {
    let post = "---\ntitle: A\nlinks:\n  - name: one\n    url: /1\n  - name: two # last\n    url: /2\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("Move links 2 up");
    assert_eq!(
        app.text(),
        "---\ntitle: A\nlinks:\n  - name: two # last\n    url: /2\n  - name: one\n    url: /1\n---\n"
    );
    app.click("Remove links 2");
    app.click("Add to links");
    assert_eq!(
        app.text(),
        "---\ntitle: A\nlinks:\n  - name: two # last\n    url: /2\n  - name: \"\"\n    url: \"\"\n---\n"
    );
    app.replace("Links › 2 › name", "three");
    assert!(
        app.text().contains("  - name: \"three\"\n"),
        "{}",
        app.text()
    );
}

#[test]
fn a_first_tag_is_written_as_the_site_writes_lists() {
    let mut site = TestSite::new().file("content/posts/odd.md", "---\ntitle: Odd\n---\n");
    for name in ["a", "b", "c"] {
        let post = "---\ntitle: A\ntags:\n  - ferry\n---\n";
        site = site.file(&format!("content/posts/{name}.md"), post);
    }
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 4
    });

    app.type_into("Tags", "tide");
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), "---\ntitle: Odd\ntags:\n  - tide\n---\n");
}

/// The preview, which may hold many links, comes after the text.
#[test]
fn tab_leads_from_the_form_to_the_text() {
    let links = "[a link](https://example.org) ".repeat(40);
    let site = TestSite::new().file("content/a.md", format!("---\ntitle: A\n---\n\n{links}\n"));
    let mut app = site.open_article("content/a.md");
    let is_in_text = |app: &TestApp| app.field("Text").is_focused();

    app.field("Title").focus();
    app.steps();
    assert!(!is_in_text(&app));
    // The rest of the form, and the buttons above the text: there are more links than that.
    for _ in 0..35 {
        if !is_in_text(&app) {
            app.key(Modifiers::NONE, Key::Tab);
        }
    }

    assert!(is_in_text(&app));
}

#[test]
fn a_value_of_a_hundred_kilobytes_is_left_to_the_text() {
    let long = "t".repeat(100_000);
    let head = format!("---\ntitle: {long}\ntags: [{long}]\nauthor: Ada\n---\n");
    let site = TestSite::new().file("content/a.md", format!("{head}Text\n"));
    let mut app = site.open_article("content/a.md");

    let said = "Too long for a field: edit it in the front matter as text";
    assert_eq!(app.harness.query_all_by_label(said).count(), 2);
    app.replace("Author", "Bo");
    app.type_into("Text", "more");

    assert!(app.text().starts_with(&head.replace("Ada", "Bo")));
    assert!(app.text().contains("more"));
}

#[test]
fn what_the_site_declares_stands_in_the_form_and_what_was_learned_is_offered() {
    let site = site_with("---\ntitle: Odd\n---\n")
        .file(
            "frontmatter.json",
            "{\"frontMatter.taxonomy.contentTypes\": [{\"name\": \"default\", \"fields\": [\
                {\"name\": \"weather\", \"title\": \"Weather\", \"type\": \"string\", \"single\": true},\
                {\"name\": \"seo\", \"type\": \"fields\", \"fields\": [{\"name\": \"robots\", \"type\": \"string\", \"single\": true}]}\
            ]}]}",
        )
        .file(
            "content/news/a.md",
            "---\ntitle: A\nmood: calm\ncover:\n  image: a.jpg\n---\n",
        );
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 8
    });

    app.replace("SEO › robots", "all");
    app.replace("Weather", "mild");
    assert_eq!(
        app.text(),
        "---\ntitle: Odd\nseo:\n  robots: all\nweather: mild\n---\n"
    );
    assert!(!app.shows("Alt text"));
    app.click("+ Cover");
    assert!(!app.shows("+ Cover"));
    app.replace("Picture", "quay.jpg");
    assert!(
        app.text().contains("\ncover:\n  image: quay.jpg\n"),
        "{}",
        app.text()
    );
}

#[test]
fn a_rare_field_of_the_section_is_offered_when_it_is_asked_for() {
    let mut site = TestSite::new().file("content/posts/odd.md", "---\ntitle: Odd\n---\n");
    for at in 0..20 {
        let own = if at == 7 { "wind: 4\n" } else { "" };
        let post = format!("---\ntitle: A{at}\nauthor: Eva\n{own}---\n");
        site = site.file(&format!("content/posts/a{at}.md"), post);
    }
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 21
    });

    assert!(app.shows("+ Author") && !app.shows("+ Wind"));
    app.click("1 rare one…");
    app.click("+ Wind");
    assert_eq!(app.text(), "---\ntitle: Odd\nwind: 0\n---\n");
}

#[test]
fn a_new_key_is_completed_from_those_that_the_site_knows() {
    let site = site_with("---\ntitle: Odd\n---\n")
        .file("content/posts/g.md", "---\ntitle: G\ndraft: true\n---\n");
    let mut app = open(&site, "content/posts/odd.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 8
    });
    let has_caret = |app: &TestApp| {
        let field = app.field("Name of the new key");
        field.accesskit_node().is_focused()
    };

    app.click("Add a key…");
    assert!(has_caret(&app), "the box takes the caret");
    app.field("Name of the new key").type_text("AU");
    app.steps();
    assert!(app.shows("author Choice") && app.shows("AU new"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(has_caret(&app), "Escape empties the box and no more");
    assert!(!app.shows("AU new"));
    app.field("Name of the new key").type_text("dra");
    app.steps();
    assert!(app.shows("Kind: Switch"));
    app.key(Modifiers::NONE, Key::Enter);

    assert_eq!(app.text(), "---\ntitle: Odd\ndraft: false\n---\n");
    app.click("Add a key…");
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Name of the new key"), "it was empty");
}

/// egui keeps one popup open: one that opened in it would close the form's.
#[test]
fn no_popup_closes_because_a_choice_in_it_was_opened() {
    let post = "---\ntitle: Odd\nseo:\n  robots: all\n---\n";
    let site = TestSite::new().file("content/posts/a.md", post);
    let mut app = open(&site, "content/posts/a.md");

    app.click("Add a key…");
    app.field("Name of the new key").type_text("wind");
    app.steps();
    app.click("Kind: Text");
    app.click("Number");
    assert!(app.shows("Kind: Number"));
    app.click("Add");
    assert_eq!(app.text(), post.replace("all\n", "all\nwind: 0\n"));

    app.click("More: SEO");
    app.click("Add a key to it…");
    app.field("Name of the new key").type_text("follow");
    app.steps();
    app.harness.get_by_label("Kind: Text").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    app.harness.get_by_label("Switch").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.shows("Kind: Switch"));
    app.field("Name of the new key").focus();
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(
        app.text(),
        post.replace("all\n", "all\n  follow: false\nwind: 0\n")
    );
}

#[test]
fn a_head_of_more_values_than_a_person_fills_in_stands_in_the_text_alone() {
    use std::fmt::Write as _;

    let mut head = String::from("---\ntitle: A\n");
    for at in 0..400 {
        writeln!(head, "key{at}: b").unwrap();
    }
    let site = TestSite::new().file("content/posts/a.md", head + "---\nBody\n");
    let app = site.open_article("content/posts/a.md");

    assert!(
        app.shows(
            "This front matter has more values than a form can show. They stand in the text."
        )
    );
    assert!(!app.shows("Key7"));
}

#[test]
fn a_text_of_more_markup_than_people_write_is_plain_and_that_is_said() {
    let text = format!("---\ntitle: A\n---\n{}", "[a](b) ".repeat(200_000));
    let site = TestSite::new().file("content/posts/a.md", text);
    let app = site.open_article("content/posts/a.md");

    assert!(app.shows(
        "This text has more markup than a form and a preview are made of, and is shown as plain text."
    ));
}

#[test]
fn a_number_is_typed_letter_by_letter_in_every_format() {
    for (head, typed, after) in [
        ("+++\nweight = 1\n+++\n", ".50", "1.50"),
        ("{\"weight\": 1}\n", ".50", "1.50"),
        ("---\nweight: 1\n---\n", ".50", "1.50"),
        ("+++\nweight = 7\n+++\n", ".", "7.0"),
    ] {
        let site = TestSite::new().file("content/posts/a.md", head);
        let mut app = site.open_article("content/posts/a.md");
        app.field("Weight").focus();
        app.steps();
        app.key(Modifiers::NONE, Key::End);
        for letter in typed.chars() {
            app.field("Weight").type_text(&letter.to_string());
            app.steps();
            assert!(!app.shows("a number cannot be written as"), "{head}");
        }

        let shown = app.field("Weight").accesskit_node().value().unwrap();
        assert!(shown.ends_with(typed), "{shown}");
        assert_eq!(app.text(), head.replace(['1', '7'], after));
    }
}

fn hugo_site(head: &str) -> (TestSite, String) {
    let post = format!("---\ntitle: A\n{head}---\nText.\n");
    let site = TestSite::new()
        .file("hugo.toml", "baseURL = \"https://example.org/\"\n")
        .file("content/posts/a.md", &post);
    (site, post)
}

#[test]
fn a_draft_is_published_by_one_step_that_is_undone_as_one() {
    let (site, post) = hugo_site("date: 2020-01-01\ndraft: true\n");
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("Draft: not on the site"));

    app.click("Publish");
    assert_eq!(app.text(), post.replace("draft: true", "draft: false"));
    assert!(app.shows("Public at example.org/posts/a/"));
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), post);

    app.click("Publish with today’s date");
    assert!(
        app.text().contains("draft: false") && !app.text().contains("2020"),
        "{}",
        app.text()
    );
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), post);
}

#[test]
fn what_is_scheduled_is_published_now_and_what_expired_is_shown() {
    let (site, _) = hugo_site("date: 2999-01-01T10:00:00Z\n");
    let mut app = site.open_article("content/posts/a.md");
    app.click("Publish now");
    assert!(!app.text().contains("2999"), "{}", app.text());
    assert!(app.shows("Public at example.org/posts/a/"));

    let (site, _) = hugo_site("expiryDate: 2020-01-01\n");
    let mut app = site.open_article("content/posts/a.md");
    assert!(app.shows("Expired since 1 Jan 2020, 00:00"));
    app.click("Show");
    assert!(app.shows("Expired since 1 Jan 2020, 00:00"));
}

#[test]
fn while_another_article_stops_the_build_the_line_leads_there() {
    let (site, _) = hugo_site("");
    let site = site.file(
        "content/posts/broken.md",
        "---\ntitle: B\ndate: someday\n---\n",
    );
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the site is learned", |app| {
        let learned = app.state.site.learned.as_ref();
        learned.is_some_and(|it| it.stopping().is_some())
    });
    app.steps();

    assert!(app.shows(
        "Public at example.org/posts/a/, but posts/broken.md stops the build of the whole site"
    ));
    app.click("Go there");
    app.wait_until("the article is shown", |app| {
        app.state
            .shown_article()
            .is_some_and(|it| it.document.path().ends_with("broken.md"))
    });
}

#[test]
fn a_list_of_groups_of_any_length_stays_in_the_form() {
    let items = |from: &str, to: &str| {
        let all: Vec<String> = (0..8).map(|at| format!("{from}{at}{to}")).collect();
        all.concat()
    };
    let yaml = items(
        "  - title: A source of a long name ",
        "\n    url: https://example.org\n",
    );
    let toml = items("[[resources]]\nsrc = \"a", ".jpg\"\n\n");
    for (name, head) in [
        (
            "sources",
            format!("---\ntitle: A\nsources:\n{yaml}---\nBody\n"),
        ),
        (
            "resources",
            format!("+++\ntitle = \"A\"\n\n{toml}+++\nBody\n"),
        ),
    ] {
        let site = TestSite::new().file("content/posts/a.md", head);
        let mut app = site.open_article("content/posts/a.md");
        app.steps();
        let form = app
            .harness
            .get_by_role_and_label(Role::Region, "Front matter")
            .rect();
        let mut seen = 0;
        for at in 1..=8 {
            for what in ["Remove", "Move"] {
                let label = format!("{what} {name} {at}");
                for node in app.harness.query_all_by_label_contains(&label) {
                    let right = node.rect().right();
                    assert!(
                        right <= form.right(),
                        "{label}: {right} of {}",
                        form.right()
                    );
                    seen += 1;
                }
            }
        }
        assert!(seen >= 8, "{name}: {seen}");
    }
}
