//! The threads of one window, each with what it can be asked (a job) and what it answers (an event)
//! in one file. [`Workers`] starts them and hands each [`Effect`] to its thread.
//!
//! A new job is a variant in the file of its thread, with its title, the answer where the thread
//! fails at it, and what is done; and, where it is answered, a variant of the thread's event, which
//! `app::update::receive` takes in.

mod aside;
mod changes;
mod checks;
mod compare;
mod create;
mod git;
mod in_site;
mod index;
mod journal;
mod media;
mod reading;
mod search;
mod spelling;
mod stock;
mod store;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
    mpsc,
};

use crate::io::{
    Effect, Event,
    folders::Folders,
    process::Program,
    settings_file::Saver,
    spelling::Speller,
    stock::Stock,
    worker::{EventSender, Worker, spawn_detached},
};

pub use aside::{AsideEvent, AsideJob};
use checks::Checks;
pub use checks::{CheckSite, CheckText, SiteChecked, TextChecked};
pub use compare::{CompareEvent, CompareJob};
pub use git::{GitEvent, GitJob, Propose, Proposed, Standing};
pub use in_site::{InSiteEvent, InSiteJob, Open};
pub use index::{IndexEvent, IndexJob};
pub use journal::{JournalEvent, JournalJob};
use media::Media;
pub use media::{MediaEvent, MediaJob};
pub use reading::{CodeRead, Parse, Parsed, ReadCode};
pub use search::{SearchEvent, SearchJob};
pub use spelling::{SpellingEvent, SpellingJob};
pub use stock::{StockEvent, StockJob};
pub use store::{StoreEvent, StoreJob, VersionError, Write};

/// The threads of one window. Dropping them waits for what was asked, so that no save is cut off.
///
/// More than twelve fields: one for each thread.
pub struct Workers {
    store: Worker<StoreJob>,
    /// `None` once nothing is kept any more.
    journal: Option<Worker<JournalJob>>,
    index: Worker<IndexJob>,
    code: Worker<ReadCode>,
    search: Worker<SearchJob>,
    spelling: Worker<SpellingJob>,
    /// The number of the newest search over the site.
    newest_search: Arc<AtomicU64>,
    media: Media,
    parser: Worker<Parse>,
    checks: Checks,
    compare: Worker<CompareJob>,
    git: Worker<GitJob>,
    in_site: Worker<InSiteJob>,
    stock: Arc<Stock>,
    events: EventSender,
}

impl Workers {
    /// `wake` asks for a frame, in which the events are taken in. `program` is Kopij itself, for
    /// what runs in a process of its own.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn start(
        wake: Arc<dyn Fn() + Send + Sync>,
        folders: &Folders,
        program: &Program,
    ) -> std::io::Result<(Self, mpsc::Receiver<Event>)> {
        let (sender, events) = EventSender::new(wake);
        let newest_search = Arc::new(AtomicU64::new(0));
        let workers = Self {
            store: start_store(folders, &sender)?,
            journal: Some(start_journal(folders, &sender)?),
            index: start_index(folders, &sender)?,
            code: Worker::spawn("code", sender.clone(), || {
                let mut grammars = None;
                move |job| Some(reading::read_code(job, &mut grammars))
            })?,
            search: start_search(&newest_search, folders, &sender)?,
            spelling: start_spelling(folders, &sender)?,
            newest_search,
            media: Media::start(folders, program, &sender)?,
            parser: Worker::spawn("parser", sender.clone(), || {
                |job: Parse| Some(reading::parse(&job))
            })?,
            checks: Checks::start(&sender)?,
            compare: Worker::spawn("compare", sender.clone(), || compare::perform)?,
            git: start_git(folders, &sender)?,
            in_site: start_in_site(folders, program, &sender)?,
            stock: Arc::new(Stock::of_system(folders)),
            events: sender,
        };
        Ok((workers, events))
    }

    /// Returns when the journal holds what it was given. It takes nothing after that: for the end
    /// of the program.
    pub fn finish_journal(&mut self) {
        drop(self.journal.take());
    }

    /// Asks photo services by this from now on.
    pub fn ask_photos_of(&mut self, stock: Stock) {
        self.stock = Arc::new(stock);
    }

    /// Where the threads send what they report.
    pub fn events(&self) -> EventSender {
        self.events.clone()
    }

    /// Hands an effect to its thread.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Store(job) => self.store.request(job),
            Effect::Journal(job) => {
                if let Some(journal) = &self.journal {
                    journal.request(job);
                }
            }
            Effect::Index(job) => self.index.request(job),
            Effect::Compare(job) => self.compare.request(job),
            Effect::Parse(job) => self.parser.request(job),
            Effect::Check(job) => self.checks.look_at_text(*job),
            Effect::CheckSite(job) => self.checks.look_at_site(*job),
            Effect::ReadCode(job) => self.code.request(job),
            Effect::Spelling(job) => self.spelling.request(job),
            Effect::Search(job) => {
                if let SearchJob::FindInSite(query) = &job {
                    self.newest_search.store(query.number, Ordering::Relaxed);
                }
                self.search.request(job);
            }
            Effect::Git(job) => self.git.request(job),
            Effect::InSite(job) => self.in_site.request(job),
            Effect::Media(job) => self.media.perform(job),
            Effect::Stock(job) => {
                let stock = Arc::clone(&self.stock);
                let perform = move |job| stock::perform(job, &stock);
                spawn_detached(job.thread(), self.events.clone(), job, perform);
            }
            Effect::Aside(job) => {
                spawn_detached(job.thread(), self.events.clone(), job, aside::perform);
            }
        }
    }
}

