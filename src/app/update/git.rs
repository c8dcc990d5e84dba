//! What changed since the last commit, and handing it in.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use crate::{
    action::{Action, GitStep},
    app::{
        State,
        state::{Committing, Over, Reading},
        update::{articles, notices, panes, saving, server, since_commit},
    },
    io::{
        Effect,
        git::Scope,
        process::Cancel,
        workers::{GitEvent, GitJob, Propose, Proposed, Standing},
    },
    model::{
        document::DocumentId,
        front_matter::{KeyPath, Manner},
        git::{
            commit::{Made, May, NotMade, Plan},
            difference,
            program::Allowed,
        },
        site::names::is_markdown,
        text::{Cause, Edit},
        words::{self, say},
    },
};

/// Has the status read, once more where it is being read.
pub fn refresh(state: &mut State) -> Vec<Effect> {
    let Some(root) = state.site.open.as_ref().map(|site| site.root.clone()) else {
        return Vec::new();
    };
    if state.git.reading != Reading::Not {
        state.git.reading = Reading::Again;
        return Vec::new();
    }
    state.git.reading = Reading::Now;
    vec![GitJob::ReadStatus { root }.into()]
}

/// Shows what of the article changed.
pub fn open(state: &mut State) -> Vec<Effect> {
    let effects = panes::open_finder(state, Over::Changes);
    if !state.window.is_at(Over::Changes) {
        return effects;
    }
    state.git.asked = None;
    state.git.ticked.clear();
    state.git.proposed = None;
    answered_anew(state);
    propose_shown(state)
}

/// The site is known by now: what was asked before is asked again.
pub fn learned(state: &mut State) -> Vec<Effect> {
    let is_waiting = state.window.is_at(Over::Changes) && state.git.proposed.is_none();
    if is_waiting {
        propose_shown(state)
    } else {
        Vec::new()
    }
}

fn propose_shown(state: &mut State) -> Vec<Effect> {
    let shown = state.shown_article().map(|article| article.document.path());
    let path = shown.map(Path::to_owned);
    path.map(|path| propose(state, path)).unwrap_or_default()
}

/// What was answered holds for one commit.
fn answered_anew(state: &mut State) {
    state.git.may = May::default();
    state.git.programs = Allowed::Unsaid;
}

/// Asks what a commit of an article would be.
fn propose(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let Some(of_site) = state.known() else {
        state.git.trouble = Some(say!("changes-site-is-read").to_owned());
        return Vec::new();
    };
    state.git.number += 1;
    state.git.trouble = None;
    let mut articles = state.session.articles.values();
    let open = articles.find(|it| it.document.path() == path);
    let open = open.map(|it| {
        let document = &it.document;
        (document.id, document.revision(), document.text().into())
    });
    let asked = Propose {
        number: state.git.number,
        of_site,
        path,
        open,
    };
    vec![GitJob::Propose(Box::new(asked)).into()]
}

/// As [`propose`], of the article that is on the page.
fn propose_again(state: &mut State) -> Vec<Effect> {
    if !state.window.is_at(Over::Changes) {
        return Vec::new();
    }
    let path = state.git.proposed.as_ref().map(|it| it.path.clone());
    path.map(|path| propose(state, path)).unwrap_or_default()
}

pub fn receive(state: &mut State, event: GitEvent) -> Vec<Effect> {
    match event {
        GitEvent::StatusRead { root, result } => {
            let is_again = std::mem::take(&mut state.git.reading) == Reading::Again;
            let is_here = state.site.open.as_ref().is_some_and(|it| it.root == root);
            if is_here {
                match result {
                    Ok(standing) => stand(state, standing),
                    Err(why) => log::warn!("git: {why}"),
                }
            }
            if is_again || !is_here {
                return refresh(state);
            }
            Vec::new()
        }
        GitEvent::BeforeRead {
            document,
            commit,
            text,
        } => {
            since_commit::before_read(state, document, &commit, text);
            Vec::new()
        }
        GitEvent::Proposed { number, result } => {
            if number == state.git.number {
                match result {
                    Ok(Some(proposed)) => proposed_now(state, *proposed),
                    Ok(None) => state.git.trouble = Some(say!("changes-no-git").to_owned()),
                    Err(why) => state.git.trouble = Some(words::of(&why)),
                }
            }
            Vec::new()
        }
        GitEvent::Heard(line) => {
            if let Some(committing) = &mut state.git.committing {
                committing.line = line;
            }
            Vec::new()
        }
        GitEvent::Outgoing(outgoing) => server::asked(state, outgoing),
        GitEvent::Pushed(result) => {
            server::pushed(state, result);
            refresh(state)
        }
        GitEvent::GotLatest(result) => {
            server::got(state, result);
            refresh(state)
        }
        GitEvent::Committed { root, plan, result } => committed(state, root, &plan, result),
        GitEvent::Undone { result, .. } => {
            match result {
                Ok(()) => notices::done(state, say!("changes-undone")),
                Err(why) => {
                    notices::error(state, say!("changes-not-undone", why = words::of(&why)));
                }
            }
            let mut effects = refresh(state);
            effects.extend(propose_again(state));
            effects
        }
        GitEvent::Named { result, .. } => match result {
            Ok(()) => commit(state),
            Err(why) => {
                state.git.asked = Some(NotMade::Failed { why });
                Vec::new()
            }
        },
    }
}

