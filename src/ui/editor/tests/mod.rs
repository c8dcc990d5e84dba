//! The editor in a headless window: keys in, actions out.

mod access;
mod code;
mod composing;
mod drawing;
mod keys;
mod scrolling;
mod several;
mod tables;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, RawInput, pos2, vec2};

use super::*;
use crate::{
    model::{
        check::InText,
        document::{ContentHash, FileFormat, Snapshot},
    },
    ui::theme,
};

const HEAD: &str = "---\ntitle: a\n---\n";

/// A window with one editor, and the part of `app` that it needs.
struct Desk {
    ctx: egui::Context,
    document: Document,
    state: EditorState,
    codes: Codes,
    problems: InText,
    /// What the editor pushed in the newest frame.
    pushed: Vec<Action>,
    time: f64,
    /// Of the window.
    height: f32,
    width: f32,
}

impl Desk {
    /// With `text` as the body under [`HEAD`], focused.
    fn new(body: &str) -> Self {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        ctx.enable_accesskit();
        let saved = Snapshot {
            text: format!("{HEAD}{body}").into(),
            format: FileFormat::default(),
            hash: ContentHash([0; 32]),
        };
        let mut desk = Self {
            ctx,
            document: Document::new(DocumentId(7), "a.md".into(), saved),
            state: EditorState {
                focus: true,
                ..EditorState::default()
            },
            codes: Codes::default(),
            problems: InText::default(),
            pushed: Vec::new(),
            time: 0.0,
            height: 600.0,
            width: 900.0,
        };
        desk.frame(Vec::new());
        desk.frame(Vec::new());
        desk
    }

    fn body(&self) -> &str {
        self.document.text().strip_prefix(HEAD).unwrap()
    }

