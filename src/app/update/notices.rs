//! Notices: shown for a while, errors until they are dismissed.

use crate::{
    action::Action,
    app::{State, state::ShownNotice},
    io::Effect,
    model::notice::{Notice, NoticeKind},
};

/// How long a notice that is no error stays.
const SHOWN_MILLIS: u64 = 4_000;
/// The same with a button: time to read, decide and get there.
const OFFERED_MILLIS: u64 = 12_000;

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

pub fn dismiss(state: &mut State, id: u32) -> Vec<Effect> {
    state.notices.shown.retain(|shown| shown.notice.id != id);
    Vec::new()
}

/// Takes out what has been shown long enough.
pub fn expire(state: &mut State) {
    let now = state.clock.since_start_millis;
    state
        .notices
        .shown
        .retain(|shown| shown.until_millis.is_none_or(|until| now < until));
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
