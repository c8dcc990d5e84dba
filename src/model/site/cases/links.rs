//! The groups ref, link and term of `hugo.json`.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use super::{
    Made, Memory, none_wrong,
    sites::{cases, made},
};
use crate::model::site::{
    address::escaped,
    hugo::{Asked, Settings},
    pages::{
        Page, Term, place_of,
        refs::{Found, Index},
    },
    status::verdict,
};

const NOW: i64 = 1_781_517_600;

/// What is not followed, and why.
const NOT_FOLLOWED: [(u64, &str); 0] = [];

/// The pages that readers see, terms among them, and where to find them.
struct Linked {
    made: Made,
    index: Index<usize>,
    pages: Vec<Page>,
}

fn linked(cases: &Value, case: &Value) -> Linked {
    let made = made(cases, case);
    let mut pages: Vec<Page> = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    for (path, own) in &made.heads {
        let page = made.page(path);
        if verdict(&made.settings, page.as_ref(), NOW)
            .state
            .is_public()
        {
            pages.push(page.unwrap());
            terms.extend(made.pages.terms(&made.settings, path, own));
        }
    }
    for term in &terms {
        let page = made.pages.term_page(&made.settings, term);
        let is_there = |other: &Page| other.key == page.key && other.language == page.language;
        if !pages.iter().any(is_there) {
            pages.push(page);
        }
    }
    let mut index = Index::default();
    for (at, page) in pages.iter().enumerate() {
        index.add(&Arc::new(page.clone()), at);
    }
    Linked { made, index, pages }
}

impl Linked {
    /// The text of a page with its calls of `ref` and `relref`, and its links, resolved.
    fn resolved(&self, path: &str, text: &str) -> Result<String, String> {
        let place = place_of(&self.made.settings, path).unwrap();
        let calls = regex::Regex::new(
            r#"\{\{[<%] (rel)?ref (?:path=)?"([^"]*)"(?: lang="(\w+)")? [>%]\}\}"#,
        )
        .unwrap();
        let mut error = None;
        let made = calls.replace_all(text, |call: &regex::Captures<'_>| {
            let written = &call[2];
            let mut from = place.from();
            if let Some(code) = call.get(3) {
                from.language = self.made.settings.languages.of_code(code.as_str()).unwrap();
            }
            let fragment = written.split_once('#').map_or("", |(_, fragment)| fragment);
            let fragment = if fragment.is_empty() {
                String::new()
            } else {
                format!("#{fragment}")
            };
            if written.split(['#', '?']).next() == Some("") {
                return fragment;
            }
            match self.index.by_ref(from, written) {
                Found::One(&at) => {
                    let start = if call.get(1).is_some() {
                        ""
                    } else {
                        "https://example.org"
                    };
                    format!("{start}{}{fragment}", escaped(&self.pages[at].address))
                }
                Found::Ambiguous => {
                    error = Some("is ambiguous");
                    String::new()
                }
                Found::None => {
                    error = Some("page not found");
                    String::new()
                }
            }
        });
        let made = made.into_owned();
        error.map_or(Ok(made), |error| Err(error.to_owned()))
    }
}

fn of_group(cases: &Value, group: &str) -> Vec<Value> {
    let all = cases["cases"].as_array().unwrap().iter();
    let of_group = all.filter(|case| case["group"] == group);
    let followed = of_group.filter(|case| {
        NOT_FOLLOWED
            .iter()
            .all(|(id, _)| case["id"].as_u64() != Some(*id))
    });
    followed.cloned().collect()
}

/// Of these Hugo 0.168 finds the page, from wherever they are asked.
const FOUND: [&str; 22] = [
    "https://x.org/about",
    "//x.org/about",
    "ftp://h/about",
    "https://x.org/",
    "/docs/_index.md",
    "docs/_index.md",
    "v1.2.md",
    "v1.2",
    "../../about.md",
    "../../../about.md",
    "../../about",
    "../../docs/only",
    "docs/only",
    "only",
    "only.txt",
    "about.txt",
    "a.markdown",
    "/about/",
    "posts/b",
    "c",
    "b",
    ".",
];

