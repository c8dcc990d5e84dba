//! A row of words of which one is chosen.

use egui::{CornerRadius, RichText, Role, Ui, Vec2, WidgetInfo};

use super::stop::Stop;
use crate::ui::theme::{Face, colours, sizes, text_format, weight};

/// Shows the tabs and returns the one that was clicked.
pub fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, tabs: &[(T, &str)], chosen: T) -> Option<T> {
    let at = tabs.iter().position(|(tab, _)| *tab == chosen);
    let mut stop = Stop::new(ui, "tabs", at.unwrap_or_default());
    let clicked = tabs_at_stop_ui(ui, tabs, chosen, &mut stop);
    stop.end(ui);
    clicked
}

/// The same among other widgets at one stop of the Tab key.
pub fn tabs_at_stop_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    tabs: &[(T, &str)],
    chosen: T,
    stop: &mut Stop,
) -> Option<T> {
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        for (tab, name) in tabs {
            if tab_ui(ui, name, *tab == chosen, stop) {
                clicked = Some(*tab);
            }
        }
    });
    clicked
}

fn tab_ui(ui: &mut Ui, name: &str, is_chosen: bool, stop: &mut Stop) -> bool {
    let colours = colours(ui);
    let (ink, heavy) = if is_chosen {
        (colours.accent, weight::SEMIBOLD)
    } else {
        (colours.text_weak, weight::MEDIUM)
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, ink);
    let job = egui::text::LayoutJob::single_section(name.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 20.0, sizes::CONTROL);
    let (rect, response) = ui.allocate_exact_size(size, stop.sense());
    stop.add(&response);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name));
    let fill = super::buttons::choice_fill(colours, is_chosen, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    super::buttons::focus_ring(ui, &response, rect);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
    response.clicked()
}

/// The heading of a pane.
pub fn pane_heading_ui(ui: &mut Ui, text: &str) {
    ui.label(
        RichText::new(text)
            .size(sizes::TEXT)
            .variation(b"wght", weight::SEMIBOLD)
            .color(colours(ui).text),
    );
}
