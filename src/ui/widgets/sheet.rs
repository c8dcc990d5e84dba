//! A sheet: asks for something over the panes. It hangs from the top, is as high as what is in it,
//! and has its buttons at the lower right, the primary one last.

use egui::{Align, Align2, Frame, Id, Layout, Margin, Modal, RichText, ScrollArea, Ui, Vec2};

use crate::ui::{
    theme::{sizes, weight},
    widgets::{button_ui, main_button_ui},
};

const WIDTH: f32 = 640.0;
/// Of a question with an answer and no field.
const QUESTION: f32 = 460.0;
const TOP: f32 = 56.0;
/// Around it, at least.
const AROUND: f32 = 12.0;

/// What was done in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Primary,
    Cancel,
}

/// Shows a sheet with a field. `content` returns the answer of its buttons; Escape, and a click
/// beside it, cancels.
pub fn sheet_ui(
    ui: &Ui,
    id: &'static str,
    title: &str,
    content: impl FnOnce(&mut Ui) -> Option<Answer>,
) -> Option<Answer> {
    hung_ui(ui, id, WIDTH, title, content)
}

/// The same for a question.
pub fn question_ui(
    ui: &Ui,
    id: &'static str,
    title: &str,
    content: impl FnOnce(&mut Ui) -> Option<Answer>,
) -> Option<Answer> {
    hung_ui(ui, id, QUESTION, title, content)
}

fn hung_ui(
    ui: &Ui,
    id: &'static str,
    width: f32,
    title: &str,
    content: impl FnOnce(&mut Ui) -> Option<Answer>,
) -> Option<Answer> {
    let id = Id::unique(id);
    let room = ui.ctx().content_rect().size();
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let top = Vec2::new(0.0, TOP.min(room.y * 0.1));
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, top);
    let area = area.accessible_name(title);
    let modal = Modal::new(id).area(area).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width.min(room.x - 2.0 * AROUND - 40.0));
        let title = RichText::new(title)
            .size(sizes::TEXT_LARGE)
            .variation(b"wght", weight::SEMIBOLD);
        ui.add(egui::Label::new(title).wrap());
        ui.add_space(sizes::SPACE_2);
        ScrollArea::vertical()
            .id_salt(id)
            .max_height(room.y - top.y - 120.0)
            // As high as what is in it becomes.
            .min_scrolled_height(room.y - top.y - 120.0)
            .show(ui, content)
            .inner
    });
    let is_left = modal.should_close().then_some(Answer::Cancel);
    modal.inner.or(is_left)
}

/// The buttons at the end of a sheet.
pub fn answers_ui(ui: &mut Ui, primary: &str, is_possible: bool, cancel: &str) -> Option<Answer> {
    ui.add_space(sizes::SPACE_3);
    let mut answer = None;
    let room = Vec2::new(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        let main = ui.add_enabled_ui(is_possible, |ui| main_button_ui(ui, primary));
        if main.inner.clicked() {
            answer = Some(Answer::Primary);
        }
        if button_ui(ui, cancel).clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}
