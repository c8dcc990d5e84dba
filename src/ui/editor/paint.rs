//! Draws the visible pieces: the line of the caret, what is selected and marked, the text, the
//! carets, and the gutter.

use std::ops::Range;

use egui::{
    Align2, Galley, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2,
    text_selection::visuals::paint_text_cursor, vec2,
};

use super::{
    carets::{Carets, Cursor},
    marks::{Marks, within},
    typing::Preedit,
    view::{Laid, View},
};
use crate::{
    model::{finding::Severity, text::Ranges},
    ui::{
        right_to_left,
        theme::{Colours, Face, colours, sizes},
    },
};

/// The bar beside a changed line: how far from the text, and how wide.
const CHANGED_POINTS: f32 = 14.0;
const BAR_POINTS: f32 = 2.5;
/// The bar beside a line that another program wrote.
const UNSEEN_POINTS: f32 = 4.5;
/// The line beside the block of the caret, between the text and the bar of a changed line.
const BLOCK_POINTS: f32 = 8.0;
const BLOCK_WIDTH: f32 = 1.5;
/// The dot beside a line with a problem.
const PROBLEM_POINTS: f32 = 7.25;
const PROBLEM_RADIUS: f32 = 3.0;
/// From the right edge of line numbers to the text.
const NUMBER_POINTS: f32 = 20.0;

/// Where the pane and the column of text are.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub pane: Rect,
    /// Left edge of the text.
    pub left: f32,
    pub width: f32,
}

/// What is drawn beside the text itself.
pub struct Painting<'a> {
    pub frame: Frame,
    /// What is at the upper edge of the pane, in points below the start of the text.
    pub offset: f64,
    pub has_focus: bool,
    pub since_touched_secs: f64,
    /// In bytes of the whole text, which is shown from `from` on.
    pub marks: Marks<'a>,
    pub from: usize,
    /// The number of the first line, if lines are numbered.
    pub first_line: Option<usize>,
    pub preedit: Option<&'a Preedit>,
    /// The block that the caret is in: bytes of what is shown.
    pub block: Range<usize>,
    /// The sentence of it that is lit alone.
    pub sentence: Option<Range<usize>>,
    /// Everything but the block of the caret is dimmed.
    pub dims_rest: bool,
}

/// Draws the text. Returns where the caret is, if it is visible.
pub fn text_ui(view: &mut View<'_>, painting: &Painting<'_>, carets: &Carets) -> Option<Rect> {
    let ui = view.ui;
    let painter = ui.painter_at(painting.frame.pane);
    let colours = colours(ui);
    let bottom = painting.offset + f64::from(painting.frame.pane.height());
    let mut place = Some(view.pieces.at_points(painting.offset));
    while let Some(at) = place
        && at.top < bottom
    {
        let laid = view.laid(at);
        piece_ui(view, painting, carets, &laid, &painter, colours);
        place = view.pieces.next(at);
    }
    let mut main = None;
    for selection in carets.iter() {
        if let Some(rect) = caret_rect(view, painting, selection.head) {
            if painting.has_focus {
                caret_ui(ui, painting, &painter, rect);
            }
            if *selection == carets.main() {
                main = Some(rect);
            }
        }
    }
    main
}

