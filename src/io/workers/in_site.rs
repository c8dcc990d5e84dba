//! The thread that shows an article in its site: it keeps the stage and the server over it.

use std::{path::PathBuf, sync::Arc};

use crate::{
    io::{
        Event,
        folders::Folders,
        in_site::{self, Clicked, Clicking, Extent, Listens, Shown, Typed},
        process::Program,
        worker::{EventSender, Job},
    },
    model::{
        document::DocumentId,
        said::{Said, said},
        site::Site,
        stage::{NotShown, gate::Held, log::Heard},
        text::Revision,
    },
};

#[derive(Clone, Debug)]
pub enum InSiteJob {
    /// End what an earlier run left. Answers nothing.
    Sweep,
    /// Show an article as it stands. Answers [`InSiteEvent::Opened`].
    Open(Box<Open>),
    /// Stage a text that is typed. Answers [`InSiteEvent::Staged`].
    Stage {
        document: DocumentId,
        revision: Revision,
        typed: Typed,
    },
    /// Files of the site are others on the disk. Answers nothing.
    Refresh {
        site: Arc<Site>,
        paths: Vec<PathBuf>,
    },
    /// Mark the block that the caret is in, at this byte of the text that was staged last. Answers nothing.
    Mark { at_byte: usize },
    /// Start the server again: it died, or is about to. Answers [`InSiteEvent::Serves`].
    Restart,
    /// Answers nothing.
    Stop,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub site: Arc<Site>,
    /// The article that is asked for, and then the others whose text is not in their files.
    pub texts: Vec<Typed>,
    /// `None`: as it is shown already, if it is.
    pub anew: Option<Extent>,
    /// What a page says where a click in it leads nowhere.
    pub nowhere: String,
}

#[derive(Debug)]
pub enum InSiteEvent {
    /// The address of the page of an article.
    Opened {
        root: PathBuf,
        result: Result<String, NotShown>,
    },
    /// A text is on the stage, or what keeps it from there.
    Staged {
        document: DocumentId,
        revision: Revision,
        held: Option<Held>,
    },
    /// What the server with this number says; `None`: it has ended.
    Heard { run: u64, heard: Option<Heard> },
    /// From here on the server with this number is the one.
    Serves { run: u64 },
    /// A click in a page leads here.
    Clicked(Clicked),
    /// It does not go on.
    Ended { why: NotShown },
}

impl PartialEq for InSiteJob {
    /// No two are one: each is done.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl From<InSiteEvent> for Event {
    fn from(event: InSiteEvent) -> Self {
        Self::InSite(event)
    }
}

impl Job for InSiteJob {
    fn title(&self) -> Said {
        match self {
            Self::Sweep | Self::Stop => said!("job-in-site-stop"),
            Self::Open(_) | Self::Restart => said!("job-in-site-open"),
            Self::Stage { .. } | Self::Refresh { .. } | Self::Mark { .. } => {
                said!("job-in-site-stage")
            }
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::Open(asked) => InSiteEvent::Opened {
                root: asked.site.root.clone(),
                result: Err(NotShown::NoAnswer),
            },
            Self::Stage {
                document, revision, ..
            } => InSiteEvent::Staged {
                document: *document,
                revision: *revision,
                held: None,
            },
            Self::Sweep | Self::Refresh { .. } | Self::Mark { .. } | Self::Restart | Self::Stop => {
                return None;
            }
        };
        Some(event.into())
    }
}

/// What the thread keeps.
pub(super) struct InSiteThread {
    folders: Folders,
    kopij: Program,
    events: EventSender,
    shown: Option<Shown>,
    /// The number of the newest server.
    run: u64,
}

impl InSiteThread {
    pub fn new(folders: &Folders, kopij: &Program, events: EventSender) -> Self {
        Self {
            folders: folders.clone(),
            kopij: kopij.clone(),
            events,
            shown: None,
            run: 0,
        }
    }

    pub fn perform(&mut self, job: InSiteJob) -> Option<Event> {
        let event = match job {
            InSiteJob::Sweep => {
                in_site::sweep(&self.folders);
                return None;
            }
            InSiteJob::Open(asked) => {
                let first = asked.texts.first()?;
                InSiteEvent::Opened {
                    root: asked.site.root.clone(),
                    result: self.open(&asked, first),
                }
            }
            InSiteJob::Stage {
                document,
                revision,
                typed,
            } => InSiteEvent::Staged {
                document,
                revision,
                held: self.stage(&typed),
            },
            InSiteJob::Refresh { site, paths } => {
                let shown = self.shown.as_mut();
                if let Some(shown) = shown.filter(|shown| shown.root() == site.root) {
                    shown.know(&site);
                    shown.refresh(&paths);
                }
                return None;
            }
            InSiteJob::Mark { at_byte } => {
                if let Some(shown) = &self.shown {
                    shown.mark(at_byte);
                }
                return None;
            }
            InSiteJob::Restart => return self.restart(),
            InSiteJob::Stop => {
                self.shown = None;
                return None;
            }
        };
        Some(event.into())
    }

    fn open(&mut self, asked: &Open, first: &Typed) -> Result<String, NotShown> {
        let is_here = |shown: &&mut Shown| shown.root() == asked.site.root;
        let shown = self.shown.as_mut().filter(is_here);
        if let Some(shown) = shown.filter(|_| asked.anew.is_none()) {
            shown.know(&asked.site);
            shown.put(first)?;
            return shown.address(first);
        }
        self.shown = None;
        let listens = self.listens();
        let events = self.events.clone();
        let clicking = Clicking {
            follow: Arc::new(move |clicked| events.send(InSiteEvent::Clicked(clicked).into())),
            nowhere: asked.nowhere.clone(),
        };
        let shown = Shown::start(
            &asked.site,
            (&asked.texts, asked.anew.unwrap_or_default()),
            &self.folders,
            &self.kopij,
            (&listens, clicking),
        )?;
        self.serves();
        let address = shown.address(first);
        self.shown = Some(shown);
        address
    }

    fn stage(&mut self, typed: &Typed) -> Option<Held> {
        match self.shown.as_mut()?.put(typed) {
            Ok(()) => None,
            Err(NotShown::Held(held)) => Some(held),
            Err(other) => {
                log::warn!("a text is not in the site: {other}");
                None
            }
        }
    }

    fn restart(&mut self) -> Option<Event> {
        let listens = self.listens();
        match self.shown.as_mut()?.restart(&listens) {
            Ok(()) => {
                self.serves();
                None
            }
            Err(why) => {
                self.shown = None;
                Some(InSiteEvent::Ended { why }.into())
            }
        }
    }

    /// Says whose words count from now on.
    fn serves(&self) {
        self.events
            .send(InSiteEvent::Serves { run: self.run }.into());
    }

    /// Of the next server.
    fn listens(&mut self) -> Listens {
        self.run += 1;
        let (run, events) = (self.run, self.events.clone());
        Arc::new(move |heard| events.send(InSiteEvent::Heard { run, heard }.into()))
    }
}
