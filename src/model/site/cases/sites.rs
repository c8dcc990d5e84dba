//! `hugo.json`: small sites and what Hugo 0.168 makes of them, by subject.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Made, Memory, none_wrong};
use crate::model::site::{
    hugo::{Asked, Settings, Version},
    pages::Page,
    status::{State, verdict},
};

const CASES: &str = include_str!("../../../../tests/fixtures/hugo/hugo.json");
/// A day on which the answers were given.
const NOW: i64 = 1_781_517_600;

/// What is not followed, and why.
const NOT_FOLLOWED: [(u64, &str); 0] = [];

pub fn cases() -> Value {
    serde_json::from_str(CASES).unwrap()
}

/// The site of a case, as `hugo.md` says to make it.
pub fn files_of(cases: &Value, case: &Value) -> Memory {
    let mut files = Memory::default();
    let settings = case["settings"].as_str().unwrap();
    let mut config = String::new();
    for (key, line) in [
        ("baseurl", "baseURL = \"https://example.org/\"\n"),
        ("title", "title = \"T\"\n"),
        (
            "disablekinds",
            "disableKinds = [\"sitemap\",\"RSS\",\"robotsTXT\",\"404\"]\n",
        ),
    ] {
        if !settings.to_lowercase().contains(&format!("{key} ")) {
            config.push_str(line);
        }
    }
    files.0.insert("hugo.toml".to_owned(), config + settings);
    for beside in case["beside"]
        .as_array()
        .into_iter()
        .flatten()
        .chain([&case["beside"]])
    {
        if let Some(name) = beside.as_str() {
            files.add(&cases[name]);
        }
    }
    files.add(&case["files"]);
    files
}

pub fn made(cases: &Value, case: &Value) -> Made {
    let files = files_of(cases, case);
    let asked = Asked {
        version: Some(Version::NEWEST),
        ..Asked::default()
    };
    let settings = Settings::read(&files, &asked);
    Made::of(&files, settings, NOW, NOW)
}

/// The case's own files that become pages, by the path below their content folder and address.
fn pages(made: &Made, case: &Value) -> Vec<(String, Page)> {
    let mut all = Vec::new();
    for path in made
        .heads
        .keys()
        .filter(|path| case["files"].get(path.as_str()).is_some())
    {
        let page = made.page(path);
        if verdict(&made.settings, page.as_ref(), NOW)
            .state
            .is_public()
        {
            let below = made.settings.content_path(path).unwrap();
            all.push((below, page.unwrap()));
        }
    }
    all
}

fn check(group: &str) {
    let cases = cases();
    let all = cases["cases"].as_array().unwrap();
    let of_group: Vec<&Value> = all.iter().filter(|case| case["group"] == group).collect();
    let mut wrong = Vec::new();
    for case in &of_group {
        let id = case["id"].as_u64().unwrap();
        if NOT_FOLLOWED.iter().any(|(named, _)| *named == id) {
            continue;
        }
        for difference in differences(&cases, case) {
            wrong.push(format!("{id} {}: {difference}", case["case"]));
        }
    }
    none_wrong(&wrong, of_group.len());
}

fn differences(cases: &Value, case: &Value) -> Vec<String> {
    let made = made(cases, case);
    let hugo = &case["hugo"];
    let errors = hugo["errors"].as_array().cloned().unwrap_or_default();
    let is_stop = |error: &Value| {
        let error = error.as_str().unwrap();
        !error.starts_with("WARN") && !error.contains("REF_NOT_FOUND")
    };
    let stops = made.heads.keys().any(|path| {
        verdict(&made.settings, made.page(path).as_ref(), NOW).state == State::StopsBuild
    });
    let mut wrong = Vec::new();
    let is_stopped = errors.iter().any(is_stop);
    if stops != is_stopped {
        wrong.push(format!("stops {stops}, Hugo says {errors:?}"));
    }
    if is_stopped {
        return wrong;
    }
    let rivals = case["unstable"].as_str().unwrap_or_default();
    let pages = pages(&made, case);
    let ours: BTreeSet<String> = pages
        .iter()
        .map(|(file, page)| format!("{file} {} {}", page.kind.name(), page.address))
        .collect();
    let theirs = theirs(hugo);
    // Of several that want one address Hugo publishes one, whichever.
    let by_address = |all: &BTreeSet<String>| -> BTreeSet<String> {
        let addresses = all
            .iter()
            .filter_map(|page| Some(page.rsplit_once(' ')?.1.to_owned()));
        addresses.collect()
    };
    let has_rivals = by_address(&ours).len() < ours.len();
    let is_same = if has_rivals {
        theirs.is_subset(&ours) && by_address(&ours) == by_address(&theirs)
    } else {
        ours == theirs
    };
    if !rivals.contains("page") && !is_same {
        wrong.push(format!("\n   {ours:?}\n   {theirs:?}"));
    }
    redirects(&made, case, &pages, &mut wrong);
    wrong
}