fn piece_ui(
    view: &View<'_>,
    painting: &Painting<'_>,
    carets: &Carets,
    laid: &Laid,
    painter: &Painter,
    colours: &Colours,
) {
    let origin = painting.origin(laid);
    let main = carets.main();
    let is_caret_line = main.is_caret() && view.place_of(main.head) == laid.place;
    if is_caret_line && painting.has_focus {
        let rect = laid.galley.rect.translate(origin.to_vec2());
        let band = Rect::from_x_y_ranges(painting.frame.pane.x_range(), rect.y_range());
        painter.rect_filled(band, 0.0, colours.window);
    }
    gutter_ui(view, painting, laid, painter, colours);
    let whole = painting.from + laid.bytes.start..painting.from + laid.bytes.end;
    let fill = |range: &Range<usize>, colour| {
        let local = range.start.saturating_sub(painting.from)..range.end - painting.from;
        for rect in rects_of(view, laid, &local) {
            painter.rect_filled(rect.translate(origin.to_vec2()), 2.0, colour);
        }
    };
    for found in within(painting.marks.matches, &whole) {
        fill(found, colours.warning_soft);
    }
    if let Some(found) = painting.marks.shown_match
        && found.start <= whole.end
        && found.end >= whole.start
    {
        fill(found, colours.selection);
        let local = found.start.saturating_sub(painting.from)..found.end - painting.from;
        underline(
            view,
            laid,
            &local,
            painter,
            Stroke::new(2.0, colours.accent),
            origin,
        );
    }
    if painting.preedit.is_none() {
        for selection in carets.iter().filter(|selection| !selection.is_caret()) {
            for rect in rects_of(view, laid, &selection.range()) {
                painter.rect_filled(rect.translate(origin.to_vec2()), 0.0, colours.selection);
            }
        }
    }
    let galley = std::sync::Arc::clone(&laid.galley);
    if painting.is_dimmed(laid) {
        painter.galley_with_override_text_color(origin, galley, colours.text_faint);
    } else if let Some(sentence) = &painting.sentence {
        sentence_ui(view, laid, sentence, (painter, origin), colours);
    } else {
        painter.galley(origin, galley, colours.text);
    }
    let wave = |range: &Range<usize>, colour| {
        let local = range.start.saturating_sub(painting.from)..range.end - painting.from;
        for rect in rects_of(view, laid, &local) {
            wave_ui(painter, rect.translate(origin.to_vec2()), colour);
        }
    };
    for range in within(painting.marks.misspelled, &whole) {
        wave(range, colours.error);
    }
    for severity in Severity::ALL {
        for range in painting.marks.problems(severity, &whole) {
            wave(range, colours.of_severity(severity));
        }
    }
    if let Some(preedit) = painting.preedit {
        preedit_ui(view, preedit, &main.range(), laid, painter, origin);
    }
}

/// A piece of which one sentence is lit.
fn sentence_ui(
    view: &View<'_>,
    laid: &Laid,
    sentence: &Range<usize>,
    (painter, origin): (&Painter, Pos2),
    colours: &Colours,
) {
    let galley = || std::sync::Arc::clone(&laid.galley);
    painter.galley_with_override_text_color(origin, galley(), colours.text_faint);
    for rect in rects_of(view, laid, sentence) {
        let lit = rect.translate(origin.to_vec2());
        let lit = painter.with_clip_rect(painter.clip_rect().intersect(lit));
        lit.galley(origin, galley(), colours.text);
    }
}

/// What stands beside the text: a bar along lines that differ from the file, and numbers.
fn gutter_ui(
    view: &View<'_>,
    painting: &Painting<'_>,
    laid: &Laid,
    painter: &Painter,
    colours: &Colours,
) {
    if painting.dims_rest {
        // There is the text and nothing else.
        return;
    }
    let piece = view.pieces.piece(laid.place);
    if let Some(first) = painting.first_line
        && piece.is_some_and(|piece| piece.starts_line)
    {
        number_ui(
            first + laid.place.line - 1,
            painting,
            laid,
            painter,
            colours,
        );
    }
    let whole = painting.from + laid.bytes.start..painting.from + laid.bytes.end;
    let is_changed = piece.is_some_and(|piece| piece.is_changed);
    if is_changed || is_among(painting.marks.since_commit, &whole) {
        let origin = painting.origin(laid);
        let size = vec2(BAR_POINTS, laid.galley.rect.height());
        let bar = Rect::from_min_size(origin - vec2(CHANGED_POINTS, 0.0), size);
        painter.rect_filled(bar, 0.0, colours.quote_bar);
    }
    if is_among(painting.marks.unseen, &whole) {
        let size = vec2(UNSEEN_POINTS, laid.galley.rect.height());
        let bar = Rect::from_min_size(painting.origin(laid) - vec2(CHANGED_POINTS, 0.0), size);
        painter.rect_filled(bar, 2.0, colours.accent);
    }
    let origin = painting.origin(laid);
    if painting.has_focus && painting.is_in_block(laid) {
        let size = vec2(BLOCK_WIDTH, laid.galley.rect.height());
        let bar = Rect::from_min_size(origin - vec2(BLOCK_POINTS, 0.0), size);
        painter.rect_filled(bar, 0.0, colours.line_strong);
    }
    if let Some(gravest) = painting.marks.gravest(&whole) {
        let row = laid.galley.rows.first().map_or(0.0, |row| row.height());
        let at = origin + vec2(-PROBLEM_POINTS, row / 2.0);
        painter.circle_filled(at, PROBLEM_RADIUS, colours.of_severity(gravest));
    }
}

