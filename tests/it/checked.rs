//! What is wrong with the open article, in the window.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use kopij::model::check::Located;
use serde_json::Value;

use crate::{
    headless::kopij,
    support::{TestApp, TestSite, git},
};

/// The sites of the rules.
const CASES: &str = include_str!("../fixtures/checks.json");
const ARTICLE: &str = "content/posts/a.md";

/// The articles of the sites that have one and the usual settings, each with its settings.
fn articles() -> Vec<String> {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    let usual = &cases[0]["quiet"]["hugo.toml"];
    let sites = cases
        .iter()
        .flat_map(|case| [&case["fires"], &case["quiet"]]);
    let alone = sites.filter(|site| {
        let count = site.as_object().unwrap().len();
        count == 2 && site["hugo.toml"] == *usual && site[ARTICLE].is_string()
    });
    alone
        .map(|site| site[ARTICLE].as_str().unwrap().to_owned())
        .collect()
}

/// What is told of each: its line, rule and words, and what puts it right.
type Told = BTreeSet<(u64, String, String, Vec<String>)>;

fn of_command(read: &Value, path: &str) -> Told {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = read["findings"].as_array().unwrap().iter();
    all.filter(|it| it["path"] == path)
        .map(|it| {
            let fixes = it["fixes"].as_array().unwrap().iter();
            let fixes = fixes.map(|fix| text(&fix["label"])).collect();
            let line = it["line"].as_u64().unwrap();
            (line, text(&it["rule"]), text(&it["message"]), fixes)
        })
        .collect()
}

fn of_window(found: &[Located]) -> Told {
    let put = |said| kopij::model::words::put(said);
    found
        .iter()
        .map(|located| {
            let finding = &located.finding;
            let fixes = finding.fixes.iter().map(|fix| put(&fix.label)).collect();
            let line = u64::try_from(located.region.line).unwrap();
            let rule = finding.rule.id().to_owned();
            (line, rule, put(&finding.message), fixes)
        })
        .collect()
}

#[test]
fn window_and_command_tell_the_same_of_fifty_articles() {
    let texts: Vec<String> = articles().into_iter().take(50).collect();
    assert_eq!(texts.len(), 50);
    let mut site = TestSite::new().file("hugo.toml", "baseURL = \"https://example.org/\"\n");
    for (number, text) in texts.iter().enumerate() {
        site = site.file(&format!("content/case{number:02}/a.md"), text);
    }
    let run = kopij(&site.root(), &["check", "--json", "--least", "hint"]);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let mut app = site.open_article("content/case00/a.md");
    let mut told = 0;

    for number in 0..texts.len() {
        let path = format!("content/case{number:02}/a.md");
        app.key(Modifiers::COMMAND, Key::P);
        app.field("Go to article")
            .type_text(&format!("case{number:02}/a.md"));
        app.steps();
        app.key(Modifiers::NONE, Key::Enter);
        app.wait_until(&format!("{path} is looked at"), |app| {
            app.state.shown_article().is_some_and(|article| {
                let checks = &article.checks;
                article.document.path().ends_with(&path)
                    && checks.asked.is_some()
                    && !checks.is_under_way
            })
        });
        let article = app.harness.state().state.shown_article().unwrap();
        let expected = of_command(&read, &path);
        assert_eq!(of_window(article.checks.found.all()), expected, "{path}");
        told += expected.len();
    }

    assert!(told > 100, "{told}");
}

const SETTINGS: &str = "baseURL = \"https://example.org/\"\n";

/// An article with a word twice, a link through an alias and one that leads nowhere.
fn site() -> TestSite {
    let head = |title: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-01-01\nsummary: S\ncover:\n  image: /a.jpg\n  alt: A\n"
        )
    };
    TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file("static/a.jpg", "")
        .file(
            "content/posts/b.md",
            head("B") + "aliases: [/old/]\n---\nText.\n",
        )
        .file(
            "content/posts/a.md",
            head("A") + "---\n\nA quay and and a boat.\n\nTo [the b](/old/) and [c](/none/).\n",
        )
}

fn opened(site: &TestSite) -> TestApp {
    let mut app = site.open_article("content/posts/a.md");
    wait(&mut app);
    app
}

/// Until what is written is looked at.
fn wait(app: &mut TestApp) {
    app.wait_until("the text is looked at", |app| {
        let article = app.state.shown_article().unwrap();
        let revision = article.document.revision();
        let is_asked = article
            .checks
            .asked
            .is_some_and(|(asked, _)| asked == revision);
        is_asked && !article.checks.is_under_way && app.state.site.learned.is_some()
    });
}

fn selected(app: &TestApp) -> String {
    let article = app.harness.state().state.shown_article().unwrap();
    article.document.text()[article.selection()].to_owned()
}

#[test]
fn what_is_wrong_is_gone_to_and_put_right_by_keys() {
    let site = site();
    let mut app = opened(&site);

    app.key(Modifiers::NONE, Key::F4);
    assert_eq!(selected(&app), "and and");
    app.key(Modifiers::NONE, Key::F4);
    assert_eq!(selected(&app), "/old/");
    app.key(Modifiers::NONE, Key::F4);
    assert_eq!(selected(&app), "/none/");
    app.key(Modifiers::NONE, Key::F4);
    assert_eq!(selected(&app), "and and");

    app.key(Modifiers::COMMAND, Key::Period);
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.shows("Before: A quay and and a boat."));
    assert!(app.shows("After: A quay and a boat."));
    app.click("Change");
    assert!(app.text().contains("A quay and a boat."), "{}", app.text());

    wait(&mut app);
    app.key(Modifiers::SHIFT, Key::F4);
    assert_eq!(selected(&app), "/none/");
    app.key(Modifiers::SHIFT, Key::F4);
    assert_eq!(selected(&app), "/old/");
    app.key(Modifiers::COMMAND, Key::Period);
    app.key(Modifiers::NONE, Key::Enter);
    assert!(app.text().contains("[the b](/posts/b/)"), "{}", app.text());
    assert!(app.shows("Undo"));
    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.text().contains("[the b](/old/)"), "{}", app.text());
}

