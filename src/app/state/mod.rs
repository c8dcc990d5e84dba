//! Everything that a frame shows and an action can change.

mod git;
mod in_site;
mod leaving;
mod library;
mod pages;
mod session;
mod site;
mod stock;
mod window;

use std::{
    borrow::Cow,
    collections::{BTreeSet, VecDeque},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use self::{
    git::{Committing, Git, Reading, Server, Serving},
    in_site::{InSite, Phase},
    leaving::{Closing, Leaving, Quitting},
    library::Library,
    pages::{Committed, ComparePage, Comparing, Pages, Versions},
    session::Session,
    site::{Checking, Learning, Opening, Site},
    stock::{Keeping, Learned, Phase as SearchPhase, Stock},
    window::{Clock, Desk, Keyboard, Over, Window},
};
use crate::{
    action::{
        Action, Keymap, Offer,
        keymap::System,
        offer::{Folder, Ground, Text},
    },
    app::{
        article::Article, changes::Changes, completing::Completing, request::Request,
        typefaces::Typefaces,
    },
    io::{checks::OfSite, pictures::OfferError},
    model::{
        change::plan::{files, look::Look},
        document::DocumentId,
        find::Key,
        finding::Fix,
        notice::Notice,
        panes::{Arrangement, Pane},
        picture::{
            home::PictureHome,
            offer::{Offer as PictureOffer, Smaller, Source, Target, Words},
        },
        settings::{Settings, SiteLook},
        text::{Anchor, Revision},
    },
    ui::{codes::Codes, find, pictures::Pictures},
};

/// Each part is changed by the update files of its subject: `tests/it/house` says which.
///
/// More than twelve fields: one for each owner.
pub struct State {
    pub session: Session,
    pub site: Site,
    pub pages: Pages,
    pub find: Find,
    pub spelling: Spelling,
    /// Changes of files.
    pub changes: Changes,
    pub notices: Notices,
    pub settings: Settings,
    pub media: Media,
    /// What changed since the last commit.
    pub git: Git,
    /// What goes to the server, and comes from it.
    pub server: Server,
    /// The site as it is shown in the browser.
    pub in_site: InSite,
    pub window: Window,
    /// The pictures of the site.
    pub library: Library,
    /// Photos of services.
    pub stock: Stock,
    pub leaving: Leaving,
    pub aids: Aids,
    pub clock: Clock,
}

/// What helps to write: what is offered, and what is known for it.
#[derive(Default)]
pub struct Aids {
    /// What is offered while something is typed.
    pub completing: Completing,
    pub typefaces: Typefaces,
    /// What a picture of the site is chosen for.
    pub picking: Option<Target>,
    /// The picture that is to be taken.
    pub offering: Offering,
    /// The fix that is shown before it is made.
    pub fixing: Option<Fixing>,
    /// The article whose first problem is to be shown.
    pub leading_to: Option<PathBuf>,
    /// The words of the shown article in the last frame.
    pub counted: Option<Counted>,
}

/// A fix of an open article that is shown before it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixing {
    pub document: DocumentId,
    pub revision: Revision,
    pub fix: Fix,
    /// What it does, in words.
    pub title: String,
    pub look: Look,
}

/// A picture that is looked at before it is written.
#[derive(Debug, Default)]
pub struct Offering {
    /// Of the last one that was asked for.
    pub number: u64,
    pub shown: Option<Offered>,
    /// The one whose file is being written.
    pub placing: Option<Offered>,
    /// Those that come after it.
    pub waiting: VecDeque<(Target, Source)>,
    /// The photo of a service that could not be used last, by its id, and why.
    pub not_taken: Option<(String, OfferError)>,
}

#[derive(Clone, Debug)]
pub struct Offered {
    pub target: Target,
    /// Where it goes; `None`: the article has to be saved first.
    pub home: Option<PictureHome>,
    pub from: Source,
    /// `None`: it is being looked at, or has an address already.
    pub offer: Option<PictureOffer>,
    /// `None`: it is being made; `Some(None)`: there is nothing to gain.
    pub smaller: Option<Option<Smaller>>,
    /// What was said of it before it could not be written.
    pub words: Option<Words>,
}

/// The words of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub document: DocumentId,
    /// How often its words became others without being typed.
    pub recounts: u32,
    pub words: usize,
}

/// What is looked for.
#[derive(Default)]
pub struct Find {
    pub bar: find::Bar,
    /// The long text that is being searched.
    pub asked: Option<Key>,
    /// The search over all articles.
    pub site: find::SiteSearch,
    /// Select these bytes of an article once it is read.
    pub select_when_read: Option<(PathBuf, Range<usize>)>,
}

impl Find {
    /// The search over all articles goes from sight; what was found stays.
    pub(super) fn close_site(&mut self) {
        self.site.is_open = false;
    }

