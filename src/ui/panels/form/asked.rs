//! What the form asks about one key, in the place of a menu.

use crate::model::{front_matter::KeyPath, schema::FieldKind};

/// What a menu asks for instead of its items.
pub(super) enum Asked {
    /// The other name of a key.
    Name {
        path: KeyPath,
        name: String,
        has_had_focus: bool,
    },
    /// A key below another.
    Key(NewKey),
}

/// The key that is being added.
pub(super) struct NewKey {
    /// The group it goes to; empty for the head itself.
    pub parent: KeyPath,
    pub name: String,
    /// `None`: that of the key by this name, if the site knows one.
    pub kind: Option<FieldKind>,
    pub kinds: Kinds,
    /// The row that the arrow keys chose.
    pub chosen: Option<usize>,
    pub has_had_focus: bool,
}

/// The list of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    Closed,
    /// It was opened: the chosen one gets the keyboard.
    Opened,
    Open,
    /// One was chosen: the keyboard goes back to the button.
    Chosen,
}

impl Kinds {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Opened | Self::Open)
    }
}

impl NewKey {
    pub fn below(parent: KeyPath) -> Self {
        Self {
            parent,
            name: String::new(),
            kind: None,
            kinds: Kinds::Closed,
            chosen: None,
            has_had_focus: false,
        }
    }
}
