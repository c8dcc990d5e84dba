//! The caret and the selection: kept through changes of the text, and reported when they move.
//!
//! egui counts them in characters of what is shown, everyone else in bytes of the whole text.

use std::ops::Range;

use egui::{
    Id, TextEdit, Ui,
    text::{CCursor, CCursorRange, CharIndex},
};

use crate::{
    action::{Action, Outbox},
    model::{
        document::DocumentId,
        text::{Edit, Revision, position},
    },
};

/// What part of which text a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub revision: Revision,
    /// The byte that it begins at.
    pub from: usize,
    /// It begins with a front matter.
    pub has_head: bool,
}

#[derive(Debug, Default)]
pub(super) struct Caret {
    /// In characters of the text that was laid out last.
    cursor: CCursorRange,
    /// What `cursor` belongs to; `None` before the first frame.
    shown: Option<Shown>,
    /// Moved by us, and not looked at since.
    is_moved: bool,
    /// What was reported last, in bytes of the whole text.
    reported: Option<(Revision, Range<usize>)>,
}

impl Caret {
    /// The selection in bytes of `visible`.
    pub fn selection(&self, visible: &str) -> Range<usize> {
        let chars = self.cursor.as_sorted_char_range();
        byte_of(visible, chars.start)..byte_of(visible, chars.end)
    }

    /// Carries the caret from the text of the last frame, `old`, to the one of this.
    pub fn follow(&mut self, ui: &Ui, id: Id, old: Option<&str>, visible: &str, shown: Shown) {
        let (Some(old), Some(before)) = (old, self.shown) else {
            let start = visible.len() - visible.trim_start_matches('\n').len();
            self.set(ui, id, start..start, visible);
            return;
        };
        if before == shown {
            return;
        }
        let move_byte: Box<dyn Fn(usize) -> usize> = if before.has_head != shown.has_head {
            Box::new(|at| (before.from + at).saturating_sub(shown.from))
        } else if let Some(edit) = Edit::between(old, visible) {
            Box::new(move |at| edit.map(at))
        } else {
            return;
        };
        let moved = |cursor: CCursor| CCursor {
            index: char_of(visible, move_byte(byte_of(old, cursor.index))),
            ..cursor
        };
        let cursor = CCursorRange::two(moved(self.cursor.secondary), moved(self.cursor.primary));
        self.store(ui, id, cursor);
    }

    /// Selects bytes of `visible`.
    pub fn set(&mut self, ui: &Ui, id: Id, range: Range<usize>, visible: &str) {
        let start = CCursor::new(char_of(visible, range.start));
        let end = CCursor::new(char_of(visible, range.end));
        self.store(ui, id, CCursorRange::two(start, end));
    }

    /// Gives the selection back to the field, which forgets it with the focus.
    pub fn restore(&mut self, ui: &Ui, id: Id) {
        self.store(ui, id, self.cursor);
    }

    fn store(&mut self, ui: &Ui, id: Id, cursor: CCursorRange) {
        let mut field = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        field.cursor.set_char_range(Some(cursor));
        TextEdit::store_state(ui.ctx(), id, field);
        self.cursor = cursor;
        self.is_moved = true;
    }

    /// Takes over where the field has put the caret in a text that is not in the document yet.
    pub fn typed(&mut self, cursor: CCursorRange, shown: Shown) {
        self.cursor = cursor;
        self.shown = Some(shown);
    }

    /// Takes over where the field has put the caret, and reports it where it moved.
    pub fn report(
        &mut self,
        document: DocumentId,
        cursor: Option<CCursorRange>,
        visible: &str,
        shown: Shown,
        out: &mut Outbox,
    ) {
        let cursor = cursor.unwrap_or(self.cursor);
        if !self.is_moved && self.cursor == cursor && self.shown == Some(shown) {
            return;
        }
        self.is_moved = false;
        self.cursor = cursor;
        self.shown = Some(shown);
        let selection = self.selection(visible);
        let selection = selection.start + shown.from..selection.end + shown.from;
        let report = (shown.revision, selection.clone());
        if self.reported.as_ref() != Some(&report) {
            self.reported = Some(report);
            out.push(Action::Select {
                document,
                revision: shown.revision,
                selection,
            });
        }
    }
}

fn byte_of(text: &str, index: CharIndex) -> usize {
    position::byte_of_char(text, index.0)
}

fn char_of(text: &str, at_byte: usize) -> CharIndex {
    CharIndex(position::chars_before(text, at_byte))
}
