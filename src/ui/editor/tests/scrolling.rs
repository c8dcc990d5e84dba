//! Where the text is scrolled to.

use super::*;

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
fn the_line_of_the_caret_stays_in_view_where_the_pane_gets_lower() {
    let body = "A line\n".repeat(200);
    let mut desk = Desk::new(&body);
    desk.select(body.len() / 2..body.len() / 2);
    desk.frame(Vec::new());
    for _ in 0..30 {
        desk.press(Key::ArrowDown, Modifiers::NONE);
    }
    let before = caret_of(&desk.frame(Vec::new()));
    assert!(before.y > 450.0, "it is near the end of the pane: {before}");

    desk.height = 450.0;
    desk.frame(Vec::new());
    let after = caret_of(&desk.frame(Vec::new()));

    assert!((0.0..450.0).contains(&after.y), "{after}");
}

#[test]
fn the_line_of_the_caret_stays_where_it_is_in_another_width() {
    let body = "Some words of a paragraph that wraps in one width and in another does not.\n\n"
        .repeat(400);
    let mut desk = Desk::new(&body);
    let at = body.len() / 2;
    desk.select(at..at);
    desk.frame(Vec::new());
    let before = caret_of(&desk.frame(Vec::new()));

    for width in [320.0, 900.0, 420.0] {
        desk.width = width;
        desk.frame(Vec::new());
        let after = caret_of(&desk.frame(Vec::new()));
        assert!(
            (after.y - before.y).abs() < 30.0,
            "{width}: {before} {after}"
        );
    }
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

#[test]
fn undo_and_redo_show_the_text_as_it_was() {
    let body = "Some words of a paragraph that is a little longer than one row of the text is, so \
                that it wraps.\n\n"
        .repeat(300);
    let mut desk = Desk::new(&body);
    let middle = body.len() / 2;
    desk.select(middle..middle);
    desk.frame(Vec::new());
    let before = desk.state.surface.drawn_at();
    assert!(before > 1_000.0);
    desk.typed("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");
    desk.frame(Vec::new());
    let after = desk.state.surface.drawn_at();
    assert!(after > before + 50.0, "the caret was followed");
    desk.select(0..0);
    desk.frame(Vec::new());
    assert!(desk.state.surface.drawn_at() < 1.0);

    desk.undo();
    assert!((desk.state.surface.drawn_at() - before).abs() < 1.0);
    desk.select(0..0);
    desk.frame(Vec::new());
    desk.redo();
    assert!((desk.state.surface.drawn_at() - after).abs() < 1.0);
    assert_eq!(desk.selected(), vec![middle + 30..middle + 30; 1]);
}

#[test]
fn typewriter_scrolling_keeps_the_line_of_the_caret_at_its_height() {
    let body = "A line.\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    desk.state.writing.typewriter = true;
    desk.select(body.len() / 2..body.len() / 2);
    let height = caret_of(&desk.frame(Vec::new())).y;
    assert!((200.0..300.0).contains(&height), "{height}");

    for key in [Key::ArrowDown, Key::ArrowDown, Key::Enter, Key::ArrowUp] {
        desk.press(key, Modifiers::NONE);
        let caret = caret_of(&desk.frame(Vec::new()));
        assert!((caret.y - height).abs() < 1.0, "{key:?}: {caret}");
    }
    // The last line has room below it.
    desk.select(body.len()..body.len());
    let caret = caret_of(&desk.frame(Vec::new()));
    assert!((caret.y - height).abs() < 1.0, "{caret}");

    desk.state.writing.typewriter = false;
    desk.press(Key::ArrowUp, Modifiers::NONE);
    let caret = caret_of(&desk.frame(Vec::new()));
    desk.press(Key::ArrowUp, Modifiers::NONE);
    assert!(
        caret_of(&desk.frame(Vec::new())).y < caret.y - 10.0,
        "it moves again"
    );
}

#[test]
fn typewriter_scrolling_has_the_first_line_where_it_has_all_others() {
    let body = "A line.\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    desk.state.writing.typewriter = true;
    desk.select(body.len() / 2..body.len() / 2);
    let height = caret_of(&desk.frame(Vec::new())).y;

    desk.select(0..0);
    let caret = caret_of(&desk.frame(Vec::new()));

    assert!((caret.y - height).abs() < 2.0, "{caret} {height}");
}
