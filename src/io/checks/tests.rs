//! Each rule with a site in which it finds something, and one in which it does not.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use super::*;
use crate::{
    io::scan,
    model::{
        change::edited,
        finding::{Fix, Safety},
        rule::{Rule, Severity},
        site::hugo::Moment,
    },
};

/// `fires` and `quiet` are sites; what the rule finds is `at` the text of the article at `path`, which
/// is `fixed` by its first fix. With `stops` the newest Hugo does not build the first site.
const CASES: &str = include_str!("../../../tests/fixtures/checks.json");

/// Rules that have tests of their own, or are asked of pictures.
const ELSEWHERE: [Rule; 7] = [
    Rule::CoverAlt,
    Rule::CoverBroken,
    Rule::CoverMissing,
    Rule::CoverSmall,
    Rule::HeadDateStyle,
    Rule::HeadKeyKind,
    Rule::HeadKind,
];

fn cases() -> Value {
    serde_json::from_str(CASES).unwrap()
}

fn site(files: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files.as_object().unwrap() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.as_str().unwrap()).unwrap();
    }
    folder
}

fn now_secs(cases: &Value) -> i64 {
    let now = cases["now"].as_str().unwrap();
    Moment::read(now, &jiff::tz::TimeZone::UTC).unwrap().secs
}

fn checked(root: &Path, now_secs: i64) -> Vec<InArticle> {
    let (mut site, _) = scan::site_of(root, Vec::new()).unwrap();
    site.settle_at(now_secs);
    let of_site = OfSite::of(&site, now_secs);
    assert_eq!(of_site.problems, [] as [&str; 0]);
    let places: Vec<usize> = (0..site.articles.len()).collect();
    let checked = check(&site, &of_site, &places, now_secs);
    assert!(checked.unread.is_empty(), "{:?}", checked.unread);
    checked.articles
}

/// What a rule finds, each with its article.
fn found(articles: &[InArticle], rule: Rule) -> Vec<(&Path, &Located)> {
    let all = articles.iter().flat_map(|article| {
        let findings = article.findings.iter();
        findings.map(|located| (article.path.as_path(), located))
    });
    all.filter(|(_, located)| located.finding.rule == rule)
        .collect()
}

fn name(case: &Value) -> String {
    format!("{}: {}", case["rule"].as_str().unwrap(), case["fires"])
}

