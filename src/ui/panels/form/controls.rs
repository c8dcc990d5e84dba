//! One control for each kind of value.

use egui::{InputState, Key, Memory, RichText, Ui};

use super::fields::{Fields, Shown};
use crate::{
    action::{Action, PictureStep},
    model::{
        front_matter::{Change, Decimal, KeyPath, Value},
        picture::offer::Target,
        schema::{self, FieldKind},
        words::say,
    },
    ui::{
        theme::{Icon, sizes, weight},
        widgets::{
            chips::{Chips, ChipsChange, chips_ui},
            choice::choice_ui,
            field_problem_ui,
            fields::{field_remark_ui, headline_field_ui, line_field_ui, lines_field_ui, quiet},
            icon_button_ui,
            switch::switch_ui,
        },
    },
};

/// What is longer is edited in the text, whose cost does not grow with it.
const FIELD_BYTES: usize = 16 * 1024;

impl Fields<'_, '_> {
    /// The control for one field; groups draw their own.
    pub fn control_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let id = self.id(&shown.path);
        let had_keyboard = ui.memory(|memory| memory.had_focus_last_frame(id));
        self.kind_ui(ui, shown);
        let is_left = |ui: &Ui| {
            let left = |input: &InputState| {
                input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape)
            };
            ui.memory(Memory::focused).is_none() && ui.input(left)
        };
        // Enter and Escape leave the keyboard in the field.
        let is_kept = had_keyboard && is_left(ui);
        if is_kept || self.takes_keyboard(ui, &shown.path) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn kind_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        if self.is_too_long(&shown.path) {
            return self.too_long_ui(ui, shown);
        }
        match shown.kind {
            FieldKind::Text if shown.path.0.len() == 1 && shown.has_counter() => {
                self.headline_ui(ui, shown);
            }
            FieldKind::Text => self.line_ui(ui, shown),
            FieldKind::Image => self.image_ui(ui, shown),
            FieldKind::LongText => self.lines_ui(ui, shown),
            FieldKind::Number => self.number_ui(ui, shown),
            FieldKind::Switch => self.switch_ui(ui, shown),
            FieldKind::Date => self.date_ui(ui, shown),
            FieldKind::Choice => self.choice_ui(ui, shown),
            FieldKind::Link => self.link_ui(ui, shown),
            FieldKind::Tags | FieldKind::List => self.chips_ui(ui, shown),
            FieldKind::Map => self.map_ui(ui, shown),
            FieldKind::ListOfMaps => self.maps_ui(ui, shown),
        }
    }

    /// Whether a text, or one of a list, is longer than a field can show at each key.
    fn is_too_long(&self, path: &KeyPath) -> bool {
        let is_long =
            |value: &Value| matches!(value, Value::Text(text) if text.len() > FIELD_BYTES);
        match self.pane.front_matter.value(path) {
            Some(Value::List(items)) => items.iter().any(is_long),
            value => value.is_some_and(is_long),
        }
    }

    fn too_long_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        field_remark_ui(ui, say!("controls-too-long"));
        self.end_ui(ui, shown);
    }

    /// One line of text.
    fn line_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        self.line_of_text_ui(ui, shown);
        self.end_ui(ui, shown);
    }

    fn line_of_text_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let value = self.value_text(&shown.path);
        let mut text = self.draft(&shown.path, &value);
        let id = self.id(&shown.path);
        let hint = shown.help.as_deref().unwrap_or_default();
        if line_field_ui(ui, id, &mut text, hint, &shown.name).changed() {
            self.type_text(shown, text);
        }
    }

    /// One paragraph, shown whole.
    fn headline_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        let value = self.value_text(&shown.path);
        let mut text = self.draft(&shown.path, &value);
        let id = self.id(&shown.path);
        if headline_field_ui(ui, id, &mut text, &shown.name).changed() {
            self.type_text(shown, text);
        }
        self.end_ui(ui, shown);
    }

    /// Several lines of text.
    fn lines_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        let value = self.value_text(&shown.path);
        let mut text = self.draft(&shown.path, &value);
        let id = self.id(&shown.path);
        if lines_field_ui(ui, id, &mut text, 3, &shown.name).changed() {
            self.type_text(shown, text);
        }
        self.end_ui(ui, shown);
    }

    fn type_text(&mut self, shown: &Shown, text: String) {
        self.keep_draft(&shown.path, &text);
        self.type_value(&shown.path, Value::Text(text));
    }

    /// Words as chips.
    fn chips_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let path = &shown.path;
        let items: Vec<String> = match self.pane.front_matter.value(path) {
            Some(Value::List(items)) => items.iter().map(plain).collect(),
            Some(Value::Null) | None => Vec::new(),
            Some(value) => Some(plain(value))
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
        };
        self.label_ui(ui, shown, None);
        let id = self.id(path);
        let pane = self.pane;
        let key = (pane.document, path.clone());
        let typed = self.state.typed.entry(key).or_default();
        let chips = Chips {
            id,
            name: &shown.name,
            items: &items,
            suggest: &|typed| pane.suggest(path, typed, &items),
        };
        let path = || path.clone();
        let changes = match chips_ui(ui, &chips, typed) {
            None => Vec::new(),
            Some(ChipsChange::Add(items)) => items
                .into_iter()
                .map(|item| Change::AddItem {
                    path: path(),
                    item: Value::Text(item),
                })
                .collect(),
            Some(ChipsChange::Remove(index)) => vec![Change::RemoveItem {
                path: path(),
                index,
            }],
            Some(ChipsChange::Move { from, to }) => {
                vec![Change::MoveItem {
                    path: path(),
                    from,
                    to,
                }]
            }
        };
        if !changes.is_empty() {
            self.changes(changes);
        }
        if shown.kind == FieldKind::Tags {
            twins_ui(ui, &items);
        }
        self.end_ui(ui, shown);
    }

    fn switch_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let value = self.pane.front_matter.value(&shown.path);
        let is_on = matches!(value, Some(Value::Bool(true)));
        ui.horizontal(|ui| {
            ui.set_min_height(sizes::CONTROL);
            let id = self.id(&shown.path);
            if switch_ui(ui, id, is_on, &shown.name).clicked() {
                self.set(&shown.path, Value::Bool(!is_on));
            }
            let label = RichText::new(&shown.label).variation(b"wght", weight::MEDIUM);
            quiet(&ui.add(egui::Label::new(label).truncate()));
            self.menu_button_ui(ui, shown);
        });
        self.end_ui(ui, shown);
    }

    /// A whole or decimal number; other text is not written.
    fn number_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let path = &shown.path;
        self.label_ui(ui, shown, None);
        let value = self.value_text(path);
        let mut text = self.draft_unless(path, &value, |typed| {
            number(typed).is_some_and(|number| plain(&number) == value)
        });
        let id = self.id(path);
        if line_field_ui(ui, id, &mut text, "", &shown.name).changed() {
            self.keep_draft(path, &text);
            if let Some(number) = number(&text) {
                self.type_value(path, number);
            }
        }
        if number(&text).is_none() && !text.is_empty() {
            field_problem_ui(ui, say!("controls-not-number"));
        }
        self.end_ui(ui, shown);
    }

    /// One of the words that the site uses here, or another.
    fn choice_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        let value = self.value_text(&shown.path);
        let text = self.draft(&shown.path, &value);
        let choices: Vec<&str> = shown.choices.iter().map(String::as_str).collect();
        let id = self.id(&shown.path);
        match choice_ui(ui, id, &shown.name, &text, &choices) {
            Some((typed, true)) => self.type_text(shown, typed),
            Some((chosen, false)) => self.set(&shown.path, Value::Text(chosen)),
            None => {}
        }
        self.end_ui(ui, shown);
    }

    /// The address or file name of a picture, with a button that chooses a file.
    fn image_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        beside_button_ui(ui, |ui, width| {
            ui.scope(|ui| {
                ui.set_width(width);
                self.line_of_text_ui(ui, shown);
            });
            let name = say!("controls-choose", shown = shown.name);
            if icon_button_ui(ui, Icon::ImagePlus, &name, false).clicked() {
                let target = Target::Field(self.pane.document, shown.path.clone());
                self.out.push(Action::Picture(PictureStep::Browse(target)));
            }
        });
        self.end_ui(ui, shown);
    }

    /// An address, with a button that opens it.
    fn link_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        self.label_ui(ui, shown, None);
        let value = self.value_text(&shown.path);
        let is_web = value.starts_with("https://") || value.starts_with("http://");
        if is_web {
            beside_button_ui(ui, |ui, width| {
                ui.scope(|ui| {
                    ui.set_width(width);
                    self.line_of_text_ui(ui, shown);
                });
                let name = say!("controls-open", shown = shown.name);
                if icon_button_ui(ui, Icon::ExternalLink, &name, false).clicked() {
                    self.out.push(Action::OpenLink(value));
                }
            });
        } else {
            self.line_of_text_ui(ui, shown);
        }
        self.end_ui(ui, shown);
    }
}

