//! Takes in what the background threads report: one function for each of them.

use super::{
    articles, change, compare, completing, create, disk, faults, file, find, git, in_site, journal,
    leftovers, library, moved, notices, panes, pictures, problems, quitting, saving, schema,
    since_commit, site, site_find, spelling, stock, typefaces, versions, web_page, writing,
};
use crate::{
    action::FileStep,
    app::{State, derived},
    io::{
        Effect, Event,
        watcher::WatchEvent,
        windows::WindowsEvent,
        workers::{
            AsideEvent, CodeRead, CompareEvent, IndexEvent, JournalEvent, MediaEvent, Parsed,
            SearchEvent, SpellingEvent, StoreEvent,
        },
    },
    model::words::{self, say},
};

pub fn receive(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Store(event) => store(state, event),
        Event::Journal(event) => unsaved(state, event),
        Event::Index(event) => index(state, event),
        Event::Watch(event) => watch(state, event),
        Event::Windows(event) => windows(state, event),
        Event::Compare(event) => compared(state, event),
        Event::TextChecked(checked) => problems::text_checked(state, checked),
        Event::SiteChecked(checked) => problems::checked(state, checked),
        Event::Parsed(parsed) => {
            let Parsed {
                document,
                revision,
                blocks,
            } = *parsed;
            derived::parsed(state, document, revision, blocks)
        }
        Event::CodeRead(CodeRead { code, spans }) => pictures::code_read(state, code, spans),
        Event::Spelling(event) => spelled(state, event),
        Event::Search(event) => found(state, event),
        Event::Media(event) => media(state, event),
        Event::Git(event) => git::receive(state, event),
        Event::Stock(event) => stock::receive(state, event),
        Event::InSite(event) => in_site::receive(state, event),
        Event::Aside(event) => aside(state, event),
        Event::Faulted { thread, work } => faults::faulted(state, &thread, &words::put(&work)),
        Event::NotKept { error } => notices::error(state, words::put(&error)),
        Event::DesktopDark(is_dark) => panes::desktop_set(state, is_dark),
        Event::EndAsked => quitting::end(state),
    }
}

fn store(state: &mut State, event: StoreEvent) -> Vec<Effect> {
    match event {
        StoreEvent::Read {
            document,
            path,
            access,
            result,
        } => articles::read(state, document, path, access, result),
        StoreEvent::Written {
            document,
            revision,
            snapshot,
        } => {
            let mut effects = saving::written(state, document, revision, snapshot);
            effects.extend(git::saved(state));
            effects
        }
        StoreEvent::NotWritten { document, error } => {
            git::not_saved(state);
            saving::not_written(state, document, error)
        }
        StoreEvent::CopyWritten {
            document,
            revision,
            result,
        } => disk::copy_written(state, document, revision, result),
        StoreEvent::VersionsFound { path, versions } => versions::found(state, &path, versions),
        StoreEvent::VersionRead {
            path,
            number,
            result,
        } => versions::read(state, &path, number, result),
        StoreEvent::Looked {
            document,
            path,
            result,
        } => disk::looked(state, document, &path, result),
        StoreEvent::Moved { document, to } => moved::moved(state, document, &to),
        StoreEvent::ChangeProgress { number, progress } => {
            change::progress(state, number, progress)
        }
        StoreEvent::ChangeDone { number, result } => {
            let is_settings =
                result
                    .as_ref()
                    .ok()
                    .and_then(Option::as_ref)
                    .is_some_and(|outcome| {
                        let mut changed = outcome.changed.iter();
                        changed.any(|it| it.place().ends_with("kopij.toml"))
                    });
            let mut effects = change::done(state, number, result);
            effects.extend(site_find::after_change(state));
            effects.extend(library::look_again(state));
            effects.extend(git::refresh(state));
            if is_settings {
                problems::note_other_rules(state);
                effects.extend(schema::learn(state));
            }
            effects
        }
        StoreEvent::BrokenOffFound { root, found } => change::broken_off_found(state, &root, found),
        StoreEvent::PicturePut {
            taken,
            folder,
            result,
        } => pictures::put(state, taken, &folder, result),
        StoreEvent::Created { path, result } => create::created(state, path, result),
        StoreEvent::SaveBrokenOff(unfinished) => faults::save_broken_off(state, &unfinished),
        StoreEvent::SettingsNotSaved { error } => {
            let why = words::put(&error);
            notices::error(state, say!("notice-settings-not-saved", why = why))
        }
    }
}

fn unsaved(state: &mut State, event: JournalEvent) -> Vec<Effect> {
    match event {
        JournalEvent::Recovered(texts) => journal::recovery::recovered(state, texts),
        JournalEvent::NotKept { error } => journal::not_kept(state, &words::put(&error)),
        JournalEvent::Behind { origin } => journal::is_behind(state, &origin),
        JournalEvent::CrashFound { report } => faults::crash_found(state, &report),
    }
}

