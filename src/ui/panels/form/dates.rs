//! Dates: as a person reads them; how they are written is in the tooltip. The zone stands above, and the day of the week
//! while the keyboard is in the field.
//!
//! What is typed is taken by Enter, or by leaving the field, and the day that it means stands below
//! before that; a whole date as heads have it is taken at once. The arrow keys change the day, in the time of day the minute.

use egui::{
    Key, Modifiers, RichText, TextStyle, Ui,
    text::{CCursor, CCursorRange, CharIndex},
    text_edit::TextEditState,
};

use jiff::civil::Date;

use super::{
    controls::beside_button_ui,
    fields::{Fields, Shown},
};
use crate::{
    model::{
        date::{self, Around, Step, Unclear},
        front_matter::Value,
        site::{hugo::Moment, keys},
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::{
            calendar::{Calendar, CalendarChange, calendar_button_ui},
            field_problem_ui,
            fields::{LINE_MARGIN, line_field_ui},
        },
    },
};

/// Whether a field over the whole width shows all of a text.
fn fits_ui(ui: &Ui, text: &str) -> bool {
    let font = TextStyle::Body.resolve(ui.style());
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, colours(ui).text);
    galley.size().x <= ui.available_width() - 2.0 * f32::from(LINE_MARGIN.left)
}

/// Stands in an empty field: a day that has one meaning in every order.
const EXAMPLE: Date = Date::constant(2026, 1, 31);

/// Before which character the time of day begins.
fn time_at(text: &str) -> Option<usize> {
    let colon = text.chars().position(|char| char == ':')?;
    Some(colon.saturating_sub(2))
}

