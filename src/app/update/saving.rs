//! What is asked before a save, what is sent to the store, and what its answers change.

use std::path::PathBuf;

use crate::{
    app::{
        State,
        article::{Article, Caret, Saving},
        state::{Closing, Quitting},
        update::{
            disk, form, journal, leftovers, moved, notices, panes, quitting, refused, tabs,
            untitled,
        },
    },
    io::{
        Effect,
        store::{Save, WriteError},
        workers::{IndexJob, StoreJob, Write},
    },
    model::{
        date,
        document::{Disk, DocumentId, Snapshot},
        front_matter::{self, Change, FrontMatter, Value},
        schema::Field,
        settings::Autosave,
        text::{Cause, Revision},
        words::{self, say},
    },
};

pub fn save_shown(state: &mut State) -> Vec<Effect> {
    match state.session.shown {
        Some(id) => save(state, id),
        None => Vec::new(),
    }
}

/// How long a writer pauses before what she wrote is saved, if the settings have it so.
const PAUSE_MILLIS: u64 = 3_000;

/// Saves what may be saved unasked, as the settings have it. Returns in how many milliseconds the
/// next is due.
pub fn autosave(state: &mut State, is_leaving: bool) -> (Vec<Effect>, Option<u64>) {
    let is_paused = state.settings.autosave == Autosave::AfterPause;
    let is_off = state.settings.autosave == Autosave::Off || !(is_leaving || is_paused);
    let is_asked = state.leaving.quitting != Quitting::Not || state.leaving.closing != Closing::Not;
    if is_off || is_asked {
        return (Vec::new(), None);
    }
    let now = state.clock.since_start_millis;
    let mut next = None;
    let mut due = Vec::new();
    for id in state.session.articles.keys().copied().collect::<Vec<_>>() {
        let may_be = may_be_autosaved(state, id);
        let Some(article) = state.session.articles.get_mut(&id) else {
            continue;
        };
        let revision = article.document.revision();
        let noted = article.saves.noted.filter(|(at, _)| *at == revision);
        let (_, since) = *article.saves.noted.insert(noted.unwrap_or((revision, now)));
        if !may_be || article.saves.tried == Some(revision) {
            continue;
        }
        let left = (since + PAUSE_MILLIS).saturating_sub(now);
        if is_leaving || left == 0 {
            due.push(id);
        } else {
            next = Some(next.map_or(left, |other: u64| other.min(left)));
        }
    }
    let mut effects = Vec::new();
    for id in due {
        effects.extend(save_for(state, id, Asked::ByNobody));
        if let Some(article) = state.session.articles.get_mut(&id) {
            article.saves.tried = Some(article.document.revision());
        }
    }
    (effects, next)
}

/// Whether nothing about an article is left for the writer to decide.
fn may_be_autosaved(state: &State, id: DocumentId) -> bool {
    let Some(article) = state.session.articles.get(&id) else {
        return false;
    };
    let document = &article.document;
    let is_undecided = document.disk != Disk::Same
        || document.is_untitled()
        || document.saved().format.is_read_only()
        || article.saves.not_saved.is_some()
        || state.pages.leftovers.contains_key(&id)
        || state.pages.recovered.iter().any(|text| text.document == id)
        || state.changes.is_about(document.path());
    document.is_dirty() && article.saves.saving.is_none() && !is_undecided
}

/// Who wants a save.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    ByWriter,
    ByNobody,
}

/// Where the site has it so, the head says that the article was changed now, unless the writer set
/// that date since the last save. Nothing is said where that cannot be: she asked for a save.
fn stamp(state: &mut State, id: DocumentId, asked: Asked) {
    let Some(change) = modified_now(state, id, asked) else {
        return;
    };
    let manner = form::manner(state, id);
    let Some(article) = state.session.articles.get_mut(&id) else {
        return;
    };
    let edit = match front_matter::edit_all(article.document.text(), &[change], manner) {
        Ok(edit) => edit,
        Err(refused) => {
            let why = words::put(&refused.why.said());
            log::warn!("the date of the change was not written: {why}");
            None
        }
    };
    let made_at = article.document.revision();
    if let Some(edit) = edit
        && let Err(err) = article.change(made_at, &edit, Cause::Step, Caret::Stays)
    {
        log::warn!("dropped the date of the change: {err}");
    }
}

