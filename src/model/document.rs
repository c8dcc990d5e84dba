//! One open article: its text, and how that text stands to the file on disk.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::model::{
    markdown::density::is_too_dense,
    text::{Anchor, Buffer, Cause, Edit, EditError, Replaced, Revision, Spot, Undone},
};

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
    /// The file is no text: nothing of it is shown.
    Binary,
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
    /// Another program wrote it while the text here is unsaved; whether both can be merged is
    /// being found out.
    Merging(Snapshot),
    /// Another program wrote it while the text here is unsaved: the writer has to choose.
    Changed(Snapshot),
    Deleted,
}

/// What follows from what was found at the path of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meeting {
    Nothing,
    /// The text here is saved and follows the file.
    Follow(Snapshot),
    /// The text here is unsaved: both may be merged.
    Merge,
    /// The file has gone.
    Lost,
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
    /// What the article is called in the journal until it has a file.
    untitled: Option<String>,
    buffer: Buffer,
    /// What the file holds, as far as we know.
    saved: Snapshot,
    /// Whether the text differs from `saved.text`, at the buffer's revision.
    dirty: bool,
    /// The newest merge with the disk, so that undo brings its question back.
    merged: Option<Merged>,
    density: Density,
}

/// Whether the text has too much markup, as of when it had this many bytes.
#[derive(Clone, Copy, Debug)]
struct Density {
    bytes: usize,
    is_too_much: bool,
}

impl Density {
    /// What is typed changes little: it is looked at again after that many bytes.
    const STEP_BYTES: usize = 64 * 1024;

    fn of(text: &str) -> Self {
        Self {
            bytes: text.len(),
            is_too_much: text.len() <= MAX_RICH_BYTES && is_too_dense(text),
        }
    }

    fn follow(&mut self, text: &str) {
        if self.bytes.abs_diff(text.len()) > Self::STEP_BYTES {
            *self = Self::of(text);
        }
    }
}

/// One merge with the disk.
#[derive(Debug)]
struct Merged {
    before: Arc<str>,
    after: Arc<str>,
    /// What the file was known to hold before the merge, and what it held.
    base: Snapshot,
    theirs: Snapshot,
}

impl Document {
    pub fn new(id: DocumentId, path: PathBuf, saved: Snapshot) -> Self {
        Self {
            id,
            disk: Disk::Same,
            path,
            untitled: None,
            buffer: Buffer::new(&*saved.text),
            density: Density::of(&saved.text),
            saved,
            dirty: false,
            merged: None,
        }
    }

    /// A text whose file, if there is one, does not hold it. `base`: what the file held when the
    /// text was written; its text is not known.
    pub fn unsaved(
        id: DocumentId,
        path: PathBuf,
        text: &str,
        format: FileFormat,
        base: Option<ContentHash>,
    ) -> Self {
        let saved = Snapshot {
            text: Arc::from(""),
            format,
            hash: base.unwrap_or(ContentHash([0; 32])),
        };
        Self {
            buffer: Buffer::new(text),
            density: Density::of(text),
            dirty: !text.is_empty(),
            ..Self::new(id, path, saved)
        }
    }

    /// An article that has no file yet: `path` says where its pictures are looked for. It is
    /// unsaved once it differs from `start`, and `name` tells it from the others in the journal.
    pub fn untitled(id: DocumentId, path: PathBuf, name: String, start: &str) -> Self {
        let saved = Snapshot {
            text: Arc::from(start),
            format: FileFormat::default(),
            hash: ContentHash([0; 32]),
        };
        Self {
            untitled: Some(name),
            ..Self::new(id, path, saved)
        }
    }

