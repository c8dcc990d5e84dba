//! A switch with its label: on or off, at once.

use egui::{CornerRadius, Id, Response, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::stop::Stop;
use crate::ui::theme::{colours, sizes};

const TRACK: Vec2 = Vec2::new(34.0, 20.0);

/// Reports a click; the value is the caller's to change.
pub fn switch_ui(ui: &mut Ui, id: Id, is_on: bool, name: &str) -> Response {
    track_ui(ui, id, is_on, name, Sense::click())
}

/// The same as one of several widgets at one stop of the Tab key.
pub fn switch_at_stop_ui(ui: &mut Ui, is_on: bool, name: &str, stop: &mut Stop) -> Response {
    let id = ui.next_auto_id();
    let response = track_ui(ui, id, is_on, name, stop.sense());
    stop.add(&response);
    response
}

fn track_ui(ui: &mut Ui, id: Id, is_on: bool, name: &str, sense: Sense) -> Response {
    // The room alone: what has the id of the switch is the switch.
    let (_, rect) = ui.allocate_space(TRACK);
    let response = ui.interact(rect, id, sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Switch, enabled, is_on, name));
    let colours = colours(ui);
    let slide = ui
        .ctx()
        .animate_bool_with_time(response.id, is_on, sizes::ANIMATION_SECS);
    let is_under = response.hovered();
    let is_down = response.is_pointer_button_down_on();
    let (track, border, knob) = match (is_on, is_under) {
        (true, _) if is_down => {
            let track = colours.accent_pressed;
            (track, track, colours.on_accent)
        }
        (true, false) => (colours.accent, colours.accent, colours.on_accent),
        (true, true) => {
            let track = colours.accent_hovered;
            (track, track, colours.on_accent)
        }
        (false, false) => (colours.raised, colours.line_strong, colours.text_weak),
        (false, true) => (colours.hovered, colours.text_faint, colours.text),
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        CornerRadius::same(10),
        track,
        egui::Stroke::new(1.0, border),
        StrokeKind::Inside,
    );
    let x = egui::lerp(rect.left() + 10.0..=rect.right() - 10.0, slide);
    painter.circle_filled(pos2(x, rect.center().y), 6.0, knob);
    if response.has_focus() {
        painter.rect_stroke(
            rect.expand(2.0),
            CornerRadius::same(12),
            egui::Stroke::new(2.0, colours.accent),
            StrokeKind::Inside,
        );
    }
    response
}
