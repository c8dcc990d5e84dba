use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use egui::{
    Context, Event, Modifiers, MouseWheelUnit, OutputCommand, PointerButton, Pos2, RawInput,
    TouchPhase, ViewportId, pos2, vec2,
};

use super::{
    cards::{CardsState, Tab, cards_ui},
    *,
};
use crate::{
    action::Action,
    model::{
        front_matter::{Entry, Value},
        markdown::blocks::parse,
        text::{Buffer, Cause, Edit},
    },
};

mod cards;
mod pressing;
mod step;

/// A window with one preview in it.
struct Window {
    ctx: Context,
    size: egui::Vec2,
    seconds: f64,
    article: Buffer,
    parsed: Option<(Revision, Blocks)>,
    entries: Vec<Entry>,
    site: Option<Site>,
    pictures: Pictures,
    codes: Codes,
    state: PreviewState,
    tab: Tab,
    cards: CardsState,
    actions: Vec<Action>,
    /// Texts with the places they were drawn at, in the last frame.
    seen: BTreeMap<String, Rect>,
    repaint_after: Duration,
    /// What was copied last.
    copied: String,
}

impl Window {
    fn new(markdown: &str) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        theme::install(&ctx);
        // What moves is there at once.
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
        let mut window = Self {
            ctx,
            size: vec2(700.0, 800.0),
            seconds: 0.0,
            article: Buffer::new(markdown),
            parsed: None,
            entries: Vec::new(),
            site: None,
            pictures: Pictures::new(&Context::default()),
            codes: Codes::default(),
            state: PreviewState::default(),
            tab: Tab::Article,
            cards: CardsState::default(),
            actions: Vec::new(),
            seen: BTreeMap::new(),
            repaint_after: Duration::ZERO,
            copied: String::new(),
        };
        // Fonts are there from the second frame on.
        window.settle();
        window
    }

    fn settle(&mut self) {
        for _ in 0..4 {
            self.frame(Vec::new());
        }
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.seconds),
            events,
            ..RawInput::default()
        };
        let text = self.article.text();
        let front_matter = FrontMatter {
            format: None,
            head: 0..0,
            content: 0..0,
            entries: self.entries.clone(),
            problems: Vec::new(),
        };
        let revision = self.article.revision();
        if self.parsed.as_ref().is_none_or(|(of, _)| *of != revision) {
            self.parsed = Some((revision, parse(text, 0)));
        }
        let (_, blocks) = self.parsed.as_ref().unwrap();
        let mut out = Outbox::default();
        let state = &mut self.state;
        let page = Page {
            document: DocumentId(1),
            revision,
            text,
            front_matter: &front_matter,
            blocks,
            statistics: parse(text, 0).statistics,
            shown_from: 0,
            caret: None,
            path: Path::new("/site/content/a.md"),
            root: None,
            site: self.site.as_ref(),
            pictures: &self.pictures,
            codes: &self.codes,
        };
        let (tab, cards) = (self.tab, &mut self.cards);
        let mut output = self.ctx.run_ui(input, |ui| match tab {
            Tab::Article => preview_ui(ui, &page, state, &mut out),
            _ => cards_ui(ui, &page, tab, cards, &mut out),
        });
        output.textures_delta.clear();
        self.actions.extend(out.drain());
        self.repaint_after = output.viewport_output[&ViewportId::ROOT].repaint_delay;
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied.clone_from(text);
            }
        }
        self.seen.clear();
        let update = output.platform_output.accesskit_update.unwrap();
        for (_, node) in update.nodes {
            // The lines of a text that can be selected.
            if node.role() == Role::TextRun {
                continue;
            }
            if let (Some(name), Some(at)) = (node.value().or(node.label()), node.bounds()) {
                #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
                let [x0, y0, x1, y1] = [at.x0, at.y0, at.x1, at.y1].map(|side| side as f32);
                let rect = Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
                self.seen.insert(name.to_owned(), rect);
            }
        }
    }

    fn edit(&mut self, range: std::ops::Range<usize>, insert: &str) {
        let edit = Edit {
            range,
            insert: insert.to_owned(),
        };
        let now = self.article.revision();
        self.article.apply(now, &edit, Cause::Step).unwrap();
    }

    fn at(&self, text: &str) -> Rect {
        let found = self.seen.iter().find(|(seen, _)| seen.contains(text));
        *found
            .unwrap_or_else(|| panic!("{text:?} is not in {:?}", self.seen))
            .1
    }

    fn sees(&self, text: &str) -> bool {
        self.seen.keys().any(|seen| seen.contains(text))
    }

    fn click(&mut self, at: Pos2, modifiers: Modifiers) {
        self.frame(vec![
            Event::ModifiersChanged(modifiers),
            Event::PointerMoved(at),
        ]);
        for pressed in [true, false] {
            self.frame(vec![Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            }]);
        }
    }

    fn scroll(&mut self, points: f32) {
        self.frame(vec![
            Event::PointerMoved(pos2(300.0, 300.0)),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, points),
                phase: TouchPhase::Move,
                modifiers: Modifiers::NONE,
                source: egui::MouseWheelSource::Wheel,
            },
        ]);
    }
}

