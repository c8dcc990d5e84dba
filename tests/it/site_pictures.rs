//! The pictures of a site: what `kopij pictures` tells of them, and what `kopij strip` cuts out.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use image::{ImageEncoder as _, codecs::jpeg::JpegEncoder};
use kopij::{app::state::Checking, model::rule::Rule};
use serde_json::Value;

use crate::{
    headless::kopij,
    support::{TestApp, TestSite},
};

/// A photo that tells its place.
pub fn photo() -> Vec<u8> {
    let exif = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0";
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
    encoder.set_exif_metadata(exif.to_vec()).unwrap();
    let image = image::RgbImage::from_pixel(16, 8, image::Rgb([9, 90, 200]));
    encoder.encode_image(&image).unwrap();
    jpeg
}

fn site() -> TestSite {
    TestSite::new()
        .file("hugo.toml", "baseURL = \"https://example.org/blog/\"\n")
        .file(
            "content/posts/ferry/index.md",
            "---\ntitle: Ferry\ncover: {image: gone.jpg, alt: A}\n---\n![q](quay%2050%25.jpg) ![](/IMG/plan.png)\n",
        )
        .file("content/posts/ferry/quay 50%.jpg", photo())
        .file(
            "content/posts/b.md",
            "---\ntitle: B\n---\n{{< figure src=\"/blog/img/plan.png\" alt=\"P\" >}} <img src=\"img/cafe\u{301}%231.jpg\" alt=\"c\">\n",
        )
        .file("static/img/plan.png", "plan")
        .file("static/img/copy.png", "plan")
        .file("static/img/cafe\u{301}#1.jpg", "c")
        .file("static/img/old.jpg", "o")
        .file("static/style.css", "a { background: url(\"img/copy.png\") }")
}

/// Rule and path of what a run tells, sorted.
fn told(site: &TestSite, arguments: &[&str]) -> (Vec<(String, String)>, i32) {
    let arguments = [&["pictures", ".", "--json"][..], arguments].concat();
    let run = kopij(&site.root(), &arguments);
    assert_eq!(run.err, "");
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let found = read["findings"].as_array().unwrap().iter();
    let mut found: Vec<_> = found
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap().to_owned();
            (text("rule"), text("path"))
        })
        .collect();
    found.sort();
    (found, run.code)
}

