//! One chip with its cross.

use egui::{CornerRadius, Id, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::{
    model::words::say,
    ui::theme::{Face, Icon, colours, sizes, text_format, weight},
};

pub(super) const HEIGHT: f32 = 24.0;
const CROSS_WIDTH: f32 = 22.0;

/// One chip on the screen.
pub(super) struct Chip {
    pub body: Response,
    pub cross: Response,
}

/// Shows `text`, which is at a place, from 0, among the others.
pub(super) fn chip_ui(ui: &mut Ui, id: Id, text: &str, at: usize) -> Chip {
    let colours = colours(ui);
    let format = text_format(Face::Interface, 12.5, weight::MEDIUM, colours.text);
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap =
        egui::text::TextWrapping::truncate_at_width((ui.max_rect().width() - 40.0).max(40.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 30.0, HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let body = body(ui, rect, id, text);
    ui.ctx().accesskit_node_builder(body.id, |node| {
        node.set_position_in_set(at);
        node.set_description(say!("chips-keys"));
    });
    let cross_rect = rect.with_min_x(rect.right() - CROSS_WIDTH);
    // The keys take a chip out by themselves: one stop for each word is enough.
    let cross = ui.interact(cross_rect, id.with("cross"), Sense::CLICK);
    let name = say!("chips-remove", text = text);
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ring = if body.has_focus() {
        Stroke::new(2.0, colours.accent)
    } else {
        Stroke::NONE
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        CornerRadius::same(12),
        colours.chip,
        ring,
        StrokeKind::Inside,
    );
    let at = egui::pos2(rect.left() + 9.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, colours.text);
    let ink = if cross.hovered() {
        colours.accent
    } else {
        colours.text_faint
    };
    painter.text(
        cross_rect.center() - Vec2::new(1.0, 0.0),
        egui::Align2::CENTER_CENTER,
        char::from(Icon::X),
        Face::Icons.font(sizes::TEXT_SMALL),
        ink,
    );
    Chip {
        body,
        cross: cross.on_hover_text(name),
    }
}

/// The chip itself: to be dragged, or chosen by a click or an arrow key. Only the one that has the
/// keyboard is a stop of Tab, so that Tab leads on from there.
fn body(ui: &Ui, rect: egui::Rect, id: Id, text: &str) -> Response {
    let mut sense = Sense::CLICK | Sense::DRAG;
    if ui.memory(|memory| memory.has_focus(id)) {
        sense |= Sense::FOCUSABLE;
    }
    let body = ui.interact(rect, id, sense);
    body.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, text));
    body
}
