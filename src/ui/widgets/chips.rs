//! Words as chips, each with a cross, and a field that adds one.

use egui::{
    Color32, CompletionPopup, CornerRadius, Id, Key, Margin, Modifiers, Rect, Response, RichText,
    Role, Sense, Stroke, StrokeKind, Suggestion, TextEdit, Ui, Vec2, WidgetInfo,
};

use crate::{
    model::words::say,
    ui::theme::{Face, Icon, colours, sizes, text_format, weight},
};

/// What the writer did to a row of chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChipsChange {
    Add(String),
    Remove(usize),
    /// The item at `from` goes to stand at `to`.
    Move {
        from: usize,
        to: usize,
    },
}

/// What a row of chips shows.
pub struct Chips<'a> {
    /// Of the field that adds one.
    pub id: Id,
    pub name: &'a str,
    pub items: &'a [String],
    /// Words that go with what is typed, each with a remark; the first is what Enter adds. With
    /// nothing typed: what is used most.
    pub suggest: &'a dyn Fn(&str) -> Vec<(String, String)>,
}

const CHIP_HEIGHT: f32 = 24.0;
/// Room for a word and its remark.
const MIN_FIELD: f32 = 160.0;

/// Shows the chips and, after them, a field for one more. Enter or a comma adds what was typed,
/// the arrow keys choose a suggestion, a click in the empty field or Arrow Down shows those used
/// most; Backspace in the empty field takes the last chip. A chip
/// is dragged to its place, or moved with Alt and the arrow keys.
pub fn chips_ui(ui: &mut Ui, chips: &Chips<'_>, typed: &mut String) -> Option<ChipsChange> {
    let mut change = None;
    let colours = colours(ui);
    let frame = egui::Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CornerRadius::same(sizes::RADIUS))
        .inner_margin(Margin::same(5));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_1);
        ui.spacing_mut().interact_size.y = CHIP_HEIGHT;
        ui.horizontal_wrapped(|ui| {
            let items = chips.items.iter().enumerate();
            let shown: Vec<Chip> = items
                .map(|(at, item)| {
                    // By its word, so that a chip that moves keeps the keyboard.
                    let before = chips.items.iter().take(at);
                    let twins = before.filter(|other| *other == item).count();
                    chip_ui(ui, chips.id.with(("chip", item, twins)), item)
                })
                .collect();
            change = changed(ui, &shown);
            if let Some(new) = add_field_ui(ui, chips, typed) {
                change = Some(new);
            }
        });
    });
    change
}

/// One chip on the screen.
struct Chip {
    body: Response,
    cross: Response,
}

/// What was done with the chips themselves.
fn changed(ui: &Ui, shown: &[Chip]) -> Option<ChipsChange> {
    for (at, chip) in shown.iter().enumerate() {
        if chip.cross.clicked() {
            return Some(ChipsChange::Remove(at));
        }
        if chip.cross.has_focus() {
            let (earlier, later) = ui.input_mut(|input| {
                (
                    input.consume_key(Modifiers::ALT, Key::ArrowLeft),
                    input.consume_key(Modifiers::ALT, Key::ArrowRight),
                )
            });
            let to = at.saturating_add_signed(isize::from(later) - isize::from(earlier));
            if to != at && to < shown.len() {
                return Some(ChipsChange::Move { from: at, to });
            }
        }
        if let Some(pointer) = chip.body.interact_pointer_pos() {
            let rects: Vec<Rect> = shown.iter().map(|chip| chip.body.rect).collect();
            let to = place(&rects, at, pointer);
            if chip.body.drag_stopped() {
                return (to != at).then_some(ChipsChange::Move { from: at, to });
            }
            if chip.body.dragged() {
                show_place(ui, &rects, at, to);
            }
        }
    }
    None
}

/// Where a chip that is let go at `pointer` will stand.
fn place(rects: &[Rect], from: usize, pointer: egui::Pos2) -> usize {
    let is_before = |rect: &Rect| {
        rect.bottom() < pointer.y || (rect.top() <= pointer.y && rect.center().x < pointer.x)
    };
    let before = rects
        .iter()
        .enumerate()
        .filter(|&(at, rect)| at != from && is_before(rect));
    before.count()
}

/// A line where the dragged chip will stand.
fn show_place(ui: &Ui, rects: &[Rect], from: usize, to: usize) {
    let beside = if to > from {
        rects.get(to).map(|rect| (rect.right() + 2.0, rect))
    } else {
        rects.get(to).map(|rect| (rect.left() - 2.0, rect))
    };
    if let Some((x, rect)) = beside.filter(|_| to != from) {
        let stroke = Stroke::new(2.0, colours(ui).accent);
        ui.painter().vline(x, rect.y_range(), stroke);
    }
}

