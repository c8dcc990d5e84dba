//! What Kopij remembers between two runs: what the writer prefers, and, apart from that, what was open
//! and how the window was. A file may say anything of it, so each value is held within its bounds where
//! it is taken.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::model::{
    kept_path,
    panes::{Pane, Widths, Wished},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the desktop is set.
    #[default]
    System,
    Light,
    Dark,
}

/// When unsaved text is saved without being asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Autosave {
    #[default]
    Off,
    /// When the window loses the keyboard to another.
    OnLeaving,
    /// When the writer pauses.
    AfterPause,
}

/// What the writer prefers, remembered between runs. A missing or unknown field is no error, so that an
/// older Kopij can read what a newer one wrote.
///
/// More than twelve fields: but for the last, each is one thing that a person can set in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Pictures that articles name by a web address are fetched. The first in the file: one that
    /// was cut still says it.
    pub web_pictures: bool,
    pub appearance: Appearance,
    /// The tag of the language of the window; `None`: that of the system.
    pub language: Option<String>,
    pub autosave: Autosave,
    /// The sites, by their roots, in which a save writes when the article was changed.
    #[serde(with = "kept_path::all")]
    pub modified_on_save: BTreeSet<PathBuf>,
    pub panes: Panes,
    pub steps: Steps,
    pub check_spelling: bool,
    /// The language of articles that do not say theirs; `None`: it is told by the words.
    pub spelling_language: Option<String>,
    /// The languages whose words are right as well, by the root of a site or the path of an article.
    #[serde(with = "kept_path::keys")]
    pub second_languages: BTreeMap<PathBuf, String>,
    pub show_outline: bool,
    pub writing: Writing,
    pub typefaces: Typefaces,
    pub goal: Goal,
    /// The keys that the writer changed, by the name of their command; empty for no keys.
    pub keys: BTreeMap<String, String>,
    /// How large everything is; 1 is as the desktop is set.
    pub zoom: f32,
    /// Files outside of their site that may be written through a link in it.
    #[serde(with = "kept_path::all")]
    pub written_links: Vec<PathBuf>,
    /// Folders outside of a site that its settings name and the writer allowed, by the root of the
    /// site.
    #[serde(with = "kept_path::folders")]
    pub outside_folders: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// In a file of its own, which nobody edits.
    #[serde(skip)]
    pub remembered: Remembered,
}

/// What was open, and how the window was: so that the next run begins where this one ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The folder that opens when no path is given.
    #[serde(with = "kept_path::one")]
    pub last_site: Option<PathBuf>,
    /// The article that was open in it.
    #[serde(with = "kept_path::one")]
    pub last_article: Option<PathBuf>,
    /// All that were open, in the order of their tabs.
    #[serde(with = "kept_path::all")]
    pub open_articles: Vec<PathBuf>,
    /// The languages that the writer chose for single articles.
    #[serde(with = "kept_path::keys")]
    pub article_languages: BTreeMap<PathBuf, String>,
    pub widths: Widths,
    pub written: Written,
    /// How the window was with each site, by its root.
    #[serde(with = "kept_path::keys")]
    pub sites: BTreeMap<PathBuf, SiteLook>,
}

/// What was written on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// The last on which anything was, `2026-02-24`.
    pub day: String,
    pub words: usize,
}

/// How the window was when a site was open in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteLook {
    /// What the site is called.
    pub title: String,
    pub window: Window,
    pub panes: Panes,
    pub widths: Widths,
    pub zoom: f32,
    pub found: Found,
}

/// What was found in a site when it was open last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// As its makers write it; empty for a plain folder.
    pub generator: String,
    pub articles: usize,
    /// Their codes.
    pub languages: Vec<String>,
    /// When, in seconds since 1970 UTC.
    pub seen_secs: i64,
}

impl Default for SiteLook {
    fn default() -> Self {
        Self {
            title: String::new(),
            window: Window::default(),
            panes: Panes::default(),
            widths: Widths::default(),
            zoom: 1.0,
            found: Found::default(),
        }
    }
}

