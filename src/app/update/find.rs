//! Finding and replacing in the shown article.

use std::ops::Range;

use crate::{
    action::FindStep,
    app::{
        State,
        article::{Article, Caret},
        request::Request,
        update::panes,
    },
    io::{Effect, workers::SearchJob},
    model::{
        find::{Key, Query},
        text::{Cause, Edit, Ranges},
        words::say,
    },
    ui::find::{Field, Found},
};

/// Texts longer than this are searched on a thread.
const IN_FRAME_BYTES: usize = 512 * 1024;

/// Opens the bar, on what is selected.
pub fn open(state: &mut State, field: Field) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let selection = article.selection();
    let selected = article.document.text().get(selection.clone());
    let selected = selected.unwrap_or_default().to_owned();
    let bar = &mut state.find.bar;
    let is_match = bar
        .found
        .as_ref()
        .is_some_and(|found| bar.is_open && found.selected(&selection).is_some());
    let is_scope = !is_match && selected.contains('\n');
    if !is_scope && !is_match && !selected.is_empty() && !bar.query().is_expression {
        let query = Query {
            text: selected,
            ..bar.query().clone()
        };
        bar.set_query(query);
    }
    bar.origin = selection.start;
    bar.is_open = true;
    bar.is_replacing |= field == Field::Replacement;
    let has_query = !bar.query().text.is_empty();
    bar.is_following = has_query && selection.is_empty();
    let focused = if has_query { field } else { Field::Query };
    state.window.requests.push(Request::FocusFindBar(focused));
    if let Some(article) = state.shown_article_mut().filter(|_| is_scope) {
        article.scope = Some(selection);
    }
    Vec::new()
}

/// A query was typed or changed.
pub fn set_query(state: &mut State, query: Query) -> Vec<Effect> {
    state.find.bar.set_query(query);
    state.find.bar.is_following = true;
    Vec::new()
}

pub fn set_replacement(state: &mut State, replacement: String) -> Vec<Effect> {
    state.find.bar.replacement = replacement;
    state.find.bar.said = None;
    Vec::new()
}

pub fn step(state: &mut State, step: FindStep) -> Vec<Effect> {
    match step {
        FindStep::Next => select(state, Found::after),
        FindStep::Previous => select(state, Found::before),
        FindStep::Replace => replace(state),
        FindStep::ReplaceAll => replace_all(state),
        FindStep::InSelection => switch_scope(state),
        FindStep::ShowReplace => state.find.bar.is_replacing = !state.find.bar.is_replacing,
        FindStep::Close => return close(state),
    }
    Vec::new()
}

/// `F3` and `Shift+F3`: they work while the bar is closed, too.
pub fn again(state: &mut State, step_to: FindStep) -> Vec<Effect> {
    if state.find.bar.query().text.is_empty() {
        return open(state, Field::Query);
    }
    refresh_now(state);
    let effects = step(state, step_to);
    if !state.find.bar.is_open
        && let Some(article) = state.shown_article_mut()
    {
        article.requests.push(Request::FocusText);
    }
    effects
}

fn close(state: &mut State) -> Vec<Effect> {
    state.find.bar.is_open = false;
    for article in state.session.articles.values_mut() {
        article.scope = None;
    }
    state.find.bar.said = None;
    panes::focus_text(state);
    Vec::new()
}

/// Only what is selected is searched, or all again.
fn switch_scope(state: &mut State) {
    if let Some(article) = state.shown_article_mut() {
        let is_scope = article.scope.is_none() && !article.selection().is_empty();
        article.scope = is_scope.then(|| article.selection());
    }
}

fn select(
    state: &mut State,
    which: impl for<'a> Fn(&'a Found, &Range<usize>) -> Option<&'a Range<usize>>,
) {
    let Some(article) = current(state) else {
        return;
    };
    let selection = article.selection();
    let found = state.find.bar.found.as_ref();
    let Some(found) = found.and_then(|found| which(found, &selection)).cloned() else {
        return;
    };
    show(state, found);
}

/// Selects a match; the keyboard stays where it is.
fn show(state: &mut State, found: Range<usize>) {
    state.find.bar.origin = found.start;
    state.find.bar.is_following = false;
    state.find.bar.said = None;
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::ShowInPreview(found.start));
        article.select(found);
    }
}

