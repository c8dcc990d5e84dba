//! A button that opens a month to choose a day from, with the time of day below it.
//!
//! The days are buttons, so that the arrow keys move among them; Page Up and Page Down turn the
//! month and Escape closes it.

use egui::{
    Color32, CornerRadius, Key, Modifiers, Popup, PopupCloseBehavior, RectAlign, Response,
    RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};
use jiff::{
    ToSpan as _,
    civil::{Date, Time},
};

use super::{Draft, button_ui, icon_button_ui, popup};
use crate::{
    model::{
        date,
        words::{self, say},
    },
    ui::theme::{Face, Icon, colours, sizes, text_format, weight},
};

/// What the writer chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarChange {
    Day(Date),
    Time(Time),
    Now,
    /// At nine in the morning.
    Tomorrow,
}

/// What the calendar shows.
pub struct Calendar<'a> {
    /// Of the button: `Choose the date`.
    pub name: &'a str,
    pub day: Option<Date>,
    /// `None`: the date is a day alone.
    pub time: Option<Time>,
    pub today: Date,
    /// A line below: the zone, or the clock elsewhere.
    pub remark: Option<String>,
}

/// Which month is open, and what is typed as the time.
#[derive(Clone, Debug, Default)]
pub struct CalendarState {
    month: Option<Date>,
    time: Draft,
}

const DAY: f32 = 32.0;
const WEEK: f32 = 7.0 * DAY;

/// The button; its popup while it is open.
pub fn calendar_button_ui(
    ui: &mut Ui,
    calendar: &Calendar<'_>,
    state: &mut CalendarState,
) -> Option<CalendarChange> {
    let button = icon_button_ui(ui, Icon::CalendarDays, calendar.name, false);
    if button.clicked() {
        state.month = None;
    }
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(12));
    let shown_at = Popup::from_toggle_button_response(&button)
        .align(RectAlign::BOTTOM_END)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(frame)
        .width(WEEK)
        .accessible_name(calendar.name);
    let shown = popup::popup_ui(shown_at, Some(&button), |ui| {
        calendar_ui(ui, calendar, state)
    });
    let change = shown.and_then(|popup| popup.inner);
    if matches!(
        change,
        Some(CalendarChange::Day(_) | CalendarChange::Now | CalendarChange::Tomorrow)
    ) {
        state.month = None;
    }
    change
}

fn calendar_ui(
    ui: &mut Ui,
    calendar: &Calendar<'_>,
    state: &mut CalendarState,
) -> Option<CalendarChange> {
    ui.set_width(WEEK);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let month = state
        .month
        .or(calendar.day)
        .unwrap_or(calendar.today)
        .first_of_month();
    if let Some(turned) = month_ui(ui, month) {
        state.month = Some(turned);
    }
    ui.add_space(sizes::SPACE_1);
    let mut change = days_ui(ui, calendar, month).map(CalendarChange::Day);
    ui.add_space(sizes::SPACE_2);
    change = time_ui(ui, calendar, state).or(change);
    ui.add_space(sizes::SPACE_2);
    change = near_ui(ui).or(change);
    if let Some(remark) = &calendar.remark {
        ui.add_space(sizes::SPACE_2);
        let colour = colours(ui).text_weak;
        ui.label(RichText::new(remark).size(sizes::TEXT_SMALL).color(colour));
    }
    change
}

/// The name of the month between the arrows that turn it. Returns the new month.
fn month_ui(ui: &mut Ui, month: Date) -> Option<Date> {
    let (earlier, later) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::PageUp),
            input.consume_key(Modifiers::NONE, Key::PageDown),
        )
    });
    let mut turned = None;
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::ChevronLeft, say!("calendar-earlier-month"), false).clicked()
            || earlier
        {
            turned = month.checked_sub(1.month()).ok();
        }
        let text = date::month_in(words::tongue(), month);
        let size = Vec2::new(WEEK - 2.0 * sizes::CONTROL, sizes::CONTROL);
        ui.add_sized(
            size,
            egui::Label::new(RichText::new(text).variation(b"wght", weight::SEMIBOLD)),
        );
        if icon_button_ui(ui, Icon::ChevronRight, say!("calendar-later-month"), false).clicked()
            || later
        {
            turned = month.checked_add(1.month()).ok();
        }
    });
    turned
}

/// The weeks that the month touches, Monday first.
fn days_ui(ui: &mut Ui, calendar: &Calendar<'_>, month: Date) -> Option<Date> {
    let faint = colours(ui).text_faint;
    ui.horizontal(|ui| {
        for name in [
            say!("calendar-mo"),
            say!("calendar-tu"),
            say!("calendar-we"),
            say!("calendar-th"),
            say!("calendar-fr"),
            say!("calendar-sa"),
            say!("calendar-su"),
        ] {
            let text = RichText::new(name).size(11.0).color(faint);
            ui.add_sized(Vec2::new(DAY, 18.0), egui::Label::new(text));
        }
    });
    let mut chosen = None;
    for week in weeks(month) {
        ui.horizontal(|ui| {
            for day in week {
                if day_ui(ui, calendar, month, day).clicked() {
                    chosen = Some(day);
                }
            }
        });
    }
    chosen
}

