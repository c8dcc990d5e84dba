//! A page in place of the panes: its heading, and a list beside what is chosen in it.

use egui::{
    CornerRadius, Frame, Label, Margin, RichText, Role, ScrollArea, Ui, Vec2, WidgetInfo,
    text::LayoutJob,
};

use super::{at_right::AtRight, stop::Stop};
use crate::ui::theme::{Face, colours, sizes, text_format, weight};

const ROW: f32 = 48.0;
/// Below this width, in points, the list stands above.
const BESIDE_FROM: f32 = 760.0;
const LIST: f32 = 264.0;
const LIST_ABOVE: f32 = 3.0 * ROW;

/// What the page is, what to do with it, and buttons at the right.
pub fn page_heading_ui(ui: &mut Ui, title: &str, detail: &str, buttons: impl FnOnce(&mut Ui)) {
    let colours = colours(ui);
    let frame = Frame::new()
        .fill(colours.window)
        .inner_margin(Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let at_right = AtRight::new(ui, "buttons");
            let spacing = ui.spacing().item_spacing.x;
            let width = ui.available_width() - at_right.width_points() - spacing;
            ui.vertical(|ui| {
                ui.set_width(width.max(200.0));
                ui.spacing_mut().item_spacing.y = 2.0;
                let title = RichText::new(title)
                    .size(sizes::TEXT_LARGE)
                    .variation(b"wght", weight::SEMIBOLD)
                    .color(colours.text);
                ui.add(Label::new(title).truncate());
                let detail = RichText::new(detail)
                    .size(sizes::TEXT_SMALL)
                    .color(colours.text_weak);
                ui.add(Label::new(detail).wrap());
            });
            let height = ui.min_rect().height().max(sizes::CONTROL);
            at_right.show(ui, height, |ui| {
                ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
                buttons(ui);
            });
        });
    });
}

/// A list of titles with details, at one stop of the Tab key, and what is chosen in it beside or below
/// it. Returns the row
/// that was clicked.
pub fn beside_list_ui(
    ui: &mut Ui,
    name: &str,
    rows: &[(String, String)],
    chosen: Option<usize>,
    content: impl FnOnce(&mut Ui),
) -> Option<usize> {
    let mut clicked = None;
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(8, 6));
    let list = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ScrollArea::vertical()
            .id_salt(name)
            .auto_shrink(false)
            .show(ui, |ui| {
                let mut stop = Stop::new(ui, "rows", chosen.unwrap_or_default());
                for (at, (title, detail)) in rows.iter().enumerate() {
                    if row_ui(ui, title, detail, chosen == Some(at), &mut stop) {
                        clicked = Some(at);
                    }
                }
                stop.end(ui);
            });
    };
    if ui.available_width() >= BESIDE_FROM {
        egui::Panel::left(egui::Id::unique((name, "beside")))
            .frame(frame)
            .exact_size(LIST)
            .resizable(false)
            .show(ui, list);
    } else {
        egui::Panel::top(egui::Id::unique((name, "above")))
            .frame(frame)
            .exact_size(LIST_ABOVE.min(rows.len() as f32 * (ROW + 2.0) + 12.0))
            .resizable(false)
            .show(ui, list);
    }
    content(ui);
    clicked
}

fn row_ui(ui: &mut Ui, title: &str, detail: &str, is_chosen: bool, stop: &mut Stop) -> bool {
    let colours = colours(ui);
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, stop.sense());
    stop.add(&response);
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, is_chosen, format!("{title}, {detail}"))
    });
    let fill = super::buttons::choice_fill(colours, is_chosen, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    super::buttons::focus_ring(ui, &response, rect);
    for (text, size, heavy, ink, y) in [
        (title, sizes::TEXT, weight::MEDIUM, colours.text, 6.0),
        (
            detail,
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text_weak,
            26.0,
        ),
    ] {
        let format = text_format(Face::Interface, size, heavy, ink);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 20.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter()
            .galley(rect.min + Vec2::new(10.0, y), galley, ink);
    }
    response.clicked()
}
