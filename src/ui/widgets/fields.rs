//! Text fields over a value that somebody else owns.

use std::borrow::Cow;

use egui::{
    Margin, Popup, Response, RichText, Role, Sense, TextEdit, Ui, Vec2, ViewportCommand, WidgetInfo,
};

use super::{
    glyph_ui,
    row_menu::{item_ui, row_menu_ui},
};
use crate::{
    model::words::say,
    ui::theme::{Face, Icon, colours, sizes, weight},
};

/// What stands in a field while its value may be another: the value was refused, or is not
/// complete yet (`2026-0`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    /// The value that the draft was last brought in step with.
    seen: String,
}

impl Draft {
    /// Follows `value` when it changed elsewhere: by undo, in the editor, on disk.
    pub fn follow(&mut self, value: &str) {
        self.follow_unless(value, |text| text == value);
    }

    /// As [`follow`](Self::follow), where a text may mean `value` and be another.
    pub fn follow_unless(&mut self, value: &str, is_meant: impl FnOnce(&str) -> bool) {
        if self.seen != value {
            value.clone_into(&mut self.seen);
            if !is_meant(&self.text) {
                value.clone_into(&mut self.text);
            }
        }
    }
}

/// Laying out a text costs its length, and a value of the head may have hundreds of kilobytes: of a
/// longer one no more than this is drawn.
pub const DRAWN_BYTES: usize = 4 * 1024;

/// A value of the head as far as it is drawn.
pub fn drawn(value: &str) -> Cow<'_, str> {
    if value.len() <= DRAWN_BYTES {
        return Cow::Borrowed(value);
    }
    let end = value.floor_char_boundary(DRAWN_BYTES);
    Cow::Owned(format!("{}…", value.get(..end).unwrap_or_default()))
}

/// Between the edges of a field and its text.
pub const LINE_MARGIN: Margin = Margin::symmetric(8, 6);

/// The label above a field, with a weak remark at the right (a counter).
pub fn field_label_ui(ui: &mut Ui, name: &str, remark: Option<RichText>) -> Response {
    ui.horizontal(|ui| {
        ui.set_min_height(18.0);
        let label = ui.label(
            RichText::new(name)
                .size(sizes::TEXT_SMALL)
                .variation(b"wght", weight::MEDIUM)
                .color(colours(ui).text_weak),
        );
        if let Some(remark) = remark {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(remark.size(11.0));
            });
        }
        label
    })
    .inner
}

/// Leaves a label to the eye: what it stands beside says the same to a screen reader.
pub fn quiet(response: &Response) {
    let ctx = &response.ctx;
    ctx.accesskit_node_builder(response.id, egui::accesskit::Node::set_hidden);
}

/// What stands in the row above a field.
pub struct FieldLabel<'a> {
    pub name: &'a str,
    /// Why a dot stands behind the name.
    pub mark: Option<String>,
    /// Weak, at the right: a counter.
    pub remark: Option<RichText>,
    /// What the remark means, where that is not plain.
    pub remark_help: Option<String>,
    /// The accessible name of the button that opens the field's menu, if it has one.
    pub menu: Option<String>,
}

/// The label above a field, its remark, and the button of its menu, which is seen while the
/// pointer is near. Returns the label and the button.
pub fn label_row_ui(ui: &mut Ui, label: FieldLabel<'_>) -> (Response, Option<Response>) {
    let row = ui.horizontal(|ui| {
        ui.set_min_height(18.0);
        let response = ui.label(
            RichText::new(label.name)
                .size(sizes::TEXT_SMALL)
                .variation(b"wght", weight::MEDIUM)
                .color(colours(ui).text_weak),
        );
        if let Some(mark) = label.mark {
            mark_ui(ui, &mark);
        }
        let mut menu = None;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
            if let Some(remark) = label.remark {
                let remark = ui.label(remark.size(11.0));
                if let Some(help) = label.remark_help {
                    remark.on_hover_text(help);
                }
            }
            menu = label.menu.map(|name| more_button_ui(ui, &name));
        });
        (response, menu)
    });
    row.inner
}

/// A dot behind a name, with why it stands there.
pub fn mark_ui(ui: &mut Ui, why: &str) {
    let (rect, dot) = ui.allocate_exact_size(Vec2::splat(8.0), Sense::hover());
    let ink = colours(ui).accent;
    ui.painter().circle_filled(rect.center(), 3.0, ink);
    dot.widget_info(|| WidgetInfo::labeled(Role::Label, true, why));
    dot.on_hover_text(why);
}

/// A small ellipsis that shows itself when the pointer is in its row. It is no stop of the Tab key: the
/// menu key opens the same where the keyboard is, by [`opens_menu`](super::row_menu::opens_menu).
pub fn more_button_ui(ui: &mut Ui, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(22.0, 18.0), Sense::CLICK);
    let row = ui.max_rect().with_max_y(rect.bottom() + sizes::CONTROL);
    show_more_button(ui, &response, name, row);
    response
}

/// As [`more_button_ui`], in a row of its own making: at `rect` of that `row`.
pub fn more_button_at_ui(ui: &mut Ui, rect: egui::Rect, row: egui::Rect, name: &str) -> Response {
    let id = ui.scope_id().with(("more", name));
    let response = ui.interact(rect, id, Sense::CLICK);
    show_more_button(ui, &response, name, row);
    response
}

fn show_more_button(ui: &Ui, response: &Response, name: &str, row: egui::Rect) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let is_near = ui.rect_contains_pointer(row);
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(response));
    if !is_near && !is_open {
        return;
    }
    let colours = colours(ui);
    let ink = if response.hovered() {
        colours.text
    } else {
        colours.text_faint
    };
    ui.painter().text(
        response.rect.center(),
        egui::Align2::CENTER_CENTER,
        char::from(Icon::Ellipsis),
        Face::Icons.font(14.0),
        ink,
    );
}

