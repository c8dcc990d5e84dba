//! What a key costs, from the event to the finished frame: CPU of the headless window at
//! 1440x900 points, layout and tessellation included, no graphics card.
//!
//! `kopij` is the whole window with form, editor and preview (of ten megabytes with the text alone,
//! as it is too long to be read); it draws two frames for a key, the one that takes it and the one
//! that shows it. Beside it, in the same run: egui's `TextEdit`
//! alone, and `egui_commonmark` alone, each two frames too.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{fmt::Write as _, time::Duration};

use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use kopij::{
    app::{App, Start},
    io::{folders::Folders, process::Program},
    model::settings::Settings,
    ui::theme,
};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut window = Window::open(bytes, Settings::default());
    bencher.bench_local(|| window.key());
}

/// The window with the text alone: no list, no form, no preview.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_text_alone(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut settings = Settings::default();
    settings.panes.articles = false;
    settings.panes.form = false;
    settings.panes.preview = false;
    let mut window = Window::open(bytes, settings);
    bencher.bench_local(|| window.key());
}

/// Enter at the end of the text, with all of it above.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_enter(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut window = Window::at_the_end(bytes);
    bencher.bench_local(|| window.press(Key::Enter));
}

/// Tab at the end of the text, in an item of a list.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_tab(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut window = Window::at_the_end(bytes);
    window.press(Key::Enter);
    window.draw(vec![Event::Text("- a".to_owned())]);
    bencher.bench_local(|| window.press(Key::Tab));
}

#[divan::bench(args = &SIZES[..3], max_time = Duration::from_secs(4))]
fn stock_text_edit(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut stock = Stock::new(bytes);
    let draw = |ui: &mut egui::Ui, text: &mut String| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            let field = egui::TextEdit::multiline(text)
                .desired_width(f32::INFINITY)
                .show(ui);
            field.response.request_focus();
        });
    };
    bencher.bench_local(|| stock.key(draw));
}

#[divan::bench(args = &SIZES[..3], max_time = Duration::from_secs(4))]
fn stock_commonmark(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut stock = Stock::new(bytes);
    let mut cache = egui_commonmark::CommonMarkCache::default();
    let mut options = egui_commonmark::CommonMarkScrollOptions::default();
    options.use_viewport_cache = true;
    let mut draw = |ui: &mut egui::Ui, text: &mut String| {
        let typed = ui.input(|input| {
            input
                .events
                .iter()
                .any(|event| matches!(event, Event::Text(_)))
        });
        if typed {
            text.push('x');
        }
        egui_commonmark::CommonMarkViewer::new().show_scrollable(
            egui::Id::unique("preview"),
            ui,
            &mut cache,
            &options,
            text,
        );
    };
    bencher.bench_local(|| stock.key(&mut draw));
}

/// The real app, headless, with one article open and the caret in its text.
struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    time_secs: f64,
    _folder: tempfile::TempDir,
}

impl Window {
    fn open(bytes: usize, settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("site/content");
        std::fs::create_dir_all(&content).unwrap();
        let article = content.join("a.md");
        std::fs::write(&article, document(bytes)).unwrap();
        let ctx = Context::default();
        let start = Start {
            folder: Some(folder.path().join("site")),
            article: Some(article),
        };
        let folders = Folders::within(folder.path().join("home"));
        let program = Program::at(env!("CARGO_BIN_EXE_kopij"));
        let app = App::new(&ctx, &folders, &program, settings, start).unwrap();
        let mut window = Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            time_secs: 0.0,
            _folder: folder,
        };
        while window.app.state.session.shown.is_none() || window.app.state.site.open.is_none() {
            window.draw(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        for _ in 0..8 {
            window.draw(Vec::new());
        }
        window
    }

    /// With the caret behind the last letter.
    fn at_the_end(bytes: usize) -> Self {
        let mut window = Self::open(bytes, Settings::default());
        window.draw(vec![pressed(Key::End, Modifiers::COMMAND)]);
        for _ in 0..8 {
            window.draw(Vec::new());
        }
        window
    }

    fn key(&mut self) {
        self.draw(vec![Event::Text("x".to_owned())]);
        self.draw(Vec::new());
    }

    fn press(&mut self, key: Key) {
        self.draw(vec![pressed(key, Modifiers::NONE)]);
        self.draw(Vec::new());
    }

    fn draw(&mut self, events: Vec<Event>) {
        self.time_secs += 0.1;
        let input = input(events, self.time_secs);
        let (app, frame) = (&mut self.app, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(app, &ctx, frame);
            eframe::App::ui(app, ui, frame);
        });
        divan::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}

/// A stock part alone in a window of the same size.
struct Stock {
    ctx: Context,
    text: String,
    time_secs: f64,
}

impl Stock {
    fn new(bytes: usize) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        Self {
            ctx,
            text: document(bytes),
            time_secs: 0.0,
        }
    }

    fn key(&mut self, mut draw: impl FnMut(&mut egui::Ui, &mut String)) {
        for events in [vec![Event::Text("x".to_owned())], Vec::new()] {
            self.time_secs += 0.1;
            let input = input(events, self.time_secs);
            let text = &mut self.text;
            let output = self.ctx.run_ui(input, |ui| draw(ui, text));
            divan::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        }
    }
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

fn input(events: Vec<Event>, time_secs: f64) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1440.0, 900.0))),
        time: Some(time_secs),
        focused: true,
        events,
        ..RawInput::default()
    }
}

/// An article of about `bytes` bytes: headings, paragraphs with emphasis and links, lists,
/// quotes, code. The same text for the same size.
fn document(bytes: usize) -> String {
    const WORDS: [&str; 16] = [
        "tide",
        "harbour",
        "bread",
        "één",
        "ferry",
        "the",
        "of",
        "and",
        "writes",
        "slow",
        "light",
        "between",
        "**strong**",
        "*soft*",
        "`code`",
        "[link](https://example.org)",
    ];
    let mut text = String::from(
        "---\ntitle: \"A long article\"\ndate: 2026-02-24\ntags: [\"a\", \"b\"]\nsummary: \"Short.\"\ndraft: false\n---\n",
    );
    let mut seed = 42_usize;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        write!(text, "\n## Section {section}\n").unwrap();
        for _ in 0..5 {
            text.push_str(match next(8) {
                0 => "\n- ",
                1 => "\n> ",
                2 => "\n```\nlet x = 1;\n```\n\n",
                _ => "\n",
            });
            for _ in 0..20 + next(60) {
                text.push_str(WORDS.get(next(WORDS.len())).unwrap());
                text.push(' ');
            }
            text.push_str("end.\n");
        }
    }
    text
}
