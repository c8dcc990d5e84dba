//! Rows across a pane.

use egui::{Frame, Margin, Stroke, Ui};

use crate::ui::theme::colours;

pub(super) fn tab_row_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(8, 5))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
    line_below_ui(ui);
}

/// A hairline across the pane.
pub(super) fn line_below_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let y = ui.cursor().top();
    let stroke = Stroke::new(1.0, colours(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), y, stroke);
    ui.add_space(1.0);
}
