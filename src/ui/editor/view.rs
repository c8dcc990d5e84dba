//! The text as it is laid out: where a byte is drawn, which byte is at a place, and where the
//! keys take a caret.
//!
//! Places are in points from the upper left corner of the text. Movement is that of egui's text
//! fields, except that it goes by characters as people see them.

use std::{ops::Range, sync::Arc};

use egui::{
    Galley, Key, Modifiers, Pos2, Rect, Ui,
    epaint::text::cursor::LayoutCursor,
    os::OperatingSystem,
    pos2,
    text::{CCursor, CharIndex, LayoutJob},
    vec2,
};

use super::{
    carets::{Cursor, Selection},
    draft::Draft,
    galleys::Galleys,
    pieces::{Pieces, Place},
    words,
};
use crate::{
    model::text::position::{byte_of_char, chars_before},
    ui::right_to_left,
};

/// A click this far above the text is at its start, this far below at its end.
const BEYOND_POINTS: f64 = 5.0;

pub struct View<'a> {
    pub ui: &'a Ui,
    pub text: &'a Draft<'a>,
    pub pieces: &'a Pieces,
    pub galleys: &'a mut Galleys,
}

/// A piece that is laid out.
pub struct Laid {
    pub place: Place,
    pub galley: Arc<Galley>,
    /// Its bytes, without the line break.
    pub bytes: Range<usize>,
    /// Whether a line break follows.
    pub is_broken: bool,
}

/// A row of a piece.
struct Row {
    laid: Laid,
    at: LayoutCursor,
}

