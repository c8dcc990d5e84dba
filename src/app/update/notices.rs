//! Notices: shown for a while, errors until they are dismissed.
//!
//! One that offers something stays until the writer does something else after its time, and until what it
//! can show was seen; it is among the past ones then, and `Command::Notices` brings it back.

use crate::{
    action::{Action, ChangeStep, NoticeStep},
    app::{State, article::FromOutside, request::Request, state::ShownNotice},
    io::Effect,
    model::notice::{Notice, NoticeKind},
};

/// How long a notice that is no error stays.
const SHOWN_MILLIS: u64 = 4_000;
/// The same with a button: time to read, decide and get there.
const OFFERED_MILLIS: u64 = 12_000;
/// So long they stay once the pointer and the keyboard have left them.
const LEFT_MILLIS: u64 = 4_000;
/// So many are brought back.
const MOST_PAST: usize = 5;

/// Something was done.
pub fn done(state: &mut State, text: impl Into<String>) {
    let until = state.clock.since_start_millis + SHOWN_MILLIS;
    push(
        state,
        NoticeKind::Done,
        text.into(),
        Some(until),
        Vec::new(),
    );
}

/// Nothing was done, for a reason that is no fault.
pub fn remark(state: &mut State, text: impl Into<String>) {
    let until = state.clock.since_start_millis + SHOWN_MILLIS;
    push(
        state,
        NoticeKind::Note,
        text.into(),
        Some(until),
        Vec::new(),
    );
}

/// What was told is no longer so.
pub fn take_back(state: &mut State, text: &str) {
    state.notices.shown.retain(|it| it.notice.text != text);
}

/// Something was done, and something may follow.
pub fn offer(state: &mut State, text: impl Into<String>, title: &'static str, action: Action) {
    offer_all(state, text, vec![(title, action)]);
}

