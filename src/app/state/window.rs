//! The window: what is open above the panes, where the panes and the keyboard are, the moment.

use crate::{
    action::{Command, Keymap},
    app::request::{Queue, Request, WindowRequest},
    model::{panes::Place, settings, text::Cause},
    ui::about::Kept,
};

/// More than twelve fields: they are facts of one window that have nothing to do with each other.
pub struct Window {
    /// The keys as the settings say.
    pub keymap: Keymap,
    /// It is drawn in the dark theme.
    pub is_dark: bool,
    /// What the desktop says, where the window is not told by itself.
    pub desktop_is_dark: Option<bool>,
    /// As the desktop shows it.
    pub place: settings::Window,
    pub desk: Desk,
    /// What is open above the panes.
    pub over: Option<Over>,
    /// The page that a sheet is open above.
    under: Option<Over>,
    pub keyboard: Keyboard,
    /// Where Kopij keeps what is its own.
    pub kept: Kept,
    /// The help is shown once the first site is there.
    pub welcomes: bool,
    /// What is pasted next is inserted letter for letter.
    pub pastes_plain: bool,
    pub composing: Composing,
    /// Asked of the views, once.
    pub requests: Queue<Request>,
    /// Asked of the window, once.
    pub asked: Queue<WindowRequest>,
}

impl Window {
    pub(super) fn new(keymap: Keymap) -> Self {
        Self {
            keymap,
            is_dark: false,
            desktop_is_dark: None,
            place: settings::Window::default(),
            desk: Desk::default(),
            over: None,
            under: None,
            keyboard: Keyboard::default(),
            kept: Kept::default(),
            welcomes: false,
            pastes_plain: false,
            composing: Composing::default(),
            requests: Queue::default(),
            asked: Queue::default(),
        }
    }

    /// Opens a question above the panes, in place of the one that is there.
    pub(in crate::app) fn open(&mut self, over: Over) {
        let stays = over.is_sheet() || over == Over::Fix;
        self.under = self.page().filter(|_| stays);
        self.over = Some(over);
    }

    /// The same again closes it.
    pub(in crate::app) fn toggle(&mut self, over: Over) {
        if self.over == Some(over) {
            self.close();
        } else {
            self.open(over);
        }
    }

    /// Closes what is open; behind a sheet is the page that it was open above.
    pub(in crate::app) fn close(&mut self) {
        self.over = self.under.take();
    }

    /// Back to the panes.
    pub(in crate::app) fn leave(&mut self) {
        self.over = None;
        self.under = None;
    }

    /// What stands in place of the panes.
    pub fn page(&self) -> Option<Over> {
        self.over.filter(|over| over.covers()).or(self.under)
    }

    pub fn is_at(&self, page: Over) -> bool {
        self.page() == Some(page)
    }

    /// Whether it fills the screen now.
    pub(in crate::app) fn turn_full_screen(&mut self) -> bool {
        self.place.is_full_screen = !self.place.is_full_screen;
        self.place.is_full_screen
    }

    /// Whether the help is to be shown, which is once.
    pub(in crate::app) fn take_welcome(&mut self) -> bool {
        std::mem::take(&mut self.welcomes)
    }
}

/// A question above the panes; one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    GoTo,
    Palette,
    /// In place of the panes.
    Findings,
    /// In place of the panes.
    Changes,
    /// What a fix would change.
    Fix,
    /// The pictures of the site, in place of the panes.
    Library,
    /// The sites that were open before.
    Recent,
    NewArticle,
    SaveAs,
    /// The first save of an article, in a site.
    SaveNew,
    Suggestions,
    Place,
    Menu,
    Rename,
    ToBin,
    /// Whether commits are handed in.
    Push,
    /// Where the system has no dialog.
    FolderPath,
    /// The pictures of the site.
    Pictures,
    /// A picture that is to be taken.
    Picture,
    /// Photos of services.
    Stock,
    /// In place of the panes.
    Settings,
    /// In place of the panes.
    Help,
    /// The last page of the help.
    About,
}

impl Over {
    /// Whether it asks where a text goes.
    pub fn asks_for_place(self) -> bool {
        matches!(self, Self::SaveAs | Self::SaveNew)
    }

    /// Whether it asks for something about an article.
    pub fn is_sheet(self) -> bool {
        matches!(
            self,
            Self::Rename
                | Self::ToBin
                | Self::Push
                | Self::FolderPath
                | Self::Pictures
                | Self::Picture
                | Self::Stock
        )
    }

    /// Whether it stands in place of the panes.
    pub fn covers(self) -> bool {
        matches!(
            self,
            Self::Settings
                | Self::Help
                | Self::About
                | Self::Findings
                | Self::Changes
                | Self::Library
        )
    }

    /// The command that opens it, if one does.
    pub(super) fn command(self) -> Option<Command> {
        Some(match self {
            Self::GoTo => Command::GoToArticle,
            Self::Palette => Command::Palette,
            Self::Findings => Command::Findings,
            Self::Changes => Command::Changes,
            Self::Library => Command::SitePictures,
            Self::Recent => Command::OpenRecent,
            Self::NewArticle => Command::NewArticle,
            Self::SaveAs | Self::SaveNew => Command::Save,
            Self::Suggestions => Command::FixHere,
            Self::Place => Command::GoToPlace,
            Self::Menu => Command::Menu,
            Self::Rename => Command::RenameFile,
            Self::ToBin => Command::FileToBin,
            Self::Push => Command::Push,
            Self::FolderPath => Command::OpenFolder,
            Self::Stock => Command::FindPhoto,
            Self::Pictures | Self::Picture | Self::Fix => return None,
            Self::Settings => Command::Settings,
            Self::Help => Command::Help,
            Self::About => Command::About,
        })
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

/// What input methods compose. Compositions are counted: each is one step of undo.
#[derive(Debug, Default)]
pub struct Composing {
    count: u64,
    goes_on: bool,
    /// Something was composed in this frame.
    is_in_frame: bool,
}

impl Composing {
    /// Takes in what came for one frame.
    pub fn take_in(&mut self, events: &[egui::Event]) {
        self.is_in_frame = self.goes_on;
        for event in events {
            match event {
                egui::Event::Ime(egui::ImeEvent::Preedit { text, .. }) if !text.is_empty() => {
                    // What begins in the frame in which another one ends is one step with that.
                    self.count += u64::from(!self.is_in_frame);
                    self.is_in_frame = true;
                    self.goes_on = true;
                }
                egui::Event::Ime(egui::ImeEvent::Preedit { .. } | egui::ImeEvent::Commit(_))
                | egui::Event::PointerButton { pressed: true, .. } => self.goes_on = false,
                _ => {}
            }
        }
    }

    /// What typing in this frame comes from.
    pub fn of_typing(&self, at_millis: u64) -> Cause {
        if self.is_in_frame {
            let composition = self.count;
            Cause::Composing { composition }
        } else {
            Cause::Typing { at_millis }
        }
    }
}
