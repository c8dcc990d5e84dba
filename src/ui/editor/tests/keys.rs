//! Keys: what they write, and where they take the caret.

use super::*;
use crate::model::markdown::format::Quotes;

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

    assert_eq!(desk.body(), "- ab\n- c\n\nd");
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
fn escape_leaves_the_caret_where_it_is() {
    let mut desk = Desk::new("a");

    desk.press(Key::Escape, Modifiers::NONE);

    assert!(has_editor_focus(&desk));
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
fn undo_keys_that_reach_the_field_do_nothing() {
    let mut desk = Desk::new("a");
    desk.typed("b");

    desk.send([text("c"), pressed(Key::Z, Modifiers::COMMAND)]);

    assert_eq!(desk.body(), "bca");
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
fn text_from_right_to_left_is_written_and_left_by_its_characters() {
    for line in ["שלום", "مرحبا", "שָׁלוֹם a", "a שלום b", "👩‍👧 א"] {
        let mut desk = Desk::new(line);
        desk.select(0..0);
        desk.press(Key::End, Modifiers::NONE);
        assert_eq!(desk.selected(), vec![line.len()..line.len(); 1], "{line}");
        desk.typed("!");
        desk.press(Key::Home, Modifiers::NONE);
        desk.typed("?");
        assert_eq!(desk.body(), format!("?{line}!"));
    }
}

#[test]
fn punctuation_of_print_is_typed_and_one_backspace_gives_the_letter_back() {
    let mut desk = Desk::new("so ");
    desk.state.quotes = Some(Quotes::of("nl"));
    desk.select(3..3);

    desk.typed("\"");
    assert_eq!(desk.body(), "so “");
    desk.press(Key::Backspace, Modifiers::NONE);
    assert_eq!(desk.body(), "so \"");
    desk.press(Key::Backspace, Modifiers::NONE);
    assert_eq!(desk.body(), "so ");

    for letter in ["a", "-", "-", "-"] {
        desk.typed(letter);
    }
    assert_eq!(desk.body(), "so a—");
    desk.press(Key::Backspace, Modifiers::NONE);
    assert_eq!(desk.body(), "so a---");

    desk.state.quotes = None;
    desk.typed("\"");
    assert_eq!(desk.body(), "so a---\"");
}

/// In text from right to left too, the caret and what is selected are where the letters are drawn.
#[test]
fn the_caret_stands_at_the_letters_of_a_line_from_right_to_left() {
    for body in ["\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "ab \u{5e9}\u{5dc} cd"] {
        let mut desk = Desk::new(body);
        let mut places = Vec::new();
        // A caret beside a blank may stand at either end of the word.
        for (at, letter) in body.char_indices().filter(|(_, it)| *it != ' ') {
            desk.select(at..at);
            let before = caret_of(&desk.frame(Vec::new())).x;
            desk.select(at + letter.len_utf8()..at + letter.len_utf8());
            let behind = caret_of(&desk.frame(Vec::new())).x;
            assert!(
                (before - behind).abs() > 1.0,
                "{letter:?} has room: {before} {behind}"
            );
            places.push((before.min(behind), before.max(behind)));
        }
        // No two letters share a place.
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        for pair in places.windows(2) {
            assert!(pair[0].1 <= pair[1].0 + 0.5, "{body:?}: {places:?}");
        }
    }
}
