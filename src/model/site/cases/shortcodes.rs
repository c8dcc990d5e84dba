//! The group shortcode of `hugo.json`: which names there are, and which calls stop the build.

use super::{
    none_wrong,
    sites::{cases, files_of},
};
use crate::model::{
    front_matter,
    site::{
        hugo::{Asked, Settings, Version},
        shortcodes::Shortcodes,
    },
};

/// What is not followed, and why.
const NOT_FOLLOWED: [(u64, &str); 1] = [(201, "whether a template takes the values it is given")];

#[test]
fn a_call_stops_the_build_where_it_stops_hugos() {
    let cases = cases();
    let all = cases["cases"].as_array().unwrap().iter();
    let of_group: Vec<_> = all.filter(|case| case["group"] == "shortcode").collect();
    let mut wrong = Vec::new();
    for case in &of_group {
        if NOT_FOLLOWED.iter().any(|(id, _)| case["id"] == *id) {
            continue;
        }
        let files = files_of(&cases, case);
        let asked = Asked {
            version: Some(Version::NEWEST),
            ..Asked::default()
        };
        let settings = Settings::read(&files, &asked);
        let shortcodes = Shortcodes::read(&settings, &files);
        let texts = files
            .0
            .iter()
            .filter(|(path, _)| path.starts_with("content/"));
        let faults: Vec<_> = texts
            .flat_map(|(_, text)| {
                let start = front_matter::glance(text).head.end;
                shortcodes.faults(text, start)
            })
            .collect();
        let errors = case["hugo"]["errors"].as_array().cloned();
        let errors = errors.unwrap_or_default();
        let stops = |error: &serde_json::Value| !error.as_str().unwrap().starts_with("WARN");
        if faults.is_empty() == errors.iter().any(stops) {
            wrong.push(format!(
                "{} {}: {faults:?}, {errors:?}",
                case["id"], case["case"]
            ));
        }
    }
    none_wrong(&wrong, of_group.len());
}
