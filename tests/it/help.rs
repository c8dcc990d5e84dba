//! What the help says is so: its commands run, its keys are those of commands, and each language has the
//! same pages.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kopij::model::words;
use regex::Regex;

use crate::{headless::kopij, support::TestSite};

const HELP: &str = "assets/help";
const SAMPLE: &str = "assets/sample-site";

/// The pages of a language, by name.
fn pages(language: &str) -> Vec<(String, String)> {
    let folder = fs::read_dir(Path::new(HELP).join(language)).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|file| file.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// What stands between three backticks and the word `kind`, and the next three.
fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let fence = format!("```{kind}\n");
    let begun = page.split(&*fence).skip(1);
    begun.filter_map(|rest| rest.split("```").next()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, place).unwrap();
        }
    }
}

#[test]
fn the_commands_of_the_help_run_on_the_sample_site() {
    let site = TestSite::new();
    fs::remove_dir_all(site.root()).unwrap();
    copy(Path::new(SAMPLE), &site.root());
    for language in words::languages() {
        let mut count = 0;
        for (name, page) in pages(language.tag) {
            for settings in blocks(&page, "toml") {
                fs::write(site.root().join("kopij.toml"), settings).unwrap();
                let run = kopij(&site.root(), &["check"]);
                assert_eq!(run.err, "", "{} {name}", language.tag);
            }
            for line in blocks(&page, "console").concat().lines() {
                let words: Vec<&str> = line.split(' ').collect();
                assert_eq!(words[0], "kopij", "{} {name}", language.tag);
                let run = kopij(&site.root(), &words[1..]);
                assert!(run.code < 2 && run.err.is_empty(), "{line}: {}", run.err);
                count += 1;
            }
        }
        assert!(count > 5, "{}", language.tag);
    }
}

/// The keys that a page names.
fn keys(page: &str) -> BTreeSet<String> {
    let key = Regex::new(r"`((?:Ctrl\+|Shift\+|Alt\+)*(?:[A-Z.,]|F\d+))`").unwrap();
    let found = key.captures_iter(page);
    found.map(|found| found[1].to_owned()).collect()
}

#[test]
fn the_keys_of_the_help_are_those_of_commands() {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut count = 0;
    for language in words::languages() {
        for (name, page) in pages(language.tag) {
            for key in keys(&page) {
                let is_there = readme
                    .lines()
                    .any(|line| line.starts_with("| ") && line.contains(&format!("`{key}`")));
                assert!(is_there, "{} {name}: {key}", language.tag);
                count += 1;
            }
        }
    }
    assert!(count > 10);
}

#[test]
fn each_language_has_the_same_pages() {
    let english = pages("en");
    for language in words::languages() {
        let own = pages(language.tag);
        assert_eq!(own.len(), english.len(), "{}", language.tag);
        for ((name, page), (english_name, english_page)) in own.iter().zip(&english) {
            assert_eq!(name, english_name);
            assert!(page.starts_with("---\ntitle: "), "{name}");
            assert_eq!(keys(page), keys(english_page), "{} {name}", language.tag);
            let headings = |page: &str| page.matches("\n## ").count();
            assert_eq!(
                headings(page),
                headings(english_page),
                "{} {name}",
                language.tag
            );
        }
    }
}

#[test]
fn about_is_a_page_of_the_help_with_a_command_of_its_own() {
    let site = TestSite::new().file("content/a.md", "---\ntitle: A\n---\nBody\n");
    let mut app = site.open_article("content/a.md");
    let report = words::text("about-report");

    app.command("About Kopij");
    assert!(app.shows(report));
    let kept = &app.harness.state().state.window.kept;
    assert_eq!(kept.settings, site.settings_folders().config);

    // The help itself begins at its first page, also after that.
    app.command("Help");
    assert!(!app.shows(report));
    assert!(app.shows(words::text("help-help")));
    app.command("About Kopij");
    assert!(app.shows(report));
}
