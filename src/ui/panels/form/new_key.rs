//! What is asked of a new key: its name, completed from those that the site knows, and its kind.
//!
//! All of it stands in the popup itself: a popup that is opened in another closes it. The kinds come in
//! the place of the known keys, so that nothing jumps.

use egui::{Align, Atom, Button, Id, Key, Layout, Modifiers, Response, RichText, Ui, Vec2};

use super::{
    FormPane,
    asked::{Asked, Kinds, NewKey},
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
        theme::{colours, sizes, weight},
        widgets::{
            choice::select_button_ui, field_label_ui, field_problem_ui, fields::line_field_ui,
            popup,
        },
    },
};

pub(super) const WIDTH: f32 = 280.0;
/// So many known keys are shown.
const MOST: usize = 6;
const ROW: f32 = 28.0;
/// The room for them and what is typed, and for the kinds.
const ROWS: f32 = 7.0 * ROW;
/// Of what is wrong with the key.
const PROBLEM: f32 = 20.0;

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
    let kind_of = |row: Option<&Row>, new: &NewKey| {
        let by_site = row.and_then(|row| row.kind);
        new.kind.or(by_site).unwrap_or(FieldKind::Text)
    };
    let shown = kind_of(at.and_then(|at| rows.get(at)), new);
    let mut clicked = None;
    rows_room_ui(ui, |ui| {
        if new.kinds.is_open() {
            kinds_ui(ui, new, shown);
        } else {
            clicked = rows_ui(ui, &rows, at);
        }
    });
    let row = clicked.or(at).and_then(|at| rows.get(at));
    let kind = kind_of(row, new);
    kind_ui(ui, new, kind);
    let key = row
        .map_or_else(|| new.name.trim(), |row| &row.key)
        .to_owned();
    let mut path = new.parent.clone();
    path.0.push(key.clone());
    let is_there = pane.front_matter.entry(&path).is_some();
    let size = Vec2::new(WIDTH, PROBLEM);
    ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        if is_there {
            field_problem_ui(ui, say!("add-there-such-key-already"));
        }
    });
    let may = !key.is_empty() && !is_there;
    let add = Button::new(RichText::new(say!("add-add")).variation(b"wght", weight::MEDIUM));
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

/// Of one height, whatever is in it.
fn rows_room_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let size = Vec2::new(WIDTH, ROWS);
    let down = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(size, down, |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.y = 0.0;
        add(ui);
    });
}

/// Shows the rows; returns the one that was clicked.
fn rows_ui(ui: &mut Ui, rows: &[Row], at: Option<usize>) -> Option<usize> {
    let mut clicked = None;
    for (row_at, row) in rows.iter().enumerate() {
        let remark = row.kind.map_or_else(|| say!("form-new"), name_of);
        if row_ui(ui, &row.key, remark, at == Some(row_at)).clicked() {
            clicked = Some(row_at);
        }
    }
    clicked
}

/// A row that answers over its whole width.
fn row_ui(ui: &mut Ui, text: &str, remark: &str, is_chosen: bool) -> Response {
    let colour = colours(ui).text_weak;
    let button = if remark.is_empty() {
        Button::selectable(is_chosen, (text, Atom::grow()))
    } else {
        let remark = RichText::new(remark).size(11.0).color(colour);
        Button::selectable(is_chosen, (text, Atom::grow(), remark))
    };
    let button = button.truncate();
    ui.add(button.min_size(Vec2::new(ui.available_width(), ROW)))
}

/// The kind, in a button that opens all of them.
fn kind_ui(ui: &mut Ui, new: &mut NewKey, kind: FieldKind) {
    ui.add_space(sizes::SPACE_1);
    let name = say!("add-kind");
    field_label_ui(ui, name, None);
    let button = select_button_ui(ui, name, name_of(kind));
    let is_open = new.kinds.is_open();
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_label(say!("add-kind-is", kind = name_of(kind)));
        node.set_expanded(is_open);
    });
    let is_down = popup::takes_arrow(&button);
    if button.clicked() || is_down {
        let opens = is_down || !is_open;
        new.kinds = if opens { Kinds::Opened } else { Kinds::Closed };
    }
    if new.kinds == Kinds::Chosen {
        new.kinds = Kinds::Closed;
        button.request_focus();
    }
}

/// All kinds; the one that is chosen closes them.
fn kinds_ui(ui: &mut Ui, new: &mut NewKey, chosen: FieldKind) {
    for kind in KINDS {
        let row = row_ui(ui, name_of(kind), "", kind == chosen);
        if kind == chosen && new.kinds == Kinds::Opened {
            new.kinds = Kinds::Open;
            row.request_focus();
        }
        if row.clicked() {
            new.kind = Some(kind);
            new.kinds = Kinds::Chosen;
        }
    }
}
