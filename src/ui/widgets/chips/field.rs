//! The field behind the chips.

use egui::{
    CompletionPopup, Event, EventFilter, FocusDirection, Id, Key, Margin, Modifiers, RichText,
    Suggestion, TextEdit, Ui,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use super::{Chips, ChipsChange, Typed, id_of};
use crate::{model::words::say, ui::theme::colours};

/// Room for a word and its remark.
const MIN_WIDTH: f32 = 160.0;
/// What ends a word, in any script.
const ENDS: [char; 4] = [',', '，', '、', '\n'];

pub(super) fn add_field_ui(
    ui: &mut Ui,
    chips: &Chips<'_>,
    typed: &mut Typed,
) -> Option<ChipsChange> {
    let Chips { id, .. } = *chips;
    let taken_back = take_keys(ui, chips, typed);
    let browsing = Browsing::now(ui, id, &typed.text);
    let is_paste = |event: &Event| matches!(event, Event::Paste(_));
    let is_pasted = ui.input(|input| input.events.iter().any(is_paste));
    let output = show(ui, chips, browsing, &mut typed.text);
    let response = &output.text_edit.response.response;
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(chips.name));
    if response.clicked() && typed.text.is_empty() {
        Browsing::ByPointer.store(ui, id);
    } else if output.accepted.is_some() || !response.has_focus() {
        Browsing::Not.store(ui, id);
    }
    let is_entered = output.accepted.is_some()
        || (response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)));
    if is_entered {
        // The next word can be typed at once.
        response.request_focus();
    } else if !response.has_focus() && !typed.text.trim().is_empty() {
        typed.dropped = Some(std::mem::take(&mut typed.text).trim().to_owned());
    } else if !typed.text.is_empty() {
        typed.dropped = None;
    }
    if is_entered || typed.text.contains(ENDS) {
        let mut text = std::mem::take(&mut typed.text);
        if let Some((ended, rest)) = text.rsplit_once(ENDS)
            && !is_entered
            && !is_pasted
        {
            // A busy machine brings several letters at once: behind the comma a word is begun.
            rest.trim_start().clone_into(&mut typed.text);
            let end = ended.len();
            text.truncate(end);
        }
        let is_chosen = output.accepted.is_some();
        let words = if is_chosen {
            vec![text]
        } else {
            words(chips, &text)
        };
        return (!words.is_empty()).then_some(ChipsChange::Add(words));
    }
    taken_back
}

/// The words that end in a text, each as the site writes it, without those that are there.
fn words(chips: &Chips<'_>, text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in text
        .split(ENDS)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        let mut offered = (chips.suggest)(piece).into_iter();
        let known = offered.find(|offered| offered.is_typed);
        let word = known.map_or_else(|| piece.to_owned(), |known| known.word);
        if !chips.items.contains(&word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The keys that mean something else here than in another field, before it sees them.
fn take_keys(ui: &Ui, chips: &Chips<'_>, typed: &mut Typed) -> Option<ChipsChange> {
    if !ui.memory(|memory| memory.has_focus(chips.id)) {
        return None;
    }
    ui.input_mut(|input| input.events.iter_mut().for_each(keep_lines_apart));
    let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if !typed.text.is_empty() {
        if takes(Key::Escape) {
            typed.text.clear();
        }
        return None;
    }
    let (at, last) = chips.items.iter().enumerate().next_back()?;
    if takes(Key::ArrowLeft) {
        ui.memory_mut(|memory| memory.request_focus(id_of(chips, at)));
    } else if takes(Key::Backspace) {
        last.clone_into(&mut typed.text);
        let mut state = TextEditState::load(ui.ctx(), chips.id).unwrap_or_default();
        let end = CCursor::new(last.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), chips.id);
        return Some(ChipsChange::Remove(at));
    }
    None
}

/// A field of one line takes the breaks in what is pasted for blanks: here they end a word.
fn keep_lines_apart(event: &mut Event) {
    if let Event::Paste(text) = event
        && text.contains(['\n', '\r'])
    {
        *text = text.lines().collect::<Vec<_>>().join(",");
    }
}

fn show(
    ui: &mut Ui,
    chips: &Chips<'_>,
    browsing: Browsing,
    text: &mut String,
) -> egui::CompletionOutput {
    let id = chips.id;
    // The suggestions are as wide as the field: a short rest of a row is left.
    let width = match ui.available_width() {
        rest if rest < MIN_WIDTH => ui.max_rect().width(),
        rest => rest,
    };
    let own = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: !text.is_empty(),
        ..EventFilter::default()
    };
    let field = TextEdit::singleline(text)
        .frame(egui::Frame::NONE)
        .margin(Margin::symmetric(4, 3))
        .hint_text(RichText::new(say!("chips-add")).color(colours(ui).text_faint))
        .event_filter(own)
        .desired_width(width);
    let popup = CompletionPopup::new(id)
        .align(egui::RectAlign::BOTTOM_START)
        .word_boundary(|_| false);
    let popup = match browsing {
        // Without an arrow key, Enter must not add what was never chosen.
        Browsing::ByPointer => popup.accept_keys([]),
        Browsing::Not | Browsing::ByKey => popup.accept_keys([Key::Enter]),
    };
    popup.show(ui, field, |query| {
        let asked = query.text.trim();
        let is_asked = !asked.is_empty() || browsing != Browsing::Not;
        let found = is_asked.then(|| (chips.suggest)(asked));
        let shown = found.into_iter().flatten().map(|offered| {
            Suggestion::new(offered.word).description(RichText::new(offered.remark).size(11.0))
        });
        shown.collect()
    })
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
        let is_here = ui.memory(|memory| memory.has_focus(id));
        let takes = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        // An open list would keep Tab, and the keyboard in the field.
        let leaves = is_here && (!typed.is_empty() || before != Self::Not);
        if leaves && takes(Modifiers::NONE, Key::Tab) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        } else if leaves && takes(Modifiers::SHIFT, Key::Tab) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
        }
        let now = match before {
            _ if !is_here || !typed.is_empty() => Self::Not,
            Self::Not | Self::ByPointer if takes(Modifiers::NONE, Key::ArrowDown) => Self::ByKey,
            Self::ByPointer | Self::ByKey if takes(Modifiers::NONE, Key::Escape) => Self::Not,
            before => before,
        };
        now.store(ui, id);
        now
    }

    fn store(self, ui: &Ui, id: Id) {
        ui.data_mut(|data| data.insert_temp(id, self));
    }
}
