//! What views and the window are asked to do once: scroll, take the keyboard, open. `update` puts
//! it into a queue, which is drained where it is done.

use std::{mem, ops::Range};

use crate::{
    action::Action,
    model::{front_matter::KeyPath, panes::Pane, text::Spot},
    ui::{editor::Vertical, find::Field, theme::Chosen},
};

/// Asked of the views. What concerns a text is for the article in whose queue it stands, and stays there
/// until that one is shown; then all are [`Waiting`] for the view that does it.
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
    pub fn byte_in_preview(&self) -> Option<usize> {
        match self {
            Self::ShowInPreview(at_byte) => Some(*at_byte),
            _ => None,
        }
    }

    pub fn gives_keyboard_to_text(&self) -> bool {
        matches!(self, Self::FocusText | Self::FocusPane(Pane::Text))
    }

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

/// What waits for the view that does it: that takes it when it is drawn. What no view took for so long that
/// the writer does other things now is let go.
#[derive(Debug, Default)]
pub struct Waiting(Vec<(Request, u64)>);

/// For so long a request waits.
const PATIENCE_MILLIS: u64 = 2_000;

impl Waiting {
    /// Lets go of what waits for too long, and of an older one of the same kind. `now_millis` is since the start.
    pub fn put(&mut self, requests: Vec<Request>, now_millis: u64) {
        self.0
            .retain(|(_, since)| now_millis.saturating_sub(*since) < PATIENCE_MILLIS);
        for asked in requests {
            let kind = mem::discriminant(&asked);
            self.0.retain(|(other, _)| mem::discriminant(other) != kind);
            self.0.push((asked, now_millis));
        }
    }

    /// The newest that a view does, with what it needs to know; it waits no more.
    pub fn take<T>(&mut self, does: impl Fn(&Request) -> Option<T>) -> Option<T> {
        let mut taken = None;
        self.0.retain(|(asked, _)| match does(asked) {
            Some(one) => {
                taken = Some(one);
                false
            }
            None => true,
        });
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_view_takes_is_let_go_and_what_one_takes_is_done_once() {
        let is_filter = |asked: &Request| (*asked == Request::FocusFilter).then_some(());
        let mut waiting = Waiting::default();
        waiting.put(vec![Request::FocusFilter, Request::FocusNotices], 0);

        assert_eq!(waiting.take(is_filter), Some(()));
        assert_eq!(waiting.take(is_filter), None);

        waiting.put(vec![Request::FocusFilter], 10);
        waiting.put(Vec::new(), 10 + PATIENCE_MILLIS - 1);
        assert_eq!(waiting.0, [(Request::FocusFilter, 10)]);

        waiting.put(Vec::new(), 10 + PATIENCE_MILLIS);
        assert_eq!(waiting.take(is_filter), None);
    }

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
