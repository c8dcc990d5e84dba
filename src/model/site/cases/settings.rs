//! Settings that are mistakes: each is named, and nothing hangs.

use std::{fmt::Write as _, sync::Arc};

use super::Memory;
use crate::model::{
    front_matter::MOST_VALUES,
    site::hugo::{Asked, Build, Files, Node, Part, Settings, Text, Weight},
};

fn read(files: &[(&str, &str)]) -> Settings {
    let mut memory = Memory::default();
    for (path, text) in files {
        memory.0.insert((*path).to_owned(), (*text).to_owned());
    }
    Settings::read(&memory, &Asked::default())
}

#[track_caller]
fn check(files: &[(&str, &str)], weight: Weight, expected: &str) {
    let settings = read(files);
    let troubles: Vec<String> = settings
        .troubles
        .iter()
        .filter(|trouble| trouble.weight == weight)
        .map(|trouble| {
            let message = crate::model::words::put(&trouble.message);
            format!("{}:{}: {message}", trouble.path, trouble.line)
        })
        .collect();
    assert!(
        troubles.iter().any(|trouble| trouble == expected),
        "{:?}",
        settings.troubles
    );
}

#[test]
fn a_setting_that_is_a_mistake_is_named_at_its_line_and_the_rest_is_used() {
    let text = "title = \"T\"\ntimeZone = \"Nowhere/City\"\n";
    check(
        &[("hugo.toml", text)],
        Weight::Stops,
        "hugo.toml:2: “Nowhere/City” is no time zone",
    );
    assert_eq!(read(&[("hugo.toml", text)]).title.as_deref(), Some("T"));
    check(
        &[("hugo.yaml", "title: T\nlanguages: nl\n")],
        Weight::Stops,
        "hugo.yaml:2: `languages` must be a table",
    );
    check(
        &[("hugo.toml", "[permalinks]\nposts = \"/:nosuch/\"\n")],
        Weight::Stops,
        "hugo.toml:2: `:nosuch` in “/:nosuch/” is not known to Hugo 0.168.0",
    );
    check(
        &[("hugo.toml", "theme = \"gone\"\n")],
        Weight::Stops,
        "hugo.toml:1: the theme “gone” is not in the site",
    );
}

#[test]
fn a_newer_hugo_that_a_theme_wants_and_dates_of_commits_are_told() {
    let theme = (
        "themes/t/hugo.toml",
        "[module.hugoVersion]\nmin = '0.999.0'\n",
    );
    let site = ("hugo.toml", "theme = 't'\n");
    let wanted = "themes/t/hugo.toml:2: Hugo 0.999.0 or newer is wanted, but";
    check(
        &[site, theme],
        Weight::Odd,
        &format!("{wanted} the site is read as Hugo 0.168.0 reads it"),
    );
    check(
        &[site, theme, (".hvm", "v0.152.2\n")],
        Weight::Odd,
        &format!("{wanted} 0.152.2 is pinned"),
    );
    let dates = "enableGitInfo = true\n[frontmatter]\ndate = ['date', ':git']\n";
    check(
        &[("hugo.toml", dates)],
        Weight::Odd,
        "hugo.toml:2: dates of commits (`:git`) are not read: dates and addresses may be others",
    );
}

#[test]
fn a_file_that_cannot_be_read_leaves_nothing_sure() {
    let settings = read(&[
        ("hugo.toml", "title = \n"),
        ("config/_default/params.toml", "a = 1\n"),
    ]);
    assert_eq!(
        settings.gravest().map(|trouble| trouble.weight),
        Some(Weight::Unread)
    );
    assert_eq!(settings.gravest().map(|trouble| trouble.line), Some(1));
    assert!(settings.tree.at(&["params", "a"]).is_some());
}

/// A file of settings that is too large to be read.
struct TooLarge;

impl Files for TooLarge {
    fn text(&self, path: &str) -> Text {
        match path {
            "hugo.toml" => {
                Text::Refused(crate::model::said::Said::verbatim("it is larger than 5 MB"))
            }
            _ => Text::Absent,
        }
    }

