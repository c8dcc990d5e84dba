//! What lasts as long as a person or another program does: each job has a thread of its own, that
//! nobody waits for.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        Event, clipboard, dialogs, encoding, file_manager, git,
        pictures::PictureField,
        worker::Job,
        workers::store::{VersionError, moment},
    },
    model::{
        document::{DocumentId, Snapshot},
        said::{Said, Says as _, said},
        text::Revision,
        version::{Version, Which},
        words,
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum AsideJob {
    /// Read what the clipboard holds beside the plain text that was pasted to the bytes `pasted`
    /// of a revision. Answers [`AsideEvent::ClipboardRead`] if it says more.
    ReadClipboard {
        document: DocumentId,
        revision: Revision,
        pasted: Range<usize>,
        plain: String,
    },
    /// Read an article as it was committed last. Answers [`AsideEvent::CommittedRead`].
    ReadCommitted { path: PathBuf },
    /// Show a file in the system's file manager.
    ShowInFolder { path: PathBuf },
    /// Ask for a folder in the system's dialog. Answers [`AsideEvent::FolderChosen`].
    ChooseFolder { start: Option<PathBuf> },
    /// Ask for a picture in the system's dialog. Answers [`AsideEvent::PictureChosen`].
    ChoosePicture {
        field: PictureField,
        start: Option<PathBuf>,
    },
}

#[derive(Debug)]
pub enum AsideEvent {
    /// What the pasted text is in markdown.
    ClipboardRead {
        document: DocumentId,
        revision: Revision,
        pasted: Range<usize>,
        markdown: String,
    },
    /// `Ok(None)`: git has nothing of it.
    CommittedRead {
        path: PathBuf,
        result: Result<Option<(Version, Snapshot)>, VersionError>,
    },
    FolderChosen(Option<PathBuf>),
    PictureChosen {
        field: PictureField,
        path: Option<PathBuf>,
    },
}

impl Job for AsideJob {
    fn title(&self) -> Said {
        match self {
            Self::ReadClipboard { .. } => said!("job-clipboard"),
            Self::ReadCommitted { path } => {
                said!("job-commit", path = path.as_path())
            }
            Self::ShowInFolder { path } => said!("job-show", path = path.as_path()),
            Self::ChooseFolder { .. } | Self::ChoosePicture { .. } => said!("job-dialog"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        match self {
            Self::ReadCommitted { path } => {
                let (path, result) = (path.clone(), Ok(None));
                Some(AsideEvent::CommittedRead { path, result }.into())
            }
            Self::ReadClipboard { .. }
            | Self::ShowInFolder { .. }
            | Self::ChooseFolder { .. }
            | Self::ChoosePicture { .. } => None,
        }
    }
}

impl From<AsideEvent> for Event {
    fn from(event: AsideEvent) -> Self {
        Self::Aside(event)
    }
}

impl AsideJob {
    /// The name of its thread.
    pub(super) fn thread(&self) -> &'static str {
        match self {
            Self::ReadClipboard { .. } => "clipboard",
            Self::ReadCommitted { .. } => "git",
            Self::ShowInFolder { .. } => "file-manager",
            Self::ChooseFolder { .. } | Self::ChoosePicture { .. } => "dialog",
        }
    }
}

pub(super) fn perform(job: AsideJob) -> Option<Event> {
    let event = match job {
        AsideJob::ReadClipboard {
            document,
            revision,
            pasted,
            plain,
        } => AsideEvent::ClipboardRead {
            document,
            revision,
            pasted,
            markdown: clipboard::as_markdown(&plain)?,
        },
        AsideJob::ReadCommitted { path } => AsideEvent::CommittedRead {
            result: committed(&path),
            path,
        },
        AsideJob::ShowInFolder { path } => {
            let error = file_manager::show(&path).err()?.said();
            return Some(Event::NotKept { error });
        }
        AsideJob::ChooseFolder { start } => AsideEvent::FolderChosen(dialogs::choose_folder(start)),
        AsideJob::ChoosePicture { field, start } => AsideEvent::PictureChosen {
            field,
            path: dialogs::choose_picture(start),
        },
    };
    Some(event.into())
}

/// The article in the last commit, if git has it.
fn committed(path: &Path) -> Result<Option<(Version, Snapshot)>, VersionError> {
    let Some(committed) = git::committed(path)? else {
        return Ok(None);
    };
    let version = Version {
        which: Which::Committed,
        title: words::put(&said!("version-last-commit")),
        detail: format!("{} · {}", moment(committed.time), committed.subject),
    };
    Ok(Some((version, encoding::decode(&committed.bytes)?)))
}
