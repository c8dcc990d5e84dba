//! A change of files as a value: planned by pure functions, shown part by part, applied whole by
//! [`io::changes`](crate::io::changes), undone as one step. It is the one door for a change of
//! several files, as [`Buffer::apply`](crate::model::text::Buffer::apply) is for a text.
//!
//! A **set** has **parts**; a part is about one file or folder and says two things that do not
//! depend on each other: what becomes of its name (the **deed**) and of its bytes (the **rewrite**).
//! Paths are those before the set. A file has one part, but for a copy whose original goes to the
//! bin: that has two, so that every address leads somewhere at every moment.
//!
//! Order of the deeds, whatever the order of the parts: what is made or comes back from the bin,
//! copies, moves, rewrites, the bin. So each step is one atomic deed, and a crash leaves old name
//! and old bytes, new name and old bytes, or new name and new bytes.

mod check;
mod invert;
pub mod plan;
mod rewrite;
mod summary;
mod wish;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use self::{
    invert::{Applied, inverse},
    rewrite::edited,
    summary::Summary,
    wish::{
        InOpen, OfPicture, OpenArticle, PictureDeed, Planned, Replacing, ReviewRow, Wish, in_open,
    },
};
use crate::model::{
    document::{ContentHash, FileFormat},
    front_matter,
    said::{Said, Says, said, says},
    text::Edit,
};

/// More parts are not put into one set.
pub const MAX_PARTS: usize = 5_000;
/// More old bytes are not replaced by one set. Moves and bins keep no old bytes and do not count.
pub const MAX_OLD_BYTES: u64 = 64_000_000;

/// Names what was applied, for undo: the local time it was begun at, and a number if that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeId(pub String);

impl std::fmt::Display for ChangeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSet {
    /// What is done, in the words of a button: `Replace “pont” with “veer”`.
    pub title: String,
    /// Of the site; nothing outside of it is changed.
    pub root: PathBuf,
    pub parts: Vec<Part>,
    /// The set that this one takes back.
    pub undoes: Option<SetId>,
    /// Folders that go at the end, if nothing is in them.
    pub emptied: Vec<PathBuf>,
}

/// One of the sets of a change: a command that is about more files than a set takes makes several
/// under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetId {
    pub change: ChangeId,
    /// From 1.
    pub number: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub path: PathBuf,
    /// What the file must still hold. `None`: a folder, or a file that is not there yet.
    pub expected: Option<ContentHash>,
    pub deed: Deed,
    pub rewrite: Rewrite,
    /// Whether it is to be done.
    pub is_ticked: bool,
}

/// What becomes of the name of a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Stay,
    /// No file is there; [`Rewrite::Whole`] says what it will hold.
    Create,
    /// A second file; the rewrite is of that one.
    Copy {
        to: PathBuf,
    },
    Move {
        to: PathBuf,
    },
    /// With all that is in it, by one rename.
    MoveFolder {
        to: PathBuf,
    },
    /// A file or a whole folder, if the parts of these paths were applied.
    ToBin {
        only_if: Vec<PathBuf>,
    },
    /// Undoes [`Deed::ToBin`].
    FromBin,
    /// It cannot be changed; nothing is done.
    Refused(Refusal),
}

/// What becomes of the bytes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Rewrite {
    #[default]
    Keep,
    /// One after another, each of the text that the one before it left.
    Edits(Vec<Edit>),
    Whole(Content),
}

/// All that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(Arc<str>, FileFormat),
    Bytes(Arc<[u8]>),
    /// What this file holds: a picture that was made already.
    File(PathBuf),
}

/// Why a part is not done. For people, without the path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    Changed,
    Gone,
    Taken,
    Outside,
    ReadOnly,
    /// What is typed in it would be mixed with it.
    Unsaved,
    Head(front_matter::Refusal),
    Alone,
    Twice,
    TooMuch,
    Stopped,
    /// What the system or the encoding says.
    Said(Said),
}

