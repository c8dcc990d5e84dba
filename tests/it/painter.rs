//! Pictures that are made to cost much, beside good ones: drawn in a process of their own, with a
//! message where it gives up.

use std::{
    fs,
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use kopij::{
    app::App,
    io::{
        folders::Folders,
        pictures::{self, Haste, Painted, Painter, PictureError},
        process::{Cancel, Program},
    },
    model::{
        picture::{PictureSource, Pixels},
        words,
    },
    ui::pictures::Picture,
};

use crate::support::{TestSite, own_program, report};

const GOOD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#f00"/></svg>"##;

fn svg(inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1600">{inside}</svg>"#)
}

/// Weighs little, and takes minutes of the processor.
fn slow() -> String {
    let noise =
        r#"<feTurbulence baseFrequency="0.5" numOctaves="10"/><feGaussianBlur stdDeviation="9"/>"#;
    svg(&format!(
        r#"<filter id="f">{}</filter><rect width="1600" height="1600" filter="url(#f)"/>"#,
        noise.repeat(24)
    ))
}

/// Weighs little, and takes gigabytes: a picture for each group around the last one.
fn wide() -> String {
    let depth = 150;
    let inside = r#"<rect width="1600" height="1600"/>"#;
    svg(&format!(
        "{}{inside}{}",
        r#"<g opacity="0.9"><path d="M0 0H1600V1600"/>"#.repeat(depth),
        "</g>".repeat(depth)
    ))
}

/// Each of thirty definitions names the next one twice.
fn chain(tag: &str, attribute: &str) -> String {
    let named = |level: usize| format!(r#"<path d="M0 0L9 9" {attribute}="url(#n{level})"/>"#);
    let levels = (0..30).map(|level| {
        let inside = named(level + 1).repeat(2);
        format!(r#"<{tag} id="n{level}">{inside}</{tag}>"#)
    });
    svg(&(levels.collect::<String>() + &named(0)))
}

/// All that is drawn in it, in one folder.
struct Desk {
    folder: tempfile::TempDir,
    painter: Painter,
}

impl Desk {
    fn new(program: Program) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            painter: Painter::new(program),
        }
    }

    fn draw(&mut self, picture: impl AsRef<[u8]>) -> Result<Pixels, PictureError> {
        self.draw_until(picture, &Cancel::default())
    }

    fn draw_until(
        &mut self,
        picture: impl AsRef<[u8]>,
        cancel: &Cancel,
    ) -> Result<Pixels, PictureError> {
        fs::write(self.folder.path().join("picture"), picture).unwrap();
        let source = PictureSource {
            address: "picture".to_owned(),
            folder: self.folder.path().to_owned(),
            root: None,
        };
        for haste in [Haste::OthersWait, Haste::NoneWaits] {
            if let Painted::Drawn(pixels) = self.paint(&source, haste, cancel)? {
                return Ok(pixels);
            }
        }
        panic!("it is put off although no other waits");
    }

    fn paint(
        &mut self,
        source: &PictureSource,
        haste: Haste,
        cancel: &Cancel,
    ) -> Result<Painted, PictureError> {
        let folders = Folders::within(self.folder.path().join("home"));
        let painter = (&mut self.painter, haste);
        pictures::paint(source, 1600, &folders, painter, cancel, |_| {})
    }
}

#[test]
fn a_picture_that_costs_too_much_is_given_up_and_the_next_one_is_drawn() {
    let mut desk = Desk::new(own_program());
    let deep = svg(&("<g>".repeat(50_000) + &"</g>".repeat(50_000)));
    for (name, picture, expected) in [
        ("slow", slow(), "takes too long"),
        #[cfg(target_os = "linux")]
        ("wide", wide(), "takes too much memory"),
        (
            "markers",
            chain("marker", "marker-end"),
            "too much is drawn",
        ),
        ("masks", chain("mask", "mask"), "too much is drawn"),
        ("patterns", chain("pattern", "fill"), "too much is drawn"),
        ("clips", chain("clipPath", "clip-path"), "too much is drawn"),
        ("deep", deep, "too much is drawn"),
    ] {
        let began = Instant::now();

        let refused = words::of(&desk.draw(&picture).unwrap_err());

        assert!(refused.contains("too large to show"), "{name}: {refused}");
        assert!(refused.contains(expected), "{name}: {refused}");
        report(&format!("{name}: given up after {:?}", began.elapsed()));
        assert_eq!(desk.draw(GOOD).unwrap().stored_size, [40, 20], "{name}");
    }
}

/// A picture of sixteen bits: its pixels weigh more than is decoded in the window's process.
fn sixteen_bits(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    encoder.set_compression(png::Compression::Fastest);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let line = [200, 0, 100, 0, 0, 0].repeat(usize::try_from(side).unwrap());
    for _ in 0..side {
        stream.write_all(&line).unwrap();
    }
    stream.finish().unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn large_pictures_and_avif_are_drawn_apart() {
    let mut desk = Desk::new(own_program());

    let avif = include_bytes!("../fixtures/pictures/alpha.avif");
    assert_eq!(desk.draw(avif).unwrap().size, [64, 32]);
    let large = desk.draw(sixteen_bits(2_400)).unwrap();
    assert_eq!(
        (large.size, large.stored_size),
        ([1600, 1600], [2400, 2400])
    );
    assert_eq!(large.rgba[..4], [200, 100, 0, 255]);
}

#[cfg(unix)]
mod lies {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A program that says so when it is asked to draw.
    fn program(folder: &Path, script: &str) -> Program {
        let path = folder.join("painter");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Program::at(path)
    }

    #[test]
    fn one_that_lies_or_dies_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        for script in [
            "exit 0",
            "exit 3",
            "kill -9 $$",
            "echo no answer; exec sleep 60",
            "exec yes",
            // A picture that is larger than was asked for.
            r"printf 'P\001\377\377\000\000\377\377\000\000'; exec sleep 60",
            // And one that ends early.
            r"printf 'P\001\002\000\000\000\002\000\000\000\002\000\000\000\002\000\000\000abc'",
            // Sizes without end.
            r"printf 'E\001\003\377\377\377\377'; exec yes",
        ] {
            let mut desk = Desk::new(program(folder.path(), script));
            let refused = desk.draw(GOOD);
            assert!(
                matches!(refused, Err(PictureError::Unpainted(_))),
                "{script}: {refused:?}"
            );
        }
        let mut desk = Desk::new(Program::at("/no/such/program"));
        let refused = words::of(&desk.draw(GOOD).unwrap_err());
        assert!(
            refused.starts_with("The picture could not be drawn: "),
            "{refused}"
        );
    }

    #[test]
    fn one_that_answers_for_ever_is_not_heard_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        // Sizes, one after another.
        let script = r"while :; do printf 'M\001\000\000\000\001\000\000\000'; done";
        let mut desk = Desk::new(program(folder.path(), script));

        let refused = desk.draw(GOOD);

        assert!(
            matches!(refused, Err(PictureError::Unpainted(_))),
            "{refused:?}"
        );
    }

    /// Each begins once in haste and once more when no other waits.
    #[test]
    fn what_cost_too_much_is_not_begun_again() {
        for (script, begun) in [
            ("kill -XCPU $$", 2),
            ("echo 'memory allocation of 9 bytes failed' >&2; exit 1", 1),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let script = format!("echo x >> \"$(dirname \"$0\")/begun\"; {script}");
            let mut desk = Desk::new(program(folder.path(), &script));
            let mut words = Vec::new();
            for _ in 0..3 {
                words.push(words::of(&desk.draw(GOOD).unwrap_err()));
            }
            assert!(words[0].contains("too large to show"), "{words:?}");
            assert_eq!((&words[1], &words[2]), (&words[0], &words[0]));
            let lines = fs::read_to_string(folder.path().join("begun")).unwrap();
            assert_eq!(lines.lines().count(), begun, "{script}");

            desk.draw(slow()).unwrap_err();
            let lines = fs::read_to_string(folder.path().join("begun")).unwrap();
            assert_eq!(lines.lines().count(), 2 * begun, "another picture is begun");
        }
    }

    #[test]
    fn one_that_is_not_needed_any_more_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let script = "echo $$ > \"$(dirname \"$0\")/id\"; exec sleep 600";
        let mut desk = Desk::new(program(folder.path(), script));
        let cancel = Cancel::default();
        let id = folder.path().join("id");
        let started = id.clone();
        let canceller = cancel.clone();
        std::thread::spawn(move || {
            while !fs::read_to_string(&started).is_ok_and(|id| id.ends_with('\n')) {
                std::thread::sleep(Duration::from_millis(5));
            }
            canceller.cancel();
        });

        let given_up = desk.draw_until(GOOD, &cancel);

        assert!(
            matches!(given_up, Err(PictureError::NotWanted)),
            "{given_up:?}"
        );
        let id: i32 = fs::read_to_string(id).unwrap().trim().parse().unwrap();
        let process = rustix::process::Pid::from_raw(id).unwrap();
        let alive = rustix::process::test_kill_process(process);
        assert!(alive.is_err(), "it runs on");
    }

    #[test]
    fn the_window_closes_at_once_while_a_picture_is_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let script = "touch \"$(dirname \"$0\")/started\"; exec sleep 600";
        let program = program(folder.path(), script);
        let mut site = TestSite::new()
            .file("content/posts/a.md", "![A](a.svg)\n\n![B](b.svg)\n")
            .file("content/posts/a.svg", GOOD)
            .file("content/posts/b.svg", GOOD);
        site.drawn_by(program);
        let mut app = site.open_article("content/posts/a.md");
        let started = folder.path().join("started");
        app.wait_until("it is being drawn", |_| started.exists());

        let began = Instant::now();
        drop(app);

        // It would go on for minutes.
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}

