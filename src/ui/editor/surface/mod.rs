//! The writing surface: takes the events of a frame, keeps the caret in view, and lays out and
//! draws what is visible. What it does to the text leaves as one edit.
//!
//! It is egui's `TextEdit` taken apart: the events and the mouse do the same (a test compares
//! both), but a frame costs what is visible, whatever the length of the text. Heights of what
//! was never seen are estimated; where a measured one differs, the text in view stays in place.
//!
//! **Where the carets are stands in two places.** The document has where the writer is in its whole text
//! ([`Spot`](crate::model::text::Spot)): undo leads back to it, commands act on it, and it is there for articles
//! that are not shown. The surface has the carets of what is drawn ([`Carets`]): which row they stand at where one
//! ends and the next begins, which column they keep, and where they are in a text that the events of one frame
//! change several times before it is one edit. Within a frame the surface's are right: where they are others than
//! was said last, `Action::Select` tells the document, by its revision. Between frames the document's are: who
//! moves the caret asks for it (`Request::Select`, `Request::Restore`). What changes the text carries both along
//! by the same [`Replaced`].

mod follow;
mod hand;
mod measure;
mod step;

use std::{ops::Range, sync::Arc};

use egui::{
    Event, EventFilter, Id, OutputCommand, Pos2, Rect, ScrollArea, Sense, Ui, output::IMEOutput,
    pos2, vec2,
};

use hand::Hand;
use measure::{Aim, Hold};
use step::Step;

use super::{
    MIN_SIDE_POINTS, NUMBERED_SIDE_POINTS, Vertical,
    access::{self, Exposed},
    carets::{Carets, Selection},
    code::CodeBlocks,
    draft::Draft,
    galleys::{Galleys, Look},
    lexer::LineState,
    look,
    marks::Marks,
    paint::{self, Frame, Painting},
    pieces::{Estimate, Pieces},
    pointer::Mouse,
    tables::Tables,
    typing::{Editing, Habits, Preedit},
    view::View,
    words,
};
use crate::{
    action::Outbox,
    model::{
        settings::Writing,
        text::{Edit, Replaced, Revision},
    },
    ui::{codes::Codes, theme::sizes},
};

/// Points above the first row.
pub const TOP_POINTS: f32 = 20.0;
/// Room under the last row, so that it is not written at the edge of the window.
const BOTTOM_POINTS: f32 = 120.0;
/// How far from the edge of the pane a caret stays that moves.
const MOVED_MARGIN_POINTS: f32 = 40.0;
/// How far from it a place is shown that was asked for.
const ASKED_MARGIN_POINTS: f32 = 100.0;
/// Where the line with the caret stays, in parts of the height of the pane.
const TYPEWRITER_SHARE: f32 = 0.42;
/// How wide a character is on average, in parts of the height of a row.
const CHARACTER_WIDTH: f32 = 0.29;

/// What part of which text a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub revision: Revision,
    /// The byte that it begins at.
    pub from: usize,
    /// It begins with a front matter.
    pub has_head: bool,
}

/// More than twelve fields: one frame's drawing needs the text, its rows and the pointer at once.
#[derive(Debug)]
pub struct Surface {
    pieces: Pieces,
    pub(in crate::ui::editor) galleys: Galleys,
    carets: Carets,
    mouse: Mouse,
    preedit: Option<Preedit>,
    exposed: Option<Exposed>,
    estimate: Estimate,
    /// What `pieces` and `carets` belong to; `None` before the first frame.
    shown: Option<Shown>,
    /// A change that they have already, and the document will have.
    ahead: Option<Replaced>,
    /// What the file holds, to which the marks of changed lines belong.
    saved: Option<Arc<str>>,
    drawn_at: f32,
    /// How high the pane was in the frame before.
    pane_points: f32,
    /// Where to scroll to.
    next_offset: Option<f32>,
    /// Bring the caret into view, with so much room.
    reveal: Option<f32>,
    /// What stays where it is when all of the text is laid out anew, as in another width.
    hold: Option<Hold>,
    pub(in crate::ui::editor) step: Step,
    touched_secs: f64,
    asked_at: Option<(Pos2, usize)>,
    hovered_at: Option<usize>,
    code: CodeBlocks,
    tables: Tables,
    wanted: Outbox,
    anchor_rect: Option<Rect>,
    /// The selection that the system was told of last.
    told: Option<Range<usize>>,
    /// The block of the caret, with the cut and the caret that it was found for, and whether it is lit.
    block: Option<((u64, usize, bool), Range<usize>)>,
    /// The line with the caret stays at its height.
    is_typewriter: bool,
    /// From the top of the pane to the first line, where it is not scrolled.
    top_points: f32,
    /// That has changed in this frame.
    has_new_room: bool,
    /// Add a caret in the row above or below, once.
    pub(in crate::ui::editor) add_caret: Option<Vertical>,
}

