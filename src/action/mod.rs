//! What a writer can ask for, as data.
//!
//! A [`Command`] is named and has no payload, so it can sit in a menu, the palette or a
//! shortcut. An [`Action`] is what a view pushes: a command, or a gesture with a payload.

pub mod command;
pub mod keymap;
pub mod offer;
pub mod typed;

use std::{ops::Range, path::PathBuf};

use egui::KeyboardShortcut;

pub use command::Command;
pub use keymap::Keymap;
pub use offer::Offer;

use crate::model::{
    change::{ChangeId, Way},
    code::Code,
    document::{ContentHash, DocumentId},
    find::Query,
    finding::{Finding, Fix, Rule},
    front_matter::{Change, KeyPath},
    markdown::format::Formatting,
    panes::Pane,
    picture::{
        PictureSource,
        offer::{Source, Target, Words},
    },
    refusal::Remedy,
    secret::Secret,
    settings::{Appearance, Autosave, GoalOf, Typeface},
    site::new_article::Origin,
    stock::{Kept, Provider, Query as PhotoQuery},
    text::{Cause, Edit, Revision, Spot},
    version::Which,
};

/// Which list takes a word that is no mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsOf {
    Writer,
    Site,
    /// What is ignored in the site, which keeps nothing of it.
    Ignored,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Run(Command),
    /// Change the text of an article, computed from the text at `made_at`.
    Edit {
        document: DocumentId,
        made_at: Revision,
        edit: Edit,
        cause: Cause,
        /// What to select afterwards (bytes of the new text); `None`: the view has set it.
        select: Option<Range<usize>>,
    },
    /// Change values of the head, as one step. `typed`: part of a run of typing in one field.
    ChangeField {
        document: DocumentId,
        changes: Vec<Change>,
        typed: bool,
    },
    /// Insert what was pasted over the editor's selection, computed from the text at `made_at`.
    Paste {
        document: DocumentId,
        made_at: Revision,
        selection: Range<usize>,
        text: String,
    },
    /// Where the writer is in the text at `revision`; pushed when that changes.
    Select {
        document: DocumentId,
        revision: Revision,
        spot: Spot,
    },
    /// Tick the task whose `[ ]` is at this byte of the text at `made_at`, or untick it.
    Tick {
        document: DocumentId,
        made_at: Revision,
        at_byte: usize,
    },
    /// Format the editor's selection.
    Format(Formatting),
    /// What to find was typed or changed.
    SetQuery(Query),
    SetReplacement(String),
    Find(FindStep),
    SiteFind(SiteFind),
    /// About a change of files.
    Change(ChangeStep),
    /// About a picture of the site.
    Library(LibraryStep),
    /// About photos of services.
    Stock(StockStep),
    /// About something that is wrong.
    Problem(ProblemStep),
    /// About what changed since the last commit.
    Git(GitStep),
    /// About the site in the browser.
    InSite(InSiteStep),
    /// About the file of the article at a path.
    File(PathBuf, FileStep),
    /// Show an article; its path.
    OpenArticle(PathBuf),
    /// Show an article that is open.
    ShowArticle(DocumentId),
    CloseArticle(DocumentId),
    /// Close all articles but this one and those with unsaved text.
    CloseOthers(DocumentId),
    /// The answer to the question on closing an article.
    Close(CloseAnswer),
    OpenSite(PathBuf),
    /// The site at `root` may use these folders outside of it, which its settings name.
    AllowOutside {
        root: PathBuf,
        folders: Vec<PathBuf>,
    },
    /// A view shows a picture that is not there yet, this wide or high, in pixels.
    WantPicture {
        source: PictureSource,
        pixels: u32,
    },
    /// A view shows code whose parts are not known yet.
    WantCode(Code),
    Picture(PictureStep),
    /// Open a web address in the browser.
    OpenLink(String),
    /// Put the caret at this byte and show it.
    GoTo {
        document: DocumentId,
        at_byte: usize,
    },
    /// The answer to a banner: the file changed while the text was unsaved, or it is gone.
    Answer {
        document: DocumentId,
        answer: DiskAnswer,
    },
    /// Undo if the text is still at `revision`.
    UndoAt {
        document: DocumentId,
        revision: Revision,
    },
    /// Move the section of a heading before that of another, by their numbers in the outline; the
    /// number after the last is the end of the text.
    MoveSection {
        from: usize,
        to: usize,
    },
    /// Write a text whose file is gone to `path`, which the article has from then on.
    SaveAs {
        document: DocumentId,
        path: PathBuf,
    },
    /// Close the question where to save a text.
    CloseSaveAs,
    /// Save an article that has no file yet there, under this title.
    SaveNew {
        document: DocumentId,
        path: PathBuf,
        title: String,
    },
    /// Ask for a path instead.
    SaveElsewhere,
    /// Ask what might have been meant by the misspelled word at this byte.
    SuggestAt {
        document: DocumentId,
        at_byte: usize,
    },
    /// Check the spelling of an article in this language; `None`: in the one that it says, or that
    /// its words tell.
    SpellIn {
        document: DocumentId,
        language: Option<String>,
    },
    /// Put this in the place of the misspelled word that was asked about.
    Correct(String),
    /// Add that word to the dictionary of the site, or to the writer's own.
    AddWord(WordsOf),
    /// The answer to a save that was refused.
    Remedy {
        document: DocumentId,
        remedy: Remedy,
    },
    /// Change one thing in the settings.
    Set(Setting),
    /// Go to a pane, which is shown if it is not.
    Enter(Pane),
    /// A splitter is drawn: the pane beside it becomes this wide, in points.
    DrawPane {
        pane: Pane,
        width: f32,
    },
    /// The splitter was let go.
    PaneDrawn,
    /// Close "Go to article", the palette or the settings.
    CloseFinder,
    /// Make a new article at `path` and open it.
    CreateArticle {
        path: PathBuf,
        origin: Origin,
        title: String,
        slug: String,
        section: String,
    },
    /// Show the unsaved text beside what another program wrote.
    Compare(DocumentId),
    /// Show the two versions that stand in an article with conflict marks.
    CompareMarks(DocumentId),
    /// About what is offered while something is typed.
    Complete(CompleteStep),
    /// Show an article beside what it was before another program changed it.
    ShowOutside(DocumentId),
    /// Show an earlier version beside the text.
    ShowVersion(Which),
    /// Show a recovered text beside its file.
    ShowRecovered(DocumentId),
    /// The article becomes what its file holds; the recovered text is put aside.
    DiscardRecovered(DocumentId),
    /// The text that the open page put together becomes the article's.
    UseText(String),
    /// Back from a page to the panes.
    ClosePage,
    /// Close "New article" without making one.
    CloseNewArticle,
    /// The answer to the question on quitting.
    Quit(QuitAnswer),
    Notice(NoticeStep),
    /// Remove what a broken-off save left.
    RemoveLeftover(PathBuf),
}