#[test]
fn a_finding_is_left_in_the_article_or_in_the_site() {
    let site = site();
    let mut app = opened(&site);

    app.key(Modifiers::NONE, Key::F4);
    app.key(Modifiers::COMMAND, Key::Period);
    app.click("Leave it here");
    let comment = "<!-- kopij-ignore text/repeated-word -->\nA quay and and a boat.";
    assert!(app.text().contains(comment), "{}", app.text());
    wait(&mut app);
    app.save();

    app.key(Modifiers::NONE, Key::F4);
    app.key(Modifiers::COMMAND, Key::Period);
    app.click("Turn this rule off in the whole site");
    let settings = site.root().join("kopij.toml");
    app.wait_until("the settings are written", |_| settings.exists());
    assert_eq!(site.read("kopij.toml"), "[check]\noff = [\"link/alias\"]\n");
    app.wait_until("it is told no more", |app| {
        let found = app.state.shown_article().unwrap().checks.found.all();
        found.len() == 1
    });
}

#[test]
fn a_rule_that_is_turned_off_on_the_page_is_told_of_no_article_any_more() {
    let site = site();
    let mut app = opened(&site);
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    app.wait_until("all articles are looked at", |app| {
        app.state.site.checking == kopij::app::state::Checking::Done
    });
    let told = |app: &TestApp| {
        let problems = &app.harness.state().state.site.problems;
        let of_it = problems
            .iter()
            .filter(|it| it.located.finding.rule.id() == "link/alias");
        of_it.count()
    };
    assert_eq!(told(&app), 1);

    app.click("Whole site 3");
    app.type_into("Filter problems", "xyzzy");
    assert!(app.shows("No problem has these words"));
    app.replace("Filter problems", "an old address");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Turn this rule off in the whole site");
    app.wait_until("it is told of none", |app| {
        let mut problems = app.state.site.problems.iter();
        problems.all(|it| it.located.finding.rule.id() != "link/alias")
    });
    assert!(app.shows("Filter problems"), "the page stays");
    assert!(app.shows("This rule is off in the whole site now (kopij.toml)"));
}

#[test]
fn the_place_of_problems_leads_to_each_and_fixes_what_is_safe() {
    let site = site();
    let mut app = opened(&site);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    app.wait_until("all articles are looked at", |app| {
        app.state.site.checking == kopij::app::state::Checking::Done
    });
    assert!(app.shows("This article 3") && app.shows("Whole site 3"));
    app.type_into("Filter problems", "nowhere");
    assert!(!app.shows("“and” stands there twice — line 9"));
    app.key(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&app), "/none/");
    assert!(!app.shows("Filter problems"));

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    app.click("Rules");
    assert!(app.shows("Filter problems"));
    app.click("Whole site 3");
    app.click("Fix the safe one…");
    app.wait_until("the review is shown", |app| {
        app.state.changes.review.is_some()
    });
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is put right", |app| {
        let text = app.state.shown_article().unwrap().document.text();
        text.contains("[the b](/posts/b/)")
    });
    app.wait_until("it is on the disk", |_| {
        site.read("content/posts/a.md")
            .contains("[the b](/posts/b/)")
    });
}

#[test]
fn the_rail_counts_the_errors_of_the_site_and_the_status_bar_those_of_the_article() {
    let site = site().file("content/posts/c.md", "---\ntitle: C\n---\n{{< nope >}}\n");
    let mut app = opened(&site);

    app.wait_until("all articles are looked at", |app| {
        app.state.site.errors > 0
    });

    assert!(app.shows("Problems, 1 error"));
    assert!(app.shows("1 warning"));
    app.click("Problems, 1 error");
    assert!(app.shows("Filter problems"));
    app.key(Modifiers::NONE, Key::Escape);
    assert!(!app.shows("Filter problems"));
}

#[test]
fn another_address_than_readers_know_is_told_as_it_is_written() {
    let post = "---\ntitle: Tide\ndate: 2024-02-01\n---\nText.\n";
    let site = TestSite::new()
        .file(
            "hugo.toml",
            "baseURL = \"https://example.org/\"\n[permalinks.page]\nposts = \"/:title/\"\n",
        )
        .file("content/posts/a.md", post);
    let Some(git) = git() else { return };
    git.line(&site.root(), "init -q");
    git.line(&site.root(), "add .");
    git.line(&site.root(), "commit -q -m Begin");
    let mut app = site.open_article("content/posts/a.md");
    let is_told = |app: &kopij::app::App| {
        let found = app.state.shown_article().unwrap().checks.found.all();
        let mut rules = found.iter().map(|it| it.finding.rule.id());
        rules.any(|id| id == "address/changed")
    };

    app.replace("Title", "Flood");
    app.wait_until("it is told", is_told);
    app.replace("Title", "Tide");
    app.wait_until("it is not", |app| !is_told(app));
}
