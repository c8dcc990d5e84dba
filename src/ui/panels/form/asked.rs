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
    pub is_kind_open: bool,
    /// The kinds were opened: the chosen one gets the keyboard.
    pub leads_to_kind: bool,
    /// One was chosen: the keyboard is back at their button.
    pub is_kind_chosen: bool,
    /// The row that the arrow keys chose.
    pub chosen: Option<usize>,
    pub has_had_focus: bool,
}

impl NewKey {
    pub fn below(parent: KeyPath) -> Self {
        Self {
            parent,
            name: String::new(),
            kind: None,
            is_kind_open: false,
            leads_to_kind: false,
            is_kind_chosen: false,
            chosen: None,
            has_had_focus: false,
        }
    }
}