/// Replaces the match that is selected and goes to the next; goes to it where none is.
fn replace(state: &mut State) {
    let Some(edit) = replacement_of_selected(state) else {
        select(state, Found::after);
        return;
    };
    let end = edit.range.start + edit.insert.len();
    if !apply(state, &edit, end) {
        return;
    }
    refresh_now(state);
    select(state, |found, selection| found.from(selection.end));
}

fn replacement_of_selected(state: &State) -> Option<Edit> {
    let article = current(state)?;
    let bar = &state.find.bar;
    bar.found.as_ref()?.selected(&article.selection())?;
    bar.pattern()?.replace(
        article.document.text(),
        &article.selection(),
        &bar.replacement,
    )
}

/// Replaces all matches as one step of undo.
fn replace_all(state: &mut State) {
    refresh_now(state);
    let Some(article) = current(state) else {
        return;
    };
    let bar = &state.find.bar;
    let (Some(pattern), Some(found)) = (bar.pattern(), &bar.found) else {
        return;
    };
    let text = article.document.text();
    let Some(edit) = pattern.replace_all(text, &found.matches, &bar.replacement) else {
        return;
    };
    let count = found.matches.len();
    let start = edit.range.start;
    if apply(state, &edit, start) {
        show(state, start..start);
        state.find.bar.said = Some(say!("find-replaced", count = count));
    }
}

/// Makes a replacement, after which the caret is at `caret`.
fn apply(state: &mut State, edit: &Edit, caret: usize) -> bool {
    let Some(article) = state.shown_article_mut() else {
        return false;
    };
    let made_at = article.document.revision();
    let caret = Caret::Selects(caret..caret);
    match article.change(made_at, edit, Cause::Step, caret) {
        Ok(()) => true,
        Err(err) => {
            log::warn!("dropped a replacement: {err}");
            false
        }
    }
}

/// The shown article, if the matches are those of its text.
fn current(state: &State) -> Option<&Article> {
    let article = state.shown_article()?;
    let found = state.find.bar.found.as_ref()?;
    (found.key == key(state, article)).then_some(article)
}

fn key(state: &State, article: &Article) -> Key {
    let from = state.shown_from(article);
    let scope = article.scope.as_ref();
    state.find.bar.key(&article.document, from, scope)
}

/// Brings the matches up to the text that is shown; a long text is searched on a thread.
pub fn refresh(state: &mut State) -> Option<Effect> {
    if !state.find.bar.is_open {
        return None;
    }
    let effect = refresh_or_ask(state, IN_FRAME_BYTES);
    follow_text(state);
    follow_typing(state);
    effect
}

fn refresh_now(state: &mut State) {
    if let Some(effect) = refresh_or_ask(state, usize::MAX) {
        log::error!("a search was put off: {effect:?}");
    }
}

fn refresh_or_ask(state: &mut State, longest: usize) -> Option<Effect> {
    let article = state.shown_article()?;
    let key = key(state, article);
    if state
        .find
        .bar
        .found
        .as_ref()
        .is_some_and(|found| found.key == key)
    {
        return None;
    }
    let Some(pattern) = state.find.bar.pattern() else {
        state.find.bar.found = Some(Found::new(key, Vec::new()));
        return None;
    };
    let text = article.document.text();
    if text.len() <= longest {
        let matches = pattern.find_all(text, key.within.clone());
        state.find.bar.found = Some(Found::new(key, matches));
        return None;
    }
    if state.find.asked.as_ref() == Some(&key) {
        return None;
    }
    let effect = Effect::Search(SearchJob::FindAll {
        key: key.clone(),
        pattern: pattern.clone(),
        text: text.into(),
    });
    state.find.asked = Some(key);
    Some(effect)
}

/// A long text was searched.
pub fn found(state: &mut State, key: Key, matches: Vec<Range<usize>>) -> Vec<Effect> {
    if state.find.asked.as_ref() == Some(&key) {
        state.find.asked = None;
        state.find.bar.found = Some(Found::new(key, matches));
    }
    Vec::new()
}

