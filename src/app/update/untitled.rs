//! Articles that have no file yet: written at once, named at their first save.
//!
//! Such an article has a path all the same, where nothing is: what it is called, and where its
//! pictures are looked for. In the journal it goes by a name of its own.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    app::{
        State,
        article::{Article, Caret},
        state::Over,
        update::articles,
    },
    io::Effect,
    model::{
        document::{Document, DocumentId},
        front_matter::{self, Change, Format, KeyPath, Manner, Value},
        site::{
            Site, bundle, keys,
            new_article::{self, Facts},
        },
        text::{Cause, Edit},
    },
};

/// Opens a blank article in the section of the shown one.
pub fn open(state: &mut State) -> Vec<Effect> {
    let start = start_text(state);
    let name = new_name(state);
    let id = add(state, name, &start, &start);
    if let Some(article) = state.session.articles.get_mut(&id) {
        let end = start.len();
        article.select(end..end);
    }
    state.window.close();
    articles::show(state, id);
    Vec::new()
}

/// What no open article is called in the journal: two of one name would share its slots.
fn new_name(state: &State) -> String {
    let is_taken = |name: &str| {
        let mut articles = state.session.articles.values();
        articles.any(|article| article.document.untitled_name() == Some(name))
    };
    let mut number = 1;
    loop {
        let name = format!("{}-{number}", state.clock.unix_secs);
        if !is_taken(&name) {
            return name;
        }
        number += 1;
    }
}

/// Opens a text that has no file; it is unsaved where it differs from `start`.
pub fn add(state: &mut State, name: String, start: &str, text: &str) -> DocumentId {
    let id = state.session.new_document_id();
    let path = path(state);
    let document = if start == text {
        Document::untitled(id, path, name, start)
    } else {
        Document::untitled(id, path, name, "").with_text(text)
    };
    state.session.add(Article::new(document));
    id
}

/// As its section begins its articles: in its format, with a date, and as a draft.
fn start_text(state: &State) -> String {
    let path = path(state);
    let section = state.site.open.as_ref().map(|site| site.section_of(&path));
    let form = state
        .site
        .schema
        .form(section.as_deref().unwrap_or_default());
    let generator = state.site.open.as_ref().map(|it| it.settings.generator);
    let facts = Facts {
        title: String::new(),
        slug: String::new(),
        section: section.unwrap_or_default(),
        site_title: String::new(),
        is_bundle: false,
        language: String::new(),
        now: state.now(),
        date_example: form.date_example.clone(),
        manner: form.manner,
        kept_back: generator.unwrap_or_default().kept_back(),
    };
    new_article::blank(&facts, form.format.unwrap_or(Format::Yaml)).text
}

/// A path in the folder of the shown article that no file and no open article has.
fn path(state: &State) -> PathBuf {
    let content = state.site.open.as_ref().map(|site| site.content.as_path());
    let beside = state
        .shown_article()
        .and_then(|article| bundle::folder_of(article.document.path()))
        .filter(|folder| content.is_none_or(|content| folder.starts_with(content)));
    let folder = beside.or(content).unwrap_or(Path::new(""));
    free(state, folder, "untitled")
}

/// `name.md` in the folder, with a number where that is taken.
fn free(state: &State, folder: &Path, name: &str) -> PathBuf {
    let is_taken = |path: &Path| {
        let site = state.site.open.as_ref();
        let is_listed = |site: &Site| site.articles.iter().any(|entry| *entry.path == *path);
        state.session.article_at(path).is_some() || site.is_some_and(is_listed)
    };
    let numbered = |number| match number {
        1 => folder.join(format!("{name}.md")),
        _ => folder.join(format!("{name}-{number}.md")),
    };
    (1..1_000)
        .map(numbered)
        .find(|path| !is_taken(path))
        .unwrap_or_else(|| numbered(1))
}

/// Where a text is saved to if the writer does not say otherwise: after its title, if it has no
/// file yet.
pub fn proposed_path(state: &State, article: &Article) -> PathBuf {
    let path = article.document.path();
    let head = &article.derived.front_matter;
    let title = head.text(&KeyPath::new([keys::TITLE]));
    let title = title.filter(|title| !title.trim().is_empty());
    let slug = title.map(|title| new_article::slug(&title));
    match (slug, path.parent()) {
        (Some(slug), Some(folder)) if article.document.is_untitled() && !slug.is_empty() => {
            free(state, folder, &slug)
        }
        _ => path.to_owned(),
    }
}

