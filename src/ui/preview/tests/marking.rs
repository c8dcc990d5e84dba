//! The mark of the caret.

use super::*;

/// The text with the caret at the first `at` is marked, as high as it stands, and nothing else.
fn check(markdown: &str, at: &str, shown: &str) {
    let mut window = Window::new(markdown);
    let caret = markdown.find(at).unwrap();
    window.caret = Some(caret);
    window.state.scroll_to_byte = Some(caret);
    window.settle();

    let place = window.at(shown);
    let marks = &window.marks;
    let is_it = matches!(marks.as_slice(), [mark]
        if (mark.top() - place.top()).abs() < 4.0 && (mark.bottom() - place.bottom()).abs() < 4.0);
    assert!(is_it, "{marks:?} {place}");
}

#[test]
fn the_block_of_the_caret_is_marked() {
    check("One\n\nTwo words\nmore\n\nThree", "more", "Two words");
}

#[test]
fn of_a_long_block_the_item_of_the_caret_is_marked() {
    let lines = |line: &str| -> String {
        (0..800).fold(String::new(), |text, number| {
            text + &line.replace("No", &format!("No{number}."))
        })
    };
    let words = "words ".repeat(30);
    check(&lines(&format!("- No {words}\n")), "No400.", "No400.");
    check(&lines(&format!("> No {words}\n>\n")), "No400.", "No400.");
    check(&lines(&format!("No\n: {words}\n\n")), "No400.", "No400.");
    let table = format!("| a | b |\n|---|---|\n{}", lines("| No | b |\n"));
    check(&table, "No400.", "No400.");
}

#[test]
fn of_long_code_the_line_of_the_caret_is_marked() {
    let code: String = (0..900).fold(String::new(), |code, number| {
        code + &format!("let No{number} = 1;\n")
    });
    let text = format!("```\n{code}```\n");
    let mut window = Window::new(&text);
    let caret = text.find("No500").unwrap();
    window.caret = Some(caret);
    window.state.scroll_to_byte = Some(caret);
    window.settle();

    let [mark] = window.marks.as_slice() else {
        panic!("{:?}", window.marks);
    };
    assert!(mark.height() < 30.0 && mark.height() > 10.0, "{mark}");
    assert!(mark.top() > 0.0 && mark.bottom() < 800.0, "{mark}");
}
