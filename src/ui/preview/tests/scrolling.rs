//! What is in view, and that it stays there.

use super::*;

#[test]
fn a_block_that_is_asked_for_comes_into_view() {
    let mut window = Window::new(&long_article());

    for text in [
        "Paragraph 700:",
        "Paragraph 20:",
        "Paragraph 999:",
        "Paragraph 0:",
    ] {
        window.state.scroll_to_byte = window.article.text().find(text);
        window.frame(Vec::new());
        let at_once = window.at(text);
        window.settle();

        let at = window.at(text);
        assert!(at.top() >= 0.0 && at.top() < 800.0, "{text} {at}");
        assert!(
            (at_once.top() - at.top()).abs() < 1.0,
            "{text} {at_once} {at}"
        );
        assert_eq!(window.state.scroll_to_byte, None);
    }
}

#[test]
fn a_line_that_is_asked_for_in_a_tall_block_comes_into_view() {
    let items: String = (0..300).fold(String::new(), |text, number| {
        text + &format!("- item {number}.\n")
    });
    let lines: String = (0..300).fold(String::new(), |text, number| {
        text + &format!("line {number}. {}\n", "long ".repeat(40))
    });
    let mut window = Window::new(&format!("{items}\n```\n{lines}```\n"));

    window.state.scroll_to_byte = window.article.text().find("item 200.");
    window.settle();
    let at = window.at("item 200.");
    assert!(at.top() >= 0.0 && at.bottom() <= 800.0, "{at}");

    window.state.scroll_to_byte = window.article.text().find("line 150.");
    window.settle();
    let at = window.at("line 150.");
    let middle = at.center().y;
    assert!((0.0..800.0).contains(&middle), "{at}");

    window.state.scroll_to_byte = window.article.text().find("line 155.");
    window.settle();
    assert_eq!(window.at("line 150."), at);
}

#[test]
fn a_block_in_view_that_is_asked_for_stays_where_it_is() {
    let mut window = Window::new(&long_article());
    let before = window.at("Paragraph 1:");

    window.state.scroll_to_byte = window.article.text().find("Paragraph 1:");
    window.settle();

    assert_eq!(window.at("Paragraph 1:"), before);
}

#[test]
fn what_is_read_stays_when_text_above_it_changes() {
    let mut window = Window::new(&long_article());
    window.state.scroll_to_byte = window.article.text().find("Paragraph 500:");
    window.settle();
    let before = window.at("Paragraph 500:");

    window.edit(0..0, &"new text\n\n".repeat(40));
    window.frame(Vec::new());

    assert_eq!(window.at("Paragraph 500:"), before);
    window.settle();
    assert_eq!(window.at("Paragraph 500:"), before);
}

#[test]
fn scrolling_up_into_unmeasured_text_does_not_jump() {
    let mut window = Window::new(&long_article());
    window.state.scroll_to_byte = window.article.text().find("Paragraph 500:");
    window.settle();
    let mut places = BTreeMap::new();

    for frame in 0..120 {
        window.scroll(60.0);
        // Until the wheel turns evenly.
        if frame > 30 {
            let moved: Vec<f32> = window
                .seen
                .iter()
                .filter_map(|(name, now)| Some(now.top() - places.get(name)?))
                .filter(|moved| *moved != 0.0)
                .collect();
            assert!(!moved.is_empty());
            for step in &moved {
                assert!((step - 60.0).abs() < 3.0, "frame {frame}: {moved:?}");
            }
        }
        places = window
            .seen
            .iter()
            .map(|(name, at)| (name.clone(), at.top()))
            .collect();
    }
}

#[test]
fn what_is_read_stays_when_the_pane_gets_narrower() {
    let mut window = Window::new(&long_article());
    window.state.scroll_to_byte = window.article.text().find("Paragraph 500:");
    window.settle();

    for width in [650.0, 600.0, 500.0, 400.0, 320.0, 900.0] {
        window.size.x = width;
        window.settle();
    }

    let at = window.at("Paragraph 500:");
    assert!(at.bottom() > 0.0 && at.top() < 800.0, "{at}");
}