/// A row of a field, whose width is given, and a button after it.
pub(super) fn beside_button_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui, f32)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        let width = ui.available_width() - sizes::CONTROL - sizes::SPACE_1;
        add(ui, width);
    });
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

/// The number that is typed, in its own writing where every format has it: `1.` on the way to `1.5` is
/// one that few have.
fn number(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(whole) = text.parse() {
        return Some(Value::Integer(whole));
    }
    let number: f64 = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    let written = Decimal::read(text).filter(|written| written.in_json().is_some());
    Some(Value::Float(written.unwrap_or_else(|| number.into())))
}

/// Says that one word is in a list twice, or nearly.
fn twins_ui(ui: &mut Ui, items: &[String]) {
    match schema::twins(items) {
        Some((one, other)) if one == other => {
            field_remark_ui(ui, &say!("controls-there-twice", one = one));
        }
        Some((one, other)) => {
            field_remark_ui(ui, &say!("controls-nearly-same", one = one, other = other));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_decimal_and_nothing_else() {
        assert_eq!(number(" 12 "), Some(Value::Integer(12)));
        assert_eq!(number("-0.5"), Some(Value::Float((-0.5).into())));
        for (text, written) in [
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.", ""),
            ("+1.5", "1.5"),
            ("1.e3", "1000.0"),
            ("1.50", "1.50"),
            ("1e3", "1e3"),
        ] {
            let number = number(text).map(|number| plain(&number));
            assert_eq!(number.unwrap_or_default(), written, "{text}");
        }
        for text in ["", "1,5", "inf", "NaN", "12 km"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
