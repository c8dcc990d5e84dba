//! On the way out: of an article, and of the window.

use crate::model::document::DocumentId;

#[derive(Default)]
pub struct Leaving {
    pub quitting: Quitting,
    pub closing: Closing,
}

impl Leaving {
    /// What waited for a save ends: nothing closes.
    pub(in crate::app) fn stay(&mut self) {
        self.closing = Closing::Not;
        if self.quitting == Quitting::AfterSaving {
            self.quitting = Quitting::Not;
        }
    }

    /// If it is this article that waited for its save, it stays.
    pub(in crate::app) fn keep_article(&mut self, id: DocumentId) {
        if self.closing == Closing::AfterSaving(id) {
            self.closing = Closing::Not;
        }
    }

    /// Nothing stands in the way.
    pub(in crate::app) fn go(&mut self) {
        self.quitting = Quitting::Closes;
    }
}

/// How far the window is on its way to closing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quitting {
    #[default]
    Not,
    /// The question about unsaved text is open.
    Asks,
    /// The window closes once every save has ended.
    AfterSaving,
    /// The window may close.
    Closes,
}

/// How far an article with unsaved text is on its way to closing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    #[default]
    Not,
    /// The question is open.
    Asks(DocumentId),
    /// It closes once its save has ended.
    AfterSaving(DocumentId),
}