    /// With this text, none of it saved.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.buffer = Buffer::new(text);
        self.compare();
        self
    }

    /// The name of an article that has no file yet.
    pub fn untitled_name(&self) -> Option<&str> {
        self.untitled.as_deref()
    }

    pub fn is_untitled(&self) -> bool {
        self.untitled.is_some()
    }

    /// Nothing is at its path: it was deleted, or was never written.
    pub fn is_without_file(&self) -> bool {
        self.is_untitled() || self.disk == Disk::Deleted
    }

    /// Where the file is, or will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file has another name now, or has come to be.
    pub fn move_to(&mut self, path: PathBuf) {
        self.path = path;
        self.untitled = None;
    }

    /// An article that has no file yet belongs elsewhere.
    pub fn place_at(&mut self, path: PathBuf) {
        if self.is_untitled() {
            self.path = path;
        }
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

    /// As [`Buffer::place_of`].
    pub fn place_of(&self, anchor: &Anchor) -> Option<Range<usize>> {
        self.buffer.place_of(anchor)
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
        self.merged = None;
        self.compare();
    }

    /// Takes in what the file holds now; `None`: it is gone. Content is compared, never times.
    pub fn meet(&mut self, found: Option<Snapshot>) -> Meeting {
        if self.is_untitled() {
            return Meeting::Nothing;
        }
        let Some(found) = found else {
            let was_there = self.disk != Disk::Deleted;
            self.disk = Disk::Deleted;
            return if was_there {
                Meeting::Lost
            } else {
                Meeting::Nothing
            };
        };
        if found.hash == self.saved.hash {
            self.disk = Disk::Same;
        } else if *found.text == *self.text() {
            self.mark_saved(found);
        } else if !self.dirty {
            return Meeting::Follow(found);
        } else if self.theirs().is_none_or(|theirs| theirs.hash != found.hash) {
            self.disk = Disk::Merging(found);
            return Meeting::Merge;
        }
        Meeting::Nothing
    }

    /// What another program wrote while the text here is unsaved.
    pub fn theirs(&self) -> Option<&Snapshot> {
        match &self.disk {
            Disk::Merging(theirs) | Disk::Changed(theirs) => Some(theirs),
            Disk::Same | Disk::Deleted => None,
        }
    }

    /// Puts a merge of the text at `made_at` with the disk into the text, as one step.
    ///
    /// # Errors
    /// As [`Buffer::apply`]; and nothing is done if no merge is under way.
    pub fn apply_merge(&mut self, made_at: Revision, merged: &str) -> Result<(), EditError> {
        let Disk::Merging(theirs) = &self.disk else {
            return Ok(());
        };
        let theirs = theirs.clone();
        let before: Arc<str> = self.text().into();
        if let Some(edit) = Edit::between(&before, merged) {
            self.buffer.apply(made_at, &edit, Cause::Step)?;
        }
        let base = std::mem::replace(&mut self.saved, theirs.clone());
        self.disk = Disk::Same;
        self.merged = Some(Merged {
            before,
            after: merged.into(),
            base,
            theirs,
        });
        self.compare();
        Ok(())
    }

    /// # Errors
    /// As [`Buffer::apply`].
    pub fn apply(&mut self, made_at: Revision, edit: &Edit, cause: Cause) -> Result<(), EditError> {
        self.buffer.apply(made_at, edit, cause)?;
        self.compare();
        Ok(())
    }

    /// As [`Buffer::set_spot`].
    pub fn set_spot(&mut self, spot: Spot) {
        self.buffer.set_spot(spot);
    }

    /// As [`Buffer::spot`].
    pub fn spot(&self) -> &Spot {
        self.buffer.spot()
    }

    /// As [`Buffer::said_spot`].
    pub fn said_spot(&self) -> Option<&Spot> {
        self.buffer.said_spot()
    }

    /// As [`Buffer::select`].
    pub fn select(&mut self, range: &Range<usize>) {
        self.buffer.select(range);
    }

    /// How many steps can be undone, and how many done again.
    pub fn steps(&self) -> (usize, usize) {
        self.buffer.steps()
    }

    /// Takes back the newest step.
    pub fn undo(&mut self) -> Option<Undone> {
        let undone = self.buffer.undo();
        if let Some(merged) = &self.merged
            && *merged.before == *self.buffer.text()
        {
            // The disk is not in this text: it may not be written over unasked.
            self.saved = merged.base.clone();
            self.disk = Disk::Changed(merged.theirs.clone());
        }
        self.compare();
        undone
    }

    /// Does the newest undone step again.
    pub fn redo(&mut self) -> Option<Undone> {
        let undone = self.buffer.redo();
        if let Some(merged) = &self.merged
            && *merged.after == *self.buffer.text()
            && self.theirs() == Some(&merged.theirs)
        {
            self.saved = merged.theirs.clone();
            self.disk = Disk::Same;
        }
        self.compare();
        undone
    }

    /// Whether the file is no text.
    pub fn is_binary(&self) -> bool {
        self.saved.format.fidelity == Fidelity::Binary
    }

    /// Whether the text is too long, too dense or too odd for a form and a preview.
    pub fn is_plain(&self) -> bool {
        self.text().len() > MAX_RICH_BYTES
            || self.density.is_too_much
            || self.saved.format.fidelity == Fidelity::Part
    }

    /// Finds out whether the text is saved. A conflict ends where the text has come to be what
    /// the file holds.
    fn compare(&mut self) {
        let text = self.buffer.text();
        self.density.follow(text);
        if let Disk::Changed(theirs) = &self.disk
            && *theirs.text == *text
        {
            self.saved = theirs.clone();
            self.disk = Disk::Same;
        }
        self.dirty = text != &*self.saved.text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str, hash: u8) -> Snapshot {
        Snapshot {
            text: text.into(),
            format: FileFormat::default(),
            hash: ContentHash([hash; 32]),
        }
    }

    fn document(text: &str, typed: &str) -> Document {
        let mut document = Document::new(DocumentId(1), "a.md".into(), file(text, 1));
        type_at_end(&mut document, typed);
        document
    }

    fn type_at_end(document: &mut Document, typed: &str) {
        let end = document.text().len();
        let edit = Edit {
            range: end..end,
            insert: typed.to_owned(),
        };
        let revision = document.revision();
        document.apply(revision, &edit, Cause::Step).unwrap();
    }

    fn merged() -> Document {
        let mut document = document("a\n", "mine\n");
        document.meet(Some(file("theirs\na\n", 2)));
        let revision = document.revision();
        document.apply_merge(revision, "theirs\na\nmine\n").unwrap();
        document
    }

    #[test]
    fn markup_without_end_makes_a_text_plain_until_it_is_gone() {
        let mut document = document("Prose.\n", "");
        assert!(!document.is_plain());

        type_at_end(&mut document, &"[".repeat(900_000));
        assert!(document.is_plain());
        document.undo();
        assert!(!document.is_plain());
        assert!(
            Document::new(
                DocumentId(1),
                "a.md".into(),
                file(&"#\n".repeat(300_000), 1)
            )
            .is_plain()
        );
    }

    #[test]
    fn saved_text_follows_the_file_and_unsaved_text_is_merged() {
        let theirs = file("b", 2);

        assert_eq!(
            document("a", "").meet(Some(theirs.clone())),
            Meeting::Follow(theirs.clone())
        );
        assert_eq!(
            document("a", "!").meet(Some(theirs.clone())),
            Meeting::Merge
        );
        let mut gone = document("a", "!");
        assert_eq!(gone.meet(None), Meeting::Lost);
        assert_eq!(gone.meet(None), Meeting::Nothing);
        assert_eq!(gone.meet(Some(theirs)), Meeting::Merge);
    }

    #[test]
    fn a_conflict_ends_when_the_file_holds_the_base_or_the_text() {
        for same in [file("a", 1), file("a!", 3)] {
            let mut document = document("a", "!");
            document.meet(Some(file("b", 2)));

            document.meet(Some(same.clone()));

            assert_eq!(document.disk, Disk::Same);
            assert_eq!(document.is_dirty(), same.hash == ContentHash([1; 32]));
        }
    }

    #[test]
    fn a_conflict_ends_when_the_text_becomes_that_of_the_file() {
        let mut document = document("a", "!");
        document.disk = Disk::Changed(file("a!?", 2));

        type_at_end(&mut document, "?");

        assert_eq!(document.disk, Disk::Same);
        assert!(!document.is_dirty());
    }

    #[test]
    fn the_same_conflict_is_not_tried_again() {
        let mut document = document("a", "!");
        document.disk = Disk::Changed(file("b", 2));

        assert_eq!(document.meet(Some(file("b", 2))), Meeting::Nothing);
        assert_eq!(document.meet(Some(file("c", 3))), Meeting::Merge);
    }

    #[test]
    fn a_merge_stays_unsaved_and_is_one_step() {
        let mut document = merged();

        assert!(document.is_dirty());
        assert_eq!(document.saved().hash, ContentHash([2; 32]));
        document.undo();
        assert_eq!(document.text(), "a\nmine\n");
    }

    #[test]
    fn a_merge_that_is_undone_asks_before_the_file_is_written_over() {
        let mut document = merged();

        document.undo();
        assert_eq!(document.disk, Disk::Changed(file("theirs\na\n", 2)));
        assert_eq!(document.saved().hash, ContentHash([1; 32]));

        document.redo();
        assert_eq!(document.disk, Disk::Same);
        assert_eq!(document.saved().hash, ContentHash([2; 32]));
    }

    #[test]
    fn a_merge_of_an_older_text_is_refused() {
        let mut document = document("a", "!");
        document.meet(Some(file("b", 2)));
        let revision = document.revision();
        type_at_end(&mut document, "?");

        assert!(document.apply_merge(revision, "b!").is_err());
        assert_eq!(document.text(), "a!?");
    }
}
