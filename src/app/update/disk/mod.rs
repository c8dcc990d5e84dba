//! What another program did to the files, and the answers to it.
//!
//! How a text stands to its file is decided by [`Document::meet`]; this carries out what follows.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::{Action, DiskAnswer},
    app::{
        State,
        article::Article,
        state::Over,
        update::{notices, saving, tabs},
    },
    io::{
        Effect,
        store::{ReadError, WriteError},
        workers::{CompareJob, IndexJob, StoreJob},
    },
    model::{
        document::{ContentHash, Disk, Document, DocumentId, Meeting, Snapshot},
        text::Revision,
        words::{self, say},
    },
};

/// Files may have changed: look at the open ones, read the others' list entries again.
pub fn changed(state: &mut State, mut paths: Vec<PathBuf>) -> Vec<Effect> {
    // Looked at once the change is made.
    paths.retain(|path| !state.changes.is_about(path));
    if paths.is_empty() {
        return Vec::new();
    }
    state.media.pictures.forget_files(&paths);
    let mut effects: Vec<Effect> = state
        .session
        .articles
        .values()
        .map(|article| &article.document)
        .filter(|document| {
            let file = document.path();
            !document.is_untitled() && paths.iter().any(|path| file.starts_with(path))
        })
        .map(look)
        .collect();
    if let Some(site) = &state.site.open {
        effects.push(Effect::Index(IndexJob::ReadEntries {
            root: site.root.clone(),
            paths,
        }));
    }
    effects
}

fn look(document: &Document) -> Effect {
    Effect::Store(StoreJob::Look {
        document: document.id,
        path: document.path().to_owned(),
    })
}

/// What the file of an open article holds now; of one that has another path meanwhile, it says
/// nothing.
pub fn looked(
    state: &mut State,
    id: DocumentId,
    path: &Path,
    result: Result<Option<Snapshot>, ReadError>,
) -> Vec<Effect> {
    let article = state.session.articles.get_mut(&id);
    let Some(article) = article.filter(|article| article.document.path() == path) else {
        return Vec::new();
    };
    if article.saves.saving.is_some() {
        // It may be our own writing that was seen.
        article.saves.look_again = true;
        return Vec::new();
    }
    match result {
        Ok(found) => {
            let before = article.document.revision();
            let effects = met(article, found);
            if article.document.revision() != before {
                let name = article.derived.entry.title.clone();
                let text = say!("disk-changed-outside", name = name);
                notices::offer(state, text, say!("disk-show"), Action::ShowOutside(id));
            }
            effects
        }
        // It is shown as what it was.
        Err(ReadError::Decode { .. }) if article.document.is_binary() => Vec::new(),
        Err(err) => notices::error(state, say!("notice-not-read-again", why = words::of(&err))),
    }
}

/// After a save: what was seen meanwhile may have been another's.
pub fn look_again(article: &mut Article) -> Option<Effect> {
    std::mem::take(&mut article.saves.look_again).then(|| look(&article.document))
}

/// Saved text follows the disk, unsaved text is merged or asked about; it is never replaced.
pub fn met(article: &mut Article, found: Option<Snapshot>) -> Vec<Effect> {
    match article.document.meet(found) {
        Meeting::Nothing => Vec::new(),
        Meeting::Follow(found) => {
            let kept = keep_version(&article.document, article.document.saved());
            let before = Arc::clone(&article.document.saved().text);
            follow(article, found);
            article.note_outside(before);
            vec![kept]
        }
        Meeting::Merge => {
            let mut effects = merge(&article.document);
            // A merge takes what they deleted out of the text here too.
            if !article.document.saved().text.is_empty() {
                let replaced = article.document.saved();
                effects.push(keep_version(&article.document, replaced));
            }
            effects
        }
        Meeting::Lost => vec![keep_version(&article.document, article.document.saved())],
    }
}

fn merge(document: &Document) -> Vec<Effect> {
    let Some(theirs) = document.theirs() else {
        return Vec::new();
    };
    vec![Effect::Compare(CompareJob::Merge {
        document: document.id,
        revision: document.revision(),
        base: Arc::clone(&document.saved().text),
        mine: document.text().into(),
        theirs: theirs.clone(),
    })]
}

