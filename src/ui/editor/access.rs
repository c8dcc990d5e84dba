//! The text as screen readers see it: its value, its rows with the caret and the selection.
//!
//! Limits: of a text longer than [`EXPOSED_BYTES`] they see the lines around the caret; of a
//! line that is laid out in several parts, the part with the caret.

use std::{ops::Range, sync::Arc};

use egui::{
    Event, Galley, Id, Pos2, Ui,
    accesskit::{Action, Role},
    emath::TSTransform,
    text::{CCursor, CCursorRange, CharIndex, LayoutJob},
    text_selection::accesskit_text::update_accesskit_for_text_widget,
};

use super::{
    carets::{Cursor, Selection},
    draft::Draft,
    pieces::Piece,
    view::View,
};
use crate::model::{
    text::position::{byte_of_char, chars_before},
    words::say,
};

/// What is laid out for a screen reader at most, about.
const EXPOSED_BYTES: usize = 64 << 10;

/// What a screen reader was shown in the last frame.
#[derive(Debug)]
pub struct Exposed {
    galley: Arc<Galley>,
    /// The byte that it begins at.
    start: usize,
}

impl Exposed {
    /// What `event` asks to select.
    pub fn selection(&self, ui: &Ui, id: Id, event: &Event, text: &Draft<'_>) -> Option<Selection> {
        let mut wanted = CCursorRange::default();
        if !wanted.on_event(ui.ctx().os(), event, &self.galley, id) {
            return None;
        }
        let slice = text.slice(self.start..text.len());
        let cursor = |cursor: CCursor| Cursor {
            at: self.start + byte_of_char(&slice, cursor.index.0),
            prefers_next_row: cursor.prefer_next_row,
        };
        Some(Selection::between(
            cursor(wanted.secondary),
            cursor(wanted.primary),
        ))
    }
}

/// The text that a screen reader wants to be there instead of all that is.
pub fn wanted_text(ui: &Ui, id: Id) -> Option<String> {
    use egui::accesskit::ActionData;
    ui.input(|input| {
        let requests = input.accesskit_action_requests(id, Action::SetValue);
        let texts = requests.filter_map(|request| match &request.data {
            Some(ActionData::Value(value)) => Some(value.to_string()),
            _ => None,
        });
        texts.last()
    })
}

/// Where the text is on the screen, and what of it is looked at.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Where it begins.
    pub origin: Pos2,
    /// What is at the top of the pane, in points from there.
    pub top: f64,
    /// The byte of the caret.
    pub near: usize,
}

/// Describes the text, if anyone listens. `selection`: what is selected, while the text has the
/// focus.
pub fn expose(
    view: &mut View<'_>,
    id: Id,
    seen: Seen,
    selection: Option<Selection>,
) -> Option<Exposed> {
    let ctx = view.ui.ctx().clone();
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::MultilineTextInput);
        node.set_label(say!("access-text"));
        node.add_action(Action::SetValue);
        node.add_action(Action::ReplaceSelectedText);
        node.add_action(Action::SetTextSelection);
    })?;
    let (galley, range, top) = exposed_galley(view, seen);
    let origin = seen.origin;
    let value = view.text.slice(range.clone()).into_owned();
    let selection = selection.map(|selection| {
        let cursor = |cursor: Cursor| CCursor {
            index: CharIndex(chars_before(&value, cursor.at.saturating_sub(range.start))),
            prefer_next_row: cursor.prefers_next_row,
        };
        CCursorRange::two(cursor(selection.anchor), cursor(selection.head))
    });
    ctx.accesskit_node_builder(id, |node| node.set_value(value));
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let offset = egui::vec2(origin.x, (f64::from(origin.y) + top) as f32);
    let transform = TSTransform::from_translation(offset);
    update_accesskit_for_text_widget(&ctx, id, selection, transform, &galley);
    Some(Exposed {
        galley,
        start: range.start,
    })
}

/// The layout of the lines around the caret as one, their bytes, and where they begin. What is in
/// the pane is where it is drawn; what was not seen yet may have another height than estimated.
fn exposed_galley(view: &mut View<'_>, seen: Seen) -> (Arc<Galley>, Range<usize>, f64) {
    let near = seen.near;
    let is_all = view.pieces.bytes() <= EXPOSED_BYTES;
    let middle = view.pieces.at_byte(near);
    let mut first = middle;
    let is_whole = |place| view.pieces.piece(place).is_some_and(Piece::is_whole_line);
    while let Some(previous) = view.pieces.previous(first)
        && is_whole(previous)
        && is_whole(first)
        && (is_all || middle.start - previous.start < EXPOSED_BYTES / 2)
    {
        first = previous;
    }
    let mut galleys = Vec::new();
    let mut text = String::new();
    let mut place = Some(first);
    let mut height = 0.0;
    let mut top = None;
    while let Some(at) = place {
        let laid = view.laid(at);
        let points = f64::from(laid.galley.rect.height());
        if at.top + points > seen.top {
            top.get_or_insert(at.top - height);
        }
        height += points;
        galleys.push(laid.galley);
        text.push_str(&view.text.slice(view.pieces.range(at)));
        let is_whole = |place| view.pieces.piece(place).is_some_and(Piece::is_whole_line);
        place = view.pieces.next(at).filter(|&next| {
            is_whole(at) && is_whole(next) && (is_all || text.len() < EXPOSED_BYTES)
        });
    }
    let range = first.start..first.start + text.len();
    let job = LayoutJob {
        text,
        ..LayoutJob::default()
    };
    let scale = view.ui.pixels_per_point();
    let galley = Galley::concat(Arc::new(job), &galleys, scale);
    (Arc::new(galley), range, top.unwrap_or(first.top))
}
