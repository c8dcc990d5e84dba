//! What keys, the clipboard and input methods do to the text and the carets.

use std::ops::Range;

use egui::{
    Event, Id, ImeEvent, Key, Modifiers, Ui,
    accesskit::{Action, ActionData, TreeId},
    os::OperatingSystem,
};

use super::{
    access::Exposed,
    carets::{Carets, Cursor, Selection},
    draft::Draft,
    galleys::Galleys,
    pieces::{Estimate, Pieces},
    view::View,
    words,
};
use crate::model::text::Replaced;

/// What the surface does that a plain text field does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habits {
    /// Quotes and brackets go around what is selected, Home goes to the first word of a line.
    Writer,
    /// As egui's own text field.
    #[cfg(test)]
    Plain,
}

/// Text that an input method is composing; it is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preedit {
    /// The part being worked on, in characters from its start.
    pub active_chars: Option<Range<usize>>,
}

/// The text and all that follows from it, while events change it.
pub struct Editing<'a, 'd> {
    pub ui: &'a Ui,
    pub id: Id,
    pub text: &'a mut Draft<'d>,
    pub pieces: &'a mut Pieces,
    pub galleys: &'a mut Galleys,
    pub carets: &'a mut Carets,
    pub preedit: &'a mut Option<Preedit>,
    pub exposed: Option<&'a Exposed>,
    pub estimate: Estimate,
    pub habits: Habits,
}

