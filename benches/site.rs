//! What a Hugo site of 50,000 articles costs the frame's thread. The targets: what follows a save 5 ms, a
//! frame that filters the list 4 ms, another 0.2 ms more than in a site of one article; a letter in the
//! search over all articles.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use kopij::{
    action::{Action, Command},
    app::{
        App, Start,
        update::{self, receive, site_find},
    },
    io::{folders::Folders, process::Program, workers::IndexEvent},
    model::{find::Query, front_matter, settings::Settings, site::Entry},
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

/// A frame of the whole window in which a letter is typed above the list, or taken away.
#[divan::bench(args = ARTICLES, max_time = Duration::from_secs(4))]
fn a_frame_that_filters(bencher: divan::Bencher<'_, '_>, articles: usize) {
    let mut window = Window::open(articles);
    let ask = Action::Run(Command::FindArticle);
    divan::black_box(update::update(&mut window.app.state, ask));
    window.draw();
    window.draw();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let letter = if number % 2 == 0 {
            Key::Backspace
        } else {
            Key::E
        };
        let typed = (letter == Key::E).then(|| Event::Text("e".to_owned()));
        let pressed = Event::Key {
            key: letter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        window.draw_with(std::iter::once(pressed).chain(typed).collect());
    });
}

/// The list takes a saved article in, and then what was learned.
#[divan::bench(
    args = ["a file", "a file with another date", "a bundle"],
    max_time = Duration::from_secs(4)
)]
fn a_save(bencher: divan::Bencher<'_, '_>, kind: &str) {
    let mut window = Window::open(50_000);
    let number = if kind == "a bundle" { 40_000 } else { 40_001 };
    let path = window.path(number);
    let site = window.app.state.site.open.as_ref().unwrap();
    let settings = Arc::clone(&site.settings);
    let mut save = 0;
    bencher
        .with_inputs(|| {
            save += 1;
            let dated = if kind == "a file with another date" {
                save
            } else {
                number
            };
            let text = text(dated).replace("Of the", &format!("{save} of the"));
            let head = front_matter::read(&text);
            Entry::in_site(path.clone(), &head, &text, &settings, None)
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
        std::fs::create_dir_all(root.join("content")).unwrap();
        std::fs::write(root.join("hugo.toml"), "baseURL = 'https://example.org/'\n").unwrap();
        for section in 0..articles.min(40) {
            let folder = root.join(format!("content/section-{section}"));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("_index.md"), "---\ntitle: A section\n---\n").unwrap();
        }
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
        while window.app.state.session.shown.is_none() || window.app.state.site.open.is_none() {
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
        let site = self.app.state.site.open.as_ref().unwrap();
        divan::black_box(site.rivals(self.app.state.clock.unix_secs));
    }

    fn draw(&mut self) {
        self.draw_with(Vec::new());
    }

    fn draw_with(&mut self, events: Vec<Event>) {
        self.time_secs += 0.1;
        let input = RawInput {
            events,
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
