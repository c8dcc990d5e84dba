//! Everything that a frame shows and an action can change.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::{
        Action, Command, Keymap, Offer,
        keymap::System,
        offer::{Ground, Text},
    },
    app::{
        article::Article,
        changes::Changes,
        request::{Queue, Request, WindowRequest},
    },
    model::{
        check::Findings,
        compare::Comparison,
        document::{DocumentId, Snapshot},
        find,
        notice::Notice,
        panes::{Arrangement, Pane, Place},
        recovery::RecoveredText,
        schema::Schema,
        settings::{Settings, Window},
        site::Site,
        text::{Anchor, Revision},
        trail::Trail,
        version::{Version, Which},
    },
    ui::{codes::Codes, pictures::Pictures},
};

pub struct State {
    pub site: Option<Site>,
    /// The folder that is being walked; the panel says so.
    pub opening: Option<Opening>,
    /// What the articles of the site have in common.
    pub schema: Schema,
    /// The words of the tags and authors of the site: none of them is a mistake.
    pub names: Arc<BTreeSet<String>>,
    pub learning: Learning,
    /// Articles that do what hardly any other does.
    pub findings: Findings,
    /// The paths of the list at a revision, for the search over all articles.
    pub site_paths: Option<(u64, Arc<[PathBuf]>)>,
    /// The page in place of the panes of the shown article.
    pub page: Option<ComparePage>,
    /// What the page compares.
    pub comparing: Option<Comparing>,
    /// Of the shown article, for the page of them.
    pub versions: Versions,
    /// The texts of an earlier run that nothing was decided about yet.
    pub recovered: Vec<RecoveredText>,
    /// The files of broken-off saves that open articles come from.
    pub leftovers: BTreeMap<DocumentId, PathBuf>,
    /// The find bar.
    pub find: find::Bar,
    /// The long text that is being searched.
    pub finding: Option<find::Key>,
    /// The search over all articles.
    pub site_search: find::SiteSearch,
    /// Select these bytes of an article once it is read.
    pub select_when_read: Option<(PathBuf, Range<usize>)>,
    /// Changes of files.
    pub changes: Changes,
    pub articles: BTreeMap<DocumentId, Article>,
    /// The paths of the open articles, as the watcher knows them.
    pub followed: Vec<PathBuf>,
    /// The article in the window.
    pub shown: Option<DocumentId>,
    /// Articles that are being read, with the document each will be.
    pub reading: BTreeMap<PathBuf, DocumentId>,
    /// Those of them that are opened behind the shown one.
    pub reading_behind: BTreeSet<PathBuf>,
    /// Oldest first.
    pub notices: Vec<ShownNotice>,
    pub settings: Settings,
    /// The keys as the settings say.
    pub keymap: Keymap,
    pub pictures: Pictures,
    pub codes: Codes,
    pub clock: Clock,
    /// The window is drawn in the dark theme.
    pub is_dark: bool,
    /// What the desktop says, where the window is not told by itself.
    pub desktop_is_dark: Option<bool>,
    /// What is open above the panes.
    pub over: Option<Over>,
    pub keyboard: Keyboard,
    /// The help is shown once the first site is there.
    pub welcomes: bool,
    pub desk: Desk,
    /// What is pasted next is inserted letter for letter.
    pub pastes_plain: bool,
    /// The articles that were shown.
    pub trail: Trail,
    /// The files of the articles that were closed, the last one last.
    pub closed: Vec<PathBuf>,
    /// As the desktop shows it.
    pub window: Window,
    pub quitting: Quitting,
    pub closing: Closing,

    /// The languages of the dictionaries that the system has beside those that are shipped.
    pub dictionaries: Vec<String>,
    /// The misspelled word that is asked about.
    pub suggesting: Option<Suggesting>,

    /// Asked of the views and of the window, once.
    pub requests: Queue<Request>,
    pub window_requests: Queue<WindowRequest>,

    next_document: u32,
    next_notice: u32,
}

/// A folder that is being walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// As it was asked for.
    pub root: PathBuf,
    pub title: String,
    /// So many of its articles are read.
    pub articles: usize,
}

/// Whether the form of the site is being learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learning {
    Not,
    Now,
    /// The articles changed meanwhile.
    Again,
}