#[test]
fn each_rule_finds_what_it_says_and_nothing_where_all_is_well() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let rule = Rule::of(case["rule"].as_str().unwrap()).unwrap();
        let fires = site(&case["fires"]);
        let articles = checked(fires.path(), now_secs);
        let found_there = found(&articles, rule);
        if found_there.is_empty() {
            wrong.push(format!("does not fire: {}", name(case)));
            continue;
        }
        if let Some(at) = case["at"].as_str() {
            let is_at = |path: &Path, located: &Located| {
                let text = fs::read_to_string(path).unwrap();
                let region = located.region;
                let line = text.lines().nth(region.line - 1).unwrap();
                let start = line
                    .char_indices()
                    .nth(region.column - 1)
                    .map_or(line.len(), |it| it.0);
                line[start..].starts_with(at)
            };
            if !found_there
                .iter()
                .any(|(path, located)| is_at(path, located))
            {
                wrong.push(format!(
                    "not at {at}: {} {:?}",
                    name(case),
                    found_there[0].1.region
                ));
            }
        }
        if case["stops"] == true && found_there[0].1.finding.severity != Severity::Error {
            wrong.push(format!("stops the build and is no error: {}", name(case)));
        }
        let quiet = site(&case["quiet"]);
        let articles = checked(quiet.path(), now_secs);
        if let Some((path, located)) = found(&articles, rule).first() {
            wrong.push(format!(
                "fires where all is well: {} {path:?} {:?}",
                name(case),
                located.finding
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn where_all_is_well_nothing_is_told_but_hints() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let quiet = site(&case["quiet"]);
        let articles = checked(quiet.path(), now_secs);
        let all = articles.iter().flat_map(|article| &article.findings);
        // What is said of pictures is not asked here.
        let all = all.filter(|it| it.finding.rule.group() != "cover");
        let told = all.filter(|it| it.finding.severity > Severity::Hint);
        wrong.extend(told.map(|it| format!("{:?} in {}", it.finding, case["quiet"])));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn links_that_stand_by_themselves_are_not_changed() {
    let text = "---\ntitle: A\n---\n<https://example.org/posts/b/> https://example.org/posts/b/\n";
    let files = serde_json::json!({
        "hugo.toml": "baseURL = \"https://example.org/\"\n",
        "content/posts/a.md": text,
        "content/posts/b.md": "---\ntitle: B\n---\n",
    });
    let site = site(&files);

    let articles = checked(site.path(), 0);

    let own: Vec<_> = found(&articles, Rule::LinkOwnHost);
    assert_eq!(own.len(), 2);
    assert!(
        own.iter().all(|(_, it)| it.finding.fixes.is_empty()),
        "{own:?}"
    );
}

#[test]
fn each_rule_has_a_case() {
    let cases = cases();
    let named = cases["cases"].as_array().unwrap().iter();
    let named: BTreeSet<&str> = named.map(|case| case["rule"].as_str().unwrap()).collect();

    let left = Rule::all()
        .into_iter()
        .filter(|rule| !ELSEWHERE.contains(rule));
    let left: Vec<&str> = left
        .map(Rule::id)
        .filter(|id| !named.contains(id))
        .collect();

    assert!(left.is_empty(), "{left:?}");
}

/// The text of an article with a fix.
fn with(path: &Path, fix: &Fix) -> String {
    let text = fs::read_to_string(path).unwrap();
    edited(&text, &fix.edits).unwrap().into_owned()
}

#[test]
fn the_first_fix_makes_of_the_text_what_it_says() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let Some(fixed) = case["fixed"].as_str() else {
            continue;
        };
        let rule = Rule::of(case["rule"].as_str().unwrap()).unwrap();
        let fires = site(&case["fires"]);
        let articles = checked(fires.path(), now_secs);
        let path = case["path"].as_str().unwrap_or("content/posts/a.md");
        let here = found(&articles, rule)
            .into_iter()
            .find(|(at, _)| at.ends_with(path));
        let fix = here.and_then(|(_, located)| located.finding.fixes.first());
        match fix {
            Some(fix) => {
                let text = with(&fires.path().join(path), fix);
                if text != fixed {
                    wrong.push(format!("{}\n{text}", name(case)));
                }
            }
            None => wrong.push(format!("no fix: {}", name(case))),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is found, but for places that a fix moves.
fn kinds(articles: &[InArticle]) -> Vec<(PathBuf, Rule, String)> {
    let all = articles.iter().flat_map(|article| {
        let findings = article.findings.iter();
        findings.map(|located| {
            let finding = &located.finding;
            (
                article.path.clone(),
                finding.rule,
                format!("{:?}", finding.message),
            )
        })
    });
    all.collect()
}

#[test]
fn every_fix_removes_its_finding_and_adds_none() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let fires = site(&case["fires"]);
        let before = checked(fires.path(), now_secs);
        let kinds_before = kinds(&before);
        // What cannot be read hides what else there is to find in it.
        let is_hidden = |rule: Rule| ["head/broken", "head/key-twice"].contains(&rule.id());
        for article in &before {
            let hides = article.findings.iter().any(|it| is_hidden(it.finding.rule));
            for located in &article.findings {
                for fix in &located.finding.fixes {
                    let old = fs::read_to_string(&article.path).unwrap();
                    fs::write(&article.path, with(&article.path, fix)).unwrap();
                    let after = kinds(&checked(fires.path(), now_secs));
                    fs::write(&article.path, old).unwrap();
                    let rule = located.finding.rule;
                    let count = |all: &[(PathBuf, Rule, String)]| {
                        let of_rule = all.iter().filter(|it| it.0 == article.path && it.1 == rule);
                        of_rule.count()
                    };
                    if count(&after) >= count(&kinds_before) {
                        wrong.push(format!("stays: {} {:?} {}", rule.id(), fix, name(case)));
                    }
                    let new = after.iter().find(|it| !kinds_before.contains(it) && !hides);
                    let is_new = new.filter(|new| {
                        !kinds_before.iter().any(|it| it.0 == new.0 && it.1 == new.1)
                    });
                    if let Some(new) = is_new {
                        wrong.push(format!(
                            "adds {new:?}: {} {:?} {}",
                            rule.id(),
                            fix,
                            name(case)
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn safe_fixes_are_those_that_no_reader_sees() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut safe = BTreeSet::new();
    for case in cases["cases"].as_array().unwrap() {
        let fires = site(&case["fires"]);
        for article in checked(fires.path(), now_secs) {
            for located in article.findings {
                let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
                if located.finding.fixes.iter().any(is_safe) {
                    safe.insert(located.finding.rule.id());
                }
            }
        }
    }
    let expected = [
        "head/key-case",
        "head/old-key",
        "link/alias",
        "link/own-host",
    ];
    assert_eq!(safe.into_iter().collect::<Vec<_>>(), expected);
}
