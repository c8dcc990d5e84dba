//! What follows from a change that was made.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::{Action, ChangeStep},
    app::{
        State,
        changes::{Applying, InFile, InText, Made},
        update::{articles, disk, moved, notices, saving, tabs},
    },
    io::{
        Effect,
        changes::{ChangeError, Progress},
        workers::StoreJob,
    },
    model::{
        change::{Became, BrokenOff, ChangeId, Changed, Outcome, Refusal},
        document::{ContentHash, Disk, DocumentId, Snapshot},
        said::Said,
        words::{self, say},
    },
};

/// So many files are named that were left out.
const MAX_NAMED: usize = 3;

/// Some of it is done: on with the rest, behind the saves that were asked for meanwhile.
pub fn progress(state: &mut State, number: u64, progress: Progress) -> Vec<Effect> {
    let mut applying = state.changes.applying.iter_mut();
    if let Some(applying) = applying.find(|it| it.number == number) {
        applying.progress = progress;
    }
    vec![Effect::Store(StoreJob::GoOnWithChange)]
}

/// A change was made, or not begun.
pub fn done(
    state: &mut State,
    number: u64,
    result: Result<Option<Outcome>, ChangeError>,
) -> Vec<Effect> {
    let mut applying = state.changes.applying.iter();
    let at = applying.position(|it| it.number == number);
    let applying = at.map(|at| state.changes.applying.remove(at));
    let outcome = match result {
        Ok(Some(outcome)) => outcome,
        Ok(None) => return Vec::new(),
        Err(err) => {
            let saved = applying.into_iter().flat_map(|it| it.saved);
            saved.for_each(|file| not_saved(state, file.document));
            return notices::error(state, say!("change-not-made", why = words::of(&err)));
        }
    };
    let mut effects = Vec::new();
    let (mut is_undo, mut opens, mut says, mut texts) = (false, None, None, Vec::new());
    if let Some(applying) = applying {
        is_undo = applying.is_undo;
        opens.clone_from(&applying.opens);
        says.clone_from(&applying.says);
        effects.extend(settle_files(state, &applying, &outcome));
        texts = applying.unsaved;
    }
    for changed in &outcome.changed {
        effects.extend(follow(state, changed));
    }
    effects.extend(look_again(state, &outcome));
    let copy = opens.filter(|copy| is_there(&outcome, copy));
    let about = About {
        is_undo,
        copy: copy.as_deref(),
        says,
    };
    tell(state, number, outcome, texts, &about);
    if let Some(copy) = copy {
        effects.extend(articles::open(state, copy));
    }
    effects
}

fn is_there(outcome: &Outcome, place: &Path) -> bool {
    outcome.changed.iter().any(|it| it.place() == place)
}

/// The open articles whose files were rewritten are saved; the others are not.
fn settle_files(state: &mut State, applying: &Applying, outcome: &Outcome) -> Vec<Effect> {
    let mut effects = Vec::new();
    for file in &applying.saved {
        let mut changed = outcome.changed.iter();
        let written = changed.find(|it| it.path == file.path);
        match written.and_then(|it| it.hash) {
            Some(hash) => effects.extend(saved(state, file, hash)),
            None => not_saved(state, file.document),
        }
    }
    effects
}

fn saved(state: &mut State, file: &InFile, hash: ContentHash) -> Vec<Effect> {
    let snapshot = Snapshot {
        text: Arc::clone(&file.text),
        format: file.format,
        hash,
    };
    saving::written(state, file.document, file.revision, snapshot)
}

/// Its text is changed and not saved; that is seen in its mark.
fn not_saved(state: &mut State, id: DocumentId) {
    if let Some(article) = state.session.articles.get_mut(&id) {
        article.saves.saving = None;
    }
}

/// Open articles go along with their files.
fn follow(state: &mut State, changed: &Changed) -> Vec<Effect> {
    let beneath = state
        .session
        .articles
        .values()
        .map(|article| &article.document);
    let beneath = beneath.filter(|it| !it.is_untitled() && it.path().starts_with(&changed.path));
    let beneath: Vec<DocumentId> = beneath.map(|document| document.id).collect();
    let mut effects = Vec::new();
    for id in beneath {
        match &changed.became {
            Became::Moved(place) => effects.extend(go_along(state, id, &changed.path, place)),
            Became::Binned => effects.extend(tabs::let_go(state, id)),
            Became::Rewritten | Became::Made(_) => {}
        }
    }
    effects
}

