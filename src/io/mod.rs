//! The disk, the network, other programs, watching, and the threads that talk to them. Knows
//! nothing of egui.
//!
//! `app` asks with an [`Effect`]; a worker thread answers with an [`Event`].

pub mod beneath;
pub mod bin;
pub mod changes;
pub mod clipboard;
pub mod crash;
pub mod create;
pub mod dialogs;
pub mod encoding;
pub mod find_in_site;
pub mod folders;
pub mod fs;
pub mod git;
pub mod history;
mod ignored;
pub mod index;
pub mod journal;
mod lost;
pub mod pictures;
pub mod process;
pub mod record;
pub mod sample_site;
pub mod saves;
pub mod scan;
pub mod settings_file;
#[cfg(unix)]
pub mod signals;
pub mod site_fields;
pub mod site_files;
pub mod spelling;
pub mod store;
pub mod watcher;
pub mod windows;
pub mod worker;

use std::{collections::BTreeMap, ops::Range, path::PathBuf, sync::Arc};

use find_in_site::{FileReplacement, ReplaceError, SiteQuery};
use journal::{JournalChange, JournalEntry, Origin, Recovered};
use spelling::{Checked, SpellingQuery, WordList};

use crate::model::{
    code::{Code, Span},
    compare::Comparison,
    document::{Access, ContentHash, DocumentId, FileFormat, Snapshot},
    find,
    front_matter::KeyPath,
    markdown::blocks::Blocks,
    picture::{PictureSource, Pixels},
    said::Said,
    schema::{Finding, HeadSummary, Schema},
    settings::Settings,
    site::{
        Entry, Site,
        new_article::{self, Facts},
    },
    text::Revision,
    version::Version,
};

/// Something to be done outside the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Walk `root` into a [`Site`] and watch it. Answers [`Event::SiteOpened`].
    OpenSite {
        root: PathBuf,
        /// The folders outside of sites that the writer allowed, by the root of each.
        outside: BTreeMap<PathBuf, Vec<PathBuf>>,
    },
    /// Read one file into a document. Answers [`Event::ArticleRead`].
    Read {
        document: DocumentId,
        path: PathBuf,
    },
    /// Write a document whole or not at all, unless the file is no longer `expected`.
    /// Answers [`Event::Written`] or [`Event::NotWritten`].
    Write(Write),
    /// Only what is in the site at `root` is written, or in one that was opened before; and in the
    /// folders `outside` that belong to it, and what is `allowed`.
    KeepWithin {
        root: PathBuf,
        outside: Vec<PathBuf>,
        allowed: Vec<PathBuf>,
    },
    /// The writer has named this place for a new file.
    AllowNamed {
        path: PathBuf,
    },
    /// Remove what broken-off saves left in the site, if it is kept elsewhere. Answers
    /// [`Event::LeftoversFound`], if some of it is not.
    Sweep {
        root: PathBuf,
    },
    /// Remove what a broken-off save left: its text is elsewhere by now, or not wanted.
    RemoveLeftover {
        path: PathBuf,
    },
    /// Read and hash the files of open documents that may have changed.
    /// Answers [`Event::DiskLooked`] for each.
    Look {
        document: DocumentId,
        path: PathBuf,
    },
    /// Merge three texts. Answers [`Event::Merged`].
    Merge {
        document: DocumentId,
        revision: Revision,
        base: Arc<str>,
        mine: Arc<str>,
        theirs: Snapshot,
    },
    /// Compare the text of a document with another. Answers [`Event::Compared`].
    Compare {
        document: DocumentId,
        revision: Revision,
        left: Arc<str>,
        right: Arc<str>,
        /// What both come from, if that is known.
        base: Option<Arc<str>>,
    },
    /// Put a text among the earlier versions of a file.
    KeepVersion {
        path: PathBuf,
        text: Arc<str>,
        format: FileFormat,
    },
    /// The earlier versions of a file that was moved go with it.
    MoveVersions {
        from: PathBuf,
        to: PathBuf,
    },
    /// Write a text beside its article, under a name that is free. Answers [`Event::CopyWritten`].
    WriteCopy(Write),
    /// Bring the list up to date at these paths; a folder stands for every article in it. Answers
    /// [`Event::EntriesRead`] with what changed.
    ReadEntries {
        root: PathBuf,
        paths: Vec<PathBuf>,
    },
    /// The open articles; where the system does not tell of changes they are looked at often.
    Follow {
        documents: Vec<PathBuf>,
    },
    /// Find where the file of a document went: to one of `candidates`, whose content is `hash`.
    /// Answers [`Event::Moved`], if it did.
    FindMoved {
        document: DocumentId,
        hash: ContentHash,
        candidates: Vec<PathBuf>,
    },
    /// Learn the form of the site from its articles and settings files. Answers [`Event::Learned`].
    Learn {
        root: PathBuf,
        articles: Vec<LearnFrom>,
    },
    /// Parse a long text. Answers [`Event::Parsed`].
    Parse(Parse),
    /// Decode a picture to at most `max_pixels` a side. Answers [`Event::PictureLoaded`].
    LoadPicture {
        source: PictureSource,
        max_pixels: u32,
    },
    /// Nobody waits for these any more. What was asked of them is not answered.
    GiveUpPictures(Vec<PictureSource>),
    /// Tell the parts of code apart. Answers [`Event::CodeRead`].
    ReadCode(Code),
    /// Ask for a folder in the system's dialog. Answers [`Event::FolderChosen`].
    ChooseFolder {
        start: Option<PathBuf>,
    },
    /// Ask for a picture in the system's dialog. Answers [`Event::PictureChosen`].
    ChoosePicture {
        field: PictureField,
        start: Option<PathBuf>,
    },
    /// Copy `from` to `place` under its own name (a number is added where that name is taken by
    /// other bytes). Answers [`Event::PictureCopied`].
    CopyPicture {
        field: PictureField,
        from: PathBuf,
        place: PicturePlace,
    },
    /// Keep, forget or find unsaved text. Recovering answers [`Event::Recovered`].
    Journal(JournalRequest),
    /// Which versions of a file saves have replaced. Answers [`Event::VersionsFound`].
    FindVersions {
        path: PathBuf,
    },
    /// Read the version with this number. Answers [`Event::VersionRead`].
    ReadVersion {
        path: PathBuf,
        number: usize,
    },
    /// Read an article as it was committed last. Answers [`Event::CommittedRead`].
    ReadCommitted {
        path: PathBuf,
    },
    /// Make a new article where no file is. Answers [`Event::ArticleCreated`].
    CreateArticle {
        path: PathBuf,
        origin: new_article::Origin,
        facts: Facts,
    },
    /// Find in all articles; a newer search makes an older one give up. Answers
    /// [`Event::FoundInSite`].
    FindInSite(SiteQuery),
    /// Replace in a file that is not open, by a save. Answers [`Event::ReplacedInFile`].
    ReplaceInFile(FileReplacement),
    /// Read what the clipboard holds beside the plain text that was pasted to the bytes `pasted`
    /// of a revision. Answers [`Event::ClipboardRead`] if it says more.
    ReadClipboard {
        document: DocumentId,
        revision: Revision,
        pasted: Range<usize>,
        plain: String,
    },
    /// Find all matches in a long text. Answers [`Event::FoundAll`].
    FindAll {
        key: find::Key,
        pattern: find::Pattern,
        text: Arc<str>,
    },
    /// Check the words of an article. Answers [`Event::Spelled`], twice for a long one.
    CheckSpelling(SpellingQuery),
    /// Which dictionaries the system has. Answers [`Event::DictionariesFound`].
    FindDictionaries,
    /// What might be meant by a word. Answers [`Event::Suggested`].
    Suggest {
        language: String,
        word: String,
    },
    AddWord {
        word: String,
        list: WordList,
    },
    /// Write the settings file.
    SaveSettings(Settings),
}

