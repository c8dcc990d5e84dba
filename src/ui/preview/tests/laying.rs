//! What is laid out, and what it looks like.

use super::*;

#[test]
fn only_what_is_in_view_is_laid_out() {
    let window = Window::new(&long_article());

    assert!(window.state.cache.made < 60, "{}", window.state.cache.made);
    assert!(window.seen.contains_key("1 min") || !window.seen.is_empty());
}

#[test]
fn a_frame_without_a_change_lays_out_nothing_and_asks_for_no_other() {
    let mut window = Window::new(&long_article());
    let made = window.state.cache.made;

    for _ in 0..30 {
        window.frame(Vec::new());
    }

    assert_eq!(window.state.cache.made, made);
    assert_eq!(window.repaint_after, Duration::MAX);
}

#[test]
fn an_edit_lays_out_the_edited_block_only() {
    let mut window = Window::new(&long_article());
    let made = window.state.cache.made;
    let at = window.article.text().find("Paragraph 1:").unwrap();

    window.edit(at..at, "New ");
    window.frame(Vec::new());

    assert_eq!(window.state.cache.made, made + 1);
    window.at("New Paragraph 1:");
}

#[test]
fn another_width_or_theme_lays_out_again() {
    let mut window = Window::new("One");
    let made = window.state.cache.made;

    window.size.x = 400.0;
    window.settle();
    assert_eq!(window.state.cache.made, made + 2);

    window.ctx.set_theme(egui::Theme::Light);
    window.settle();
    let light = window.state.cache.made;
    window.ctx.set_theme(egui::Theme::Dark);
    window.settle();
    assert_eq!(window.state.cache.made, light + 2);
}

#[test]
fn nothing_is_cut_off_in_a_narrow_pane() {
    let long = "verylongword".repeat(12);
    let markdown = format!(
        "# A headline with words {long}\n\n{long} https://example.org/{long}\n\n- `{long}`\n\n- a\n  - b\n    - [ ] c\n      1. d e f g h\n\n> > > quoted words\n\n\
         |a|b|c|\n|-|-|-|\n|one two three|four five six|seven eight nine|\n\n[^1]\n\n[^1]: foot note\n\n\
         {{{{< youtube with a long name and words >}}}}\n\n![words](missing.jpg)\n",
    );
    let mut window = Window::new(&markdown);
    window.size = vec2(320.0, 4_000.0);
    window.settle();

    for (name, at) in &window.seen {
        assert!(at.left() >= 0.0 && at.right() <= 320.0, "{name} {at}");
    }
    window.at("seven");
}

#[test]
fn the_head_is_shown_above_the_text() {
    let mut window = Window::new("Text");
    let entry = |key: &str, value: Value| Entry {
        key: key.to_owned(),
        key_span: 0..0,
        value,
        value_span: 0..0,
        item_spans: Vec::new(),
    };
    let text = |text: &str| Value::Text(text.to_owned());
    window.entries = vec![
        entry("title", text("A *title*")),
        entry("date", Value::Date("2026-02-24T10:00:00Z".to_owned())),
        entry("label", text("News")),
        entry(
            "cover",
            Value::Map(vec![
                entry("image", text("boat.jpg")),
                entry("alt", text("A boat")),
                entry("caption", text("Photo: **Anna**")),
            ]),
        ),
    ];
    window.edit(4..4, "!");
    window.settle();

    let order = [
        "Loading",
        "A boat",
        "Photo: Anna",
        "News",
        "A *title*",
        "24 February 2026 · 1 min",
        "Text!",
    ];
    for pair in order.windows(2) {
        let (above, below) = (window.at(pair[0]), window.at(pair[1]));
        assert!(above.bottom() <= below.top() + 1.0, "{pair:?}");
    }
}

