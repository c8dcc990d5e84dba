//! Starts the threads and routes each effect to the one that does it.

use std::{
    path::Path,
    sync::{Arc, mpsc},
};

use crate::{
    io::{
        Effect, Event, LearnFrom, Learned, create, dialogs,
        folders::Folders,
        pictures, scan, settings_file, site_fields, store,
        watcher::Watcher,
        worker::{EventSender, Worker, spawn_detached},
    },
    model::schema::{Finding, Schema},
};

/// How many pictures are decoded at the same time.
const MEDIA_THREADS: usize = 2;

/// The threads of one window. Dropping them waits for what was asked, so that no save is cut off.
pub struct Workers {
    /// Files are read and written in the order that was asked for.
    store: Worker<Effect>,
    /// The list of articles, and the watcher of the site that is open.
    index: Worker<Effect>,
    media: Vec<Worker<Effect>>,
    next_media: usize,
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
        let store_folders = folders.clone();
        let store = Worker::spawn("store", sender.clone(), move |effect| {
            use_store(effect, &store_folders)
        })?;
        let mut watcher = None;
        let index_sender = sender.clone();
        let index = Worker::spawn("index", sender.clone(), move |effect| {
            use_index(effect, &mut watcher, &index_sender)
        })?;
        let media = (0..MEDIA_THREADS)
            .map(|_| {
                let folders = folders.clone();
                Worker::spawn("media", sender.clone(), move |effect| {
                    use_media(effect, &folders)
                })
            })
            .collect::<std::io::Result<_>>()?;
        let workers = Self {
            store,
            index,
            media,
            next_media: 0,
            events: sender,
        };
        Ok((workers, events))
    }

    /// Hands an effect to its thread.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Read { .. }
            | Effect::Write(_)
            | Effect::Look { .. }
            | Effect::CopyPicture { .. }
            | Effect::CreateArticle { .. }
            | Effect::SaveSettings(_) => self.store.request(effect),
            Effect::OpenSite { .. } | Effect::ReadEntries { .. } | Effect::Learn { .. } => {
                self.index.request(effect);
            }
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

fn use_store(effect: Effect, folders: &Folders) -> Option<Event> {
    Some(match effect {
        Effect::Read { document, path } => Event::ArticleRead {
            document,
            result: store::read(&path),
            path,
        },
        Effect::Write(write) => match store::write(&write) {
            Ok(snapshot) => Event::Written {
                document: write.document,
                revision: write.revision,
                snapshot,
            },
            Err(error) => Event::NotWritten {
                document: write.document,
                error,
            },
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
        Effect::SaveSettings(settings) => {
            let err = settings_file::save(folders, &settings).err()?;
            Event::SettingsNotSaved {
                error: err.to_string(),
            }
        }
        _ => return None,
    })
}

fn use_index(effect: Effect, watcher: &mut Option<Watcher>, events: &EventSender) -> Option<Event> {
    match effect {
        Effect::OpenSite { root } => {
            let found = match scan::root_of(&root) {
                Ok(found) => found,
                Err(err) => {
                    return Some(Event::SiteOpened {
                        root,
                        site: Err(err),
                    });
                }
            };
            // First watched, then read: what changes in between is reported.
            *watcher = match Watcher::start(found.clone(), events.clone()) {
                Ok(watcher) => Some(watcher),
                Err(err) => {
                    events.send(Event::NotWatched {
                        root: found.clone(),
                        reason: err.to_string(),
                    });
                    None
                }
            };
            let site = Ok(scan::read_site(found));
            Some(Event::SiteOpened { root, site })
        }
        Effect::Learn { root, articles } => {
            let learned = learn(&root, &articles);
            Some(Event::Learned { root, learned })
        }
        Effect::ReadEntries { root, paths } => {
            let entries = scan::read_entries(&root, &paths);
            Some(Event::EntriesRead { root, entries })
        }
        _ => None,
    }
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

fn use_media(effect: Effect, folders: &Folders) -> Option<Event> {
    let Effect::LoadPicture { source, max_pixels } = effect else {
        return None;
    };
    let result = pictures::load(&source, max_pixels, folders);
    Some(Event::PictureLoaded { source, result })
}
