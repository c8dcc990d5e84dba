//! Input methods.

use super::*;

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
