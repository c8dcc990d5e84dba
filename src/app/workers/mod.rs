//! Starts the threads and routes each effect to the one that does it.

mod index;
mod journal;
mod media;
mod store;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
    mpsc,
};

use crate::{
    io::{
        Effect, Event, JournalRequest, Parse, clipboard, dialogs, find_in_site,
        folders::Folders,
        process::Program,
        spelling::Speller,
        worker::{EventSender, Worker, spawn_detached},
    },
    model::{
        code::Grammars,
        compare::compare,
        markdown::blocks,
        merge::{Three, merge},
    },
};

use index::IndexThread;
use journal::JournalThread;
use media::Media;
use store::StoreThread;

/// The threads of one window. Dropping them waits for what was asked, so that no save is cut off.
pub struct Workers {
    /// Files are read and written in the order that was asked for.
    store: Worker<Effect>,
    /// Unsaved text; apart, so that a slow save does not hold it up.
    journal: Option<Worker<JournalRequest>>,
    /// The list of articles, and the watcher of the site that is open.
    index: Worker<Effect>,
    /// Code in the preview; apart, so that pictures do not wait for it.
    code: Worker<Effect>,
    /// Finds in texts.
    search: Worker<Effect>,
    spelling: Worker<Effect>,
    /// The number of the newest search over the site.
    newest_search: Arc<AtomicU64>,
    media: Media,
    /// Long texts.
    parser: Worker<Parse>,
    /// Merges and compares texts.
    compare: Worker<Effect>,
    events: EventSender,
}

impl Workers {
    /// `program` is Kopij itself, for what runs in a process of its own.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn start(
        egui_ctx: &egui::Context,
        folders: &Folders,
        program: &Program,
    ) -> std::io::Result<(Self, mpsc::Receiver<Event>)> {
        let ctx = egui_ctx.clone();
        let (sender, events) = EventSender::new(Arc::new(move || ctx.request_repaint()));
        let store_thread = (folders.clone(), sender.clone());
        let store = Worker::spawn("store", sender.clone(), move || {
            let mut store = StoreThread::new(&store_thread.0, store_thread.1.clone());
            move |effect| store.perform(effect)
        })?;
        let journal_thread = (folders.clone(), sender.clone(), Arc::default());
        let journal = Worker::spawn_timed("journal", sender.clone(), move || {
            let (folders, events, held) = &journal_thread;
            JournalThread::new(folders, events.clone(), Arc::clone(held))
        })?;
        // The watcher goes on where the thread is started again.
        let index_thread = Arc::new(Mutex::new(IndexThread::new(folders)));
        let index_sender = sender.clone();
        let index = Worker::spawn("index", sender.clone(), move || {
            let (thread, events) = (Arc::clone(&index_thread), index_sender.clone());
            move |effect| {
                let mut thread = thread.lock().unwrap_or_else(PoisonError::into_inner);
                thread.perform(effect, &events)
            }
        })?;
        let code = Worker::spawn("code", sender.clone(), || {
            let mut grammars = None;
            move |effect| {
                let Effect::ReadCode(code) = effect else {
                    return None;
                };
                let grammars = grammars.get_or_insert_with(Grammars::new);
                let spans = grammars.read(&code);
                Some(Event::CodeRead { code, spans })
            }
        })?;
        let spelling_thread = (folders.clone(), sender.clone());
        let spelling = Worker::spawn("spelling", sender.clone(), move || {
            let mut speller = Speller::new(&spelling_thread.0);
            let events = spelling_thread.1.clone();
            move |effect| use_spelling(effect, &mut speller, &events)
        })?;
        let newest_search = Arc::new(AtomicU64::new(0));
        let newest = Arc::clone(&newest_search);
        let search = Worker::spawn("search", sender.clone(), move || {
            let newest = Arc::clone(&newest);
            move |effect| use_search(effect, &newest)
        })?;
        let media = Media::start(folders, program, &sender)?;
        let parser = Worker::spawn("parser", sender.clone(), || |parse| Some(parsed(&parse)))?;
        let workers = Self {
            store,
            journal: Some(journal),
            index,
            code,
            search,
            spelling,
            newest_search,
            media,
            compare: Worker::spawn("compare", sender.clone(), || use_compare)?,
            parser,
            events: sender,
        };
        Ok((workers, events))
    }

    /// Returns when the journal holds what it was given. It takes nothing after that: for the end
    /// of the program.
    pub fn finish_journal(&mut self) {
        drop(self.journal.take());
    }

    /// Where the threads send what they report.
    pub fn events(&self) -> EventSender {
        self.events.clone()
    }

    /// Hands an effect to its thread.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Read { .. }
            | Effect::Write(_)
            | Effect::WriteCopy(_)
            | Effect::KeepVersion { .. }
            | Effect::MoveVersions { .. }
            | Effect::RemoveLeftover { .. }
            | Effect::ReplaceInFile(_)
            | Effect::KeepWithin { .. }
            | Effect::AllowNamed { .. }
            | Effect::Look { .. }
            | Effect::FindMoved { .. }
            | Effect::CopyPicture { .. }
            | Effect::CreateArticle { .. }
            | Effect::FindVersions { .. }
            | Effect::ReadVersion { .. }
            | Effect::SaveSettings(_) => self.store.request(effect),
            Effect::Merge { .. } | Effect::Compare { .. } => self.compare.request(effect),
            Effect::Journal(request) => {
                if let Some(journal) = &self.journal {
                    journal.request(request);
                }
            }
            Effect::ReadCode(_) => self.code.request(effect),
            Effect::Parse(parse) => self.parser.request(parse),
            Effect::CheckSpelling(_)
            | Effect::FindDictionaries
            | Effect::Suggest { .. }
            | Effect::AddWord { .. } => self.spelling.request(effect),
            Effect::FindAll { .. } => self.search.request(effect),
            Effect::FindInSite(query) => {
                self.newest_search.store(query.number, Ordering::Relaxed);
                self.search.request(Effect::FindInSite(query));
            }
            Effect::ReadClipboard {
                document,
                revision,
                pasted,
                plain,
            } => spawn_detached("clipboard", self.events.clone(), move || {
                let markdown = clipboard::as_markdown(&plain)?;
                Some(Event::ClipboardRead {
                    document,
                    revision,
                    pasted,
                    markdown,
                })
            }),
            Effect::ReadCommitted { path } => {
                spawn_detached("git", self.events.clone(), move || {
                    let result = store::committed(&path);
                    Some(Event::CommittedRead { path, result })
                });
            }
            Effect::OpenSite { .. }
            | Effect::ReadEntries { .. }
            | Effect::Follow { .. }
            | Effect::Sweep { .. }
            | Effect::Learn { .. } => self.index.request(effect),
            Effect::LoadPicture { source, max_pixels } => self.media.load(source, max_pixels),
            Effect::GiveUpPictures(sources) => self.media.give_up(&sources),
            Effect::ChooseFolder { start } => {
                spawn_detached("dialog", self.events.clone(), move || {
                    Some(Event::FolderChosen(dialogs::choose_folder(start)))
                });
            }
            Effect::ChoosePicture { field, start } => {
                spawn_detached("dialog", self.events.clone(), move || {
                    let path = dialogs::choose_picture(start);
                    Some(Event::PictureChosen { field, path })
                });
            }
        }
    }
}

