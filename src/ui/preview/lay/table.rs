//! Tables: columns as wide as they need to be, narrower where the page is.

use egui::{Rect, Role, pos2, vec2};

use super::{Item, Layouter, Seams};
use crate::{
    model::markdown::blocks::{Alignment, Text},
    ui::{
        preview::{
            look::Size,
            set_text::{Base, Set},
        },
        theme::{sizes, weight},
    },
};

const PAD_X: f32 = sizes::SPACE_3;
const PAD_Y: f32 = 6.0;
/// A word longer than this may be cut in two lines, to make room for other columns.
const LONGEST_WORD: f32 = 150.0;
/// The widest that sentences make a column in a table that scrolls.
const ROOMY: f32 = 260.0;

/// Widths of a column, without its padding.
#[derive(Clone, Copy, Default)]
struct Column {
    /// Without a line break.
    natural: f32,
    /// With no word cut but the longest ones.
    least: f32,
    /// Of the widest word.
    word: f32,
}

impl Column {
    /// The width in a table that scrolls.
    fn roomy(&self) -> f32 {
        self.natural.min(ROOMY).max(self.word)
    }
}

impl Layouter<'_, '_> {
    pub(super) fn table(
        &mut self,
        x: f32,
        width: f32,
        alignments: &[Alignment],
        rows: &[Vec<Text>],
        widest: &[Vec<Text>],
    ) {
        let (part, seams) = self.take_part();
        let columns = if part.is_some() {
            self.columns_of_whole(alignments.len(), widest)
        } else {
            self.columns(alignments.len(), rows)
        };
        let mut widths = share(&columns, width - 2.0 * PAD_X * columns.len() as f32);
        let whole: f32 = widths.iter().map(|width| width + 2.0 * PAD_X).sum();
        if whole > width + 0.5 {
            // It scrolls anyway: no word is cut, no column is a ribbon.
            widths = columns.iter().map(Column::roomy).collect();
        }
        let whole: f32 = widths.iter().map(|width| width + 2.0 * PAD_X).sum();
        if whole <= width + 0.5 {
            self.rows(x, &widths, alignments, rows, seams);
        } else {
            let (outer, top) = (std::mem::take(&mut self.laid.items), self.y);
            self.y = 0.0;
            self.rows(0.0, &widths, alignments, rows, seams);
            let height = self.y + if seams.below { 0.0 } else { sizes::SPACE_3 };
            let items = std::mem::replace(&mut self.laid.items, outer);
            self.laid.items.push(Item::Wide {
                place: Rect::from_min_size(pos2(x, top), vec2(width, height)),
                width: whole,
                ground: self.around.colours.paper,
                items,
                seams,
            });
            self.y = top + height;
        }
        if !seams.below {
            self.y += self.gap;
        }
    }

    fn cell(&mut self, text: &Text, width: f32, is_head: bool) -> Set {
        let base = Base {
            size: Size::SMALL,
            weight: if is_head {
                weight::BOLD
            } else {
                weight::REGULAR
            },
            ..self.base()
        };
        self.cell_text(text, base, width)
    }

    fn columns(&mut self, count: usize, rows: &[Vec<Text>]) -> Vec<Column> {
        let mut columns = vec![Column::default(); count];
        for (row_no, row) in rows.iter().enumerate() {
            for (column, text) in columns.iter_mut().zip(row) {
                let cell = self.cell(text, f32::INFINITY, row_no == 0);
                let word = widest_word(&cell).ceil() + 1.0;
                column.natural = column.natural.max(cell.width().ceil() + 1.0);
                column.least = column.least.max(word.min(LONGEST_WORD));
                column.word = column.word.max(word);
            }
        }
        columns
    }