fn picture<'a>(app: &'a App, site: &TestSite, name: &str) -> Option<&'a Picture> {
    let root = site.root().canonicalize().unwrap();
    let source = PictureSource {
        address: name.to_owned(),
        folder: root.join("content/posts"),
        root: Some(root),
    };
    app.state.media.pictures.peek(&source)
}

#[test]
fn a_picture_that_costs_too_much_says_so_in_its_place_and_the_others_are_shown() {
    let names = ["bomb.svg", "good.svg", "good.png", "good.avif"];
    let text = names.map(|name| format!("![]({name})\n\n")).concat();
    let mut png = Vec::new();
    image::RgbImage::new(40, 20)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    // One that is refused before it is drawn: what others take depends on the width of the preview.
    let (bomb, reason) = (chain("mask", "mask"), "too much is drawn in it");
    let site = TestSite::new()
        .file("content/posts/a.md", text)
        .file("content/posts/bomb.svg", bomb)
        .file("content/posts/good.svg", GOOD)
        .file("content/posts/good.png", png)
        .file(
            "content/posts/good.avif",
            include_bytes!("../fixtures/pictures/alpha.avif"),
        );
    let mut app = site.open_article("content/posts/a.md");

    for name in &names[1..] {
        app.wait_until(name, |app| {
            matches!(picture(app, &site, name), Some(Picture::Ready { .. }))
        });
    }
    app.wait_until("the bomb is given up", |app| {
        matches!(picture(app, &site, "bomb.svg"), Some(Picture::Failed(_)))
    });

    let message = format!("The picture is too large to show: {reason}: bomb.svg");
    assert!(app.shows(&message), "it stands in its place");
}

