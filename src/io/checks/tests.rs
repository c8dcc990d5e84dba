//! Each rule with a site in which it finds something, and one in which it does not.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use super::*;
use crate::{
    io::scan,
    model::{
        change::edited,
        check::Leads,
        finding::{Fix, Safety},
        markdown::render::{self, RawHtml},
        rule::{Rule, Severity},
        site::hugo::Moment,
    },
};

mod after;
mod alone;
mod before;
mod spelled;
mod whole;

/// `fires` and `quiet` are sites; what the rule finds is `at` the text of the article at `path`, which
/// is `fixed` by its first fix. With `stops` the newest Hugo does not build the first site.
const CASES: &str = include_str!("../../../tests/fixtures/checks.json");

/// Rules that have tests of their own, or are asked of pictures.
const ELSEWHERE: [Rule; 11] = [
    Rule::AddressChanged,
    Rule::CoverAlt,
    Rule::CoverHeavy,
    Rule::CoverMissing,
    Rule::CoverShared,
    Rule::CoverSmall,
    Rule::HeadDateStyle,
    Rule::HeadKeyKind,
    Rule::HeadKind,
    Rule::ImageLocation,
    Rule::TextSpelling,
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
    let of_site = OfSite::of(Arc::new(site), now_secs);
    assert_eq!(of_site.problems, []);
    let places: Vec<usize> = (0..of_site.site.articles.len()).collect();
    let checked = check(&of_site, &places, now_secs, 2, &|_| true);
    assert!(checked.unread.is_empty(), "{:?}", checked.unread);
    let pictures = pictures(&of_site, Depth::All, 2, &|_| true);
    [checked.articles, checked.settings, pictures].concat()
}

