//! In step with the text.

use super::*;

fn place_of(window: &Window, text: &str) -> f64 {
    window.article.text().find(text).unwrap() as f64
}

#[test]
fn the_page_follows_the_text_block_by_block() {
    let mut window = Window::new(&long_article());

    for text in ["Heading 500.", "Heading 505.", "Heading 100."] {
        let source = format!("## {text}");
        window.state.follow = Some(place_of(&window, &source));
        window.settle();
        let at = window.at(text);
        assert!(at.top().abs() < 40.0, "{text} {at}");
    }
    window.state.follow = Some(0.0);
    window.settle();
    let top = window.at(" min");
    assert!(top.top() > 0.0, "{top}");
}

#[test]
fn the_middle_of_a_block_is_the_middle_of_its_text() {
    let words = "word ".repeat(800);
    let mut window = Window::new(&format!("One\n\n{words}\n\n{}", long_article()));
    let start = place_of(&window, "word");

    window.state.follow = Some(start);
    window.settle();
    let whole = window.at("word word");
    window.state.follow = Some(start + 0.5 * words.len() as f64);
    window.settle();

    let half = window.at("word word");
    assert!(
        (half.top() + whole.height() * 0.5).abs() < 30.0,
        "{whole} {half}"
    );
}

#[test]
fn the_page_goes_smoothly_and_comes_to_rest() {
    let mut window = Window::new(&long_article());
    window
        .ctx
        .all_styles_mut(|style| style.animation_time = 0.1);
    window.state.scroll_to_byte = window.article.text().find("Paragraph 500:");

    let mut tops = Vec::new();
    for _ in 0..60 {
        window.frame(Vec::new());
        if window.sees("Paragraph 500:") {
            tops.push(window.at("Paragraph 500:").top());
        }
    }

    let steps: Vec<f32> = tops.windows(2).map(|pair| pair[0] - pair[1]).collect();
    assert!(tops.len() > 20, "{tops:?}");
    assert!(
        steps.iter().all(|step| *step >= -0.6 && *step < 200.0),
        "{steps:?}"
    );
    assert!((tops[tops.len() - 1] - 240.0).abs() < 2.0, "{tops:?}");
    assert_eq!(window.repaint_after, Duration::MAX);
}

#[test]
fn a_hand_on_the_page_leads_the_text_and_stops_what_moves() {
    let mut window = Window::new(&long_article());
    window.state.follow = Some(place_of(&window, "## Heading 500."));
    window.settle();
    assert_eq!(window.state.led_to, None);

    let mut places = Vec::new();
    for _ in 0..20 {
        window.scroll(-60.0);
        places.extend(window.state.led_to);
    }

    assert!(places.len() > 10, "{places:?}");
    assert!(
        places.windows(2).all(|pair| pair[0] < pair[1]),
        "{places:?}"
    );
    assert!(places[0] > place_of(&window, "## Heading 500."));
    assert!(places[places.len() - 1] < place_of(&window, "## Heading 520."));
}

#[test]
fn a_goal_at_the_end_of_the_page_is_left_when_it_is_reached() {
    let mut window = Window::new(&long_article());

    window.state.follow = Some(window.article.text().len() as f64);
    window.settle();

    window.at("Paragraph 999:");
    window.frame(Vec::new());
    assert_eq!(window.state.goal, None);
    assert_eq!(window.repaint_after, Duration::MAX);
}
