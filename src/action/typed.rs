//! What is typed, in its order, when a slow frame brings several keys at once.
//!
//! A key may change what the next one means: a command moves the keyboard, Enter takes what was
//! found for the letters before it, Tab in a list makes another text. Such a key is answered in a
//! frame of its own; what was typed after it waits for the next frame.

use egui::{Event, InputState};

/// What was typed and is for the next frame.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    waiting: Vec<Event>,
}

/// What becomes of an event.
#[derive(Debug)]
pub enum Then {
    /// It stays in the input, for the widgets of this frame.
    Pass(Event),
    /// It is answered. What was typed after it waits.
    Answered,
    /// It is answered, and changes nothing for what comes after it.
    Dropped,
    /// It waits, and what was typed after it too.
    Wait(Event),
}

impl Typed {
    /// Goes through the events of this frame, those that waited first.
    pub fn each(&mut self, input: &mut InputState, mut answer: impl FnMut(Event) -> Then) {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        let mut is_over = false;
        let mut is_of_key = false;
        for event in events {
            if std::mem::take(&mut is_of_key) && matches!(event, Event::Text(_)) {
                // With Alt a key that is answered gives its letter all the same.
                continue;
            }
            if is_over {
                if is_typed(&event) {
                    self.waiting.push(event);
                } else {
                    input.events.push(event);
                }
                continue;
            }
            let has_alt = is_with_alt(&event);
            match answer(event) {
                Then::Pass(event) => {
                    is_of_key = is_key_of_no_letter(&event);
                    input.events.push(event);
                }
                Then::Dropped => {}
                Then::Answered => {
                    is_over = true;
                    is_of_key = has_alt;
                }
                Then::Wait(event) => {
                    self.waiting.push(event);
                    is_over = true;
                }
            }
        }
    }

    /// Holds back all that is typed in this frame.
    pub fn hold(&mut self, input: &mut InputState) {
        self.each(input, |event| {
            if is_typed(&event) {
                Then::Wait(event)
            } else {
                Then::Pass(event)
            }
        });
    }

    /// Whether there is something for the next frame.
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How much there is for the next frames.
    pub fn left(&self) -> usize {
        self.waiting.len()
    }

    pub fn forget(&mut self) {
        self.waiting.clear();
    }
}

/// With Alt alone no key writes, though systems tell its letter: but on a Mac, where it is how letters with
/// accents are typed.
fn is_key_of_no_letter(event: &Event) -> bool {
    let is_alone = |it: &egui::Modifiers| it.alt && !it.ctrl && !it.command && !it.mac_cmd;
    cfg!(not(target_os = "macos"))
        && matches!(event, Event::Key { pressed: true, modifiers, .. } if is_alone(modifiers))
}

fn is_with_alt(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, modifiers, .. } if modifiers.alt)
}

/// Whether the event takes, leaves or chooses from what was made of the letters before it.
pub fn is_about_letters(event: &Event) -> bool {
    use egui::Key::{ArrowDown, ArrowUp, Enter, Escape, Tab};
    matches!(
        event,
        Event::Key {
            key: Enter | Tab | Escape | ArrowDown | ArrowUp,
            pressed: true,
            ..
        }
    )
}

/// Whether the event writes letters.
pub fn is_of_letters(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_) | Event::Paste(_) | Event::Ime(egui::ImeEvent::Commit(_))
    )
}

/// Whether the event types, or moves the caret, so that its order matters.
pub fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::Copy
            | Event::Ime(_)
            | Event::Key { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    fn frame(typed: &mut Typed, events: Vec<Event>) -> Vec<Event> {
        let mut input = InputState::default();
        input.events = events;
        typed.each(&mut input, |event| match &event {
            Event::Text(letters) if letters == "!" => Then::Answered,
            Event::Text(letters) if letters == "?" => Then::Wait(text("!")),
            Event::Text(letters) if letters == "-" => Then::Dropped,
            _ => Then::Pass(event),
        });
        input.events
    }

    /// Systems tell the letter of a key with Alt too: it would stand in the text.
    #[test]
    fn the_letter_of_an_answered_key_with_alt_is_not_typed() {
        let key = Event::Key {
            key: egui::Key::Num1,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::ALT,
        };
        let answered = |typed: &mut Typed, events: Vec<Event>| {
            let mut input = InputState::default();
            input.events = events;
            typed.each(&mut input, |event| match event {
                Event::Key { .. } => Then::Answered,
                event => Then::Pass(event),
            });
            input.events
        };
        let mut typed = Typed::default();

        let first = answered(&mut typed, vec![key, text("1"), text("b")]);
        assert!(first.is_empty());
        assert_eq!(answered(&mut typed, Vec::new()), [text("b")]);
    }

    #[test]
    fn what_is_typed_after_an_answered_key_waits_and_the_pointer_does_not() {
        let mut typed = Typed::default();

        let first = frame(
            &mut typed,
            vec![
                text("a"),
                text("!"),
                Event::PointerGone,
                text("b"),
                text("!"),
            ],
        );
        assert_eq!(first, [text("a"), Event::PointerGone]);
        assert_eq!(frame(&mut typed, vec![text("c")]), [text("b")]);
        assert_eq!(frame(&mut typed, Vec::new()), [text("c")]);
        assert!(!typed.waits());
    }

    #[test]
    fn a_key_that_waits_comes_first_in_the_next_frame() {
        let mut typed = Typed::default();

        assert_eq!(frame(&mut typed, vec![text("-"), text("?"), text("b")]), []);
        assert!(typed.waits());
        assert_eq!(frame(&mut typed, Vec::new()), []);
        assert_eq!(frame(&mut typed, Vec::new()), [text("b")]);
    }
}
