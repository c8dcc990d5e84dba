//! The cover card, from choosing a picture to the page.

use std::{fs, path::Path};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use image::{Rgb, RgbImage};
use kopij::{model::picture::PictureSource, ui::pictures::Picture};

use crate::support::{TestApp, TestSite, hugo};

const HUGO: &str = "baseURL = 'https://example.org/'\ntheme = 'papermod'\n";
/// Shows the cover as a theme does, and fails where its file is not there.
const LAYOUT: &str = r#"{{ with .Params.cover.image }}{{ $there := or (hasPrefix . "https:") (fileExists (printf "static/%s" (strings.TrimPrefix "/" .))) ($.Resources.Get .) }}{{ if not $there }}{{ errorf "no picture %s" . }}{{ end }}<img src="{{ . }}" alt="{{ $.Params.cover.alt }}">{{ end }}{{ .Content }}"#;

/// A picture whose file is this.
fn jpeg(shade: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(1280, 720, |x, y| {
        Rgb([
            shade,
            (x % 256).try_into().unwrap(),
            (y % 256).try_into().unwrap(),
        ])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 60)
        .encode_image(&image)
        .unwrap();
    bytes
}

fn site(head: &str) -> TestSite {
    TestSite::new()
        .file("hugo.toml", HUGO)
        .file("themes/papermod/theme.toml", "name = 'PaperMod'\n")
        .file("layouts/_default/single.html", LAYOUT)
        .file("content/posts/ferry.md", head)
        .file("content/posts/b.md", "---\ntitle: B\n---\n")
        .file("content/posts/c.md", "---\ntitle: C\n---\n")
        .file("content/posts/d.md", "---\ntitle: D\n---\n")
        .file("static/img/Quay one.jpg", jpeg(10))
}

/// Chooses a file by its path.
fn choose(app: &mut TestApp, path: &Path) {
    app.command("Cover from the site…");
    let field = "Words of the path, or a path or address";
    app.type_into(field, &path.to_string_lossy());
    app.click("Use this picture");
    app.wait_until("the picture is looked at", |app| {
        let shown = app.state.aids.offering.shown.as_ref();
        shown.is_some_and(|shown| shown.offer.is_some())
    });
    app.steps();
}

/// The site as Hugo builds it, where there is one: a missing picture stops it.
fn build(site: &TestSite) {
    if let Some(hugo) = hugo() {
        hugo.build(&site.root(), &[]);
    }
}

#[test]
fn a_cover_is_chosen_described_and_undone_as_one_step() {
    let site = site("---\ntitle: The last ferry\n---\nText\n");
    let outside = tempfile::tempdir().unwrap();
    let photo = outside.path().join("IMG_2041.JPG");
    fs::write(&photo, jpeg(99)).unwrap();
    let mut app = site.open_article("content/posts/ferry.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 4
    });
    app.click("+ Cover");
    assert!(app.shows("No cover picture") && app.shows("Choose…"));

    choose(&mut app, &photo);
    assert!(app.shows("Use this picture") && app.shows("Goes to static/images/"));
    assert!(
        !site.root().join("static/images").exists(),
        "nothing is written yet"
    );
    assert_eq!(
        app.focused().as_deref(),
        Some("What does this picture show?")
    );
    app.type_into("What does this picture show?", "A ferry");
    app.type_into("Caption (optional)", "Photo: Eva");
    app.click("Use it");
    app.wait_until("the cover is there", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("cover:")
    });

    assert_eq!(
        app.text(),
        "---\ntitle: The last ferry\ncover:\n  image: /images/the-last-ferry.jpg\n  alt: A ferry\n  caption: \"Photo: Eva\"\n---\nText\n"
    );
    assert_eq!(
        fs::read(site.root().join("static/images/the-last-ferry.jpg")).unwrap(),
        jpeg(99)
    );
    app.save();
    build(&site);
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), "---\ntitle: The last ferry\n---\nText\n");
    assert!(
        site.root()
            .join("static/images/the-last-ferry.jpg")
            .exists(),
        "the file stays"
    );
}

#[test]
fn escape_in_the_sheet_leaves_no_file_and_no_change() {
    let site = site("---\ntitle: A\n---\nText\n");
    let outside = tempfile::tempdir().unwrap();
    let photo = outside.path().join("quay.jpg");
    fs::write(&photo, jpeg(99)).unwrap();
    let mut app = site.open_article("content/posts/ferry.md");

    choose(&mut app, &photo);
    app.key(Modifiers::NONE, Key::Escape);
    app.steps();

    assert!(!app.shows("Use this picture"));
    assert_eq!(app.text(), "---\ntitle: A\n---\nText\n");
    assert!(!site.root().join("static/images").exists());
}

