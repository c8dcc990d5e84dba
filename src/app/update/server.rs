//! Handing commits in at the server, which is asked first, and getting the latest from it.

use std::path::PathBuf;

use crate::{
    action::{Action, Command, GitStep},
    app::{
        State,
        state::{Over, Serving},
        update::notices,
    },
    io::{Effect, process::Cancel, workers::GitJob},
    model::{
        git::{
            program::Allowed,
            server::{Got, NotServed, Outgoing},
        },
        words::{self, say},
    },
};

/// Finds what would be handed in, to ask.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some(root) = root(state) else {
        return Vec::new();
    };
    vec![GitJob::FindOutgoing { root }.into()]
}

/// Asks, if there is anything.
pub fn asked(state: &mut State, outgoing: Option<Outgoing>) -> Vec<Effect> {
    if let Some(outgoing) = outgoing {
        state.server.outgoing = Some(outgoing);
        state.window.open(Over::Push);
        return Vec::new();
    }
    let standing = state.git.standing.as_ref();
    if standing.is_some_and(|it| it.status.branch.upstream.is_some()) {
        notices::remark(state, say!("server-nothing"));
    } else {
        notices::error(state, words::of(&NotServed::NoServer));
    }
    Vec::new()
}

pub fn leave(state: &mut State) -> Vec<Effect> {
    state.server.outgoing = None;
    state.window.close();
    Vec::new()
}

/// Hands in what was asked about.
pub fn push(state: &mut State) -> Vec<Effect> {
    state.window.close();
    if state.server.outgoing.take().is_none() {
        return Vec::new();
    }
    serve(state, Serving::Push, Allowed::Unsaid)
}

pub fn get_latest(state: &mut State) -> Vec<Effect> {
    serve(state, Serving::GetLatest, Allowed::Unsaid)
}

/// Goes on, as the writer said that what came with the repository may run.
pub fn serve_with(state: &mut State, serving: Serving, mark: String) -> Vec<Effect> {
    serve(state, serving, Allowed::All(mark))
}

fn serve(state: &mut State, serving: Serving, programs: Allowed) -> Vec<Effect> {
    let Some(root) = root(state).filter(|_| state.server.serving.is_none()) else {
        return Vec::new();
    };
    state.server.serving = Some(serving);
    let cancel = Cancel::default();
    let job = match serving {
        Serving::Push => GitJob::Push {
            root,
            programs,
            cancel,
        },
        Serving::GetLatest => GitJob::GetLatest {
            root,
            programs,
            cancel,
        },
    };
    notices::remark(state, begun(serving));
    vec![job.into()]
}

fn begun(serving: Serving) -> &'static str {
    match serving {
        Serving::Push => say!("server-pushing"),
        Serving::GetLatest => say!("server-getting"),
    }
}

/// What came of it stands in the place of what was begun.
fn ended(state: &mut State) {
    if let Some(serving) = state.server.serving.take() {
        notices::take_back(state, begun(serving));
    }
}

fn root(state: &State) -> Option<PathBuf> {
    Some(state.site.open.as_ref()?.root.clone())
}

pub fn pushed(state: &mut State, result: Result<(), NotServed>) {
    ended(state);
    match result {
        Ok(()) => notices::done(state, say!("server-pushed")),
        Err(NotServed::Behind) => {
            let get = Action::Run(Command::GetLatest);
            let text = say!("server-behind");
            notices::offer_until_dismissed(state, text, say!("server-get"), get);
        }
        Err(why) => not_served(state, Serving::Push, why),
    }
}

pub fn got(state: &mut State, result: Result<Got, NotServed>) {
    ended(state);
    match result {
        Ok(Got::Nothing) => notices::done(state, say!("server-up-to-date")),
        Ok(Got::Commits(count)) => notices::done(state, say!("server-got", count = count)),
        Err(why) => not_served(state, Serving::GetLatest, why),
    }
}

fn not_served(state: &mut State, serving: Serving, why: NotServed) {
    let text = words::of(&why);
    let NotServed::Programs(found) = why else {
        notices::error(state, text);
        return;
    };
    let step = match serving {
        Serving::Push => GitStep::PushWith(found.mark),
        Serving::GetLatest => GitStep::GetLatestWith(found.mark),
    };
    let title = say!("changes-run-programs");
    notices::offer_until_dismissed(state, text, title, Action::Git(step));
}