    /// What is to be selected in an article that is read now.
    pub(super) fn take_wanted(&mut self, article: &Path) -> Option<Range<usize>> {
        let wanted = self.select_when_read.take_if(|(path, _)| path == article);
        wanted.map(|(_, range)| range)
    }
}

#[derive(Default)]
pub struct Spelling {
    /// The languages of the dictionaries that the system has beside those that are shipped.
    pub dictionaries: Vec<String>,
    /// The misspelled word that is asked about.
    pub suggesting: Option<Suggesting>,
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

/// What happened.
#[derive(Default)]
pub struct Notices {
    /// Oldest first.
    pub shown: Vec<ShownNotice>,
    /// What can still be taken back or shown, and is shown no more; oldest first.
    pub past: Vec<ShownNotice>,
    /// When the writer did something last, by the clock of the window.
    pub done_millis: u64,
    next: u32,
}

impl Notices {
    /// Those that offer something.
    pub fn offering(&self) -> impl Iterator<Item = &ShownNotice> {
        let all = self.shown.iter().chain(&self.past);
        all.filter(|it| !it.offers.is_empty())
    }

    pub(super) fn new_id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }
}

pub struct ShownNotice {
    pub notice: Notice,
    /// What its buttons are called and do.
    pub offers: Vec<(&'static str, Action)>,
    /// `None`: until it is dismissed. With offers: until something is done after it.
    pub until_millis: Option<u64>,
}

/// What is made ready for drawing.
pub struct Media {
    pub pictures: Pictures,
    pub codes: Codes,
}

impl State {
    pub fn new(egui_ctx: &egui::Context, settings: Settings) -> Self {
        let keymap = Keymap::new(&settings.keys, System::of(egui_ctx.os()));
        Self {
            session: Session::default(),
            site: Site::default(),
            pages: Pages::default(),
            find: Find::default(),
            spelling: Spelling::default(),
            changes: Changes::default(),
            notices: Notices::default(),
            settings,
            media: Media {
                pictures: Pictures::new(egui_ctx),
                codes: Codes::default(),
            },
            git: Git::default(),
            server: Server::default(),
            in_site: InSite::default(),
            window: Window::new(keymap),
            library: Library::default(),
            stock: Stock::default(),
            leaving: Leaving::default(),
            aids: Aids::default(),
            clock: Clock::default(),
        }
    }

    pub fn shown_article(&self) -> Option<&Article> {
        self.session.articles.get(&self.session.shown?)
    }

    pub fn shown_article_mut(&mut self) -> Option<&mut Article> {
        self.session.articles.get_mut(&self.session.shown?)
    }

    /// What the checks know of the site that is open, once that was learned.
    pub fn known_site(&self) -> Option<Arc<OfSite>> {
        let site = self.site.open.as_ref()?;
        let learned = self.site.learned.as_ref();
        learned.filter(|it| it.site.root == site.root).cloned()
    }

    /// The first file for which Hugo builds nothing of the site, as far as it was looked.
    pub fn stopping(&self) -> Option<&Path> {
        let learned = self.site.learned.as_deref();
        let by_head = learned.and_then(|learned| learned.stopping());
        by_head.or(self.site.stopping.as_deref())
    }

    /// The same, or that nothing is known where no site is open or being opened.
    pub fn known(&self) -> Option<Arc<OfSite>> {
        let is_alone = self.site.open.is_none() && self.site.opening.is_none();
        let nowhere = || is_alone.then(|| Arc::new(OfSite::nowhere()));
        self.known_site().or_else(nowhere)
    }

    /// What the views are asked to do in this frame; what is asked of the text of an article that is
    /// not shown waits until it is.
    pub fn take_requests(&mut self) -> Vec<Request> {
        let mut requests = self.window.requests.take();
        // What a finder led to has the keyboard, and not the text below it.
        let is_led = requests.iter().any(|it| it.pane().is_some());
        if let Some(article) = self.shown_article_mut() {
            let own = article.requests.take().into_iter();
            requests.extend(own.filter(|it| !is_led || *it != Request::FocusText));
        }
        requests
    }

    /// The sites that were open before, the last first, without the one that is.
    pub fn other_sites(&self) -> Vec<(&Path, &SiteLook)> {
        let here = self.site.open.as_ref().map(|site| site.root.as_path());
        let mut sites = self.settings.remembered.recent();
        sites.retain(|(root, _)| Some(*root) != here);
        sites
    }

