//! What of the shown article is other than in the last commit, marked at its fields and lines.

use std::{ops::Range, path::PathBuf, sync::Arc};

use crate::{
    app::{
        State,
        article::{Article, SinceCommit},
        update::{articles, notices, pausing},
    },
    io::{
        Effect,
        workers::{CompareJob, GitJob},
    },
    model::{
        document::DocumentId,
        front_matter::KeyPath,
        git::difference::{self, FieldChange},
        site::Site,
        text::{Cause, Ranges, Revision},
        words,
    },
};

/// How long a text stays as it is before it is compared.
const PAUSE_MILLIS: u64 = 100;

/// Asks what the shown article was, and what of it is other when the writer pauses. Also says in how many
/// milliseconds to look again.
pub fn tick(state: &mut State) -> (Option<Effect>, Option<u64>) {
    let now = state.clock.since_start_millis;
    let Some(of) = committed_at(state) else {
        return (None, None);
    };
    let Some(article) = state.shown_article_mut() else {
        return (None, None);
    };
    let document = article.document.id;
    if article.since_commit.asked_of.as_ref() != Some(&of) {
        let (commit, path) = of.clone();
        article.since_commit = SinceCommit {
            asked_of: Some(of),
            ..SinceCommit::default()
        };
        let job = GitJob::ReadBefore {
            document,
            path,
            commit,
        };
        return (Some(job.into()), None);
    }
    let revision = article.document.revision();
    let since = &article.since_commit;
    let is_done = since.is_under_way || since.asked == Some(revision);
    let Some(before) = since.before.clone().filter(|_| !is_done) else {
        return (None, None);
    };
    if let Some(left) = millis_left(article, now) {
        return (None, Some(left));
    }
    article.since_commit.asked = Some(revision);
    article.since_commit.is_under_way = true;
    let text = article.document.text().into();
    let path = article.document.path().to_owned();
    let site = state.site.open.as_ref();
    let job = CompareJob::CompareSince {
        document,
        revision,
        before,
        text,
        schema: Arc::clone(&state.site.schema),
        section: site.map(|site| site.section_of(&path)).unwrap_or_default(),
        tongue: site.and_then(Site::tongue),
    };
    (Some(job.into()), None)
}

/// The last commit, and where it has the shown article. `None`: there is none, or it does not have it.
fn committed_at(state: &State) -> Option<(String, PathBuf)> {
    let article = state.shown_article()?;
    let document = &article.document;
    if document.is_plain() || document.is_binary() || document.is_untitled() {
        return None;
    }
    let standing = state.git.standing.as_ref()?;
    let commit = standing.status.branch.commit.clone()?;
    let within = document.path().strip_prefix(&standing.work_tree).ok()?;
    let changed = standing.status.of(within);
    let from = changed.and_then(|it| it.from.as_deref());
    Some((commit, standing.work_tree.join(from.unwrap_or(within))))
}

/// How long the writer has yet to pause; the first time it is at once.
fn millis_left(article: &mut Article, now: u64) -> Option<u64> {
    let revision = article.document.revision();
    let since_commit = &mut article.since_commit;
    let left = pausing::millis_left(&mut since_commit.waiting, revision, now, PAUSE_MILLIS);
    left.filter(|_| since_commit.asked.is_some())
}

/// What an article was in a commit.
pub fn before_read(state: &mut State, id: DocumentId, commit: &str, text: Option<Arc<str>>) {
    if let Some(article) = state.session.articles.get_mut(&id) {
        let since = &mut article.since_commit;
        if since.asked_of.as_ref().is_some_and(|(of, _)| of == commit) {
            since.before = text;
            since.asked = None;
            // What is wrong with it may be that it was another.
            article.checks.asked = None;
        }
    }
}

/// A text was compared. Of an older one the marks are told until the newer one is.
pub fn compared(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    fields: Vec<FieldChange>,
    lines: Vec<Range<usize>>,
) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&id) {
        let since = &mut article.since_commit;
        since.is_under_way = false;
        if since.asked == Some(revision) && article.document.revision() == revision {
            since.fields = fields;
            since.lines = Ranges::new(revision, lines);
        }
    }
    Vec::new()
}

/// A field of the shown article is as the last commit has it.
pub fn revert(state: &mut State, path: &KeyPath) -> Vec<Effect> {
    let section = state.site.open.as_ref().zip(state.shown_article());
    let section = section.map(|(site, article)| site.section_of(article.document.path()));
    let manner = state.site.schema.form(&section.unwrap_or_default()).manner;
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let Some(before) = &article.since_commit.before else {
        return Vec::new();
    };
    let document = &article.document;
    let (id, revision) = (document.id, document.revision());
    match difference::revert(before, document.text(), path, manner) {
        Ok(Some(edit)) => articles::edit(state, id, revision, &edit, Cause::Step, None),
        Ok(None) => Vec::new(),
        Err(why) => notices::error(state, words::put(&why.said())),
    }
}
