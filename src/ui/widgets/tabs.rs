//! A row of words of which one is chosen.

use std::sync::Arc;

use egui::{Color32, CornerRadius, Galley, RichText, Role, Ui, Vec2, WidgetInfo};

use super::stop::Stop;
use crate::ui::theme::{Face, colours, sizes, text_format, weight};

/// What stands around a word, on both sides together, in points; and where the row is short.
const AROUND: f32 = 20.0;
const TIGHT: f32 = 12.0;

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
    let set: Vec<_> = tabs
        .iter()
        .map(|(tab, name)| (*tab, *name, set(ui, name, *tab == chosen)))
        .collect();
    let is_room_with = |around: f32| {
        let widths = set.iter();
        let wide: f32 = widths
            .map(|(.., galley)| galley.size().x + around + sizes::SPACE_1)
            .sum();
        wide - sizes::SPACE_1 <= ui.available_width()
    };
    let is_room = is_room_with(TIGHT);
    let around = if is_room_with(AROUND) { AROUND } else { TIGHT };
    let mut clicked = None;
    let add = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_1);
        for (tab, name, galley) in set {
            if tab_ui(ui, name, (galley, around), tab == chosen, stop) {
                clicked = Some(tab);
            }
        }
    };
    if is_room {
        ui.horizontal(add);
    } else {
        ui.horizontal_wrapped(add);
    }
    clicked
}

fn ink(ui: &Ui, is_chosen: bool) -> Color32 {
    let colours = colours(ui);
    if is_chosen {
        colours.accent
    } else {
        colours.text_weak
    }
}

fn set(ui: &Ui, name: &str, is_chosen: bool) -> Arc<Galley> {
    let heavy = if is_chosen {
        weight::SEMIBOLD
    } else {
        weight::MEDIUM
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, ink(ui, is_chosen));
    let job = egui::text::LayoutJob::single_section(name.to_owned(), format);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn tab_ui(
    ui: &mut Ui,
    name: &str,
    (galley, around): (Arc<Galley>, f32),
    is_chosen: bool,
    stop: &mut Stop,
) -> bool {
    let size = Vec2::new(galley.size().x + around, sizes::CONTROL);
    let (rect, response) = ui.allocate_exact_size(size, stop.sense());
    stop.add(&response);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name));
    let fill = super::buttons::choice_fill(colours(ui), is_chosen, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    super::buttons::focus_ring(ui, &response, rect);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink(ui, is_chosen));
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
