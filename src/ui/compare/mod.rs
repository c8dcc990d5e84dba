//! Two texts side by side; for each difference the writer takes the left lines, the right ones, or
//! both. Below a width one column shows the left lines above the right ones.
//!
//! Only the rows in view are laid out; the heights of the others are estimated until they are seen.

mod rows;

use std::sync::Arc;

use egui::{Frame, Key, Margin, Modifiers, RichText, Ui};

use crate::{
    model::{
        compare::{Choice, Comparison},
        words::say,
    },
    ui::{
        theme::{Icon, colours, sizes, weight},
        widgets::{at_right::AtRight, button_ui, icon_button_ui, main_button_ui},
    },
};

/// Below this width, in points, the choices for all differences have a row of their own.
const ONE_ROW_FROM: f32 = 700.0;

/// The words for the two sides.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// Above each column.
    pub left: &'a str,
    pub right: &'a str,
    /// On the buttons: "Take mine".
    pub take_left: &'a str,
    pub take_right: &'a str,
    /// The buttons that end it.
    pub finish: &'a str,
    pub leave: &'a str,
    /// Taken where the comparison proposes nothing; `None`: the writer has to choose.
    pub otherwise: Option<Choice>,
}

/// What has been chosen, and where the view is.
#[derive(Default)]
pub struct CompareState {
    comparison: Option<Arc<Comparison>>,
    choices: Vec<Option<Choice>>,
    /// The difference that keys act on.
    current: usize,
    /// Bring the current difference into view, once.
    reveal: bool,
    heights: rows::Heights,
}

/// How the writer left the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The text that was put together.
    Finished(String),
    Closed,
}

pub fn compare_ui(
    ui: &mut Ui,
    comparison: &Arc<Comparison>,
    sides: Sides<'_>,
    state: &mut CompareState,
) -> Option<Answer> {
    state.follow(comparison, sides);
    let is_by_keys = state.take_keys(ui);
    let mut answer = bar_ui(ui, comparison, sides, state);
    if comparison.differences.is_empty() {
        same_ui(ui);
    } else {
        rows::rows_ui(ui, comparison, sides, state);
    }
    match is_by_keys {
        Some(Pressed::Finish) => answer = state.finished(comparison).or(answer),
        Some(Pressed::Close) => answer = Some(Answer::Closed),
        None => {}
    }
    answer
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    Finish,
    Close,
}

impl CompareState {
    /// Begins anew where the comparison is another one.
    fn follow(&mut self, comparison: &Arc<Comparison>, sides: Sides<'_>) {
        let is_same = self
            .comparison
            .as_ref()
            .is_some_and(|shown| Arc::ptr_eq(shown, comparison));
        if is_same {
            return;
        }
        let choices = comparison
            .differences
            .iter()
            .map(|difference| difference.proposed.or(sides.otherwise));
        *self = Self {
            comparison: Some(Arc::clone(comparison)),
            choices: choices.collect(),
            reveal: true,
            ..Self::default()
        };
        self.current = self.next_open().unwrap_or(0);
    }

    /// Acts on keys, unless a text field wants them.
    fn take_keys(&mut self, ui: &Ui) -> Option<Pressed> {
        if ui.ctx().text_edit_focused() {
            return None;
        }
        let has_focus = ui.memory(|memory| memory.focused().is_some());
        let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if taken(Key::Escape) {
            return Some(Pressed::Close);
        }
        // A button that has the keyboard is what Enter presses.
        if !has_focus && taken(Key::Enter) {
            return Some(Pressed::Finish);
        }
        if taken(Key::ArrowDown) || taken(Key::N) {
            self.go(1);
        }
        if taken(Key::ArrowUp) || taken(Key::P) {
            self.go(-1);
        }
        for (key, choice) in [
            (Key::ArrowLeft, Choice::Left),
            (Key::ArrowRight, Choice::Right),
            (Key::B, Choice::Both),
        ] {
            if taken(key) {
                self.choose(self.current, choice);
            }
        }
        None
    }

    fn go(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.current = self.current.saturating_add_signed(by).min(last);
        self.reveal = true;
    }

    fn choose(&mut self, difference: usize, choice: Choice) {
        if let Some(chosen) = self.choices.get_mut(difference) {
            *chosen = Some(choice);
        }
        self.current = difference;
    }

    fn choose_all(&mut self, choice: Choice) {
        self.choices.fill(Some(choice));
    }

    fn next_open(&self) -> Option<usize> {
        self.choices.iter().position(Option::is_none)
    }

    fn finished(&self, comparison: &Comparison) -> Option<Answer> {
        let choices: Option<Vec<Choice>> = self.choices.iter().copied().collect();
        Some(Answer::Finished(comparison.text(&choices?)))
    }
}

/// Where the view is, the choices for all differences, and the ends of it.
fn bar_ui(
    ui: &mut Ui,
    comparison: &Comparison,
    sides: Sides<'_>,
    state: &mut CompareState,
) -> Option<Answer> {
    let mut answer = None;
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let has_choices = !comparison.differences.is_empty();
        let is_wide = ui.available_width() >= ONE_ROW_FROM;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
            if has_choices {
                steps_ui(ui, state);
            }
            if has_choices && is_wide {
                ui.add_space(sizes::SPACE_2);
                all_ui(ui, sides, state);
            }
            let at_right = AtRight::new(ui, "ends");
            at_right.show(ui, sizes::CONTROL, |ui| {
                ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
                answer = ends_ui(ui, comparison, sides, state);
            });
        });
        if has_choices && !is_wide {
            ui.add_space(sizes::SPACE_2);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
                all_ui(ui, sides, state);
            });
        }
    });
    answer
}

/// One choice for all differences.
fn all_ui(ui: &mut Ui, sides: Sides<'_>, state: &mut CompareState) {
    for (word, choice) in [
        (sides.take_left, Choice::Left),
        (sides.take_right, Choice::Right),
    ] {
        if button_ui(ui, &say!("compare-everywhere", word = word)).clicked() {
            state.choose_all(choice);
        }
    }
}

fn steps_ui(ui: &mut Ui, state: &mut CompareState) {
    if icon_button_ui(
        ui,
        Icon::ChevronUp,
        say!("compare-previous-difference"),
        false,
    )
    .clicked()
    {
        state.go(-1);
    }
    if icon_button_ui(
        ui,
        Icon::ChevronDown,
        say!("compare-next-difference"),
        false,
    )
    .clicked()
    {
        state.go(1);
    }
    let place = say!(
        "compare-of",
        current = state.current + 1,
        choices = state.choices.len()
    );
    ui.label(
        RichText::new(place)
            .color(colours(ui).text_weak)
            .variation(b"wght", weight::MEDIUM),
    );
}

fn ends_ui(
    ui: &mut Ui,
    comparison: &Comparison,
    sides: Sides<'_>,
    state: &CompareState,
) -> Option<Answer> {
    let mut answer = None;
    let open = state.choices.iter().filter(|it| it.is_none()).count();
    let can_finish = open == 0 && !comparison.differences.is_empty();
    if open > 0 {
        let left = say!("compare-left-choose", open = open);
        ui.label(RichText::new(left).color(colours(ui).warning));
    }
    if button_ui(ui, sides.leave).clicked() {
        answer = Some(Answer::Closed);
    }
    let finish = ui.add_enabled_ui(can_finish, |ui| main_button_ui(ui, sides.finish));
    if finish.inner.clicked() {
        answer = state.finished(comparison);
    }
    answer
}

fn same_ui(ui: &mut Ui) {
    ui.add_space(sizes::SPACE_6);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(say!("compare-both-same")).color(colours(ui).text_weak));
    });
}