/// Both sides' changes are in one text, or they overlap and the writer is asked.
pub fn merged(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    theirs: ContentHash,
    merged: Option<String>,
) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let document = &mut article.document;
    let is_asked = matches!(&document.disk, Disk::Merging(asked) if asked.hash == theirs);
    if !is_asked {
        // The file has moved on; what it holds now is looked at by itself.
        return Vec::new();
    }
    if document.revision() != revision {
        return merge(document);
    }
    let Some(merged) = merged else {
        return ask(document);
    };
    let before: Arc<str> = article.document.text().into();
    if let Err(err) = article.merge(revision, &merged) {
        log::error!("a merge did not fit its text: {err}");
        return ask(&mut article.document);
    }
    article.note_outside(before);
    let (revision, name) = (
        article.document.revision(),
        article.derived.entry.title.clone(),
    );
    let undo = Action::UndoAt {
        document: id,
        revision,
    };
    let offers = vec![
        (say!("disk-show"), Action::ShowOutside(id)),
        (say!("disk-undo"), undo),
    ];
    notices::offer_all(state, say!("disk-merged", name = name), offers);
    Vec::new()
}

/// The banner is shown; both texts are among the earlier versions, whatever is answered.
fn ask(document: &mut Document) -> Vec<Effect> {
    let Disk::Merging(theirs) = document.disk.clone() else {
        return Vec::new();
    };
    let kept = vec![keep_version(document, &theirs), keep_mine_version(document)];
    document.disk = Disk::Changed(theirs);
    kept
}

pub fn keep_version(document: &Document, version: &Snapshot) -> Effect {
    Effect::Store(StoreJob::KeepVersion {
        path: document.path().to_owned(),
        text: Arc::clone(&version.text),
        format: version.format,
    })
}

/// The text as it is here.
pub fn keep_mine_version(document: &Document) -> Effect {
    Effect::Store(StoreJob::KeepVersion {
        path: document.path().to_owned(),
        text: document.text().into(),
        format: document.saved().format,
    })
}

pub fn answer(state: &mut State, id: DocumentId, answer: DiskAnswer) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    match answer {
        DiskAnswer::KeepMine => keep_mine(article),
        DiskAnswer::TakeTheirs => take_theirs(article),
        DiskAnswer::SaveCopy => vec![Effect::Store(StoreJob::WriteCopy(saving::write_of(
            article,
        )))],
        DiskAnswer::SaveHere => saving::save_anew(article),
        DiskAnswer::SaveAs => {
            state.window.open(Over::SaveAs);
            Vec::new()
        }
        DiskAnswer::Close => tabs::let_go(state, id),
    }
}

/// Keeps the text as it is; the next save replaces what the other program wrote.
fn keep_mine(article: &mut Article) -> Vec<Effect> {
    let document = &mut article.document;
    let Some(theirs) = document.theirs().cloned() else {
        return Vec::new();
    };
    let kept = keep_version(document, &theirs);
    document.mark_saved(theirs);
    vec![kept]
}

/// Takes the text of the file; undo brings the writer's own back.
fn take_theirs(article: &mut Article) -> Vec<Effect> {
    let Some(theirs) = article.document.theirs().cloned() else {
        return Vec::new();
    };
    let kept = keep_mine_version(&article.document);
    follow(article, theirs);
    vec![kept]
}

/// The writer's text is in a file of its own: here the other text is taken.
pub fn copy_written(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    result: Result<PathBuf, WriteError>,
) -> Vec<Effect> {
    let copy = match result {
        Ok(copy) => copy,
        Err(err) => return notices::error(state, say!("notice-no-copy", why = words::of(&err))),
    };
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    let text = say!("notice-saved-as", name = name);
    let open = Action::OpenArticle(copy.clone());
    notices::offer(state, text, say!("notice-open"), open);
    let mut effects: Vec<Effect> = state
        .site
        .open
        .iter()
        .map(|site| {
            Effect::Index(IndexJob::ReadEntries {
                root: site.root.clone(),
                paths: vec![copy.clone()],
            })
        })
        .collect();
    if let Some(article) = state.session.articles.get_mut(&id)
        && article.document.revision() == revision
    {
        effects.extend(take_theirs(article));
    }
    effects
}

/// The text becomes that of the file, as one step.
fn follow(article: &mut Article, theirs: Snapshot) {
    if let Err(err) = article.take(&theirs.text) {
        log::error!("the text on disk could not be taken: {err}");
        return;
    }
    article.document.mark_saved(theirs);
}

#[cfg(test)]
mod tests;
