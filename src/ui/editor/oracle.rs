//! egui's `TextEdit` is the oracle: the same events must leave the same text and the same
//! selection in it and in our surface.
//!
//! Where we differ on purpose, the oracle is taught: it deletes characters as people see them, and
//! where an arrow key or a click leaves it inside of a character of several code points, it is
//! brought to the end of it that ours is at. In text from right to left the rows of egui's galleys
//! have more glyphs than characters, and both find their way in them as they can: what goes by
//! rows (the mouse, up and down, Home and End, Ctrl+K and Ctrl+U) is left out there.

use std::{
    any::TypeId,
    cell::{Cell, RefCell},
    ops::Range,
    sync::Arc,
};

use egui::{
    Context, Event, Galley, ImeEvent, Key, Modifiers, PointerButton, Pos2, RawInput, Rect,
    TextBuffer, TextEdit, pos2,
    text::{CCursor, CharIndex, LayoutJob},
    vec2,
};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;
use crate::{
    model::{
        document::{ContentHash, FileFormat, Snapshot},
        text::position::{byte_of_char, chars_before},
    },
    ui::theme,
};

const SCREEN: egui::Vec2 = vec2(460.0, 4_000.0);
/// What our column leaves free on both sides in a window of this size, in points.
const SIDE: i8 = 24;
const RUNS: u32 = 525;
const RUNS_OF_COMBINED: u32 = 60;
const EVENTS_A_RUN: usize = 40;

/// A frame's worth of something that a person does.
#[derive(Clone, Debug)]
enum Deed {
    Type(String),
    Press(Key, Modifiers),
    Paste(String),
    Copy,
    Cut,
    Compose(String, Option<Range<usize>>),
    Commit(String),
    DeleteAround(usize, usize),
    /// Where, as parts of the area that the text takes up.
    Move(f32, f32),
    Down(Modifiers),
    Up(Modifiers),
    MiddlePaste(f32, f32, String),
    SetValue(String),
    ReplaceSelected(String),
    Wait,
}

/// Either of the two, in a window of its own.
struct Window {
    ctx: Context,
    time: f64,
    pointer: Pos2,
    copied: Vec<String>,
}

impl Window {
    fn new() -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.set_os(egui::os::OperatingSystem::Nix);
        Self {
            ctx,
            time: 0.0,
            pointer: Pos2::ZERO,
            copied: Vec::new(),
        }
    }

    fn frame(&mut self, events: Vec<Event>, mut show: impl FnMut(&mut Ui)) {
        self.time += 0.07;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| show(ui));
        for command in &output.platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                self.copied.push(text.clone());
            }
        }
        output.textures_delta.clear();
    }

    /// The events of a deed, for a widget called `id` whose text is so high.
    fn events(&mut self, deed: &Deed, id: Id, height: f32) -> Vec<Event> {
        let place = |x: f32, y: f32| pos2(x * SCREEN.x, y * (height + 60.0));
        let key = |key, modifiers| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        };
        let request = |action, value: &str| {
            Event::AccessKitActionRequest(egui::accesskit::ActionRequest {
                action,
                target_tree: egui::accesskit::TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: Some(egui::accesskit::ActionData::Value(value.into())),
            })
        };
        let modifiers = match deed {
            Deed::Down(modifiers) | Deed::Up(modifiers) | Deed::Press(_, modifiers) => *modifiers,
            _ => Modifiers::NONE,
        };
        let mut events = vec![Event::ModifiersChanged(modifiers)];
        events.extend(match deed.clone() {
            Deed::Type(text) => vec![Event::Text(text)],
            Deed::Press(pressed, modifiers) => vec![key(pressed, modifiers)],
            Deed::Paste(text) => vec![Event::Paste(text)],
            Deed::Copy => vec![Event::Copy],
            Deed::Cut => vec![Event::Cut],
            Deed::Compose(text, active_range_chars) => vec![Event::Ime(ImeEvent::Preedit {
                text,
                active_range_chars,
            })],
            Deed::Commit(text) => vec![Event::Ime(ImeEvent::Commit(text))],
            Deed::DeleteAround(before_chars, after_chars) => {
                vec![Event::Ime(ImeEvent::DeleteSurrounding {
                    before_chars,
                    after_chars,
                })]
            }
            Deed::Move(x, y) => {
                self.pointer = place(x, y);
                vec![Event::PointerMoved(self.pointer)]
            }
            Deed::Down(modifiers) => vec![self.button(true, modifiers)],
            Deed::Up(modifiers) => vec![self.button(false, modifiers)],
            Deed::MiddlePaste(x, y, text) => {
                self.pointer = place(x, y);
                let pos = self.pointer;
                vec![
                    Event::PointerMoved(pos),
                    Event::MiddleClickPaste { pos, text },
                ]
            }
            Deed::SetValue(text) => vec![request(egui::accesskit::Action::SetValue, &text)],
            Deed::ReplaceSelected(text) => {
                vec![request(egui::accesskit::Action::ReplaceSelectedText, &text)]
            }
            Deed::Wait => {
                self.time += 1.0;
                Vec::new()
            }
        });
        events
    }

    fn button(&self, pressed: bool, modifiers: Modifiers) -> Event {
        Event::PointerButton {
            pos: self.pointer,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        }
    }
}

