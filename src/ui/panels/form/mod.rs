//! The form: a view of the head of the open article, one control for each value.
//!
//! The fields that nearly every site has come first, in a fixed order; then every other key of
//! the head by the type of its value. A change becomes [`Action::ChangeField`]; what is shown is
//! read from the text again, so undo and the editor are seen here at once.

mod cover;
mod fields;

use std::{collections::HashMap, path::Path};

use egui::{Frame, Margin, RichText, ScrollArea, Ui};
use jiff::ZonedDateTime;

use crate::{
    action::{Action, Outbox},
    model::{
        document::DocumentId,
        front_matter::{Entry, FrontMatter, KeyPath, Value},
        problem::Severity,
    },
    ui::{
        pictures::Pictures,
        theme::{colours, sizes, weight},
        widgets::{
            Draft, button_ui, calendar::CalendarState, field_problem_ui, tabs::pane_heading_ui,
        },
    },
};

/// What stands in the fields while it is not yet, or cannot be, a value of the head.
#[derive(Default)]
pub struct FormState {
    drafts: HashMap<(DocumentId, KeyPath), Draft>,
    /// What is typed in the chips' fields.
    typed: HashMap<(DocumentId, KeyPath), String>,
    calendars: HashMap<(DocumentId, KeyPath), CalendarState>,
}

/// What the form shows.
pub struct FormPane<'a> {
    pub document: DocumentId,
    pub front_matter: &'a FrontMatter,
    /// The article's file, and the root of its site.
    pub path: &'a Path,
    pub root: Option<&'a Path>,
    pub pictures: &'a Pictures,
    /// Why the last change of a field was not made.
    pub problem: Option<&'a (KeyPath, String)>,
    /// The moment for "Now", in the zone of the site.
    pub now: &'a ZonedDateTime,
}

/// The keys that stand in fixed places; `cover` is the card.
const FIXED: [&str; 7] = [
    "title", "date", "tags", "summary", "label", "draft", "cover",
];

pub fn form_ui(ui: &mut Ui, pane: &FormPane<'_>, state: &mut FormState, out: &mut Outbox) {
    heading_ui(ui, pane);
    ScrollArea::vertical()
        .id_salt(("form", pane.document))
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 16,
                    right: 16,
                    top: 4,
                    bottom: 24,
                })
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    if pane.front_matter.is_editable() {
                        fields_ui(ui, pane, state, out);
                    } else {
                        broken_ui(ui, pane, out);
                    }
                });
        });
}

fn heading_ui(ui: &mut Ui, pane: &FormPane<'_>) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.add_space(sizes::SPACE_4);
        pane_heading_ui(ui, "Front matter");
        let is_draft = pane.front_matter.value(&KeyPath::new(["draft"]));
        if is_draft == Some(&Value::Bool(true)) {
            let colours = colours(ui);
            crate::ui::widgets::badge_ui(ui, "Draft", colours.warning, colours.warning_soft);
        }
    });
}

fn fields_ui(ui: &mut Ui, pane: &FormPane<'_>, state: &mut FormState, out: &mut Outbox) {
    let mut form = fields::Fields { pane, state, out };
    form.headline_ui(ui, "Title", &KeyPath::new(["title"]), 70);
    form.date_ui(ui, "Date", &KeyPath::new(["date"]));
    form.chips_ui(ui, "Tags", &KeyPath::new(["tags"]));
    form.lines_ui(ui, "Summary", &KeyPath::new(["summary"]), Some(160));
    form.line_ui(ui, "Label", &KeyPath::new(["label"]), "");
    form.switch_ui(ui, "Draft", &KeyPath::new(["draft"]));
    cover::card_ui(ui, &mut form);
    let others: Vec<&Entry> = pane
        .front_matter
        .entries
        .iter()
        .filter(|entry| !FIXED.contains(&entry.key.to_lowercase().as_str()))
        .collect();
    if !others.is_empty() {
        section_ui(ui, "More");
        for entry in others {
            form.value_ui(ui, entry, &KeyPath(Vec::new()));
        }
    }
}

/// A small heading with a line, between groups of fields.
fn section_ui(ui: &mut Ui, name: &str) {
    ui.add_space(sizes::SPACE_4);
    ui.horizontal(|ui| {
        let colours = colours(ui);
        ui.label(
            RichText::new(name)
                .size(sizes::TEXT)
                .variation(b"wght", weight::SEMIBOLD)
                .color(colours.text),
        );
        let rect = ui.available_rect_before_wrap();
        let stroke = egui::Stroke::new(1.0, colours.line);
        ui.painter().hline(rect.x_range(), rect.center().y, stroke);
    });
    ui.add_space(sizes::SPACE_1);
}

/// A head that cannot be read: what is wrong, and the way to its line.
fn broken_ui(ui: &mut Ui, pane: &FormPane<'_>, out: &mut Outbox) {
    ui.add_space(sizes::SPACE_2);
    let text = "The form returns once the front matter can be read. Nothing in it is lost.";
    ui.add(egui::Label::new(RichText::new(text).color(colours(ui).text_weak)).wrap());
    ui.add_space(sizes::SPACE_2);
    let errors = pane
        .front_matter
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    for problem in errors {
        field_problem_ui(ui, &problem.message);
        ui.add_space(sizes::SPACE_1);
        if button_ui(ui, "Go to the line").clicked() {
            out.push(Action::GoTo {
                document: pane.document,
                at_byte: problem.range.start,
            });
        }
        ui.add_space(sizes::SPACE_2);
    }
}
