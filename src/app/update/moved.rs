//! Another program gave the file of an open article another name: the article goes with it.
//!
//! The name is found by content: of the articles that have come, the one that holds what the
//! document last read or saved.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        State,
        derived::Derived,
        update::{journal, notices},
    },
    io::{Effect, workers::StoreJob},
    model::{
        document::{Disk, DocumentId},
        site::Entry,
        words::say,
    },
};

/// At most so many files are read for one document.
const MAX_CANDIDATES: usize = 50;

/// Asks where the files of open articles went that are gone from the list.
pub fn find(state: &State, changes: &[(PathBuf, Option<Entry>)]) -> Vec<Effect> {
    let is_gone = |path: &Path| {
        let change = changes.iter().find(|(changed, _)| changed == path);
        change.is_some_and(|(_, entry)| entry.is_none())
    };
    let come: Vec<&PathBuf> = changes
        .iter()
        .filter(|(path, entry)| entry.is_some() && state.session.article_at(path).is_none())
        .map(|(path, _)| path)
        .collect();
    if come.is_empty() {
        return Vec::new();
    }
    state
        .session
        .articles
        .values()
        .filter(|article| is_gone(article.document.path()))
        .filter(|article| !state.changes.is_about(article.document.path()))
        .map(|article| {
            let document = &article.document;
            // A file of the same name in another folder is the likeliest.
            let (same, other): (Vec<&PathBuf>, Vec<&PathBuf>) = come
                .iter()
                .partition(|path| path.file_name() == document.path().file_name());
            let candidates = same.into_iter().chain(other);
            Effect::Store(StoreJob::FindMoved {
                document: document.id,
                hash: document.saved().hash,
                candidates: candidates.take(MAX_CANDIDATES).cloned().collect(),
            })
        })
        .collect()
}

/// The article is at its new place, with what is typed and what can be undone.
pub fn moved(state: &mut State, id: DocumentId, to: &Path) -> Vec<Effect> {
    if state.session.article_at(to).is_some() {
        return Vec::new();
    }
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    if article.saves.saving.is_some() {
        // The save will say that its file is gone.
        return Vec::new();
    }
    article.document.disk = Disk::Deleted;
    state.session.trail.rename(article.document.path(), to);
    let effects = rename(state, id, to);
    if let Some(article) = state.session.articles.get_mut(&id) {
        article.document.disk = Disk::Same;
    }
    let title = state.title_of(to);
    let name = match &state.site.open {
        Some(site) => site.shown_path(to).into_owned(),
        None => to.display().to_string(),
    };
    notices::done(state, say!("notice-moved", title = title, path = name));
    effects
}

/// Gives an article another path; its unsaved text goes along, and its earlier versions if no
/// file is left that they belong to.
/// What was chosen for it goes along as well.
pub fn rename(state: &mut State, id: DocumentId, to: &Path) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let from = article.document.path().to_owned();
    let leaves_a_file = article.document.disk != Disk::Deleted && !article.document.is_untitled();
    let mut effects = journal::move_to(article, to.to_owned());
    article.derived = Derived::of(&article.document);
    state.settings.take_along(&from, to, leaves_a_file);
    if state.session.shown == Some(id) {
        state.settings.remembered.set_last_article(Some(to));
    }
    if !leaves_a_file {
        let to = to.to_owned();
        effects.push(Effect::Store(StoreJob::MoveVersions { from, to }));
    }
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::update::testing::{opened, text, type_at},
        io::workers::JournalJob,
    };

    fn change(path: &str, is_there: bool) -> (PathBuf, Option<Entry>) {
        let path = PathBuf::from(path);
        let entry = is_there.then(|| Entry::read(path.clone(), ""));
        (path, entry)
    }

    #[test]
    fn a_renamed_file_is_looked_for_among_those_that_have_come() {
        let state = opened("a");

        let effects = find(
            &state,
            &[
                change("post.md", false),
                change("other.md", true),
                change("moved/post.md", true),
            ],
        );

        let [Effect::Store(StoreJob::FindMoved { candidates, .. })] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(
            candidates,
            &[PathBuf::from("moved/post.md"), PathBuf::from("other.md")]
        );
    }

    #[test]
    fn a_deleted_file_is_looked_for_nowhere() {
        let state = opened("a");

        assert_eq!(find(&state, &[change("post.md", false)]), []);
        assert_eq!(find(&state, &[change("other.md", true)]), []);
    }

    #[test]
    fn unsaved_text_goes_along_with_its_file() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let id = state.session.shown.unwrap();
        journal::keep_all(&mut state);

        let effects = moved(&mut state, id, Path::new("moved.md"));

        assert_eq!(text(&state), "ab");
        let document = &state.shown_article().unwrap().document;
        assert!(document.is_dirty());
        assert_eq!(document.path(), Path::new("moved.md"));
        let [
            Effect::Journal(JournalJob::Keep(kept)),
            Effect::Journal(JournalJob::Forget(forgotten)),
            Effect::Store(StoreJob::MoveVersions { .. }),
        ] = &effects[..]
        else {
            panic!("{effects:?}");
        };
        assert_ne!(kept.origin, *forgotten);
    }
}