#[test]
fn ref_finds_what_hugo_finds_however_it_is_written() {
    let mut files = Memory::default();
    for path in [
        "_index.md",
        "about.md",
        "docs/_index.md",
        "docs/only.md",
        "posts/_index.md",
        "posts/a.md",
        "posts/b/index.md",
        "posts/sub/c.md",
        "v1.2.md",
    ] {
        let text = "---\ntitle: T\n---\n".to_owned();
        files.0.insert(format!("content/{path}"), text);
    }
    let made = Made::of(&files, Settings::read(&files, &Asked::default()), NOW, NOW);
    let mut index = Index::default();
    for path in made.heads.keys() {
        index.add(&Arc::new(made.page(path).unwrap()), path.clone());
    }
    let check = |path: &str, lost: &[&str], found: &[&str]| {
        let place = place_of(&made.settings, &format!("content/{path}")).unwrap();
        let is_found = |written: &str| matches!(index.by_ref(place.from(), written), Found::One(_));
        for written in FOUND.iter().chain(found) {
            assert!(is_found(written), "{path}: {written}");
        }
        let nowhere = [
            "/docs/./only",
            "/docs//only",
            "/docs/../about",
            "/posts/sub/../a",
            "../sub/c",
        ];
        let never = ["/about.txt", "docs/only.txt", "v1.3", "https://x.org/a"];
        for written in nowhere.iter().chain(&never).chain(lost) {
            assert!(!is_found(written), "{path}: {written}");
        }
    };
    check(
        "posts/b/index.md",
        &[
            "../a",
            "../about.md",
            "../docs/only.md",
            "./only",
            "../b",
            "posts/sub/../a",
        ],
        &["../docs/only", "../about", "../a.md", "..", "a"],
    );
    check(
        "posts/a.md",
        &[
            "../a",
            "../a.md",
            "../b",
            "../b/index.md",
            "./only",
            "posts/sub/../a",
        ],
        &["../docs/only", "../docs/only.md", "../about.md", "./a"],
    );
    check(
        "docs/_index.md",
        &["../a", "../a.md", "./a", "b/index.md", "../b", "sub/c"],
        &["./only", "../about.md", "../docs/only"],
    );
    check(
        "about.md",
        &["../a", "./a", "./only", "sub/c"],
        &["../about.md", "../docs/only.md", "..", "posts/sub/../a"],
    );
}

#[test]
fn ref_leads_where_hugo_leads() {
    let cases = cases();
    let mut wrong = Vec::new();
    let all = of_group(&cases, "ref");
    for case in &all {
        let linked = linked(&cases, case);
        let text = case["files"]["content/posts/a.md"].as_str().unwrap();
        let body = text.rsplit_once("---\n").unwrap().1.trim();
        let page = case["hugo"]["pages"][0].clone();
        let html = page["html"].as_str().unwrap();
        let theirs = html.trim_start_matches("<p>").trim_end_matches("</p>");
        let errors = case["hugo"]["errors"][0].as_str();
        match linked.resolved("content/posts/a.md", body) {
            Ok(ours) if errors.is_none() => {
                let link = ours
                    .strip_prefix("[x](")
                    .and_then(|rest| rest.strip_suffix(')'));
                let ours = link.map_or(ours.clone(), |to| format!("<a href=\"{to}\">x</a>"));
                if ours != theirs {
                    wrong.push(format!("{}: {ours}, Hugo has {theirs}", case["case"]));
                }
            }
            Err(why) if errors.is_some_and(|error| error.contains(&why)) => {}
            other => wrong.push(format!("{}: {other:?}, Hugo has {errors:?}", case["case"])),
        }
    }
    none_wrong(&wrong, all.len());
}

