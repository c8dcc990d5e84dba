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
    action::{Action, Outbox},
    model::{
        document::Document,
        markdown::{
            format::{self, Formatted},
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
}

/// Keys that wait for the next frame.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    events: Vec<Event>,
    /// An input method is composing text.
    is_composing: bool,
}

impl Waiting {
    /// Takes the keys that mean more in markdown out of the input, and answers the first.
    pub fn answer(&mut self, ui: &Ui, place: &Place<'_>, out: &mut Outbox) {
        let os = ui.ctx().os();
        let mut events = std::mem::take(&mut self.events);
        events.extend(ui.input_mut(|input| std::mem::take(&mut input.events)));
        events.retain(|event| !is_unwanted(event, os));
        let mut passed = Vec::new();
        let mut was_text_passed = false;
        let mut events = events.into_iter();
        for mut event in events.by_ref() {
            plain_line_ends(&mut event);
            self.is_composing = is_composing(&event, self.is_composing);
            let is_smart = place.is_only_caret && !self.is_composing;
            let key = SmartKey::of(&event).filter(|_| is_smart);
            let Some(key) = key else {
                was_text_passed |= is_typed(&event);
                passed.push(event);
                continue;
            };
            if was_text_passed {
                self.events.push(event);
                break;
            }
            match key.answer(place) {
                Answer::Pass => {
                    was_text_passed = true;
                    passed.push(event);
                }
                Answer::Ignore => {}
                Answer::Paste(text) => {
                    out.push(Action::Paste {
                        document: place.document.id,
                        made_at: place.document.revision(),
                        selection: place.selection.clone(),
                        text,
                    });
                    break;
                }
                Answer::Do(formatted, cause) => {
                    out.push(Action::Edit {
                        document: place.document.id,
                        made_at: place.document.revision(),
                        edit: formatted.edit,
                        cause,
                        select: Some(formatted.selection),
                    });
                    break;
                }
            }
        }
        let (waiting, rest): (Vec<_>, Vec<_>) = events.partition(is_typed);
        self.events.extend(waiting);
        passed.extend(rest);
        ui.input_mut(|input| input.events = passed);
        if !self.events.is_empty() {
            ui.request_repaint();
        }
    }

    /// Whether there is anything to answer in this frame.
    pub fn are_pressed(&self, ui: &Ui) -> bool {
        !self.events.is_empty() || ui.input(|input| !input.events.is_empty())
    }

    pub fn forget(&mut self) {
        self.events.clear();
        self.is_composing = false;
    }
}

/// A key that this module may answer.
enum SmartKey {
    Enter,
    Tab,
    BackTab,
    Paste(String),
}

/// What became of a key.
enum Answer {
    /// The field may have it.
    Pass,
    /// It does nothing.
    Ignore,
    Do(Formatted, Cause),
    Paste(String),
}

impl SmartKey {
    fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Paste(text) => Some(Self::Paste(text.clone())),
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => match (key, *modifiers) {
                (Key::Enter, Modifiers::NONE) => Some(Self::Enter),
                (Key::Tab, Modifiers::NONE) => Some(Self::Tab),
                (Key::Tab, Modifiers::SHIFT) => Some(Self::BackTab),
                _ => None,
            },
            _ => None,
        }
    }

    fn answer(&self, place: &Place<'_>) -> Answer {
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
        }
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

/// Whether the event changes the text or moves the caret, so that its order matters.
fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::Copy
            | Event::Ime(_)
            | Event::Key { pressed: true, .. }
    )
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
