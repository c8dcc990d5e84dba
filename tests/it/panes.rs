//! The panes: nothing is ever cut, and what was there comes back.

use egui::{Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role, pos2};
use egui_kittest::kittest::Queryable as _;
use kopij::{action::Command, model::panes::Pane};
use strum::IntoEnumIterator as _;

use crate::support::{Dice, TestApp, TestSite, is_long, report};

const NAMES: [(Pane, &str); 4] = [
    (Pane::List, "Articles"),
    (Pane::Form, "Front matter"),
    (Pane::Text, "Text"),
    (Pane::Preview, "Preview"),
];

fn site() -> TestSite {
    TestSite::new()
        .file(
            "content/posts/a.md",
            "---\ntitle: An anchor of a very long title that fits nowhere\ntags: [quay, harbour]\n---\n\
             One\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n",
        )
        .file("content/posts/b.md", "---\ntitle: Buoy\n---\nTwo\n")
}

fn region(app: &TestApp, name: &str) -> Option<Rect> {
    let mut regions = app.harness.query_all_by_role_and_label(Role::Region, name);
    regions.next().map(|region| region.rect())
}

fn window(app: &TestApp) -> Rect {
    app.harness.ctx.content_rect()
}

fn place(app: &TestApp) -> Vec<(Pane, Option<Rect>)> {
    NAMES.map(|(pane, name)| (pane, region(app, name))).into()
}

/// Every pane is hidden, or in the window with its least width; what is in the preview's row too.
fn check(app: &TestApp, done: &str) {
    let window = window(app);
    let arrangement = app.harness.state().state.arrangement();
    for (pane, at) in place(app) {
        assert_eq!(at.is_some(), arrangement.shows(pane), "{pane:?} {done}");
        let Some(at) = at else { continue };
        assert!(
            window.expand(0.5).contains_rect(at),
            "{pane:?} at {at:?} in {window:?} {done}"
        );
        let is_whole = arrangement.single.is_some() || at.width() + 0.5 >= pane.least();
        assert!(is_whole, "{pane:?} at {at:?} in {window:?} {done}");
    }
    for tab in ["Article", "Search result"] {
        for tab in app.harness.query_all_by_role_and_label(Role::Button, tab) {
            let at = tab.rect();
            assert!(at.right() <= window.right() + 0.5, "{at:?} {done}");
            let button = Command::OpenInSite.title();
            for button in app
                .harness
                .query_all_by_role_and_label(Role::Button, button)
            {
                let apart = !at.expand(4.0).intersects(button.rect());
                assert!(apart, "{at:?} and {:?} {done}", button.rect());
            }
        }
    }
}

/// Sizes are in pixels; the zoom makes points of them.
fn resize(app: &mut TestApp, pixels: Vec2) {
    let zoom = app.harness.ctx.zoom_factor();
    app.harness.set_size(pixels / zoom);
    app.steps();
}

fn drag(app: &mut TestApp, from: Pos2, to: Pos2) {
    app.harness.drag_at(from);
    app.harness.step();
    for part in [0.3, 0.7, 1.0] {
        app.harness.hover_at(from.lerp(to, part));
        app.harness.step();
    }
    app.harness.drop_at(to);
    app.steps();
}

/// Where the line at the side of a pane is.
fn splitter(app: &TestApp, pane: Pane) -> Option<Pos2> {
    let arrangement = app.harness.state().state.arrangement();
    let at = NAMES.iter().find(|(one, _)| *one == pane)?;
    let at = region(app, at.1).filter(|_| arrangement.stands(pane))?;
    let x = if pane == Pane::Preview {
        at.left()
    } else {
        at.right()
    };
    (pane != Pane::Text).then(|| pos2(x, at.center().y + 60.0))
}

const TOGGLES: [(Modifiers, Key); 4] = [
    (Modifiers::COMMAND, Key::Num8),
    (Modifiers::COMMAND, Key::Num9),
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::V),
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O),
];

