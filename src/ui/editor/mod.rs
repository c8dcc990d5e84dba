//! The markdown text editor: our own writing surface with highlighting.
//!
//! The surface edits a `Draft` of what is shown (the whole text, or the body where the head is
//! hidden); what it did in a frame leaves as one [`Action::Edit`]. The document changes in `app`
//! alone, and the carets are carried along when it changes for another reason. Where they are by the
//! end of a frame is said to the document, which is asked by all others.
//!
//! Keys that mean more in markdown (`keys`) are taken before the surface sees them. What others
//! find in the text is marked through [`Edited::marks`].

mod access;
mod carets;
mod code;
mod draft;
mod emphasis;
mod galleys;
mod inline;
mod keys;
mod lexer;
mod look;
pub mod marks;
mod paint;
mod pieces;
mod pointer;
mod stretches;
mod surface;
mod tables;
mod typing;
mod view;
mod words;

use std::{ops::Range, time::Duration};

use egui::{Event, Id, PopupAnchor, Pos2, Rect, Tooltip, Ui};

use crate::{
    action::{Action, Outbox},
    model::{
        check::InText,
        document::{Document, DocumentId},
        front_matter::FrontMatter,
        markdown::format::Quotes,
        settings::Writing,
        text::{Cause, Edit, Spot},
    },
    ui::{
        codes::Codes,
        theme::{colours, sizes},
        widgets::row_menu::opens_menu,
    },
};
use marks::Marks;
use surface::{Beside, Shown, Surface, has_focus};
use typing::Habits;

/// The usual width of a character, in parts of the size of the text.
const CHARACTER_WIDTH: f32 = 0.5333;
const MIN_SIDE_POINTS: f32 = sizes::SPACE_5;
/// With room for line numbers.
const NUMBERED_SIDE_POINTS: f32 = 56.0;

/// Where another caret is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    Up,
    Down,
}

/// What the editor keeps between frames for one document.
///
/// More than twelve fields: what is asked of the editor, and what it answers, has a field each.
#[expect(
    clippy::struct_excessive_bools,
    reason = "two requests and two ways to show a text, each by itself"
)]
#[derive(Debug, Default)]
pub struct EditorState {
    /// Select these bytes and show them, once.
    pub select: Option<Range<usize>>,
    /// Show the text as the writer had it, once.
    pub restore: Option<Spot>,
    /// Take the keyboard focus, once.
    pub focus: bool,
    /// It was taken in the last frame. Of what is below a question egui takes it away again in the
    /// frame in which the question goes.
    has_taken_focus: bool,
    /// Select the word at the caret, or the next place like the selection, once.
    pub next_occurrence: bool,
    /// Whether the front matter is part of what is shown.
    pub show_head: bool,
    pub line_numbers: bool,
    /// How the text is shown.
    pub writing: Writing,
    /// The quotes that are typed; `None`: letters stay as they are.
    pub quotes: Option<Quotes>,
    /// Something is offered for what is typed.
    pub is_completing: bool,
    /// Add a caret in the row above or below, once.
    pub add_caret: Option<Vertical>,
    /// Say where these bytes are on the screen.
    pub anchor: Option<Range<usize>>,
    /// Where they are, if they are in view.
    pub anchor_rect: Option<Rect>,
    /// Bring this place of the text to the top, once: the preview was scrolled to it.
    pub follow: Option<f64>,
    /// Where on the screen, and at which byte, it was asked what can be done.
    pub asked: Option<(Pos2, usize)>,
    /// The place at the top, if the writer scrolled the text in the last frame.
    pub led_to: Option<f64>,
    surface: Surface,
    keys: keys::Waiting,
}

/// What the editor shows.
#[derive(Clone, Copy)]
pub struct Edited<'a> {
    pub document: &'a Document,
    pub front_matter: &'a FrontMatter,
    pub codes: &'a Codes,
    pub marks: Marks<'a>,
}

/// Shows the text of an article for writing; typing becomes [`Action::Edit`].
pub fn editor_ui(ui: &mut Ui, edited: Edited<'_>, state: &mut EditorState, out: &mut Outbox) {
    let document = edited.document;
    let text = document.text();
    let body_from = text.floor_char_boundary(edited.front_matter.head.end);
    let shown = Shown {
        revision: document.revision(),
        from: if state.show_head { 0 } else { body_from },
        has_head: state.show_head && body_from > 0,
    };
    let visible = text.get(shown.from..).unwrap_or_default();
    let id = text_id(document.id);
    ui.painter()
        .rect_filled(ui.available_rect_before_wrap(), 0.0, colours(ui).editor);

    state.surface.follow(document, visible, shown);
    state.take_requests(ui, id, visible, shown);
    if has_focus(ui, id) {
        state.answer_keys(ui, document, body_from, shown, out);
    } else {
        state.keys.forget();
    }
    let cause = cause_of(ui);
    if let Some(place) = state.follow.take() {
        state.surface.scroll_to(place - shown.from as f64);
    }
    // Lines count from the start of the file, as everywhere.
    let first_line = document.line_column(shown.from).0;
    let beside = Beside {
        marks: edited.marks,
        first_line: state.line_numbers.then_some(first_line),
        writing: state.writing,
        codes: edited.codes,
        anchor: state.anchor.as_ref(),
    };
    state.surface.add_caret = state.add_caret.take();
    let mut outcome = state.surface.show(ui, id, visible, &beside, Habits::Writer);
    state.led_to = state
        .surface
        .led_to()
        .map(|place| place + shown.from as f64);
    if state.led_to.is_some() {
        // The preview follows in the next frame.
        ui.ctx().request_repaint();
    }
    out.extend(outcome.wanted.drain());
    state.anchor_rect = outcome.anchor_rect;
    let by_key = asked_by_key(ui, id).map(|at| (at, state.surface.carets().main().range().start));
    let asked = outcome.asked_at.or(by_key);
    state.asked = asked.map(|(at, byte)| (at, shown.from + byte));
    if let Some(found) = edited.marks.problems {
        let caret = shown.from + state.surface.carets().main().head.at;
        say_found(ui, id, found, caret);
        let hovered = outcome.hovered_at.map(|byte| shown.from + byte);
        if let Some(byte) = hovered {
            found_ui(ui, id, found, byte);
        }
    }
    if let Some(edit) = outcome.edit {
        out.push(Action::Edit {
            document: document.id,
            made_at: shown.revision,
            edit: moved(edit, shown.from),
            cause,
            select: None,
        });
    } else if !document
        .said_spot()
        .is_some_and(|spot| state.surface.is_at(spot, shown.from))
    {
        out.push(Action::Select {
            document: document.id,
            revision: shown.revision,
            spot: state.surface.spot(shown.from),
        });
    }
}