fn index(state: &mut State, event: IndexEvent) -> Vec<Effect> {
    match event {
        IndexEvent::SiteRead { root, read } => site::read_so_far(state, &root, read),
        IndexEvent::SiteOpened { root, site } => {
            let mut effects = site::opened(state, &root, site.map(|site| *site));
            effects.extend(in_site::site_changed(state));
            effects.extend(git::refresh(state));
            effects
        }
        IndexEvent::EntriesRead { root, entries } => site::entries_read(state, &root, entries),
        IndexEvent::Learned { root, learned } => {
            let mut effects = schema::learned(state, &root, learned);
            effects.extend(git::learned(state));
            effects
        }
        IndexEvent::NotLearned => schema::not_learned(state),
        IndexEvent::LeftoversFound(found) => leftovers::found(state, found),
    }
}

fn watch(state: &mut State, event: WatchEvent) -> Vec<Effect> {
    match event {
        WatchEvent::Changed { paths } => {
            let mut effects = in_site::changed(state, &paths);
            effects.extend(site::changed(state, paths));
            effects.extend(git::refresh(state));
            effects
        }
        WatchEvent::ManyChanged { root, count } => site::many_changed(state, root, count),
        WatchEvent::Polled { root, reason } => site::polled(state, &root, reason),
    }
}

fn windows(state: &mut State, event: WindowsEvent) -> Vec<Effect> {
    match event {
        WindowsEvent::Taken { root } => site::taken(state, &root),
        WindowsEvent::OpenAsked { article } => site::asked_for(state, article),
    }
}

fn compared(state: &mut State, event: CompareEvent) -> Vec<Effect> {
    match event {
        CompareEvent::Merged {
            document,
            revision,
            theirs,
            merged,
        } => disk::merged(state, document, revision, theirs, merged),
        CompareEvent::ComparedSince {
            document,
            revision,
            fields,
            lines,
        } => since_commit::compared(state, document, revision, fields, lines),
        CompareEvent::Compared {
            document,
            revision,
            comparison,
        } => compare::compared(state, document, revision, comparison),
    }
}

fn spelled(state: &mut State, event: SpellingEvent) -> Vec<Effect> {
    match event {
        SpellingEvent::Checked(checked) => spelling::checked(state, checked),
        SpellingEvent::DictionariesFound(tags) => spelling::dictionaries_found(state, tags),
        SpellingEvent::Suggested { word, suggestions } => {
            spelling::suggested(state, &word, suggestions)
        }
    }
}

fn found(state: &mut State, event: SearchEvent) -> Vec<Effect> {
    match event {
        SearchEvent::FoundAll { key, matches } => find::found(state, key, matches),
        SearchEvent::FoundInSite {
            number,
            found,
            is_cut,
        } => site_find::found(state, number, found, is_cut),
        SearchEvent::ChangePlanned { number, result } => change::planned(state, number, result),
    }
}

fn media(state: &mut State, event: MediaEvent) -> Vec<Effect> {
    match event {
        MediaEvent::Measured { source, size } => pictures::measured(state, source, size),
        MediaEvent::Loaded {
            source,
            result,
            instead,
        } => pictures::loaded(state, source, result, instead),
    }
}

fn aside(state: &mut State, event: AsideEvent) -> Vec<Effect> {
    match event {
        AsideEvent::ClipboardRead {
            document,
            revision,
            pasted,
            markdown,
        } => writing::clipboard_read(state, document, revision, pasted, markdown),
        AsideEvent::CommittedRead { path, result } => versions::committed(state, &path, result),
        AsideEvent::TargetsFound { beside, addresses } => {
            completing::targets_found(state, beside, addresses)
        }
        AsideEvent::NamesCounted { root, counts } => spelling::counted(state, &root, counts),
        AsideEvent::TypefacesFound(installed) => typefaces::found(state, installed),
        AsideEvent::TypefaceRead { family, cuts } => typefaces::read(state, family, cuts),
        AsideEvent::FolderChosen(answer) => site::chosen(state, answer),
        AsideEvent::PictureFound(path) => file::update(state, path, FileStep::CopyPath),
        AsideEvent::PictureChosen { target, answer } => pictures::chosen(state, target, answer),
        AsideEvent::PictureLookedAt { number, result } => {
            pictures::looked_at(state, number, result)
        }
        AsideEvent::PicturesLookedAt { number, listed } => {
            library::looked_at(state, number, listed)
        }
        AsideEvent::WebPageMade(made) => web_page::made(state, made),
        AsideEvent::PictureMadeSmaller { number, smaller } => {
            pictures::made_smaller(state, number, smaller)
        }
    }
}
