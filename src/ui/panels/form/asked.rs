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
    pub kind: FieldKind,
}

impl NewKey {
    pub fn below(parent: KeyPath) -> Self {
        Self {
            parent,
            name: String::new(),
            kind: FieldKind::Text,
        }
    }
}
