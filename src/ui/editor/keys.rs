//! The keys that do more in markdown than in plain text: Enter, Tab and pasting.
//!
//! Tab never leaves the text: in a list it moves the item, elsewhere it inserts two spaces.
//! Escape gives the focus back.
//!
//! One such key is answered in a frame; what was typed after it waits for the next frame, where
//! the text is new, so no key works on a text that it was not typed into.

use std::ops::Range;

use egui::{Event, ImeEvent, Key, Modifiers, Ui, os::OperatingSystem};

use crate::{
    action::{
        Action, CompleteStep, Outbox,
        typed::{Then, Typed, is_typed},
    },
    model::{
        document::Document,
        markdown::{
            format::{self, Formatted, Printed, Quotes},
            line::LineState,
        },
        text::{Cause, Edit, position},
    },
};

pub(super) const TAB: &str = "  ";

/// Where the keys are typed.
pub(super) struct Place<'a> {
    pub document: &'a Document,
    /// The byte at which the body begins.
    pub body_from: usize,
    /// In bytes of the whole text.
    pub selection: Range<usize>,
    /// What is open before the line that it begins in.
    pub before: LineState,
    /// There are no other carets; where there are, keys do what they do in plain text.
    pub is_only_caret: bool,
    /// The cause of what is typed now.
    pub typing: Cause,
    /// The quotes that are typed; `None`: letters stay as they are.
    pub quotes: Option<Quotes>,
    /// Something is offered for what is typed.
    pub is_completing: bool,
}

/// Keys that wait for the next frame.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    typed: Typed,
    /// An input method is composing text.
    is_composing: bool,
    /// What was made of the letter before, which Backspace gives back: where it ends.
    printed: Option<(usize, Printed)>,
}

impl Waiting {
    /// Takes the keys that mean more in markdown out of the input, and answers the first.
    pub fn answer(&mut self, ui: &Ui, place: &Place<'_>, out: &mut Outbox) {
        let os = ui.ctx().os();
        let mut was_text_passed = false;
        let is_composing_now = &mut self.is_composing;
        let typed = &mut self.typed;
        let printed = &mut self.printed;
        let answer = |mut event| {
            if is_unwanted(&event, os) {
                return Then::Dropped;
            }
            plain_line_ends(&mut event);
            *is_composing_now = is_composing(&event, *is_composing_now);
            let step = step_of(&event).filter(|_| place.is_completing && !*is_composing_now);
            if let Some(step) = step {
                if was_text_passed {
                    return Then::Wait(event);
                }
                out.push(Action::Complete(step));
                return Then::Answered;
            }
            let is_smart = place.is_only_caret && !*is_composing_now;
            let Some(key) = SmartKey::of(&event).filter(|_| is_smart) else {
                was_text_passed |= is_pressed(&event);
                return Then::Pass(event);
            };
            if was_text_passed {
                return Then::Wait(event);
            }
            let answer = key.answer(place, printed.take());
            if let Answer::Print(made, _) = &answer {
                *printed = Some((made.range.start + made.insert.len(), made.clone()));
            }
            was_text_passed |= matches!(answer, Answer::Pass);
            push(answer, event, place, out)
        };
        ui.input_mut(|input| typed.each(input, answer));
        if self.typed.waits() {
            ui.request_repaint();
        }
    }

    /// Whether there is anything to answer in this frame.
    pub fn are_pressed(&self, ui: &Ui) -> bool {
        self.typed.waits() || ui.input(|input| !input.events.is_empty())
    }

    /// How much waits for the next frames.
    pub fn left(&self) -> usize {
        self.typed.left()
    }

    pub fn forget(&mut self) {
        self.typed.forget();
        self.is_composing = false;
        self.printed = None;
    }
}

/// Asks for what a key does.
fn push(answer: Answer, event: Event, place: &Place<'_>, out: &mut Outbox) -> Then {
    let document = place.document.id;
    let made_at = place.document.revision();
    match answer {
        Answer::Pass => return Then::Pass(event),
        Answer::Ignore => return Then::Dropped,
        Answer::Paste(text) => out.push(Action::Paste {
            document,
            made_at,
            selection: place.selection.clone(),
            text,
        }),
        Answer::Print(made, cause) => {
            let end = made.range.start + made.insert.len();
            out.push(Action::Edit {
                document,
                made_at,
                edit: Edit {
                    range: made.range,
                    insert: made.insert,
                },
                cause,
                select: Some(end..end),
            });
        }
        Answer::Do(formatted, cause) => out.push(Action::Edit {
            document,
            made_at,
            edit: formatted.edit,
            cause,
            select: Some(formatted.selection),
        }),
    }
    Then::Answered
}

/// A key that this module may answer.
enum SmartKey {
    Enter,
    Tab,
    BackTab,
    Paste(String),
    Letter(char),
    Backspace,
}

/// What became of a key.
enum Answer {
    /// The field may have it.
    Pass,
    /// It does nothing.
    Ignore,
    Do(Formatted, Cause),
    Print(Printed, Cause),
    Paste(String),
}

