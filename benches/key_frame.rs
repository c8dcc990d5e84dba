//! What a key costs, from the event to the finished frame: CPU of the headless window at
//! 1440x900 points, layout and tessellation included, no graphics card.
//!
//! `kopij` is the whole window with form, editor and preview (of ten megabytes with the text alone,
//! as it is too long to be read); it draws two frames for a key, the one that takes it and the one
//! that shows it. Beside it, in the same run: egui's `TextEdit`
//! alone, and `egui_commonmark` alone, each two frames too.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod window;

use std::{fmt::Write as _, time::Duration};

use egui::{Context, Event, Key, Modifiers};
use kopij::{model::settings::Settings, ui::theme};
use window::{Window, input, pressed};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut typing = Typing::open(bytes, Settings::default());
    bencher.bench_local(|| typing.key());
}

/// The window with the text alone: no list, no form, no preview.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_text_alone(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut settings = Settings::default();
    settings.panes.articles = false;
    settings.panes.form = false;
    settings.panes.preview = false;
    let mut typing = Typing::open(bytes, settings);
    bencher.bench_local(|| typing.key());
}

/// Enter at the end of the text, with all of it above.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_enter(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut typing = Typing::at_the_end(bytes);
    bencher.bench_local(|| typing.press(Key::Enter));
}

/// Tab at the end of the text, in an item of a list.
#[divan::bench(args = SIZES, max_time = Duration::from_secs(4))]
fn kopij_tab(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut typing = Typing::at_the_end(bytes);
    typing.press(Key::Enter);
    typing.0.draw(vec![Event::Text("- a".to_owned())]);
    bencher.bench_local(|| typing.press(Key::Tab));
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

/// The real window with one article open and the caret in its text.
struct Typing(Window);

impl Typing {
    fn open(bytes: usize, settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("site/content");
        std::fs::create_dir_all(&content).unwrap();
        let article = content.join("a.md");
        std::fs::write(&article, document(bytes)).unwrap();
        let mut window = Window::open(folder, article, settings);
        window.rest();
        Self(window)
    }

    /// With the caret behind the last letter.
    fn at_the_end(bytes: usize) -> Self {
        let mut typing = Self::open(bytes, Settings::default());
        typing.0.draw(vec![pressed(Key::End, Modifiers::COMMAND)]);
        typing.0.rest();
        typing
    }

    fn key(&mut self) {
        self.0.draw(vec![Event::Text("x".to_owned())]);
        self.0.draw(Vec::new());
    }

    fn press(&mut self, key: Key) {
        self.0.draw(vec![pressed(key, Modifiers::NONE)]);
        self.0.draw(Vec::new());
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
