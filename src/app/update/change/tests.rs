//! Changes of files, as the window goes about them; no disk.

use std::path::Path;

use super::*;
use crate::{
    action::{Action, Command},
    app::{
        state::Keyboard,
        update::{
            receive,
            testing::{opened, snapshot, text, type_at},
            update as act,
        },
    },
    io::workers::{SearchEvent, StoreEvent},
    model::{
        change::{Became, ChangeSet, Changed, Outcome, Replacing, in_open, plan::look::Look},
        document::{ContentHash, DocumentId},
        find::{Pattern, Query},
        said::Said,
        site::{Entry, Site},
    },
};

/// A site with the open article `post.md` and `other.md` on disk.
fn in_site(text: &str) -> State {
    let mut state = opened(text);
    let entry = |path: &str| Entry::read(PathBuf::from(path), "");
    state.site.open = Some(Site {
        articles: vec![entry("post.md"), entry("other.md")].into(),
        ..Site::empty(PathBuf::new(), PathBuf::new())
    });
    state
}

fn insert(text: &str) -> Vec<Edit> {
    vec![Edit {
        range: 0..0,
        insert: text.to_owned(),
    }]
}

/// Asks for a change, and answers with the plan that puts `1` before both texts.
fn plan(state: &mut State, wanted: Wish) -> Vec<Effect> {
    let effects = wish(state, wanted);
    let [Effect::Search(SearchJob::PlanChange(query))] = &effects[..] else {
        panic!("{effects:?}");
    };
    let open = in_open(&query.open[0], Ok(insert("1")));
    let other = Part::edit("other.md".into(), ContentHash([1; 32]), insert("1"));
    let parts = [open, (other, Look::default(), None)];
    let result = Ok(Planned::of(query.title.clone(), PathBuf::new(), parts));
    let number = query.number;
    receive(state, SearchEvent::ChangePlanned { number, result }.into())
}

/// What is shown before it is made.
fn replacing() -> Wish {
    let query = Query {
        text: "a".to_owned(),
        ..Query::default()
    };
    Wish::Replace(Replacing {
        pattern: Pattern::new(&query).unwrap().unwrap(),
        replacement: String::new(),
        files: Vec::new(),
    })
}

/// What is made at once.
fn both() -> Wish {
    Wish::Rename {
        path: "post.md".into(),
        to: "new.md".into(),
    }
}

#[track_caller]
fn set_in(effects: &[Effect]) -> (u64, ChangeSet) {
    let set = effects.iter().find_map(|effect| match effect {
        Effect::Store(StoreJob::ApplyChange { number, set }) => Some((*number, set.clone())),
        _ => None,
    });
    set.unwrap_or_else(|| panic!("nothing is applied: {effects:?}"))
}

fn paths(set: &ChangeSet) -> Vec<&Path> {
    set.wanted().map(|part| part.path.as_path()).collect()
}

fn rewritten(path: &str, text: &str) -> Changed {
    Changed {
        path: path.into(),
        became: Became::Rewritten,
        hash: Some(snapshot(text).hash),
    }
}

fn finish_with(state: &mut State, number: u64, changed: Vec<Changed>) -> Vec<Effect> {
    let outcome = Outcome {
        id: ChangeId("1".to_owned()),
        title: String::new(),
        changed,
        skipped: Vec::new(),
        warning: None,
    };
    let result = Ok(Some(outcome));
    receive(state, StoreEvent::ChangeDone { number, result }.into())
}

fn notices(state: &State) -> Vec<&str> {
    let shown = state.notices.shown.iter();
    shown.map(|shown| &*shown.notice.text).collect()
}

#[test]
fn an_open_article_is_changed_at_once_and_saved_by_the_change() {
    let mut state = in_site("text");
    let effects = plan(&mut state, both());
    let (number, set) = set_in(&effects);

    assert_eq!(text(&state), "1text");
    assert_eq!(paths(&set), [Path::new("post.md"), Path::new("other.md")]);
    // A save that is asked for meanwhile waits.
    assert_eq!(act(&mut state, Action::Run(Command::Save)), []);
    type_at(&mut state, 0, "typed ");

    let changed = vec![rewritten("post.md", "1text"), rewritten("other.md", "")];
    let effects = finish_with(&mut state, number, changed);

    let document = &state.shown_article().unwrap().document;
    assert_eq!(document.saved().hash, snapshot("1text").hash);
    assert!(document.is_dirty(), "what was typed since is not saved yet");
    let saved = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Store(StoreJob::Write(write)) if &*write.save.text == "typed 1text"));
    assert!(saved, "the save that waited: {effects:?}");
    assert_eq!(notices(&state), ["Changed 2 files"]);
}