/// The window on the screen, in points at a zoom of 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// While it fills no screen.
    pub size: [f32; 2],
    /// Its left upper corner, where the desktop tells.
    pub place: Option<[f32; 2]>,
    pub is_maximised: bool,
    pub is_full_screen: bool,
}

impl Window {
    pub const LEAST: [f32; 2] = [420.0, 360.0];
    /// No screen is wider; a file may say anything.
    const MOST: f32 = 16_000.0;

    /// A size that a window can have.
    #[must_use]
    pub fn sane(self) -> Self {
        let usual = Self::default();
        let is_size = |length: f32| length.is_finite() && length < Self::MOST;
        let size = if self.size.iter().all(|length| is_size(*length)) {
            let [width, height] = self.size;
            let [least_width, least_height] = Self::LEAST;
            [width.max(least_width), height.max(least_height)]
        } else {
            usual.size
        };
        let is_place = |place: &[f32; 2]| place.iter().all(|at| at.abs() < Self::MOST);
        Self {
            size,
            place: self.place.filter(is_place),
            ..self
        }
    }
}

impl Default for Window {
    fn default() -> Self {
        Self {
            size: [1440.0, 900.0],
            place: None,
            is_maximised: false,
            is_full_screen: false,
        }
    }
}

/// Which panes are shown.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one independent switch for each pane"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panes {
    pub articles: bool,
    pub form: bool,
    pub preview: bool,
    /// The front matter is shown as text in the editor.
    pub head_as_text: bool,
    /// Lines are numbered in the editor.
    pub line_numbers: bool,
    /// Covers stand in the list of articles.
    pub thumbnails: bool,
    /// The rail stands at the left; without it the menu has its key.
    pub rail: bool,
}

impl Panes {
    pub fn wished(self) -> Wished {
        Wished {
            list: self.articles,
            form: self.form,
            preview: self.preview,
        }
    }

    /// The text is always there.
    pub fn wish(&mut self, pane: Pane, is_on: bool) {
        match pane {
            Pane::List => self.articles = is_on,
            Pane::Form => self.form = is_on,
            Pane::Preview => self.preview = is_on,
            Pane::Text => {}
        }
    }
}

/// What letters are drawn with.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Typeface {
    /// Source Serif.
    #[default]
    Serif,
    /// Inter.
    Sans,
    /// `JetBrains` Mono.
    Mono,
    /// `OpenDyslexic`, for readers with dyslexia.
    Dyslexic,
    /// One that is installed, by the name of its family.
    System(String),
}

impl Typeface {
    pub const SHIPPED: [Self; 4] = [Self::Serif, Self::Sans, Self::Mono, Self::Dyslexic];

    /// Its name, as its makers have it.
    pub fn title(&self) -> &str {
        match self {
            Self::Serif => "Source Serif",
            Self::Sans => "Inter",
            Self::Mono => "JetBrains Mono",
            Self::Dyslexic => "OpenDyslexic",
            Self::System(name) => name,
        }
    }
}

/// The typefaces of the article, where the writer may choose them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typefaces {
    pub text: Typeface,
    pub preview: Typeface,
}

/// How many words are to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Goal {
    /// 0: none.
    pub words: usize,
    pub of: GoalOf,
}

impl Goal {
    pub const MOST: usize = 20_000;
    pub const STEP: usize = 100;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoalOf {
    #[default]
    Article,
    Day,
}

/// How the text is shown that is written.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one independent switch for each habit"
)]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    pub text_points: f32,
    /// The width of its column, in characters of the usual width.
    pub measure: f32,
    /// The paragraph with the caret is lit, the rest is dimmed.
    pub focus: bool,
    /// Of that paragraph the sentence alone.
    pub focus_sentence: bool,
    /// The line with the caret stays at the same height.
    pub typewriter: bool,
    /// The height of a line, in parts of the usual.
    pub line_height: f32,
    /// The same of an empty line between paragraphs.
    pub paragraph_spacing: f32,
    /// Quotes, dashes and dots become those of print as they are typed.
    pub punctuation: bool,
    /// A slash at the start of a line opens a menu of blocks.
    pub block_menu: bool,
}