/// The answers to what another program did to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskAnswer {
    KeepMine,
    TakeTheirs,
    /// Write the text to a new file, and take theirs here.
    SaveCopy,
    /// Write the text to where its file was.
    SaveHere,
    /// Ask where to.
    SaveAs,
    /// Let go of an article whose file is gone.
    Close,
}

/// What is done with the matches in the shown article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindStep {
    Next,
    Previous,
    Replace,
    ReplaceAll,
    /// Keep to what is selected, or no longer.
    InSelection,
    /// Show or hide the row for replacing.
    ShowReplace,
    Close,
}

/// What is done with a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureStep {
    /// Ask for a picture file in the system's dialog.
    Choose(Target),
    /// Show the pictures of the site to choose from.
    Browse(Target),
    /// What was typed there: the path of a file, or an address.
    Give(String),
    /// Write an address that a picture has already.
    Use { target: Target, address: String },
    /// Write the address of the same picture in another file, for a cover whose file is not there.
    Instead {
        document: DocumentId,
        address: String,
    },
    /// Look at what was pasted or dropped, one after another; in this pane, if it is known.
    Bring {
        pane: Option<Pane>,
        brought: Vec<Source>,
    },
    /// Write the picture that was looked at, and say this of it.
    Accept(Words),
    /// Take the same picture that the site has already.
    AcceptTwin(Words),
    /// Nothing is written.
    Cancel,
    /// Take the cover out of the head.
    RemoveCover(DocumentId),
    /// Find the pictures beside the article.
    LookBeside(DocumentId),
    /// Show its file in the system's file manager.
    Show(PictureSource),
    /// Put the path of its file into the clipboard.
    CopyPath(PictureSource),
}