/// Whether one of the ranges is in these bytes; behind the line break is the next line.
fn is_among(ranges: Option<&Ranges>, bytes: &Range<usize>) -> bool {
    let is_in = |range: &Range<usize>| {
        range.start <= bytes.end && (range.end > bytes.start || range.start == bytes.start)
    };
    within(ranges, bytes).any(is_in)
}

/// The number of a line, on the base of its first row.
fn number_ui(
    number: usize,
    painting: &Painting<'_>,
    laid: &Laid,
    painter: &Painter,
    colours: &Colours,
) {
    let row = laid.galley.rows.first().map_or(0.0, |row| row.height());
    let place = painting.origin(laid) + vec2(-NUMBER_POINTS, row / 2.0);
    painter.text(
        place,
        Align2::RIGHT_CENTER,
        number,
        Face::Code.font(sizes::TEXT_SMALL),
        colours.text_faint,
    );
}

impl Painting<'_> {
    /// Whether a piece is of the block that the caret is in.
    fn is_in_block(&self, laid: &Laid) -> bool {
        self.block.contains(&laid.bytes.start) || self.block == laid.bytes
    }

    /// Whether a piece stands outside of what is lit.
    fn is_dimmed(&self, laid: &Laid) -> bool {
        self.dims_rest && !self.is_in_block(laid)
    }

    /// Where a piece is on the screen.
    fn origin(&self, laid: &Laid) -> Pos2 {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let y = (laid.place.top - self.offset) as f32;
        pos2(self.frame.left, self.frame.pane.top() + y)
    }
}

/// Where a caret is on the screen, if it is visible.
fn caret_rect(view: &mut View<'_>, painting: &Painting<'_>, cursor: Cursor) -> Option<Rect> {
    let place = view.place_of(cursor);
    let bottom = painting.offset + f64::from(painting.frame.pane.height());
    let height = view.pieces.piece(place).map_or(0.0, |piece| piece.points);
    if place.top > bottom || place.top + f64::from(height) < painting.offset {
        return None;
    }
    let laid = view.laid(place);
    let in_galley = view.in_galley(&laid, cursor);
    let at = laid.galley.layout_from_cursor(in_galley);
    let rect = right_to_left::pos_from_layout_cursor(&laid.galley, &at).expand(1.5);
    Some(rect.translate(painting.origin(&laid).to_vec2()))
}

/// Where bytes of the whole text are on the screen: all their rows in the piece they begin in, if they
/// are in view.
pub fn rect_of(view: &mut View<'_>, painting: &Painting<'_>, range: &Range<usize>) -> Option<Rect> {
    let from = painting.from;
    let range = range.start.checked_sub(from)?..range.end.checked_sub(from)?;
    let laid = view.laid(view.place_of(Cursor::before_next(range.start)));
    let rects = rects_of(view, &laid, &range).into_iter();
    let rect = rects.reduce(Rect::union)?;
    let rect = rect.translate(painting.origin(&laid).to_vec2());
    painting.frame.pane.intersects(rect).then_some(rect)
}