    fn frame(&mut self, events: Vec<Event>) -> egui::FullOutput {
        self.time += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(
                Pos2::ZERO,
                vec2(self.width, self.height),
            )),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let mut out = Outbox::default();
        let mut head = crate::model::front_matter::read("");
        let closing = self.document.text().find("\n---\n").unwrap();
        head.head = 0..closing + "\n---\n".len();
        let mut output = self.ctx.run_ui(input, |ui| {
            let edited = Edited {
                document: &self.document,
                front_matter: &head,
                codes: &self.codes,
                marks: Marks {
                    problems: Some(&self.problems),
                    ..Marks::default()
                },
            };
            editor_ui(ui, edited, &mut self.state, &mut out);
        });
        output.textures_delta.clear();
        self.pushed = out.drain().collect();
        for action in self.pushed.clone() {
            if let Action::Edit {
                made_at,
                edit,
                cause,
                select,
                ..
            } = action
            {
                self.document.apply(made_at, &edit, cause).unwrap();
                self.state.select = select.or(self.state.select.take());
            } else if let Action::Select { spot, .. } = action {
                self.document.set_spot(spot);
            }
        }
        output
    }

    /// One frame with these events, and one for what follows from it.
    fn send(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<Action> {
        self.frame(events.into_iter().collect());
        let pushed = self.pushed.clone();
        self.frame(Vec::new());
        pushed
    }

    fn alt_click(&mut self, pos: Pos2) {
        self.send(click(pos, Modifiers::ALT));
        self.send([Event::ModifiersChanged(Modifiers::NONE)]);
    }

    fn typed(&mut self, text: &str) -> Vec<Action> {
        self.send([Event::Text(text.to_owned())])
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) -> Vec<Action> {
        self.send([pressed(key, modifiers)])
    }

    fn undo(&mut self) {
        self.state.restore = self.document.undo().unwrap().spot;
        self.frame(Vec::new());
        self.frame(Vec::new());
    }

    fn redo(&mut self) {
        self.state.restore = self.document.redo().unwrap().spot;
        self.frame(Vec::new());
        self.frame(Vec::new());
    }

    /// What is selected, in bytes of the body.
    fn selected(&self) -> Vec<Range<usize>> {
        let carets = self.state.surface.carets();
        carets.iter().map(carets::Selection::range).collect()
    }

    /// Selects bytes of the body.
    fn select(&mut self, range: Range<usize>) {
        self.state.select = Some(range.start + HEAD.len()..range.end + HEAD.len());
        self.frame(Vec::new());
    }

    fn edits(actions: &[Action]) -> Vec<(Range<usize>, &str)> {
        let mut edits = Vec::new();
        for action in actions {
            if let Action::Edit { edit, .. } = action {
                edits.push((edit.range.clone(), edit.insert.as_str()));
            }
        }
        edits
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

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

#[test]
fn typing_below_a_hidden_head_is_an_edit_of_the_whole_text() {
    let mut desk = Desk::new("één");
    desk.select(5..5);

    let actions = desk.typed("!");

    let at = HEAD.len() + 5;
    assert_eq!(Desk::edits(&actions), [(at..at, "!")]);
    assert_eq!(desk.body(), "één!");
}

#[test]
fn typing_in_a_shown_head_is_an_edit_where_it_stands() {
    let mut desk = Desk::new("body");
    desk.state.show_head = true;
    desk.state.select = Some(12..12);
    desk.frame(Vec::new());

    let actions = desk.typed("b");

    assert_eq!(Desk::edits(&actions), [(12..12, "b")]);
    assert!(desk.document.text().starts_with("---\ntitle: ab\n---\n"));
}

#[test]
fn showing_the_head_keeps_the_caret_at_its_letter() {
    let mut desk = Desk::new("one two");
    desk.select(4..4);

    desk.state.show_head = true;
    desk.frame(Vec::new());
    desk.typed("x");
    desk.state.show_head = false;
    desk.frame(Vec::new());
    desk.typed("y");

    assert_eq!(desk.body(), "one xytwo");
}

#[test]
fn the_selection_is_reported_in_bytes_of_the_whole_text_once() {
    let mut desk = Desk::new("één");

    desk.select(2..5);

    let selections = [(HEAD.len() + 2, HEAD.len() + 5)].into();
    let revision = desk.document.revision();
    let report = Action::Select {
        document: DocumentId(7),
        revision,
        spot: Spot {
            selections,
            top: HEAD.len() as f64,
        },
    };
    assert_eq!(desk.pushed, [report]);
    desk.frame(Vec::new());
    assert_eq!(desk.pushed, []);
}

#[test]
fn what_is_selected_in_a_hidden_head_is_taken_back_to_the_caret() {
    let mut desk = Desk::new("one two");
    desk.select(4..7);
    let caret = desk.document.spot().clone();

    desk.document.select(&(1..3));
    desk.state.select = Some(1..3);
    desk.frame(Vec::new());

    assert_eq!(*desk.document.spot(), caret);
}

#[test]
fn a_click_is_reported() {
    let mut desk = Desk::new("one two three");
    let pos = pos2(890.0, 40.0);
    let click = |is_down| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed: is_down,
        modifiers: Modifiers::NONE,
    };
    desk.send([Event::PointerMoved(pos)]);

    let down = desk.send([click(true)]);
    let up = desk.send([click(false)]);

    let end = desk.document.text().len();
    let moved = down.iter().chain(&up).find_map(|action| match action {
        Action::Select { spot, .. } => Some(spot.main()),
        _ => None,
    });
    let Some(selection) = moved else {
        panic!("no selection was reported: {down:?} {up:?}");
    };
    assert_eq!(selection, end..end);
}

#[test]
fn the_caret_stays_at_its_letter_when_the_text_changes_before_it() {
    let mut desk = Desk::new("one two");
    desk.select(4..4);
    let edit = Edit {
        range: HEAD.len()..HEAD.len() + 3,
        insert: "three".to_owned(),
    };

    desk.document
        .apply(desk.document.revision(), &edit, Cause::Step)
        .unwrap();
    desk.frame(Vec::new());
    desk.typed("x");

    assert_eq!(desk.body(), "three xtwo");
}

#[test]
fn undoing_a_change_of_the_hidden_head_leaves_the_caret_where_it_is() {
    let mut desk = Desk::new("one two");
    desk.select(4..4);
    let edit = Edit {
        range: 11..12,
        insert: "longer".to_owned(),
    };
    desk.document
        .apply(desk.document.revision(), &edit, Cause::Step)
        .unwrap();
    desk.frame(Vec::new());

    desk.state.select = desk.document.undo().map(|undone| undone.selection);
    desk.frame(Vec::new());
    desk.typed("x");

    assert_eq!(desk.body(), "one xtwo");
}

#[test]
fn a_selection_outlives_the_focus() {
    let mut desk = Desk::new("one two");
    desk.select(4..7);
    desk.ctx
        .memory_mut(|memory| memory.surrender_focus(text_id(DocumentId(7))));
    desk.frame(Vec::new());
    assert_eq!(desk.pushed, []);

    desk.state.focus = true;
    desk.frame(Vec::new());
    desk.typed("x");

    assert_eq!(desk.body(), "one x");
}

#[test]
fn an_empty_text_can_be_written_into() {
    let mut desk = Desk::new("");

    desk.typed("a");
    desk.typed("b");

    assert_eq!(desk.body(), "ab");
}

/// Where the caret is on the screen, as input methods are told.
fn caret_of(output: &egui::FullOutput) -> Pos2 {
    let ime = output.platform_output.ime.as_ref().unwrap();
    ime.cursor_rect.center()
}

fn click(pos: Pos2, modifiers: Modifiers) -> Vec<Event> {
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    };
    vec![
        Event::ModifiersChanged(modifiers),
        Event::PointerMoved(pos),
        button(true),
        button(false),
    ]
}

fn has_editor_focus(desk: &Desk) -> bool {
    desk.ctx
        .memory(|memory| memory.has_focus(text_id(DocumentId(7))))
}

/// The colours of a window as the desk has one.
fn desk_colours() -> &'static theme::Colours {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    let mut colours = None;
    let mut output = ctx.run_ui(RawInput::default(), |ui| colours = Some(theme::colours(ui)));
    output.textures_delta.clear();
    colours.unwrap()
}

/// The shapes that are drawn of a kind and colour.
fn drawn(output: &egui::FullOutput, is_it: impl Fn(&egui::Shape) -> bool) -> usize {
    output
        .shapes
        .iter()
        .filter(|clipped| is_it(&clipped.shape))
        .count()
}
