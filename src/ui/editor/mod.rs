//! The markdown text editor: egui's text field behind our own layout, highlighting and undo.
//!
//! The field edits a `Draft` of what is shown (the whole text, or the body where
//! the head is hidden); what it did in a frame leaves as one [`Action::Edit`]. The document
//! changes in `app` alone, and the caret is carried along when it changes for another reason.
//!
//! Keys that mean more in markdown (`keys`) are taken before the field sees them.

mod caret;
mod draft;
mod emphasis;
mod inline;
mod keys;
mod layout;
mod lexer;
mod look;
mod marks;

use std::{ops::Range, time::Duration};

use egui::{
    Atom, Event, Frame, Id, IdSalt, Margin, Response, ScrollArea, TextEdit, Ui,
    text_edit::TextEditOutput, vec2,
};

use crate::{
    action::{Action, Outbox},
    model::{
        document::{Document, DocumentId},
        front_matter::FrontMatter,
        text::{Cause, Edit, position},
    },
    ui::theme::{colours, sizes},
};
use caret::{Caret, Shown};
use draft::Draft;
use layout::Layout;
pub use marks::Marks;
use marks::marks_ui;

/// The widest column of text, in points: about 75 characters.
const MAX_COLUMN_POINTS: f32 = 660.0;
const MIN_SIDE_POINTS: f32 = sizes::SPACE_5;
const TOP_POINTS: i8 = 20;
/// Room under the last line, so that it is not written at the edge of the window.
const BOTTOM_POINTS: i8 = 120;
/// How far from the edge of the pane a place that was asked for stands, and one typed at.
const FOUND_MARGIN_POINTS: f32 = 100.0;
const TYPED_MARGIN_POINTS: f32 = 40.0;

/// What the editor keeps between frames for one document.
#[derive(Debug, Default)]
pub struct EditorState {
    /// Select these bytes and show them, once.
    pub select: Option<Range<usize>>,
    /// Take the keyboard focus, once.
    pub focus: bool,
    /// Whether the front matter is part of what is shown.
    pub show_head: bool,
    /// What is marked in the text; drawn while it is of the same revision.
    pub marks: Marks,
    layout: Layout,
    caret: Caret,
    keys: keys::Waiting,
}

/// Shows the text of an article for writing; typing becomes [`Action::Edit`].
pub fn editor_ui(
    ui: &mut Ui,
    document: &Document,
    front_matter: &FrontMatter,
    state: &mut EditorState,
    out: &mut Outbox,
) {
    let text = document.text();
    let body_from = text.floor_char_boundary(front_matter.head.end);
    let shown = Shown {
        revision: document.revision(),
        from: if state.show_head { 0 } else { body_from },
        has_head: state.show_head && body_from > 0,
    };
    let visible = text.get(shown.from..).unwrap_or_default();
    let id = text_id(document.id);
    ui.painter()
        .rect_filled(ui.available_rect_before_wrap(), 0.0, colours(ui).editor);

    let is_asked = state.place_caret(ui, id, visible, shown);
    if !has_focus(ui, id) {
        state.keys.forget();
    } else if state.keys.are_pressed(ui) {
        let selection = state.caret.selection(visible);
        let place = keys::Place {
            document,
            body_from,
            selection: selection.start + shown.from..selection.end + shown.from,
            typing: typing(ui),
        };
        state.keys.answer(ui, &place, out);
    }
    let cause = cause_of(ui);
    let mut draft = Draft::new(visible);
    let output = ScrollArea::vertical()
        .id_salt(("editor", document.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            let output = text_ui(ui, id, &mut draft, &mut state.layout, shown);
            if state.marks.revision == shown.revision {
                marks_ui(
                    ui,
                    &state.marks,
                    &output.galley,
                    output.galley_pos,
                    shown.from,
                );
            }
            if output.response.secondary_clicked()
                && let Some(pointer) = output.response.interact_pointer_pos()
            {
                let cursor = output.galley.cursor_from_pos(pointer - output.galley_pos);
                let at_byte = position::byte_of_char(visible, cursor.index.0);
                out.push(Action::SuggestAt {
                    document: document.id,
                    at_byte: shown.from + at_byte,
                });
            }
            scroll_ui(ui, &output, is_asked, draft.is_changed());
            output
        })
        .inner;
    // Undo is ours: the field's own would hoard copies of the text.
    output.state.clone().clear_undoer();

    let cursor = output.state.cursor.char_range();
    let cursor = cursor.filter(|_| has_focus(ui, id));
    if let Some(edit) = draft.into_edit() {
        out.push(Action::Edit {
            document: document.id,
            made_at: shown.revision,
            edit: moved(edit, shown.from),
            cause,
            select: None,
        });
        state.caret.typed(cursor.unwrap_or_default(), shown);
    } else {
        state.caret.report(document.id, cursor, visible, shown, out);
    }
}

