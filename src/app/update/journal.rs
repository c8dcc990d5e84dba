//! Unsaved text on its way into the journal, and back out of it after a crash.
//!
//! A text goes to the journal 250 ms after its first change since the last time: a timer, not a
//! pause in typing, so that steady typing is kept too. It is forgotten once the file holds it.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    app::{
        State,
        state::Article,
        update::{compare, notices, untitled},
    },
    io::{
        Effect, JournalRequest,
        journal::{JournalEntry, Origin, Recovered},
    },
    model::{
        document::{ContentHash, Disk, Document, DocumentId, Snapshot},
        recovery::{RecoveredText, Verdict},
        text::{Cause, Edit, Revision},
    },
};

/// From the first change to the disk.
const DELAY_MILLIS: u64 = 250;

/// Until a text that the journal did not take is offered again.
const AGAIN_MILLIS: u64 = 5_000;

/// How far the text of an article is in the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Journalled {
    /// The journal holds some text of it.
    is_there: bool,
    /// Which text; see [`Document::revision`].
    revision: Revision,
    /// What the file held then.
    base: Option<ContentHash>,
    /// When the text first differed from that.
    since_millis: Option<u64>,
}

/// What to write now, and in how many milliseconds to look again.
pub fn tick(state: &mut State, has_focus: bool) -> (Vec<Effect>, Option<u64>) {
    let now = state.clock.since_start_millis;
    let mut effects = Vec::new();
    let mut next = None;
    for article in state.articles.values_mut() {
        if !article.document.is_dirty() {
            effects.extend(forget(article));
            continue;
        }
        let journalled = &mut article.journalled;
        let has_text = journalled.revision == article.document.revision();
        // A save of an older text changes what the file holds, and so what the journal must say.
        let has_base = journalled.base == Some(article.document.saved().hash);
        if journalled.is_there && has_text && has_base {
            continue;
        }
        let since = *journalled.since_millis.get_or_insert(now);
        let left = (since + DELAY_MILLIS).saturating_sub(now);
        if left == 0 || !has_focus {
            effects.push(keep(article));
        } else {
            next = Some(next.map_or(left, |next: u64| next.min(left)));
        }
    }
    (effects, next)
}

/// The file has another name: the text goes into the journal under it, then from its old one.
pub fn move_to(article: &mut Article, path: PathBuf) -> Vec<Effect> {
    let old = origin(&article.document);
    let was_there = std::mem::take(&mut article.journalled).is_there;
    article.document.move_to(path);
    let mut effects: Vec<Effect> = keep_now(article).into_iter().collect();
    if was_there {
        effects.push(Effect::Journal(JournalRequest::Forget(old)));
    }
    effects
}

/// What is not in the journal yet, at once: for the end of the program.
pub fn keep_all(state: &mut State) -> Vec<Effect> {
    tick(state, false).0
}

/// Unsaved text of this article, at once: a save comes.
pub fn keep_now(article: &mut Article) -> Option<Effect> {
    let journalled = &article.journalled;
    let is_kept = journalled.is_there
        && journalled.revision == article.document.revision()
        && journalled.base == Some(article.document.saved().hash);
    (article.document.is_dirty() && !is_kept).then(|| keep(article))
}

/// The journal did not take a text. It is tried again, and not at every key.
pub fn not_kept(state: &mut State, origin: &Origin, error: &str) -> Vec<Effect> {
    let again_at = state.clock.since_start_millis + AGAIN_MILLIS;
    for article in state.articles.values_mut() {
        if self::origin(&article.document) == *origin {
            article.journalled.revision = Revision::default();
            article.journalled.base = None;
            article.journalled.since_millis = Some(again_at);
        }
    }
    notices::error(
        state,
        format!("Unsaved text is not protected against a crash: {error}"),
    )
}

/// Puts the text of an article into the journal.
fn keep(article: &mut Article) -> Effect {
    let document = &article.document;
    article.journalled = Journalled {
        is_there: true,
        revision: document.revision(),
        base: Some(document.saved().hash),
        since_millis: None,
    };
    Effect::Journal(JournalRequest::Keep(JournalEntry {
        origin: origin(document),
        base: (!document.is_untitled()).then_some(document.saved().hash),
        format: document.saved().format,
        caret_byte: article.selection.end,
        text: document.text().into(),
    }))
}

/// The text is in its file.
fn forget(article: &mut Article) -> Option<Effect> {
    let was_there = std::mem::take(&mut article.journalled).is_there;
    was_there.then(|| Effect::Journal(JournalRequest::Forget(origin(&article.document))))
}