fn go_along(state: &mut State, id: DocumentId, from: &Path, to: &Path) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let Ok(below) = article.document.path().strip_prefix(from) else {
        return Vec::new();
    };
    let to = if below.as_os_str().is_empty() {
        to.to_owned()
    } else {
        to.join(below)
    };
    // Its earlier versions have gone along already.
    let before = std::mem::replace(&mut article.document.disk, Disk::Same);
    let effects = moved::rename(state, id, &to);
    if let Some(article) = state.session.articles.get_mut(&id)
        && before != Disk::Deleted
    {
        article.document.disk = before;
    }
    effects
}

/// The list and the open articles take in what came, went and changed: what was seen of it while
/// the change was being made was left out.
fn look_again(state: &mut State, outcome: &Outcome) -> Vec<Effect> {
    let places = outcome
        .changed
        .iter()
        .flat_map(|changed| [changed.path.clone(), changed.place().to_owned()]);
    let skipped = outcome.skipped.iter().map(|(path, _)| path.clone());
    let mut paths: Vec<PathBuf> = places.chain(skipped).collect();
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        return Vec::new();
    }
    disk::changed(state, paths)
}

/// What is known of a change beside what became of its files.
struct About<'a> {
    is_undo: bool,
    /// The article that was made of another one.
    copy: Option<&'a Path>,
    /// What is told of it.
    says: Option<Said>,
}

/// The notice of a change takes it back.
fn tell(state: &mut State, number: u64, outcome: Outcome, texts: Vec<InText>, about: &About<'_>) {
    name(state, &outcome.skipped);
    if let Some(warning) = &outcome.warning {
        notices::error(state, say!("change-but", warning = words::put(warning)));
    }
    let (changed, skipped) = (outcome.changed.len(), outcome.skipped.len());
    if about.is_undo {
        if changed > 0 {
            notices::done(state, say!("change-taken-back", count = changed));
        }
        return;
    }
    if changed == 0 {
        if !texts.is_empty() {
            tell_of_texts(state, number, texts);
        }
        return;
    }
    let said = match (skipped, &*outcome.changed) {
        (0, _) if let Some(says) = &about.says => words::put(says),
        (0, [one]) => said_of_one(state, one),
        (0, all @ [one, ..]) if let Some(copy) = about.copy => {
            let made = all
                .iter()
                .find(|it| matches!(&it.became, Became::Made(place) if place == copy));
            let title = state.title_of(&made.unwrap_or(one).path);
            let place = state.shown_path(copy);
            say!("change-one-made", title = title, place = place)
        }
        (0, _) => say!("change-made", count = changed + texts.len()),
        _ => say!("change-made-in-part", count = changed, skipped = skipped),
    };
    offer_undo(state, said, number, Some(outcome.id), texts);
}

/// A change of one file is called by what it is.
fn said_of_one(state: &State, changed: &Changed) -> String {
    let title = state.title_of(&changed.path);
    let path = state.shown_path(&changed.path);
    match &changed.became {
        Became::Rewritten => say!("change-made", count = 1_usize),
        Became::Made(place) => {
            let place = state.shown_path(place);
            say!("change-one-made", title = title, place = place)
        }
        Became::Moved(place) => {
            let place = state.shown_path(place);
            say!("change-one-moved", title = title, place = place)
        }
        Became::Binned => say!("change-one-binned", title = title, path = path),
    }
}

/// The change went into texts alone.
pub(super) fn tell_of_texts(state: &mut State, number: u64, texts: Vec<InText>) {
    let said = say!("change-in-texts", count = texts.len());
    offer_undo(state, said, number, None, texts);
}

fn offer_undo(
    state: &mut State,
    said: String,
    number: u64,
    id: Option<ChangeId>,
    texts: Vec<InText>,
) {
    let undo = Action::Change(ChangeStep::Undo(number));
    state.changes.made.push(Made {
        number,
        id,
        beside: state.shown_revision(),
        texts,
    });
    notices::offer(state, said, say!("change-undo"), undo);
}

/// Names what was left out, each with its reason.
pub(super) fn name(state: &mut State, skipped: &[(PathBuf, Refusal)]) {
    for (path, refusal) in skipped.iter().take(MAX_NAMED) {
        let (why, path) = (words::of(refusal), path.display().to_string());
        notices::error(state, say!("change-skipped", why = why, path = path));
    }
    let more = skipped.len().saturating_sub(MAX_NAMED);
    if more > 0 {
        notices::error(state, say!("change-skipped-more", count = more));
    }
}

/// What a crash broke off is asked about.
pub fn broken_off_found(state: &mut State, root: &Path, found: Vec<BrokenOff>) -> Vec<Effect> {
    if state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root)
    {
        state.changes.broken_off = found;
    }
    Vec::new()
}
