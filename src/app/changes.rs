//! What the window keeps of changes of files.

use std::{path::PathBuf, sync::Arc};

use crate::{
    io::changes::Progress,
    model::{
        change::{BrokenOff, ChangeId, Planned, ReviewRow, Wish},
        document::{DocumentId, FileFormat},
        said::Said,
        text::Revision,
    },
};

#[derive(Default)]
pub struct Changes {
    /// Counts what is planned and made.
    number: u64,
    /// What is being planned, with its number; the answer to an older plan is dropped.
    pub planning: Option<(u64, Wish)>,
    /// Shown in place of the panes, before it is made.
    pub review: Option<Review>,
    /// Those that are being made, oldest first.
    pub applying: Vec<Applying>,
    /// Those of this run that can be taken back, oldest first.
    pub made: Vec<Made>,
    /// The article whose file is asked about.
    pub asking: Option<PathBuf>,
    /// What a crash broke off in this site, newest first.
    pub broken_off: Vec<BrokenOff>,
}

/// A change as it is shown.
pub struct Review {
    pub wish: Wish,
    pub planned: Planned,
    pub rows: Vec<ReviewRow>,
}

/// A change on its way to the disk.
pub struct Applying {
    pub number: u64,
    /// It takes another one back.
    pub is_undo: bool,
    /// What is told once it is made, where that is not told by its files.
    pub says: Option<Said>,
    /// Opened once it is made: a duplicate.
    pub opens: Option<PathBuf>,
    /// What it is about; what is seen of these on the disk is its own doing.
    pub paths: Vec<PathBuf>,
    /// The open articles whose files it rewrites.
    pub saved: Vec<InFile>,
    pub unsaved: Vec<InText>,
    pub progress: Progress,
}

/// A change that was made.
pub struct Made {
    pub number: u64,
    /// `None`: it is in texts alone.
    pub id: Option<ChangeId>,
    /// The article that was in the window, as it was then.
    pub beside: Option<(DocumentId, Revision)>,
    /// What it put into texts that are not saved.
    pub texts: Vec<InText>,
}

/// The text of an open article that a change writes to its file.
pub struct InFile {
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
    pub format: FileFormat,
}

/// A text that a change went into, and no file.
pub struct InText {
    pub document: DocumentId,
    pub before: Arc<str>,
    pub after: Arc<str>,
}

impl Changes {
    /// Shows the panes again in place of what is looked at.
    pub fn leave(&mut self) {
        self.review = None;
    }

    pub fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    /// Whether what is seen of a path on the disk is the doing of a change that is being made.
    pub fn is_about(&self, path: &std::path::Path) -> bool {
        let paths = self.applying.iter().flat_map(|it| &it.paths);
        paths.into_iter().any(|it| path.starts_with(it))
    }
}
