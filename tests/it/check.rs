//! `kopij check`, as a script and a workflow run it.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::{
    headless::{Run, kopij},
    support::{TestSite, git},
};

const SETTINGS: &str = "baseURL = \"https://example.org/\"\ntitle = \"T\"\n";
const GOOD: &str = "---\ntitle: Tide\ndate: 2026-02-01\nsummary: The tide.\ncover:\n  image: https://example.com/a.jpg\n  alt: The quay\n---\nText.\n";

/// A site with one good article, one whose key stands there twice, and two of one address.
fn site() -> TestSite {
    let plain = |title: &str| GOOD.replace("title: Tide", &format!("title: {title}\nslug: quay"));
    TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file("content/posts/good.md", GOOD)
        .file(
            "content/posts/twice, 50%.md",
            "---\ntitle: \"Één\"\ndate: 2026-02-01\ntitle: B\n---\n\n{{< nope >}}\n",
        )
        .file("content/posts/a.md", plain("A"))
        .file("content/posts/b.md", plain("B"))
}

fn check(site: &TestSite, arguments: &[&str]) -> Run {
    let arguments = [&["check", "--now", "2026-03-01T00:00:00Z"], arguments].concat();
    kopij(&site.root(), &arguments)
}

#[test]
fn what_is_found_is_told_with_its_line_the_gravest_first() {
    let site = site();

    let run = check(&site, &[]);

    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(run.err, "");
    assert_eq!(run.code, 1, "{}", run.out);
    let found = |start: &str, rule: &str| {
        let is_it = |line: &&&str| line.starts_with(start) && line.ends_with(&format!("[{rule}]"));
        assert!(
            lines.iter().any(|line| is_it(&line)),
            "{start} {rule}: {}",
            run.out
        );
    };
    found("content/posts/a.md:", "address/twice");
    found("content/posts/b.md:", "address/twice");
    found("content/posts/twice, 50%.md:4:", "head/key-twice");
    found(
        "content/posts/twice, 50%.md:7:1: error: ",
        "text/shortcode-unknown",
    );
    assert!(!run.out.contains("good.md"), "{}", run.out);
    let last = lines.last().unwrap();
    assert!(
        last.starts_with("4 errors, 0 warnings, 0 hints in 4 articles"),
        "{last}"
    );
}