impl SmartKey {
    fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Paste(text) => Some(Self::Paste(text.clone())),
            Event::Text(text) => {
                let mut letters = text.chars();
                let letter = letters.next().filter(|_| letters.next().is_none());
                letter.filter(|it| "\"'-.".contains(*it)).map(Self::Letter)
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => match (key, *modifiers) {
                (Key::Enter, Modifiers::NONE) => Some(Self::Enter),
                (Key::Tab, Modifiers::NONE) => Some(Self::Tab),
                (Key::Tab, Modifiers::SHIFT) => Some(Self::BackTab),
                (Key::Backspace, Modifiers::NONE) => Some(Self::Backspace),
                _ => None,
            },
            _ => None,
        }
    }

    /// `before`: what was made of the letter before.
    fn answer(&self, place: &Place<'_>, before: Option<(usize, Printed)>) -> Answer {
        let text = place.document.text();
        let selection = || place.selection.clone();
        let is_in_body = place.selection.start >= place.body_from;
        match self {
            Self::Enter => format::enter(text, selection(), place.before)
                .filter(|_| is_in_body)
                .map_or(Answer::Pass, |done| Answer::Do(done, place.typing)),
            Self::Tab => format::indent(text, selection(), place.before)
                .filter(|_| is_in_body)
                .or_else(|| insert_tab(&place.selection))
                .map_or(Answer::Ignore, |done| Answer::Do(done, Cause::Step)),
            Self::BackTab => format::outdent(text, selection(), place.before)
                .filter(|_| is_in_body)
                .or_else(|| remove_tab(text, &place.selection))
                .map_or(Answer::Ignore, |done| Answer::Do(done, Cause::Step)),
            Self::Paste(text) => Answer::Paste(text.clone()),
            Self::Letter(letter) => {
                let at = place.selection.start;
                let quotes = place
                    .quotes
                    .filter(|_| is_in_body && place.selection.is_empty());
                quotes
                    .and_then(|quotes| format::printed(text, at, *letter, quotes, place.before))
                    .map_or(Answer::Pass, |made| Answer::Print(made, place.typing))
            }
            Self::Backspace => before
                .filter(|(end, made)| {
                    let is_there = text
                        .get(..*end)
                        .is_some_and(|it| it.ends_with(&made.insert));
                    is_there && place.selection == (*end..*end)
                })
                .map_or(Answer::Pass, |(_, made)| given_back(made)),
        }
    }
}

/// The letters as they were typed, in the place of what they became.
fn given_back(made: Printed) -> Answer {
    let start = made.range.start;
    let end = start + made.typed.len();
    let formatted = Formatted {
        edit: Edit {
            range: start..start + made.insert.len(),
            insert: made.typed,
        },
        selection: end..end,
    };
    Answer::Do(formatted, Cause::Step)
}

/// What a key does with what is offered.
fn step_of(event: &Event) -> Option<CompleteStep> {
    let Event::Key {
        key,
        pressed: true,
        modifiers: Modifiers::NONE,
        ..
    } = event
    else {
        return None;
    };
    match key {
        Key::ArrowDown => Some(CompleteStep::Next),
        Key::ArrowUp => Some(CompleteStep::Previous),
        Key::Enter | Key::Tab => Some(CompleteStep::Take),
        Key::Escape => Some(CompleteStep::Close),
        _ => None,
    }
}

/// Whether an input method is composing after `event`, given whether it was before.
fn is_composing(event: &Event, before: bool) -> bool {
    match event {
        Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
        Event::Ime(ImeEvent::Commit(_)) | Event::Text(_) => false,
        _ => before,
    }
}

/// Whether the field would do with this key what a writer does not expect: its own undo, or the
/// Emacs keys, which delete text, on systems that do not have them.
fn is_unwanted(event: &Event, os: OperatingSystem) -> bool {
    let Event::Key { key, modifiers, .. } = event else {
        return false;
    };
    match key {
        Key::Z | Key::Y => modifiers.command,
        Key::H | Key::K | Key::U | Key::W => {
            modifiers.ctrl && !matches!(os, OperatingSystem::Mac | OperatingSystem::IOS)
        }
        _ => false,
    }
}

/// Whether the event changes the text or moves the caret.
fn is_pressed(event: &Event) -> bool {
    is_typed(event) && !matches!(event, Event::Key { pressed: false, .. })
}

/// The buffer holds LF, whatever the clipboard holds.
fn plain_line_ends(event: &mut Event) {
    if let Event::Paste(text) | Event::MiddleClickPaste { text, .. } = event
        && text.contains('\r')
    {
        *text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
}

fn insert_tab(selection: &Range<usize>) -> Option<Formatted> {
    let end = selection.start + TAB.len();
    selection.is_empty().then(|| Formatted {
        edit: Edit {
            range: selection.clone(),
            insert: TAB.to_owned(),
        },
        selection: end..end,
    })
}

fn remove_tab(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let start = position::line_start(text, selection.start);
    let line = text.get(start..)?;
    let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
    let length = if line.starts_with('\t') {
        1
    } else {
        spaces.min(TAB.len())
    };
    let edit = Edit {
        range: start..start + length,
        insert: String::new(),
    };
    let moved = edit.map(selection.start)..edit.map(selection.end);
    (length > 0).then_some(Formatted {
        edit,
        selection: moved,
    })
}
