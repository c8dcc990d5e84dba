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

#[test]
fn what_is_opened_and_never_ends_hides_nothing() {
    let window = Window::new(&FOLDED.replace("</details>", ""));

    assert!(window.sees("also inside") && window.sees("after"));
}
