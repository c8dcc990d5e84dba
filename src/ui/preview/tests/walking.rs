//! The keyboard goes from link to link, wherever they are.

use super::*;

/// A page between two buttons; the first one has the keyboard.
fn window(markdown: &str) -> Window {
    let mut window = Window::new(markdown);
    window.has_neighbours = true;
    window.settle();
    window.key(Key::Tab, Modifiers::NONE);
    window.settle();
    assert_eq!(window.focused, "Above");
    window
}

/// 200 paragraphs, three of them with a link: "link 1", "link 100", "link 200".
fn article() -> String {
    (1..=200).fold(String::new(), |text, number| {
        let link = match number {
            1 | 100 | 200 => format!("[link {number}](https://a.nl/{number})"),
            _ => format!("[no link] {number}"),
        };
        text + &format!("{} {link}\n\n", "words ".repeat(number % 40))
    })
}

/// Presses Tab until the page has come to rest, and says what has the keyboard.
fn tab(window: &mut Window, modifiers: Modifiers) -> String {
    window.key(Key::Tab, modifiers);
    for _ in 0..20 {
        window.frame(Vec::new());
    }
    window.focused.clone()
}

fn scroll_down(window: &mut Window) {
    for _ in 0..30 {
        window.scroll(-300.0);
    }
    for _ in 0..60 {
        window.frame(Vec::new());
    }
}

#[track_caller]
fn check_walk(window: &mut Window, modifiers: Modifiers, stops: &[&str]) {
    for stop in stops {
        assert_eq!(tab(window, modifiers), *stop);
        let (at, pane) = (window.at(stop), window.size.y);
        assert!(at.top() >= 0.0 && at.bottom() <= pane, "{stop} {at}");
        assert!(
            at.width() > 4.0 && at.left() >= 0.0 && at.right() <= window.size.x,
            "{stop} {at}"
        );
    }
}

#[test]
fn tab_reaches_links_out_of_view_and_leaves_after_the_last() {
    let mut window = window(&article());

    let stops = ["link 1", "link 100", "link 200", "Below"];
    check_walk(&mut window, Modifiers::NONE, &stops);
    let stops = ["link 200", "link 100", "link 1", "Above"];
    check_walk(&mut window, Modifiers::SHIFT, &stops);
}

#[test]
fn tab_that_is_pressed_again_on_the_way_goes_on_from_there() {
    let mut window = window(&article());
    window
        .ctx
        .all_styles_mut(|style| style.animation_time = 0.1);

    window.key(Key::Tab, Modifiers::NONE);
    window.key(Key::Tab, Modifiers::NONE);
    assert_eq!(window.focused, "link 100");
    window.key(Key::Tab, Modifiers::NONE);
    assert_eq!(window.focused, "link 200");
    window.key(Key::Tab, Modifiers::NONE);
    assert_eq!(window.focused, "Below");
}

#[test]
fn a_link_that_has_the_keyboard_keeps_it_out_of_view() {
    let mut window = window(&article());
    check_walk(&mut window, Modifiers::NONE, &["link 1"]);

    scroll_down(&mut window);
    assert_eq!(window.focused, "link 1");
    assert_eq!(window.actions, []);
    check_walk(&mut window, Modifiers::NONE, &["link 100"]);
    scroll_down(&mut window);
    check_walk(&mut window, Modifiers::SHIFT, &["link 1"]);
    scroll_down(&mut window);
    check_walk(&mut window, Modifiers::SHIFT, &["Above"]);
}

#[test]
fn everything_that_can_be_pressed_is_reached_in_order_up_and_down() {
    let wide = "| unbreakableunbreakable ".repeat(8);
    let marks = "|---".repeat(9);
    let far = format!("{}\n\n", "words ".repeat(400));
    let text = format!(
        "{far}- [ ] task\n\n{far}```\ncode\n```\n\n{far}> word[^1] <https://auto.nl>\n\n\
         {wide}| [aside](https://b.nl) |\n{marks}|\n\n{far}\
         <details>\n<summary>Fold</summary>\n\n[hidden](https://c.nl)\n\n</details>\n\n\
         [![alt](a.png)](https://d.nl)\n\n[^1]: {far}"
    );
    let mut window = window(&text);

    let stops = [
        "Task: task",
        "Copy code",
        "Footnote 1",
        "https://auto.nl",
        "aside",
        "Fold: Fold",
        "alt",
        "Back to the reference of footnote 1",
    ];
    check_walk(&mut window, Modifiers::NONE, &stops);
    assert_eq!(tab(&mut window, Modifiers::NONE), "Below");
    for stop in stops.iter().rev() {
        check_walk(&mut window, Modifiers::SHIFT, &[stop]);
    }
    check_walk(&mut window, Modifiers::SHIFT, &["Above"]);
}

#[test]
fn links_of_parts_and_of_tall_blocks_are_reached() {
    let items: String = (0..600).fold(String::new(), |text, number| {
        let link = if number % 150 == 10 {
            format!("[link {number}](https://a.nl)")
        } else {
            String::new()
        };
        text + &format!("- item {number} of some words {link}\n")
    });
    let tall = format!(
        "[start](https://a.nl) {} [end](https://a.nl)\n",
        "words ".repeat(3_000)
    );
    let mut window = window(&format!("{items}\n{tall}"));

    let stops = [
        "link 10", "link 160", "link 310", "link 460", "start", "end",
    ];
    check_walk(&mut window, Modifiers::NONE, &stops);
    for stop in stops.iter().rev().skip(1) {
        check_walk(&mut window, Modifiers::SHIFT, &[stop]);
    }
}

#[test]
fn a_long_way_to_the_next_link_takes_several_frames_none_of_them_long() {
    let list = "- item\n".repeat(20_000);
    let mut window = window(&format!(
        "[first](https://a.nl)\n\n{list}\n[last](https://a.nl)\n"
    ));
    check_walk(&mut window, Modifiers::NONE, &["first"]);
    let made = window.state.cache.made;

    window.key(Key::Tab, Modifiers::NONE);
    let most = window.state.cache.made - made;
    assert!(most < 12, "{most}");
    assert_eq!(window.focused, "first");
    for _ in 0..60 {
        window.frame(Vec::new());
    }

    assert_eq!(window.focused, "last");
    check_walk(&mut window, Modifiers::NONE, &["Below"]);
}

#[test]
fn a_link_aside_in_a_part_of_a_wide_table_is_reached() {
    let wide = "| unbreakableunbreakable ".repeat(8);
    let rows: String = (0..150).fold(String::new(), |text, number| {
        let link = match number {
            100 => "[aside](https://a.nl)",
            _ => "words",
        };
        text + &format!("| {number} {wide}| {link} |\n")
    });
    let marks = "|---".repeat(10);
    let mut window = window(&format!(
        "| a {wide}| b |\n{marks}|\n{rows}\n[back](https://a.nl)\n"
    ));

    check_walk(&mut window, Modifiers::NONE, &["aside", "back"]);
    check_walk(&mut window, Modifiers::SHIFT, &["aside"]);
}
