//! Faults of our own: said, and worked around.

use std::path::Path;

use crate::{
    app::{State, update::notices},
    io::{
        Effect,
        store::{Outcome, Unfinished},
    },
    model::words::say,
};

/// A thread failed at a job and was started again.
pub fn faulted(state: &mut State, thread: &str, work: &str) -> Vec<Effect> {
    log::error!("the thread {thread} failed and was started again: {work}");
    notices::error(state, say!("notice-fault", work = work))
}

/// An earlier run ended by a fault of ours. Its unsaved text is opened apart from this.
pub fn crash_found(state: &mut State, report: &Path) -> Vec<Effect> {
    notices::error(state, say!("notice-crash", path = report.to_string_lossy()))
}

/// What became of a save in place that the end of an earlier run broke off.
pub fn save_broken_off(state: &mut State, unfinished: &Unfinished) -> Vec<Effect> {
    let path = unfinished.path.to_string_lossy();
    match &unfinished.outcome {
        Outcome::Finished => notices::done(state, say!("notice-save-finished", path = path)),
        Outcome::Foreign { .. } => {
            return notices::error(state, say!("notice-save-foreign", path = path));
        }
        Outcome::Failed { why } => {
            return notices::error(state, say!("notice-save-damaged", why = why, path = path));
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

        let notice = &state.notices.shown[0].notice.text;
        assert!(notice.ends_with("Saving post.md"), "{notice}");
    }
}
