//! What is wrong in the whole site: asked of a thread when it is looked at.

use std::path::Path;

use crate::{
    app::{
        State,
        state::{Checking, Over},
        update::panes,
    },
    io::{Effect, workers::SearchJob},
    model::check::InSite,
};

/// Shows what is wrong in the site, and has all articles looked at anew.
pub fn open(state: &mut State) -> Vec<Effect> {
    let effects = panes::open_finder(state, Over::Findings);
    let root = state.site.open.as_ref().map(|site| site.root.clone());
    let is_shown = state.window.over == Some(Over::Findings);
    let Some(root) = root.filter(|_| is_shown && state.site.checking != Checking::Now) else {
        return effects;
    };
    state.site.checking = Checking::Now;
    let check = SearchJob::CheckSite {
        outside: state.settings.outside_of(&root),
        root,
        now_secs: state.clock.unix_secs,
    };
    effects.into_iter().chain([check.into()]).collect()
}

/// All articles of a site have been looked at.
pub fn checked(state: &mut State, root: &Path, found: Vec<InSite>) -> Vec<Effect> {
    state.site.checking = Checking::Done;
    if state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root)
    {
        state.site.problems = found.into();
    }
    Vec::new()
}