#[test]
fn the_command_tells_what_is_wrong_with_the_pictures_of_a_site() {
    let site = site();
    let pairs = |found: &[(&str, &str)]| -> Vec<(String, String)> {
        let found = found.iter();
        found
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    let ferry = "content/posts/ferry/index.md";

    let missing = pairs(&[("cover/broken", ferry), ("image/case", ferry)]);
    assert_eq!(told(&site, &["--missing"]), (missing, 1));
    let unused = pairs(&[("image/unused", "static/img/old.jpg")]);
    assert_eq!(told(&site, &["--unused"]), (unused, 1));
    let gps = pairs(&[("image/location", "content/posts/ferry/quay 50%.jpg")]);
    assert_eq!(told(&site, &["--gps"]), (gps, 1));
    assert_eq!(
        told(&site, &["--no-alt"]),
        (pairs(&[("image/alt", ferry)]), 1)
    );
    assert_eq!(told(&site, &["--heavy"]), (Vec::new(), 0));
    let (all, code) = told(&site, &[]);
    assert_eq!((all.len(), code), (7, 1), "{all:?}");
    let (grave, _) = told(&site, &["--least", "warning"]);
    assert_eq!(grave.len(), 4, "{grave:?}");
    assert_eq!(told(&site, &["--least", "error"]), (Vec::new(), 0));

    // `kopij check` tells the same of the whole site, and of one article none of the others' files.
    let check = kopij(&site.root(), &["check", "--least", "hint"]);
    assert!(
        check
            .out
            .contains("static/img/old.jpg:1:1: hint: Nothing names it [image/unused]")
    );
    assert!(
        check
            .out
            .contains("static/img/copy.png:1:1: hint: It holds the same as static/img/plan.png")
    );
    let check = kopij(
        &site.root(),
        &["check", "content/posts/b.md", "--least", "hint"],
    );
    assert!(!check.out.contains("old.jpg"), "{}", check.out);
}

#[test]
fn what_pictures_tell_is_cut_out_and_comes_back() {
    let site = site();
    let path = "content/posts/ferry/quay 50%.jpg";
    let before = fs::read(site.path(path)).unwrap();

    let dry = kopij(&site.root(), &["strip", path, "--dry-run"]);
    assert_eq!(
        (dry.out.as_str(), dry.code),
        ("content/posts/ferry/quay 50%.jpg: location cut out\n", 0),
        "{}",
        dry.err
    );
    assert_eq!(fs::read(site.path(path)).unwrap(), before);

    let run = kopij(&site.root(), &["strip", path, "static/style.css"]);
    assert_eq!((run.out, run.code), (dry.out, 2));
    assert!(run.err.contains("static/style.css"), "{}", run.err);
    let after = fs::read(site.path(path)).unwrap();
    assert!(after.len() < before.len());
    assert!(!after.windows(4).any(|it| it == b"Exif"));
    assert_eq!(told(&site, &["--gps"]), (Vec::new(), 0));
    let again = kopij(&site.root(), &["strip", path]);
    assert_eq!((again.out.as_str(), again.code), ("", 0), "{}", again.err);

    let undo = kopij(&site.root(), &["undo"]);
    assert_eq!(undo.code, 0, "{}", undo.err);
    assert_eq!(fs::read(site.path(path)).unwrap(), before);
}

/// The page, once all pictures were looked at.
fn page(site: &TestSite) -> TestApp {
    let mut app = site.open();
    app.wait_until("the site is known", |app| app.state.known_site().is_some());
    app.key(Modifiers::ALT, Key::Num3);
    app.wait_until("the pictures are listed", |app| {
        let library = &app.state.library;
        library.listed.is_some() && !library.is_looking && app.state.site.checking == Checking::Done
    });
    app
}

#[test]
fn the_page_shows_all_pictures_and_what_is_wrong_by_kinds() {
    let site = site();
    let mut app = page(&site);

    for kind in [
        "All 5",
        "Missing 1",
        "Wrong case 1",
        "Not used 1",
        "Twice 2",
        "Too heavy 0",
        "No alt text 1",
        "With location 1",
    ] {
        assert!(app.shows(kind), "{kind}");
    }
    assert!(app.shows("plan.png"));
    app.click("Not used 1");
    assert!(app.shows("old.jpg") && !app.shows("plan.png"));
    app.click("Missing 1");
    assert!(app.shows("There is no file for the cover: gone.jpg"));
    app.click("All 5");
    app.replace("Filter the pictures", "quay");
    assert!(app.shows("quay 50%.jpg") && !app.shows("plan.png"));

    // By the keyboard alone: to the row, and on to the article that names it.
    app.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(app.focused().as_deref(), Some("quay 50%.jpg"));
    app.key(Modifiers::SHIFT, Key::F10);
    let buttons = app.harness.query_all_by_label("Rename…").count();
    assert_eq!(buttons, 2, "below the list and in the menu of the row");
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(app.focused().as_deref(), Some("quay 50%.jpg"));
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the article is shown", |app| {
        app.state
            .shown_article()
            .is_some_and(|it| it.document.path().ends_with("posts/ferry/index.md"))
    });
    assert!(!app.shows("Pictures of the site"));
}

/// Asks for another name by the keyboard, and makes what is shown.
fn rename(app: &mut TestApp, picture: &str, name: &str) {
    app.replace("Filter the pictures", picture);
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Rename…");
    app.replace("Name", name);
    app.key(Modifiers::NONE, Key::Enter);
}

fn review(app: &mut TestApp) {
    app.wait_until("what changes is shown", |app| {
        app.state.changes.review.is_some()
    });
}

