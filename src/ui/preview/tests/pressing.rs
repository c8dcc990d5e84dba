//! Links, footnotes, task boxes and copy buttons.

use super::*;
use crate::model::site::{Entry, Site, hugo::Settings};

fn site() -> Site {
    let entry = |path: &str, title: &str| {
        let text = format!("---\ntitle: {title}\n---\n");
        Entry::read(Path::new(path), &text)
    };
    let mut site = Site {
        articles: vec![entry("/site/content/ferry.md", "The ferry")].into(),
        ..Site::empty("/site".into(), "/site/content".into())
    };
    site.settle();
    site
}

#[test]
fn a_task_is_ticked_where_it_stands_in_the_text() {
    let mut window = Window::new("Words\n\n- one\n- [ ] two\n  - [x] three\n");

    window.click(window.at("Task: two").center(), Modifiers::NONE);
    window.click(window.at("Task: three").center(), Modifiers::NONE);

    let ticked: Vec<&str> = window
        .actions
        .iter()
        .map(|action| match action {
            Action::Tick { at_byte, .. } => &window.article.text()[*at_byte..at_byte + 3],
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ticked, ["[ ]", "[x]"]);
}

#[test]
fn a_footnote_is_jumped_to_and_the_way_back_is_found() {
    let mut window = Window::new(&format!(
        "Start[^a]\n\n{}\n\nEnd[^b]\n\n[^a]: First note\n\n[^b]: Second note\n",
        long_article()
    ));
    let number = window.at("Start1").right_center() - vec2(2.0, 2.0);

    window.click(number, Modifiers::NONE);
    window.settle();
    let note = window.at("First note");
    assert!(note.bottom() <= 800.0, "{note}");
    assert!(!window.sees("Start1"));

    window.click(
        window.at("reference of footnote 1").center(),
        Modifiers::NONE,
    );
    window.settle();
    window.at("Start1");
}

#[test]
fn the_way_back_from_a_footnote_leads_to_its_first_reference() {
    let mut window = Window::new(&format!(
        "{}\n\n- End[^b]\n\n{}\n\n[^b]: The note\n",
        long_article(),
        long_article()
    ));
    window.state.scroll_to_byte = window.article.text().find("The note");
    window.settle();

    window.click(
        window.at("reference of footnote 1").center(),
        Modifiers::NONE,
    );
    window.settle();

    window.at("End1");
}

#[test]
fn a_link_to_an_article_opens_it_here_and_says_so() {
    let mut window = Window::new("[boat](ferry.md)\n\n[lost](lost.md)\n");
    window.site = Some(site());
    let (boat, lost) = (window.at("boat").center(), window.at("lost").center());

    window.click(boat, Modifiers::NONE);
    assert_eq!(window.actions, []);
    window.at("The ferry · Ctrl+click or Enter opens it here");
    window.seconds += 1.0;
    window.click(boat, Modifiers::COMMAND);
    window.click(lost, Modifiers::COMMAND);

    window.at("lost.md · no article here");
    let opened = Action::OpenArticle("/site/content/ferry.md".into());
    assert_eq!(window.actions, [opened]);
    window.frame(vec![Event::PointerMoved(pos2(5.0, 790.0))]);
    assert!(!window.sees("no article here"));
}

#[test]
fn a_link_to_a_heading_goes_there() {
    let mut window = Window::new(&format!(
        "[down](#the-end-of-it)\n\n{}\n\n## The *end* of it!\n",
        long_article()
    ));

    window.click(window.at("down").center(), Modifiers::NONE);
    window.settle();

    window.at("The end of it!");
}

#[test]
fn code_is_copied_as_it_is_written() {
    let mut window = Window::new("```\n\tif a {\n\n}\n```\n");

    window.click(window.at("Copy code").center(), Modifiers::NONE);

    assert_eq!(window.copied, "\tif a {\n\n}");
}

#[test]
fn what_is_nested_to_the_limit_can_be_read() {
    let quote = "> ".repeat(99) + "deep quote";
    let list: String = (0..90).fold(String::new(), |text, depth| {
        text + &"  ".repeat(depth) + "- item\n"
    });
    let mut window = Window::new(&format!(
        "{quote}\n\n{list}{}- deep item\n",
        "  ".repeat(90)
    ));
    window.size = vec2(700.0, 8_000.0);
    window.settle();

    for name in ["deep quote", "deep item"] {
        let at = window.at(name);
        assert!(at.left() >= 0.0 && at.right() <= 700.0, "{name} {at}");
    }
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

    window.drag(from, to);
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
fn a_double_click_in_code_goes_to_its_line() {
    let code = "- item\n\n  ```rust\n  let a = 1;\n  \tlet b = 2;\n\n  let c = 3;\n  ```\n\n> ```\n> one\n> two\n> three\n> ```\n\n```\nx\ny\nz\n```\n";
    let mut window = Window::new(code);
    for (text, line, of, source) in [
        ("let a = 1;", 0.0, 4.0, "let a"),
        ("let a = 1;", 1.0, 4.0, "\tlet b"),
        ("let a = 1;", 3.0, 4.0, "let c"),
        ("one", 1.0, 3.0, "two"),
        ("one", 2.0, 3.0, "three"),
        ("x\n", 2.0, 3.0, "z\n"),
    ] {
        window.actions.clear();
        let rect = window.at(text);
        let height = rect.height() / of;
        let at = pos2(rect.left() + 2.0, rect.top() + height * (line + 0.5));
        window.click(at, Modifiers::NONE);
        window.click(at, Modifiers::NONE);
        window.seconds += 1.0;

        let Some(Action::GoTo { at_byte, .. }) = window.actions.last() else {
            panic!("{:?}", window.actions);
        };
        assert_eq!(code.find(source), Some(*at_byte), "{source:?}");
    }
}

#[test]
fn a_link_is_reached_and_followed_with_the_keyboard() {
    let mut window = Window::new("One [web *site*](https://a.nl) and[^1].\n\n[^1]: note\n");
    window.at("web site");
    window.at("Footnote 1");

    window.key(Key::Tab, Modifiers::NONE);
    window.settle();
    window.at("https://a.nl · Ctrl+click or Enter opens it");
    assert_eq!(window.actions, []);
    window.key(Key::Enter, Modifiers::NONE);

    let opened = Action::OpenLink("https://a.nl".to_owned());
    assert_eq!(window.actions, [opened]);
}

#[test]
fn what_the_site_draws_its_own_way_is_said_below_the_page() {
    let mut window = Window::new("Words.\n");
    let mut site = site();
    let mut settings = Settings::default();
    settings.files = vec!["hugo.toml".to_owned()];
    site.settings = settings.into();
    site.hooks.links = true;
    window.site = Some(site);

    window.settle();

    let foot = window.at("This site draws links its own way");
    assert!(foot.top() > window.at("Words.").bottom());
}

#[test]
fn a_call_of_a_shortcode_that_the_site_has_not_is_marked() {
    let mut window = Window::new("{{< nope >}}\n\n{{< details >}}\n");
    window.settle();
    assert!(!window.sees("Shortcode that this site does not have"));

    let mut site = site();
    let mut settings = Settings::default();
    settings.files = vec!["hugo.toml".to_owned()];
    site.settings = settings.into();
    window.site = Some(site);
    window.settle();

    let is_usual = |seen: &&String| seen.contains("Shortcode") && !seen.contains("does not have");
    assert_eq!(window.seen.keys().filter(is_usual).count(), 1);
    assert_eq!(
        window
            .seen
            .keys()
            .filter(|it| it.contains("does not have"))
            .count(),
        1
    );
}
