//! The headless commands beside the physical floor: `list` beside plain reading of the same files,
//! one set value (read, patch, verify) beside `serde_yaml`'s reading of the same head, and heads
//! that are made to hurt: each is to be refused within 200 ms. `check` over 7,500 articles with texts (34 MB), read
//! and all rules asked, stands beside plain reading and one parse of the same texts on one core: it is to take
//! 0.8 s on two.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{fmt::Write as _, fs, path::Path, sync::Arc, time::Duration};

use kopij::{
    cli,
    io::{
        checks::{self, OfSite},
        scan,
    },
    model::{
        front_matter::{self, Change, KeyPath, Value},
        schema::{HeadSummary, Schema},
    },
};

const ARTICLES: usize = 10_000;
const HEADS: [usize; 3] = [300, 1_000, 5_000];

fn main() {
    divan::main();
}

/// An article whose head has about `bytes`.
fn article(at: usize, bytes: usize) -> String {
    let mut text = format!(
        "---\ntitle: \"Article {at}: the ferry\"\ndate: 2026-02-{:02}T16:09:07Z # when\ntags: [ferry, \"tide\", tag{}]\nlabel: NEWS\n",
        at % 28 + 1,
        at % 50,
    );
    let mut key = 0;
    while text.len() < bytes {
        key += 1;
        writeln!(
            text,
            "key{key}: 'Some words of a value that a writer gave it'"
        )
        .unwrap();
    }
    text.push_str("draft: false\n---\n\n");
    for _ in 0..40 {
        text.push_str("The ferry leaves at half past eleven for those who wait on the quay.\n\n");
    }
    text
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content/posts");
    fs::create_dir_all(&content).unwrap();
    for at in 0..ARTICLES {
        fs::write(content.join(format!("a{at}.md")), article(at, 400)).unwrap();
    }
    folder
}

#[divan::bench(max_time = Duration::from_secs(8), sample_size = 1)]
fn list_10_000(bencher: divan::Bencher<'_, '_>) {
    let site = site();
    let command = cli::Command::List {
        path: site.path().to_owned(),
        json: false,
        conditions: Vec::new(),
        read: cli::Read::default(),
        sort: cli::Order::default(),
    };
    bencher.bench_local(|| {
        let mut out = Vec::new();
        let done = cli::run(&command, &mut out, &mut Vec::new());
        assert_eq!(done, cli::Done::Fine);
        out
    });
}

#[divan::bench(max_time = Duration::from_secs(8), sample_size = 1)]
fn read_10_000(bencher: divan::Bencher<'_, '_>) {
    let site = site();
    bencher.bench_local(|| read_all(site.path()));
}

fn read_all(folder: &Path) -> usize {
    fs::read_dir(folder.join("content/posts"))
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap().len())
        .sum()
}

const CHECKED: usize = 7_500;

/// A site of articles of some 4.5 KB with links to each other.
fn linked_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content/posts");
    fs::create_dir_all(&content).unwrap();
    fs::write(
        folder.path().join("hugo.toml"),
        "baseURL = \"https://example.org/\"\n",
    )
    .unwrap();
    for at in 0..CHECKED {
        let mut text = article(at, 400);
        for part in 0..10 {
            let to = (at * 7 + part * 31) % CHECKED;
            writeln!(
                text,
                "## Part {part}\n\nThe *ferry* waits at [the quay](/posts/a{to}/) for an hour, as [they say](https://example.com/{to}).\n\n- one `code`\n- two\n"
            )
            .unwrap();
        }
        fs::write(content.join(format!("a{at}.md")), text).unwrap();
    }
    folder
}

#[divan::bench(max_time = Duration::from_secs(8), sample_size = 1)]
fn check_7_500(bencher: divan::Bencher<'_, '_>) {
    let folder = linked_site();
    bencher.bench_local(|| {
        let (site, _) = scan::site_of(folder.path(), Vec::new()).unwrap();
        let of_site = OfSite::of(Arc::new(site), 0);
        let places: Vec<usize> = (0..of_site.site.articles.len()).collect();
        let checked = checks::check(&of_site, &places, 0, checks::all_threads(), &|_| true);
        assert_eq!(checked.articles.len(), CHECKED);
        checked
    });
}

#[divan::bench(max_time = Duration::from_secs(8), sample_size = 1)]
fn read_and_parse_7_500(bencher: divan::Bencher<'_, '_>) {
    let folder = linked_site();
    bencher.bench_local(|| {
        let files = fs::read_dir(folder.path().join("content/posts")).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let options = pulldown_cmark::Options::all();
        texts
            .map(|text| pulldown_cmark::Parser::new_ext(&text, options).count())
            .sum::<usize>()
    });
}

#[divan::bench(max_time = Duration::from_secs(4), sample_size = 1)]
fn learn_10_000(bencher: divan::Bencher<'_, '_>) {
    let heads: Vec<HeadSummary> = (0..ARTICLES)
        .map(|at| {
            let text = article(at, 400);
            HeadSummary::of(&front_matter::read(&text), &text)
        })
        .collect();
    bencher.bench_local(|| Schema::learn(heads.iter().map(|head| ("posts", head))));
}

#[divan::bench(args = HEADS)]
fn set_a_value(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = article(1, bytes);
    let change = Change::Set {
        path: KeyPath::new(["title"]),
        value: Value::Text("Another: title".to_owned()),
    };
    bencher.bench_local(|| front_matter::edit(&text, &change).unwrap().unwrap());
}

#[divan::bench(args = HEADS)]
fn serde_yaml_reads(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = article(1, bytes);
    let content = front_matter::read(&text).content;
    let head = text.get(content).unwrap().to_owned();
    bencher.bench_local(|| serde_yaml::from_str::<serde_yaml::Value>(&head).unwrap());
}

#[divan::bench(args = ["aliases", "brackets", "depth", "long text"], max_time = Duration::from_secs(4))]
fn refuse(bencher: divan::Bencher<'_, '_>, what: &str) {
    let head = match what {
        "aliases" => {
            let mut head = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
            for level in 1..10 {
                let inner = format!("*a{}, ", level - 1).repeat(10);
                writeln!(head, "a{level}: &a{level} [{inner}]").unwrap();
            }
            head
        }
        "brackets" => format!("a: {}\n", "[".repeat(250_000)),
        "depth" => format!("a: {}{}\n", "{a: ".repeat(10_000), "}".repeat(10_000)),
        _ => format!("a: \"{}\"\n", "x".repeat(5_000_000)),
    };
    let text = format!("---\n{head}---\n");
    let change = Change::Set {
        path: KeyPath::new(["title"]),
        value: Value::Text("x".to_owned()),
    };
    bencher.bench_local(|| front_matter::edit(&text, &change).unwrap_err());
}
