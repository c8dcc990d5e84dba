//! What is read stays where it is while the text around it changes.

use super::*;

/// Edits, and checks that `seen` stays where it is.
fn check_steady(window: &mut Window, seen: &str, edit: impl FnOnce(&mut Window)) {
    let before = window.at(seen);

    edit(window);
    window.frame(Vec::new());

    let at_once = window.at(seen);
    window.settle();
    let later = window.at(seen);
    for now in [at_once, later] {
        let moved = (now.top() - before.top()).abs();
        assert!(moved < 1.0, "{seen}: {before} {now}");
    }
}

fn show(window: &mut Window, text: &str) {
    window.state.scroll_to_byte = window.article.text().find(text);
    window.settle();
}

fn parts(window: &Window) -> Vec<std::ops::Range<usize>> {
    let blocks = parse(window.article.text(), 0);
    blocks
        .blocks
        .iter()
        .map(|part| part.range.clone())
        .collect()
}

/// Items of very different lengths, in parts.
fn long_list(first: &str) -> String {
    (0..800).fold(String::new(), |text, number| {
        let words = if number % 2 == 0 { "mmmm " } else { "illi " };
        text + &format!("{first} Item {number}. {}\n", words.repeat(number * 7 % 40))
    })
}

/// The part that reaches over the top of the pane is divided, and what is below it joins it.
#[test]
fn a_part_at_the_top_that_is_divided_or_merged_does_not_jump() {
    for first in ["-", "1."] {
        let mut window = Window::new(&long_list(first));
        show(&mut window, "Item 400.");
        let count = parts(&window).len();
        let line = window
            .article
            .text()
            .find(&format!("{first} Item 400."))
            .unwrap();
        let top = parts(&window)
            .into_iter()
            .find(|part| part.contains(&line))
            .unwrap();
        assert!(count > 10 && top.start + 200 < line);

        let long = format!("{first} more\n").repeat(2_000);
        check_steady(&mut window, "Item 399.", |window| {
            window.edit(line..line, &long);
        });
        assert!(parts(&window).len() > count);
        check_steady(&mut window, "Item 399.", |window| {
            window.edit(line..line + long.len(), "");
        });
        assert_eq!(parts(&window).len(), count);
        check_steady(&mut window, "Item 399.", |window| {
            window.edit(line..top.end + 500, "");
        });
        assert_ne!(parts(&window).len(), count);
    }
}

#[test]
fn a_definition_far_away_moves_nothing() {
    let mut window = Window::new(&long_article().replace(": ", " [x]: "));
    show(&mut window, "Paragraph 500 ");
    let seen = "Paragraph 501 ";

    let end = window.article.text().len();
    check_steady(&mut window, seen, |window| window.edit(end..end, "[x"));
    let end = window.article.text().len();
    check_steady(&mut window, seen, |window| window.edit(end..end, "]: y"));
    check_steady(&mut window, seen, |window| {
        window.edit(0..0, "[x]: z\n\nNew [x]\n\n");
    });
}

/// The revision is the same: a worker has read the whole of what was read in part.
#[test]
fn what_is_read_later_is_shown_below_what_was_shown_first() {
    let text = long_article();
    let mut window = Window::new(&text);
    let (beginning, _) = Blocks::beginning(Dialect::HUGO, &text, 0, 2_000);
    let revision = window.article.revision();
    window.state = PreviewState::default();
    window.parsed = Some((revision, beginning));
    window.settle();
    let before = window.at("Paragraph 1:");
    assert!(window.state.slots.len() < 100);

    window.parsed = Some((revision, parse(&text, 0)));
    window.frame(Vec::new());

    assert!(window.state.slots.len() > 1_000);
    assert_eq!(window.at("Paragraph 1:"), before);
}