#[test]
fn another_name_goes_into_all_articles_and_comes_back() {
    let site = site().file(
        "content/posts/c.md",
        "---\ntitle: C\ncover: /blog/img/plan.png # it\n---\n![p](/blog/img/plan.png \"t\")\n",
    );
    let before = ["content/posts/b.md", "content/posts/c.md"].map(|path| site.read(path));
    let mut app = page(&site);

    rename(&mut app, "plan", "Plan B 50%");
    review(&mut app);
    assert!(site.root().join("static/img/plan.png").exists());
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is made", |app| !app.state.changes.made.is_empty());

    let c = site.read("content/posts/c.md");
    let expected = before[1].replace("img/plan.png", "img/Plan%20B%2050%25.png");
    assert_eq!(c, expected);
    assert!(
        site.read("content/posts/b.md")
            .contains("src=\"/blog/img/Plan%20B%2050%25.png\"")
    );
    assert!(site.root().join("static/img/Plan B 50%.png").exists());
    assert!(!site.root().join("static/img/plan.png").exists());
    app.wait_until("the new one is listed", |app| {
        let library = &app.state.library;
        let listed = library.listed.as_ref().unwrap();
        !library.is_looking
            && listed
                .rows
                .iter()
                .any(|row| row.shown.ends_with("Plan B 50%.png") && row.articles() == 2)
    });

    app.click("Undo");
    let is_back = || site.root().join("static/img/plan.png").exists();
    app.wait_until("it is taken back", |app| {
        is_back() && app.state.changes.applying.is_empty()
    });
    let after = ["content/posts/b.md", "content/posts/c.md"].map(|path| site.read(path));
    assert_eq!(after, before);
    assert!(site.root().join("static/img/plan.png").exists());
    assert!(!site.root().join("static/img/Plan B 50%.png").exists());
}

#[test]
fn an_article_that_is_left_out_keeps_its_picture() {
    let site = site();
    let before = site.read("content/posts/b.md");
    let mut app = page(&site);

    rename(&mut app, "plan", "map");
    review(&mut app);
    app.click("Change posts/b.md");
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is made", |app| !app.state.changes.made.is_empty());

    assert_eq!(site.read("content/posts/b.md"), before);
    assert!(site.root().join("static/img/plan.png").exists());
}

#[test]
fn a_location_is_removed_and_a_picture_thrown_away_from_the_page() {
    let site = site();
    let photo = fs::read(site.path("content/posts/ferry/quay 50%.jpg")).unwrap();
    let mut app = page(&site);

    app.replace("Filter the pictures", "quay");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Remove location");
    app.wait_until("it is removed", |app| {
        let library = &app.state.library;
        !app.state.changes.made.is_empty()
            && !library.is_looking
            && library.listed.as_ref().unwrap().count(Rule::ImageLocation) == 0
    });
    assert!(
        fs::read(site.path("content/posts/ferry/quay 50%.jpg"))
            .unwrap()
            .len()
            < photo.len()
    );

    app.replace("Filter the pictures", "old");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Move to the recycle bin…");
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is thrown away", |app| app.state.changes.made.len() == 2);
    assert!(!site.root().join("static/img/old.jpg").exists());
}

#[test]
fn another_picture_is_named_in_the_place_of_one() {
    let site = site();
    let mut app = page(&site);

    app.replace("Filter the pictures", "plan");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Replace everywhere…");
    app.field("The picture in its place").type_text("old");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    review(&mut app);
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is made", |app| !app.state.changes.made.is_empty());

    assert!(
        site.read("content/posts/b.md")
            .contains("src=\"/blog/img/old.jpg\"")
    );
    assert!(site.root().join("static/img/plan.png").exists());
}

#[test]
fn what_an_article_goes_on_naming_stays_when_the_rest_is_taken_back() {
    let site = site();
    let mut app = page(&site);
    rename(&mut app, "plan", "map");
    review(&mut app);
    app.key(Modifiers::COMMAND, Key::Enter);
    app.wait_until("it is made", |app| !app.state.changes.made.is_empty());
    let named = site.read("content/posts/b.md");
    assert!(named.contains("map.png"), "{named}");
    site.write(
        "content/posts/b.md",
        &named.replace("map.png", "map.png?w=3"),
    );

    app.click("Undo");
    app.wait_until("what is left is shown", |app| {
        app.state.changes.review.is_some()
    });
    app.key(Modifiers::COMMAND, Key::Enter);
    let is_there = |name: &str| site.root().join("static/img").join(name).exists();
    app.wait_until("the rest is taken back", |app| {
        is_there("plan.png") && app.state.changes.applying.is_empty()
    });

    assert!(site.read("content/posts/b.md").contains("map.png"));
    assert!(is_there("map.png"));
}