#[test]
fn a_picture_that_the_site_has_is_found_by_words_and_by_keyboard_alone() {
    let site = site(
        "---\ntitle: A\ncover:\n  image: https://example.org/old.jpg\n  alt: Old\n  relative: true\n---\nText\n",
    );
    let mut app = site.open_article("content/posts/ferry.md");

    app.command("Cover from the site…");
    app.wait_until("the pictures are found", |app| {
        let targets = app.state.aids.completing.targets.as_ref();
        targets.is_some_and(|(_, all)| !all.is_empty())
    });
    app.steps();
    app.field("Words of the path, or a path or address")
        .type_text("one quay");
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.steps();
    assert_eq!(app.focused().as_deref(), Some("/img/Quay one.jpg"));
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();

    assert_eq!(
        app.text(),
        "---\ntitle: A\ncover:\n  image: /img/Quay%20one.jpg\n  alt: \"\"\n  relative: false\n---\nText\n"
    );
    assert!(app.harness.state().state.window.over.is_none());
}

#[test]
fn a_file_of_another_ending_is_used_instead_of_one_that_is_not_there() {
    let site = site("---\ntitle: A\ncover:\n  image: /img/quay.webp\n---\nText\n")
        .file("static/img/quay.jpg", jpeg(20));
    let mut app = site.open_article("content/posts/ferry.md");
    app.wait_until("the picture failed", |app| {
        let source = PictureSource {
            address: "/img/quay.webp".to_owned(),
            folder: site.path("content/posts"),
            root: Some(site.root()),
        };
        matches!(
            app.state.media.pictures.peek(&source),
            Some(Picture::Failed(_))
        )
    });
    app.steps();

    app.click("Use quay.jpg instead");

    assert!(
        app.text().contains("  image: /img/quay.jpg\n"),
        "{}",
        app.text()
    );
    app.save();
    build(&site);
}

#[test]
fn a_cover_is_removed_with_all_that_belongs_to_it() {
    let head =
        "---\ntitle: A\ncover:\n  image: /img/Quay%20one.jpg\n  alt: B\n  caption: C\n---\nText\n";
    let site = site(head);
    let mut app = site.open_article("content/posts/ferry.md");

    app.click("Remove");
    app.steps();
    assert_eq!(app.text(), "---\ntitle: A\n---\nText\n");
    assert!(site.path("static/img/Quay one.jpg").exists());
    app.save();
    build(&site);
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), head);
}

#[test]
fn where_nothing_reads_an_alternative_text_one_can_be_written_all_the_same() {
    let site = site("---\ntitle: A\nfeatured_image: /img/a.jpg\n---\nText\n")
        .file("hugo.toml", "theme = 'ananke'\n");
    let mut app = site.open_article("content/posts/ferry.md");

    assert!(app.harness.query_by_label("Alt text").is_some());
    app.click("Add alt all the same");
    app.steps();
    app.replace("Alt text", "A quay");

    assert_eq!(
        app.text(),
        "---\ntitle: A\nfeatured_image: /img/a.jpg\nalt: \"A quay\"\n---\nText\n"
    );
}

/// A file that was dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        unreachable!("the worker reads it")
    }
}

fn wait_for_the_sheet(app: &mut TestApp) {
    app.wait_until("the picture is looked at", |app| {
        let shown = app.state.aids.offering.shown.as_ref();
        shown.is_some_and(|shown| shown.offer.is_some() && shown.smaller.is_some())
    });
    app.steps();
}

#[test]
fn pasted_pixels_are_described_and_stand_where_the_caret_was() {
    let site = site("---\ntitle: A\n---\nOne.\n\nTwo.\n");
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::Home);
    let image = egui::ColorImage::filled([40, 20], egui::Color32::RED);
    app.harness.event(egui::Event::PasteImage(image.into()));
    wait_for_the_sheet(&mut app);

    app.type_into("What does this picture show?", "A red field");
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the picture is in the text", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("![")
    });

    let text = "---\ntitle: A\n---\n![A red field](/images/a-red-field.png)\n\nOne.\n\nTwo.\n";
    assert_eq!(app.text(), text);
    assert!(site.path("static/images/a-red-field.png").exists());
    app.save();
    build(&site);
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), "---\ntitle: A\n---\nOne.\n\nTwo.\n");
}

