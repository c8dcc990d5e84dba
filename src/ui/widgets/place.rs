//! Where a part of the window is, for screen readers.

use egui::{Rect, Ui, accesskit};

/// Says that what `ui` holds is at this place.
pub fn say_place(ui: &Ui, at: Rect) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_bounds(accesskit::Rect {
            x0: at.min.x.into(),
            y0: at.min.y.into(),
            x1: at.max.x.into(),
            y1: at.max.y.into(),
        });
    });
}
