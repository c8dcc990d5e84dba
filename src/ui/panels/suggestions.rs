//! What might have been meant by a misspelled word, and the dictionaries that may take it.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

#[derive(Default)]
pub struct SuggestionsState {
    finder: FinderState,
}

/// What is known of a word.
pub struct Suggested<'a> {
    pub word: &'a str,
    /// `None`: they are still being looked for.
    pub suggestions: Option<&'a [String]>,
    pub has_site: bool,
}

pub fn suggestions_ui(
    ui: &mut Ui,
    suggested: &Suggested<'_>,
    state: &mut SuggestionsState,
    out: &mut Outbox,
) {
    let finder = Finder {
        name: "Spelling",
        hint: suggested.word,
        nothing: "Looking for suggestions…",
    };
    let typed = state.finder.typed.to_lowercase();
    let title = format!("“{}”", suggested.word);
    let mut rows: Vec<(Row<'_>, Action)> = Vec::new();
    for suggestion in suggested.suggestions.unwrap_or_default() {
        rows.push((
            Row {
                title: suggestion,
                detail: &title,
                remark: "",
            },
            Action::Correct(suggestion.clone()),
        ));
    }
    let lists = [
        (
            "Add to my dictionary",
            Action::AddWord { to_site: false },
            true,
        ),
        (
            "Add to the dictionary of this site",
            Action::AddWord { to_site: true },
            suggested.has_site,
        ),
    ];
    for (name, action, is_possible) in lists {
        if is_possible {
            let row = Row {
                title: name,
                detail: &title,
                remark: "",
            };
            rows.push((row, action));
        }
    }
    rows.retain(|(row, _)| row.title.to_lowercase().contains(&typed));
    let (rows, actions): (Vec<Row<'_>>, Vec<Action>) = rows.into_iter().unzip();
    match finder_ui(ui, finder, &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            if let Some(action) = actions.get(row) {
                out.push(action.clone());
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}