/// What stands in place of the panes of the shown article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparePage {
    /// The text beside the file on disk.
    Conflict,
    /// Earlier versions.
    Versions,
    /// What an earlier run left.
    Recovered,
    /// The two versions that another program left in one text.
    Marks,
    /// The text beside what it was before another program changed it.
    Outside,
}

/// The earlier versions of an article.
#[derive(Debug, Default)]
pub struct Versions {
    /// What saves and other programs replaced, newest first, once they were found.
    pub replaced: Option<Vec<Version>>,
    pub committed: Committed,
    /// The one that is beside the text.
    pub shown: Option<(Which, Snapshot)>,
}

impl Versions {
    /// What git has, then the others; `None` while nothing is found and something is looked for.
    pub fn all(&self) -> Option<Vec<&Version>> {
        let committed = match &self.committed {
            Committed::There(version, _) => Some(version),
            Committed::Asked | Committed::Not => None,
        };
        let replaced = self.replaced.iter().flatten();
        let found: Vec<&Version> = committed.into_iter().chain(replaced).collect();
        let is_known = self.replaced.is_some() && !matches!(self.committed, Committed::Asked);
        (is_known || !found.is_empty()).then_some(found)
    }
}

/// What git has of an article.
#[derive(Debug, Default)]
pub enum Committed {
    #[default]
    Asked,
    Not,
    There(Version, Snapshot),
}

/// The text of a document beside another.
#[derive(Debug)]
pub struct Comparing {
    pub document: DocumentId,
    pub revision: Revision,
    pub right: Arc<str>,
    /// `None` while it is being made.
    pub comparison: Option<Arc<Comparison>>,
}

/// A question above the panes; one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    GoTo,
    Palette,
    Findings,
    NewArticle,
    SaveAs,
    /// The first save of an article, in a site.
    SaveNew,
    Suggestions,
    Place,
    Menu,
    Rename,
    ToBin,
    /// In place of the panes.
    Settings,
    /// In place of the panes.
    Help,
}

impl Over {
    /// Whether it asks where a text goes.
    pub fn asks_for_place(self) -> bool {
        matches!(self, Self::SaveAs | Self::SaveNew)
    }

    /// Whether it stands in place of the panes.
    pub fn covers(self) -> bool {
        matches!(self, Self::Settings | Self::Help)
    }

    /// The command that opens it.
    fn command(self) -> Command {
        match self {
            Self::GoTo => Command::GoToArticle,
            Self::Palette => Command::Palette,
            Self::Findings => Command::Findings,
            Self::NewArticle => Command::NewArticle,
            Self::SaveAs | Self::SaveNew => Command::Save,
            Self::Suggestions => Command::Spelling,
            Self::Place => Command::GoToPlace,
            Self::Menu => Command::Menu,
            Self::Rename => Command::RenameFile,
            Self::ToBin => Command::FileToBin,
            Self::Settings => Command::Settings,
            Self::Help => Command::Help,
        }
    }
}

/// What has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    #[default]
    Nowhere,
    /// The text of an article, or a field.
    Text,
    Elsewhere,
}

/// Where the panes are.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// The width for all of them in this frame, in points.
    pub room: f32,
    pub place: Place,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            room: 1396.0,
            place: Place::default(),
        }
    }
}

/// How far the window is on its way to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quitting {
    Not,
    /// The question about unsaved text is open.
    Asks,
    /// The window closes once every save has ended.
    AfterSaving,
    /// The window may close.
    Closes,
}

/// A misspelled word, and what might have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggesting {
    pub document: DocumentId,
    /// The word in the text.
    pub at: Anchor,
    pub word: String,
    /// `None`: they are being looked for.
    pub suggestions: Option<Vec<String>>,
}

/// How far an article with unsaved text is on its way to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    Not,
    /// The question is open.
    Asks(DocumentId),
    /// It closes once its save has ended.
    AfterSaving(DocumentId),
}

