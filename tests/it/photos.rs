//! "Find a photo", from the search to the page, against a double of the services on this machine.

use std::{fs, path::Path, time::Duration};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use kopij::{
    app::state::{Keeping, SearchPhase},
    io::{Effect, encoding, workers::StockJob},
    model::{
        secret::Secret,
        stock::{Kept, Provider},
    },
};

use crate::support::{
    TestApp, TestSite,
    double::{Double, answer},
};

/// What is looked for: nothing else in a test has this word.
const WORDS: &str = "zeilschip";
const KEY: &str = "Geheim-4711";

/// A picture of this shade.
fn jpeg(shade: u8, size: [u32; 2]) -> Vec<u8> {
    let image = image::RgbImage::from_fn(size[0], size[1], |x, y| {
        let x = u8::try_from(x * 255 / size[0]).unwrap();
        let y = u8::try_from(y * 255 / size[1]).unwrap();
        image::Rgb([shade, x, y])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 70)
        .encode_image(&image)
        .unwrap();
    bytes
}

/// What Openverse answers, with so many photos.
fn openverse(count: usize) -> String {
    let photo = |at: usize| {
        format!(
            r#"{{"id": "p{at}", "title": "Ship number {at}", "url": "https://photos.example.org/{at}.jpg",
            "thumbnail": "https://photos.example.org/small-{at}.jpg", "width": 2400, "height": 1600,
            "creator": "Maker {at}", "creator_url": "https://photos.example.org/maker", "license": "by", "license_version": "2.0",
            "license_url": "https://creativecommons.org/licenses/by/2.0/",
            "foreign_landing_url": "https://photos.example.org/page-{at}", "mature": false}}"#
        )
    };
    let photos: Vec<String> = (0..count).map(photo).collect();
    format!(
        r#"{{"result_count": {count}, "page_count": 1, "results": [{}]}}"#,
        photos.join(",")
    )
}

/// What Pexels answers, with so many photos.
fn pexels(count: usize) -> String {
    let photo = |at: usize| {
        format!(
            r#"{{"id": {at}, "width": 3000, "height": 2000, "alt": "Ship number {at}", "photographer": "Maker {at}",
            "photographer_url": "https://www.pexels.com/@maker{at}", "url": "https://www.pexels.com/photo/ship-{at}/",
            "src": {{"original": "https://images.pexels.com/photos/{at}/a.jpeg", "medium": "https://images.pexels.com/photos/{at}/a.jpeg?h=350",
            "large": "https://images.pexels.com/photos/{at}/a.jpeg?h=650"}}}}"#
        )
    };
    let photos: Vec<String> = (1..=count).map(photo).collect();
    format!(r#"{{"photos": [{}]}}"#, photos.join(","))
}

/// A double of all services: what is asked at one of these paths has this answer.
fn double(answers: Vec<(&'static str, Vec<u8>)>) -> Double {
    Double::new(move |asked| {
        let found = answers.iter().find(|(path, _)| asked.contains(path));
        found.map_or_else(
            || answer("404 Not Found", &[], b""),
            |(_, answer)| answer.clone(),
        )
    })
}

/// Puts a picture of the web into the cache of a site, so that the web is not asked.
fn keep(site: &TestSite, address: &str, bytes: &[u8]) {
    let folder = site.settings_folders().cache.join("pictures");
    fs::create_dir_all(&folder).unwrap();
    let hash = blake3::Hash::from_bytes(encoding::hash(address.as_bytes()).0);
    fs::write(folder.join(hash.to_hex().as_str()), bytes).unwrap();
}

fn keep_all(site: &TestSite, count: u8) {
    for at in 0..count {
        let shade = at * 19;
        keep(
            site,
            &format!("https://photos.example.org/small-{at}.jpg"),
            &jpeg(shade, [300, 200]),
        );
        keep(
            site,
            &format!("https://photos.example.org/{at}.jpg"),
            &jpeg(shade, [1300, 800]),
        );
        for (size, end) in [
            ([300, 200], "?h=350"),
            ([600, 400], "?h=650"),
            ([1300, 800], "?auto=compress&cs=tinysrgb&w=1600"),
        ] {
            let address = format!("https://images.pexels.com/photos/{at}/a.jpeg{end}");
            keep(site, &address, &jpeg(shade, size));
        }
    }
}

fn site(base: &str) -> TestSite {
    let caption = |name: &str| {
        format!(
            "---\ntitle: {name}\ncover:\n  image: /{name}.jpg\n  caption: 'Beeld: {name} (Pexels)'\n---\n"
        )
    };
    let site = TestSite::new()
        .file(
            "hugo.toml",
            "baseURL = 'https://example.org/'\nlanguageCode = 'nl-NL'\n",
        )
        .file(
            "content/posts/ferry.md",
            "---\ntitle: De laatste pont\n---\nTekst\n",
        )
        .file("content/posts/b.md", caption("Ann"))
        .file("content/posts/c.md", caption("Bob"))
        .file("content/posts/d.md", caption("Cor"))
        .asking(base);
    keep_all(&site, 13);
    site
}

fn open(site: &TestSite) -> TestApp {
    let mut app = site.open_article("content/posts/ferry.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.whole().articles == 4
    });
    app
}