impl Fields<'_, '_> {
    pub fn date_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let path = &shown.path;
        let value = self.value_text(path);
        let has_focus = ui.memory(|memory| memory.has_focus(self.id(&shown.path)));
        let day = date::day(&value).filter(|_| has_focus);
        let weekday = day.map(|day| date::weekday_named(self.pane.tongue, day).to_owned());
        let zone = self.zone_of(&value);
        let remark = match (weekday, zone) {
            (Some(weekday), Some(zone)) => Some(format!("{weekday} · {zone}")),
            (weekday, zone) => weekday.or(zone),
        };
        let remark = remark.map(|remark| RichText::new(remark).color(colours(ui).text_faint));
        self.label_ui(ui, shown, remark);
        let mut typed = self.draft(path, &value);
        beside_button_ui(ui, |ui, width| {
            ui.scope(|ui| {
                ui.set_width(width);
                self.date_field_ui(ui, shown, &value, &mut typed);
            });
            self.calendar_ui(ui, shown, &value);
        });
        self.said_ui(ui, shown, &value, &typed);
        self.end_ui(ui, shown);
    }

    fn date_field_ui(&mut self, ui: &mut Ui, shown: &Shown, value: &str, typed: &mut String) {
        let id = self.id(&shown.path);
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        // What is typed stands as it is until Enter, Escape, an arrow key or leaving.
        let typing = id.with("typing");
        let mut is_typing = has_focus && ui.data(|data| data.get_temp(typing)).unwrap_or(false);
        let is_stepped = has_focus && self.step(ui, shown, value, typed);
        is_typing &= !is_stepped;
        let spoken = if is_typing || (typed != value && !is_stepped) {
            None
        } else {
            self.spoken_ui(ui, typed, has_focus)
        };
        let mut text = spoken.clone().unwrap_or_else(|| typed.clone());
        let hint = date::day_in(self.pane.tongue, EXAMPLE);
        let response = line_field_ui(ui, id, &mut text, &hint, &shown.name);
        if has_focus && response.changed() {
            is_typing = true;
            let said = date::spoken(value, self.pane.tongue);
            if said.is_some_and(|said| said == text) {
                value.clone_into(&mut text);
                is_typing = false;
            }
            self.keep_draft(&shown.path, &text);
            typed.clone_from(&text);
            // What a head may have as it stands needs no Enter.
            if date::is_whole(&text, &self.around(value)) {
                self.type_value(&shown.path, Value::Date(text));
            }
        }
        if response.lost_focus() {
            is_typing = false;
        }
        ui.data_mut(|data| data.insert_temp(typing, is_typing));
        if response.lost_focus() && typed != value {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                self.keep_draft(&shown.path, value);
                value.clone_into(typed);
            } else {
                self.take(shown, value, typed);
            }
        }
        let mut help = say!("dates-keys").to_owned();
        if !value.is_empty() {
            help = format!("{value}\n{help}");
        }
        response.on_hover_text(help);
    }

    /// The date as a person reads it; shorter where there is not room for it and nobody is writing.
    fn spoken_ui(&self, ui: &Ui, text: &str, has_focus: bool) -> Option<String> {
        let spoken = date::spoken(text, self.pane.tongue)?;
        if has_focus || fits_ui(ui, &spoken) {
            return Some(spoken);
        }
        date::spoken_short(text, self.pane.tongue)
    }

    /// Writes what was typed, if it is one day.
    fn take(&mut self, shown: &Shown, value: &str, typed: &str) {
        let new = match typed.trim() {
            "" => Ok(String::new()),
            typed => date::understand(typed, &self.around(value)),
        };
        if let Ok(new) = new {
            self.keep_draft(&shown.path, &new);
            if new != value {
                self.set(&shown.path, Value::Date(new));
            }
        }
    }

    /// The arrow keys turn the day, or the minute where the caret is in the time. Returns whether they did.
    fn step(&mut self, ui: &Ui, shown: &Shown, value: &str, typed: &mut String) -> bool {
        let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let by = i32::from(takes(Key::ArrowUp)) - i32::from(takes(Key::ArrowDown));
        if by == 0 {
            return false;
        }
        let id = self.id(&shown.path);
        let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        let caret = state
            .cursor
            .char_range()
            .map_or(0, |range| range.primary.index.0);
        let from = match date::understand(typed, &self.around(value)) {
            Ok(day) if typed != value => day,
            _ => value.to_owned(),
        };
        let is_raw = typed != value;
        let before = match date::spoken(&from, self.pane.tongue) {
            Some(spoken) if !is_raw => spoken,
            _ => typed.clone(),
        };
        let is_in_time = time_at(&before).is_some_and(|at| caret >= at);
        let step = if is_in_time {
            Step::Minutes(by)
        } else {
            Step::Days(by)
        };
        let new = date::stepped(&from, step);
        let Some(new) = new.map(|new| date::on_clock(self.pane.now.time_zone(), &from, new)) else {
            return false;
        };
        self.keep_draft(&shown.path, &new);
        self.type_value(&shown.path, Value::Date(new.clone()));
        // The caret stays in the day, or in the time.
        let after = date::spoken(&new, self.pane.tongue).unwrap_or_default();
        let end = after.chars().count();
        let caret = match time_at(&after) {
            Some(at) if !is_in_time => caret.min(at.saturating_sub(1)),
            _ if is_in_time => end,
            _ => caret.min(end),
        };
        let range = CCursorRange::one(CCursor::new(CharIndex(caret)));
        state.cursor.set_char_range(Some(range));
        state.store(ui.ctx(), id);
        *typed = new;
        true
    }

    /// What is meant by what is typed, or why that is not known.
    fn said_ui(&self, ui: &mut Ui, shown: &Shown, value: &str, typed: &str) {
        if typed == value {
            if let Some(problem) = self.refused(shown, value) {
                field_problem_ui(ui, problem);
            }
            return;
        }
        if typed.trim().is_empty() {
            return;
        }
        match date::understand(typed, &self.around(value)) {
            Ok(new) => {
                let day = date::spoken_in_full(&new, self.pane.tongue).unwrap_or(new);
                let text = say!("dates-enter-takes", day = day);
                let colour = colours(ui).text_weak;
                ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
            }
            Err(Unclear::TwoDays) => field_problem_ui(ui, say!("dates-two-days")),
            Err(Unclear::NotDate) => field_problem_ui(ui, say!("dates-not-date")),
        }
    }

    /// Why a value is no date to the site.
    fn refused(&self, shown: &Shown, value: &str) -> Option<&'static str> {
        if value.is_empty() {
            return None;
        }
        let key = shown.path.to_string().to_lowercase();
        if self.pane.is_hugo && keys::DATES.contains(&key.as_str()) {
            let utc = jiff::tz::TimeZone::UTC;
            let moment = Moment::read(value, self.pane.zone.unwrap_or(&utc));
            return moment.is_none().then(|| say!("dates-hugo-refuses"));
        }
        date::seconds(value)
            .is_none()
            .then(|| say!("dates-not-date"))
    }

    fn around<'b>(&'b self, value: &'b str) -> Around<'b> {
        Around {
            old: value,
            example: &self.pane.form.date_example,
            now: self.pane.now,
            tongue: self.pane.tongue,
            own: words::tongue(),
        }
    }

    /// The clock that the date is by: that of the site, or what it says there.
    fn zone_of(&self, value: &str) -> Option<String> {
        let own = self.pane.now.time_zone();
        if let Some(there) = date::in_zone(value, own) {
            return Some(words::put(&there));
        }
        let has_offset = date::has_offset(value);
        let name = match (has_offset, self.pane.zone) {
            // What names no offset counts in the zone of the site, or in UTC.
            (false, None) if !value.is_empty() => Some("UTC"),
            _ => date::zone_name(own),
        };
        name.map(str::to_owned)
    }

    fn calendar_ui(&mut self, ui: &mut Ui, shown: &Shown, value: &str) {
        let now = self.pane.now;
        let zone = now.time_zone();
        let calendar = Calendar {
            name: &say!("controls-choose", shown = shown.name),
            day: date::day(value),
            time: date::time(value),
            today: now.date(),
            remark: date::in_zone(value, zone)
                .as_ref()
                .map(words::put)
                .or_else(|| {
                    date::zone_name(zone).map(|name| say!("controls-time-zone", name = name))
                }),
        };
        let key = (self.pane.document, shown.path.clone());
        let state = self.state.calendars.entry(key).or_default();
        let changed = match calendar_button_ui(ui, &calendar, state) {
            None => return,
            Some(CalendarChange::Day(day)) => {
                let from = match calendar.day {
                    Some(_) => value.to_owned(),
                    None => date::like(&self.pane.form.date_example, now),
                };
                date::on_clock(zone, &from, date::with_day(&from, day))
            }
            Some(CalendarChange::Time(time)) => date::with_time(value, time, zone),
            Some(CalendarChange::Now) if calendar.day.is_none() => {
                date::like(&self.pane.form.date_example, now)
            }
            Some(CalendarChange::Now) => date::like(value, now),
            Some(CalendarChange::Tomorrow) => self.around(value).tomorrow(),
        };
        self.set(&shown.path, Value::Date(changed));
    }
}