impl EditorState {
    pub fn has_one_caret(&self) -> bool {
        self.surface.carets().is_one()
    }

    /// Takes what was asked for, once.
    fn take_requests(&mut self, ui: &Ui, id: Id, visible: &str, shown: Shown) {
        // What is asked for in a hidden head cannot be shown; the caret stays.
        let select = self.select.take();
        if let Some(range) = select.filter(|range| range.start >= shown.from) {
            let end = range.end.max(range.start);
            self.surface
                .select(&(range.start - shown.from..end - shown.from));
        }
        if let Some(spot) = self.restore.take() {
            self.surface.restore(&spot, shown.from);
        }
        if std::mem::take(&mut self.next_occurrence) {
            self.surface.select_next_occurrence(visible);
        }
        let is_lost = std::mem::take(&mut self.has_taken_focus)
            && ui.memory(|memory| memory.focused().is_none());
        if std::mem::take(&mut self.focus) {
            self.has_taken_focus = true;
            ui.ctx().request_repaint();
        }
        if self.has_taken_focus || is_lost {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// How much of what was typed is for the next frames.
    pub fn left_to_type(&self) -> usize {
        self.keys.left()
    }

    /// Answers the keys that mean more in markdown, before the surface sees them.
    fn answer_keys(
        &mut self,
        ui: &Ui,
        document: &Document,
        body_from: usize,
        shown: Shown,
        out: &mut Outbox,
    ) {
        if !self.keys.are_pressed(ui) {
            return;
        }
        let carets = self.surface.carets();
        let selection = carets.main().range();
        let place = keys::Place {
            document,
            body_from,
            selection: selection.start + shown.from..selection.end + shown.from,
            before: self.surface.state_before(selection.start),
            is_only_caret: carets.is_one(),
            typing: typing(ui),
            quotes: self.quotes,
            is_completing: self.is_completing,
        };
        self.keys.answer(ui, &place, out);
    }
}

/// What is wrong at a place, as it is told.
fn words_at(found: &InText, at_byte: usize) -> Vec<String> {
    let there = found.at(at_byte).into_iter();
    there
        .map(|located| crate::model::words::put(&located.finding.message))
        .collect()
}

/// Tells a screen reader what is wrong at the caret.
fn say_found(ui: &Ui, id: Id, found: &InText, caret: usize) {
    let words = words_at(found, caret);
    if !words.is_empty() {
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_description(words.join(". ")));
    }
}

/// What is wrong with the words under the pointer.
fn found_ui(ui: &Ui, id: Id, found: &InText, at_byte: usize) {
    let words = words_at(found, at_byte);
    if words.is_empty() {
        return;
    }
    let tooltip = Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        id.with("found"),
        PopupAnchor::Pointer,
    );
    tooltip.gap(16.0).show(|ui| {
        for said in words {
            ui.label(said);
        }
    });
}

/// Where the caret is on the screen, if its menu was asked for.
fn asked_by_key(ui: &Ui, id: Id) -> Option<Pos2> {
    let is_pressed = opens_menu(ui.ctx(), id);
    let caret = ui
        .ctx()
        .output(|output| output.ime)
        .filter(|_| is_pressed)?;
    Some(caret.cursor_rect.left_bottom())
}

/// The id of the text of a document.
pub fn text_id(document: DocumentId) -> Id {
    Id::unique(("editor text", document))
}

fn moved(edit: Edit, by: usize) -> Edit {
    Edit {
        range: edit.range.start + by..edit.range.end + by,
        ..edit
    }
}

/// What the field does with the events of this frame: a paste or a cut is a step of its own.
fn cause_of(ui: &Ui) -> Cause {
    let is_step = ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                Event::Paste(_)
                    | Event::Cut
                    | Event::MiddleClickPaste { .. }
                    | Event::AccessKitActionRequest(_)
            )
        })
    });
    if is_step { Cause::Step } else { typing(ui) }
}

fn typing(ui: &Ui) -> Cause {
    let time = Duration::try_from_secs_f64(ui.input(|input| input.time)).unwrap_or_default();
    Cause::Typing {
        at_millis: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
