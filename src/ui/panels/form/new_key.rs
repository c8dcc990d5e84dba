//! What is asked of a new key: its name, completed from those that the site knows, and its kind.
//!
//! All of it stands in the popup itself: a popup that is opened in another closes it.

use egui::{Id, Key, Modifiers, RichText, Ui};

use super::{
    FormPane,
    asked::{Asked, NewKey},
    empty_value,
    fields::Fields,
};
use crate::{
    model::{
        front_matter::{Change, KeyPath},
        schema::{self, FieldKind, Form},
        words::say,
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes, weight},
        widgets::{field_label_ui, field_problem_ui, fields::line_field_ui},
    },
};

pub(super) const WIDTH: f32 = 280.0;
/// So many known keys are shown.
const MOST: usize = 6;

/// The kinds that a new key can be given.
const KINDS: [FieldKind; 7] = [
    FieldKind::Text,
    FieldKind::LongText,
    FieldKind::Tags,
    FieldKind::Switch,
    FieldKind::Number,
    FieldKind::Date,
    FieldKind::Map,
];

fn name_of(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => say!("add-text"),
        FieldKind::LongText => say!("add-long-text"),
        FieldKind::Tags => say!("add-list-words"),
        FieldKind::List => say!("add-list-texts"),
        FieldKind::Switch => say!("add-switch"),
        FieldKind::Number => say!("add-number"),
        FieldKind::Date => say!("add-date"),
        FieldKind::Choice => say!("add-choice"),
        FieldKind::Image => say!("add-picture"),
        FieldKind::Link => say!("add-link"),
        FieldKind::Map => say!("add-group-keys"),
        FieldKind::ListOfMaps => say!("add-list-groups"),
    }
}

/// A key to choose; without a kind: it is none that the site knows.
struct Row {
    key: String,
    kind: Option<FieldKind>,
}

/// Asks for the name and the kind of the key that is being added.
pub(super) fn ask_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) -> Option<Change> {
    let pane = form.pane;
    let Some(Asked::Key(new)) = &mut form.state.asked else {
        return None;
    };
    ui.set_width(WIDTH);
    field_label_ui(ui, say!("add-key"), None);
    let id = Id::unique(("new key", pane.document));
    let rows = rows(new, pane);
    take_keys(ui, id, new, rows.len());
    let field = line_field_ui(ui, id, &mut new.name, "", say!("add-name-new-key"));
    // Else egui would take Escape and the arrow keys for itself in the next frame.
    let own = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        tab: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, own));
    // Nothing takes the keyboard while a popup is measured.
    if ui.is_enabled() && !std::mem::replace(&mut new.has_had_focus, true) {
        field.request_focus();
    }
    if field.changed() {
        new.chosen = None;
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let at = new.chosen.or((!new.name.trim().is_empty()).then_some(0));
    let clicked = rows_ui(ui, &rows, at);
    let row = clicked.or(at).and_then(|at| rows.get(at));
    let by_site = row.and_then(|row| row.kind);
    let kind = new.kind.or(by_site).unwrap_or(FieldKind::Text);
    kind_ui(ui, new, kind);
    let key = row
        .map_or_else(|| new.name.trim(), |row| &row.key)
        .to_owned();
    let mut path = new.parent.clone();
    path.0.push(key.clone());
    let is_there = pane.front_matter.entry(&path).is_some();
    if is_there {
        field_problem_ui(ui, say!("add-there-such-key-already"));
    }
    let may = !key.is_empty() && !is_there;
    ui.add_space(sizes::SPACE_2);
    let add = egui::Button::new(RichText::new(say!("add-add")).variation(b"wght", weight::MEDIUM));
    let is_added = ui.add_enabled(may, add).clicked() || is_entered || clicked.is_some();
    let value = empty_value(kind, pane);
    (may && is_added).then_some(Change::Set { path, value })
}

