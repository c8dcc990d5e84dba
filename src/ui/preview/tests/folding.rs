//! `details` in a page.

use super::*;

const FOLDED: &str = "before\n\n<details>\n<summary>More</summary>\n\ninside\n\n- also inside\n\n</details>\n\nafter\n";

fn press(window: &mut Window) {
    let at = window.at("Fold: More").center();
    window.click(at, Modifiers::NONE);
    window.settle();
}

#[test]
fn what_is_folded_in_is_not_there_until_it_is_folded_out() {
    let mut window = Window::new(FOLDED);
    assert!(window.sees("before") && window.sees("after"));
    assert!(!window.sees("inside"));
    let after = window.at("after");

    press(&mut window);
    assert!(window.sees("also inside"));
    assert!(window.at("after").top() > after.top() + 40.0);

    press(&mut window);
    assert!(!window.sees("inside"));
    assert_eq!(window.at("after"), after);
}

#[test]
fn what_is_open_for_readers_is_open_and_stays_as_the_writer_folds_it() {
    let mut window = Window::new(&FOLDED.replace("<details>", "<details open>"));
    assert!(window.sees("also inside"));

    press(&mut window);
    window.edit(0..0, "new ");
    window.settle();

    assert!(!window.sees("also inside"));
}

#[test]
fn the_caret_folds_out_what_hides_its_block() {
    let nested = FOLDED.replace(
        "- also inside",
        "<details>\n<summary>Deep</summary>\n\ndeepest\n\n</details>",
    );
    let mut window = Window::new(&nested);
    assert!(!window.sees("Deep"));

    window.state.scroll_to_byte = nested.find("deepest");
    window.settle();

    window.at("deepest");
}

/// In an item and in a quote, with the same summary.
const INSIDE: &str = "- item\n\n  <details>\n  <summary>More</summary>\n\n  in the item\n\n  </details>\n\n  last of the item\n\n> <details>\n> <summary>Other</summary>\n>\n> in the quote\n>\n> </details>\n\nafter\n";

#[test]
fn what_is_folded_inside_of_a_list_or_quote_is_folded_out_by_itself() {
    let mut window = Window::new(INSIDE);
    assert!(!window.sees("in the item") && !window.sees("in the quote"));
    let after = window.at("after");

    press(&mut window);

    assert!(window.sees("in the item") && !window.sees("in the quote"));
    assert!(window.at("in the item").bottom() <= window.at("last of the item").top());
    assert!(window.at("after").top() > after.top() + 20.0);

    press(&mut window);
    assert!(!window.sees("in the item"));
    assert_eq!(window.at("after"), after);
}

#[test]
fn a_fold_inside_stays_while_the_text_around_it_changes() {
    let mut window = Window::new(INSIDE);
    press(&mut window);

    window.edit(2..2, "new ");
    window.settle();

    assert!(window.sees("new item") && window.sees("in the item"));
}

#[test]
fn equal_blocks_are_folded_one_by_one() {
    let block = "> <details>\n> <summary>More</summary>\n>\n> inside\n>\n> </details>\n\n";
    let mut window = Window::new(&format!("{block}between\n\n{block}after\n"));
    let (between, after) = (window.at("between"), window.at("after"));

    press(&mut window);

    // One of the two, whichever was found by its name.
    let moved = window.at("after").top() - after.top();
    assert!(moved > 20.0 && moved < 80.0, "{moved}");
    assert!(window.at("between").top() >= between.top());
    let made = window.state.cache.made;
    window.settle();
    assert_eq!(window.state.cache.made, made);
}

#[test]
fn the_keyboard_folds_out_what_is_inside_of_a_block() {
    let mut window = Window::new(INSIDE);
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };

    window.frame(vec![key(Key::Tab)]);
    window.frame(vec![key(Key::Enter)]);
    window.settle();

    assert!(window.sees("in the item"), "{:?}", window.seen);
}

#[test]
fn the_caret_folds_out_what_hides_it_inside_of_a_block() {
    let mut window = Window::new(INSIDE);

    window.state.scroll_to_byte = INSIDE.find("in the quote");
    window.settle();

    assert!(window.sees("in the quote") && !window.sees("in the item"));
}

#[test]
fn details_of_one_piece_fold_and_show_words_as_words() {
    let one = "<details>\n<summary>More</summary>\nwords inside\n</details>\n\nafter\n";
    let mut window = Window::new(one);
    assert!(!window.sees("words inside"));

    press(&mut window);

    window.at("words inside");
    assert!(!window.sees("HTML"));
}

#[test]
fn what_is_opened_and_never_ends_hides_nothing() {
    let window = Window::new(&FOLDED.replace("</details>", ""));

    assert!(window.sees("also inside") && window.sees("after"));
}