#[test]
fn unsaved_text_is_changed_and_stays_unsaved_and_is_taken_back_with_the_files() {
    let mut state = in_site("text");
    type_at(&mut state, 0, "typed ");
    let effects = plan(&mut state, both());
    let (number, set) = set_in(&effects);
    assert_eq!(text(&state), "1typed text");
    assert_eq!(paths(&set), [Path::new("other.md")]);
    finish_with(&mut state, number, vec![rewritten("other.md", "")]);
    assert!(state.shown_article().unwrap().document.is_dirty());

    let (title, undo) = state.notices.shown[0].offers[0].clone();
    assert_eq!(title, "Undo");
    let effects = act(&mut state, undo);

    let [Effect::Search(SearchJob::PlanChange(query))] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(query.wish, Wish::Undo(ChangeId("1".to_owned())));
    let other = Part::edit("other.md".into(), ContentHash([1; 32]), insert("1"));
    let planned = [(other, Look::default(), None)];
    let result = Ok(Planned::of(String::new(), PathBuf::new(), planned));
    let number = query.number;
    let effects = receive(
        &mut state,
        SearchEvent::ChangePlanned { number, result }.into(),
    );

    assert_eq!(text(&state), "typed text");
    let (number, _) = set_in(&effects);
    finish_with(&mut state, number, vec![rewritten("other.md", "")]);
    assert!(state.changes.made.is_empty());
    assert_eq!(notices(&state).last(), Some(&"Taken back in 1 file"));
}

#[test]
fn a_change_of_texts_alone_is_taken_back_from_its_notice() {
    let mut state = in_site("text");
    type_at(&mut state, 0, "typed ");
    let effects = wish(&mut state, both());
    let [Effect::Search(SearchJob::PlanChange(query))] = &effects[..] else {
        panic!("{effects:?}");
    };
    let open = in_open(&query.open[0], Ok(insert("1")));
    let result = Ok(Planned::of(String::new(), PathBuf::new(), [open]));
    let number = query.number;
    let effects = receive(
        &mut state,
        SearchEvent::ChangePlanned { number, result }.into(),
    );
    assert_eq!(effects, []);
    assert_eq!(text(&state), "1typed text");

    let (_, undo) = state.notices.shown[0].offers[0].clone();
    act(&mut state, undo.clone());
    assert_eq!(text(&state), "typed text");
    act(&mut state, undo);
    assert_eq!(notices(&state).last(), Some(&"It was taken back already"));
}

#[test]
fn undo_is_about_the_last_change_where_no_text_has_the_keyboard() {
    let mut state = in_site("text");
    let (number, _) = set_in(&plan(&mut state, both()));
    finish_with(&mut state, number, vec![rewritten("post.md", "1text")]);
    let runs = |state: &mut State, keyboard| {
        state.window.keyboard = keyboard;
        let effects = act(state, Action::Run(Command::Undo));
        effects
            .iter()
            .any(|it| matches!(it, Effect::Search(SearchJob::PlanChange(_))))
    };

    assert!(runs(&mut state, Keyboard::Elsewhere));
    assert!(
        runs(&mut state, Keyboard::Nowhere),
        "nothing was typed since"
    );
    type_at(&mut state, 0, "typed ");
    assert!(!runs(&mut state, Keyboard::Nowhere));
    assert_eq!(text(&state), "1text");
    assert!(!runs(&mut state, Keyboard::Text));
    assert_eq!(text(&state), "text");
}

#[test]
fn what_was_typed_since_the_plan_is_not_changed_and_is_named() {
    let mut state = in_site("text");
    assert_eq!(plan(&mut state, replacing()), [], "it is shown first");
    assert!(state.changes.review.is_some());
    type_at(&mut state, 0, "typed ");

    let effects = act(&mut state, Action::Change(ChangeStep::Apply));

    assert_eq!(text(&state), "typed text");
    let (_, set) = set_in(&effects);
    assert_eq!(paths(&set), [Path::new("other.md")]);
    assert!(state.changes.review.is_none());
}

