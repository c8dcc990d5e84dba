//! What the mouse does: placing the caret, selecting by characters, words and lines, several
//! carets with Alt or Ctrl, and the paste of the middle button.

use egui::{Event, Pos2, Response, Ui};

use super::{
    carets::{Carets, Cursor, Selection},
    typing::Editing,
};

/// How far a click counts: a double click selects a word, a triple click a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Character,
    Word,
    Line,
}

/// What a drag under way does.
#[derive(Clone, Copy, Debug)]
enum Drag {
    /// Selects by a unit, and keeps the first one selected.
    Units(Unit, Selection),
    /// Selects the same columns of several rows, from this place on.
    Column(Pos2),
}

/// What is known of the mouse from earlier frames.
#[derive(Debug, Default)]
pub struct Mouse {
    drag: Option<Drag>,
    /// When and where the last clicks of the window were.
    clicked_at: Option<(f64, Pos2)>,
    clicked_before_at: Option<f64>,
}

/// Where the pointer is.
#[derive(Clone, Copy)]
pub struct Pointer {
    pub x: f32,
    /// From the start of the text.
    pub y: f64,
    pub screen: Pos2,
}

impl Mouse {
    /// Takes note of the clicks of this frame, after they were answered.
    pub fn remember_clicks(&mut self, ui: &Ui) {
        ui.input(|input| {
            if input.pointer.any_click()
                && let Some(pos) = input.pointer.interact_pos()
            {
                self.clicked_before_at = self.clicked_at.map(|(time, _)| time);
                self.clicked_at = Some((input.time, pos));
            }
            if !input.pointer.any_down() && matches!(self.drag, Some(Drag::Column(_))) {
                self.drag = None;
            }
        });
    }

    /// What the click would be that begins now.
    fn unit_of_press(&self, ui: &Ui) -> Unit {
        let (time, pos) = ui.input(|input| (input.time, input.pointer.press_origin()));
        let (delay_secs, reach) = ui.ctx().options(|options| {
            let options = &options.input_options;
            (options.max_double_click_delay, options.max_click_dist)
        });
        let (Some((last, at)), Some(pos)) = (self.clicked_at, pos) else {
            return Unit::Character;
        };
        if time - last >= delay_secs || at.distance(pos) >= reach {
            return Unit::Character;
        }
        match self.clicked_before_at {
            Some(before) if last - before < delay_secs => Unit::Line,
            _ => Unit::Word,
        }
    }

    /// Answers the pointer. Returns whether it did something.
    pub fn interact(
        &mut self,
        editing: &mut Editing<'_, '_>,
        response: &Response,
        pointer: Pointer,
    ) -> bool {
        let cursor = editing.view().cursor_at(pointer.x, pointer.y);
        let (shift, adds, is_pressed) = editing.ui.input(|input| {
            let modifiers = input.modifiers;
            // Many window managers on Linux keep Alt and a click for themselves.
            let adds = modifiers.alt || modifiers.command;
            (modifiers.shift, adds, input.pointer.any_pressed())
        });
        if response.double_clicked() && !shift && !adds {
            let word = editing.view().word_at(cursor.at);
            self.put(editing.carets, word);
        } else if response.triple_clicked() && !shift && !adds {
            let line = editing.view().line_at(cursor.at);
            self.put(editing.carets, line);
        } else if response.hovered() && is_pressed {
            self.press(editing, cursor, pointer, shift, adds);
        } else if response.dragged() || editing.ui.ctx().is_being_dragged(response.id) {
            self.drag_to(editing, cursor, pointer);
        } else {
            return false;
        }
        true
    }

    /// A selection that the mouse has not begun ends what it did.
    fn put(&mut self, carets: &mut Carets, selection: Selection) {
        if carets.main().range() != selection.range() {
            self.drag = None;
        }
        carets.set_main(selection);
    }

    fn press(
        &mut self,
        editing: &mut Editing<'_, '_>,
        cursor: Cursor,
        pointer: Pointer,
        shift: bool,
        adds: bool,
    ) {
        let unit = self.unit_of_press(editing.ui);
        match (adds, shift) {
            (true, true) => {
                self.drag = Some(Drag::Column(pointer.screen));
                editing.carets.set_main(Selection::caret(cursor));
            }
            (true, false) => {
                self.drag = Some(Drag::Column(pointer.screen));
                if !editing.carets.remove_at(cursor.at) {
                    editing.carets.add(Selection::caret(cursor));
                }
            }
            (false, true) => self.extend(editing, cursor, unit),
            (false, false) if unit == Unit::Character => {
                self.drag = None;
                editing.carets.set_main(Selection::caret(cursor));
            }
            (false, false) => {
                let anchor = unit_at(editing, unit, cursor);
                self.drag = Some(Drag::Units(unit, anchor));
                editing.carets.set_main(anchor);
            }
        }
    }

