//! The list: a row for each thing that is wrong. Arrow keys go from one to the next, Enter leads there.

use egui::{
    CornerRadius, EventFilter, Key, Modifiers, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke,
    Ui, Vec2, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
};

use super::{
    Focus, ProblemsState, Told, go_to,
    listed::{Listed, Row},
};
use crate::{
    action::Outbox,
    model::{finding::Severity, words::say},
    ui::{
        theme::{Face, colours, sizes, text_format, weight},
        widgets::{
            buttons::{choice_fill, focus_ring},
            place::say_list,
        },
    },
};

const ROW: f32 = 44.0;
/// Before the words of a row.
const INDENT: f32 = 34.0;

pub fn rows_ui(
    ui: &mut Ui,
    told: &Told<'_>,
    listed: &Listed,
    state: &mut ProblemsState,
    out: &mut Outbox,
) {
    if listed.rows.is_empty() {
        let text = match told.looked_at {
            Some((done, of)) => say!("problems-checking", done = done, count = of),
            None if !state.letters.is_empty() => say!("problems-none-found").to_owned(),
            None => say!("problems-nothing").to_owned(),
        };
        ui.centered_and_justified(|ui| {
            ui.label(egui::RichText::new(text).color(colours(ui).text_weak));
        });
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    say_list(ui, Role::List, listed.rows.len());
    let mut area = ScrollArea::vertical()
        .id_salt("problems")
        .auto_shrink(false);
    if state.focus == Some(Focus::Row) {
        // The row is drawn only where it is in view.
        let top = state.chosen as f32 * ROW;
        let height = ui.available_height();
        let offset = ui
            .data(|data| data.get_temp::<f32>(offset_id()))
            .unwrap_or_default();
        if top < offset {
            area = area.vertical_scroll_offset(top);
        } else if top + ROW > offset + height {
            area = area.vertical_scroll_offset(top + ROW - height);
        }
    }
    let shown = area.show_rows(ui, ROW, listed.rows.len(), |ui, shown| {
        for number in shown {
            if let Some(row) = listed.rows.get(number)
                && row_ui(ui, row, number, listed.rows.len(), state)
            {
                out.extend(go_to(told, row.at));
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(offset_id(), shown.state.unclamped_offset().y));
}

fn offset_id() -> egui::Id {
    egui::Id::unique("problems offset")
}

/// Returns whether it was pressed.
fn row_ui(ui: &mut Ui, row: &Row, number: usize, count: usize, state: &mut ProblemsState) -> bool {
    let is_chosen = state.chosen == number;
    let sense = if is_chosen {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let weight_of = match row.severity {
        Severity::Error => say!("problems-error"),
        Severity::Warning => say!("problems-warning"),
        Severity::Hint => say!("problems-hint"),
    };
    let name = format!("{} — {}", row.message, row.place);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(format!("{weight_of}, {}", row.rule.id()));
        node.set_position_in_set(number);
    });
    if is_chosen && state.focus.take_if(|focus| *focus == Focus::Row).is_some() {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        step(ui, &response, count, state);
    }
    if response.clicked() || response.gained_focus() {
        state.chosen = number;
    }
    let fill = choice_fill(colours(ui), is_chosen, &response);
    ui.painter().rect_filled(
        rect.shrink2(Vec2::new(8.0, 0.0)),
        CornerRadius::same(sizes::RADIUS),
        fill,
    );
    focus_ring(ui, &response, rect.shrink2(Vec2::new(8.0, 1.0)));
    draw(ui, row, rect);
    response.clicked()
}

/// Goes from row to row; above the first is the filter.
fn step(ui: &Ui, response: &egui::Response, count: usize, state: &mut ProblemsState) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let last = count.saturating_sub(1);
    let before = state.chosen;
    ui.input_mut(|input| {
        let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
        let down = pressed(Key::ArrowDown) + 10 * pressed(Key::PageDown);
        let up = pressed(Key::ArrowUp) + 10 * pressed(Key::PageUp);
        if pressed(Key::Home) > 0 {
            state.chosen = 0;
        }
        if pressed(Key::End) > 0 {
            state.chosen = last;
        }
        if up > 0 && state.chosen == 0 {
            state.focus = Some(Focus::Letters);
        }
        state.chosen = (state.chosen + down).saturating_sub(up).min(last);
    });
    if state.chosen != before {
        state.focus = Some(Focus::Row);
        ui.ctx().request_repaint();
    }
}

fn draw(ui: &Ui, row: &Row, rect: Rect) {
    let colours = colours(ui);
    let sign = pos2(rect.left() + 24.0, rect.top() + 15.0);
    ui.painter().add(sign_of(ui, row.severity, sign));
    let width = rect.width() - INDENT - 24.0;
    let lines = [
        (
            row.message.clone(),
            sizes::TEXT,
            weight::MEDIUM,
            colours.text,
            5.0,
        ),
        (
            format!("{} · {}", row.place, row.rule.id()),
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text_weak,
            24.0,
        ),
    ];
    for (text, size, heavy, ink, y) in lines {
        let format = text_format(Face::Interface, size, heavy, ink);
        let mut job = LayoutJob::single_section(text, format);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = rect.min + Vec2::new(INDENT + 4.0, y);
        ui.painter().galley(at, galley, ink);
    }
}

/// How grave it is, by its shape too.
fn sign_of(ui: &Ui, severity: Severity, at: Pos2) -> Shape {
    let colour = colours(ui).of_severity(severity);
    match severity {
        Severity::Error => Shape::circle_filled(at, 4.5, colour),
        Severity::Warning => {
            let points = vec![
                at + Vec2::new(0.0, -5.0),
                at + Vec2::new(5.0, 4.0),
                at + Vec2::new(-5.0, 4.0),
            ];
            Shape::convex_polygon(points, colour, Stroke::NONE)
        }
        Severity::Hint => Shape::circle_stroke(at, 4.0, Stroke::new(1.5, colour)),
    }
}
