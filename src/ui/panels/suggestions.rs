//! What can be done at a place of the text, in a menu there: what puts right what is wrong, what might have been
//! meant by a misspelled word, and the dictionaries that may take it.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Key, Label, Margin, Modifiers, Order, Rect, RichText,
    Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2,
};

use crate::{
    action::{Action, Outbox, WordsOf},
    model::words::say,
    ui::theme::{Face, colours, sizes},
};

const ROW: f32 = 30.0;
const PAD: i8 = 6;
const WIDTH: f32 = 300.0;
/// Between the word and the menu.
const GAP: f32 = 4.0;

#[derive(Default)]
pub struct SuggestionsState {
    /// The word that the menu was opened for.
    word: String,
    /// Which row the keys are at. None while nothing is suggested, so that Enter adds no word
    /// unasked.
    chosen: Option<usize>,
    /// How many suggestions there were in the last frame.
    suggested: usize,
}

/// What is known of a place.
pub struct Suggested<'a> {
    /// What is wrong there and can be put right, each with its title.
    pub fixes: Vec<(String, Action)>,
    /// Empty: no word is misspelled.
    pub word: &'a str,
    /// `None`: they are still being looked for.
    pub suggestions: Option<&'a [String]>,
    pub has_site: bool,
    /// Where the word is on the screen, if it is in view.
    pub at: Option<Rect>,
}

/// A row that does something.
struct Row {
    title: String,
    action: Action,
    is_suggestion: bool,
}

pub fn suggestions_ui(
    ui: &mut Ui,
    suggested: &Suggested<'_>,
    state: &mut SuggestionsState,
    out: &mut Outbox,
) {
    state.follow(suggested);
    let rows = rows(suggested);
    let is_entered = take_keys(ui, state, rows.len());
    let is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let area = place(ui, suggested, rows.len()).show(ui.ctx(), |ui| {
        Frame::new()
            .fill(colours(ui).raised)
            .stroke(Stroke::new(1.0, colours(ui).line_strong))
            .corner_radius(CornerRadius::same(8))
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(PAD))
            .show(ui, |ui| menu_ui(ui, suggested, &rows, state))
            .inner
    });
    let entered = state.chosen.filter(|_| is_entered);
    let done = entered.or(area.inner);
    if let Some(row) = done.and_then(|at| rows.into_iter().nth(at)) {
        out.push(row.action);
    } else if is_left || area.response.clicked_elsewhere() {
        out.push(Action::CloseFinder);
    }
}

impl SuggestionsState {
    /// Keeps to the row when suggestions come in above it.
    fn follow(&mut self, suggested: &Suggested<'_>) {
        if self.word != suggested.word {
            *self = Self {
                word: suggested.word.to_owned(),
                ..Self::default()
            };
        }
        let count = suggested.suggestions.map_or(0, <[String]>::len);
        let new = count.saturating_sub(std::mem::replace(&mut self.suggested, count));
        let fixes = suggested.fixes.len();
        self.chosen = match self.chosen {
            Some(chosen) if chosen >= fixes => Some(chosen + new),
            Some(chosen) => Some(chosen),
            None => (new + fixes > 0).then_some(0),
        };
    }
}

/// Below the word, or above it where there is no room; at the top where the word is not in view.
fn place(ui: &Ui, suggested: &Suggested<'_>, rows: usize) -> Area {
    let area = Area::new(Id::unique("suggestions"))
        .order(Order::Foreground)
        .constrain(true);
    let Some(word) = suggested.at else {
        return area.anchor(Align2::CENTER_TOP, Vec2::new(0.0, 72.0));
    };
    let height = (rows + 2) as f32 * ROW + 2.0 * f32::from(PAD);
    let has_room = word.bottom() + GAP + height < ui.ctx().content_rect().bottom();
    let side = vec2(-f32::from(PAD) - sizes::SPACE_2, 0.0);
    if has_room {
        area.fixed_pos(word.left_bottom() + side + vec2(0.0, GAP))
    } else {
        let above = word.left_top() + side - vec2(0.0, GAP);
        area.pivot(Align2::LEFT_BOTTOM).fixed_pos(above)
    }
}

fn rows(suggested: &Suggested<'_>) -> Vec<Row> {
    let fixes = suggested.fixes.iter().map(|(title, action)| Row {
        title: title.clone(),
        action: action.clone(),
        is_suggestion: true,
    });
    let words = suggested.suggestions.unwrap_or_default().iter();
    let words = words.map(|word| Row {
        title: word.clone(),
        action: Action::Correct(word.clone()),
        is_suggestion: true,
    });
    let mut rows: Vec<Row> = fixes.chain(words).collect();
    if suggested.word.is_empty() {
        return rows;
    }
    let lists = [
        (say!("suggestions-ignore-site"), WordsOf::Ignored),
        (say!("suggestions-add-my-dictionary"), WordsOf::Writer),
        (say!("suggestions-add-dictionary-site"), WordsOf::Site),
    ];
    for (title, list) in lists {
        if suggested.has_site || list == WordsOf::Writer {
            rows.push(Row {
                title: title.to_owned(),
                action: Action::AddWord(list),
                is_suggestion: false,
            });
        }
    }
    rows
}

