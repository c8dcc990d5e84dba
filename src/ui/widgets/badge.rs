//! A word on a tint: a state at a glance.

use egui::{Color32, CornerRadius, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::ui::theme::{Face, sizes, text_format, weight};

/// `ink` on `tint`; see the theme's pairs (`warning` on `warning_soft`, …).
pub fn badge_ui(ui: &mut Ui, text: &str, ink: Color32, tint: Color32) -> Response {
    let format = text_format(Face::Interface, 11.0, weight::SEMIBOLD, ink);
    let job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let padding = Vec2::new(6.0, 2.0);
    let (rect, response) = ui.allocate_exact_size(galley.size() + padding * 2.0, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS_SMALL), tint);
    ui.painter().galley(rect.min + padding, galley, ink);
    response
}
