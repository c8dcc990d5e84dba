//! One side of one line of a difference.

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, CornerRadius, Galley, Rect, Role, Sense, Ui, Vec2, WidgetInfo, text::LayoutJob,
};

use super::{CELL_PAD, LINE, PAD, Side, View};
use crate::{
    model::{
        compare::{Choice, Difference},
        words::say,
    },
    ui::theme::{Face, text_format, weight},
};

const TEXT: f32 = 15.0;
const CODE: f32 = 13.0;

/// One side of one line of a difference.
pub(super) struct Cell<'a> {
    pub side: Side,
    /// `None`: this side has no such line.
    pub text: Option<&'a str>,
    pub face: Face,
    /// In bytes of the line.
    pub words: Vec<Range<usize>>,
    fill: Color32,
    pub word_fill: Color32,
    bar: Color32,
    pub ink: Color32,
}

impl<'a> Cell<'a> {
    pub fn new(
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

    pub fn choice(&self) -> Choice {
        match self.side {
            Side::Left => Choice::Left,
            Side::Right => Choice::Right,
        }
    }

    /// Draws the cell; whether it was clicked.
    pub fn ui(
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
        let text = self.text.unwrap_or(say!("cell-no-line"));
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

impl View<'_> {
    /// The front matter is code.
    pub(super) fn face(&self, side: Side, line: &Range<usize>) -> Face {
        let [left, right] = self.comparison.heads;
        let head = if side == Side::Left { left } else { right };
        if line.start < head {
            Face::Code
        } else {
            Face::Text
        }
    }

    /// The text of a cell, with its words on a fill.
    pub(super) fn text(
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

/// The parts of `ranges` inside of `line`, counted from its start.
fn within(ranges: &[Range<usize>], line: &Range<usize>) -> Vec<Range<usize>> {
    ranges
        .iter()
        .map(|range| range.start.max(line.start)..range.end.min(line.end))
        .filter(|range| range.start < range.end)
        .map(|range| range.start - line.start..range.end - line.start)
        .collect()
}

pub(super) fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}