#[test]
fn a_file_or_a_folder_is_checked_with_what_is_known_of_the_site() {
    let site = site().file("content/news/c.md", "---\n---\nText.\n");

    let run = check(&site, &["content/posts/a.md"]);
    assert!(run.out.contains("content/posts/a.md:"), "{}", run.out);
    assert!(run.out.contains("[address/twice]"), "{}", run.out);
    assert!(run.out.contains("in 1 article\n"), "{}", run.out);

    let run = check(&site, &["content/news", "--least", "hint"]);
    assert!(
        run.out.contains("warning: No title [title/missing]"),
        "{}",
        run.out
    );
    assert!(run.out.contains("[summary/missing]"), "{}", run.out);

    let run = check(&site, &["content/posts/good.md", "--least", "hint"]);
    assert_eq!(run.code, 0, "{}", run.out);

    let run = check(&site, &["content/none.md"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("content/none.md"), "{}", run.err);
}

#[test]
fn rules_are_chosen_by_name_by_group_and_by_weight() {
    let site = site();

    let run = check(&site, &["--rule", "head"]);
    assert!(
        run.out.starts_with("content/posts/twice, 50%.md:4:"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .ends_with("1 error, 0 warnings, 0 hints in 4 articles\n"),
        "{}",
        run.out
    );

    let run = check(&site, &["--rule", "title/missing"]);
    assert_eq!(run.code, 0, "{}", run.out);

    let run = check(&site, &["--rule", "nope/nope"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nope/nope"), "{}", run.err);

    let run = check(&site, &["--query", "tide"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn a_rule_says_why_it_matters() {
    let site = site();

    let run = check(&site, &["--explain", "head/key-twice"]);
    assert!(
        run.out.starts_with("head/key-twice (error): "),
        "{}",
        run.out
    );
    assert!(run.out.lines().count() > 2 && run.code == 0, "{}", run.out);

    let run = check(&site, &["--list-rules"]);
    let ids: Vec<&str> = run
        .out
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert!(ids.is_sorted() && ids.contains(&"address/twice"), "{ids:?}");
}

#[test]
fn a_program_reads_findings_and_verdicts_as_json() {
    let site = site();

    let run = check(&site, &["--json", "--least", "hint"]);

    let read: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, 1);
    assert_eq!(read["version"], 1);
    let verdicts = read["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 4);
    let good = verdicts
        .iter()
        .find(|it| it["path"] == "content/posts/good.md");
    assert_eq!(good.unwrap()["url"], "/posts/good/");
    let findings = read["findings"].as_array().unwrap();
    let twice = findings
        .iter()
        .find(|it| it["rule"] == "address/twice")
        .unwrap();
    assert_eq!(twice["path"], "content/posts/a.md");
    assert_eq!(twice["related"][0], "content/posts/b.md");
    let nope = findings
        .iter()
        .find(|it| it["rule"] == "text/shortcode-unknown")
        .unwrap();
    assert_eq!(
        (&nope["line"], &nope["column"], &nope["end_column"]),
        (&7.into(), &1.into(), &13.into())
    );
    assert_eq!(read["summary"]["errors"], 4);
}

fn sarif(site: &TestSite) -> Value {
    let run = check(site, &["--sarif"]);
    serde_json::from_str(&run.out).unwrap()
}

/// The fingerprints of all results, in their order.
fn fingerprints(log: &Value) -> Vec<String> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |result: &Value| {
        result["partialFingerprints"]["kopij/v1"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    results.iter().map(of).collect()
}

#[test]
fn code_scanning_gets_sarif_with_fingerprints_that_stay_when_lines_are_put_above() {
    let site = site();

    let log = sarif(&site);

    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let files: Vec<&str> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            place["artifactLocation"]["uri"].as_str().unwrap()
        })
        .collect();
    assert!(
        files.contains(&"content/posts/twice%2C%2050%25.md"),
        "{files:?}"
    );
    let before = fingerprints(&log);
    let path = site.root().join("content/posts/twice, 50%.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("{{<", "A line.\n\n{{<")).unwrap();
    assert_eq!(fingerprints(&sarif(&site)), before);
}

#[test]
fn a_workflow_gets_annotations_that_no_name_breaks() {
    let site = site();

    let run = check(&site, &["--github"]);

    assert!(
        run.out
            .contains("::error file=content/posts/twice%2C 50%25.md,line=4,"),
        "{}",
        run.out
    );
    assert!(run.out.contains(",title=head/key-twice::"), "{}", run.out);
    assert!(
        run.out
            .lines()
            .last()
            .unwrap()
            .starts_with("::notice::4 errors"),
        "{}",
        run.out
    );
}

/// With a key and an address that have other names by now, and a slip that is asked about.
const ODD: &str = "---\ntitle: Odd\n_build:\n  list: never\n---\n\nA quay and and [a](/old/).\n";

#[test]
fn what_no_reader_sees_is_put_right_and_taken_back_as_one_step() {
    let site = TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file(
            "content/posts/good.md",
            GOOD.replace("date:", "aliases: [/old/]\ndate:"),
        )
        .file(".hvm", "v0.168.0\n")
        .file("content/posts/odd.md", ODD);

    let run = check(&site, &["--diff"]);
    assert!(run.out.contains("-_build:\n+build:"), "{}", run.out);
    assert_eq!(
        (site.read("content/posts/odd.md").as_str(), run.code),
        (ODD, 1)
    );

    let run = check(&site, &["--fix"]);
    assert_eq!((run.err.as_str(), run.code), ("", 0), "{}", run.out);
    assert!(
        run.out.contains("+++ b/content/posts/odd.md"),
        "{}",
        run.out
    );
    assert_eq!(
        site.read("content/posts/odd.md"),
        "---\ntitle: Odd\nbuild:\n  list: never\n---\n\nA quay and and [a](/posts/good/).\n"
    );

    let run = check(&site, &["--fix-asked", "text/repeated-word", "--json"]);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(read["summary"]["errors"], 0);
    assert!(site.read("content/posts/odd.md").contains("A quay and [a]"));

    for _ in 0..2 {
        let run = kopij(&site.root(), &["undo"]);
        assert_eq!(
            (run.out.as_str(), run.code),
            ("content/posts/odd.md\n", 0),
            "{}",
            run.err
        );
    }
    assert_eq!(site.read("content/posts/odd.md"), ODD);
}

#[test]
fn a_site_and_an_article_say_what_they_do_not_want_to_be_told() {
    let text = "---\n# kopij-ignore title/missing: a note\ndraft: yes # kopij-ignore publish\n---\n\n<!-- kopij-ignore link/empty: later -->\n[a]()\n\n[b]()\n";
    let site = TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file("kopij.toml", "[check]\noff = [\"cover\", \"summary\"]\nignore = [\"content/old/**\"]\n[check.severity]\n\"link/empty\" = \"error\"\n")
        .file("content/old/a.md", "---\n---\n[a]()\n")
        .file("content/posts/a.md", text);

    let run = check(&site, &["--least", "hint"]);

    // What weighs as much as a build that stops is told whatever the text says.
    let lines: Vec<&str> = run.out.lines().filter(|line| line.contains(": ")).collect();
    assert!(run.err.is_empty(), "{}", run.err);
    assert!(
        lines
            .iter()
            .all(|line| line.contains("link/empty") || line.contains("check/unused")),
        "{}",
        run.out
    );
    assert!(!run.out.contains("content/old"), "{}", run.out);
    let wrong = site.file("kopij.toml", "[check]\noff = [\"nope\"]\n");
    let run = check(&wrong, &[]);
    assert!(
        run.err.contains("kopij.toml") && run.code == 1,
        "{}",
        run.err
    );
}

#[test]
fn a_site_within_a_repository_is_named_from_the_top_of_that() {
    let site = TestSite::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("docs/hugo.toml", SETTINGS)
        .file("docs/content/posts/a.md", GOOD.replace("title: Tide\n", ""));
    let run = |form: &str| kopij(&site.root().join("docs"), &["check", form]).out;

    let annotations = run("--github");
    assert!(
        annotations.contains("file=docs/content/posts/a.md,"),
        "{annotations}"
    );
    assert!(run("--sarif").contains("\"docs/content/posts/a.md\""));
    assert!(run("--json").contains("\"content/posts/a.md\""));
}

#[test]
fn paths_of_two_sites_are_refused() {
    let one = site();
    let other = site();

    let run = check(&one, &[".", other.root().to_str().unwrap()]);

    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("another site"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_not_read() {
    let site = site();
    let secret = site.root().join("../secret.md");
    fs::write(&secret, "---\ntitle: Secret\n---\n{{< nope >}}\n").unwrap();
    std::os::unix::fs::symlink(&secret, site.root().join("content/posts/link.md")).unwrap();

    let run = check(&site, &["--json", "--least", "hint"]);

    assert!(
        !run.out.contains("link.md") && !run.out.contains("Secret"),
        "{}",
        run.out
    );
}

/// As a repository, all of it committed.
#[track_caller]
fn committed(site: &TestSite) -> Option<crate::support::Git> {
    let git = git()?;
    git.line(&site.root(), "init -q");
    git.line(&site.root(), "add .");
    git.line(&site.root(), "commit -q -m Begin");
    Some(git)
}

#[test]
fn what_changed_since_a_commit_is_checked_alone() {
    let site = site();
    if committed(&site).is_none() {
        return;
    }
    site.write("content/posts/good.md", &GOOD.replace("title: Tide\n", ""));
    site.write("content/posts/new.md", "---\n---\nNew.\n");

    let run = check(&site, &["--since", "HEAD"]);

    assert!(
        run.out.contains("content/posts/good.md"),
        "{} {}",
        run.out,
        run.err
    );
    assert!(run.out.contains("content/posts/new.md"), "{}", run.out);
    assert!(run.out.ends_with("in 2 articles\n"), "{}", run.out);
    let run = check(&site, &["--since=--output=x"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("no commit"), "{}", run.err);
}

#[test]
fn an_address_that_is_another_since_the_last_commit_is_told_and_kept() {
    let settings = format!("{SETTINGS}[permalinks.page]\nposts = \"/:title/\"\n");
    let site = TestSite::new()
        .file("hugo.toml", &settings)
        .file("content/posts/good.md", GOOD)
        .file("content/posts/moved.md", GOOD.replace("Tide", "Ebb"));
    let Some(git) = committed(&site) else { return };
    site.write("content/posts/good.md", &GOOD.replace("Tide", "Flood"));
    git.line(
        &site.root(),
        "mv content/posts/moved.md content/posts/ebb.md",
    );
    site.write("content/posts/ebb.md", &GOOD.replace("Tide", "Low water"));

    let run = check(&site, &["--rule", "address/changed"]);
    assert!(
        run.out.contains("Readers know this at /tide/"),
        "{} {}",
        run.out,
        run.err
    );
    assert!(
        run.out.contains("Readers know this at /ebb/"),
        "{}",
        run.out
    );

    check(&site, &["--fix-asked", "address/changed"]);
    assert!(site.read("content/posts/good.md").contains("/tide/"));
    let run = check(&site, &["--rule", "address/changed"]);
    assert!(!run.out.contains("Readers know"), "{}", run.out);
}

#[test]
fn of_articles_at_one_address_the_first_keeps_it_and_each_other_gets_its_own() {
    let same = |title: &str| {
        format!("---\ntitle: {title}\nslug: same\ndate: 2026-01-01\n---\n\nA quay.\n")
    };
    let site = TestSite::new()
        .file("hugo.toml", "title = 'T'\n")
        .file("content/posts/a.md", same("A"))
        .file("content/posts/b.md", same("B"))
        .file("content/posts/c.md", same("C"));

    check(&site, &["--fix-asked", "address/twice"]);

    assert_eq!(site.read("content/posts/a.md"), same("A"));
    assert!(site.read("content/posts/b.md").contains("slug: same-2\n"));
    assert!(site.read("content/posts/c.md").contains("slug: same-3\n"));
    let run = check(&site, &["--rule", "address/twice"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn one_of_those_at_an_address_that_is_looked_at_alone_gets_its_own() {
    let same = "---\ntitle: A\nslug: same\ndate: 2026-01-01\n---\n\nA quay.\n";
    let site = TestSite::new()
        .file("hugo.toml", "title = 'T'\n")
        .file("content/posts/a.md", same)
        .file("content/posts/b.md", same);

    kopij(
        &site.root(),
        &[
            "check",
            "--fix-asked",
            "address/twice",
            "content/posts/a.md",
        ],
    );

    assert!(site.read("content/posts/a.md").contains("slug: same-2\n"));
    assert_eq!(site.read("content/posts/b.md"), same);
}

#[test]
fn what_makes_an_article_the_home_page_is_named() {
    let site = TestSite::new().file("hugo.toml", "title = 'T'\n").file(
        "content/posts/a.md",
        "---\ntitle: A\nurl: /\n---\n\nA quay.\n",
    );

    let run = check(&site, &["--rule", "address/empty"]);
    assert!(
        run.out.contains("By “url” it would be the home page"),
        "{}",
        run.out
    );
}

#[cfg(unix)]
#[test]
fn telling_what_changed_runs_no_filter_of_the_repository() {
    let site = site();
    let Some(git) = committed(&site) else { return };
    let mark = site.folder().join("mark");
    let filter = format!("touch '{}'; cat", mark.display());
    for name in ["x", "x=y", "a.b"] {
        let key = format!("filter.{name}.clean");
        git.attempt(&site.root(), &["config", &key, &filter])
            .unwrap();
    }
    site.write(
        ".gitattributes",
        "*.md filter=x\n*.toml filter=x=y\n*.txt filter=a.b\n",
    );
    let index = fs::File::options()
        .write(true)
        .open(site.root().join(".git/index"));
    // The entries are newer than the index, so that git has to look at the files.
    let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let set_back = || index.as_ref().unwrap().set_modified(then).unwrap();

    set_back();
    let run = check(&site, &["--since", "HEAD"]);
    assert!(!mark.exists(), "{} {}", run.out, run.err);
    assert_ne!(run.code, 2, "{}", run.err);

    set_back();
    let plain = ["diff-index", "--name-only", "HEAD"];
    git.attempt(&site.root(), &plain).unwrap();
    assert!(mark.exists(), "git runs it where it is let");
}

#[cfg(unix)]
#[test]
fn the_hook_of_the_repository_refuses_what_stops_the_build_and_nothing_else() {
    use std::os::unix::fs::PermissionsExt as _;

    let site = TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file("content/posts/a.md", GOOD);
    let Some(git) = committed(&site) else { return };
    let hooks = fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let entry = hooks
        .lines()
        .find_map(|line| line.trim().strip_prefix("entry: kopij "));
    let script = format!(
        "#!/bin/sh\nKOPIJ_HOME=../home exec '{}' {} content/posts/a.md\n",
        env!("CARGO_BIN_EXE_kopij"),
        entry.unwrap()
    );
    let hook = site.root().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, script).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let commit = || git.attempt(&site.root(), &["commit", "-q", "-a", "-m", "More"]);

    site.write("content/posts/a.md", &GOOD.replace("title: Tide\n", ""));
    assert!(commit().is_ok());
    site.write("content/posts/a.md", &GOOD.replace("date: ", "date: 2026/"));
    let refused = commit().unwrap_err();
    let said =
        String::from_utf8(refused.stderr).unwrap() + &String::from_utf8(refused.stdout).unwrap();
    assert!(said.contains("[publish/date-unreadable]"), "{said}");
}

#[test]
fn the_next_moments_at_which_pages_appear_or_end_are_printed() {
    let page = |title: &str, dates: &str| format!("---\ntitle: {title}\n{dates}---\n");
    let site = TestSite::new()
        .file("hugo.toml", SETTINGS)
        .file("content/a.md", page("A", "date: 2026-05-01T10:00:00Z\n"))
        .file(
            "content/b.md",
            page("B", "date: 2026-01-01\nexpiryDate: 2026-04-01\n"),
        )
        .file("content/c.md", page("C", "date: 2026-06-01\ndraft: true\n"))
        .file("content/d.md", page("D", "date: 2026-01-01\n"));

    let run = kopij(&site.root(), &["next", "--now", "2026-03-01T00:00:00Z"]);

    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (
            "2026-04-01T00:00:00Z  ends      content/b.md  B\n2026-05-01T10:00:00Z  appears   content/a.md  A\n",
            "",
            0
        )
    );
    let run = kopij(
        &site.root(),
        &[
            "next",
            "--now",
            "2026-03-01T00:00:00Z",
            "--json",
            "--most",
            "1",
        ],
    );
    let read: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(read[0]["path"], "content/b.md");
    assert_eq!(read.as_array().unwrap().len(), 1);
}

#[test]
fn the_window_lists_what_the_command_tells_and_leads_there() {
    let site = site().file(
        "content/posts/odd.md",
        "---\ntitle: Odd\ndraft: yes\nslug: \"\"\n---\n\nA quay and and [a](/none/) [here]().\n",
    );
    let mut app = site.open();
    let modifiers = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    app.key(modifiers, egui::Key::E);
    app.wait_until("all articles are looked at", |app| {
        app.state.site.checking == kopij::app::state::Checking::Done
    });

    let run = kopij(&site.root(), &["check", "--json", "--least", "hint"]);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let told = read["findings"].as_array().unwrap().iter();
    let mut told: Vec<(String, u64, String)> = told
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap().to_owned();
            (text("path"), it["line"].as_u64().unwrap(), text("rule"))
        })
        .collect();
    let root = site.root().canonicalize().unwrap();
    let mut listed: Vec<(String, u64, String)> = app
        .harness
        .state()
        .state
        .site
        .problems
        .iter()
        .map(|one| {
            let path = one.path.strip_prefix(&root).unwrap().to_str().unwrap();
            let line = u64::try_from(one.located.region.line).unwrap();
            let rule = one.located.finding.rule.id();
            (path.to_owned(), line, rule.to_owned())
        })
        .collect();
    told.sort();
    listed.sort();
    let rules: BTreeSet<&str> = told.iter().map(|it| it.2.as_str()).collect();
    let expected = [
        "address/twice",
        "head/key-twice",
        "link/empty",
        "link/missing",
        "publish/draft-word",
        "summary/missing",
        "text/repeated-word",
        "text/shortcode-unknown",
    ];
    let is_told = |rule: &&&str| rules.contains(**rule);
    assert_eq!(expected.iter().filter(is_told).count(), 8, "{told:?}");
    assert_eq!(listed, told);
    let count = told.len();

    app.click(&format!("Whole site {count}"));
    app.type_into("Filter problems", "nope");
    app.key(egui::Modifiers::NONE, egui::Key::Enter);
    app.wait_until("the article is shown", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|it| it.document.path().ends_with("twice, 50%.md"))
    });
    let article = app.harness.state().state.shown_article().unwrap();
    let selected = article.document.text().get(article.selection()).unwrap();
    assert_eq!(selected, "{{< nope >}}");
    assert!(app.harness.state().state.window.over.is_none());
}

#[test]
fn a_setting_that_stops_the_build_is_an_error_in_every_form() {
    let site = site().file("hugo.toml", format!("{SETTINGS}timeZone = \"Mars/X\"\n"));

    let run = check(&site, &[]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("hugo.toml:3:1: error: "), "{}", run.out);
    assert!(run.out.contains("[site/settings]"), "{}", run.out);
    assert!(!run.err.contains("Mars/X"), "{}", run.err);
    for form in ["--json", "--sarif", "--github"] {
        let run = check(&site, &[form, "content/posts/good.md"]);
        assert!(run.out.contains("site/settings"), "{form}: {}", run.out);
    }
}

/// A page of them took up to two gigabytes.
#[test]
fn a_text_of_marks_without_end_is_printed_as_text_and_its_head_checked() {
    for body in [">", "+ - * ", "*a ", "- [ ] a\n", "a|b\n-|-\n"] {
        let body = body.repeat(4_900_000 / body.len());
        let text = format!("---\ntitle: A\n---\n{body}");
        let site = TestSite::new().file("content/a.md", &text);

        let run = kopij(&site.root(), &["render", "content/a.md"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("content/a.md"), "{}", run.err);
        assert!(run.out.starts_with("<pre>") && run.out.ends_with("</pre>\n"));

        let run = kopij(&site.root(), &["check", "content/a.md"]);
        assert!(run.err.contains("head alone"), "{}", run.err);
    }
}

#[test]
fn settings_that_cannot_be_read_are_named() {
    let site = site();
    for (name, text) in [
        ("kopij.toml", "[check\n"),
        ("frontmatter.json", "{"),
        ("static/admin/config.yml", "a: [\n"),
    ] {
        fs::create_dir_all(site.root().join("static/admin")).unwrap();
        site.write(name, text);
        let run = check(&site, &[]);
        assert!(
            run.err.contains(name.rsplit('/').next().unwrap()),
            "{name}: {}",
            run.err
        );
        assert_ne!(run.code, 0);
        fs::remove_file(site.root().join(name)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_name_with_what_a_terminal_takes_for_a_command_is_itself_in_json() {
    let site = site();
    let name = "content/posts/a\u{1b}[31m.md";
    site.write(name, "---\n---\nText.\n");
    let run = check(&site, &["--json", "--least", "hint"]);
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let findings = read["findings"].as_array().unwrap();
    assert!(findings.iter().any(|it| it["path"] == name), "{}", run.out);
    let run = check(&site, &["--least", "hint"]);
    assert!(
        run.out.contains("a\\033[31m.md:") && !run.out.contains('\u{1b}'),
        "{}",
        run.out
    );
}
