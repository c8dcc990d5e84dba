//! How high the rows are: guessed from the number of letters until they were drawn once.

use std::ops::Range;

use super::{CELL_PAD, GAP, HEADING, LINE, PAD, View};
use crate::model::compare::Row;

/// Of an average letter; only for rows that were not seen yet.
const LETTER: f32 = 7.0;

/// The height of each row at one width.
#[derive(Default)]
pub struct Heights {
    width: f32,
    rows: Vec<f32>,
}

impl Heights {
    pub(super) fn fit(&mut self, view: &View<'_>, width: f32) {
        let rows = &view.comparison.rows;
        let is_same = self.rows.len() == rows.len();
        if !is_same || (self.width - width).abs() > 0.5 {
            self.width = width;
            self.rows = rows.iter().map(|row| view.estimated(row)).collect();
        }
    }

    pub(super) fn set(&mut self, row: usize, height: f32) {
        if let Some(old) = self.rows.get_mut(row) {
            *old = height;
        }
    }

    /// The top of each row, then the end of the last.
    pub(super) fn tops(&self) -> Vec<f32> {
        let mut at = 0.0;
        let mut tops = vec![0.0];
        for height in &self.rows {
            at += height;
            tops.push(at);
        }
        tops
    }
}

impl View<'_> {
    fn estimated(&self, row: &Row) -> f32 {
        let letters = (self.cell - 2.0 * CELL_PAD) / LETTER;
        let height = |range: &Range<usize>| {
            let lines = (range.len() as f32 / letters).ceil().max(1.0);
            lines * LINE + 2.0 * PAD
        };
        match row {
            Row::Heading(_) => HEADING,
            Row::Gap(_) => GAP,
            Row::Equal { left, .. } => height(left),
            Row::Different { left, right, .. } => {
                let [left, right] = [left, right].map(|side| side.as_ref().map_or(0.0, height));
                if self.has_columns {
                    left.max(right)
                } else {
                    left + right
                }
            }
        }
    }
}