fn use_compare(effect: Effect) -> Option<Event> {
    match effect {
        Effect::Merge {
            document,
            revision,
            base,
            mine,
            theirs,
        } => {
            let three = Three {
                base: &base,
                mine: &mine,
                theirs: &theirs.text,
            };
            Some(Event::Merged {
                document,
                revision,
                theirs: theirs.hash,
                merged: merge(three),
            })
        }
        Effect::Compare {
            document,
            revision,
            left,
            right,
            base,
        } => Some(Event::Compared {
            document,
            revision,
            comparison: compare(&left, &right, base.as_deref()),
        }),
        _ => None,
    }
}

fn parsed(parse: &Parse) -> Event {
    Event::Parsed {
        document: parse.document,
        revision: parse.revision,
        blocks: blocks::parse(&parse.text, parse.body_start),
    }
}

fn use_spelling(effect: Effect, speller: &mut Speller, events: &EventSender) -> Option<Event> {
    match effect {
        Effect::CheckSpelling(query) => {
            let checked = speller.check(&query, |near| events.send(Event::Spelled(near)));
            Some(Event::Spelled(checked))
        }
        Effect::FindDictionaries => Some(Event::DictionariesFound(speller.installed())),
        Effect::Suggest { language, word } => Some(Event::Suggested {
            suggestions: speller.suggest(&language, &word),
            word,
        }),
        Effect::AddWord { word, list } => {
            let err = speller.add(&word, &list).err()?;
            let error = format!("The word “{word}” was not added to the dictionary: {err}");
            Some(Event::NotKept { error })
        }
        _ => None,
    }
}

fn use_search(effect: Effect, newest: &AtomicU64) -> Option<Event> {
    match effect {
        Effect::FindAll { key, pattern, text } => {
            let matches = pattern.find_all(&text, key.within.clone()).into();
            Some(Event::FoundAll { key, matches })
        }
        Effect::FindInSite(query) => {
            let (found, is_cut) = find_in_site::find(&query, newest)?;
            Some(Event::FoundInSite {
                number: query.number,
                found,
                is_cut,
            })
        }
        _ => None,
    }
}
