//! Where a part of the window is, and that it is a list, for screen readers.

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

/// Says that what `ui` holds is a list of so many, for "12 of 7,544".
pub fn say_list(ui: &Ui, role: accesskit::Role, count: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        // Of what has no role of its own nothing is read out.
        node.set_role(role);
        node.set_size_of_set(count);
    });
}
