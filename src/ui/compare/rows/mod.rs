//! The lines of the view.

mod cell;
mod headings;
mod heights;

use std::{ops::Range, sync::Arc};

use egui::{Color32, Galley, Pos2, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2};

use self::cell::{Cell, slice};
pub use self::heights::Heights;
use super::{CompareState, Sides};
use crate::{
    model::compare::{Comparison, Row},
    ui::theme::{Colours, colours, sizes},
};

/// Narrower than this, in points, there is one column.
const COLUMNS_FROM: f32 = 640.0;
const HEADING: f32 = 44.0;
const GAP: f32 = 34.0;
const LINE: f32 = 23.0;
/// Above and below the text of a row.
const PAD: f32 = 2.0;
const MARGIN: f32 = 16.0;
/// Between the columns.
const MIDDLE: f32 = 12.0;
/// Beside the text, inside of its cell.
const CELL_PAD: f32 = 12.0;

/// One of the columns, or the only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// What all rows of a frame share.
struct View<'a> {
    comparison: &'a Comparison,
    sides: Sides<'a>,
    colours: &'static Colours,
    /// The width of a cell.
    cell: f32,
    has_columns: bool,
}

pub fn rows_ui(ui: &mut Ui, comparison: &Comparison, sides: Sides<'_>, state: &mut CompareState) {
    let width = ui.available_width();
    let has_columns = width >= COLUMNS_FROM;
    let inner = width - 2.0 * MARGIN - 8.0;
    let view = View {
        comparison,
        sides,
        colours: colours(ui),
        cell: if has_columns {
            (inner - MIDDLE) / 2.0
        } else {
            inner
        },
        has_columns,
    };
    view.titles_ui(ui);
    state.heights.fit(&view, width);
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            let top = ui.max_rect().min;
            let tops = state.heights.tops();
            let total = tops.last().copied().unwrap_or(0.0);
            ui.set_height(total + sizes::SPACE_6);
            if std::mem::take(&mut state.reveal) {
                view.reveal(ui, &tops, top, state.current);
            }
            let first = tops
                .partition_point(|&at| at < viewport.top())
                .saturating_sub(1);
            for (index, row) in comparison.rows.iter().enumerate().skip(first) {
                let Some(&at) = tops.get(index).filter(|at| **at < viewport.bottom()) else {
                    break;
                };
                let at = top + Vec2::new(MARGIN, at);
                let height = view.row_ui(ui, index, row, at, state);
                state.heights.set(index, height);
            }
        });
}

impl View<'_> {
    /// How far right of the margin a side begins.
    fn column(&self, side: Side) -> f32 {
        if self.has_columns && side == Side::Right {
            self.cell + MIDDLE
        } else {
            0.0
        }
    }

    fn reveal(&self, ui: &Ui, tops: &[f32], top: Pos2, current: usize) {
        let heading = self
            .comparison
            .rows
            .iter()
            .position(|row| *row == Row::Heading(current));
        let Some(&at) = heading.and_then(|row| tops.get(row)) else {
            return;
        };
        let min = pos2(top.x, top.y + at - 2.0 * LINE);
        let rect = Rect::from_min_size(min, Vec2::new(1.0, HEADING + 8.0 * LINE));
        ui.scroll_to_rect(rect, None);
    }

    /// Draws a row with its top left at `at`; returns its height.
    fn row_ui(
        &self,
        ui: &mut Ui,
        index: usize,
        row: &Row,
        at: Pos2,
        state: &mut CompareState,
    ) -> f32 {
        match row {
            Row::Heading(difference) => {
                self.heading_ui(ui, *difference, at, state);
                HEADING
            }
            Row::Gap(lines) => {
                self.gap_ui(ui, *lines, at);
                GAP
            }
            Row::Equal { left, right } => self.equal_ui(ui, index, (left, right), at),
            Row::Different {
                difference,
                left,
                right,
            } => self.different_ui(
                ui,
                index,
                *difference,
                [left.as_ref(), right.as_ref()],
                at,
                state,
            ),
        }
    }

    fn whole(&self, at: Pos2, height: f32) -> Rect {
        let width = if self.has_columns {
            2.0 * self.cell + MIDDLE
        } else {
            self.cell
        };
        Rect::from_min_size(at, Vec2::new(width, height))
    }

    fn equal_ui(
        &self,
        ui: &Ui,
        index: usize,
        (left, right): (&Range<usize>, &Range<usize>),
        at: Pos2,
    ) -> f32 {
        let sides = [
            (Side::Left, slice(&self.comparison.left, left)),
            (Side::Right, slice(&self.comparison.right, right)),
        ];
        let shown = if self.has_columns { 2 } else { 1 };
        let mut height = 0.0_f32;
        for (side, text) in sides.into_iter().take(shown) {
            let face = self.face(side, if side == Side::Left { left } else { right });
            let plain = (Color32::TRANSPARENT, self.colours.text_weak);
            let galley = self.text(ui, face, text, &[], plain);
            let at = at + Vec2::new(self.column(side), 0.0);
            let size = Vec2::new(self.cell, galley.size().y + 2.0 * PAD);
            let response = ui.interact(
                Rect::from_min_size(at, size),
                ui.scope_id().with(("equal", index, side == Side::Left)),
                Sense::hover(),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
            height = height.max(size.y);
            ui.painter().galley(
                at + Vec2::new(CELL_PAD, PAD),
                galley,
                self.colours.text_weak,
            );
        }
        height
    }

    /// The cells of one line of a difference: beside each other, or the left above the right.
    fn different_ui(
        &self,
        ui: &mut Ui,
        index: usize,
        difference: usize,
        ranges: [Option<&Range<usize>>; 2],
        at: Pos2,
        state: &mut CompareState,
    ) -> f32 {
        let Some(lines) = self.comparison.differences.get(difference) else {
            return 0.0;
        };
        let chosen = state.choices.get(difference).copied().flatten();
        let sides = [Side::Left, Side::Right];
        let cells = sides
            .into_iter()
            .zip(ranges)
            .map(|(side, range)| Cell::new(self, side, range, lines, chosen));
        let laid: Vec<_> = cells
            .map(|cell| {
                let galley = cell.text.map(|text| {
                    let inks = (cell.word_fill, cell.ink);
                    self.text(ui, cell.face, text, &cell.words, inks)
                });
                (cell, galley)
            })
            .collect();
        let height_of = |galley: &Option<Arc<Galley>>| {
            galley
                .as_ref()
                .map_or(0.0, |galley| galley.size().y + 2.0 * PAD)
        };
        let tallest = laid
            .iter()
            .map(|(_, galley)| height_of(galley))
            .fold(0.0, f32::max);
        let mut y = at.y;
        for (cell, galley) in laid {
            let own = height_of(&galley);
            let height = if self.has_columns { tallest } else { own };
            let min = pos2(at.x + self.column(cell.side), y);
            let rect = Rect::from_min_size(min, Vec2::new(self.cell, height));
            if height > 0.0 && cell.ui(ui, rect, galley, index, self) {
                state.choose(difference, cell.choice());
            }
            if !self.has_columns {
                y += own;
            }
        }
        if self.has_columns { tallest } else { y - at.y }
    }
}