says!(Refusal);
impl Says for Refusal {
    fn said(&self) -> Said {
        match self {
            Self::Changed => said!("refusal-changed"),
            Self::Gone => said!("refusal-gone"),
            Self::Taken => said!("refusal-taken"),
            Self::Outside => said!("refusal-outside"),
            Self::ReadOnly => said!("refusal-read-only"),
            Self::Unsaved => said!("refusal-unsaved"),
            Self::Head(inner) => inner.said(),
            Self::Alone => said!("refusal-alone"),
            Self::Twice => said!("refusal-twice"),
            Self::TooMuch => said!("refusal-too-much"),
            Self::Stopped => said!("refusal-stopped"),
            Self::Said(inner) => inner.clone(),
        }
    }
}

impl Refusal {
    /// Whether the same change may be made later, as nobody changed its file.
    pub fn may_pass(&self) -> bool {
        !matches!(self, Self::Changed | Self::Gone)
    }
}

/// What became of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub id: ChangeId,
    pub title: String,
    pub changed: Vec<Changed>,
    /// With the path before the set.
    pub skipped: Vec<(PathBuf, Refusal)>,
    /// All was done, but something that follows from it was not.
    pub warning: Option<Said>,
}

/// One part that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: PathBuf,
    pub became: Became,
    /// What it, or its copy, holds now, if that was written.
    pub hash: Option<ContentHash>,
}

/// What became of the name of a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    Rewritten,
    /// It is where nothing was: new, a copy, or back from the bin.
    Made(PathBuf),
    Moved(PathBuf),
    Binned,
}

impl Changed {
    /// The file that is there now; in the bin it is where it was.
    pub fn place(&self) -> &Path {
        match &self.became {
            Became::Made(place) | Became::Moved(place) => place,
            Became::Rewritten | Became::Binned => &self.path,
        }
    }
}

/// What to do with a set that was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    GoOn,
    TakeBack,
    Leave,
}

/// A set that a crash broke off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenOff {
    pub id: ChangeId,
    pub title: Said,
    /// In parts.
    pub done: usize,
    pub of: usize,
}

impl Part {
    /// A text that is changed where it stands.
    pub fn edit(path: PathBuf, expected: ContentHash, edits: Vec<Edit>) -> Self {
        Self {
            path,
            expected: Some(expected),
            deed: Deed::Stay,
            rewrite: Rewrite::Edits(edits),
            is_ticked: true,
        }
    }

    pub fn refused(path: PathBuf, refusal: Refusal) -> Self {
        Self {
            path,
            expected: None,
            deed: Deed::Refused(refusal),
            rewrite: Rewrite::Keep,
            is_ticked: false,
        }
    }

    /// The name that the deed makes.
    pub fn target(&self) -> Option<&Path> {
        match &self.deed {
            Deed::Copy { to } | Deed::Move { to } | Deed::MoveFolder { to } => Some(to),
            Deed::Create | Deed::FromBin => Some(&self.path),
            Deed::Stay | Deed::ToBin { .. } | Deed::Refused(_) => None,
        }
    }

    pub fn is_refused(&self) -> bool {
        matches!(self.deed, Deed::Refused(_))
    }

    /// Whether it is to be done and can be.
    pub fn is_wanted(&self) -> bool {
        self.is_ticked && !self.is_refused()
    }
}

impl ChangeSet {
    pub fn new(title: impl Into<String>, root: PathBuf, parts: Vec<Part>) -> Self {
        Self {
            title: title.into(),
            root,
            parts,
            undoes: None,
            emptied: Vec::new(),
        }
    }

    /// The parts that are to be done.
    pub fn wanted(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_wanted())
    }

    /// Refuses the parts that get in each other's way or lead where none may, and those beyond
    /// [`MAX_PARTS`].
    #[must_use]
    pub fn checked(self) -> Self {
        check::checked(self)
    }
}