fn stand(state: &mut State, standing: Option<Standing>) {
    let changed = standing.iter().flat_map(|standing| {
        let changed = standing.status.changed.iter();
        changed.map(|it| (standing.work_tree.join(&it.path), it.what))
    });
    state.git.changed = changed.collect();
    let content = state.site.open.as_ref().map(|site| site.content.as_path());
    let is_article = |path: &&PathBuf| {
        let name = path.file_name().and_then(OsStr::to_str);
        content.is_some_and(|content| path.starts_with(content)) && name.is_some_and(is_markdown)
    };
    state.git.changed_articles = state.git.changed.keys().filter(is_article).count();
    state.git.standing = standing;
}

fn proposed_now(state: &mut State, proposed: Proposed) {
    // The site may be one of several in its repository, or hold one.
    let root = state.site.open.as_ref().map(|site| site.root.as_path());
    if root.is_some_and(|root| root.starts_with(&proposed.standing.work_tree)) {
        stand(state, Some(proposed.standing.clone()));
    }
    state.git.proposed = Some(proposed);
}

pub fn step(state: &mut State, step: GitStep) -> Vec<Effect> {
    match step {
        GitStep::Show(within) => {
            let tree = state.git.proposed.as_ref().map(|it| &it.standing.work_tree);
            let path = tree.map(|tree| tree.join(within));
            state.git.ticked.clear();
            state.git.asked = None;
            return path.map(|path| propose(state, path)).unwrap_or_default();
        }
        GitStep::Tick { path, is_on } => {
            state.git.ticked.insert(path, is_on);
        }
        GitStep::LeaveOut(paths) => {
            state
                .git
                .ticked
                .extend(paths.into_iter().map(|path| (path, false)));
            return commit(state);
        }
        GitStep::Message(message) => {
            if let Some(proposed) = &state.git.proposed {
                state.git.messages.insert(proposed.path.clone(), message);
            }
        }
        GitStep::Commit => return commit(state),
        GitStep::RunPrograms(mark) => {
            state.git.programs = Allowed::All(mark);
            return commit(state);
        }
        GitStep::WithoutPrograms => {
            state.git.programs = Allowed::None;
            return commit(state);
        }
        GitStep::SkipHooks => {
            state.git.may.skip_hooks = true;
            return commit(state);
        }
        GitStep::OnNoBranch => {
            state.git.may.be_on_no_branch = true;
            return commit(state);
        }
        GitStep::AddIgnored => {
            state.git.may.add_ignored = true;
            return commit(state);
        }
        GitStep::SetName {
            name,
            address,
            everywhere,
        } => return set_name(state, name, address, everywhere),
        GitStep::Cancel => {
            if let Some(committing) = &state.git.committing {
                committing.cancel.cancel();
            }
        }
        GitStep::Dismiss => state.git.asked = None,
        // Handed on before.
        GitStep::Push | GitStep::DoNotPush | GitStep::PushWith(_) | GitStep::GetLatestWith(_) => {}
        GitStep::Undo(commit) => return undo(state, &commit),
        GitStep::RevertField(path) => return revert_field(state, &path),
        GitStep::RevertText(number) => return revert_text(state, number),
        GitStep::RevertShown(path) => return since_commit::revert(state, &path),
    }
    Vec::new()
}

/// Commits what is ticked, once all of it is saved.
fn commit(state: &mut State) -> Vec<Effect> {
    state.git.asked = None;
    if state.git.committing.is_some() || state.git.proposed.is_none() {
        return Vec::new();
    }
    if state.git.message().trim().is_empty() {
        state.git.asked = Some(NotMade::NoMessage);
        return Vec::new();
    }
    let unsaved = unsaved(state);
    if !unsaved.is_empty() {
        state.git.waits_for_saves = true;
        let saves = unsaved.into_iter();
        return saves.flat_map(|id| saving::save(state, id)).collect();
    }
    state.git.waits_for_saves = false;
    let Some(proposed) = &state.git.proposed else {
        return Vec::new();
    };
    let plan = Plan {
        paths: state.git.paths(),
        message: state.git.message().trim().to_owned(),
        programs: state.git.programs.clone(),
        may: state.git.may,
    };
    let root = proposed.path.clone();
    let cancel = Cancel::default();
    state.git.committing = Some(Committing {
        cancel: cancel.clone(),
        since_millis: state.clock.since_start_millis,
        line: String::new(),
    });
    let plan = Box::new(plan);
    vec![GitJob::Commit { root, plan, cancel }.into()]
}

/// The articles of the commit whose text is not in their files.
fn unsaved(state: &State) -> Vec<DocumentId> {
    let tree = state.git.proposed.as_ref().map(|it| &it.standing.work_tree);
    let paths = state.git.paths();
    let is_in = |path: &Path| {
        paths
            .iter()
            .any(|it| tree.is_some_and(|tree| tree.join(it) == path))
    };
    let articles = state.session.articles.values();
    let unsaved = articles.filter(|it| it.document.is_dirty() && is_in(it.document.path()));
    unsaved.map(|it| it.document.id).collect()
}

