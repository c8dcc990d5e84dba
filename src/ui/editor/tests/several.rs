//! Several carets.

use super::*;

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

    desk.undo();
    assert_eq!(desk.body(), "one\ntwo");
    assert_eq!(desk.selected(), [3..3, 7..7]);
    desk.redo();
    assert_eq!(desk.body(), "oneab\ntwoab");
    assert_eq!(desk.selected(), [5..5, 11..11]);
    desk.typed("c");
    assert_eq!(desk.body(), "oneabc\ntwoabc");
}

#[test]
fn undo_selects_what_several_carets_had_selected() {
    let mut desk = Desk::new("ab ab ab");
    desk.select(0..2);
    desk.state.next_occurrence = true;
    desk.frame(Vec::new());
    desk.typed("x");
    assert_eq!(desk.body(), "x x ab");
    desk.select(0..0);

    desk.undo();

    assert_eq!(desk.body(), "ab ab ab");
    assert_eq!(desk.selected(), [0..2, 3..5]);
    desk.typed("y");
    assert_eq!(desk.body(), "y y ab");
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
fn a_drag_over_columns_selects_the_same_part_of_each_row() {
    let mut desk = Desk::new("```\nabcdef\nghijkl\nmnopqr\n```");
    desk.select(5..5);
    let start = caret_of(&desk.frame(Vec::new()));
    desk.select(4 + 14 + 3..4 + 14 + 3);
    let end = caret_of(&desk.frame(Vec::new()));
    let held = Modifiers::ALT | Modifiers::SHIFT;
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: held,
    };

    desk.frame(vec![
        Event::ModifiersChanged(held),
        Event::PointerMoved(start),
        button(start, true),
    ]);
    desk.frame(vec![Event::PointerMoved(end)]);
    desk.frame(vec![
        button(end, false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]);

    assert_eq!(desk.selected(), [5..7, 12..14, 19..21]);
    desk.typed("-");
    assert_eq!(desk.body(), "```\na-def\ng-jkl\nm-pqr\n```");
    desk.undo();
    assert_eq!(desk.selected(), [5..7, 12..14, 19..21]);
}
