//! One open article: its text, and how that text stands to the file on disk.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::model::text::{Buffer, Cause, Edit, EditError, Replaced, Revision};

/// Names an open document for as long as it is open. Never reused in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u32);

/// BLAKE3 of the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 32]);

/// How the bytes of the file differ from the text in the buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileFormat {
    /// The file starts with a byte order mark; the buffer does not hold it.
    pub byte_order_mark: bool,
    pub line_endings: LineEndings,
    pub encoding: Encoding,
    pub fidelity: Fidelity,
}

impl FileFormat {
    /// Whether the text can only be read: a save would lose what it does not show.
    pub fn is_read_only(self) -> bool {
        self.fidelity != Fidelity::Exact
    }

    /// For a text that the encoding of its file has no bytes for.
    #[must_use]
    pub fn in_utf8(self) -> Self {
        Self {
            byte_order_mark: self.byte_order_mark && self.encoding == Encoding::Utf8,
            encoding: Encoding::Utf8,
            fidelity: Fidelity::Exact,
            ..self
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    /// Little-endian, with a byte order mark.
    Utf16Le,
    /// Big-endian, with a byte order mark.
    Utf16Be,
    /// Also known as ANSI; Latin-1 but for 27 of its control characters.
    Windows1252,
}

/// Whether the system lets this user write a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    #[default]
    Writable,
    Protected,
}

/// A longer text is edited as text alone: no form, no preview.
pub const MAX_RICH_BYTES: usize = 5_000_000;

impl Encoding {
    /// As people know it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Whether the text stands for every byte of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fidelity {
    #[default]
    Exact,
    /// Some bytes are no text and are shown as U+FFFD: the article can be read, not saved.
    Lossy,
    /// The file is too large: the text is its start, to be read, not saved.
    Part,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEndings {
    /// Every line ends in LF, in the file and in the buffer.
    #[default]
    Lf,
    /// Every line of the file ends in CRLF; the buffer holds LF.
    CrLf,
    /// The file mixes them; the buffer holds its bytes as they are.
    Mixed,
}

/// How the file on disk stands to what was read or saved last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disk {
    /// As it was read or saved last.
    Same,
    /// Another program wrote it while the text here is unsaved.
    Changed(Snapshot),
    Deleted,
}

/// The content of a file at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub text: Arc<str>,
    pub format: FileFormat,
    pub hash: ContentHash,
}

#[derive(Debug)]
pub struct Document {
    pub id: DocumentId,
    pub disk: Disk,
    path: PathBuf,
    buffer: Buffer,
    /// What the file holds, as far as we know.
    saved: Snapshot,
    /// Whether the text differs from `saved.text`, at the buffer's revision.
    dirty: bool,
}

impl Document {
    pub fn new(id: DocumentId, path: PathBuf, saved: Snapshot) -> Self {
        Self {
            id,
            disk: Disk::Same,
            path,
            buffer: Buffer::new(&*saved.text),
            saved,
            dirty: false,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file has another name now.
    pub fn move_to(&mut self, path: PathBuf) {
        self.path = path;
    }

    pub fn text(&self) -> &str {
        self.buffer.text()
    }

    pub fn revision(&self) -> Revision {
        self.buffer.revision()
    }

    /// As [`Buffer::line_column`].
    pub fn line_column(&self, at_byte: usize) -> (usize, usize) {
        self.buffer.line_column(at_byte)
    }

    /// As [`Buffer::changes_since`].
    pub fn changes_since(&self, revision: Revision) -> Option<impl Iterator<Item = &Replaced>> {
        self.buffer.changes_since(revision)
    }

    /// What the file holds, as far as we know.
    pub fn saved(&self) -> &Snapshot {
        &self.saved
    }

    /// A text that its encoding has no bytes for is saved in UTF-8 from now on.
    pub fn use_utf_8(&mut self) {
        self.saved.format = self.saved.format.in_utf8();
    }

    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Records what the file holds now; the text may have moved on meanwhile.
    pub fn mark_saved(&mut self, saved: Snapshot) {
        self.saved = saved;
        self.disk = Disk::Same;
        self.compare();
    }

    /// # Errors
    /// As [`Buffer::apply`].
    pub fn apply(&mut self, made_at: Revision, edit: &Edit, cause: Cause) -> Result<(), EditError> {
        self.buffer.apply(made_at, edit, cause)?;
        self.compare();
        Ok(())
    }

    /// Takes back the newest step. Returns the bytes to select afterwards.
    pub fn undo(&mut self) -> Option<Range<usize>> {
        let selection = self.buffer.undo();
        self.compare();
        selection
    }

    /// Does the newest undone step again. Returns the bytes to select afterwards.
    pub fn redo(&mut self) -> Option<Range<usize>> {
        let selection = self.buffer.redo();
        self.compare();
        selection
    }

    fn compare(&mut self) {
        self.dirty = self.buffer.text() != &*self.saved.text;
    }
}
