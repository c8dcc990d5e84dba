use std::path::PathBuf;

use strum::IntoEnumIterator as _;

use crate::model::{
    site::{
        Entry, Site,
        listed::{Asked, Found, Survey},
        status::State,
    },
    words,
};

/// 2026-02-20 12:00 UTC
const NOW: i64 = 1_771_588_800;

/// Paths and heads.
const ARTICLES: [(&str, &str); 6] = [
    (
        "posts/ferry.md",
        "title: The ferry is back\ndate: 2026-02-24T10:00:00Z\ntags: [Harbour, white ferry]\nweight: 12\nsummary: It sails again",
    ),
    (
        "posts/old/quay.md",
        "title: De Kade, één\ndate: 2025-12-31\ndraft: true\nauthor: An de Wit\ncover: {image: img/quay.png}",
    ),
    (
        "posts/plan.md",
        "title: A plan\ndate: 2026-03-05\ndraft: true\nweight: 3",
    ),
    (
        "news/bread.md",
        "title: Bread\ndate: 2026-02-19\nlabel: NEWS\ntags: [harbour lights]\nsummary: \"\"",
    ),
    (
        "news/none.md",
        "title: Nothing\nempty:\nlist: []\nratings: [4.5, 3.5]\ncode: xa-a-a",
    ),
    ("news/broken.md", "title: [Moth"),
];

fn site() -> Site {
    let mut site = Site::empty(PathBuf::from("/site"), PathBuf::from("/site/content"));
    let articles = ARTICLES.iter().map(|(path, head)| {
        let path = PathBuf::from("/site/content").join(path);
        Entry::read(path, &format!("---\n{head}\n---\n"))
    });
    site.articles = articles.collect();
    site.settle();
    site
}

fn found(query: &str) -> (Vec<String>, Found) {
    let site = site();
    let asked = Asked {
        letters: query.to_owned(),
        ..Asked::default()
    };
    let found = Survey::of(&site, NOW).find(&site, &asked, None, |path| path.ends_with("bread.md"));
    let mut names: Vec<String> = found
        .places
        .iter()
        .map(|at| {
            site.articles
                .get(*at)
                .unwrap()
                .path
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    (names, found)
}

fn check(query: &str, expected: &[&str]) {
    let (names, found) = found(query);
    assert_eq!(names, expected, "{query}");
    assert_eq!(found.remarks, [], "{query}");
}

#[test]
fn words_and_phrases_are_letters_of_title_path_and_tags() {
    check("", &["bread", "broken", "ferry", "none", "plan", "quay"]);
    check("FERRY", &["ferry"]);
    check("een", &["quay"]);
    check("Één kade", &["quay"]);
    check("\"ferry is\"", &["ferry"]);
    check("\"is ferry\"", &[]);
    check("harbour -lights", &["ferry"]);
    check("-", &["bread", "broken", "ferry", "none", "plan", "quay"]);
    check("bread or plan kade or \"a plan\"", &["bread", "plan"]);
    check(
        "or or",
        &["bread", "broken", "ferry", "none", "plan", "quay"],
    );
    check("12:30", &[]);
    check("https://example.org", &[]);
}

#[test]
fn what_an_article_is_narrows() {
    check("is:draft", &["plan", "quay"]);
    check("is:planned", &["plan"]);
    check("is:overdue", &["quay"]);
    check("is:problem", &["broken"]);
    check("is:unsaved", &["bread"]);
    check("-is:draft -is:problem", &["bread", "ferry", "none"]);
    check("is:Draft or is:unsaved", &["bread", "plan", "quay"]);
    check("is:", &["bread", "broken", "ferry", "none", "plan", "quay"]);
    check("is:ov bread", &["bread"]);
}

#[test]
fn each_state_can_be_asked_for_by_its_name() {
    for state in State::iter() {
        let query = format!("is:{}", state.name());
        assert_eq!(found(&query).1.remarks, [], "{query}");
    }
    // Nothing says what makes this site.
    check("is:unknown", &["bread", "broken", "ferry", "none"]);
}

#[test]
fn keys_of_heads_are_compared() {
    check("tag:harbour", &["ferry"]);
    check("tag:\"harbour lights\"", &["bread"]);
    check("tag:harbour*", &["bread", "ferry"]);
    check("label:news", &["bread"]);
    check("LABEL:news", &["bread"]);
    check("summary:sails", &["ferry"]);
    check("summary:sail", &[]);
    check("author:wit", &["quay"]);
    check("cover.image:*.png", &["quay"]);
    check("cover.image:*.jpg", &[]);
    check("weight>10", &["ferry"]);
    check("weight<=3", &["plan"]);
    check("weight>=3", &["ferry", "plan"]);
    check("weight<3", &[]);
    check("has:cover", &["quay"]);
    check("has:Cover", &["quay"]);
    check("has:ratings ratings>4", &["none"]);
    check("code:a-a", &["none"]);
    check("no:cover -is:problem", &["bread", "ferry", "none", "plan"]);
    check("has:summary", &["ferry"]);
    check("has:empty or has:list", &[]);
    check("section:posts", &["ferry", "plan", "quay"]);
    check("section:posts/old", &["quay"]);
    check("section:post", &[]);
    check("path:old/", &["quay"]);
    check("path:posts/*.md", &["ferry", "plan", "quay"]);
}

#[test]
fn dates_are_days_of_the_site_and_spans() {
    check("date:2026", &["bread", "ferry", "plan"]);
    check("date:2026-02", &["bread", "ferry"]);
    check("date:2026-02-24", &["ferry"]);
    check("date:2025-12..2026-02-19", &["bread", "quay"]);
    check("date:..2025", &["quay"]);
    check("date:2026-03..", &["plan"]);
    check("date:3d", &["bread"]);
    check("date:3m", &["bread", "quay"]);
    check("date:3m..7d", &["quay"]);
    check("date:..7d", &["quay"]);
}

#[test]
fn what_does_not_parse_is_searched_as_words_and_said() {
    let texts = [
        "dat:2026",
        "is:drafft",
        "date:2026-13",
        "date:20-26",
        "date:..",
        "date:x",
        "date:+3d",
        "changed:99999999999999999999d",
        "date:999999999999d",
    ];
    for text in texts {
        let (names, found) = found(text);
        assert_eq!(names, [""; 0], "{text}");
        let said: Vec<String> = found.remarks.iter().map(words::put).collect();
        assert_eq!(said, [format!("“{text}” is searched as text")]);
        assert!(!found.is_vague);
    }
}

#[test]
fn what_is_not_known_leaves_nothing_out() {
    for text in [
        "is:changed",
        "-is:orphan",
        "text:x",
        "links:a.md",
        "is:broken or bread",
    ] {
        let (names, found) = found(text);
        assert_eq!(names.len(), ARTICLES.len(), "{text}");
        assert!(found.is_vague);
        assert_eq!(found.remarks.len(), 1);
    }
    assert_eq!(found("is:changed bread").0, ["bread"]);
    assert_eq!(found("bread or links:").0, ["bread"]);
    assert_eq!(found("is:changed bread or").0, ["bread"]);
}

#[test]
fn hostile_queries_are_read_at_once() {
    let quotes = "\"".repeat(100_000);
    let stars = format!("tag:{}x", "*".repeat(3_000));
    let colons = "a:".repeat(50_000);
    for text in [
        &quotes,
        &stars,
        &colons,
        "tag:\"",
        "-\"",
        "\"",
        "--",
        "-or",
        "tag:é*\u{301}",
    ] {
        drop(found(text));
    }
}
