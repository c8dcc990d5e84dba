//! The group heading id of `hugo.json`.

use regex::Regex;

use super::{
    none_wrong,
    sites::{cases, files_of},
};
use crate::model::{
    front_matter,
    markdown::{
        blocks::parse_as,
        render::{RawHtml, html},
    },
    site::hugo::{Asked, Settings},
};

/// What is not followed, and why.
const NOT_FOLLOWED: [(u64, &str); 0] = [];

/// The ids of the headings in a page; empty: it has none.
fn ids(page: &str) -> Vec<String> {
    let headings = Regex::new(r"<h[1-6]([^>]*)>").unwrap();
    let id = Regex::new("id=\"([^\"]*)\"").unwrap();
    let found = headings.captures_iter(page).map(|heading| {
        let id = id.captures(heading.get(1).unwrap().as_str());
        id.map_or_else(String::new, |id| id[1].to_owned())
    });
    found.collect()
}

#[test]
fn headings_have_the_ids_that_hugo_gives_them() {
    let cases = cases();
    let all = cases["cases"].as_array().unwrap().iter();
    let of_group: Vec<_> = all.filter(|case| case["group"] == "heading id").collect();
    let mut wrong = Vec::new();
    for case in &of_group {
        if NOT_FOLLOWED.iter().any(|(id, _)| case["id"] == *id) {
            continue;
        }
        let text = case["files"]["content/a.md"].as_str().unwrap();
        let settings = Settings::read(&files_of(&cases, case), &Asked::default());
        let body_start = front_matter::glance(text).head.end;
        let blocks = parse_as(
            settings.dialect(settings.languages.default),
            text,
            body_start,
        );
        let ours = ids(&html(text, &blocks, RawHtml::Omitted));
        let theirs = ids(case["hugo"]["pages"][0]["html"].as_str().unwrap());
        if ours != theirs {
            wrong.push(format!(
                "{} {}: {ours:?}, Hugo has {theirs:?}",
                case["id"], case["case"]
            ));
        }
    }
    none_wrong(&wrong, of_group.len());
}
