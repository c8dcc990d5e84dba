//! The form of the site, learned again whenever its articles change.

use std::{path::Path, sync::Arc};

use crate::{
    app::{
        State,
        state::Learning,
        update::{library, notices, problems, spelling},
    },
    io::{Effect, checks::OfSite, workers::IndexJob},
    model::words,
};

/// Asks for the form of the articles as they are now; while one is being learned, for another
/// after it.
pub fn learn(state: &mut State) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    if state.site.learning != Learning::Not {
        state.site.learning = Learning::Again;
        return Vec::new();
    }
    state.site.learning = Learning::Now;
    let root = site.root.clone();
    let now_secs = state.clock.unix_secs;
    vec![Effect::Index(IndexJob::Learn { root, now_secs })]
}

pub fn learned(state: &mut State, root: &Path, learned: Arc<OfSite>) -> Vec<Effect> {
    let again = state.site.learning == Learning::Again;
    state.site.learning = Learning::Not;
    let is_here = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root);
    if is_here {
        state.site.schema = Arc::clone(&learned.schema);
        if learned.names != state.site.names {
            state.site.names = Arc::clone(&learned.names);
            spelling::again(state);
        }
        for problem in learned.of_fields.iter().chain(&learned.problems) {
            notices::error(state, words::put(problem));
        }
        state.site.learned = Some(learned);
        state.site.learnings += 1;
    }
    if again {
        learn(state)
    } else {
        let problems = problems::look_again(state);
        let pictures = library::look_again(state);
        problems.into_iter().chain(pictures).collect()
    }
}

/// The form of the site could not be learned; the one that is there stays until an article
/// changes.
pub fn not_learned(state: &mut State) -> Vec<Effect> {
    state.site.learning = Learning::Not;
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::testing::opened;

    #[test]
    fn after_a_fault_the_form_is_learned_again_when_articles_change() {
        let mut state = opened("a");
        state.site.learning = Learning::Again;

        not_learned(&mut state);

        assert_eq!(state.site.learning, Learning::Not);
    }
}
