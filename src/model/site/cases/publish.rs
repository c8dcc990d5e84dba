//! `publish.json`: will this page appear, when, where; by four versions of Hugo.

use std::sync::Arc;

use serde_json::Value;

use super::{Made, Memory, none_wrong};
use crate::model::{
    front_matter,
    site::{
        address::escaped,
        hugo::{Asked, Flags, Settings, Version},
        kind::Kind,
        pages::{
            Page, place_of,
            refs::{Found, Index},
        },
        shortcodes::{Shortcodes, calls::calls},
        status::{State, verdict},
    },
};

const CASES: &str = include_str!("../../../../tests/fixtures/hugo/publish.json");
/// 2026-06-15T12:00:00+02:00, the clock of the cases.
const NOW: i64 = 1_781_517_600;
/// 2025-06-01T00:00:00Z, the time of every file.
const MODIFIED: i64 = 1_748_736_000;

/// What is not followed, and why.
const NOT_FOLLOWED: [(&str, &str, &str); 4] = [
    (
        "0.111.3",
        "import-off",
        "that it asks for a module that is off",
    ),
    ("0.111.3", "bundle-file-alias", "its checks of values"),
    ("0.111.3", "bundle-file-outputs", "its checks of values"),
    (
        "0.168.0 0.152.2",
        "perm-sectionslug-auto",
        "a title that it makes in the plural",
    ),
];

fn files_of(cases: &Value, case: &Value) -> Memory {
    let mut files = Memory::default();
    files.add(&cases["layouts"]);
    if case["config_files"].is_object() {
        files.add(&case["config_files"]);
    } else {
        let base = case["base"]
            .as_str()
            .or(cases["base_config"].as_str())
            .unwrap();
        let config = case["config"].as_str().unwrap_or_default();
        files
            .0
            .insert("hugo.toml".to_owned(), format!("{base}{config}"));
    }
    files.add(&case["files"]);
    files
}

fn asked(case: &Value, version: &str) -> Asked {
    let flags: Vec<&str> = case["flags"]
        .as_array()
        .map(|flags| flags.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let env = case["env"].as_object();
    let variables = env.into_iter().flatten();
    Asked {
        version: Version::read(version),
        flags: Some(Flags::read(&flags)),
        variables: variables
            .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        ..Asked::default()
    }
}

/// What differs from Hugo's answer.
fn differences(cases: &Value, case: &Value, version: &str, answer: &Value) -> Vec<String> {
    let files = files_of(cases, case);
    let settings = Settings::read(&files, &asked(case, version));
    let made = Made::of(&files, settings, NOW, MODIFIED);
    let article = case["article"].as_str().unwrap();
    let page = made.page(article);
    let state = verdict(&made.settings, page.as_ref(), NOW).state;
    let stops = made.heads.keys().any(|path| {
        verdict(&made.settings, made.page(path).as_ref(), NOW).state == State::StopsBuild
    }) || stops_in_text(&made, &files);
    let mut wrong = Vec::new();
    let mut differ = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            wrong.push(format!("{what} {ours}, Hugo has {theirs}"));
        }
    };
    let is_error = answer["build"] == "error";
    differ("stops", stops.to_string(), is_error.to_string());
    if is_error {
        return wrong;
    }
    // Of a home page its layout is not looked for.
    if !page.as_ref().is_ok_and(|page| page.kind == Kind::Home) {
        differ(
            "is public",
            state.is_public().to_string(),
            answer["page"].is_string().to_string(),
        );
    }
    let Ok(page) = page else {
        differ(
            "is listed",
            "false".to_owned(),
            answer["in_list_all"].to_string(),
        );
        return wrong;
    };
    compare(&made.settings, &page, state, answer, &mut differ);
    wrong
}

/// Whether a shortcode or a `ref` stops the build.
fn stops_in_text(made: &Made, files: &Memory) -> bool {
    let mut index = Index::default();
    for path in made.heads.keys() {
        if let Ok(page) = made.page(path) {
            index.add(&Arc::new(page), path);
        }
    }
    made.heads.keys().any(|path| {
        let text = &files.0[path];
        let start = front_matter::glance(text).head.end;
        let leads = |written: &str| {
            let place = place_of(&made.settings, path).unwrap();
            let is_own = written.split(['#', '?']).next() == Some("");
            is_own || matches!(index.by_ref(place.from(), written), Found::One(_))
        };
        let (calls, _) = calls(text, start);
        let mut refs = calls.iter().filter_map(|call| call.reference());
        let shortcodes = Shortcodes::of_hugo(made.settings.version);
        let is_page = made.page(path).is_ok();
        let stops = !shortcodes.faults(text, start).is_empty();
        is_page && (stops || !refs.all(|(path, _)| leads(path)))
    })
}

fn compare(
    settings: &Settings,
    page: &Page,
    state: State,
    answer: &Value,
    differ: &mut dyn FnMut(&str, String, String),
) {
    let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    let address = escaped(&page.address);
    if answer["url"].is_string() {
        differ("url", address.clone(), text("url"));
    } else if answer["permalink"].is_string() {
        let base = &settings.languages.all[page.language].base;
        let ours = match &*address {
            "" => String::new(),
            path => format!("{}://{}{path}", base.scheme, base.host),
        };
        differ("permalink", ours, text("permalink"));
    }
    let is_listed = answer["in_list_all"] == true;
    if is_listed {
        for (key, moment) in [
            ("date", page.dates.date),
            ("publishDate", page.dates.publish),
            ("expiryDate", page.dates.expiry),
        ] {
            let ours = moment.map(|moment| moment.to_string());
            differ(key, ours.unwrap_or_default(), text(key));
        }
        let is_draft = answer["draft"] == true;
        differ("draft", page.is_draft.to_string(), is_draft.to_string());
    }
    if answer["in_regular_pages"] == true && state.is_public() {
        differ(
            "is unlisted",
            (state == State::Unlisted).to_string(),
            "false".to_owned(),
        );
    }
}

/// Whether a row is compared: neither by chance nor named above.
fn check(version: &str) {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let mut wrong = Vec::new();
    let all = cases["cases"].as_array().unwrap();
    let mut left_out = 0;
    for case in all {
        let id = case["id"].as_str().unwrap();
        let own = &case["hugo"][version];
        let answer = if own.is_null() {
            &case["hugo"]["0.168.0"]
        } else {
            own
        };
        let is_named = NOT_FOLLOWED
            .iter()
            .any(|(versions, named, _)| *named == id && versions.contains(version));
        left_out += usize::from(is_named);
        if case["unstable"] == true || is_named {
            continue;
        }
        for difference in differences(&cases, case, version, answer) {
            wrong.push(format!("{id}: {difference}"));
        }
    }
    assert!(left_out * 100 <= all.len());
    none_wrong(&wrong, all.len());
}

#[test]
fn pages_appear_as_hugo_0_168_has_them() {
    check("0.168.0");
}

#[test]
fn pages_appear_as_hugo_0_152_has_them() {
    check("0.152.2");
}

#[test]
fn pages_appear_as_hugo_0_147_has_them() {
    check("0.147.9");
}

#[test]
fn pages_appear_as_hugo_0_111_has_them() {
    check("0.111.3");
}