/// Opens the sheet once it is known which services have a key, and how the site says whose photos are.
fn find(app: &mut TestApp) {
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    app.wait_until("the sheet is ready", |app| {
        app.state.stock.keys.is_some() && app.state.stock.learned.is_some()
    });
    assert_eq!(app.focused().as_deref(), Some("Words to look for"));
}

fn search(app: &mut TestApp, words: &str) {
    app.replace("Words to look for", words);
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("it was answered", |app| {
        !matches!(
            app.state.stock.phase,
            SearchPhase::Searching | SearchPhase::Nothing
        )
    });
}

#[test]
fn a_photo_is_found_credited_and_taken_by_keyboard_alone() {
    let body = openverse(12);
    let double = double(vec![(
        "GET /v1/images/",
        answer("200 OK", &[], body.as_bytes()),
    )]);
    let site = site(&double.base);
    let mut app = open(&site);
    find(&mut app);
    app.replace("Words to look for", WORDS);
    assert_eq!(double.asked().len(), 0, "nothing is asked before Enter");

    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("photos are there", |app| app.state.stock.photos.len() == 12);
    assert_eq!(double.asked().len(), 1, "one page");
    app.key(Modifiers::NONE, Key::ArrowDown);
    app.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(
        app.focused().as_deref(),
        Some("Ship number 1, Maker 1 · CC BY 2.0")
    );
    assert!(app.shows("Beeld: Maker 1 (Openverse) (CC BY 2.0)"));
    assert!(app.shows("As 3 of the 3 newest captions are"));
    assert!(app.shows("Photos provided by Openverse"));
    app.key(Modifiers::NONE, Key::Enter);
    app.wait_until("the photo is looked at", |app| {
        let shown = app.state.aids.offering.shown.as_ref();
        shown.is_some_and(|shown| shown.offer.is_some() && shown.smaller.is_some())
    });
    assert_eq!(
        app.focused().as_deref(),
        Some("What does this picture show?")
    );
    assert!(app.shows("From Openverse; it may be in another language than the article"));
    app.harness
        .input_mut()
        .events
        .push(egui::Event::Text("Een schip".to_owned()));
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
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
        "---\ntitle: De laatste pont\ncover:\n  image: /de-laatste-pont.jpg\n  alt: Een schip\n  caption: 'Beeld: Maker 1 (Openverse) (CC BY 2.0)'\n---\nTekst\n"
    );
    assert_eq!(
        fs::read(site.root().join("static/de-laatste-pont.jpg")).unwrap(),
        jpeg(19, [1300, 800])
    );
    app.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(app.text(), "---\ntitle: De laatste pont\n---\nTekst\n");
}

#[test]
fn escape_in_the_picture_sheet_leads_back_and_then_out_and_leaves_no_file() {
    let body = openverse(3);
    let double = double(vec![(
        "GET /v1/images/",
        answer("200 OK", &[], body.as_bytes()),
    )]);
    let site = site(&double.base);
    let mut app = open(&site);
    find(&mut app);
    search(&mut app, WORDS);
    app.click("Use as cover");
    assert!(app.shows("Use this picture"));

    app.key(Modifiers::NONE, Key::Escape);
    assert!(app.shows("Find a photo") && app.shows("3 photos"));
    app.key(Modifiers::NONE, Key::Escape);

    assert!(!app.shows("Find a photo"));
    assert!(!site.root().join("static").exists());
    assert_eq!(double.asked().len(), 1);
}