/// Asks for the name of an article that has none yet.
pub fn ask_for_name(state: &mut State, id: DocumentId) {
    if state.session.shown != Some(id) {
        articles::show(state, id);
    }
    state.window.open(if state.site.open.is_some() {
        Over::SaveNew
    } else {
        Over::SaveAs
    });
}

/// What an article is called by its form, else by its first heading; empty where neither says it.
pub fn title_of(article: &Article) -> String {
    let title = article
        .derived
        .front_matter
        .text(&KeyPath::new([keys::TITLE]));
    let title = title.filter(|title| !title.trim().is_empty());
    let heading = || {
        let outline = article.derived.outline(article.document.text());
        outline.first().map(|heading| heading.title.clone())
    };
    title.or_else(heading).unwrap_or_default()
}

/// Writes the title that was asked for into the head of an article, if it has one. What the text begins
/// with as a heading of the first level goes then: readers would see it twice.
pub fn entitle(article: &mut Article, title: String, manner: Manner) {
    let head = &article.derived.front_matter;
    let path = KeyPath::new([keys::TITLE]);
    if title.is_empty() || head.format.is_none() || head.text(&path).as_ref() == Some(&title) {
        return;
    }
    let heading = heading_of(article, &title);
    let value = Value::Text(title);
    let text = article.document.text();
    let Ok(Some(edit)) = front_matter::edit_in(text, &Change::Set { path, value }, manner) else {
        return;
    };
    let mut entitled = text.to_owned();
    if let Some(heading) = heading.filter(|heading| heading.start >= edit.range.end) {
        entitled.replace_range(heading, "");
    }
    let Some(edit) = Edit::between(text, &edit.applied_to(&entitled)) else {
        return;
    };
    let made_at = article.document.revision();
    if let Err(err) = article.change(made_at, &edit, Cause::Step, Caret::Stays) {
        log::warn!("the title is not in the head: {err}");
    }
}

/// The heading of the first level that the text begins with, and the empty lines behind it, if it says
/// this.
fn heading_of(article: &Article, title: &str) -> Option<Range<usize>> {
    let text = article.document.text();
    let heading = article.derived.outline(text).first()?;
    let block = article.derived.blocks.blocks.first()?;
    let is_it = heading.level == 1 && heading.title == title;
    if !is_it || block.range.start != heading.section.start {
        return None;
    }
    let behind = text.get(block.range.end..)?;
    let blank = behind.len() - behind.trim_start_matches(['\n', '\r']).len();
    Some(block.range.start..block.range.end + blank)
}

