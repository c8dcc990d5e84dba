//! Buttons at the right end of a row, in the order of the Tab key, which a layout from right to left turns round.
//!
//! Limits: they are as wide as they were in the last pass. Where they are not, the pass is drawn once more before it is
//! seen.

use egui::{Align, Id, Layout, Ui, Vec2};

/// The right end of a row, by how wide it was.
#[derive(Clone, Copy, Debug)]
pub struct AtRight {
    kept: Id,
    width_points: f32,
}

impl AtRight {
    /// Asked for before what stands at the left, which may have what [`Self::width_points`] leaves.
    pub fn new(ui: &Ui, salt: &'static str) -> Self {
        let kept = ui.scope_id().with((salt, "at-right"));
        let width_points = ui.data(|data| data.get_temp(kept)).unwrap_or_default();
        Self { kept, width_points }
    }

    pub fn width_points(self) -> f32 {
        self.width_points
    }

    /// Shows it in what is left of the row.
    pub fn show<R>(self, ui: &mut Ui, height_points: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
        let room = Vec2::new(ui.available_width(), height_points);
        let layout = Layout::left_to_right(Align::Center);
        let shown = ui.allocate_ui_with_layout(room, layout, |ui| {
            ui.add_space((room.x - self.width_points).max(0.0));
            let left = ui.cursor().left();
            let inner = content(ui);
            (inner, ui.min_rect().right() - left)
        });
        let (inner, now) = shown.inner;
        if (now - self.width_points).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(self.kept, now));
            ui.ctx().request_discard("at-right");
        }
        inner
    }
}
