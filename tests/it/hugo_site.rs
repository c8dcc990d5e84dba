//! The answers that the rules are compared with are asked of a real Hugo again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use serde_json::Value;

use crate::support::{self, Hugo, hugo, hugo_of};

const PUBLISH: &str = include_str!("../fixtures/hugo/publish.json");
const SITES: &str = include_str!("../fixtures/hugo/hugo.json");
const NAMES: &str = include_str!("../fixtures/hugo/names.json");
/// Those that the table of states has, and that are asked here.
const VERSIONS: [&str; 4] = ["0.168.0", "0.152.2", "0.147.9", "0.111.3"];

fn put(root: &Path, path: &str, text: &str) {
    support::put(&root.join(path), text);
}

fn put_all(root: &Path, files: &Value) {
    for (path, text) in files.as_object().into_iter().flatten() {
        put(root, path, text.as_str().unwrap());
    }
}

/// The file of the article's page, and whether the site was built.
fn build(hugo: &Hugo, cases: &Value, case: &Value) -> (bool, bool) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let base = case["base"]
        .as_str()
        .or(cases["base_config"].as_str())
        .unwrap();
    let config = format!("{base}{}", case["config"].as_str().unwrap_or_default());
    if !case["config_files"].is_object() {
        put(root, "hugo.toml", &config);
    }
    for files in [&cases["layouts"], &case["files"], &case["config_files"]] {
        put_all(root, files);
    }
    let flags = case["flags"].as_array().into_iter().flatten();
    let mut command = hugo.command(root);
    command
        .args(["--clock", cases["clock"].as_str().unwrap()])
        .args(flags.filter_map(Value::as_str))
        .args(["-d", "public"]);
    for (name, value) in case["env"].as_object().into_iter().flatten() {
        command.env(name, value.as_str().unwrap());
    }
    let output = command.output().unwrap();
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let answer = answer(case, &hugo.version);
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
    let Some(hugo) = hugo_of(&VERSIONS) else {
        return;
    };
    let cases: Value = serde_json::from_str(PUBLISH).unwrap();
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        if case["unstable"] == true {
            continue;
        }
        let expected = answer(case, &hugo.version);
        let is_built = expected["build"] == "ok";
        let (built, is_there) = build(&hugo, &cases, case);
        if built != is_built || (is_built && is_there != expected["page"].is_string()) {
            wrong.push(format!("{}: built {built}, page {is_there}", case["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const CHECKS: &str = include_str!("../fixtures/checks.json");

#[test]
fn a_real_hugo_builds_nothing_exactly_where_the_checks_say_so() {
    let Some(hugo) = hugo_of(&VERSIONS[..1]) else {
        return;
    };
    let cases: Value = serde_json::from_str(CHECKS).unwrap();
    let build = |files: &Value| {
        let folder = tempfile::tempdir().unwrap();
        put_all(folder.path(), files);
        for layout in ["single", "list", "index"] {
            let page = "{{ .Title }}{{ .Content }}";
            put(
                folder.path(),
                &format!("layouts/_default/{layout}.html"),
                page,
            );
        }
        let now = cases["now"].as_str().unwrap();
        let mut command = hugo.command(folder.path());
        command.args(["--clock", now, "-d", "public"]);
        command.output().unwrap().status.success()
    };
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        for (name, stops) in [("fires", case["stops"] == true), ("quiet", false)] {
            let is_built = build(&case[name]);
            if is_built == stops {
                wrong.push(format!("{} {name}: built {is_built}", case["rule"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const LAYOUT: &str = "{{ with .File }}FILE|{{ .Path | safeHTML }}{{ end }}|KIND|{{ .Kind }}|URL|{{ .RelPermalink | safeHTML }}|TEXT|{{ .Content }}|END";

/// What cannot be asked again, and why.
const NOT_ASKED: [(u64, &str); 1] = [(255, "the template of the site over Hugo's is not in it")];

/// What a build made: the pages by their file, kind and address with their text, and the places of
/// the redirects.
struct Made {
    is_built: bool,
    pages: BTreeMap<(String, String), Vec<(String, String)>>,
    redirects: BTreeSet<String>,
}

impl Made {
    fn has_other_file_at(&self, file: &str, address: &str) -> bool {
        let others = self.pages.iter().filter(|((other, _), _)| other != file);
        let mut written = others.filter(|((other, _), _)| !other.is_empty());
        written.any(|(_, found)| found.iter().any(|(url, _)| url == address))
    }

    /// `place`: of a redirect, `posts/index.html`.
    fn has_page_in(&self, place: &str) -> bool {
        let address = format!("/{}", place.trim_end_matches("index.html"));
        let mut found = self.pages.values().flatten();
        found.any(|(url, _)| *url == address)
    }
}

/// As `hugo.md` says to make the site of a case.
fn site(root: &Path, cases: &Value, case: &Value) {
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
    put(root, "hugo.toml", &(config + settings));
    for layout in ["_default/single.html", "_default/list.html", "index.html"] {
        put(root, &format!("layouts/{layout}"), LAYOUT);
    }
    let beside = &case["beside"];
    let names = beside.as_array().into_iter().flatten().chain([beside]);
    for name in names.filter_map(Value::as_str) {
        put_all(root, &cases[name]);
    }
    put_all(root, &case["files"]);
}

fn made(hugo: &Hugo, root: &Path) -> Made {
    let mut command = hugo.command(root);
    let output = command.args(["-d", "public"]).output().unwrap();
    let mut made = Made {
        is_built: output.status.success(),
        pages: BTreeMap::new(),
        redirects: BTreeSet::new(),
    };
    if made.is_built {
        read(&root.join("public"), &root.join("public"), &mut made);
    }
    made
}

fn read(root: &Path, folder: &Path, made: &mut Made) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            read(root, &path, made);
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if text.contains("http-equiv=\"refresh\"") || text.contains("http-equiv=refresh") {
            let below = path.strip_prefix(root).unwrap();
            let below = below.to_string_lossy().replace('\\', "/");
            made.redirects.insert(below);
        }
        let part = |from: &str, to: &str| {
            let (_, rest) = text.split_once(from)?;
            Some(rest.split_once(to)?.0.to_owned())
        };
        let (Some(kind), Some(url)) = (part("|KIND|", "|URL|"), part("|URL|", "|TEXT|")) else {
            continue;
        };
        let file = part("FILE|", "|KIND|").unwrap_or_default();
        let content = part("|TEXT|", "|END").unwrap_or_default();
        let unescaped = percent_encoding::percent_decode_str(&url).decode_utf8_lossy();
        let found = made.pages.entry((file, kind)).or_default();
        found.push((unescaped.into_owned(), content.trim().to_owned()));
    }
}

/// What of an answer Hugo no longer gives.
fn changed(case: &Value, made: &Made) -> Option<String> {
    let hugo = &case["hugo"];
    let is_stop = |error: &&Value| !error.as_str().unwrap().starts_with("WARN");
    let errors = hugo["errors"].as_array().into_iter().flatten();
    let is_stopped = errors.filter(is_stop).count() > 0;
    if made.is_built == is_stopped {
        return Some(format!("built {}", made.is_built));
    }
    if is_stopped {
        return None;
    }
    let unstable = case["unstable"].as_str().unwrap_or_default();
    for page in hugo["pages"].as_array().unwrap() {
        let text = |key: &str| page[key].as_str().unwrap_or_default().to_owned();
        let at = (text("file"), text("kind"));
        let found = made.pages.get(&at);
        let same = found
            .into_iter()
            .flatten()
            .find(|(url, _)| *url == text("url"));
        let Some((_, content)) = same else {
            // Of two files with one address Hugo writes either last.
            let is_by_other = made.has_other_file_at(&at.0, &text("url"));
            if is_by_other {
                continue;
            }
            if unstable.is_empty() || unstable == "title" {
                return Some(format!("{at:?} {}: {found:?}", text("url")));
            }
            continue;
        };
        let is_same = |html: &str| match html.strip_suffix('…') {
            Some(start) => content.starts_with(start),
            None => content == html.trim(),
        };
        let html = page["html"].as_str();
        if let Some(html) = html.filter(|html| unstable.is_empty() && !is_same(html)) {
            return Some(format!("{at:?}: {content:?}, not {html:?}"));
        }
    }
    let redirects = hugo["redirects"].as_array().into_iter().flatten();
    let lost = redirects
        .filter_map(|redirect| redirect["at"].as_str())
        // And so of a redirect and a page.
        .find(|at| !made.redirects.contains(*at) && !made.has_page_in(at));
    lost.map(|at| format!("no redirect at {at}"))
}

#[test]
fn a_real_hugo_still_makes_the_same_of_the_small_sites() {
    let Some(hugo) = hugo() else { return };
    let cases: Value = serde_json::from_str(SITES).unwrap();
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        if NOT_ASKED.iter().any(|(id, _)| case["id"] == *id) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        site(folder.path(), &cases, case);
        let made = made(&hugo, folder.path());
        if let Some(what) = changed(case, &made) {
            wrong.push(format!("{} {}: {what}", case["id"], case["case"]));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each name is in a folder of its own, so that no two of them want one address.
#[test]
fn a_real_hugo_still_makes_the_same_of_names() {
    let Some(hugo) = hugo() else { return };
    let names: Value = serde_json::from_str(NAMES).unwrap();
    let names = names["names"].as_array().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut config = "baseURL = \"https://example.org/\"\ndisableKinds = [\"sitemap\",\"RSS\",\"robotsTXT\",\"404\",\"home\",\"section\",\"taxonomy\"]\n[taxonomies]\n".to_owned();
    for (number, row) in names.iter().enumerate() {
        let [kind, name] = [0, 1].map(|at| row[at].as_str().unwrap());
        let json = serde_json::to_string(name).unwrap();
        match kind {
            "slug" => put(
                root,
                &format!("content/n{number}/a.md"),
                &format!("{{\"slug\": {json}}}\n"),
            ),
            "tag" => {
                writeln!(config, "t{number} = \"t{number}\"").unwrap();
                let head = format!("{{\"t{number}\": [{json}]}}\n");
                put(root, &format!("content/n{number}/a.md"), &head);
            }
            _ => put(root, &format!("content/n{number}/{name}.md"), "{}\n"),
        }
    }
    put(root, "hugo.toml", &config);
    for layout in ["_default/single.html", "_default/list.html"] {
        put(root, &format!("layouts/{layout}"), LAYOUT);
    }
    let made = made(&hugo, root);
    assert!(made.is_built);
    let parts = |url: &str| -> Vec<String> {
        let parts = url.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let urls: BTreeSet<Vec<String>> = made
        .pages
        .values()
        .flatten()
        .map(|(url, _)| parts(url))
        .collect();
    let mut wrong = Vec::new();
    for (number, row) in names.iter().enumerate() {
        let [kind, name, part] = [0, 1, 2].map(|at| row[at].as_str().unwrap());
        let start = if kind == "tag" { "t" } else { "n" };
        let expected = parts(&format!("{start}{number}/{part}"));
        if !urls.contains(&expected) {
            wrong.push(format!("{kind} {name:?}: no {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
