//! The pages that show a text beside another: the file on disk, an earlier version, or what the
//! file of a recovered text holds.

use std::sync::Arc;

use crate::{
    app::{
        State,
        article::{Article, Caret},
        request::Request,
        state::{ComparePage, Comparing},
        update::{articles, disk, journal, notices, tabs},
    },
    io::{Effect, workers::CompareJob},
    model::{
        compare::Comparison,
        conflict_marks,
        document::{Disk, DocumentId},
        text::{Cause, Edit, Ranges, Revision},
        words::{self, say},
    },
};

/// Shows the conflict of an article.
pub fn open_conflict(state: &mut State, id: DocumentId) -> Vec<Effect> {
    articles::show(state, id);
    state.pages.shown = Some(ComparePage::Conflict);
    Vec::new()
}

/// Shows the two versions that stand in a text with conflict marks.
pub fn open_marks(state: &mut State, id: DocumentId) -> Vec<Effect> {
    articles::show(state, id);
    state.pages.shown = Some(ComparePage::Marks);
    Vec::new()
}

/// What another program did to the shown article: the two versions that it left in it, else what it
/// changed.
pub fn show_outside(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let id = article.document.id;
    if article.derived.marks.is_some() {
        open_marks(state, id)
    } else {
        open_outside(state, id)
    }
}

/// Shows what another program changed in a text; it is seen then.
pub fn open_outside(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let article = state.session.articles.get_mut(&id);
    let Some(outside) = article.and_then(|article| article.from_outside.as_mut()) else {
        return Vec::new();
    };
    outside.unseen = Ranges::default();
    articles::show(state, id);
    state.pages.shown = Some(ComparePage::Outside);
    Vec::new()
}

pub fn show_recovered(state: &mut State, id: DocumentId) -> Vec<Effect> {
    state.session.read_behind();
    articles::show(state, id);
    state.pages.shown = Some(ComparePage::Recovered);
    Vec::new()
}

/// Back to the panes. What was recovered stays open, unsaved.
pub fn close(state: &mut State) -> Vec<Effect> {
    state.pages.shown = None;
    state.pages.comparing = None;
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::FocusText);
    }
    Vec::new()
}

/// Asks for the comparison that the page shows, if it is not the one that is there.
pub fn refresh(state: &mut State) -> Option<Effect> {
    let page = state.pages.shown?;
    let article = state.shown_article()?;
    let document = &article.document;
    if page == ComparePage::Conflict
        && !matches!(document.disk, Disk::Changed(_) | Disk::Merging(_))
    {
        // It cleared itself.
        close(state);
        return None;
    }
    if page == ComparePage::Marks {
        return refresh_marks(state);
    }
    let right = right_side(state, article, page)?;
    let is_there = state.pages.comparing.as_ref().is_some_and(|comparing| {
        comparing.document == document.id
            && comparing.revision == document.revision()
            && Arc::ptr_eq(&comparing.right, &right)
    });
    if is_there {
        return None;
    }
    let base = &document.saved().text;
    let has_base = page == ComparePage::Conflict && !base.is_empty();
    let effect = Effect::Compare(CompareJob::Compare {
        document: document.id,
        revision: document.revision(),
        left: document.text().into(),
        right: Arc::clone(&right),
        base: has_base.then(|| Arc::clone(base)),
    });
    state.pages.comparing = Some(Comparing {
        document: document.id,
        revision: document.revision(),
        right,
        comparison: None,
    });
    Some(effect)
}

/// As [`refresh`], for two versions that are made of one text.
fn refresh_marks(state: &mut State) -> Option<Effect> {
    let document = &state.shown_article()?.document;
    let (id, revision) = (document.id, document.revision());
    let is_there = state
        .pages
        .comparing
        .as_ref()
        .is_some_and(|comparing| (comparing.document, comparing.revision) == (id, revision));
    if is_there {
        return None;
    }
    let Some([mine, theirs]) = conflict_marks::versions(document.text()) else {
        close(state);
        return None;
    };
    let right: Arc<str> = theirs.into();
    state.pages.comparing = Some(Comparing {
        document: id,
        revision,
        right: Arc::clone(&right),
        comparison: None,
    });
    Some(Effect::Compare(CompareJob::Compare {
        document: id,
        revision,
        left: mine.into(),
        right,
        base: None,
    }))
}

