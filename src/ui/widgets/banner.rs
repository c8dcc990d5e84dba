//! A state that wants an answer: what happened and what it means, the answers below.

use egui::{Frame, Label, Margin, RichText, Ui};

use super::glyph_ui;
use crate::ui::theme::{Icon, colours, sizes, weight};

pub fn banner_row_ui(ui: &mut Ui, what: &str, means: &str, answers: impl FnOnce(&mut Ui)) {
    let colours = colours(ui);
    Frame::new()
        .fill(colours.warning_soft)
        .inner_margin(Margin::symmetric(16, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                glyph_ui(ui, Icon::TriangleAlert, 18.0, colours.warning);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    let what = RichText::new(what)
                        .variation(b"wght", weight::SEMIBOLD)
                        .color(colours.text);
                    ui.add(Label::new(what).wrap());
                    let means = RichText::new(means)
                        .size(sizes::TEXT_SMALL)
                        .color(colours.text_weak);
                    ui.add(Label::new(means).wrap());
                    ui.add_space(sizes::SPACE_1);
                    ui.horizontal_wrapped(answers);
                });
            });
        });
}
