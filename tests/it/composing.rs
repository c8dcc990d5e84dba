//! Input methods: what is composed is one step of undo in the text and in the form, however long it takes to choose.

use egui::{Event, ImeEvent};

use crate::support::{TestApp, TestSite};

const POST: &str = "---\ntitle: The ferry\n---\nBody\n";

/// Composes where the keyboard is, with a pause for thought before each event.
fn compose(app: &mut TestApp, events: &[ImeEvent]) {
    for event in events {
        let time = app.harness.ctx.input(|input| input.time);
        app.harness.input_mut().time = Some(time + 2.0);
        app.harness.event(Event::Ime(event.clone()));
        app.steps();
    }
}

fn preedit(text: &str) -> ImeEvent {
    ImeEvent::Preedit {
        text: text.to_owned(),
        active_range_chars: None,
    }
}

fn commit(text: &str) -> ImeEvent {
    ImeEvent::Commit(text.to_owned())
}

#[test]
fn what_is_composed_is_one_step_of_undo_and_none_if_it_is_cancelled() {
    for name in ["Text", "Title"] {
        // What is not saved would be recovered by the next.
        let site = TestSite::new().file("content/ferry.md", POST);
        let mut app = site.open_article("content/ferry.md");
        app.wait_until("the form is learned", |app| {
            app.state.site.learned.is_some()
        });
        app.steps();
        app.type_into(name, " ");
        let before = app.text().to_owned();

        let made = [
            preedit("n"),
            preedit("è"),
            preedit("èé"),
            preedit(""),
            commit("èé"),
        ];
        compose(&mut app, &made);
        let after = app.text().to_owned();
        assert!(after.contains("èé"), "{name}: {after}");
        compose(&mut app, &[preedit("h"), preedit("ha"), preedit("")]);
        assert_eq!(app.text(), after, "{name}");

        app.command("Undo");
        assert_eq!(app.text(), before, "{name}");
        app.command("Redo");
        assert_eq!(app.text(), after, "{name}");
    }
}
