//! What the preview costs: the frame that shows a key, a step of scrolling, and the first frame;
//! CPU of a headless pane of 700x860 points, tessellation included. Parsing is measured by
//! `parts`. Beside it, in the same run: `egui_commonmark`, which parses in the frame. Its first
//! frame lays out the whole article; ours what is in view.
//!
//! Memory too, of an article of a megabyte that is opened, shown and scrolled 50 panes down:
//! `max alloc` is the most that was held at one time, `alloc` and `grow` less `dealloc` and
//! `shrink` what is held at the end. Text, blocks and fonts are part of it; `memory_of_an_empty_pane`
//! is what the fonts and egui take in both.
//!
//! `cargo bench --bench preview` runs all of it, `… --bench preview -- memory` a part. What counts
//! the bytes takes time too; divan measures that and leaves it out.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{fmt::Write as _, path::Path, time::Duration};

use divan::AllocProfiler;
use egui::{Context, Event, Pos2, RawInput, Rect, Ui, Vec2, pos2, vec2};
use kopij::{
    action::Outbox,
    model::{
        document::DocumentId,
        front_matter::{self, FrontMatter},
        markdown::blocks::{Blocks, Dialect, parse_as},
        text::{Buffer, Cause, Edit, Revision},
    },
    ui::{
        codes::Codes,
        pictures::Pictures,
        preview::{Page, PreviewState, preview_ui},
        theme,
    },
};

#[global_allocator]
static COUNTED: AllocProfiler = AllocProfiler::system();

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// Of the article that is read from its start.
const READ_BYTES: usize = 1_000_000;

/// A line each of a list, a table and code.
const LONG: [&str; 3] = [
    "- The ferry leaves the harbour at half past eleven",
    "| ferry | harbour | half past eleven |",
    "let ferry = harbour.leave(11, 30);",
];

const BLOCKS: [(&str, usize); 9] = [
    (LONG[0], 5_000),
    (LONG[0], 20_000),
    (LONG[0], 100_000),
    (LONG[1], 5_000),
    (LONG[1], 20_000),
    (LONG[1], 100_000),
    (LONG[2], 5_000),
    (LONG[2], 20_000),
    (LONG[2], 100_000),
];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(3))]
fn key(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut pane = Pane::new(bytes);
    let mut is_edited = false;
    bencher.bench_local(|| {
        is_edited = !is_edited;
        pane.draw(Vec::new(), is_edited);
    });
}

/// In view, in one block of a megabyte.
#[divan::bench(args = LONG, max_time = Duration::from_secs(3))]
fn key_in_one_block(bencher: divan::Bencher<'_, '_>, line: &str) {
    let mut pane = Pane::of(one_block(line));
    let mut is_edited = false;
    bencher.bench_local(|| {
        is_edited = !is_edited;
        pane.draw(Vec::new(), is_edited);
    });
}

/// In view, in one block of so many bytes of such lines.
#[divan::bench(args = BLOCKS, max_time = Duration::from_secs(1))]
fn key_in_a_block(bencher: divan::Bencher<'_, '_>, (line, bytes): (&str, usize)) {
    key_in(bencher, Pane::of(block(line, bytes)));
}

/// The same as if long blocks had no parts: what those are there for.
#[divan::bench(args = BLOCKS, max_time = Duration::from_secs(1))]
fn key_in_a_block_without_parts(bencher: divan::Bencher<'_, '_>, (line, bytes): (&str, usize)) {
    let whole = Dialect::HUGO.in_parts_of(usize::MAX);
    key_in(bencher, Pane::as_read(whole, block(line, bytes)));
}

/// What is laid out for a key that is typed in the block.
fn key_in(bencher: divan::Bencher<'_, '_>, mut pane: Pane) {
    let mut is_edited = false;
    bencher.bench_local(|| {
        is_edited = !is_edited;
        pane.draw(Vec::new(), is_edited);
    });
}