impl Editing<'_, '_> {
    pub fn view(&mut self) -> View<'_> {
        View {
            ui: self.ui,
            text: self.text,
            pieces: self.pieces,
            galleys: self.galleys,
        }
    }

    fn os(&self) -> OperatingSystem {
        self.ui.ctx().os()
    }

    /// Puts all carets where they are drawn.
    pub fn settle(&mut self) {
        for index in 0..self.carets.count() {
            if let Some(mut selection) = self.carets.get(index) {
                selection.head = self.view().settled(selection.head);
                selection.anchor = self.view().settled(selection.anchor);
                self.carets.set(index, selection);
            }
        }
    }

    /// Replaces bytes; the carets stay as they are.
    pub fn replace(&mut self, range: &Range<usize>, insert: &str) {
        if range.is_empty() && insert.is_empty() {
            return;
        }
        self.text.replace(range.clone(), insert);
        self.pieces
            .replace(range, insert.len(), self.text, self.estimate);
    }

    /// Sets all of the text, as a screen reader does.
    pub fn set_text(&mut self, text: &str) {
        let all = 0..self.text.len();
        self.replace(&all, text);
        let end = Cursor::before_next(text.len());
        self.carets.set_main(Selection::caret(end));
    }

    /// Puts `insert` in the place of `range` and the caret behind it.
    pub fn insert_at(&mut self, range: &Range<usize>, insert: &str) {
        self.replace(range, insert);
        let end = Cursor::before_next(range.start + insert.len());
        self.carets.set_main(Selection::caret(end));
    }

    /// Changes the text at each caret. `change` says what to replace, with what, and what to
    /// select in that afterwards.
    fn change_each(
        &mut self,
        mut change: impl FnMut(&mut Self, usize, Selection) -> (Range<usize>, String, Range<usize>),
    ) {
        for index in (0..self.carets.count()).rev() {
            let Some(selection) = self.carets.get(index) else {
                continue;
            };
            let (range, insert, selected) = change(self, index, selection);
            self.replace(&range, &insert);
            let replaced = Replaced {
                inserted: insert.len(),
                range,
            };
            self.carets.follow_each(&replaced);
            let start = replaced.range.start;
            let anchor = Cursor::before_next(start + selected.start);
            let head = Cursor::before_next(start + selected.end);
            self.carets.set(index, Selection::between(anchor, head));
        }
        self.carets.settle();
    }

    fn type_each(&mut self, insert: impl Fn(usize) -> String) {
        self.change_each(|_, index, selection| {
            let insert = insert(index);
            let end = insert.len();
            (selection.range(), insert, end..end)
        });
    }

    fn delete_each(&mut self, what: impl Fn(&mut Self, Selection) -> Range<usize>) {
        self.change_each(|editing, _, selection| {
            let range = if selection.is_caret() {
                what(editing, selection)
            } else {
                selection.range()
            };
            (range, String::new(), 0..0)
        });
    }

    /// What one event does.
    pub fn on_event(&mut self, event: &Event) {
        match event {
            Event::Copy => self.copy(),
            Event::Cut if self.has_selected() => {
                self.copy();
                self.delete_each(|_, selection| selection.range());
                *self.preedit = None;
            }
            Event::Paste(text) if !text.is_empty() => self.paste(text),
            Event::Text(text) if !text.is_empty() && text != "\n" && text != "\r" => {
                self.type_text(text);
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => self.on_key(*key, *modifiers),
            Event::Ime(event) if self.ui.memory(|memory| memory.owns_ime_events(self.id)) => {
                self.on_ime(event);
            }
            Event::AccessKitActionRequest(_) => self.on_request(event),
            _ => {}
        }
    }

    fn on_key(&mut self, key: Key, modifiers: Modifiers) {
        if self.move_each(key, modifiers) {
            return;
        }
        let by_word = modifiers.alt || modifiers.ctrl;
        match key {
            Key::Tab if !self.carets.is_one() && modifiers.is_none() => {
                self.type_each(|_| super::keys::TAB.to_owned());
            }
            Key::Enter if modifiers.matches_logically(Modifiers::NONE) => {
                self.type_each(|_| "\n".to_owned());
            }
            Key::Escape => self.carets.only_main(),
            Key::Backspace if modifiers.mac_cmd => self.delete_to_line_start(),
            Key::Backspace if by_word => self.delete_each(|editing, caret| {
                words::previous_word(editing.text, caret.head.at)..caret.head.at
            }),
            Key::Backspace => self.delete_each(|editing, caret| {
                words::previous_character(editing.text, caret.head.at)..caret.head.at
            }),
            Key::Delete if modifiers.shift && self.os() == OperatingSystem::Windows => return,
            Key::Delete if modifiers.mac_cmd => self.delete_to_line_end(),
            Key::Delete if by_word => self.delete_each(|editing, caret| {
                caret.head.at..words::next_word(editing.text, caret.head.at)
            }),
            Key::Delete => self.delete_each(|editing, caret| {
                caret.head.at..words::next_character(editing.text, caret.head.at)
            }),
            Key::H if modifiers.ctrl => self.change_each(|editing, _, selection| {
                let end = selection.head.at;
                let start = words::previous_character(editing.text, end);
                (start..end, String::new(), 0..0)
            }),
            Key::K if modifiers.ctrl => self.delete_to_line_end(),
            Key::U if modifiers.ctrl => self.delete_to_line_start(),
            Key::W if modifiers.ctrl => self.delete_each(|editing, caret| {
                words::previous_word(editing.text, caret.head.at)..caret.head.at
            }),
            _ => return,
        }
        *self.preedit = None;
    }

    fn move_each(&mut self, key: Key, modifiers: Modifiers) -> bool {
        let os = self.os();
        let mut is_moved = false;
        for index in 0..self.carets.count() {
            let Some(selection) = self.carets.get(index) else {
                continue;
            };
            if let Some(moved) = self.view().moved(os, selection, key, modifiers) {
                let moved = self.home(selection, moved, key, modifiers);
                self.carets.set(index, moved);
                is_moved = true;
            }
        }
        self.carets.settle();
        is_moved
    }

    /// Home goes to the first word of a line, and on to its start.
    fn home(&self, from: Selection, to: Selection, key: Key, modifiers: Modifiers) -> Selection {
        let is_line_start = to.head.at == self.text.line_start(to.head.at);
        let is_home = self.habits == Habits::Writer && key == Key::Home && !modifiers.ctrl;
        if !is_home || !is_line_start {
            return to;
        }
        let indent = self.text.chars_from(to.head.at);
        let indent = indent.take_while(|c| matches!(c, ' ' | '\t')).count();
        let word = Cursor::before_next(to.head.at + indent);
        if from.head.at == word.at {
            return to;
        }
        let anchor = if modifiers.shift { to.anchor } else { word };
        Selection::between(anchor, word)
    }

    fn delete_to_line_start(&mut self) {
        self.change_each(|editing, _, selection| {
            let range = selection.range();
            let mut start = editing.text.line_start(range.start);
            if start == range.end {
                start = words::previous_character(editing.text, range.end);
            }
            (start..range.end, String::new(), 0..0)
        });
    }

    fn delete_to_line_end(&mut self) {
        self.change_each(|editing, _, selection| {
            let range = selection.range();
            let mut end = editing.text.line_end(range.end);
            if range.start == end {
                end = words::next_character(editing.text, range.start);
            }
            (range.start..end, String::new(), 0..0)
        });
    }

    fn type_text(&mut self, text: &str) {
        *self.preedit = None;
        let pair = match self.habits {
            Habits::Writer => pair_of(text),
            #[cfg(test)]
            Habits::Plain => None,
        };
        self.change_each(|editing, _, selection| {
            let range = selection.range();
            if let Some((open, close)) = pair.filter(|_| !selection.is_caret()) {
                let inside = editing.text.slice(range.clone());
                let insert = format!("{open}{inside}{close}");
                let selected = open.len()..open.len() + inside.len();
                return (range, insert, selected);
            }
            (range, text.to_owned(), text.len()..text.len())
        });
    }

    fn has_selected(&self) -> bool {
        self.carets.iter().any(|selection| !selection.is_caret())
    }

    /// What is selected goes to the clipboard, from several places each on a line of its own.
    fn copy(&self) {
        let selected = self.carets.iter().filter(|selection| !selection.is_caret());
        let copied: Vec<_> = selected
            .map(|selection| self.text.slice(selection.range()))
            .collect();
        if !copied.is_empty() {
            self.ui.copy_text(copied.join("\n"));
        }
    }

    /// As many lines as there are carets: one line for each.
    fn paste(&mut self, text: &str) {
        *self.preedit = None;
        let lines: Vec<&str> = text.lines().collect();
        if !self.carets.is_one() && lines.len() == self.carets.count() {
            self.type_each(|index| lines.get(index).copied().unwrap_or_default().to_owned());
        } else {
            self.type_each(|_| text.to_owned());
        }
    }

    fn on_ime(&mut self, event: &ImeEvent) {
        match event {
            ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)
                if (text.is_empty() && self.preedit.is_none()) || text == "\n" || text == "\r" => {}
            ImeEvent::Preedit {
                text,
                active_range_chars,
            } => {
                self.carets.only_main();
                let range = self.carets.main().range();
                self.replace(&range, text);
                let start = Cursor::before_next(range.start);
                let end = Cursor::before_next(range.start + text.len());
                self.carets.set_main(Selection::between(start, end));
                let active_chars = active_range_chars.clone();
                *self.preedit = (!text.is_empty()).then_some(Preedit { active_chars });
            }
            ImeEvent::Commit(text) => {
                *self.preedit = None;
                self.type_each(|_| text.clone());
            }
            ImeEvent::DeleteSurrounding {
                before_chars,
                after_chars,
            } => self.delete_around(*before_chars, *after_chars),
            #[expect(deprecated, reason = "egui still has them")]
            ImeEvent::Enabled | ImeEvent::Disabled => {}
        }
    }

    fn delete_around(&mut self, before_chars: usize, after_chars: usize) {
        let mut selection = self.carets.main();
        let range = selection.range();
        let bytes = |chars: &mut dyn Iterator<Item = char>, count| -> usize {
            chars.take(count).map(char::len_utf8).sum()
        };
        let after = bytes(&mut self.text.chars_from(range.end), after_chars);
        let before = bytes(&mut self.text.chars_before(range.start), before_chars);
        self.replace(&(range.end..range.end + after), "");
        self.replace(&(range.start - before..range.start), "");
        selection.head.at -= before;
        selection.anchor.at -= before;
        self.carets.set_main(selection);
    }

    /// A screen reader replaces what is selected, or selects.
    fn on_request(&mut self, event: &Event) {
        let Event::AccessKitActionRequest(request) = event else {
            return;
        };
        let is_ours =
            request.target_node == self.id.accesskit_id() && request.target_tree == TreeId::ROOT;
        if let (Action::ReplaceSelectedText, Some(ActionData::Value(text)), true) =
            (&request.action, &request.data, is_ours)
        {
            self.type_each(|_| text.to_string());
            *self.preedit = None;
        } else if let Some(exposed) = self.exposed
            && let Some(selection) = exposed.selection(self.ui, self.id, event, self.text)
        {
            self.carets.set_main(selection);
        }
    }
}

/// What typing this around a selection puts before and after it.
fn pair_of(text: &str) -> Option<(&'static str, &'static str)> {
    Some(match text {
        "(" => ("(", ")"),
        "[" => ("[", "]"),
        "{" => ("{", "}"),
        "<" => ("<", ">"),
        "\"" => ("\"", "\""),
        "'" => ("'", "'"),
        "`" => ("`", "`"),
        "*" => ("*", "*"),
        "_" => ("_", "_"),
        "~" => ("~", "~"),
        "“" => ("“", "”"),
        "‘" => ("‘", "’"),
        "«" => ("«", "»"),
        "„" => ("„", "”"),
        _ => return None,
    })
}