/// An article was saved: a commit may wait for it.
pub fn saved(state: &mut State) -> Vec<Effect> {
    let mut effects = refresh(state);
    if state.git.waits_for_saves && unsaved(state).is_empty() {
        effects.extend(commit(state));
    }
    effects
}

/// One could not be saved: there is no commit.
pub fn not_saved(state: &mut State) {
    state.git.waits_for_saves = false;
}

fn committed(
    state: &mut State,
    root: PathBuf,
    plan: &Plan,
    result: Result<Made, NotMade>,
) -> Vec<Effect> {
    state.git.committing = None;
    match result {
        Ok(made) => {
            let path = state.git.proposed.as_ref().map(|it| it.path.clone());
            if let Some(path) = path {
                state.git.messages.remove(&path);
            }
            state.git.ticked.clear();
            answered_anew(state);
            let text = match made.added.as_slice() {
                [] => say!("changes-committed", subject = &made.subject),
                added => say!(
                    "changes-committed-more",
                    subject = &made.subject,
                    count = added.len()
                ),
            };
            let undo = Action::Git(GitStep::Undo(made.commit.clone()));
            notices::offer(state, text, say!("changes-undo"), undo);
            state.git.made = Some((root, made));
        }
        Err(NotMade::Cancelled) => notices::remark(state, say!("commit-cancelled")),
        Err(why) => {
            if plan.may.skip_hooks {
                state.git.may.skip_hooks = false;
            }
            state.git.asked = Some(why);
        }
    }
    let mut effects = refresh(state);
    effects.extend(propose_again(state));
    effects
}

fn undo(state: &mut State, commit: &str) -> Vec<Effect> {
    let made = state.git.made.take_if(|(_, made)| made.commit == commit);
    let job = made.map(|(root, made)| GitJob::Undo { root, made }.into());
    job.into_iter().collect()
}

fn set_name(state: &mut State, name: String, address: String, everywhere: bool) -> Vec<Effect> {
    let Some(root) = state.git.proposed.as_ref().map(|it| it.path.clone()) else {
        return Vec::new();
    };
    state.git.asked = None;
    let scope = if everywhere {
        Scope::Everywhere
    } else {
        Scope::Here
    };
    let job = GitJob::SetName {
        root,
        name,
        address,
        scope,
    };
    vec![job.into()]
}

/// A field of the article is as the last commit has it, as one step that can be undone.
fn revert_field(state: &mut State, path: &KeyPath) -> Vec<Effect> {
    let Some(proposed) = &state.git.proposed else {
        return Vec::new();
    };
    let Some((id, _)) = proposed.open else {
        return closed(state);
    };
    let Some(article) = state.session.articles.get(&id) else {
        return closed(state);
    };
    let section = state
        .site
        .open
        .as_ref()
        .map(|site| site.section_of(&proposed.path));
    let form = state.site.schema.form(&section.unwrap_or_default());
    let manner: Manner = form.manner;
    let old = &proposed.proposal.difference.old;
    let edit = difference::revert(old, article.document.text(), path, manner);
    match edit {
        Ok(edit) => change(state, id, edit),
        Err(why) => notices::error(state, words::put(&why.said())),
    }
}

/// A paragraph is as it was, if the text is still the one that was compared.
fn revert_text(state: &mut State, number: usize) -> Vec<Effect> {
    let Some(proposed) = &state.git.proposed else {
        return Vec::new();
    };
    let Some((id, revision)) = proposed.open else {
        return closed(state);
    };
    let difference = &proposed.proposal.difference;
    let Some(paragraph) = difference.paragraphs.get(number) else {
        return Vec::new();
    };
    let edit = Edit {
        range: paragraph.new.clone(),
        insert: difference
            .old
            .get(paragraph.old.clone())
            .unwrap_or_default()
            .to_owned(),
    };
    let article = state.session.articles.get(&id);
    let is_same = article.is_some_and(|it| {
        it.document.revision() == revision && it.document.text() == &*difference.new
    });
    if !is_same {
        return propose_again(state);
    }
    change(state, id, Some(edit))
}

fn change(state: &mut State, id: DocumentId, edit: Option<Edit>) -> Vec<Effect> {
    let revision = state
        .session
        .articles
        .get(&id)
        .map(|it| it.document.revision());
    let mut effects = match (edit, revision) {
        (Some(edit), Some(revision)) => {
            articles::edit(state, id, revision, &edit, Cause::Step, None)
        }
        _ => Vec::new(),
    };
    effects.extend(propose_again(state));
    effects
}

/// An article is changed where it is open.
fn closed(state: &mut State) -> Vec<Effect> {
    let path = state.git.proposed.as_ref().map(|it| it.path.clone());
    notices::done(state, say!("changes-opened-first"));
    path.map(|path| articles::open(state, path))
        .unwrap_or_default()
}
