//! An address that readers know, and that is another since the last commit.

use super::*;
use crate::model::words;

const NOW_SECS: i64 = 1_800_000_000;
const BY_TITLE: &str =
    "baseURL = \"https://example.org/\"\n[permalinks.page]\nposts = \"/:year/:title/\"\n";

/// What is told of the text that the file at `path` has now, where `before` is what was committed; and the text that the
/// fix makes.
#[track_caller]
fn told(settings: &str, path: &str, before: &str, now: &str) -> Option<(String, Option<String>)> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("content/posts")).unwrap();
    fs::write(root.join("hugo.toml"), settings).unwrap();
    fs::write(root.join(path), now).unwrap();
    let (mut site, _) = scan::site_of(root, Vec::new()).unwrap();
    site.settle_at(NOW_SECS);
    let path = site.articles.first().unwrap().path.to_path_buf();
    let of_site = OfSite::of(Arc::new(site), NOW_SECS);
    let was = Before {
        path: path.clone(),
        text: before.into(),
    };
    let mut found = in_text(&of_site, &path, now, Some(&was), NOW_SECS).into_iter();
    let it = found.find(|it| it.finding.rule == Rule::AddressChanged)?;
    let fixed = it.finding.fixes.first().map(|fix| {
        let edits = fix.edits.iter().rev();
        edits.fold(now.to_owned(), |text, edit| edit.applied_to(&text))
    });
    Some((words::put(&it.finding.message), fixed))
}

fn post(rest: &str) -> String {
    format!("---\ndate: 2024-05-01\n{rest}---\nText.\n")
}

#[test]
fn an_address_that_readers_know_is_kept_by_an_alias() {
    let path = "content/posts/a.md";
    let before = post("title: The ferry\n");
    let now = post("title: The last ferry\n");
    let (message, fixed) = told(BY_TITLE, path, &before, &now).unwrap();
    assert_eq!(
        message,
        "Readers know this at /2024/the-ferry/, and nothing there leads to /2024/the-last-ferry/"
    );
    let fixed = fixed.unwrap();
    assert!(fixed.contains("/2024/the-ferry/"), "{fixed}");
    assert_eq!(told(BY_TITLE, path, &before, &fixed), None);

    let dated = before.replace("2024-05", "2023-05");
    assert!(told(BY_TITLE, path, &before, &dated).is_some());
    let has_others = post("title: Boat\naliases: [/old/]\n");
    let (_, fixed) = told(BY_TITLE, path, &before, &has_others).unwrap();
    assert_eq!(
        fixed.unwrap(),
        post("title: Boat\naliases: [/old/, /2024/the-ferry/]\n")
    );
}

#[test]
fn what_was_no_page_or_keeps_its_address_is_not_told() {
    let path = "content/posts/a.md";
    let now = post("title: The last ferry\n");
    for before in [
        post("title: The ferry\ndraft: true\n"),
        post("title: The last ferry\ntags: [a]\n"),
        post("title: The ferry\nslug: the-last-ferry\n").replace("slug", "url"),
    ] {
        let before = before.replace("url: the-last-ferry", "url: /2024/the-last-ferry/");
        assert_eq!(told(BY_TITLE, path, &before, &now), None, "{before}");
    }
    // By the name of the file it is the same.
    let by_name = "baseURL = \"https://example.org/\"\n";
    let before = post("title: The ferry\n");
    assert_eq!(told(by_name, path, &before, &now), None);
}

#[test]
fn an_alias_is_written_as_the_site_and_the_language_read_it() {
    let path = "content/posts/a.md";
    let before = post("title: The ferry\n");
    let now = post("title: The last ferry\n");
    let below = BY_TITLE.replace("org/", "org/blog/");
    let (message, fixed) = told(&below, path, &before, &now).unwrap();
    assert!(message.contains("/blog/2024/the-ferry/"), "{message}");
    let fixed = fixed.unwrap();
    assert!(fixed.contains("[/2024/the-ferry/]"), "{fixed}");
    assert_eq!(told(&below, path, &before, &fixed), None);

    let languages =
        format!("defaultContentLanguage = \"nl\"\n{BY_TITLE}[languages.nl]\n[languages.en]\n");
    let english = "content/posts/a.en.md";
    let (_, fixed) = told(&languages, english, &before, &now).unwrap();
    assert_eq!(told(&languages, english, &before, &fixed.unwrap()), None);

    let without = format!("disableAliases = true\n{BY_TITLE}");
    let (_, fixed) = told(&without, path, &before, &now).unwrap();
    assert_eq!(fixed, None);
}
