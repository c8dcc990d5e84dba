//! An icon beside words that say the same: screen readers are not told of it.

use egui::{Color32, Ui};

use crate::ui::theme::{Icon, icons::icon};

/// `size_points`: of the square that it is drawn in.
pub fn glyph_ui(ui: &mut Ui, glyph: Icon, size_points: f32, colour: Color32) {
    let shown = ui.label(icon(glyph, size_points, colour));
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_hidden();
        node.set_value(String::new());
    });
}
