//! How many words were written today, for the goal. What is counted is what the shown article gains
//! and loses while it is shown; nothing of it is in a file of the site.

use crate::app::{State, state::Counted};

/// Takes in what was written since the last frame.
pub fn tick(state: &mut State) {
    let today = state.clock.now.date().to_string();
    let goal = &mut state.settings.goal;
    if goal.day != today {
        goal.day = today;
        goal.written = 0;
    }
    let shown = state
        .session
        .shown
        .and_then(|id| state.session.articles.get(&id));
    let now = shown.map(|article| Counted {
        document: article.document.id,
        words: article.derived.blocks.statistics.words,
    });
    if let (Some(before), Some(now)) = (state.aids.counted, now)
        && before.document == now.document
    {
        let written = &mut state.settings.goal.written;
        *written = (*written + now.words).saturating_sub(before.words);
    }
    state.aids.counted = now;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{
        derived,
        update::testing::{opened, type_at},
    };

    #[test]
    fn the_words_of_a_day_are_what_was_written_and_not_what_was_opened() {
        let mut state = opened("One two three\n");
        let frame = |state: &mut State| {
            derived::refresh(state);
            tick(state);
            state.settings.goal.written
        };

        assert_eq!(frame(&mut state), 0);
        type_at(&mut state, 13, " four five");
        assert_eq!(frame(&mut state), 2);
        state.clock.now = state
            .clock
            .now
            .checked_add(jiff::Span::new().days(1))
            .unwrap();
        assert_eq!(frame(&mut state), 0);
    }
}