fn theirs(hugo: &Value) -> BTreeSet<String> {
    let pages = hugo["pages"].as_array().unwrap().iter();
    pages
        .filter_map(|page| {
            let file = page["file"].as_str()?;
            let text = |key: &str| page[key].as_str().unwrap();
            Some(format!("{file} {} {}", text("kind"), text("url")))
        })
        .collect()
}

/// The alias files of the case's own pages.
fn redirects(made: &Made, case: &Value, pages: &[(String, Page)], wrong: &mut Vec<String>) {
    let base = &made.settings.languages.all[0].base.path;
    let at = |alias: &String| {
        let alias = alias.trim_start_matches('/');
        let alias = alias
            .strip_prefix(&**base)
            .unwrap_or(alias)
            .trim_start_matches('/');
        if alias
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "html")
        {
            alias.to_owned()
        } else {
            format!("{alias}index.html")
        }
    };
    let aliases = pages.iter().flat_map(|(_, page)| &page.aliases);
    let ours: BTreeSet<String> = aliases.map(at).collect();
    let of_home = |at: &str| {
        // Those that Hugo makes for the home page of the default language.
        let codes = made.settings.languages.all.iter();
        let mut homes = codes.map(|language| format!("{}/index.html", language.code));
        at == "index.html" || homes.any(|home| home == at) || at == "oldslug/index.html"
    };
    let redirects = case["hugo"]["redirects"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let theirs: BTreeSet<String> = redirects
        .iter()
        .filter_map(|redirect| redirect["at"].as_str().map(str::to_owned))
        .filter(|at| !of_home(at))
        .collect();
    if ours != theirs {
        wrong.push(format!("redirects {ours:?}, Hugo has {theirs:?}"));
    }
}

#[test]
fn addresses_are_those_that_hugo_gives() {
    check("url");
}

#[test]
fn aliases_are_where_hugo_puts_them() {
    check("alias");
}

#[test]
fn states_are_those_that_hugo_gives() {
    check("state");
}

#[test]
fn names_of_files_count_as_hugo_takes_them() {
    check("filename");
}

#[test]
fn pages_of_other_languages_are_found_as_hugo_does() {
    check("translation");
    let cases = cases();
    for case in cases["cases"].as_array().unwrap() {
        if case["group"] == "translation" {
            translations(&cases, case);
        }
    }
}

/// Pages with one translation key in other languages.
fn translations(cases: &Value, case: &Value) {
    let made = made(cases, case);
    let pages = pages(&made, case);
    let code = |page: &Page| made.settings.languages.all[page.language].code.clone();
    let by_file: BTreeMap<String, &Value> = case["hugo"]["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| (page["url"].as_str().unwrap().to_owned(), page))
        .collect();
    for (_, page) in &pages {
        let Some(theirs) = by_file.get(&page.address) else {
            continue;
        };
        let theirs: BTreeSet<&str> = theirs["translations"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let others = pages
            .iter()
            .filter(|(_, other)| page.is_translated_by(other));
        let ours: Vec<String> = others
            .map(|(_, other)| format!("{}:{}", code(other), other.address))
            .collect();
        let theirs: Vec<&str> = theirs.into_iter().collect();
        // Of several with one key Hugo takes one.
        assert!(
            theirs
                .iter()
                .all(|their| ours.iter().any(|our| our == their))
                && ours.is_empty() == theirs.is_empty(),
            "{}: {} {ours:?} {theirs:?}",
            case["case"],
            page.address
        );
    }
}
