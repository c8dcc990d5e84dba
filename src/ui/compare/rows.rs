//! The lines of the view.

use std::{ops::Range, sync::Arc};

use egui::{
    Align2, Color32, CornerRadius, Galley, Layout, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, text::LayoutJob,
};

use super::{CompareState, Sides};
use crate::{
    model::compare::{Choice, Comparison, Difference, Row},
    ui::theme::{Colours, Face, colours, sizes, text_format, weight},
};

/// Narrower than this, in points, there is one column.
const COLUMNS_FROM: f32 = 640.0;
const TITLE: f32 = 30.0;
const HEADING: f32 = 44.0;
const GAP: f32 = 34.0;
const TEXT: f32 = 15.0;
const CODE: f32 = 13.0;
const LINE: f32 = 23.0;
/// Above and below the text of a row.
const PAD: f32 = 2.0;
/// Of an average letter; only for rows that were not seen yet.
const LETTER: f32 = 7.0;
const MARGIN: f32 = 16.0;
/// Between the columns.
const MIDDLE: f32 = 12.0;
/// Beside the text, inside of its cell.
const CELL_PAD: f32 = 12.0;

/// The height of each row at one width.
#[derive(Default)]
pub struct Heights {
    width: f32,
    rows: Vec<f32>,
}

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

impl Heights {
    fn fit(&mut self, view: &View<'_>, width: f32) {
        let rows = &view.comparison.rows;
        let is_same = self.rows.len() == rows.len();
        if !is_same || (self.width - width).abs() > 0.5 {
            self.width = width;
            self.rows = rows.iter().map(|row| view.estimated(row)).collect();
        }
    }

    fn set(&mut self, row: usize, height: f32) {
        if let Some(old) = self.rows.get_mut(row) {
            *old = height;
        }
    }

