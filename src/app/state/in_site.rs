//! The site as the browser shows it, with what is typed.

use std::path::PathBuf;

use crate::model::{
    document::DocumentId,
    stage::{gate::Held, log::Trouble},
    text::Revision,
};

/// Where Open in site stands.
///
/// More than twelve fields: what is told of it, and what is under way.
#[derive(Clone, Debug, Default)]
pub struct InSite {
    pub phase: Phase,
    /// The site that is shown.
    pub root: Option<PathBuf>,
    /// All of its articles are shown to the theme.
    pub is_whole: bool,
    /// The page that was opened in the browser last.
    pub address: Option<String>,
    /// When the page was made of what is typed last, by the wall clock.
    pub built_at: Option<String>,
    /// What keeps the text as it stands from the page.
    pub held: Option<Held>,
    /// Why the theme makes no page of it.
    pub trouble: Option<Trouble>,
    /// Whose words count.
    pub run: u64,
    /// The text that was handed on last.
    pub staged: Option<(DocumentId, Revision)>,
    pub is_staging: bool,
    /// Where the page was told that the caret is.
    pub marked: Option<(DocumentId, Revision, usize)>,
    /// Since when the text is as it is.
    pub waiting: Option<(Revision, u64)>,
    /// When servers died, by the clock of the window.
    pub deaths_millis: Vec<u64>,
    /// When the writer was last seen to need it, by the same clock.
    pub used_millis: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Off,
    Opening,
    On,
}
