//! The tables in view, their columns in line.
//!
//! The text is not changed: what a cell is short of its column is drawn as room before the bar
//! that ends it, or before its words where the row of hyphens aligns them so.
//!
//! Limits: a long table (see [`stretches`](super::stretches)) and one that is wider than the pane
//! stay as they are written, and so does one whose rows begin without a bar.

use std::{collections::HashMap, rc::Rc};

use egui::text::CharIndex;

use super::{
    draft::Draft,
    galleys::Room,
    lexer::LineState,
    pieces::{Pieces, Place},
    stretches::{Stretch, Stretches},
    view::View,
};
use crate::model::{
    markdown::format::{Align, aligns},
    text::position::chars_before,
};

#[derive(Debug, Default)]
pub(super) struct Tables {
    tables: Stretches<Table>,
    /// The rows of the tables in view, by the id of the piece.
    measured: HashMap<u64, Rc<Row>>,
}

#[derive(Debug)]
struct Table {
    ids: Vec<u64>,
    /// What is drawn before bars and words, row by row. None: it stays as it is written.
    rooms: Vec<Vec<Room>>,
}

/// A row as it is written.
#[derive(Debug)]
struct Row {
    bars: Vec<Bar>,
    width: f32,
}

#[derive(Clone, Copy, Debug)]
struct Bar {
    /// In its line.
    at_byte: usize,
    /// Its left edge, in points.
    x: f32,
}

impl Tables {
    /// Brings the columns between `top` and `bottom` in line, where the text is as wide as `width`.
    pub fn line_up(&mut self, view: &mut View<'_>, (top, bottom): (f64, f64), width: f32) {
        self.tables.begin();
        let mut place = Some(view.pieces.at_points(top));
        while let Some(at) = place
            && at.top < bottom
        {
            if is_row(view.pieces, view.text, at)
                && let Some(id) = view.pieces.piece(at).map(|piece| piece.id)
            {
                let (pieces, text) = (view.pieces, view.text);
                let is_inside = |place| is_row(pieces, text, place);
                let measured = &mut self.measured;
                let read = |stretch: &Stretch| Table::read(view, stretch, width, measured);
                if let Some(row) = self.tables.at(view, at, is_inside, read) {
                    let rooms = row.of.rooms.get(row.number).cloned();
                    view.galleys.set_rooms(id, rooms.unwrap_or_default());
                }
            }
            place = view.pieces.next(at);
        }
        self.tables.end();
        let ids = self.tables.iter().map(|table| table.ids.len()).sum();
        if self.measured.len() > ids {
            let tables = &self.tables;
            let is_used = |id: &u64| tables.iter().any(|table| table.ids.contains(id));
            self.measured.retain(|id, _| is_used(id));
        }
    }

    /// The width of the text or its look is another one.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Whether a line looks like a row of a table.
fn is_row(pieces: &Pieces, text: &Draft<'_>, at: Place) -> bool {
    let Some(piece) = pieces.piece(at) else {
        return false;
    };
    piece.before == LineState::Body && piece.is_whole_line() && {
        let line = text.slice(pieces.range(at));
        line.trim_start_matches([' ', '>']).starts_with('|')
    }
}

impl Table {
    fn read(
        view: &View<'_>,
        stretch: &Stretch,
        width: f32,
        measured: &mut HashMap<u64, Rc<Row>>,
    ) -> Self {
        let mut rows = Vec::new();
        let mut hyphens = None;
        let mut place = Some(stretch.first).filter(|_| !stretch.is_too_long);
        for &id in &stretch.ids {
            let Some(at) = place else { break };
            let line = view.text.slice(view.pieces.range(at));
            let line = line.strip_suffix('\n').unwrap_or(&line);
            if rows.len() == 1 {
                hyphens = aligns(line.trim_start_matches([' ', '>']));
                if hyphens.is_none() {
                    break;
                }
            }
            let row = measured
                .entry(id)
                .or_insert_with(|| Rc::new(Row::measured(view, at, line)));
            rows.push(Rc::clone(row));
            place = view.pieces.next(at);
        }
        let rooms = hyphens.and_then(|aligns| rooms(&rows, &aligns, width));
        Self {
            ids: stretch.ids.clone(),
            rooms: rooms.unwrap_or_default(),
        }
    }
}

impl Row {
    fn measured(view: &View<'_>, at: Place, line: &str) -> Self {
        let galley = view
            .pieces
            .piece(at)
            .map(|piece| view.galleys.as_written(view.ui, piece, line));
        let row = galley.as_ref().and_then(|galley| galley.rows.first());
        let x_of = |at_byte| {
            row.map_or(0.0, |row| {
                row.x_offset(CharIndex(chars_before(line, at_byte)))
            })
        };
        let bytes = line.as_bytes();
        let is_bar = |at: usize| {
            bytes.get(at) == Some(&b'|') && (at == 0 || bytes.get(at - 1) != Some(&b'\\'))
        };
        let bars = (0..line.len()).filter(|&at| is_bar(at));
        let bars = bars.map(|at_byte| Bar {
            at_byte,
            x: x_of(at_byte),
        });
        Self {
            bars: bars.collect(),
            width: x_of(line.len()),
        }
    }

    /// How wide the cell is that ends at a bar; what stands before the first bar counts as one.
    fn cell_points(&self, bar: usize) -> f32 {
        let x = |bar: usize| self.bars.get(bar).map_or(0.0, |bar| bar.x);
        x(bar) - bar.checked_sub(1).map_or(0.0, x)
    }

    /// What stands behind the last bar.
    fn rest_points(&self) -> f32 {
        self.width - self.bars.last().map_or(0.0, |bar| bar.x)
    }
}

/// The room that brings the columns in line; `None` if the rows are wider than `width` then.
fn rooms(rows: &[Rc<Row>], aligns: &[Align], width: f32) -> Option<Vec<Vec<Room>>> {
    let columns = rows.iter().map(|row| row.bars.len()).max()?;
    let widest = |column: usize| {
        let ends = rows.iter().filter(|row| column < row.bars.len());
        ends.map(|row| row.cell_points(column)).fold(0.0, f32::max)
    };
    let widths: Vec<f32> = (0..columns).map(widest).collect();
    let rest = rows.iter().map(|row| row.rest_points());
    if widths.iter().sum::<f32>() + rest.fold(0.0, f32::max) > width {
        return None;
    }
    let rooms = rows.iter().enumerate().map(|(number, row)| {
        let mut rooms: Vec<Room> = Vec::new();
        for (column, bar) in row.bars.iter().enumerate() {
            let short = widths
                .get(column)
                .map_or(0.0, |width| width - row.cell_points(column));
            let cell = column.checked_sub(1);
            let align = cell
                .and_then(|cell| aligns.get(cell))
                .filter(|_| number != 1);
            let before = match align {
                Some(Align::Right) => short,
                Some(Align::Centre) => (short / 2.0).floor(),
                Some(Align::Left | Align::Default) | None => 0.0,
            };
            let words = cell.and_then(|cell| row.bars.get(cell));
            let words = words.map_or(0, |bar| bar.at_byte + 1);
            rooms.push(Room {
                at_byte: words,
                points: before,
            });
            rooms.push(Room {
                at_byte: bar.at_byte,
                points: short - before,
            });
        }
        rooms.retain(|room| room.points > 0.0);
        rooms
    });
    Some(rooms.collect())
}
