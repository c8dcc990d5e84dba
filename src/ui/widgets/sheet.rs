//! A sheet: asks for something over the panes. It hangs from the top, is as high as what is in it,
//! and has its buttons at the lower right, the primary one last. What does not fit in the window
//! scrolls; the buttons are always seen.
//!
//! `Ctrl+Enter` is its primary answer, wherever the keyboard is in it.
//!
//! While it is there it has the keyboard: a field that asks for it, else the answer that loses
//! nothing. When it is gone, the keyboard is where it was.

use egui::{Align2, Frame, Id, Key, Margin, Modal, Modifiers, Popup, Response, RichText, Ui, Vec2};

use super::{at_right::AtRight, popup};
use crate::ui::{
    theme::{sizes, weight},
    widgets::{button_ui, main_button_ui, more::scroll_ui},
};

const WIDTH: f32 = 640.0;
const WIDE: f32 = 960.0;
/// Of a question with an answer and no field.
const QUESTION: f32 = 460.0;
const TOP: f32 = 56.0;
/// Around it, at least.
const AROUND: f32 = 12.0;
const MARGIN: f32 = 20.0;

/// What was done in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Primary,
    Other,
    Cancel,
}

/// The words of a sheet.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub id: &'static str,
    pub title: &'a str,
    pub primary: &'a str,
    /// A third answer.
    pub other: Option<&'a str>,
    pub cancel: &'a str,
}

/// What its content says of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The primary answer can be given.
    pub is_possible: bool,
    /// Enter was pressed in a field.
    pub is_entered: bool,
}

/// Shows a sheet with a field. Escape, and a click beside it, cancels.
pub fn sheet_ui(
    ui: &Ui,
    sheet: &Sheet<'_>,
    content: impl FnOnce(&mut Ui) -> Filled,
) -> Option<Answer> {
    hung_ui(ui, sheet, WIDTH, Answer::Cancel, content)
}

/// The same, as wide as form and text: what is in it stands in columns.
pub fn wide_sheet_ui(
    ui: &Ui,
    sheet: &Sheet<'_>,
    content: impl FnOnce(&mut Ui) -> Filled,
) -> Option<Answer> {
    hung_ui(ui, sheet, WIDE, Answer::Cancel, content)
}

/// The same for a question. `safe`: the answer that loses nothing.
pub fn question_ui(
    ui: &Ui,
    sheet: &Sheet<'_>,
    safe: Answer,
    content: impl FnOnce(&mut Ui),
) -> Option<Answer> {
    let content = |ui: &mut Ui| {
        content(ui);
        Filled {
            is_possible: true,
            is_entered: false,
        }
    };
    hung_ui(ui, sheet, QUESTION, safe, content)
}

fn hung_ui(
    ui: &Ui,
    sheet: &Sheet<'_>,
    width: f32,
    safe: Answer,
    content: impl FnOnce(&mut Ui) -> Filled,
) -> Option<Answer> {
    let id = Id::unique(sheet.id);
    let room = ui.ctx().content_rect().size();
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let top = Vec2::new(0.0, TOP.min(room.y * 0.1));
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, top);
    let area = area.accessible_name(sheet.title);
    let modal = Modal::new(id).area(area).frame(frame).show(ui.ctx(), |ui| {
        popup::hold(ui, id, None, false);
        ui.set_width(width.min(room.x - 2.0 * (AROUND + MARGIN)));
        let title = RichText::new(sheet.title)
            .size(sizes::TEXT_LARGE)
            .variation(b"wght", weight::SEMIBOLD);
        ui.add(egui::Label::new(title).wrap());
        ui.add_space(sizes::SPACE_2);
        let answers = sizes::SPACE_3 + sizes::CONTROL + ui.spacing().item_spacing.y;
        let around = top.y + AROUND + 2.0 * MARGIN + ui.min_rect().height() + answers;
        let filled = scroll_ui(ui, id, (room.y - around).max(sizes::CONTROL), content);
        let answer = answers_ui(ui, sheet, safe, filled);
        // What a field of it has opened keeps the keyboard itself.
        if !Popup::is_any_open(ui.ctx()) {
            popup::keep_in(ui, id);
        }
        answer
    });
    let is_left = modal.should_close().then_some(Answer::Cancel);
    modal.inner.or(is_left)
}

/// The buttons at its end.
fn answers_ui(ui: &mut Ui, sheet: &Sheet<'_>, safe: Answer, filled: Filled) -> Option<Answer> {
    ui.add_space(sizes::SPACE_3);
    let is_pressed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let entered = (filled.is_entered || is_pressed) && filled.is_possible;
    let mut answer = entered.then_some(Answer::Primary);
    let mut answers = |response: &Response, of: Answer| {
        if response.clicked() {
            answer = Some(of);
        }
        if of == safe {
            popup::choose(response);
        }
    };
    let at_right = AtRight::new(ui, "answers");
    at_right.show(ui, sizes::CONTROL, |ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        answers(&button_ui(ui, sheet.cancel), Answer::Cancel);
        if let Some(other) = sheet.other {
            answers(&button_ui(ui, other), Answer::Other);
        }
        let main = |ui: &mut Ui| main_button_ui(ui, sheet.primary);
        let main = ui.add_enabled_ui(filled.is_possible, main).inner;
        answers(&main, Answer::Primary);
    });
    answer
}