impl EditorState {
    /// Puts the caret where it belongs in the text of this frame, and takes the one-shot
    /// requests. Returns whether the caret is to be brought into view.
    fn place_caret(&mut self, ui: &Ui, id: Id, visible: &str, shown: Shown) -> bool {
        self.caret
            .follow(ui, id, self.layout.text(), visible, shown);
        // What is asked for in a hidden head cannot be shown; the caret stays.
        let select = self.select.take();
        let select = select.filter(|range| range.start >= shown.from);
        let is_asked = select.is_some();
        if let Some(range) = select {
            let range = range.start - shown.from..range.end.max(range.start) - shown.from;
            self.caret.set(ui, id, range, visible);
        }
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.caret.restore(ui, id);
        }
        is_asked
    }
}

/// The id of the text field of a document.
fn text_id(document: DocumentId) -> Id {
    Id::unique(("editor text", document))
}

/// The text field in a column in the middle of the pane. The whole pane is the field, so that a
/// click beside the column puts the caret into the nearest line.
fn text_ui(
    ui: &mut Ui,
    id: Id,
    draft: &mut Draft<'_>,
    layout: &mut Layout,
    shown: Shown,
) -> TextEditOutput {
    let pane = vec2(ui.available_width(), ui.clip_rect().height());
    let side = ((pane.x - MAX_COLUMN_POINTS) / 2.0)
        .max(MIN_SIDE_POINTS.min(pane.x / 8.0))
        .round();
    let text = colours(ui).text;
    ui.visuals_mut().selection.stroke.color = text;
    ui.spacing_mut().icon_spacing = 0.0;
    let original = draft.as_ptr();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, wrap_width: f32| {
        let text = text.as_str();
        let revision = (text.as_ptr() == original).then_some(shown.revision);
        layout.galley(ui, text, revision, shown.has_head, wrap_width)
    };
    let output = TextEdit::multiline(draft)
        .id(id)
        .layouter(&mut layouter)
        .frame(Frame::NONE.inner_margin(Margin {
            top: TOP_POINTS,
            bottom: BOTTOM_POINTS,
            ..Margin::ZERO
        }))
        .prefix(Atom::custom(IdSalt::new("left"), vec2(side, 0.0)))
        .suffix(Atom::custom(IdSalt::new("right"), vec2(side, 0.0)))
        .desired_width(f32::INFINITY)
        .desired_rows(1)
        .min_size(vec2(0.0, pane.y))
        .lock_focus(true)
        .show(ui);
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_label("Text"));
    output
}

/// Keeps in view what the writer works on: the caret where it was asked for or typed at, with
/// some room above and below, and the end of a selection that is being dragged.
fn scroll_ui(ui: &Ui, output: &TextEditOutput, is_asked: bool, is_typed: bool) {
    let room = if is_asked {
        FOUND_MARGIN_POINTS
    } else {
        TYPED_MARGIN_POINTS
    };
    if (is_asked || is_typed)
        && let Some(cursor) = output.state.cursor.char_range()
    {
        let rect = output
            .galley
            .pos_from_cursor(cursor.primary)
            .translate(output.galley_pos.to_vec2());
        ui.scroll_to_rect(rect.expand2(vec2(0.0, room)), None);
    }
    scroll_while_dragging(ui, &output.response);
}

/// Scrolls on while text is selected with the pointer above or below the pane.
fn scroll_while_dragging(ui: &Ui, response: &Response) {
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    let view = ui.clip_rect();
    let beyond = (view.top() - pointer.y).max(0.0) - (pointer.y - view.bottom()).max(0.0);
    if response.dragged() && beyond != 0.0 {
        ui.scroll_with_delta(vec2(0.0, beyond * 0.3 + 4.0 * beyond.signum()));
        ui.request_repaint();
    }
}

fn has_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
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
mod tests;