#[test]
fn with_unsaved_text_no_picture_gets_another_name() {
    let site = site();
    let mut app = site.open_article("content/posts/b.md");
    app.type_into("Text", "more");
    app.key(Modifiers::ALT, Key::Num3);
    app.wait_until("they are looked at", |app| {
        app.state.library.listed.is_some() && !app.state.library.is_looking
    });

    rename(&mut app, "plan", "map");

    assert!(app.shows("One article is not saved: save it first, as it may name the picture"));
    assert!(site.root().join("static/img/plan.png").exists());
}

#[test]
fn where_no_article_can_follow_nothing_is_offered_and_why_is_said() {
    // A mark of UTF-8 and a byte that is none: a save would lose a letter.
    let site = site().file(
        "content/posts/damaged.md",
        b"\xef\xbb\xbf---\ntitle: Damaged\n---\n![o](/img/old.jpg)\n\nCaf\xe9\n",
    );
    let mut app = page(&site);

    rename(&mut app, "old", "new");
    app.wait_until("it is told", |app| app.state.notices.shown.len() == 2);
    app.steps();

    for why in [
        "no article that names it can be changed (static/img/old.jpg)",
        "it can only be read (content/posts/damaged.md)",
    ] {
        let told = app.harness.query_all_by_label_contains(why);
        assert!(told.count() > 0, "{why}");
    }
    let changes = &app.harness.state().state.changes;
    assert!(changes.review.is_none());
    assert!(changes.made.is_empty() && changes.applying.is_empty());
    let files = ["old.jpg", "new.jpg"].map(|it| site.root().join("static/img").join(it).exists());
    assert_eq!(files, [true, false]);
}

#[test]
fn what_speaks_of_a_picture_and_is_not_changed_is_named_before_it_gets_another_name() {
    let site = TestSite::new()
        .file("hugo.toml", "[params]\nlogo = \"img/logo.png\"\n")
        .file("layouts/index.html", "<img src=\"/img/logo.png\">\n")
        .file("data/makers.yaml", "- logo.png\n")
        .file("static/style.css", "a { background: url(img/logo.png) }\n")
        .file("static/img/logo.png", "logo")
        .file("static/img/other.png", "other")
        .file(
            "content/posts/a.md",
            "---\ntitle: A\n---\n{{< gallery dir=\"/img/\" >}}\n",
        );
    let mut app = page(&site);

    app.replace("Filter the pictures", "logo");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Rename…");
    app.replace("Name", "mark");

    assert!(app.shows("5 files that perhaps speak of it are not changed: look there yourself"));
    for file in [
        "posts/a.md",
        "hugo.toml",
        "layouts/index.html",
        "data/makers.yaml",
        "static/style.css",
    ] {
        assert!(app.shows(file), "{file}");
    }
    app.key(Modifiers::NONE, Key::Escape);
    app.replace("Filter the pictures", "other");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.click("Rename…");
    app.replace("Name", "mark");
    assert!(app.shows("A file that perhaps speaks of it is not changed: look there yourself"));
}

#[test]
fn a_picture_outside_of_the_site_is_told_apart_from_one_that_is_missing() {
    let site = TestSite::new()
        .file("hugo.toml", "baseURL = \"https://example.org/\"\n")
        .file("content/posts/a.md", "---\ntitle: A\n---\nWords\n");
    let text = |address: &str| format!("---\ntitle: A\n---\n![a]({address})\n");
    let told = |address: &str| {
        let site = &site;
        fs::write(site.path("content/posts/a.md"), text(address)).unwrap();
        kopij(&site.root(), &["check", "content/posts/a.md"]).out
    };
    let elsewhere = site.folder().join("elsewhere.jpg");
    let of_home = elsewhere.display().to_string();

    for outside in [
        "../../../elsewhere.jpg",
        "file:///home/anna/x.jpg",
        "C:/Users/Anna/x.jpg",
        &of_home,
    ] {
        let said = told(outside);
        assert!(said.contains("outside of the site"), "{outside}: {said}");
    }
    for missing in ["/gone.jpg", "gone.jpg", "../gone.jpg"] {
        let said = told(missing);
        assert!(
            said.contains("No picture at this address"),
            "{missing}: {said}"
        );
    }
}
