//! The answers that the rules are compared with are asked of a real Hugo again. Runs where the
//! environment names one of the versions that the table has: `KOPIJ_HUGO`.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use serde_json::Value;

const CASES: &str = include_str!("../fixtures/hugo/publish.json");

/// The file of the article's page, and whether the site was built.
fn build(hugo: &str, cases: &Value, case: &Value) -> (bool, bool) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let put = |path: &str, text: &Value| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text.as_str().unwrap()).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        let modified = SystemTime::UNIX_EPOCH + Duration::from_hours(485_760);
        file.set_modified(modified).unwrap();
    };
    let base = case["base"]
        .as_str()
        .or(cases["base_config"].as_str())
        .unwrap();
    let config = format!("{base}{}", case["config"].as_str().unwrap_or_default());
    if !case["config_files"].is_object() {
        put("hugo.toml", &Value::String(config));
    }
    for files in [&cases["layouts"], &case["files"], &case["config_files"]] {
        for (path, text) in files.as_object().into_iter().flatten() {
            put(path, text);
        }
    }
    let flags = case["flags"].as_array().into_iter().flatten();
    let mut command = Command::new(hugo);
    command
        .args(["--clock", cases["clock"].as_str().unwrap()])
        .args(flags.filter_map(Value::as_str))
        .args(["-d", "public"])
        .current_dir(root)
        .env("TZ", "UTC");
    for (name, value) in case["env"].as_object().into_iter().flatten() {
        command.env(name, value.as_str().unwrap());
    }
    let output = command.output().unwrap();
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let answer = answer(case, &version(hugo));
    let page = answer["page"]
        .as_str()
        .map(|page| root.join("public").join(page));
    let is_there = page.is_some_and(|page| {
        let url = answer["url"].as_str().unwrap_or_default();
        // As a template escapes it.
        let page = text(&page).replace("&#43;", "+").replace("&amp;", "&");
        page.contains(&format!("|{url}|"))
    });
    (output.status.success(), is_there)
}

/// `0.168.0`, if it is one of the table.
fn version(hugo: &str) -> String {
    let output = Command::new(hugo).arg("version").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let word = said.split_whitespace().find(|word| word.starts_with("v0."));
    let word = word.unwrap_or_default().trim_start_matches('v');
    word.split(['-', '+']).next().unwrap_or_default().to_owned()
}

fn answer(case: &Value, version: &str) -> Value {
    let own = &case["hugo"][version];
    if own.is_null() {
        case["hugo"]["0.168.0"].clone()
    } else {
        own.clone()
    }
}

#[test]
fn a_real_hugo_still_gives_the_answers_of_the_table() {
    let Ok(hugo) = std::env::var("KOPIJ_HUGO") else {
        return;
    };
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let version = version(&hugo);
    let known = cases["hugo"].as_array().unwrap();
    if !known.iter().any(|known| *known == version) {
        return;
    }
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        if case["unstable"] == true {
            continue;
        }
        let expected = answer(case, &version);
        let is_built = expected["build"] == "ok";
        let (built, is_there) = build(&hugo, &cases, case);
        if built != is_built || (is_built && is_there != expected["page"].is_string()) {
            wrong.push(format!("{}: built {built}, page {is_there}", case["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
