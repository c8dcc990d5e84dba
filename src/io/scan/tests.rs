use std::fs;

use super::*;
use crate::{io::index::Index, model::words};

fn keeps_raw_html(root: &Path) -> bool {
    settings_at(root).keeps_raw_html()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn bounds(folder: &Path) -> Bounds {
    Bounds::new(root_of(folder).unwrap(), Vec::new())
}

fn titles(folder: &Path) -> Vec<String> {
    let (_, site) = Index::open(&bounds(folder));
    site.articles.iter().map(|it| it.title.clone()).collect()
}

#[test]
fn html_passes_only_where_the_site_says_so() {
    let keeps = |files: &[(&str, &str)]| keeps_raw_html(folder(files).path());
    assert!(!keeps(&[("hugo.toml", "title = \"a\"\n")]));
    assert!(keeps(&[(
        "hugo.toml",
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )]));
    assert!(keeps(&[(
        "config/_default/markup.yaml",
        "goldmark:\n  renderer:\n    unsafe: true\n"
    )]));
    assert!(keeps(&[(
        "hugo.json",
        "{\"markup\": {\"goldmark\": {\"renderer\": {\"unsafe\": true}}}}"
    )]));
}

#[test]
fn only_the_articles_of_the_writer_are_listed() {
    let folder = folder(&[
        ("hugo.yaml", "title: De Kade\n"),
        ("content/a.md", "---\ntitle: A\n---\n"),
        ("content/b/index.markdown", "text"),
        ("content/picture.jpg", "no"),
        ("content/.hidden/c.md", "no"),
        ("content/drafts/d.md", "no"),
        (".gitignore", "drafts/\n"),
        ("public/a.md", "no"),
        ("node_modules/x/readme.md", "no"),
    ]);

    assert_eq!(titles(folder.path()), ["A", "b"]);
}

#[test]
fn a_folder_inside_a_site_opens_the_site() {
    let folder = folder(&[
        (
            "hugo.toml",
            "title = \"De Kade\"\nbaseURL = \"https://example.org/blog/\"\ntimeZone = \"Europe/Amsterdam\"\n",
        ),
        ("content/posts/a.md", ""),
    ]);
    let inner = folder.path().join("content/posts");

    let root = root_of(&inner).unwrap();

    assert_eq!(root, folder.path().canonicalize().unwrap());
    let site = site_without_articles(&bounds(&inner));
    assert_eq!(site.title, "De Kade");
    assert_eq!(site.host(), Some("example.org"));
    let zone = site.time_zone().unwrap();
    assert_eq!(zone.iana_name(), Some("Europe/Amsterdam"));
}

#[test]
fn a_plain_folder_is_a_site_of_its_own() {
    let folder = folder(&[("a.md", ""), ("sub/b.md", "")]);

    assert_eq!(titles(folder.path()), ["a", "b"]);
}

#[test]
fn a_head_longer_than_the_first_read_is_whole() {
    let long = "# comment\n".repeat(4_000);
    let folder = folder(&[("a.md", &format!("---\n{long}title: A\n---\n"))]);

    assert_eq!(titles(folder.path()), ["A"]);
}

#[test]
fn two_versions_that_another_program_left_in_a_text_are_named() {
    let marks = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n";
    let long = "Words of a text.\n".repeat(4_000);
    let folder = folder(&[
        ("a.md", &format!("---\ntitle: A\n---\nText\n{marks}")),
        ("b.md", &format!("---\ntitle: B\n---\n{long}{marks}{long}")),
        ("c.md", &format!("---\ntitle: C\n---\n{long}\n=======\n")),
    ]);

    let (_, site) = Index::open(&bounds(folder.path()));

    let named = |title| {
        let mut articles = site.articles.iter();
        let entry = articles.find(|entry| entry.title == title).unwrap();
        (entry.has_marks, entry.problem.as_deref().cloned())
    };
    let said = || Some(said!("text-conflict-marks"));
    assert_eq!(named("A"), (true, said()));
    assert_eq!(named("B"), (true, said()));
    assert_eq!(named("C"), (false, None));
}

#[cfg(unix)]
fn link(folder: &Path, to: &str, at: &str) {
    fs::create_dir_all(folder.join(at).parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(to, folder.join(at)).unwrap();
}

/// A site whose settings name another folder for its articles, beside it or above.
fn site_naming(content: &str) -> tempfile::TempDir {
    folder(&[
        ("site/hugo.toml", &format!("contentDir = \"{content}\"\n")),
        ("site/content/a.md", "---\ntitle: Inside\n---\n"),
        ("shared/b.md", "---\ntitle: Shared\n---\n"),
    ])
}

#[test]
fn a_repository_makes_a_site_of_a_folder_but_not_of_a_home() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    fs::create_dir_all(home.join("notes/.git")).unwrap();
    fs::create_dir_all(home.join(".git")).unwrap();

    assert!(is_site_beside(&home.join("notes"), Some(&home)));
    assert!(!is_site_beside(&home, Some(&home)));
    assert!(is_site_beside(&home, Some(Path::new("/elsewhere"))));
    assert!(is_site_beside(&home, None));
    fs::write(home.join("hugo.toml"), "").unwrap();
    assert!(is_site_beside(&home, Some(&home)));
}

#[test]
fn any_folder_outside_of_the_site_that_a_setting_names_is_asked_about_once() {
    let folder = folder(&[
        (
            "site/hugo.toml",
            "contentDir = '../shared'\nstaticDir = ['../pictures', '../shared', 'static']\nassetDir = '../../'\n",
        ),
        ("shared/b.md", "---\ntitle: Shared\n---\n"),
        ("pictures/x.svg", ""),
    ]);
    let at = folder.path().canonicalize().unwrap();

    let (_, found) = Index::open(&bounds(&at.join("site")));

    assert_eq!(found.outside, [at.join("shared"), at.join("pictures")]);
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
}

#[test]
fn what_is_no_date_to_hugo_stops_no_other_generator() {
    let post = "---\ntitle: A\npublished: false\n---\n";
    let stops = |files: &[(&str, &str)]| {
        let folder = folder(files);
        let (_, site) = Index::open(&bounds(folder.path()));
        site.articles
            .first()
            .unwrap()
            .page
            .as_ref()
            .unwrap()
            .stop
            .is_some()
    };

    assert!(!stops(&[
        ("_config.yml", "title: J\n"),
        ("_posts/2026-01-01-a.md", post)
    ]));
    assert!(stops(&[
        ("hugo.toml", "title = 'H'\n"),
        ("content/a.md", post)
    ]));
}

#[test]
fn a_vault_of_obsidian_is_known_by_its_hidden_folder() {
    let folder = folder(&[(".obsidian/app.json", "{}"), ("note.md", "# Note\n")]);
    let (_, site) = Index::open(&bounds(folder.path()));

    assert_eq!(
        site.settings.generator,
        crate::model::site::generator::Generator::Obsidian
    );
}

#[test]
fn a_content_folder_outside_of_the_site_is_left_out_until_the_writer_allows_it() {
    let folder = site_naming("../shared");
    let shared = folder.path().canonicalize().unwrap().join("shared");
    let site = folder.path().join("site");

    let (_, found) = Index::open(&bounds(&site));
    assert_eq!(found.outside, std::slice::from_ref(&shared));
    assert_eq!(found.articles.first().unwrap().title, "Inside");

    let allowed = Bounds::new(root_of(&site).unwrap(), vec![shared.clone()]);
    let (_, found) = Index::open(&allowed);
    assert!(found.outside.is_empty());
    assert_eq!(found.content, shared);
    assert_eq!(found.articles.first().unwrap().title, "Shared");
}

#[test]
fn a_content_folder_that_holds_the_site_is_named_and_nobody_is_asked() {
    for content in ["/", "..", ".git"] {
        let folder = site_naming(content);

        let (_, found) = Index::open(&bounds(&folder.path().join("site")));

        assert!(found.outside.is_empty());
        let problem = format!("“{content}” is outside of the site");
        assert!(
            words::put(&found.problems[0]).starts_with(&problem),
            "{:?}",
            found.problems
        );
        assert_eq!(found.articles.len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn settings_that_never_end_or_lead_out_of_the_site_are_named_and_not_read() {
    let folder = folder(&[
        (
            "outside.toml",
            "title = \"Outside\"\nmarkup.goldmark.renderer.unsafe = true\n",
        ),
        ("outside.md", "---\ntitle: Outside\n---\n"),
        ("site/archetypes/default.md", ""),
        ("site/content/a.md", ""),
    ]);
    let site = folder.path().join("site");
    link(&site, "/dev/zero", "hugo.toml");
    link(&site, "../outside.toml", "config.toml");
    link(&site, "../../outside.toml", "config/_default/hugo.toml");
    link(&site, "/dev/zero", "kopij.toml");
    link(&site, "../../outside.md", "archetypes/post.md");

    let found = site_without_articles(&bounds(&site));

    assert_eq!(found.title, "site");
    assert_eq!(found.problems.len(), 3, "{:?}", found.problems);
    assert!(words::put(&found.problems[0]).ends_with("site/hugo.toml)"));
    assert!(words::put(&found.problems[1]).ends_with("site/config.toml)"));
    assert!(words::put(&found.problems[2]).ends_with("site/archetypes/post.md"));
    assert!(!keeps_raw_html(&site));
    assert_eq!(found.archetypes.len(), 1, "{:?}", found.archetypes);
    let (said, problems) = crate::io::site_fields::read(&site);
    assert!(said.is_empty());
    assert!(
        words::put(&problems[0]).ends_with("site/kopij.toml)"),
        "{problems:?}"
    );
}

#[cfg(unix)]
#[test]
fn articles_beside_are_regular_files_and_a_pipe_keeps_nobody_waiting() {
    let folder = folder(&[
        ("a.md", ""),
        ("b.md", "---\ntitle: B\n---\n"),
        ("outside/c.md", "---\ntitle: C\n---\n"),
        ("index/d.md", "---\ntitle: D\n---\n"),
    ]);
    let pipe = folder.path().join("p.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    link(folder.path(), "outside/c.md", "link.md");
    link(folder.path(), "/dev/zero", "zero.md");

    let heads = heads_beside(&folder.path().join("a.md"), 200);

    assert_eq!(heads.len(), 3);
    assert!(read_head(&pipe).is_err());
}

#[test]
fn a_folder_that_is_not_there_is_said_with_its_path() {
    let err = root_of(Path::new("/no/such/folder")).unwrap_err();

    assert!(words::of(&err).ends_with("(/no/such/folder)"), "{err}");
}