pub struct ShownNotice {
    pub notice: Notice,
    /// What its buttons are called and do.
    pub offers: Vec<(&'static str, Action)>,
    /// `None`: until it is dismissed.
    pub until_millis: Option<u64>,
}

/// The time at the start of this frame.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Since the window opened; for pauses in typing and the life of notices.
    pub since_start_millis: u64,
    /// The wall clock, `12:03`.
    pub wall: String,
    /// The moment, in this machine's zone.
    pub now: jiff::ZonedDateTime,
    /// Seconds since 1970 UTC.
    pub unix_secs: i64,
}

impl Clock {
    pub fn read(ctx: &egui::Context) -> Self {
        let secs = ctx.input(|input| input.time).max(0.0);
        let now = jiff::ZonedDateTime::now();
        Self {
            since_start_millis: std::time::Duration::from_secs_f64(secs)
                .as_millis()
                .try_into()
                .unwrap_or(u64::MAX),
            wall: now.strftime("%H:%M").to_string(),
            unix_secs: now.timestamp().as_second(),
            now,
        }
    }
}

impl State {
    pub fn new(egui_ctx: &egui::Context, settings: Settings) -> Self {
        Self {
            site: None,
            opening: None,
            schema: Schema::default(),
            names: Arc::default(),
            learning: Learning::Not,
            findings: Findings::default(),
            site_paths: None,
            page: None,
            comparing: None,
            versions: Versions::default(),
            recovered: Vec::new(),
            leftovers: BTreeMap::new(),
            find: find::Bar::default(),
            finding: None,
            site_search: find::SiteSearch::default(),
            select_when_read: None,
            changes: Changes::default(),
            articles: BTreeMap::new(),
            followed: Vec::new(),
            shown: None,
            reading: BTreeMap::new(),
            reading_behind: BTreeSet::new(),
            notices: Vec::new(),
            keymap: Keymap::new(&settings.keys, System::of(egui_ctx.os())),
            settings,
            pictures: Pictures::new(egui_ctx),
            codes: Codes::default(),
            clock: Clock::default(),
            is_dark: false,
            desktop_is_dark: None,
            over: None,
            keyboard: Keyboard::default(),
            welcomes: false,
            desk: Desk::default(),
            pastes_plain: false,
            trail: Trail::default(),
            closed: Vec::new(),
            window: Window::default(),
            quitting: Quitting::Not,
            closing: Closing::Not,
            dictionaries: Vec::new(),
            suggesting: None,
            requests: Queue::default(),
            window_requests: Queue::default(),
            next_document: 0,
            next_notice: 0,
        }
    }

    pub fn shown_article(&self) -> Option<&Article> {
        self.articles.get(&self.shown?)
    }

    pub fn shown_article_mut(&mut self) -> Option<&mut Article> {
        self.articles.get_mut(&self.shown?)
    }

    /// What the views are asked to do in this frame; what is asked of the text of an article that is
    /// not shown waits until it is.
    pub fn take_requests(&mut self) -> Vec<Request> {
        let mut requests = self.requests.take();
        if let Some(article) = self.shown_article_mut() {
            requests.extend(article.requests.take());
        }
        requests
    }

    /// Which panes are seen, and where.
    pub fn arrangement(&self) -> Arrangement {
        let mut wished = self.settings.panes.wished();
        wished.list |= self.site_search.is_open && self.site.is_some();
        if !self.shows_panes() || self.is_in_focus() {
            wished.form = false;
            wished.preview = false;
        }
        wished.list &= !self.is_in_focus();
        let desk = self.desk;
        Arrangement::new(desk.room, wished, self.settings.widths, desk.place)
    }

    /// Whether there is the text and nothing else.
    pub fn is_in_focus(&self) -> bool {
        let is_covered = self.over.is_some_and(Over::covers);
        self.settings.writing.focus && self.shows_panes() && !is_covered
    }

    /// Whether form and preview are of use: an article is shown that is markdown with a head, and
    /// no page in its place.
    pub fn shows_panes(&self) -> bool {
        let article = self.shown_article();
        let is_odd =
            |article: &Article| article.document.is_plain() || article.document.is_binary();
        let is_covered = self.page.is_some() || self.changes.review.is_some();
        !is_covered && article.is_some_and(|article| !is_odd(article))
    }

    /// Where the writer is from now on.
    pub fn enter(&mut self, pane: Pane) {
        self.desk.place = self.desk.place.moved_to(pane);
    }

