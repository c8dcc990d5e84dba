//! Sites that Hugo 0.168 was asked of one by one, and its answers.

use super::{Made, Memory};
use crate::model::site::{
    hugo::{Asked, Settings, Version},
    pages::NoPage,
};

/// A moment before which no date of these sites lies.
const NOW: i64 = 1_781_517_600;

/// A site with these settings, and files that have titles alone.
fn made(settings: &str, version: &str, paths: &[&str]) -> Made {
    let titled = paths.iter().map(|path| (*path, "---\ntitle: Tide\n---\n"));
    made_of(settings, version, &titled.collect::<Vec<_>>())
}

fn made_of(settings: &str, version: &str, texts: &[(&str, &str)]) -> Made {
    let mut files = Memory::default();
    let base = "baseURL = 'https://example.org/'\n";
    files
        .0
        .insert("hugo.toml".to_owned(), format!("{base}{settings}"));
    for (path, text) in texts {
        files
            .0
            .insert(format!("content/{path}"), (*text).to_owned());
    }
    let asked = Asked {
        version: Version::read(version),
        ..Asked::default()
    };
    let settings = Settings::read(&files, &asked);
    assert!(settings.troubles.is_empty(), "{:?}", settings.troubles);
    Made::of(&files, settings, NOW, NOW)
}

#[track_caller]
fn addresses(settings: &str, version: &str, expected: &[(&str, &str)]) {
    let paths: Vec<&str> = expected.iter().map(|(path, _)| *path).collect();
    let made = made(settings, version, &paths);
    for (path, address) in expected {
        let page = made.page(&format!("content/{path}")).unwrap();
        assert_eq!(page.address, *address, "{path} with {settings}");
    }
}

#[test]
fn the_first_entry_of_a_list_of_permalinks_that_fits_counts() {
    let listed = |path: &str, more: &str| {
        format!(
            "[[permalinks]]\npattern = '/x/:filename/'\n[permalinks.target]\npath = '{path}'\n{more}"
        )
    };
    let second =
        "[[permalinks]]\npattern = '/y/:filename/'\n[permalinks.target]\npath = '/posts/sub/**'\n";
    let all = |a, b, section| {
        [
            ("posts/a.md", a),
            ("posts/sub/b.md", b),
            ("posts/_index.md", section),
            ("docs.md", "/docs/"),
        ]
    };
    let plain = all("/posts/a/", "/posts/sub/b/", "/posts/");
    let whole = listed("/posts/**", "");
    addresses(&whole, "0.168.0", &all("/x/a/", "/x/b/", "/posts/"));
    addresses(&whole, "0.160.1", &plain);
    addresses(
        &(whole.clone() + second),
        "0.168.0",
        &all("/x/a/", "/x/b/", "/posts/"),
    );
    addresses(
        &(second.to_owned() + &whole),
        "0.168.0",
        &all("/x/a/", "/y/b/", "/posts/"),
    );
    addresses(&listed("posts/**", ""), "0.168.0", &plain);
    addresses(
        &listed("/posts/**", "environment = 'development'\n"),
        "0.168.0",
        &plain,
    );
    addresses(
        &listed("/posts/**", "kind = 'section'\n"),
        "0.168.0",
        &plain,
    );
}

#[test]
fn an_index_at_the_top_of_the_content_is_the_home_page_and_all_else_is_a_file_of_it() {
    let made = made(
        "",
        "0.168.0",
        &[
            "index.md",
            "about.md",
            "posts/_index.md",
            "posts/a/index.md",
        ],
    );

    let home = made.page("content/index.md").unwrap();
    assert_eq!((home.kind.name(), &*home.address), ("home", "/"));
    for path in ["about.md", "posts/_index.md", "posts/a/index.md"] {
        let page = made.page(&format!("content/{path}"));
        assert_eq!(page.err(), Some(NoPage::InBundle(String::new())), "{path}");
    }
}

#[test]
fn a_language_says_what_is_built_and_how_its_addresses_and_texts_are() {
    let made = made(
        "defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.nl]\nweight = 2\nbuildDrafts = true\nremovePathAccents = true\ndisablePathToLower = true\n[languages.nl.markup.goldmark.renderer]\nhardWraps = true\n",
        "0.168.0",
        &["Één.md", "Één.nl.md"],
    );

    let address = |path: &str| made.page(&format!("content/{path}")).unwrap().address;
    assert_eq!(address("Één.md"), "/één/");
    assert_eq!(address("Één.nl.md"), "/nl/Een/");
    let languages = &made.settings.languages.all;
    assert_eq!(
        [languages[0].build.drafts, languages[1].build.drafts],
        [false, true]
    );
    assert_ne!(made.settings.dialect(0), made.settings.dialect(1));
}

/// Heads of `a.md`, and whether Hugo 0.168 builds the site.
#[test]
fn values_of_a_kind_that_hugo_does_not_take_stop_the_build() {
    for (head, stops) in [
        ("params: []", true),
        ("params: x", true),
        ("params:", false),
        ("params: {a: b}", false),
        ("cascade: \"\"", true),
        ("cascade: []", false),
        ("cascade: [x]", false),
        ("build: x", true),
        ("build: []", true),
        ("build:", false),
        ("sites: x", true),
        ("outputs: [nope]", true),
        ("outputs: xml", true),
        ("outputs: [own]", false),
        ("outputs: [Html]", false),
        ("outputs: []", false),
        ("outputs: {a: b}", false),
        ("aliases: http://x.org/y", true),
        ("aliases: [//x.org/y, httpx]", false),
        ("layout: []", false),
        ("weight: x", false),
    ] {
        let made = made_of(
            "[outputFormats.own]\nmediaType = 'text/html'\n",
            "0.168.0",
            &[("a.md", &format!("---\n{head}\n---\n"))],
        );
        let page = made.page("content/a.md").unwrap();
        assert_eq!(page.stop.is_some(), stops, "{head}: {:?}", page.stop);
    }
}

#[test]
fn what_a_head_says_of_its_forms_counts_more_than_the_settings() {
    let made = made_of(
        "[outputs]\npage = ['json']\n",
        "0.168.0",
        &[
            ("a.md", "---\noutputs: [html]\n---\n"),
            ("b.md", "---\ntitle: B\n---\n"),
            (
                "c.md",
                "---\noutputs: [html]\nbuild: {render: \"false\"}\n---\n",
            ),
            (
                "d.md",
                "---\noutputs: [html]\nbuild: {render: false}\n---\n",
            ),
        ],
    );
    let is_made = |path: &str| {
        made.page(&format!("content/{path}"))
            .unwrap()
            .no_page
            .is_none()
    };
    assert_eq!(
        ["a.md", "b.md", "c.md", "d.md"].map(is_made),
        [true, false, true, false]
    );
}
