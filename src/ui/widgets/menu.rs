//! A command as a row of a menu.

use std::sync::Arc;

use egui::{Align2, Color32, CornerRadius, Galley, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::{
    action::{Command, Offer},
    ui::theme::{Face, Icon, colours, sizes, text_format, weight},
};

const ROW: f32 = 28.0;
/// The room for the mark of a switch that is on.
const MARK: f32 = 26.0;
/// Between a title and its keys, at least.
const BETWEEN: f32 = 32.0;

/// How wide a command's row is at least, so that rows below each other can be of one width.
pub fn command_row_width(ui: &Ui, command: Command, offer: &Offer<'_>) -> f32 {
    let (title, keys) = laid_out(ui, command, offer);
    width_of(&title, &keys)
}

fn width_of(title: &Galley, keys: &Galley) -> f32 {
    MARK + title.size().x + BETWEEN + keys.size().x + sizes::SPACE_3
}

/// The title and the keys of a command.
fn laid_out(ui: &Ui, command: Command, offer: &Offer<'_>) -> (Arc<Galley>, Arc<Galley>) {
    let keys = offer.shown_keys(ui.ctx(), command).unwrap_or_default();
    let text = |text: &str, size: f32| {
        let format = text_format(Face::Interface, size, weight::REGULAR, colours(ui).text);
        let job = egui::text::LayoutJob::single_section(text.to_owned(), format);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    (
        text(command.title(), sizes::TEXT),
        text(&keys, sizes::TEXT_SMALL),
    )
}

/// A mark if it is on, its title and its keys; grey where it cannot run. `is_chosen`: the arrow
/// keys are at it.
pub fn command_row_ui(
    ui: &mut Ui,
    command: Command,
    offer: &Offer<'_>,
    is_chosen: bool,
) -> Response {
    let lack = offer.lack(command);
    let colours = colours(ui);
    let ink = if lack.is_some() {
        colours.text_faint
    } else {
        colours.text
    };
    let (title, keys) = laid_out(ui, command, offer);
    let size = Vec2::new(width_of(&title, &keys).max(ui.available_width()), ROW);
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
        Color32::TRANSPARENT
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
    painter.galley_with_override_text_color(at, title, ink);
    let left = rect.right() - sizes::SPACE_3 - keys.size().x;
    let at = egui::pos2(left, middle(keys.size().y));
    painter.galley_with_override_text_color(at, keys, colours.text_faint);
    super::buttons::focus_ring(ui, &response, rect);
    response
}
