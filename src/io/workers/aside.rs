//! What lasts as long as a person or another program does: each job has a thread of its own, that
//! nobody waits for.

use std::{
    collections::BTreeMap,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::{
        Event,
        checks::{self, OfSite},
        clipboard, dialogs, encoding, file_manager, frequent_words, git, link_targets,
        pictures::{self, Around, OfferError},
        typefaces,
        web_page::{self, Made, NotMade, To},
        worker::{Job, give_way},
        workers::store::{VersionError, moment},
    },
    model::{
        document::{DocumentId, Snapshot},
        markdown::blocks::Dialect,
        picture::{
            PictureSource,
            listed::Listed,
            offer::{Bytes, Kind, Offer, Smaller, Source, Target},
        },
        said::{Said, Says as _, said},
        text::Revision,
        typeface::Cuts,
        version::{Version, Which},
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
    /// Find the files that an article can link to. Answers [`AsideEvent::TargetsFound`].
    FindTargets {
        beside: PathBuf,
        is_bundle: bool,
        served: Vec<PathBuf>,
    },
    /// Count the names in the articles of a site. Answers [`AsideEvent::NamesCounted`].
    CountNames {
        root: PathBuf,
        articles: Arc<[PathBuf]>,
        /// How the site reads its markdown.
        dialect: Dialect,
    },
    /// Look which typefaces are installed. Answers [`AsideEvent::TypefacesFound`].
    FindTypefaces,
    /// Read the files of a typeface. Answers [`AsideEvent::TypefaceRead`].
    ReadTypeface { family: String },
    /// Show a file in the system's file manager.
    ShowInFolder { path: PathBuf },
    /// The same for the file of a picture.
    ShowPicture { source: PictureSource },
    /// Find the file of a picture. Answers [`AsideEvent::PictureFound`].
    FindPicture { source: PictureSource },
    /// Ask for a folder in the system's dialog. Answers [`AsideEvent::FolderChosen`].
    ChooseFolder {
        start: Option<PathBuf>,
        /// What it is asked for, in words.
        title: &'static str,
    },
    /// Ask for a picture in the system's dialog. Answers [`AsideEvent::PictureChosen`].
    ChoosePicture {
        target: Target,
        start: Option<PathBuf>,
        /// What it is asked for, and what such files are called, in words.
        title: &'static str,
        kind: &'static str,
    },
    /// Look at a picture that is to be taken. Answers [`AsideEvent::PictureLookedAt`].
    LookAtPicture {
        number: u64,
        from: Source,
        around: Around,
    },
    /// Look at the pictures of a site. Answers [`AsideEvent::PicturesLookedAt`].
    LookAtPictures { number: u64, of_site: Arc<OfSite> },
    /// Make a picture smaller. Answers [`AsideEvent::PictureMadeSmaller`].
    MakeSmaller {
        number: u64,
        kind: Kind,
        bytes: Bytes,
    },
    /// Make an article a page of HTML. Answers [`AsideEvent::WebPageMade`].
    MakeWebPage { article: web_page::Article, to: To },
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
    /// The file of a picture whose path is to be copied.
    PictureFound(PathBuf),
    TargetsFound {
        beside: PathBuf,
        addresses: Vec<String>,
    },
    NamesCounted {
        root: PathBuf,
        counts: BTreeMap<String, usize>,
    },
    TypefacesFound(Vec<String>),
    /// `None`: it is not there, or cannot be read.
    TypefaceRead {
        family: String,
        cuts: Option<Cuts>,
    },
    FolderChosen(dialogs::Answer),
    PictureChosen {
        target: Target,
        answer: dialogs::Answer,
    },
    PictureLookedAt {
        number: u64,
        result: Result<Offer, OfferError>,
    },
    /// `None`: by a fault of ours they are not known.
    PicturesLookedAt {
        number: u64,
        listed: Option<Arc<Listed>>,
    },
    /// `None`: there is nothing to gain.
    PictureMadeSmaller {
        number: u64,
        smaller: Option<Smaller>,
    },
    WebPageMade(Result<Made, NotMade>),
}

impl Job for AsideJob {
    fn title(&self) -> Said {
        match self {
            Self::ReadClipboard { .. } => said!("job-clipboard"),
            Self::ReadCommitted { path } => {
                said!("job-commit", path = path.as_path())
            }
            Self::FindTargets { .. } => said!("job-targets"),
            Self::CountNames { .. } => said!("job-names"),
            Self::FindTypefaces | Self::ReadTypeface { .. } => said!("job-typefaces"),
            Self::ShowPicture { source } | Self::FindPicture { source } => {
                said!("job-picture", address = source.address.as_str())
            }
            Self::ShowInFolder { path } => said!("job-show", path = path.as_path()),
            Self::ChooseFolder { .. } | Self::ChoosePicture { .. } => said!("job-dialog"),
            Self::LookAtPicture { .. } => said!("job-look-picture"),
            Self::LookAtPictures { .. } => said!("job-look-pictures"),
            Self::MakeSmaller { .. } => said!("job-make-smaller"),
            Self::MakeWebPage { .. } => said!("job-web-page"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        match self {
            Self::ReadCommitted { path } => {
                let (path, result) = (path.clone(), Ok(None));
                Some(AsideEvent::CommittedRead { path, result }.into())
            }
            Self::LookAtPicture { number, from, .. } => {
                let (number, path) = (*number, pictures::path_of(from));
                let result = Err(OfferError::Fault { path });
                Some(AsideEvent::PictureLookedAt { number, result }.into())
            }
            Self::LookAtPictures { number, .. } => {
                let (number, listed) = (*number, None);
                Some(AsideEvent::PicturesLookedAt { number, listed }.into())
            }
            Self::MakeSmaller { number, .. } => {
                let (number, smaller) = (*number, None);
                Some(AsideEvent::PictureMadeSmaller { number, smaller }.into())
            }
            Self::MakeWebPage { .. } => Some(AsideEvent::WebPageMade(Err(NotMade::Fault)).into()),
            Self::ReadClipboard { .. }
            | Self::FindTargets { .. }
            | Self::CountNames { .. }
            | Self::FindTypefaces
            | Self::ReadTypeface { .. }
            | Self::ShowInFolder { .. }
            | Self::ShowPicture { .. }
            | Self::FindPicture { .. }
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
            Self::FindTargets { .. } => "link-targets",
            Self::CountNames { .. } => "names",
            Self::FindTypefaces | Self::ReadTypeface { .. } => "typefaces",
            Self::ShowInFolder { .. } | Self::ShowPicture { .. } => "file-manager",
            Self::ChooseFolder { .. } | Self::ChoosePicture { .. } => "dialog",
            Self::FindPicture { .. } | Self::LookAtPicture { .. } | Self::MakeSmaller { .. } => {
                "picture"
            }
            Self::LookAtPictures { .. } => "pictures",
            Self::MakeWebPage { .. } => "web-page",
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
        AsideJob::FindTargets {
            beside,
            is_bundle,
            served,
        } => AsideEvent::TargetsFound {
            addresses: link_targets::find(&beside, is_bundle, &served),
            beside,
        },
        AsideJob::CountNames {
            root,
            articles,
            dialect,
        } => AsideEvent::NamesCounted {
            counts: frequent_words::count(&root, &articles, dialect),
            root,
        },
        AsideJob::FindTypefaces => AsideEvent::TypefacesFound(typefaces::installed()),
        AsideJob::ReadTypeface { family } => AsideEvent::TypefaceRead {
            cuts: typefaces::read(&family),
            family,
        },
        AsideJob::ShowInFolder { path } => {
            let error = file_manager::show(&path).err()?.said();
            return Some(Event::NotKept { error });
        }
        AsideJob::FindPicture { source } => {
            let Some(path) = pictures::file_of(&source) else {
                let error = said!("picture-no-file", address = source.address.as_str());
                return Some(Event::NotKept { error });
            };
            AsideEvent::PictureFound(path)
        }
        AsideJob::ShowPicture { source } => {
            let shown = pictures::file_of(&source).map(|path| file_manager::show(&path));
            let error = match shown {
                None => said!("picture-no-file", address = source.address.as_str()),
                Some(shown) => shown.err()?.said(),
            };
            return Some(Event::NotKept { error });
        }
        AsideJob::ChooseFolder { start, title } => {
            AsideEvent::FolderChosen(dialogs::choose_folder(start, title))
        }
        AsideJob::ChoosePicture {
            target,
            start,
            title,
            kind,
        } => AsideEvent::PictureChosen {
            target,
            answer: dialogs::choose_picture(start, title, kind),
        },
        AsideJob::LookAtPicture {
            number,
            from,
            around,
        } => AsideEvent::PictureLookedAt {
            number,
            result: pictures::look(&from, &around),
        },
        AsideJob::LookAtPictures { number, of_site } => {
            give_way();
            let listed = Some(Arc::new(checks::listed(&of_site)));
            AsideEvent::PicturesLookedAt { number, listed }
        }
        AsideJob::MakeSmaller {
            number,
            kind,
            bytes,
        } => AsideEvent::PictureMadeSmaller {
            number,
            smaller: pictures::smaller(kind, &bytes.0),
        },
        AsideJob::MakeWebPage { article, to } => {
            AsideEvent::WebPageMade(web_page::make(&article, &to))
        }
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
        title: said!("version-last-commit"),
        detail: said!(
            "version-commit",
            moment = &moment(committed.time),
            subject = committed.subject
        ),
    };
    Ok(Some((version, encoding::decode(&committed.bytes)?)))
}