#[test]
fn no_sequence_of_resizes_zooms_drags_and_toggles_cuts_a_pane() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    let mut pixels = Vec2::new(1440.0, 900.0);
    let mut dice = Dice(7);
    let steps = if is_long() { 3000 } else { 120 };
    for step in 0..steps {
        let done = match dice.below(4) {
            0 => {
                let width = 420 + dice.below(1600);
                pixels = Vec2::new(width as f32, 700.0);
                format!("resized to {width}")
            }
            1 => {
                let key = [Key::Plus, Key::Minus, Key::Num0][dice.below(3)];
                app.key(Modifiers::COMMAND, key);
                format!("zoomed by {key:?}")
            }
            2 => {
                let pane = Pane::iter().nth(dice.below(4)).unwrap();
                let to = pos2(dice.below(1500) as f32, 300.0);
                if let Some(from) = splitter(&app, pane) {
                    drag(&mut app, from, to);
                }
                format!("drew {pane:?} to {to:?}")
            }
            _ => {
                let (modifiers, key) = TOGGLES[dice.below(TOGGLES.len())];
                app.key(modifiers, key);
                format!("toggled by {key:?}")
            }
        };
        resize(&mut app, pixels);
        check(&app, &format!("(step {step}: {done})"));
    }
    report(&format!("{steps} steps"));
}

#[test]
fn a_window_that_is_wide_again_and_a_zoom_that_is_back_show_what_was_there() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");
    let edge = splitter(&app, Pane::Preview).unwrap();
    drag(&mut app, edge, edge - Vec2::new(60.0, 0.0));
    let before = place(&app);

    for width in [1100.0, 1000.0, 760.0, 500.0, 1440.0] {
        resize(&mut app, Vec2::new(width, 900.0));
        check(&app, "narrowed");
    }
    assert_eq!(place(&app), before);

    for _ in 0..5 {
        app.key(Modifiers::COMMAND, Key::Plus);
        resize(&mut app, Vec2::new(1440.0, 900.0));
        check(&app, "zoomed");
    }
    app.key(Modifiers::COMMAND, Key::Num0);
    resize(&mut app, Vec2::new(1440.0, 900.0));
    assert_eq!(place(&app), before);
}

#[test]
fn the_pane_with_the_caret_is_never_the_one_that_hides() {
    for (name, pane) in [("Title", Pane::Form), ("Filter articles", Pane::List)] {
        let site = site();
        let mut app = site.open_article("content/posts/a.md");
        app.field(name).focus();
        app.steps();

        for width in [1440.0, 1100.0, 900.0, 770.0, 600.0] {
            resize(&mut app, Vec2::new(width, 700.0));
            assert!(app.field(name).is_focused(), "{name} at {width}");
            let arrangement = app.harness.state().state.arrangement();
            assert!(arrangement.shows(pane), "{name} at {width}");
        }
    }
}

#[test]
fn the_list_is_a_drawer_where_it_does_not_fit_and_goes_once_something_is_chosen() {
    let site = site();
    let mut app = site.open_article_at("content/posts/a.md", Vec2::new(1000.0, 700.0));
    assert_eq!(region(&app, "Articles"), None);

    app.click("Show articles");
    let drawer = region(&app, "Articles").unwrap();
    assert!(region(&app, "Front matter").unwrap().left() < drawer.right());
    app.click("Buoy");
    app.wait_until("the other is shown", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.derived.entry.title == "Buoy"
    });
    assert_eq!(region(&app, "Articles"), None);

    app.click("Show articles");
    app.key(Modifiers::NONE, Key::Escape);
    assert_eq!(region(&app, "Articles"), None);
    app.click("Show articles");
    app.click("Show articles");
    assert_eq!(region(&app, "Articles"), None);
    // It was never hidden: more room has it.
    resize(&mut app, Vec2::new(1440.0, 900.0));
    assert!(region(&app, "Articles").is_some());
}

#[test]
fn a_splitter_drawn_past_half_of_the_least_width_hides_the_pane_and_the_button_shows_it() {
    let site = site();
    let mut app = site.open_article("content/posts/a.md");

    let edge = splitter(&app, Pane::Preview).unwrap();
    drag(&mut app, edge, pos2(1360.0, edge.y));
    assert_eq!(region(&app, "Preview"), None);
    resize(&mut app, Vec2::new(1600.0, 900.0));
    assert_eq!(region(&app, "Preview"), None);

    app.click("Show preview");
    assert!(region(&app, "Preview").is_some());
}
