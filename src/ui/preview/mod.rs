//! The article as a reader will see it.

use std::path::Path;

use crate::{
    action::Outbox,
    model::{
        document::DocumentId,
        front_matter::FrontMatter,
        markdown::{blocks::Blocks, statistics::Statistics},
        text::Revision,
    },
    ui::pictures::Pictures,
};

/// What the preview keeps between frames for one document.
#[derive(Default)]
pub struct PreviewState {
    /// Bring the block at this byte of the text into view, once.
    pub scroll_to_byte: Option<usize>,
}

/// What the preview shows: everything is derived from one text at one revision.
pub struct Page<'a> {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: &'a str,
    pub front_matter: &'a FrontMatter,
    pub blocks: &'a Blocks,
    pub statistics: Statistics,
    /// The article's file.
    pub path: &'a Path,
    /// The root of the site, if one is open.
    pub root: Option<&'a Path>,
    pub pictures: &'a Pictures,
}

/// Draws the page: cover with caption, title, date and reading time, then the text.
pub fn preview_ui(ui: &mut egui::Ui, page: &Page<'_>, state: &mut PreviewState, out: &mut Outbox) {
    let _ = (ui, page, state, out);
}
