//! What a frame of the writing surface costs by itself, from the events to the finished shapes:
//! a key at the start, in the middle and at the end of texts of several lengths, scrolling by a
//! page, and opening. Beside it, in the same run, a key in egui's own `TextEdit`.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::{fmt::Write as _, time::Duration};

use egui::{Context, Event, Modifiers, Pos2, RawInput, Rect, Vec2};
use kopij::{
    action::{Action, Outbox},
    model::{
        document::{ContentHash, Document, DocumentId, FileFormat, Snapshot},
        front_matter,
    },
    ui::{
        codes::Codes,
        editor::{Edited, EditorState, editor_ui, marks::Marks},
        theme,
    },
};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2))]
fn key_at_the_start(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::open(&article(bytes));
    desk.go_to(0.0);
    bencher.bench_local(|| desk.key());
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2))]
fn key_in_the_middle(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::open(&article(bytes));
    desk.go_to(0.5);
    bencher.bench_local(|| desk.key());
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2))]
fn key_at_the_end(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::open(&article(bytes));
    desk.go_to(1.0);
    bencher.bench_local(|| desk.key());
}

#[divan::bench(max_time = Duration::from_secs(2))]
fn key_in_one_line_of_1_mb(bencher: divan::Bencher<'_, '_>) {
    let mut desk = Desk::open(&"words of one line ".repeat(55_556));
    desk.go_to(0.5);
    bencher.bench_local(|| desk.key());
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2))]
fn scroll_by_a_page(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::open(&article(bytes));
    let mut is_down = false;
    bencher.bench_local(|| {
        is_down = !is_down;
        desk.scroll(if is_down { -800.0 } else { 800.0 });
    });
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2))]
fn open(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = article(bytes);
    bencher
        .with_inputs(|| Desk::new(&text))
        .bench_local_refs(|desk| desk.frame(Vec::new()));
}

#[divan::bench(args = SIZES, max_time = Duration::from_secs(2), sample_count = 10)]
fn stock_text_edit_key_at_the_start(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut text = article(bytes);
    let ctx = Context::default();
    theme::install(&ctx);
    let mut time_secs = 0.0;
    bencher.bench_local(|| {
        time_secs += 0.1;
        let events = vec![Event::Text("x".to_owned())];
        let output = ctx.run_ui(input(events, time_secs), |ui| {
            egui::ScrollArea::vertical().show(ui, |ui| {
                let field = egui::TextEdit::multiline(&mut text).desired_width(f32::INFINITY);
                ui.add(field).request_focus();
            });
        });
        divan::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    });
}

/// A window with the editor alone.
struct Desk {
    ctx: Context,
    document: Document,
    head: front_matter::FrontMatter,
    state: EditorState,
    codes: Codes,
    time_secs: f64,
}

impl Desk {
    fn new(text: &str) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        let saved = Snapshot {
            text: text.into(),
            format: FileFormat::default(),
            hash: ContentHash([0; 32]),
        };
        let mut state = EditorState::default();
        state.focus = true;
        Self {
            ctx,
            document: Document::new(DocumentId(1), "a.md".into(), saved),
            head: front_matter::read(""),
            state,
            codes: Codes::default(),
            time_secs: 0.0,
        }
    }

    fn open(text: &str) -> Self {
        let mut desk = Self::new(text);
        for _ in 0..4 {
            desk.frame(Vec::new());
        }
        desk
    }

    /// Puts the caret at a part of the text.
    fn go_to(&mut self, part: f64) {
        let text = self.document.text();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a byte"
        )]
        let at = text.floor_char_boundary((text.len() as f64 * part) as usize);
        self.state.select = Some(at..at);
        for _ in 0..4 {
            self.frame(Vec::new());
        }
    }

    fn key(&mut self) {
        self.frame(vec![Event::Text("x".to_owned())]);
    }

    fn scroll(&mut self, points: f32) {
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(Pos2::new(300.0, 300.0)), wheel]);
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time_secs += 0.1;
        let mut out = Outbox::default();
        let output = self.ctx.run_ui(input(events, self.time_secs), |ui| {
            let edited = Edited {
                document: &self.document,
                front_matter: &self.head,
                codes: &self.codes,
                marks: Marks::default(),
            };
            editor_ui(ui, edited, &mut self.state, &mut out);
        });
        divan::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        for action in out.drain() {
            if let Action::Edit {
                made_at,
                edit,
                cause,
                ..
            } = action
            {
                self.document.apply(made_at, &edit, cause).unwrap();
            }
        }
    }
}

fn input(events: Vec<Event>, time_secs: f64) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(700.0, 860.0))),
        time: Some(time_secs),
        focused: true,
        events,
        ..RawInput::default()
    }
}

fn article(bytes: usize) -> String {
    let mut text = String::new();
    let mut at = 0;
    while text.len() < bytes {
        at += 1;
        writeln!(
            text,
            "## Heading {at}\n\nThe *ferry* leaves at **half past** eleven, with [a link](https://example.org/{at}) \
             and `code` for those who wait on the quay for it, een één, between the tide and the bread.\n\n\
             - one\n- two\n"
        )
        .unwrap();
    }
    text
}