/// Six weeks from the Monday on or before the first of the month.
fn weeks(month: Date) -> Vec<Vec<Date>> {
    let first = month.first_of_month();
    let monday = first.saturating_sub(i64::from(first.weekday().to_monday_zero_offset()).days());
    let days: Vec<Date> = (0..42)
        .map(|days| monday.saturating_add(i64::from(days).days()))
        .collect();
    days.chunks(7).map(<[Date]>::to_vec).collect()
}

fn day_ui(ui: &mut Ui, calendar: &Calendar<'_>, month: Date, day: Date) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(DAY), Sense::click());
    let is_chosen = calendar.day == Some(day);
    let name = date::day_in(Some(words::tongue()), day);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    let colours = colours(ui);
    let ink = if is_chosen {
        colours.on_accent
    } else if day.month() == month.month() {
        colours.text
    } else {
        colours.text_faint
    };
    let fill = if is_chosen {
        colours.accent
    } else if response.hovered() {
        colours.hovered
    } else {
        Color32::TRANSPARENT
    };
    let radius = CornerRadius::same(sizes::RADIUS);
    let cell = rect.shrink(1.0);
    ui.painter().rect_filled(cell, radius, fill);
    if day == calendar.today && !is_chosen {
        let stroke = Stroke::new(1.0, colours.accent);
        ui.painter()
            .rect_stroke(cell, radius, stroke, StrokeKind::Inside);
    }
    if day == calendar.day.unwrap_or(calendar.today) {
        popup::choose(&response);
    }
    super::buttons::focus_ring(ui, &response, cell);
    let heavy = if is_chosen {
        weight::SEMIBOLD
    } else {
        weight::REGULAR
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, ink);
    let job = egui::text::LayoutJob::single_section(day.day().to_string(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
    response
}

/// The time as text where the date has one, else a button that adds one.
fn time_ui(
    ui: &mut Ui,
    calendar: &Calendar<'_>,
    state: &mut CalendarState,
) -> Option<CalendarChange> {
    let mut change = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        match calendar.time {
            Some(time) => {
                state.time.follow(&time.strftime("%H:%M").to_string());
                let id = ui.scope_id().with("time of day");
                let field = egui::TextEdit::singleline(&mut state.time.text)
                    .id(id)
                    .margin(egui::Margin::symmetric(8, 6))
                    .desired_width(64.0);
                let response = ui.add(field);
                response.ctx.accesskit_node_builder(response.id, |node| {
                    node.set_label(say!("calendar-time"));
                });
                if response.changed() {
                    change = parse_time(&state.time.text).map(CalendarChange::Time);
                }
            }
            None => {
                if calendar.day.is_some() && button_ui(ui, say!("calendar-add-time")).clicked() {
                    change = Some(CalendarChange::Time(Time::constant(9, 0, 0, 0)));
                }
            }
        }
    });
    change
}

/// Buttons for what is chosen most.
fn near_ui(ui: &mut Ui) -> Option<CalendarChange> {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        let now = button_ui(ui, say!("calendar-now")).clicked();
        let tomorrow = button_ui(ui, say!("calendar-tomorrow")).clicked();
        let now = now.then_some(CalendarChange::Now);
        now.or(tomorrow.then_some(CalendarChange::Tomorrow))
    });
    row.inner
}

/// `16:09`, `9:05`, `1609`.
fn parse_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => return None,
    };
    if minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_starts_in_the_week_of_its_first_day() {
        let month = weeks(Date::constant(2026, 11, 23));

        assert_eq!(month.len(), 6);
        assert_eq!(month[0][0], Date::constant(2026, 10, 26));
        assert_eq!(month[0][6], Date::constant(2026, 11, 1));
    }

    #[test]
    fn a_month_that_starts_on_monday_has_no_day_before_it() {
        let month = weeks(Date::constant(2026, 6, 1));

        assert_eq!(month[0][0], Date::constant(2026, 6, 1));
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        assert_eq!(parse_time("16:09"), Some(Time::constant(16, 9, 0, 0)));
        assert_eq!(parse_time(" 9.05"), Some(Time::constant(9, 5, 0, 0)));
        assert_eq!(parse_time("1609"), Some(Time::constant(16, 9, 0, 0)));
        for text in ["", "16", "16:9", "25:00", "16:60", "éé09", "-1:00"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
