//! What is wrong with the shown article, asked of a thread when the writer pauses, and in the whole site.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::{Action, ProblemStep, ProblemsOf, SiteFind},
    app::{
        State,
        article::{Article, Caret, Stepped},
        request::Request,
        state::{Checking, Fixing, Over},
        update::{articles, change, notices, panes, pausing, site_find, spelling},
    },
    io::{
        Effect, checks,
        workers::{CheckSite, CheckText, SiteChecked, TextChecked},
    },
    model::{
        change::{Wish, edited, plan::look::Look},
        check::{self, InSite, InText, Located},
        document::{ContentHash, DocumentId},
        find::Searched,
        finding::{Finding, Fix, Place, Safety},
        panes::Pane,
        said::said,
        text::{Cause, Edit, Revision},
        trail::Way,
        words::{self, say},
    },
};

/// More articles that changed are looked at with all others.
const MOST_AGAIN: usize = 500;

/// How long a text stays as it is before it is checked.
const PAUSE_MILLIS: u64 = 150;

/// Asks for a check of the shown article when the writer pauses. Also says in how many milliseconds to look
/// again.
pub fn tick(state: &mut State) -> (Option<Effect>, Option<u64>) {
    let now = state.clock.since_start_millis;
    let now_secs = state.clock.unix_secs;
    let Some(of_site) = state.known() else {
        return (None, None);
    };
    let learnings = state.site.learnings;
    let article = state.shown_article_mut();
    let Some(article) = article.filter(|it| !it.document.is_plain() && !it.document.is_binary())
    else {
        return (None, None);
    };
    let revision = article.document.revision();
    let checks = &mut article.checks;
    if checks.is_under_way || checks.asked == Some((revision, learnings)) {
        return (None, None);
    }
    if let Some(left) = millis_left(article, now) {
        return (None, Some(left));
    }
    article.checks.asked = Some((revision, learnings));
    article.checks.is_under_way = true;
    let document = &article.document;
    let check = CheckText {
        of_site,
        document: document.id,
        revision,
        path: document.path().to_owned(),
        text: document.text().into(),
        before: before(article),
        now_secs,
    };
    (Some(Effect::Check(Box::new(check))), None)
}

/// The article in the last commit, as far as that was read.
fn before(article: &Article) -> Option<checks::Before> {
    let since = &article.since_commit;
    let (_, path) = since.asked_of.as_ref()?;
    Some(checks::Before {
        path: path.clone(),
        text: since.before.clone()?,
    })
}

/// How long the writer has yet to pause; the first check is at once.
fn millis_left(article: &mut Article, now: u64) -> Option<u64> {
    let revision = article.document.revision();
    let checks = &mut article.checks;
    let left = pausing::millis_left(&mut checks.waiting, revision, now, PAUSE_MILLIS);
    left.filter(|_| checks.asked.is_some_and(|(asked, _)| asked != revision))
}

/// A text was looked at. That of an older one is not told; it is asked for again.
pub fn text_checked(state: &mut State, checked: TextChecked) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&checked.document) {
        article.checks.is_under_way = false;
        if let Some(found) = checked.found
            && article.document.revision() == checked.revision
        {
            article.checks.found = InText::new(checked.revision, found);
            article.checks.stepped = None;
        }
    }
    lead(state)
}

/// Shows an article, and the first thing that is wrong with it as soon as that is known.
fn go_to_first(state: &mut State, path: PathBuf) -> Vec<Effect> {
    state.aids.leading_to = Some(path.clone());
    let mut effects = articles::open(state, path);
    effects.extend(lead(state));
    effects
}

/// What stops the build comes before the rest.
fn lead(state: &mut State) -> Vec<Effect> {
    let led = state.aids.leading_to.as_deref();
    let led = led.and_then(|path| state.session.article_at(path));
    let (Some(id), shown) = (led, state.session.shown) else {
        return Vec::new();
    };
    let article = state.session.articles.get(&id);
    let Some(article) = article.filter(|_| shown == Some(id)) else {
        // The writer is elsewhere by now.
        state.aids.leading_to = None;
        return Vec::new();
    };
    let (checks, revision) = (&article.checks, article.document.revision());
    let is_asked = checks.asked.is_some_and(|(asked, _)| asked == revision);
    if !is_asked || checks.is_under_way {
        return Vec::new();
    }
    let weight = |it: &&Located| (!it.finding.stops_build(), Reverse(it.finding.severity));
    let gravest = checks.found.all().iter().min_by_key(weight);
    let gravest = gravest.cloned();
    state.aids.leading_to = None;
    gravest.map_or_else(Vec::new, |found| show_in(state, id, &found))
}

