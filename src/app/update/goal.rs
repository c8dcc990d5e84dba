//! How many words were written today, for the goal. What is counted is what the shown article gains
//! and loses by what is typed while it is shown; nothing of it is in a file of the site.

use crate::app::{State, state::Counted};

/// Takes in what was written since the last frame.
pub fn tick(state: &mut State) {
    let today = state.clock.now.date().to_string();
    let written = &mut state.settings.remembered.written;
    if written.day != today {
        written.day = today;
        written.words = 0;
    }
    // What was not read to its end says nothing yet.
    let shown = state.session.shown;
    let shown = shown.and_then(|id| state.session.articles.get(&id));
    let now = shown
        .filter(|article| article.derived.is_whole())
        .map(|article| Counted {
            document: article.document.id,
            recounts: article.recounts,
            words: article.derived.statistics().words,
        });
    if let (Some(before), Some(now)) = (state.aids.counted, now)
        && (before.document, before.recounts) == (now.document, now.recounts)
    {
        let words = &mut state.settings.remembered.written.words;
        *words = (*words + now.words).saturating_sub(before.words);
    }
    if now.is_some() || shown.is_none() {
        state.aids.counted = now;
    }
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
            state.settings.remembered.written.words
        };

        assert_eq!(frame(&mut state), 0);
        type_at(&mut state, 13, " four five");
        assert_eq!(frame(&mut state), 2);
        // What another program wrote is not hers.
        let article = state.session.articles.values_mut().next().unwrap();
        article
            .take("Another text of seven words than before\n")
            .unwrap();
        assert_eq!(frame(&mut state), 2);
        // Nor is it hers to take back and to do again.
        let id = state.session.shown.unwrap();
        state.session.articles.get_mut(&id).unwrap().undo();
        assert_eq!(frame(&mut state), 2);
        state.session.articles.get_mut(&id).unwrap().redo();
        assert_eq!(frame(&mut state), 2);
        state.clock.now = state
            .clock
            .now
            .checked_add(jiff::Span::new().days(1))
            .unwrap();
        assert_eq!(frame(&mut state), 0);
    }
}