fn origin(document: &Document) -> Origin {
    match document.untitled_name() {
        Some(name) => Origin::Untitled(name.to_owned()),
        None => Origin::File(document.path().to_owned()),
    }
}

/// An article closes: its unsaved text is put aside, its saved text is forgotten.
pub fn let_go(state: &mut State, id: DocumentId) -> Vec<Effect> {
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    if !article.document.is_dirty() {
        return forget(article).into_iter().collect();
    }
    discard(article).into()
}

/// The writer quits without saving: what the journal has is put aside, not lost.
pub fn discard_all(state: &mut State) -> Vec<Effect> {
    let dirty = state
        .articles
        .values_mut()
        .filter(|article| article.document.is_dirty());
    dirty.flat_map(discard).collect()
}

/// The writer does not want the text of an article: the journal puts it aside.
pub fn discard(article: &mut Article) -> [Effect; 2] {
    let kept = keep(article);
    let origin = origin(&article.document);
    [kept, Effect::Journal(JournalRequest::Discard(origin))]
}

/// What an earlier run left: each text is opened unsaved, beside its file as it is now.
pub fn recovered(state: &mut State, texts: Vec<(Recovered, Option<Snapshot>)>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (text, disk) in texts {
        match text {
            Recovered::Text { entry, written } => {
                let hash = disk.as_ref().map(|disk| disk.hash);
                let verdict = crate::model::recovery::judge(entry.base, entry.hash(), hash);
                if verdict == Verdict::Saved {
                    effects.push(Effect::Journal(JournalRequest::Forget(entry.origin)));
                    continue;
                }
                effects.extend(reopen(state, &entry, disk, verdict, written));
            }
            Recovered::Newer { slot, version } => {
                let slot = slot.display();
                notices::error(
                    state,
                    format!(
                        "Unsaved text of a newer Kopij (version {version}) was left alone ({slot})"
                    ),
                );
            }
        }
    }
    if let Some(first) = state.recovered.first() {
        let first = first.document;
        effects.extend(compare::show_recovered(state, first));
    }
    effects
}

/// Opens a recovered text over the file as it is now.
fn reopen(
    state: &mut State,
    entry: &JournalEntry,
    disk: Option<Snapshot>,
    verdict: Verdict,
    written: SystemTime,
) -> Vec<Effect> {
    let path = match &entry.origin {
        Origin::File(path) => path.clone(),
        Origin::Untitled(name) => {
            reopen_untitled(state, name, entry, written);
            return Vec::new();
        }
    };
    // The article may have been opened before the journal was read.
    let open = state.article_at(&path);
    let is_typed_over = |id| {
        let article = state.articles.get(&id);
        article.is_some_and(|article| article.document.is_dirty())
    };
    if open.is_some_and(is_typed_over) {
        // The writer goes on from there, and the journal keeps both.
        return Vec::new();
    }
    let id = open.unwrap_or_else(|| state.new_document_id());
    let mut article = Article::new(document_of(id, path.clone(), entry, disk, verdict));
    state.recovered.push(RecoveredText {
        document: id,
        name: shown_name(state, &path),
        time: shown_time(written),
        verdict,
        beside: None,
    });
    let caret = entry.text.floor_char_boundary(entry.caret_byte);
    article.selection = caret..caret;
    article.select = Some(caret..caret);
    state.articles.insert(id, article);
    Vec::new()
}

/// Opens the text of an article that never had a file.
fn reopen_untitled(state: &mut State, name: &str, entry: &JournalEntry, written: SystemTime) {
    let id = untitled::add(state, name.to_owned(), "", &entry.text);
    let caret = entry.text.floor_char_boundary(entry.caret_byte);
    if let Some(article) = state.articles.get_mut(&id) {
        article.selection = caret..caret;
        article.select = Some(caret..caret);
        state.recovered.push(RecoveredText {
            document: id,
            name: article.derived.entry.title.clone(),
            time: shown_time(written),
            verdict: Verdict::Dirty,
            beside: None,
        });
    }
}

/// A site was opened: recovered texts are named as its list names them.
pub fn name_recovered(state: &mut State) {
    for at in 0..state.recovered.len() {
        let recovered = state.recovered.get(at);
        let article = recovered.and_then(|text| state.articles.get(&text.document));
        let Some(article) = article.filter(|article| !article.document.is_untitled()) else {
            continue;
        };
        let name = shown_name(state, article.document.path());
        if let Some(recovered) = state.recovered.get_mut(at) {
            recovered.name = name;
        }
    }
}

fn shown_name(state: &State, path: &Path) -> String {
    match &state.site {
        Some(site) => site.shown_path(path).into_owned(),
        None => path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned(),
    }
}

