//! Changes of files: planned by a worker, shown where there is something to decide, applied by the
//! store thread, and taken back from their notice.
//!
//! An open article takes part by its text. One that was saved is changed at once and counts as
//! being saved until the change is made; one with unsaved text is changed and stays unsaved.

mod done;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, sync::Arc};

pub use self::done::{broken_off_found, done, progress};
use crate::{
    action::ChangeStep,
    app::{
        State,
        article::{Article, Caret, Saving},
        changes::{Applying, InFile, InText, Made, Review},
        state::Over,
        update::{disk, notices, panes},
    },
    io::{
        Effect,
        changes::{ChangeError, PlanQuery, Progress},
        workers::{SearchJob, StoreJob},
    },
    model::{
        change::{
            ChangeId, Deed, InOpen, OpenArticle, Part, Planned, Refusal, Way, Wish, edited,
            plan::files,
        },
        said::Says as _,
        text::{Cause, Edit},
        words::{self, say},
    },
};

/// Carries out what was asked for.
pub fn update(state: &mut State, step: ChangeStep) -> Vec<Effect> {
    match step {
        ChangeStep::Tick { part, is_on } => {
            if let Some(review) = &mut state.changes.review {
                review.planned.tick(part, is_on);
            }
            Vec::new()
        }
        ChangeStep::Apply => apply_shown(state),
        ChangeStep::Cancel => {
            state.changes.review = None;
            panes::focus_text(state);
            Vec::new()
        }
        ChangeStep::Stop(number) => vec![Effect::Store(StoreJob::StopChange { number })],
        ChangeStep::Undo(number) => undo(state, number),
        ChangeStep::Rename { path, to } => {
            panes::close_finder(state);
            wish(state, Wish::Rename { path, to })
        }
        ChangeStep::Duplicate(path) => {
            let generator = state.site.open.as_ref().map(|it| it.settings.generator);
            let kept_back = generator.unwrap_or_default().kept_back();
            wish(state, Wish::Duplicate { path, kept_back })
        }
        ChangeStep::ToBin(path) => {
            panes::close_finder(state);
            wish(state, Wish::ToBin { path })
        }
        ChangeStep::Finish { id, way } => finish(state, id, way),
    }
}

/// Makes the change that is shown, if something of it is ticked.
pub fn apply_shown(state: &mut State) -> Vec<Effect> {
    let shown = &mut state.changes.review;
    let is_wanted = |review: &mut Review| review.planned.set.wanted().next().is_some();
    let Some(review) = shown.take_if(is_wanted) else {
        return Vec::new();
    };
    panes::focus_text(state);
    apply(state, &review.wish, review.planned)
}

/// Has a wish planned. A newer one takes the place of an older one that is not shown yet.
pub fn wish(state: &mut State, wish: Wish) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    let open = state.session.articles.values().filter_map(open_article);
    let query = PlanQuery {
        number: state.changes.next_number(),
        root: site.root.clone(),
        title: words::put(&wish.title()),
        wish: wish.clone(),
        open: open.collect(),
    };
    state.changes.planning = Some((query.number, wish));
    vec![Effect::Search(SearchJob::PlanChange(query))]
}

fn open_article(article: &Article) -> Option<OpenArticle> {
    let document = &article.document;
    (!document.is_untitled()).then(|| OpenArticle {
        document: document.id,
        revision: document.revision(),
        path: document.path().to_owned(),
        text: document.text().into(),
        saved: document.saved().hash,
        // While it is being saved, what its file holds is not known.
        is_unsaved: document.is_dirty()
            || article.is_in_conflict()
            || article.saves.saving.is_some(),
        is_read_only: document.saved().format.is_read_only(),
    })
}