/// Shows where something is wrong: a key in its field, where the form has one; all else in the text.
fn show_in(state: &mut State, id: DocumentId, found: &Located) -> Vec<Effect> {
    let article = state.shown_article();
    let is_form = article.is_some_and(|article| !state.shows_head(article))
        && state.settings.panes.wished().has(Pane::Form);
    match &found.finding.place {
        Place::Key(path) if is_form => {
            state.enter(Pane::Form);
            state.window.requests.push(Request::FocusField {
                path: path.clone(),
                // A key that is not there has no place in the text either.
                otherwise: (!found.range.is_empty()).then_some(Action::GoTo {
                    document: id,
                    at_byte: found.range.start,
                }),
            });
            Vec::new()
        }
        _ => articles::select_in(state, id, found.range.clone()),
    }
}

/// Goes to the next thing that is wrong with the article, or the one before; behind the last comes the first.
pub fn step_to(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let selection = article.selection();
    let checks = &article.checks;
    let found = checks.found.all();
    let ranges = || found.iter().map(|located| &located.range);
    // Several may be at one place.
    let stepped = checks.stepped.as_ref();
    let is_there = |it: &&Stepped| it.at < found.len() && it.selection == selection;
    let last = found.len().checked_sub(1);
    let next = match (stepped.filter(is_there).map(|it| it.at), way) {
        (Some(at), Way::Next) => last.map(|last| if at < last { at + 1 } else { 0 }),
        (Some(at), Way::Previous) => at.checked_sub(1).or(last),
        (None, Way::Next) => {
            let behind = ranges().position(|range| range.start > selection.start);
            behind.or(last.map(|_| 0))
        }
        (None, Way::Previous) => {
            let before = ranges().rposition(|range| range.start < selection.start);
            before.or(last)
        }
    };
    let found = next.and_then(|at| Some((at, found.get(at)?.clone())));
    let id = article.document.id;
    if let Some((at, found)) = found {
        let effects = show_in(state, id, &found);
        if let Some(article) = state.shown_article_mut() {
            let selection = article.selection();
            article.checks.stepped = Some(Stepped { at, selection });
        }
        return effects;
    }
    notices::remark(state, say!("articles-no-problems"));
    Vec::new()
}

/// Shows what can be done at the caret: about what is wrong there, and about a misspelled word.
pub fn fix_here(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let caret = article.selection().start;
    let id = article.document.id;
    let is_wrong = !article.checks.found.at(caret).is_empty();
    if article.spelling.misspelled.at(caret).is_some() {
        return spelling::suggest_at(state, id, caret);
    }
    if is_wrong {
        spelling::ask_of_none(state);
        state.window.open(Over::Suggestions);
        return Vec::new();
    }
    if !article.spelling.misspelled.is_empty() {
        // The next one, as where the spelling alone is asked about.
        return spelling::suggest(state);
    }
    notices::remark(state, say!("problems-nothing-here"));
    Vec::new()
}

/// Carries out what is asked about something that is wrong.
pub fn step(state: &mut State, step: ProblemStep) -> Vec<Effect> {
    match step {
        ProblemStep::GoTo { path, range } => go_to(state, path, range),
        ProblemStep::GoToFirst(path) => go_to_first(state, path),
        ProblemStep::Fix {
            document,
            revision,
            fix,
        } => {
            state.window.close();
            make(state, document, revision, &fix)
        }
        ProblemStep::ShowFix {
            document,
            revision,
            fix,
        } => show(state, document, revision, fix),
        ProblemStep::Change => {
            let effects = panes::close_finder(state);
            match state.aids.fixing.take() {
                Some(shown) => make(state, shown.document, shown.revision, &shown.fix),
                None => effects,
            }
        }
        ProblemStep::FixFile { path, hash, edits } => {
            state.window.close();
            let searched = searched(state, &path, hash);
            change::wish(state, Wish::Fix(vec![(path, searched, edits)]))
        }
        ProblemStep::FixSafe(of) => fix_safe(state, of),
        ProblemStep::LeaveHere {
            document,
            revision,
            finding,
        } => leave_here(state, document, revision, &finding),
        ProblemStep::LeaveInSite(rule) => {
            let stays = state.window.is_at(Over::Findings);
            let effects = if stays {
                Vec::new()
            } else {
                panes::close_finder(state)
            };
            let wished = change::wish(state, Wish::LeaveOff(rule));
            effects.into_iter().chain(wished).collect()
        }
    }
}