#[test]
fn links_lead_where_the_hook_of_hugo_leads_them() {
    let cases = cases();
    let links = regex::Regex::new(r"\[\w\]\(([^)]*)\)").unwrap();
    let mut wrong = Vec::new();
    let mut all = of_group(&cases, "link");
    all.extend(
        of_group(&cases, "translation")
            .into_iter()
            .filter(|case| case["case"] == "markdown link in two languages"),
    );
    for case in &all {
        let linked = linked(&cases, case);
        let has_hook = case["settings"].as_str().unwrap().contains("useEmbedded")
            || linked.made.settings.is_multilingual();
        for (path, text) in case["files"].as_object().unwrap() {
            let place = place_of(&linked.made.settings, path).unwrap();
            for link in links.captures_iter(text.as_str().unwrap()) {
                let written = &link[1];
                let page = linked.made.page(path).unwrap();
                let end = written.find(['?', '#']).unwrap_or(written.len());
                let (plain, rest) = written.split_at(end);
                let ours = match (has_hook, linked.index.by_link(place.from(), written)) {
                    (true, Some(&at)) => format!("{}{rest}", linked.pages[at].address),
                    (true, None) if plain.is_empty() => format!("{}{rest}", page.address),
                    _ => written.to_owned(),
                };
                let below = linked.made.settings.content_path(path).unwrap();
                let theirs = case["hugo"]["pages"].as_array().unwrap().iter();
                let page = theirs.clone().find(|page| page["file"] == *below).unwrap();
                if !page["html"]
                    .as_str()
                    .unwrap()
                    .contains(&format!("href=\"{ours}\""))
                {
                    wrong.push(format!(
                        "{} {written}: {ours}, Hugo has {}",
                        case["case"], page["html"]
                    ));
                }
            }
        }
    }
    none_wrong(&wrong, all.len());
}

#[test]
fn terms_have_the_pages_that_hugo_makes() {
    let cases = cases();
    let mut wrong = Vec::new();
    let all = of_group(&cases, "term");
    for case in &all {
        let linked = linked(&cases, case);
        let rivals = case["unstable"].as_str().unwrap_or_default();
        let lists = ["content/tags/", "content/categories/"];
        let is_list = |page: &&Page| page.kind == crate::model::site::kind::Kind::Term;
        let ours: BTreeSet<&str> = linked
            .pages
            .iter()
            .filter(is_list)
            .map(|page| &*page.address)
            .collect();
        let pages = case["hugo"]["pages"].as_array().unwrap();
        let theirs: BTreeSet<&str> = pages
            .iter()
            .filter(|page| page["kind"] == "term")
            .map(|page| page["url"].as_str().unwrap())
            .collect();
        if ours != theirs {
            wrong.push(format!("{}: {ours:?}, Hugo has {theirs:?}", case["case"]));
        }
        for page in pages.iter().filter(|page| page["kind"] == "page") {
            let Some(theirs) = page["terms"].as_str() else {
                continue;
            };
            let theirs: BTreeSet<&str> = theirs
                .split('>')
                .skip(1)
                .filter_map(|part| part.split(' ').next())
                .collect();
            let path = format!("content/{}", page["file"].as_str().unwrap());
            if lists.iter().any(|list| path.starts_with(list)) || rivals.contains("belongs") {
                continue;
            }
            let terms =
                linked
                    .made
                    .pages
                    .terms(&linked.made.settings, &path, &linked.made.heads[&path]);
            let pages = terms
                .iter()
                .filter(|term| term.taxonomy == "tags")
                .map(|term| {
                    let page = linked.made.pages.term_page(&linked.made.settings, term);
                    escaped(&page.address)
                });
            let ours: BTreeSet<String> = pages.collect();
            if ours.iter().map(String::as_str).collect::<BTreeSet<_>>() != theirs {
                wrong.push(format!(
                    "{} {path}: {ours:?}, Hugo has {theirs:?}",
                    case["case"]
                ));
            }
        }
    }
    none_wrong(&wrong, all.len());
}

#[test]
fn a_ref_in_a_site_of_many_pages_finds_the_one() {
    let mut files = Memory::default();
    for at in 0..200 {
        files
            .0
            .insert(format!("content/p{}/x{at}.md", at % 7), String::new());
    }
    let settings = Settings::default();
    let made = Made::of(&files, settings, NOW, NOW);
    let mut index = Index::default();
    let pages: Vec<Page> = made
        .heads
        .keys()
        .map(|path| made.page(path).unwrap())
        .collect();
    for (at, page) in pages.iter().enumerate() {
        index.add(&Arc::new(page.clone()), at);
    }
    let place = place_of(&made.settings, "content/p0/x0.md").unwrap();
    let found = index.by_ref(place.from(), "x150.md");
    assert!(matches!(found, Found::One(&at) if pages[at].key == "/p3/x150"));
    for (at, page) in pages.iter().enumerate() {
        index.remove(page, &at);
    }
    assert_eq!(index.by_ref(place.from(), "x150.md"), Found::None);
    assert!(index.by_address("/p3/x150/").is_none());
}
