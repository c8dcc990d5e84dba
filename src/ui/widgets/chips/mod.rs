//! Words as chips, each with a cross, and a field that adds one.
//!
//! The field is one stop of the Tab key; from it the arrow keys go through the chips. What is typed
//! in it becomes a chip by Enter, which takes the first of what is offered, or by a comma, which
//! takes it as it is. Leaving the field with half a word adds nothing, and says so.

mod chip;
mod field;

use egui::{CornerRadius, Id, Key, Margin, Modifiers, Rect, RichText, Stroke, Ui, Vec2};

use super::{button_ui, place::say_list, stop::keep_alt_arrows};
use crate::{
    model::words::say,
    ui::theme::{colours, sizes},
};
use chip::{Chip, HEIGHT, chip_ui};

/// What the writer did to a row of chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChipsChange {
    Add(Vec<String>),
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
    /// What goes with what is typed, the best first. With nothing typed: what is used most.
    pub suggest: &'a dyn Fn(&str) -> Vec<Offered>,
}

/// A word to choose from.
pub struct Offered {
    pub word: String,
    pub remark: String,
    /// It is what is typed, but for case and accents.
    pub is_typed: bool,
}

/// What stands in the field, and what stood in it when it was left.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    text: String,
    dropped: Option<String>,
    /// What was dropped was added after all: the next word can be typed at once.
    leads_back: bool,
}

/// Shows the chips and, after them, a field for one more. Besides what the module says: a click in
/// the empty field or Arrow Down shows the words used most; Backspace in it takes the last chip
/// back into it. A chip is dragged to its place, or moved with Alt and the arrow keys.
pub fn chips_ui(ui: &mut Ui, chips: &Chips<'_>, typed: &mut Typed) -> Option<ChipsChange> {
    let mut change = None;
    let colours = colours(ui);
    // As wide with the line of the keyboard as without.
    let (line, margin) = if ui.memory(|memory| memory.has_focus(chips.id)) {
        (Stroke::new(sizes::FOCUS, colours.accent), 4)
    } else {
        (Stroke::new(1.0, colours.edge), 5)
    };
    let frame = egui::Frame::new()
        .fill(colours.raised)
        .stroke(line)
        .corner_radius(CornerRadius::same(sizes::RADIUS))
        .inner_margin(Margin::same(margin));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_1);
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.horizontal_wrapped(|ui| {
            say_list(ui, egui::Role::List, chips.items.len());
            let items = chips.items.iter().enumerate();
            let shown: Vec<Chip> = items
                .map(|(at, item)| chip_ui(ui, id_of(chips, at), item, at))
                .collect();
            change = changed(ui, chips, &shown);
            if let Some(new) = field::add_field_ui(ui, chips, typed) {
                change = Some(new);
            }
        });
    });
    let added = dropped_ui(ui, typed);
    if added.is_some() {
        typed.leads_back = true;
        ui.ctx().request_repaint();
    } else if typed.leads_back && !ui.input(|input| input.pointer.any_click()) {
        // A click beside a field takes the keyboard from it.
        typed.leads_back = false;
        ui.memory_mut(|memory| memory.request_focus(chips.id));
    }
    change.or(added)
}

/// By its word, so that a chip that moves keeps the keyboard.
fn id_of(chips: &Chips<'_>, at: usize) -> Id {
    let Some(item) = chips.items.get(at) else {
        return chips.id;
    };
    let before = chips.items.iter().take(at);
    let twins = before.filter(|other| *other == item).count();
    chips.id.with(("chip", item, twins))
}

/// What was done with the chips themselves.
fn changed(ui: &Ui, chips: &Chips<'_>, shown: &[Chip]) -> Option<ChipsChange> {
    for (at, chip) in shown.iter().enumerate() {
        if chip.cross.clicked() {
            return Some(ChipsChange::Remove(at));
        }
        if chip.body.clicked() {
            chip.body.request_focus();
        }
        if chip.body.has_focus()
            && let Some(change) = by_keys(ui, chips, at)
        {
            return Some(change);
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

/// What the keys do with the chip that has the keyboard.
fn by_keys(ui: &Ui, chips: &Chips<'_>, at: usize) -> Option<ChipsChange> {
    let own = egui::EventFilter {
        horizontal_arrows: true,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id_of(chips, at), own));
    let takes = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    // Behind the last one is the field.
    let go_to = |at| ui.memory_mut(|memory| memory.request_focus(id_of(chips, at)));
    let count = chips.items.len();
    keep_alt_arrows(ui);
    let earlier = takes(Modifiers::ALT, Key::ArrowLeft);
    let later = takes(Modifiers::ALT, Key::ArrowRight);
    let to = at.saturating_add_signed(isize::from(later) - isize::from(earlier));
    if to != at && to < count {
        return Some(ChipsChange::Move { from: at, to });
    }
    if takes(Modifiers::NONE, Key::ArrowLeft) {
        go_to(at.saturating_sub(1));
    } else if takes(Modifiers::NONE, Key::ArrowRight) {
        go_to(at + 1);
    } else if takes(Modifiers::NONE, Key::Home) {
        go_to(0);
    } else if takes(Modifiers::NONE, Key::End) {
        go_to(count);
    } else if takes(Modifiers::NONE, Key::Delete) {
        go_to(at + 1);
        return Some(ChipsChange::Remove(at));
    } else if takes(Modifiers::NONE, Key::Backspace) {
        go_to(at.checked_sub(1).unwrap_or(at + 1));
        return Some(ChipsChange::Remove(at));
    }
    None
}

/// Says that the field was left with half a word, and offers to add it all the same.
fn dropped_ui(ui: &mut Ui, typed: &mut Typed) -> Option<ChipsChange> {
    let word = typed.dropped.as_ref()?;
    let said = say!("chips-not-added", text = word);
    let is_added = ui
        .horizontal_wrapped(|ui| {
            let colour = colours(ui).text_weak;
            let label = ui.label(RichText::new(said).size(sizes::TEXT_SMALL).color(colour));
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
            button_ui(ui, say!("chips-add-it")).clicked()
        })
        .inner;
    if !is_added {
        return None;
    }
    let words = typed.dropped.take().into_iter().collect();
    Some(ChipsChange::Add(words))
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