impl Writing {
    pub const USUAL_POINTS: f32 = 16.5;
    pub const TEXT_POINTS: std::ops::RangeInclusive<f32> = 11.0..=32.0;
    pub const MEASURE: std::ops::RangeInclusive<f32> = 40.0..=140.0;
    pub const LINE_HEIGHT: std::ops::RangeInclusive<f32> = 0.8..=1.8;
    pub const PARAGRAPH_SPACING: std::ops::RangeInclusive<f32> = 0.3..=2.0;
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            text_points: Self::USUAL_POINTS,
            measure: 75.0,
            focus: false,
            focus_sentence: false,
            typewriter: false,
            line_height: 1.0,
            paragraph_spacing: 1.0,
            punctuation: false,
            block_menu: false,
        }
    }
}

impl Remembered {
    /// This article is the one that was shown last; `None`: there was none.
    pub fn set_last_article(&mut self, article: Option<&Path>) {
        self.last_article = article.map(Path::to_owned);
    }

    /// The sites that were open before, the last one first.
    pub fn recent(&self) -> Vec<(&Path, &SiteLook)> {
        let sites = self.sites.iter();
        let mut sites: Vec<_> = sites.map(|(root, look)| (root.as_path(), look)).collect();
        sites.sort_by_key(|(_, look)| std::cmp::Reverse(look.found.seen_secs));
        sites
    }

    /// How the window was with the site that a folder is in.
    pub fn look_of(&self, folder: &Path) -> Option<&SiteLook> {
        let around = |(root, _): &(&PathBuf, &SiteLook)| folder.starts_with(root);
        let sites = self.sites.iter().filter(around);
        let nearest = sites.max_by_key(|(root, _)| root.components().count());
        nearest.map(|(_, look)| look)
    }
}

impl Settings {
    pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

    /// How large everything is; a file may say anything.
    pub fn sane_zoom(&self) -> f32 {
        if self.zoom.is_finite() {
            self.zoom.clamp(*Self::ZOOM.start(), *Self::ZOOM.end())
        } else {
            1.0
        }
    }

    /// Panes and zoom become as they were with a site.
    pub fn take_look(&mut self, look: &SiteLook) {
        self.panes = look.panes;
        self.remembered.widths = look.widths;
        self.zoom = look.zoom;
    }

    /// What was chosen for an article holds at its other path, and at the first too where it leaves a file.
    pub fn take_along(&mut self, from: &Path, to: &Path, leaves_a_file: bool) {
        let second = &mut self.second_languages;
        if let Some(language) = second.get(from).cloned() {
            second.insert(to.to_owned(), language);
            if !leaves_a_file {
                second.remove(from);
            }
        }
    }

    /// The folders outside of the site at `root` that the writer allowed.
    pub fn outside_of(&self, root: &Path) -> Vec<PathBuf> {
        self.outside_folders.get(root).cloned().unwrap_or_default()
    }

    /// Where it is not known what the writer had said: nothing that lets anybody know of her, and
    /// no place outside of a site.
    pub fn safe() -> Self {
        Self {
            web_pictures: false,
            ..Self::default()
        }
    }
}

/// Which of text and preview follows the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Steps {
    /// The preview goes where the writer is in the text.
    pub preview_follows: bool,
    /// The text is scrolled with the preview.
    pub text_follows: bool,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            preview_follows: true,
            text_follows: true,
        }
    }
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            articles: true,
            form: true,
            preview: true,
            head_as_text: false,
            line_numbers: false,
            thumbnails: true,
            rail: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            language: None,
            autosave: Autosave::Off,
            modified_on_save: BTreeSet::new(),
            panes: Panes::default(),
            web_pictures: true,
            steps: Steps::default(),
            check_spelling: true,
            spelling_language: None,
            second_languages: BTreeMap::new(),
            show_outline: false,
            writing: Writing::default(),
            typefaces: Typefaces::default(),
            goal: Goal::default(),
            keys: BTreeMap::new(),
            zoom: 1.0,
            written_links: Vec::new(),
            outside_folders: BTreeMap::new(),
            remembered: Remembered::default(),
        }
    }
}
