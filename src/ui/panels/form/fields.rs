//! One control for each kind of value.

use egui::{Id, RichText, Ui};

use super::{FormPane, FormState};
use crate::{
    action::{Action, Outbox},
    model::{
        date,
        front_matter::{Change, Entry, KeyPath, Value},
    },
    ui::{
        theme::{colours, sizes, weight},
        widgets::{
            calendar::{Calendar, CalendarChange, calendar_button_ui},
            chips::{Chips, ChipsChange, chips_ui},
            field_label_ui, field_problem_ui,
            fields::{counter, headline_field_ui, line_field_ui, lines_field_ui},
            switch::switch_ui,
        },
    },
};

/// The form while it is drawn.
pub(super) struct Fields<'a, 'b> {
    pub pane: &'a FormPane<'a>,
    pub state: &'b mut FormState,
    pub out: &'b mut Outbox,
}

/// A text longer than this, or with line breaks, gets a field of several lines.
const LONG: usize = 60;

impl Fields<'_, '_> {
    /// One line of text.
    pub fn line_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath, hint: &str) {
        let value = self.value_text(path);
        let id = self.id(path);
        field_label_ui(ui, name, None);
        let mut text = self.draft(path, &value);
        if line_field_ui(ui, id, &mut text, hint, name).changed() {
            self.type_text(path, &text, Value::Text(text.clone()));
        }
        self.end_ui(ui, path);
    }

    /// One paragraph, shown whole. `limit`: characters after which readers see it cut.
    pub fn headline_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath, limit: usize) {
        let value = self.value_text(path);
        let id = self.id(path);
        let remark = counter(ui, value.chars().count(), limit);
        field_label_ui(ui, name, Some(remark));
        let mut text = self.draft(path, &value);
        if headline_field_ui(ui, id, &mut text, name).changed() {
            self.type_text(path, &text, Value::Text(text.clone()));
        }
        self.end_ui(ui, path);
    }

    /// Several lines of text. `limit`: characters after which readers see it cut.
    pub fn lines_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath, limit: Option<usize>) {
        let value = self.value_text(path);
        let id = self.id(path);
        let remark = limit.map(|limit| counter(ui, value.chars().count(), limit));
        field_label_ui(ui, name, remark);
        let mut text = self.draft(path, &value);
        let response = lines_field_ui(ui, id, &mut text, 3, name);
        if response.changed() {
            self.type_text(path, &text, Value::Text(text.clone()));
        }
        self.end_ui(ui, path);
    }

    /// A date as text, with a calendar. It is written once it is a whole date.
    pub fn date_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath) {
        let value = self.value_text(path);
        let id = self.id(path);
        let day =
            date::format_day(&value).map(|day| RichText::new(day).color(colours(ui).text_faint));
        field_label_ui(ui, name, day);
        let mut text = self.draft(path, &value);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
            let width = ui.available_width() - 34.0;
            ui.scope(|ui| {
                ui.set_width(width);
                if line_field_ui(ui, id, &mut text, "2026-01-31", name).changed() {
                    self.keep_draft(path, &text);
                    if text.is_empty() || date::seconds(&text).is_some() {
                        self.set(path, Value::Date(text.clone()), true);
                    }
                }
            });
            self.calendar_ui(ui, name, path, &value);
        });
        if !text.is_empty() && date::seconds(&text).is_none() {
            field_problem_ui(
                ui,
                "Not a date: write it as 2026-01-31 or 2026-01-31T14:30:00+01:00",
            );
        }
        self.end_ui(ui, path);
    }

    fn calendar_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath, value: &str) {
        let now = self.pane.now;
        let zone = now.time_zone();
        let calendar = Calendar {
            name: &format!("Choose: {name}"),
            day: date::day(value),
            time: date::time(value),
            today: now.date(),
            remark: date::in_zone(value, zone)
                .or_else(|| zone.iana_name().map(|name| format!("Time zone {name}"))),
        };
        let key = (self.pane.document, path.clone());
        let state = self.state.calendars.entry(key).or_default();
        let changed = match calendar_button_ui(ui, &calendar, state) {
            None => return,
            Some(CalendarChange::Day(day)) if calendar.day.is_none() => {
                let now = date::like("", now);
                date::with_day(&now, day)
            }
            Some(CalendarChange::Day(day)) => date::with_day(value, day),
            Some(CalendarChange::Time(time)) => date::with_time(value, time, zone),
            Some(CalendarChange::Now) => date::like(value, now),
        };
        self.set(path, Value::Date(changed), false);
    }

    /// Words as chips.
    pub fn chips_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath) {
        let items: Vec<String> = match self.pane.front_matter.value(path) {
            Some(Value::List(items)) => items.iter().map(plain).collect(),
            Some(Value::Null) | None => Vec::new(),
            Some(value) => Some(plain(value))
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
        };
        field_label_ui(ui, name, None);
        let key = (self.pane.document, path.clone());
        let typed = self.state.typed.entry(key).or_default();
        let chips = Chips {
            id: Id::unique(("form", self.pane.document, path)),
            name,
            items: &items,
            suggest: &|_typed| Vec::new(),
        };
        let path_of_list = path.clone();
        let change = chips_ui(ui, &chips, typed).map(|change| match change {
            ChipsChange::Add(item) => Change::AddItem {
                path: path_of_list,
                item,
            },
            ChipsChange::Remove(index) => Change::RemoveItem {
                path: path_of_list,
                index,
            },
            ChipsChange::Move { from, to } => Change::MoveItem {
                path: path_of_list,
                from,
                to,
            },
        });
        if let Some(change) = change {
            self.change(change, false);
        }
        self.end_ui(ui, path);
    }

    pub fn switch_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath) {
        let is_on = matches!(self.pane.front_matter.value(path), Some(Value::Bool(true)));
        ui.horizontal(|ui| {
            ui.set_min_height(sizes::CONTROL);
            if switch_ui(ui, is_on, name).clicked() {
                self.set(path, Value::Bool(!is_on), false);
            }
            ui.label(RichText::new(name).variation(b"wght", weight::MEDIUM));
        });
        self.end_ui(ui, path);
    }

    /// A whole or decimal number; other text is not written.
    fn number_ui(&mut self, ui: &mut Ui, name: &str, path: &KeyPath) {
        let value = self.value_text(path);
        let id = self.id(path);
        field_label_ui(ui, name, None);
        let mut text = self.draft(path, &value);
        if line_field_ui(ui, id, &mut text, "", name).changed() {
            self.keep_draft(path, &text);
            if let Some(number) = number(&text) {
                self.set(path, number, true);
            }
        }
        if number(&text).is_none() {
            field_problem_ui(ui, "Not a number");
        }
        self.end_ui(ui, path);
    }

    /// Any key of the head, by the type of its value; `parent` is the path above it.
    pub fn value_ui(&mut self, ui: &mut Ui, entry: &Entry, parent: &KeyPath) {
        let mut path = parent.clone();
        path.0.push(entry.key.clone());
        let name = &spoken(&path);
        match &entry.value {
            Value::Bool(_) => self.switch_ui(ui, name, &path),
            Value::Integer(_) | Value::Float(_) => self.number_ui(ui, name, &path),
            Value::Date(_) => self.date_ui(ui, name, &path),
            Value::Text(text) if text.contains('\n') || text.chars().count() > LONG => {
                self.lines_ui(ui, name, &path, None);
            }
            Value::Text(_) | Value::Null => self.line_ui(ui, name, &path, ""),
            Value::List(items) if items.iter().all(is_scalar) => self.chips_ui(ui, name, &path),
            Value::List(items) => self.elsewhere_ui(ui, name, items.len(), entry.value_span.start),
            Value::Map(entries) => {
                for inner in entries {
                    self.value_ui(ui, inner, &path);
                }
            }
        }
    }

    /// A list of groups: shown for what it is, changed in the text.
    fn elsewhere_ui(&mut self, ui: &mut Ui, name: &str, count: usize, at_byte: usize) {
        field_label_ui(ui, name, None);
        ui.horizontal(|ui| {
            let groups = match count {
                1 => "1 entry".to_owned(),
                count => format!("{count} entries"),
            };
            ui.label(RichText::new(groups).color(colours(ui).text_weak));
            if ui.button("Edit as text").clicked() {
                self.out.push(Action::GoTo {
                    document: self.pane.document,
                    at_byte,
                });
            }
        });
        ui.add_space(sizes::SPACE_2);
    }

    /// The problem of the last change, if it was of this field, and the space to the next one.
    pub fn end_ui(&self, ui: &mut Ui, path: &KeyPath) {
        if let Some((at, problem)) = self.pane.problem
            && at == path
        {
            field_problem_ui(ui, problem);
        }
        ui.add_space(sizes::SPACE_2);
    }

    pub fn id(&self, path: &KeyPath) -> Id {
        Id::unique(("form", self.pane.document, path))
    }

    pub fn value_text(&self, path: &KeyPath) -> String {
        self.pane.front_matter.text(path).unwrap_or_default()
    }

    /// What the field shows: the value, or what was typed where that is not yet the value.
    fn draft(&mut self, path: &KeyPath, value: &str) -> String {
        let key = (self.pane.document, path.clone());
        let draft = self.state.drafts.entry(key).or_default();
        draft.follow(value);
        draft.text.clone()
    }

    fn keep_draft(&mut self, path: &KeyPath, text: &str) {
        let key = (self.pane.document, path.clone());
        text.clone_into(&mut self.state.drafts.entry(key).or_default().text);
    }

    fn type_text(&mut self, path: &KeyPath, text: &str, value: Value) {
        self.keep_draft(path, text);
        self.set(path, value, true);
    }

    fn set(&mut self, path: &KeyPath, value: Value, typed: bool) {
        let path = path.clone();
        self.change(Change::Set { path, value }, typed);
    }

    fn change(&mut self, change: Change, typed: bool) {
        self.out.push(Action::ChangeField {
            document: self.pane.document,
            change,
            typed,
        });
    }
}

/// A key as a label: `coverAlt` and `ms.date` keep their letters, the first one is large.
fn spoken(path: &KeyPath) -> String {
    let joined = path.0.join(" › ");
    let mut chars = joined.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => joined,
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Bool(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
    }
}

fn number(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(whole) = text.parse() {
        return Some(Value::Integer(whole));
    }
    text.parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .map(Value::Float)
}