impl Drop for Workers {
    /// Nobody waits any more for what is only looked for.
    fn drop(&mut self) {
        self.newest_search.store(u64::MAX, Ordering::Relaxed);
    }
}

fn start_store(folders: &Folders, events: &EventSender) -> std::io::Result<Worker<StoreJob>> {
    let (folders, sender) = (folders.clone(), events.clone());
    let settings = Arc::new(Mutex::new(Saver::new(&folders)));
    Worker::spawn("store", events.clone(), move || {
        let settings = Arc::clone(&settings);
        let mut store = store::StoreThread::new(&folders, sender.clone(), settings);
        move |job| store.perform(job)
    })
}

fn start_journal(folders: &Folders, events: &EventSender) -> std::io::Result<Worker<JournalJob>> {
    let (folders, sender) = (folders.clone(), events.clone());
    let held = Arc::default();
    Worker::spawn_timed("journal", events.clone(), move || {
        journal::JournalThread::new(&folders, sender.clone(), Arc::clone(&held))
    })
}

fn start_index(folders: &Folders, events: &EventSender) -> std::io::Result<Worker<IndexJob>> {
    // The watcher goes on where the thread is started again.
    let index = Arc::new(Mutex::new(index::IndexThread::new(folders)));
    let sender = events.clone();
    Worker::spawn("index", events.clone(), move || {
        let (index, events) = (Arc::clone(&index), sender.clone());
        move |job| {
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            index.perform(job, &events)
        }
    })
}

fn start_git(folders: &Folders, events: &EventSender) -> std::io::Result<Worker<GitJob>> {
    let (folders, sender) = (folders.clone(), events.clone());
    Worker::spawn("git", events.clone(), move || {
        let (folders, events) = (folders.clone(), sender.clone());
        move |job| git::perform(job, &folders, &events)
    })
}

fn start_in_site(
    folders: &Folders,
    program: &Program,
    events: &EventSender,
) -> std::io::Result<Worker<InSiteJob>> {
    let (folders, program, sender) = (folders.clone(), program.clone(), events.clone());
    Worker::spawn("in-site", events.clone(), move || {
        let mut thread = in_site::InSiteThread::new(&folders, &program, sender.clone());
        move |job| thread.perform(job)
    })
}

fn start_search(
    newest: &Arc<AtomicU64>,
    folders: &Folders,
    events: &EventSender,
) -> std::io::Result<Worker<SearchJob>> {
    let (newest, folders) = (Arc::clone(newest), folders.clone());
    Worker::spawn("search", events.clone(), move || {
        let (newest, folders) = (Arc::clone(&newest), folders.clone());
        move |job| search::perform(job, &newest, &folders)
    })
}

fn start_spelling(folders: &Folders, events: &EventSender) -> std::io::Result<Worker<SpellingJob>> {
    let (folders, sender) = (folders.clone(), events.clone());
    Worker::spawn("spelling", events.clone(), move || {
        let mut speller = Speller::new(&folders);
        let events = sender.clone();
        move |job| spelling::perform(job, &mut speller, &events)
    })
}