fn right_side(state: &State, article: &Article, page: ComparePage) -> Option<Arc<str>> {
    let document = &article.document;
    match page {
        ComparePage::Conflict => document.theirs().map(|theirs| Arc::clone(&theirs.text)),
        ComparePage::Marks => None,
        ComparePage::Outside => {
            let outside = article.from_outside.as_ref()?;
            Some(Arc::clone(&outside.before))
        }
        ComparePage::Versions => {
            let (_, version) = state.pages.versions.shown.as_ref()?;
            Some(Arc::clone(&version.text))
        }
        ComparePage::Recovered => {
            let recovered = state.pages.recovered.iter();
            let mut here = recovered.filter(|text| text.document == document.id);
            let beside = here.next().and_then(|text| text.beside.clone());
            let on_disk = document.theirs().unwrap_or(document.saved());
            Some(beside.unwrap_or_else(|| Arc::clone(&on_disk.text)))
        }
    }
}

pub fn compared(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    comparison: Comparison,
) -> Vec<Effect> {
    if let Some(comparing) = &mut state.pages.comparing
        && comparing.document == id
        && comparing.revision == revision
        && Arc::ptr_eq(&comparing.right, &comparison.right)
    {
        comparing.comparison = Some(Arc::new(comparison));
    }
    Vec::new()
}

/// The text that was put together becomes the article's, as one step.
pub fn finish(state: &mut State, text: &str) -> Vec<Effect> {
    let (Some(page), Some(comparing)) = (state.pages.shown, state.pages.comparing.take()) else {
        return Vec::new();
    };
    let Some(article) = state.session.articles.get_mut(&comparing.document) else {
        return Vec::new();
    };
    if article.document.revision() != comparing.revision {
        // The next comparison is on its way.
        return Vec::new();
    }
    // Only what was shown beside it is settled: meanwhile the file may have changed again.
    let settles = matches!(page, ComparePage::Conflict | ComparePage::Recovered);
    let theirs = article.document.theirs().filter(|_| settles).cloned();
    let mut effects = Vec::new();
    if let Some(theirs) = &theirs {
        effects.push(disk::keep_mine_version(&article.document));
        effects.push(disk::keep_version(&article.document, theirs));
    }
    let made_at = article.document.revision();
    if let Some(edit) = Edit::between(article.document.text(), text)
        && let Err(err) = article.change(made_at, &edit, Cause::Step, Caret::Stays)
    {
        return notices::error(state, say!("notice-not-changed", why = words::of(&err)));
    }
    if let Some(theirs) = theirs {
        article.document.mark_saved(theirs);
    }
    match page {
        ComparePage::Conflict | ComparePage::Marks | ComparePage::Outside => {
            effects.extend(close(state));
        }
        ComparePage::Versions => {
            notices::done(state, say!("notice-version-back"));
            effects.extend(close(state));
        }
        ComparePage::Recovered => effects.extend(next_recovered(state, comparing.document)),
    }
    effects
}

/// The writer does not want a recovered text: the article becomes what its file holds.
pub fn discard_recovered(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    if article.document.is_without_file() {
        effects.extend(tabs::let_go(state, id));
    } else {
        effects.push(disk::keep_mine_version(&article.document));
        effects.extend(journal::discard(article));
        let on_disk = article
            .document
            .theirs()
            .unwrap_or(article.document.saved())
            .clone();
        if let Err(err) = article.take(&on_disk.text) {
            log::error!("the text on disk could not be taken: {err}");
        }
        article.document.mark_saved(on_disk);
    }
    effects.extend(next_recovered(state, id));
    effects
}

/// One recovered text is dealt with: shows the next, or the panes.
fn next_recovered(state: &mut State, done: DocumentId) -> Vec<Effect> {
    state.pages.decided(done);
    match state
        .pages
        .recovered
        .first()
        .map(|recovered| recovered.document)
    {
        Some(next) => show_recovered(state, next),
        None => close(state),
    }
}
