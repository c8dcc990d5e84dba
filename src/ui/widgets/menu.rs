//! A command as a row of a menu.

use egui::{Align2, CornerRadius, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::{
    action::{Command, Offer},
    ui::theme::{Face, Icon, colours, sizes, text_format, weight},
};

const ROW: f32 = 28.0;
/// The room for the mark of a switch that is on.
const MARK: f32 = 26.0;
/// Between a title and its keys, at least.
const BETWEEN: f32 = 32.0;

/// A mark if it is on, its title and its keys; grey where it cannot run. `is_chosen`: the arrow
/// keys are at it.
pub fn command_row_ui(
    ui: &mut Ui,
    command: Command,
    offer: &Offer<'_>,
    is_chosen: bool,
) -> Response {
    let lack = offer.lack(command);
    let keys = offer.shown_keys(ui.ctx(), command).unwrap_or_default();
    let colours = colours(ui);
    let ink = if lack.is_some() {
        colours.text_faint
    } else {
        colours.text
    };
    let text = |ui: &Ui, text: &str, size: f32, ink| {
        let format = text_format(Face::Interface, size, weight::REGULAR, ink);
        let job = egui::text::LayoutJob::single_section(text.to_owned(), format);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let title = text(ui, command.title(), sizes::TEXT, ink);
    let keys = text(ui, &keys, sizes::TEXT_SMALL, colours.text_faint);
    let needed = MARK + title.size().x + BETWEEN + keys.size().x + sizes::SPACE_3;
    let size = Vec2::new(needed.max(ui.available_width()), ROW);
    let sense = if lack.is_some() {
        Sense::hover()
    } else {
        Sense::click()
    };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let is_on = offer.is_on(command);
    response.widget_info(|| {
        let name = match lack {
            Some(lack) => format!("{}: {}", command.title(), lack.reason()),
            None => command.title().to_owned(),
        };
        WidgetInfo::selected(Role::MenuItem, lack.is_none(), is_on, name)
    });
    let fill = if is_chosen || (response.hovered() && lack.is_none()) {
        colours.hovered
    } else {
        egui::Color32::TRANSPARENT
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    if is_on {
        let at = rect.left_center() + Vec2::new(MARK / 2.0, 0.0);
        let check = char::from(Icon::Check);
        let font = Face::Icons.font(14.0);
        painter.text(at, Align2::CENTER_CENTER, check, font, colours.accent);
    }
    let middle = |height: f32| rect.center().y - height / 2.0;
    let at = egui::pos2(rect.left() + MARK, middle(title.size().y));
    painter.galley(at, title, ink);
    let left = rect.right() - sizes::SPACE_3 - keys.size().x;
    painter.galley(egui::pos2(left, middle(keys.size().y)), keys, ink);
    super::buttons::focus_ring(ui, &response, rect);
    response
}
