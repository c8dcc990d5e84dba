//! What Kopij remembers between two runs.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the desktop is set.
    #[default]
    System,
    Light,
    Dark,
}

/// Remembered between runs. A missing or unknown field is no error, so that an older Kopij can
/// read what a newer one wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub appearance: Appearance,
    /// The folder that opens when no path is given.
    pub last_site: Option<PathBuf>,
    /// The article that was open in it.
    pub last_article: Option<PathBuf>,
    /// All that were open, in the order of their tabs.
    pub open_articles: Vec<PathBuf>,
    pub panes: Panes,
    pub steps: Steps,
    pub check_spelling: bool,
    /// Files outside of their site that may be written through a link in it.
    pub written_links: Vec<PathBuf>,
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
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            last_site: None,
            last_article: None,
            open_articles: Vec::new(),
            panes: Panes::default(),
            steps: Steps::default(),
            check_spelling: true,
            written_links: Vec::new(),
        }
    }
}
