//! What another program did to the files, and the answers to it.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        State,
        state::{Article, Over},
        update::{journal, notices, panes},
    },
    io::{Effect, VersionError, store::ReadError},
    model::{
        document::{Disk, DocumentId, Snapshot},
        text::{Cause, Edit},
        version::Version,
    },
};

/// Files may have changed: look at the open ones, read the others' list entries again.
pub fn changed(state: &mut State, paths: Vec<PathBuf>) -> Vec<Effect> {
    state.pictures.forget_files(&paths);
    let mut effects: Vec<Effect> = state
        .articles
        .values()
        .filter(|article| {
            let file = article.document.path();
            paths.iter().any(|path| file.starts_with(path))
        })
        .map(|article| Effect::Look {
            document: article.document.id,
            path: article.document.path().to_owned(),
        })
        .collect();
    if let Some(site) = &state.site {
        effects.push(Effect::ReadEntries {
            root: site.root.clone(),
            paths,
        });
    }
    effects
}

/// What the file of an open article holds now. Content is compared, never times.
pub fn looked(
    state: &mut State,
    id: DocumentId,
    result: Result<Option<Snapshot>, ReadError>,
) -> Vec<Effect> {
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    match result {
        Ok(None) => article.document.disk = Disk::Deleted,
        Ok(Some(found)) => found_on_disk(article, found),
        Err(err) => return notices::error(state, format!("Not read again: {err}")),
    }
    Vec::new()
}

/// Clean text follows the disk as one step that undo takes back; unsaved text is never replaced.
pub fn found_on_disk(article: &mut Article, found: Snapshot) {
    let document = &mut article.document;
    if found.hash == document.saved().hash {
        document.disk = Disk::Same;
    } else if *found.text == *document.text() {
        document.mark_saved(found);
    } else if document.is_dirty() || article.saving.is_some() {
        document.disk = Disk::Changed(found);
    } else {
        take(article, found);
    }
}

/// Keeps the text as it is; the next save replaces what the other program wrote.
pub fn keep_mine(state: &mut State, id: DocumentId) -> Vec<Effect> {
    if let Some(article) = state.articles.get_mut(&id)
        && let Disk::Changed(theirs) = article.document.disk.clone()
    {
        article.document.mark_saved(theirs);
    }
    Vec::new()
}

/// Takes the text of the file; undo brings the writer's own back.
pub fn take_theirs(state: &mut State, id: DocumentId) -> Vec<Effect> {
    if let Some(article) = state.articles.get_mut(&id)
        && let Disk::Changed(theirs) = article.document.disk.clone()
    {
        take(article, theirs);
    }
    Vec::new()
}

/// Carries the selection along with an edit that was made outside of the editor.
pub fn keep_caret(article: &mut Article, edit: &Edit) {
    let selection = &article.selection;
    article.selection = edit.map(selection.start)..edit.map(selection.end);
    article.select = Some(article.selection.clone());
}

/// Asks which versions of the shown article saves have replaced.
pub fn ask_for_versions(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    state.versions.clear();
    panes::open_finder(state, Over::Versions);
    vec![Effect::FindVersions { path }]
}

pub fn versions_found(state: &mut State, path: &Path, versions: Vec<Version>) -> Vec<Effect> {
    let is_shown = state
        .shown_article()
        .is_some_and(|article| article.document.path() == path);
    if is_shown {
        state.versions = versions;
    }
    Vec::new()
}

/// Asks for the text of an earlier version of the shown article.
pub fn ask_for_version(state: &State, number: usize) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let path = article.document.path().to_owned();
    vec![Effect::ReadVersion { path, number }]
}

pub fn version_read(
    state: &mut State,
    path: &Path,
    result: Result<Snapshot, VersionError>,
) -> Vec<Effect> {
    match result {
        Ok(version) => journal::restore(state, path, &version),
        Err(err) => notices::error(state, format!("Not brought back: {err}")),
    }
}

fn take(article: &mut Article, theirs: Snapshot) {
    if let Some(edit) = Edit::between(article.document.text(), &theirs.text) {
        keep_caret(article, &edit);
        let document = &mut article.document;
        if let Err(err) = document.apply(document.revision(), &edit, Cause::Step) {
            log::error!("the text on disk could not be taken: {err}");
            return;
        }
    }
    article.document.mark_saved(theirs);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            testing::{opened, snapshot, text, type_at},
            update,
        },
    };

    fn look(state: &mut State, found: Option<&str>) {
        let id = state.shown.unwrap();
        looked(state, id, Ok(found.map(snapshot)));
    }

    fn disk(state: &State) -> &Disk {
        &state.shown_article().unwrap().document.disk
    }

    #[test]
    fn a_clean_article_follows_the_disk_and_undo_takes_it_back() {
        let mut state = opened("old");

        look(&mut state, Some("new"));

        assert_eq!(text(&state), "new");
        assert!(state.unsaved().is_empty());
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "old");
    }

    #[test]
    fn unsaved_text_is_not_replaced_by_the_disk() {
        let mut state = opened("old");
        type_at(&mut state, 3, "!");

        look(&mut state, Some("theirs"));

        assert_eq!(text(&state), "old!");
        assert_eq!(*disk(&state), Disk::Changed(snapshot("theirs")));
    }

    #[test]
    fn taking_theirs_can_be_undone() {
        let mut state = opened("old");
        type_at(&mut state, 3, "!");
        look(&mut state, Some("theirs"));
        let document = state.shown.unwrap();

        update(&mut state, Action::TakeTheirs { document });
        assert_eq!((text(&state), disk(&state)), ("theirs", &Disk::Same));

        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "old!");
    }

    #[test]
    fn keeping_mine_stays_unsaved_and_expects_theirs_on_disk() {
        let mut state = opened("old");
        type_at(&mut state, 3, "!");
        look(&mut state, Some("theirs"));
        let document = state.shown.unwrap();

        update(&mut state, Action::KeepMine { document });

        assert_eq!((text(&state), disk(&state)), ("old!", &Disk::Same));
        let effects = update(&mut state, Action::Run(Command::Save));
        let [_, Effect::Write(write)] = &effects[..] else {
            panic!("expected one write, got {effects:?}");
        };
        assert_eq!(write.expected, Some(snapshot("theirs").hash));
    }

    #[test]
    fn a_conflict_clears_itself_when_the_disk_comes_back() {
        let mut state = opened("old");
        type_at(&mut state, 3, "!");
        look(&mut state, Some("theirs"));

        look(&mut state, Some("old"));

        assert_eq!(*disk(&state), Disk::Same);
    }

    #[test]
    fn a_deleted_file_keeps_its_text_here() {
        let mut state = opened("old");

        look(&mut state, None);

        assert_eq!((text(&state), disk(&state)), ("old", &Disk::Deleted));
    }
}