    /// The top of each row, then the end of the last.
    fn tops(&self) -> Vec<f32> {
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
    /// What stands above the columns.
    fn titles_ui(&self, ui: &mut Ui) {
        let size = Vec2::new(ui.available_width(), TITLE);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let titles = [
            (Side::Left, self.sides.left),
            (Side::Right, self.sides.right),
        ];
        let shown = if self.has_columns { 2 } else { 0 };
        for (side, title) in titles.into_iter().take(shown) {
            let at = rect.min + Vec2::new(MARGIN + CELL_PAD + self.column(side), 0.0);
            let galley = self.galley(ui, title, sizes::TEXT_SMALL, self.colours.text_weak);
            let y = (TITLE - galley.size().y) / 2.0;
            ui.painter()
                .galley(at + Vec2::new(0.0, y), galley, self.colours.text_weak);
        }
        if !self.has_columns {
            let both = format!("{} above {}", self.sides.left, self.sides.right);
            let galley = self.galley(ui, &both, sizes::TEXT_SMALL, self.colours.text_weak);
            let y = (TITLE - galley.size().y) / 2.0;
            let at = rect.min + Vec2::new(MARGIN + CELL_PAD, y);
            ui.painter().galley(at, galley, self.colours.text_weak);
        }
        ui.painter().hline(
            rect.x_range(),
            rect.bottom(),
            Stroke::new(1.0, self.colours.line),
        );
    }

    fn galley(&self, ui: &Ui, text: &str, size: f32, colour: Color32) -> Arc<Galley> {
        let format = text_format(Face::Interface, size, weight::SEMIBOLD, colour);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(self.cell - 2.0 * CELL_PAD);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// How far right of the margin a side begins.
    fn column(&self, side: Side) -> f32 {
        if self.has_columns && side == Side::Right {
            self.cell + MIDDLE
        } else {
            0.0
        }
    }

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

    fn gap_ui(&self, ui: &Ui, lines: usize, at: Pos2) {
        let whole = self.whole(at, GAP);
        let text = format!("{lines} equal lines");
        let galley = self.galley(ui, &text, sizes::TEXT_SMALL, self.colours.text_faint);
        let half = galley.size().x / 2.0 + 10.0;
        let stroke = Stroke::new(1.0, self.colours.line);
        let (left, right) = (
            whole.left()..=whole.center().x - half,
            whole.center().x + half..=whole.right(),
        );
        ui.painter().hline(left, whole.center().y, stroke);
        ui.painter().hline(right, whole.center().y, stroke);
        let at = Align2::CENTER_CENTER
            .align_size_within_rect(galley.size(), whole)
            .min;
        ui.painter().galley(at, galley, self.colours.text_faint);
    }

    fn whole(&self, at: Pos2, height: f32) -> Rect {
        let width = if self.has_columns {
            2.0 * self.cell + MIDDLE
        } else {
            self.cell
        };
        Rect::from_min_size(at, Vec2::new(width, height))
    }

    /// The number of a difference and its three choices.
    fn heading_ui(&self, ui: &mut Ui, difference: usize, at: Pos2, state: &mut CompareState) {
        let whole = self.whole(at, HEADING);
        let is_current = difference == state.current;
        let chosen = state.choices.get(difference).copied().flatten();
        let rect = whole.shrink2(Vec2::new(CELL_PAD, 7.0));
        let builder = UiBuilder::new()
            .id_salt(("difference", difference))
            .max_rect(rect)
            .layout(Layout::left_to_right(egui::Align::Center));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let number = difference + 1;
            let ink = if is_current {
                self.colours.accent
            } else {
                self.colours.text_weak
            };
            let galley = self.galley(ui, &format!("Difference {number}"), sizes::TEXT_SMALL, ink);
            let (place, _) = ui.allocate_exact_size(
                Vec2::new(galley.size().x + sizes::SPACE_3, galley.size().y),
                Sense::hover(),
            );
            ui.painter().galley(place.min, galley, ink);
            for (choice, word) in [
                (Choice::Left, self.sides.take_left),
                (Choice::Right, self.sides.take_right),
                (Choice::Both, "Both"),
            ] {
                let name = format!("{word}, difference {number}");
                if choice_ui(ui, word, &name, chosen == Some(choice)) {
                    state.choose(difference, choice);
                }
            }
        });
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

    /// The front matter is code.
    fn face(&self, side: Side, line: &Range<usize>) -> Face {
        let [left, right] = self.comparison.heads;
        let head = if side == Side::Left { left } else { right };
        if line.start < head {
            Face::Code
        } else {
            Face::Text
        }
    }

    /// The text of a cell, with its words on a fill.
    fn text(
        &self,
        ui: &Ui,
        face: Face,
        text: &str,
        words: &[Range<usize>],
        (fill, ink): (Color32, Color32),
    ) -> Arc<Galley> {
        let size = if face == Face::Code { CODE } else { TEXT };
        let mut format = text_format(face, size, weight::REGULAR, ink);
        format.line_height = Some(LINE);
        let mut job = LayoutJob {
            wrap: egui::text::TextWrapping::wrap_at_width(self.cell - 2.0 * CELL_PAD),
            ..LayoutJob::default()
        };
        let mut at = 0;
        for word in words {
            job.append(
                text.get(at..word.start).unwrap_or_default(),
                0.0,
                format.clone(),
            );
            let mut marked = format.clone();
            marked.background = fill;
            job.append(slice(text, word), 0.0, marked);
            at = word.end;
        }
        job.append(text.get(at..).unwrap_or_default(), 0.0, format);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// One side of one line of a difference.
struct Cell<'a> {
    side: Side,
    /// `None`: this side has no such line.
    text: Option<&'a str>,
    face: Face,
    /// In bytes of the line.
    words: Vec<Range<usize>>,
    fill: Color32,
    word_fill: Color32,
    bar: Color32,
    ink: Color32,
}

impl<'a> Cell<'a> {
    fn new(
        view: &'a View<'_>,
        side: Side,
        range: Option<&Range<usize>>,
        difference: &Difference,
        chosen: Option<Choice>,
    ) -> Self {
        let (whole, words): (&str, _) = match side {
            Side::Left => (&view.comparison.left, &difference.left_words),
            Side::Right => (&view.comparison.right, &difference.right_words),
        };
        let colours = view.colours;
        let is_left_out = matches!(
            (side, chosen),
            (Side::Left, Some(Choice::Right)) | (Side::Right, Some(Choice::Left))
        );
        let (fill, word_fill, bar) = match side {
            _ if is_left_out => (Color32::TRANSPARENT, colours.hovered, colours.line),
            Side::Left => (colours.left_soft, colours.left_word, colours.accent),
            Side::Right => (colours.right_soft, colours.right_word, colours.done),
        };
        Self {
            side,
            text: range.map(|range| slice(whole, range)),
            face: range.map_or(Face::Text, |range| view.face(side, range)),
            words: range.map(|range| within(words, range)).unwrap_or_default(),
            fill,
            word_fill,
            bar,
            ink: if is_left_out {
                colours.text_faint
            } else {
                colours.text
            },
        }
    }

    fn choice(&self) -> Choice {
        match self.side {
            Side::Left => Choice::Left,
            Side::Right => Choice::Right,
        }
    }

    /// Draws the cell; whether it was clicked.
    fn ui(
        &self,
        ui: &mut Ui,
        rect: Rect,
        galley: Option<Arc<Galley>>,
        index: usize,
        view: &View<'_>,
    ) -> bool {
        let id = ui.scope_id().with(("cell", index, self.side == Side::Left));
        let response = ui.interact(rect, id, Sense::CLICK);
        let take = match self.side {
            Side::Left => view.sides.take_left,
            Side::Right => view.sides.take_right,
        };
        let text = self.text.unwrap_or("no line");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{take}: {text}")));
        let Some(galley) = galley else {
            ui.painter()
                .rect_filled(rect, CornerRadius::ZERO, view.colours.window);
            return response.clicked();
        };
        ui.painter()
            .rect_filled(rect, CornerRadius::ZERO, self.fill);
        let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, self.bar);
        ui.painter()
            .galley(rect.min + Vec2::new(CELL_PAD, PAD), galley, self.ink);
        response.clicked()
    }
}

/// One of the three choices of a difference.
fn choice_ui(ui: &mut Ui, word: &str, name: &str, is_on: bool) -> bool {
    let colours = colours(ui);
    let (ink, heavy) = if is_on {
        (colours.accent, weight::SEMIBOLD)
    } else {
        (colours.text_weak, weight::MEDIUM)
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, ink);
    let job = LayoutJob::single_section(word.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 20.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, name));
    let fill = if is_on {
        colours.accent_soft
    } else if response.hovered() {
        colours.hovered
    } else {
        Color32::TRANSPARENT
    };
    let radius = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, radius, fill);
    if !is_on {
        let stroke = Stroke::new(1.0, colours.line);
        ui.painter()
            .rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    crate::ui::widgets::buttons::focus_ring(ui, &response, rect);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
    response.clicked()
}

/// The parts of `ranges` inside of `line`, counted from its start.
fn within(ranges: &[Range<usize>], line: &Range<usize>) -> Vec<Range<usize>> {
    ranges
        .iter()
        .map(|range| range.start.max(line.start)..range.end.min(line.end))
        .filter(|range| range.start < range.end)
        .map(|range| range.start - line.start..range.end - line.start)
        .collect()
}

fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}