#[test]
fn what_is_not_ticked_is_left_alone_and_cancel_leaves_all() {
    let mut state = in_site("text");
    plan(&mut state, replacing());
    let part = 0;
    act(
        &mut state,
        Action::Change(ChangeStep::Tick { part, is_on: false }),
    );
    let effects = act(&mut state, Action::Change(ChangeStep::Apply));
    assert_eq!(text(&state), "text");
    assert_eq!(paths(&set_in(&effects).1), [Path::new("other.md")]);

    plan(&mut state, replacing());
    assert_eq!(act(&mut state, Action::Change(ChangeStep::Cancel)), []);
    assert!(state.changes.review.is_none());
}

#[test]
fn where_nothing_was_recorded_the_text_stays_unsaved_and_it_is_said() {
    let mut state = in_site("text");
    let (number, _) = set_in(&plan(&mut state, both()));

    let result = Err(ChangeError::NoRecord {
        source: std::io::ErrorKind::StorageFull.into(),
    });
    receive(&mut state, StoreEvent::ChangeDone { number, result }.into());

    let article = state.shown_article().unwrap();
    assert!(article.document.is_dirty() && article.saves.saving.is_none());
    assert!(notices(&state)[0].starts_with("Not changed: nothing was changed"));
}

#[test]
fn open_articles_go_along_with_their_file_and_close_with_it() {
    let mut state = in_site("text");
    let id: DocumentId = state.session.shown.unwrap();
    let (number, _) = set_in(&plan(&mut state, both()));
    let moved = Changed {
        path: "post.md".into(),
        became: Became::Moved("new.md".into()),
        hash: None,
    };
    finish_with(&mut state, number, vec![moved]);
    assert_eq!(
        state.session.articles[&id].document.path(),
        Path::new("new.md")
    );
    assert_eq!(text(&state), "1text");

    let binned = Changed {
        path: "new.md".into(),
        became: Became::Binned,
        hash: None,
    };
    finish_with(&mut state, 99, vec![binned]);
    assert!(state.session.articles.is_empty());
}

#[test]
fn unsaved_text_of_what_goes_to_the_bin_is_kept_first() {
    let mut state = in_site("text");
    type_at(&mut state, 0, "typed ");
    let path = PathBuf::from("post.md");

    let effects = plan(&mut state, Wish::ToBin { path });

    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Store(StoreJob::KeepVersion { text, .. }) => Some(&**text),
        _ => None,
    });
    assert_eq!(kept, Some("1typed text"));
}

#[test]
fn a_broken_off_change_of_this_site_is_asked_about_once() {
    let mut state = in_site("text");
    let id = ChangeId("1".to_owned());
    let found = vec![crate::model::change::BrokenOff {
        id: id.clone(),
        title: Said::verbatim("A change"),
        done: 1,
        of: 2,
    }];
    let (elsewhere, here) = (PathBuf::from("/elsewhere"), PathBuf::new());
    let event = |root, found| StoreEvent::BrokenOffFound { root, found }.into();
    receive(&mut state, event(elsewhere, found.clone()));
    assert_eq!(state.changes.broken_off, []);
    receive(&mut state, event(here, found));

    let way = Way::TakeBack;
    let effects = act(&mut state, Action::Change(ChangeStep::Finish { id, way }));

    let asked = matches!(
        &effects[..],
        [Effect::Store(StoreJob::FinishChange {
            way: Way::TakeBack,
            ..
        })]
    );
    assert!(asked, "{effects:?}");
    assert_eq!(state.changes.broken_off, []);
}

#[test]
fn the_store_is_asked_for_the_next_batch_behind_what_was_asked_meanwhile() {
    let mut state = in_site("text");
    let (number, _) = set_in(&plan(&mut state, both()));
    let progress = Progress { done: 64, of: 500 };

    let event = StoreEvent::ChangeProgress { number, progress };
    let effects = receive(&mut state, event.into());

    assert_eq!(effects, [Effect::Store(StoreJob::GoOnWithChange)]);
}

#[test]
fn what_a_change_does_on_the_disk_is_not_taken_for_anothers_doing() {
    let mut state = in_site("text");
    let (number, _) = set_in(&plan(&mut state, both()));
    let seen = vec![PathBuf::from("post.md"), PathBuf::from("other.md")];

    assert_eq!(disk::changed(&mut state, seen.clone()), []);
    finish_with(&mut state, number, vec![rewritten("post.md", "1text")]);

    assert_ne!(disk::changed(&mut state, seen), []);
}
