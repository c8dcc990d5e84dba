//! The thread that asks git about the repository of a site, and has it commit. One thing after the other: a status
//! is of what a commit left.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::{
        Event,
        checks::OfSite,
        encoding,
        folders::Folders,
        git::{self, GitError, Repository, Scope, Watching, trust},
        process::Cancel,
        worker::{EventSender, Job},
    },
    model::{
        document::DocumentId,
        git::{
            commit::{Made, NotMade, NotUndone, Plan},
            difference::Around,
            program::Allowed,
            proposal::Proposal,
            server::{Got, NotServed, Outgoing},
            status::Status,
        },
        said::{Said, Says as _, said},
        site::names,
        text::Revision,
    },
};

#[derive(Clone, Debug)]
pub enum GitJob {
    /// Read which files changed in the repository around a site. Answers [`GitEvent::StatusRead`].
    ReadStatus { root: PathBuf },
    /// Read an article as the last commit has it. Answers [`GitEvent::BeforeRead`].
    ReadBefore {
        document: DocumentId,
        /// Where the commit has it.
        path: PathBuf,
        commit: String,
    },
    /// Find what a commit of an article would be. Answers [`GitEvent::Proposed`].
    Propose(Box<Propose>),
    /// Commit, and keep what may run. Answers [`GitEvent::Committed`], before it [`GitEvent::Heard`].
    Commit {
        root: PathBuf,
        plan: Box<Plan>,
        cancel: Cancel,
    },
    /// Take a commit back. Answers [`GitEvent::Undone`].
    Undo { root: PathBuf, made: Made },
    /// Find what would be handed in at the server. Answers [`GitEvent::Outgoing`].
    FindOutgoing { root: PathBuf },
    /// Hand it in, and keep what may run. Answers [`GitEvent::Pushed`].
    Push {
        root: PathBuf,
        programs: Allowed,
        cancel: Cancel,
    },
    /// Get the commits of others. Answers [`GitEvent::GotLatest`].
    GetLatest {
        root: PathBuf,
        programs: Allowed,
        cancel: Cancel,
    },
    /// Say whose commits are. Answers [`GitEvent::Named`].
    SetName {
        root: PathBuf,
        name: String,
        address: String,
        scope: Scope,
    },
}

/// What is asked about an article.
#[derive(Clone, Debug)]
pub struct Propose {
    pub number: u64,
    pub of_site: Arc<OfSite>,
    pub path: PathBuf,
    /// Its text, where it is open; else the one of its file.
    pub open: Option<(DocumentId, Revision, Arc<str>)>,
}

/// The repository around a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub work_tree: PathBuf,
    pub status: Status,
}

#[derive(Debug)]
pub enum GitEvent {
    /// `Ok(None)`: there is no repository, or no git.
    StatusRead {
        root: PathBuf,
        result: Result<Option<Standing>, GitError>,
    },
    /// `None`: the commit does not have it.
    BeforeRead {
        document: DocumentId,
        commit: String,
        text: Option<Arc<str>>,
    },
    /// `Ok(None)`: there is no repository.
    Proposed {
        number: u64,
        result: Result<Option<Box<Proposed>>, GitError>,
    },
    /// A line that git or one of its programs says while it commits.
    Heard(String),
    Committed {
        root: PathBuf,
        /// What was to be committed.
        plan: Box<Plan>,
        result: Result<Made, NotMade>,
    },
    Undone {
        root: PathBuf,
        result: Result<(), NotUndone>,
    },
    /// `None`: nothing, or nowhere.
    Outgoing(Option<Outgoing>),
    Pushed(Result<(), NotServed>),
    GotLatest(Result<Got, NotServed>),
    /// Why not, in git's words where it was asked.
    Named {
        root: PathBuf,
        result: Result<(), Said>,
    },
}

/// What a commit of an article would be.
#[derive(Debug)]
pub struct Proposed {
    /// Its whole path.
    pub path: PathBuf,
    /// Of which text, if it is open.
    pub open: Option<(DocumentId, Revision)>,
    pub standing: Standing,
    pub proposal: Proposal,
}

