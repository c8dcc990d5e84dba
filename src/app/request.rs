//! What views and the window are asked to do once: scroll, take the keyboard, open. `update` puts
//! it into a queue, which is drained where it is done.

use std::{mem, ops::Range};

use crate::{
    action::Action,
    model::{front_matter::KeyPath, panes::Pane, text::Spot},
    ui::{editor::Vertical, find::Field, theme::Chosen},
};

/// Asked of the views, drained by layout. What concerns a text is for the article in whose queue it
/// stands, and stays there until that one is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Select these bytes and bring them into view.
    Select(Range<usize>),
    /// Show the text as the writer had it.
    Restore(Spot),
    /// Give the keyboard to the text.
    FocusText,
    /// Select the word at the caret, or the next place like the selection.
    SelectNextOccurrence,
    AddCaret(Vertical),
    /// Bring this byte into view in the preview.
    ShowInPreview(usize),
    /// Give the keyboard to the filter of the list.
    FocusFilter,
    FocusFindBar(Field),
    FocusSiteFind,
    /// Show the word goal among the settings.
    ShowGoal,
    /// Give the keyboard to the newest notice that offers something.
    FocusNotices,
    /// Give the keyboard to a pane.
    FocusPane(Pane),
    /// Give the keyboard to a field of the form; where it has none, this is done instead.
    FocusField {
        path: KeyPath,
        otherwise: Option<Action>,
    },
}

impl Request {
    /// The pane that gets the keyboard by it.
    pub fn pane(&self) -> Option<Pane> {
        match self {
            Self::FocusText | Self::FocusFindBar(_) => Some(Pane::Text),
            Self::FocusFilter | Self::FocusSiteFind => Some(Pane::List),
            Self::FocusPane(pane) => Some(*pane),
            Self::FocusField { .. } => Some(Pane::Form),
            Self::Select(_)
            | Self::Restore(_)
            | Self::SelectNextOccurrence
            | Self::AddCaret(_)
            | Self::FocusNotices
            | Self::ShowGoal
            | Self::ShowInPreview(_) => None,
        }
    }
}

/// Asked of the window.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowRequest {
    UseTheme(egui::ThemePreference),
    UseZoom(f32),
    /// Draw text and preview with these.
    UseFaces(Box<[Chosen; 2]>),
    FullScreen(bool),
    /// Do with the clipboard what its keys do, where the keyboard is.
    Clipboard(Clipboard),
    /// In the browser.
    OpenLink(String),
    /// Onto the clipboard.
    CopyText(String),
    /// Come to the front.
    Raise,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clipboard {
    Cut,
    Copy,
    Paste,
}

/// In the order they were asked in. Of one kind only the newest is kept.
#[derive(Clone, Debug)]
pub struct Queue<T>(Vec<T>);

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Queue<T> {
    pub fn push(&mut self, asked: T) {
        let kind = mem::discriminant(&asked);
        self.0.retain(|other| mem::discriminant(other) != kind);
        self.0.push(asked);
    }

    pub fn take(&mut self) -> Vec<T> {
        mem::take(&mut self.0)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_a_kind_is_done_in_the_place_where_it_was_asked() {
        let mut queue = Queue::default();
        queue.push(Request::Select(0..1));
        queue.push(Request::FocusText);
        queue.push(Request::Select(2..3));

        assert_eq!(queue.take(), [Request::FocusText, Request::Select(2..3)]);
        assert_eq!(queue.take(), []);
    }
}