/// Something was done, and one of these may follow.
pub fn offer_all(state: &mut State, text: impl Into<String>, offers: Vec<(&'static str, Action)>) {
    let until = state.clock.since_start_millis + OFFERED_MILLIS;
    push(state, NoticeKind::Done, text.into(), Some(until), offers);
}

/// Something is to be decided, and nothing hurries.
pub fn offer_until_dismissed(
    state: &mut State,
    text: impl Into<String>,
    title: &'static str,
    action: Action,
) {
    let offers = vec![(title, action)];
    push(state, NoticeKind::Error, text.into(), None, offers);
}

/// Something could not be done. Returns no effects, for the ends of arms.
pub fn error(state: &mut State, text: impl Into<String>) -> Vec<Effect> {
    push(state, NoticeKind::Error, text.into(), None, Vec::new());
    Vec::new()
}

pub fn step(state: &mut State, step: NoticeStep) -> Vec<Effect> {
    match step {
        NoticeStep::Dismiss(id) => state.notices.shown.retain(|it| it.notice.id != id),
        NoticeStep::Hold => hold(state),
    }
    Vec::new()
}

/// The writer is at them: none goes meanwhile.
fn hold(state: &mut State) {
    let until = state.clock.since_start_millis + LEFT_MILLIS;
    for shown in &mut state.notices.shown {
        shown.until_millis = shown.until_millis.map(|own| own.max(until));
    }
}

/// Gives the keyboard to the newest that offers something; where none is shown, the past ones are
/// again.
pub fn enter(state: &mut State) -> Vec<Effect> {
    if state.notices.shown.iter().all(|it| it.offers.is_empty()) {
        let past = std::mem::take(&mut state.notices.past);
        state.notices.shown.extend(past);
        hold(state);
    }
    state.window.requests.push(Request::FocusNotices);
    Vec::new()
}

/// Notes that something else is done.
pub fn note(state: &mut State, action: &Action) {
    let is_something = matches!(
        action,
        Action::Run(_)
            | Action::Edit { .. }
            | Action::ChangeField { .. }
            | Action::Paste { .. }
            | Action::Format(_)
            | Action::Change(_)
            | Action::ShowArticle(_)
            | Action::CloseArticle(_)
            | Action::OpenArticle(_)
            | Action::UseText(_)
    );
    if is_something {
        state.notices.done_millis = state.clock.since_start_millis;
    }
}

/// Takes out what has been shown long enough, and what can not be taken back any more.
pub fn expire(state: &mut State) {
    let now = state.clock.since_start_millis;
    let done = state.notices.done_millis;
    let shown = std::mem::take(&mut state.notices.shown);
    let mut past = std::mem::take(&mut state.notices.past);
    let mut kept = Vec::new();
    let made = &state.changes.made;
    let is_of_use = |(_, action): &(&str, Action)| match action {
        Action::Change(ChangeStep::Undo(number)) => made.iter().any(|it| it.number == *number),
        Action::UndoAt { document, revision } => {
            let article = state.session.articles.get(document);
            article.is_some_and(|article| article.document.revision() == *revision)
        }
        Action::ShowOutside(id) => {
            let article = state.session.articles.get(id);
            let outside = article.and_then(|article| article.from_outside.as_ref());
            outside.is_some_and(FromOutside::is_unseen)
        }
        _ => true,
    };
    let is_spent = |it: &ShownNotice| !it.offers.is_empty() && !it.offers.iter().any(is_of_use);
    let is_unseen = |it: &ShownNotice| {
        let mut offers = it.offers.iter();
        offers.any(|offer| matches!(offer.1, Action::ShowOutside(_)) && is_of_use(offer))
    };
    past.retain(|it| !is_spent(it));
    for it in shown.into_iter().filter(|it| !is_spent(it)) {
        let is_over = match it.until_millis {
            None => false,
            Some(until) if it.offers.is_empty() => until <= now,
            Some(until) => until <= done && !is_unseen(&it),
        };
        if !is_over {
            kept.push(it);
        } else if !it.offers.is_empty() {
            past.push(it);
        }
    }
    let too_many = past.len().saturating_sub(MOST_PAST);
    past.drain(..too_many);
    state.notices.shown = kept;
    state.notices.past = past;
}

fn push(
    state: &mut State,
    kind: NoticeKind,
    text: String,
    until_millis: Option<u64>,
    offers: Vec<(&'static str, Action)>,
) {
    // The same line again says nothing new.
    state
        .notices
        .shown
        .retain(|shown| shown.notice.text != text);
    let id = state.notices.new_id();
    state.notices.shown.push(ShownNotice {
        notice: Notice { id, kind, text },
        offers,
        until_millis,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::Command,
        app::update::{testing::opened, update},
    };

    fn offered() -> State {
        let mut state = opened("a");
        state.notices.shown.clear();
        let open = Action::OpenArticle("/a.md".into());
        offer(&mut state, "Moved", "Undo", open);
        state
    }

    fn after(state: &mut State, millis: u64) -> usize {
        state.clock.since_start_millis += millis;
        expire(state);
        state.notices.shown.len()
    }

    #[test]
    fn what_can_be_taken_back_is_shown_until_something_else_is_done() {
        let mut state = offered();

        note(&mut state, &Action::Run(Command::Bold));
        assert_eq!(after(&mut state, 60_000), 1, "that was too soon after it");
        note(&mut state, &Action::Run(Command::Bold));
        assert_eq!(after(&mut state, 0), 0);

        update(&mut state, Action::Run(Command::Notices));
        assert_eq!(after(&mut state, 60_000), 1, "it is brought back");
        let asked = state.window.requests.take();
        assert_eq!(asked, [Request::FocusNotices]);
    }

    #[test]
    fn what_offers_nothing_goes_by_itself_but_not_from_under_the_pointer() {
        let mut state = opened("a");
        state.notices.shown.clear();
        done(&mut state, "Copied");

        assert_eq!(after(&mut state, 3_000), 1);
        hold(&mut state);
        assert_eq!(after(&mut state, 3_000), 1);
        assert_eq!(after(&mut state, 3_000), 0);
    }

    #[test]
    fn a_change_that_was_taken_back_leaves_no_notice() {
        let mut state = opened("a");
        state.notices.shown.clear();
        let undo = Action::Change(ChangeStep::Undo(7));

        offer(&mut state, "Renamed", "Undo", undo);

        assert_eq!(after(&mut state, 0), 0, "no such change is there");
    }
}
