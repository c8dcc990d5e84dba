//! The row of open articles: going from one to another, closing, opening again.

use crate::{
    action::CloseAnswer,
    app::{
        State,
        state::{Closing, Over},
        update::{articles, disk, journal, leftovers, panes, pictures, saving},
    },
    io::Effect,
    model::{document::DocumentId, trail::Way},
};

/// Opens the article again that was closed last.
pub fn reopen(state: &mut State) -> Vec<Effect> {
    match state.session.closed.pop() {
        Some(path) => articles::open(state, path),
        None => Vec::new(),
    }
}

/// Shows the article that was shown before.
pub fn go_back(state: &mut State) -> Vec<Effect> {
    match state.session.trail.back() {
        Some(path) => articles::open(state, path),
        None => Vec::new(),
    }
}

pub fn go_forward(state: &mut State) -> Vec<Effect> {
    match state.session.trail.forward() {
        Some(path) => articles::open(state, path),
        None => Vec::new(),
    }
}

/// Shows an article that is open.
pub fn show(state: &mut State, id: DocumentId) -> Vec<Effect> {
    if !state.session.articles.contains_key(&id) {
        return Vec::new();
    }
    articles::show(state, id);
    panes::remember(state)
}

/// Shows the article beside the shown one; behind the last comes the first.
pub fn step(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(shown) = state.session.shown else {
        return Vec::new();
    };
    let mut after = state.session.articles.range(shown..).skip(1);
    let mut before = state.session.articles.range(..shown);
    let next = match way {
        Way::Next => after
            .next()
            .or_else(|| state.session.articles.first_key_value()),
        Way::Previous => before
            .next_back()
            .or_else(|| state.session.articles.last_key_value()),
    };
    match next.map(|(&id, _)| id) {
        Some(id) if id != shown => show(state, id),
        _ => Vec::new(),
    }
}

pub fn close_shown(state: &mut State) -> Vec<Effect> {
    match state.session.shown {
        Some(id) => close(state, id),
        None => Vec::new(),
    }
}

/// Closes an article; unsaved text is asked about first.
pub fn close(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&id) else {
        return Vec::new();
    };
    if article.document.is_dirty() {
        let effects = if state.session.shown == Some(id) {
            Vec::new()
        } else {
            show(state, id)
        };
        state.leaving.closing = Closing::Asks(id);
        return effects;
    }
    if article.saves.saving.is_some() {
        state.leaving.closing = Closing::AfterSaving(id);
        return Vec::new();
    }
    let_go(state, id)
}

/// Closes all articles but one and those with unsaved text.
pub fn close_others(state: &mut State, kept: DocumentId) -> Vec<Effect> {
    let others: Vec<DocumentId> = state
        .session
        .articles
        .values()
        .filter(|article| !article.document.is_dirty() && article.saves.saving.is_none())
        .map(|article| article.document.id)
        .filter(|&id| id != kept)
        .collect();
    let mut effects: Vec<Effect> = Vec::new();
    for id in others {
        effects.extend(let_go(state, id));
    }
    effects.extend(show(state, kept));
    effects
}

/// The answer to the question about unsaved text.
pub fn answer(state: &mut State, answer: CloseAnswer) -> Vec<Effect> {
    let Closing::Asks(id) = std::mem::replace(&mut state.leaving.closing, Closing::Not) else {
        return Vec::new();
    };
    match answer {
        CloseAnswer::Stay => {
            panes::focus_text(state);
            Vec::new()
        }
        CloseAnswer::Discard => let_go(state, id),
        CloseAnswer::Save => {
            state.leaving.closing = Closing::AfterSaving(id);
            let effects = saving::save(state, id);
            let is_saving = state
                .session
                .articles
                .get(&id)
                .is_some_and(|article| article.saves.saving.is_some());
            if !is_saving && !state.window.over.is_some_and(Over::asks_for_place) {
                state.leaving.closing = Closing::Not;
            }
            effects
        }
    }
}

/// A save has ended: closes the article that waited for it, if all its text is in its file.
pub fn saved(state: &mut State, id: DocumentId) -> Vec<Effect> {
    if state.leaving.closing != Closing::AfterSaving(id) {
        return Vec::new();
    }
    let Some(article) = state.session.articles.get(&id) else {
        state.leaving.closing = Closing::Not;
        return Vec::new();
    };
    if article.saves.saving.is_some() {
        return Vec::new();
    }
    state.leaving.closing = Closing::Not;
    if article.document.is_dirty() {
        return Vec::new();
    }
    let_go(state, id)
}