    /// The columns of a table in parts, by the rows that seem to be its widest.
    fn columns_of_whole(&mut self, count: usize, widest: &[Vec<Text>]) -> Vec<Column> {
        // What seems narrower may be a little wider.
        const SPARE: f32 = 1.06;
        let mut columns = self.columns(count, widest);
        for column in &mut columns {
            column.natural = (column.natural * SPARE).ceil();
            column.word = (column.word * SPARE).ceil();
        }
        columns
    }

    /// Draws the rows and moves below them.
    fn rows(
        &mut self,
        x: f32,
        widths: &[f32],
        alignments: &[Alignment],
        rows: &[Vec<Text>],
        seams: Seams,
    ) {
        let colours = self.around.colours;
        let whole: f32 = widths.iter().map(|width| width + 2.0 * PAD_X).sum();
        for (row_no, row) in rows.iter().enumerate() {
            let top = self.y;
            let mut height = Size::SMALL.line;
            let mut left = x + PAD_X;
            for ((text, &width), alignment) in row.iter().zip(widths).zip(alignments) {
                let cell = self.cell(text, width, row_no == 0 && !seams.above);
                let spare = (width - cell.width()).max(0.0);
                let shift = match alignment {
                    Alignment::Left => 0.0,
                    Alignment::Centre => spare * 0.5,
                    Alignment::Right => spare,
                };
                height = height.max(cell.height());
                let at = pos2((left + shift).round(), top + PAD_Y);
                self.laid.items.push(Item::Text(at, cell, Role::Label));
                left += width + 2.0 * PAD_X;
            }
            self.y = top + height + 2.0 * PAD_Y;
            let is_head = row_no == 0 && !seams.above;
            let is_edge = is_head || row_no + 1 == rows.len() && !seams.below;
            let colour = if is_edge {
                colours.line_strong
            } else {
                colours.line
            };
            let line = Rect::from_min_size(pos2(x, self.y - 1.0), vec2(whole, 1.0));
            self.fill(line, 0, colour);
        }
    }
}

/// Shares `room` among the columns: each gets its least, what is left goes to those that want
/// more, by how much more they want.
fn share(columns: &[Column], room: f32) -> Vec<f32> {
    let natural: f32 = columns.iter().map(|column| column.natural).sum();
    if natural <= room {
        return columns.iter().map(|column| column.natural).collect();
    }
    let least: f32 = columns.iter().map(|column| column.least).sum();
    let spare = (room - least).max(0.0);
    let wanted = (natural - least).max(1.0);
    columns
        .iter()
        .map(|column| column.least + (column.natural - column.least).max(0.0) / wanted * spare)
        .collect()
}

fn widest_word(set: &Set) -> f32 {
    let pictures = set.pictures.iter().map(|picture| picture.place.width());
    let mut widest = pictures.fold(0.0, f32::max);
    for row in &set.galley.rows {
        let mut word = 0.0;
        for glyph in &row.row.glyphs {
            if glyph.chr.is_whitespace() {
                word = 0.0;
            } else {
                word += glyph.advance_width;
                widest = widest.max(word);
            }
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(least: f32, natural: f32) -> Column {
        Column {
            natural,
            least,
            word: least,
        }
    }

    fn check(columns: &[Column], expected: &[f32]) {
        let widths = share(columns, 100.0);

        assert_eq!(widths.len(), expected.len());
        for (width, expected) in widths.iter().zip(expected) {
            assert!((width - expected).abs() < 0.1, "{widths:?}");
        }
    }

    #[test]
    fn columns_that_fit_are_as_wide_as_they_want() {
        check(&[column(10.0, 40.0), column(10.0, 50.0)], &[40.0, 50.0]);
    }

    #[test]
    fn columns_that_do_not_fit_share_what_is_left() {
        check(&[column(10.0, 10.0), column(20.0, 220.0)], &[10.0, 90.0]);
    }

    #[test]
    fn columns_never_get_less_than_their_words() {
        check(&[column(80.0, 90.0), column(80.0, 220.0)], &[80.0, 80.0]);
    }
}