fn caret_ui(ui: &Ui, painting: &Painting<'_>, painter: &Painter, rect: Rect) {
    let has_place = painting
        .preedit
        .is_some_and(|preedit| preedit.active_chars.as_ref().is_some_and(Range::is_empty));
    let is_shown = painting.preedit.is_none() || has_place;
    if is_shown && ui.input(|input| input.focused) {
        paint_text_cursor(ui, painter, rect, painting.since_touched_secs);
    }
}

/// The part of a piece that lies in `range`, row by row, from the upper left of the piece.
fn rects_of(view: &View<'_>, laid: &Laid, range: &Range<usize>) -> Vec<Rect> {
    let (start, end) = (laid.bytes.start, laid.bytes.end);
    let reaches_on = laid.is_broken && range.start <= end && range.end > end;
    if range.start >= end && !reaches_on || range.end <= start {
        return Vec::new();
    }
    let from = view.chars_to(laid, range.start.clamp(start, end));
    let to = view.chars_to(laid, range.end.clamp(start, end));
    row_rects(&laid.galley, from..to, reaches_on)
}

/// `reaches_on`: the line break after the text is part of it.
fn row_rects(galley: &Galley, chars: Range<usize>, reaches_on: bool) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut first = 0;
    for (number, row) in galley.rows.iter().enumerate() {
        let count = row.char_count_excluding_newline().0;
        let last = first + count;
        let is_last = number + 1 == galley.rows.len();
        let from = chars.start.max(first);
        let to = chars.end.min(last);
        if from < to {
            let stretches = right_to_left::stretches(row, from - first..to - first);
            rects.extend(stretches.into_iter().map(|x| {
                let x = row.pos.x + x.min..=row.pos.x + x.max;
                Rect::from_x_y_ranges(x, row.rect().y_range())
            }));
        }
        if is_last && reaches_on && chars.end >= last {
            let right = row.rect().right();
            let x_range = right..=right + row.height() * 0.3;
            rects.push(Rect::from_x_y_ranges(x_range, row.rect().y_range()));
        }
        first = last;
    }
    rects
}

/// A wavy line under a place.
fn wave_ui(painter: &Painter, rect: Rect, colour: egui::Color32) {
    const STEP: f32 = 2.0;
    let y = rect.bottom() - 4.0;
    let mut points = Vec::new();
    let mut x = rect.left();
    while x < rect.right() {
        let up = if points.len() % 2 == 0 { 0.0 } else { 2.0 };
        points.push(pos2(x, y - up));
        x += STEP;
    }
    painter.add(Shape::line(points, Stroke::new(1.0, colour)));
}

fn underline(
    view: &View<'_>,
    laid: &Laid,
    range: &Range<usize>,
    painter: &Painter,
    stroke: Stroke,
    origin: Pos2,
) {
    for rect in rects_of(view, laid, range) {
        let rect = rect.translate(origin.to_vec2());
        painter.hline(rect.x_range(), rect.bottom() - 2.0, stroke);
    }
}

/// What an input method is composing, with the part it is at.
fn preedit_ui(
    view: &View<'_>,
    preedit: &Preedit,
    range: &Range<usize>,
    laid: &Laid,
    painter: &Painter,
    origin: Pos2,
) {
    let look = &view.ui.visuals().ime_composition;
    underline(
        view,
        laid,
        range,
        painter,
        look.inactive_underline_stroke,
        origin,
    );
    let Some(active) = preedit.active_chars.clone() else {
        return;
    };
    let text = view.text.slice(range.clone());
    let byte = |chars| range.start + crate::model::text::position::byte_of_char(&text, chars);
    let active = byte(active.start)..byte(active.end);
    underline(
        view,
        laid,
        &active,
        painter,
        look.active_underline_stroke,
        origin,
    );
}
