//! Headings that open and close what stands below them.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::fields::more_button_at_ui;
use crate::ui::theme::{Face, Icon, colours, sizes, text_format, weight};

/// What a heading says.
pub struct Heading<'a> {
    pub label: &'a str,
    /// The accessible name.
    pub name: &'a str,
    pub is_open: bool,
    /// The accessible name of the button that opens the group's menu, if it has one.
    pub menu: Option<String>,
}

const MENU_WIDTH: f32 = 24.0;

/// The name between an arrow and a line, and the button of the menu. A click is the caller's to
/// act on.
pub fn group_heading_ui(ui: &mut Ui, heading: &Heading<'_>) -> (Response, Option<Response>) {
    ui.add_space(sizes::SPACE_2);
    let size = Vec2::new(ui.available_width(), 26.0);
    let (row, _) = ui.allocate_exact_size(size, Sense::hover());
    let menu_at = row.with_min_x(row.right() - MENU_WIDTH);
    let rect = match heading.menu {
        Some(_) => row.with_max_x(menu_at.left()),
        None => row,
    };
    let response = disclosure_ui(ui, rect, heading);
    let text_end = text_ui(ui, rect, heading.label, weight::SEMIBOLD);
    let menu = heading
        .menu
        .as_ref()
        .map(|name| more_button_at_ui(ui, menu_at, row, name));
    let has_focus = menu.as_ref().is_some_and(Response::has_focus);
    let line_end = if has_focus || ui.rect_contains_pointer(row) {
        rect.right()
    } else {
        row.right()
    };
    let stroke = Stroke::new(1.0, colours(ui).line);
    ui.painter().hline(
        text_end + sizes::SPACE_2..=line_end,
        rect.center().y,
        stroke,
    );
    ui.add_space(sizes::SPACE_1);
    (response, menu)
}

/// The heading of one item of a list, in `rect`: an arrow and a few words.
pub fn item_heading_ui(ui: &mut Ui, rect: Rect, heading: &Heading<'_>) -> Response {
    let response = disclosure_ui(ui, rect, heading);
    text_ui(ui, rect, heading.label, weight::MEDIUM);
    response
}

/// The arrow, and all of `rect` to click on.
fn disclosure_ui(ui: &Ui, rect: Rect, heading: &Heading<'_>) -> Response {
    let id = ui.scope_id().with(("heading", heading.name));
    let response = ui.interact(rect, id, Sense::click());
    let is_open = heading.is_open;
    response.widget_info(|| {
        WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, heading.name)
    });
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
    ui.painter().text(
        rect.left_center() + Vec2::new(6.0, 0.0),
        egui::Align2::CENTER_CENTER,
        char::from(arrow),
        Face::Icons.font(13.0),
        ink,
    );
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(sizes::RADIUS),
            Stroke::new(2.0, colours.accent),
            egui::StrokeKind::Inside,
        );
    }
    response
}

/// Writes the label behind the arrow; returns where it ends.
fn text_ui(ui: &Ui, rect: Rect, label: &str, weight: f32) -> f32 {
    let colours = colours(ui);
    let format = text_format(Face::Interface, sizes::TEXT, weight, colours.text);
    let mut job = egui::text::LayoutJob::single_section(label.to_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - 24.0).max(24.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0);
    let end = at.x + galley.size().x;
    ui.painter().galley(at, galley, colours.text);
    end
}
