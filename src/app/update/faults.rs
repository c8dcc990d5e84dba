//! Faults of our own: said, and worked around.

use std::path::Path;

use crate::{
    app::{State, state::Learning, update::notices},
    io::{
        Effect,
        store::{Outcome, Unfinished},
    },
};

/// A thread failed at a job and was started again.
pub fn faulted(state: &mut State, thread: &str, work: &str) -> Vec<Effect> {
    log::error!("the thread {thread} failed and was started again: {work}");
    notices::error(
        state,
        format!("Not done, by a fault inside of Kopij; everything else goes on: {work}"),
    )
}

/// The form of the site could not be learned; the one that is there stays until an article
/// changes.
pub fn not_learned(state: &mut State) -> Vec<Effect> {
    state.learning = Learning::Not;
    Vec::new()
}

/// An earlier run ended by a fault of ours. Its unsaved text is opened apart from this.
pub fn crash_found(state: &mut State, report: &Path) -> Vec<Effect> {
    notices::error(
        state,
        format!(
            "Kopij failed and closed in the last run; unsaved text is opened again. A report for its makers is there ({})",
            report.display()
        ),
    )
}

/// What became of a save in place that the end of an earlier run broke off.
pub fn save_broken_off(state: &mut State, unfinished: &Unfinished) -> Vec<Effect> {
    let path = unfinished.path.display();
    match &unfinished.outcome {
        Outcome::Finished => notices::done(
            state,
            format!("A save that was broken off has been finished ({path})"),
        ),
        Outcome::Foreign { .. } => {
            return notices::error(
                state,
                format!(
                    "A save was broken off, and another program wrote the file since; what it held before is among its earlier versions ({path})"
                ),
            );
        }
        Outcome::Failed { error } => {
            return notices::error(
                state,
                format!(
                    "A save was broken off and the file is damaged; it could not be finished: {error} ({path})"
                ),
            );
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::testing::opened;

    #[test]
    fn a_fault_is_told_with_what_was_not_done() {
        let mut state = opened("a");

        faulted(&mut state, "store", "Saving post.md");

        let notice = &state.notices[0].notice.text;
        assert!(notice.ends_with("Saving post.md"), "{notice}");
    }

    #[test]
    fn after_a_fault_the_form_is_learned_again_when_articles_change() {
        let mut state = opened("a");
        state.learning = Learning::Again;

        not_learned(&mut state);

        assert_eq!(state.learning, Learning::Not);
    }
}