/// What is done with what is offered while something is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompleteStep {
    Next,
    Previous,
    /// Take the one that is chosen.
    Take,
    /// Take the one with this number.
    TakeAt(usize),
    Close,
}

/// What is done with the pictures of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryStep {
    LookAgain,
    /// A picture is there from then on, and the articles name it there.
    Move {
        path: PathBuf,
        to: PathBuf,
    },
    /// The articles name another one in its place.
    Replace {
        path: PathBuf,
        by: PathBuf,
    },
    /// What it tells of place, camera and owner is cut out.
    Strip(PathBuf),
    ToBin(PathBuf),
    /// Show it in the system's file manager.
    ShowInFolder(PathBuf),
}

/// What is done with photos of services.
#[derive(Clone, Debug, PartialEq)]
pub enum StockStep {
    /// Show what can be looked for.
    Open(Target),
    /// Ask one service.
    Search {
        provider: Provider,
        query: PhotoQuery,
    },
    /// The next page of the same search.
    More,
    /// Look at the photo with this number, as at a picture from a file.
    Use {
        at: usize,
        target: Target,
    },
    /// Keep the key of a service.
    KeepKey {
        provider: Provider,
        key: Secret,
        place: Kept,
    },
    ForgetKey(Provider),
}

/// What is done about something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemStep {
    /// Show it in its article.
    GoTo { path: PathBuf, range: Range<usize> },
    /// Show the first of an article, once that is looked at.
    GoToFirst(PathBuf),
    /// Put it right in an open article, if its text is still that at `revision`.
    Fix {
        document: DocumentId,
        revision: Revision,
        fix: Fix,
    },
    /// Show what that would change.
    ShowFix {
        document: DocumentId,
        revision: Revision,
        fix: Fix,
    },
    /// Make the change that is shown.
    Change,
    /// Put it right in a file, by these edits one after another; it is shown first.
    FixFile {
        path: PathBuf,
        /// Of what was looked at.
        hash: ContentHash,
        edits: Vec<Edit>,
    },
    /// Put all right that no reader sees; it is shown first.
    FixSafe(ProblemsOf),
    /// Leave it as it is, by a comment in the article.
    LeaveHere {
        document: DocumentId,
        revision: Revision,
        finding: Finding,
    },
    /// Do not tell in this site what the rule finds.
    LeaveInSite(Rule),
}

/// What is done about what changed since the last commit. Paths are from the top of the repository.
#[derive(Clone, Debug, PartialEq)]
pub enum GitStep {
    /// Show what of another article changed.
    Show(PathBuf),
    /// Whether a file goes into the commit.
    Tick {
        path: PathBuf,
        is_on: bool,
    },
    /// None of these does.
    LeaveOut(Vec<PathBuf>),
    /// What the commit says was typed.
    Message(String),
    Commit,
    /// Run what came with the repository, and has this mark.
    RunPrograms(String),
    WithoutPrograms,
    /// Leave the hooks out that refused the commit.
    SkipHooks,
    /// Commit where there is no branch.
    OnNoBranch,
    /// Commit files that the repository leaves out.
    AddIgnored,
    /// Say whose commits are.
    SetName {
        name: String,
        address: String,
        everywhere: bool,
    },
    /// Stop the commit that is being made.
    Cancel,
    /// Nothing is done about what was asked.
    Dismiss,
    /// Hand in what is asked about.
    Push,
    /// The same, running what came with the repository and has this mark.
    PushWith(String),
    GetLatestWith(String),
    /// Nothing is handed in.
    DoNotPush,
    /// Take the commit back that was made last.
    Undo(String),
    /// A field is as it was.
    RevertField(KeyPath),
    /// A field of the shown article is as it was.
    RevertShown(KeyPath),
    /// The paragraph with this number is as it was.
    RevertText(usize),
}

