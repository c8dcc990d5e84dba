//! Finding: all matches in one long article, and in all articles of a site of 10,000.
//! The targets: 100 ms in 10 MB, 1 s in 10,000 articles (their files are in the cache of the
//! system here, as they are after the site was opened).

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{
    fmt::Write as _,
    fs,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use kopij::{
    io::find_in_site::{SiteQuery, find},
    model::{
        find::{Pattern, Query},
        site::Entry,
    },
};

const ARTICLES: usize = 10_000;
const LONG_BYTES: usize = 10_000_000;

/// What is looked for: in most articles, in few, in none, by case and by expression.
const QUERIES: [&str; 5] = [
    "ferry",
    "article 77 ",
    "nowhere",
    "=Ferry",
    "/f[aeiou]rry\\b",
];

fn main() {
    divan::main();
}

/// `=` before it: by case; `/`: an expression.
fn pattern(query: &str) -> Pattern {
    let (text, by_case, is_expression) = match query.as_bytes().first() {
        Some(b'=') => (query.trim_start_matches('='), true, false),
        Some(b'/') => (query.trim_start_matches('/'), false, true),
        _ => (query, false, false),
    };
    let query = Query {
        text: text.to_owned(),
        is_case_sensitive: by_case,
        is_expression,
        ..Query::default()
    };
    Pattern::new(&query).unwrap().unwrap()
}

fn article(number: usize) -> String {
    let mut text = format!("---\ntitle: Article {number}\ntags: [tide, quay]\n---\n\n");
    for paragraph in 0..6 {
        writeln!(
            text,
            "## Part {paragraph} of article {number} \n\nThe ferry leaves at half past eleven, with \
             those who wait on the quay for it, een één, between the tide and the bread.\n"
        )
        .unwrap();
    }
    text
}

#[divan::bench(args = QUERIES, max_time = Duration::from_secs(3))]
fn all_in_ten_megabytes(bencher: divan::Bencher<'_, '_>, query: &str) {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < LONG_BYTES {
        text.push_str(&article(number));
        number += 1;
    }
    let pattern = pattern(query);
    bencher.bench_local(|| pattern.find_all(&text, 0..text.len()).len());
}

#[divan::bench(args = QUERIES, max_time = Duration::from_secs(5))]
fn in_ten_thousand_articles(bencher: divan::Bencher<'_, '_>, query: &str) {
    let site = tempfile::tempdir().unwrap();
    let articles = (0..ARTICLES)
        .map(|number| {
            let path = site.path().join(format!("article-{number}.md"));
            let text = article(number);
            fs::write(&path, &text).unwrap();
            Entry::read(path, &text)
        })
        .collect();
    let query = SiteQuery {
        number: 1,
        pattern: pattern(query),
        replacement: "boat".to_owned(),
        articles: Arc::new(articles),
        open: Vec::new(),
    };
    let newest = AtomicU64::new(1);
    bencher.bench_local(|| find(&query, &newest).unwrap().0.len());
}
