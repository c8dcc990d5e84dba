//! The markdown text editor.

use std::ops::Range;

use crate::{
    action::Outbox,
    model::{document::Document, front_matter::FrontMatter},
};

/// What the editor keeps between frames for one document.
#[derive(Debug, Default)]
pub struct EditorState {
    /// Select these bytes and show them, once.
    pub select: Option<Range<usize>>,
    pub show_head: bool,
    /// Take the keyboard focus, once.
    pub focus: bool,
}

/// Shows the text of an article for writing; typing becomes [`crate::action::Action::Edit`].
///
/// `show_head`: whether the front matter is part of what is shown.
pub fn editor_ui(
    ui: &mut egui::Ui,
    document: &Document,
    front_matter: &FrontMatter,
    state: &mut EditorState,
    out: &mut Outbox,
) {
    let _ = (ui, document, front_matter, state, out);
}
