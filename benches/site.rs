//! What a site of 50,000 articles costs the frame's thread. The targets: what follows a save 5 ms, a
//! frame 0.2 ms more than in a site of one article; a letter in the search over all articles.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use kopij::{
    app::{
        App, Start,
        update::{receive, site_find},
    },
    io::{folders::Folders, process::Program, workers::IndexEvent},
    model::{find::Query, settings::Settings, site::Entry},
};

const ARTICLES: [usize; 2] = [1, 50_000];

fn main() {
    divan::main();
}

/// A frame of the whole window in which nothing happens.
#[divan::bench(args = ARTICLES, max_time = Duration::from_secs(4))]
fn a_frame(bencher: divan::Bencher<'_, '_>, articles: usize) {
    let mut window = Window::open(articles);
    bencher.bench_local(|| window.draw());
}

/// The list takes a saved article in.
#[divan::bench(args = ["a file", "a bundle"], max_time = Duration::from_secs(4))]
fn a_save(bencher: divan::Bencher<'_, '_>, kind: &str) {
    let mut window = Window::open(50_000);
    let path = window.path(if kind == "a file" { 40_001 } else { 40_000 });
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            Entry::read(path.clone(), &text(number))
        })
        .bench_local_values(|entry| window.take(entry));
}

/// What is done before the search begins on its thread.
#[divan::bench(max_time = Duration::from_secs(4))]
fn a_letter_in_the_search_of_the_site(bencher: divan::Bencher<'_, '_>) {
    let mut window = Window::open(50_000);
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let query = Query {
            text: number.to_string(),
            ..Query::default()
        };
        site_find::set_query(&mut window.app.state, query)
    });
}

struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    time_secs: f64,
    root: PathBuf,
    _folder: tempfile::TempDir,
}

impl Window {
    fn open(articles: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        for number in 0..articles {
            let path = path_in(&root, number);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text(number)).unwrap();
        }
        let ctx = Context::default();
        let start = Start {
            folder: Some(root.clone()),
            article: Some(path_in(&root, 0)),
        };
        let folders = Folders::within(folder.path().join("home"));
        let program = Program::at(env!("CARGO_BIN_EXE_kopij"));
        let app = App::new(&ctx, &folders, &program, Settings::default(), start).unwrap();
        let mut window = Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            time_secs: 0.0,
            root: root.canonicalize().unwrap(),
            _folder: folder,
        };
        while window.app.state.shown.is_none() || window.app.state.site.is_none() {
            window.draw();
            std::thread::sleep(Duration::from_millis(5));
        }
        for _ in 0..8 {
            window.draw();
        }
        window
    }

    fn path(&self, number: usize) -> PathBuf {
        path_in(&self.root, number)
    }

    fn take(&mut self, entry: Entry) {
        let event = IndexEvent::EntriesRead {
            root: self.root.clone(),
            entries: vec![(entry.path.clone(), Some(entry))],
        };
        divan::black_box(receive(&mut self.app.state, event.into()));
    }

    fn draw(&mut self) {
        self.time_secs += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1440.0, 900.0))),
            time: Some(self.time_secs),
            ..RawInput::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(app, &ctx, frame);
            eframe::App::ui(app, ui, frame);
        });
        divan::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}

/// Each tenth is a bundle.
fn path_in(root: &Path, number: usize) -> PathBuf {
    let section = number % 40;
    let end = if number.is_multiple_of(10) {
        "/index"
    } else {
        ""
    };
    root.join(format!(
        "content/section-{section}/the-{number}-of-them{end}.md"
    ))
}

fn text(number: usize) -> String {
    let subject = ["ferry", "quay", "tide", "bread"].get(number % 4).unwrap();
    let (year, month, day) = (2000 + number % 25, 1 + number % 12, 1 + number % 28);
    format!(
        "---\ntitle: The {subject} and article {number}\ndate: {year}-{month:02}-{day:02}\n\
         tags: [{subject}, number-{number}]\n---\n\nOf the {subject}.\n"
    )
}