#[test]
fn a_picture_is_asked_for_in_view_and_laid_out_when_it_is_known() {
    let mut window = Window::new(&format!(
        "![near](a.jpg)\n\n{}![far](b.jpg)",
        long_article()
    ));
    let wanted: Vec<String> = window
        .actions
        .iter()
        .filter_map(|action| match action {
            Action::WantPicture { source, .. } => Some(source.address.clone()),
            _ => None,
        })
        .collect();
    assert!(!wanted.is_empty() && wanted.iter().all(|address| address == "a.jpg"));

    let Some(Action::WantPicture { source, .. }) = window.actions.pop() else {
        panic!();
    };
    let failed = Err("No such picture".to_owned());
    window.pictures.insert(source, failed);
    window.settle();

    window.at("No such picture: a.jpg");
}

#[test]
fn each_text_has_one_accessible_name() {
    use egui_kittest::kittest::Queryable as _;

    let text = "# Head\n\nOne **two**\n\n- three\n";
    let blocks = parse(text, 0);
    let front_matter = FrontMatter {
        format: None,
        head: 0..0,
        content: 0..0,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    let pictures = Pictures::new(&Context::default());
    let mut state = PreviewState::default();
    let mut is_installed = false;

    let harness = egui_kittest::Harness::new_ui(|ui| {
        if !is_installed {
            theme::install(ui.ctx());
            is_installed = true;
            return;
        }
        let page = Page {
            document: DocumentId(1),
            revision: Revision::default(),
            text,
            front_matter: &front_matter,
            blocks: &blocks,
            statistics: parse(text, 0).statistics,
            shown_from: 0,
            caret: None,
            path: Path::new("/site/content/a.md"),
            root: None,
            site: None,
            found: &[],
            pictures: &pictures,
            codes: &Codes::default(),
        };
        preview_ui(ui, &page, &mut state, &mut Outbox::default());
    });

    for name in ["Preview", "Head", "One two", "three", "1 min"] {
        harness.get_by_label(name);
    }
}

#[test]
fn the_parts_of_a_long_list_stand_as_one() {
    let items: String = (0..600).fold(String::new(), |text, number| {
        text + &format!("- item {number}.\n")
    });
    let mut window = Window::new(&items);
    assert!(window.state.slots.len() > 2);
    window.size.y = 24_000.0;
    window.settle();

    let tops: Vec<f32> = (0..600)
        .map(|number| window.seen[&format!("item {number}.")].top())
        .collect();

    let step = tops[1] - tops[0];
    for pair in tops.windows(2) {
        assert!((pair[1] - pair[0] - step).abs() < 0.6, "{pair:?} {step}");
    }
}

#[test]
fn the_parts_of_long_code_stand_as_one_and_scroll_together() {
    let line = |number| format!("line {number}. {}\n", "long ".repeat(30));
    let code: String = (0..120).map(line).collect();
    let mut window = Window::new(&format!("```\n{code}```\n"));
    window.size.y = 6_000.0;
    window.settle();
    let parts = |window: &Window| -> Vec<Rect> {
        let of_code = window
            .seen
            .iter()
            .filter(|(name, _)| name.starts_with("line "));
        let mut parts: Vec<Rect> = of_code.map(|(_, at)| *at).collect();
        parts.sort_by(|one, other| one.top().total_cmp(&other.top()));
        parts
    };
    let before = parts(&window);
    assert!(before.len() > 2);
    for pair in before.windows(2) {
        assert!((pair[0].bottom() - pair[1].top()).abs() < 1.5, "{pair:?}");
    }

    window.frame(vec![
        Event::PointerMoved(before[1].left_top() + vec2(40.0, 10.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(-60.0, 0.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        },
    ]);
    for _ in 0..30 {
        window.frame(Vec::new());
    }

    let after = parts(&window);
    let left = after[0].left();
    assert!(left < before[0].left() - 20.0, "{before:?} {after:?}");
    assert!(
        after.iter().all(|part| (part.left() - left).abs() < 0.6),
        "{after:?}"
    );
}

#[test]
fn a_key_in_a_long_block_lays_out_its_part_only() {
    let rows: String = (0..8_000).fold(String::new(), |text, row| {
        text + &format!("| {row} | row {row}. | some words |\n")
    });
    let mut window = Window::new(&format!("| a | b | c |\n|---|---|---|\n{rows}"));
    assert!(window.state.cache.made < 12, "{}", window.state.cache.made);
    window.state.scroll_to_byte = window.article.text().find("row 4000.");
    window.settle();
    window.at("row 4000.");
    let made = window.state.cache.made;
    let at = window.article.text().find("some words |\n| 4001").unwrap();

    window.edit(at..at, "x");
    window.frame(Vec::new());

    assert!(window.state.cache.made <= made + 2);
    window.at("xsome words");
}

/// A window of an article whose pictures have this size.
fn with_pictures(markdown: &str, sizes: &[(&str, [usize; 2])]) -> Window {
    let mut window = Window::new(markdown);
    for &(address, [width, height]) in sizes {
        let wanted = window.actions.iter().find_map(|action| match action {
            Action::WantPicture { source, .. } if source.address == address => Some(source.clone()),
            _ => None,
        });
        let pixels = Pixels {
            size: [2, 2],
            rgba: vec![255; 16].into(),
            stored_size: [width, height],
            stored_bytes: 100,
        };
        window.pictures.insert(wanted.unwrap(), Ok(pixels));
    }
    window.settle();
    window
}

const ICON: (&str, [usize; 2]) = ("icon.png", [20, 16]);
const PHOTO: (&str, [usize; 2]) = ("photo.jpg", [2000, 1000]);

#[test]
fn a_small_picture_stands_in_the_line_of_its_words() {
    let window = with_pictures(
        "before ![an icon](icon.png) after\n\nbefore and after",
        &[ICON],
    );

    let (line, icon) = (window.at("before   after"), window.at("an icon"));
    assert_eq!(icon.size(), vec2(20.0, 16.0));
    assert!(line.contains_rect(icon), "{line} {icon}");
    // On the base line, which is below the middle and above the end of the line.
    assert!(icon.bottom() > line.center().y && icon.bottom() < line.bottom() - 3.0);
    assert!((line.height() - window.at("before and after").height()).abs() < 0.1);
}

#[test]
fn small_pictures_stand_beside_each_other_and_break_like_words() {
    let many = "![badge](icon.png) ".repeat(40);
    let mut window = with_pictures(&many, &[ICON]);
    assert!(window.at("badge").right() < 700.0);

    window.size.x = 200.0;
    window.settle();

    // The last one of the name.
    let badge = window.at("badge");
    assert!(badge.right() <= 200.0 && badge.top() > 100.0, "{badge}");
}

#[test]
fn a_picture_makes_room_for_itself_in_its_line_only() {
    let tall = ("tall.png", [40, 90]);
    let window = with_pictures(
        "a[^1] ![tall](tall.png) b<sup>2</sup>\n\nc\n\n[^1]: n",
        &[tall],
    );

    let (line, picture, next) = (window.at("a1   b2"), window.at("tall"), window.at("c"));
    assert!(line.contains_rect(picture), "{line} {picture}");
    assert!(line.height() > 90.0 && line.height() < 110.0);
    assert!(picture.bottom() <= next.top());
    // What is raised stays with the word before it.
    let note = window.at("Footnote 1");
    assert!(note.top() > picture.center().y, "{note} {picture}");
}

#[test]
fn a_wide_picture_stands_between_the_words_before_and_after_it() {
    let window = with_pictures("words before ![photo](photo.jpg) words after", &[PHOTO]);

    let photo = window.at("photo");
    assert!(window.at("words before").bottom() <= photo.top());
    assert!(photo.bottom() <= window.at("words after").top());
    assert!((photo.width() - look::Page::new(700.0).width).abs() < 0.1);
}

#[test]
fn a_picture_that_failed_within_words_says_why() {
    let mut window = Window::new("words before ![gone](gone.jpg) words after");
    let Some(Action::WantPicture { source, .. }) = window.actions.pop() else {
        panic!();
    };
    let failed = Err("No such picture".to_owned());
    window.pictures.insert(source, failed);
    window.settle();

    window.at("No such picture: gone.jpg");
    window.at("words after");
}

#[test]
fn what_is_copied_around_a_picture_is_its_words() {
    let mut window = with_pictures("before ![an icon](icon.png) after", &[ICON]);
    let line = window.at("before   after");

    window.drag(
        line.left_center() + vec2(1.0, 0.0),
        line.right_center() - vec2(1.0, 0.0),
    );
    window.frame(vec![Event::Copy]);

    let words: Vec<&str> = window.copied.split_whitespace().collect();
    assert_eq!(words, ["before", "after"]);
    assert!(window.copied.is_ascii(), "{:?}", window.copied);
}

#[test]
fn a_double_click_beside_a_picture_finds_the_word() {
    let text = "before ![an icon](icon.png) after";
    let mut window = with_pictures(text, &[ICON]);
    let line = window.at("before   after");

    let at = line.right_center() - vec2(14.0, 0.0);
    window.click(at, Modifiers::NONE);
    window.click(at, Modifiers::NONE);

    let after = text.find("after").unwrap();
    let went = window.actions.iter().find_map(|action| match action {
        Action::GoTo { at_byte, .. } => Some(*at_byte),
        _ => None,
    });
    assert!(
        went.is_some_and(|byte| (after..=text.len()).contains(&byte)),
        "{went:?}"
    );
}

#[test]
fn the_mark_of_an_item_stands_beside_the_letters_of_its_first_line() {
    let window = with_pictures(
        "7. a ![an icon](icon.png) high line\n8. # A heading\n9. words",
        &[("icon.png", [20, 60])],
    );

    let beside = |mark: &str, words: &str| {
        let (mark, words) = (window.at(mark), window.at(words));
        assert!(mark.right() < words.left());
        mark.bottom() - words.bottom()
    };
    assert!(window.at("high line").height() > 60.0);
    assert!(beside("7.", "high line").abs() < 1.0);
    assert!(beside("9.", "words").abs() < 1.0);
    let heading = window.at("A heading").center().y - window.at("8.").center().y;
    assert!(heading.abs() < 1.0, "{heading}");
}

#[test]
fn a_small_picture_that_is_a_link_can_be_reached() {
    let window = with_pictures("[![badge](icon.png)](https://example.org/)", &[ICON]);

    assert_eq!(window.at("badge").size(), vec2(20.0, 16.0));
}

#[test]
fn pictures_in_cells_are_shown() {
    let table = "| a | b |\n|---|---|\n| ![icon](icon.png) | ![photo](photo.jpg) |\n";
    let window = with_pictures(table, &[ICON, PHOTO]);

    assert!((window.at("icon").width() - 20.0).abs() < 0.1);
    assert!((window.at("photo").width() - 260.0).abs() < 0.1);
    assert!(window.at("icon").right() < window.at("photo").left());
}

#[test]
fn a_picture_is_as_large_as_its_tag_says() {
    let window = with_pictures(
        "<img src=\"photo.jpg\" alt=\"photo\" width=\"100\">",
        &[PHOTO],
    );

    assert_eq!(window.at("photo").size(), vec2(100.0, 50.0));
}

#[test]
fn close_meanings_stand_close() {
    let window = Window::new("One\n: first\n: second\n\nTwo\n\n: third\n\n: fourth\n");

    let gap = |above: &str, below: &str| window.at(below).top() - window.at(above).bottom();
    assert!(gap("first", "second") < 2.0);
    assert!(gap("third", "fourth") > 8.0);
    assert!(gap("second", "Two") > 8.0);
}

#[test]
fn of_much_html_the_start_is_shown() {
    let html = format!(
        "<div>\n{}</div>\n\nafter\n",
        "<p>many words</p>\n".repeat(20_000)
    );
    let mut window = Window::new(&html);
    window.size.y = 9_000.0;
    window.settle();

    let more = window.at("more lines");
    assert!(more.top() < 8_000.0);
    assert!(window.seen.keys().all(|text| text.len() < 5_000));
}

#[test]
fn of_a_long_shortcode_the_start_is_shown() {
    let words = "many words ".repeat(900);
    let mut window = Window::new(&format!("{{{{< note \"{words}\" >}}}}\n"));
    window.size.y = 9_000.0;
    window.settle();

    assert!(window.seen.keys().all(|text| text.len() < 5_000));
    window.at("… and 1 more line");
}