/// The keys that the site knows and the group lacks, those that go with what is typed; last what is
/// typed itself.
fn rows(new: &NewKey, pane: &FormPane<'_>) -> Vec<Row> {
    let typed = new.name.trim();
    let forms = [pane.form, pane.whole].map(|form| known(form, &new.parent, pane));
    // They are in order already; how often each is there is not shown.
    let words = |known: &[Row]| -> Vec<(String, usize)> {
        let known = known.iter();
        known.map(|row| (row.key.clone(), 0)).collect()
    };
    let [here, site] = [words(&forms[0]), words(&forms[1])];
    let found = schema::suggest(&here, &site, typed, &[]);
    let is_known = found.iter().any(|found| found.is_typed);
    let kind_of = |key: &str| {
        let mut all = forms.iter().flatten();
        all.find(|row| row.key == key).and_then(|row| row.kind)
    };
    let mut rows: Vec<Row> = found
        .into_iter()
        .take(MOST)
        .map(|found| Row {
            key: found.word.to_owned(),
            kind: kind_of(found.word),
        })
        .collect();
    if !typed.is_empty() && !is_known {
        rows.push(Row {
            key: typed.to_owned(),
            kind: None,
        });
    }
    rows
}

/// The keys below `parent` that articles of a form have and this one lacks, the most frequent first.
fn known(form: &Form, parent: &KeyPath, pane: &FormPane<'_>) -> Vec<Row> {
    let mut known: Vec<(Row, f32)> = Vec::new();
    for field in &form.fields {
        let Some((key, below)) = field
            .path
            .0
            .strip_prefix(parent.0.as_slice())
            .and_then(<[String]>::split_first)
        else {
            continue;
        };
        let mut path = parent.clone();
        path.0.push(key.clone());
        let is_out = pane.front_matter.value(&path).is_some() || pane.is_hidden(&path);
        if is_out || known.iter().any(|(row, _)| row.key == *key) {
            continue;
        }
        let kind = if below.is_empty() {
            field.kind
        } else {
            FieldKind::Map
        };
        let row = Row {
            key: key.clone(),
            kind: Some(kind),
        };
        known.push((row, field.share));
    }
    known.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    known.into_iter().map(|(row, _)| row).collect()
}

/// Escape empties the box, the arrow keys choose a row, before anything else sees them.
fn take_keys(ui: &Ui, id: Id, new: &mut NewKey, rows: usize) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if !new.name.is_empty() && takes(Key::Escape) {
        new.name.clear();
        new.chosen = None;
    }
    let before = new.chosen.or((!new.name.trim().is_empty()).then_some(0));
    if takes(Key::ArrowDown) {
        let next = before.map_or(0, |at| at + 1);
        new.chosen = Some(next.min(rows.saturating_sub(1)));
    }
    if takes(Key::ArrowUp) {
        new.chosen = before.map(|at| at.saturating_sub(1));
    }
}

/// Shows the rows; returns the one that was clicked.
fn rows_ui(ui: &mut Ui, rows: &[Row], at: Option<usize>) -> Option<usize> {
    let mut clicked = None;
    for (row_at, row) in rows.iter().enumerate() {
        let remark = row.kind.map_or_else(|| say!("form-new"), name_of);
        let text = (
            row.key.as_str(),
            egui::Atom::grow(),
            RichText::new(remark)
                .size(11.0)
                .color(colours(ui).text_weak),
        );
        let button = egui::Button::selectable(at == Some(row_at), text);
        let button = button.min_size(egui::Vec2::new(ui.available_width(), 0.0));
        if ui.add(button).clicked() {
            clicked = Some(row_at);
        }
    }
    clicked
}

/// The kind, and all of them below it while it is open.
fn kind_ui(ui: &mut Ui, new: &mut NewKey, kind: FieldKind) {
    ui.add_space(sizes::SPACE_1);
    field_label_ui(ui, say!("add-kind"), None);
    let name = name_of(kind);
    let button = (
        name,
        egui::Atom::grow(),
        icon(Icon::ChevronDown, 14.0, colours(ui).text_weak),
    );
    let button = egui::Button::new(button).min_size(egui::Vec2::new(ui.available_width(), 0.0));
    let button = ui.add(button);
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_label(say!("add-kind-is", kind = name));
        node.set_expanded(new.is_kind_open);
    });
    if button.clicked() {
        new.is_kind_open = !new.is_kind_open;
    }
    if !new.is_kind_open {
        return;
    }
    for one in KINDS {
        if ui.selectable_label(one == kind, name_of(one)).clicked() {
            new.kind = Some(one);
            new.is_kind_open = false;
            button.request_focus();
        }
    }
}
