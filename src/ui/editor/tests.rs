//! The editor in a headless window: keys in, actions out.

use egui::{Event, Key, Modifiers, RawInput, vec2};

use super::*;
use crate::{
    model::document::{ContentHash, FileFormat, Snapshot},
    ui::theme,
};

const HEAD: &str = "---\ntitle: a\n---\n";

/// A window with one editor, and the part of `app` that it needs.
struct Desk {
    ctx: egui::Context,
    document: Document,
    state: EditorState,
    /// What the editor pushed in the newest frame.
    pushed: Vec<Action>,
    time: f64,
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
            pushed: Vec::new(),
            time: 0.0,
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
            screen_rect: Some(egui::Rect::from_min_size(
                egui::Pos2::ZERO,
                vec2(900.0, 600.0),
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
            editor_ui(ui, &self.document, &head, &mut self.state, &mut out);
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

    fn typed(&mut self, text: &str) -> Vec<Action> {
        self.send([Event::Text(text.to_owned())])
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) -> Vec<Action> {
        self.send([pressed(key, modifiers)])
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

    let selection = HEAD.len() + 2..HEAD.len() + 5;
    let revision = desk.document.revision();
    let report = Action::Select {
        document: DocumentId(7),
        revision,
        selection,
    };
    assert_eq!(desk.pushed, [report]);
    desk.frame(Vec::new());
    assert_eq!(desk.pushed, []);
}

#[test]
fn a_click_is_reported() {
    let mut desk = Desk::new("one two three");
    let pos = egui::pos2(890.0, 40.0);
    let click = |is_down| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed: is_down,
        modifiers: Modifiers::NONE,
    };
    desk.send([Event::PointerMoved(pos)]);

    let down = desk.send([click(true)]);
    let up = desk.send([click(false)]);

    let end = desk.document.text().len();
    let moved = down.iter().chain(&up).find_map(|action| match action {
        Action::Select { selection, .. } => Some(selection.clone()),
        _ => None,
    });
    let Some(selection) = moved else {
        panic!("no selection was reported: {down:?} {up:?}");
    };
    assert_eq!(selection, end..end);
}

#[test]
fn enter_continues_a_list_as_one_edit() {
    let mut desk = Desk::new("1. one");
    desk.select(6..6);

    let actions = desk.press(Key::Enter, Modifiers::NONE);
    desk.typed("two");

    assert_eq!(Desk::edits(&actions).len(), 1);
    assert_eq!(desk.body(), "1. one\n2. two");
}

#[test]
fn enter_is_a_line_break_elsewhere() {
    let mut desk = Desk::new("ab");
    desk.select(1..1);

    desk.press(Key::Enter, Modifiers::NONE);

    assert_eq!(desk.body(), "a\nb");
}

#[test]
fn a_burst_of_keys_in_one_frame_is_written_in_order() {
    let mut desk = Desk::new("- a");
    desk.select(3..3);
    let enter = || pressed(Key::Enter, Modifiers::NONE);

    desk.send([text("b"), enter(), text("c"), enter(), enter(), text("d")]);
    for _ in 0..5 {
        desk.frame(Vec::new());
    }

    assert_eq!(desk.body(), "- ab\n- c\nd");
}

#[test]
fn tab_moves_list_items_and_indents_elsewhere() {
    let mut desk = Desk::new("- a\n- b");
    desk.select(7..7);

    desk.press(Key::Tab, Modifiers::NONE);
    assert_eq!(desk.body(), "- a\n  - b");
    desk.press(Key::Tab, Modifiers::SHIFT);
    assert_eq!(desk.body(), "- a\n- b");

    let mut desk = Desk::new("ab");
    desk.select(1..1);
    desk.press(Key::Tab, Modifiers::NONE);
    assert_eq!(desk.body(), "a  b");
    assert!(has_editor_focus(&desk));
}

#[test]
fn escape_gives_the_focus_back() {
    let mut desk = Desk::new("a");

    desk.press(Key::Escape, Modifiers::NONE);

    assert!(!has_editor_focus(&desk));
}

fn has_editor_focus(desk: &Desk) -> bool {
    desk.ctx
        .memory(|memory| memory.has_focus(text_id(DocumentId(7))))
}

#[test]
fn a_paste_is_handed_over_with_plain_line_ends() {
    let mut desk = Desk::new("ab");
    desk.select(0..1);

    let actions = desk.send([Event::Paste("x\r\ny\rz".to_owned())]);

    let is_paste = |action: &Action| match action {
        Action::Paste {
            selection, text, ..
        } => *selection == (HEAD.len()..HEAD.len() + 1) && text == "x\ny\nz",
        _ => false,
    };
    assert!(actions.iter().any(is_paste));
}

#[test]
fn a_bracket_typed_over_a_selection_stands_around_it() {
    let mut desk = Desk::new("ab");
    desk.select(0..1);

    desk.typed("(");

    assert_eq!(desk.body(), "(a)b");
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

    desk.state.select = desk.document.undo();
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
fn undo_keys_that_reach_the_field_do_nothing() {
    let mut desk = Desk::new("a");
    desk.typed("b");

    desk.send([text("c"), pressed(Key::Z, Modifiers::COMMAND)]);

    assert_eq!(desk.body(), "bca");
}

#[test]
fn an_unchanged_frame_lays_nothing_out_and_a_key_only_its_line() {
    let mut desk = Desk::new("# one\n\ntwo **three**\n\nfour");
    let opened = desk.state.layout.lines_laid_out;

    desk.frame(Vec::new());
    desk.frame(Vec::new());
    assert_eq!(desk.state.layout.lines_laid_out, opened);

    desk.select(10..10);
    desk.typed("x");
    assert_eq!(desk.state.layout.lines_laid_out, opened + 1);
}

#[test]
fn a_fence_restyles_the_lines_after_it() {
    let mut desk = Desk::new("a\n\nb\nc");
    desk.select(2..2);
    let opened = desk.state.layout.lines_laid_out;

    desk.typed("```");

    assert_eq!(desk.state.layout.lines_laid_out, opened + 3);
}

#[test]
fn what_is_laid_out_is_always_the_text() {
    let mut desk = Desk::new("a\r\n\r\n# é\n- x\n");
    for (range, insert) in [
        (0..0, "```\n"),
        (4..9, ""),
        (0..4, "\n\n"),
        (1..3, "x\ny\nz"),
        (0..6, ""),
    ] {
        let edit = moved(
            Edit {
                range,
                insert: insert.to_owned(),
            },
            HEAD.len(),
        );
        desk.document
            .apply(desk.document.revision(), &edit, Cause::Step)
            .unwrap();
        desk.frame(Vec::new());

        assert_eq!(desk.state.layout.text(), Some(desk.body()));
        assert_eq!(desk.state.layout.drawn(), desk.body());
    }
}

#[test]
fn an_empty_text_can_be_written_into() {
    let mut desk = Desk::new("");

    desk.typed("a");
    desk.typed("b");

    assert_eq!(desk.body(), "ab");
}

#[test]
fn composed_text_arrives_once() {
    let mut desk = Desk::new("- a");
    desk.select(3..3);
    desk.send([preedit("に")]);
    desk.send([preedit("日")]);
    desk.send([Event::Ime(egui::ImeEvent::Commit("日本".to_owned()))]);

    assert_eq!(desk.body(), "- a日本");
}

#[test]
fn enter_continues_no_list_while_an_input_method_composes() {
    let mut desk = Desk::new("- a");
    desk.select(3..3);

    desk.send([preedit("に")]);
    desk.press(Key::Enter, Modifiers::NONE);

    assert!(!desk.body().contains("\n- "));
}

fn preedit(text: &str) -> Event {
    Event::Ime(egui::ImeEvent::Preedit {
        text: text.to_owned(),
        active_range_chars: None,
    })
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut desk = Desk::new("text");
    for _ in 0..3 {
        desk.frame(Vec::new());
    }

    let output = desk.frame(Vec::new());

    let delay = output.viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, Duration::MAX);
}

#[test]
fn the_field_has_a_name() {
    let mut desk = Desk::new("text");

    let output = desk.frame(Vec::new());

    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    assert!(nodes.iter().any(|(_, node)| node.label() == Some("Text")));
}