#[test]
fn each_state_says_what_it_is() {
    let body = openverse(0);
    let private = Double::new(|_| answer("200 OK", &[], b"{}"));
    let led = format!("Location: {}/", private.base);
    let huge = format!("{{\"results\": [], \"x\": \"{}\"}}", "x".repeat(3_000_000));
    let double = double(vec![
        ("none", answer("200 OK", &[], body.as_bytes())),
        ("odd", answer("200 OK", &[], b"{}")),
        ("html", answer("200 OK", &[], b"<!doctype html><p>Sorry")),
        (
            "cut",
            answer("200 OK", &[], &openverse(9).as_bytes()[..900]),
        ),
        ("huge", answer("200 OK", &[], huge.as_bytes())),
        ("led", answer("302 Found", &[&led], b"")),
        (
            "broken",
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec(),
        ),
        (
            "limit",
            answer("429 Too Many Requests", &["Retry-After: 60"], b""),
        ),
    ]);
    let site = site(&double.base);
    let mut app = open(&site);
    find(&mut app);
    assert!(app.shows("Nothing is asked before you search"));
    assert!(app.shows("The words you search are sent to Openverse"));

    search(&mut app, "none");
    assert!(app.shows(
        "No photos were found. Other words, another shape or another service may have some."
    ));
    for odd in ["odd", "html", "cut", "huge"] {
        search(&mut app, odd);
        assert!(app.shows("What Openverse answered was not understood. It may have changed; another service may answer."), "{odd}");
    }
    for (words, code) in [("elsewhere", 404), ("led", 302)] {
        search(&mut app, words);
        let told = format!(
            "Openverse does not answer as it should (code {code}). Try it later, or search another service."
        );
        assert!(app.shows(&told), "{words}");
    }
    assert_eq!(
        private.asked(),
        [""; 0],
        "a private address is asked nothing"
    );
    search(&mut app, "broken");
    assert!(app.shows("Openverse was not reached: there is no connection to the server"));
    search(&mut app, "limit");
    let told = app
        .harness
        .query_by_label_contains("Openverse lets you search again at ");
    assert!(told.is_some());
    let count = double.asked().len();
    search(&mut app, "other");
    assert_eq!(
        double.asked().len(),
        count,
        "nothing is asked before it is over"
    );

    app.click("Wikimedia Commons");
    assert!(app.shows("Nothing is asked before you search"));
    app.click("Pexels");
    assert!(
        app.shows("Pexels asks for a key of your own. It is free, and stays on this computer.")
    );
    assert!(app.shows("Get a key…") && app.shows("Photos provided by Pexels"));
}

#[test]
fn without_a_network_it_is_said() {
    let site = TestSite::new().file("content/posts/ferry.md", "---\ntitle: A\n---\n");
    let mut app = site.open_article("content/posts/ferry.md");
    find(&mut app);

    search(&mut app, WORDS);

    assert!(app.shows("Openverse was not reached: there is no connection to the server"));
}

/// All files below a folder with these bytes in their name or content.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, word));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let is_in = bytes
            .windows(word.len())
            .any(|it| it.eq_ignore_ascii_case(word.as_bytes()));
        if is_in || path.to_string_lossy().contains(word) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Has a thread fail with all in its message that is known of photos, and of a key that is being kept.
fn report_a_fault(site: &TestSite, app: &TestApp) {
    let job = StockJob::KeepKey {
        provider: Provider::Pexels,
        key: Secret::new(KEY).unwrap(),
        place: Kept::Keyring,
    };
    let stock = &app.harness.state().state.stock;
    let (photos, keys) = (&stock.photos, &stock.keys);
    let said = format!(
        "{job:?} {:?} {photos:?} {keys:?}",
        Effect::from(job.clone())
    );
    kopij::io::crash::write_reports(&site.settings_folders());
    let failed = std::thread::spawn(move || panic!("{said}")).join();
    drop(std::panic::take_hook());
    assert!(failed.is_err());
}

#[test]
fn a_whole_run_leaves_no_key_and_no_query_on_the_disk() {
    let body = pexels(12);
    let double = double(vec![(
        "authorization: Geheim-4711",
        answer("200 OK", &[], body.as_bytes()),
    )]);
    let site = site(&double.base);
    let mut app = open(&site);
    find(&mut app);
    app.click("Pexels");

    app.harness.get_by_label("Key of Pexels").focus();
    app.steps();
    app.harness
        .input_mut()
        .events
        .push(egui::Event::Text(KEY.to_owned()));
    app.steps();
    app.click("Keep");
    app.wait_until("it is said that there is no keyring", |app| {
        app.state.stock.keeping != Keeping::Now
    });
    assert!(app.shows("There is no keyring here"));
    app.click("Keep until Kopij closes");
    app.wait_until("the key is kept", |app| {
        app.state
            .stock
            .keys
            .as_ref()
            .is_some_and(|keys| !keys.is_empty())
    });
    search(&mut app, WORDS);
    assert!(app.shows("12 photos") && app.shows("The key is kept until Kopij closes"));
    app.click("Use as cover");
    app.wait_until("the photo is looked at", |app| {
        let shown = app.state.aids.offering.shown.as_ref();
        shown.is_some_and(|shown| shown.offer.is_some() && shown.smaller.is_some())
    });
    app.click("Use it");
    app.wait_until("the cover is there", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("cover:")
    });
    assert!(
        app.text().contains("caption: 'Beeld: Maker 1 (Pexels)'"),
        "{}",
        app.text()
    );
    app.save();
    report_a_fault(&site, &app);
    drop(app);
    std::thread::sleep(Duration::from_millis(200));

    assert!(!holding(site.folder(), "Maker 1").is_empty(), "it is found");
    assert!(!holding(&site.settings_folders().crashes(), "ship-1").is_empty());
    assert_eq!(holding(site.folder(), KEY), [""; 0]);
    assert_eq!(holding(site.folder(), WORDS), [""; 0]);
}

