//! `names.json`: random names, and what Hugo 0.168 makes of them in an address.

use serde_json::Value;

use super::{Made, Memory, none_wrong};
use crate::model::site::{
    address::{Manner, key, of_path},
    hugo::Settings,
};

const NAMES: &str = include_str!("../../../../tests/fixtures/hugo/names.json");

#[test]
fn names_become_the_parts_of_addresses_that_hugo_makes_of_them() {
    let names: Value = serde_json::from_str(NAMES).unwrap();
    let names = names["names"].as_array().unwrap();
    let mut wrong = Vec::new();
    for row in names {
        let [kind, name, expected] = [0, 1, 2].map(|at| row[at].as_str().unwrap());
        let made = match kind {
            "slug" => of_slug(name),
            "tag" => of_path(&key(name), Manner::default())
                .trim_end_matches('/')
                .to_owned(),
            _ => of_path(&key(name), Manner::default()),
        };
        if made != expected {
            wrong.push(format!("{kind} {name:?}: {made:?}, not {expected:?}"));
        }
    }
    none_wrong(&wrong, names.len());
}

/// The address of a page with this slug.
fn of_slug(slug: &str) -> String {
    let slug = serde_json::to_string(slug).unwrap();
    let mut files = Memory::default();
    files
        .0
        .insert("content/a.md".to_owned(), format!("{{\"slug\": {slug}}}\n"));
    let made = Made::of(&files, Settings::default(), 0, 0);
    let page = made.page("content/a.md").unwrap();
    page.address.trim_matches('/').to_owned()
}