    /// What the commands are worth now.
    pub fn offer(&self) -> Offer<'_> {
        let shown = self.shown_article();
        let (steps_to_undo, steps_to_redo) =
            shown.map_or((0, 0), |article| article.document.steps());
        let is_in_a_file = shown.is_some_and(|article| !article.document.is_untitled());
        Offer {
            keymap: &self.keymap,
            settings: &self.settings,
            ground: Ground {
                has_site: self.site.is_some(),
                open_articles: self.articles.len(),
                text: self.shown_text(),
                is_in_a_file,
                steps_to_undo,
                steps_to_redo,
                undoes_change: self.undoes_change(),
                closed: self.closed.len(),
                steps_back: self.trail.steps_back(),
                steps_forward: self.trail.steps_forward(),
            },
            open: self.over.map(Over::command),
            panes: self.arrangement(),
        }
    }

    fn shown_text(&self) -> Text {
        match self.shown_article().map(|article| &article.document) {
            None => Text::None,
            Some(document) if document.is_binary() => Text::Binary,
            Some(_) if self.over.is_some_and(Over::covers) || self.changes.review.is_some() => {
                Text::Covered
            }
            Some(document) if document.saved().format.is_read_only() => Text::ReadOnly,
            Some(_) => Text::Writable,
        }
    }

    /// Whether undo takes back the last change of files: no text has the keyboard, and where nothing
    /// has it, no text was changed since.
    pub fn undoes_change(&self) -> bool {
        let Some(made) = self.changes.made.last() else {
            return false;
        };
        match self.keyboard {
            Keyboard::Text => false,
            Keyboard::Elsewhere => true,
            Keyboard::Nowhere => self.shown_revision() == made.beside,
        }
    }

    /// The article in the window, as it is.
    pub fn shown_revision(&self) -> Option<(DocumentId, Revision)> {
        let document = &self.shown_article()?.document;
        Some((document.id, document.revision()))
    }

    /// This moment in the zone of the site, else of this machine.
    pub fn now(&self) -> jiff::ZonedDateTime {
        let zone = self
            .site
            .as_ref()
            .and_then(|site| site.time_zone().cloned());
        match zone {
            Some(zone) => self.clock.now.with_time_zone(zone),
            None => self.clock.now.clone(),
        }
    }

    /// Where the part of an article's text begins that the editor shows.
    pub fn shown_from(&self, article: &Article) -> usize {
        if self.shows_head(article) {
            0
        } else {
            let end = article.derived.front_matter.head.end;
            article.document.text().floor_char_boundary(end)
        }
    }

    /// Whether the editor shows the head of an article as text: as the writer has it, and where it
    /// cannot be shown as a form.
    pub fn shows_head(&self, article: &Article) -> bool {
        self.settings.panes.head_as_text || !article.derived.front_matter.is_editable()
    }

    pub fn article_at(&self, path: &Path) -> Option<DocumentId> {
        self.articles
            .values()
            .find(|article| article.document.path() == path)
            .map(|article| article.document.id)
    }

    /// The path of a file as the list shows it.
    pub fn shown_path<'a>(&self, path: &'a Path) -> Cow<'a, str> {
        match &self.site {
            Some(site) => site.shown_path(path),
            None => path.to_string_lossy(),
        }
    }

    /// A message with the paths in the site as the site has them.
    pub fn shortened<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.site {
            Some(site) => site.shortened(text),
            None => text.into(),
        }
    }

    /// The paths of the articles with unsaved text.
    pub fn unsaved(&self) -> BTreeSet<PathBuf> {
        self.articles
            .values()
            .filter(|article| article.document.is_dirty())
            .map(|article| article.document.path().to_owned())
            .collect()
    }

    /// Whether closing loses nothing.
    pub fn may_close_now(&self) -> bool {
        self.articles
            .values()
            .all(|article| !article.document.is_dirty() && article.saves.saving.is_none())
    }

    pub(super) fn new_document_id(&mut self) -> DocumentId {
        self.next_document += 1;
        DocumentId(self.next_document)
    }

    pub(super) fn new_notice_id(&mut self) -> u32 {
        self.next_notice += 1;
        self.next_notice
    }
}
