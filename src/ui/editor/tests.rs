//! The editor in a headless window: keys in, actions out.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, RawInput, pos2, vec2};

use super::{marks::Ranges, *};
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
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, vec2(900.0, 600.0))),
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
    let opened = desk.state.surface.galleys.laid_out;

    desk.frame(Vec::new());
    desk.frame(Vec::new());
    assert_eq!(desk.state.surface.galleys.laid_out, opened);

    desk.select(10..10);
    desk.typed("x");
    assert_eq!(desk.state.surface.galleys.laid_out, opened + 1);
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

#[test]
fn a_line_with_a_problem_has_a_dot_beside_it() {
    let mut desk = Desk::new("one\ntwo\nthree\nfour");
    let colour = desk_colours().warning;
    let is_dot =
        |shape: &egui::Shape| matches!(shape, egui::Shape::Circle(dot) if dot.fill == colour);
    assert_eq!(drawn(&desk.frame(Vec::new()), is_dot), 0);

    let two = HEAD.len() + 4;
    let problems = vec![two..two + 1, two + 1..two + 2, two + 4..two + 4];
    desk.state.marks.problems = Ranges::new(desk.document.revision(), problems);

    assert_eq!(drawn(&desk.frame(Vec::new()), is_dot), 2);
}

#[test]
fn the_block_of_the_caret_has_a_line_beside_it() {
    let mut desk = Desk::new("one\ntwo\n\nthree");
    let colour = desk_colours().line_strong;
    let is_bar =
        |shape: &egui::Shape| matches!(shape, egui::Shape::Rect(bar) if bar.fill == colour);

    desk.select(0..0);
    desk.frame(Vec::new());
    assert_eq!(drawn(&desk.frame(Vec::new()), is_bar), 2);

    desk.select(10..10);
    desk.frame(Vec::new());
    assert_eq!(drawn(&desk.frame(Vec::new()), is_bar), 1);
}

