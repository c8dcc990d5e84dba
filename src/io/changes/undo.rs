//! The set that takes a recorded one back, as far as its files are still what it left.

use std::{path::PathBuf, sync::Arc};

use super::{
    ChangeError,
    prepare::Step,
    record::Record,
    state::{StepState, hash_of, look},
};
use crate::{
    io::{
        encoding,
        store::{Store, read_bytes},
    },
    model::{
        change::{Applied, ChangeSet, Content, Deed, Part, Refusal, Rewrite, SetId, inverse},
        merge::{Three, merge},
    },
};

pub(super) fn plan(store: &Store, record: &Record, id: SetId) -> Result<ChangeSet, ChangeError> {
    let (head, steps) = record.read_plan()?;
    let states = match record.read_done()? {
        Some(states) => states,
        None => steps.iter().map(|step| look(store, step)).collect(),
    };
    let before = record.read_before()?;
    let done: Vec<(Step, Applied)> = steps
        .into_iter()
        .zip(states)
        .zip(before)
        // What is as it was before needs nothing.
        .filter(|((step, _), _)| look(store, step) != StepState::ToDo)
        .filter_map(|((step, state), before)| applied(step, state, before))
        .collect();
    let all: Vec<Applied> = done.iter().map(|(_, applied)| applied.clone()).collect();
    // Both go from the last to the first.
    let parts = inverse(&all).into_iter().zip(done.iter().rev());
    let mut parts: Vec<Part> = parts
        .map(|(part, (step, applied))| met(store, part, step, applied))
        .collect();
    keep_what_is_named(&mut parts, &all);
    Ok(ChangeSet {
        title: head.title,
        root: head.root,
        parts,
        undoes: Some(id),
        emptied: head.made,
    })
}

/// A second file that was made, as of a picture, stays where a text that was changed along with it keeps that change: it
/// may name it.
fn keep_what_is_named(parts: &mut [Part], all: &[Applied]) {
    let is_edit = |it: &&Applied| it.deed == Deed::Stay;
    let edited: Vec<&PathBuf> = all.iter().filter(is_edit).map(|it| &it.place).collect();
    let left = parts.iter().filter(|part| !part.is_wanted());
    let left = left.filter(|part| edited.contains(&&part.path));
    let left: Vec<PathBuf> = left.map(|part| part.path.clone()).collect();
    // From the last to the first.
    for (part, applied) in parts.iter_mut().zip(all.iter().rev()) {
        if let (Deed::ToBin { only_if }, Deed::Copy { .. }) = (&mut part.deed, &applied.deed) {
            only_if.clone_from(&left);
        }
    }
}

/// `None`: nothing was done.
fn applied(step: Step, state: StepState, before: Option<Arc<[u8]>>) -> Option<(Step, Applied)> {
    let is_rewritten = match state {
        StepState::Done => true,
        StepState::Moved => false,
        StepState::ToDo | StepState::Foreign => return None,
    };
    let applied = Applied {
        path: step.path.clone(),
        place: step.place.clone(),
        deed: step.deed.clone(),
        hash_before: step.hash_before,
        hash_after: if is_rewritten {
            step.hash_after
        } else {
            step.hash_before
        },
        before: before.filter(|_| is_rewritten),
    };
    Some((step, applied))
}

/// The part, if its file is still what the set left. Else what it became is merged with what it
/// was, which is offered and not ticked; or it is named and left.
fn met(store: &Store, part: Part, step: &Step, applied: &Applied) -> Part {
    let (Some(expected), false) = (part.expected, part.deed == Deed::FromBin) else {
        return part;
    };
    match hash_of(store, &part.path) {
        Some(found) if found == expected => part,
        None => Part::refused(part.path, Refusal::Gone),
        Some(_) => merged(store, &part, step, applied)
            .unwrap_or_else(|| Part::refused(part.path, Refusal::Changed)),
    }
}

fn merged(store: &Store, part: &Part, step: &Step, applied: &Applied) -> Option<Part> {
    let before = applied.before.as_deref()?;
    let mut step = step.clone();
    step.remake(store, Some(before)).ok()?;
    let base = encoding::decode(step.after.as_deref()?).ok()?;
    let theirs = encoding::decode(before).ok()?;
    let mine = encoding::decode(&read_bytes(store.fs(), &part.path).ok()?).ok()?;
    if mine.format.is_read_only() {
        return None;
    }
    let merged = merge(Three {
        base: &base.text,
        mine: &mine.text,
        theirs: &theirs.text,
    })?;
    Some(Part {
        expected: Some(mine.hash),
        rewrite: Rewrite::Whole(Content::Text(merged.into(), mine.format)),
        is_ticked: false,
        ..part.clone()
    })
}