#[test]
fn a_key_that_is_refused_can_be_given_again_and_one_in_a_file_is_forgotten() {
    let body = pexels(2);
    let double = double(vec![
        (
            "authorization: right",
            answer("200 OK", &[], body.as_bytes()),
        ),
        ("GET /v1/search", answer("401 Unauthorized", &[], b"")),
    ]);
    let site = site(&double.base);
    let file = site.settings_folders().config.join("keys.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "pexels = \"wrong\"\n").unwrap();
    let mut app = open(&site);
    find(&mut app);
    app.click("Pexels");
    search(&mut app, WORDS);
    assert!(app.shows("Pexels refused the key"));

    app.harness.get_by_label("Key of Pexels").focus();
    app.steps();
    app.harness
        .input_mut()
        .events
        .push(egui::Event::Text("right".to_owned()));
    app.steps();
    app.click("Keep");
    app.wait_until("it is said that there is no keyring", |app| {
        app.state.stock.keeping != Keeping::Now
    });
    app.click("Keep in a file only you can read");
    app.wait_until("it was searched again by itself", |app| {
        app.state.stock.photos.len() == 2
    });
    assert_eq!(fs::read_to_string(&file).unwrap(), "pexels = \"right\"\n");

    app.click("Forget it");
    app.wait_until("the key is forgotten", |app| {
        app.state.stock.keys.as_ref().is_some_and(Vec::is_empty)
    });
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
}

#[test]
fn a_photo_goes_into_the_text_from_the_sheet_of_pictures() {
    let body = openverse(3);
    let double = double(vec![(
        "GET /v1/images/",
        answer("200 OK", &[], body.as_bytes()),
    )]);
    let site = site(&double.base);
    let mut app = open(&site);
    app.command("Insert picture…");
    // The card of the cover has one too.
    let buttons = app.harness.get_all_by_label("Find a photo…");
    buttons.last().unwrap().click();
    app.steps();
    app.wait_until("the sheet is ready", |app| {
        app.state.stock.learned.is_some()
    });
    search(&mut app, WORDS);

    app.click("Insert in the text");
    app.wait_until("the photo is looked at", |app| {
        let shown = app.state.aids.offering.shown.as_ref();
        shown.is_some_and(|shown| shown.offer.is_some() && shown.smaller.is_some())
    });
    app.click("Insert");
    app.wait_until("it is in the text", |app| {
        app.state
            .shown_article()
            .unwrap()
            .document
            .text()
            .contains("ship")
    });

    assert!(
        app.text().contains("{{< figure src=\"/ship-number-0.jpg\" alt=\"Ship number 0\" caption=\"Beeld: Maker 0 (Openverse) (CC BY 2.0)\" >}}"),
        "{}",
        app.text()
    );
}

/// A drawing that keeps what draws it busy for a long time.
const BUSY: &[u8] = include_bytes!("../fixtures/pictures/busy.svg");

#[test]
fn pictures_that_hurt_are_told_and_hold_nobody_up() {
    let body = openverse(3);
    let double = double(vec![(
        "GET /v1/images/",
        answer("200 OK", &[], body.as_bytes()),
    )]);
    let site = site(&double.base);
    for (at, bytes) in [
        (0, BUSY),
        (1, &b"<html>"[..]),
        (2, &jpeg(9, [900, 600])[..200]),
    ] {
        for name in ["small-", ""] {
            let address = format!("https://photos.example.org/{name}{at}.jpg");
            keep(&site, &address, bytes);
        }
    }
    let mut app = open(&site);
    find(&mut app);
    search(&mut app, WORDS);

    assert!(app.shows("3 photos"));
    for at in 0..3 {
        let name = format!("Ship number {at}, Maker {at} · CC BY 2.0");
        app.click(&name);
        app.click("Use as cover");
        if at == 0 {
            // It is a drawing, which a writer may want; it is drawn apart, or not.
            app.wait_until("it is looked at", |app| {
                let shown = app.state.aids.offering.shown.as_ref();
                shown.is_some_and(|shown| shown.offer.is_some())
            });
            app.key(Modifiers::NONE, Key::Escape);
            app.steps();
            continue;
        }
        app.wait_until("it is told", |app| app.state.aids.offering.shown.is_none());
        assert!(app.shows("Find a photo"), "{at}: one is back");
        let told = app
            .harness
            .query_all_by_label_contains("This photo was not taken: ");
        assert!(told.count() > 0, "{at}");
    }
    assert_eq!(app.text(), "---\ntitle: De laatste pont\n---\nTekst\n");
    assert!(!site.root().join("static").exists());
}
