//! What stands above the columns and between the lines.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, Galley, Layout, Pos2, Role, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, text::LayoutJob,
};

use super::{CELL_PAD, GAP, HEADING, MARGIN, Side, View};
use crate::{
    model::{compare::Choice, words::say},
    ui::{
        compare::CompareState,
        theme::{Face, colours, sizes, text_format, weight},
    },
};

const TITLE: f32 = 30.0;

impl View<'_> {
    /// What stands above the columns.
    pub(super) fn titles_ui(&self, ui: &mut Ui) {
        let size = Vec2::new(ui.available_width(), TITLE);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let titles = [
            (Side::Left, self.sides.left),
            (Side::Right, self.sides.right),
        ];
        let shown = if self.has_columns { 2 } else { 0 };
        for (side, title) in titles.into_iter().take(shown) {
            let at = rect.min + Vec2::new(MARGIN + CELL_PAD + self.column(side), 0.0);
            let galley = self.galley(ui, title, sizes::TEXT_SMALL, self.colours.text_weak);
            let y = (TITLE - galley.size().y) / 2.0;
            ui.painter()
                .galley(at + Vec2::new(0.0, y), galley, self.colours.text_weak);
        }
        if !self.has_columns {
            let both = say!(
                "headings-above",
                left = self.sides.left,
                right = self.sides.right
            );
            let galley = self.galley(ui, &both, sizes::TEXT_SMALL, self.colours.text_weak);
            let y = (TITLE - galley.size().y) / 2.0;
            let at = rect.min + Vec2::new(MARGIN + CELL_PAD, y);
            ui.painter().galley(at, galley, self.colours.text_weak);
        }
        ui.painter().hline(
            rect.x_range(),
            rect.bottom(),
            Stroke::new(1.0, self.colours.line),
        );
    }

    fn galley(&self, ui: &Ui, text: &str, size: f32, colour: Color32) -> Arc<Galley> {
        let format = text_format(Face::Interface, size, weight::SEMIBOLD, colour);
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(self.cell - 2.0 * CELL_PAD);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    pub(super) fn gap_ui(&self, ui: &Ui, lines: usize, at: Pos2) {
        let whole = self.whole(at, GAP);
        let text = say!("headings-equal-lines", lines = lines);
        let galley = self.galley(ui, &text, sizes::TEXT_SMALL, self.colours.text_faint);
        let half = galley.size().x / 2.0 + 10.0;
        let stroke = Stroke::new(1.0, self.colours.line);
        let (left, right) = (
            whole.left()..=whole.center().x - half,
            whole.center().x + half..=whole.right(),
        );
        ui.painter().hline(left, whole.center().y, stroke);
        ui.painter().hline(right, whole.center().y, stroke);
        let at = Align2::CENTER_CENTER
            .align_size_within_rect(galley.size(), whole)
            .min;
        ui.painter().galley(at, galley, self.colours.text_faint);
    }

    /// The number of a difference and its three choices.
    pub(super) fn heading_ui(
        &self,
        ui: &mut Ui,
        difference: usize,
        at: Pos2,
        state: &mut CompareState,
    ) {
        let whole = self.whole(at, HEADING);
        let is_current = difference == state.current;
        let chosen = state.choices.get(difference).copied().flatten();
        let rect = whole.shrink2(Vec2::new(CELL_PAD, 7.0));
        let builder = UiBuilder::new()
            .id_salt(("difference", difference))
            .max_rect(rect)
            .layout(Layout::left_to_right(egui::Align::Center));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let number = difference + 1;
            let ink = if is_current {
                self.colours.accent
            } else {
                self.colours.text_weak
            };
            let galley = self.galley(
                ui,
                &say!("headings-difference", number = number),
                sizes::TEXT_SMALL,
                ink,
            );
            let (place, _) = ui.allocate_exact_size(
                Vec2::new(galley.size().x + sizes::SPACE_3, galley.size().y),
                Sense::hover(),
            );
            ui.painter().galley(place.min, galley, ink);
            for (choice, word) in [
                (Choice::Left, self.sides.take_left),
                (Choice::Right, self.sides.take_right),
                (Choice::Both, say!("headings-both")),
            ] {
                let name = say!("headings-difference-2", word = word, number = number);
                if choice_ui(ui, word, &name, chosen == Some(choice)) {
                    state.choose(difference, choice);
                }
            }
        });
    }
}

/// One of the three choices of a difference.
fn choice_ui(ui: &mut Ui, word: &str, name: &str, is_on: bool) -> bool {
    let colours = colours(ui);
    let (ink, heavy) = if is_on {
        (colours.accent, weight::SEMIBOLD)
    } else {
        (colours.text_weak, weight::MEDIUM)
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, ink);
    let job = LayoutJob::single_section(word.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 20.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, name));
    let fill = crate::ui::widgets::buttons::choice_fill(colours, is_on, &response);
    let radius = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, radius, fill);
    if !is_on {
        let stroke = Stroke::new(1.0, colours.line);
        ui.painter()
            .rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    crate::ui::widgets::buttons::focus_ring(ui, &response, rect);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
    response.clicked()
}