    fn below(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_folder(&self, _path: &str) -> bool {
        false
    }
}

#[test]
fn settings_that_are_too_large_are_named() {
    let settings = Settings::read(&TooLarge, &Asked::default());
    let trouble = settings.gravest().unwrap();
    assert_eq!(
        (trouble.path.as_str(), trouble.weight),
        ("hugo.toml", Weight::Unread)
    );
}

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

#[test]
fn more_values_than_people_write_are_not_read_and_that_is_said() {
    let keys = repeated(MOST_VALUES / 2 + 1, |at| format!("k{at} = 1\n"));
    let said = "the settings of the site have more than 100,000 values";

    let both = read(&[("hugo.toml", &keys), ("config/_default/params.toml", &keys)]);
    check(
        &[("hugo.toml", &keys), ("config/_default/params.toml", &keys)],
        Weight::Unread,
        &format!("config/_default/params.toml:1: {said}"),
    );
    assert!(both.tree.get("k7").is_some());
    for (path, part) in [
        ("hugo.toml", "[a.b.c]\n"),
        ("hugo.yaml", "- {a: b}\n"),
        ("hugo.json", "[[],{}],"),
    ] {
        let text = part.repeat(MOST_VALUES / 2);
        check(
            &[(path, &text)],
            Weight::Unread,
            &format!("{path}:1: {said}"),
        );
    }
}

#[test]
fn what_articles_are_held_against_is_cut_and_that_is_said() {
    let cascades = |count: usize| {
        let mut text = "[languages.nl.params]\n".to_owned();
        text.push_str(&repeated(6_000, |at| format!("k{at} = 1\n")));
        for at in 0..count {
            write!(
                text,
                "[[cascade]]\ndraft = true\ntarget = {{path = '/{at}/**'}}\n"
            )
            .unwrap();
        }
        text
    };

    let honest = read(&[("hugo.toml", &cascades(1_000))]);
    assert_eq!(
        (honest.languages.all[0].cascade.len(), honest.troubles.len()),
        (1_000, 0)
    );
    check(
        &[("hugo.toml", &cascades(3_000))],
        Weight::Unread,
        "hugo.toml:6002: only the first 5,000 values of what decides on pages count, up to “cascade”",
    );
    let cut = read(&[("hugo.toml", &cascades(3_000))]);
    assert!(
        cut.languages.all[0].cascade.len() < 1_700,
        "{}",
        cut.languages.all[0].cascade.len()
    );
}

#[test]
fn languages_share_the_addresses_of_the_site() {
    let settings = read(&[(
        "hugo.toml",
        "[permalinks]\na = '/:slug/'\n[languages.nl]\n[languages.en]\n[languages.de.permalinks]\nb = '/:slug/'\n",
    )]);

    let of = |code: &str| {
        let number = settings.languages.of_code(code).unwrap();
        Arc::clone(&settings.language(number).unwrap().permalinks)
    };
    assert!(Arc::ptr_eq(&of("nl"), &of("en")));
    assert_ne!(of("de"), of("en"));
}

#[test]
fn a_theme_that_names_a_folder_outside_is_told() {
    let theme = "contentDir = \"content\"\nstaticDir = [\"static\", \"../../../x\"]\n[[module.mounts]]\nsource = \"/etc\"\ntarget = \"assets\"\n";
    let files = [
        ("hugo.toml", "theme = \"t\"\n"),
        ("themes/t/hugo.toml", theme),
    ];
    let said = |line: usize, folder: &str| {
        format!(
            "themes/t/hugo.toml:{line}: the theme names the folder “{folder}” outside of the site, which is left out"
        )
    };
    check(&files, Weight::Odd, &said(2, "../../../x"));
    check(&files, Weight::Odd, &said(4, "/etc"));
    assert_eq!(read(&files).troubles.len(), 2);
}

#[test]
fn themes_that_name_one_another_end() {
    let settings = read(&[
        ("hugo.toml", "theme = \"a\"\n"),
        ("themes/a/hugo.toml", "theme = \"b\"\nparams.a = 1\n"),
        (
            "themes/b/hugo.toml",
            "theme = [\"a\", \"b\"]\nparams.b = 1\n",
        ),
    ]);
    assert_eq!(settings.themes, ["themes/a", "themes/b"]);
    assert!(settings.tree.at(&["params", "b"]).is_some());
    assert!(settings.troubles.is_empty(), "{:?}", settings.troubles);
}

#[test]
fn folders_outside_of_the_site_are_left_out() {
    for folder in ["../other", "/etc", "content/../../x"] {
        let settings = read(&[("hugo.toml", &format!("contentDir = \"{folder}\"\n"))]);
        assert_eq!(settings.left_out, [folder]);
        assert_eq!(
            settings.folders(Part::Content).collect::<Vec<_>>(),
            ["content"]
        );
    }
    let settings = read(&[("hugo.toml", "theme = \"../../x\"\n")]);
    assert!(settings.themes.is_empty());
}

#[test]
fn ten_thousand_languages_do_not_hang() {
    let language = |at: usize| format!("[languages.x{at}]\nweight = {at}\n");
    let languages = (0..10_000).map(language).collect::<Vec<_>>().concat();
    let settings = read(&[("hugo.toml", &languages)]);
    assert!(settings.languages.all.len() <= 1_000);
    let odd = settings
        .troubles
        .iter()
        .filter(|trouble| trouble.weight == Weight::Odd);
    assert_eq!(odd.count(), 1);
}

#[test]
fn later_files_and_the_environment_have_the_last_word() {
    let files = [
        (
            "hugo.toml",
            "title = \"root\"\nbuildDrafts = true\n[params]\na = 1\n",
        ),
        ("config/_default/hugo.toml", "title = \"default\"\n"),
        ("config/_default/params.toml", "b = 2\n"),
        ("config/_default/params.nl.toml", "c = 3\n"),
        ("config/production/hugo.yaml", "buildDrafts: false\n"),
        ("config/development/hugo.yaml", "buildFuture: true\n"),
    ];
    let settings = read(&files);
    assert_eq!(settings.title.as_deref(), Some("default"));
    assert!(settings.languages.all[0].build == Build::default());
    for path in [
        &["params", "a"][..],
        &["params", "b"],
        &["languages", "nl", "params", "c"],
    ] {
        assert!(settings.tree.at(path).is_some(), "{path:?}");
    }
}

/// As Hugo 0.168 and 0.147 answered.
#[test]
fn a_theme_gives_what_the_site_takes_of_it() {
    let theme = "buildDrafts = true\ncontentDir = \"c2\"\n[params]\na = 1\nb = 2\n[permalinks]\np = \"/t/:slug/\"\n[taxonomies]\nserie = \"series\"\n";
    let read = |site: &str| read(&[("hugo.toml", site), ("themes/t/hugo.toml", theme)]);
    let usual = read("theme = \"t\"\n[params]\na = 9\n");
    let param =
        |settings: &Settings, key: &str| settings.tree.at(&["params", key]).and_then(Node::integer);
    assert_eq!((param(&usual, "a"), param(&usual, "b")), (Some(9), Some(2)));
    assert!(!usual.languages.all[0].build.drafts && usual.tree.get("permalinks").is_none());
    let all = read("theme = \"t\"\n_merge = \"deep\"\n");
    assert!(all.languages.all[0].build.drafts && all.languages.all[0].taxonomies == ["series"]);
    let some = read("theme = \"t\"\n[permalinks]\n_merge = \"deep\"\nq = \"/x/\"\n");
    assert!(some.tree.at(&["permalinks", "p"]).is_some());
}

#[test]
fn variables_of_who_publishes_the_site_count() {
    let workflow = "env:\n  HUGO_BUILDDRAFTS: true\n  HUGO_ENVIRONMENT: staging\nrun: hugo --gc\n";
    let read = |workflow: &str| {
        read(&[
            ("hugo.toml", "title = \"A\"\n"),
            (".github/workflows/a.yml", workflow),
        ])
    };

    let settings = read(workflow);
    assert!(settings.languages.all[0].build.drafts);
    assert_eq!(settings.environment, "staging");
    // Nothing in it runs Hugo.
    let other = read(&workflow.replace("hugo --gc", "npm test"));
    assert!(!other.languages.all[0].build.drafts);
}

/// As Hugo 0.168 and 0.147 answered.
#[test]
fn the_root_says_what_a_site_takes_of_its_theme() {
    let site = "theme = \"t\"\n_merge = \"WAY\"\n[params.deep]\no = 1\n[permalinks]\nnews = \"/n/\"\n\
        [markup.goldmark.renderer]\nhardWraps = true\n[languages.en.params]\no = 1\n";
    let theme = "removePathAccents = true\n[params.deep]\nt = 2\n[permalinks]\nposts = \"/t/\"\n\
        [frontmatter]\ndate = [\"publishDate\"]\n[markup.goldmark.renderer]\nunsafe = true\n\
        [menus]\nm = 1\n[languages.en.params]\nt = 2\n";
    let taken = |way: &str| {
        let site = site.replace("WAY", way);
        let settings = read(&[("hugo.toml", &*site), ("themes/t/hugo.toml", theme)]);
        [
            &["removepathaccents"][..],
            &["params", "deep", "t"],
            &["permalinks", "posts"],
            &["frontmatter", "date"],
            &["markup", "goldmark", "renderer", "unsafe"],
            &["menus", "m"],
            &["languages", "en", "params", "t"],
        ]
        .map(|path| settings.tree.at(path).is_some())
    };

    assert_eq!(taken("none"), [false; 7]);
    assert_eq!(
        taken("shallow"),
        [false, true, true, true, false, true, false]
    );
    assert_eq!(taken("deep"), [true; 7]);
}