/// What is wrong with a value, under its field.
pub fn field_problem_ui(ui: &mut Ui, problem: &str) {
    let colour = colours(ui).error;
    line_with_icon_ui(ui, Icon::CircleAlert, problem, colour);
}

/// What is odd about a value, under its field.
pub fn field_remark_ui(ui: &mut Ui, remark: &str) {
    let colour = colours(ui).warning;
    line_with_icon_ui(ui, Icon::TriangleAlert, remark, colour);
}

fn line_with_icon_ui(ui: &mut Ui, symbol: Icon, text: &str, colour: egui::Color32) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        glyph_ui(ui, symbol, 13.0, colour);
        ui.add(egui::Label::new(RichText::new(text).size(sizes::TEXT_SMALL).color(colour)).wrap());
    });
}

/// A counter such as `112 / 160`, in warning colour beyond `limit`.
pub fn counter(ui: &Ui, characters: usize, limit: usize) -> RichText {
    counter_ink(ui, characters, limit, format!("{characters} / {limit}"))
}

/// The same where the limit is a width, and follows from the letters.
pub fn width_counter(ui: &Ui, characters: usize, limit: usize) -> RichText {
    let text = say!("fields-about", count = characters, limit = limit);
    counter_ink(ui, characters, limit, text)
}

fn counter_ink(ui: &Ui, characters: usize, limit: usize, text: String) -> RichText {
    let colours = colours(ui);
    let colour = if characters > limit {
        colours.warning
    } else {
        colours.text_faint
    };
    RichText::new(text).color(colour)
}

/// One line of text over the whole width. The accessible name comes from the label.
pub fn line_field_ui(
    ui: &mut Ui,
    id: egui::Id,
    text: &mut String,
    hint: &str,
    name: &str,
) -> Response {
    let field = TextEdit::singleline(text)
        .id(id)
        .margin(LINE_MARGIN)
        .hint_text(RichText::new(hint).color(colours(ui).text_faint))
        .desired_width(f32::INFINITY);
    named(ui.add(field), name)
}

/// The same for what nobody is to read over a shoulder.
pub fn secret_field_ui(
    ui: &mut Ui,
    id: egui::Id,
    text: &mut String,
    hint: &str,
    name: &str,
) -> Response {
    let field = TextEdit::singleline(text)
        .id(id)
        .password(true)
        .margin(Margin::symmetric(8, 6))
        .hint_text(RichText::new(hint).color(colours(ui).text_faint))
        .desired_width(f32::INFINITY);
    named(ui.add(field), name)
}

/// One paragraph that is shown whole, wrapped; Enter and pasted line breaks make no new line.
pub fn headline_field_ui(ui: &mut Ui, id: egui::Id, text: &mut String, name: &str) -> Response {
    let field = TextEdit::multiline(text)
        .id(id)
        .margin(LINE_MARGIN)
        .desired_rows(1)
        .return_key(None)
        .desired_width(f32::INFINITY);
    let response = named(ui.add(field), name);
    if response.changed() && text.contains(['\n', '\r']) {
        *text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    }
    response
}

/// Several lines of text over the whole width.
pub fn lines_field_ui(
    ui: &mut Ui,
    id: egui::Id,
    text: &mut String,
    rows: usize,
    name: &str,
) -> Response {
    let field = TextEdit::multiline(text)
        .id(id)
        .margin(LINE_MARGIN)
        .desired_rows(rows)
        .desired_width(f32::INFINITY);
    named(ui.add(field), name)
}

/// Gives a stock field its accessible name, and keeps its own undo from growing: undo is ours.
fn named(response: Response, name: &str) -> Response {
    clipboard_menu_ui(&response);
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// The menu of the secondary button and of the menu key in a field.
fn clipboard_menu_ui(response: &Response) {
    row_menu_ui(response, |ui| clipboard_items_ui(ui, response.id));
}

/// What is done with what is selected in a field.
pub fn clipboard_items_ui(ui: &mut Ui, field: egui::Id) {
    for (name, command) in [
        (say!("fields-cut"), ViewportCommand::RequestCut),
        (say!("fields-copy"), ViewportCommand::RequestCopy),
        (say!("fields-paste"), ViewportCommand::RequestPaste),
    ] {
        if item_ui(ui, name, None) {
            ui.memory_mut(|memory| memory.request_focus(field));
            ui.ctx().send_viewport_cmd(command);
        }
    }
}

/// Selects all of a field, so that what is typed next takes its place.
pub fn select_all(ui: &Ui, response: &Response, text: &str) {
    use egui::text::{CCursor, CCursorRange, CharIndex};
    let mut field = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
    let end = CCursor::new(CharIndex(text.chars().count()));
    let all = CCursorRange::two(CCursor::new(CharIndex(0)), end);
    field.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), response.id, field);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_follows_a_value_that_changed_elsewhere() {
        let mut draft = Draft::default();
        draft.follow("old");
        draft.text = "old!".to_owned();

        draft.follow("new");

        assert_eq!(draft.text, "new");
    }

    #[test]
    fn a_draft_that_was_refused_stays_in_the_field() {
        let mut draft = Draft::default();
        draft.follow("2026-01-01");
        draft.text = "2026-01-0".to_owned();

        draft.follow("2026-01-01");

        assert_eq!(draft.text, "2026-01-0");
    }

    #[test]
    fn of_a_value_of_any_length_a_part_is_drawn_and_it_says_so() {
        let long = "é".repeat(200_000);

        assert_eq!(drawn("The ferry"), "The ferry");
        assert!(drawn(&long).len() <= DRAWN_BYTES + "…".len());
        assert!(drawn(&long).ends_with("é…"));
    }
}
