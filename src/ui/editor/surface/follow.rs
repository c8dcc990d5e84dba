//! What is kept is brought to the text of a frame: pieces, carets, the marks of changed lines.

use std::sync::Arc;

use super::{MOVED_MARGIN_POINTS, Shown, Surface};
use crate::{
    model::{
        document::Document,
        text::{Edit, Replaced},
    },
    ui::editor::{
        carets::{Cursor, Selection},
        draft::Draft,
        lexer::LineState,
        pieces::Pieces,
    },
};

impl Surface {
    /// Brings everything that is kept to the text of this frame.
    pub fn follow(&mut self, document: &Document, visible: &str, shown: Shown) {
        let Some(before) = self.shown.replace(shown) else {
            self.rebuild(visible, shown);
            let start = visible.len() - visible.trim_start_matches('\n').len();
            self.carets
                .set_main(Selection::caret(Cursor::before_next(start)));
            self.follow_saved(document, shown);
            return;
        };
        let ahead = self.ahead.take();
        if before != shown || ahead.is_some() {
            let changes = changes_below(document, before, shown, ahead.as_ref());
            if let Some(changes) = changes {
                self.replace(&changes, visible);
            } else {
                self.carry(document, before, shown);
                self.rebuild(visible, shown);
            }
        }
        self.follow_saved(document, shown);
    }

    /// Takes changes over that are not known yet.
    fn replace(&mut self, changes: &[Replaced], visible: &str) {
        for change in changes {
            self.carets.follow(change);
        }
        if let Some(all) = Replaced::over(changes) {
            let text = Draft::new(visible);
            self.pieces
                .replace(&all.range, all.inserted, &text, self.estimate);
        }
    }

    /// Carries the carets to a text that is cut anew.
    fn carry(&mut self, document: &Document, before: Shown, shown: Shown) {
        let changes: Vec<Replaced> = document
            .changes_since(before.revision)
            .map(|changes| changes.cloned().collect())
            .unwrap_or_default();
        let place = |cursor: Cursor| {
            let whole = before.from + cursor.at;
            let at = changes.iter().fold(whole, |at, change| change.map(at));
            Cursor {
                at: at.saturating_sub(shown.from),
                ..cursor
            }
        };
        let main = self.carets.main();
        self.carets
            .set_main(Selection::between(place(main.anchor), place(main.head)));
        self.reveal = Some(MOVED_MARGIN_POINTS);
    }

    fn rebuild(&mut self, visible: &str, shown: Shown) {
        let state = if shown.has_head {
            LineState::HeadStart
        } else {
            LineState::Body
        };
        let mut pieces = Pieces::of(visible, state, self.estimate);
        pieces.use_ids_after(&self.pieces);
        self.pieces = pieces;
        self.saved = None;
    }

    /// Keeps the marks of changed lines true to what the file holds.
    fn follow_saved(&mut self, document: &Document, shown: Shown) {
        let saved = &document.saved().text;
        let is_known = self
            .saved
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, saved));
        if !document.is_dirty() {
            self.pieces.forget_changes();
        } else if !is_known {
            self.pieces.forget_changes();
            if let Some(edit) = Edit::between(saved, document.text()) {
                let start = edit.range.start.saturating_sub(shown.from);
                let end = (edit.range.start + edit.insert.len()).saturating_sub(shown.from);
                self.pieces.mark_changed(&(start..end));
            }
        }
        self.saved = Some(Arc::clone(saved));
    }
}

/// The changes of the document since `before` that `ahead` is not, as seen from what is shown;
/// `None` if what is shown is not what was shown with these changes.
fn changes_below(
    document: &Document,
    before: Shown,
    shown: Shown,
    ahead: Option<&Replaced>,
) -> Option<Vec<Replaced>> {
    if before.has_head != shown.has_head {
        return None;
    }
    let mut from = before.from;
    let mut found = Vec::new();
    for change in document.changes_since(before.revision)? {
        if change.range.start < from && change.range.end <= from {
            from = change.map(from);
        } else {
            found.push(change.below(from)?);
        }
    }
    if from != shown.from {
        return None;
    }
    if let Some(ahead) = ahead {
        if found.first() != Some(ahead) {
            return None;
        }
        found.remove(0);
    }
    Some(found)
}