/// A site was opened: what was typed before it was there belongs into it.
pub fn settle(state: &mut State) {
    let Some(content) = state.site.open.as_ref().map(|site| site.content.clone()) else {
        return;
    };
    let homeless: Vec<DocumentId> = state
        .session
        .articles
        .values()
        .filter(|article| article.document.is_untitled())
        .filter(|article| !article.document.path().starts_with(&content))
        .map(|article| article.document.id)
        .collect();
    for id in homeless {
        let path = free(state, &content, "untitled");
        if let Some(article) = state.session.articles.get_mut(&id) {
            article.document.place_at(path);
            article.derived = crate::app::derived::Derived::of(&article.document);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, CloseAnswer, Command, QuitAnswer},
        app::{
            Quitting,
            state::Closing,
            update::{
                journal, receive,
                testing::{opened, snapshot, text, type_at},
                update,
            },
        },
        io::{
            Event,
            journal::{JournalEntry, Origin, Recovered},
            workers::{JournalEvent, JournalJob, StoreEvent, StoreJob, Write},
        },
    };

    fn untitled() -> State {
        let mut state = opened("a");
        update(&mut state, Action::Run(Command::Untitled));
        state
    }

    fn typed() -> State {
        let mut state = untitled();
        let end = text(&state).len();
        type_at(&mut state, end, "Words");
        state
    }

    fn run(state: &mut State, command: Command) -> Vec<Effect> {
        update(state, Action::Run(command))
    }

    fn name(state: &mut State, path: &str) -> Vec<Effect> {
        let document = state.session.shown.unwrap();
        let path = PathBuf::from(path);
        update(state, Action::SaveAs { document, path })
    }

    #[track_caller]
    fn write_in(effects: &[Effect]) -> Write {
        let write = effects.iter().find_map(|effect| match effect {
            Effect::Store(StoreJob::Write(write)) => Some(write.clone()),
            _ => None,
        });
        write.unwrap_or_else(|| panic!("nothing is written: {effects:?}"))
    }

    fn written(state: &mut State, write: &Write) -> Vec<Effect> {
        let event = Event::Store(StoreEvent::Written {
            document: write.document,
            revision: write.revision,
            snapshot: snapshot(&write.save.text),
        });
        receive(state, event)
    }

    #[test]
    fn a_new_article_is_written_at_once_and_named_at_its_first_save() {
        let mut state = typed();

        assert_eq!(run(&mut state, Command::Save), []);
        assert_eq!(state.window.over, Some(Over::SaveAs));
        let write = write_in(&name(&mut state, "ferry.md"));
        assert_eq!(write.save.expected, None, "it is never written over a file");
        written(&mut state, &write);

        let document = &state.shown_article().unwrap().document;
        assert!(!document.is_dirty() && !document.is_untitled());
        assert_eq!(document.path(), Path::new("ferry.md"));
    }

    #[test]
    fn a_blank_article_that_was_not_touched_closes_without_a_question() {
        let mut state = untitled();

        run(&mut state, Command::CloseArticle);

        assert_eq!(state.leaving.closing, Closing::Not);
        assert_eq!(state.session.articles.len(), 1);
    }

    #[test]
    fn its_text_is_in_the_journal_under_its_own_name_until_it_is_in_its_file() {
        let mut state = typed();

        let kept = journal::keep_all(&mut state);
        let [Effect::Journal(JournalJob::Keep(entry))] = &kept[..] else {
            panic!("{kept:?}");
        };
        assert!(matches!(entry.origin, Origin::Untitled(_)));
        assert_eq!(entry.base, None);
        let origin = entry.origin.clone();
        let write = write_in(&name(&mut state, "ferry.md"));
        let effects = written(&mut state, &write);

        let forgotten = Effect::Journal(JournalJob::Forget(origin));
        assert!(effects.contains(&forgotten), "{effects:?}");
    }

    #[test]
    fn after_a_crash_it_is_open_again_without_a_file() {
        let mut state = opened("a");
        let entry = JournalEntry {
            origin: Origin::Untitled("7-1".to_owned()),
            base: None,
            format: crate::model::document::FileFormat::default(),
            caret_byte: 2,
            text: "Words".into(),
        };
        let written = std::time::SystemTime::UNIX_EPOCH;

        let found = (Recovered::Text { entry, written }, None);
        receive(
            &mut state,
            Event::Journal(JournalEvent::Recovered(vec![found])),
        );

        let document = &state.shown_article().unwrap().document;
        assert_eq!(document.text(), "Words");
        assert!(document.is_dirty() && document.is_untitled());
        assert_eq!(document.untitled_name(), Some("7-1"));
    }

    #[test]
    fn quitting_asks_for_its_name_and_goes_on_once_it_is_saved() {
        let mut state = typed();
        run(&mut state, Command::Quit);

        update(&mut state, Action::Quit(QuitAnswer::SaveAll));
        assert_eq!(state.window.over, Some(Over::SaveAs));
        let write = write_in(&name(&mut state, "ferry.md"));
        written(&mut state, &write);

        assert_eq!(state.leaving.quitting, Quitting::Closes);
    }

    #[test]
    fn who_gives_no_name_stays() {
        let mut state = typed();
        run(&mut state, Command::Quit);
        update(&mut state, Action::Quit(QuitAnswer::SaveAll));

        update(&mut state, Action::CloseSaveAs);

        assert_eq!(state.leaving.quitting, Quitting::Not);
        assert!(!state.unsaved().is_empty());
    }

    #[test]
    fn closing_asks_for_its_name_and_goes_on_once_it_is_saved() {
        let mut state = typed();
        run(&mut state, Command::CloseArticle);
        update(&mut state, Action::Close(CloseAnswer::Save));

        let write = write_in(&name(&mut state, "ferry.md"));
        written(&mut state, &write);

        assert_eq!(state.session.articles.len(), 1);
    }

    #[test]
    fn two_of_them_never_have_one_name_in_the_journal() {
        let mut state = untitled();
        run(&mut state, Command::PreviousArticle);
        run(&mut state, Command::CloseArticle);

        run(&mut state, Command::Untitled);

        let names: std::collections::BTreeSet<_> = state
            .session
            .articles
            .values()
            .map(|article| article.document.untitled_name())
            .collect();
        assert_eq!((state.session.articles.len(), names.len()), (2, 2));
    }

    #[test]
    fn two_of_them_have_paths_of_their_own() {
        let mut state = untitled();
        run(&mut state, Command::Untitled);

        let paths: std::collections::BTreeSet<_> = state
            .session
            .articles
            .values()
            .map(|article| article.document.path())
            .collect();
        assert_eq!(paths.len(), 3);
        assert_eq!(state.settings.remembered.open_articles, [] as [PathBuf; 0]);
    }
}
