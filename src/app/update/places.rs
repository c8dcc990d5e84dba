//! Going from pane to pane, and back to the desk.

use strum::IntoEnumIterator as _;

use crate::{
    app::{
        State,
        update::{compare, panes},
    },
    io::Effect,
    model::{panes::Pane, trail::Way},
};

/// Goes from pane to pane, as far as the writer has not hidden them; behind the last comes the
/// first.
pub fn step(state: &mut State, way: Way) -> Vec<Effect> {
    if state.window.page().is_some() || state.pages.shown.is_some() {
        return Vec::new();
    }
    let wished = state.arrangement().wished;
    let all: Vec<Pane> = Pane::iter().filter(|pane| wished.has(*pane)).collect();
    let here = all
        .iter()
        .position(|pane| *pane == state.window.desk.place.pane);
    let here = here.unwrap_or_default();
    let to = match way {
        Way::Next => (here + 1) % all.len(),
        Way::Previous => (here + all.len() - 1) % all.len(),
    };
    match all.get(to) {
        Some(&pane) => panes::enter(state, pane),
        None => Vec::new(),
    }
}

/// Back to the desk, as it was.
pub fn write(state: &mut State) -> Vec<Effect> {
    state.window.leave();
    if state.pages.shown.is_some() {
        return compare::close(state);
    }
    panes::focus_text(state);
    Vec::new()
}
