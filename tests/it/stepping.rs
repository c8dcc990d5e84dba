//! Text and preview in step, as the writer scrolls and types.

use egui::{Event, Key, Modifiers, MouseWheelUnit, Rect, TouchPhase, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{TestApp, TestSite};

/// Enough to scroll some panes down. A frame of a test costs by the length of the text, which its
/// screen reader is handed whole.
const PARAGRAPHS: usize = 80;

/// Paragraphs of several lines each: "Paragraph 7 and words …".
fn article(title: &str) -> String {
    (0..PARAGRAPHS).fold(format!("---\ntitle: {title}\n---\n"), |text, number| {
        text + &format!("\nParagraph {number} {}\n", "and words ".repeat(20))
    })
}

fn site() -> TestSite {
    TestSite::new()
        .file("content/posts/a.md", article("Anchor"))
        .file("content/posts/b.md", article("Buoy"))
}

fn place(app: &TestApp, role: Role, name: &str) -> Rect {
    app.harness.get_by_role_and_label(role, name).rect()
}

fn preview(app: &TestApp) -> Rect {
    place(app, Role::Document, "Preview")
}

fn text(app: &TestApp) -> Rect {
    app.field("Text").rect()
}

/// The number of the paragraph that stands highest in the preview.
fn first_in_preview(app: &TestApp) -> usize {
    let pane = preview(app);
    let seen = app
        .harness
        .query_all_by(|node| node.role() == Role::Label)
        .filter_map(|node| {
            let words = node.accesskit_node().value()?;
            let is_in = pane.intersects(node.rect());
            Some((node.rect().top(), number_of(&words).filter(|_| is_in)?))
        });
    seen.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap().1
}

/// The number of the paragraph under the toolbar of the text: a click puts the caret there.
fn first_in_text(app: &mut TestApp) -> usize {
    let at = text(app).left_top() + vec2(120.0, 75.0);
    app.harness.hover_at(at);
    app.harness.drag_at(at);
    app.harness.drop_at(at);
    settle(app);
    let shown = app.harness.state().state.shown_article().unwrap();
    let caret = shown.selection().end;
    let start = app.text()[..caret].rfind("Paragraph").unwrap();
    number_of(&app.text()[start..]).unwrap()
}

fn number_of(words: &str) -> Option<usize> {
    let number = words.strip_prefix("Paragraph ")?.split(' ').next()?;
    number.parse().ok()
}

fn scroll(app: &mut TestApp, pane: Rect, points: f32) {
    let events = &mut app.harness.input_mut().events;
    events.push(Event::PointerMoved(pane.center()));
    events.push(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    });
    settle(app);
}

/// Until what moves has come to rest.
fn settle(app: &mut TestApp) {
    app.harness.run_ok();
}

fn run(app: &mut TestApp, command: &str) {
    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    app.field("Run a command").type_text(command);
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
}

/// Whether two paragraphs are as near as two ways to set them allow.
#[track_caller]
fn check_near(one: usize, other: usize) {
    assert!(one.abs_diff(other) <= 1, "{one} is not near {other}");
}

#[test]
fn each_follows_the_other_when_it_is_scrolled() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    let pane = text(&app);
    scroll(&mut app, pane, -3000.0);
    let led = first_in_text(&mut app);
    assert!(led > 5);
    check_near(first_in_preview(&app), led);

    let pane = preview(&app);
    scroll(&mut app, pane, -3000.0);
    let now = first_in_preview(&app);
    assert!(now > led + 5);
    check_near(first_in_text(&mut app), now);
}

#[test]
fn following_is_turned_off_each_way() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    run(&mut app, "Preview follows the text");
    run(&mut app, "Text follows the preview");

    let steps = app.harness.state().state.settings.steps;
    assert!(!steps.preview_follows && !steps.text_follows);

    let pane = text(&app);
    scroll(&mut app, pane, -3000.0);
    assert_eq!(first_in_preview(&app), 0);
    let scrolled = first_in_text(&mut app);

    let pane = preview(&app);
    scroll(&mut app, pane, -6000.0);
    assert!(first_in_preview(&app) > scrolled + 5);
    assert_eq!(first_in_text(&mut app), scrolled);
}

#[test]
fn the_preview_follows_the_caret_unless_it_is_told_not_to() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    app.field("Text").focus();
    app.steps();

    app.key(Modifiers::COMMAND, Key::End);
    settle(&mut app);
    assert!(first_in_preview(&app) > PARAGRAPHS - 20);

    run(&mut app, "Preview follows the text");
    app.field("Text").focus();
    app.steps();
    app.key(Modifiers::COMMAND, Key::Home);
    settle(&mut app);
    assert!(first_in_preview(&app) > PARAGRAPHS - 20);
}

#[test]
fn each_article_keeps_its_place() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    let pane = preview(&app);
    scroll(&mut app, pane, -3000.0);
    let (in_text, in_preview) = (first_in_text(&mut app), first_in_preview(&app));

    app.key(Modifiers::COMMAND, Key::P);
    app.field("Go to article").type_text("Buoy");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);
    let other = site.path("content/posts/b.md");
    app.wait_until("the other is shown", |app| {
        let shown = app.state.shown_article();
        shown.is_some_and(|shown| shown.document.path() == other)
    });
    assert_eq!(first_in_preview(&app), 0);
    let pane = preview(&app);
    scroll(&mut app, pane, -8000.0);
    let other = first_in_preview(&app);

    app.key(Modifiers::COMMAND, Key::Tab);
    settle(&mut app);
    assert_eq!(first_in_text(&mut app), in_text);
    assert_eq!(first_in_preview(&app), in_preview);
    app.key(Modifiers::COMMAND, Key::Tab);
    settle(&mut app);
    assert_eq!(first_in_preview(&app), other);
}
