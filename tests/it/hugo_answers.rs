//! Small sites, each with what Hugo 0.168 makes of it: nothing, or pages of files at addresses. With
//! `KOPIJ_HUGO` the answers are asked again.

use std::{collections::BTreeSet, fs, path::Path};

use kopij::cli::{Command, Done, Read, run};
use serde_json::Value;

use crate::support::{Hugo, hugo_of, put};

const ANSWERS: &str = include_str!("../fixtures/hugo/answers.json");
const LAYOUT: &str =
    "{{ with .File }}|{{ .Filename }}|{{ end }}{{ .RelPermalink | safeHTML }}|{{ .Content }}";
/// Which pages are listed, each as its file and its address; `None`: nothing is built.
type Public = Option<BTreeSet<String>>;

#[test]
fn each_small_site_is_what_hugo_makes_of_it() {
    compare(|row, root, now| {
        put_site(row, root);
        listed(root, now)
    });
}

#[test]
fn hugo_still_answers_so_of_each_small_site() {
    let Some(hugo) = hugo_of(&["0.168.0"]) else {
        return;
    };
    compare(|row, root, now| {
        put_site(row, root);
        built(&hugo, root, now)
    });
}

fn compare(answer: impl Fn(&Value, &Path, &str) -> Public) {
    let answers: Value = serde_json::from_str(ANSWERS).unwrap();
    let rows = answers["rows"].as_array().unwrap();
    let mut wrong = Vec::new();
    for row in rows {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let found = answer(row, &root, answers["now"].as_str().unwrap());
        let public = row["public"].as_array();
        let expected: Public = public.map(|all| {
            let all = all.iter().map(|line| line.as_str().unwrap().to_owned());
            all.collect()
        });
        if found != expected {
            wrong.push(format!("{}: {found:?}, not {expected:?}", row["name"]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

fn put_site(row: &Value, root: &Path) {
    let settings = row["settings"].as_str().unwrap();
    let base = "baseURL='https://example.org/'\n";
    put(&root.join("hugo.toml"), &[base, settings].concat());
    for kind in ["single", "list", "home", "taxonomy", "term"] {
        put(&root.join(format!("layouts/_default/{kind}.html")), LAYOUT);
    }
    for (path, text) in row["files"].as_object().unwrap() {
        put(&root.join(path), text.as_str().unwrap());
    }
}

fn listed(root: &Path, now: &str) -> Public {
    let read = Read {
        query: String::new(),
        allow_outside: Vec::new(),
        now: Some(now.to_owned()),
    };
    let command = Command::List {
        path: root.to_owned(),
        json: true,
        conditions: Vec::new(),
        read,
        sort: kopij::cli::Order::default(),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let done = run(&command, &mut out, &mut err);
    assert_ne!(done, Done::Failed, "{}", String::from_utf8_lossy(&err));
    let articles: Vec<Value> = serde_json::from_slice(&out).unwrap();
    let stops = |article: &Value| article["state"] == "stops-build";
    if articles.iter().any(stops) {
        return None;
    }
    let public = articles
        .iter()
        .filter(|it| it["state"] == "published" || it["state"] == "unlisted");
    let line = |article: &Value| {
        let text = |key: &str| article[key].as_str().unwrap().to_owned();
        format!("{} {}", text("path"), text("url"))
    };
    Some(public.map(line).collect())
}

fn built(hugo: &Hugo, root: &Path, now: &str) -> Public {
    let mut command = hugo.command(root);
    let output = command.args(["--clock", now, "-d", "public"]).output();
    if !output.unwrap().status.success() {
        return None;
    }
    let mut public = BTreeSet::new();
    add(root, &root.join("public"), &mut public);
    Some(public)
}

fn add(root: &Path, folder: &Path, public: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(root, &path, public);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut parts = text.split('|').skip(1);
        let (Some(file), Some(address)) = (parts.next(), parts.next()) else {
            continue;
        };
        if let (Ok(file), true) = (Path::new(file).strip_prefix(root), text.starts_with('|')) {
            public.insert(format!("{} {address}", file.display()));
        }
    }
}