/// What can be done again stays so: a change would end it. A save that nobody asked for writes the
/// date once a day.
fn modified_now(state: &State, id: DocumentId, asked: Asked) -> Option<Change> {
    let site = state.site.open.as_ref()?;
    if !state.settings.modified_on_save.contains(&site.root) {
        return None;
    }
    let article = state.session.articles.get(&id)?;
    let document = &article.document;
    let section = site.section_of(document.path());
    let form = state.site.schema.form(&section);
    if !document.is_dirty() || document.steps().1 > 0 {
        return None;
    }
    let head = &front_matter::read(document.text());
    let is_own = |field: &&Field| head.value(&field.path).is_some() || field.is_usual();
    let field = form.modified().filter(is_own)?;
    let value_in = |head: &FrontMatter| match head.value(&field.path) {
        Some(Value::Date(date) | Value::Text(date)) => date.clone(),
        _ => String::new(),
    };
    let value = value_in(head);
    let saved = value_in(&front_matter::read(&document.saved().text));
    if value != saved {
        return None;
    }
    let example = if value.is_empty() {
        &form.date_example
    } else {
        &value
    };
    let new = date::like(example, &state.now());
    let day = |date: &str| date.get(..10).map(str::to_owned);
    let is_said = asked == Asked::ByNobody && day(&new) == day(&value);
    (new != value && !is_said).then(|| Change::Set {
        path: field.path.clone(),
        value: Value::Date(new),
    })
}

pub fn save_all(state: &mut State) -> Vec<Effect> {
    let ids: Vec<DocumentId> = state
        .session
        .articles
        .values()
        .filter(|article| article.document.is_dirty())
        .map(|article| article.document.id)
        .collect();
    ids.into_iter().flat_map(|id| save(state, id)).collect()
}

/// One save of a document at a time; what is typed meanwhile is saved after it.
pub(super) fn save(state: &mut State, id: DocumentId) -> Vec<Effect> {
    save_for(state, id, Asked::ByWriter)
}

fn save_for(state: &mut State, id: DocumentId, asked: Asked) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    if article.document.is_untitled() && article.saves.saving.is_none() {
        untitled::ask_for_name(state, id);
        return Vec::new();
    }
    if let Some(reason) = in_the_way(&article.document.disk) {
        let name = article.document.path().display().to_string();
        return notices::error(
            state,
            say!("notice-not-saved-at", why = reason, path = name),
        );
    }
    if let Some(saving) = &mut article.saves.saving {
        saving.again = true;
        return Vec::new();
    }
    stamp(state, id, asked);
    let article = state.session.articles.get_mut(&id);
    article.map(write_kept).unwrap_or_default()
}

/// The text goes to the journal first: a save may fail, or hang.
fn write_kept(article: &mut Article) -> Vec<Effect> {
    let mut effects: Vec<Effect> = journal::keep_now(article).into_iter().collect();
    effects.push(write(article));
    effects
}

/// What the writer has to decide before the text can be written.
fn in_the_way(disk: &Disk) -> Option<&'static str> {
    match disk {
        Disk::Same => None,
        Disk::Merging(_) => Some(say!("not-saved-merging")),
        Disk::Changed(_) => Some(say!("not-saved-changed")),
        Disk::Deleted => Some(say!("not-saved-deleted")),
    }
}

fn write(article: &mut Article) -> Effect {
    article.saves.saving = Some(Saving {
        revision: article.document.revision(),
        again: false,
        to: None,
    });
    Effect::Store(StoreJob::Write(write_of(article)))
}

/// The text of an article on its way to its file.
pub fn write_of(article: &Article) -> Write {
    let document = &article.document;
    let is_there = document.disk == Disk::Same && !document.is_untitled();
    Write {
        document: document.id,
        revision: document.revision(),
        save: Save {
            path: document.path().to_owned(),
            text: document.text().into(),
            format: document.saved().format,
            expected: is_there.then_some(document.saved().hash),
        },
    }
}

/// Writes a text to where its file was; never over another.
pub fn save_anew(article: &mut Article) -> Vec<Effect> {
    if article.document.disk != Disk::Deleted || article.saves.saving.is_some() {
        return Vec::new();
    }
    vec![write(article)]
}

