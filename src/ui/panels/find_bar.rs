//! The bar above the text: what to find, how, and what to put in its place.

use egui::{
    Align, Frame, Id, Key, Layout, Margin, Modifiers, Rect, RichText, Ui, UiBuilder, pos2, vec2,
};

use crate::{
    action::{Action, FindStep, Outbox},
    model::{
        find::Query,
        words::{self, say},
    },
    ui::{
        find::{Bar, Field},
        theme::{Icon, colours, sizes},
        widgets::{
            at_right::AtRight,
            button_ui,
            buttons::button_width,
            fields::{line_field_ui, select_all},
            icon_button_ui, icon_switch_ui, query_switches_ui,
        },
    },
};

/// Below this width, in points, the switches have a row of their own.
const ONE_ROW_FROM: f32 = 480.0;
const BUTTON: f32 = 28.0;
/// A field of less, in points, has its buttons in the row below.
const LEAST_FIELD: f32 = 140.0;

/// How the bar stands to the text that is shown.
#[derive(Clone, Copy)]
pub struct InText {
    /// The number, from 0, of the match that is selected.
    pub selected: Option<usize>,
    /// Only a part of it is searched.
    pub has_scope: bool,
}

/// `focus` is the field that gets the keyboard now.
pub fn find_bar_ui(ui: &mut Ui, bar: &Bar, at: InText, focus: Option<Field>, out: &mut Outbox) {
    if !bar.is_open {
        return;
    }
    Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(2.0, 6.0);
            ui.spacing_mut().interact_size.y = BUTTON;
            let is_wide = ui.available_width() >= ONE_ROW_FROM;
            let find = row(ui);
            let below = (!is_wide).then(|| row(ui));
            let replace = bar.is_replacing.then(|| row(ui));
            let has_room = replace.is_some_and(|row| field_beside(ui, row) >= LEAST_FIELD);
            let buttons = (bar.is_replacing && !has_room).then(|| row(ui));
            // In the order of the Tab key: the fields first.
            let find_right = find_field_ui(ui, find, bar, is_wide, (focus, &mut *out));
            if let Some(replace) = replace {
                replace_row_ui(ui, (replace, buttons), bar, (focus, &mut *out));
            }
            let rest = Rect::from_min_max(pos2(find_right, find.top()), find.max);
            find_rest_ui(ui, rest, bar, is_wide.then_some(at), out);
            if let Some(below) = below {
                let mut ui = within(ui, "below", below);
                ui.add_space(BUTTON + 2.0);
                switches_ui(&mut ui, bar, at, out);
                ui.add_space(sizes::SPACE_2);
                count_ui(&mut ui, bar, at);
            }
            show_replace_ui(ui, find, bar, out);
            if let Some(problem) = bar.problem() {
                let text = RichText::new(words::of(problem))
                    .size(sizes::TEXT_SMALL)
                    .color(colours(ui).error);
                ui.add(egui::Label::new(text).wrap());
            }
        });
}

/// A row across the bar.
fn row(ui: &mut Ui) -> Rect {
    ui.allocate_space(vec2(ui.available_width(), sizes::CONTROL))
        .1
}

/// A part of a row, filled from its left.
fn within(ui: &mut Ui, name: &'static str, at: Rect) -> Ui {
    let layout = Layout::left_to_right(Align::Center);
    let place = UiBuilder::new().id_salt(name).max_rect(at).layout(layout);
    ui.new_child(place)
}

/// Returns where the field ends.
fn find_field_ui(
    ui: &mut Ui,
    row: Rect,
    bar: &Bar,
    is_wide: bool,
    (focus, out): (Option<Field>, &mut Outbox),
) -> f32 {
    let left = row.left() + BUTTON + 2.0;
    let beside = BUTTON * 3.0 + 10.0 + if is_wide { BUTTON * 4.0 + 100.0 } else { 0.0 };
    let width = (row.right() - left - beside).max(80.0);
    let at = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
    let mut ui = within(ui, "find", at);
    field_ui(&mut ui, width, Field::Query, bar, (focus, out));
    at.right() + 2.0
}

/// What is right of the field: the switches and the count where there is room for them in the row,
/// and the buttons.
fn find_rest_ui(ui: &mut Ui, at: Rect, bar: &Bar, wide: Option<InText>, out: &mut Outbox) {
    let mut ui = within(ui, "find-rest", at);
    if let Some(at) = wide {
        switches_ui(&mut ui, bar, at, out);
        ui.add_space(sizes::SPACE_1);
        count_ui(&mut ui, bar, at);
    }
    let at_right = AtRight::new(&ui, "buttons");
    at_right.show(&mut ui, at.height(), |ui| {
        let buttons = [
            (
                Icon::ChevronUp,
                say!("find-bar-previous-match"),
                FindStep::Previous,
            ),
            (
                Icon::ChevronDown,
                say!("find-bar-next-match"),
                FindStep::Next,
            ),
            (Icon::X, say!("find-bar-close-find"), FindStep::Close),
        ];
        for (symbol, name, step) in buttons {
            if icon_button_ui(ui, symbol, name, false).clicked() {
                out.push(Action::Find(step));
            }
        }
    });
}