/// What is shown with the text.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// In bytes of the whole text.
    pub marks: Marks<'a>,
    /// The number of the first line shown; `None`: lines are not numbered.
    pub first_line: Option<usize>,
    pub writing: Writing,
    /// What is known of the code in it.
    pub codes: &'a Codes,
    /// Bytes of the whole text whose place on the screen is asked for.
    pub anchor: Option<&'a Range<usize>>,
}

/// What happened in a frame.
pub struct Outcome {
    /// In bytes of what is shown.
    pub edit: Option<Edit>,
    /// Where the secondary button was clicked: on the screen, and in bytes of what is shown.
    pub asked_at: Option<(Pos2, usize)>,
    /// What the pointer rests on, in bytes of what is shown.
    pub hovered_at: Option<usize>,
    /// Code that is shown and not read yet.
    pub wanted: Outbox,
    /// Where the anchor is on the screen, if it is in view.
    pub anchor_rect: Option<Rect>,
}

impl Default for Surface {
    fn default() -> Self {
        Self {
            pieces: Pieces::default(),
            galleys: Galleys::default(),
            carets: Carets::default(),
            mouse: Mouse::default(),
            preedit: None,
            exposed: None,
            estimate: Estimate {
                row_points: look::LINE_HEIGHT,
                row_bytes: 70.0,
            },
            shown: None,
            ahead: None,
            saved: None,
            drawn_at: 0.0,
            pane_points: 0.0,
            next_offset: None,
            reveal: None,
            hold: None,
            step: Step::default(),
            touched_secs: f64::NEG_INFINITY,
            asked_at: None,
            hovered_at: None,
            code: CodeBlocks::default(),
            tables: Tables::default(),
            wanted: Outbox::default(),
            anchor_rect: None,
            told: None,
            block: None,
            is_typewriter: false,
            top_points: TOP_POINTS,
            has_new_room: false,
            add_caret: None,
        }
    }
}

impl Surface {
    pub fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// Scrolls so that this is at the top of the pane.
    pub fn scroll_to_offset(&mut self, offset: f32) {
        self.next_offset = Some(offset);
    }

    /// What is open before the line of a byte of what is shown.
    pub fn state_before(&self, at_byte: usize) -> LineState {
        let piece = self.pieces.piece(self.pieces.at_byte(at_byte));
        piece.map_or(LineState::Body, |piece| piece.before)
    }

    pub fn carets(&self) -> &Carets {
        &self.carets
    }

    /// From the top of the text to the top of the pane in the newest frame, in points.
    pub fn drawn_at(&self) -> f32 {
        self.drawn_at
    }

    /// Takes these carets in place of those that there are, and brings the main one into view.
    pub fn take_carets(&mut self, carets: Carets) {
        self.carets = carets;
        self.mouse.forget_units();
        self.reveal = Some(MOVED_MARGIN_POINTS);
    }

    /// The numbers of the lines that are marked as changed.
    #[cfg(test)]
    pub fn changed_lines(&self) -> Vec<usize> {
        let mut lines = Vec::new();
        let mut place = Some(self.pieces.at_byte(0));
        while let Some(at) = place {
            if self.pieces.piece(at).unwrap().is_changed {
                lines.push(at.line);
            }
            place = self.pieces.next(at);
        }
        lines
    }

    /// The text of what was laid out last, piece by piece.
    #[cfg(test)]
    pub fn drawn(&self) -> String {
        let mut drawn = String::new();
        let mut place = Some(self.pieces.at_byte(0));
        while let Some(at) = place {
            let piece = self.pieces.piece(at).unwrap();
            drawn += &self.galleys.kept_text(piece.id).unwrap_or_default();
            place = self.pieces.next(at);
            if place.is_some() && piece.ends_line {
                drawn.push('\n');
            }
        }
        drawn
    }

