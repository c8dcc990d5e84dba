//! What the pointer does to the surface: it presses and drags, asks for a menu, pastes what is
//! selected elsewhere, and shows what it is over.

use egui::{CursorIcon, Id, PointerButton, Pos2, Rect, Response, Ui, vec2};

use super::{
    super::{
        draft::Draft,
        paint::Frame,
        pointer::{Pointer, middle_paste},
        typing::Habits,
    },
    Surface,
};

/// The pointer in one frame.
pub struct Hand<'a> {
    pub ui: &'a Ui,
    pub id: Id,
    pub response: &'a Response,
    pub frame: Frame,
    pub habits: Habits,
    /// Where the first row begins on screen before anything is scrolled, and how far it is.
    pub top_points: f32,
    pub offset: f32,
}

impl Hand<'_> {
    fn at(&self, pos: Pos2) -> Pointer {
        Pointer {
            x: pos.x - self.frame.left,
            y: f64::from(pos.y - self.top_points) + f64::from(self.offset),
            screen: pos,
        }
    }

    fn focus(&self) {
        let id = self.id;
        self.ui.memory_mut(|memory| memory.request_focus(id));
    }
}

impl Surface {
    /// Returns whether the caret or the text is where the pointer put it.
    pub fn take_pointer(&mut self, hand: &Hand<'_>, text: &mut Draft<'_>) -> bool {
        let is_pressed = self.press(hand, text);
        self.ask(hand, text);
        let is_pasted = self.paste(hand, text);
        self.hover(hand, text);
        is_pressed || is_pasted
    }

    fn press(&mut self, hand: &Hand<'_>, text: &mut Draft<'_>) -> bool {
        let (ui, response) = (hand.ui, hand.response);
        let Some(pos) = response.interact_pointer_pos() else {
            return false;
        };
        let mut mouse = std::mem::take(&mut self.mouse);
        let mut editing = self.editing(ui, hand.id, text, hand.habits);
        let is_touched = mouse.interact(&mut editing, response, hand.at(pos));
        self.mouse = mouse;
        // Enter and Space count as a click on what has the focus, but for that of a button.
        let is_touched = is_touched || response.clicked_by(PointerButton::Primary);
        if is_touched {
            hand.focus();
            self.preedit = None;
        }
        scroll_while_dragging(ui, response, hand.frame.pane);
        is_touched
    }

    /// The secondary button, which asks for a menu.
    fn ask(&mut self, hand: &Hand<'_>, text: &mut Draft<'_>) {
        let pos = hand.response.interact_pointer_pos();
        let Some(pos) = pos.filter(|_| hand.response.secondary_clicked()) else {
            return;
        };
        let point = hand.at(pos);
        let mut editing = self.editing(hand.ui, hand.id, text, hand.habits);
        let at = editing.view().cursor_at(point.x, point.y).at;
        if !self.carets.main().range().contains(&at) {
            self.select(&(at..at));
        }
        self.asked_at = Some((pos, at));
        hand.focus();
    }

    fn paste(&mut self, hand: &Hand<'_>, text: &mut Draft<'_>) -> bool {
        let Some((pos, pasted)) = middle_paste(hand.ui, hand.response) else {
            return false;
        };
        let point = hand.at(pos);
        let mut editing = self.editing(hand.ui, hand.id, text, hand.habits);
        let at = editing.view().cursor_at(point.x, point.y).at;
        editing.insert_at(&(at..at), &pasted);
        self.mouse.forget_units();
        self.preedit = None;
        hand.focus();
        true
    }

    fn hover(&mut self, hand: &Hand<'_>, text: &mut Draft<'_>) {
        let (ui, response) = (hand.ui, hand.response);
        let is_held = ui.input(|input| input.pointer.any_down());
        if let Some(pos) = response.hover_pos().filter(|_| !is_held) {
            let point = hand.at(pos);
            let mut editing = self.editing(ui, hand.id, text, hand.habits);
            let mut view = editing.view();
            let cursor = view.cursor_at(point.x, point.y);
            // Beside and below the letters there is a nearest one too.
            let (top, place) = view.rect_of(cursor);
            let start = top + f64::from(place.top());
            let near = f64::from(place.height());
            let is_near = f64::from((place.center().x - point.x).abs()) < near
                && (start..start + near).contains(&point.y);
            self.hovered_at = is_near.then_some(cursor.at);
        }
        if response.hovered() {
            ui.output_mut(|output| output.mutable_text_under_cursor = true);
            ui.set_cursor_icon(CursorIcon::Text);
        }
    }
}

/// Scrolls on while text is selected with the pointer above or below the pane.
fn scroll_while_dragging(ui: &Ui, response: &Response, pane: Rect) {
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    let beyond = (pane.top() - pointer.y).max(0.0) - (pointer.y - pane.bottom()).max(0.0);
    if response.dragged() && beyond != 0.0 {
        ui.scroll_with_delta(vec2(0.0, beyond * 0.3 + 4.0 * beyond.signum()));
        ui.request_repaint();
    }
}