#[test]
fn a_fence_restyles_the_lines_after_it() {
    let mut desk = Desk::new("a\n\nb\nc");
    desk.select(2..2);
    let opened = desk.state.surface.galleys.laid_out;

    desk.typed("```");

    assert_eq!(desk.state.surface.galleys.laid_out, opened + 3);
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

        assert_eq!(desk.state.surface.drawn(), desk.body());
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

#[test]
fn the_window_of_an_input_method_stands_at_the_caret() {
    let mut desk = Desk::new("one\ntwo");
    desk.select(0..0);
    let first = caret_of(&desk.frame(Vec::new()));
    desk.select(7..7);
    let last = caret_of(&desk.frame(Vec::new()));

    assert!(
        last.x > first.x + 10.0 && last.y > first.y + 20.0,
        "{first} {last}"
    );
}

#[test]
fn a_caret_that_is_asked_for_comes_into_view_in_a_long_text() {
    let body = "Some words of a paragraph that is a little longer than one row of the text is, so \
                that it wraps.\n\n"
        .repeat(3_000);
    let mut desk = Desk::new(&body);
    desk.ctx.disable_accesskit();
    let opened = desk.state.surface.galleys.laid_out;

    for at in [body.len(), body.len() / 2, 0] {
        desk.select(at..at);
        let caret = caret_of(&desk.frame(Vec::new()));
        assert!((0.0..=600.0).contains(&caret.y), "{caret}");
    }

    let laid_out = desk.state.surface.galleys.laid_out - opened;
    assert!(laid_out < 200, "only what is seen is laid out: {laid_out}");
}

#[test]
fn the_text_in_view_stays_when_higher_text_than_estimated_comes_in_above() {
    let body = "# A heading\n\n".repeat(400);
    let mut desk = Desk::new(&body);
    desk.select(body.len()..body.len());
    desk.frame(Vec::new());
    let at = body.len() - 13;
    desk.select(at..at);
    let mut before = caret_of(&desk.frame(Vec::new()));

    for _ in 0..12 {
        let up = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 20.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        desk.frame(vec![Event::PointerMoved(pos2(400.0, 300.0)), up]);
        for _ in 0..8 {
            desk.frame(Vec::new());
        }
        let output = desk.frame(Vec::new());
        let Some(ime) = &output.platform_output.ime else {
            break;
        };
        let caret = ime.cursor_rect.center();
        assert!(caret.y - before.y < 40.0, "no jump: {before} {caret}");
        before = caret;
    }
}

#[test]
fn a_click_with_alt_adds_a_caret_and_keys_go_to_all() {
    let mut desk = Desk::new("one\ntwo\nthree");
    desk.select(3..3);
    let caret = caret_of(&desk.frame(Vec::new()));

    desk.alt_click(caret + vec2(0.0, 27.0));
    desk.typed("!");
    desk.press(Key::Backspace, Modifiers::NONE);
    desk.typed("?");
    assert_eq!(desk.body(), "one?\ntwo?\nthree");

    desk.press(Key::Escape, Modifiers::NONE);
    desk.typed(".");
    assert_eq!(desk.body(), "one?\ntwo?.\nthree");
    assert!(has_editor_focus(&desk));
}

#[test]
fn what_several_carets_typed_is_undone_as_one_step() {
    let mut desk = Desk::new("one\ntwo");
    desk.select(3..3);
    let caret = caret_of(&desk.frame(Vec::new()));
    desk.alt_click(caret + vec2(0.0, 27.0));

    desk.typed("a");
    desk.typed("b");
    assert_eq!(desk.body(), "oneab\ntwoab");

    desk.document.undo();
    assert_eq!(desk.body(), "one\ntwo");
}

#[test]
fn a_drag_with_alt_selects_a_column() {
    let mut desk = Desk::new("- a\n- b\n- c");
    desk.select(0..0);
    let start = caret_of(&desk.frame(Vec::new()));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::ALT | Modifiers::SHIFT,
    };
    let end = start + vec2(0.0, 54.0);

    let held = Event::ModifiersChanged(Modifiers::ALT | Modifiers::SHIFT);
    desk.frame(vec![held, Event::PointerMoved(start), button(start, true)]);
    desk.frame(vec![Event::PointerMoved(end)]);
    desk.frame(vec![
        button(end, false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]);
    desk.typed("> ");

    assert_eq!(desk.body(), "> - a\n> - b\n> - c");
}

#[test]
fn lines_are_pasted_one_at_each_caret() {
    let mut desk = Desk::new("a\nb");
    desk.select(1..1);
    let caret = caret_of(&desk.frame(Vec::new()));
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    desk.send(click(caret + vec2(0.0, 27.0), ctrl));
    desk.send([Event::ModifiersChanged(Modifiers::NONE)]);

    desk.send([Event::Paste("1\r\n2".to_owned())]);

    assert_eq!(desk.body(), "a1\nb2");
}

#[test]
fn a_bracket_goes_around_what_is_selected() {
    let mut desk = Desk::new("one two");
    desk.select(4..7);

    desk.typed("(");
    desk.typed("*");

    assert_eq!(desk.body(), "one (*two*)");
}

#[test]
fn home_goes_to_the_first_word_and_then_to_the_start_of_the_line() {
    let mut desk = Desk::new("    code");
    desk.select(8..8);

    desk.press(Key::Home, Modifiers::NONE);
    desk.typed("a");
    desk.press(Key::Home, Modifiers::NONE);
    desk.press(Key::Home, Modifiers::NONE);
    desk.typed("b");

    assert_eq!(desk.body(), "b    acode");
}

#[test]
fn arrows_and_deletes_take_whole_characters() {
    let mut desk = Desk::new("e\u{301}👩‍👩‍👧x");
    desk.select(0..0);

    desk.press(Key::ArrowRight, Modifiers::NONE);
    desk.press(Key::ArrowRight, Modifiers::NONE);
    desk.typed("|");
    assert_eq!(desk.body(), "e\u{301}👩‍👩‍👧|x");

    desk.press(Key::Backspace, Modifiers::NONE);
    desk.press(Key::Backspace, Modifiers::NONE);
    assert_eq!(desk.body(), "e\u{301}x");
}

#[test]
fn a_screen_reader_sees_the_text_and_the_caret() {
    let mut desk = Desk::new("one\ntwo");
    desk.select(4..7);

    let output = desk.frame(Vec::new());

    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let text = nodes.iter().find(|(_, node)| node.label() == Some("Text"));
    let (_, node) = text.unwrap();
    assert_eq!(node.value(), Some("one\ntwo"));
    let selection = node.text_selection().unwrap();
    assert_ne!(selection.anchor, selection.focus);
    assert_eq!(node.children().len(), 2);
}

#[test]
fn the_next_occurrences_are_selected_one_by_one() {
    let mut desk = Desk::new("tide, tides, tide");
    desk.select(2..2);

    for _ in 0..4 {
        desk.state.next_occurrence = true;
        desk.frame(Vec::new());
    }
    desk.typed("ebb");

    assert_eq!(desk.body(), "ebb, ebbs, ebb");
}

#[test]
fn changed_lines_are_marked_until_the_text_is_as_it_was_saved() {
    let mut desk = Desk::new("one\ntwo\nthree");
    desk.select(4..4);

    desk.typed("x");
    assert_eq!(desk.state.surface.changed_lines(), [2]);

    desk.document.undo();
    desk.frame(Vec::new());
    assert!(desk.state.surface.changed_lines().is_empty());
}

#[test]
fn lines_count_from_the_start_of_the_file() {
    let mut desk = Desk::new("one\ntwo");
    desk.state.line_numbers = true;

    let output = desk.frame(Vec::new());

    let drawn: Vec<&str> = output
        .shapes
        .iter()
        .filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(text) => Some(text.galley.text()),
            _ => None,
        })
        .collect();
    assert!(drawn.contains(&"4") && drawn.contains(&"5"), "{drawn:?}");
}

#[test]
fn a_place_that_is_asked_for_comes_to_the_top_and_a_hand_leads_from_there() {
    let body: String = (0..400).fold(String::new(), |body, number| {
        body + &format!("Line {number}\n\n")
    });
    let mut desk = Desk::new(&body);
    let place = |line: usize| (HEAD.len() + body.find(&format!("Line {line}\n")).unwrap()) as f64;
    desk.frame(Vec::new());
    assert_eq!(desk.state.led_to, None);

    desk.state.follow = Some(place(200));
    for _ in 0..3 {
        desk.frame(Vec::new());
    }
    assert_eq!(desk.state.led_to, None);
    let mut led_to = Vec::new();
    for _ in 0..10 {
        desk.frame(vec![
            Event::PointerMoved(pos2(300.0, 300.0)),
            Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, -20.0),
                phase: egui::TouchPhase::Move,
                modifiers: Modifiers::NONE,
                source: egui::MouseWheelSource::Wheel,
            },
        ]);
        led_to.extend(desk.state.led_to);
    }

    assert!(led_to.len() > 5, "{led_to:?}");
    assert!(
        led_to[0] >= place(199) && led_to[0] < place(204),
        "{led_to:?}"
    );
    assert!(
        led_to.windows(2).all(|pair| pair[0] < pair[1]),
        "{led_to:?}"
    );
}