/// A text that deletes what people see as one character.
struct Taught(String);

impl TextBuffer for Taught {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.0
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        self.0.insert_text(text, char_index)
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        // An input method may ask for more than there is; egui's `String` takes what is there.
        self.0.delete_char_range(char_range);
    }

    fn delete_previous_char(&mut self, cursor: CCursor) -> CCursor {
        let before = &self.0[..byte_of_char(&self.0, cursor.index.0)];
        let last = before.graphemes(true).next_back().unwrap_or_default();
        let start = CCursor::new(cursor.index.0 - last.chars().count());
        self.delete_selected_ccursor_range([start, cursor])
    }

    fn delete_next_char(&mut self, cursor: CCursor) -> CCursor {
        let after = &self.0[byte_of_char(&self.0, cursor.index.0)..];
        let first = after.graphemes(true).next().unwrap_or_default();
        let end = CCursor::new(cursor.index.0 + first.chars().count());
        self.delete_selected_ccursor_range([cursor, end])
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

struct Oracle {
    window: Window,
    text: Taught,
    id: Id,
}

impl Oracle {
    fn frame(&mut self, events: Vec<Event>) {
        let (text, id) = (&mut self.text, self.id);
        self.window.frame(events, |ui| {
            let rect = ui.max_rect();
            let mut layouter =
                |ui: &Ui, text: &dyn TextBuffer, width: f32| laid_out(ui, text.as_str(), width);
            let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
            TextEdit::multiline(text)
                .id(id)
                .layouter(&mut layouter)
                .frame(egui::Frame::NONE.inner_margin(egui::Margin {
                    left: SIDE,
                    right: SIDE,
                    top: 20,
                    bottom: 0,
                }))
                .min_size(rect.size())
                .desired_width(f32::INFINITY)
                .lock_focus(true)
                .show(&mut ui);
        });
    }

    fn selection(&self) -> (usize, usize) {
        let state = TextEdit::load_state(&self.window.ctx, self.id).unwrap_or_default();
        let range = state.cursor.char_range().unwrap_or_default();
        (range.secondary.index.0, range.primary.index.0)
    }

    /// egui keeps an empty selection whose ends prefer other rows; keys do nothing there.
    fn settle(&mut self) {
        let mut state = TextEdit::load_state(&self.window.ctx, self.id).unwrap_or_default();
        if let Some(mut range) = state.cursor.char_range()
            && range.primary.index == range.secondary.index
        {
            range.secondary = range.primary;
            state.cursor.set_char_range(Some(range));
            TextEdit::store_state(&self.window.ctx, self.id, state);
        }
    }
}

/// All lines laid out as ours are, in one galley.
fn laid_out(ui: &Ui, text: &str, width: f32) -> Arc<Galley> {
    let estimate = pieces::Estimate {
        row_points: 1.0,
        row_bytes: 1.0,
    };
    let pieces = pieces::Pieces::of(text, lexer::LineState::Body, estimate);
    let mut galleys = Vec::new();
    let mut place = Some(pieces.at_byte(0));
    while let Some(at) = place {
        let line = text[pieces.range(at)].trim_end_matches('\n');
        galleys.push(galleys::lay_out_piece(
            ui,
            pieces.piece(at).unwrap(),
            line,
            &galleys::Dress::default(),
            galleys::Size {
                width,
                ..galleys::Size::USUAL
            },
        ));
        place = pieces.next(at);
    }
    let mut job = LayoutJob::single_section(text.to_owned(), egui::TextFormat::default());
    job.keep_trailing_whitespace = true;
    Arc::new(Galley::concat(
        Arc::new(job),
        &galleys,
        ui.pixels_per_point(),
    ))
}

struct Ours {
    window: Window,
    document: Document,
    surface: Surface,
    id: Id,
}

impl Ours {
    fn frame(&mut self, events: Vec<Event>) {
        let (document, surface, id) = (&mut self.document, &mut self.surface, self.id);
        let mut made = None;
        self.window.frame(events, |ui| {
            let shown = Shown {
                revision: document.revision(),
                from: 0,
                has_head: false,
            };
            surface.follow(document, document.text(), shown);
            let beside = Beside {
                marks: Marks::default(),
                first_line: None,
                writing: Writing::default(),
                codes: &Codes::default(),
                anchor: None,
            };
            let outcome = surface.show(ui, id, document.text(), &beside, Habits::Plain);
            made = outcome.edit;
        });
        if let Some(edit) = made {
            let made_at = document.revision();
            document.apply(made_at, &edit, Cause::Step).unwrap();
        }
    }

    fn selection(&self) -> (usize, usize) {
        let main = self.surface.carets().main();
        let chars = |at| chars_before(self.document.text(), at);
        (chars(main.anchor.at), chars(main.head.at))
    }
}

struct Pair {
    oracle: Oracle,
    ours: Ours,
}

impl Pair {
    fn new(text: &str) -> Self {
        Self::within(text, 0, Window::new(), Window::new())
    }

    /// A new text in windows that may have shown others.
    fn within(text: &str, run: usize, theirs: Window, ours: Window) -> Self {
        let id = Id::unique(("text", run));
        let saved = Snapshot {
            text: text.into(),
            format: FileFormat::default(),
            hash: ContentHash([0; 32]),
        };
        let mut pair = Self {
            oracle: Oracle {
                window: theirs,
                text: Taught(text.to_owned()),
                id,
            },
            ours: Ours {
                window: ours,
                document: Document::new(DocumentId(1), "a.md".into(), saved),
                surface: Surface::default(),
                id,
            },
        };
        pair.frame(&Deed::Up(Modifiers::NONE));
        pair.frame(&Deed::Wait);
        for window in [&pair.oracle.window, &pair.ours.window] {
            window.ctx.memory_mut(|memory| memory.request_focus(id));
        }
        pair.frame(&Deed::Wait);
        pair.place(0);
        pair
    }

    /// Puts both carets before the character with this number.
    fn place(&mut self, index: usize) {
        let mut state =
            TextEdit::load_state(&self.oracle.window.ctx, self.oracle.id).unwrap_or_default();
        let cursor = egui::text::CCursorRange::one(CCursor::new(index));
        state.cursor.set_char_range(Some(cursor));
        TextEdit::store_state(&self.oracle.window.ctx, self.oracle.id, state);
        let at = byte_of_char(self.ours.document.text(), index);
        self.ours.surface.select(&(at..at));
    }

    fn frame(&mut self, deed: &Deed) {
        let height = 27.0 * (self.oracle.text.0.lines().count() as f32 + 1.0);
        self.oracle.settle();
        let events = self.oracle.window.events(deed, self.oracle.id, height);
        self.oracle.frame(events);
        let events = self.ours.window.events(deed, self.ours.id, height);
        self.ours.frame(events);
    }

    /// After a double click, a change of the text and a drag, egui selects beyond the text.
    fn is_oracle_lost(&self) -> bool {
        let (anchor, head) = self.oracle.selection();
        anchor.max(head) > self.oracle.text.0.chars().count()
    }

    /// egui's arrows and clicks go inside of characters that consist of several; ours stand at one
    /// of their ends, and there the oracle is brought.
    fn teach_characters(&mut self) {
        let text = &self.oracle.text.0;
        let bounds: Vec<usize> = text
            .grapheme_indices(true)
            .map(|(at, _)| chars_before(text, at))
            .chain([text.chars().count()])
            .collect();
        let (anchor, head) = self.oracle.selection();
        let ours = self.ours.selection();
        let taught = |theirs: usize, ours: usize| match bounds.binary_search(&theirs) {
            Err(next) if ours == bounds[next - 1] || ours == bounds[next] => ours,
            Ok(_) | Err(_) => theirs,
        };
        let (anchor_taught, head_taught) = (taught(anchor, ours.0), taught(head, ours.1));
        if (anchor, head) != (anchor_taught, head_taught) {
            let range = egui::text::CCursorRange::two(
                CCursor::new(anchor_taught),
                CCursor::new(head_taught),
            );
            let ctx = &self.oracle.window.ctx;
            let mut state = TextEdit::load_state(ctx, self.oracle.id).unwrap_or_default();
            state.cursor.set_char_range(Some(range));
            TextEdit::store_state(ctx, self.oracle.id, state);
        }
    }

    fn check(&self, deeds: &[Deed]) {
        let ours = (self.ours.document.text(), self.ours.selection());
        let theirs = (self.oracle.text.as_str(), self.oracle.selection());
        assert_eq!(ours, theirs, "ours and egui's after {deeds:?}");
        assert_eq!(
            self.ours.window.copied, self.oracle.window.copied,
            "{deeds:?}"
        );
        assert_eq!(self.ours.surface.drawn(), self.ours.document.text());
    }
}

fn some_text() -> &'static str {
    "[a-d]{1,6}|[ ]{1,2}|[a-c ]{20,60}|\n|\n\n|[.,*_`#-]|# |- |```\n|é|日本|\\(|x = 3\\.14"
}