/// A change is planned: it is shown, or made at once where it is what was asked for.
pub fn planned(
    state: &mut State,
    number: u64,
    result: Result<Planned, ChangeError>,
) -> Vec<Effect> {
    let planning = &mut state.changes.planning;
    let Some((_, wish)) = planning.take_if(|(newest, _)| *newest == number) else {
        return Vec::new();
    };
    let planned = match result {
        Ok(planned) => planned,
        Err(err) => {
            forget(state, &wish);
            return notices::error(state, say!("change-not-made", why = words::of(&err)));
        }
    };
    if planned.set.parts.iter().all(Part::is_refused) {
        forget(state, &wish);
        let refused: Vec<_> = planned.set.parts.iter().filter_map(refusal_of).collect();
        done::name(state, &refused);
        return Vec::new();
    }
    let is_shown = match &wish {
        Wish::Replace(_) => planned.is_to_be_reviewed(),
        Wish::Fix(_) => true,
        Wish::Picture(wish) if wish.is_of_articles() => true,
        Wish::ToBin { .. }
        | Wish::Rename { .. }
        | Wish::Duplicate { .. }
        | Wish::LeaveOff(_)
        | Wish::Picture(_)
        | Wish::Undo(_) => !planned.set.parts.iter().all(Part::is_wanted),
    };
    if !is_shown {
        return apply(state, &wish, planned);
    }
    if state.window.over == Some(Over::Library) {
        // What changes is shown in place of the page.
        state.window.close();
    }
    let rows = planned.rows();
    state.changes.review = Some(Review {
        wish,
        planned,
        rows,
    });
    Vec::new()
}

/// What cannot be taken back is not offered again.
fn forget(state: &mut State, wish: &Wish) {
    if let Wish::Undo(id) = wish {
        state
            .changes
            .made
            .retain(|made| made.id.as_ref() != Some(id));
    }
}

fn refusal_of(part: &Part) -> Option<(PathBuf, Refusal)> {
    match &part.deed {
        Deed::Refused(refusal) => Some((part.path.clone(), refusal.clone())),
        _ => None,
    }
}

/// Changes the texts of open articles, and hands the files to the store thread.
fn apply(state: &mut State, wish: &Wish, mut planned: Planned) -> Vec<Effect> {
    let mut applying = Applying {
        is_undo: matches!(wish, Wish::Undo(_)),
        opens: copy_of(wish, &planned),
        says: wish.told(),
        ..begun(state)
    };
    let parts = planned.set.parts.iter_mut().zip(&planned.open);
    for (part, open) in parts.filter(|(part, _)| part.is_wanted()) {
        let Some(open) = open else { continue };
        if let Err(refusal) = change_open(state, open, &mut applying) {
            *part = Part::refused(part.path.clone(), refusal);
        }
    }
    if let Wish::Undo(id) = wish {
        take_texts_back(state, |made| made.id.as_ref() == Some(id));
    }
    let mut effects = keep_unsaved(state, wish);
    let set = planned.set_of_files();
    if set.wanted().next().is_some() {
        let places = |part: &Part| [Some(part.path.clone()), part.target().map(PathBuf::from)];
        applying.paths = set.wanted().flat_map(places).flatten().collect();
        effects.push(Effect::Store(StoreJob::ApplyChange {
            number: applying.number,
            set,
        }));
        state.changes.applying.push(applying);
        return effects;
    }
    let refused: Vec<_> = planned.set.parts.iter().filter_map(refusal_of).collect();
    done::name(state, &refused);
    if !applying.unsaved.is_empty() {
        done::tell_of_texts(state, applying.number, applying.unsaved);
    }
    effects
}

fn begun(state: &mut State) -> Applying {
    Applying {
        number: state.changes.next_number(),
        is_undo: false,
        says: None,
        opens: None,
        paths: Vec::new(),
        saved: Vec::new(),
        unsaved: Vec::new(),
        progress: Progress { done: 0, of: 0 },
    }
}

/// The text of an article that is made of another one.
fn copy_of(wish: &Wish, planned: &Planned) -> Option<PathBuf> {
    let Wish::Duplicate { path, .. } = wish else {
        return None;
    };
    let copies = planned.set.parts.iter();
    let copy = copies
        .filter(|part| part.path == *path)
        .find_map(Part::target);
    copy.map(PathBuf::from)
}