/// Goes from row to row. Returns whether the chosen one is taken.
fn take_keys(ui: &Ui, state: &mut SuggestionsState, count: usize) -> bool {
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.count_and_consume_key(modifiers, key);
        let back = pressed(Modifiers::NONE, Key::ArrowUp) + pressed(Modifiers::SHIFT, Key::Tab);
        let on = pressed(Modifiers::NONE, Key::ArrowDown) + pressed(Modifiers::NONE, Key::Tab);
        let last = count.saturating_sub(1);
        for _ in 0..on {
            state.chosen = state
                .chosen
                .filter(|at| *at < last)
                .map_or(Some(0), |at| Some(at + 1));
        }
        for _ in 0..back {
            state.chosen = state.chosen.and_then(|at| at.checked_sub(1)).or(Some(last));
        }
        if pressed(Modifiers::NONE, Key::Home) > 0 {
            state.chosen = Some(0);
        }
        if pressed(Modifiers::NONE, Key::End) > 0 {
            state.chosen = Some(last);
        }
        pressed(Modifiers::NONE, Key::Enter) > 0
    })
}

/// Returns the row that was clicked.
fn menu_ui(
    ui: &mut Ui,
    suggested: &Suggested<'_>,
    rows: &[Row],
    state: &SuggestionsState,
) -> Option<usize> {
    ui.set_width(WIDTH);
    ui.spacing_mut().item_spacing.y = 0.0;
    let said = match suggested.suggestions {
        _ if suggested.word.is_empty() => None,
        None => Some(say!("suggestions-looking-for-suggestions")),
        Some([]) => Some(say!("suggestions-no-suggestions")),
        Some(_) => None,
    };
    if let Some(said) = said {
        let text = RichText::new(said).color(colours(ui).text_weak);
        let label = Label::new(text).selectable(false);
        ui.horizontal(|ui| {
            ui.set_height(ROW);
            ui.add_space(sizes::SPACE_2);
            ui.add(label);
        });
    }
    let mut clicked = None;
    for (at, row) in rows.iter().enumerate() {
        let is_first_of_lists = !row.is_suggestion
            && at
                .checked_sub(1)
                .and_then(|before| rows.get(before))
                .is_none_or(|before| before.is_suggestion);
        if is_first_of_lists {
            ui.add_space(sizes::SPACE_1);
            ui.separator();
            ui.add_space(sizes::SPACE_1);
        }
        if row_ui(ui, row, state.chosen == Some(at)) {
            clicked = Some(at);
        }
    }
    clicked
}

fn row_ui(ui: &mut Ui, row: &Row, is_chosen: bool) -> bool {
    let colours = colours(ui);
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, is_chosen, &row.title));
    if is_chosen {
        response.request_focus();
    }
    let fill = crate::ui::widgets::buttons::choice_fill(colours, is_chosen, &response);
    let corners = CornerRadius::same(sizes::RADIUS_SMALL);
    ui.painter().rect_filled(rect, corners, fill);
    ui.painter().text(
        rect.left_center() + vec2(sizes::SPACE_2, 0.0),
        Align2::LEFT_CENTER,
        &row.title,
        Face::Interface.font(sizes::TEXT),
        colours.text,
    );
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested<'a>(word: &'a str, suggestions: Option<&'a [String]>) -> Suggested<'a> {
        Suggested {
            fixes: Vec::new(),
            word,
            suggestions,
            has_site: true,
            at: None,
        }
    }

    #[test]
    fn enter_adds_no_word_before_there_are_suggestions_and_the_row_stays_when_they_come() {
        let words = ["a".to_owned(), "b".to_owned()];
        let mut state = SuggestionsState::default();

        state.follow(&suggested("x", None));
        assert_eq!(state.chosen, None);
        state.follow(&suggested("x", Some(&words)));
        assert_eq!(state.chosen, Some(0));

        state.follow(&suggested("y", None));
        state.chosen = Some(1);
        state.follow(&suggested("y", Some(&words)));
        assert_eq!(state.chosen, Some(3), "still the second list");
        state.follow(&suggested("y", Some(&words)));
        assert_eq!(state.chosen, Some(3));
    }
}