/// Paragraphs of very different lengths: "Paragraph 7: illi illi …".
fn long_article() -> String {
    let mut text = String::new();
    for number in 0..1_000 {
        if number % 5 == 0 {
            write!(text, "## Heading {number}.\n\n").unwrap();
        }
        // Wide and narrow letters, so that guessed heights are wrong.
        let word = if number % 2 == 0 { "mmmm " } else { "illi " };
        let words = word.repeat(number * 37 % 150);
        write!(text, "Paragraph {number}: {words}\n\n").unwrap();
    }
    text
}

#[test]
fn only_what_is_in_view_is_laid_out() {
    let window = Window::new(&long_article());

    assert!(window.state.cache.made < 60, "{}", window.state.cache.made);
    assert!(window.seen.contains_key("1 min read") || !window.seen.is_empty());
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
fn a_double_click_goes_to_the_word_in_the_source() {
    let mut window = Window::new("One\n\nTwo **bold** three four");
    let text = window.at("Two bold three four");

    let at = text.right_center() - vec2(2.0, 0.0);
    window.click(at, Modifiers::NONE);
    window.click(at, Modifiers::NONE);

    let Some(Action::GoTo { at_byte, .. }) = window.actions.last() else {
        panic!("{:?}", window.actions);
    };
    let end = window.article.text().len();
    assert!((end - 1..=end).contains(at_byte), "{at_byte}");
}

#[test]
fn text_can_be_selected_over_blocks_and_copied() {
    let mut window = Window::new("One two\n\n- three\n- four five\n");
    let from = window.at("One two").left_center() + vec2(1.0, 0.0);
    let to = window.at("four five").right_center() - vec2(1.0, 0.0);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };

    window.frame(vec![Event::PointerMoved(from)]);
    window.frame(vec![button(from, true)]);
    window.frame(vec![Event::PointerMoved(from + vec2(5.0, 5.0))]);
    window.frame(vec![Event::PointerMoved(to)]);
    window.frame(vec![button(to, false)]);
    window.frame(vec![Event::Copy]);

    let words: Vec<&str> = window.copied.split_whitespace().collect();
    assert_eq!(words, ["One", "two", "three", "four", "five"]);
}

#[test]
fn a_link_opens_with_ctrl_only_and_on_the_web_only() {
    let mut window = Window::new("[web](https://a.nl)\n\n[script](javascript:alert)\n");
    let (web, script) = (window.at("web").center(), window.at("script").center());

    window.click(web, Modifiers::NONE);
    assert_eq!(window.actions, []);
    window.click(script, Modifiers::COMMAND);
    assert_eq!(window.actions, []);
    window.click(web, Modifiers::COMMAND);

    assert_eq!(
        window.actions,
        [Action::OpenLink("https://a.nl".to_owned())]
    );
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
        "24 February 2026 · 1 min read",
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
            pictures: &pictures,
            codes: &Codes::default(),
        };
        preview_ui(ui, &page, &mut state, &mut Outbox::default());
    });

    for name in ["Preview", "Head", "One two", "three", "1 min read"] {
        harness.get_by_label(name);
    }
}