    /// A click with Shift: extends what is selected.
    fn extend(&mut self, editing: &mut Editing<'_, '_>, cursor: Cursor, unit: Unit) {
        let selection = editing.carets.main();
        let kept = self.anchor_within(selection);
        let anchor = kept.unwrap_or_else(|| Selection::caret(selection.anchor));
        if unit == Unit::Character && anchor.is_caret() {
            self.drag = None;
            let extended = Selection {
                head: cursor,
                ..selection
            };
            editing.carets.set_main(extended);
        } else {
            self.drag = Some(Drag::Units(unit, anchor));
            let extended = extended(editing, unit, anchor, cursor);
            editing.carets.set_main(extended);
        }
    }

    fn drag_to(&mut self, editing: &mut Editing<'_, '_>, cursor: Cursor, pointer: Pointer) {
        match self.drag {
            Some(Drag::Units(unit, anchor)) => {
                let extended = extended(editing, unit, anchor, cursor);
                editing.carets.set_main(extended);
            }
            Some(Drag::Column(from)) => drag_column(editing, from, pointer),
            None => {
                let selection = Selection {
                    head: cursor,
                    ..editing.carets.main()
                };
                editing.carets.set_main(selection);
            }
        }
    }

    /// The word or line that a double or triple click began with, if it is still selected.
    fn anchor_within(&self, selection: Selection) -> Option<Selection> {
        let Some(Drag::Units(_, anchor)) = self.drag else {
            return None;
        };
        let (inner, outer) = (anchor.range(), selection.range());
        let is_within = outer.start <= inner.start && inner.end <= outer.end;
        (!anchor.is_caret() && is_within).then_some(anchor)
    }

    /// What was selected by the keyboard is not extended by words.
    pub fn forget_units(&mut self) {
        if let Some(Drag::Units(..)) = self.drag {
            self.drag = None;
        }
    }
}

fn unit_at(editing: &mut Editing<'_, '_>, unit: Unit, cursor: Cursor) -> Selection {
    match unit {
        Unit::Character => Selection::caret(cursor),
        Unit::Word => editing.view().word_at(cursor.at),
        Unit::Line => editing.view().line_at(cursor.at),
    }
}

/// `anchor` and what is under the pointer.
fn extended(
    editing: &mut Editing<'_, '_>,
    unit: Unit,
    anchor: Selection,
    cursor: Cursor,
) -> Selection {
    let under = unit_at(editing, unit, cursor);
    if cursor.at < anchor.start().at {
        Selection::between(anchor.end(), under.start())
    } else if anchor.end().at < cursor.at || anchor.is_caret() {
        Selection::between(anchor.start(), under.end())
    } else {
        anchor
    }
}

/// Selects the same columns in all rows between two points of the screen.
fn drag_column(editing: &mut Editing<'_, '_>, from: Pos2, pointer: Pointer) {
    let from_x = pointer.x + (from.x - pointer.screen.x);
    let from_y = pointer.y + f64::from(from.y - pointer.screen.y);
    let mut view = editing.view();
    let mut left = view.cursor_at(from_x, from_y.min(pointer.y));
    let last = view.cursor_at(from_x, from_y.max(pointer.y));
    let mut rows = Vec::new();
    loop {
        let (top, rect) = view.rect_of(left);
        let y = top + f64::from(rect.center().y);
        let anchor = view.cursor_at(from_x, y);
        let head = view.cursor_at(pointer.x, y);
        rows.push(Selection::between(anchor, head));
        if left.at >= last.at {
            break;
        }
        let (below, _) = view.row_down(left, Some(from_x));
        if below.at <= left.at {
            break;
        }
        left = below;
    }
    let has_width = |selection: &Selection| !selection.is_caret();
    if rows.iter().any(has_width) {
        rows.retain(has_width);
    }
    *editing.carets = Carets::several(rows);
}

/// The text that the middle button pastes, and where on the screen.
pub fn middle_paste(ui: &Ui, response: &Response) -> Option<(Pos2, String)> {
    if !ui.is_enabled() || !response.contains_pointer() {
        return None;
    }
    let (pos, text) = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::MiddleClickPaste { pos, text } => Some((*pos, text.clone())),
            _ => None,
        })
    })?;
    let from_global = ui.ctx().layer_transform_from_global(ui.layer_id());
    Some((
        from_global.map_or(pos, |from_global| from_global * pos),
        text,
    ))
}