/// The button at the left that shows and hides the second field.
fn show_replace_ui(ui: &mut Ui, row: Rect, bar: &Bar, out: &mut Outbox) {
    let (symbol, name) = if bar.is_replacing {
        (Icon::ChevronDown, say!("find-bar-hide-replacing"))
    } else {
        (Icon::ChevronRight, say!("find-bar-show-replacing"))
    };
    let at = row.with_max_x(row.left() + BUTTON);
    let mut ui = within(ui, "show-replace", at);
    if icon_button_ui(&mut ui, symbol, name, false).clicked() {
        out.push(Action::Find(FindStep::ShowReplace));
    }
}

fn replacing() -> [(&'static str, FindStep); 2] {
    [
        (say!("find-bar-replace"), FindStep::Replace),
        (say!("find-bar-replace-all"), FindStep::ReplaceAll),
    ]
}

/// What the buttons leave of the row to the field, in points.
fn field_beside(ui: &Ui, row: Rect) -> f32 {
    let buttons = replacing().into_iter();
    let widths = buttons.map(|(name, _)| button_width(ui, name) + sizes::SPACE_1);
    row.width() - BUTTON - 2.0 - sizes::SPACE_1 - widths.sum::<f32>()
}

/// The field, and the buttons beside it or in a row of their own.
fn replace_row_ui(
    ui: &mut Ui,
    (row, below): (Rect, Option<Rect>),
    bar: &Bar,
    (focus, out): (Option<Field>, &mut Outbox),
) {
    let width = match below {
        None => field_beside(ui, row),
        Some(_) => (row.width() - BUTTON - 2.0).max(80.0),
    };
    let mut beside = within(ui, "replace", row);
    beside.add_space(BUTTON + 2.0);
    field_ui(
        &mut beside,
        width,
        Field::Replacement,
        bar,
        (focus, &mut *out),
    );
    let mut ui = match below {
        None => beside,
        Some(below) => {
            let mut below = within(ui, "replace-below", below);
            below.add_space(BUTTON + 2.0 - sizes::SPACE_1);
            below
        }
    };
    ui.add_space(sizes::SPACE_1);
    let has_found = bar
        .found
        .as_ref()
        .is_some_and(|found| !found.matches.is_empty());
    ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
    ui.add_enabled_ui(has_found, |ui| {
        for (name, step) in replacing() {
            if button_ui(ui, name).clicked() {
                out.push(Action::Find(step));
            }
        }
    });
}

/// A field with its keys: Enter goes on, Shift+Enter back, Escape closes the bar.
fn field_ui(
    ui: &mut Ui,
    width: f32,
    field: Field,
    bar: &Bar,
    (focus, out): (Option<Field>, &mut Outbox),
) {
    let id = Id::unique(("find bar", field == Field::Query));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (back, on) = if has_focus { enters(ui) } else { (0, 0) };
    let (name, hint, value) = match field {
        Field::Query => (
            say!("find-bar-find-text"),
            say!("find-bar-find"),
            &bar.query().text,
        ),
        Field::Replacement => (
            say!("find-bar-replace-with"),
            say!("find-bar-replace-with"),
            &bar.replacement,
        ),
    };
    let mut text = value.clone();
    let response = ui
        .scope(|ui| {
            ui.set_width(width);
            line_field_ui(ui, id, &mut text, hint, name)
        })
        .inner;
    // Escape has taken the keyboard from the field before it was drawn.
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Action::Find(FindStep::Close));
    }
    if focus == Some(field) {
        response.request_focus();
        select_all(ui, &response, &text);
    }
    if text != *value {
        out.push(match field {
            Field::Query => Action::SetQuery(Query {
                text,
                ..bar.query().clone()
            }),
            Field::Replacement => Action::SetReplacement(text),
        });
    }
    // After what was typed: in a slow frame both come together.
    let forward = match field {
        Field::Query => FindStep::Next,
        Field::Replacement => FindStep::Replace,
    };
    for _ in 0..back {
        out.push(Action::Find(FindStep::Previous));
    }
    for _ in 0..on {
        out.push(Action::Find(forward));
    }
}

/// How often Shift+Enter and Enter were pressed. The field would leave the keyboard at them.
fn enters(ui: &Ui) -> (usize, usize) {
    ui.input_mut(|input| {
        (
            input.count_and_consume_key(Modifiers::SHIFT, Key::Enter),
            input.count_and_consume_key(Modifiers::NONE, Key::Enter),
        )
    })
}

fn switches_ui(ui: &mut Ui, bar: &Bar, at: InText, out: &mut Outbox) {
    if let Some(switched) = query_switches_ui(ui, bar.query()) {
        out.push(Action::SetQuery(switched));
    }
    let in_selection = say!("find-bar-only-selection");
    if icon_switch_ui(ui, Icon::TextSelect, in_selection, at.has_scope).clicked() {
        out.push(Action::Find(FindStep::InSelection));
    }
}

fn count_ui(ui: &mut Ui, bar: &Bar, at: InText) {
    let colours = colours(ui);
    let count = bar.found.as_ref().map_or(0, |found| found.matches.len());
    let (text, colour) = match (&bar.said, at.selected) {
        (Some(said), _) => (said.clone(), colours.done),
        _ if bar.pattern().is_none() => return,
        _ if count == 0 => (say!("find-bar-not-found").to_owned(), colours.error),
        (None, Some(at)) => (
            say!("find-bar-place", at = at + 1, count = count),
            colours.text_weak,
        ),
        (None, None) => (say!("find-bar-found", count = count), colours.text_weak),
    };
    let text = RichText::new(text).size(sizes::TEXT_SMALL).color(colour);
    ui.label(text);
}
