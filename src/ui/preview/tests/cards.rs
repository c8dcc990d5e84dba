//! The cards, by what they say.

use super::*;

fn entry(key: &str, value: Value) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: 0..0,
        value,
        value_span: 0..0,
        item_spans: Vec::new(),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A window with the cards of an article whose head holds these entries.
fn cards(tab: Tab, entries: Vec<Entry>) -> Window {
    let mut window = Window::new("The first words.");
    window.tab = tab;
    window.size = vec2(560.0, 1_400.0);
    window.entries = entries;
    window.edit(0..0, " ");
    window.settle();
    window
}

#[test]
fn the_card_in_the_list_has_title_summary_date_and_reading_time() {
    let window = cards(
        Tab::Card,
        vec![
            entry("title", text("The ferry")),
            entry("summary", text("Short.")),
            entry("date", Value::Date("2026-02-24".to_owned())),
            entry("draft", Value::Bool(true)),
        ],
    );

    window.at("The ferry [draft]");
    window.at("Short.");
    window.at("24 February 2026 · 1 min");
    window.at("No cover");
}

#[test]
fn the_social_cards_show_host_title_and_what_is_missing() {
    let mut window = cards(Tab::Social, vec![entry("title", text("The ferry"))]);
    window.at("YOUR-SITE.EXAMPLE");
    window.at("The first words.");
    window.at("No summary");

    let cover = vec![entry("image", text("boat.jpg"))];
    window.entries.push(entry("cover", Value::Map(cover)));
    window.edit(0..0, " ");
    window.settle();
    let Some(Action::WantPicture { source, .. }) = window.actions.pop() else {
        panic!("{:?}", window.actions);
    };
    let pixels = Pixels {
        size: [1, 1],
        rgba: [0; 4].into(),
        stored_size: [800, 600],
        stored_bytes: 1,
    };
    window.pictures.insert(source, Ok(pixels));
    window.settle();

    window.at("The cover is 800 × 600 pixels");
    window.at("no alternative text");
}

#[test]
fn the_search_result_is_cut_and_says_where() {
    let long = "Words of a title ".repeat(10);
    let window = cards(
        Tab::Search,
        vec![
            entry("title", text(&long)),
            entry("description", text("What it is about.")),
        ],
    );

    window.at("Words of a title Words of a title Words of a title Words of a title …");
    window.at("What it is about.");
    window.at("The title is cut after");
}

#[test]
fn cards_follow_the_text_and_ask_for_no_frames() {
    let mut window = cards(Tab::Card, vec![entry("title", text("Old"))]);

    window.entries = vec![entry("title", text("New"))];
    window.edit(0..0, " ");
    window.settle();

    window.at("New");
    assert!(!window.sees("Old"));
    assert_eq!(window.repaint_after, Duration::MAX);
}