fn go_to(state: &mut State, path: PathBuf, range: Range<usize>) -> Vec<Effect> {
    let effects = panes::close_finder(state);
    let go = SiteFind::GoTo { path, range };
    let gone = site_find::update(state, go);
    effects.into_iter().chain(gone).collect()
}

/// The text that a finding of a file is of: that of the article, if it is open.
fn searched(state: &State, path: &Path, hash: ContentHash) -> Searched {
    let mut articles = state.session.articles.values();
    let open = articles.find(|article| article.document.path() == path);
    match open {
        Some(article) if article.document.saved().hash == hash && !article.document.is_dirty() => {
            Searched::Open(article.document.id, article.document.revision())
        }
        _ => Searched::File(hash),
    }
}

/// The edits of a fix as one; `None`: the text is another by now, or nothing would change.
fn as_one(article: &Article, revision: Revision, fix: &Fix) -> Option<Edit> {
    let text = article.document.text();
    let is_now = article.document.revision() == revision;
    let after = edited(text, &fix.edits).ok().filter(|_| is_now)?;
    Edit::between(text, &after)
}

fn show(state: &mut State, id: DocumentId, revision: Revision, fix: Fix) -> Vec<Effect> {
    let article = state.session.articles.get(&id);
    let edit = article.and_then(|article| Some((article, as_one(article, revision, &fix)?)));
    let Some((article, edit)) = edit else {
        notices::remark(state, say!("problems-text-moved-on").to_owned());
        return Vec::new();
    };
    let text = article.document.text();
    state.aids.fixing = Some(Fixing {
        document: id,
        revision,
        title: words::put(&fix.label),
        look: Look::of(text, &edit),
        fix,
    });
    state.window.open(Over::Fix);
    Vec::new()
}

/// Makes a fix as one step, and offers to take it back.
fn make(state: &mut State, id: DocumentId, revision: Revision, fix: &Fix) -> Vec<Effect> {
    panes::focus_text(state);
    let article = state.session.articles.get_mut(&id);
    let edit = article.and_then(|article| Some((as_one(article, revision, fix)?, article)));
    let Some((edit, article)) = edit else {
        notices::remark(state, say!("problems-text-moved-on").to_owned());
        return Vec::new();
    };
    match article.change(revision, &edit, Cause::Step, Caret::Stays) {
        Ok(()) => {
            let revision = article.document.revision();
            let undo = Action::UndoAt {
                document: id,
                revision,
            };
            let done = say!("problems-changed", what = words::put(&fix.label));
            notices::offer(state, done, say!("problems-undo"), undo);
            Vec::new()
        }
        Err(err) => notices::error(state, words::of(&err)),
    }
}

/// Puts a comment into the article by which a finding is no longer told.
fn leave_here(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    finding: &Finding,
) -> Vec<Effect> {
    state.window.close();
    let Some(article) = state.session.articles.get(&id) else {
        return Vec::new();
    };
    let document = &article.document;
    let looked_at = check::Article {
        path: document.path(),
        text: document.text(),
        head: &article.derived.front_matter,
        blocks: &article.derived.blocks,
        entry: &article.derived.entry,
    };
    let Some(edit) = check::leaving(&looked_at, finding) else {
        notices::remark(state, say!("problems-not-left").to_owned());
        return Vec::new();
    };
    let fix = Fix {
        label: said!("problems-left"),
        safety: Safety::Safe,
        edits: vec![edit],
    };
    make(state, id, revision, &fix)
}