#[divan::bench(args = LONG, max_time = Duration::from_secs(3))]
fn first_frame_of_one_block(bencher: divan::Bencher<'_, '_>, line: &str) {
    let mut pane = Pane::of(one_block(line));
    bencher.bench_local(|| {
        pane.state = PreviewState::default();
        pane.draw(Vec::new(), false);
    });
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(3))]
fn scroll(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut pane = Pane::new(bytes);
    bencher.bench_local(|| pane.draw(wheel(60.0), false));
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(3))]
fn first_frame(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut pane = Pane::new(bytes);
    bencher.bench_local(|| {
        pane.state = PreviewState::default();
        pane.draw(Vec::new(), false);
    });
}

#[divan::bench(args = &SIZES[..3], max_time = Duration::from_secs(3))]
fn stock_key(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut stock = Stock::new(bytes);
    bencher.bench_local(|| {
        stock.text.push('x');
        stock.draw(Vec::new());
    });
}

#[divan::bench(args = &SIZES[..3], max_time = Duration::from_secs(3))]
fn stock_scroll(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut stock = Stock::new(bytes);
    bencher.bench_local(|| stock.draw(wheel(60.0)));
}

#[divan::bench(args = &SIZES[..3], max_time = Duration::from_secs(3))]
fn stock_first_frame(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut stock = Stock::new(bytes);
    bencher.bench_local(|| {
        stock.cache = egui_commonmark::CommonMarkCache::default();
        stock.draw(Vec::new());
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn memory(bencher: divan::Bencher<'_, '_>) {
    let text = document(READ_BYTES);
    bencher.bench_local(|| {
        let version = Version::of(&Buffer::new(text.as_str()), Dialect::HUGO);
        let mut pane = Pane::showing(vec![version]);
        read(|events| pane.draw(events, false));
        pane
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn stock_memory(bencher: divan::Bencher<'_, '_>) {
    let text = document(READ_BYTES);
    bencher.bench_local(|| {
        let mut stock = Stock::of(text.clone());
        read(|events| stock.draw(events));
        stock
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn memory_of_an_empty_pane(bencher: divan::Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let mut pane = Pane::showing(vec![Version::of(&Buffer::new(""), Dialect::HUGO)]);
        read(|events| pane.draw(events, false));
        pane
    });
}

/// Draws 50 panes of an article, one after the other.
fn read(mut draw: impl FnMut(Vec<Event>)) {
    const STEP: f32 = 86.0;
    for _ in 0..500 {
        draw(wheel(STEP));
    }
}

/// One revision of the text, parsed.
struct Version {
    revision: Revision,
    text: String,
    head: FrontMatter,
    blocks: Blocks,
}

impl Version {
    fn of(buffer: &Buffer, dialect: Dialect) -> Self {
        let text = buffer.text().to_owned();
        let head = front_matter::read(&text);
        Self {
            revision: buffer.revision(),
            blocks: parse_as(dialect, &text, head.head.end),
            head,
            text,
        }
    }
}

struct Pane {
    ctx: Context,
    /// Before and after a letter was typed in the first paragraph, where one was.
    versions: Vec<Version>,
    pictures: Pictures,
    codes: Codes,
    state: PreviewState,
    time_secs: f64,
}

impl Pane {
    fn new(bytes: usize) -> Self {
        Self::of(document(bytes))
    }

    fn of(text: String) -> Self {
        Self::as_read(Dialect::HUGO, text)
    }

    fn as_read(dialect: Dialect, text: String) -> Self {
        let mut buffer = Buffer::new(text);
        let before = Version::of(&buffer, dialect);
        let at = before.text.find("harbour").unwrap();
        let edit = Edit {
            range: at..at,
            insert: "x".to_owned(),
        };
        let cause = Cause::Typing { at_millis: 0 };
        buffer.apply(before.revision, &edit, cause).unwrap();
        Self::showing(vec![before, Version::of(&buffer, dialect)])
    }

    fn showing(versions: Vec<Version>) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut pane = Self {
            pictures: Pictures::new(&ctx),
            ctx,
            versions,
            codes: Codes::default(),
            state: PreviewState::default(),
            time_secs: 0.0,
        };
        for _ in 0..4 {
            pane.draw(Vec::new(), false);
        }
        pane
    }

    fn draw(&mut self, events: Vec<Event>, is_edited: bool) {
        self.time_secs += 1.0 / 60.0;
        let [before, after] = [self.versions.first(), self.versions.last()];
        let version = if is_edited { after } else { before }.unwrap();
        let page = Page {
            document: DocumentId(1),
            revision: version.revision,
            text: &version.text,
            front_matter: &version.head,
            blocks: &version.blocks,
            statistics: version.blocks.statistics,
            shown_from: version.head.head.end,
            caret: None,
            path: Path::new("/site/content/a.md"),
            root: None,
            site: None,
            found: &[],
            pictures: &self.pictures,
            codes: &self.codes,
        };
        let state = &mut self.state;
        run(&self.ctx, events, self.time_secs, |ui| {
            preview_ui(ui, &page, state, &mut Outbox::default());
        });
    }
}

/// `egui_commonmark` alone in a pane of the same size.
struct Stock {
    ctx: Context,
    text: String,
    cache: egui_commonmark::CommonMarkCache,
    time_secs: f64,
}

impl Stock {
    fn new(bytes: usize) -> Self {
        Self::of(document(bytes))
    }

    fn of(text: String) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut stock = Self {
            ctx,
            text,
            cache: egui_commonmark::CommonMarkCache::default(),
            time_secs: 0.0,
        };
        for _ in 0..4 {
            stock.draw(Vec::new());
        }
        stock
    }

    fn draw(&mut self, events: Vec<Event>) {
        self.time_secs += 1.0 / 60.0;
        let mut options = egui_commonmark::CommonMarkScrollOptions::default();
        options.use_viewport_cache = true;
        let (text, cache) = (&self.text, &mut self.cache);
        run(&self.ctx, events, self.time_secs, |ui| {
            let id = egui::Id::unique("preview");
            let viewer = egui_commonmark::CommonMarkViewer::new();
            viewer.show_scrollable(id, ui, cache, &options, text);
        });
    }
}

fn run(ctx: &Context, events: Vec<Event>, time_secs: f64, mut add: impl FnMut(&mut Ui)) {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(700.0, 860.0))),
        time: Some(time_secs),
        focused: true,
        events,
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| add(ui));
    output.textures_delta.clear();
    divan::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
}

fn wheel(points: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(350.0, 400.0)),
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        },
    ]
}

/// An article that is one list, table or piece of code of a megabyte.
fn one_block(line: &str) -> String {
    block(line, 1_000_000)
}

fn block(line: &str, bytes: usize) -> String {
    let opening = match line.get(..1) {
        Some("|") => "| a | b | c |\n|---|---|---|\n",
        Some("l") => "```rust\n",
        _ => "",
    };
    let lines = format!("{line}\n").repeat(bytes / line.len());
    format!("---\ntitle: \"A\"\n---\n\n{opening}{lines}")
}

/// An article of about `bytes` bytes.
fn document(bytes: usize) -> String {
    let mut text = "---\ntitle: \"A\"\ndate: 2026-02-24\n---\n\n".to_owned();
    let mut at = 0;
    while text.len() < bytes {
        at += 1;
        writeln!(text, "## Heading {at}\n\nThe *ferry* leaves the harbour at **half past** eleven, with [a link](https://example.org/{at}) and `code` for those who wait on the quay for it, between the bread and the slow light of the evening, which is how it always was.\n\n- one\n- two\n\n> A quote.\n\n```\nlet x = {at};\n```\n").unwrap();
    }
    text
}