fn shown_time(time: SystemTime) -> String {
    let time = jiff::Timestamp::try_from(time)
        .map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()));
    time.map_or_else(
        |_odd| String::new(),
        |time| crate::model::version::moment(&time, &jiff::ZonedDateTime::now()),
    )
}

/// Over what the file held when the text was typed; that text is known only if it is still there.
fn document_of(
    id: DocumentId,
    path: PathBuf,
    entry: &JournalEntry,
    disk: Option<Snapshot>,
    verdict: Verdict,
) -> Document {
    let unsaved = |path| Document::unsaved(id, path, &entry.text, entry.format, entry.base);
    match (verdict, disk) {
        (Verdict::Dirty | Verdict::Saved, Some(on_disk)) => {
            let mut document = Document::new(id, path, on_disk);
            if let Some(edit) = Edit::between(document.text(), &entry.text)
                && let Err(err) = document.apply(document.revision(), &edit, Cause::Step)
            {
                log::error!("a recovered text did not fit its file: {err}");
            }
            document
        }
        (_, Some(on_disk)) => {
            let mut document = unsaved(path);
            document.disk = Disk::Changed(on_disk);
            document
        }
        (_, None) => {
            let mut document = unsaved(path);
            document.disk = Disk::Deleted;
            document
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::update::{
            articles,
            testing::{opened, snapshot, text, type_at},
        },
        model::document::FileFormat,
    };

    fn kept(effects: &[Effect]) -> Vec<&str> {
        effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Journal(JournalRequest::Keep(entry)) => Some(&*entry.text),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn steady_typing_goes_to_the_journal_all_the_same() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let (effects, next) = tick(&mut state, true);
        assert_eq!((effects.len(), next), (0, Some(250)));

        state.clock.since_start_millis = 200;
        type_at(&mut state, 2, "c");
        assert_eq!(tick(&mut state, true).1, Some(50));

        state.clock.since_start_millis = 250;
        let (effects, next) = tick(&mut state, true);
        assert_eq!(kept(&effects), ["abc"]);
        assert_eq!(next, None);
        assert!(tick(&mut state, true).0.is_empty());
    }

    #[test]
    fn a_window_that_loses_the_focus_keeps_its_text_at_once() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");

        let (effects, _) = tick(&mut state, false);

        assert_eq!(kept(&effects), ["ab"]);
    }

    #[test]
    fn text_that_is_saved_or_undone_is_forgotten() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, false);
        articles::undo(&mut state);

        let (effects, _) = tick(&mut state, true);

        assert!(matches!(
            effects.as_slice(),
            [Effect::Journal(JournalRequest::Forget(_))]
        ));
    }

    #[test]
    fn a_text_that_the_journal_did_not_take_is_offered_again_later() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        tick(&mut state, false);
        let origin = origin(&state.shown_article().unwrap().document);

        not_kept(&mut state, &origin, "no space left on device");

        assert_eq!(state.notices.len(), 1);
        assert!(tick(&mut state, true).0.is_empty());
        state.clock.since_start_millis = AGAIN_MILLIS + DELAY_MILLIS;
        assert_eq!(kept(&tick(&mut state, true).0), ["ab"]);
    }

    #[test]
    fn text_that_the_writer_gave_up_is_not_kept_at_the_end() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        discard_all(&mut state);

        assert_eq!(keep_all(&mut state), []);
    }

    fn entry(base: &str, text: &str) -> Recovered {
        Recovered::Text {
            entry: JournalEntry {
                origin: Origin::File("post.md".into()),
                base: Some(snapshot(base).hash),
                format: FileFormat::default(),
                caret_byte: 2,
                text: text.into(),
            },
            written: SystemTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_recovered_text_is_opened_unsaved() {
        let mut state = opened("a");

        let found = (entry("a", "a and more"), Some(snapshot("a")));
        recovered(&mut state, vec![found]);

        assert_eq!(text(&state), "a and more");
        let article = state.shown_article().unwrap();
        assert!(article.document.is_dirty());
        assert_eq!(article.document.disk, Disk::Same);
        assert_eq!(article.selection, 2..2);
    }

    #[test]
    fn a_recovered_text_whose_file_changed_meanwhile_is_in_conflict() {
        let mut state = opened("theirs");

        let found = (entry("a", "mine"), Some(snapshot("theirs")));
        recovered(&mut state, vec![found]);

        assert_eq!(text(&state), "mine");
        let disk = &state.shown_article().unwrap().document.disk;
        assert_eq!(*disk, Disk::Changed(snapshot("theirs")));
    }
}