/// What no reader sees is put right, and shown first.
fn fix_safe(state: &mut State, of: ProblemsOf) -> Vec<Effect> {
    state.window.close();
    let mut files = Vec::new();
    let shown = state.shown_article();
    if let Some(article) = shown
        && article.checks.found.is_of(article.document.revision())
    {
        let document = &article.document;
        let found = article.checks.found.all().iter();
        let edits = check::safe(found.map(|located| &located.finding));
        let text = Searched::Open(document.id, document.revision());
        files.push((document.path().to_owned(), text, edits));
    }
    if of == ProblemsOf::Site {
        let here = shown.map(|article| article.document.path().to_owned());
        let mut by_file: BTreeMap<&Path, Vec<&InSite>> = BTreeMap::new();
        for one in state.site.problems.iter() {
            by_file.entry(&*one.path).or_default().push(one);
        }
        by_file.retain(|path, _| here.as_deref() != Some(*path));
        files.extend(by_file.into_iter().filter_map(|(path, found)| {
            let hash = found.first()?.hash;
            let edits = check::safe(found.iter().map(|one| &one.located.finding));
            Some((path.to_owned(), searched(state, path, hash), edits))
        }));
    }
    files.retain(|(_, _, edits)| !edits.is_empty());
    if files.is_empty() {
        notices::remark(state, say!("problems-nothing-safe").to_owned());
        return Vec::new();
    }
    change::wish(state, Wish::Fix(files))
}

/// A site is open, or was read anew: all of it is to be looked at.
pub fn note_opened(state: &mut State, is_new: bool) {
    state.site.unchecked = None;
    if is_new {
        state.site.problems = [].into();
        state.site.linking = None;
        state.site.errors = 0;
        state.site.stopping = None;
        // What is under way is of another site.
        state.site.check += 1;
        state.site.checking = Checking::Not;
    }
}

/// The site wants to be told other things than before: all of it is to be looked at.
pub fn note_other_rules(state: &mut State) {
    state.site.unchecked = None;
}

/// Articles of the site have changed on the disk.
pub fn note_changed(state: &mut State, paths: impl Iterator<Item = PathBuf>) {
    if let Some(unchecked) = &mut state.site.unchecked {
        unchecked.extend(paths);
        if unchecked.len() > MOST_AGAIN {
            state.site.unchecked = None;
        }
    }
}

/// What the checks know of the site is new: what changed is looked at.
pub fn look_again(state: &mut State) -> Option<Effect> {
    if state
        .site
        .unchecked
        .as_ref()
        .is_some_and(BTreeSet::is_empty)
    {
        return None;
    }
    let paths = state.site.unchecked.clone();
    check_site(state, paths.map(|paths| paths.into_iter().collect()))
}

/// Shows what is wrong in the site, and has looked at what was not yet.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut effects = panes::open_finder(state, Over::Findings);
    if state.window.is_at(Over::Findings) {
        effects.extend(look_again(state));
    }
    effects
}

/// Has these articles looked at as they are on the disk; `None`: all of them.
fn check_site(state: &mut State, paths: Option<Vec<PathBuf>>) -> Option<Effect> {
    let of_site = state.known_site()?;
    if matches!(state.site.checking, Checking::Now { .. }) {
        return None;
    }
    let of = paths.as_ref().map_or(of_site.site.articles.len(), Vec::len);
    state.site.checking = Checking::Now { done: 0, of };
    state.site.unchecked = Some(BTreeSet::new());
    state.site.check += 1;
    let look = checks::Look {
        of_site,
        paths,
        before: Arc::clone(&state.site.problems),
        linking: state.site.linking.clone(),
        now_secs: state.clock.unix_secs,
    };
    let number = state.site.check;
    Some(Effect::CheckSite(Box::new(CheckSite { number, look })))
}

/// Articles of the site have been looked at, or some of them.
pub fn checked(state: &mut State, checked: SiteChecked) -> Vec<Effect> {
    if checked.number != state.site.check {
        return Vec::new();
    }
    if let Some(so_far) = checked.found {
        state.site.errors = so_far.errors;
        state.site.stopping = so_far.stopping;
        state.site.problems = so_far.found;
        if so_far.linking.is_some() {
            state.site.linking = so_far.linking;
        }
        state.site.checking = Checking::Now {
            done: so_far.done,
            of: so_far.of,
        };
    }
    if !checked.is_last {
        return Vec::new();
    }
    state.site.checking = Checking::Done;
    // What changed meanwhile.
    look_again(state).into_iter().collect()
}