fn some_key() -> impl Strategy<Value = (Key, Modifiers)> {
    let keys = prop::sample::select(vec![
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::Backspace,
        Key::Delete,
        Key::Enter,
    ]);
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    let modifiers = prop::sample::select(vec![
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::SHIFT,
        ctrl,
        ctrl | Modifiers::SHIFT,
        Modifiers::ALT,
    ]);
    let emacs = prop::sample::select(vec![Key::H, Key::K, Key::U, Key::W, Key::A]);
    prop_oneof![
        8 => (keys, modifiers),
        1 => emacs.prop_map(move |key| (key, ctrl)),
    ]
}

fn some_deed(
    some_text: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = Deed> {
    let some_text = move || some_text.clone();
    let place = || (0.0_f32..1.0, 0.0_f32..1.1);
    let held = || prop::sample::select(vec![Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT]);
    prop_oneof![
        10 => some_text().prop_map(Deed::Type),
        24 => some_key().prop_map(|(key, modifiers)| Deed::Press(key, modifiers)),
        3 => some_text().prop_map(Deed::Paste),
        1 => Just(Deed::Copy),
        2 => Just(Deed::Cut),
        2 => ("[に日本a]{0,4}", prop::option::of(Just(0..1))).prop_map(|(text, active)| Deed::Compose(text, active)),
        2 => "[日本a]{0,3}".prop_map(Deed::Commit),
        5 => place().prop_map(|(x, y)| Deed::Move(x, y)),
        6 => held().prop_map(Deed::Down),
        6 => held().prop_map(Deed::Up),
        1 => (place(), some_text()).prop_map(|((x, y), text)| Deed::MiddlePaste(x, y, text)),
        1 => some_text().prop_map(Deed::ReplaceSelected),
        1 => Just(Deed::Wait),
    ]
}

/// The same random deeds in both, if they are fit, in `runs` texts that are put together of
/// `some_text`.
fn compare(
    runs: u32,
    some_text: impl Strategy<Value = String> + Clone + 'static,
    is_fit: fn(&Deed) -> bool,
) {
    let config = ProptestConfig {
        cases: runs,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    };
    let deeds = prop::collection::vec(some_deed(some_text.clone()), EVENTS_A_RUN);
    let texts = prop::collection::vec(some_text, 0..12);
    let runs = Cell::new(0);
    let windows = RefCell::new(None);
    // The same deeds each time: who breaks something sees it, and nobody else.
    let source = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, source);
    let result = runner.run(&(texts, deeds), |(texts, deeds)| {
        runs.update(|run| run + 1);
        let (theirs, ours) = windows
            .take()
            .unwrap_or_else(|| (Window::new(), Window::new()));
        let mut pair = Pair::within(&texts.concat(), runs.get(), theirs, ours);
        for (count, deed) in deeds.iter().enumerate().filter(|(_, deed)| is_fit(deed)) {
            pair.frame(deed);
            if pair.is_oracle_lost() {
                break;
            }
            pair.teach_characters();
            pair.check(&deeds[..=count]);
        }
        windows.replace(Some((pair.oracle.window, pair.ours.window)));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn the_surface_does_what_the_text_field_of_egui_does() {
    compare(RUNS, some_text(), |_| true);
}

#[test]
fn so_it_does_in_text_with_combined_characters() {
    compare(
        RUNS_OF_COMBINED,
        "[a-c ]{1,6}|e\u{301}|o\u{308}\u{304}|q\u{323}|\u{1F1F3}\u{1F1F1}|\n",
        |_| true,
    );
}

/// Whether a deed does not depend on where the rows of the text are.
fn is_apart_from_rows(deed: &Deed) -> bool {
    match deed {
        Deed::Press(Key::Home | Key::End, modifiers) => modifiers.ctrl,
        Deed::Press(Key::ArrowUp | Key::ArrowDown | Key::K | Key::U, _)
        | Deed::Move(..)
        | Deed::Down(_)
        | Deed::Up(_)
        | Deed::MiddlePaste(..) => false,
        _ => true,
    }
}

#[test]
fn so_it_does_in_text_from_right_to_left() {
    let pieces = "[אבגד]{1,8}|[ ابجد]{1,8}|ש\u{5C1}|x|[.,(]|[ ]|\n";
    compare(2 * RUNS_OF_COMBINED, pieces, is_apart_from_rows);
}

#[test]
fn a_screen_reader_sets_all_of_the_text() {
    let mut pair = Pair::new("one\ntwo");
    let deeds = [
        Deed::SetValue("three\nfour".to_owned()),
        Deed::Type("!".to_owned()),
    ];
    for (count, deed) in deeds.iter().enumerate() {
        pair.frame(deed);
        pair.check(&deeds[..=count]);
    }
    assert_eq!(pair.ours.document.text(), "three\nfour!");
}

#[test]
fn an_input_method_deletes_around_the_caret() {
    let mut pair = Pair::new("abcdef");
    pair.place(3);
    let deeds = [Deed::DeleteAround(2, 1), Deed::Type("!".to_owned())];
    for (count, deed) in deeds.iter().enumerate() {
        pair.frame(deed);
        pair.check(&deeds[..=count]);
    }
    assert_eq!(pair.ours.document.text(), "a!ef");
}