#[test]
fn a_dropped_photo_is_made_smaller_as_it_is_offered_and_escape_leaves_no_trace() {
    let before = "---\ntitle: A\n---\nOne.\n";
    let site = site(before);
    let outside = tempfile::tempdir().unwrap();
    let photo = outside.path().join("The quay.jpg");
    let image = RgbImage::from_fn(2_010, 300, |x, y| {
        let noise = (x * 7_919 + y * 104_729) % 97;
        Rgb([x, y, noise].map(|it| u8::try_from(it % 256).unwrap()))
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95)
        .encode_image(&image)
        .unwrap();
    fs::write(&photo, bytes).unwrap();
    let mut app = site.open_article("content/posts/ferry.md");
    let drop = |app: &mut TestApp, path: &Path| {
        let file: egui::DroppedFileHandle = std::sync::Arc::new(Dropped(path.to_owned()));
        app.harness.input_mut().dropped_files.push(file);
        app.harness.step();
    };

    drop(&mut app, &photo);
    wait_for_the_sheet(&mut app);
    app.key(Modifiers::NONE, Key::Escape);
    app.steps();
    assert_eq!(app.text(), before);
    assert!(!site.root().join("static/images").exists());

    drop(&mut app, &photo);
    wait_for_the_sheet(&mut app);
    let shown = app
        .harness
        .query_all_by_label_contains("1,600 × 238")
        .count();
    assert_eq!(shown, 1, "the smaller one is offered with its weight");
    app.click("Insert");
    app.wait_until("the picture is in the text", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("![")
    });
    assert!(
        app.text().ends_with("![](/images/the-quay.jpg)\n\nOne.\n"),
        "{}",
        app.text()
    );
    let written = image::open(site.path("static/images/the-quay.jpg")).unwrap();
    assert_eq!((written.width(), written.height()), (1_600, 238));
    app.save();
    build(&site);

    // What is no picture is said; an article of the site is opened.
    drop(&mut app, &site.path("content/posts/b.md"));
    app.wait_until("the article is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.document.path().ends_with("b.md")
    });
    drop(&mut app, &site.path("hugo.toml"));
    app.steps();
    assert!(
        app.harness
            .query_all_by_label_contains("it is no picture")
            .next()
            .is_some()
    );
}

#[test]
fn a_picture_of_the_site_is_inserted_by_keyboard_alone() {
    let site = site("---\ntitle: A\n---\nOne.\n");
    let mut app = site.open_article("content/posts/ferry.md");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::End);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    app.wait_until("the pictures are found", |app| {
        let targets = app.state.aids.completing.targets.as_ref();
        targets.is_some_and(|(_, all)| !all.is_empty())
    });
    app.steps();
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();
    app.type_into("What does this picture show?", "The quay");
    app.type_into("Caption (optional)", "Photo: Eva");
    app.key(Modifiers::NONE, Key::Enter);
    app.steps();

    assert_eq!(
        app.text(),
        "---\ntitle: A\n---\nOne.\n\n{{< figure src=\"/img/Quay%20one.jpg\" alt=\"The quay\" caption=\"Photo: Eva\" >}}\n"
    );
    app.save();
    build(&site);
}

#[test]
fn covers_stand_in_the_list_until_they_are_turned_off_and_no_whole_one_comes_from_the_web() {
    let site = site("---\ntitle: A\n---\nText\n")
        .file(
            "content/posts/c.md",
            "---\ntitle: C\ncover:\n  image: /img/Quay%20one.jpg\n---\n",
        )
        .file(
            "content/posts/d.md",
            "---\ntitle: D\ncover:\n  image: https://127.0.0.1/huge.jpg\n---\n",
        );
    let mut app = site.open_article("content/posts/ferry.md");
    let source = |address: &str| PictureSource {
        address: address.to_owned(),
        folder: site.path("content/posts"),
        root: Some(site.root()),
    };
    let own = source("/img/Quay%20one.jpg");
    app.wait_until("the cover is in the list", |app| {
        matches!(
            app.state.media.pictures.peek(&own),
            Some(Picture::Ready { .. })
        )
    });
    let pictures = &app.harness.state().state.media.pictures;
    assert!(
        pictures
            .peek(&source("https://127.0.0.1/huge.jpg"))
            .is_none()
    );

    app.command("Thumbnails in the list");
    assert!(!app.harness.state().state.settings.panes.thumbnails);
}