/// Writes a text to another path, never over a file; the article has that path once it is
/// written. For a text without a file, and for one whose file cannot be written.
pub fn save_as(state: &mut State, id: DocumentId, to: PathBuf) -> Vec<Effect> {
    state.window.close();
    let site = state.site.open.as_ref();
    let is_in_site = site.is_some_and(|site| to.starts_with(&site.root));
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let is_homeless = article.document.is_without_file() || article.saves.not_saved.is_some();
    if !is_homeless || article.saves.saving.is_some() {
        return Vec::new();
    }
    let mut effects: Vec<Effect> = journal::keep_now(article).into_iter().collect();
    if !is_in_site {
        effects.push(StoreJob::AllowNamed { path: to.clone() }.into());
    }
    let mut write = write_of(article);
    write.save.path.clone_from(&to);
    write.save.expected = None;
    article.saves.saving = Some(Saving {
        revision: write.revision,
        again: false,
        to: Some(to),
    });
    effects.push(Effect::Store(StoreJob::Write(write)));
    effects
}

/// The first save of a text, under the title that was asked for.
pub fn save_new(state: &mut State, id: DocumentId, path: PathBuf, title: String) -> Vec<Effect> {
    let site = state.site.open.as_ref();
    let section = site.map(|site| site.section_of(&path)).unwrap_or_default();
    let manner = state.site.schema.form(&section).manner;
    if let Some(article) = state.session.articles.get_mut(&id) {
        untitled::entitle(article, title, manner);
    }
    save_as(state, id, path)
}

/// The writer does not say where a text goes: it stays here, and what waited for it ends.
pub fn give_no_name(state: &mut State) -> Vec<Effect> {
    state.window.close();
    state.leaving.stay();
    panes::focus_text(state);
    Vec::new()
}

/// The file holds the text of `revision`; what was typed since is still unsaved.
pub fn written(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    snapshot: Snapshot,
) -> Vec<Effect> {
    let wall = state.clock.wall.clone();
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let saving = article.saves.saving.take();
    let again = saving.as_ref().is_some_and(|saving| saving.again);
    let to = saving.and_then(|saving| saving.to);
    let mut effects = to.map_or_else(Vec::new, |to| moved::rename(state, id, &to));
    let Some(article) = state.session.articles.get_mut(&id) else {
        return effects;
    };
    article.document.mark_saved(snapshot);
    article.saves.saved_at = Some(wall);
    article.saves.not_saved = None;
    effects.extend(disk::look_again(article));
    let path = article.document.path().to_owned();
    if again && article.document.revision() != revision {
        effects.extend(write_kept(article));
    }
    if let Some(site) = &state.site.open {
        effects.push(Effect::Index(IndexJob::ReadEntries {
            root: site.root.clone(),
            paths: vec![path],
        }));
    }
    effects.extend(leftovers::settled(state, id));
    if state.settings.goal.words > 0 {
        // The words of the day.
        effects.extend(panes::remember(state));
    }
    quitting::quit_if_done(state);
    effects.extend(tabs::saved(state, id));
    effects
}