    /// Which panes are seen, and where.
    pub fn arrangement(&self) -> Arrangement {
        let mut wished = self.settings.panes.wished();
        wished.list |= self.find.site.is_open && self.site.open.is_some();
        if !self.shows_panes() || self.is_in_focus() {
            wished.form = false;
            wished.preview = false;
        }
        wished.list &= !self.is_in_focus();
        let desk = self.window.desk;
        Arrangement::new(
            desk.room,
            wished,
            self.settings.remembered.widths,
            desk.place,
        )
    }

    /// Whether there is the text and nothing else.
    pub fn is_in_focus(&self) -> bool {
        let is_covered = self.window.page().is_some();
        self.settings.writing.focus && self.shows_panes() && !is_covered
    }

    /// Whether the places stand at the left.
    pub fn has_rail(&self) -> bool {
        self.settings.panes.rail && !self.is_in_focus()
    }

    /// Whether form and preview are of use: an article is shown that is markdown with a head, and
    /// no page in its place.
    pub fn shows_panes(&self) -> bool {
        let article = self.shown_article();
        let is_odd =
            |article: &Article| article.document.is_plain() || article.document.is_binary();
        let is_covered = self.pages.shown.is_some() || self.changes.review.is_some();
        !is_covered && article.is_some_and(|article| !is_odd(article))
    }

    /// Where the writer is from now on.
    pub fn enter(&mut self, pane: Pane) {
        self.window.desk.place = self.window.desk.place.moved_to(pane);
    }

    /// What the commands are worth now.
    pub fn offer(&self) -> Offer<'_> {
        let shown = self.shown_article();
        let (steps_to_undo, steps_to_redo) =
            shown.map_or((0, 0), |article| article.document.steps());
        let is_in_a_file = shown.is_some_and(|article| !article.document.is_untitled());
        Offer {
            keymap: &self.window.keymap,
            settings: &self.settings,
            ground: Ground {
                site: match (&self.site.open, &self.site.opening) {
                    (Some(_), _) => Folder::Open,
                    (None, Some(_)) => Folder::ToCome,
                    (None, None) => Folder::None,
                },
                open_articles: self.session.articles.len(),
                text: self.shown_text(),
                is_in_a_file,
                steps_to_undo,
                steps_to_redo,
                undoes_change: self.undoes_change(),
                outside_changes: shown.map_or(0, |article| {
                    let marks = article.derived.marks.iter().count();
                    article.from_outside.iter().count() + marks
                }),
                other_sites: self.other_sites().len(),
                closed: self.session.closed.len(),
                steps_back: self.session.trail.steps_back(),
                steps_forward: self.session.trail.steps_forward(),
                notices: self.notices.offering().count(),
                is_in_site: self.in_site.phase != Phase::Off,
            },
            open: self.window.over.and_then(Over::command),
            shows_panes: !self.is_covered(),
            panes: self.arrangement(),
        }
    }

    /// Whether a page stands in place of the panes.
    fn is_covered(&self) -> bool {
        let is_over = self.window.page().is_some();
        is_over || self.pages.shown.is_some() || self.changes.review.is_some()
    }

    fn shown_text(&self) -> Text {
        match self.shown_article().map(|article| &article.document) {
            None => Text::None,
            Some(document) if document.is_binary() => Text::Binary,
            Some(_) if self.window.page().is_some() || self.changes.review.is_some() => {
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
        match self.window.keyboard {
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
            .open
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

    /// The path of a file as the list shows it.
    pub fn shown_path<'a>(&self, path: &'a Path) -> Cow<'a, str> {
        match &self.site.open {
            Some(site) => site.shown_path(path),
            None => path.to_string_lossy(),
        }
    }

    /// What the article at a path, or in the folder there, is called: as it stands open, else as the list
    /// has it, else by its path.
    pub fn title_of(&self, path: &Path) -> String {
        let is_it = |of: &Path| of == path || files::whole(of) == path;
        let mut open = self.session.articles.values();
        if let Some(article) = open.find(|article| is_it(article.document.path())) {
            return article.derived.entry.title.clone();
        }
        let mut listed = self.site.open.iter().flat_map(|site| &site.articles);
        match listed.find(|entry| is_it(&entry.path)) {
            Some(entry) => entry.title.clone(),
            None => self.shown_path(path).into_owned(),
        }
    }

    /// A message with the paths in the site as the site has them.
    pub fn shortened<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.site.open {
            Some(site) => site.shortened(text),
            None => text.into(),
        }
    }

    /// The paths of the articles with unsaved text.
    pub fn unsaved(&self) -> BTreeSet<PathBuf> {
        self.session
            .articles
            .values()
            .filter(|article| article.document.is_dirty())
            .map(|article| article.document.path().to_owned())
            .collect()
    }

    /// Whether closing loses nothing.
    pub fn may_close_now(&self) -> bool {
        self.session
            .articles
            .values()
            .all(|article| !article.document.is_dirty() && article.saves.saving.is_none())
    }
}