/// What is done where the theme of a site makes no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InSiteStep {
    /// It may do what the site's own settings allow.
    Allow,
    /// Show all articles of the site to it.
    ShowWhole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemsOf {
    /// The shown one.
    Article,
    Site,
}

/// A step on the way of a change of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeStep {
    /// Whether a part of what is shown is to be done.
    Tick {
        part: usize,
        is_on: bool,
    },
    /// Make what is shown.
    Apply,
    Cancel,
    /// Make no more of the change with this number.
    Stop(u64),
    /// Take back the change with this number of this run.
    Undo(u64),
    Rename {
        path: PathBuf,
        to: PathBuf,
    },
    Duplicate(PathBuf),
    ToBin(PathBuf),
    /// What to do with a change that was broken off.
    Finish {
        id: ChangeId,
        way: Way,
    },
}

/// What is done with the file of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStep {
    /// Ask for another name.
    Rename,
    Duplicate,
    /// Ask whether it goes to the recycle bin.
    ToBin,
    /// Show it in the system's file manager.
    ShowInFolder,
    /// The address on the site.
    CopyAddress,
    CopyPath,
}

/// What is done with the notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeStep {
    Dismiss(u32),
    /// The writer is at them: they stay.
    Hold,
}

/// What is done in the search over all articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFind {
    Query(Query),
    Replacement(String),
    /// Show or hide what is for replacing.
    ShowReplace(bool),
    /// Whether a place is to be replaced.
    Tick {
        path: PathBuf,
        range: Range<usize>,
        is_on: bool,
    },
    /// Show a place in its article.
    GoTo {
        path: PathBuf,
        range: Range<usize>,
    },
    /// Replace all places that are ticked.
    Replace,
    Close,
}

/// What is changed in the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    Appearance(Appearance),
    /// The tag of the language of the window; `None`: that of the system.
    Language(Option<String>),
    Autosave(Autosave),
    /// A save in this site writes when the article was changed.
    ModifiedOnSave(bool),
    Zoom(f32),
    /// The size of the text that is written, in points.
    TextSize(f32),
    /// The width of its column, in characters.
    Measure(f32),
    /// Heights in parts of the usual.
    LineHeight(f32),
    ParagraphSpacing(f32),
    TextFace(Typeface),
    PreviewFace(Typeface),
    /// How many words are the goal; 0: none.
    Goal(usize),
    GoalOf(GoalOf),
    WebPictures(bool),
    /// The language of articles that do not say theirs; `None`: it is told by the words.
    SpellingLanguage(Option<String>),
    /// The words of this language are right as well, in the site with this root or the article at
    /// this path; `None`: of no other language.
    SecondLanguage(PathBuf, Option<String>),
    /// These keys run the command, and no other; `None`: no keys do.
    Keys(Command, Option<KeyboardShortcut>),
    /// The keys of the table run the command again.
    TableKeys(Command),
    /// All commands have the keys of the table.
    AllTableKeys,
}

/// The answers to "There is unsaved text".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuitAnswer {
    SaveAll,
    Discard,
    Stay,
}

/// The answers to "This article has unsaved text".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseAnswer {
    Save,
    Discard,
    Stay,
}

/// Actions asked for during one frame, in order. `app` drains it after the views ran.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Action>);

impl Outbox {
    pub fn push(&mut self, action: Action) {
        self.0.push(action);
    }

    pub fn extend(&mut self, actions: impl IntoIterator<Item = Action>) {
        self.0.extend(actions);
    }

    pub fn drain(&mut self) -> impl Iterator<Item = Action> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }
}