/// One step in the text of an open article.
fn change_open(state: &mut State, open: &InOpen, applying: &mut Applying) -> Result<(), Refusal> {
    let article = state.session.articles.get_mut(&open.document);
    let article = article.ok_or(Refusal::Changed)?;
    let is_saving = article.saves.saving.is_some();
    if article.document.revision() != open.revision || (is_saving && !open.is_unsaved) {
        return Err(Refusal::Changed);
    }
    let before: Arc<str> = article.document.text().into();
    let after: Arc<str> = edited(&before, &open.edits)?.into();
    if let Some(edit) = Edit::between(&before, &after) {
        let changed = article.change(open.revision, &edit, Cause::Step, Caret::Stays);
        changed.map_err(|err| Refusal::Said(err.said()))?;
    }
    let document = &article.document;
    if open.is_unsaved {
        applying.unsaved.push(InText {
            document: open.document,
            before,
            after,
        });
        return Ok(());
    }
    applying.saved.push(InFile {
        document: open.document,
        revision: document.revision(),
        path: document.path().to_owned(),
        text: after,
        format: document.saved().format,
    });
    article.saves.saving = Some(Saving {
        revision: article.document.revision(),
        again: false,
        to: None,
    });
    Ok(())
}

/// Unsaved text of what goes to the bin is among the earlier versions first.
fn keep_unsaved(state: &State, wish: &Wish) -> Vec<Effect> {
    let Wish::ToBin { path } = wish else {
        return Vec::new();
    };
    let articles = state
        .session
        .articles
        .values()
        .map(|article| &article.document);
    let thrown = articles.filter(|it| it.path().starts_with(files::whole(path)));
    let unsaved = thrown.filter(|document| document.is_dirty() && !document.is_untitled());
    unsaved.map(disk::keep_mine_version).collect()
}

/// Takes back the newest change of this run.
pub fn undo_last(state: &mut State) -> Vec<Effect> {
    match state.changes.made.last().map(|made| made.number) {
        Some(number) => undo(state, number),
        None => Vec::new(),
    }
}

/// Takes a change back: in the files, and then in the texts that it went into.
fn undo(state: &mut State, number: u64) -> Vec<Effect> {
    let mut made = state.changes.made.iter();
    let Some(found) = made.find(|made| made.number == number) else {
        return notices::error(state, say!("change-undone-already"));
    };
    if let Some(id) = found.id.clone() {
        return wish(state, Wish::Undo(id));
    }
    take_texts_back(state, |made| made.number == number);
    Vec::new()
}

/// As one step in each text that still is what the change made of it.
fn take_texts_back(state: &mut State, is_it: impl Fn(&Made) -> bool) {
    let Some(at) = state.changes.made.iter().position(is_it) else {
        return;
    };
    for text in state.changes.made.remove(at).texts {
        let Some(article) = state.session.articles.get_mut(&text.document) else {
            continue;
        };
        let path = article.document.path().display().to_string();
        let is_same = *article.document.text() == *text.after;
        let edit = Edit::between(&text.after, &text.before);
        let revision = article.document.revision();
        let taken_back = match edit.filter(|_| is_same) {
            Some(edit) => article
                .change(revision, &edit, Cause::Step, Caret::Stays)
                .map_err(|err| words::of(&err)),
            None if is_same => Ok(()),
            None => Err(say!("change-text-moved-on").to_owned()),
        };
        if let Err(why) = taken_back {
            notices::error(state, say!("change-not-taken-back", why = why, path = path));
        }
    }
}

/// Asks what a crash broke off in the site.
pub fn find_broken_off(state: &State) -> Option<Effect> {
    let root = state.site.open.as_ref()?.root.clone();
    Some(Effect::Store(StoreJob::FindBrokenOff { root }))
}

/// Goes on with what a crash broke off, takes it back, or leaves it.
fn finish(state: &mut State, id: ChangeId, way: Way) -> Vec<Effect> {
    state.changes.broken_off.retain(|found| found.id != id);
    let applying = Applying {
        is_undo: way == Way::TakeBack,
        ..begun(state)
    };
    let number = applying.number;
    if way != Way::Leave {
        state.changes.applying.push(applying);
    }
    vec![Effect::Store(StoreJob::FinishChange { number, id, way })]
}
