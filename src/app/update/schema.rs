//! The form of the site, learned again whenever its articles change.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use crate::{
    app::{
        State,
        state::Learning,
        update::{notices, spelling},
    },
    io::{
        Effect,
        workers::{IndexJob, Learned},
    },
    model::{
        check::{self, Findings, Shared},
        schema::Form,
        spelling::compared,
    },
};

/// Asks for the form of the articles as they are now; while one is being learned, for another
/// after it.
pub fn learn(state: &mut State) -> Vec<Effect> {
    let Some(site) = &state.site else {
        return Vec::new();
    };
    if state.learning != Learning::Not {
        state.learning = Learning::Again;
        return Vec::new();
    }
    state.learning = Learning::Now;
    let root = site.root.clone();
    vec![Effect::Index(IndexJob::Learn { root })]
}

/// Articles of which readers see one alone.
fn rivals(state: &State) -> Vec<Shared> {
    let now_secs = state.clock.unix_secs;
    let site = state.site.iter().filter(|site| site.settings.is_hugo());
    check::address::twice(site.flat_map(|site| site.rivals(now_secs)).collect())
}

pub fn learned(state: &mut State, root: &Path, learned: Learned) -> Vec<Effect> {
    let again = state.learning == Learning::Again;
    state.learning = Learning::Not;
    let is_here = state.site.as_ref().is_some_and(|site| site.root == root);
    if is_here {
        let mut findings = rivals(state);
        findings.extend(learned.findings);
        state.findings = Findings::new(findings);
        state.schema = learned.schema;
        let names = names_in(state.schema.whole());
        if names != *state.names {
            state.names = Arc::new(names);
            spelling::again(state);
        }
        for problem in learned.problems {
            notices::error(state, problem);
        }
    }
    if again { learn(state) } else { Vec::new() }
}

/// Keys of words and of people, in small letters.
const NAMING: [&str; 7] = [
    "tags",
    "categories",
    "keywords",
    "topics",
    "series",
    "author",
    "authors",
];

/// The words in the tags and authors of a site.
fn names_in(form: &Form) -> BTreeSet<String> {
    let is_naming = |key: &String| NAMING.contains(&key.to_lowercase().as_str());
    let fields = form.fields.iter();
    let naming = fields.filter(|field| field.path.0.last().is_some_and(is_naming));
    let values = naming.flat_map(|field| &field.values);
    values
        .flat_map(|(value, _)| value.split_whitespace())
        .map(compared)
        .collect()
}