/// Nothing was written: the text stays unsaved, and what stands in the way is said.
pub fn not_written(state: &mut State, id: DocumentId, error: WriteError) -> Vec<Effect> {
    state.leaving.keep_article(id);
    let text = say!("notice-not-saved", why = words::of(&error));
    if let Some(article) = state.session.articles.get_mut(&id) {
        article.saves.saving = None;
        let mut effects: Vec<Effect> = disk::look_again(article).into_iter().collect();
        let has_banner = refused::remember(article, &error);
        if has_banner && state.session.shown == Some(id) {
            quitting::quit_if_done(state);
            return effects;
        }
        match error {
            WriteError::Conflict { found, .. } => {
                effects.extend(disk::met(article, Some(found)));
                if !article.is_in_conflict() {
                    // The file came to hold this very text.
                    quitting::quit_if_done(state);
                    return effects;
                }
            }
            WriteError::Deleted { .. } => effects.extend(disk::met(article, None)),
            _ => {}
        }
        quitting::quit_if_done(state);
        notices::error(state, text);
        return effects;
    }
    quitting::quit_if_done(state);
    notices::error(state, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            receive,
            testing::{opened, save_command, snapshot, text, type_at, write_in, written_event},
            update,
        },
    };

    #[test]
    fn text_typed_while_saving_stays_unsaved() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);
        type_at(&mut state, 2, "c");

        receive(&mut state, written_event(&write));

        assert!(!state.unsaved().is_empty());
    }

    #[test]
    fn a_save_asked_for_while_saving_follows_it() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let first = save_command(&mut state);
        type_at(&mut state, 2, "c");
        assert_eq!(update(&mut state, Action::Run(Command::Save)), []);

        let effects = receive(&mut state, written_event(&first));

        let second = write_in(&effects);
        assert_eq!(&*second.save.text, "abc");
        assert_eq!(second.save.expected, Some(snapshot("ab").hash));
    }

    #[track_caller]
    fn check_autosave(autosave: Autosave, is_leaving: bool, millis: u64, is_saved: bool) {
        let mut state = opened("a");
        state.settings.autosave = autosave;
        type_at(&mut state, 1, "b");
        super::autosave(&mut state, false);
        state.clock.since_start_millis = millis;

        let (effects, _) = super::autosave(&mut state, is_leaving);

        assert_eq!(!effects.is_empty(), is_saved, "{autosave:?} {effects:?}");
    }

    #[test]
    fn text_is_saved_by_itself_as_the_settings_have_it() {
        check_autosave(Autosave::Off, true, 60_000, false);
        check_autosave(Autosave::OnLeaving, false, 60_000, false);
        check_autosave(Autosave::OnLeaving, true, 1, true);
        check_autosave(Autosave::AfterPause, false, PAUSE_MILLIS - 1, false);
        check_autosave(Autosave::AfterPause, false, PAUSE_MILLIS, true);
    }

    /// What is saved after a pause.
    fn autosaved(state: &mut State) -> Vec<Effect> {
        state.settings.autosave = Autosave::AfterPause;
        autosave(state, false);
        state.clock.since_start_millis += PAUSE_MILLIS;
        autosave(state, false).0
    }

    #[test]
    fn nothing_is_saved_by_itself_while_something_is_to_be_decided() {
        let mut conflict = opened("a");
        type_at(&mut conflict, 1, "b");
        let id = conflict.session.shown.unwrap();
        conflict
            .session
            .articles
            .get_mut(&id)
            .unwrap()
            .document
            .disk = Disk::Deleted;
        assert_eq!(autosaved(&mut conflict), []);

        let mut encoding = opened("a");
        type_at(&mut encoding, 1, "日");
        let error = WriteError::NotEncodable {
            path: PathBuf::from("post.md"),
            character: '日',
        };
        not_written(&mut encoding, id, error);
        assert_eq!(autosaved(&mut encoding), []);

        let mut asked = opened("a");
        type_at(&mut asked, 1, "b");
        asked.leaving.closing = Closing::Asks(id);
        assert_eq!(autosaved(&mut asked), [], "it may be thrown away");

        let mut refused = opened("a");
        type_at(&mut refused, 1, "b");
        write_in(&autosaved(&mut refused));
        refused.session.articles.get_mut(&id).unwrap().saves.saving = None;
        assert_eq!(
            autosaved(&mut refused),
            [],
            "the same text is not tried again"
        );
    }

    #[test]
    fn a_save_of_another_article_that_fails_ends_no_question() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let asked = Closing::Asks(DocumentId(7));
        state.leaving.closing = asked;
        let id = state.session.shown.unwrap();

        let path = PathBuf::from("post.md");
        let character = '日';
        not_written(&mut state, id, WriteError::NotEncodable { path, character });

        assert_eq!(state.leaving.closing, asked);
    }

    #[test]
    fn a_save_over_a_changed_file_raises_the_conflict_and_keeps_the_text() {
        let mut state = opened("a");
        type_at(&mut state, 1, "b");
        let write = save_command(&mut state);

        let error = WriteError::Conflict {
            path: PathBuf::from("post.md"),
            found: snapshot("theirs"),
        };
        not_written(&mut state, write.document, error);

        assert_eq!(text(&state), "ab");
        assert!(state.shown_article().unwrap().is_in_conflict());
        assert_eq!(state.notices.shown.len(), 1);
    }
}
