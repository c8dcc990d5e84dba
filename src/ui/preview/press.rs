//! What can be pressed in the page: task boxes, copy buttons, ways back from footnotes.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Shape,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::{draw::Pen, lay::Tick};
use crate::{
    model::words::say,
    ui::{
        theme::{Face, Icon, sizes},
        widgets::buttons::focus_ring,
    },
};

/// How long a copy button says that it has copied.
const COPIED_SECS: f64 = 1.6;

impl Pen<'_> {
    /// Notes something that the keyboard can reach.
    pub(super) fn note_stop(&mut self, response: &Response) {
        self.found.has_stops = true;
        if response.has_focus() {
            self.found.stop = Some(response.id);
        }
    }

    /// The box before a task; a press changes the text.
    pub(super) fn tick(&mut self, ui: &Ui, id: Id, rect: Rect, tick: &Tick) {
        let response = ui
            .interact(rect.expand(4.0), id, Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        let (is_done, name) = (tick.is_done, tick.name.as_str());
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::CheckBox,
                true,
                is_done,
                say!("press-task", name = name),
            )
        });
        self.note_stop(&response);
        let painter = ui.painter();
        let radius = CornerRadius::same(3);
        if is_done {
            painter.rect_filled(rect, radius, self.colours.accent);
            let points = [vec2(3.5, 8.5), vec2(6.5, 11.5), vec2(12.5, 4.5)];
            let points = points.map(|step| rect.min + step);
            let stroke = Stroke::new(1.8, self.colours.on_accent);
            painter.add(Shape::line(points.to_vec(), stroke));
        } else {
            let colour = if response.hovered() {
                self.colours.accent
            } else {
                self.colours.line_strong
            };
            let stroke = Stroke::new(1.2, colour);
            painter.rect_stroke(rect, radius, stroke, StrokeKind::Inside);
        }
        focus_ring(ui, &response, rect);
        if response.clicked() {
            self.found.ticked = Some(tick.at_byte);
        }
    }

    /// The button that copies the code in the box `whole`; seen while the pointer is in it.
    /// Whether it was pressed.
    pub(super) fn copy_button(&mut self, ui: &Ui, id: Id, whole: Rect) -> bool {
        const SIDE: f32 = 26.0;
        let inset = vec2(-6.0 - SIDE * 0.5, 6.0 + SIDE * 0.5);
        let rect = Rect::from_center_size(whole.right_top() + inset, Vec2::splat(SIDE));
        let response = ui
            .interact(rect, id, Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say!("press-copy-code")));
        self.note_stop(&response);
        let now = ui.input(|input| input.time);
        if response.clicked() {
            ui.data_mut(|data| data.insert_temp(id, now + COPIED_SECS));
        }
        let until: f64 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let is_copied = now < until;
        if is_copied {
            let left = std::time::Duration::try_from_secs_f64(until - now).unwrap_or_default();
            ui.ctx().request_repaint_after(left);
        }
        let is_near = self.pointer.is_some_and(|at| whole.contains(at));
        if !is_near && !is_copied && !response.has_focus() {
            return false;
        }
        let icon = if is_copied { Icon::Check } else { Icon::Copy };
        let colour = if is_copied {
            self.colours.done
        } else {
            self.colours.text_weak
        };
        let fill = if response.is_pointer_button_down_on() {
            self.colours.pressed
        } else if response.hovered() {
            self.colours.hovered
        } else {
            self.colours.code_background
        };
        ui.painter()
            .rect_filled(rect, CornerRadius::same(sizes::RADIUS_SMALL), fill);
        focus_ring(ui, &response, rect);
        glyph(ui, rect.center(), icon, 14.0, colour);
        let is_pressed = response.clicked();
        response.on_hover_text(if is_copied {
            say!("press-copied")
        } else {
            say!("press-copy-code")
        });
        is_pressed
    }

    /// What folds the blocks below it. Whether it was pressed.
    pub(super) fn fold(&mut self, ui: &Ui, id: Id, rect: Rect, is_open: bool, name: &str) -> bool {
        let response = ui
            .interact(rect.expand(4.0), id, Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::DisclosureTriangle,
                true,
                is_open,
                say!("press-fold", name = name),
            )
        });
        self.note_stop(&response);
        let icon = if is_open {
            Icon::ChevronDown
        } else {
            Icon::ChevronRight
        };
        let colour = if response.hovered() {
            self.colours.accent
        } else {
            self.colours.text_weak
        };
        focus_ring(ui, &response, rect);
        glyph(ui, rect.center(), icon, 16.0, colour);
        response.clicked()
    }

    /// An icon that leads somewhere. Whether it was pressed.
    pub(super) fn jump(&mut self, ui: &Ui, id: Id, rect: Rect, icon: Icon, name: &str) -> bool {
        let response: Response = ui
            .interact(rect.expand(2.0), id, Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
        self.note_stop(&response);
        let colour = if response.hovered() {
            self.colours.link
        } else {
            self.colours.text_faint
        };
        focus_ring(ui, &response, rect.expand(2.0));
        glyph(ui, rect.center(), icon, 13.0, colour);
        let is_pressed = response.clicked();
        response.on_hover_text(name);
        is_pressed
    }
}

fn glyph(ui: &Ui, at: Pos2, icon: Icon, size: f32, colour: Color32) {
    ui.painter().text(
        at,
        Align2::CENTER_CENTER,
        char::from(icon),
        Face::Icons.font(size),
        colour,
    );
}