/// What to do with unsaved text.
#[derive(Clone, Debug, PartialEq)]
pub enum JournalRequest {
    /// Find what an earlier run left.
    Recover,
    /// Write a text at once.
    Keep(JournalEntry),
    /// Take a text, to be written soon, with the changes that follow.
    Hold(JournalEntry),
    /// What was changed in the text that was taken last.
    Change(JournalChange),
    /// The text is in its file.
    Forget(Origin),
    /// The writer does not want the text.
    Discard(Origin),
}

/// Why an earlier version could not be read.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    #[error(transparent)]
    History(#[from] history::HistoryError),
    #[error("{0}")]
    Decode(#[from] encoding::DecodeError),
    #[error("{0}")]
    Git(#[from] process::ProcessError),
    #[error("the version is gone")]
    Gone,
}

/// One save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
    pub format: FileFormat,
    /// What the file must still hold; `None`: the file must not exist.
    pub expected: Option<ContentHash>,
}

/// A text to be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parse {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: Arc<str>,
    /// Where its body starts, in bytes.
    pub body_start: usize,
}

/// One article to learn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnFrom {
    pub path: PathBuf,
    /// As [`Site::section_of`] names it.
    pub section: String,
    pub head: Arc<HeadSummary>,
}

/// What was learned of a site.
#[derive(Debug)]
pub struct Learned {
    pub schema: Schema,
    pub findings: Vec<Finding>,
    /// What of the site's own settings is not understood, one line each.
    pub problems: Vec<String>,
}

/// The field that a chosen picture is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureField {
    pub document: DocumentId,
    pub path: KeyPath,
}

/// Where a chosen picture is copied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PicturePlace {
    /// Beside the article; the address is the bare file name.
    Bundle { folder: PathBuf },
    /// `static/images/` of the site; the address starts with `/images/`.
    Static { root: PathBuf },
}

