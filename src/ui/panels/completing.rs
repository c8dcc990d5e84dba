//! What is offered while something is typed, below its first letter. The text keeps the keyboard.

use egui::{
    Area, CornerRadius, Frame, Id, Margin, Order, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    pos2, text::TextWrapping, vec2,
};

use crate::{
    action::{Action, CompleteStep, Outbox},
    ui::{
        theme::{Face, colours, sizes, text_format, weight},
        widgets::buttons::choice_fill,
    },
};

const ROW: f32 = 28.0;
const WIDTH: f32 = 320.0;
const PAD: i8 = 6;
const GAP: f32 = 4.0;

/// `at`: what is typed, on the screen: it is not covered.
pub fn completing_ui(ui: &Ui, titles: &[&str], chosen: usize, at: Rect, out: &mut Outbox) {
    let window = ui.ctx().content_rect();
    let below = window.bottom() - at.bottom() - GAP;
    let (is_below, count) = fitting(titles.len(), below, at.top() - window.top() - GAP);
    // The chosen one is among those that are shown.
    let first = (chosen + 1).saturating_sub(count);
    let side = vec2(-f32::from(PAD) - sizes::SPACE_2, 0.0);
    // By the rows of this frame: an area knows those of the last one.
    let top = if is_below {
        at.bottom() + GAP
    } else {
        at.top() - GAP - height(count)
    };
    let most_right = window.right() - WIDTH - 2.0 * f32::from(PAD) - GAP;
    let left = (at.left() + side.x).min(most_right).max(window.left());
    let area = Area::new(Id::unique("completing"))
        .order(Order::Foreground)
        .constrain(false)
        .fixed_pos(pos2(left, top));
    let frame = Frame::new()
        .fill(colours(ui).raised)
        .stroke(Stroke::new(1.0, colours(ui).line_strong))
        .corner_radius(CornerRadius::same(8))
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::same(PAD));
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            let seen = titles.iter().enumerate().skip(first).take(count);
            for (number, title) in seen {
                if row_ui(ui, title, number == chosen) {
                    out.push(Action::Complete(CompleteStep::TakeAt(number)));
                }
            }
        });
    });
}

/// Of so many rows, in points.
fn height(rows: usize) -> f32 {
    rows as f32 * ROW + 2.0 * f32::from(PAD) + 2.0
}

/// Whether they stand below, and how many rows have room there: below if all have, else above if all
/// have, else where there is more.
fn fitting(rows: usize, below: f32, above: f32) -> (bool, usize) {
    let is_below = height(rows) <= below || (height(rows) > above && below >= above);
    let room = if is_below { below } else { above };
    let fits = (1..=rows).rev().find(|rows| height(*rows) <= room);
    (is_below, fits.unwrap_or(1))
}

fn row_ui(ui: &mut Ui, title: &str, is_chosen: bool) -> bool {
    let colours = colours(ui);
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, title));
    let fill = choice_fill(colours, is_chosen, &response);
    let corners = CornerRadius::same(sizes::RADIUS_SMALL);
    ui.painter().rect_filled(rect, corners, fill);
    let format = text_format(Face::Interface, sizes::TEXT, weight::REGULAR, colours.text);
    let mut job = egui::text::LayoutJob::single_section(title.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 2.0 * sizes::SPACE_2);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.center().y - galley.size().y / 2.0;
    let at = pos2(rect.left() + sizes::SPACE_2, top);
    ui.painter().galley(at, galley, colours.text);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_stand_where_they_have_room() {
        assert_eq!(fitting(8, 300.0, 300.0), (true, 8));
        assert_eq!(fitting(8, 100.0, 300.0), (false, 8));
        assert_eq!(fitting(8, 100.0, 150.0), (false, 4));
        assert_eq!(fitting(8, 160.0, 150.0), (true, 5));
        assert_eq!(fitting(3, 10.0, 5.0), (true, 1));
    }
}
