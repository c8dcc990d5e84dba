//! Dates: as a person reads them, and as they are written while the keyboard is in the field; the day of the week
//! stands above then, in place of the zone.
//!
//! What is typed is taken by Enter, or by leaving the field, and the day that it means stands below
//! before that; a whole date as heads have it is taken at once. The arrow keys change the day, in the time of day the minute.

use egui::{Key, Modifiers, RichText, Ui, text_edit::TextEditState};

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
            fields::line_field_ui,
        },
    },
};

/// Behind this character of a date stands its time of day.
const DAY_CHARS: usize = 10;

impl Fields<'_, '_> {
    pub fn date_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let path = &shown.path;
        let value = self.value_text(path);
        let has_focus = ui.memory(|memory| memory.has_focus(self.id(&shown.path)));
        let day = date::day(&value).filter(|_| has_focus);
        let remark = match day {
            Some(day) => Some(date::weekday_in(self.pane.tongue, day)),
            None => self.zone_of(&value),
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
        // After Enter and Escape it stands there as it is understood, until it is changed.
        let entered = id.with("entered");
        let is_entered = ui.data(|data| data.get_temp(entered)).unwrap_or(false);
        let is_as_written = (has_focus && !is_entered) || typed != value;
        if has_focus {
            self.step(ui, shown, value, typed);
        }
        let spoken = (!is_as_written).then(|| date::spoken(value, self.pane.tongue));
        let mut text = spoken.flatten().unwrap_or_else(|| typed.clone());
        let hint = say!("dates-hint");
        let response = line_field_ui(ui, id, &mut text, hint, &shown.name);
        if has_focus && response.changed() {
            self.keep_draft(&shown.path, &text);
            typed.clone_from(&text);
            // What a head may have as it stands needs no Enter.
            if date::is_whole(&text, &self.around(value)) {
                self.type_value(&shown.path, Value::Date(text));
            }
        }
        if response.lost_focus() {
            let ends = |key| ui.input(|input| input.key_pressed(key));
            let is_entered = ends(Key::Enter) || ends(Key::Escape);
            ui.data_mut(|data| data.insert_temp(entered, is_entered));
        }
        if response.lost_focus() && typed != value {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                self.keep_draft(&shown.path, value);
                value.clone_into(typed);
            } else {
                self.take(shown, value, typed);
            }
        }
        if !has_focus && !value.is_empty() {
            response.on_hover_text(value);
        }
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

    /// The arrow keys turn the day, or the minute where the caret is in the time.
    fn step(&mut self, ui: &Ui, shown: &Shown, value: &str, typed: &mut String) {
        let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let by = i32::from(takes(Key::ArrowUp)) - i32::from(takes(Key::ArrowDown));
        if by == 0 {
            return;
        }
        let entered = self.id(&shown.path).with("entered");
        ui.data_mut(|data| data.insert_temp(entered, false));
        let state = TextEditState::load(ui.ctx(), self.id(&shown.path)).unwrap_or_default();
        let caret = state
            .cursor
            .char_range()
            .map_or(0, |range| range.primary.index.0);
        let step = if caret > DAY_CHARS {
            Step::Minutes(by)
        } else {
            Step::Days(by)
        };
        let from = if typed.is_empty() { value } else { &**typed };
        let new = date::stepped(from, step);
        if let Some(new) = new.map(|new| date::on_clock(self.pane.now.time_zone(), from, new)) {
            self.keep_draft(&shown.path, &new);
            self.type_value(&shown.path, Value::Date(new.clone()));
            *typed = new;
        }
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
            _ => own.iana_name(),
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
                    zone.iana_name()
                        .map(|name| say!("controls-time-zone", name = name))
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