impl View<'_> {
    pub fn laid(&mut self, place: Place) -> Laid {
        let range = self.pieces.range(place);
        let text = self.text.slice(range.clone());
        let plain = text.strip_suffix('\n').unwrap_or(&text);
        let bytes = range.start..range.start + plain.len();
        let is_broken = plain.len() < text.len();
        let galley = match self.pieces.piece(place) {
            Some(piece) => self.galleys.galley(self.ui, piece, plain),
            None => self
                .ui
                .fonts_mut(|fonts| fonts.layout_job(LayoutJob::default())),
        };
        Laid {
            place,
            galley,
            bytes,
            is_broken,
        }
    }

    /// The piece in which a caret is drawn.
    pub fn place_of(&self, cursor: Cursor) -> Place {
        let place = self.pieces.at_byte(cursor.at);
        let starts_line = self
            .pieces
            .piece(place)
            .is_none_or(|piece| piece.starts_line);
        if place.start == cursor.at
            && !starts_line
            && !cursor.prefers_next_row
            && let Some(previous) = self.pieces.previous(place)
        {
            return previous;
        }
        place
    }

    fn row_of(&mut self, cursor: Cursor) -> Row {
        let place = self.place_of(cursor);
        let laid = self.laid(place);
        let at = laid
            .galley
            .layout_from_cursor(self.in_galley(&laid, cursor));
        Row { laid, at }
    }

    /// A cursor as the galley of its piece counts.
    pub fn in_galley(&self, laid: &Laid, cursor: Cursor) -> CCursor {
        let before = self
            .text
            .slice(laid.bytes.start..cursor.at.min(laid.bytes.end));
        CCursor {
            index: CharIndex(before.chars().count()),
            prefer_next_row: cursor.prefers_next_row,
        }
    }

    fn of_galley(&self, laid: &Laid, cursor: CCursor) -> Cursor {
        let text = self.text.slice(laid.bytes.clone());
        Cursor {
            at: laid.bytes.start + byte_of_char(&text, cursor.index.0),
            prefers_next_row: cursor.prefer_next_row,
        }
    }

    /// The cursor in a row of a piece.
    fn in_row(&self, laid: &Laid, row: usize, column: CharIndex) -> Cursor {
        let rows = &laid.galley.rows;
        let before: usize = rows
            .iter()
            .take(row)
            .map(|row| row.char_count_including_newline().0)
            .sum();
        let length = rows
            .get(row)
            .map_or(0, |row| row.char_count_excluding_newline().0);
        self.of_galley(
            laid,
            CCursor {
                index: CharIndex(before + column.0.min(length)),
                prefer_next_row: column.0 < length,
            },
        )
    }

    /// Where a caret is drawn: a rectangle without width, and the top of its piece.
    pub fn rect_of(&mut self, cursor: Cursor) -> (f64, Rect) {
        let row = self.row_of(cursor);
        (
            row.laid.place.top,
            right_to_left::pos_from_layout_cursor(&row.laid.galley, &row.at),
        )
    }

    /// The place in the text that is nearest to a point.
    pub fn cursor_at(&mut self, x: f32, y: f64) -> Cursor {
        if y < -BEYOND_POINTS {
            return Cursor::new(0);
        }
        if y > self.pieces.points() + BEYOND_POINTS {
            return self.end();
        }
        let laid = self.laid(self.pieces.at_points(y));
        #[expect(clippy::cast_possible_truncation, reason = "a place inside one piece")]
        let inside = (y - laid.place.top) as f32;
        let height = laid.galley.rect.height();
        let point: Pos2 = pos2(x, inside.clamp(0.0, height));
        let cursor = right_to_left::cursor_from_pos(&laid.galley, vec2(point.x, point.y));
        self.of_galley(&laid, cursor)
    }

    pub fn end(&self) -> Cursor {
        Cursor::before_next(self.text.len())
    }

    /// The same place, at the row that it is drawn in, inside the text, and not inside a
    /// character.
    pub fn settled(&mut self, cursor: Cursor) -> Cursor {
        let at = self.text.floor(cursor.at);
        let row = self.row_of(Cursor { at, ..cursor });
        self.in_row(&row.laid, row.at.row, row.at.column)
    }

    /// What a key makes of a selection; `None` if it moves nothing.
    pub fn moved(
        &mut self,
        os: OperatingSystem,
        selection: Selection,
        key: Key,
        modifiers: Modifiers,
    ) -> Option<Selection> {
        let is_mac_ctrl = os == OperatingSystem::Mac && modifiers.ctrl && !modifiers.shift;
        match key {
            Key::A if modifiers.command => {
                return Some(Selection::between(Cursor::new(0), self.end()));
            }
            Key::ArrowLeft if modifiers.is_none() && !selection.is_caret() => {
                return Some(Selection::caret(selection.start()));
            }
            Key::ArrowRight if modifiers.is_none() && !selection.is_caret() => {
                return Some(Selection::caret(selection.end()));
            }
            _ => {}
        }
        let (head, column_points) = if is_mac_ctrl {
            self.moved_as_emacs(selection, key)?
        } else {
            self.moved_head(selection, key, modifiers)?
        };
        let anchor = if modifiers.shift {
            selection.anchor
        } else {
            head
        };
        Some(Selection {
            head,
            anchor,
            column_points,
        })
    }

    fn moved_as_emacs(&mut self, selection: Selection, key: Key) -> Option<(Cursor, Option<f32>)> {
        let head = selection.head;
        Some(match key {
            Key::A => (self.row_start(head), None),
            Key::E => (self.row_end(head), None),
            Key::P => self.row_up(head, selection.column_points),
            Key::N => self.row_down(head, selection.column_points),
            Key::B => (self.left(head), None),
            Key::F => (self.right(head), None),
            Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::End => (head, selection.column_points),
            _ => return None,
        })
    }

    fn moved_head(
        &mut self,
        selection: Selection,
        key: Key,
        modifiers: Modifiers,
    ) -> Option<(Cursor, Option<f32>)> {
        let head = selection.head;
        let by_word = modifiers.alt || modifiers.ctrl;
        Some(match key {
            Key::ArrowLeft if by_word => {
                let at = words::previous_word(self.text, head.at);
                (Cursor::before_next(at), None)
            }
            Key::ArrowRight if by_word => (Cursor::new(words::next_word(self.text, head.at)), None),
            Key::ArrowLeft if modifiers.mac_cmd => (self.row_start(head), None),
            Key::ArrowRight if modifiers.mac_cmd => (self.row_end(head), None),
            Key::ArrowLeft => (self.left(head), None),
            Key::ArrowRight => (self.right(head), None),
            Key::ArrowUp if modifiers.command => (Cursor::new(0), None),
            Key::ArrowDown if modifiers.command => (self.end(), None),
            Key::ArrowUp => self.row_up(head, selection.column_points),
            Key::ArrowDown => self.row_down(head, selection.column_points),
            Key::Home if modifiers.ctrl => (Cursor::new(0), None),
            Key::End if modifiers.ctrl => (self.end(), None),
            Key::Home => (self.row_start(head), None),
            Key::End => (self.row_end(head), None),
            _ => return None,
        })
    }

    fn left(&self, cursor: Cursor) -> Cursor {
        if cursor.at == 0 {
            return Cursor::new(0);
        }
        Cursor::before_next(words::previous_character(self.text, cursor.at))
    }

    fn right(&self, cursor: Cursor) -> Cursor {
        Cursor::before_next(words::next_character(self.text, cursor.at))
    }

    fn row_start(&mut self, cursor: Cursor) -> Cursor {
        let row = self.row_of(cursor);
        self.in_row(&row.laid, row.at.row, CharIndex::ZERO)
    }

    fn row_end(&mut self, cursor: Cursor) -> Cursor {
        let row = self.row_of(cursor);
        self.in_row(&row.laid, row.at.row, CharIndex(usize::MAX))
    }

    /// One row up, in the column `column_points`, or else in the one of the cursor.
    pub fn row_up(&mut self, cursor: Cursor, column_points: Option<f32>) -> (Cursor, Option<f32>) {
        let row = self.row_of(cursor);
        let column = column_points.unwrap_or_else(|| row.column_points());
        if let Some(above) = row.at.row.checked_sub(1) {
            return (self.in_column(&row.laid, above, column), Some(column));
        }
        let Some(previous) = self.pieces.previous(row.laid.place) else {
            return (Cursor::new(0), None);
        };
        let laid = self.laid(previous);
        let last = laid.galley.rows.len().saturating_sub(1);
        (self.in_column(&laid, last, column), Some(column))
    }

    /// As [`Self::row_up`], one row down.
    pub fn row_down(
        &mut self,
        cursor: Cursor,
        column_points: Option<f32>,
    ) -> (Cursor, Option<f32>) {
        let row = self.row_of(cursor);
        let column = column_points.unwrap_or_else(|| row.column_points());
        let below = row.at.row + 1;
        if below < row.laid.galley.rows.len() {
            return (self.in_column(&row.laid, below, column), Some(column));
        }
        let Some(next) = self.pieces.next(row.laid.place) else {
            return (self.end(), None);
        };
        let laid = self.laid(next);
        (self.in_column(&laid, 0, column), Some(column))
    }

    fn in_column(&self, laid: &Laid, row: usize, points: f32) -> Cursor {
        let column = laid.galley.rows.get(row).map_or(CharIndex::ZERO, |row| {
            right_to_left::char_at(row, points - row.pos.x)
        });
        let cursor = self.in_row(laid, row, column);
        self.whole(cursor)
    }

    /// The cursor, before the character that it is inside of.
    fn whole(&self, cursor: Cursor) -> Cursor {
        if cursor.at == 0 || cursor.at >= self.text.len() {
            return cursor;
        }
        let start = words::previous_character(self.text, cursor.at);
        if words::next_character(self.text, start) == cursor.at {
            cursor
        } else {
            Cursor {
                at: start,
                ..cursor
            }
        }
    }

    /// What a double click at `at` selects.
    pub fn word_at(&self, at: usize) -> Selection {
        if self.text.len() == 0 {
            return Selection::default();
        }
        let line = self.text.line_start(at);
        // egui looks at the line alone, but for what it takes for the end of one.
        let end = words::next_run(self.text, line);
        let slice = self.text.slice(line..end);
        let line_text = Draft::new(&slice);
        let start = words::previous_word(&line_text, at - line);
        let stop = words::next_word(&line_text, at - line);
        Selection::of(&(line + start..line + stop))
    }

    /// What a triple click at `at` selects.
    pub fn line_at(&self, at: usize) -> Selection {
        let before = self.text.chars_before(at).next().map(words::is_line_break);
        let after = self.text.chars_from(at).next().map(words::is_line_break);
        let next = |at| words::next_run(self.text, at);
        let previous = |at| words::previous_run(self.text, at);
        let range = match (before, after) {
            (Some(false), Some(false)) => {
                let start = previous(words::next_scalar(self.text, at));
                start..next(start)
            }
            (Some(false), Some(true)) => {
                let start = previous(at);
                start..next(start)
            }
            (Some(true), Some(true)) => previous(at)..next(at),
            (Some(_), None) => previous(at)..at,
            (None, _) | (Some(true), Some(false)) => at..next(at),
        };
        Selection::of(&range)
    }

    /// The number of characters before a byte of a piece.
    pub fn chars_to(&self, laid: &Laid, at: usize) -> usize {
        let text = self.text.slice(laid.bytes.clone());
        chars_before(&text, at.saturating_sub(laid.bytes.start))
    }
}

impl Row {
    fn column_points(&self) -> f32 {
        right_to_left::pos_from_layout_cursor(&self.laid.galley, &self.at).left()
    }
}