#[test]
fn a_text_in_the_window_has_the_findings_of_its_file() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut asked = 0;
    for case in cases["cases"].as_array().unwrap() {
        for files in [&case["fires"], &case["quiet"]] {
            let folder = site(files);
            let (mut site, _) = scan::site_of(folder.path(), Vec::new()).unwrap();
            site.settle_at(now_secs);
            let of_site = OfSite::of(Arc::new(site), now_secs);
            for article in checked(folder.path(), now_secs) {
                let is_text = article.path.extension().is_some_and(|it| it == "md");
                if !is_text {
                    continue;
                }
                let text = fs::read_to_string(&article.path).unwrap();
                let found = in_text(&of_site, &article.path, &text, None, now_secs);
                assert_eq!(found, article.findings, "{files}");
                asked += 1;
            }
        }
    }
    assert!(asked > 100, "{asked}");
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
fn what_is_left_as_it_is_is_told_no_more() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut wrong = Vec::new();
    let mut left = 0;
    for case in cases["cases"].as_array().unwrap() {
        let fires = site(&case["fires"]);
        let before = checked(fires.path(), now_secs);
        for article in &before {
            let old = fs::read_to_string(&article.path).unwrap();
            for located in &article.findings {
                let finding = &located.finding;
                let Some(edit) = leaving(&fires, &article.path, &old, finding) else {
                    continue;
                };
                left += 1;
                fs::write(&article.path, edit.applied_to(&old)).unwrap();
                let after = checked(fires.path(), now_secs);
                fs::write(&article.path, &old).unwrap();
                let is_of = |rule: Rule, one: &Located, message: &str| {
                    one.finding.rule == rule && format!("{:?}", one.finding.message) == message
                };
                let count = |all: &[InArticle], rule: Rule, message: &str| {
                    let own = all.iter().filter(|it| it.path == article.path);
                    let all = own.flat_map(|it| &it.findings);
                    all.filter(|one| is_of(rule, one, message)).count()
                };
                let message = format!("{:?}", finding.message);
                let counts = [&before, &after].map(|all| count(all, finding.rule, &message));
                let unused = after.iter().flat_map(|it| &it.findings);
                let unused = unused.filter(|it| it.finding.rule == Rule::CheckUnused);
                if counts[1] >= counts[0] || unused.count() > 1 {
                    wrong.push(format!(
                        "{} {:?}: {}",
                        finding.rule.id(),
                        counts,
                        edit.applied_to(&old)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(left > 50, "{left}");
}

/// The comment that leaves a finding of an article of a site.
fn leaving(
    site: &tempfile::TempDir,
    path: &Path,
    text: &str,
    finding: &Finding,
) -> Option<crate::model::text::Edit> {
    let (site, _) = scan::site_of(site.path(), Vec::new()).unwrap();
    let head = front_matter::read(text);
    let blocks = blocks::parse_as(site.dialect_of(path), text, head.head.end);
    let entry = Entry::of(path.to_owned(), &head, text);
    let article = Article {
        path,
        text,
        head: &head,
        blocks: &blocks,
        entry: &entry,
    };
    check::leaving(&article, finding)
}

/// What readers see of an article: its HTML, where each link has the page that it leads to instead of its
/// address, and those pages.
fn seen(site: &Site, known: &Known, path: &Path, text: &str) -> (String, Vec<PathBuf>) {
    let head = front_matter::read(text);
    let blocks = blocks::parse_as(site.dialect_of(path), text, head.head.end);
    let html = render::html(text, &blocks, RawHtml::Kept);
    let page = known.entry(path).unwrap().page.as_ref().unwrap();
    let host = &site.language_of_page(page).unwrap().base.host;
    let mut parts = html.split("href=\"");
    let mut words = parts.next().unwrap().to_owned();
    let mut pages = Vec::new();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap();
        let own = address.strip_prefix(&format!("https://{host}"));
        match known.leads_to(own.unwrap_or(address), &page.address) {
            Leads::Page(entry) | Leads::Alias(entry) => pages.push(entry.path.to_path_buf()),
            Leads::Nowhere(_) => words.push_str(address),
        }
        words.push_str(rest);
    }
    (words, pages)
}

/// What of a page is not its text, as the list of the site has it; that the site can be built at all is no
/// other page.
fn of_page(entry: &Entry) -> String {
    let page = entry.page.as_ref().map(|page| {
        let mut page = (**page).clone();
        page.stop = None;
        page
    });
    format!("{:?} {:?} {page:?}", entry.title, entry.cover)
}

#[test]
fn safe_fixes_are_those_that_no_reader_sees() {
    let cases = cases();
    let now_secs = now_secs(&cases);
    let mut unasked = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let fires = site(&case["fires"]);
        let (site, _) = scan::site_of(fires.path(), Vec::new()).unwrap();
        let site = Arc::new(site);
        let known = Known::of(&site);
        for article in checked(fires.path(), now_secs) {
            let path = &article.path;
            for located in &article.findings {
                let all = located.finding.fixes.iter();
                for fix in all.filter(|fix| fix.safety == Safety::Safe) {
                    let rule = located.finding.rule.id();
                    unasked.insert(rule);
                    let old = fs::read_to_string(path).unwrap();
                    let new = with(path, fix);
                    let before = seen(&site, &known, path, &old);
                    let after = seen(&site, &known, path, &new);
                    if before != after {
                        wrong.push(format!("{rule}: {before:?}\n{after:?}"));
                    }
                    fs::write(path, &new).unwrap();
                    let (made, _) = scan::site_of(fires.path(), Vec::new()).unwrap();
                    fs::write(path, old).unwrap();
                    let pages = |site: &Site| -> BTreeSet<String> {
                        site.articles.iter().map(of_page).collect()
                    };
                    if pages(&site) != pages(&made) {
                        wrong.push(format!("{rule}: {:?}\n{:?}", pages(&site), pages(&made)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let expected = [
        "head/key-case",
        "head/old-key",
        "link/alias",
        "link/own-host",
    ];
    assert_eq!(unasked.into_iter().collect::<Vec<_>>(), expected);
}

/// They cost each other once: forty thousand took six seconds, twice as many four times as long.
#[test]
fn comments_that_silence_without_end_are_read_once() {
    let begun = std::time::Instant::now();
    for part in [
        "<!-- kopij-ignore a -->\n",
        "<!-- kopij-ignore a --> ",
        "<!-- kopij-ignore link/empty -->\n[a]()\n\n",
    ] {
        let found = in_text(
            &OfSite::nowhere(),
            Path::new("a.md"),
            &part.repeat(80_000 * 24 / part.len()),
            None,
            0,
        );
        assert!(found.len() <= MOST_IN_ARTICLE);
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn of_a_text_with_markup_without_end_the_head_alone_is_looked_at() {
    let of_site = OfSite::nowhere();
    let found = |body: &str| {
        let text = format!("---\ntitle: A\n---\n[a]()\n\n{body}");
        let found = in_text(&of_site, Path::new("a.md"), &text, None, 0);
        found.iter().any(|it| it.finding.rule == Rule::LinkEmpty)
    };

    assert!(found("a"));
    assert!(!found(&">".repeat(1_000)) && !found(&"[".repeat(900_000)));
}