impl PartialEq for GitJob {
    /// No two are one: each is done.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Job for GitJob {
    fn title(&self) -> Said {
        match self {
            Self::ReadStatus { .. } | Self::ReadBefore { .. } => said!("job-git-status"),
            Self::Propose(asked) => said!("job-git-propose", path = asked.path.as_path()),
            Self::Commit { .. } => said!("job-git-commit"),
            Self::Undo { .. } => said!("job-git-undo"),
            Self::FindOutgoing { .. } | Self::Push { .. } => said!("job-git-push"),
            Self::GetLatest { .. } => said!("job-git-latest"),
            Self::SetName { .. } => said!("job-git-name"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let why = || said!("git-lost");
        let event = match self {
            Self::ReadStatus { root } => GitEvent::StatusRead {
                root: root.clone(),
                result: Ok(None),
            },
            Self::ReadBefore {
                document, commit, ..
            } => GitEvent::BeforeRead {
                document: *document,
                commit: commit.clone(),
                text: None,
            },
            Self::Propose(asked) => GitEvent::Proposed {
                number: asked.number,
                result: Ok(None),
            },
            Self::Commit { root, plan, .. } => GitEvent::Committed {
                root: root.clone(),
                plan: plan.clone(),
                result: Err(NotMade::Failed { why: why() }),
            },
            Self::Undo { root, .. } => GitEvent::Undone {
                root: root.clone(),
                result: Err(NotUndone::Failed { why: why() }),
            },
            Self::FindOutgoing { .. } => GitEvent::Outgoing(None),
            Self::Push { .. } => GitEvent::Pushed(Err(NotServed::Failed { why: why() })),
            Self::GetLatest { .. } => GitEvent::GotLatest(Err(NotServed::Failed { why: why() })),
            Self::SetName { root, .. } => GitEvent::Named {
                root: root.clone(),
                result: Err(why()),
            },
        };
        Some(event.into())
    }
}

impl From<GitEvent> for Event {
    fn from(event: GitEvent) -> Self {
        Self::Git(event)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a job answers")]
pub(super) fn perform(job: GitJob, folders: &Folders, events: &EventSender) -> Option<Event> {
    let event = match job {
        GitJob::ReadStatus { root } => GitEvent::StatusRead {
            result: standing(&root),
            root,
        },
        GitJob::ReadBefore {
            document,
            path,
            commit,
        } => GitEvent::BeforeRead {
            document,
            commit,
            text: before(&path),
        },
        GitJob::Propose(asked) => GitEvent::Proposed {
            number: asked.number,
            result: propose(&asked),
        },
        GitJob::Commit { root, plan, cancel } => GitEvent::Committed {
            result: commit(&root, &plan, folders, &cancel, events),
            root,
            plan,
        },
        GitJob::Undo { root, made } => GitEvent::Undone {
            result: undo(&root, &made, folders),
            root,
        },
        GitJob::FindOutgoing { root } => GitEvent::Outgoing(outgoing(&root)),
        GitJob::Push {
            root,
            programs,
            cancel,
        } => GitEvent::Pushed(push(&root, &programs, folders, &cancel, events)),
        GitJob::GetLatest {
            root,
            programs,
            cancel,
        } => GitEvent::GotLatest(get_latest(&root, &programs, folders, &cancel, events)),
        GitJob::SetName {
            root,
            name,
            address,
            scope,
        } => GitEvent::Named {
            result: set_name(&root, &name, &address, scope),
            root,
        },
    };
    Some(event.into())
}

fn standing(root: &Path) -> Result<Option<Standing>, GitError> {
    let Some(repository) = Repository::around(root)? else {
        return Ok(None);
    };
    Ok(Some(standing_of(&repository)?))
}

fn standing_of(repository: &Repository) -> Result<Standing, GitError> {
    Ok(Standing {
        work_tree: repository.work_tree().to_owned(),
        status: repository.status(&[])?,
    })
}

/// What cannot be read is not marked.
fn before(path: &Path) -> Option<Arc<str>> {
    let repository = Repository::around(path).ok()??;
    let within = repository.within(path)?;
    let bytes = git::committed_at(&repository, &within).ok()??;
    Some(encoding::decode(&bytes).ok()?.text)
}

fn propose(asked: &Propose) -> Result<Option<Box<Proposed>>, GitError> {
    let Some(repository) = Repository::around(&asked.path)? else {
        return Ok(None);
    };
    let Some(within) = repository.within(&asked.path) else {
        return Ok(None);
    };
    let standing = standing_of(&repository)?;
    let site = &asked.of_site.site;
    let articles: Vec<PathBuf> = site
        .articles
        .iter()
        .map(|it| it.path.to_path_buf())
        .collect();
    let section = crate::model::site::section::section_in(&site.content, &asked.path);
    let is_article = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        repository.file(path).starts_with(&site.root) && names::is_article(&name, &site.settings)
    };
    let around = git::Site {
        around: Around {
            form: asked.of_site.schema.form(&section),
            tongue: site.tongue(),
        },
        articles: &articles,
        is_article: &is_article,
    };
    let text = match &asked.open {
        Some((.., text)) => Some(text.to_string()),
        None => git::text_of(&asked.path),
    };
    let proposal = repository.proposal(&standing.status, &within, text.as_deref(), &around)?;
    Ok(Some(Box::new(Proposed {
        path: asked.path.clone(),
        open: asked
            .open
            .as_ref()
            .map(|(id, revision, _)| (*id, *revision)),
        standing,
        proposal,
    })))
}

/// What the writer said may run is kept, and holds from then on.
fn commit(
    root: &Path,
    plan: &Plan,
    folders: &Folders,
    cancel: &Cancel,
    events: &EventSender,
) -> Result<Made, NotMade> {
    let repository = found(root)?;
    let plan = Plan {
        programs: kept(&repository, &plan.programs, folders)?,
        ..plan.clone()
    };
    let hear = |line: &str| events.send(GitEvent::Heard(line.to_owned()).into());
    git::commit(&repository, &plan, &hear, cancel)
}

/// What may run: as it was said before, if nothing is said now. What is said now is kept.
fn kept(
    repository: &Repository,
    programs: &Allowed,
    folders: &Folders,
) -> Result<Allowed, GitError> {
    let work_tree = repository.work_tree();
    match programs {
        Allowed::Unsaid => {
            let found = repository.inspect()?;
            if trust::is_allowed(folders, work_tree, &found) {
                return Ok(Allowed::All(found.mark));
            }
        }
        Allowed::All(mark) => {
            if let Err(err) = trust::allow(folders, work_tree, mark) {
                log::warn!("what may run is asked again: {err}");
            }
        }
        Allowed::None => {}
    }
    Ok(programs.clone())
}

fn outgoing(root: &Path) -> Option<Outgoing> {
    let repository = Repository::around(root).ok()??;
    git::outgoing(&repository).ok()?
}

fn push(
    root: &Path,
    programs: &Allowed,
    folders: &Folders,
    cancel: &Cancel,
    events: &EventSender,
) -> Result<(), NotServed> {
    let repository = Repository::around(root)?.ok_or(NotServed::NoServer)?;
    let programs = kept(&repository, programs, folders)?;
    let hear = |line: &str| events.send(GitEvent::Heard(line.to_owned()).into());
    let hear = &hear;
    git::push(&repository, &programs, Watching { hear, cancel })
}

fn get_latest(
    root: &Path,
    programs: &Allowed,
    folders: &Folders,
    cancel: &Cancel,
    events: &EventSender,
) -> Result<Got, NotServed> {
    let repository = Repository::around(root)?.ok_or(NotServed::NoServer)?;
    let programs = kept(&repository, programs, folders)?;
    let hear = |line: &str| events.send(GitEvent::Heard(line.to_owned()).into());
    let hear = &hear;
    git::get_latest(&repository, &programs, Watching { hear, cancel })
}

fn undo(root: &Path, made: &Made, folders: &Folders) -> Result<(), NotUndone> {
    let repository = found(root).map_err(|why| NotUndone::Failed { why: why.said() })?;
    let found = repository.inspect()?;
    let allowed = if trust::is_allowed(folders, repository.work_tree(), &found) {
        Allowed::All(found.mark)
    } else {
        Allowed::None
    };
    git::undo(&repository, made, &allowed)
}

fn set_name(root: &Path, name: &str, address: &str, scope: Scope) -> Result<(), Said> {
    let repository = found(root).map_err(|why| why.said())?;
    git::set_identity(&repository, name, address, scope)
}

fn found(root: &Path) -> Result<Repository, NotMade> {
    let found = Repository::around(root)?;
    found.ok_or_else(|| NotMade::NoRepository {
        path: root.to_owned(),
    })
}