/// Something that happened outside the program.
#[derive(Debug)]
pub enum Event {
    SiteOpened {
        root: PathBuf,
        site: Result<Site, scan::OpenError>,
    },
    /// Changes in the site are only seen by looking again and again.
    Polled {
        root: PathBuf,
        reason: watcher::WatchError,
    },
    ArticleRead {
        document: DocumentId,
        path: PathBuf,
        access: Access,
        result: Result<Snapshot, store::ReadError>,
    },
    Written {
        document: DocumentId,
        revision: Revision,
        snapshot: Snapshot,
    },
    NotWritten {
        document: DocumentId,
        error: store::WriteError,
    },
    /// Files in the watched folder may have changed. Hints: content is truth.
    Changed {
        paths: Vec<PathBuf>,
    },
    /// More files have changed than are worth naming.
    ManyChanged {
        root: PathBuf,
        count: usize,
    },
    /// The file of a document has another name now.
    Moved {
        document: DocumentId,
        to: PathBuf,
    },
    /// What a file holds now; `Ok(None)`: it is gone.
    DiskLooked {
        document: DocumentId,
        path: PathBuf,
        result: Result<Option<Snapshot>, store::ReadError>,
    },
    /// `merged` is `None` where the changes overlap.
    Merged {
        document: DocumentId,
        revision: Revision,
        theirs: ContentHash,
        merged: Option<String>,
    },
    Compared {
        document: DocumentId,
        revision: Revision,
        comparison: Comparison,
    },
    /// Where the copy is.
    CopyWritten {
        document: DocumentId,
        revision: Revision,
        result: Result<PathBuf, store::WriteError>,
    },
    EntriesRead {
        root: PathBuf,
        entries: Vec<(PathBuf, Option<Entry>)>,
    },
    Learned {
        root: PathBuf,
        learned: Learned,
    },
    /// What [`Effect::Parse`] asked for.
    Parsed {
        document: DocumentId,
        revision: Revision,
        blocks: Blocks,
    },
    /// By a fault of ours.
    NotLearned,
    /// Width and height of a picture, in pixels; it is being decoded.
    PictureMeasured {
        source: PictureSource,
        size: [usize; 2],
    },
    PictureLoaded {
        source: PictureSource,
        result: Result<Pixels, pictures::PictureError>,
    },
    CodeRead {
        code: Code,
        spans: Vec<Span>,
    },
    FolderChosen(Option<PathBuf>),
    PictureChosen {
        field: PictureField,
        path: Option<PathBuf>,
    },
    /// The address to write into the head.
    PictureCopied {
        field: PictureField,
        result: Result<String, pictures::CopyError>,
    },
    FoundInSite {
        number: u64,
        found: Vec<find::FoundIn>,
        /// There were more.
        is_cut: bool,
    },
    ReplacedInFile {
        path: PathBuf,
        result: Result<(), ReplaceError>,
    },
    Spelled(Checked),
    /// The languages of the dictionaries beside those that are shipped.
    DictionariesFound(Vec<String>),
    Suggested {
        word: String,
        suggestions: Vec<String>,
    },
    /// What the pasted text is in markdown.
    ClipboardRead {
        document: DocumentId,
        revision: Revision,
        pasted: Range<usize>,
        markdown: String,
    },
    FoundAll {
        key: find::Key,
        matches: Arc<[Range<usize>]>,
    },
    /// What an earlier run left, each text with what its file holds now.
    Recovered(Vec<(Recovered, Option<Snapshot>)>),
    /// Broken-off saves left what nothing else holds.
    LeftoversFound(Vec<store::Leftover>),
    /// A save in place was broken off by the end of an earlier run.
    SaveBrokenOff(store::Unfinished),
    /// Unsaved text is not in the journal; a line for people.
    NotJournalled {
        error: String,
    },
    /// The journal has not the text that a change was made in: it must be handed over.
    JournalBehind {
        origin: Origin,
    },
    /// A job failed for a fault of ours, and its thread was started again. What was asked for is
    /// answered as not done.
    Faulted {
        thread: String,
        work: String,
    },
    /// The system asks the program to end.
    EndAsked,
    /// Another window has this site open.
    SiteTaken {
        root: PathBuf,
    },
    /// Kopij was started a second time for the site that this window has.
    OpenAsked {
        article: Option<PathBuf>,
    },
    /// An earlier run ended by a fault of ours; its report.
    CrashFound {
        report: PathBuf,
    },
    /// A replaced version, or what the journal has, could not be kept or read; a line for people.
    NotKept {
        error: String,
    },
    VersionsFound {
        path: PathBuf,
        versions: Vec<Version>,
    },
    VersionRead {
        path: PathBuf,
        number: usize,
        result: Result<Snapshot, VersionError>,
    },
    /// `Ok(None)`: git has nothing of it.
    CommittedRead {
        path: PathBuf,
        result: Result<Option<(Version, Snapshot)>, VersionError>,
    },
    /// What could not be taken over into the new article, one line each.
    ArticleCreated {
        path: PathBuf,
        result: Result<Vec<Said>, create::CreateError>,
    },
    SettingsNotSaved {
        error: String,
    },
}