/// What was found moves along until the text as it is now is searched.
fn follow_text(state: &mut State) {
    let article = state
        .session
        .shown
        .and_then(|id| state.session.articles.get(&id));
    let (Some(article), Some(found)) = (article, &mut state.find.bar.found) else {
        return;
    };
    let document = &article.document;
    let (from, now) = (found.matches.revision(), document.revision());
    if found.key.document != document.id || from == now {
        return;
    }
    match document.changes_since(from) {
        Some(changes) => found.matches.follow(changes, now),
        None => found.matches = Ranges::new(now, Vec::new()),
    }
}

/// While the writer types what to find, the first match after the caret is shown.
fn follow_typing(state: &mut State) {
    if !state.find.bar.is_following || current(state).is_none() {
        return;
    }
    state.find.bar.is_following = false;
    let origin = state.find.bar.origin;
    let found = state.find.bar.found.as_ref();
    if let Some(range) = found.and_then(|found| found.from(origin)).cloned() {
        show(state, range);
        state.find.bar.origin = origin;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            testing::{field, opened, text, type_at},
            update,
        },
        model::front_matter::{Change, KeyPath, Value},
    };

    fn finding(text: &str, query: &str) -> State {
        let mut state = opened(text);
        update(&mut state, Action::Run(Command::Find));
        let query = Query {
            text: query.to_owned(),
            ..Query::default()
        };
        update(&mut state, Action::SetQuery(query));
        assert_eq!(refresh(&mut state), None);
        state
    }

    fn step_to(state: &mut State, step: FindStep) {
        update(state, Action::Find(step));
        refresh(state);
    }

    fn selected(state: &State) -> Range<usize> {
        state.shown_article().unwrap().selection()
    }

    #[test]
    fn typing_a_query_shows_the_first_match_and_enter_the_next() {
        let mut state = finding("pont veer pont", "pont");
        assert_eq!(selected(&state), 0..4);

        step_to(&mut state, FindStep::Next);
        assert_eq!(selected(&state), 10..14);
        step_to(&mut state, FindStep::Next);
        assert_eq!(selected(&state), 0..4);
        step_to(&mut state, FindStep::Previous);
        assert_eq!(selected(&state), 10..14);
    }

    #[test]
    fn one_is_replaced_and_the_next_is_shown() {
        let mut state = finding("pont pont", "pont");
        update(&mut state, Action::SetReplacement("pontveer".to_owned()));

        step_to(&mut state, FindStep::Replace);

        assert_eq!(text(&state), "pontveer pont");
        assert_eq!(selected(&state), 9..13);
    }

    #[test]
    fn all_are_replaced_as_one_step() {
        let mut state = finding("a b a", "a");
        update(&mut state, Action::SetReplacement("xa".to_owned()));

        step_to(&mut state, FindStep::ReplaceAll);

        assert_eq!(text(&state), "xa b xa");
        assert_eq!(state.find.bar.said.as_deref(), Some("2 replaced"));
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "a b a");
    }

    #[test]
    fn only_what_is_selected_is_replaced() {
        let mut state = opened("- a\na\na\n");
        state.shown_article_mut().unwrap().document.select(&(2..5));
        update(&mut state, Action::Run(Command::Replace));
        let query = Query {
            text: "a".to_owned(),
            ..Query::default()
        };
        update(&mut state, Action::SetQuery(query));
        update(&mut state, Action::SetReplacement("xyz".to_owned()));
        refresh(&mut state);

        step_to(&mut state, FindStep::ReplaceAll);
        assert_eq!(text(&state), "- xyz\nxyz\na\n");

        type_at(&mut state, 0, "a ");
        refresh(&mut state);
        update(
            &mut state,
            Action::SetQuery(Query {
                text: "A".to_owned(),
                ..Query::default()
            }),
        );
        step_to(&mut state, FindStep::ReplaceAll);
        assert_eq!(text(&state), "a - xyz\nxyz\na\n", "typed before the scope");
    }

    #[test]
    fn the_scope_goes_along_whatever_changes_the_text() {
        let mut state = opened("---\ntitle: a\n---\n- [ ] b\n*one*\ntwo");
        let scoped = |state: &State| {
            let article = state.shown_article().unwrap();
            article.document.text()[article.scope.clone().unwrap()].to_owned()
        };
        let id = state.session.shown.unwrap();
        let article = state.shown_article_mut().unwrap();
        article.scope = Some(article.document.text().find("*one").unwrap()..34);
        assert_eq!(scoped(&state), "*one*\ntwo");

        field(
            &mut state,
            Change::Set {
                path: KeyPath::new(["title"]),
                value: Value::Text("Longer".to_owned()),
            },
        );
        assert_eq!(scoped(&state), "*one*\ntwo", "a field");
        let at = text(&state).find("[ ]").unwrap();
        let made_at = state.session.articles[&id].document.revision();
        update(
            &mut state,
            Action::Tick {
                document: id,
                made_at,
                at_byte: at,
            },
        );
        assert_eq!(scoped(&state), "*one*\ntwo", "a task");
        let task = text(&state).find("b\n").unwrap();
        state
            .shown_article_mut()
            .unwrap()
            .document
            .select(&(task..task + 1));
        update(&mut state, Action::Run(Command::Bold));
        assert!(text(&state).contains("**b**"));
        assert_eq!(scoped(&state), "*one*\ntwo", "a command");
        for _ in 0..3 {
            update(&mut state, Action::Run(Command::Undo));
        }
        assert!(text(&state).contains("title: a"));
        assert_eq!(scoped(&state), "*one*\ntwo", "undo");
        update(&mut state, Action::Run(Command::Redo));
        assert_eq!(scoped(&state), "*one*\ntwo", "redo");
        let theirs = text(&state).replace("title", "longer");
        state.shown_article_mut().unwrap().take(&theirs).unwrap();
        assert_eq!(scoped(&state), "*one*\ntwo", "the disk");
    }

    #[test]
    fn what_is_hidden_is_not_found() {
        let mut state = finding("---\ntitle: a\n---\na", "a");
        assert_eq!(state.find.bar.found.as_ref().unwrap().matches.len(), 1);

        update(&mut state, Action::Run(Command::ShowHeadAsText));
        refresh(&mut state);

        assert_eq!(state.find.bar.found.as_ref().unwrap().matches.len(), 2);
    }

    #[test]
    fn a_bad_expression_finds_nothing_and_replaces_nothing() {
        let mut state = finding("a(", "a");
        let query = Query {
            text: "a(".to_owned(),
            is_expression: true,
            ..Query::default()
        };
        update(&mut state, Action::SetQuery(query));
        refresh(&mut state);
        assert!(state.find.bar.problem().is_some());

        step_to(&mut state, FindStep::ReplaceAll);

        assert_eq!(text(&state), "a(");
    }

    #[test]
    fn a_long_text_is_searched_on_a_thread() {
        let mut state = opened(&"a ".repeat(IN_FRAME_BYTES));
        update(&mut state, Action::Run(Command::Find));
        let query = Query {
            text: "a".to_owned(),
            ..Query::default()
        };
        update(&mut state, Action::SetQuery(query));

        let Some(Effect::Search(SearchJob::FindAll { key, pattern, text })) = refresh(&mut state)
        else {
            panic!("not asked");
        };
        assert_eq!(refresh(&mut state), None, "asked once");

        let matches = pattern.find_all(&text, key.within.clone());
        found(&mut state, key, matches);
        refresh(&mut state);
        assert_eq!(selected(&state), 0..1);
    }

    #[test]
    fn matches_of_an_older_text_are_not_replaced() {
        let mut state = finding("a b", "b");
        type_at(&mut state, 0, "b ");

        update(&mut state, Action::SetReplacement("x".to_owned()));
        update(&mut state, Action::Find(FindStep::ReplaceAll));

        assert_eq!(text(&state), "x a x");
    }

    #[test]
    fn the_selected_word_is_what_is_looked_for() {
        let mut state = opened("pont veer pont");
        state.shown_article_mut().unwrap().document.select(&(5..9));

        update(&mut state, Action::Run(Command::Find));

        assert_eq!(state.find.bar.query().text, "veer");
        update(&mut state, Action::Find(FindStep::Close));
        update(&mut state, Action::Run(Command::FindNext));
        assert_eq!(selected(&state), 5..9);
    }
}