    /// Selects bytes and brings them into view.
    pub fn select(&mut self, range: &Range<usize>) {
        self.carets.set_main(Selection::of(range));
        self.mouse.forget_units();
        self.reveal = Some(ASKED_MARGIN_POINTS);
    }

    /// Selects the word at the caret, or, where something is selected, also the next place that
    /// reads the same.
    pub fn select_next_occurrence(&mut self, visible: &str) {
        let main = self.carets.main().range();
        if main.is_empty() {
            let word = words::word_around(visible, main.start);
            self.carets.set_main(Selection::of(&word));
            return;
        }
        let selected = visible.get(main.clone()).unwrap_or_default();
        let after = visible.get(main.end..).unwrap_or_default();
        let next = match after.find(selected) {
            Some(at) => Some(main.end + at),
            None => visible.find(selected),
        };
        if let Some(start) = next.filter(|start| !self.is_selected(*start)) {
            let range = start..start + selected.len();
            self.carets.add(Selection::of(&range));
            self.reveal = Some(ASKED_MARGIN_POINTS);
        }
    }

    fn is_selected(&self, at: usize) -> bool {
        self.carets
            .iter()
            .any(|selection| selection.range().contains(&at))
    }

    /// Shows the text.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        id: Id,
        visible: &str,
        beside: &Beside<'_>,
        habits: Habits,
    ) -> Outcome {
        let mut text = Draft::new(visible);
        let mut area = ScrollArea::vertical()
            .id_salt(("editor", id))
            .auto_shrink(false);
        if let Some(offset) = self.next_offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| {
            self.content_ui(ui, id, &mut text, viewport, beside, habits)
        });
        let (drawn_at, asked) = output.inner;
        if drawn_at.to_bits() != asked.to_bits() {
            // With other room around the text the area holds the offset within what it was told before.
            let moved = if std::mem::take(&mut self.has_new_room) {
                0.0
            } else {
                output.state.unclamped_offset().y - asked
            };
            self.next_offset = Some((drawn_at + moved).max(0.0));
            ui.ctx().request_repaint();
        }
        self.galleys.end();
        self.mouse.remember_clicks(ui);
        let edit = text.into_edit();
        self.ahead = edit.as_ref().map(Edit::replaced);
        Outcome {
            edit,
            asked_at: self.asked_at.take(),
            hovered_at: self.hovered_at.take(),
            wanted: std::mem::take(&mut self.wanted),
            anchor_rect: self.anchor_rect.take(),
        }
    }

    /// Returns where the text was drawn, as a scroll offset, and where the area had it.
    fn content_ui(
        &mut self,
        ui: &mut Ui,
        id: Id,
        text: &mut Draft<'_>,
        viewport: Rect,
        beside: &Beside<'_>,
        habits: Habits,
    ) -> (f32, f32) {
        let asked = viewport.min.y;
        let corner = ui.max_rect().min + viewport.min.to_vec2();
        let pane = Rect::from_min_size(corner, viewport.size());
        let side = match beside.first_line {
            Some(_) => NUMBERED_SIDE_POINTS,
            None => MIN_SIDE_POINTS,
        };
        let writing = beside.writing;
        let frame = Frame::new(pane, side, column_points(writing));
        self.step.take(ui, frame.pane, asked);
        let is_laid_anew = self.begin(ui, frame, writing);
        self.is_typewriter = writing.typewriter;
        // Where that changes, what is in view stays.
        let moved = top_points(writing, frame) - self.top_points;
        self.top_points += moved;
        self.has_new_room = moved != 0.0;
        if self.has_new_room {
            self.reveal.get_or_insert(MOVED_MARGIN_POINTS);
        }
        let response = ui.interact(frame.pane, id, Sense::click_and_drag());
        let before = self.carets.clone();
        self.take_caret(ui, text);
        let is_typed = self.take_events(ui, id, text, habits);
        let is_moved = self.carets != before;
        if self.carets.main().range() != before.main().range() {
            self.mouse.forget_units();
        }
        if is_typed || is_moved {
            self.reveal.get_or_insert(MOVED_MARGIN_POINTS);
        }
        let mut editing = self.editing(ui, id, text, habits);
        editing.settle();
        let hold = self.hold.filter(|_| is_laid_anew).map(Aim::Hold);
        let offset = self.measure(ui, text, frame, (asked + moved).max(0.0), hold);
        let hand = Hand {
            ui,
            id,
            response: &response,
            frame,
            habits,
            top_points: frame.pane.top() + self.top_points,
            offset,
        };
        let is_touched = self.take_pointer(&hand, text);
        if is_typed || is_moved || is_touched {
            self.touched_secs = ui.input(|input| input.time);
        }
        if self.slid_out(ui, text, frame) {
            self.reveal.get_or_insert(MOVED_MARGIN_POINTS);
        }
        let reveal = self.reveal.take().map(Aim::Caret);
        let offset = self.measure(ui, text, frame, offset, reveal);
        let height = self
            .content_points(frame)
            .max(f64::from(frame.pane.height()));
        #[expect(clippy::cast_possible_truncation, reason = "egui's unit")]
        ui.set_min_size(vec2(frame.pane.width(), height as f32));
        self.dress(ui, text, frame, offset, beside.codes);
        self.draw(ui, id, text, frame, offset, beside);
        self.tell(ui, id, text, frame, offset);
        self.note_hold(ui, text, frame, offset);
        self.drawn_at = offset;
        self.pane_points = frame.pane.height();
        (offset, asked)
    }

    /// Adds the caret that was asked for, in the row above the first or below the last.
    fn take_caret(&mut self, ui: &Ui, text: &Draft<'_>) {
        let Some(way) = self.add_caret.take() else {
            return;
        };
        let from = match way {
            Vertical::Up => self.carets.get(0),
            Vertical::Down => self.carets.get(self.carets.count() - 1),
        };
        let Some(from) = from else { return };
        let mut view = self.view(ui, text);
        let (head, column_points) = match way {
            Vertical::Up => view.row_up(from.head, from.column_points),
            Vertical::Down => view.row_down(from.head, from.column_points),
        };
        if column_points.is_none() {
            // There is no row beyond the first or the last.
            return;
        }
        self.carets.add(Selection {
            column_points,
            ..Selection::caret(head)
        });
    }

    /// Whether all of the text is laid out anew.
    fn begin(&mut self, ui: &Ui, frame: Frame, writing: Writing) -> bool {
        let scale = writing.text_points / sizes::TEXT_EDITOR;
        let look = Look {
            scale,
            leading: writing.line_height,
            paragraph: writing.paragraph_spacing,
            wrap_width: frame.width,
            pixels_per_point: ui.pixels_per_point(),
            is_dark: ui.visuals().dark_mode,
        };
        let is_laid_anew = self.galleys.begin(ui, look);
        if is_laid_anew {
            let row_points = look::LINE_HEIGHT * scale * writing.line_height;
            self.estimate = Estimate {
                row_points,
                row_bytes: (frame.width / (row_points * CHARACTER_WIDTH)).max(1.0),
            };
            self.pieces.estimate(self.estimate);
            self.tables.forget();
        }
        is_laid_anew
    }

    fn editing<'a, 'd>(
        &'a mut self,
        ui: &'a Ui,
        id: Id,
        text: &'a mut Draft<'d>,
        habits: Habits,
    ) -> Editing<'a, 'd> {
        Editing {
            ui,
            id,
            text,
            pieces: &mut self.pieces,
            galleys: &mut self.galleys,
            carets: &mut self.carets,
            preedit: &mut self.preedit,
            exposed: self.exposed.as_ref(),
            estimate: self.estimate,
            habits,
        }
    }

    fn view<'a>(&'a mut self, ui: &'a Ui, text: &'a Draft<'_>) -> View<'a> {
        View {
            ui,
            text,
            pieces: &self.pieces,
            galleys: &mut self.galleys,
        }
    }

    /// The keyboard, the clipboard, input methods, screen readers. Returns whether they changed
    /// the text.
    fn take_events(&mut self, ui: &Ui, id: Id, text: &mut Draft<'_>, habits: Habits) -> bool {
        let wanted = access::wanted_text(ui, id);
        if let Some(wanted) = &wanted {
            self.editing(ui, id, text, habits).set_text(wanted);
        }
        if !has_focus(ui, id) {
            self.preedit = None;
            return wanted.is_some();
        }
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let events = ui.input(|input| input.filtered_events(&filter));
        let mut editing = self.editing(ui, id, text, habits);
        editing.settle();
        for event in &events {
            editing.on_event(event);
        }
        let is_changing = |event: &Event| !matches!(event, Event::MiddleClickPaste { .. });
        text.is_changed() && events.iter().any(is_changing)
    }

    /// Gives what is visible the look that it has from what stands around it.
    fn dress(&mut self, ui: &Ui, text: &Draft<'_>, frame: Frame, offset: f32, codes: &Codes) {
        let top = f64::from(offset - self.top_points);
        let seen = (top, top + f64::from(frame.pane.height()));
        let mut code = std::mem::take(&mut self.code);
        let mut tables = std::mem::take(&mut self.tables);
        let mut wanted = std::mem::take(&mut self.wanted);
        let mut view = self.view(ui, text);
        code.colour(&mut view, seen, codes, &mut wanted);
        tables.line_up(&mut view, seen, frame.width);
        (self.code, self.tables, self.wanted) = (code, tables, wanted);
    }

    fn draw(
        &mut self,
        ui: &Ui,
        id: Id,
        text: &Draft<'_>,
        frame: Frame,
        offset: f32,
        beside: &Beside<'_>,
    ) {
        let preedit = self.preedit.clone();
        let painting = Painting {
            frame,
            offset: f64::from(offset) - f64::from(self.top_points),
            has_focus: has_focus(ui, id),
            since_touched_secs: ui.input(|input| input.time) - self.touched_secs,
            marks: beside.marks,
            first_line: beside.first_line,
            block: self.block(beside.writing.focus),
            sentence: (beside.writing.focus && beside.writing.focus_sentence)
                .then(|| self.sentence(text)),
            dims_rest: beside.writing.focus,
            from: self.shown.map_or(0, |shown| shown.from),
            preedit: preedit.as_ref(),
        };
        let carets = self.carets.clone();
        let mut view = self.view(ui, text);
        let caret = paint::text_ui(&mut view, &painting, &carets);
        let anchor = beside.anchor;
        let anchor_rect = anchor.and_then(|range| paint::rect_of(&mut view, &painting, range));
        self.anchor_rect = anchor_rect;
        if let Some(cursor_rect) = caret.filter(|_| painting.has_focus) {
            let to_global = ui.ctx().layer_transform_to_global(ui.layer_id());
            let to_global = to_global.unwrap_or_default();
            ui.output_mut(|output| {
                output.ime = Some(IMEOutput {
                    purpose: egui::IMEPurpose::Normal,
                    rect: to_global * frame.pane,
                    cursor_rect: to_global * cursor_rect,
                    should_interrupt_composition: false,
                });
            });
        }
    }

    /// Tells screen readers of the text, and the system what is selected once that has settled.
    fn tell(&mut self, ui: &Ui, id: Id, text: &Draft<'_>, frame: Frame, offset: f32) {
        let origin = pos2(frame.left, frame.pane.top() + self.top_points - offset);
        let main = self.carets.main();
        let selection = has_focus(ui, id).then_some(main);
        let seen = access::Seen {
            origin,
            top: f64::from(offset - self.top_points),
            near: main.head.at,
        };
        let exposed = access::expose(&mut self.view(ui, text), id, seen, selection);
        self.exposed = exposed;
        let range = Some(main.range()).filter(|range| !range.is_empty());
        if range != self.told && !ui.input(|input| input.pointer.any_down()) {
            if let Some(range) = &range {
                let selected = text.slice(range.clone()).into_owned();
                ui.ctx()
                    .send_cmd(OutputCommand::TextSelectionSettled(selected));
            }
            self.told = range;
        }
    }
}

impl Frame {
    /// `side`: the room beside the column in points, where there is that much; `column`: its
    /// widest.
    pub fn new(pane: Rect, side: f32, column: f32) -> Self {
        let width = pane.width();
        let side = ((width - column) / 2.0).max(side.min(width / 8.0)).round();
        Self {
            pane,
            left: pane.left() + side,
            width: (width - 2.0 * side).max(24.0).round(),
        }
    }
}

/// A typewriter has its first line where it has all others.
fn top_points(writing: Writing, frame: Frame) -> f32 {
    if writing.typewriter {
        let share = frame.pane.height() * TYPEWRITER_SHARE;
        share.round().max(TOP_POINTS)
    } else {
        TOP_POINTS
    }
}

/// How wide the column of text is at most.
fn column_points(writing: Writing) -> f32 {
    writing.measure * writing.text_points * super::CHARACTER_WIDTH
}

pub fn has_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}
