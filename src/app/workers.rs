//! Starts the threads and routes each effect to the one that does it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::SystemTime,
};

use crate::{
    io::{
        self, Effect, Event, JournalRequest, LearnFrom, Learned, Parse, VersionError, clipboard,
        crash, create, dialogs, encoding,
        find_in_site::{self, FileReplacement, ReplaceError},
        folders::Folders,
        history::History,
        index::Index,
        journal::{self, Journal, Origin, Recovered},
        pictures, scan, settings_file, site_fields,
        spelling::Speller,
        store,
        watcher::Watcher,
        worker::{EventSender, Worker, spawn_detached},
    },
    model::{
        code::Grammars,
        compare::compare,
        document::{ContentHash, FileFormat, Snapshot},
        markdown::blocks,
        merge::{Three, merge},
        schema::{Finding, Schema},
        site::Site,
        version::Version,
    },
};

/// How many pictures are decoded at the same time.
const MEDIA_THREADS: usize = 2;

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
    media: Vec<Worker<Effect>>,
    /// Long texts.
    parser: Worker<Parse>,
    next_media: usize,
    /// Merges and compares texts.
    compare: Worker<Effect>,
    events: EventSender,
}

impl Workers {
    /// # Errors
    /// If the system refuses a thread.
    pub fn start(
        egui_ctx: &egui::Context,
        folders: &Folders,
    ) -> std::io::Result<(Self, mpsc::Receiver<Event>)> {
        let ctx = egui_ctx.clone();
        let (sender, events) = EventSender::new(Arc::new(move || ctx.request_repaint()));
        let store_thread = (folders.clone(), sender.clone());
        let store = Worker::spawn("store", sender.clone(), move || {
            let mut store = StoreThread::new(&store_thread.0, store_thread.1.clone());
            move |effect| store.perform(effect)
        })?;
        let journal_thread = (folders.clone(), sender.clone());
        let journal = Worker::spawn("journal", sender.clone(), move || {
            let mut journal = JournalThread::new(&journal_thread.0, journal_thread.1.clone());
            move |request| journal.perform(request)
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
        let media = (0..MEDIA_THREADS)
            .map(|_| {
                let (folders, events) = (folders.clone(), sender.clone());
                Worker::spawn("media", sender.clone(), move || {
                    let (folders, events) = (folders.clone(), events.clone());
                    pictures::sweep_cache(&folders);
                    move |effect| use_media(effect, &folders, &events)
                })
            })
            .collect::<std::io::Result<_>>()?;
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
            next_media: 0,
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
            | Effect::ReplaceInFile(_)
            | Effect::KeepWithin { .. }
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
            Effect::CheckSpelling(_) | Effect::Suggest { .. } | Effect::AddWord { .. } => {
                self.spelling.request(effect);
            }
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
            Effect::OpenSite { .. }
            | Effect::ReadEntries { .. }
            | Effect::Follow { .. }
            | Effect::Sweep { .. }
            | Effect::Learn { .. } => self.index.request(effect),
            Effect::LoadPicture { .. } => {
                self.next_media = (self.next_media + 1) % self.media.len().max(1);
                if let Some(media) = self.media.get(self.next_media) {
                    media.request(effect);
                }
            }
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

/// Reads and writes articles, and keeps what saves replace.
struct StoreThread {
    store: store::Store,
    history: History,
    folders: Folders,
    events: EventSender,
}

impl StoreThread {
    fn new(folders: &Folders, events: EventSender) -> Self {
        let store = store::Store::new(&folders.state);
        let history = History::new(folders.history());
        for unfinished in store.recover() {
            if let store::Outcome::Foreign { old } = &unfinished.outcome
                && history
                    .keep(&unfinished.path, old, SystemTime::now())
                    .is_ok()
                && let Err(err) = store.forget_unfinished(&unfinished.path)
            {
                log::warn!("a finished intent stays: {err}");
            }
            events.send(Event::SaveBrokenOff(unfinished));
        }
        history.sweep(SystemTime::now());
        Self {
            store,
            history,
            folders: folders.clone(),
            events,
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Read { document, path } => Event::ArticleRead {
                document,
                access: store::access(&path),
                result: store::read(&path),
                path,
            },
            Effect::Write(write) => self.write(&write),
            Effect::WriteCopy(write) => Event::CopyWritten {
                document: write.document,
                revision: write.revision,
                result: self.write_copy(write),
            },
            Effect::KeepVersion { path, text, format } => {
                return self.keep_version(&path, &text, format);
            }
            Effect::MoveVersions { from, to } => {
                self.history.rename(&from, &to);
                return None;
            }
            Effect::ReplaceInFile(asked) => Event::ReplacedInFile {
                result: self.replace_in_file(&asked),
                path: asked.path,
            },
            Effect::Look { document, path } => Event::DiskLooked {
                document,
                result: match store::read(&path) {
                    Ok(snapshot) => Ok(Some(snapshot)),
                    Err(store::ReadError::Missing { .. }) => Ok(None),
                    Err(err) => Err(err),
                },
                path,
            },
            Effect::FindMoved {
                document,
                hash,
                candidates,
            } => {
                let is_it = |path: &PathBuf| store::read(path).is_ok_and(|it| it.hash == hash);
                let to = candidates.into_iter().find(is_it)?;
                Event::Moved { document, to }
            }
            Effect::KeepWithin { root, allowed } => {
                self.store.keep_within(root);
                for target in allowed {
                    self.store.allow(target);
                }
                return None;
            }
            Effect::CopyPicture { field, from, place } => Event::PictureCopied {
                field,
                result: pictures::copy(&from, &place),
            },
            Effect::CreateArticle {
                path,
                origin,
                facts,
            } => Event::ArticleCreated {
                result: create::create(&path, &origin, &facts),
                path,
            },
            Effect::FindVersions { path } => Event::VersionsFound {
                versions: self.versions(&path),
                path,
            },
            Effect::ReadVersion { path, number } => Event::VersionRead {
                result: self.version(&path, number),
                path,
                number,
            },
            Effect::SaveSettings(settings) => {
                let err = settings_file::save(&self.folders, &settings).err()?;
                Event::SettingsNotSaved {
                    error: err.to_string(),
                }
            }
            _ => return None,
        })
    }

    /// Saves, and keeps what was replaced.
    fn write(&self, write: &io::Write) -> Event {
        if write.expected.is_none()
            && let Some(folder) = write.path.parent()
            && let Err(source) = std::fs::create_dir_all(folder)
        {
            return Event::NotWritten {
                document: write.document,
                error: store::WriteError::Write {
                    path: write.path.clone(),
                    source,
                },
            };
        }
        let saved = match self.store.write(write) {
            Ok(saved) => saved,
            Err(error) => {
                return Event::NotWritten {
                    document: write.document,
                    error,
                };
            }
        };
        self.keep(&write.path, saved.replaced);
        Event::Written {
            document: write.document,
            revision: write.revision,
            snapshot: saved.snapshot,
        }
    }

    /// Tries `ferry-mine.md`, then `ferry-mine-2.md` and so on.
    fn write_copy(&self, mut write: io::Write) -> Result<PathBuf, store::WriteError> {
        let original = write.path.clone();
        let mut number = 1;
        loop {
            write.path = copy_path(&original, number);
            match self.store.write(&write) {
                Err(store::WriteError::Exists { .. }) if number < 100 => number += 1,
                Err(err) => return Err(err),
                Ok(_) => return Ok(write.path),
            }
        }
    }

    fn keep_version(&self, path: &Path, text: &str, format: FileFormat) -> Option<Event> {
        let bytes = encoding::encode(text, format)
            .or_else(|_no_bytes| encoding::encode(text, format.in_utf8()));
        let kept = match bytes {
            Ok(bytes) => self
                .history
                .keep(path, &bytes, SystemTime::now())
                .map_err(|err| err.to_string()),
            Err(err) => Err(format!("{err} ({})", path.display())),
        };
        let reason = kept.err()?;
        Some(Event::NotKept {
            error: format!("The text was not put among the earlier versions: {reason}"),
        })
    }

    /// Keeps the version that a save has replaced.
    fn keep(&self, path: &Path, replaced: Option<Vec<u8>>) {
        if let Some(old) = replaced
            && let Err(err) = self.history.keep(path, &old, SystemTime::now())
        {
            let error = format!("The version before this save was not kept: {err}");
            self.events.send(Event::NotKept { error });
        }
    }

    /// Saves what replacing makes of a file, and keeps what was replaced.
    fn replace_in_file(&self, asked: &FileReplacement) -> Result<(), ReplaceError> {
        let saved = self.store.write(&find_in_site::replacement(asked)?)?;
        self.keep(&asked.path, saved.replaced);
        Ok(())
    }

    fn versions(&self, path: &Path) -> Vec<Version> {
        let versions = self.history.versions(path).into_iter().enumerate();
        versions
            .map(|(number, version)| Version {
                number,
                time: jiff::Timestamp::try_from(version.time)
                    .map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::system()))
                    .map_or_else(
                        |_odd| String::new(),
                        |time| time.strftime("%-d %b %Y, %H:%M:%S").to_string(),
                    ),
                size: format!("{} bytes", version.size_bytes),
            })
            .collect()
    }

    fn version(&self, path: &Path, number: usize) -> Result<Snapshot, VersionError> {
        let versions = self.history.versions(path);
        let version = versions.get(number).ok_or(VersionError::Gone)?;
        Ok(encoding::decode(&self.history.read(version)?)?)
    }
}

fn copy_path(original: &Path, number: u32) -> PathBuf {
    let stem = original.file_stem().unwrap_or_default().to_os_string();
    let mut name = stem;
    name.push("-mine");
    if number > 1 {
        name.push(format!("-{number}"));
    }
    if let Some(extension) = original.extension() {
        name.push(".");
        name.push(extension);
    }
    original.with_file_name(name)
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

/// Keeps unsaved text.
struct JournalThread {
    claim: journal::Claim,
    journal: Journal,
    folders: Folders,
    events: EventSender,
}

impl JournalThread {
    fn new(folders: &Folders, events: EventSender) -> Self {
        let (claim, moved) = journal::claim(&folders.journal());
        if let Err(err) = moved {
            let error = format!("Unsaved text of another window was left where it is: {err}");
            events.send(Event::NotKept { error });
        }
        Self {
            journal: Journal::new(&claim.folder),
            claim,
            folders: folders.clone(),
            events,
        }
    }

    fn perform(&mut self, request: JournalRequest) -> Option<Event> {
        let done = match request {
            JournalRequest::Recover => {
                self.journal.sweep(SystemTime::now());
                if self.claim.has_others {
                    self.events.send(Event::OtherWindows);
                }
                if let Some(report) = crash::find_new(&self.folders) {
                    self.events.send(Event::CrashFound { report });
                }
                return self.recover();
            }
            JournalRequest::Keep(entry) => {
                let err = self.journal.write(&entry).err()?;
                return Some(Event::NotJournalled {
                    origin: entry.origin,
                    error: err.to_string(),
                });
            }
            JournalRequest::Forget(origin) => self.journal.forget(&origin),
            JournalRequest::Discard(origin) => self.journal.discard(&origin),
        };
        let err = done.err()?;
        let error = format!("The journal of unsaved text could not be cleared: {err}");
        Some(Event::NotKept { error })
    }

    fn recover(&self) -> Option<Event> {
        let found = match journal::recover(&self.claim.folder) {
            Ok(found) => found,
            Err(err) => {
                let error = format!("Unsaved text of the last run cannot be read: {err}");
                return Some(Event::NotKept { error });
            }
        };
        let texts: Vec<_> = found
            .into_iter()
            .map(|text| {
                let disk = match &text {
                    Recovered::Text { entry, .. } => match &entry.origin {
                        Origin::File(path) => store::read(path).ok(),
                        Origin::Untitled(_) => None,
                    },
                    Recovered::Newer { .. } => None,
                };
                (text, disk)
            })
            .collect();
        (!texts.is_empty()).then_some(Event::Recovered(texts))
    }
}

/// Reads the site that is open, and watches it.
struct IndexThread {
    journal: PathBuf,
    index: Option<Index>,
    watcher: Option<Watcher>,
    documents: Vec<PathBuf>,
}

impl IndexThread {
    fn new(folders: &Folders) -> Self {
        Self {
            journal: folders.journal(),
            index: None,
            watcher: None,
            documents: Vec::new(),
        }
    }

    fn perform(&mut self, effect: Effect, events: &EventSender) -> Option<Event> {
        match effect {
            Effect::OpenSite { root } => {
                let site = self.open(&root, events);
                Some(Event::SiteOpened { root, site })
            }
            Effect::Learn { root, articles } => {
                let learned = learn(&root, &articles);
                Some(Event::Learned { root, learned })
            }
            Effect::ReadEntries { root, paths } => {
                let index = self.index.as_mut().filter(|index| index.root() == root)?;
                let entries = index.refresh(&paths);
                Some(Event::EntriesRead { root, entries })
            }
            Effect::Sweep { root } => {
                let paths = sweep(&root, &self.journal);
                (!paths.is_empty()).then_some(Event::OrphansFound { paths })
            }
            Effect::Follow { documents } => {
                if let Some(watcher) = &self.watcher {
                    watcher.follow(documents.clone());
                }
                self.documents = documents;
                None
            }
            _ => None,
        }
    }

    fn open(&mut self, folder: &Path, events: &EventSender) -> Result<Site, scan::OpenError> {
        let root = scan::root_of(folder)?;
        // First watched, then read: what changes in between is reported.
        self.watcher = match Watcher::start(root.clone(), events.clone()) {
            Ok(watcher) => {
                watcher.follow(self.documents.clone());
                Some(watcher)
            }
            Err(err) => {
                log::error!("no thread watches the site: {err}");
                None
            }
        };
        let (index, site) = Index::open(root);
        self.index = Some(index);
        Ok(site)
    }
}

/// Removes what broken-off saves left, and returns what nothing else holds.
fn sweep(root: &Path, journal: &Path) -> Vec<PathBuf> {
    let recovered = journal::recover(journal).unwrap_or_default();
    let journalled: Vec<ContentHash> = recovered
        .iter()
        .filter_map(|recovered| match recovered {
            Recovered::Text { entry, .. } => entry.hash(),
            Recovered::Newer { .. } => None,
        })
        .collect();
    store::sweep(root, &journalled, SystemTime::now())
}

fn learn(root: &Path, articles: &[LearnFrom]) -> Learned {
    let heads = articles
        .iter()
        .map(|article| (article.section.as_str(), &*article.head));
    let mut schema = Schema::learn(heads);
    let (said, problems) = site_fields::read(root);
    for said in &said {
        schema.apply(said);
    }
    let path = |&at: &usize| articles.get(at).map(|article| article.path.clone());
    let findings = schema.outliers.iter().map(|outlier| Finding {
        message: outlier.to_string(),
        key: outlier.path.clone(),
        articles: outlier.articles.iter().filter_map(path).collect(),
    });
    Learned {
        findings: findings.collect(),
        schema,
        problems,
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

fn use_media(effect: Effect, folders: &Folders, events: &EventSender) -> Option<Event> {
    let Effect::LoadPicture { source, max_pixels } = effect else {
        return None;
    };
    let result = pictures::load(&source, max_pixels, folders, |size| {
        let source = source.clone();
        events.send(Event::PictureMeasured { source, size });
    });
    Some(Event::PictureLoaded { source, result })
}