fn add_field_ui(ui: &mut Ui, chips: &Chips<'_>, typed: &mut String) -> Option<ChipsChange> {
    let Chips { id, items, .. } = *chips;
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let takes_last = has_focus
        && typed.is_empty()
        && !items.is_empty()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace));
    // The suggestions are as wide as the field: a short rest of a row is left.
    let width = match ui.available_width() {
        rest if rest < MIN_FIELD => ui.max_rect().width(),
        rest => rest,
    };
    let colours = colours(ui);
    let browsing = Browsing::now(ui, id, typed);
    let field = TextEdit::singleline(typed)
        .frame(egui::Frame::NONE)
        .margin(Margin::symmetric(4, 3))
        .hint_text(RichText::new(say!("chips-add")).color(colours.text_faint))
        .desired_width(width);
    let popup = CompletionPopup::new(id)
        .align(egui::RectAlign::BOTTOM_START)
        .word_boundary(|_| false);
    let popup = match browsing {
        // Without an arrow key, Enter must not add what was never chosen.
        Browsing::ByPointer => popup.accept_keys([]),
        Browsing::Not | Browsing::ByKey => popup,
    };
    let output = popup.show(ui, field, |query| {
        let is_asked = !query.text.trim().is_empty() || browsing != Browsing::Not;
        let found = is_asked.then(|| (chips.suggest)(query.text.trim()));
        let shown = found.into_iter().flatten().map(|(word, remark)| {
            Suggestion::new(word).description(RichText::new(remark).size(11.0))
        });
        shown.collect()
    });
    let response = &output.text_edit.response.response;
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(chips.name));
    if response.clicked() && typed.is_empty() {
        Browsing::ByPointer.store(ui, id);
    } else if output.accepted.is_some() || !response.has_focus() {
        Browsing::Not.store(ui, id);
    }
    let entered = output.accepted.is_some()
        || (response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)));
    let ends =
        entered || typed.ends_with(',') || (response.lost_focus() && !typed.trim().is_empty());
    if takes_last {
        return Some(ChipsChange::Remove(items.len() - 1));
    }
    if !ends {
        return None;
    }
    if entered {
        // The next tag can be typed at once.
        response.request_focus();
    }
    let word = typed.trim().trim_end_matches(',').trim().to_owned();
    typed.clear();
    (!word.is_empty() && !items.contains(&word)).then_some(ChipsChange::Add(word))
}

/// Whether the words used most are shown for an empty field, and what asked for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Browsing {
    #[default]
    Not,
    ByPointer,
    ByKey,
}

impl Browsing {
    /// As the keys of this frame leave it. They are taken before the field sees them.
    fn now(ui: &Ui, id: Id, typed: &str) -> Self {
        let before: Self = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let is_here = ui.memory(|memory| memory.has_focus(id)) && typed.is_empty();
        let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let now = match before {
            _ if !is_here => Self::Not,
            Self::Not | Self::ByPointer if takes(Key::ArrowDown) => Self::ByKey,
            Self::ByPointer | Self::ByKey if takes(Key::Escape) => Self::Not,
            Self::ByPointer | Self::ByKey if takes(Key::Tab) => {
                // The open list would keep the keyboard in the field.
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
                Self::Not
            }
            before => before,
        };
        now.store(ui, id);
        now
    }

    fn store(self, ui: &Ui, id: Id) {
        ui.data_mut(|data| data.insert_temp(id, self));
    }
}

/// One chip with its cross.
fn chip_ui(ui: &mut Ui, id: Id, text: &str) -> Chip {
    let colours = colours(ui);
    let format = text_format(Face::Interface, 12.5, weight::MEDIUM, colours.text);
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap =
        egui::text::TextWrapping::truncate_at_width((ui.max_rect().width() - 40.0).max(40.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 30.0, CHIP_HEIGHT);
    let (rect, body) = ui.allocate_exact_size(size, Sense::drag());
    let cross_rect = rect.with_min_x(rect.right() - 22.0);
    let cross = ui.interact(cross_rect, id, Sense::click());
    let name = say!("chips-remove", text = text);
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let painter = ui.painter();
    painter.rect(
        rect,
        CornerRadius::same(12),
        colours.chip,
        Stroke::new(
            1.0,
            if cross.has_focus() {
                colours.accent
            } else {
                Color32::TRANSPARENT
            },
        ),
        StrokeKind::Inside,
    );
    let at = egui::pos2(rect.left() + 9.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, colours.text);
    let ink = if cross.hovered() {
        colours.accent
    } else {
        colours.text_faint
    };
    painter.text(
        cross_rect.center() - Vec2::new(1.0, 0.0),
        egui::Align2::CENTER_CENTER,
        char::from(Icon::X),
        Face::Icons.font(12.0),
        ink,
    );
    Chip {
        body,
        cross: cross.on_hover_text(name),
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    /// Three chips in a row and one on the next.
    fn rects() -> Vec<Rect> {
        let at = |x, y| Rect::from_min_size(pos2(x, y), Vec2::new(40.0, 24.0));
        vec![at(0.0, 0.0), at(44.0, 0.0), at(88.0, 0.0), at(0.0, 28.0)]
    }

    #[test]
    fn a_dragged_chip_stands_where_it_is_let_go() {
        let rects = rects();

        assert_eq!(place(&rects, 0, pos2(5.0, 10.0)), 0);
        assert_eq!(place(&rects, 0, pos2(80.0, 10.0)), 1);
        assert_eq!(place(&rects, 0, pos2(30.0, 40.0)), 3);
        assert_eq!(place(&rects, 3, pos2(10.0, 10.0)), 0);
        assert_eq!(place(&rects, 1, pos2(60.0, 10.0)), 1);
    }
}