#[test]
fn pictures_behind_those_that_take_long_are_shown_before_these_are_given_up() {
    let names = ["bomb.svg", "other.svg", "good.svg"];
    let text = names.map(|name| format!("![]({name})\n\n")).concat();
    let site = TestSite::new()
        .file("content/posts/a.md", text)
        .file("content/posts/bomb.svg", slow())
        .file("content/posts/other.svg", slow().replace("0.5", "0.4"))
        .file("content/posts/good.svg", GOOD);
    let mut app = site.open_article("content/posts/a.md");

    app.wait_until("the good one is shown", |app| {
        matches!(picture(app, &site, "good.svg"), Some(Picture::Ready { .. }))
    });

    for name in &names[..2] {
        let known = picture(app.harness.state(), &site, name);
        assert!(matches!(known, Some(Picture::Loading)), "{name}");
    }
}

#[test]
fn a_picture_of_a_closed_article_is_drawn_no_more() {
    let site = TestSite::new()
        .file("content/posts/a.md", "![A](bomb.svg)\n")
        .file("content/posts/bomb.svg", slow())
        .file("content/posts/b.md", "![B](good.svg)\n")
        .file("content/posts/good.svg", GOOD);
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("it is being drawn", |app| {
        matches!(picture(app, &site, "bomb.svg"), Some(Picture::Loading))
    });

    app.key(egui::Modifiers::COMMAND, egui::Key::W);

    assert!(picture(app.harness.state(), &site, "bomb.svg").is_none());
    app.steps();
    assert!(picture(app.harness.state(), &site, "bomb.svg").is_none());
}