/// Takes an article out of the window. Text that was not saved is put aside, not lost.
pub fn let_go(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let unsaved = state
        .session
        .articles
        .get(&id)
        .filter(|article| article.document.is_dirty())
        .map(|article| disk::keep_mine_version(&article.document));
    let mut effects = journal::let_go(state, id);
    effects.extend(unsaved);
    effects.extend(leftovers::settled(state, id));
    let neighbour = state
        .session
        .articles
        .range(id..)
        .nth(1)
        .or_else(|| state.session.articles.range(..id).next_back())
        .map(|(&id, _)| id);
    let was_shown = state.session.shown == Some(id);
    if let Some(article) = state.session.take_out(id) {
        if !article.document.is_without_file() {
            let path = article.document.path();
            state.session.closed.retain(|closed| closed != path);
            state.session.closed.push(path.to_owned());
        }
        effects.extend(pictures::give_up(state, article.document.path()));
    }
    if was_shown {
        match neighbour {
            Some(neighbour) => articles::show(state, neighbour),
            None => state.settings.remembered.set_last_article(None),
        }
    }
    effects.extend(panes::remember(state));
    effects
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::{
        action::{Action, Command},
        app::{
            article::Article,
            state::Opening,
            update::{
                testing::{opened, snapshot, type_at},
                update,
            },
        },
        io::workers::{JournalJob, StoreJob},
        model::document::Document,
    };

    /// Three articles; the first is shown.
    fn three() -> State {
        let mut state = opened("one");
        for name in ["two.md", "three.md"] {
            let id = state.session.new_document_id();
            let document = Document::new(id, PathBuf::from(name), snapshot(name));
            state.session.articles.insert(id, Article::new(document));
        }
        state
    }

    fn shown(state: &State) -> Option<&Path> {
        Some(state.shown_article()?.document.path())
    }

    fn run(state: &mut State, command: Command) -> Vec<Effect> {
        update(state, Action::Run(command))
    }

    #[test]
    fn next_and_previous_go_around() {
        let mut state = three();

        run(&mut state, Command::NextArticle);
        assert_eq!(shown(&state), Some(Path::new("two.md")));
        run(&mut state, Command::PreviousArticle);
        run(&mut state, Command::PreviousArticle);
        assert_eq!(shown(&state), Some(Path::new("three.md")));
        run(&mut state, Command::NextArticle);
        assert_eq!(shown(&state), Some(Path::new("post.md")));
    }

    #[test]
    fn closing_shows_the_neighbour_and_the_last_leaves_none() {
        let mut state = three();

        run(&mut state, Command::CloseArticle);
        assert_eq!(shown(&state), Some(Path::new("two.md")));
        run(&mut state, Command::NextArticle);
        run(&mut state, Command::CloseArticle);
        assert_eq!(shown(&state), Some(Path::new("two.md")));
        run(&mut state, Command::CloseArticle);

        assert_eq!(shown(&state), None);
        assert!(state.session.articles.is_empty());
    }

    #[test]
    fn what_is_open_is_remembered_in_its_order() {
        let mut state = three();
        state.site.opening = Some(Opening {
            root: PathBuf::from("/site"),
            title: "site".to_owned(),
            articles: 3,
            part: None,
        });

        let effects = run(&mut state, Command::CloseArticle);

        let Some(Effect::Store(StoreJob::SaveSettings(settings))) = effects.last() else {
            panic!("{effects:?}");
        };
        assert_eq!(
            settings.remembered.open_articles,
            [PathBuf::from("two.md"), PathBuf::from("three.md")]
        );
    }

    #[test]
    fn unsaved_text_is_asked_about_and_can_stay() {
        let mut state = three();
        type_at(&mut state, 0, "x");

        run(&mut state, Command::CloseArticle);
        assert_eq!(
            state.leaving.closing,
            Closing::Asks(state.session.shown.unwrap())
        );
        update(&mut state, Action::Close(CloseAnswer::Stay));

        assert_eq!(state.leaving.closing, Closing::Not);
        assert_eq!(state.session.articles.len(), 3);
    }

    #[test]
    fn saving_closes_once_the_file_holds_all_of_it() {
        let mut state = three();
        let id = state.session.shown.unwrap();
        type_at(&mut state, 0, "x");
        run(&mut state, Command::CloseArticle);

        let effects = update(&mut state, Action::Close(CloseAnswer::Save));
        assert!(matches!(
            &effects[..],
            [.., Effect::Store(StoreJob::Write(_))]
        ));
        assert!(state.session.articles.contains_key(&id));
        let revision = state.session.articles[&id].document.revision();
        saving::written(&mut state, id, revision, snapshot("xone"));

        assert!(!state.session.articles.contains_key(&id));
    }

    #[test]
    fn text_that_is_not_saved_goes_into_the_journal_when_its_article_closes() {
        let mut state = three();
        type_at(&mut state, 0, "x");
        run(&mut state, Command::CloseArticle);

        let effects = update(&mut state, Action::Close(CloseAnswer::Discard));

        assert!(matches!(
            &effects[..],
            [
                Effect::Journal(JournalJob::Keep(_)),
                Effect::Journal(JournalJob::Discard(_)),
                ..
            ]
        ));
        assert_eq!(state.session.articles.len(), 2);
    }

    #[test]
    fn closing_the_others_leaves_unsaved_ones() {
        let mut state = three();
        type_at(&mut state, 0, "x");
        run(&mut state, Command::NextArticle);
        let kept = state.session.shown.unwrap();

        update(&mut state, Action::CloseOthers(kept));

        let left: Vec<_> = state
            .session
            .articles
            .values()
            .map(|open| open.document.path())
            .collect();
        assert_eq!(left, [Path::new("post.md"), Path::new("two.md")]);
        assert_eq!(state.session.shown, Some(kept));
    }
}
