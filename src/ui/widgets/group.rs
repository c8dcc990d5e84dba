//! A heading that opens and closes what stands below it.

use egui::{CornerRadius, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use crate::ui::theme::{Face, Icon, colours, sizes, text_format, weight};

/// The name between an arrow and a line. A click is the caller's to act on.
pub fn group_heading_ui(ui: &mut Ui, name: &str, is_open: bool) -> Response {
    ui.add_space(sizes::SPACE_2);
    let size = Vec2::new(ui.available_width(), 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, name));
    let colours = colours(ui);
    let arrow = if is_open {
        Icon::ChevronDown
    } else {
        Icon::ChevronRight
    };
    let ink = if response.hovered() {
        colours.text
    } else {
        colours.text_weak
    };
    let painter = ui.painter();
    painter.text(
        rect.left_center() + Vec2::new(6.0, 0.0),
        egui::Align2::CENTER_CENTER,
        char::from(arrow),
        Face::Icons.font(13.0),
        ink,
    );
    let format = text_format(Face::Interface, sizes::TEXT, weight::SEMIBOLD, colours.text);
    let mut job = egui::text::LayoutJob::single_section(name.to_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 40.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0);
    let line_from = at.x + galley.size().x + sizes::SPACE_2;
    ui.painter().galley(at, galley, colours.text);
    let stroke = Stroke::new(1.0, colours.line);
    ui.painter()
        .hline(line_from..=rect.right(), rect.center().y, stroke);
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(sizes::RADIUS),
            Stroke::new(2.0, colours.accent),
            egui::StrokeKind::Inside,
        );
    }
    ui.add_space(sizes::SPACE_1);
    response
}
