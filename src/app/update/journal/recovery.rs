//! What an earlier run left in the journal: opened again, beside the files as they are now.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    app::{
        State,
        article::Article,
        derived::Derived,
        update::{compare, notices, untitled},
    },
    io::{
        Effect,
        journal::{JournalEntry, Origin, Recovered, Rescued, Why},
        workers::JournalJob,
    },
    model::{
        document::{Disk, Document, DocumentId, Snapshot},
        recovery::{self, RecoveredText, Verdict},
        version,
        words::{self, say},
    },
};

/// What an earlier run left: each text is opened unsaved, beside its file as it is now.
pub fn recovered(state: &mut State, texts: Vec<(Recovered, Option<Snapshot>)>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (text, disk) in texts {
        match text {
            Recovered::Text { entry, written } => {
                let hash = disk.as_ref().map(|disk| disk.hash);
                let verdict = recovery::judge(entry.base, entry.hash(), hash);
                if verdict == Verdict::Saved {
                    effects.push(Effect::Journal(JournalJob::Forget(entry.origin)));
                    continue;
                }
                effects.extend(reopen(state, &entry, disk, verdict, written));
            }
            Recovered::Rescued(rescued) => offer_apart(state, rescued, disk),
            Recovered::Newer { slot, version } => {
                let path = slot.to_string_lossy();
                notices::error(
                    state,
                    say!("notice-newer-text", version = version, path = path),
                );
            }
        }
    }
    if let Some(first) = state.pages.recovered.first() {
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
    let open = state.session.article_at(&path);
    let is_typed_over = |id| {
        let article = state.session.articles.get(&id);
        article.is_some_and(|article| article.document.is_dirty())
    };
    if open.is_some_and(is_typed_over) {
        // The writer goes on from there, and the journal keeps both.
        return Vec::new();
    }
    let id = open.unwrap_or_else(|| state.session.new_document_id());
    let mut article = article_of(id, path.clone(), entry, disk, verdict);
    state.pages.offer(RecoveredText {
        document: id,
        name: shown_name(state, &path),
        time: shown_time(written),
        verdict,
        beside: None,
    });
    let caret = entry.text.floor_char_boundary(entry.caret_byte);
    article.select(caret..caret);
    state.session.add(article);
    Vec::new()
}

/// Opens a text apart from its article: a letter of it may be wrong, or the article has another one.
fn offer_apart(state: &mut State, rescued: Rescued, disk: Option<Snapshot>) {
    let saved = disk.as_ref().map(|disk| &disk.text);
    if rescued.why == Why::OfAnotherWindow && saved == rescued.text.as_ref() {
        // That window saved it.
        return;
    }
    let path = match &rescued.origin {
        Some(Origin::File(path)) => Some(path.clone()),
        Some(Origin::Untitled(_)) => None,
        None => known_paths(state).find(|path| rescued.is_of(path)).cloned(),
    };
    let name = path.map(|path| shown_name(state, &path));
    notices::error(state, said_of(&rescued, name.clone()));
    let (time, verdict) = match rescued.why {
        Why::Damaged => (say!("recovered-damaged"), Verdict::Damaged),
        Why::OfAnotherWindow => (say!("recovered-another"), Verdict::Another),
    };
    let Some(text) = rescued.text else { return };
    let kept = rescued.kept.file_name().unwrap_or_default();
    let id = untitled::add(state, kept.to_string_lossy().into_owned(), "", &text);
    let title = state.session.articles.get(&id);
    let title = title.map(|article| article.derived.entry.title.clone());
    state.pages.offer(RecoveredText {
        document: id,
        name: name.or(title).unwrap_or_default(),
        time: time.to_owned(),
        verdict,
        beside: disk.map(|disk| disk.text),
    });
}

fn said_of(rescued: &Rescued, name: Option<String>) -> String {
    let kept = rescued.kept.to_string_lossy();
    let what = match rescued.text {
        Some(_) => say!("damaged-in-part"),
        None => say!("damaged-whole"),
    };
    match (rescued.why, name) {
        (Why::OfAnotherWindow, Some(name)) => {
            say!("notice-another-of", name = name, path = kept)
        }
        (Why::OfAnotherWindow, None) => say!("notice-another", path = kept),
        (Why::Damaged, Some(name)) => {
            say!("notice-damaged-of", name = name, what = what, path = kept)
        }
        (Why::Damaged, None) => say!("notice-damaged", what = what, path = kept),
    }
}

/// The files that are open, are being opened, or were open last.
fn known_paths(state: &State) -> impl Iterator<Item = &PathBuf> {
    let remembered = &state.settings.remembered;
    let session = &state.session;
    let open = session.followed.iter().chain(session.reading.keys());
    let last = remembered.open_articles.iter();
    open.chain(last).chain(&remembered.last_article)
}

/// Opens the text of an article that never had a file.
fn reopen_untitled(state: &mut State, name: &str, entry: &JournalEntry, written: SystemTime) {
    let id = untitled::add(state, name.to_owned(), "", &entry.text);
    let caret = entry.text.floor_char_boundary(entry.caret_byte);
    if let Some(article) = state.session.articles.get_mut(&id) {
        article.select(caret..caret);
        state.pages.offer(RecoveredText {
            document: id,
            name: article.derived.entry.title.clone(),
            time: shown_time(written),
            verdict: Verdict::Dirty,
            beside: None,
        });
    }
}

/// A site was opened: recovered texts are named as its list names them.
pub fn name_again(state: &mut State) {
    for at in 0..state.pages.recovered.len() {
        let recovered = state.pages.recovered.get(at);
        let article = recovered.and_then(|text| state.session.articles.get(&text.document));
        let Some(article) = article.filter(|article| !article.document.is_untitled()) else {
            continue;
        };
        let name = shown_name(state, article.document.path());
        if let Some(recovered) = state.pages.recovered.get_mut(at) {
            recovered.name = name;
        }
    }
}

fn shown_name(state: &State, path: &Path) -> String {
    match &state.site.open {
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
        |time| words::put(&version::moment(&time, &jiff::ZonedDateTime::now())),
    )
}

/// Over what the file held when the text was typed; that text is known only if it is still there.
fn article_of(
    id: DocumentId,
    path: PathBuf,
    entry: &JournalEntry,
    disk: Option<Snapshot>,
    verdict: Verdict,
) -> Article {
    let unsaved = |path| Document::unsaved(id, path, &entry.text, entry.format, entry.base);
    let document = match (verdict, disk) {
        (Verdict::Dirty | Verdict::Saved, Some(on_disk)) => {
            let mut article = Article::new(Document::new(id, path, on_disk));
            if let Err(err) = article.take(&entry.text) {
                log::error!("a recovered text did not fit its file: {err}");
            }
            // It may not be the one that is shown.
            article.derived = Derived::of(&article.document);
            return article;
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
    };
    Article::new(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::update::testing::{opened, snapshot, text},
        io::workers::CompareJob,
        model::document::FileFormat,
    };

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
        assert_eq!(article.selection(), 2..2);
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

    fn damaged(text: Option<&str>) -> State {
        let mut state = opened("on disk");
        let damaged = Rescued {
            why: Why::Damaged,
            origin: Some(Origin::File("post.md".into())),
            text: text.map(Into::into),
            kept: "journal/discarded/abc".into(),
            slots: String::new(),
        };
        let found = (Recovered::Rescued(damaged), Some(snapshot("on disk")));
        recovered(&mut state, vec![found]);
        state
    }

    #[test]
    fn a_damaged_text_is_said_and_opened_beside_its_file() {
        let mut state = damaged(Some("half of it"));

        let notice = &state.notices.shown[0].notice.text;
        assert!(notice.contains("post.md"), "{notice}");
        assert!(notice.ends_with("(journal/discarded/abc)"), "{notice}");
        assert_eq!(text(&state), "half of it");
        let offered = state.pages.recovered.iter().map(|it| it.name.as_str());
        assert_eq!(offered.collect::<Vec<_>>(), ["post.md"]);
        let Some(Effect::Compare(CompareJob::Compare { left, right, .. })) =
            compare::refresh(&mut state)
        else {
            panic!("nothing is compared");
        };
        assert_eq!((&*left, &*right), ("half of it", "on disk"));
        let own = state.session.article_at(Path::new("post.md")).unwrap();
        assert!(!state.session.articles[&own].document.is_dirty());
    }

    #[test]
    fn a_damaged_text_of_which_nothing_can_be_read_is_said() {
        let state = damaged(None);

        assert_eq!(state.notices.shown.len(), 1);
        assert_eq!(text(&state), "on disk");
    }
}
